"""Typing: numbers, dates, scores, free text, search; "not asked" and 0 are different answers."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import Segments
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.fields.edits import DateEdit, NumberEdit, NumberRule, TextEdit, TypedEdit
from ui.kit.fields.form import Field, Form
from ui.kit.fields.scorekeys import ScoreItem, ScoreKeys, ScoreSheet
from ui.kit.fields.search import SearchBox
from ui.kit.fields.textarea import TextArea
from ui.kit.labels import Label
from ui.kit.theme import Theme

TODAY = date(2026, 11, 23)
WEIGHT = NumberRule("Weight", Decimal(50), Decimal(600), 1, "lb")


class HeldTimer(QObject):
    """A timer that rings when the test says so."""

    timeout = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_running = False
        self.starts = 0

    def start(self) -> None:
        self.is_running = True
        self.starts += 1

    def stop(self) -> None:
        self.is_running = False

    def isActive(self) -> bool:
        return self.is_running

    def ring(self) -> None:
        self.is_running = False
        self.timeout.emit()


def type_into(qtbot: QtBot, edit: TypedEdit, text: str) -> list[object]:
    answers: list[object] = []
    edit.answered.connect(answers.append)
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    return answers


def test_that_a_typed_number_is_answered_once(qtbot: QtBot, theme: Theme) -> None:
    edit = NumberEdit(theme, WEIGHT)
    qtbot.addWidget(edit)
    answers = type_into(qtbot, edit, "156.5")
    edit.finish()
    assert answers == [Decimal("156.5")]


def test_that_zero_is_an_answer_and_empty_is_none(qtbot: QtBot, theme: Theme) -> None:
    edit = NumberEdit(theme, NumberRule("Missed doses", high=Decimal(60)))
    qtbot.addWidget(edit)
    assert edit.value() is None
    assert type_into(qtbot, edit, "0") == [Decimal(0)]
    assert edit.value() == Decimal(0)


def test_that_emptying_takes_the_answer_back(qtbot: QtBot, theme: Theme) -> None:
    edit = NumberEdit(theme, WEIGHT)
    qtbot.addWidget(edit)
    edit.show_value(Decimal(150))
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    assert type_into(qtbot, edit, "") == [None]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("12a", "Weight must be a number"),
        ("20", "Weight is a number from 50\u00a0lb to 600\u00a0lb. Check the number."),
        ("150.55", "Weight has at most 1 place after the point."),
    ],
)
def test_that_a_wrong_number_says_why_and_answers_nothing(
    qtbot: QtBot, theme: Theme, text: str, problem: str
) -> None:
    edit = NumberEdit(theme, WEIGHT)
    qtbot.addWidget(edit)
    assert type_into(qtbot, edit, text) == []
    assert problem in edit.problem()
    assert edit.text() == text


def test_that_the_unit_may_be_typed_too(qtbot: QtBot, theme: Theme) -> None:
    edit = NumberEdit(theme, WEIGHT)
    qtbot.addWidget(edit)
    assert type_into(qtbot, edit, "156.5 lb") == [Decimal("156.5")]
    assert edit.text() == "156.5"


def test_that_a_free_date_is_shown_in_full(qtbot: QtBot, theme: Theme) -> None:
    edit = DateEdit(theme, lambda: TODAY)
    qtbot.addWidget(edit)
    assert type_into(qtbot, edit, "4w") == [date(2026, 12, 21)]
    assert edit.text() == "Mon, Dec 21, 2026"


def test_that_escape_brings_the_last_answer_back(qtbot: QtBot, theme: Theme) -> None:
    edit = DateEdit(theme, lambda: TODAY)
    qtbot.addWidget(edit)
    edit.show_value(date(2026, 12, 7))
    edit.selectAll()
    qtbot.keyClicks(edit, "tue")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "Mon, Dec 7, 2026"


def test_that_a_problem_stands_beside_its_field_and_goes_with_the_next_key(
    qtbot: QtBot, theme: Theme
) -> None:
    edit = NumberEdit(theme, WEIGHT)
    field = Field(theme, "&Weight", edit)
    qtbot.addWidget(field)
    field.show()
    type_into(qtbot, edit, "20")
    assert "from 50" in field.problem()
    assert [label.text() for label in field.findChildren(Label) if label.isVisible()][-1] == field.problem()
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert not field.problem()
    assert [label.text() for label in field.findChildren(Label) if label.isVisible()] == ["&Weight"]


def test_that_a_field_names_its_editor(qtbot: QtBot, theme: Theme) -> None:
    field = Field(theme, "&Weight", NumberEdit(theme, WEIGHT))
    qtbot.addWidget(field)
    assert field.editor.accessibleName() == "Weight"
    assert field.label.buddy() is field.editor


def test_that_a_form_shows_a_refusal_beside_the_field_it_names(qtbot: QtBot, theme: Theme) -> None:
    form = Form(theme)
    qtbot.addWidget(form)
    field = form.add("weight", Field(theme, "&Weight", NumberEdit(theme, WEIGHT)))
    form.show()
    assert form.show_problem("weight", "Weigh again.")
    assert field.problem() == "Weigh again."
    assert not form.show_problem("height", "No such field.")


def test_that_a_form_reads_every_field_before_it_is_sent(qtbot: QtBot, theme: Theme) -> None:
    form = Form(theme)
    qtbot.addWidget(form)
    form.add("name", Field(theme, "&Name", TextEdit(theme)))
    weight = NumberEdit(theme, WEIGHT)
    form.add("weight", Field(theme, "&Weight", weight))
    weight.setText("20")
    assert form.first_problem() == "weight"
    weight.setText("150")
    assert form.first_problem() == ""


@pytest.mark.parametrize(("width", "label_is_left"), [(900, True), (400, False)])
def test_that_labels_stand_left_only_where_there_is_room(
    qtbot: QtBot, theme: Theme, width: int, label_is_left: bool
) -> None:
    form = Form(theme)
    qtbot.addWidget(form)
    field = form.add("weight", Field(theme, "&Weight", NumberEdit(theme, WEIGHT)))
    form.resize(width, 200)
    form.show()
    assert (field.editor.x() > field.label.geometry().right()) == label_is_left


class Keys:
    """Score keys from 0 to `high` with what they said."""

    def __init__(self, qtbot: QtBot, theme: Theme, high: int) -> None:
        self.timer = HeldTimer()
        self.keys = ScoreKeys(theme, "Tremor", 0, high, self.timer)
        qtbot.addWidget(self.keys)
        self.answers: list[object] = []
        self.moves: list[int] = []
        self.keys.answered.connect(self.answers.append)
        self.keys.left.connect(self.moves.append)


def test_that_a_digit_answers_and_goes_on(qtbot: QtBot, theme: Theme) -> None:
    rig = Keys(qtbot, theme, 3)
    assert rig.keys.value() is None
    qtbot.keyClicks(rig.keys, "0")
    assert rig.answers == [0]
    assert rig.moves == [1]


def test_that_a_digit_beyond_the_scale_is_no_answer(qtbot: QtBot, theme: Theme) -> None:
    rig = Keys(qtbot, theme, 3)
    qtbot.keyClicks(rig.keys, "7")
    assert rig.answers == []
    assert rig.moves == []


def test_that_one_and_zero_are_ten(qtbot: QtBot, theme: Theme) -> None:
    rig = Keys(qtbot, theme, 10)
    qtbot.keyClicks(rig.keys, "10")
    assert rig.answers == [1, 10]
    assert rig.moves == [1]


def test_that_a_lone_one_goes_on_after_a_moment(qtbot: QtBot, theme: Theme) -> None:
    rig = Keys(qtbot, theme, 10)
    qtbot.keyClicks(rig.keys, "1")
    assert rig.moves == []
    rig.timer.ring()
    assert rig.keys.value() == 1
    assert rig.moves == [1]


def test_that_the_same_answer_again_is_heard(qtbot: QtBot, theme: Theme) -> None:
    rig = Keys(qtbot, theme, 3)
    qtbot.keyClicks(rig.keys, "22")
    assert rig.answers == [2, 2]


def test_that_delete_takes_a_score_back_to_not_asked(qtbot: QtBot, theme: Theme) -> None:
    rig = Keys(qtbot, theme, 3)
    rig.keys.show_value(0)
    qtbot.keyClick(rig.keys, Qt.Key.Key_Delete)
    assert rig.answers == [None]
    assert rig.keys.accessibleDescription() == "not answered"


def test_that_arrows_move_the_answer_within_the_scale(qtbot: QtBot, theme: Theme) -> None:
    rig = Keys(qtbot, theme, 3)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(rig.keys, key)
    assert rig.answers == [0, 1, 0, 0]


def test_that_a_click_on_a_key_answers(qtbot: QtBot, theme: Theme) -> None:
    rig = Keys(qtbot, theme, 10)
    qtbot.mouseClick(rig.keys, Qt.MouseButton.LeftButton, pos=rig.keys.key_rect(7).center().toPoint())
    assert rig.answers == [7]


def test_that_a_sheet_is_answered_by_digits_alone(qtbot: QtBot, theme: Theme) -> None:
    sheet = ScoreSheet(theme, 0, 3)
    qtbot.addWidget(sheet)
    sheet.show_items(tuple(ScoreItem(key, key) for key in "abc"), {})
    sheet.show()
    answers: dict[str, object] = {}
    sheet.answered.connect(lambda key, value: answers.update({key: value}))
    sheet.go_to_first_open()
    with qtbot.waitSignal(sheet.finished):
        for digit in "203":
            qtbot.keyClicks(sheet.focusWidget(), digit)
    assert answers == {"a": 2, "b": 0, "c": 3}


def test_that_the_words_of_a_sheet_are_painted_and_spoken_by_its_keys(qtbot: QtBot, theme: Theme) -> None:
    sheet = ScoreSheet(theme, 0, 3)
    qtbot.addWidget(sheet)
    sheet.show_items((ScoreItem("a", "Nausea", "1", "2"), ScoreItem("b", "Tremor")), {"a": 1})
    assert sheet.findChildren(QWidget) == [sheet.keys_of("a"), sheet.keys_of("b")]
    assert sheet.words_of("a") == ("1", "Nausea", "2", "", "")
    assert sheet.keys_of("a").accessibleDescription() == "answered 1, last time 2"
    sheet.show_after("a", "better by 1", "ok")
    assert sheet.keys_of("a").accessibleDescription() == "answered 1, last time 2, better by 1"
    assert sheet.keys_of("b").accessibleDescription() == "not answered"


def test_that_words_behind_the_keys_find_room_and_ink(qtbot: QtBot, theme: Theme) -> None:
    sheet = ScoreSheet(theme, 0, 3)
    qtbot.addWidget(sheet)
    sheet.show_items([ScoreItem("a", "Nausea")], {})
    sheet.resize(400, sheet.heightForWidth(400))
    sheet.show()
    before, blank = sheet.keys_of("a").x(), sheet.grab().toImage()
    sheet.show_after("a", "better by 1", "ok")
    QApplication.processEvents()
    assert sheet.keys_of("a").x() < before
    assert greenest(blank) < 10 < 20 < greenest(sheet.grab().toImage())
    between = sheet.keys_of("a").x()
    sheet.show_after("a", "better by 1 than the last time", "ok")
    QApplication.processEvents()
    assert sheet.keys_of("a").x() < between


def test_that_long_words_of_an_item_wrap_instead_of_being_cut(qtbot: QtBot, theme: Theme) -> None:
    sheet = ScoreSheet(theme, 0, 3)
    qtbot.addWidget(sheet)
    sheet.show_items([ScoreItem("a", "Moving or speaking so slowly that other people noticed")], {})
    assert sheet.heightForWidth(260) > sheet.heightForWidth(900)
    assert sheet.minimumSizeHint().width() < 260


def greenest(image: QImage) -> int:
    """How much green the greenest pixel has beyond its red and blue."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixel.green() - max(pixel.red(), pixel.blue()) for pixel in pixels)


