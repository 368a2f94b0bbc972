"""What the job of the fail-safe sheets made: in words that name nobody."""

from dataclasses import dataclass
from datetime import date, time

from medmanager.domain.changes import Changes
from medmanager.domain.ids import DocumentId


@dataclass(frozen=True, slots=True)
class FailSafeDay:
    """The clinic day that is next, and how many patients come."""

    on: date
    patients: int


@dataclass(frozen=True, slots=True)
class FailSafeMissing:
    """A sheet that could not be made: the local time of the visit and the initials, never the name."""

    at: time
    initials: str
    why: str


@dataclass(frozen=True, slots=True)
class FailSafeRun:
    """The sheets that were filed, in the order of the day, and those that could not be made."""

    on: date
    made: tuple[DocumentId, ...]
    missing: tuple[FailSafeMissing, ...]
    changes: Changes
