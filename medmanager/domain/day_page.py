"""What the first screen of the day says: the desk's board and calls, the clinician's own visits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.calendar.openings import Opening
from medmanager.domain.calendar.schedule import Board, Proposal
from medmanager.domain.day_words import short_day
from medmanager.domain.ids import PatientId, VisitId
from medmanager.domain.plan.plan import Plan
from medmanager.domain.rows import PatientRow, UnsignedPlan, UnsignedVisit
from medmanager.domain.summary import LineToday, due_items
from medmanager.domain.trend.doses import dose_changes

WEEK = timedelta(days=7)


class CallKind(StrEnum):
    """Why the desk calls: nothing clinical."""

    NOT_CONFIRMED = "not confirmed"
    REBOOK = "rebook"
    CHECK = "labs or vitals"


@dataclass(frozen=True, slots=True, repr=False)
class Call:
    """A call to make. `appointment` is the visit it is about; `due` the day of a check."""

    kind: CallKind
    patient: PatientRow
    appointment: Appointment | None = None
    due: date | None = None

    def __repr__(self) -> str:
        return f"Call({self.kind}, {self.patient.id})"


@dataclass(frozen=True, slots=True, repr=False)
class DeskPage:
    """One day of all providers, and what there is to call about."""

    board: Board
    calls: tuple[Call, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    def __repr__(self) -> str:
        return f"DeskPage({self.board!r})"


class LookKind(StrEnum):
    """What to look at before a visit, the most pressing first."""

    LATE = "late"
    UNSIGNED = "unsigned"
    STEP = "step"
    QUESTIONS = "questions"
    DUE = "due"
    INTAKE = "intake"
    DRAFT = "draft"


_URGENCY = tuple(LookKind)


@dataclass(frozen=True, slots=True)
class LookAt:
    kind: LookKind
    words: str


@dataclass(frozen=True, slots=True, repr=False)
class DayVisit:
    """One visit of my day. `note` is the note begun for it and not yet signed."""

    appointment: Appointment
    patient: PatientRow
    lines: tuple[LineToday, ...] = ()
    look_at: tuple[LookAt, ...] = ()
    note: VisitId | None = None

    def __repr__(self) -> str:
        return f"DayVisit({self.appointment.id})"


@dataclass(frozen=True, slots=True, repr=False)
class UnsignedNote:
    """A note of mine that waits for a signature."""

    visit: UnsignedVisit
    patient: PatientRow

    def __repr__(self) -> str:
        return f"UnsignedNote({self.visit.id})"


@dataclass(frozen=True, slots=True, repr=False)
class DraftToSign:
    """A draft of a plan that waits for a signature; `author` is "" where it is mine."""

    draft: UnsignedPlan
    patient: PatientRow
    author: str = ""

    def __repr__(self) -> str:
        return f"DraftToSign({self.draft.id})"


class WeekKind(StrEnum):
    STEP = "step"
    CHECK = "check"
    LATE = "late"


@dataclass(frozen=True, slots=True, repr=False)
class WeekItem:
    """A dose step or a check of one patient on one local day; of a late check, `on` is today."""

    on: date
    kind: WeekKind
    patient: PatientRow
    words: str

    def __repr__(self) -> str:
        return f"WeekItem({self.kind}, {self.on})"


@dataclass(frozen=True, slots=True, repr=False)
class ClinicPage:
    """A clinician's own day. `opening` is her next free time today, None when there is none or no hours."""

    day: date
    board: Board
    visits: tuple[DayVisit, ...] = ()
    unsigned: tuple[UnsignedNote, ...] = ()
    week: tuple[WeekItem, ...] = ()
    without_visit: tuple[PatientRow, ...] = ()
    opening: Opening | None = None
    drafts: tuple[DraftToSign, ...] = ()
    """Drafts of plans that wait for me, or for somebody who may sign mine."""

    def __repr__(self) -> str:
        return f"ClinicPage({self.day}, {len(self.visits)} visits)"


def week_items(plan: Plan, patient: PatientRow, today: date) -> Iterator[WeekItem]:
    """Dose changes from today through the next 7 days, checks due by then, and late ones as of today."""
    by_day: dict[date, list[str]] = {}
    for change in dose_changes(plan):
        if today <= change.on <= today + WEEK:
            by_day.setdefault(change.on, []).append(change.words.split(":")[0])
    for day, words in by_day.items():
        yield WeekItem(day, WeekKind.STEP, patient, "; ".join(words))
    for due in due_items(plan, today):
        if due.entry.due < today:
            was = f"{due.entry.measure}, was due {short_day(due.entry.due, today)}"
            yield WeekItem(today, WeekKind.LATE, patient, was)
        elif due.entry.due <= today + WEEK:
            yield WeekItem(due.entry.due, WeekKind.CHECK, patient, due.entry.measure)


def in_week_order(items: Iterable[WeekItem]) -> tuple[WeekItem, ...]:
    """By day, late checks first, then by name."""
    order = (WeekKind.LATE, WeekKind.STEP, WeekKind.CHECK)
    return tuple(
        sorted(items, key=lambda one: (one.on, order.index(one.kind), one.patient.family_name, one.words))
    )


def look_at_plan(plan: Plan | None, today: date) -> Iterator[LookAt]:
    """What the plan in force asks to look at: late checks, steps and checks of the next 7 days."""
    if plan is None:
        return
    for due in due_items(plan, today):
        if due.entry.due < today:
            yield LookAt(LookKind.LATE, f"{due.entry.measure} late")
        elif due.entry.due <= today + WEEK:
            yield LookAt(LookKind.DUE, f"{due.entry.measure} due")
    steps = sorted({change.on for change in dose_changes(plan) if today <= change.on <= today + WEEK})
    if steps:
        yield LookAt(
            LookKind.STEP, "dose step today" if steps[0] == today else f"step {short_day(steps[0], today)}"
        )


def by_urgency(found: Iterable[LookAt]) -> tuple[LookAt, ...]:
    """The most pressing first, each thing once."""
    return tuple(sorted(dict.fromkeys(found), key=lambda one: _URGENCY.index(one.kind)))


def unanswered(calls: Iterable[Call]) -> tuple[Call, ...]:
    """One call for each patient and reason, as they come."""
    seen: dict[tuple[PatientId, CallKind], Call] = {}
    for call in calls:
        seen.setdefault((call.patient.id, call.kind), call)
    return tuple(seen.values())
