"""What a sheet says of the changes of a plan: one line for each medicine, with what a patient has to do."""

from collections.abc import Iterable
from datetime import date

from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.paper.sheets import SheetChange, SheetStopped, Tag
from medmanager.domain.plan.changes import ChangeKind, LineChange
from medmanager.domain.plan.dose import DoseStep, Slot
from medmanager.domain.plan.plan import PlanItem


def told_changes(changes: Iterable[LineChange]) -> tuple[SheetChange, ...]:
    """The changes as a sheet tells them, one line each."""
    told = (_change(change) for change in changes)
    return tuple(change for change in told if change is not None)


def stopped_of(item: PlanItem) -> SheetStopped:
    """A line that is not taken any more. Without a strength where it was taken in several: naming one would
    leave the others in use.
    """
    last = next(step for step in reversed(item.steps) if step.tablets or step.as_needed)
    strengths = {last.as_needed.strength} if last.as_needed else {one.strength for one in last.tablets}
    strength = next(iter(strengths)) if len(strengths) == 1 else None
    on = item.stopped.on if item.stopped else last.start
    return SheetStopped(item.medicine.generic, item.medicine.brand, strength, item.form, on)


def tag_of(change: LineChange) -> Tag | None:
    """What stands beside the name; None where it is as it was."""
    if change.kind is ChangeKind.START:
        return Tag.NEW
    if change.kind is not ChangeKind.CHANGE:
        return None
    rises = _rises(change)
    return Tag.CHANGED if rises is None else Tag.RAISED if rises else Tag.LOWERED


def _rises(change: LineChange) -> bool | None:
    """Whether the changed step gives more in one day than what was planned for that day before."""
    if change.before is None or change.step is None:
        return None
    before = change.before.step_on(change.step.start) or change.before.steps[-1]
    if before.every_days != change.step.every_days or before.as_needed or change.step.as_needed:
        return None
    earlier, later = before.daily_dose, change.step.daily_dose
    if earlier == later or before.unit != change.step.unit or _stays(change):
        return None
    return later > earlier


def _change(change: LineChange) -> SheetChange | None:
    item, step, ends = change.item, change.step, _new_end(change)
    name, form = item.medicine.generic, item.form
    if change.kind is ChangeKind.KEEP:
        return SheetChange(ChangeKind.KEEP, name, form=form)
    if change.kind is ChangeKind.STOP or ends is not None:
        gone = stopped_of(item)
        return SheetChange(ChangeKind.STOP, name, gone.strength, form, on=ends or gone.on)
    if step is None:
        return None
    if step.as_needed is not None:
        return SheetChange(change.kind, name, step.as_needed.strength, form)
    before = item.step_on(step.start - ONE_DAY)
    same = before is not None and change.kind is ChangeKind.CHANGE and _is_same_dose(before, step)
    moved = before is not None and any(before.dose_at(slot) != step.dose_at(slot) for slot in Slot)
    only = step.tablets[0] if len(step.tablets) == 1 and not (same and moved) else None
    first = min(step.tablets, key=lambda tablet: list(Slot).index(tablet.slot), default=None)
    strengths = {tablet.strength for tablet in step.tablets}
    return SheetChange(
        change.kind,
        name,
        # Of several none is named: it would be taken for the whole dose.
        next(iter(strengths)) if len(strengths) == 1 else None,
        form,
        on=step.start,
        slot=first.slot if first else None,
        count=only.count if only else None,
        rises=_rises(change),
        paused=step.paused,
        every_days=step.every_days,
        same_dose=same,
        stays=_stays(change),
    )


def _stays(change: LineChange) -> bool:
    """Whether what is taken the day before goes on: another dose was planned for that day."""
    step = change.step
    if change.kind is not ChangeKind.CHANGE or step is None or not step.tablets:
        return False
    before = change.item.step_on(step.start - ONE_DAY)
    return before is not None and before.goes_on_as(step)


def _new_end(change: LineChange) -> date | None:
    """The first day without it, where that day alone moved and no dose is new."""
    before, item = change.before, change.item
    if change.kind is not ChangeKind.CHANGE or before is None or before.form is not item.form:
        return None
    known = {(step.start, step.taken) for step in before.steps}
    was, ends = before.steps[-1].end, item.steps[-1].end
    is_new = any((step.start, step.taken) not in known for step in item.steps)
    if ends is None or ends == was or is_new or all(step.paused for step in item.steps):
        return None
    return item.stopped.on if item.stopped else ends + ONE_DAY


def _is_same_dose(before: DoseStep, step: DoseStep) -> bool:
    """Whether as much is taken, and as often."""
    told = [(one.daily_dose, one.unit, one.every_days) for one in (before, step)]
    return told[0] == told[1] and before.as_needed is None and bool(step.tablets)
