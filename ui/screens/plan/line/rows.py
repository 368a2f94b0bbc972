"""Adds rows to the form of a line and takes them out: steps, further strengths, pauses, tests. No Qt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import DoseStep
from ui.kit.change_words import in_place_of
from ui.screens.plan.line.fields import (
    LineBasis,
    LineFields,
    MonitorFields,
    RowFields,
    RowKind,
    is_locked,
    with_needed,
    written_day,
)
from ui.screens.plan.line.grid_reading import next_start

KEPT = "Edit keeps those steps."


def with_row(typed: LineFields, kind: RowKind, today: date) -> LineFields:
    """One more row at the end: a step like the last, one more strength of it, or a pause."""
    start = "" if kind is RowKind.ALSO else next_start(typed, today)
    last = next((row for row in reversed(typed.rows) if row.kind is not RowKind.PAUSE), RowFields())
    head = next((row for row in reversed(typed.rows) if row.kind is RowKind.DOSE), RowFields())
    is_dose = kind is RowKind.DOSE
    row = RowFields(
        kind, start, strength=last.strength if is_dose else "", every=head.every if is_dose else ""
    )
    return replace(typed, rows=(*typed.rows, row))


def without_row(typed: LineFields, number: int) -> LineFields:
    """Without that row; a dose takes its further strengths along."""
    rows = list(typed.rows)
    gone = rows.pop(number)
    while gone.kind is not RowKind.ALSO and number < len(rows) and rows[number].kind is RowKind.ALSO:
        rows.pop(number)
    return replace(typed, rows=tuple(rows))


def with_test(typed: LineFields) -> LineFields:
    """One more test to plan."""
    return replace(typed, tests=(*typed.tests, MonitorFields()))


def without_test(typed: LineFields, number: int) -> LineFields:
    """Without that test."""
    return replace(typed, tests=(*typed.tests[:number], *typed.tests[number + 1 :]))


def with_new_dose(typed: LineFields, basis: LineBasis) -> tuple[LineFields, str]:
    """A new dose in place of what was planned after the one that runs, and the field to write it into: from
    tomorrow, or from the next day on which a dose is due. Where nothing runs yet, what is written is the dose
    to change.
    """
    now = basis.item.step_on(basis.today) if basis.item else None
    is_begun = now is not None and (now.start < basis.today or is_locked(now, basis))
    if basis.item is None or now is None or not is_begun or not basis.item.has_dose:
        return typed, "needed_count" if typed.needed else "row.0.morning"
    gone = in_place_of(basis.item, None, basis.today)
    fresh = replace(typed, reason="", origin=f"{gone} {KEPT}" if gone else "")
    if now.as_needed is not None:
        tomorrow = written_day(basis.today + ONE_DAY, basis.today)
        again = with_needed(fresh, now, basis.today)
        return replace(again, needed_start=tomorrow, needed_through=""), "needed_count"
    running = _running(typed, now)
    after = _again(running, written_day(_next_giving(basis), basis.today))
    rows = (*(replace(row, through="") for row in running), *after)
    return replace(fresh, needed=False, rows=rows), f"row.{len(running)}.morning"


def _running(typed: LineFields, now: DoseStep) -> tuple[RowFields, ...]:
    """The rows of the dose that runs: the first, because what is over is not shown."""
    return typed.rows[: max(1, len({one.strength for one in now.tablets}))]


def _next_giving(basis: LineBasis) -> date:
    """The first day from tomorrow on which the running dose is due: nothing changes between."""
    tomorrow = basis.today + ONE_DAY
    now = basis.item.step_on(tomorrow) if basis.item else None
    if now is None:
        return tomorrow
    return tomorrow + ONE_DAY * ((now.start - tomorrow).days % now.every_days)


def _again(rows: tuple[RowFields, ...], start: str) -> tuple[RowFields, ...]:
    """The running dose once more from another day, to be changed; an empty row in a pause."""
    heads = [number for number, row in enumerate(rows) if row.kind is RowKind.DOSE]
    if not heads:
        return (RowFields(start=start),)
    copied = [replace(row, locked=False, through="") for row in rows[heads[-1] :]]
    doses = [row for row in copied if row.kind is not RowKind.PAUSE]
    return (replace(doses[0], start=start), *doses[1:])
