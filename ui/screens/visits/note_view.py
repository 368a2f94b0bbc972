"""A signed visit: the note as it was signed, its addenda, and the one way to add to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.fields.form import Field
from ui.kit.fields.textarea import TextArea
from ui.kit.labels import IconText, Label, rule
from ui.kit.layout.layouts import empty
from ui.kit.layout.scroll import ScrollArea
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.visits.visit_page import NotePart, VisitPage

HEADING = 148


class NoteView(QWidget):
    """Signals: `addendum_wanted(str)`, `addendum_typed(str)`."""

    addendum_wanted = Signal(str)
    addendum_typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._note = Card(theme, "Signed note")
        self._parts = QVBoxLayout()
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._note.add(self._parts)
        self._text = TextArea(theme, "Addendum", 2)
        self._field = Field(theme, "Add&endum: what became known after signing", self._text)
        self._button = Button(theme, "&Add addendum")
        self._write = Card(theme, "Addendum")
        area = ScrollArea()
        area.inner.setSpacing(theme.px(12))
        area.inner.addWidget(self._note)
        area.inner.addWidget(self._write)
        area.inner.addStretch(1)
        self._build_writing()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        self._button.clicked.connect(self._add)
        self._text.typed.connect(self.addendum_typed)

    def show_page(self, page: VisitPage) -> None:
        """Show a signed note."""
        empty(self._parts)
        for number, part in enumerate((*page.note, *page.addenda)):
            if number:
                self._parts.addWidget(rule())
            self._parts.addWidget(self._part(part))
        self._write.setVisible(page.may_write)

    def show_addendum(self, text: str) -> None:
        """Put words into the field that were written elsewhere; what stands there stays above them."""
        standing = self._text.toPlainText().strip()
        if text not in standing:
            self._text.show_text(f"{standing}\n{text}".strip())

    def show_refusal(self, sentence: str) -> None:
        """Why the addendum was not added; "" after it was, which empties the field."""
        self._field.show_problem(sentence)
        if not sentence:
            self._text.show_text("")

    def _build_writing(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(8))
        column.addWidget(self._field)
        row = QHBoxLayout()
        row.addWidget(
            IconText(self._theme, "lock", "What was signed stays as it is.", "muted", Type.SMALL), 1
        )
        row.addWidget(self._button)
        column.addLayout(row)
        self._write.add_padded(column)

    def _part(self, part: NotePart) -> QWidget:
        block, px = QWidget(), self._theme.px
        row = QHBoxLayout(block)
        row.setContentsMargins(px(12), px(8), px(12), px(8))
        row.setSpacing(px(12))
        title = Label(part.title, weight=SEMIBOLD)
        title.setWordWrap(True)
        title.setFixedWidth(px(HEADING))
        lines = QVBoxLayout()
        lines.setSpacing(px(2))
        for line in part.lines:
            lines.addWidget(Label(line).wrapped())
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        return block

    @Slot()
    def _add(self) -> None:
        self.addendum_wanted.emit(self._text.toPlainText())
