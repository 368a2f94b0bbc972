"""The fields of the step grid show what stands in them: a dose that is cut reads as another dose."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionFrame, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.cell_edit import CellEdit
from ui.kit.palettes import PaletteName
from ui.kit.theme import FACTOR_MAX, Theme
from ui.screens.plan.grid_view import StepGrid
from ui.screens.plan.line_fields import RowFields, RowKind

ROW = RowFields(RowKind.DOSE, "Nov 30, 2026", "Dec 30, 2026", "37.5 mg", ("0.25", "1/2", "10", "0.75"))
"""What is long among what is usual."""


def a_grid(qtbot: QtBot, theme: Theme, row: RowFields) -> StepGrid:
    host = QWidget()
    qtbot.addWidget(host)
    grid = StepGrid(theme, host)
    grid.setParent(host)
    grid.show_rows((row,))
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    return grid


def room_of(edit: CellEdit) -> int:
    """Width in which the text is seen."""
    option = QStyleOptionFrame()
    edit.initStyleOption(option)
    inside = edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
    return inside.width() - edit.textMargins().left() - edit.textMargins().right()


@pytest.mark.parametrize("factor", [1.0, 1.5, FACTOR_MAX])
def test_that_what_is_usual_is_seen_whole(qtbot: QtBot, theme: Theme, factor: float) -> None:
    theme.use(PaletteName.LIGHT, factor)
    grid = a_grid(qtbot, theme, ROW)
    theme.dress(grid)
    for edit in grid.findChildren(CellEdit):
        assert edit.fontMetrics().horizontalAdvance(edit.text()) <= room_of(edit), edit.accessibleName()


def test_that_what_is_longer_is_seen_from_its_beginning_where_nobody_writes(
    qtbot: QtBot, theme: Theme
) -> None:
    grid = a_grid(qtbot, theme, RowFields(RowKind.DOSE, "Nov 30", "", "50 mg", ("1", "", "", "")))
    morning, noon = grid.field("row.0.morning"), grid.field("row.0.noon")
    assert morning is not None
    assert noon is not None
    morning.setFocus()
    morning.selectAll()
    QTest.keyClicks(morning, "500 to 1000")
    assert morning.cursorPosition() == len(morning.text())
    noon.setFocus()
    assert morning.cursorPosition() == 0
    noon.setText("500 to 1000")
    morning.setText("500 to 1000")
    assert (noon.cursorPosition(), morning.cursorPosition()) == (11, 0)
