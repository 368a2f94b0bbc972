"""The dialog that compares two versions, with its real widgets."""

from PySide6.QtWidgets import QGridLayout, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.ids import PlanId
from tests.builders import new_id
from ui.kit.theme import Theme
from ui.screens.plan.versions.sheets import CompareRow, CompareSheet
from ui.screens.plan.versions.view import CompareDialog


def a_sheet(lines: int) -> CompareSheet:
    """Two versions that differ in so many medicines."""
    older, newer = PlanId(new_id()), PlanId(new_id())
    row = CompareRow("pencil", "accent", "lithium", "900 mg", "600 mg", "tremor")
    return CompareSheet(((older, "Plan 1"), (newer, "Plan 2")), older, newer, (row,) * lines)


def test_that_no_row_of_a_longer_comparison_is_drawn_apart_by_a_shorter_one_before(
    qtbot: QtBot, theme: Theme
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = CompareDialog(theme, parent)
    dialog.show_sheet(a_sheet(1))
    dialog.show_sheet(a_sheet(4))
    (grid,) = [one for one in dialog.findChildren(QGridLayout) if one.columnCount() == 4]
    assert [row for row in range(grid.rowCount()) if grid.rowStretch(row)] == [grid.rowCount() - 1]
