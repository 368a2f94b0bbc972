"""Text that is longer than what is kept: it stays whole, a sentence says so, and nothing is saved."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.intake import IntakeQuestion, QuestionKind
from medmanager.domain.practice import Practice
from tests.builders import TODAY, new_id
from tests.plan_services import Chart, chart_services
from tests.screens.plan_opened import opened
from ui.kit.appointments.booking_dialog import MomentEdit
from ui.kit.buttons import Button
from ui.kit.dialogs.dialog import Dialog
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.fields.edits import DateEdit, TextEdit
from ui.kit.fields.form import Field, Form
from ui.kit.labels import Label
from ui.kit.theme import Theme
from ui.screens.diary.day_view import Box
from ui.screens.diary.view import DiaryView
from ui.screens.first_run.view import FirstRunView
from ui.screens.intake.question_rows import QuestionRow
from ui.screens.plan.side_view import VisitCard
from ui.screens.settings.own_pages import PracticePage
from ui.screens.sign_in.dialogs import RecoveryDialog
from ui.screens.visits.answers_view import VitalsCard

LONG = "with food and water " * 100
PAPER_NOTES = ("Not translated", "The sheet cannot print")
TOLD = "This text has 1999 characters; up to 200 fit. Shorten it."


def paste(edit: QLineEdit, text: str = LONG) -> None:
    QGuiApplication.clipboard().setText(text)
    edit.setFocus()
    edit.end(False)
    edit.paste()


def test_that_a_text_which_is_too_long_stays_whole_and_is_told_beside_it(qtbot: QtBot, theme: Theme) -> None:
    field = Field(theme, "&Pharmacy", edit := TextEdit(theme))
    qtbot.addWidget(field)
    paste(edit)
    assert edit.text() == LONG
    assert field.problem() == edit.accessibleDescription() == TOLD
    assert edit.value() is None
    edit.setSelection(150, len(LONG))
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    assert (field.problem(), edit.accessibleDescription()) == ("", "")


def test_that_no_count_is_told_of_what_a_line_cannot_hold_whole(qtbot: QtBot, theme: Theme) -> None:
    edit = TextEdit(theme)
    qtbot.addWidget(edit)
    paste(edit, "a" * 40_000)
    assert edit.problem() == "This text has more than 30,000 characters; up to 200 fit. Shorten it."


def test_that_no_dialog_goes_on_with_a_text_that_is_too_long(qtbot: QtBot, theme: Theme) -> None:
    dialog = Dialog(theme, None, "Cancel appointment", "&Cancel appointment")
    qtbot.addWidget(dialog)
    dialog.body.addWidget(field := Field(theme, "&Reason", edit := TextEdit(theme)))
    confirmed = QSignalSpy(dialog.confirmed)
    dialog.show()
    paste(edit)
    for _ in range(2):
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        dialog.primary.click()
        assert (confirmed.count(), field.problem(), edit.text()) == (0, TOLD, LONG)
    edit.setText("ill")
    dialog.primary.click()
    assert confirmed.count() == 1


def test_that_a_second_try_tells_the_problem_once_more(qtbot: QtBot, theme: Theme) -> None:
    form = Form(theme)
    qtbot.addWidget(form)
    field = form.add("start", Field(theme, "&When", edit := MomentEdit(theme, lambda: TODAY)))
    qtbot.keyClicks(edit, "some day")
    told = []
    for _ in range(2):
        form.clear_problems()
        assert form.first_problem() == "start"
        told.append(field.problem())
    assert told[0] == told[1] != ""


@pytest.mark.parametrize("kind", ["typed", "plain", "paragraph"])
def test_that_a_refusal_stays_until_the_text_is_changed(qtbot: QtBot, theme: Theme, kind: str) -> None:
    kinds: dict[str, Callable[[], QLineEdit | QPlainTextEdit]] = {
        "typed": lambda: TextEdit(theme),
        "plain": QLineEdit,
        "paragraph": QPlainTextEdit,
    }
    field = Field(theme, "&Name", edit := kinds[kind]())
    qtbot.addWidget(field)
    qtbot.keyClicks(edit, "Osei")
    field.show_problem("Somebody has this name.")
    assert edit.accessibleDescription() == "Somebody has this name."
    if isinstance(edit, QLineEdit):
        edit.editingFinished.emit()
    assert field.problem() == "Somebody has this name."
    qtbot.keyClicks(edit, "i")
    assert (field.problem(), edit.accessibleDescription()) == ("", "")


def test_that_the_practice_is_not_saved_with_a_name_that_is_too_long(qtbot: QtBot, theme: Theme) -> None:
    page = PracticePage(theme)
    qtbot.addWidget(page)
    page.show_practice(Practice(new_id(), "Riverside"))
    saved = QSignalSpy(page.save_requested)
    name = page.findChildren(TextEdit)[0]
    paste(name)
    next(one for one in page.findChildren(Button) if "Save" in one.text()).click()
    assert (saved.count(), page.form.fields["name"].problem()) == (0, TOLD.replace("1999", "2008"))


def test_that_the_first_run_does_not_go_on_with_a_name_that_is_too_long(qtbot: QtBot, theme: Theme) -> None:
    view = FirstRunView(theme)
    qtbot.addWidget(view)
    asked = QSignalSpy(view.next_requested)
    view.place.server.setChecked(True)
    paste(view.place.url)
    next(one for one in view.findChildren(Button) if one.text() == "&Next").click()
    assert (asked.count(), view.place.form.fields["url"].problem()) == (0, TOLD)


def a_visit_card(qtbot: QtBot, theme: Theme) -> tuple[VisitCard, QSignalSpy]:
    """The card of the next visit, and what it tells."""
    card = VisitCard(theme)
    qtbot.addWidget(card)
    return card, QSignalSpy(card.follow_up_set)


def test_that_the_next_visit_is_left_alone_while_its_reason_is_too_long(qtbot: QtBot, theme: Theme) -> None:
    card, told = a_visit_card(qtbot, theme)
    day, why = card.findChildren(DateEdit)[0], card.findChildren(TextEdit)[0]
    paste(why)
    day.show_value(date(2026, 12, 7))
    day.answered.emit(date(2026, 12, 7))
    assert (told.count(), why.text()) == (0, LONG)


def test_that_the_next_visit_is_set_once_its_reason_is_taken_back(qtbot: QtBot, theme: Theme) -> None:
    card, told = a_visit_card(qtbot, theme)
    day, why = card.findChildren(DateEdit)[0], card.findChildren(TextEdit)[0]
    paste(why)
    why.editingFinished.emit()
    qtbot.keyClicks(day, "12/7/2026")
    day.editingFinished.emit()
    assert told.count() == 0
    why.selectAll()
    qtbot.keyClick(why, Qt.Key.Key_Delete)
    why.editingFinished.emit()
    assert [told.at(number) for number in range(told.count())] == [[date(2026, 12, 7), ""]]


@pytest.mark.parametrize("room", ["box", "code", "vitals", "recovery"])
def test_that_what_is_read_as_a_whole_is_not_cut_where_it_is_pasted(
    qtbot: QtBot, theme: Theme, room: str
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    rooms: dict[str, Callable[[], QWidget]] = {
        "box": lambda: Box(theme, "Mood"),
        "code": lambda: DiaryView(theme),
        "vitals": lambda: VitalsCard(theme),
        "recovery": lambda: RecoveryDialog(theme, parent),
    }
    made = rooms[room]()
    qtbot.addWidget(made)
    edits = [made] if isinstance(made, QLineEdit) else made.findChildren(QLineEdit)
    for edit in edits:
        paste(edit)
        assert edit.text() == LONG, edit.accessibleName()


def test_that_an_answer_of_the_intake_is_told_where_it_is_typed_once_it_is_too_long(
    qtbot: QtBot, theme: Theme
) -> None:
    row = QuestionRow(theme, IntakeQuestion("job", "What work do you do?", QuestionKind.TEXT))
    qtbot.addWidget(row)
    edit = row.findChildren(TextEdit)[0]
    paste(edit)
    told = "This text has 1999 characters; up to 500 fit. Shorten it."
    assert (row.problem.label.text(), edit.accessibleDescription(), edit.text()) == (told, told, LONG)
    edit.setSelection(150, len(LONG))
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    row.show_problem("Write what work it is.")
    assert edit.accessibleDescription() == "Write what work it is."
    qtbot.keyClicks(edit, "!")
    assert (row.problem.label.text(), edit.accessibleDescription()) == ("", "")


@pytest.mark.parametrize("text", ["with food and water " * 2_000, "".join(map(chr, range(0x4E00, 0x5E00)))])
def test_that_what_paper_makes_of_a_long_text_is_told_in_a_few_words(
    qtbot: QtBot, theme: Theme, text: str
) -> None:
    chart = Chart(chart_services())
    chart.begin()
    screen = opened(qtbot, theme, chart)
    screen.lines.add("sertraline")
    editor = screen.view.steps.editor
    purpose = next(edit for edit in editor.findChildren(CellEdit) if edit.name == "purpose")
    purpose.setText(text)
    purpose.textEdited.emit(purpose.text())
    told = [label.text() for label in editor.findChildren(Label) if label.text().startswith(PAPER_NOTES)]
    assert told
    assert max(map(len, told)) < 160
