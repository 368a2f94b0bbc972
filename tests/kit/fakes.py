"""Stand-ins for what a screen receives: an Ask that answers at once, notices that remember, a set clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError
from ui.kit.context import Context, Failed, Lane, Progress
from ui.kit.feed import ChangeFeed

T = TypeVar("T")


@dataclass
class SetClock:
    """Stands still until `advance`."""

    instant: datetime = datetime(2026, 11, 23, 15, 42, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def advance(self, **parts: float) -> None:
        self.instant += timedelta(**parts)


@dataclass
class NotedNotices:
    """Remembers what was said."""

    said: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    undo: Callable[[], None] | None = None

    def say(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        self.said.append(text)
        self.undo = undo

    def warn(self, text: str) -> None:
        self.warned.append(text)


@dataclass
class NotedNavigate:
    """Remembers where it was sent."""

    places: list[str] = field(default_factory=list)
    patients: list[tuple[UUID, str, UUID | None]] = field(default_factory=list)

    def go(self, place: str) -> None:
        self.places.append(place)

    def open_patient(self, patient_id: UUID, tab: str = "summary", subject: UUID | None = None) -> None:
        self.patients.append((patient_id, tab, subject))


class InstantAsk:
    """Does the work and answers before it returns, with the door's rules for errors and changes."""

    def __init__(self, feed: ChangeFeed, notices: NotedNotices) -> None:
        self._feed, self._notices = feed, notices

    def __call__(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        lane: Lane = Lane.STORE,
    ) -> None:
        try:
            result = work()
        except MedManagerError as error:
            (failed or (lambda refused: self._notices.warn(refused.sentence)))(error)
            return
        if isinstance(result, Changes):
            self._feed.publish(result)
        done(result)


class InstantAskLong:
    """The same for long work; `steps` remembers the progress."""

    def __init__(self, ask: InstantAsk) -> None:
        self._ask = ask
        self.steps: list[tuple[int, int, str]] = []

    def __call__(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        lane: Lane = Lane.FREE,
    ) -> None:
        self._ask(lambda: work(self._step), done, failed)

    def _step(self, done: int, of: int, text: str) -> None:
        self.steps.append((done, of, text))


class HeldAskLong:
    """Holds long work that only looks on at the window, for the window is held while it runs here."""

    def __init__(self) -> None:
        self.held: dict[str, Callable[[Progress], object]] = {}

    def __call__(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        lane: Lane = Lane.FREE,
    ) -> None:
        self.held[title] = work


def fake_context(services: Any) -> Context:
    """A Context for presenter tests; its `notices` and `navigate` remember."""
    feed, notices = ChangeFeed(), NotedNotices()
    ask = InstantAsk(feed, notices)
    return Context(services, ask, InstantAskLong(ask), feed, notices, NotedNavigate(), SetClock())
