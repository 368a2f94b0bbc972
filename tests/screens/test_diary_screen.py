"""The diary screen by keyboard alone: nothing is lost, and nothing is replaced unasked."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.diary.diary import DiaryDay
from medmanager.domain.diary.typing import field_names
from medmanager.domain.user import Role
from tests.builders import TODAY
from tests.kit.fakes import fake_context
from tests.screens.diary_desk import DAY, Desk, a_desk, diary_services
from tests.screens.paper_services import a_clinic_with
from ui.kit.layout.scroll import ScrollArea
from ui.kit.theme import Theme
from ui.screens.diary import DiaryScreen, build
from ui.screens.diary.day_view import Box
from ui.screens.diary.model import OutLine
from ui.screens.diary.rows_view import RowsView

SECOND = TODAY + DAY


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme) -> Callable[[Desk], DiaryScreen]:
    """Opens the screen over a desk, in a window that has the keyboard."""

    def open_it(desk: Desk) -> DiaryScreen:
        screen = build(fake_context(desk.services), theme)
        assert isinstance(screen, DiaryScreen)
        qtbot.addWidget(screen.widget)
        screen.widget.resize(1100, 700)
        with qtbot.waitActive(screen.widget):
            screen.widget.show()
            screen.widget.activateWindow()
        screen.shown()
        return screen

    return open_it


def keys(qtbot: QtBot, text: str) -> None:
    """Types into whatever has the keyboard: Tab is a new box, a line end is Enter."""
    for sign in text:
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        if sign == "\t":
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
        elif sign == "\n":
            qtbot.keyClick(focused, Qt.Key.Key_Return)
        else:
            qtbot.keyClicks(focused, sign)


def saved(desk: Desk, on: object = TODAY) -> DiaryDay | None:
    sheet = desk.services.diaries.find(desk.code).sheet
    return sheet.day(on)  # type: ignore[arg-type]  # a date


def test_that_a_row_of_a_day_to_come_says_so_and_is_not_kept(
    qtbot: QtBot, opened: Callable[[Desk], DiaryScreen]
) -> None:
    desk = a_desk()
    screen = opened(desk)
    screen.presenter.open_code(desk.code)
    row = screen.view.rows.rows[SECOND]
    assert row.note.text() == "still to come"
    keys(qtbot, "3\n5\n")
    assert saved(desk) is not None
    assert saved(desk, SECOND) is None
    assert row.note.text() == "Nov 24 is still to come. Look whether this is the right row."
    assert row.fields["mood"] == "5", "what was typed stays to be seen"


def test_that_two_days_are_typed_in_by_keyboard_alone(
    qtbot: QtBot, opened: Callable[[Desk], DiaryScreen]
) -> None:
    desk = a_desk(1)
    screen = opened(desk)
    screen.view.code.setFocus()
    keys(qtbot, f"{desk.code.lower()}\n")
    keys(qtbot, "3\t7.5\t0\t6\tx\n")
    keys(qtbot, "5\n")
    first, second = saved(desk), saved(desk, SECOND)
    assert first is not None
    assert second is not None
    assert (first.mood, first.sleep, first.ratings, first.taken) == (3, Decimal("7.5"), (0, 6), ("morning",))
    assert (second.mood, second.sleep, second.ratings) == (5, None, (None, None))
    assert screen.view.rows.rows[TODAY].note.text().startswith(desk.services.session.user.display_name)


def test_that_a_mistyped_code_says_so_beside_the_field(
    qtbot: QtBot, opened: Callable[[Desk], DiaryScreen]
) -> None:
    desk = a_desk()
    screen = opened(desk)
    sign = "2" if desk.code[0] != "2" else "3"
    screen.view.code.setFocus()
    keys(qtbot, f"{sign}{desk.code[1:]}\n")
    assert "mistyped" in screen.view.field.problem()
    assert screen.view.code.hasFocus()


def test_that_the_button_stays_beside_the_box_of_the_code_when_a_problem_is_told(
    opened: Callable[[Desk], DiaryScreen],
) -> None:
    view = opened(a_desk()).view
    view.show_code_problem("The last sign does not fit the others: one of them is mistyped. " * 2)
    QApplication.processEvents()
    box, button = (one.mapTo(view, one.rect().center()).y() for one in (view.code, view.open))
    assert abs(box - button) <= 1


def test_that_enter_in_an_empty_row_says_that_nothing_was_written(
    qtbot: QtBot, opened: Callable[[Desk], DiaryScreen]
) -> None:
    desk = a_desk()
    screen = opened(desk)
    screen.presenter.open_code(desk.code)
    keys(qtbot, "\n")
    day = saved(desk)
    assert day is not None
    assert day.empty
    assert "left empty" in screen.view.rows.rows[TODAY].note.text()


def test_that_what_cannot_be_read_stays_in_its_box_and_is_not_saved(
    qtbot: QtBot, opened: Callable[[Desk], DiaryScreen]
) -> None:
    desk = a_desk()
    screen = opened(desk)
    screen.presenter.open_code(desk.code)
    keys(qtbot, "12\n")
    row = screen.view.rows.rows[TODAY]
    assert row.boxes["mood"].text() == "12"
    assert "0 to 10" in row.note.text()
    assert saved(desk) is None


def test_that_a_box_which_cannot_be_read_says_so_until_it_is_typed_in_again(
    qtbot: QtBot, opened: Callable[[Desk], DiaryScreen]
) -> None:
    desk = a_desk()
    screen = opened(desk)
    screen.view.code.setFocus()
    keys(qtbot, f"{desk.code}\n3\tmore than 7 hours\n")
    box = focused_box()
    assert isinstance(box, Box)
    sentence = screen.view.rows.rows[TODAY].note.text()
    assert (box.text(), box.accessibleDescription()) == ("more than 7 hours", sentence)
    assert box.property("problem")
    keys(qtbot, "7")
    assert (box.accessibleDescription(), bool(box.property("problem"))) == ("", False)


def test_that_a_second_typing_shows_the_first_and_asks(
    qtbot: QtBot, opened: Callable[[Desk], DiaryScreen]
) -> None:
    desk = a_desk()
    screen = opened(desk)
    screen.presenter.open_code(desk.code)
    sheet = desk.services.diaries.find(desk.code).sheet
    first = dict.fromkeys(field_names(sheet), "") | {"mood": "3"}
    desk.services.diaries.save_day(sheet, TODAY, first)  # at another computer meanwhile
    keys(qtbot, "4\n")
    row = screen.view.rows.rows[TODAY]
    assert "typed 3 · – · – · –" in row.note.text()
    assert row.replace.isVisible()
    day = saved(desk)
    assert day is not None
    assert day.mood == 3
    qtbot.mouseClick(row.replace, Qt.MouseButton.LeftButton)
    day = saved(desk)
    assert day is not None
    assert day.mood == 4


def test_that_what_is_typed_comes_back_after_a_lock(
    qtbot: QtBot, opened: Callable[[Desk], DiaryScreen]
) -> None:
    desk = a_desk()
    screen = opened(desk)
    screen.presenter.open_code(desk.code)
    keys(qtbot, "4\t8")
    screen.put_aside()
    again = opened(desk)
    again.presenter.open_code(desk.code)
    row = again.view.rows.rows[TODAY]
    assert (row.boxes["mood"].text(), row.boxes["sleep"].text()) == ("4", "8")
    assert row.note.text() == "not saved yet"


def test_that_a_diary_that_is_opened_again_begins_at_the_row_that_could_not_be_read(
    qtbot: QtBot, opened: Callable[[Desk], DiaryScreen]
) -> None:
    desk = a_desk(2)
    screen = opened(desk)
    screen.presenter.open_code(desk.code)
    keys(qtbot, "3\n12\n")
    screen.put_aside()
    again = opened(desk)
    again.presenter.open_code(desk.code)
    assert focused_box() is again.view.rows.rows[SECOND].boxes["mood"]


def test_that_enter_and_the_arrows_bring_the_box_into_sight_below_the_heads(
    qtbot: QtBot, opened: Callable[[Desk], DiaryScreen]
) -> None:
    desk = a_desk(13)
    screen = opened(desk)
    screen.widget.resize(700, 320)
    screen.presenter.open_code(desk.code)
    rows, area = screen.view.rows, screen.view.area
    for _ in range(13):
        keys(qtbot, "\n")
        assert seen_whole(area, rows)
    assert area.verticalScrollBar().value() > 0
    for _ in range(13):
        qtbot.keyClick(focused_box(), Qt.Key.Key_Up)
        assert seen_whole(area, rows)


def test_that_the_arrows_go_from_box_to_box_and_through_what_is_typed(
    qtbot: QtBot, opened: Callable[[Desk], DiaryScreen]
) -> None:
    desk = a_desk()
    screen = opened(desk)
    screen.presenter.open_code(desk.code)
    boxes = screen.view.rows.rows[TODAY].boxes
    qtbot.keyClick(focused_box(), Qt.Key.Key_Right)
    assert boxes["sleep"].hasFocus()
    keys(qtbot, "75")
    qtbot.keyClick(focused_box(), Qt.Key.Key_Left)
    keys(qtbot, ".")
    assert boxes["sleep"].text() == "7.5", "within the text the arrow moves the cursor"
    for _ in range(2):
        qtbot.keyClick(focused_box(), Qt.Key.Key_Left)
    assert boxes["sleep"].hasFocus()
    qtbot.keyClick(focused_box(), Qt.Key.Key_Left)
    assert boxes["mood"].hasFocus()
    qtbot.keyClick(focused_box(), Qt.Key.Key_Left)
    assert boxes["mood"].hasFocus(), "there is no box before the first"


def focused_box() -> QWidget:
    focused = QApplication.focusWidget()
    assert isinstance(focused, Box)
    return focused


def seen_whole(area: ScrollArea, rows: RowsView) -> bool:
    """Whether the box that has the keyboard lies in the part that is seen, below the heads."""
    QApplication.processEvents()
    box, view = focused_box(), area.viewport()
    top = box.mapTo(view, box.rect().topLeft()).y()
    bottom = box.mapTo(view, box.rect().bottomLeft()).y()
    heads = rows.heads.mapTo(view, rows.heads.rect().bottomLeft()).y()
    return heads < top and bottom <= view.height()


def test_that_the_list_opens_a_diary(
    opened: Callable[[Desk], DiaryScreen],
) -> None:
    desk = a_desk()
    screen = opened(desk)
    (line,) = screen.view.table.rows.rows()
    assert isinstance(line, OutLine)
    screen.presenter.open_sheet(line.id)
    assert screen.view.card.isVisible()


def test_that_the_front_desk_sees_no_diary(opened: Callable[[Desk], DiaryScreen]) -> None:
    desk = a_desk()
    front = Desk(diary_services(a_clinic_with(Role.FRONT_DESK)), desk.patient, desk.prepared, desk.clock)
    screen = opened(front)
    assert not screen.view.pages.isVisible()
