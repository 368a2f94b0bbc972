"""The box "Add medicine": finds by generic, brand or class; a name not in the list can be taken too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from medmanager.domain.knowledge.drugs import Drug
from ui.kit.search import SearchBox
from ui.kit.tallman import tall_man
from ui.kit.theme import Theme

ROWS_SHOWN, LIST_WIDTH = 9, 380
NAME_ROLE = int(Qt.ItemDataRole.UserRole)


class MedicineBox(SearchBox):
    """Signals: `searched(str)` of the box, `picked(str)` with the name that was chosen or typed."""

    picked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Add medicine")
        self.list = QListWidget(self)
        self.list.setWindowFlags(Qt.WindowType.ToolTip)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Medicines found")
        self.list.setProperty("popup", True)
        self.list.hide()
        self._theme_px = theme.px
        self.moved.connect(self._move)
        self.taken.connect(self._take)
        self.list.itemClicked.connect(self._clicked)
        self.textEdited.connect(self._hide_when_empty)
        self.installEventFilter(self)

    def show_found(self, drugs: Sequence[Drug]) -> None:
        """List what was found; the last row takes the name as typed."""
        typed = " ".join(self.text().split())
        self.list.clear()
        for drug in drugs:
            known = ", ".join((*drug.brands[:2], drug.drug_class))
            self._add(f"{tall_man(drug.generic)}   {known}", drug.generic)
        if typed and not any(drug.generic.casefold() == typed.casefold() for drug in drugs):
            self._add(f"Add “{typed}”: not in our drug list, not checked", typed)
        if not typed or not self.hasFocus():
            self.list.hide()
            return
        self.list.setCurrentRow(0)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list goes away with the focus and with Escape."""
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Move}:
            self.list.hide()
        return super().eventFilter(watched, event)

    def _add(self, text: str, name: str) -> None:
        item = QListWidgetItem(text)
        item.setData(NAME_ROLE, name)
        self.list.addItem(item)

    def _place(self) -> None:
        rows = min(ROWS_SHOWN, self.list.count())
        height = rows * max(self._theme_px(28), self.list.sizeHintForRow(0)) + 4
        self.list.setFixedSize(self._theme_px(LIST_WIDTH), height)
        corner = self.mapToGlobal(QPoint(0, self.height() + 2))
        self.list.move(corner)
        self.list.show()

    @Slot(int)
    def _move(self, step: int) -> None:
        row = max(0, min(self.list.count() - 1, self.list.currentRow() + step))
        self.list.setCurrentRow(row)

    @Slot()
    def _take(self) -> None:
        item = self.list.currentItem()
        if self.list.isVisible() and item is not None:
            self._clicked(item)

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        name = str(item.data(NAME_ROLE))
        self.list.hide()
        self.clear()
        self.picked.emit(name)

    @Slot(str)
    def _hide_when_empty(self, text: str) -> None:
        if not text.strip():
            self.list.hide()
