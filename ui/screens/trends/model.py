"""The table view of the chart: one column for each curve and medicine, the newest day first."""

from __future__ import annotations

from ui.kit.charts.reading import ChartTable
from ui.kit.tables.cells import Align, Cell, Column

Line = tuple[str, ...]
LAST_WIDTH = 200


class _CellOf:
    """Answers one column of a line of text."""

    def __init__(self, at: int, is_first: bool) -> None:
        self._at, self._is_first = at, is_first

    def __call__(self, line: Line) -> Cell:
        text = line[self._at]
        return Cell(text, bold=self._is_first, tone="muted" if text == "not taken" else "text")


def columns_of(table: ChartTable) -> tuple[Column[Line], ...]:
    """The columns that this table has: values right-aligned, the day and the events left."""
    last = len(table.heads) - 1
    return tuple(
        Column(
            head,
            LAST_WIDTH if at == last else 56,
            _CellOf(at, at == 0),
            Align.LEFT if at in {0, last} else Align.RIGHT,
            takes_rest=at == last,
        )
        for at, head in enumerate(table.heads)
    )
