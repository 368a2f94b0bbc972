"""The real widgets: what is wrong stands beside the field and in it, and the text stays whole."""

from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import an_item
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.fields.edits import DateEdit, TextEdit
from ui.kit.fields.form import Field
from ui.kit.theme import Theme
from ui.screens.plan.dialogs_view import HoldDialog
from ui.screens.plan.page import LineActs
from ui.screens.plan.side_view import VisitCard, WordsCard


def test_that_a_refusal_in_a_dialog_is_heard_and_goes_while_it_is_mended(qtbot: QtBot, theme: Theme) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = HoldDialog(theme, parent, LineActs(an_item().line_id, "lithium"))
    days = dialog.findChildren(QLineEdit)[0]
    qtbot.keyClicks(days, "5-10")
    dialog.show_refusal("days", "Write it in digits.")
    assert (days.accessibleDescription(), days.text()) == ("Write it in digits.", "5-10")
    qtbot.keyClicks(days, "7")
    assert days.accessibleDescription() == ""


def test_that_a_long_text_is_not_cut_where_it_is_pasted(qtbot: QtBot) -> None:
    cell = CellEdit("directions", "Directions")
    qtbot.addWidget(cell)
    cell.insert("with food " * 50)
    assert len(cell.text()) == 500


def test_that_the_day_of_a_visit_stays_while_another_cannot_be_read(qtbot: QtBot, theme: Theme) -> None:
    card = VisitCard(theme)
    qtbot.addWidget(card)
    told = QSignalSpy(card.follow_up_set)
    day, why = card.findChildren(DateEdit)[0], card.findChildren(TextEdit)[0]
    day.setText("before Dec 7")
    day.finish()
    why.setText("check the level")
    why.finish()
    assert told.count() == 0
    assert day.text() == "before Dec 7"


def test_that_hidden_signs_in_the_words_for_the_sheet_are_told_beside_them(
    qtbot: QtBot, theme: Theme
) -> None:
    card = WordsCard(theme)
    qtbot.addWidget(card)
    field, area = card._fields[0], card._message  # noqa: SLF001 - the field of the message
    area.setPlainText("take \u202e05 mg")
    assert "cannot be shown" in field.problem()
    assert area.accessibleDescription() == field.problem()
    area.setPlainText("take 50 mg")
    assert field.problem() == ""


def test_that_a_cell_which_is_read_at_each_key_keeps_what_was_said_of_it(qtbot: QtBot, theme: Theme) -> None:
    cell = CellEdit("refills", "Refills")
    field = Field(theme, "Refills", cell)
    qtbot.addWidget(field)
    cell.typed.connect(lambda: field.show_problem("Write it in digits."))
    qtbot.keyClicks(cell, "two")
    assert field.problem() == cell.accessibleDescription() == "Write it in digits."
