"""How hard the text in a field is to read, said under it while it is written, with plainer words to click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from medmanager.domain.paper.plainer_words import (
    HARDEST,
    LONG_SENTENCE,
    Plainer,
    PlainerWords,
    Reading,
    look_over,
)
from medmanager.domain.paper.ready_words import ReadyWords
from medmanager.domain.patient import Language
from ui.kit.buttons import LinkButton
from ui.kit.labels import IconText
from ui.kit.languages import LANGUAGES
from ui.kit.layout.flow import Flow
from ui.kit.theme import Theme, Type

MOST_SHOWN = 3
"""Suggestions at once; the next ones come when these are done."""


class PlainWordsHint(QWidget):
    """`PlainWordsHint(theme, editor)` below a `TextArea` or a line edit; nothing is shown for an empty text.

    It never rewrites by itself: a click on a suggestion puts the plainer word in the place of the hard one,
    and the editor's own undo takes it back. Without a table only the grade is said.
    """

    def __init__(self, theme: Theme, editor: QPlainTextEdit | QLineEdit) -> None:
        super().__init__()
        self._theme, self._editor = theme, editor
        self._table, self._names = PlainerWords({}), frozenset[str]()
        self._language, self._ready = Language.ENGLISH, ReadyWords((), (), frozenset())
        self._shown: tuple[Plainer, ...] = ()
        self._grade = IconText(theme, "", "", "muted", Type.SMALL)
        self._grade.label.wrapped()
        self._words = QWidget()
        self._flow = Flow(theme.px(12), self._words, theme.px(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._grade)
        column.addWidget(self._words)
        self._editor.textChanged.connect(self.look)
        self.look()

    def set_table(self, table: PlainerWords) -> None:
        """The plainer words to suggest."""
        self._table = table
        self.look()

    def set_names(self, names: Sequence[str]) -> None:
        """Names of medicines, which count as easy words: nobody can write them plainer."""
        found = frozenset(name for name in names if name.strip())
        if found != self._names:
            self._names = found
            self.look()

    def set_language(self, language: Language) -> None:
        """The language of the sheet on which the words will stand."""
        if language is not self._language:
            self._language = language
            self.look()

    def set_ready(self, ready: ReadyWords) -> None:
        """Phrases that the sheet says in its own language, however they are written here."""
        self._ready = ready
        self.look()

    @property
    def words(self) -> str:
        """What is said, for tests and screen readers; empty when nothing is."""
        return self._grade.label.text() if not self.isHidden() else ""

    @Slot()
    def look(self) -> None:
        """Read the text again."""
        text = "" if self._editor.isReadOnly() else _text_of(self._editor)
        reading = look_over(text, self._table, self._names, self._language)
        if all(self._ready.translated(line) for line in text.splitlines()):
            reading = replace(reading, foreign=None)
        said = told(reading)
        self._grade.show_text(*said)
        self._show_words(reading.plainer)
        self._grade.setVisible(bool(said[1]))
        self.setVisible(bool(said[1]) or bool(reading.plainer))

    def _show_words(self, plainer: tuple[Plainer, ...]) -> None:
        shown = tuple({one.hard.casefold(): one for one in reversed(plainer)}.values())[::-1][:MOST_SHOWN]
        if [(one.hard, one.plain) for one in shown] != [(one.hard, one.plain) for one in self._shown]:
            self._flow.clear()
            for one in shown:
                self._flow.addWidget(self._build_word(one))
        self._shown = shown
        self._words.setVisible(bool(shown))

    def _build_word(self, one: Plainer) -> LinkButton:
        button = LinkButton(self._theme, f"“{one.hard}” → “{one.plain}”")
        button.setAccessibleName(f"Write “{one.plain}” for “{one.hard}”")
        button.setToolTip("Put the plainer word in; Ctrl+Z takes it back")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("hard", one.hard)
        button.clicked.connect(self._replace)
        return button

    @Slot()
    def _replace(self) -> None:
        hard = self.sender().property("hard")
        one = next((one for one in self._shown if one.hard == hard), None)
        if one is not None and not self._editor.isReadOnly():
            self._editor.setFocus()
            _put(self._editor, one)


def told(reading: Reading) -> tuple[str, str, str]:
    """Icon, words and tone of what is said about a text; no words for too short an easy one."""
    if reading.foreign is not None:
        other = next(language for language in Language if language is not reading.foreign)
        written, sheet = LANGUAGES[reading.foreign], LANGUAGES[other]
        return ("diamond-alert", f"Written in {written}, and the sheet is in {sheet}", "moderate")
    if reading.grade is None:
        return ("", "", "muted")
    if reading.grade <= HARDEST:
        return ("circle-check", f"Grade {reading.grade:.1f}", "ok")
    how = "shorter sentences" if reading.longest > LONG_SENTENCE else "shorter words"
    return ("diamond-alert", f"Grade {reading.grade:.0f}: try {how}", "moderate")


def _text_of(editor: QPlainTextEdit | QLineEdit) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def _put(editor: QPlainTextEdit | QLineEdit, one: Plainer) -> None:
    """Replace as if it were typed, so that undo and saving know of it."""
    text = _text_of(editor)
    start, length = _units(text[: one.start]), _units(text[one.start : one.end])
    if isinstance(editor, QLineEdit):
        editor.setSelection(start, length)
        editor.insert(one.plain)
        return
    cursor = QTextCursor(editor.document())
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(one.plain)
    editor.setTextCursor(cursor)


def _units(text: str) -> int:
    """How Qt counts: signs outside of the basic plane count twice."""
    return len(text.encode("utf-16-le")) // 2
