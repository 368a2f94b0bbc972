"""The visits that the coming steps of a plan ask for, and those booked for them: nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from medmanager.domain.day_words import month_day
from medmanager.domain.ids import LineId, PlanId
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.follow_up import BEFORE_STEP, changing_steps, workday
from medmanager.domain.plan.plan import FollowUp, Plan, PlanItem

TOGETHER = timedelta(days=3)
"""Visits that would lie so close to one another are one. Ours, not a standard."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A visit that is booked, on its local day, with the step it was booked for, if for one."""

    on: date
    line_id: LineId | None = None
    step: int | None = None
    """Its number, counted from 1; on the plan that is shown once `booked_on` has followed it there."""
    step_on: date | None = None
    """Its first day when the visit was booked."""
    plan_id: PlanId | None = None
    """The version that asked for it."""
    gone: bool = False
    """Whether that step is not planned any more."""


@dataclass(frozen=True, slots=True)
class StepVisit:
    """A visit that a step asks for. `booked` is the day that is booked for it, None for none.

    `was_on` is the step's first day at the booking, where it has moved since: then somebody has to look.
    """

    asked: FollowUp
    booked: date | None = None
    was_on: date | None = None


def step_visits(plan: Plan, today: date) -> tuple[FollowUp, ...]:
    """Two working days or so before each coming step, by day, each saying for which; close ones are one.

    A step that begins tomorrow or the day after was decided on just now: it needs no visit of its own.
    """
    asked = [
        step_visit(item, number, step, today)
        for item in plan.active_items(today)
        for number, step in changing_steps(item)
        if step.start > today + BEFORE_STEP and not step.paused
    ]
    found: list[FollowUp] = []
    for one in sorted(asked, key=lambda visit: (visit.on, visit.why)):
        if found and one.on - found[-1].on <= TOGETHER:
            found[-1] = replace(found[-1], why=f"{found[-1].why}; {one.why}")
        else:
            found.append(one)
    return tuple(found)


def with_bookings(visits: Iterable[FollowUp], booked: Iterable[Booked]) -> tuple[StepVisit, ...]:
    """Each visit with its booking: the one made for its step, else any that lies in the days before it."""
    known = sorted(booked, key=lambda one: one.on)
    return tuple(_linked(visit, known) for visit in visits)


def orphaned(plan: Plan, booked: Iterable[Booked]) -> tuple[Booked, ...]:
    """Visits that are booked for a step that is not planned any more."""
    return tuple(
        one
        for one in booked
        if one.line_id is not None
        and one.step is not None
        and (one.gone or not _has_step(plan, one.line_id, one.step))
    )


def _has_step(plan: Plan, line_id: LineId, step: int) -> bool:
    item = plan.item(line_id)
    return item is not None and step <= len(changing_steps(item))


def step_visit(item: PlanItem, number: int, step: DoseStep, today: date) -> FollowUp:
    """The visit two working days or so before that step."""
    on = workday(max(step.start - BEFORE_STEP, today + ONE_DAY), today)
    days = (step.start - on).days
    before = f"{days} day{'s' if days != 1 else ''} before"
    why = f"{before} step {number} of {item.medicine.generic} on {month_day(step.start)}"
    return FollowUp(on, why, line_id=item.line_id, step=number, step_on=step.start)


def _linked(visit: FollowUp, booked: list[Booked]) -> StepVisit:
    for one in booked:
        if (
            one.line_id is not None
            and not one.gone
            and (one.line_id, one.step) == (visit.line_id, visit.step)
        ):
            return StepVisit(visit, one.on, one.step_on if one.step_on != visit.step_on else None)
    assert visit.step_on is not None, "made for a step"
    near = (one.on for one in booked if visit.on - TOGETHER <= one.on < visit.step_on)
    return StepVisit(visit, next(near, None))
