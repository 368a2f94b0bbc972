"""The calendar grid: one painted area with a cursor, selection, drag, and the same by keyboard."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from ui.kit.theme import Theme
from ui.screens.calendar.blocks import Block, GridSheet
from ui.screens.calendar.geometry import SNAP, Geometry, Place, measure
from ui.screens.calendar.grid_painter import Ghost, GridPainter, GridState, ghost_words
from ui.screens.calendar.steps import misfits, next_place, problem_at

DRAG_FROM, LEAST = 6, 80
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
SHORTEST = 15


class _Strip(QWidget):
    """A part of the grid that does not scroll with it in one direction: heads or times."""

    def __init__(self, grid: CalendarGrid, is_head: bool) -> None:
        super().__init__(grid)
        self._grid, self._is_head = grid, is_head

    def paintEvent(self, event: QPaintEvent) -> None:
        self._grid.paint_strip(self, self._is_head)


class CalendarGrid(QAbstractScrollArea):
    """Shows one `GridSheet`. Drag moves, the lower edge resizes, Esc takes back; Alt and arrows do the same.

    Signals: `chosen(key)` with a block's key or None; `opened(key)`; `new_requested(Place)`;
    `moved(key, Place, minutes)`; `cancel_requested(key)`.
    """

    chosen = Signal(object)
    opened = Signal(object)
    new_requested = Signal(object)
    moved = Signal(object, object, int)
    cancel_requested = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._painter = GridPainter(theme)
        self._sheet = GridSheet()
        self._state = GridState()
        self._pressed: tuple[Block, QPointF, bool] | None = None
        self._still = QPixmap()
        self._heads, self._times = _Strip(self, is_head=True), _Strip(self, is_head=False)
        self.measures: Geometry = measure(self._sheet, 1, 1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Calendar")
        self.viewport().setMouseTracking(True)
        theme.changed.connect(self.restyle)
        self._set_margins()

    def show_sheet(self, sheet: GridSheet) -> None:
        """Show another sheet; the selection stays where its block is still there."""
        same_days = [day.on for day in sheet.days] == [day.on for day in self._sheet.days]
        self._sheet = sheet
        kept = self._state.selected if sheet.block(self._state.selected) else None
        cursor = self._state.cursor if same_days else None
        if cursor is not None and cursor.column >= len(sheet.columns):
            cursor = None
        self._state = GridState(kept, cursor, self.hasFocus())
        self._remeasure()
        self._tell()

    def select(self, key: object) -> None:
        """Mark a block, without a signal, and bring it into view."""
        self._state = replace(self._state, selected=key)
        block = self._sheet.block(key)
        if block is not None:
            self._state = replace(self._state, cursor=Place(block.column, block.start))
            self._bring_into_view(Place(block.column, block.start), block.minutes)
        self._tell()

    def selected(self) -> object:
        """The key of the marked block, or None."""
        return self._state.selected

    def cursor_place(self) -> Place | None:
        """Where a new appointment would go; None before anything was pointed at."""
        return self._state.cursor

    def sheet(self) -> GridSheet:
        """What is shown."""
        return self._sheet

    def paint_strip(self, strip: QWidget, is_head: bool) -> None:
        """Paint the heads or the times, for the strips."""
        painter = QPainter(strip)
        painter.fillRect(strip.rect(), self._theme.colour("raised" if is_head else "surface"))
        if not self._sheet.columns:
            return
        if is_head:
            painter.translate(self._painter.time_width() - self.horizontalScrollBar().value(), 0)
            painter.setClipRect(QRectF(self.horizontalScrollBar().value(), 0, strip.width(), strip.height()))
            self._painter.paint_heads(painter, self.measures)
        else:
            painter.translate(0, -self.verticalScrollBar().value())
            self._painter.paint_times(painter, self.measures, strip.width())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._painter.head_height() + self._theme.px(LEAST))

    @Slot()
    def restyle(self) -> None:
        """Palette or text size changed."""
        self._painter.restyle()
        self._still = QPixmap()
        self._set_margins()
        self._remeasure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if not self._sheet.columns:
            painter.fillRect(self.viewport().rect(), self._theme.colour("surface"))
        elif self._state.ghost is None:
            self._still = QPixmap()
            self._paint_still(painter, QRectF(event.rect()))
        else:
            if self._still.isNull():
                self._still = self._draw_still()
            painter.drawPixmap(0, 0, self._still)
            painter.translate(-self._offset())
            self._painter.paint_ghost(painter, self.measures, self._state.ghost)

    def _paint_still(self, painter: QPainter, part: QRectF) -> None:
        offset = self._offset()
        painter.translate(-offset)
        self._painter.paint_body(painter, self.measures, self._state, part.translated(offset))

    def _draw_still(self) -> QPixmap:
        """All that does not move, kept while a block is dragged: a step of the drag then costs one copy."""
        ratio = self.devicePixelRatioF()
        still = QPixmap(self.viewport().size() * ratio)
        still.setDevicePixelRatio(ratio)
        painter = QPainter(still)
        self._paint_still(painter, QRectF(self.viewport().rect()))
        painter.end()
        return still

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_strips()
        self._remeasure()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._still = QPixmap()
        self.viewport().update()
        self._heads.update()
        self._times.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._state.cursor is None and self._sheet.columns:
            self._state = replace(self._state, cursor=self._first_place())
        self._state = replace(self._state, focused=True)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._state = replace(self._state, focused=False)
        self._drop_ghost()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            block = self._block_at(event.position() if hasattr(event, "position") else QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), block.spoken if block else "", self)
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self._sheet.columns:
            return
        point = event.position() + self._offset()
        block = self.measures.block_at(point.x(), point.y())
        if block is not None:
            at_end = self.measures.is_at_end(block, point.y())
            self._pressed = (block, point, at_end) if block.movable else None
            place = Place(block.column, block.start)
        else:
            place = self.measures.place_at(point.x(), point.y())
        self._choose(block.key if block else None, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position() + self._offset()
        if self._pressed is None:
            block = self.measures.block_at(point.x(), point.y()) if self._sheet.columns else None
            at_end = block is not None and block.movable and self.measures.is_at_end(block, point.y())
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor if at_end else Qt.CursorShape.ArrowCursor)
            return
        block, start, resizes = self._pressed
        if self._state.ghost is None and (point - start).manhattanLength() < DRAG_FROM:
            return
        self._show_ghost(block, *self._dragged_to(block, start, point, resizes))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        self._drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._sheet.columns:
            self.mousePressEvent(event)
            self._pressed = None
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape and self._state.ghost is not None:
            self._pressed = None
            self._drop_ghost()
        elif key in ARROWS and self._sheet.columns:
            self._arrow(ARROWS[key], event.modifiers())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._state.ghost is not None:
            self._drop()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._state.cursor is not None:
            self._open()
        elif key is Qt.Key.Key_Delete and self._state.selected is not None:
            self.cancel_requested.emit(self._state.selected)
        else:
            event.ignore()

    def _arrow(self, step: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        selected = self._sheet.block(self._state.selected)
        if modifiers & Qt.KeyboardModifier.AltModifier:
            if selected is not None and selected.movable:
                self._nudge(selected, step, bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
            return
        self._drop_ghost()
        place = next_place(self._sheet, self._state.cursor or self._first_place(), step)
        block = next(
            (
                one
                for one in self._sheet.blocks
                if one.column == place.column and one.start <= place.minute < one.end
            ),
            None,
        )
        self._choose(block.key if block else None, place)
        self._bring_into_view(place, block.minutes if block else 30)

    def _nudge(self, block: Block, step: tuple[int, int], resizes: bool) -> None:
        """Move the ghost by a column or by 15 minutes; with Shift change the length."""
        ghost = self._state.ghost or Ghost(Place(block.column, block.start), block.minutes)
        if resizes:
            self._show_ghost(block, ghost.place, max(SHORTEST, ghost.minutes + step[1] * SNAP))
            return
        column = min(max(0, ghost.place.column + step[0]), len(self._sheet.columns) - 1)
        low, high = self._sheet.first * 60, self._sheet.last * 60 - SNAP
        minute = min(max(low, ghost.place.minute + step[1] * SNAP), high)
        self._show_ghost(block, Place(column, minute), ghost.minutes)
        self._bring_into_view(Place(column, minute), ghost.minutes)

    def _dragged_to(self, block: Block, start: QPointF, point: QPointF, resizes: bool) -> tuple[Place, int]:
        if resizes:
            end = self.measures.place_at(point.x(), point.y()).minute + SNAP
            return Place(block.column, block.start), max(SHORTEST, end - block.start)
        grabbed = start.y() - self.measures.block_box(block).top
        half = self.measures.hour * SNAP / 120
        return self.measures.place_at(point.x(), point.y() - grabbed + half), block.minutes

    def _show_ghost(self, block: Block, place: Place, minutes: int) -> None:
        if self._state.dragged != block.key:
            found = misfits(self._sheet, block)
            self._state = replace(self._state, dragged=block.key, misfits=found)
        ghost = Ghost(place, minutes, problem_at(self._sheet, block, place, minutes))
        self._state = replace(self._state, ghost=ghost)
        self.setAccessibleDescription(ghost_words(ghost, self._sheet.columns[place.column].name))
        self.viewport().update()

    def _drop(self) -> None:
        ghost, key = self._state.ghost, self._state.dragged
        self._drop_ghost()
        block = self._sheet.block(key)
        if ghost is None or block is None:
            return
        if (ghost.place, ghost.minutes) != (Place(block.column, block.start), block.minutes):
            self.moved.emit(key, ghost.place, ghost.minutes)

    def _drop_ghost(self) -> None:
        self._state = replace(self._state, ghost=None, dragged=None, misfits=())
        self._still = QPixmap()
        self._tell()

    def _open(self) -> None:
        if self._state.selected is not None:
            self.opened.emit(self._state.selected)
        elif self._state.cursor is not None:
            self.new_requested.emit(self._state.cursor)

    def _choose(self, key: object, place: Place) -> None:
        is_new = key != self._state.selected
        self._state = replace(self._state, selected=key, cursor=place)
        self._tell()
        if is_new:
            self.chosen.emit(key)

    def _tell(self) -> None:
        """Repaint, and say to screen readers what is under the cursor."""
        block = self._sheet.block(self._state.selected)
        cursor = self._state.cursor
        if block is not None:
            self.setAccessibleDescription(block.spoken)
        elif cursor is not None and cursor.column < len(self._sheet.columns):
            column = self._sheet.columns[cursor.column]
            day = self._sheet.days[column.day].head
            clock = f"{cursor.minute // 60}:{cursor.minute % 60:02}"
            self.setAccessibleDescription(f"{day}, {column.name}, {clock}, free")
        else:
            self.setAccessibleDescription("")
        self.viewport().update()

    def _first_place(self) -> Place:
        start = min((begin for day in self._sheet.days for begin, _ in day.open or ()), default=9 * 60)
        return Place(0, max(start, self._sheet.first * 60))

    def _block_at(self, point: QPointF) -> Block | None:
        place = point + self._offset()
        return self.measures.block_at(place.x(), place.y())

    def _offset(self) -> QPointF:
        return QPointF(QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value()))

    def _set_margins(self) -> None:
        self.setViewportMargins(self._painter.time_width(), self._painter.head_height(), 0, 0)
        self._place_strips()

    def _place_strips(self) -> None:
        head, times = self._painter.head_height(), self._painter.time_width()
        self._heads.setGeometry(0, 0, self.viewport().x() + self.viewport().width(), head)
        self._times.setGeometry(0, head, times, self.viewport().height())

    def _remeasure(self) -> None:
        self._still = QPixmap()
        size = self.viewport().size()
        if not self._sheet.columns:
            return
        self.measures = measure(self._sheet, size.width(), size.height(), self._theme.factor)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, round(self.measures.height) - size.height()))
        down.setPageStep(size.height())
        down.setSingleStep(round(self.measures.hour / 2))
        across.setRange(0, max(0, round(self.measures.width) - size.width()))
        across.setPageStep(size.width())
        across.setSingleStep(self._theme.px(40))
        for part in (self.viewport(), self._heads, self._times):
            part.update()

    def _bring_into_view(self, place: Place, minutes: int) -> None:
        box = self.measures.span_box(place.column, place.minute, place.minute + minutes)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        height, width = self.viewport().height(), self.viewport().width()
        down.setValue(round(min(max(down.value(), box.top + box.height - height), box.top)))
        across.setValue(round(min(max(across.value(), box.left + box.width - width), box.left)))
