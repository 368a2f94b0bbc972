"""Reads an as-needed dose: what for, how much, how far apart, how much at most in a day. No Qt."""

from __future__ import annotations

from dataclasses import replace

from medmanager.domain.dosing_words import parse_strength, parse_whole
from medmanager.domain.plan import AsNeeded, DoseStep
from ui.kit.plan_words import ONE_DAY
from ui.screens.plan.form_reading import FormReader, end_problem, read_through
from ui.screens.plan.line_fields import form_of, over, same_dose


def read_needed(reader: FormReader) -> tuple[DoseStep, ...]:
    """The steps of an as-needed line: what ran is closed, the new dose goes on from its start."""
    typed, today = reader.typed, reader.basis.today
    start = reader.day("needed_start", typed.needed_start)
    end = read_through(typed.needed_through, start, today) if typed.needed_through.strip() else None
    problem = end_problem(typed.needed_through, start, today) if typed.needed_through.strip() else ""
    if end is None and problem:
        reader.problems["needed_through"] = problem
    needed = _as_needed(reader)
    if start is None or needed is None:
        return ()
    step = reader.take("needed_through", lambda: DoseStep(start, end, as_needed=needed))
    if step is None:
        return ()
    running = [one for one in reader.signed_steps() if one.start <= today and not over(one, today)]
    if running and same_dose(running[-1], step):
        return (replace(running[-1], end=end),)
    if running and start <= running[-1].start:
        reader.problems["needed_start"] = "What ran stays as it was. Start the change on a later day."
        return ()
    closed = tuple(replace(one, end=start - ONE_DAY) for one in running)
    return (*closed, step)


def _as_needed(reader: FormReader) -> AsNeeded | None:
    typed, form = reader.typed, form_of(reader.typed)
    strength = reader.take("needed_strength", lambda: parse_strength(typed.needed_strength, form))
    count = reader.count("needed_count", typed.needed_count, form)
    most = reader.count("needed_most", typed.needed_most, form)
    wait = reader.take(
        "needed_wait", lambda: parse_whole(typed.needed_wait, "wait_hours", "Hours between doses", 1, 72)
    )
    if not typed.needed_reason.strip():
        reader.problems["needed_reason"] = "Write when to take it: for panic."
    if strength is None or count is None or most is None or wait is None:
        return None
    reason = typed.needed_reason.strip()
    return reader.take("needed_most", lambda: AsNeeded(reason, strength, count, wait, most))
