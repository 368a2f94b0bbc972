"""Moving the dated steps of a line: stay on a dose for longer, go back to the dose before."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from medmanager.domain.errors import Refused
from medmanager.domain.plan import DoseStep, PlanItem, Stopped
from medmanager.domain.plan_book import Hold, Rest, StepBack

ONE_DAY = timedelta(days=1)
LONGEST = 365
"""Most days by which steps are moved at once. House limit against slips of the keyboard."""


def hold(item: PlanItem, wanted: Hold, day: date) -> PlanItem:
    """The line with the dose of `day` for so many days longer; everything planned after it moves later.

    The longer time is a step of its own, so that what ran stays as it was signed and the reason is kept.
    Raises Refused beside `days` or `reason`, and where nothing is planned that could be moved.
    """
    _need_reason(wanted.reason, "Write why the dose is held.")
    _need_days(wanted.days)
    now = item.step_on(day)
    if now is None or now.paused:
        raise Refused("Nothing is taken on that day, so there is no dose to stay on.", "days")
    if now.end is None:
        raise Refused("Nothing is planned after this dose: it goes on anyway.", "days")
    first = now.end + ONE_DAY
    longer = _again(now, first, wanted.days, wanted.reason)
    kept = tuple(step for step in item.steps if step.start < first)
    later = (step for step in item.steps if step.start >= first)
    return _with_steps(item, (*kept, longer, *_moved(later, wanted.days)), wanted.days)


def step_before(item: PlanItem, day: date) -> DoseStep | None:
    """The last step before the one of `day` with another dose that was taken; None when there is none."""
    now = item.step_on(day)
    if now is None:
        return None
    earlier = [step for step in item.steps if step.start < now.start and not step.paused]
    return next((step for step in reversed(earlier) if _dose(step) != _dose(now)), None)


def go_back(item: PlanItem, wanted: StepBack) -> PlanItem:
    """The line with the dose before from `wanted.on` for `wanted.days`, then as `wanted.rest` says.

    Re-dated: the dose that was left is taken again in full length, and everything after it follows as far
    apart as before, a planned stop too. Dropped: the dose before goes on until changed. Raises Refused
    beside `on`, `days` or `reason`.
    """
    _need_reason(wanted.reason, "Write why the dose goes back.")
    now, before = item.step_on(wanted.on), step_before(item, wanted.on)
    if now is None:
        raise Refused("Nothing is taken on that day. Choose a day within the steps.", "on")
    if before is None:
        raise Refused("There is no other dose before this one to go back to.", "on")
    if now.paused:
        raise Refused("It is paused on that day. Choose a day on which a dose is taken.", "on")
    kept = _until(item.steps, wanted.on - ONE_DAY)
    if wanted.rest is Rest.DROP:
        again = replace(before, start=wanted.on, end=None, reason=wanted.reason.strip())
        return replace(item, steps=(*kept, again), stopped=None)
    _need_days(wanted.days)
    again = _again(before, wanted.on, wanted.days, wanted.reason)
    days = (wanted.on - now.start).days + wanted.days
    later = (step for step in item.steps if step.start >= now.start)
    return _with_steps(item, (*kept, again, *_moved(later, days)), days)


def _with_steps(item: PlanItem, steps: tuple[DoseStep, ...], days: int) -> PlanItem:
    stopped = item.stopped
    later = Stopped(stopped.on + timedelta(days=days), stopped.reason) if stopped else None
    return replace(item, steps=steps, stopped=later)


def _again(step: DoseStep, start: date, days: int, reason: str) -> DoseStep:
    return replace(step, start=start, end=start + timedelta(days=days - 1), reason=reason.strip())


def _moved(steps: Iterable[DoseStep], days: int) -> tuple[DoseStep, ...]:
    by = timedelta(days=days)
    return tuple(
        replace(step, start=step.start + by, end=step.end + by if step.end else None) for step in steps
    )


def _until(steps: Iterable[DoseStep], last: date) -> tuple[DoseStep, ...]:
    kept = (step for step in steps if step.start <= last)
    return tuple(step if step.end and step.end <= last else replace(step, end=last) for step in kept)


def _dose(step: DoseStep) -> object:
    return frozenset(step.tablets), step.as_needed, step.every_days


def _need_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Refused(sentence, "reason")


def _need_days(days: int) -> None:
    if not 1 <= days <= LONGEST:
        raise Refused(f"Write a number of days from 1 to {LONGEST}.", "days")
