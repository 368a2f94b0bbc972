"""What stands in the columns of the current plan."""

from __future__ import annotations

from functools import partial

from ui.kit.tables.cells import Align, Cell, Column
from ui.screens.summary.plan_words import PlanRow


def _name(row: PlanRow) -> Cell:
    return Cell(row.name, second=row.name_more, swatch=row.number, bold=True)


def _slot(place: int, row: PlanRow) -> Cell:
    return Cell(row.slots[place], bold=True)


def _tablets(row: PlanRow) -> Cell:
    return Cell(row.tablets, second=row.rhythm)


def _dose(row: PlanRow) -> Cell:
    is_number = row.dose[:1].isdigit()
    return Cell(row.dose, bold=is_number, tone="text" if is_number else "muted")


def _following(row: PlanRow) -> Cell:
    tip = f"{row.following}, {row.why}" if row.why else row.following
    return Cell(row.following, second=row.why, bold=row.is_change, tip=tip)


SLOT = 46

COLUMNS = (
    Column("Medicine", 150, _name),
    Column("Morn", SLOT, partial(_slot, 0), Align.CENTRE),
    Column("Noon", SLOT, partial(_slot, 1), Align.CENTRE),
    Column("Eve", SLOT, partial(_slot, 2), Align.CENTRE),
    Column("Bed", SLOT, partial(_slot, 3), Align.CENTRE),
    Column("Tablets today", 92, _tablets),
    Column("Today", 64, _dose, Align.RIGHT),
    Column("Next step", 185, _following, takes_rest=True, cuts=True),
)
