"""What a presenter receives: the door, the feed, notices, navigation, services and the clock. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError

if TYPE_CHECKING:
    from medmanager.services.facade import Services

T = TypeVar("T")

Failed = Callable[[MedManagerError], None]


class Lane(StrEnum):
    """Where work runs: STORE is one worker and keeps order (all that touches records); FREE is for the
    rest.
    """

    STORE = "store"
    FREE = "free"


class Progress(Protocol):
    """Given to long work; it raises Cancelled once the user has cancelled, so call it often."""

    def __call__(self, done: int, of: int, text: str) -> None: ...


class Ask(Protocol):
    """Run `work` off the GUI thread; `done` or `failed` is called back on it.

    A result that is a `Changes` is published by the door itself, before `done`. Without `failed`, an expected
    error becomes a notice. Callbacks of a closed screen are dropped, its work is not.
    """

    def __call__(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        lane: Lane = Lane.STORE,
    ) -> None: ...


class AskLong(Protocol):
    """As Ask, for work of more than a second: the shell shows `title`, the progress and a cancel button.

    `failed` also receives Cancelled.
    """

    def __call__(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        lane: Lane = Lane.FREE,
    ) -> None: ...


class Feed(Protocol):
    """Hands the changes of a command to everybody who shows records."""

    def subscribe(self, owner: object, handler: Callable[[Changes], None]) -> None: ...

    def unsubscribe(self, owner: object) -> None: ...

    def publish(self, changes: Changes) -> None: ...


class Notices(Protocol):
    """One line to the user that does not stop the work."""

    def say(self, text: str, *, undo: Callable[[], None] | None = None) -> None: ...

    def warn(self, text: str) -> None: ...


class Navigate(Protocol):
    """Opens another place; `subject` is for instance a visit or an appointment."""

    def go(self, place: str) -> None: ...

    def open_patient(self, patient_id: UUID, tab: str = "summary", subject: UUID | None = None) -> None: ...


class Clock(Protocol):
    """The only source of the present instant, aware and in UTC."""

    def now(self) -> datetime: ...


def nothing() -> None:
    """The default of a callback that nobody needs."""


@dataclass(frozen=True, slots=True)
class Context:
    """One for each screen: `ask` and `ask_long` are bound to that screen, `close` makes the door forget
    it.
    """

    services: Services
    ask: Ask
    ask_long: AskLong
    feed: Feed
    notices: Notices
    navigate: Navigate
    clock: Clock
    close: Callable[[], None] = field(default=nothing)
