"""Boxes to tick: one for each day, with its number above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from medmanager.documents.parts.large_setting import BASE
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_tick_box
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import BODY

WEEK = 7
_NUMBER_AND_BOX = {BODY: (11.0, 14.0), BASE: (18.0, 23.0)}
"""From the upper edge to the foot of the number and to the box, by the size of type."""


@dataclass(frozen=True, slots=True)
class DayBox:
    """One box, its sides so long, under a number of so large a type."""

    side: float
    size: float = BODY

    def draw(self, pen: Pen, node: Node, day: date, corner: tuple[float, float]) -> None:
        """Draws both from their upper left corner."""
        (left, top), (number, box) = corner, _NUMBER_AND_BOX[self.size]
        words = Words(str(day.day), self.size)
        pen.write(node, left + (self.side - words.width) / 2, top + number, words)
        draw_tick_box(pen, (left, top + box), self.side)


@dataclass(frozen=True, slots=True)
class DayBoxes:
    """Lines of boxes: so many `across`, `pitch` points apart, each line `row` points high."""

    across: int
    pitch: float
    row: float
    box: DayBox

    def lines(self, days: Sequence[date]) -> int:
        """How many lines of boxes these days take."""
        return -(-len(days) // self.across)

    def draw(self, pen: Pen, node: Node, days: Sequence[date], corner: tuple[float, float]) -> None:
        """Draws them line by line from the upper left corner."""
        left, top = corner
        for place, day in enumerate(days):
            at = (left + place % self.across * self.pitch, top + place // self.across * self.row)
            self.box.draw(pen, node, day, at)
