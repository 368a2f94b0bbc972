"""The field of a strength, with the products that exist below it while somebody types."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from ui.kit.theme import Theme
from ui.screens.plan.cell_edit import CellEdit
from ui.screens.plan.strength_reading import StrengthChoice

LIST_WIDTH, ROWS = 260, 10
CHOICE, TEXT = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1


class StrengthList(QObject):
    """The products of one drug, shared by all fields. Signals: `picked(StrengthChoice)`.

    A row reads "25 mg tablet, scored"; only the strength goes into the field.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setCompletionRole(TEXT)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setMaxVisibleItems(ROWS)
        popup = self.completer.popup()
        assert popup is not None, "a list that pops up is what it shows"
        popup.setMinimumWidth(theme.px(LIST_WIDTH))
        self.completer.activated[QModelIndex].connect(self._activated)  # type: ignore[index]  # one of two

    def offer(self, choices: tuple[StrengthChoice, ...]) -> None:
        """What exists; nothing of a drug that is not known."""
        self._model.clear()
        for choice in choices:
            item = QStandardItem(choice.label)
            item.setData(choice, CHOICE)
            item.setData(choice.text, TEXT)
            self._model.appendRow(item)

    def show_all(self) -> None:
        """Everything that exists, before anything is typed."""
        if self._model.rowCount():
            self.completer.setCompletionPrefix("")
            self.completer.complete()

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        choice = index.data(CHOICE)
        if isinstance(choice, StrengthChoice):
            self.picked.emit(choice)


class StrengthEdit(CellEdit):
    """Shows products that begin with what is typed; the down key shows all of them."""

    def __init__(self, name: str, spoken: str, text: str, offered: StrengthList) -> None:
        super().__init__(name, spoken, text)
        self._offered = offered

    def focusInEvent(self, event: QFocusEvent) -> None:
        # One list serves all fields: a field takes it when the keyboard comes.
        if not self.isReadOnly() and self.completer() is not self._offered.completer:
            self.setCompleter(self._offered.completer)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.isReadOnly():
            self._offered.show_all()
        else:
            super().keyPressEvent(event)
