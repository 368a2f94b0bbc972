"""Joins many touches into one signal, at most one second after the first."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

SAVE_MS = 800
SEARCH_MS = 60


class Timer(Protocol):
    """What is used of a QTimer, so that a test may hold the time."""

    timeout: SignalInstance

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def isActive(self) -> bool: ...


class Debounce(QObject):
    """Emits `fired` once, `ms` after the first of the touches since it fired last.

    The time is counted from the first touch and not from the last, so that steady typing is saved as it goes
    and a crash loses no more than that. `flush` fires at once when anything waits.
    """

    fired = Signal()

    def __init__(self, ms: int, parent: QObject, timer: Timer | None = None) -> None:
        super().__init__(parent)
        self._timer = timer or self._make_timer(ms)
        self._timer.timeout.connect(self.flush)
        self._is_waiting = False

    def touch(self) -> None:
        """Something was typed."""
        self._is_waiting = True
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def flush(self) -> None:
        """Fire now if anything waits."""
        self._timer.stop()
        if self._is_waiting:
            self._is_waiting = False
            self.fired.emit()

    def forget(self) -> None:
        """Let go of what waits."""
        self._timer.stop()
        self._is_waiting = False

    def _make_timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        return timer
