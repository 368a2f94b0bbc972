"""Moving the dated steps of a line: stay on a dose for longer, go back to the dose before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from medmanager.domain.day_words import month_day
from medmanager.domain.errors import Refused
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.book import Hold, Rest, StepBack
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import PlanItem, Stopped

LONGEST = 365
"""Most days by which steps are moved at once. House limit against slips of the keyboard."""


def hold(item: PlanItem, wanted: Hold, day: date) -> PlanItem:
    """The line with the dose of `day` for so many days longer; everything planned after it moves later.

    The longer time is a step of its own, so that what ran stays as it was signed and the reason is kept; of
    what is not given daily it begins with the next dose, and is so many whole rounds. Raises Refused beside
    `days` or `reason`, and where nothing is planned that could be moved.
    """
    _need_reason(wanted.reason, "Write why the dose is held.")
    _need_days(wanted.days)
    now = item.step_on(day)
    if now is None or now.paused:
        raise Refused("Nothing is taken on that day, so there is no dose to stay on.", "days")
    if now.end is None:
        raise Refused("Nothing is planned after this dose: it goes on anyway.", "days")
    _need_rounds(now, wanted.days)
    first = now.end + ONE_DAY
    waits = -(first - now.start).days % now.every_days
    longer = _again(now, first + timedelta(days=waits), wanted.days - waits, wanted.reason)
    kept = (step for step in item.steps if step.start < now.start)
    now = replace(now, end=longer.start - ONE_DAY)
    later = (step for step in item.steps if step.start >= first)
    return _with_steps(item, (*kept, now, longer, *_moved(later, wanted.days)), wanted.days)


@dataclass(frozen=True, slots=True)
class WayBack:
    """One step back: `left` is the step that is left, `again` the one whose dose is taken again."""

    left: DoseStep
    again: DoseStep


def way_back(item: PlanItem, today: date) -> WayBack | None:
    """From the dose of today to the one before it on the way that led there; None where there is no way back.

    A dose that was gone back to does not count as a new one: going back once more leads further back, not
    to what was left. What a draft goes back to from tomorrow on, or with the next dose, is gone back from.
    """
    way, now = _rungs(item, today), item.step_on(today)
    next_day = due_again(item.steps, today + ONE_DAY)
    coming, following = _rungs(item, next_day), item.step_on(next_day)
    goes_on = now is not None and following is not None and following.taken == now.taken
    if following is not None and not following.paused and (goes_on or len(coming) < len(way)):
        way, now = coming, following
    return None if now is None or now.paused or len(way) < 2 else WayBack(now, way[-2])


def _rungs(item: PlanItem, day: date) -> list[DoseStep]:
    """The doses on the way to that of `day`, each once: one that was gone back from is on it no more."""
    way: list[DoseStep] = []
    for step in item.steps:
        if step.start > day or step.paused:
            continue
        same = next((number for number, one in enumerate(way) if one.taken == step.taken), len(way))
        way[same:] = [step]
    return way


def soonest_back(item: PlanItem, way: WayBack, day: date) -> date:
    """The first day from `day` on from which the dose of this way back may be taken."""
    if way.left.start >= day:
        return way.left.start
    return due_again((step for step in item.steps if step.start <= way.left.start), day)


def go_back(item: PlanItem, wanted: StepBack, today: date) -> PlanItem:
    """The line with the dose before that of `today` from `wanted.on` for `wanted.days`, then as `wanted.rest`
    says. See `way_back`.

    Re-dated: the dose that was left is taken again in full length, and everything after it follows as far
    apart as before, a planned stop too. Dropped: the dose before goes on until changed. What is not given
    daily is given again when the last one has lasted its days, and whole rounds. Raises Refused beside `on`,
    `days` or `reason`.
    """
    _need_reason(wanted.reason, "Write why the dose goes back.")
    now = item.step_on(today)
    if now is None:
        raise Refused("Nothing is taken today, so there is no dose to go back from.", "on")
    if now.paused:
        raise Refused("It is paused today. Go back when a dose is taken.", "on")
    way = way_back(item, today)
    if way is None:
        raise Refused("There is no other dose before this one to go back to.", "on")
    ran = tuple(step for step in item.steps if step.start <= way.left.start)
    _need_within(wanted.on, way.left, ran)
    kept = _until(ran, wanted.on - ONE_DAY)
    if wanted.rest is Rest.DROP:
        again = replace(way.again, start=wanted.on, end=None, reason=wanted.reason.strip())
        return replace(item, steps=(*kept, again), stopped=None)
    _need_days(wanted.days)
    _need_rounds(way.again, wanted.days)
    again = _again(way.again, wanted.on, wanted.days, wanted.reason)
    days = (wanted.on - way.left.start).days + wanted.days
    later = (step for step in item.steps if step.start >= way.left.start)
    return _with_steps(item, (*kept, again, *_moved(later, days)), days)


def due_again(steps: Iterable[DoseStep], day: date) -> date:
    """`day`, or the first day after it on which one may be given again after the last one before `day`: what
    is given every two weeks lasts so long.
    """
    last = _last_given(steps, day)
    return max(day, last[0] + timedelta(days=last[1].every_days)) if last else day


@dataclass(frozen=True, slots=True)
class NearDose:
    """A dose that falls only so many `days` after one that `lasts` longer."""

    on: date
    days: int
    lasts: int


def near_doses(item: PlanItem, day: date) -> tuple[NearDose, ...]:
    """First doses of steps, from that day on, that are given before the dose before them has lasted its days.

    A person may plan them so, to build up a level.
    """
    found = []
    for step in item.steps:
        last = _last_given(item.steps, step.start)
        if step.start >= day and not step.paused and last is not None:
            found.append(NearDose(step.start, (step.start - last[0]).days, last[1].every_days))
    return tuple(one for one in found if one.days < one.lasts)


def _last_given(steps: Iterable[DoseStep], day: date) -> tuple[date, DoseStep] | None:
    """The last dose before that day, with its step."""
    step = next((one for one in reversed(tuple(steps)) if one.start < day and not one.paused), None)
    if step is None:
        return None
    last = day - ONE_DAY if step.end is None else min(step.end, day - ONE_DAY)
    return last - timedelta(days=(last - step.start).days % step.every_days), step


def _need_within(on: date, left: DoseStep, ran: tuple[DoseStep, ...]) -> None:
    """A day of the step that is left, or the one after it: later another dose is taken. Where the last dose
    lasts longer, none before that; on the first day of the step one is given as it is planned.
    """
    if on < left.start:
        raise Refused(f"This dose begins on {month_day(left.start)}. Choose that day or later.", "on")
    due = due_again(ran, on)
    if on < due and on != left.start and (last := _last_given(ran, on)) is not None:
        given, step = last
        raise Refused(
            f"It is given every {step.every_days} days, the last before that on {month_day(given)}. "
            f"Choose {month_day(due)}, when the next is due.",
            "on",
        )
    last_day = due_again(ran, left.end + ONE_DAY) if left.end is not None else None
    if last_day is not None and on > last_day:
        raise Refused(f"Another dose is planned by then. Choose a day through {month_day(last_day)}.", "on")


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


def _until(steps: tuple[DoseStep, ...], last: date) -> tuple[DoseStep, ...]:
    """The steps through that day, the last of them with all days up to it that it began before."""
    kept = tuple(step for step in steps if step.start <= last)
    return (*kept[:-1], replace(kept[-1], end=last)) if kept and kept[-1] == steps[-1] else kept


def _need_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Refused(sentence, "reason")


def _need_days(days: int) -> None:
    if not 1 <= days <= LONGEST:
        raise Refused(f"Write a number of days from 1 to {LONGEST}.", "days")


def _need_rounds(step: DoseStep, days: int) -> None:
    """Whole rounds alone keep as many days between the last of these doses and the next one as planned."""
    every, left = step.every_days, days % step.every_days
    if left:
        rounds = [some for some in (days - left, days - left + every) if 0 < some <= LONGEST]
        instead = " or ".join(str(some) for some in rounds)
        raise Refused(f"It is given every {every} days. Write {instead} days.", "days")
