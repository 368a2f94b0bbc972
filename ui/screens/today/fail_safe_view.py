"""The button of the fail-safe sheets, and the printer they go to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button
from ui.kit.paper.out import PaperOut
from ui.kit.paper.print_job import PrintJob
from ui.kit.theme import Theme

TIP = "One page for each patient of the next clinic day, in case the computer is down"


class FailSafeView(QObject):
    """Signals: `requested()`, `printer_chosen(str)`, `sent()`, `failed(str, bool)`."""

    requested = Signal()
    printer_chosen = Signal(str)
    sent = Signal()
    failed = Signal(str, bool)

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner)
        self.button = Button(theme, "&Fail-safe sheets", "printer", compact=True)
        self.button.setToolTip(TIP)
        self.out = PaperOut(owner)
        self.button.clicked.connect(self.requested)
        self.out.chosen.connect(self.printer_chosen)
        self.out.sent.connect(self.sent)
        self.out.failed.connect(self.failed)

    def set_busy(self, busy: bool) -> None:
        """While they are made, progress and Cancel stand in the window's foot."""
        self.button.setEnabled(not busy)

    def ask_printer(self, title: str) -> None:
        """Ask where they are printed."""
        self.out.ask(title)

    def send(self, contents: tuple[bytes, ...]) -> PrintJob | None:
        """Send them in this order, as one job; None when they are refused."""
        return self.out.send(*contents)
