"""Reads the rows of the step grid into dated steps without overlap or gap. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.number_words import parse_whole
from medmanager.domain.plan.dose import DoseStep, Form, Strength, TabletCount
from medmanager.domain.plan.dosing_words import parse_strength
from ui.kit import words
from ui.kit.plan_words import rhythm_of, tablets_of
from ui.screens.plan.line.fields import SLOTS, SPACED, LineFields, RowFields, RowKind, form_of, written_day
from ui.screens.plan.line.form_reading import FormReader, end_problem, read_day, read_through
from ui.screens.plan.line.strength_reading import KnownDrug, strength_hint

NONE_IN_A_PAUSE = "Nothing is taken in a pause. Remove this strength, or write it below a dose."
HOW_MANY_OF_IT = "Write how many of this strength are taken, or remove it."
TWICE = "This strength stands in the step twice. Write it once, with both counts together."
OVER = "Everything is over before today. Check the day, or stop the medicine."
SAY_HOW_OFTEN = "Write every how many days it is given: 7 for weekly, 1 for each day."


@dataclass(frozen=True, slots=True)
class RowReading:
    """What a row of the grid comes to: its length, its sum, the dose of the day, its rhythm where that is not
    daily; "" while unreadable.
    """

    days: str = ""
    tablets: str = ""
    each_day: str = ""
    rhythm: str = ""
    hint: str = ""
    """What is not known of a strength: that it exists, or that it may be cut."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """One step as far as it could be read, with the number of its first row."""

    row: int
    start: date | None
    end: date | None
    tablets: tuple[TabletCount, ...]
    locked: DoseStep | None = None
    every: int = 1


def read_grid(
    reader: FormReader, drug: KnownDrug | None = None
) -> tuple[tuple[DoseStep, ...], tuple[RowReading, ...]]:
    """The steps of the grid, and what each row comes to."""
    dated = _close_ends(reader, list(_dated(reader)))
    steps: list[DoseStep] = []
    shown: dict[int, RowReading] = {}
    for one in dated:
        step = _step(reader, one)
        if step is not None:
            steps.append(step)
            found = _shown(step, form_of(reader.typed), None if one.locked else drug)
            # A sum without what cannot be read would be a dose that nobody wrote.
            shown[one.row] = found if _counts_read(reader, one.row) else RowReading(found.days)
    if not dated:
        reader.problems["steps"] = "Add a dated step: from when, which strength, how many."
    elif dated[-1].end is not None and dated[-1].end < reader.basis.today:
        reader.problems.setdefault(f"row.{dated[-1].row}.through", OVER)
    if dated:
        _after_what_is_over(reader, dated[0])
    rows = tuple(shown.get(number, RowReading()) for number in range(len(reader.typed.rows)))
    return tuple(steps), rows


def _dated(reader: FormReader) -> Iterator[_Dated]:
    rows = reader.typed.rows
    heads = [number for number, row in enumerate(rows) if row.kind is not RowKind.ALSO]
    for number, following in pairwise((*heads, len(rows))):
        row = rows[number]
        start = reader.day(f"row.{number}.start", row.start)
        end = _end(reader, number, row, start)
        locked = _locked_step(reader, start) if row.locked else None
        tablets: tuple[TabletCount, ...] = ()
        every = 1
        if row.kind is RowKind.DOSE and locked is None:
            tablets, every = _tablets(reader, number, following), _every(reader, number)
        elif row.kind is RowKind.PAUSE:
            _nothing_taken(reader, number, following)
        yield _Dated(number, start, end, tablets, locked, every)


def _after_what_is_over(reader: FormReader, first: _Dated) -> None:
    """The steps that are over are not shown, and none of those that are may reach into them."""
    ended = [step.end for step in (reader.basis.item.steps if reader.basis.item else ()) if step.end]
    last = max((end for end in ended if end < reader.basis.today), default=None)
    if first.start is not None and last is not None and first.start <= last:
        told = f"What was taken runs through {words.dated(last)}. Start after it."
        reader.problems.setdefault(f"row.{first.row}.start", told)


def _nothing_taken(reader: FormReader, first: int, following: int) -> None:
    """What is written below a pause belongs nowhere, and is not dropped."""
    for number in range(first + 1, following):
        row = reader.typed.rows[number]
        if row.strength.strip() or any(text.strip() for text in row.counts):
            reader.problems[f"row.{number}.strength"] = NONE_IN_A_PAUSE


def _locked_step(reader: FormReader, start: date | None) -> DoseStep | None:
    return next((step for step in reader.signed_steps() if step.start == start), None)


def _end(reader: FormReader, number: int, row: RowFields, start: date | None) -> date | None:
    if not row.through.strip():
        return None
    end = read_through(row.through, start, reader.basis.today)
    name = f"row.{number}.through"
    if end is None:
        problem = end_problem(row.through, start, reader.basis.today)
        if problem:
            reader.problems.setdefault(name, problem)
    elif start is not None and end < start:
        reader.problems.setdefault(name, "A step cannot end before it starts. Check both dates.")
    return end


def _tablets(reader: FormReader, first: int, following: int) -> tuple[TabletCount, ...]:
    rows = [tuple(_row_tablets(reader, number)) for number in range(first, following)]
    found = [one for tablets in rows for one in tablets]
    names = [f"row.{number}.{part}" for number in range(first, following) for part in ("strength", *SLOTS)]
    if not found and not any(name in reader.problems for name in names):
        reader.problems[f"row.{first}.morning"] = "Write how many are taken, or make it a pause."
    seen: set[Strength] = set()
    for number, tablets in enumerate(rows, first):
        row = reader.typed.rows[number]
        if found and row.strength.strip() and not any(text.strip() for text in row.counts):
            reader.problems.setdefault(f"row.{number}.morning", HOW_MANY_OF_IT)
        if seen & {one.strength for one in tablets}:
            reader.problems.setdefault(f"row.{number}.strength", TWICE)
        seen |= {one.strength for one in tablets}
    if len({one.strength.unit for one in found}) > 1:
        reader.problems[f"row.{first}.strength"] = "All strengths of one step need the same unit."
    return tuple(found)


def _row_tablets(reader: FormReader, number: int) -> Iterator[TabletCount]:
    row, form = reader.typed.rows[number], form_of(reader.typed)
    if not row.strength.strip() and not any(text.strip() for text in row.counts):
        return
    strength = reader.take(f"row.{number}.strength", lambda: parse_strength(row.strength, form))
    for slot, text in zip(SLOTS, row.counts, strict=True):
        if text.strip():
            count = reader.count(f"row.{number}.{slot}", text, form)
            if strength is not None and count is not None:
                yield TabletCount(strength, slot, count)


def _close_ends(reader: FormReader, dated: list[_Dated]) -> list[_Dated]:
    """Steps without an end run until the next one; overlaps and gaps are problems."""
    closed: list[_Dated] = []
    for one, following in zip(dated, [*dated[1:], None], strict=False):
        end = one.end
        if following is not None and following.start is not None and one.start is not None:
            end = _until_next(reader, one, following, following.start)
        closed.append(replace(one, end=end))
    return closed


def _until_next(reader: FormReader, one: _Dated, following: _Dated, start: date) -> date:
    last, name = start - ONE_DAY, f"row.{following.row}.start"
    today = reader.basis.today
    if one.start is not None and last < one.start:
        reader.problems.setdefault(name, "This step starts before the one above it. Check both dates.")
        return one.start
    if one.end is not None and one.end > last:
        shown = words.short_day(one.end, today)
        reader.problems.setdefault(
            name, f"The step above runs through {shown}. Start after it, or end it earlier."
        )
    elif one.end is not None and one.end < last:
        gap = words.day_span(one.end + ONE_DAY, last) if one.end + ONE_DAY < last else words.dated(last)
        reader.problems.setdefault(name, f"Nothing is said for {gap}. Close the gap, or add a pause.")
    return last


def _step(reader: FormReader, one: _Dated) -> DoseStep | None:
    if one.start is None or (one.end is not None and one.end < one.start):
        return None
    start, end = one.start, one.end
    if one.locked is not None:
        return replace(one.locked, end=end)
    if reader.typed.rows[one.row].kind is RowKind.DOSE and not one.tablets:
        return None
    name = f"row.{one.row}.strength"
    return reader.take(name, lambda: DoseStep(start, end, one.tablets, every_days=one.every))


def _counts_read(reader: FormReader, first: int) -> bool:
    """Whether strengths and counts of a step could all be read, those of its further strengths too."""
    rows = reader.typed.rows
    after = range(first + 1, len(rows))
    following = next((number for number in after if rows[number].kind is not RowKind.ALSO), len(rows))
    parts = ("strength", *SLOTS)
    names = (f"row.{number}.{part}" for number in range(first, following) for part in parts)
    return not any(name in reader.problems for name in names)


def _shown(step: DoseStep, form: Form, drug: KnownDrug | None) -> RowReading:
    days = words.counted(step.days, "day") if step.days else "ongoing"
    each = words.amount(step.daily_dose, step.unit) if step.unit else ""
    return RowReading(days, tablets_of(step, form), each, rhythm_of(step), strength_hint(drug, form, step))


def _every(reader: FormReader, number: int) -> int:
    """Days from one dose to the next, 1 where nothing is written and the form is taken daily."""
    text, name = reader.typed.rows[number].every.strip(), f"row.{number}.every"
    if not text and form_of(reader.typed) in SPACED:
        reader.problems.setdefault(name, SAY_HOW_OFTEN)
    if not text:
        return 1
    return reader.take(name, lambda: parse_whole(text, "every", "The number of days", 1, 365)) or 1


def next_start(typed: LineFields, today: date) -> str:
    """Where another step would begin: the day after the last end that is written, else tomorrow."""
    last = next((row for row in reversed(typed.rows) if row.kind is not RowKind.ALSO), None)
    if last is None:
        return written_day(today, today)
    start = read_day(last.start, today)
    end = read_through(last.through, start, today) if start else None
    following = max((end or today) + ONE_DAY, start + ONE_DAY if start else today)
    return written_day(following, today)


def day_in(field: str, typed: LineFields, today: date) -> date | None:
    """The day that stands in a field of the form; None for other fields and for what is no day."""
    place = field.split(".")
    if field in {"needed_start", "needed_through"}:
        start = read_day(typed.needed_start, today)
        return start if field == "needed_start" else read_through(typed.needed_through, start, today)
    if place[0] == "test" and place[2] == "due":
        return read_day(typed.tests[int(place[1])].due, today)
    if place[0] != "row" or place[2] not in {"start", "through"}:
        return None
    row = typed.rows[int(place[1])]
    start = read_day(row.start, today)
    return start if place[2] == "start" else read_through(row.through, start, today)
