"""Lines of a plan as they are typed into the editor, and what they are read as."""

from dataclasses import replace
from typing import Any

from medmanager.domain.ids import LineId
from tests.builders import TODAY, a_drug, new_id
from ui.screens.plan.line.fields import LineBasis, LineFields, RowFields, RowKind
from ui.screens.plan.line.reading import LineReading, read_line

NEW = LineBasis(LineId(new_id()), TODAY)
SERTRALINE = a_drug("sertraline", "Zoloft", rxcui="36437")


def dose(start: str, through: str = "", strength: str = "50 mg", *counts: str) -> RowFields:
    """A row of the step grid; without counts one is taken in the morning."""
    filled = (*counts, *("",) * (4 - len(counts))) if counts else ("1", "", "", "")
    return RowFields(RowKind.DOSE, start, through, strength, (filled[0], filled[1], filled[2], filled[3]))


def a_form(*rows: RowFields, **changes: Any) -> LineFields:
    """A line of sertraline with these rows."""
    typed = LineFields("sertraline", purpose="low mood", rows=rows)
    return replace(typed, **changes)


def needed_form(**changes: Any) -> LineFields:
    """A line of lorazepam that is taken as needed, from tomorrow."""
    typed = LineFields(
        "lorazepam",
        purpose="panic",
        needed=True,
        needed_start="Nov 24",
        needed_reason="panic",
        needed_strength="0.5 mg",
        needed_count="1",
        needed_wait="6",
        needed_most="2",
    )
    return replace(typed, **changes)


def read(typed: LineFields, basis: LineBasis = NEW) -> LineReading:
    """The line as it is read; only sertraline is in the drug list."""
    return read_line(typed, basis, SERTRALINE if typed.medicine == "sertraline" else None)