def test_that_text_is_told_while_typing_goes_on(qtbot: QtBot, theme: Theme) -> None:
    timer = HeldTimer()
    area = TextArea(theme, "Since last visit", timer=timer)
    qtbot.addWidget(area)
    told: list[str] = []
    area.typed.connect(told.append)
    qtbot.keyClicks(area, "Mood")
    assert timer.starts == 1, "counted from the first key: steady typing must not put the save off"
    timer.ring()
    qtbot.keyClicks(area, " better")
    timer.ring()
    timer.ring()
    assert told == ["Mood", "Mood better"]


def test_that_shown_text_is_not_told_back_and_flush_tells_at_once(qtbot: QtBot, theme: Theme) -> None:
    area = TextArea(theme, "Note", timer=HeldTimer())
    qtbot.addWidget(area)
    told: list[str] = []
    area.typed.connect(told.append)
    area.show_text("as saved")
    area.flush()
    assert told == []
    qtbot.keyClicks(area, "x")
    area.flush()
    assert told == ["xas saved"]


def test_that_search_waits_for_a_pause_and_enter_does_not(qtbot: QtBot, theme: Theme) -> None:
    timer = HeldTimer()
    box = SearchBox(theme, "Patient", timer=timer)
    qtbot.addWidget(box)
    told: list[object] = []
    box.searched.connect(told.append)
    box.taken.connect(lambda: told.append("taken"))
    box.moved.connect(told.append)
    qtbot.keyClicks(box, "lin")
    assert told == []
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert told == ["lin", 1, "taken", ""]


