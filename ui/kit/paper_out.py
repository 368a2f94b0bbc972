"""Sends archived bytes to a printer: asks which one, then draws every page at the printer's own dots."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

DOTS = 300
"""Dots an inch to which pages are drawn; finer printers gain nothing on type of 10 points and more."""


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
        self._page, self._first = 0, True
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._next_page)

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

    def send(self, *contents: bytes) -> None:
        """Draw the pages of these papers on the chosen printer, one after the other, as one job."""
        if self._printer is None:
            self.failed.emit("Choose a printer first.")
            return
        self._printer.setFullPage(True)
        self._waiting = list(contents)
        self._first = True
        self._painter = QPainter()
        self._turn.start(0)

    @Slot()
    def _next_page(self) -> None:
        """One page a turn of the event loop, so that forty papers do not hold the window."""
        assert self._printer is not None, "sent to a printer"
        if self._document is None and not self._waiting:
            self._end(self._painter is not None and bool(self._painter.end()))
            return
        if self._document is None:
            self._document, self._page = _opened(self._waiting.pop(0), self), 0
        if not self._draw(self._document, self._printer):
            self._end(False)
            return
        self._page += 1
        if self._page == self._document.pageCount():
            self._close()

    def _draw(self, document: QPdfDocument, printer: QPrinter) -> bool:
        """The page in its own size on a sheet of its own; False when the printer refused."""
        assert self._painter is not None, "made when the job began"
        points = document.pagePointSize(self._page)
        printer.setPageSize(QPageSize(points, QPageSize.Unit.Point))
        printer.setPageMargins(printer.pageLayout().minimumMargins(), QPageLayout.Unit.Point)
        ready = self._painter.begin(printer) if self._first else printer.newPage()
        self._first = False
        if not ready:
            return False
        dots = QSize(round(points.width() * DOTS / 72), round(points.height() * DOTS / 72))
        whole = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
        self._painter.drawImage(
            QRectF(0, 0, whole.width(), whole.height()), document.render(self._page, dots)
        )
        return True

    def _end(self, sent: bool) -> None:
        self._turn.stop()
        self._close()
        self._waiting, self._painter = [], None
        if sent:
            self.sent.emit()
        else:
            self.failed.emit("The printer did not take the paper. Look at the printer and print it again.")

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
