"""The rows of the table of dated steps. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.changes import ChangeKind, LineChange
from medmanager.domain.plan.dose import DoseStep, Slot
from medmanager.domain.plan.plan import Plan, PlanItem, PlanStatus
from medmanager.domain.plan.writing import Problem
from medmanager.domain.trend.doses import drug_number
from ui.kit import words
from ui.kit.change_words import change_icon, change_tag, fresh_steps
from ui.kit.plan_words import (
    MOST_LISTED,
    amount_of,
    details_of,
    listed_strengths,
    name_of,
    rhythm_of,
    slot_count,
    tablets_of,
)
from ui.screens.plan.page import LineRow, NoteRow, Row, StepRow

NOT_WRITTEN = "not written yet"


def table_rows(
    plan: Plan, changes: tuple[LineChange, ...], found: tuple[Problem, ...], day: date
) -> Iterator[Row]:
    """Each line with its running and coming steps; what is not taken any more in one sentence at the end."""
    by_line = {change.item.line_id: change for change in changes}
    gone: list[str] = []
    for position, item in enumerate(plan.items):
        change = by_line.get(item.line_id)
        if not item.active_on(day) and change is None:
            gone.append(_gone(item, day))
            continue
        problem = " ".join(one.sentence for one in found if one.line_id == item.line_id)
        yield _head(item, drug_number(position), change, day, problem)
        yield from _steps(item, change, _first_end(plan, day), day)
    if gone:
        yield NoteRow(f"Not taken any more: {'; '.join(gone)}")


def _gone(item: PlanItem, day: date) -> str:
    name = name_of(item)
    if item.stopped is not None:
        return f"{name} ({words.short_day(item.stopped.on, day)}, {item.stopped.reason})"
    last = item.steps[-1].end
    return f"{name} (until {words.short_day(last, day)})" if last else name


def _head(item: PlanItem, number: int, change: LineChange | None, day: date, problem: str) -> LineRow:
    icon, tone = change_icon(change) if change else ("", "muted")
    tag = change_tag(change, day) if change else ""
    listed = listed_strengths(item, day)
    tip = ", ".join(listed) if len(listed) > MOST_LISTED else ""
    return LineRow(item.line_id, number, name_of(item), details_of(item, day), icon, tag, tone, problem, tip)


def _first_end(plan: Plan, day: date) -> date:
    """The earliest last day of a step that is shown: in a draft, what ends today stands as "now 100 mg"."""
    return day if plan.status is PlanStatus.SIGNED else day + ONE_DAY


def _steps(item: PlanItem, change: LineChange | None, first_end: date, day: date) -> Iterator[StepRow]:
    last_step = item.steps[-1]
    shown = [step for step in item.steps if step.end is None or step.end >= first_end or step is last_step]
    fresh = fresh_steps(change) if change and change.kind is not ChangeKind.KEEP else ()
    for step in shown:
        changed = step in fresh
        cells, over = _cells(step, item, day), _over(step, day)
        yield StepRow(item.line_id, cells, over, changed, tip=_tip(step), rhythm=rhythm_of(step))
    last = item.steps[-1].end
    if last is not None and (item.stopped is not None or len(shown) > 1):
        on = item.stopped.on if item.stopped else last + ONE_DAY
        zero = words.amount(0 * item.steps[-1].daily_dose, item.steps[-1].unit or "mg")
        cells = (day_cell(on, day), "", "", "", "", "", "", "Stop", zero)
        reason = item.stopped.reason if item.stopped else ""
        yield StepRow(item.line_id, cells, changed=change is not None, stop=True, tip=reason)


def day_cell(on: date, today: date) -> str:
    """`Mon, Nov 23`; `Jan 4, 2027` in another year, so that the table of a long taper is no wider."""
    return words.day_name(on, today) if on.year == today.year else words.short_day(on, today)


def _over(step: DoseStep, day: date) -> bool:
    return step.end is not None and step.end < day


def _cells(step: DoseStep, item: PlanItem, day: date) -> tuple[str, ...]:
    through = "ongoing" if step.end is None else day_cell(step.end, day)
    sums = (tablets_of(step, item.form), amount_of(step, item)) if item.has_dose else (NOT_WRITTEN, "")
    counts = ("", "", "", "") if step.as_needed else tuple(slot_count(step, slot, item.form) for slot in Slot)
    return (
        day_cell(step.start, day),
        through,
        str(step.days or ""),
        *counts,
        *sums,
    )


def _tip(step: DoseStep) -> str:
    return f"Why: {step.reason}" if step.reason else ""
