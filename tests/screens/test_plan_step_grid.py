"""The fields of the step grid show what stands in them: a dose that is cut reads as another dose."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionFrame, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.fields.cell_edit import CellEdit
from ui.kit.labels import IconText
from ui.kit.palettes import PaletteName
from ui.kit.theme import FACTOR_MAX, Theme
from ui.screens.plan.line.fields import RowFields, RowKind
from ui.screens.plan.line.grid_view import StepGrid

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


PROBLEMS = {"row.0.start": "No date.", "row.0.morning": "No number.", "row.0.every": "No days."}


def below(grid: StepGrid) -> str:
    """The sentence below the first row."""
    (line,) = (one for one in grid.findChildren(IconText) if one.isVisible())
    return line.label.text()


def test_that_the_problem_of_the_field_with_the_keyboard_is_told_first(qtbot: QtBot, theme: Theme) -> None:
    grid = a_grid(qtbot, theme, ROW)
    grid.show_reading((), PROBLEMS)
    told = [below(grid)]
    for part in ("morning", "every", "noon"):
        edit = grid.field(f"row.0.{part}")
        assert edit is not None
        edit.setFocus()
        told.append(below(grid))
    assert told == ["No date.", "Morning: No number.", "Every: No days.", "No date."]


def test_that_a_new_reading_keeps_to_the_field_with_the_keyboard(qtbot: QtBot, theme: Theme) -> None:
    grid = a_grid(qtbot, theme, ROW)
    every, noon = grid.field("row.0.every"), grid.field("row.0.noon")
    assert every is not None
    assert noon is not None
    every.setFocus()
    grid.show_reading((), PROBLEMS)
    assert below(grid) == "Every: No days."
    noon.setFocus()
    grid.show_reading((), PROBLEMS)
    assert below(grid) == "No date."


def test_that_all_problems_of_a_row_are_in_the_tip_and_for_screen_readers(qtbot: QtBot, theme: Theme) -> None:
    grid = a_grid(qtbot, theme, ROW)
    grid.show_reading((), PROBLEMS)
    whole = "From: No date.\nMorning: No number.\nEvery: No days."
    (line,) = (one for one in grid.findChildren(IconText) if one.isVisible())
    row = line.parentWidget()
    assert row is not None
    assert (row.toolTip(), row.accessibleDescription()) == (whole, whole)
    grid.show_reading((), {"row.0.start": "No date."})
    assert (row.toolTip(), row.accessibleDescription()) == ("", "")
