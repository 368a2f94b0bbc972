"""What stands in a cell of dated steps: a count with its words, tablets drawn, and doses in paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import BODY, Line, draw_lines, height_of, set_lines
from medmanager.documents.words.amounts import BigCount, big_count
from medmanager.domain.plan.dose import Form

TABLET = 8.0
"""Half the width of a tablet that is drawn."""
_NUMERAL = 28.0
_SHORT = 12
"""Signs of a word that still stands in the larger type beside its count."""


@dataclass(frozen=True, slots=True)
class CountCell:
    """One count: the numeral or word, and what follows it, beside it or, where that is long, below."""

    big: Words
    rest: tuple[Line, ...]
    beside: bool

    @property
    def height(self) -> float:
        """Height of what is drawn, in points."""
        if self.beside:
            return max(_NUMERAL, height_of(self.rest))
        return _NUMERAL + height_of(self.rest) - 2

    @property
    def width(self) -> float:
        """Width of what is drawn, in points."""
        rest = max((line.width for line in self.rest), default=0)
        return self.big.width + 5 + rest if self.beside else max(self.big.width, rest)

    def draw(self, pen: Pen, node: Node, corner: tuple[float, float]) -> None:
        """Draws it with its upper left corner there."""
        x, top = corner
        middle = top + (self.height if self.beside else _NUMERAL) / 2
        base = middle + self.big.size * 0.36
        end = pen.write(node, x, base, self.big)
        if not self.beside:
            draw_lines(pen, node, x, top + _NUMERAL - 2, self.rest)
        elif len(self.rest) == 1:
            pen.write(node, end + 5, base, *self.rest[0].runs)
        else:
            draw_lines(pen, node, end + 5, middle - height_of(self.rest) / 2, self.rest)


def count_cell(
    setting: Setting, count: Decimal, form: Form, room: float, sizes: tuple[float, float] = (BODY, BODY)
) -> CountCell:
    """The count in so much room. `sizes` of a short and of a long word beside it."""
    told, block = big_count(count, form, setting.voice), setting.voice.text("steps.block")
    big = _numeral(told)
    size = sizes[0] if len(told.rest) < _SHORT else sizes[1]
    beside = room - big.width - 5
    fits = all(Words(word, size).width <= beside for word in told.rest.split(" "))
    return CountCell(big, set_lines((Words(told.rest, size),), beside if fits else room, block), fits)


def count_width(setting: Setting, count: Decimal, form: Form) -> float:
    """The least width of a count: of its numeral, or of the longest word below it."""
    told = big_count(count, form, setting.voice)
    return max(_numeral(told).width, *(Words(word).width for word in told.rest.split(" ")))


def _numeral(told: BigCount) -> Words:
    return Words(told.big, 20 if told.spelled else 26, bold=True)


def draw_paragraphs(
    pen: Pen, node: Node, corner: tuple[float, float], paragraphs: Sequence[Sequence[Line]]
) -> None:
    """Below one another in a cell, and read one by one."""
    x, y = corner
    for lines in paragraphs:
        y = draw_lines(pen, node.add("P"), x, y, lines)


def draw_tablets(pen: Pen, count: Decimal, at: tuple[float, float], most: int, r: float = TABLET) -> None:
    """Tablets as rings, a half as the left half; nothing where they are too many to be counted at a glance,
    or parts that are no halves: the numeral says it all.
    """
    whole, rest = int(count // 1), count % 1
    if whole + (1 if rest else 0) > most or rest not in (Decimal(0), Decimal("0.5")):
        return
    x, y = at[0] + r, at[1]
    with pen.artifacts():
        for _ in range(whole):
            pen.ring((x, y), r)
            x += 2 * r + 2
        if rest:
            pen.arc((x, y), r, (90, 180), 1)
            pen.line((x, y - r), (x, y + r), 1)
            pen.arc((x, y), r, (-90, 180), 1, (1, 2))
