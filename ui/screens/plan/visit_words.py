"""The visits that the steps of a plan ask for, in words. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, tzinfo

from medmanager.domain.plan.book import PlanBook
from medmanager.domain.plan.follow_up import BEFORE_STEP, Past, propose_follow_up
from medmanager.domain.plan.plan import FollowUp, Plan
from medmanager.domain.plan.step_visits import StepVisit, orphaned, step_visits, with_bookings
from medmanager.domain.plan.visit_moving import stray_visit
from ui.kit import words
from ui.kit.plan_words import name_of
from ui.screens.plan.page import StepVisitRow

MOST_SHOWN = 6
NOT_BOOKED = "not booked"


def few(rows: tuple[StepVisitRow, ...]) -> tuple[tuple[StepVisitRow, ...], tuple[StepVisitRow, ...]]:
    """Those to show, the next ones and all that are booked, and those that can wait: a taper of a year has
    fifty steps.
    """
    shown = tuple(row for number, row in enumerate(rows) if number < MOST_SHOWN or row.state != NOT_BOOKED)
    return shown, tuple(row for row in rows if row not in shown)


def step_visit_rows(plan: Plan, book: PlanBook, day: date) -> tuple[StepVisitRow, ...]:
    """Every coming step's visit, by day, with its booking."""
    found = with_bookings(step_visits(plan, day), book.booked_on(plan))
    return tuple(_row(visit, plan, day) for visit in found)


def visit_warnings(plan: Plan, book: PlanBook, day: date) -> Iterator[str]:
    """A next visit and bookings for steps that are gone."""
    stray = stray_visit(plan)
    if stray is not None and stray.step_on is not None:
        on = words.short_day(stray.step_on, day)
        yield f"The next visit was set for a step of {on}, which is no longer planned. Check its day."
    for one in orphaned(plan, book.booked_on(plan)):
        item = plan.item(one.line_id) if one.line_id else None
        of = f" of {name_of(item)}" if item else ""
        yield f"Booked for {words.short_day(one.on, day)} before step {one.step}{of}, no longer planned."


def step_visit_of(plan: Plan, day: date, on: date, why: str) -> FollowUp | None:
    """The visit of a step, or the one that is proposed, that is meant by its day and its reason."""
    offered = (proposed_visit(plan, day), *step_visits(plan, day))
    meant = (one for one in offered if one.step is not None and (one.on, one.why) == (on, why))
    return next(meant, None)


def proposed_visit(plan: Plan, day: date, zone: tzinfo | None = None) -> FollowUp:
    """The next visit as it is proposed, whatever day the plan names itself; a signed plan needs the `zone`.

    It is worked out from the day on which what is decided now begins: steps of these days are decided at a
    visit, so they need no visit of their own before them.
    """
    now = (step.start for item in plan.items for step in item.steps if day < step.start <= day + BEFORE_STEP)
    past = Past(words.local_day(plan.signed_at, zone) if plan.signed_at else None)
    return propose_follow_up(replace(plan, follow_up=None), max(now, default=day), past)


def _row(visit: StepVisit, plan: Plan, day: date) -> StepVisitRow:
    asked = visit.asked
    state, icon, tone = _state(visit, day)
    is_own = plan.follow_up is not None and plan.follow_up.on == asked.on
    free = visit.booked is None and not is_own
    return StepVisitRow(asked.on, words.day_name(asked.on, day), asked.why, state, icon, tone, free)


def _state(visit: StepVisit, day: date) -> tuple[str, str, str]:
    asked = visit.asked
    if visit.booked is None:
        return NOT_BOOKED, "calendar", "muted"
    booked = f"booked for {words.short_day(visit.booked, day)}"
    if visit.was_on is not None and asked.step_on is not None:
        moved = f"step {asked.step} is now {words.short_day(asked.step_on, day)}"
        return f"{booked}, {moved}", "diamond-alert", "moderate"
    return booked, "calendar-check", "ok"
