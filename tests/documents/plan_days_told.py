"""Reads the take-home plan of one medicine as a patient does: which tablets are taken on which day."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.paper.sheets import PlanSheet
from medmanager.domain.plan.dose import DoseStep, Slot
from tests.any_line import Day, given_on
from tests.documents.paper_reader import Element, Paper
from tests.documents.steps_told import (
    BOXES,
    HEADS,
    Told,
    count_of,
    every_of,
    span_of,
    strength_of,
    taken_of,
    words_of,
)

DAY = timedelta(days=1)
_AT = re.compile(rf"({'|'.join(HEADS)}): (.*?)(?= (?:{'|'.join(HEADS)}):|$)")
_OF = re.compile(r"(.+?) (?:of|de) ([\d,.]*\d) mg")
_PARTS = re.compile(r"mg \S+ ((?:\d+ )?(?:\w+ )?(?:whole|half|a quarter|enter|medi|un cuarto)[^.]*)\.")
"""Counts with parts, which stand in words below the name."""


def plan_faults(paper: Paper, sheet: PlanSheet, steps: Iterable[DoseStep], days: int = 150) -> list[str]:
    """Days of which a row tells another dose than the steps, and days with a dose that no row tells."""
    made, name, planned = sheet.head.made_on, sheet.daily[0].name, tuple(steps)
    large = sheet.head.large_print
    front = _bands(paper, made, name) if large else _table(paper, made, name, back=False)
    back = _large_steps(paper, made, name) if large else _table(paper, made, name, back=True)
    places = [_together(rows) for rows in (front, back)]
    found = [fault for rows in places for row in rows for fault in row.box_faults()]
    for day in (made + n * DAY for n in range(days)):
        wanted = given_on(planned, day)
        told = [(row.taken if row.given(day) else {}) for rows in places for row in rows if row.on(day)]
        found += [f"{day}: {one} instead of {wanted}" for one in told if one != wanted]
        if wanted and not told:
            found.append(f"{day}: nothing is told instead of {wanted}")
    return found[:3]


def _together(rows: Iterable[Told]) -> list[Told]:
    """Rows of the same days as one: each strength, and in large print each time of day, has its own."""
    found: dict[tuple[date, date | None], Told] = {}
    for row in rows:
        known = found.get((row.start, row.end))
        if known is None:
            found[row.start, row.end] = row
            continue
        assert known.every == row.every
        taken = dict(known.taken)
        for key, count in row.taken.items():
            taken[key] = taken.get(key, Decimal(0)) + count
        found[row.start, row.end] = replace(known, taken=taken, boxes=known.boxes or row.boxes)
    return list(found.values())


def _table(paper: Paper, made: date, name: str, *, back: bool) -> Iterator[Told]:
    """The grid of the front, or the table of the steps behind it."""
    for table in paper.tree.all("Table"):
        rows = table.children("TR")
        heads = [words_of(paper, one) for one in rows[0].children("TH")]
        if back is not heads[0].startswith(("Dates", "Fechas")):
            continue
        named = {
            place: [HEADS[word] for word in HEADS if one.startswith(word)]
            for place, one in enumerate(heads[1:])
        }
        slots = {place: found[0] for place, found in named.items() if found}
        strength = None
        for row in rows[1:]:
            label = " ".join(words_of(paper, one) for one in row.children("TH"))
            cells = [words_of(paper, one) for one in row.children("TD")]
            beside = " ".join([label, *(one for place, one in enumerate(cells) if place not in slots)])
            strength = strength_of(re.sub(r"[\d,.]*\d mg (?:in one day|en un día)", "", beside)) or strength
            told = _row(row, label or cells[0], made)
            if told is not None:
                taken = {} if _is_wide(row) else _cells(cells, slots, strength)
                if told.start == made and told.end is None and not taken:
                    continue
                boxes = tuple(cells[-1].split()) if back and BOXES.fullmatch(cells[-1]) else ()
                yield replace(told, taken=taken, boxes=boxes)


def _row(row: Element, label: str, made: date) -> Told | None:
    """The days of a row; one of no date holds from the day of the sheet on."""
    span = span_of(label, made)
    if span is None:
        return Told(made, None, 1, {})
    if _is_wide(row) and (span[1] is None) and re.search(r"page|página", label):
        return None
    return Told(*span, every_of(label), {})


def _is_wide(row: Element) -> bool:
    return any(cell.span > 1 for cell in row.children("TD"))


def _cells(cells: list[str], slots: dict[int, Slot], strength: Decimal | None) -> Day:
    found: dict[tuple[Slot, Decimal], Decimal] = {}
    for place, slot in slots.items():
        cell = re.sub(r" (?:in|en) 1 mL", "", cells[place])
        parts = [(words.strip(), Decimal(mg.replace(",", ""))) for words, mg in _OF.findall(cell)]
        if not parts and strength is not None and count_of(cell):
            parts = [(cell, strength)]
        for words, mg in parts:
            found[slot, mg] = found.get((slot, mg), Decimal(0)) + count_of(words)
    return found


def _bands(paper: Paper, made: date, name: str) -> Iterator[Told]:
    slot = None
    for element in paper.tree.walk():
        text = words_of(paper, element)
        if element.kind == "H2":
            slot = HEADS.get(text)
        elif element.kind == "LBody" and slot is not None:
            count, _, rest = text.partition(f" {name} ")
            parts = _PARTS.search(rest)
            count = parts[1] if parts else count
            strength = strength_of(rest)
            assert strength is not None
            span = span_of(_dates_of(rest), made) or (made, None)
            yield Told(*span, every_of(rest), {(slot, strength): count_of(count)})


def _dates_of(text: str) -> str:
    """ "To" a day is until it."""
    return re.sub(r"\bTo (?=\w+day)", "Until ", text)


def _large_steps(paper: Paper, made: date, name: str) -> Iterator[Told]:
    inside = False
    for element in paper.tree.walk():
        text = words_of(paper, element)
        if element.kind == "H2":
            inside = text.startswith(name)
        elif element.kind == "P" and inside and (span := span_of(text, made)) is not None:
            taken: dict[tuple[Slot, Decimal], Decimal] = {}
            for at, dose in _AT.findall(text):
                ((_, mg), count), *_ = taken_of(f"{dose}, at noon").items()
                taken[HEADS[at], mg] = taken.get((HEADS[at], mg), Decimal(0)) + count
            yield Told(*span, every_of(text), taken)
