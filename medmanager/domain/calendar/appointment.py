"""Appointments: when, with whom, and the reason each one exists."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from medmanager.domain.errors import Refused
from medmanager.domain.ids import AppointmentId, LineId, PatientId, PlanId, UserId
from medmanager.domain.record import Record


class AppointmentState(StrEnum):
    BOOKED = "booked"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    IN_ROOM = "in room"
    DONE = "done"
    CANCELED = "canceled"
    NO_SHOW = "no show"


class AppointmentMode(StrEnum):
    CLINIC = "clinic"
    VIDEO = "video"
    PHONE = "phone"


class ReasonCode(StrEnum):
    """What the front desk may know of why."""

    FOLLOW_UP = "follow-up"
    NEW_PATIENT = "new patient"
    STEP_CHECK = "step check"
    INJECTION = "injection"
    LABS = "labs or vitals"
    THERAPY = "therapy"
    OTHER = "other"


_FREE = frozenset({AppointmentState.CANCELED, AppointmentState.NO_SHOW})


@dataclass(frozen=True, slots=True, repr=False)
class Appointment(Record):
    """A booked time, UTC. Canceled ones stay visible and free their slot."""

    id: AppointmentId
    patient_id: PatientId
    provider_id: UserId
    start: datetime
    minutes: int = 30
    reason: ReasonCode = ReasonCode.FOLLOW_UP
    why: str = ""
    """The sentence from the plan that asked for this visit; clinical, hidden from the front desk."""
    desk_note: str = ""
    state: AppointmentState = AppointmentState.BOOKED
    mode: AppointmentMode = AppointmentMode.CLINIC
    plan_id: PlanId | None = None
    cancel_reason: str = ""
    line_id: LineId | None = None
    """The line of the plan whose step this visit was booked for, None where it was booked for no step."""
    step: int | None = None
    """The step of that line, counted from 1."""
    step_on: date | None = None
    """The first day of that step when the visit was booked: a step that moved since is told by it."""
    version: int = 0

    def __post_init__(self) -> None:
        if not 5 <= self.minutes <= 480:
            raise Refused("An appointment takes from 5 to 480 minutes.", "minutes")
        if self.start.tzinfo is None:
            raise ValueError("appointments are stored as aware UTC")

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @property
    def takes_time(self) -> bool:
        return self.state not in _FREE

    def moved(self, start: datetime, provider_id: UserId | None = None) -> "Appointment":
        """The same appointment at another start (UTC), with another provider where one is given.

        Raises Refused when it is over or canceled.
        """
        if self.state in {AppointmentState.DONE, *_FREE}:
            raise Refused("Only an appointment that is still to come can be moved. Book a new one instead.")
        return replace(self, start=start, provider_id=provider_id or self.provider_id)


def clashes(wanted: Appointment, booked: Iterable[Appointment]) -> tuple[Appointment, ...]:
    """Appointments of the same provider that overlap `wanted` in time, itself left out."""
    return tuple(
        other
        for other in booked
        if other.id != wanted.id
        and other.provider_id == wanted.provider_id
        and other.takes_time
        and other.start < wanted.end
        and wanted.start < other.end
    )
