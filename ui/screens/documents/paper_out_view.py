"""Sends archived bytes to a printer: asks which one, then draws every page at the printer's own dots."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, Signal, Slot
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

    def send(self, content: bytes) -> None:
        """Draw the pages of these bytes on the chosen printer."""
        printer = self._printer
        if printer is None:
            self.failed.emit("Choose a printer first.")
            return
        document, buffer = QPdfDocument(self), QBuffer(self)
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        if draw_pages(document, printer):
            self.sent.emit()
        else:
            self.failed.emit("The printer did not take the paper. Look at the printer and print it again.")
        document.close()
        document.deleteLater()
        buffer.deleteLater()


def draw_pages(document: QPdfDocument, printer: QPrinter) -> bool:
    """Every page in its own size on a sheet of its own; False when the printer refused."""
    first = document.pagePointSize(0)
    printer.setPageSize(QPageSize(first, QPageSize.Unit.Point))
    printer.setPageMargins(printer.pageLayout().minimumMargins(), QPageLayout.Unit.Point)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for page in range(document.pageCount()):
        if page and not printer.newPage():
            return False
        points = document.pagePointSize(page)
        dots = QSize(round(points.width() * DOTS / 72), round(points.height() * DOTS / 72))
        whole = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
        painter.drawImage(QRectF(0, 0, whole.width(), whole.height()), document.render(page, dots))
    return bool(painter.end())
