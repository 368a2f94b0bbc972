"""The grade under a text, and the plainer words that a click puts in."""

from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from medmanager.domain.paper.plainer_words import PlainerWords
from medmanager.domain.paper.ready_words import ReadyWords
from medmanager.domain.patient import Language
from ui.kit.fields.plain_words_hint import PlainWordsHint
from ui.kit.fields.textarea import TextArea
from ui.kit.theme import Theme

TABLE = PlainerWords({"discontinue": "stop", "adverse effects": "side effects", "administer": "take"})
LONG = (
    "Kindly discontinue all medication and contact the office whenever considerable difficulties are noticed"
)


def _area(qtbot: QtBot, theme: Theme) -> tuple[TextArea, PlainWordsHint]:
    area = TextArea(theme, "Message", 2)
    hint = PlainWordsHint(theme, area)
    hint.set_table(TABLE)
    qtbot.addWidget(area)
    qtbot.addWidget(hint)
    return area, hint


def _buttons(hint: PlainWordsHint) -> list[QPushButton]:
    return [one for one in hint.findChildren(QPushButton) if not one.isHidden()]


def test_that_an_empty_text_has_no_hint(qtbot: QtBot, theme: Theme) -> None:
    _, hint = _area(qtbot, theme)
    assert hint.isHidden()
    assert hint.words == ""


def test_that_the_grade_of_an_easy_text_is_said(qtbot: QtBot, theme: Theme) -> None:
    area, hint = _area(qtbot, theme)
    area.setPlainText("Take it with food. Call us if you feel ill or tired.")
    assert hint.words.startswith("Grade ")
    assert "try" not in hint.words
    assert _buttons(hint) == []


def test_that_a_hard_text_is_told_what_to_try(qtbot: QtBot, theme: Theme) -> None:
    area, hint = _area(qtbot, theme)
    area.setPlainText(LONG + " at home or at work or elsewhere.")
    assert hint.words.endswith(": try shorter sentences")
    assert [one.text() for one in _buttons(hint)] == ["“discontinue” → “stop”"]


def test_that_a_click_puts_the_plainer_word_in_and_undo_takes_it_back(qtbot: QtBot, theme: Theme) -> None:
    area, hint = _area(qtbot, theme)
    area.setPlainText("🙂 Discontinue it at night.")
    told: list[str] = []
    area.typed.connect(told.append)
    _buttons(hint)[0].click()
    assert area.toPlainText() == "🙂 Stop it at night."
    area.flush()
    assert told == ["🙂 Stop it at night."]
    area.undo()
    assert area.toPlainText() == "🙂 Discontinue it at night."


def test_that_nothing_is_rewritten_without_a_click(qtbot: QtBot, theme: Theme) -> None:
    area, _ = _area(qtbot, theme)
    area.setPlainText("administer 1 tablet")
    assert area.toPlainText() == "administer 1 tablet"


def test_that_a_line_edit_tells_that_it_was_edited(qtbot: QtBot, theme: Theme) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    hint = PlainWordsHint(theme, edit)
    qtbot.addWidget(hint)
    hint.set_table(TABLE)
    told: list[str] = []
    edit.textEdited.connect(told.append)
    edit.setText("Administer it slowly.")
    _buttons(hint)[0].click()
    assert edit.text() == "Take it slowly."
    assert told == ["Take it slowly."]
    edit.undo()
    assert edit.text() == "Administer it slowly."


def test_that_names_of_medicines_do_not_raise_the_grade(qtbot: QtBot, theme: Theme) -> None:
    area, hint = _area(qtbot, theme)
    area.setPlainText("Take lisdexamfetamine at eight. Then go to work.")
    hard = hint.words
    hint.set_names(["lisdexamfetamine"])
    assert hint.words != hard
    assert hint.words == "Grade 0.0"


def test_that_a_read_only_text_has_no_hint(qtbot: QtBot, theme: Theme) -> None:
    area, hint = _area(qtbot, theme)
    area.setPlainText("Discontinue it at night.")
    area.setReadOnly(True)
    hint.look()
    assert hint.isHidden()


def test_that_words_in_another_language_than_the_sheet_are_told(qtbot: QtBot, theme: Theme) -> None:
    area, hint = _area(qtbot, theme)
    area.setPlainText("Take it with food and call us if you feel ill.")
    assert hint.words.startswith("Grade ")
    hint.set_language(Language.SPANISH)
    assert hint.words == "Written in English, and the sheet is in Spanish"
    hint.set_ready(ReadyWords((), (), frozenset({"take it with food and call us if you feel ill."})))
    assert hint.words.startswith("Grade "), "the sheet says it in Spanish by itself"
    area.setPlainText("Tome la pastilla con comida. Llame si se siente mal.")
    assert hint.words.startswith("Grade ")
