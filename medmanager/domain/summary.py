"""The summary page as values: today's plan, open questions, scores with their direction, and what is due."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.carried import closes, is_asked_about
from medmanager.domain.history import MedicationStatement
from medmanager.domain.ids import LineId, VisitId
from medmanager.domain.patient import Condition, Patient
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import FollowUp, MonitoringItem, Plan, PlanItem
from medmanager.domain.trend.doses import drug_number
from medmanager.domain.trend.trend import Point
from medmanager.domain.visit import Visit, turn


@dataclass(frozen=True, slots=True)
class LineToday:
    """One medicine of the plan as it stands today. `number` is its series number on every screen."""

    item: PlanItem
    number: int
    today: DoseStep | None
    """None before its first step and between two steps."""
    following: DoseStep | None
    """The next dated change; None when no change is planned."""
    last_day: date | None
    """The last day it is taken, where the plan ends it."""


def lines_today(plan: Plan, today: date) -> tuple[LineToday, ...]:
    """Lines that are taken or planned, in the plan's order; stopped ones keep their numbers."""
    return tuple(
        LineToday(
            item,
            drug_number(position),
            item.step_on(today),
            item.next_change_after(today),
            _last_day(item),
        )
        for position, item in enumerate(plan.items)
        if item.active_on(today)
    )


def _last_day(item: PlanItem) -> date | None:
    """A pause at the end takes no part in it, unless it goes on until a dose is set."""
    taken = [step.end for step in item.steps if not step.paused]
    return taken[-1] if taken and item.steps[-1].end is not None else None


class WorryKind(StrEnum):
    QUESTION = "question"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Worry:
    """An open question or fear of the patient. `since`: the local day it was first said."""

    kind: WorryKind
    text: str
    since: date | None = None
    medicine: str = ""
    monthly: Decimal | None = None
    """Cost in the practice's currency a month, where the patient knows it."""


@dataclass(frozen=True, slots=True)
class DatedVisit:
    """A visit with its local day, as the practice's calendar shows it."""

    on: date
    visit: Visit


_Key = tuple[WorryKind, str, LineId | None]
"""What a worry is told by: a question by its words, a cost by its words and its medicine, if it has one."""


def open_worries(visits: Iterable[DatedVisit], plan: Plan | None, today: date) -> tuple[Worry, ...]:
    """Questions and costs that stand open, newest wording first in line.

    The newest visit that names one decides whether it is still open, and the oldest says since when. Those
    that stand on a plan line count too, also those that were answered before that plan was begun: they were
    asked again.
    """
    ordered = sorted(visits, key=lambda dated: turn(dated.visit), reverse=True)
    names = _medicine_names(plan)
    found: dict[_Key, Worry | None] = {}
    closed: set[_Key] = set()
    for dated in ordered:
        for key, worry, is_open in _said_at(dated, names):
            if key not in found:
                found[key] = worry if is_open else None
                closed |= {key} if not is_open and closes(dated.visit, plan) else set()
            elif (newer := found[key]) is not None and is_open:
                found[key] = replace(newer, since=worry.since)
    for key, worry in _on_lines(plan, today):
        told = {key, _key(worry)}
        if closed.isdisjoint(told) and not any(found.get(one) for one in told):
            found[key] = worry
    return tuple(worry for worry in found.values() if worry is not None)


def _said_at(dated: DatedVisit, names: Mapping[LineId, str]) -> Iterator[tuple[_Key, Worry, bool]]:
    for question in dated.visit.questions:
        asked = Worry(WorryKind.QUESTION, question.text, dated.on)
        yield _key(asked), asked, question.open
    for cost in dated.visit.costs:
        medicine = names.get(cost.line_id, "") if cost.line_id else ""
        worry = Worry(WorryKind.COST, cost.text, dated.on, medicine, cost.monthly)
        yield _key(worry, cost.line_id), worry, not cost.settled


