"""Watches for a time without input, so that the window can be locked."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow

from ui.kit.context import Clock

INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
LOOK_EVERY_MS = 1000


class IdleWatcher(QObject):
    """Emits `idle_reached` once when no input came for `limit`; `restart` arms it again.

    It reads the wall clock, not a monotonic one, because time asleep counts as time without input.
    Connect `watch` to `QGuiApplication.focusWindowChanged`: input comes to windows first. A filter on the
    whole application would be called for every event of every widget, tens of thousands for one screen.
    """

    idle_reached = Signal()

    def __init__(self, clock: Clock, limit: timedelta, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock, self._limit = clock, limit
        self._last: datetime = clock.now()
        self._is_armed = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @Slot(QWindow)
    def watch(self, window: QWindow | None) -> None:
        """Count the input of this window too; None, when no window has the keyboard, changes nothing."""
        if window is not None:
            window.installEventFilter(self)

    def restart(self) -> None:
        """Begin to watch, from now."""
        self._last = self._clock.now()
        self._is_armed = True
        self._timer.start()

    def stop(self) -> None:
        """Watch no more, as while the window is locked."""
        self._is_armed = False
        self._timer.stop()

    def set_limit(self, limit: timedelta) -> None:
        """Change how long may pass without input."""
        self._limit = limit

    def idle_for(self) -> timedelta:
        """How long ago the last input came."""
        return self._clock.now() - self._last

    @Slot()
    def look(self) -> None:
        """Compare with the limit; a clock that was set back counts from its new time."""
        now = self._clock.now()
        if now < self._last:
            self._last = now
        if self._is_armed and now - self._last >= self._limit:
            self.stop()
            self.idle_reached.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the time of every input; swallow nothing, except the input that comes after the limit was
        passed.
        """
        if event.type() in INPUT and self._is_armed:
            self.look()
            if not self._is_armed:
                return True
            self._last = self._clock.now()
        return False
