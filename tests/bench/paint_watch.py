"""Tells on standard output when a window was painted, then ends the application."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

SAID = "painted"


class PaintWatch(QObject):
    """Watches one window: the first picture at which it is `ready` counts."""

    def __init__(self, qt: QApplication, window: QWidget, ready: Callable[[], bool]) -> None:
        super().__init__(window)
        self._qt, self._ready = qt, ready
        self._is_told = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.UpdateRequest or self._is_told or not self._ready():
            return False
        self._is_told = True
        # Painted here and now, so that what waits in the queue is not counted.
        QApplication.sendEvent(watched, event)
        self._tell()
        return True

    def _tell(self) -> None:
        sys.stdout.write(f"{SAID}\n")
        sys.stdout.flush()
        self._qt.quit()


def run_until_painted(qt: QApplication, window: QWidget, ready: Callable[[], bool] = lambda: True) -> int:
    """Show nothing more than the first picture, or the first one that is ready."""
    PaintWatch(qt, window, ready)  # the window owns it
    return qt.exec()
