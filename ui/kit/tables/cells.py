"""What stands in a table: `Cell`, `Column`, `Section`; plain values, made once when rows are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Generic, TypeVar

from ui.kit.palettes import Severity

R = TypeVar("R")


class Align(Enum):
    """Words left, numbers right, counts per time of day centred."""

    LEFT = auto()
    RIGHT = auto()
    CENTRE = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text with an optional second line, icon, severity chip, or coloured square of a series.

    `tone` is the colour of the text and the icon; `tip` is shown under the mouse. A cell with `chip` draws
    its text as the words of the chip.
    """

    text: str = ""
    second: str = ""
    icon: str = ""
    tone: str = "text"
    bold: bool = False
    chip: Severity | None = None
    swatch: int = 0
    tip: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A row across the table, as "Lunch 12:00 to 13:00" or a group's name. It cannot be selected."""

    text: str
    note: str = ""
    bold: bool = True


@dataclass(frozen=True)  # with slots, `Column[...](...)` raises
class Column(Generic[R]):
    """One column of a table of records `R`. `width` is its least width at 100 %; it grows so that nothing is
    cut.

    Only a column of free text may be cut (`cuts=True`): the whole text is then in the tip. A column of names
    grows up to `most` where room is scarce; longer ones wrap, and their row grows. One column may take the
    rest of the width (`takes_rest`).
    """

    title: str
    width: int
    cell: Callable[[R], Cell]
    align: Align = Align.LEFT
    takes_rest: bool = False
    cuts: bool = False
    most: int = 0
