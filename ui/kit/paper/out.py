"""Sends archived bytes to a printer: asks which one, then draws every page at the printer's own dots."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ui.kit.paper.print_job import PrintJob

DOTS = 300
"""Dots an inch to which pages are drawn; finer printers gain nothing on type of 10 points and more."""
BAND = 165
"""Rows of dots that are given to the printer at once: half an inch and a bit, twenty bands a page."""
NO_PRINTER = "Choose a printer first."
BUSY = "Another paper is on its way to a printer. Print this one when it is there."
NOT_TAKEN = "The printer did not take the paper. Look at the printer and print it again."
NOT_BEGUN = "Stopped before the first page."
STOPPED = "Stopped after {} of {} pages. What the printer had by then may still come out of it."


class PaperOut(QObject):
    """Signals: `chosen(str)` with the printer's name, `sent()` when it has taken all pages,
    `failed(str)` with what to do.
    """

    chosen = Signal(str)
    sent = Signal()
    failed = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._printer: QPrinter | None = None
        self._dialog: QPrintDialog | None = None
        self._waiting: list[bytes] = []
        self._document: QPdfDocument | None = None
        self._painter: QPainter | None = None
        self._job: PrintJob | None = None
        self._image: QImage | None = None
        self._page = self._top = self._drawn = self._of = 0
        self._first = True
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._go_on)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.pageRendered.connect(self._page_came)

    def ask(self, title: str) -> None:
        """Ask for a printer; the paper's title, which holds no name, stands in the printer's queue."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
        self._dialog = QPrintDialog(printer, self._owner)
        self._dialog.accepted.connect(self._accepted)
        self._printer = printer
        self._dialog.setModal(True)
        self._dialog.show()

    def use(self, printer: QPrinter) -> None:
        """Take this printer without asking."""
        self._printer = printer
        self.chosen.emit(printer.printerName() or "printer")

    @Slot()
    def _accepted(self) -> None:
        if self._printer is not None:
            self.use(self._printer)

    def send(self, *contents: bytes) -> PrintJob:
        """Draw the pages of these papers on the chosen printer, one after the other, as one job."""
        job = PrintJob()
        refusal = BUSY if self._job is not None else NO_PRINTER if self._printer is None else ""
        if refusal or self._printer is None:
            job.end()
            self.failed.emit(refusal)
            return job
        self._printer.setFullPage(True)
        self._job, self._waiting = job, list(contents)
        self.destroyed.connect(job.end)
        self._drawn, self._first = 0, True
        self._painter = QPainter()
        self._turn.start(0)
        return job

    @Slot()
    def _go_on(self) -> None:
        """A band of a page in each turn of the event loop: a whole one holds the window too long."""
        assert self._job is not None, "sent to a printer"
        if self._job.is_stopped:
            self._stop()
        elif self._image is not None:
            self._draw_band(self._image)
        elif self._document is not None:
            self._ask_page(self._document)
        elif self._waiting:
            self._open(self._waiting.pop(0))
        else:
            self._end(bool(self._painter is not None and self._painter.end()))

    def _open(self, content: bytes) -> None:
        self._document, self._page = _opened(content, self), 0
        self._renderer.setDocument(self._document)
        self._tell()

    def _ask_page(self, document: QPdfDocument) -> None:
        """Have the page drawn beside the window; it comes with `_page_came`."""
        points = document.pagePointSize(self._page)
        self._turn.stop()
        dots = QSize(round(points.width() * DOTS / 72), round(points.height() * DOTS / 72))
        self._renderer.requestPage(self._page, dots)

    @Slot(int, QSize, QImage)
    def _page_came(self, _page: int, _size: QSize, image: QImage) -> None:
        if self._document is None or self._job is None:
            return
        if self._job.is_stopped:
            self._turn.start(0)
        elif self._begin_page(self._document):
            self._image, self._top = image, 0
            self._turn.start(0)
        else:
            self._end(False)

    def _begin_page(self, document: QPdfDocument) -> bool:
        """The page in its own size on a sheet of its own; False when the printer refused."""
        assert self._painter is not None, "made when the job began"
        assert self._printer is not None, "sent to a printer"
        printer, points = self._printer, document.pagePointSize(self._page)
        printer.setPageSize(QPageSize(points, QPageSize.Unit.Point))
        printer.setPageMargins(printer.pageLayout().minimumMargins(), QPageLayout.Unit.Point)
        ready = self._painter.begin(printer) if self._first else printer.newPage()
        self._first = False
        return bool(ready)

    def _draw_band(self, image: QImage) -> None:
        assert self._painter is not None, "made when the job began"
        assert self._printer is not None, "sent to a printer"
        whole = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        across, down = whole.width() / image.width(), whole.height() / image.height()
        # Each reaches a row into the next: between two that only touch a printer may leave a white line.
        rows = min(BAND + 1, image.height() - self._top)
        place = QRectF(0, self._top * down, image.width() * across, rows * down)
        self._painter.drawImage(place, image.copy(0, self._top, image.width(), rows))
        self._top += BAND
        if self._top >= image.height():
            self._close_page()

    def _close_page(self) -> None:
        assert self._document is not None, "a page of it was drawn"
        self._image = None
        self._page += 1
        self._drawn += 1
        self._tell()
        if self._page == self._document.pageCount():
            self._close()

    def _tell(self) -> None:
        """Of papers that are not opened yet a page each is counted."""
        if self._job is not None and self._document is not None:
            self._of = self._drawn + self._document.pageCount() - self._page + len(self._waiting)
            self._job.moved(self._drawn, self._of)

    def _stop(self) -> None:
        """Somebody cancelled: what the printer has by then it may put out, and that is said."""
        if self._first:
            self._end(False, NOT_BEGUN)
            return
        assert self._painter is not None, "a page was begun"
        assert self._printer is not None, "sent to a printer"
        self._printer.abort()
        self._painter.end()
        self._end(False, STOPPED.format(self._drawn, self._of))

    def _end(self, sent: bool, otherwise: str = NOT_TAKEN) -> None:
        self._turn.stop()
        self._close()
        job, self._job = self._job, None
        self._waiting, self._painter, self._image = [], None, None
        if job is not None:
            job.end()
        if sent:
            self.sent.emit()
        else:
            self.failed.emit(otherwise)

    def _close(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document.deleteLater()
        self._document = None


def _opened(content: bytes, owner: QObject) -> QPdfDocument:
    document = QPdfDocument(owner)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document
