"""The card beside the table: what one file holds, what is new, what is left and why."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.ids import PatientId
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.labels import IconText, Label, rule
from ui.kit.layout.scroll import ScrollArea
from ui.kit.tab_order import place_stops, stops_in
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.import_records.choice_view import QuestionView
from ui.screens.import_records.comparing import Question
from ui.screens.import_records.lines import Block, Fact, FileDetails, Reason

_RUN = re.compile(r"[_-]|[^_-]{24}")
NOTHING = "Select a file to see what it holds."


class SideCard(Card):
    """Signals: `decided(int)` take or leave out the file of this key, `opened(UUID)` open this chart,
    `answered(int, PatientId, PatientId | None)` who a patient is: the file's key, her id in the file, and the
    chart that she has here, or None for a new patient.
    """

    decided = Signal(int)
    answered = Signal(int, object, object)
    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Selected file")
        self._theme = theme
        self._details: FileDetails | None = None
        self._blocks = QWidget()
        self._column = QVBoxLayout(self._blocks)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.lists: list[RowList] = []
        self.questions: list[QuestionView] = []
        self.act_button = Button(theme, "")
        self.open_button = Button(theme, "&Open chart", "folder")
        self._buttons = self._build_buttons()
        self.add(ScrollArea(self._blocks, "surface"), 1)
        self.add(self._buttons)
        self.act_button.clicked.connect(self._decide)
        self.open_button.clicked.connect(self._open)
        self.show_details(None)

    def shown_key(self) -> int | None:
        """The key of the file that is shown."""
        return self._details.key if self._details else None

    def show_details(self, details: FileDetails | None) -> None:
        """Show one file, or the sentence that none is selected."""
        focused = self._focused()
        self._details = details
        self._clear()
        self.act_button.setText(details.act if details else "")
        self.act_button.setVisible(bool(details and details.act))
        self.open_button.setVisible(bool(details and details.patient_id))
        self._buttons.setVisible(bool(details and (details.act or details.patient_id)))
        if details is None:
            self._column.addWidget(self._padded(Label(NOTHING, tone="muted").wrapped()))
        else:
            self._column.addWidget(self._file_head(details))
            for block in details.blocks:
                self._column.addWidget(rule())
                self._column.addWidget(self._block(block))
        self._column.addStretch(1)
        place_stops(self._blocks, stops_in(self._blocks))
        if focused is not None:
            self._focus(*focused)

    def _focused(self) -> tuple[PatientId, PatientId | None] | None:
        """The answer that has the focus, by whom it is about and what it says."""
        found = ((one.question.given, one.focused()) for one in self.questions)
        return next(((given, answer.option.into) for given, answer in found if answer), None)

    def _focus(self, given: PatientId, into: PatientId | None) -> None:
        for view in self.questions:
            if view.question.given == given:
                # What is not laid out yet cannot take the focus.
                self._blocks.show()
                view.show()
                view.focus(into)

    def _file_head(self, details: FileDetails) -> QWidget:
        """The file's name and, when it cannot be taken, why."""
        name = Label(_breakable(details.name), Type.SMALL, tone="muted").wrapped()
        name.setMinimumWidth(1)
        parts: list[QWidget] = [name]
        if details.trouble:
            parts.append(_spoken(IconText(self._theme, "triangle-alert", details.trouble, "major")))
        return self._padded(*parts)

    def _block(self, block: Block) -> QWidget:
        parts: list[QWidget] = [Label(block.head, weight=SEMIBOLD).wrapped()]
        if block.note:
            parts.append(Label(block.note, tone="muted").wrapped())
        if block.warning:
            parts.append(_spoken(IconText(self._theme, "users", block.warning, "info", Type.SMALL)))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, self._theme.px(4))
        column.setSpacing(0)
        column.addWidget(self._padded(*parts))
        if block.question is not None:
            column.addWidget(self._question(block.question))
        if block.facts:
            rows = RowList(self._theme, block.head)
            rows.show_rows(tuple(_row(number, fact) for number, fact in enumerate(block.facts)))
            self.lists.append(rows)
            column.addWidget(rows)
        for reason in block.reasons:
            column.addWidget(self._reason(reason))
        return holder

    def _question(self, question: Question) -> QuestionView:
        view = QuestionView(self._theme, question)
        view.answered.connect(self._answered)
        view.opened.connect(self.opened)
        self.questions.append(view)
        return view

    def _reason(self, reason: Reason) -> QWidget:
        """Why, how many, and of what."""
        line = QHBoxLayout()
        line.setSpacing(self._theme.px(8))
        line.addWidget(Label(reason.why).wrapped(), 1)
        line.addWidget(Label(reason.number, Type.SMALL), 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        column = QVBoxLayout(holder)
        side = self._theme.px(12)
        column.setContentsMargins(side, self._theme.px(4), side, self._theme.px(4))
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(Label(reason.kinds, Type.SMALL, tone="muted").wrapped())
        return holder

    def _padded(self, *widgets: QWidget) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        side = self._theme.px(12)
        column.setContentsMargins(side, self._theme.px(8), side, self._theme.px(8))
        column.setSpacing(self._theme.px(4))
        for widget in widgets:
            column.addWidget(widget)
        return holder

    def _build_buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        side = self._theme.px(12)
        row.setContentsMargins(side, self._theme.px(8), side, self._theme.px(8))
        row.setSpacing(self._theme.px(8))
        row.addWidget(self.act_button)
        row.addWidget(self.open_button)
        row.addStretch(1)
        return holder

    def _clear(self) -> None:
        self.lists, self.questions = [], []
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @Slot()
    def _decide(self) -> None:
        if self._details is not None:
            self.decided.emit(self._details.key)

    @Slot(object, object)
    def _answered(self, given: PatientId, into: PatientId | None) -> None:
        if self._details is not None:
            self.answered.emit(self._details.key, given, into)

    @Slot()
    def _open(self) -> None:
        if self._details is not None and self._details.patient_id is not None:
            self.opened.emit(self._details.patient_id)


def _row(number: int, fact: Fact) -> RowItem:
    """A fact as a row."""
    return RowItem(number, fact.title, second=fact.more, words=fact.number, words_tone="text", bold=False)


def _breakable(name: str) -> str:
    """A file name that may break its line inside: it often is one long word."""
    return _RUN.sub("\\g<0>\u200b", name)


def _spoken(text: IconText) -> IconText:
    """Words that break their lines instead of being cut."""
    text.label.wrapped()
    return text
