"""What the frame tells while somebody works: the time, the state of the store, and what others changed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, StoreUnavailable
from medmanager.domain.practice import DeskStatus
from medmanager.domain.safety import EditionCard
from ui.kit import words
from ui.kit.context import Context, Lane
from ui.shell.frame import Frame
from ui.shell.status import SafetyState, left_states, right_states

MINUTE_MS, NEWS_MS = 60_000, 5_000
TOLD = ("backup", "practice", "user")
"""Kinds of changes that the bars show."""


class Pulse(QObject):
    """Beats while somebody works; rests while the screen is locked, for the store is closed then.

    Signals: `came_back(str)` when the store answers again, with what was told while it could not be reached.
    """

    came_back = Signal(str)

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__()
        self._context, self._frame = context, frame
        self._minute, self._often = QTimer(self), QTimer(self)
        self._minute.timeout.connect(self._turn)
        self._often.setInterval(NEWS_MS)
        self._often.timeout.connect(self.look)
        self._is_looking = False
        self._status: DeskStatus | None = None
        self._lost = ""
        self._safety = SafetyState()

    def start(self) -> None:
        self._context.feed.unsubscribe(self)
        self._context.feed.subscribe(self, self._changed)
        self._minute.start(self._left_of_minute())
        self._often.start()
        self.look()
        self.beat()
        self._read_knowledge()

    def rest(self) -> None:
        self._context.feed.unsubscribe(self)
        self._minute.stop()
        self._often.stop()

    @Slot()
    def beat(self) -> None:
        """Tell the time now, and the status as soon as the store has answered."""
        session = self._context.services.session
        zone, now = ZoneInfo(session.practice.time_zone), self._context.clock.now()
        day = words.full_day(words.local_day(now, zone))
        self._frame.top.show_time(f"{day}  {words.time_of(now, zone)}")
        self._context.ask(self._context.services.backups.status, self._status_came, self._missed)

    @Slot()
    def _turn(self) -> None:
        """The minute turned: a draft was saved at 1:25 while the bar still said 1:24."""
        self._minute.setInterval(self._left_of_minute())
        self.beat()

    def _left_of_minute(self) -> int:
        now = self._context.clock.now()
        return MINUTE_MS - now.second * 1000 - now.microsecond // 1000

    def _read_knowledge(self) -> None:
        """Reads the knowledge base before somebody needs it, beside the records and not before them."""
        edition = self._context.services.knowledge.edition
        self._context.ask(edition, self._knowledge_came, self._knowledge_missing, lane=Lane.FREE)

    def _knowledge_came(self, edition: EditionCard) -> None:
        self._safety = SafetyState(edition)
        self._show_status()

    def _knowledge_missing(self, error: MedManagerError) -> None:
        self._safety = SafetyState(problem=error.sentence)
        self._show_status()

    def _changed(self, changes: Changes) -> None:
        """What the bar tells need not wait for the next minute."""
        if any(changes.touches(kind) for kind in TOLD):
            self.beat()

    @Slot()
    def look(self) -> None:
        """Ask what others changed: the door tells it to all screens. One question is out at a time."""
        if not self._is_looking:
            self._is_looking = True
            self._context.ask(self._hear, self._heard, self._not_heard)

    def _hear(self) -> Changes:
        return self._context.services.news.hear()

    def _heard(self, _: Changes) -> None:
        self._is_looking = False
        if self._lost:
            told, self._lost = self._lost, ""
            self.beat()
            self.came_back.emit(told)

    def _not_heard(self, error: MedManagerError) -> None:
        self._is_looking = False
        self._missed(error)

    def _missed(self, error: MedManagerError) -> None:
        """Said in the status bar and not in a notice: nobody asked for anything."""
        if isinstance(error, StoreUnavailable) and error.sentence != self._lost:
            self._lost = error.sentence
            self._show_status()

    def _status_came(self, status: DeskStatus) -> None:
        self._status = status
        self._show_status()

    def _show_status(self) -> None:
        if self._status is not None:
            user, now = self._context.services.session.user, self._context.clock.now()
            left = left_states(self._status, now, self._safety, self._lost)
            self._frame.status.show_states(left, right_states(self._status, user))
