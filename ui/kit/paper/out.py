"""Sends archived bytes to a printer: asks which one, then draws every page at the printer's own dots."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfPageRenderer
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
UNREADABLE = "The paper could not be read for printing. Look at it on the screen, and make it anew."
NOT_BEGUN = "Stopped before the first page."
STOPPED = "Stopped after {} of {} pages. What the printer had by then may still come out of it."


class _Run:
    """One job with the printer that it goes to, whatever is chosen for the next. Its painter goes first: a
    printer that goes away while it is painted on takes the program along.
    """

    def __init__(self, printer: QPrinter, contents: Iterable[bytes]) -> None:
        self.printer, self.painter = printer, QPainter()
        self.waiting = list(contents)
        self.job = PrintJob()
        self.is_begun = False
        """Whether the printer has a page, or a part of it."""

    def give_up(self) -> None:
        """Take back what the printer has not put out yet."""
        if self.painter.isActive():
            self.printer.abort()
            self.painter.end()


class PaperOut(QObject):
    """Signals: `chosen(str)` with the printer's name, `sent()` when it has taken all pages,
    `failed(str, bool)` with what to do, and whether some of it may have come out.
    """

    chosen = Signal(str)
    sent = Signal()
    failed = Signal(str, bool)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._printer: QPrinter | None = None
        self._dialog: QPrintDialog | None = None
        self._runs: list[_Run] = []
        """The one that is on its way, and no more."""
        self._document: QPdfDocument | None = None
        self._image: QImage | None = None
        self._page = self._top = self._drawn = self._of = 0
        self._wanted = 0
        """The number of the request for the page that is awaited."""
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._go_on)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.pageRendered.connect(self._page_came)
        self.destroyed.connect(partial(_break_off, self._runs))

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

    def send(self, *contents: bytes) -> PrintJob | None:
        """Draw the pages of these papers on the chosen printer, one after the other, as one job; None when
        it is refused, which `failed` tells.
        """
        if self._runs or self._printer is None:
            self.failed.emit(BUSY if self._runs else NO_PRINTER, False)
            return None
        self._printer.setFullPage(True)
        run = _Run(self._printer, contents)
        self._runs.append(run)
        self._drawn = self._of = 0
        self._turn.start(0)
        return run.job

    @property
    def _run(self) -> _Run:
        (run,) = self._runs
        return run

    @Slot()
    def _go_on(self) -> None:
        """A band of a page in each turn of the event loop: a whole one holds the window too long."""
        run = self._run
        if run.job.is_stopped:
            self._stop()
        elif self._image is not None:
            self._draw_band(self._image)
        elif self._document is not None:
            self._ask_page(self._document)
        elif run.waiting:
            self._open(run.waiting.pop(0))
        else:
            self._end(run.painter.end())

    def _open(self, content: bytes) -> None:
        self._document, self._page = _opened(content, self), 0
        self._renderer.setDocument(self._document)
        self._tell()

    def _ask_page(self, document: QPdfDocument) -> None:
        """Have the page drawn beside the window; it comes with `_page_came`."""
        points = document.pagePointSize(self._page)
        self._turn.stop()
        dots = QSize(round(points.width() * DOTS / 72), round(points.height() * DOTS / 72))
        self._wanted = self._renderer.requestPage(self._page, dots)
        if not self._wanted:
            self._break(UNREADABLE)

    @Slot(int, QSize, QImage, QPdfDocumentRenderOptions, "qulonglong")
    def _page_came(self, _page: int, _size: QSize, image: QImage, _how: object, number: int) -> None:
        if self._document is None or number != self._wanted:
            return
        if self._run.job.is_stopped:
            self._turn.start(0)
        elif image.isNull():
            self._break(UNREADABLE)
        elif self._begin_page(self._document):
            self._image, self._top = image, 0
            self._turn.start(0)
        else:
            self._break(NOT_TAKEN)

    def _begin_page(self, document: QPdfDocument) -> bool:
        """The page in its own size on a sheet of its own; False when the printer refused."""
        run, points = self._run, document.pagePointSize(self._page)
        run.printer.setPageSize(QPageSize(points, QPageSize.Unit.Point))
        run.printer.setPageMargins(run.printer.pageLayout().minimumMargins(), QPageLayout.Unit.Point)
        ready = run.printer.newPage() if run.is_begun else run.painter.begin(run.printer)
        run.is_begun = run.is_begun or ready
        return ready

    def _draw_band(self, image: QImage) -> None:
        run = self._run
        whole = run.printer.paperRect(QPrinter.Unit.DevicePixel)
        across, down = whole.width() / image.width(), whole.height() / image.height()
        # Each reaches a row into the next: between two that only touch a printer may leave a white line.
        rows = min(BAND + 1, image.height() - self._top)
        place = QRectF(0, self._top * down, image.width() * across, rows * down)
        run.painter.drawImage(place, image.copy(0, self._top, image.width(), rows))
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
        run = self._run
        if self._document is not None:
            self._of = self._drawn + self._document.pageCount() - self._page + len(run.waiting)
            run.job.moved(self._drawn, self._of)

    def _stop(self) -> None:
        """Somebody cancelled: what the printer has by then it may put out, and that is said."""
        self._break(STOPPED.format(self._drawn, self._of) if self._run.is_begun else NOT_BEGUN)

    def _break(self, why: str) -> None:
        """Not to its end: what was begun is taken back as far as the printer lets go of it."""
        self._run.give_up()
        self._end(False, why)

    def _end(self, sent: bool, otherwise: str = NOT_TAKEN) -> None:
        self._turn.stop()
        self._close()
        self._image = None
        run = self._runs.pop()
        run.job.end()
        if sent:
            self.sent.emit()
        else:
            self.failed.emit(otherwise, run.is_begun)

    def _close(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document.deleteLater()
        self._document = None


def _break_off(runs: list[_Run], _gone: QObject | None = None) -> None:
    """The screen went away, with all that it drew."""
    for run in runs:
        run.give_up()
        run.job.break_off()


def _opened(content: bytes, owner: QObject) -> QPdfDocument:
    document = QPdfDocument(owner)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document
