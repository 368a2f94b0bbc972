"""The fields of the line editor that take one line of text each, by name, for its parts to place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from ui.kit.fields.cell_edit import CellEdit
from ui.kit.fields.form import Field
from ui.kit.theme import Theme
from ui.screens.plan.line.fields import LineFields
from ui.screens.plan.line.labels import TEXTS

GAP = 8


class LineTexts(QObject):
    """Signals: `typed()` at each key, `left(str)` when a field is left."""

    typed = Signal()
    left = Signal(str)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.edits: dict[str, CellEdit] = {}
        self.fields: dict[str, Field] = {}
        for name, label in TEXTS.items():
            edit = CellEdit(name, label)
            edit.setProperty("compact", False)
            edit.typed.connect(self.typed)
            edit.left.connect(self.left)
            self.edits[name] = edit
            self.fields[name] = Field(theme, label, edit)
            self.fields[name].let_note_wrap()

    def show_all(self, typed: LineFields) -> None:
        """Another line."""
        for name, edit in self.edits.items():
            edit.setText(getattr(typed, name))

    def texts(self) -> dict[str, str]:
        """Everything as it is typed now."""
        return {name: edit.text() for name, edit in self.edits.items()}

    def row(self, *parts: tuple[str, int]) -> QHBoxLayout:
        """These fields beside one another, each with its share of the width."""
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(GAP))
        for name, stretch in parts:
            row.addWidget(self.fields[name], stretch, Qt.AlignmentFlag.AlignTop)
        return row
