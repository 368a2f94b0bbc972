"""One page of the intake: its sentence, its list where it has one, and its questions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medmanager.domain.intake import IntakeQuestion
from ui.kit.card import Card
from ui.kit.debounce import SAVE_MS, Debounce
from ui.kit.labels import Label
from ui.kit.layout.scroll import ScrollArea
from ui.kit.theme import Theme
from ui.screens.intake.entries import LISTS, EntryRow, Typed
from ui.screens.intake.entry_editor import EntryEditor
from ui.screens.intake.page_work import PageWords
from ui.screens.intake.pages import Given, PageTyped
from ui.screens.intake.question_rows import QuestionRow

GAP, WIDE_FROM = 14, 820
LARGE_TEXT = 1.15
"""From here on a row of fields would ask for more width than a small screen has."""


class PageCard(Card):
    """Rebuilt for each page.

    Signals: `typed(PageTyped)` at most 0.8 s after a key, `answered(PageTyped)` at once when a choice
    changed; `entry_added(dict, str)`, `entry_chosen(str)`, `entry_removed(str)`, `medicine_typed(str)`.
    """

    typed = Signal(object)
    answered = Signal(object)
    entry_added = Signal(object, str)
    entry_chosen = Signal(str)
    entry_removed = Signal(str)
    medicine_typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Page")
        self._page_theme = theme
        self._debounce = Debounce(SAVE_MS, self)
        self._debounce.fired.connect(self._tell)
        self.rows: dict[str, QuestionRow] = {}
        self.editor: EntryEditor | None = None
        self.area = ScrollArea(ground="surface")
        self.add(self.area, 1)
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._questions: tuple[IntakeQuestion, ...] = ()
        self._given: dict[str, Given] = {}

    def show_page(self, page: PageWords) -> None:
        """Build the page with what stands in it."""
        self._debounce.forget()
        section = page.section
        self.set_title(section.title)
        self._page.deleteLater()
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        side = self._page_theme.px(16)
        column.setContentsMargins(side, self._page_theme.px(12), side, side)
        column.setSpacing(self._page_theme.px(GAP))
        column.addWidget(Label(section.intro, tone="muted").wrapped())
        self.editor = self._build_editor(page) if section.records else None
        if self.editor is not None:
            column.addWidget(self.editor)
        self.rows = {}
        self._questions, self._given = section.questions, dict(page.typed.answers)
        self._column = QVBoxLayout()
        self._column.setSpacing(self._page_theme.px(GAP))
        column.addLayout(self._column)
        column.addStretch(1)
        self._put(page)

    def show_asked(self, keys: tuple[str, ...]) -> None:
        """Show the questions that apply; a row is made when its question is first asked."""
        place = 0
        for question in self._questions:
            if question.key in keys and question.key not in self.rows:
                self._column.insertWidget(place, self._make_row(question))
            if question.key in self.rows:
                self.rows[question.key].setVisible(question.key in keys)
                place += 1

    def refuse(self, key: str, sentence: str) -> bool:
        """Say it beside its question; False when the page has no such question."""
        for row in self.rows.values():
            row.show_problem("")
        row_of_key = self.rows.get(key)
        if row_of_key is None:
            return False
        row_of_key.show_problem(sentence)
        self.area.ensureWidgetVisible(row_of_key)
        return True

    def mark(self, problems: Mapping[str, str]) -> None:
        """Say something beside these questions, and nothing beside the others."""
        for key, row in self.rows.items():
            row.show_problem(problems.get(key, ""))

    def read(self) -> PageTyped:
        """Everything that stands on the page, raw."""
        shown = {key: row.answering.given() for key, row in self.rows.items()}
        answers = {**self._given, **shown}
        entry, key = self.editor.entry() if self.editor is not None else ({}, "")
        return PageTyped(answers, entry, key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _is_wide(self) -> bool:
        theme = self._page_theme
        return theme.factor <= LARGE_TEXT and self.width() >= theme.px(WIDE_FROM)

    def _fit(self) -> None:
        """Labels left of the answers and long rows of fields, or all under one another."""
        is_wide = self._is_wide()
        for row in self.rows.values():
            row.set_wide(is_wide)
        if self.editor is not None:
            self.editor.set_wide(is_wide)

    def flush(self) -> None:
        """Tell at once what waits, as before a lock."""
        self._debounce.flush()

    def forget(self) -> None:
        """The page was saved; nothing waits any more."""
        self._debounce.forget()

    def show_entries(self, rows: tuple[EntryRow, ...]) -> None:
        """Show the list of the page."""
        if self.editor is not None:
            self.editor.show_entries(rows)

    def show_entry(self, fields: Typed, key: str) -> None:
        """Fill the fields of the list."""
        if self.editor is not None:
            self.editor.show_entry(fields, key)

    def refuse_entry(self, field: str, sentence: str) -> None:
        """Say what is wrong with the entry."""
        if self.editor is not None:
            self.editor.refuse(field, sentence)

    def show_medicines(self, names: tuple[tuple[str, str], ...]) -> None:
        """Offer medicines."""
        if self.editor is not None:
            self.editor.show_medicines(names)

    def take_focus(self) -> None:
        """Go to the first place where something can be written."""
        if self.editor is not None:
            self.editor.take_focus()
        elif self.rows:
            next(iter(self.rows.values())).answering.take_focus()

    def _build_editor(self, page: PageWords) -> EntryEditor:
        editor = EntryEditor(self._page_theme, LISTS[page.section.records])
        editor.set_wide(self._is_wide())
        editor.show_entry(page.typed.entry, page.typed.entry_key)
        editor.changed.connect(self._debounce.touch)
        editor.add_requested.connect(self._add)
        editor.edit_requested.connect(self.entry_chosen)
        editor.remove_requested.connect(self.entry_removed)
        editor.medicine_typed.connect(self.medicine_typed)
        return editor

    def _make_row(self, question: IntakeQuestion) -> QuestionRow:
        row = QuestionRow(self._page_theme, question)
        row.answering.show_given(self._given.get(question.key, Given()))
        row.changed.connect(self._debounce.touch)
        row.chosen.connect(self._answer)
        row.set_wide(self._is_wide())
        self.rows[question.key] = row
        return row

    def _put(self, page: PageWords) -> None:
        self.show_asked(page.asked)
        while self.area.inner.count():
            self.area.inner.takeAt(0)
        self.area.inner.addWidget(self._page)
        self._page.show()
        self._fit()
        self.area.verticalScrollBar().setValue(0)

    @Slot()
    def _tell(self) -> None:
        self.typed.emit(self.read())

    @Slot()
    def _answer(self) -> None:
        self.answered.emit(self.read())

    @Slot()
    def _add(self) -> None:
        assert self.editor is not None, "only a page with a list has this button"
        self.entry_added.emit(*self.editor.entry())
