"""Forms: a `Field` is a label, its editor and the problem beside it; a `Form` puts labels left or above by
its width.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.fields.cell_edit import CellEdit
from ui.kit.fields.edits import TypedEdit
from ui.kit.labels import IconText, Label, restyle
from ui.kit.theme import Theme, Type

LABEL_WIDTH, WIDE_FROM = 168, 620


class Field(QWidget):
    """`Field(theme, "&Weight", NumberEdit(...), note="154.8 on Nov 2")`.

    The label's mnemonic moves to the editor, which takes the label as accessible name. Problems of a
    `TypedEdit` are shown by themselves; others with `show_problem`, and go once the text is changed.
    The words for note and problem are made when there are any: most fields never need them.
    """

    def __init__(self, theme: Theme, label: str, editor: QWidget, note: str = "") -> None:
        super().__init__()
        self._theme, self.editor = theme, editor
        self.label = Label(label, Type.SMALL)
        self.label.setBuddy(editor)
        self._note: Label | None = None
        self._problem: IconText | None = None
        self._is_wide = self._wraps_note = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if not editor.accessibleName():
            editor.setAccessibleName(label.replace("&", ""))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(4))
        if isinstance(editor, TypedEdit):
            editor.problem_changed.connect(self._say)
        elif isinstance(editor, CellEdit):
            pass  # whoever has cells reads them at each key
        elif isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._mended)
        elif isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(self._mended)
        self._place_all()
        self.set_note(note)

    @Slot(str)
    def show_problem(self, problem: str) -> None:
        """Show a problem beside the editor, and for screen readers in it; empty takes it away."""
        if isinstance(self.editor, TypedEdit):
            self.editor.show_problem(problem)
        self._say(problem)

    @Slot()
    def _mended(self) -> None:
        """What was refused is being written anew."""
        self.show_problem("")

    @Slot(str)
    def _say(self, problem: str) -> None:
        if problem != self.problem():
            self.editor.setAccessibleDescription(problem)
        if bool(self.editor.property("problem")) != bool(problem):
            self.editor.setProperty("problem", bool(problem))
            restyle(self.editor)
        if self._problem is None and problem:
            self._problem = IconText(self._theme, "circle-alert", "", "contra", Type.SMALL)
            self._problem.label.wrapped()
            self._place(self._problem, self._problem_cell())
        if self._problem is not None:
            self._problem.label.setText(problem)
            self._problem.setVisible(bool(problem))

    def problem(self) -> str:
        """The problem that stands beside the editor, or empty."""
        return self._problem.label.text() if self._problem is not None else ""

    def set_note(self, note: str) -> None:
        """Small words under the editor, as its last value."""
        if self._note is None and note:
            self._note = Label(size=Type.SMALL, tone="muted")
            if self._wraps_note:
                self._note.wrapped()
            self._place(self._note, self._note_cell())
        if self._note is not None:
            self._note.setText(note)
            self._note.setVisible(bool(note))

    def let_note_wrap(self) -> None:
        """Let a long note take several lines, where fields stand beside one another."""
        self._wraps_note = True
        if self._note is not None:
            self._note.wrapped()

    def set_wide(self, wide: bool) -> None:
        """Label left and problem right of the editor, or label above and problem below."""
        for widget in (self.label, self.editor, self._note, self._problem):
            if widget is not None:
                self._grid.removeWidget(widget)
        self._is_wide = wide
        self._place_all()

    def _place_all(self) -> None:
        wide = self._is_wide
        self.label.setMinimumWidth(self._theme.px(LABEL_WIDTH) if wide else 0)
        self._grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        self._place(self.editor, self._editor_cell())
        self._place(self._note, self._note_cell())
        self._place(self._problem, self._problem_cell())
        for at, stretch in enumerate((0, 3, 2) if wide else (3, 0, 0)):
            self._grid.setColumnStretch(at, stretch)

    def _place(self, widget: QWidget | None, cell: tuple[int, int]) -> None:
        if widget is not None:
            self._grid.addWidget(widget, *cell)

    def _editor_cell(self) -> tuple[int, int]:
        return (0, 1) if self._is_wide else (1, 0)

    def _note_cell(self) -> tuple[int, int]:
        row, column = self._editor_cell()
        return row + 1, column

    def _problem_cell(self) -> tuple[int, int]:
        row, column = self._editor_cell()
        return (row, column + 1) if self._is_wide else (row + 2, column)


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