def test_that_segments_move_by_arrows_and_may_be_taken_back(qtbot: QtBot, theme: Theme) -> None:
    segments = Segments(theme, "Pregnant", (("yes", "Yes"), ("no", "No")), may_be_none=True)
    holder = QWidget()
    QVBoxLayout(holder).addWidget(segments)
    qtbot.addWidget(holder)
    holder.show()
    told: list[str] = []
    segments.chosen.connect(told.append)
    assert segments.value() == ""
    segments.focusNextChild()
    qtbot.keyClick(segments, Qt.Key.Key_Right)
    assert segments.value() == "no"
    qtbot.keyClick(segments, Qt.Key.Key_Delete)
    assert segments.value() == ""
    assert told == ["no", ""]


def test_that_segments_are_one_stop_and_answer_to_their_first_letter(qtbot: QtBot, theme: Theme) -> None:
    segments = Segments(theme, "Pregnant", (("yes", "Yes"), ("no", "&No")), may_be_none=True)
    qtbot.addWidget(segments)
    segments.show()
    stops = [button for button in buttons_of(segments) if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1
    qtbot.keyClick(segments, Qt.Key.Key_N)
    assert segments.value() == "no"
    stops = [button for button in buttons_of(segments) if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [button.text() for button in stops] == ["&No"]


def test_that_a_second_click_takes_the_answer_back(qtbot: QtBot, theme: Theme) -> None:
    segments = Segments(theme, "Pregnant", (("yes", "Yes"), ("no", "No")), may_be_none=True)
    qtbot.addWidget(segments)
    segments.show()
    told: list[str] = []
    segments.chosen.connect(told.append)
    for _ in range(2):
        qtbot.mouseClick(buttons_of(segments)[0], Qt.MouseButton.LeftButton)
    assert told == ["yes", ""]


def buttons_of(segments: Segments) -> list[QPushButton]:
    return segments.findChildren(QPushButton)


def test_that_words_longer_than_their_field_are_read_from_the_beginning_until_somebody_writes(
    theme: Theme, qtbot: QtBot
) -> None:
    field = TextEdit(theme)
    qtbot.addWidget(field)
    field.show_value("4 days before step 8 of lorazepam on Jan 12")
    assert field.cursorPosition() == 0
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.OtherFocusReason))
    assert field.cursorPosition() == len(field.text()), "what is typed goes on behind it"
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason))
    assert field.cursorPosition() == 0


def test_that_every_kind_of_field_is_marked_while_its_problem_stands(theme: Theme, qtbot: QtBot) -> None:
    for editor in (CellEdit("needed_most", "Most in one day"), QLineEdit(), TextEdit(theme)):
        field = Field(theme, "Most in one day", editor)
        qtbot.addWidget(field)
        field.show_problem("Write a number above 0.")
        assert editor.property("problem") is True
        field.show_problem("")
        assert editor.property("problem") is False
