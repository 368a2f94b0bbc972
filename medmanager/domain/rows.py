"""Short answers of the store for lists and boards: a name here, a date there, never a whole chart."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from medmanager.domain.ids import PatientId, PlanId, UserId, VisitId


class PatientRow(NamedTuple):
    """One row of a patient list. `next_visit` is UTC, None when nothing is booked.

    A tuple, since two hundred are made at every key that somebody types, and a tuple is made the quickest.
    """

    id: PatientId
    family_name: str
    given_name: str
    birth_date: date
    sex: str
    phone: str
    provider_id: UserId | None
    next_visit: datetime | None = None
    similar: bool = False
    """Another patient's name sounds or looks alike: the badge that stands on both."""

    def __repr__(self) -> str:
        return f"PatientRow({self.id})"


@dataclass(frozen=True, slots=True)
class UnsignedPlan:
    """A draft of a plan; `author_id` is who began it."""

    id: PlanId
    patient_id: PatientId
    number: int
    author_id: UserId | None
    begun_at: datetime | None


@dataclass(frozen=True, slots=True)
class UnsignedVisit:
    id: VisitId
    patient_id: PatientId
    author_id: UserId
    at: datetime
