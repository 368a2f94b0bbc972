"""The palette that Ctrl+K opens: one field, one list, arrows, Enter and Esc."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.kit.labels import rule
from ui.kit.layout.wrapping import lines_of
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type
from ui.shell.finder import Found, FoundKind
from ui.shell.top_bar import INVITATION

WIDTH, ROW, LINE, MOST_ROWS, EDGE, SIDE, TEXT_LEFT = 560, 32, 18, 14, 8, 12, 38
Index = QModelIndex | QPersistentModelIndex


class FoundModel(QAbstractListModel):
    """The rows found; `found(row)` gives the value."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Found, ...] = ()

    def show_rows(self, rows: tuple[Found, ...]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def found(self, row: int) -> Found | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{row.title}, {row.note}" if row.note else row.title
        return row if role == Qt.ItemDataRole.UserRole else None


class _RowPainter(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.height(_found(index), option.rect.width()))

    def height(self, found: Found, width: int) -> int:
        """A row is as high as its title needs: names are never cut."""
        return self._theme.px(ROW + LINE * (len(self._title(found, width)) - 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found = _found(index)
        theme, rect = self._theme, QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.colour("selection"))
        ink = "selText" if chosen else "text"
        quiet = "selText" if chosen else "muted"
        side = theme.px(16)
        icon = "users" if found.similar else found.icon
        theme.paint_icon(
            painter,
            icon,
            QRectF(rect.left() + theme.px(SIDE), rect.center().y() - side / 2, side, side),
            quiet,
        )
        painter.setFont(_title_font(theme, found))
        painter.setPen(theme.colour(ink))
        words = rect.adjusted(theme.px(TEXT_LEFT), 0, -theme.px(SIDE), 0)
        lines = self._title(found, option.rect.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "\n".join(lines))
        taken = max(painter.fontMetrics().horizontalAdvance(line) for line in lines) + theme.px(SIDE)
        painter.setPen(theme.colour(quiet))
        self._paint_note(painter, found, words.adjusted(taken, 0, 0, 0))

    def _title(self, found: Found, width: int) -> tuple[str, ...]:
        room = width - self._theme.px(TEXT_LEFT + SIDE)
        return lines_of(found.title, _title_font(self._theme, found), room)

    def _paint_note(self, painter: QPainter, found: Found, room: QRectF) -> None:
        """In the room that the title left: the note may be cut, the title is not."""
        painter.setFont(self._theme.font(Type.SMALL))
        note = found.note + (" · similar name" if found.similar else "")
        cut = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, cut)


def _found(index: Index) -> Found:
    found = index.data(Qt.ItemDataRole.UserRole)
    assert isinstance(found, Found), "the palette lists found things only"
    return found


def _title_font(theme: Theme, found: Found) -> QFont:
    return theme.font(Type.BODY, SEMIBOLD if found.kind is FoundKind.PATIENT else REGULAR)


class CommandPalette(QFrame):
    """Lies over its parent below the box of the top bar.

    Signals: `typed(str)` at every key; `taken(Found)` when a row was chosen; closing needs no answer.
    """

    typed = Signal(str)
    taken = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("card", True)
        self.setAccessibleName("Find patients, commands and dates")
        self._field = QLineEdit()
        self._field.setPlaceholderText(INVITATION)
        self._field.setAccessibleName(INVITATION)
        self._model = FoundModel()
        self._moved = False
        self._painter = _RowPainter(theme, self)
        self._list = self._build_list()
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        column.addWidget(self._field)
        column.addWidget(rule())
        column.addWidget(self._list)
        self._field.textEdited.connect(self._typed)
        self._field.installEventFilter(self)
        self._list.clicked.connect(self._take)
        self.hide()

    def open(self, x: int) -> None:
        """Show it empty at that place and take the keyboard."""
        self._field.clear()
        self._moved = False
        self.move(x, 6)
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.typed.emit("")

    def show_rows(self, rows: tuple[Found, ...]) -> None:
        """Show what was found. The first row is chosen, but a row that was chosen by arrows stays chosen when
        an answer comes late and moves it.
        """
        chosen = self._model.found(self._list.currentIndex().row()) if self._moved else None
        self._model.show_rows(rows)
        self._fit(rows)
        self._list.setCurrentIndex(self._model.index(rows.index(chosen) if chosen in rows else 0))

    @property
    def titles(self) -> tuple[str, ...]:
        """What is listed now."""
        found = (self._model.found(row) for row in range(self._model.rowCount()))
        return tuple(one.title for one in found if one is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        if event.type() == QEvent.Type.FocusOut and not self._list.hasFocus():
            self.hide()
        return False

    def _key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in steps:
            row = self._list.currentIndex().row() + steps[key]
            row = min(max(row, 0), max(self._model.rowCount() - 1, 0))
            self._list.setCurrentIndex(self._model.index(row))
            self._moved = True
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(self._list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _fit(self, rows: tuple[Found, ...]) -> None:
        """As wide as it would like to be and as high as its rows, as far as the window reaches."""
        room, edges = self.parentWidget(), 2 * EDGE + 2
        assert room is not None, "it lies over a window"
        width = min(self._theme.px(WIDTH) + edges, room.width() - self.x() - EDGE)
        self.setFixedWidth(width)
        heights = [self._painter.height(found, width - edges) for found in rows[:MOST_ROWS]]
        around = self._field.sizeHint().height() + 2 * EDGE + edges + 1
        most = room.height() - self.y() - EDGE - around
        self._list.setFixedHeight(min(sum(heights) or self._theme.px(ROW), most))
        self.adjustSize()

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._moved = False
        self.typed.emit(text)

    def _build_list(self) -> QListView:
        view = QListView()
        view.setModel(self._model)
        view.setItemDelegate(self._painter)
        view.setAccessibleName("Found")
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return view

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        found = self._model.found(index.row())
        if found is not None:
            self.hide()
            self.taken.emit(found)
