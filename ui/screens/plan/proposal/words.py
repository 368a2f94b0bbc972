"""A proposal in words: steps as rows of the plan's table, tablets as sums, notes with sources. No Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.knowledge.proposals import Note
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.changes import compare
from medmanager.domain.plan.plan import Plan
from medmanager.domain.plan.proposal import LineAfter, PlanProposal
from medmanager.domain.plan.supply import StrengthSum, supply_sum
from ui.kit import words
from ui.kit.change_words import in_place_of
from ui.kit.plan_words import FORM_PLURALS, name_of
from ui.screens.plan.page import EACH_DAY, TABLETS, Row, StepRow
from ui.screens.plan.page_rows import table_rows

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
UNREVIEWED = "not reviewed by a pharmacist"
GOES_ON = 30
"""Days for which a step without an end is counted."""


@dataclass(frozen=True, slots=True)
class NoteWords:
    """What one source says to know, and whether somebody has reviewed it."""

    texts: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ProposalSheet:
    """What is shown of a proposal before it is put into the plan."""

    summary: str
    rows: tuple[Row, ...]
    tablets: tuple[str, ...]
    warnings: tuple[str, ...]
    alerts: tuple[Alert, ...]
    notes: tuple[NoteWords, ...]
    gone: tuple[str, ...] = ()
    """What was planned until now and is left out."""


def proposal_sheet(made: PlanProposal, draft: Plan, today: date) -> ProposalSheet:
    """The words of a proposal for this draft."""
    return ProposalSheet(
        _summary(made, today),
        tuple(_rows(made, draft, today)),
        tuple(_tablets(made, today)),
        tuple(with_days(text, today) for text in made.warnings),
        made.alerts,
        note_words(made.notes, today),
        tuple(filter(None, (_gone(line, today) for line in made.lines))),
    )


def note_words(notes: Iterable[Note], today: date) -> tuple[NoteWords, ...]:
    """Notes by their sources, each with its review; what several rules say stands there once."""
    found: dict[str, dict[str, None]] = {}
    for note in notes:
        state = f"reviewed by {note.evidence.reviewed_by}" if note.evidence.reviewed_by else UNREVIEWED
        found.setdefault(f"{note.evidence.text} · {state}", {})[with_days(note.text, today)] = None
    return tuple(NoteWords(tuple(texts), source) for source, texts in found.items())


def _summary(made: PlanProposal, today: date) -> str:
    parts = [_of_line(line, today) for line in made.lines]
    return ". ".join(part for part in parts if part) + "."


def _of_line(line: LineAfter, today: date) -> str:
    item, fresh = line.item, line.fresh
    name, parts = name_of(item), []
    if fresh:
        parts.append(f"{words.counted(len(fresh), 'step')} from {words.day_name(fresh[0].start, today)}")
        last = fresh[-1]
        if last.end is None:
            dose = words.amount(last.daily_dose, last.unit)
            often = "a day" if last.every_days == 1 else f"every {words.counted(last.every_days, 'day')}"
            parts.append(f"{dose} {often} from {words.day_name(last.start, today)} on")
    if item.stopped is not None:
        parts.append(f"first day without it {words.day_name(item.stopped.on, today)}")
    return f"{name}: {', '.join(parts)}"


def _gone(line: LineAfter, today: date) -> str:
    return in_place_of(line.before, line.item, today, name_of(line.item)) if line.before else ""


def _rows(made: PlanProposal, draft: Plan, today: date) -> Iterator[Row]:
    """The lines of the proposal as they will stand in the table of the plan, with the sum in each step."""
    after = replace(draft, items=tuple(line.item for line in made.lines))
    before = replace(draft, items=tuple(line.before for line in made.lines if line.before is not None))
    for row in table_rows(after, compare(before, after, today), (), today):
        yield _with_sum(row) if isinstance(row, StepRow) else row


def _with_sum(row: StepRow) -> StepRow:
    if row.stop or row.cells[TABLETS] == "Pause":
        return row
    cells = list(row.cells)
    cells[TABLETS] = f"{cells[TABLETS]} = {cells[EACH_DAY]}"
    return replace(row, cells=tuple(cells))


def _tablets(made: PlanProposal, today: date) -> Iterator[str]:
    """How many tablets of each strength the new steps need, as a sum that can be checked."""
    for line in made.lines:
        fresh = line.fresh
        if not fresh:
            continue
        ends = [step.end for step in fresh if step.end is not None]
        open_end = fresh[-1].end is None
        first = fresh[0].start
        last = fresh[-1].start + (GOES_ON - 1) * ONE_DAY if open_end else max(ends)
        needed = supply_sum(replace(line.item, steps=fresh, stopped=None), first, (last - first).days + 1)
        through = words.day_name(last, today)
        for one in needed.strengths:
            yield f"{_sum(one, line)} through {through}"


def _sum(one: StrengthSum, line: LineAfter) -> str:
    strength = words.amount(one.strength.amount, one.strength.unit)
    parts = [f"{part.times} × {words.tablet_count(part.each)}" for part in one.stretches]
    taken = f" = {words.number(one.taken)}" if len(parts) > 1 or one.stretches[0].each != 1 else ""
    handed = f", so {one.handed_out}" if one.rounded_up else ""
    kinds = FORM_PLURALS[line.item.form]
    return f"{name_of(line.item)} {strength}: {' + '.join(parts)}{taken}{handed} {kinds}"


def with_days(text: str, today: date) -> str:
    """Days that the base writes as 2026-12-08, as people write them."""
    return ISO.sub(lambda found: words.dated(date.fromisoformat(found[0])), text)
