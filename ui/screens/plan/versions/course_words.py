"""The doses of a line from a day on in words: as a version has them, and as an act will leave them. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.moving import near_doses
from medmanager.domain.plan.plan import PlanItem
from ui.kit import words
from ui.kit.change_words import tests_left
from ui.kit.plan_words import taken_of
from ui.screens.plan.versions.differences import taken_words

FIRST_TOLD, MOST_TOLD = 4, 6
"""So many doses are told before the dialog that asks for them; of more the first, and the last one."""


def course_of(item: PlanItem, day: date, since: date | None = None) -> str:
    """The doses from that day on, or from an earlier one: "50 mg to Dec 7, 100 mg from Dec 8"."""
    return ", ".join((*_parts(item, day, since), *_stop(item, day)))


def outcome_of(before: PlanItem, after: PlanItem, day: date) -> str:
    """What an act leaves of the doses, and of a stop or of tests by hand that it takes the ground from."""
    parts = list(_parts(after, day))
    if len(parts) > MOST_TOLD:
        more = len(parts) - FIRST_TOLD - 1
        parts = [*parts[:FIRST_TOLD], f"{more} more steps", parts[-1]]
    told = f"Doses then: {'; '.join((*parts, *_stop(after, day)))}."
    if before.stopped is not None and after.stopped is None:
        told = f"{told} The stop of {words.short_day(before.stopped.on, day)} is dropped."
    return " ".join(filter(None, (told, *near_told((before,), after, day), tests_left(before, after, day))))


def near_told(before: Iterable[PlanItem], after: PlanItem, day: date) -> Iterator[str]:
    """Doses that come sooner after the last one than on any of the lines before."""
    planned = {(one.days, one.lasts) for item in before for one in near_doses(item, day)}
    for one in near_doses(after, day):
        if (one.days, one.lasts) not in planned:
            gap = words.counted(one.days, "day")
            yield f"That of {words.short_day(one.on, day)} falls {gap} after one that lasts {one.lasts}."


def _parts(item: PlanItem, day: date, since: date | None = None) -> Iterator[str]:
    first = since or day
    coming = [step for step in item.steps if step.end is None or step.end >= first] or list(item.steps[-1:])
    told = _joined(coming)
    before: date | None = day - ONE_DAY
    for step, dose in zip(told, _doses(told, item), strict=True):
        begins = before is not None and step.start > before + ONE_DAY
        yield _part(step, dose, day, begins=begins)
        before = step.end


def _joined(steps: Iterable[DoseStep]) -> list[DoseStep]:
    """Staying on a dose for longer as one with it."""
    found: list[DoseStep] = []
    for step in steps:
        last = found[-1] if found else None
        if last is not None and last.end == step.start - ONE_DAY and last.goes_on_as(step):
            found[-1] = replace(last, end=step.end)
        else:
            found.append(step)
    return found


def _part(step: DoseStep, dose: str, day: date, *, begins: bool) -> str:
    """Its first day is told where it is not the one after the step before."""
    start = f"from {words.short_day(step.start, day)}"
    if step.end is None:
        return f"{dose} {start}" if step.start > day else f"{dose}, ongoing"
    end = f"to {words.short_day(step.end, day)}"
    return f"{dose} {start} {end}" if begins else f"{dose} {end}"


def _doses(steps: list[DoseStep], item: PlanItem) -> list[str]:
    """Each dose; in tablets where the one beside it is the same and is taken otherwise."""
    told = [taken_of(step, item) for step in steps]
    alike = {
        number + beside
        for number, (one, other) in enumerate(pairwise(steps))
        if told[number] == told[number + 1] and one.taken != other.taken
        for beside in (0, 1)
    }
    return [
        f"{dose} ({taken_words(step, item)})" if number in alike else dose
        for number, (step, dose) in enumerate(zip(steps, told, strict=True))
    ]


def _stop(item: PlanItem, day: date) -> Iterator[str]:
    """The stop, or that nothing is planned after the last dose."""
    last = item.steps[-1]
    if item.stopped is not None:
        yield f"stop {words.short_day(item.stopped.on, day)}"
    elif last.end is not None:
        yield f"none from {words.short_day(last.end + ONE_DAY, day)}"