def _on_lines(plan: Plan | None, today: date) -> Iterator[tuple[_Key, Worry]]:
    for item in plan.items if plan else ():
        if not is_asked_about(item, today):
            continue
        if item.question.strip():
            asked = Worry(WorryKind.QUESTION, item.question, medicine=item.medicine.generic)
            yield _key(asked), asked
        if item.cost_concern.strip():
            worry = Worry(WorryKind.COST, item.cost_concern, medicine=item.medicine.generic)
            yield _key(worry, item.line_id), worry


def _key(worry: Worry, line_id: LineId | None = None) -> _Key:
    return worry.kind, worry.text.casefold().strip(), line_id


def _medicine_names(plan: Plan | None) -> dict[LineId, str]:
    return {item.line_id: item.medicine.generic for item in plan.items} if plan else {}


class ReadingKind(StrEnum):
    SCORE = "score"
    SIDE_EFFECT = "side effect"
    VITAL = "vital"


@dataclass(frozen=True, slots=True)
class Reading:
    """One score, side effect or measurement over time, oldest point first; `unit` is UCUM, "" for scores."""

    kind: ReadingKind
    label: str
    points: tuple[Point, ...]
    unit: str = ""

    @property
    def last(self) -> Point:
        return self.points[-1]

    @property
    def before(self) -> Point | None:
        """The reading before the last one; None when there is only one."""
        return self.points[-2] if len(self.points) > 1 else None

    @property
    def change(self) -> Decimal | None:
        return self.last.value - self.before.value if self.before else None

    @property
    def less_is_better(self) -> bool:
        """True of symptom scores and side effects; of a weight nobody can say without the patient."""
        return self.kind is not ReadingKind.VITAL


@dataclass(frozen=True, slots=True)
class Due:
    """A test or measurement that the plan asks for and that was not done yet."""

    entry: MonitoringItem
    medicine: str


def due_items(plan: Plan | None, today: date) -> tuple[Due, ...]:
    """What is due, overdue first; one entry where two medicines ask for the same on the same day."""
    found: dict[tuple[date, str], Due] = {}
    for item in plan.items if plan else ():
        for entry in item.open_tests(today):
            found.setdefault((entry.due, entry.measure), Due(entry, item.medicine.generic))
    return tuple(found[key] for key in sorted(found))


@dataclass(frozen=True, slots=True, repr=False)
class LastVisit:
    """What the page says of the visit before."""

    id: VisitId
    on: date
    author: str
    is_signed: bool
    words: str
    """What was noted, "" when nothing was."""


@dataclass(frozen=True, slots=True)
class NextVisit:
    """`booked` where there is one; else what the plan asks for. Both None: nothing is known."""

    booked: Appointment | None = None
    starts: datetime | None = None
    """Local start of the booked visit."""
    provider: str = ""
    proposed: FollowUp | None = None


@dataclass(frozen=True, slots=True, repr=False)
class PatientSummary:
    """One page that tells the story in ten seconds. All days are local to the practice."""

    patient: Patient
    today: date
    plan: Plan | None
    plan_signed_on: date | None
    draft_number: int | None
    """Number of the plan that is in draft."""
    draft_visit: VisitId | None
    """A visit note of today's work that is not signed."""
    diagnoses: tuple[Condition, ...]
    """Psychiatric ones that are not resolved."""
    lines: tuple[LineToday, ...]
    elsewhere: tuple[MedicationStatement, ...]
    """Medicines that are taken but stand on no plan of ours."""
    worries: tuple[Worry, ...]
    next_visit: NextVisit
    last_visit: LastVisit | None
    readings: tuple[Reading, ...]
    due: tuple[Due, ...]
    asked_to_stop: Mapping[UUID, date] = field(default_factory=dict)
    """On which day the patient was asked to stop a medicine from elsewhere, by its statement."""

    def __repr__(self) -> str:
        return f"PatientSummary({self.patient.id})"
