"""From the steps of a proposal to those of a plan line, and what the line says of its dose before them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_UP, Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.proposals import Method, Options, Proposal, ProposedStep
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import DoseStep, Slot, Strength, TabletCount
from medmanager.domain.plan.plan import PlanItem, Stopped
from medmanager.domain.plan.proposal import Wish
from medmanager.domain.plan.tablets import COUNTED


def dose_on(item: PlanItem, day: date) -> Decimal | None:
    """mg of the day; 0 when nothing is taken; None where the dose cannot be told in mg a day."""
    step = item.step_on(day)
    if step is None or step.paused or (item.stopped and item.stopped.on <= day):
        return Decimal(0)
    if step.as_needed is not None or step.every_days != 1 or step.unit != "mg" or item.form not in COUNTED:
        return None
    return step.daily_dose


def last_taken_on(item: PlanItem, day: date) -> date | None:
    """The day of the last dose before `day`, where none is taken on it; None where the plan cannot know."""
    before = [step for step in item.steps if step.start < day and not step.paused]
    now = item.step_on(day)
    if not before or (now is not None and not now.paused):
        return None
    step = before[-1]
    if step.as_needed is not None or step.end is None:
        return None
    return step.end - timedelta(days=(step.end - step.start).days % step.every_days)


def times_of(step: DoseStep | None) -> tuple[str, ...]:
    """When it is taken, the largest share first: what follows keeps to the times that are known."""
    slots = [slot for slot in Slot if step and step.dose_at(slot)]
    return tuple(slot.value for slot in sorted(slots, key=lambda slot: -step.dose_at(slot) if step else 0))


def by_mg(wish: Wish, dose: Decimal) -> Options:
    """The wishes with so many mg a step as a part of the first dose, rounded up: a step that a tablet makes
    exactly is never missed by the last digit.
    """
    if wish.by_mg is None:
        return wish.options
    if not 0 < wish.by_mg < dose:
        raise Refused(f"Write how many mg come off at each step: more than 0, less than {dose:f}.", "by")
    percent = (wish.by_mg / dose * 100).quantize(Decimal("1e-12"), ROUND_UP)
    return replace(wish.options, method=Method.LINEAR, percent=percent)


def above(made: Proposal, now: Decimal, wish: Wish, *, or_same: bool = False) -> Proposal:
    """The steps of a titration that are above the dose that is taken already, from the first day on."""
    if not now:
        return made
    higher = [step for step in made.steps if step.daily_mg > now or (or_same and step.daily_mg == now)]
    if not higher:
        raise Refused(f"{now:f} mg are taken already. Write a higher dose, or plan a taper.", "target")
    by = higher[0].start - wish.start
    return replace(
        made,
        steps=tuple(put_off(step, -by) for step in higher),
        total_days=made.total_days - by.days,
    )


def put_off(step: ProposedStep, by: timedelta) -> ProposedStep:
    """The step so much later, or earlier where that is negative."""
    return replace(step, start=step.start + by, end=step.end + by if step.end else None)


def last_dose(item: PlanItem, day: date) -> Decimal | None:
    """The dose that was taken last before that day, in mg; None where it cannot be told so."""
    step = last_step(item, day)
    return dose_on(replace(item, stopped=None), step.start) if step else None


def last_step(item: PlanItem, day: date) -> DoseStep | None:
    """What was taken last before that day."""
    return next((one for one in reversed(item.steps) if one.start < day and not one.paused), None)


def changed(item: PlanItem, steps: Iterable[ProposedStep], wish: Wish) -> PlanItem:
    """The line with these steps from the first of them on; what was taken before stays."""
    fresh = tuple(dose_step(step) for step in steps)
    first = fresh[0].start if fresh else wish.start
    return replace(item, steps=(*_before(item, first), *fresh), stopped=None)


def stopped(item: PlanItem, steps: tuple[ProposedStep, ...], wish: Wish, why: str) -> PlanItem:
    """The line with these steps, and nothing from the day after the last of them on."""
    last = steps[-1].end if steps else None
    on = last + ONE_DAY if last else wish.start
    return replace(changed(item, steps, wish), stopped=Stopped(on, why))


def _before(item: PlanItem, first: date) -> tuple[DoseStep, ...]:
    last = first - ONE_DAY
    kept = (step for step in item.steps if step.start <= last)
    return tuple(step if step.end and step.end <= last else replace(step, end=last) for step in kept)


def dose_step(step: ProposedStep) -> DoseStep:
    """The step as it stands on a plan line."""
    tablets = tuple(TabletCount(Strength(one.strength), Slot(one.time), one.count) for one in step.tablets)
    return DoseStep(step.start, step.end, tablets, step.reason, every_days=step.every_days)
