"""The box "Add medicine": protocols and favourites first, then the drug list; other names can be taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.kit.search import SearchBox
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type
from ui.screens.plan.finder_rows import FinderRow

ROWS_SHOWN, LIST_WIDTH, ROW, SIDE, SIGN, GAP = 12, 520, 28, 8, 16, 8
HEAD = NOTE = ("muted", Type.SMALL, REGULAR)
TITLE = ("text", Type.BODY, SEMIBOLD)
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


class MedicineBox(SearchBox):
    """`host` is the screen, over which the list lies. Opened by typing, a click, or the down key.

    Signals: `wanted(str)` with what is looked for, "" for everything at hand; `picked(Pick)`.
    """

    wanted = Signal(str)
    picked = Signal(object)

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
        self.list.setItemDelegate(_RowPainter(theme, self.list))
        self.popup.hide()
        self._theme_px = theme.px
        self._listed, self._take_when_listed, self._opening = "", False, False
        self.searched.connect(self._want)
        self.moved.connect(self._move)
        self.taken.connect(self._take)
        self.list.itemClicked.connect(self._clicked)
        self.textEdited.connect(self._hide_when_empty)
        self.installEventFilter(self)

    def show_found(self, text: str, rows: Sequence[FinderRow]) -> None:
        """List what was found for `text`, if that still stands there.

        Enter pressed before the list came takes the first row of this list, never one of an older list.
        """
        if text != self.text() or not (text.strip() or self._opening):
            return
        self._listed = text
        self._fill(rows)
        if self._take_when_listed:
            self._take()

    def rows(self) -> tuple[FinderRow, ...]:
        """What is listed now."""
        return tuple(_row_of(self.list.item(number)) for number in range(self.list.count()))

    def open_list(self) -> None:
        """Show everything at hand, before anything is typed."""
        self._opening = True
        self.wanted.emit(self.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list goes away with the focus and with Escape."""
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
        self.list.setCurrentRow(first)
        self._place()
        self.list.scrollToItem(self.list.item(first))

    def _place(self) -> None:
        below = self.mapTo(self._host, QPoint(0, self.height() + 2))
        room = self._host.height() - below.y() - 14
        row = max(self._theme_px(ROW), self.list.sizeHintForRow(0))
        rows = max(3, min(ROWS_SHOWN, self.list.count(), room // row))
        width = min(self._theme_px(LIST_WIDTH), self._host.width())
        self.popup.setFixedSize(width, rows * row + 10)
        right = below.x() + self.width()
        self.popup.move(max(0, right - width), below.y())
        self.popup.show()
        self.popup.raise_()

    def _shut(self) -> None:
        self._opening = self._take_when_listed = False
        self.popup.hide()

    @Slot(str)
    def _want(self, text: str) -> None:
        if text.strip():
            self.wanted.emit(text)

    @Slot(int)
    def _move(self, step: int) -> None:
        if not self.popup.isVisible():
            if not self.text().strip():
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
            self.clear()
            self.picked.emit(pick)

    @Slot(str)
    def _hide_when_empty(self, text: str) -> None:
        self._take_when_listed = False
        if not text.strip():
            self._shut()


class _RowPainter(QStyledItemDelegate):
    """A sign, the title, and the note behind it, cut where there is no room; heads are small and muted."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, theme = index.data(ROW_ROLE), self._theme
        assert isinstance(row, FinderRow), "only such rows are listed"
        place = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.colour("selection"))
        left = place.left() + theme.px(SIDE)
        if row.pick is None:
            self._write(painter, place.adjusted(theme.px(SIDE), 0, 0, 0), row.title, HEAD)
            painter.restore()
            return
        sign = QRectF(left, place.center().y() - theme.px(SIGN) / 2, theme.px(SIGN), theme.px(SIGN))
        theme.paint_icon(painter, row.icon, sign, "muted")
        words = place.adjusted(theme.px(SIDE + SIGN + GAP), 0, -theme.px(SIDE), 0)
        self._write(painter, words, row.title, TITLE)
        used = theme.text_width(row.title, Type.BODY, SEMIBOLD) + theme.px(GAP)
        self._write(painter, words.adjusted(used, 0, 0, 0), row.note, NOTE)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.px(ROW))

    def _write(self, painter: QPainter, place: QRectF, text: str, look: tuple[str, Type, int]) -> None:
        tone, size, weight = look
        font = self._theme.font(size, weight)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(font)
        painter.setPen(self._theme.colour(tone))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


def _first_of(rows: Sequence[FinderRow]) -> int | None:
    """The row that Enter takes: the medicine that is being named, else the first of all."""
    named = next((number for number, row in enumerate(rows) if row.named), None)
    first = next((number for number, row in enumerate(rows) if row.pick is not None), None)
    return first if named is None else named


def _row_of(item: QListWidgetItem) -> FinderRow:
    row = item.data(ROW_ROLE)
    assert isinstance(row, FinderRow), "only such rows are listed"
    return row
