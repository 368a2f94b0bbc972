"""Many steps in the line editor: built a few at a time, and never taken for all while some are missing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import IconButton
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.labels import Label
from ui.kit.palettes import PaletteName
from ui.kit.tab_order import stops_along, stops_in
from ui.kit.theme import Theme
from ui.screens.plan.line.dosing_view import DosingPart
from ui.screens.plan.line.fields import LineFields, RowFields, RowKind
from ui.screens.plan.line.grid_reading import RowReading
from ui.screens.plan.line.grid_row_view import GridRow
from ui.screens.plan.line.grid_view import StepGrid
from ui.screens.plan.line.texts import LineTexts

MANY = tuple(RowFields(start="Nov 30", strength=f"{number + 1} mg") for number in range(30))
OTHERS = tuple(RowFields(start="Dec 1", strength=f"{number + 101} mg") for number in range(30))


@pytest.fixture
def part(qtbot: QtBot, theme: Theme) -> DosingPart:
    """The doses of a line on the screen, with the first rows of many."""
    host = QWidget()
    qtbot.addWidget(host)
    dosing = DosingPart(theme, host, LineTexts(theme, host))
    dosing.setParent(host)
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    dosing.show_rows(LineFields(rows=MANY))
    return dosing


def strengths(grid: StepGrid) -> list[str]:
    """What stands in the rows that are seen, from top to bottom."""
    found = [one for one in grid.findChildren(CellEdit) if one.isVisible() and one.name.endswith("strength")]
    return [one.text() for one in sorted(found, key=lambda one: one.mapTo(grid, QPoint()).y())]


def told(grid: StepGrid) -> list[str]:
    return [
        label.text()
        for label in grid.findChildren(Label)
        if label.isVisible() and "more step" in label.text()
    ]


def built(grid: StepGrid) -> None:
    """Let it come to its end; each turn of the event loop brings it on."""
    for _ in MANY:
        QApplication.processEvents()


def test_that_many_steps_come_in_turns_to_the_last_one_and_say_meanwhile_that_some_are_missing(
    part: DosingPart,
) -> None:
    grid = part.grid
    assert not grid.is_whole
    assert told(grid) == [f"{len(MANY) - len(grid.findChildren(GridRow))} more steps…"]
    built(grid)
    assert strengths(grid) == [row.strength for row in MANY]
    assert (grid.is_whole, told(grid)) == (True, [])


def test_that_the_room_of_steps_to_come_is_kept_so_that_nothing_below_moves_far(part: DosingPart) -> None:
    before = part.sizeHint().height()
    built(part.grid)
    assert abs(part.sizeHint().height() - before) < before // 10


def test_that_what_is_typed_is_read_whole_while_rows_are_missing(part: DosingPart) -> None:
    assert part.grid.rows() == MANY


def test_that_a_field_that_waits_to_be_built_is_there_for_whoever_wants_it(part: DosingPart) -> None:
    edit = part.field("row.29.strength")
    assert edit is not None
    assert edit.text() == "30 mg"


def test_that_tab_goes_on_to_the_step_that_waits_to_be_built(part: DosingPart) -> None:
    *_, button = part.grid.findChildren(IconButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Tab)
    at = QApplication.focusWidget()
    assert isinstance(at, CellEdit)
    assert f"Remove step {at.name.split('.')[1]}" == button.accessibleName()


def test_that_tab_back_from_below_the_steps_comes_to_the_last_of_them(part: DosingPart) -> None:
    (add,) = (one for one in part.findChildren(QWidget) if getattr(one, "text", str)() == "Add s&tep")
    add.setFocus()
    QTest.keyClick(add, Qt.Key.Key_Backtab)
    at = QApplication.focusWidget()
    assert isinstance(at, IconButton)
    assert at.accessibleName() == "Remove step 30"


def test_that_a_new_step_is_there_at_once_below_those_that_are_still_missing(part: DosingPart) -> None:
    grid = part.grid
    part.show_rows(LineFields(rows=(*MANY, OTHERS[0])))
    edit = part.field("row.30.strength")
    assert edit is not None
    assert not grid.is_whole
    edit.setFocus()
    QTest.keyClicks(edit, "7")
    missing = len(MANY) + 1 - len(grid.findChildren(GridRow))
    assert missing > 0
    assert told(grid) == [f"{missing} more steps…"]
    assert grid.rows() == (*MANY, replace(OTHERS[0], strength="101 mg7"))
    built(grid)
    assert QApplication.focusWidget() is edit
    assert strengths(grid) == [*(row.strength for row in MANY), "101 mg7"]
    assert (grid.is_whole, told(grid)) == (True, [])


def test_that_what_is_read_while_rows_are_missing_stands_at_its_step(part: DosingPart) -> None:
    assert part.field("row.29.strength") is not None
    part.grid.show_reading(
        tuple(RowReading() for _ in MANY), {"row.28.start": "Early.", "row.12.start": "No."}
    )
    built(part.grid)
    tips = {one.name: one.toolTip() for one in part.grid.findChildren(CellEdit) if one.toolTip()}
    assert tips == {"row.28.start": "Early.", "row.12.start": "No."}


def test_that_tab_comes_to_every_step_in_its_order_wherever_the_building_began(part: DosingPart) -> None:
    assert part.field("row.29.strength") is not None
    built(part.grid)
    names = [one.name for one in stops_along(part.grid) if isinstance(one, CellEdit)]
    order = [int(name.split(".")[1]) for name in names]
    assert order == sorted(order)
    assert set(order) == set(range(len(MANY)))
    assert names == [one.name for one in stops_in(part.grid) if isinstance(one, CellEdit)]


def test_that_tab_back_from_the_last_steps_goes_on_to_those_that_wait_above_them(part: DosingPart) -> None:
    assert part.field("row.29.strength") is not None
    part.grid.make_end()
    first = min(part.grid.findChildren(GridRow)[4:], key=lambda row: row.y()).stops[0]
    assert isinstance(first, CellEdit)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Backtab)
    at = QApplication.focusWidget()
    assert isinstance(at, IconButton)
    assert at.accessibleName() == f"Remove step {first.name.split('.')[1]}"


def test_that_rows_that_go_while_others_are_missing_take_none_of_them_along(part: DosingPart) -> None:
    assert part.field("row.29.strength") is not None
    part.show_rows(LineFields(rows=(*MANY[1:20], *MANY[21:])))
    built(part.grid)
    assert strengths(part.grid) == [row.strength for row in (*MANY[1:20], *MANY[21:])]
    shown = [one for one in part.grid.findChildren(CellEdit) if one.isVisible()]
    assert {one.name for one in shown if one.name.endswith("strength")} == {
        f"row.{number}.strength" for number in range(28)
    }


def test_that_the_keyboard_stays_where_it_is_while_rows_come(part: DosingPart) -> None:
    edit = part.field("row.1.morning")
    assert edit is not None
    edit.setFocus()
    QTest.keyClicks(edit, "2")
    built(part.grid)
    assert QApplication.focusWidget() is edit
    assert part.grid.rows()[1].counts[0] == "2"


def test_that_steps_of_another_line_never_stand_among_those_that_were_being_built(part: DosingPart) -> None:
    part.grid.show_reading(tuple(RowReading("old") for _ in MANY), {"row.20.start": "Old."})
    QApplication.processEvents()
    part.show_rows(LineFields(rows=OTHERS))
    built(part.grid)
    assert strengths(part.grid) == [row.strength for row in OTHERS]
    assert not [one for one in part.grid.findChildren(Label) if one.isVisible() and one.text() == "old"]
    assert not [one for one in part.grid.findChildren(CellEdit) if one.toolTip()]


def test_that_a_shorter_line_ends_the_building_of_a_longer_one(part: DosingPart) -> None:
    part.show_rows(LineFields(rows=OTHERS[:2]))
    built(part.grid)
    assert (strengths(part.grid), part.grid.is_whole, told(part.grid)) == (["101 mg", "102 mg"], True, [])


def test_that_a_grid_can_go_away_half_built(qtbot: QtBot, part: DosingPart) -> None:
    gone = []
    part.grid.destroyed.connect(lambda: gone.append(True))
    part.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    QApplication.processEvents()


def test_that_nothing_is_built_for_nobody_and_goes_on_when_it_is_seen_again(part: DosingPart) -> None:
    part.hide()
    built(part.grid)
    assert not part.grid.is_whole
    part.show()
    built(part.grid)
    assert part.grid.is_whole


def test_that_a_step_goes_out_from_among_many_and_those_below_it_stay(part: DosingPart) -> None:
    built(part.grid)
    last = part.field("row.29.strength")
    part.show_rows(LineFields(rows=(*MANY[:3], *MANY[4:])))
    assert part.field("row.28.strength") is last
    assert last is not None
    assert last.accessibleName() == "Step 29: strength"
    assert strengths(part.grid)[2:4] == ["3 mg", "5 mg"]
    built(part.grid)
    assert strengths(part.grid) == [row.strength for row in (*MANY[:3], *MANY[4:])]


def test_that_tab_comes_to_a_step_that_was_put_in_among_others_at_its_place(part: DosingPart) -> None:
    built(part.grid)
    part.show_rows(LineFields(rows=(*MANY[:3], OTHERS[0], *MANY[3:])))
    built(part.grid)
    button = part.grid.findChildren(IconButton)[2]
    button.setFocus()
    for number in (3, 4):
        QTest.keyClick(button, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        assert isinstance(at, CellEdit)
        assert at.name == f"row.{number}.start"
        button = part.grid.findChildren(IconButton)[number]
        button.setFocus()


@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_that_sums_stand_under_one_another_and_under_their_title(
    part: DosingPart, theme: Theme, factor: float
) -> None:
    theme.use(PaletteName.LIGHT, factor)
    theme.dress(part.window())
    rows = (
        RowFields(start="Nov 30", strength="50 mg", locked=True),
        RowFields(RowKind.PAUSE, "Dec 7"),
        RowFields(start="Dec 14", strength="50 mg"),
    )
    part.show_rows(LineFields(rows=rows))
    part.grid.show_reading(tuple(RowReading("7 days", "", "50 mg") for _ in rows), {})
    part.adjustSize()
    QApplication.processEvents()
    words = [one for one in part.grid.findChildren(Label) if one.text() in {"50 mg", "Each day"}]
    ends = {one.mapTo(part.grid, QPoint(one.width(), 0)).x() for one in words}
    assert (len(words), len(ends)) == (4, 1)
