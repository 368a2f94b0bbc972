"""What turning one resource into records needs to know, and the checks that every dated record passes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from medmanager.domain.patient import Patient
from medmanager.exchange.fhir_dates import When
from medmanager.exchange.fhir_directory import Directory, Entry
from medmanager.exchange.fhir_values import Json, LeftOut, part, parts

_FURTHEST_EAST = timedelta(hours=14)
_CLOCK_SKEW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Reading:
    """One resource of one patient. `now` is aware UTC; `origin` is the resource's stable identity."""

    patient: Patient
    entry: Entry
    directory: Directory
    origin: str
    now: datetime
    new_id: Callable[[], UUID]

    @property
    def resource(self) -> Json:
        return self.entry.resource

    def name(self, name: str) -> str:
        """The name behind the Reference called `name`."""
        return self.directory.name(part(self.resource, name), self.entry.full_url)

    def first_name(self, name: str) -> str:
        """The first name behind the list of References called `name`."""
        names = (self.directory.name(one, self.entry.full_url) for one in parts(self.resource, name))
        return next((one for one in names if one), "")

    def past(self, point: When | None) -> When | None:
        """`point` unless it lies in the future or before the patient's birth, which raises LeftOut."""
        if point is not None:
            if is_future(point, self.now):
                raise LeftOut("dated in the future")
            birth = self.patient.birth_date
            if point.is_before(When(birth.isoformat(), birth)):
                raise LeftOut("dated before the patient's birth")
        return point


def is_future(point: When, now: datetime) -> bool:
    """Whether `point` has come nowhere on earth; a clock a few minutes ahead is forgiven."""
    if point.instant is not None:
        return point.instant > now + _CLOCK_SKEW
    today = (now + _FURTHEST_EAST).date().isoformat()
    return point.written > today[: len(point.written)]
