"""Turning a page of days: the buttons, the keys, and the minute that goes by."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button, IconButton
from ui.kit.theme import Theme

MINUTE_MS = 60_000
_STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class DayTurner(QObject):
    """For a page that shows days: put its three buttons where they fit, and hand it the keys.

    Page Up and Page Down turn, T goes back to today. Signals: `stepped(int)`, `today_requested()`,
    `minute_passed()` while the page is seen.
    """

    stepped = Signal(int)
    today_requested = Signal()
    minute_passed = Signal()

    def __init__(
        self, theme: Theme, page: QWidget, earlier: str, later: str, *, framed: bool = False
    ) -> None:
        super().__init__(page)
        self._page = page
        self.back = IconButton(theme, "chevron-left", f"{earlier} (Page Up)", framed=framed)
        self.today = Button(theme, "&Today", compact=True)
        self.on = IconButton(theme, "chevron-right", f"{later} (Page Down)", framed=framed)
        self.back.clicked.connect(self._back)
        self.today.clicked.connect(self.today_requested)
        self.on.clicked.connect(self._on)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._tick)
        self._minute.start()

    def takes(self, event: QKeyEvent) -> bool:
        """Do what the key asks for; False for a key that is not ours."""
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
            return True
        if event.key() == Qt.Key.Key_T and not event.modifiers():
            self.today_requested.emit()
            return True
        return False

    @Slot()
    def _tick(self) -> None:
        """Nobody looks at a page that is covered, and behind the lock nothing can be read."""
        if self._page.isVisible():
            self.minute_passed.emit()

    @Slot()
    def _back(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _on(self) -> None:
        self.stepped.emit(1)
