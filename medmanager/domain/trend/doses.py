"""Dose lanes and dose changes of the trend chart, read from the dated steps of the plan alone."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import DoseStep, Form, Slot
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.trend.trend import DoseChange, DoseLane, Given, LaneStep, Shift

SERIES = 8
"""Series numbers that can be told apart; after them they begin again."""

_EXTENDED = frozenset({Form.ER_TABLET, Form.ER_CAPSULE})


def drug_number(position: int) -> int:
    """Series number of the line at this place of the plan, from 0. Lines are never taken out of a plan once
    signed, so a drug keeps its number on every screen.
    """
    return position % SERIES + 1


def drug_label(item: PlanItem) -> str:
    """The generic name, with ER where the form says so and the name does not."""
    name = item.medicine.generic
    if item.form in _EXTENDED and not {"er", "xr", "xl", "sr", "cr", "la"} & set(name.casefold().split()):
        name = f"{name} ER"
    return name


def _rhythm(item: PlanItem) -> int:
    """How many days lie between its doses, where that is the same for all; else 1: each says its own."""
    rhythms = {step.every_days for step in item.steps if not step.paused}
    return next(iter(rhythms)) if len(rhythms) == 1 else 1


def build_lanes(plan: Plan | None, start: date, end: date, today: date) -> tuple[DoseLane, ...]:
    """One lane, with all its steps, for each line of the plan that has a step from `start` through `end`."""
    items = plan.items if plan else ()
    known = Counter(drug_label(item) for item in items)
    return tuple(
        DoseLane(
            item.line_id,
            drug_label(item),
            drug_number(position),
            tuple(_lane_step(item, step, today) for step in item.steps),
            _ends_on(item),
            item.form if known[drug_label(item)] > 1 else None,
            _rhythm(item),
        )
        for position, item in enumerate(items)
        if any(step.start <= end and (step.end is None or step.end >= start) for step in item.steps)
    )


def dose_changes(plan: Plan | None) -> tuple[DoseChange, ...]:
    """Every day on which what is taken begins, changes or ends, as the steps say it, by day."""
    found = (
        change
        for position, item in enumerate(plan.items if plan else ())
        for change in _changes_of(item, drug_number(position))
    )
    return tuple(sorted(found, key=lambda change: (change.on, change.lane_number)))


def _lane_step(item: PlanItem, step: DoseStep, today: date) -> LaneStep:
    return LaneStep(
        step.start,
        step.end,
        _dose(step),
        _unit(item, step),
        planned=step.start > today,
        reason=step.reason,
        as_needed=step.as_needed is not None,
        every_days=1 if step.paused or _rhythm(item) != 1 else step.every_days,
    )


def _dose(step: DoseStep) -> Decimal:
    """The daily dose; of an as-needed step one dose, of an injection one injection; 0 in a pause."""
    if step.as_needed is not None:
        return step.as_needed.strength.amount * step.as_needed.count
    return step.daily_dose


def _unit(item: PlanItem, step: DoseStep) -> str:
    """A pause has no tablets of its own: its 0 is in the unit of the line."""
    return step.unit or next((other.unit for other in item.steps if other.unit), "mg")


def _ends_on(item: PlanItem) -> date | None:
    """The day after the last step: a stop that was written down later ended nothing on its own day."""
    last = item.steps[-1].end
    return last + ONE_DAY if last else None


def _changes_of(item: PlanItem, number: int) -> Iterator[DoseChange]:
    name = item.medicine.generic
    before: DoseStep | None = None
    for step in item.steps:
        gap = before is not None and before.end is not None and before.end + ONE_DAY < step.start
        if gap and before is not None and before.end is not None and not before.paused:
            yield DoseChange(before.end + ONE_DAY, number, name, Shift.PAUSED)
        shift = _shift_after_gap(step) if gap else _shift(item, before, step)
        if shift is not None:
            given = None if step.paused else _given(item, step)
            was = _given(item, before) if before is not None and shift is Shift.DOSE else None
            yield DoseChange(step.start, number, name, shift, given, was, step.reason)
        # A pause before the first dose ends nothing, and what comes after it is no dose taken again.
        before = None if before is None and step.paused else step
    ending = _ends_on(item)
    if ending is not None:
        reason = item.stopped.reason if item.stopped else ""
        yield DoseChange(ending, number, name, Shift.STOPPED, reason=reason)


def _shift_after_gap(step: DoseStep) -> Shift | None:
    return None if step.paused else Shift.AGAIN


def _shift(item: PlanItem, before: DoseStep | None, step: DoseStep) -> Shift | None:
    """What a step changed, None when nothing that is taken changed."""
    if step.paused:
        return None if before is None or before.paused else Shift.PAUSED
    if before is None:
        return Shift.STARTED
    if before.paused:
        return Shift.AGAIN
    if _given(item, before) != _given(item, step):
        return Shift.DOSE
    if [before.dose_at(slot) for slot in Slot] != [step.dose_at(slot) for slot in Slot]:
        return Shift.TIMES
    was, now = before.as_needed, step.as_needed
    if was != now:
        return Shift.LIMITS if was and now and was.strength == now.strength else Shift.STRENGTH
    return None if before.taken == step.taken else Shift.STRENGTH


def _given(item: PlanItem, step: DoseStep) -> Given:
    return Given(_dose(step), _unit(item, step), step.every_days, step.as_needed is not None)
