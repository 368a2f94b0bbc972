"""What changed between two versions of a plan, as the sheet, the editor and the history say it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import Plan, PlanItem


class ChangeKind(StrEnum):
    START = "start"
    CHANGE = "change"
    STOP = "stop"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line's change. `before` is None for a start; `step` is the first step that differs."""

    kind: ChangeKind
    item: PlanItem
    before: PlanItem | None = None
    step: DoseStep | None = None
    reason: str = ""


_ORDER = {
    ChangeKind.START: 0,
    ChangeKind.CHANGE: 1,
    ChangeKind.STOP: 2,
    ChangeKind.KEEP: 3,
}


def compare(old: Plan | None, new: Plan, day: date) -> tuple[LineChange, ...]:
    """Start, change, stop, keep for every line that was or is active on `day`, in that order.

    A line that was already stopped in the old plan says nothing any more. A line that fell out of the
    new plan without a stop is told as a stop, so that nothing vanishes silently.
    """
    before = {item.line_id: item for item in old.items} if old else {}
    after = {item.line_id: item for item in new.items}
    found = [_line(before.get(line_id), item, day) for line_id, item in after.items()]
    found += [
        LineChange(ChangeKind.STOP, item, item, reason="no longer on the plan")
        for line_id, item in before.items()
        if line_id not in after and item.active_on(day)
    ]
    return tuple(
        sorted(
            (change for change in found if change),
            key=lambda change: _ORDER[change.kind],
        )
    )


def _line(before: PlanItem | None, item: PlanItem, day: date) -> LineChange | None:
    # A taper that ends in a planned stop is still being taken, and each change of it is told.
    was = before if before and (before.stopped is None or before.active_on(day)) else None
    if item.stopped is not None and was is not None and (was.stopped is None or not item.active_on(day)):
        return LineChange(ChangeKind.STOP, item, before, reason=item.stopped.reason)
    if item.stopped is not None and not item.active_on(day):
        return None
    if was is None:
        first = begun_with(before, item)
        return LineChange(ChangeKind.START, item, before, item.step_on(day) or first, first.reason)
    different = _first_difference(was, item)
    if different is not None:
        return LineChange(ChangeKind.CHANGE, item, before, different, different.reason)
    if (was.form, was.medicine.generic) != (item.form, item.medicine.generic) and item.active_on(day):
        return LineChange(ChangeKind.CHANGE, item, before, _from_then_on(item, day))
    if was.stopped != item.stopped:
        why = item.stopped.reason if item.stopped else ""
        return LineChange(ChangeKind.CHANGE, item, before, item.steps[-1], why)
    return LineChange(ChangeKind.KEEP, item, before) if item.active_on(day) else None


def begun_with(before: PlanItem | None, item: PlanItem) -> DoseStep:
    """The first step of a line that begins; of one that was stopped `before`, with which it begins again."""
    stop = before.stopped.on if before and before.stopped else None
    ahead = (step for step in item.steps if stop is None or step.end is None or step.end >= stop)
    return next(ahead, item.steps[-1])


def _first_difference(before: PlanItem, item: PlanItem) -> DoseStep | None:
    """The first step of `item` that `before` did not have as it stands; else what is taken on the first day
    on which both differ, an open end closed later aside.
    """
    known = {(step.start, *_taken(step)) for step in before.steps}
    for step in item.steps:
        if (step.start, *_taken(step)) not in known:
            return step
    day = _first_other_day(before, item)
    return _from_then_on(item, day) if day is not None else None


def _first_other_day(before: PlanItem, item: PlanItem) -> date | None:
    """A step was dropped, or ends on another day: the first day of which both do not say the same."""
    steps = (*before.steps, *item.steps)
    days = {step.start for step in steps} | {step.end + ONE_DAY for step in steps if step.end is not None}
    told = ((day, before.step_on(day), item.step_on(day)) for day in sorted(days))
    return next((day for day, old, new in told if _taken(old) != _taken(new)), None)


def _from_then_on(item: PlanItem, day: date) -> DoseStep:
    """What goes on then was nobody's reason; where nothing does, the step that ends earlier is told."""
    goes_on = item.step_on(day)
    if goes_on is None:
        return replace(item.next_step_after(day) or item.steps[-1], reason="")
    daily = goes_on.every_days == 1
    return replace(goes_on, start=day if daily else goes_on.start, reason="")


def _taken(step: DoseStep | None) -> tuple[object, ...]:
    return () if step is None else step.taken
