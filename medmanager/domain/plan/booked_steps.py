"""Which step of a plan a booked visit belongs to: numbers shift, so each is followed by its dose."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from medmanager.domain.plan.follow_up import changing_steps
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.plan.step_visits import Booked
from medmanager.domain.plan.visit_moving import moved_step


def booked_on(plan: Plan, booked: Iterable[Booked], versions: Iterable[Plan]) -> tuple[Booked, ...]:
    """The visits, each with the number that its step has on `plan`, or as gone where it has none any more.

    The step is the one of the version for which the visit was booked, and is followed by its dose through
    every later version.
    """
    earlier = sorted((one for one in versions if one.number < plan.number), key=lambda one: one.number)
    chain = (*earlier, plan)
    return tuple(_followed(one, chain) for one in booked)


def _followed(booked: Booked, chain: tuple[Plan, ...]) -> Booked:
    if booked.line_id is None or booked.step is None or booked.step_on is None:
        return booked
    held = [(one.id, item) for one in chain if (item := one.item(booked.line_id)) is not None]
    asked = (at for at, (plan_id, item) in enumerate(held) if _asks(booked, item) and _is_of(booked, plan_id))
    first = next(asked, None)
    if first is None:
        return booked
    on = booked.step_on
    for (_, old), (_, new) in zip(held[first:], held[first + 1 :], strict=False):
        now = _day_on(old, new, on)
        if now is None:
            return replace(booked, gone=True)
        on = now
    number = next((number for number, step in changing_steps(held[-1][1]) if step.start == on), None)
    return replace(booked, step=number) if number else replace(booked, gone=True)


def _is_of(booked: Booked, plan_id: object) -> bool:
    return booked.plan_id is None or booked.plan_id == plan_id


def _asks(booked: Booked, item: PlanItem) -> bool:
    return any((number, step.start) == (booked.step, booked.step_on) for number, step in changing_steps(item))


def _day_on(old: PlanItem, new: PlanItem, on: date) -> date | None:
    """Where the step of that day begins now; one whose dose alone was changed begins as before."""
    found = moved_step(old, new, on)
    if found is not None:
        return found[1].start
    return on if any(step.start == on for _, step in changing_steps(new)) else None
