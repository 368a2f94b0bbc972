"""A list that is edited in its page: the rows, and under them the fields of one entry."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.kit.buttons import Button
from ui.kit.fields.edits import TextEdit
from ui.kit.fields.form import Field
from ui.kit.fields.pull_down import PullDown
from ui.kit.fields.scorekeys import ScoreKeys
from ui.kit.labels import IconText, Label, rule
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.theme import Theme
from ui.screens.intake.entries import EntryList, EntryRow, FieldKind, FieldSpec, Typed

TWELFTHS, GENERIC = 12, Qt.ItemDataRole.UserRole
LONGEST = 2000
"""Most characters of the longest field, the note on a condition; the record tells the others' own limits."""


class EntryEditor(QWidget):
    """Enter in a field adds the entry; a click on a row puts it into the fields.

    Signals: `changed()` for every edit; `add_requested()`, `edit_requested(str)`, `remove_requested(str)`
    with the key of a row; `medicine_typed(str)`.
    """

    changed = Signal()
    add_requested = Signal()
    edit_requested = Signal(str)
    remove_requested = Signal(str)
    medicine_typed = Signal(str)

    def __init__(self, theme: Theme, entry_list: EntryList) -> None:
        super().__init__()
        self._theme, self._list = theme, entry_list
        self._key = ""
        self._is_showing = False
        self._is_wide: bool | None = None
        self.fields: dict[str, Field] = {}
        self.rows = RowList(theme, entry_list.noun)
        self.empty = Label(entry_list.empty, tone="muted").wrapped()
        self.problem = IconText(theme, "circle-alert", "", "contra")
        self.problem.label.wrapped()
        self.add_button = Button(theme, f"&Add {entry_list.noun}", "plus")
        self.remove_button = Button(theme, "&Take out", "trash-2")
        self.cancel_button = Button(theme, "&Leave as it was")
        self._medicines = QStandardItemModel(self)
        self._lay_out()
        self._connect()
        self.show_entry({}, "")

    def show_entries(self, rows: tuple[EntryRow, ...]) -> None:
        """Replace the rows."""
        self.rows.show_rows(
            [
                RowItem(
                    str(row.key),
                    row.title,
                    second=row.second,
                    words=row.words,
                    action="Change",
                    tip=row.second,
                )
                for row in rows
            ]
        )
        self.rows.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def show_entry(self, fields: Typed, key: str) -> None:
        """Fill the fields; an empty key is a new entry."""
        self._is_showing = True
        self._key = key
        for spec in self._list.fields:
            _show(self.fields[spec.key].editor, fields.get(spec.key, ""))
            self.fields[spec.key].show_problem("")
        self._is_showing = False
        self.problem.hide()
        noun = self._list.noun
        self.add_button.setText("S&ave the change" if key else f"&Add {noun}")
        self.remove_button.setVisible(bool(key))
        self.cancel_button.setVisible(bool(key))

    def entry(self) -> tuple[dict[str, str], str]:
        """What stands in the fields, raw, and which row it changes."""
        return {spec.key: _text(self.fields[spec.key].editor) for spec in self._list.fields}, self._key

    def refuse(self, field: str, sentence: str) -> None:
        """Say what is wrong beside its field, else under the fields."""
        shown = self.fields.get(field)
        if shown is None:
            self.problem.label.setText(sentence)
            self.problem.show()
        else:
            shown.show_problem(sentence)
            shown.editor.setFocus()

    def show_medicines(self, names: tuple[tuple[str, str], ...]) -> None:
        """Offer medicines: (generic name, words)."""
        self._medicines.clear()
        for generic, text in names:
            item = QStandardItem(text)
            item.setData(generic, GENERIC)
            self._medicines.appendRow(item)

    def set_wide(self, is_wide: bool) -> None:
        """Fields in rows of twelve twelfths, or each twice as wide."""
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        row, at = 0, 0
        for spec in self._list.fields:
            field = self.fields[spec.key]
            span = spec.span if is_wide else min(TWELFTHS, 2 * spec.span)
            if at + span > TWELFTHS:
                row, at = row + 1, 0
            where = Qt.AlignmentFlag.AlignTop
            if spec.kind is FieldKind.SCORE:
                where |= Qt.AlignmentFlag.AlignLeft
            self._grid.removeWidget(field)
            self._grid.addWidget(field, row, at, 1, span, where)
            at += span

    def take_focus(self) -> None:
        """Go to the first field."""
        next(iter(self.fields.values())).editor.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not has_control:
            self.add_requested.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        theme = self._theme
        frame = QFrame()
        frame.setProperty("box", True)
        listed = QVBoxLayout(frame)
        listed.setContentsMargins(1, 1, 1, 1)
        listed.setSpacing(0)
        listed.addWidget(self.rows)
        side = theme.px(12)
        self.empty.setContentsMargins(side, theme.px(8), side, theme.px(8))
        listed.addWidget(self.empty)
        listed.addWidget(rule())
        listed.addLayout(self._build_form())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)

    def _build_form(self) -> QVBoxLayout:
        theme = self._theme
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(8))
        for spec in self._list.fields:
            self.fields[spec.key] = Field(theme, spec.label, self._editor(spec))
        for column in range(TWELFTHS):
            self._grid.setColumnStretch(column, 1)
        self.set_wide(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        for button in (self.add_button, self.remove_button, self.cancel_button):
            buttons.addWidget(button)
        buttons.addWidget(self.problem, 1)
        buttons.addStretch(0)
        form = QVBoxLayout()
        side = theme.px(12)
        form.setContentsMargins(side, theme.px(8), side, side)
        form.setSpacing(theme.px(10))
        form.addLayout(self._grid)
        form.addLayout(buttons)
        return form

    def _editor(self, spec: FieldSpec) -> QWidget:
        if spec.kind is FieldKind.SCORE:
            keys = ScoreKeys(self._theme, spec.label, 0, 10)
            keys.answered.connect(self._edited)
            return keys
        if spec.kind is FieldKind.CHOICE:
            choice = PullDown()
            for value, text in spec.options:
                choice.addItem(text, value)
            choice.currentIndexChanged.connect(self._edited)
            return choice
        line = TextEdit(self._theme, LONGEST)
        line.set_unit(spec.unit)
        line.setPlaceholderText("if known" if spec.kind is FieldKind.DATE else "")
        line.textChanged.connect(self._edited)
        if spec.kind is FieldKind.MEDICINE:
            self._complete(line)
        return line

    def _complete(self, line: QLineEdit) -> None:
        completer = QCompleter(self._medicines, line)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(GENERIC)
        popup = completer.popup()
        assert popup is not None, "made when asked for"
        self._theme.dress(popup)  # a window without a parent
        line.setCompleter(completer)
        line.textEdited.connect(self.medicine_typed)

    def _connect(self) -> None:
        self.rows.chosen.connect(self._choose)
        self.rows.acted.connect(self._choose)
        self.add_button.clicked.connect(self.add_requested)
        self.remove_button.clicked.connect(self._remove)
        self.cancel_button.clicked.connect(self._cancel)

    @Slot(object)
    def _choose(self, key: str) -> None:
        self.edit_requested.emit(key)
        self.take_focus()

    @Slot()
    def _remove(self) -> None:
        key = self._key
        self.show_entry({}, "")
        self.remove_requested.emit(key)

    @Slot()
    def _cancel(self) -> None:
        self.show_entry({}, "")
        self.changed.emit()

    @Slot()
    def _edited(self) -> None:
        if not self._is_showing:
            self.problem.hide()
            self.changed.emit()


def _text(editor: QWidget) -> str:
    if isinstance(editor, ScoreKeys):
        return "" if editor.value() is None else str(editor.value())
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _show(editor: QWidget, text: str) -> None:
    if isinstance(editor, ScoreKeys):
        editor.show_value(int(text) if text.isdecimal() else None)
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(text)))
    elif isinstance(editor, TextEdit):
        editor.show_value(text or None)
