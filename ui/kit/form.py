"""Forms: a `Field` is a label, its editor and the problem beside it; a `Form` puts labels left or above by
its width.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.edits import TypedEdit
from ui.kit.labels import IconText, Label
from ui.kit.theme import Theme, Type

LABEL_WIDTH, WIDE_FROM = 168, 620


class Field(QWidget):
    """`Field(theme, "&Weight", NumberEdit(...), note="154.8 on Nov 2")`.

    The label's mnemonic moves to the editor, which takes the label as accessible name. Problems of a
    `TypedEdit` are shown by themselves; others with `show_problem`. `not_known` adds a box that says "not
    known", which is an answer.
    """

    def __init__(
        self, theme: Theme, label: str, editor: QWidget, note: str = "", *, not_known: bool = False
    ) -> None:
        super().__init__()
        self._theme, self.editor = theme, editor
        self.label = Label(label, Type.SMALL)
        self.label.setBuddy(editor)
        self.note = Label(note, Type.SMALL, tone="muted")
        self.problem = IconText(theme, "circle-alert", "", "contra", Type.SMALL)
        self.problem.label.wrapped()
        self.unknown = QCheckBox("not known")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._name_editor(label.replace("&", ""))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(4))
        self.unknown.setVisible(not_known)
        self.unknown.toggled.connect(self._unknown_toggled)
        if isinstance(editor, TypedEdit):
            editor.problem_changed.connect(self.show_problem)
        self.set_wide(False)
        self.show_problem("")
        self.set_note(note)

    @Slot(str)
    def show_problem(self, problem: str) -> None:
        """Show a problem beside the editor; empty takes it away."""
        self.problem.label.setText(problem)
        self.problem.setVisible(bool(problem))

    def set_note(self, note: str) -> None:
        """Small words under the editor, as its last value."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def set_wide(self, wide: bool) -> None:
        """Label left and problem right of the editor, or label above and problem below."""
        for widget in (self.label, self.editor, self.unknown, self.note, self.problem):
            self._grid.removeWidget(widget)
        self.label.setMinimumWidth(self._theme.px(LABEL_WIDTH) if wide else 0)
        row, column = (0, 1) if wide else (1, 0)
        self._grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self.editor, row, column)
        self._grid.addWidget(self.unknown, row, column + 1)
        self._grid.addWidget(self.note, row + 1, column)
        below = (row, column + 2) if wide else (row + 2, column)
        self._grid.addWidget(self.problem, *below)
        self._grid.setColumnStretch(0, 0 if wide else 3)
        self._grid.setColumnStretch(1, 3 if wide else 0)
        self._grid.setColumnStretch(3, 2 if wide else 0)

    def is_unknown(self) -> bool:
        """Whether the user said that it is not known."""
        return self.unknown.isChecked()

    def _name_editor(self, name: str) -> None:
        if not self.editor.accessibleName():
            self.editor.setAccessibleName(name)
        self.unknown.setAccessibleName(f"{name}: not known")

    @Slot(bool)
    def _unknown_toggled(self, unknown: bool) -> None:
        self.editor.setDisabled(unknown)
        if unknown and isinstance(self.editor, TypedEdit):
            self.editor.show_value(None)


class Form(QWidget):
    """Fields under one another; it turns wide at 620 px. `show_problems` takes what a `Refused` named."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.fields: dict[str, Field] = {}
        self._is_wide: bool | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(12))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def add(self, name: str, field: Field) -> Field:
        """Add a field under `name`, the name that a refusal uses."""
        self.fields[name] = field
        self._rows.addWidget(field)
        return field

    def add_row(self, widget: QWidget) -> None:
        """Add anything else, as a heading or a hint."""
        self._rows.addWidget(widget)

    def show_problem(self, name: str, problem: str) -> bool:
        """Show a problem beside a field and go there; False when there is no such field."""
        field = self.fields.get(name)
        if field is None:
            return False
        field.show_problem(problem)
        field.editor.setFocus()
        return True

    def clear_problems(self) -> None:
        """Take all problems away."""
        for field in self.fields.values():
            field.show_problem("")

    def first_problem(self) -> str:
        """Read every typed editor again; the name of the first that cannot be read, or empty."""
        for name, field in self.fields.items():
            if isinstance(field.editor, TypedEdit):
                field.editor.finish()
                if field.editor.problem():
                    field.editor.setFocus()
                    return name
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._theme.px(WIDE_FROM)
        if wide != self._is_wide:
            self._is_wide = wide
            for field in self.fields.values():
                field.set_wide(wide)
