"""The head of a table: read once, and drawn again where the table goes on over a page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from medmanager.documents.press.flow import Draw, Strip
from medmanager.documents.press.pen import Pen
from medmanager.documents.press.structure import Node

Cells = Callable[[Pen, Node | None, float], None]
"""Draws the cells of a head from a top edge; they belong to the row, or are decoration without one."""


@dataclass(frozen=True, slots=True)
class TableHead:
    """The head of this table, so high; `block` names it in a refusal."""

    block: str
    height: float
    table: Node
    cells: Cells

    def strip(self, space: float = 0) -> Strip:
        """Where the table begins, kept with its first row."""
        return Strip(self.block, self.height, self._draw, space=space, keep=True)

    @property
    def again(self) -> Strip:
        """On a later page: decoration, because the table has its head already."""
        return Strip(self.block, self.height, self._draw_again)

    def over(self, rows: Iterable[tuple[float, Draw]], space: float) -> list[Strip]:
        """The head over these rows, each with its height; a page that begins with a row repeats the head."""
        again = (self.again,)
        return [
            self.strip(space),
            *(Strip(self.block, height, draw, again=again) for height, draw in rows),
        ]

    def _draw(self, pen: Pen, top: float) -> None:
        pen.root.adopt(self.table)
        self.cells(pen, self.table.add("TR"), top)

    def _draw_again(self, pen: Pen, top: float) -> None:
        self.cells(pen, None, top)


def column_head(row: Node | None) -> Node | None:
    """The next cell of a head; none where it is drawn again."""
    return row.add("TH", scope="Column") if row is not None else None
