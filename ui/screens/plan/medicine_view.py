"""The box "Add medicine": finds by generic, brand or class; a name not in the list can be taken too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from medmanager.domain.knowledge.drug import Drug
from ui.kit.search import SearchBox
from ui.kit.tallman import tall_man
from ui.kit.theme import Theme

ROWS_SHOWN, LIST_WIDTH = 9, 440
NAME_ROLE = int(Qt.ItemDataRole.UserRole)


class MedicineBox(SearchBox):
    """`host` is the screen, over which the list lies. Signals: `searched(str)`, `picked(str)` with a name."""

    picked = Signal(str)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, "Add medicine")
        self._host = host
        self.popup = QFrame(host)
        self.popup.setProperty("card", True)
        self.list = QListWidget()
        inside = QVBoxLayout(self.popup)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.list)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Medicines found")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.popup.hide()
        self._theme_px = theme.px
        self._listed, self._take_when_listed = "", False
        self.moved.connect(self._move)
        self.taken.connect(self._take)
        self.list.itemClicked.connect(self._clicked)
        self.textEdited.connect(self._hide_when_empty)
        self.installEventFilter(self)

    def show_found(self, text: str, drugs: Sequence[Drug]) -> None:
        """List what was found for `text`, if that still stands there; the last row takes it as typed.

        Enter pressed before the list came takes the first row of this list, never one of an older list.
        """
        if text != self.text():
            return
        self._listed = text
        self._fill(drugs)
        if self._take_when_listed:
            self._take()

    def _fill(self, drugs: Sequence[Drug]) -> None:
        typed = " ".join(self.text().split())
        self.list.clear()
        for drug in drugs:
            known = ", ".join((*drug.brands[:2], drug.drug_class))
            self._add(f"{tall_man(drug.generic)}   {known}", drug.generic)
        if typed and not any(drug.generic.casefold() == typed.casefold() for drug in drugs):
            self._add(f"Add “{typed}”: not in our drug list, not checked", typed)
        if not typed or not self.hasFocus():
            self.popup.hide()
            return
        self.list.setCurrentRow(0)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list goes away with the focus and with Escape."""
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Move}:
            self.popup.hide()
        return super().eventFilter(watched, event)

    def _add(self, text: str, name: str) -> None:
        item = QListWidgetItem(text)
        item.setData(NAME_ROLE, name)
        self.list.addItem(item)

    def _place(self) -> None:
        rows = min(ROWS_SHOWN, self.list.count())
        height = rows * max(self._theme_px(28), self.list.sizeHintForRow(0)) + 10
        self.popup.setFixedSize(self._theme_px(LIST_WIDTH), height)
        corner = self.mapTo(self._host, QPoint(self.width() - self.popup.width(), self.height() + 2))
        self.popup.move(max(0, corner.x()), corner.y())
        self.popup.show()
        self.popup.raise_()

    @Slot(int)
    def _move(self, step: int) -> None:
        row = max(0, min(self.list.count() - 1, self.list.currentRow() + step))
        self.list.setCurrentRow(row)

    @Slot()
    def _take(self) -> None:
        self._take_when_listed = self._listed != self.text()
        if self._take_when_listed:
            return
        item = self.list.currentItem()
        if self.popup.isVisible() and item is not None:
            self._clicked(item)

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        name = str(item.data(NAME_ROLE))
        self.popup.hide()
        self.clear()
        self.picked.emit(name)

    @Slot(str)
    def _hide_when_empty(self, text: str) -> None:
        self._take_when_listed = False
        if not text.strip():
            self.popup.hide()
