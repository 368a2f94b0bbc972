"""Medicines that are offered first: those that somebody pinned, then what the practice prescribes most."""

from dataclasses import dataclass
from uuid import UUID

from medmanager.domain.ids import UserId
from medmanager.domain.record import Record


@dataclass(frozen=True, slots=True, repr=False)
class PinnedMedicine(Record):
    """A medicine that one person wants to find first."""

    id: UUID
    user_id: UserId
    generic: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class Favourite:
    """A medicine with how many patients got it here in the last year; 0 with `pinned`: by pin alone.

    Patients are counted, not versions of plans: a long titration of one patient makes no favourite.
    """

    generic: str
    patients: int
    pinned: bool = False
