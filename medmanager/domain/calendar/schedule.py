"""The calendar as it is shown and asked for: the board, bookings, and the visits that plans propose."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from medmanager.domain.calendar.appointment import Appointment, AppointmentMode, AppointmentState, ReasonCode
from medmanager.domain.calendar.openings import Opening, open_spans
from medmanager.domain.errors import Refused
from medmanager.domain.ids import AppointmentId, LineId, PatientId, PlanId, UserId
from medmanager.domain.local_time import Span, local_day
from medmanager.domain.plan.dose import Form
from medmanager.domain.plan.plan import FollowUp, Plan
from medmanager.domain.practice import Practice
from medmanager.domain.rows import PatientRow
from medmanager.domain.user import Role, User

CLINICAL = frozenset({Role.PROVIDER, Role.NURSE_PRACTITIONER})
"""Roles that have a column in the calendar."""

DOUBLE_BOOKING = "double_booking"
OUTSIDE_HOURS = "outside_reason"
"""Fields of the refusals that a person may overrule: by confirming, and by giving a reason."""


@dataclass(frozen=True, slots=True)
class Booking:
    """What somebody wants in the calendar; `start` aware UTC."""

    patient_id: PatientId
    provider_id: UserId
    start: datetime
    minutes: int = 30
    reason: ReasonCode = ReasonCode.FOLLOW_UP
    mode: AppointmentMode = AppointmentMode.CLINIC
    desk_note: str = ""


@dataclass(frozen=True, slots=True)
class Overruled:
    """What the person at the desk decided after she was warned."""

    double_booking: bool = False
    outside_reason: str = ""


NOTHING_OVERRULED = Overruled()


@dataclass(frozen=True, slots=True)
class NewTime:
    """Where an appointment is moved to; `start` aware UTC, `minutes` 0 keeps its length."""

    provider_id: UserId
    start: datetime
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class ProviderColumn:
    """A person with a column of her own. `colour` is a series number, 1 to 8."""

    id: UserId
    name: str
    short_name: str
    credentials: str = ""
    colour: int = 1


@dataclass(frozen=True, slots=True, repr=False)
class Proposal:
    """A visit that a plan in force asks for and that nobody has booked.

    `start` is the first free time that fits, UTC; None where the practice wrote no hours or nothing is free.
    `why` is clinical and empty for roles that may not open charts; `reason` is what everybody may know.
    """

    patient: PatientRow
    plan_id: PlanId
    due: date
    minutes: int
    reason: ReasonCode
    provider_id: UserId | None = None
    start: datetime | None = None
    why: str = ""
    late: bool = False
    line_id: LineId | None = None
    step: int | None = None
    step_on: date | None = None
    """The step it lies before, where there is one; hidden like `why`."""

    def __repr__(self) -> str:
        return f"Proposal({self.patient.id})"


@dataclass(frozen=True, slots=True)
class BoardDay:
    """One local day. `open` is empty when the practice is closed; None when nobody wrote its hours down."""

    on: date
    open: tuple[Span, ...] | None

    @property
    def closed(self) -> bool:
        return self.open == ()


@dataclass(frozen=True, slots=True, repr=False)
class Board:
    """Everything the calendar draws for some local days of the practice."""

    days: tuple[BoardDay, ...]
    time_zone: str
    providers: tuple[ProviderColumn, ...]
    appointments: tuple[Appointment, ...] = ()
    patients: dict[PatientId, PatientRow] | None = None
    """Rows of the patients on the board; None for roles that may not see names."""

    def patient(self, patient_id: PatientId) -> PatientRow | None:
        return (self.patients or {}).get(patient_id)

    def appointment(self, appointment_id: AppointmentId) -> Appointment | None:
        return next((one for one in self.appointments if one.id == appointment_id), None)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def __repr__(self) -> str:
        return f"Board({len(self.days)} days, {len(self.appointments)} appointments)"


def provider_columns(users: Iterable[User]) -> tuple[ProviderColumn, ...]:
    """Active clinicians by name, providers before nurse practitioners; doubled colours are dealt out anew."""
    people = sorted(
        (user for user in users if user.active and user.role in CLINICAL),
        key=lambda user: (user.role is not Role.PROVIDER, user.display_name.split()[-1].casefold()),
    )
    taken: set[int] = set()
    columns = []
    for user in people:
        free = [number for number in range(1, 9) if number not in taken] or [user.colour]
        colour = user.colour if user.colour not in taken else free[0]
        taken.add(colour)
        columns.append(_column(user, colour, people))
    return tuple(columns)


def _column(user: User, colour: int, people: list[User]) -> ProviderColumn:
    family = user.display_name.split()[-1]
    shared = sum(other.display_name.split()[-1] == family for other in people) > 1
    short = user.display_name if shared else family
    return ProviderColumn(user.id, user.display_name, short, user.credentials, colour)


def board_days(practice: Practice, first: date, days: int) -> tuple[BoardDay, ...]:
    """The practice's opening hours on so many local days."""
    zone = ZoneInfo(practice.time_zone)
    dates = (first + timedelta(days=offset) for offset in range(days))
    return tuple(
        BoardDay(day, open_spans(practice.hours, day, zone) if practice.hours else None) for day in dates
    )


def for_desk(appointment: Appointment) -> Appointment:
    """The appointment without the plan's own sentence: the reason code is all that the desk may know."""
    return replace(appointment, why="", plan_id=None, line_id=None, step=None, step_on=None)


def proposal_fits(follow_up: FollowUp, booked: date) -> bool:
    """Whether a booked day answers the proposal.

    Anything sooner does, since the plan is looked at anew there. Later is good within two days where a dose
    step hangs on it (the proposal lies two days before the step), within a week otherwise.
    """
    grace = 2 if follow_up.line_id is not None else 7
    return booked <= follow_up.on + timedelta(days=grace)


def reason_of(follow_up: FollowUp, plan: Plan) -> ReasonCode:
    """What the front desk may know of a proposal: an injection, a step check, or a follow-up."""
    item = plan.item(LineId(follow_up.line_id)) if follow_up.line_id else None
    if item is None:
        return ReasonCode.FOLLOW_UP
    return ReasonCode.INJECTION if item.form is Form.INJECTION else ReasonCode.STEP_CHECK


def best_opening(openings: Iterable[Opening], due: date, zone: ZoneInfo) -> Opening | None:
    """The first opening on the day that is due; else the nearest before it, the nearest after it last."""

    def distance(opening: Opening) -> tuple[int, int, datetime]:
        days = (local_day(opening.start, zone) - due).days
        return (days > 0, abs(days), opening.start)

    return min(openings, key=distance, default=None)


_SETTABLE = frozenset(set(AppointmentState) - {AppointmentState.CANCELED})
_ON_ITS_DAY = frozenset(
    {
        AppointmentState.ARRIVED,
        AppointmentState.IN_ROOM,
        AppointmentState.DONE,
        AppointmentState.NO_SHOW,
    }
)


def with_state(appointment: Appointment, state: AppointmentState, today: date, zone: ZoneInfo) -> Appointment:
    """The appointment in its new state; any step may be taken back.

    Raises Refused for a canceled one, for canceling (which needs a reason), and for what only its own day can
    show.
    """
    if appointment.state is AppointmentState.CANCELED:
        raise Refused("This appointment was canceled. Take the cancellation back first.")
    if state not in _SETTABLE:
        raise Refused("Canceling needs a reason. Use Cancel appointment.")
    if state in _ON_ITS_DAY and local_day(appointment.start, zone) > today:
        raise Refused(f'An appointment can be set to "{state}" on its day, not before.')
    return replace(appointment, state=state)
