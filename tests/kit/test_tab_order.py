"""The Tab key passes what was made late where it stands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.fields.scorekeys import ScoreItem, ScoreKeys, ScoreSheet
from ui.kit.tab_order import place_stops, stops_along, stops_in, stops_of
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.theme import Theme


class Desk(QWidget):
    """A field, a place that is empty yet, and another field."""

    def __init__(self) -> None:
        super().__init__()
        self.before, self.place, self.after = QLineEdit(), QWidget(), QLineEdit()
        column = QVBoxLayout(self)
        for widget in (self.before, self.place, self.after):
            column.addWidget(widget)
        self.rows = QVBoxLayout(self.place)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    return desk


def passed(qtbot: QtBot, start: QWidget, count: int) -> list[QWidget | None]:
    """What has the keyboard after each of so many tabs."""
    start.setFocus()
    found = []
    for _ in range(count):
        qtbot.keyClick(QApplication.focusWidget() or start, Qt.Key.Key_Tab)
        found.append(QApplication.focusWidget())
    return found


def test_that_parts_made_late_are_passed_at_their_place(qtbot: QtBot, desk: Desk) -> None:
    late = [QLineEdit(), QLineEdit()]
    for edit in late:
        desk.rows.addWidget(edit)
    place_stops(desk.place, late)
    QApplication.processEvents()
    assert passed(qtbot, desk.before, 3) == [*late, desk.after]


def test_that_rows_built_anew_are_passed_with_their_buttons(qtbot: QtBot, theme: Theme, desk: Desk) -> None:
    rows = RowList(theme, "Waiting")
    desk.rows.addWidget(rows)
    for number in range(2):
        rows.show_rows([RowItem(key, f"{key}{number}", action="Call") for key in "ab"])
    QApplication.processEvents()
    first, second = rows.rows()
    expected = [first, first.button, second, second.button, desk.after]
    assert passed(qtbot, desk.before, 5) == expected


def test_that_only_what_the_tab_key_stops_at_counts(desk: Desk) -> None:
    edit, choice, plain = QLineEdit(), QComboBox(), QWidget()
    choice.addItem("one")
    for widget in (edit, plain, choice):
        desk.rows.addWidget(widget)
    assert stops_in(desk.place) == [edit, choice]
    assert stops_of(desk.rows) == [edit, choice]


def test_that_a_place_with_nothing_before_it_takes_its_stops_in_order(qtbot: QtBot) -> None:
    alone, late = QWidget(), [QLineEdit() for _ in range(3)]
    qtbot.addWidget(alone)
    column = QVBoxLayout(alone)
    for edit in reversed(late):
        column.addWidget(edit)
    place_stops(alone, late)
    alone.show()
    QApplication.processEvents()
    assert passed(qtbot, late[0], 2) == late[1:]


def test_that_stops_may_follow_another_stop(qtbot: QtBot, desk: Desk) -> None:
    late = QLineEdit()
    desk.rows.addWidget(late)
    place_stops(desk.after, [late])
    QApplication.processEvents()
    assert passed(qtbot, desk.before, 2) == [desk.after, late]


def test_that_items_built_anew_are_answered_between_their_neighbours(
    qtbot: QtBot, theme: Theme, desk: Desk
) -> None:
    sheet = ScoreSheet(theme, 0, 3)
    desk.rows.addWidget(sheet)
    for keys in ("ab", "cd"):
        sheet.show_items([ScoreItem(key, key) for key in keys], {})
    QApplication.processEvents()
    found = passed(qtbot, desk.before, 3)
    assert [one.accessibleName() for one in found if isinstance(one, ScoreKeys)] == ["c", "d"]
    assert found[-1] is desk.after


def test_that_the_page_in_front_of_a_stack_comes_after_the_pages_before_it(qtbot: QtBot) -> None:
    window, pages = QWidget(), QStackedWidget()
    first, second = QWidget(), QWidget()
    for page, name in ((first, "first"), (second, "second")):
        QVBoxLayout(page).addWidget(QLineEdit(name))
        pages.addWidget(page)
    column = QVBoxLayout(window)
    column.addWidget(QLineEdit("above"))
    column.addWidget(pages)
    column.addWidget(QLineEdit("below"))
    qtbot.addWidget(window)
    for front in (second, first, second):
        pages.setCurrentWidget(front)
    pages.setCurrentWidget(first)
    place_stops(second, stops_in(second))
    assert [one.text() for one in stops_along(window) if isinstance(one, QLineEdit)] == [
        *("above", "first", "second", "below")
    ]
