"""Tables, row lists, sections, tabs, states, notices and dialogs."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.kit.fakes import NotedNotices
from tests.kit.test_entry import HeldTimer
from ui.kit.card import Card
from ui.kit.dialogs.dialog import Dialog
from ui.kit.feed import ChangeFeed
from ui.kit.labels import Label
from ui.kit.layout.flow import Flow
from ui.kit.layout.sections import SectionItem, SectionList, SectionState
from ui.kit.notice import NoticeBar
from ui.kit.palettes import PaletteName, Severity
from ui.kit.progress import ProgressStrip
from ui.kit.states import Message, StateStack
from ui.kit.tables.cells import Align, Cell, Column, Section
from ui.kit.tables.delegate import cell_width
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.tables.table import DataTable
from ui.kit.tabs import Tabs
from ui.kit.tasks import Door, LongWork
from ui.kit.theme import SEMIBOLD, Theme, Type


@dataclass(frozen=True)
class Booked:
    """A record for the tables of these tests."""

    key: int
    name: str


def table_of(qtbot: QtBot, theme: Theme, cell: Callable[[Booked], Cell] | None = None) -> DataTable[Booked]:
    columns: tuple[Column[Booked], ...] = (
        Column("Patient", 60, cell or (lambda booked: Cell(booked.name, bold=True))),
        Column("Number", 40, lambda booked: Cell(str(booked.key)), Align.RIGHT),
    )
    table = DataTable(theme, "Visits", columns, lambda booked: booked.key)
    qtbot.addWidget(table)
    return table


ABELOW, HOLM, LONG = (
    Booked(1, "ABELOW, Tomas"),
    Booked(2, "HOLM, Petra"),
    Booked(3, "MBEKI-SØRENSEN, Alexandra Josefina"),
)


def test_that_a_column_grows_so_that_no_name_is_cut(qtbot: QtBot, theme: Theme) -> None:
    table = table_of(qtbot, theme)
    table.resize(120, 200)
    table.show_rows((ABELOW, LONG))
    assert table.columnWidth(0) >= cell_width(theme, Cell(LONG.name, bold=True)) + 20


def test_that_a_column_of_free_text_is_cut_where_there_is_no_room(qtbot: QtBot, theme: Theme) -> None:
    columns: tuple[Column[Booked], ...] = (
        Column("Note", 80, lambda booked: Cell(booked.name * 9), cuts=True),
        Column("Number", 60, lambda booked: Cell(str(booked.key))),
    )
    table = DataTable(theme, "Notes", columns)
    qtbot.addWidget(table)
    table.resize(200, 300)
    table.show()
    table.show_rows((LONG,))
    assert table.columnWidth(0) + table.columnWidth(1) <= 200


def test_that_a_name_wraps_only_where_there_is_no_room_for_its_line(qtbot: QtBot, theme: Theme) -> None:
    names = ("NG, Bo", f"{'WOLFESCHLEGEL' * 4}, Anne-Elisabeth")
    columns = (
        Column[str]("Patient", 80, lambda name: Cell(name, bold=True), most=200),
        Column[str]("Phone", 100, lambda _: Cell("555-555-0142")),
    )
    table = DataTable(theme, "Patients", columns)
    qtbot.addWidget(table)
    table.resize(1400, 300)
    table.show()
    table.show_rows(names)
    usual = theme.px(32)
    assert [table.rowHeight(row) for row in range(2)] == [usual, usual]
    table.resize(420, 300)
    assert table.columnWidth(0) < 320
    assert table.rowHeight(0) == usual
    assert table.rowHeight(1) >= usual + theme.px(18)
    assert table.columnWidth(1) >= theme.text_width("555-555-0142")
    table.resize(1400, 300)
    assert [table.rowHeight(row) for row in range(2)] == [usual, usual]


def test_that_words_that_may_be_cut_are_not_where_there_is_room(qtbot: QtBot, theme: Theme) -> None:
    provider = "Dr. Amara Osei"
    columns = (
        Column[str]("Patient", 80, lambda name: Cell(name, bold=True), most=200),
        Column[str]("Provider", 52, lambda _: Cell(provider), cuts=True),
        Column[str]("Rest", 40, lambda _: Cell(""), takes_rest=True),
    )
    table = DataTable(theme, "Patients", columns)
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    table.show_rows([f"{'WOLFESCHLEGEL' * 4}, Anne-Elisabeth"])
    assert table.columnWidth(1) >= theme.text_width(provider)


def test_that_cells_are_made_once_and_never_while_painting(qtbot: QtBot, theme: Theme) -> None:
    made: list[str] = []

    def cell(booked: Booked) -> Cell:
        made.append(booked.name)
        return Cell(booked.name)

    table = table_of(qtbot, theme, cell)
    table.show_rows((ABELOW, HOLM))
    table.grab()
    table.grab()
    assert made == [ABELOW.name, HOLM.name]


def test_that_the_same_record_stays_selected_when_rows_come_again(qtbot: QtBot, theme: Theme) -> None:
    table = table_of(qtbot, theme)
    table.show_rows((ABELOW, HOLM))
    assert table.select_key(2)
    table.show_rows((LONG, Booked(2, "HOLM, Petra Maria"), ABELOW))
    assert table.selected_record() == Booked(2, "HOLM, Petra Maria")


def test_that_arrows_pass_over_sections_and_enter_activates(qtbot: QtBot, theme: Theme) -> None:
    table = table_of(qtbot, theme)
    table.show_rows((ABELOW, Section("Lunch 12:00 to 13:00"), HOLM))
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.setFocus()
    opened: list[Booked] = []
    table.record_activated.connect(opened.append)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [HOLM]


def test_that_a_section_is_no_record(qtbot: QtBot, theme: Theme) -> None:
    table = table_of(qtbot, theme)
    table.show_rows((Section("Today"), ABELOW))
    assert table.rows.record(0) is None
    assert table.rows.record(7) is None
    assert table.rows.record(1) == ABELOW


def row_list(qtbot: QtBot, theme: Theme, *items: RowItem) -> RowList:
    rows = RowList(theme, "Refills", selectable=True)
    qtbot.addWidget(rows)
    rows.show_rows(items)
    with qtbot.waitActive(rows):
        rows.show()
        rows.activateWindow()
    return rows


def test_that_rows_grow_with_the_text(qtbot: QtBot, theme: Theme) -> None:
    rows = row_list(qtbot, theme, RowItem(1, "Hoekstra, Nadia", second="refill"), RowItem(2, "Webb, Curtis"))
    theme.use(PaletteName.LIGHT, 1.9)
    assert [row.minimumHeight() for row in rows.rows()] == [theme.px(44), theme.px(32)]


def test_that_rows_are_walked_by_arrows_and_chosen_by_enter(qtbot: QtBot, theme: Theme) -> None:
    rows = row_list(qtbot, theme, RowItem(1, "GREY, Anton"), RowItem(2, "NOVAK, Irena"))
    chosen: list[object] = []
    rows.chosen.connect(chosen.append)
    rows.rows()[0].setFocus()
    qtbot.keyClick(rows.rows()[0], Qt.Key.Key_Down)
    qtbot.keyClick(rows.rows()[1], Qt.Key.Key_Return)
    assert chosen == [2]
    assert rows.selected() == 2


def test_that_the_button_of_a_row_acts_and_does_not_choose(qtbot: QtBot, theme: Theme) -> None:
    rows = row_list(qtbot, theme, RowItem("refill", "GREY, Anton", action="Answer"))
    acted: list[object] = []
    rows.acted.connect(acted.append)
    rows.chosen.connect(acted.append)
    button = rows.rows()[0].button
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert acted == ["refill"]


def test_that_a_row_is_spoken_whole(qtbot: QtBot, theme: Theme) -> None:
    item = RowItem(
        1, "QUEtiapine + sertraline", chip=Severity.MODERATE, chip_word="Moderate", second="QT; ECG is late"
    )
    rows = row_list(qtbot, theme, item)
    assert rows.rows()[0].accessibleName() == "Moderate, QUEtiapine + sertraline, QT; ECG is late"


def test_that_the_focus_stays_on_its_row_when_rows_come_again(qtbot: QtBot, theme: Theme) -> None:
    rows = row_list(qtbot, theme, RowItem(1, "GREY, Anton"), RowItem(2, "NOVAK, Irena"))
    rows.rows()[1].setFocus()
    rows.show_rows((RowItem(2, "NOVAK, Irena"), RowItem(3, "STERN, Avi")))
    assert rows.rows()[0].hasFocus()


def test_that_rows_that_stay_the_same_are_not_built_again(qtbot: QtBot, theme: Theme) -> None:
    same, gone, new = (RowItem(key, key) for key in ("Abelow", "Holm", "Mbeki"))
    rows = row_list(qtbot, theme, same, gone)
    before = rows.rows()
    rows.show_rows((RowItem("Abelow", "Abelow"), new))
    assert rows.rows()[0] is before[0]
    assert [row.item.key for row in rows.rows()] == ["Abelow", "Mbeki"]
    rows.show_rows((same,))
    assert [row.is_last for row in rows.rows()] == [True], "no line below it any more"
    theme.use(PaletteName.LIGHT, 1.4)
    rows.show_rows((same,))
    assert rows.rows()[0] is not before[0], "it was measured for another size of text"
    theme.use(PaletteName.LIGHT)


def test_that_many_rows_are_built_in_turns_and_all_of_them(qtbot: QtBot, theme: Theme) -> None:
    items = [RowItem(number, f"patient {number}") for number in range(40)]
    rows = row_list(qtbot, theme, *items)
    rows.select(35)
    assert 0 < len(rows.rows()) < 40, "the window is not held by a long list"
    qtbot.waitUntil(lambda: len(rows.rows()) == 40)
    assert [row.item for row in rows.rows()] == items
    assert [row.is_last for row in rows.rows()] == [False] * 39 + [True]
    assert rows.selected() == 35
    rows.show_rows(items[:2])
    QApplication.processEvents()
    assert len(rows.rows()) == 2, "what waited is not built any more"


def test_that_sections_are_chosen_by_arrows_and_clicks(qtbot: QtBot, theme: Theme) -> None:
    sections = SectionList(theme, "Sections")
    qtbot.addWidget(sections)
    items = tuple(SectionItem(key, key.upper(), SectionState.OPEN) for key in ("vitals", "phq9", "risk"))
    sections.show_sections(items, "vitals")
    chosen: list[str] = []
    sections.chosen.connect(chosen.append)
    qtbot.keyClick(sections, Qt.Key.Key_Down)
    qtbot.mouseClick(sections, Qt.MouseButton.LeftButton, pos=QPoint(20, 2 * 32 + 10))
    qtbot.keyClick(sections, Qt.Key.Key_Down)
    assert chosen == ["phq9", "risk"]


def test_that_choosing_a_tab_by_the_program_is_silent(qtbot: QtBot, theme: Theme) -> None:
    tabs = Tabs(theme, "Parts", (("summary", "Summary"), ("plan", "Plan")))
    qtbot.addWidget(tabs)
    chosen: list[str] = []
    tabs.chosen.connect(chosen.append)
    tabs.choose("plan")
    assert chosen == []
    tabs.setCurrentIndex(0)
    assert chosen == ["summary"]


def visible_words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_that_each_state_says_what_and_what_next(qtbot: QtBot, theme: Theme) -> None:
    stack = StateStack(theme, QLabel("the list"))
    qtbot.addWidget(stack)
    stack.show()
    acted: list[str] = []
    stack.acted.connect(lambda: acted.append("acted"))
    stack.show_error("The list could not be loaded.", "The server does not answer.")
    assert "The list could not be loaded. The server does not answer." in visible_words(stack)
    stack.message.focus()
    qtbot.keyClick(stack.focusWidget(), Qt.Key.Key_Space)
    assert acted == ["acted"]
    stack.show_not_allowed("Your role (front desk) may not open charts.")
    assert visible_words(stack) == "Your role (front desk) may not open charts."
    stack.show_content()
    assert visible_words(stack) == "the list"


def test_that_an_undo_can_be_taken_once(qtbot: QtBot, theme: Theme) -> None:
    bar = NoticeBar(theme, HeldTimer())
    qtbot.addWidget(bar)
    undone: list[str] = []
    bar.say("Appointment moved.", undo=lambda: undone.append("back"))
    assert bar.isVisible()
    assert bar.can_undo()
    bar.undo()
    bar.undo()
    assert undone == ["back"]
    assert not bar.isVisible()


def test_that_a_notice_goes_after_its_time_and_a_warning_stays(qtbot: QtBot, theme: Theme) -> None:
    timer = HeldTimer()
    bar = NoticeBar(theme, timer)
    qtbot.addWidget(bar)
    bar.say("Saved.")
    timer.ring()
    assert not bar.isVisible()
    bar.say("Saved.")
    bar.warn("The server does not answer.")
    assert not timer.is_running
    assert bar.isVisible()


@pytest.mark.parametrize(("key", "confirmed"), [(Qt.Key.Key_Return, 1), (Qt.Key.Key_Escape, 0)])
def test_that_enter_acts_and_escape_cancels(qtbot: QtBot, theme: Theme, key: Qt.Key, confirmed: int) -> None:
    dialog = Dialog(theme, None, "Sign visit", "Sign visit")
    qtbot.addWidget(dialog)
    told: list[str] = []
    dialog.confirmed.connect(lambda: told.append("act"))
    dialog.open()
    qtbot.keyClick(dialog, key)
    assert len(told) == confirmed
    assert dialog.isVisible() == bool(confirmed)


def test_that_a_refusal_is_shown_in_the_open_dialog(qtbot: QtBot, theme: Theme) -> None:
    dialog = Dialog(theme, None, "Sign visit", "Sign visit")
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.set_busy(True)
    dialog.confirm()
    dialog.set_busy(False)
    dialog.show_problem("Two answers are missing.")
    assert "Two answers are missing." in visible_words(dialog)


def test_that_long_work_is_shown_with_its_share_and_goes_when_it_ends(qtbot: QtBot, theme: Theme) -> None:
    door = Door(ChangeFeed(), NotedNotices(), lambda error: None)
    strip = ProgressStrip(theme, door)
    qtbot.addWidget(strip)
    door.long_work_moved.emit(LongWork(1, "Backup", 3, 4, "patients"))
    assert strip.isVisible()
    assert "75 % · patients" in visible_words(strip)
    door.long_work_ended.emit(1)
    assert not strip.isVisible()
    door.shut_down()


def test_that_a_flow_breaks_its_line_where_the_next_does_not_fit(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    flow = Flow(8, holder)
    labels = [QLabel("x" * 20) for _ in range(3)]
    for label in labels:
        flow.addWidget(label)
    qtbot.addWidget(holder)
    holder.resize(labels[0].sizeHint().width() * 2 + 12, 200)
    holder.show()
    assert labels[0].y() == labels[1].y()
    assert labels[2].y() > labels[1].y()
    assert labels[2].x() == labels[0].x()


@pytest.mark.parametrize("factor", [0.85, 1.0, 1.9])
def test_that_the_open_tab_has_room_for_its_heavier_word(qtbot: QtBot, theme: Theme, factor: float) -> None:
    theme.use(PaletteName.LIGHT, factor)
    tabs = Tabs(theme, "Parts", (("monitoring", "Monitoring"), ("documents", "Documents")))
    qtbot.addWidget(tabs)
    tabs.show()
    around = theme.px(8) + theme.px(12) + 2 * (2 + 2)
    assert tabs.tabRect(0).width() >= theme.text_width("Monitoring", Type.BODY, SEMIBOLD) + around


def test_that_a_card_makes_count_and_note_when_there_are_words(qtbot: QtBot, theme: Theme) -> None:
    card = Card(theme, "Medicines")
    qtbot.addWidget(card)
    card.show()
    assert [label.text() for label in card.findChildren(Label)] == ["Medicines"]
    card.add_after_title(Label("draft"))
    card.set_count("3")
    card.set_note("read-only")
    QApplication.processEvents()
    seen = sorted(card.findChildren(Label), key=lambda label: label.mapTo(card, QPoint(0, 0)).x())
    assert [label.text() for label in seen] == ["Medicines", "3", "draft", "read-only"]
    card.set_count("")
    assert [label.text() for label in seen if label.isVisible()] == ["Medicines", "draft", "read-only"]


def test_that_a_state_with_content_makes_no_message(qtbot: QtBot, theme: Theme) -> None:
    stack = StateStack(theme, QWidget())
    qtbot.addWidget(stack)
    stack.show_loading()
    stack.show_content()
    assert stack.findChildren(Message) == []
    stack.show_empty("Nobody is waiting.")
    assert stack.findChildren(Message) == [stack.message]


def test_that_lines_of_a_flow_may_stand_closer_than_its_widgets(qtbot: QtBot) -> None:
    heights = []
    for below in (None, 2):
        holder = QWidget()
        flow = Flow(18, holder, below)
        for text in ("one of two words", "the other of two"):
            flow.addWidget(QLabel(text))
        qtbot.addWidget(holder)
        heights.append(flow.heightForWidth(120))
    assert heights[0] - heights[1] == 16


def test_that_the_head_of_a_card_grows_with_the_text(qtbot: QtBot, theme: Theme) -> None:
    card = Card(theme, "Medicines")
    qtbot.addWidget(card)
    card.show()
    before = card.sizeHint().height()
    theme.use(PaletteName.LIGHT, 1.5)
    QApplication.processEvents()
    assert card.sizeHint().height() >= before * 1.4


def acting(qtbot: QtBot, theme: Theme, keys: str) -> RowList:
    """A list with a button in each row, in a window that has the keyboard."""
    rows = RowList(theme, "Proposed by plans")
    qtbot.addWidget(rows)
    rows.resize(300, 400)
    rows.show_rows(with_buttons(keys))
    with qtbot.waitActive(rows):
        rows.show()
        rows.activateWindow()
    return rows


def with_buttons(keys: str, second: str = "") -> list[RowItem]:
    return [RowItem(key, f"Row {key}", second=second, action="Book") for key in keys]


def test_that_the_keyboard_stays_near_a_row_that_was_dealt_with(qtbot: QtBot, theme: Theme) -> None:
    rows = acting(qtbot, theme, "abcd")
    for left, on in (("acd", "c"), ("ac", "c"), ("a", "a")):
        gone = next(row for row in rows.rows() if str(row.item.key) not in left or row is rows.rows()[-1])
        assert gone.button is not None
        gone.button.setFocus()
        rows.show_rows(with_buttons(left))
        focused = next(row for row in rows.rows() if row.hasFocus())
        assert focused.item.key == on, "a row, so that the next press does not act on another one"


def test_that_the_keyboard_stays_on_the_button_of_a_row_that_is_shown_anew(
    qtbot: QtBot, theme: Theme
) -> None:
    rows = acting(qtbot, theme, "abc")
    button = rows.rows()[1].button
    assert button is not None
    button.setFocus()
    rows.show_rows(with_buttons("abc", second="Thursday"))
    fresh = rows.rows()[1].button
    assert fresh is not None
    assert fresh is not button
    assert fresh.hasFocus()
