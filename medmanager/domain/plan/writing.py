"""Writing a plan version: begin it, pause a medicine, what it lacks, how it takes up a newer one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId, PatientId, PlanId, UserId
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.changes import ChangeKind, LineChange, compare
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import Plan, PlanItem, PlanStatus


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a plan lacks. `field` names the input, `line_id` the line (None: the plan itself)."""

    sentence: str
    field: str = ""
    line_id: LineId | None = None


@dataclass(frozen=True, slots=True)
class Beginning:
    """Who begins a plan version, when, and under which new id."""

    plan_id: PlanId
    patient_id: PatientId
    author_id: UserId
    at: datetime
    today: date


def begin_version(in_force: Plan | None, beginning: Beginning) -> Plan:
    """A draft that takes over the lines and warning signs of the plan in force, or an empty first one.

    The message belongs to one sheet and is not taken over; a follow-up that lies in the past is dropped.
    """
    empty = Plan(
        beginning.plan_id,
        beginning.patient_id,
        1,
        PlanStatus.DRAFT,
        author_id=beginning.author_id,
        created_at=beginning.at,
    )
    if in_force is None:
        return empty
    follow_up = in_force.follow_up
    return replace(
        empty,
        number=in_force.number + 1,
        items=in_force.items,
        based_on=in_force.id,
        follow_up=follow_up if follow_up and follow_up.on >= beginning.today else None,
        warning_signs=in_force.warning_signs,
    )


def pause(item: PlanItem, start: date, end: date | None, reason: str) -> PlanItem:
    """The line with nothing taken from `start` through `end`, both days included.

    With `end`, the steps planned for the days after it stay as dated; with None they are dropped and the
    line stays paused until a dose is set; a stop that was planned is dropped with them. What is not given
    daily is given again on the day after the pause, or later where no dose falls into it: on the day on
    which it would be without a pause. Raises Refused without a reason, without a dose, with nothing to pause,
    or for a pause that ends after the planned stop.
    """
    if not reason.strip():
        raise Refused("Write why the medicine is paused.", "reason")
    if not item.has_dose:
        raise Refused("Write its dose first: nothing says yet what is taken.", "start")
    before = tuple(step for step in item.steps if step.start < start)
    if not before or not item.active_on(start):
        raise Refused("Only a medicine that is being taken can be paused. Move its start instead.", "start")
    if item.stopped is not None and end is not None and end >= item.stopped.on:
        raise Refused("It is stopped before the pause ends. Stop it on the first day of the pause.", "end")
    later = () if end is None else _from(item.steps, start, end + ONE_DAY)
    cut = later[0].start - ONE_DAY if later and end and item.step_on(end + ONE_DAY) else end
    gap = DoseStep(start, cut, reason=reason.strip())
    steps = (*_until(before, start - ONE_DAY), gap, *later)
    return replace(item, steps=steps, stopped=None if end is None else item.stopped)


def same_medicine(one: PlanItem, other: PlanItem) -> bool:
    """Whether both lines are the same drug, by RxNorm ingredient or else by generic name."""
    if one.medicine.rxcui and other.medicine.rxcui:
        return one.medicine.rxcui == other.medicine.rxcui
    return one.medicine.generic.strip().casefold() == other.medicine.generic.strip().casefold()


def duplicate_of(plan: Plan, item: PlanItem, day: date) -> PlanItem | None:
    """Another line of the same drug for the same purpose that is not stopped and runs on `day` or later."""
    if item.stopped is not None or item.ends_before(day):
        return None
    return next(
        (
            other
            for other in plan.items
            if other.line_id != item.line_id
            and other.stopped is None
            and not other.ends_before(day)
            and same_medicine(other, item)
            and _purpose(other) == _purpose(item)
        ),
        None,
    )


def refuse_duplicate(plan: Plan, item: PlanItem, day: date) -> None:
    """Raises Refused when the plan would hold the same drug for the same purpose twice."""
    if duplicate_of(plan, item, day) is not None:
        raise Refused(
            "This medicine is on the plan already for this purpose. Change its dose there, or stop it first.",
            "medicine",
        )


def problems(plan: Plan, day: date) -> tuple[Problem, ...]:
    """What each line that still runs on `day` lacks: a purpose, a dose, being there once only."""
    running = [item for item in plan.items if item.active_on(day)]
    return tuple(problem for item in running for problem in _line_problems(plan, item, day))


def changes_needing_reason(in_force: Plan | None, draft: Plan, day: date) -> tuple[LineChange, ...]:
    """Doses changed and medicines stopped since the plan in force: nobody signs these without saying why."""
    serious = {ChangeKind.CHANGE, ChangeKind.STOP}
    return tuple(change for change in compare(in_force, draft, day) if change.kind in serious)


def same_content(one: Plan | None, other: Plan) -> bool:
    """Whether signing `other` would change nothing of what `one` says."""
    return one is not None and (one.items, one.follow_up, one.message, one.warning_signs) == (
        other.items,
        other.follow_up,
        other.message,
        other.warning_signs,
    )


def _line_problems(plan: Plan, item: PlanItem, day: date) -> Iterable[Problem]:
    if not item.purpose.strip():
        yield Problem("Write what it is for.", "purpose", item.line_id)
    if not item.has_dose:
        yield Problem("Write a strength and how many are taken.", "steps", item.line_id)
    if duplicate_of(plan, item, day) is not None:
        yield Problem("It is on the plan twice for the same purpose. Stop one.", "medicine", item.line_id)


def _purpose(item: PlanItem) -> str:
    return " ".join(item.purpose.casefold().split()).removeprefix("for ")


def _until(steps: Iterable[DoseStep], last: date) -> tuple[DoseStep, ...]:
    return tuple(
        step if step.end is not None and step.end <= last else replace(step, end=last) for step in steps
    )


def _from(steps: Iterable[DoseStep], paused: date, first: date) -> tuple[DoseStep, ...]:
    """The steps from `first` on, after a pause that begins on `paused`."""
    begun = ((step, step.start if step.start >= first else _again(step, paused, first)) for step in steps)
    return tuple(replace(step, start=start) for step, start in begun if step.end is None or step.end >= start)


def _again(step: DoseStep, paused: date, first: date) -> date:
    """The day of the first dose after the pause, never earlier than without one: what is injected lasts."""
    since = max(paused, step.start)
    return max(first, since + timedelta(days=(step.start - since).days % step.every_days))
