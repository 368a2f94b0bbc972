"""Reads an as-needed dose: what for, how much, how far apart, how much at most in a day. No Qt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.number_words import is_range, parse_whole
from medmanager.domain.plan.dose import AsNeeded, DoseStep
from medmanager.domain.plan.dosing_words import NO_COUNT, parse_strength
from medmanager.domain.typed_text import typed_line
from ui.screens.plan.line.fields import form_of, over, same_step
from ui.screens.plan.line.form_reading import FormReader, end_problem, read_through
from ui.screens.plan.line.grid_reading import OVER

STAYS = "What ran stays as it was. Start the change on a later day."

ONE_AMOUNT = (
    "Write one amount at a time, not a range. The hours between doses and the most in one day say how "
    "often it may be taken again."
)
ABOVE_0 = "Write a number above 0."
"""Said of an amount that has no time of day to be left empty."""
AMOUNTS = ("needed_strength", "needed_count", "needed_most")


def read_needed(reader: FormReader) -> tuple[DoseStep, ...]:
    """The steps of an as-needed line: what runs before it ends the day before, a pause after it stays."""
    typed, today = reader.typed, reader.basis.today
    start = reader.day("needed_start", typed.needed_start)
    end = read_through(typed.needed_through, start, today) if typed.needed_through.strip() else None
    problem = end_problem(typed.needed_through, start, today) if typed.needed_through.strip() else ""
    if end is None and problem:
        reader.problems["needed_through"] = problem
    elif end is not None and start is not None and start <= end < today:
        reader.problems["needed_through"] = OVER
    needed = _as_needed(reader)
    if start is None or needed is None:
        return ()
    step = reader.take("needed_through", lambda: DoseStep(start, end, as_needed=needed))
    if step is None:
        return ()
    if _reaches_back(reader, step):
        reader.problems["needed_start"] = STAYS
        return ()
    later = (one for one in _coming(reader) if one.paused and end is not None and one.start > end)
    return (*_until(_coming(reader), start), step, *later)


def after_needed(reader: FormReader, steps: tuple[DoseStep, ...]) -> tuple[DoseStep, ...]:
    """The steps of the grid, after what was taken as needed until then: that is not in the grid."""
    needed = tuple(one for one in _coming(reader) if one.as_needed is not None)
    if not needed or not steps:
        return steps
    if _reaches_back(reader, steps[0]):
        reader.problems.setdefault("row.0.start", STAYS)
    return (*_until(needed, steps[0].start), *steps)


def _coming(reader: FormReader) -> tuple[DoseStep, ...]:
    item, today = reader.basis.item, reader.basis.today
    return tuple(one for one in item.steps if not over(one, today)) if item else ()


def _until(steps: tuple[DoseStep, ...], start: date) -> tuple[DoseStep, ...]:
    """What runs before that day, ended the day before it where it does not end earlier."""
    last = start - ONE_DAY
    return tuple(replace(one, end=min(one.end or last, last)) for one in steps if one.start < start)


def _reaches_back(reader: FormReader, step: DoseStep) -> bool:
    """Whether another dose would begin before one that was signed and has begun."""
    today = reader.basis.today
    ran = [one for one in reader.signed_steps() if one.start <= today and not over(one, today)]
    return bool(ran) and step.start <= ran[-1].start and not same_step(step, ran[-1])


def _as_needed(reader: FormReader) -> AsNeeded | None:
    typed, form = reader.typed, form_of(reader.typed)
    strength = reader.take("needed_strength", lambda: parse_strength(typed.needed_strength, form))
    count = reader.count("needed_count", typed.needed_count, form)
    most = reader.count("needed_most", typed.needed_most, form)
    wait = reader.take(
        "needed_wait", lambda: parse_whole(typed.needed_wait, "wait_hours", "Hours between doses", 1, 72)
    )
    ranges = (name for name in AMOUNTS if name in reader.problems and is_range(getattr(typed, name)))
    reader.problems |= dict.fromkeys(ranges, ONE_AMOUNT)
    nothing = (name for name in AMOUNTS if reader.problems.get(name) == NO_COUNT)
    reader.problems |= dict.fromkeys(nothing, ABOVE_0)
    if not typed.needed_reason.strip():
        reader.problems["needed_reason"] = "Write when to take it: for panic."
    reader.take("needed_reason", lambda: typed_line(typed.needed_reason, "needed_reason", "The text"))
    if strength is None or count is None or most is None or wait is None:
        return None
    reason = " ".join(typed.needed_reason.split())
    return reader.take("needed_most", lambda: AsNeeded(reason, strength, count, wait, most))
