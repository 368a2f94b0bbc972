"""A patient's visits as they are opened, and what stands before signing one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum

from medmanager.domain.carried import Carried
from medmanager.domain.diary.diary import DiarySheet
from medmanager.domain.history import Encounter, Measure
from medmanager.domain.ids import PatientId, UserId, VisitId
from medmanager.domain.knowledge.visit_scales import VisitScales
from medmanager.domain.local_time import ONE_DAY, local_day
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.trend.doses import drug_label
from medmanager.domain.visit import Response, Visit, VisitStatus, turn

_WEEK = 7


@dataclass(frozen=True, slots=True)
class LastValue:
    """The newest earlier value of a measure, in the unit of the record."""

    value: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class VisitBook:
    """All that the visits screen shows of one patient. `visits` the newest first, drafts included."""

    patient_id: PatientId
    today: date
    visits: tuple[Visit, ...]
    in_force: Plan | None
    plan_draft: Plan | None
    measured: tuple["Measured", ...]
    people: dict[UserId, str]
    scales: VisitScales
    """What the form asks, as the files say."""
    elsewhere: tuple[Encounter, ...] = ()
    """Contacts that outside records tell of, the newest first."""
    diaries: tuple[DiarySheet, ...] = ()
    """Diaries that went home."""
    plans: tuple[Plan, ...] = ()
    """Every version of the plan."""

    def visit(self, visit_id: VisitId) -> Visit | None:
        return next((visit for visit in self.visits if visit.id == visit_id), None)

    def before(self, visit: Visit) -> Visit | None:
        """The newest signed visit that lies before this one."""
        return last_signed((one for one in self.visits if one.id != visit.id), visit.at)

    def last(self, measure: Measure, before: datetime) -> LastValue | None:
        """The newest value of a measure that was taken before that instant, here or elsewhere."""
        earlier = [one for one in self.measured if one.measure is measure and one.at < before]
        newest = max(earlier, key=lambda one: one.at, default=None)
        return LastValue(newest.value, newest.on) if newest else None

    def name(self, user_id: UserId | None) -> str:
        """Who that is; "" for nobody."""
        return self.people.get(user_id, "somebody who left") if user_id else ""


@dataclass(frozen=True, slots=True)
class Measured:
    """One value of a measure; `on` is the local day."""

    measure: Measure
    value: Decimal
    at: datetime
    on: date


class RemarkKind(StrEnum):
    """How a remark before signing is meant: something to look at, or something to know."""

    LOOK = "look"
    KNOW = "know"


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of "Before you sign"; `section` is where it can be mended. None of them forbids signing."""

    kind: RemarkKind
    sentence: str
    section: str


def last_signed(visits: Iterable[Visit], before: datetime) -> Visit | None:
    """The newest signed visit before that instant."""
    signed = (one for one in visits if one.status is VisitStatus.SIGNED and one.at < before)
    return max(signed, key=turn, default=None)


def plan_then(visit: Visit, plans: Iterable[Plan], zone: tzinfo | None) -> Plan | None:
    """The signed plan with which the patient went home: that of the visit, else the last one signed by the
    end of its local day; None before the first one.
    """
    signed = [(one, one.signed_at) for one in plans if one.signed_at is not None]
    own = next((one for one, _ in signed if one.id == visit.plan_id), None)
    day = local_day(visit.at, zone)
    by_then = (one for one, at in signed if local_day(at, zone) <= day)
    return own or max(by_then, key=lambda one: one.number, default=None)


def is_empty(visit: Visit, carried: Carried) -> bool:
    """Whether nothing was recorded beyond what plan and last visit handed on."""
    said = visit.since_last or visit.risk or visit.assessment
    rated = [one for one in visit.effects if one.severity is not None]
    asked = (visit.questions, visit.costs) != (carried.questions, carried.costs)
    reviewed = [
        one for one in visit.lines if one.response is not Response.NOT_ASKED or one.missed_week is not None
    ]
    answered = [one for one in visit.scales if any(item is not None for item in one.items)]
    told = visit.response is not Response.NOT_ASKED
    return not any((said, rated, visit.vitals, answered, reviewed, asked, told))


def before_signing(visit: Visit, plan_draft: Plan | None, scales: VisitScales) -> tuple[Remark, ...]:
    """What to look at before this visit is signed: gaps and open ends, the most important first."""
    return (*_safety(visit, scales), *_scales(visit), *_gaps(visit), *_open_ends(visit, plan_draft))


def more_missed(visit: Visit, in_force: Plan | None, day: date) -> tuple[Remark, ...]:
    """Where more doses were missed in the 7 days through that day than the plan has: 22 instead of 2."""
    found = []
    for line in visit.lines:
        item = in_force.item(line.line_id) if in_force else None
        planned = _planned_in_week(item, day) if item else None
        if item is not None and planned is not None and (line.missed_week or 0) > planned:
            doses = f"{line.missed_week} missed doses of {drug_label(item)} in {_WEEK} days"
            found.append(Remark(RemarkKind.LOOK, f"{doses}: the plan has {planned}", "medicines"))
    return tuple(found)


def _planned_in_week(item: PlanItem, day: date) -> int | None:
    """How many doses those days had; None where the plan was not told for all of them, or of an as-needed
    dose.
    """
    steps = [(one, item.step_on(one)) for one in (day - number * ONE_DAY for number in range(_WEEK))]
    if item.steps[0].start > steps[-1][0] or any(step and step.as_needed for _, step in steps):
        return None
    given = (step for one, step in steps if step is not None and step.given_on(one))
    return sum(len({tablet.slot for tablet in step.tablets}) for step in given)


def _safety(visit: Visit, scales: VisitScales) -> Iterable[Remark]:
    items = {result.scale: result.items for result in visit.scales}
    named = any(scale.harm_named(items.get(scale.name, ())) for scale in scales.all)
    if named and not visit.risk.strip():
        yield Remark(RemarkKind.LOOK, "Thoughts of self-harm were named; Risk is empty", "risk")


def _scales(visit: Visit) -> Iterable[Remark]:
    for result in visit.scales:
        missing = sum(item is None for item in result.items)
        if 0 < missing < len(result.items):
            answers = "answer" if missing == 1 else "answers"
            yield Remark(RemarkKind.LOOK, f"{result.scale}: {missing} {answers} missing", result.scale)


def _gaps(visit: Visit) -> Iterable[Remark]:
    if visit.response is Response.NOT_ASKED:
        yield Remark(RemarkKind.LOOK, "How it goes since the last visit was not asked", "since")
    if not any(rating.severity is not None for rating in visit.effects):
        yield Remark(RemarkKind.LOOK, "No side effect was asked about", "effects")


def _open_ends(visit: Visit, plan_draft: Plan | None) -> Iterable[Remark]:
    if plan_draft is not None:
        yield Remark(RemarkKind.LOOK, f"Plan {plan_draft.number} is a draft", "plan")
    count = len(visit.open_questions)
    if count:
        questions = "question" if count == 1 else "questions"
        yield Remark(
            RemarkKind.KNOW, f"{count} {questions} not answered, kept for the next visit", "questions"
        )
