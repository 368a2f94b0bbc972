"""One provider's day as a painted list: visits, open stretches with Book, and breaks."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.today.lines import DayRow, RowKind
from ui.screens.today.row_lines import (
    ICON,
    LINE,
    NAME_LEFT,
    SIDE,
    SMALL_LINE,
    TIME_RIGHT,
    RowLines,
    StatePlace,
    break_row,
    state_width,
)

LEAST = 190
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class DayList(QWidget):
    """Up and down move, Enter opens or books.

    Signals: `chosen(key)` and `opened(key)` of a visit, `book_requested(NewTime)` of an open stretch.
    """

    chosen = Signal(object)
    opened = Signal(object)
    book_requested = Signal(object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[DayRow, ...] = ()
        self._current = -1
        self._selected: object = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_rows(self, rows: tuple[DayRow, ...]) -> None:
        """Replace the rows."""
        self._rows = rows
        self._current = min(self._current, len(rows) - 1)
        self._tell()
        self.updateGeometry()
        self.update()

    def select(self, key: object) -> None:
        """Mark a visit, without a signal."""
        self._selected = key
        self.update()

    def row_of(self, key: object) -> DayRow | None:
        """The row of a visit."""
        return next((row for row in self._rows if row.key == key), None)

    def sizeHint(self) -> QSize:
        width = max(self.width(), self._theme.px(LEAST))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(LEAST), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._height(row, width) for row in self._rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self._move(steps[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._current >= 0:
            self._open(self._rows[self._current])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._row_at(event.position().y())
        if at >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._go(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._row_at(event.position().y())
        if at >= 0 and self._rows[at].action:
            self._open(self._rows[at])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self._row_at(event.position().y())
        if at >= 0 and self._rows[at].kind is RowKind.VISIT:
            self._open(self._rows[at])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current < 0:
            self._current = next((at for at, row in enumerate(self._rows) if not row.over), -1)
        self._tell()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0.0
        for number, row in enumerate(self._rows):
            box = QRectF(0, top, self.width(), self._height(row, self.width()))
            if row.kind is RowKind.VISIT:
                self._paint_visit(painter, row, box)
            else:
                self._paint_slim(painter, row, box)
            if number < len(self._rows) - 1:
                painter.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), self._theme.colour("line"))
            if number == self._current and self.hasFocus():
                painter.setPen(QPen(self._theme.colour("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(1, 1, -1, -2))
            top = box.bottom()

    def _paint_visit(self, painter: QPainter, row: DayRow, box: QRectF) -> None:
        theme, lines = self._theme, self._lines(row)
        is_selected = row.key is not None and row.key == self._selected
        if is_selected:
            painter.fillRect(box, theme.colour("selection"))
        ink = "selText" if is_selected else "muted" if row.over else "text"
        plain = is_selected and theme.is_high_contrast()
        self._ink(painter, ink, weight=SEMIBOLD)
        painter.drawText(QRectF(0, box.top(), theme.px(TIME_RIGHT), box.height()), RIGHT, row.time)
        line = QRectF(theme.px(NAME_LEFT), box.top() + theme.px(4), box.width(), theme.px(LINE))
        for name in lines.name:
            painter.drawText(line, LEFT, name)
            line.translate(0, theme.px(LINE))
        self._ink(painter, ink if plain else "muted", Type.SMALL)
        line.setHeight(theme.px(SMALL_LINE))
        for second in lines.second:
            painter.drawText(line, LEFT, second)
            line.translate(0, theme.px(SMALL_LINE))
        self._paint_state(painter, row, self._state_box(lines, box), ink if plain else row.tone)

    def _state_box(self, lines: RowLines, box: QRectF) -> QRectF:
        """The line in which the state stands."""
        if lines.state is StatePlace.MIDDLE:
            return box
        height = self._theme.px(LINE)
        tops = {
            StatePlace.BESIDE_NAME: box.top() + self._theme.px(4),
            StatePlace.BESIDE_SECOND: box.bottom() - self._theme.px(5) - height,
            StatePlace.BELOW: box.bottom() - self._theme.px(5) - height,
        }
        return QRectF(box.left(), tops[lines.state], box.width(), height)

    def _paint_state(self, painter: QPainter, row: DayRow, box: QRectF, tone: str) -> None:
        theme = self._theme
        right = box.width() - theme.px(SIDE)
        self._ink(painter, tone)
        painter.drawText(QRectF(0, box.top(), right, box.height()), RIGHT, row.words)
        if row.icon:
            side, left = theme.px(ICON), right - state_width(theme, row)
            theme.paint_icon(painter, row.icon, QRectF(left, box.center().y() - side / 2, side, side), tone)

    def _paint_slim(self, painter: QPainter, row: DayRow, box: QRectF) -> None:
        theme = self._theme
        below = theme.px(SMALL_LINE) if self._lines(row).state is StatePlace.BELOW else 0
        painter.fillRect(box, theme.colour("raised"))
        self._ink(painter, "muted", Type.SMALL)
        words = box.adjusted(theme.px(NAME_LEFT), 0, 0, -below)
        painter.drawText(words, LEFT, row.name)
        painter.drawText(QRectF(0, words.top(), theme.px(TIME_RIGHT), words.height()), RIGHT, row.time)
        if row.action:
            self._ink(painter, "accent", Type.SMALL, SEMIBOLD)
            painter.drawText(box.adjusted(0, below, -theme.px(SIDE), 0), RIGHT, row.action)

    def _ink(self, painter: QPainter, tone: str, size: Type = Type.BODY, weight: int = 400) -> None:
        painter.setPen(self._theme.colour(tone))
        painter.setFont(self._theme.font(size, weight))

    def _height(self, row: DayRow, width: int) -> int:
        return break_row(self._theme, row, width).height(self._theme)

    def _lines(self, row: DayRow) -> RowLines:
        return break_row(self._theme, row, self.width())

    def _row_at(self, y: float) -> int:
        top = 0.0
        for number, row in enumerate(self._rows):
            top += self._height(row, self.width())
            if y < top:
                return number
        return -1

    def _move(self, step: int) -> None:
        target = self._current + step
        while 0 <= target < len(self._rows) and self._rows[target].kind is RowKind.BREAK:
            target += step
        if 0 <= target < len(self._rows):
            self._go(target)

    def _go(self, at: int) -> None:
        self._current = at
        row = self._rows[at]
        if row.kind is RowKind.VISIT:
            self._selected = row.key
            self.chosen.emit(row.key)
        self._tell()
        self.update()

    def _open(self, row: DayRow) -> None:
        if row.kind is RowKind.VISIT:
            self.opened.emit(row.key)
        elif row.action:
            self.book_requested.emit(row.key)

    def _tell(self) -> None:
        row = self._rows[self._current] if 0 <= self._current < len(self._rows) else None
        parts = (row.time, row.name, row.second, row.words, row.action) if row else ()
        self.setAccessibleDescription(", ".join(part for part in parts if part))
