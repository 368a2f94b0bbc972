"""The field in which a medicine is found while it is typed: "Add medicine", and the new one of a switch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.kit.fields.search import SearchBox
from ui.kit.theme import Theme
from ui.screens.plan.finder.paint import ROW, ROW_ROLE, FoundRowPainter
from ui.screens.plan.finder.rows import FinderRow, Pick

ROWS_SHOWN, LIST_WIDTH = 12, 520


class MedicineBox(SearchBox):
    """`host` is the screen or dialog, over which the list lies. Opened by typing, a click, or the down key.
    The arrows go through it, Enter takes a row, Escape puts it away; what was taken leaves the field.

    Signals: `wanted(str)` with what is looked for, "" for everything at hand; `picked(Pick)`.
    """

    wanted = Signal(str)
    picked = Signal(object)

    def __init__(self, theme: Theme, host: QWidget, placeholder: str = "Add medicine") -> None:
        super().__init__(theme, placeholder)
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
        self.list.setItemDelegate(FoundRowPainter(theme, self.list))
        self.popup.hide()
        self._theme_px = theme.px
        self._asked = self._listed = ""
        self._take_when_listed = self._opening = False
        self.list.currentItemChanged.connect(self._say_current)
        self.searched.connect(self._want)
        self.moved.connect(self._move)
        self.taken.connect(self._take)
        self.list.itemClicked.connect(self._clicked)
        self.textEdited.connect(self._hide_when_empty)
        self.installEventFilter(self)

    def show_found(self, text: str, rows: Sequence[FinderRow]) -> None:
        """List what was found for `text`, if that still stands there.

        Enter pressed before the list came takes the first row of this list, never one of an older list, and
        no guess.
        """
        if text != self.text() or not (text.strip() or self._opening):
            return
        self._listed = text
        self._fill(rows)
        if self._take_when_listed and not any(row.is_guess for row in rows):
            self._take()

    def rows(self) -> tuple[FinderRow, ...]:
        """What is listed now."""
        return tuple(_row_of(self.list.item(number)) for number in range(self.list.count()))

    def open_list(self) -> None:
        """Show everything at hand, before anything is typed."""
        self._opening = True
        self._asked = self.text()
        self.wanted.emit(self._asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.popup.isVisible():
            self._put_away()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list goes away with the focus."""
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Move}:
            self._shut()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.popup.isVisible():
            self.open_list()

    def _fill(self, rows: Sequence[FinderRow]) -> None:
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(", ".join(part for part in (row.title, row.note) if part))
            item.setData(ROW_ROLE, row)
            if row.pick is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        first = _first_of(rows)
        if first is None or not self.hasFocus():
            self.popup.hide()
            return
        self._place()
        self.list.setCurrentRow(first)
        self.list.scrollToItem(self.list.item(first))

    def _place(self) -> None:
        below = self.mapTo(self._host, QPoint(0, self.height() + 2))
        room = self._host.height() - below.y() - 14
        row = max(self._theme_px(ROW), self.list.sizeHintForRow(0))
        rows = max(3, min(ROWS_SHOWN, self.list.count(), room // row))
        width = min(self._theme_px(LIST_WIDTH), self._host.width())
        self.popup.setFixedSize(width, rows * row + 10)
        self.popup.move(max(0, self._list_left(below.x(), width)), below.y())
        self.popup.show()
        self.popup.raise_()

    def _list_left(self, left: int, width: int) -> int:
        """The list ends where the field does."""
        return left + self.width() - width

    def _shut(self) -> None:
        self._opening = self._take_when_listed = False
        self.popup.hide()
        self._say_current()

    @Slot(str)
    def _want(self, text: str) -> None:
        if text.strip():
            self._asked = text
            self.wanted.emit(text)

    @Slot(int)
    def _move(self, step: int) -> None:
        if not self.popup.isVisible():
            self.open_list()
            return
        ahead = 1 if step > 0 else -1
        for _ in range(abs(step)):
            self._go_on(ahead)

    def _go_on(self, ahead: int) -> None:
        row = self.list.currentRow() + ahead
        while 0 <= row < self.list.count():
            if _row_of(self.list.item(row)).pick is not None:
                self.list.setCurrentRow(row)
                return
            row += ahead

    @Slot()
    def _take(self) -> None:
        if not self.text().strip() and not self.popup.isVisible():
            return
        self._take_when_listed = self._listed != self.text()
        if self._take_when_listed:
            return
        item = self.list.currentItem()
        if self.popup.isVisible() and item is not None:
            self._clicked(item)

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        pick = _row_of(item).pick
        if pick is not None:
            self._shut()
            self._keep(pick)
            self.picked.emit(pick)

    def _keep(self, pick: Pick) -> None:
        """What stands in the field once a row was taken."""
        self.clear()

    def _put_away(self) -> None:
        self._debounce.forget()
        self._shut()
        self.clear()

    @Slot()
    def _say_current(self) -> None:
        """The keyboard stays in the field: a screen reader hears there which row Enter would take."""
        is_shown = self.popup.isVisible() and self.list.currentRow() >= 0
        self.setAccessibleDescription(self.list.currentItem().text() if is_shown else "")

    @Slot(str)
    def _hide_when_empty(self, text: str) -> None:
        self._take_when_listed = False
        if not text.strip():
            self._shut()


class MedicineField(MedicineBox):
    """The same in a form: the name that was taken stays in the field, and Enter without a list is the form's.

    Signals: `picked(str)` with the generic name.
    """

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, "Generic or brand name")
        self.setAccessibleName("")  # the label over it gives the name

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._debounce.flush()
            if not (self.popup.isVisible() or self._waits()):
                event.ignore()
                return
        super().keyPressEvent(event)

    def show_found(self, text: str, rows: Sequence[FinderRow]) -> None:
        """A name that is written in full has been chosen: nothing lies over the form for it."""
        written = self.text().strip().casefold()
        chosen = any(str(row.pick).casefold() == written for row in rows if row.pick is not None)
        super().show_found(text, () if chosen and not self._opening else rows)

    def _waits(self) -> bool:
        """Whether the list of what stands here is on its way."""
        return self._asked == self.text() != self._listed

    def _keep(self, pick: Pick) -> None:
        self.setText(str(pick))

    def _list_left(self, left: int, width: int) -> int:
        """The list begins where the field does, where that leaves room."""
        return min(left, self._host.width() - width)

    def _put_away(self) -> None:
        self._shut()


def _first_of(rows: Sequence[FinderRow]) -> int | None:
    """The row that Enter takes: the medicine that is named best, else the first of all."""
    may = [number for number, row in enumerate(rows) if row.pick is not None]
    return max(may, key=lambda number: rows[number].named, default=None)


def _row_of(item: QListWidgetItem) -> FinderRow:
    row = item.data(ROW_ROLE)
    assert isinstance(row, FinderRow), "only such rows are listed"
    return row
