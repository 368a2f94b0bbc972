"""What the frame tells every minute: the time in the practice's zone, and the state of the store."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Slot

from medmanager.domain.practice import DeskStatus
from ui.kit import words
from ui.kit.context import Context
from ui.shell.frame import Frame
from ui.shell.status import left_states, right_states

MINUTE_MS = 60_000


class Pulse(QObject):
    """Beats while somebody works; rests while the screen is locked, for the store is closed then."""

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__()
        self._context, self._frame = context, frame
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE_MS)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        self._timer.start()
        self.beat()

    def rest(self) -> None:
        self._timer.stop()

    @Slot()
    def beat(self) -> None:
        """Tell the time now, and the status as soon as the store has answered."""
        session = self._context.services.session
        zone, now = ZoneInfo(session.practice.time_zone), self._context.clock.now()
        day = words.full_day(words.local_day(now, zone))
        self._frame.top.show_time(f"{day}  {words.time_of(now, zone)}")
        self._context.ask(self._context.services.backups.status, self._status_came)

    def _status_came(self, status: DeskStatus) -> None:
        user = self._context.services.session.user
        now = self._context.clock.now()
        self._frame.status.show_states(left_states(status, now), right_states(status, user))
