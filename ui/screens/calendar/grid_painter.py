"""Paints the calendar: closed hours, lines, blocks, the now line, the ghost of a drag, and the heads."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type
from ui.screens.calendar.block_painter import LEFT, LINE, NARROW, PAD, RADIUS, BlockPainter
from ui.screens.calendar.blocks import GridDay
from ui.screens.calendar.geometry import TIME_COLUMN, Box, Geometry, Place

DAY_HEAD, PROVIDER_HEAD = 30, 28
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Ghost:
    """Where a dragged block would go; `problem` says why that is no good, "" when it is."""

    place: Place
    minutes: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class GridState:
    """What the user points at. `misfits` are the stretches in which a dragged block does not fit."""

    selected: object = None
    cursor: Place | None = None
    focused: bool = False
    dragged: object = None
    ghost: Ghost | None = None
    misfits: tuple[tuple[int, int, int], ...] = ()


class GridPainter:
    """Paints one geometry; the blocks have a painter of their own."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._blocks = BlockPainter(theme)
        self._fonts()

    def restyle(self) -> None:
        """Palette or text size changed."""
        self._blocks.restyle()
        self._fonts()

    def paint_body(self, painter: QPainter, geometry: Geometry, state: GridState, seen: QRectF) -> None:
        """All but the ghost, below the heads and right of the times; `seen` is the part that is visible."""
        painter.fillRect(seen, self._theme.colour("surface"))
        self._paint_hours(painter, geometry)
        for column, start, end in state.misfits:
            self._fill(painter, geometry.span_box(column, start, end), "off")
        self._paint_lines(painter, geometry)
        if state.cursor is not None and state.focused and state.ghost is None:
            self._paint_cursor(painter, geometry, state.cursor)
        # Under the blocks, so that it never strikes out a name.
        self._paint_now(painter, geometry)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for block in geometry.sheet.blocks:
            box = _rect(geometry.block_box(block))
            if box.intersects(seen):
                painter.setOpacity(0.45 if block.key == state.dragged else 1.0)
                is_selected = block.key == state.selected
                self._blocks.paint(painter, block, box, is_selected, is_selected and state.focused)
        painter.setOpacity(1.0)

    def paint_times(self, painter: QPainter, geometry: Geometry, width: int) -> None:
        """The column of hours; the present time stands on its line."""
        painter.setFont(self._small)
        painter.setPen(self._theme.colour("muted"))
        height = self._theme.px(LINE)
        now = geometry.sheet.now if self._shows_now(geometry) else None
        for hour in range(geometry.sheet.first, geometry.sheet.last):
            if now is not None and abs(geometry.y_of(now) - geometry.y_of(hour * 60)) < height:
                continue
            top = geometry.y_of(hour * 60) - (height / 2 if hour > geometry.sheet.first else -2)
            painter.drawText(QRectF(0, top, width - self._theme.px(8), height), RIGHT, f"{hour}:00")
        if now is not None:
            self._paint_now_chip(painter, geometry, width)

    def paint_heads(self, painter: QPainter, geometry: Geometry) -> None:
        """Days over providers."""
        day_height = self._theme.px(DAY_HEAD)
        whole = day_height + self._theme.px(PROVIDER_HEAD)
        painter.fillRect(QRectF(0, 0, geometry.width, whole), self._theme.colour("raised"))
        for number, day in enumerate(geometry.sheet.days):
            box = geometry.day_box(number)
            self._paint_day_head(painter, day, QRectF(box.left, 0, box.width, day_height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for number in range(len(geometry.sheet.columns)):
            self._paint_provider(painter, geometry, number)
        painter.fillRect(QRectF(0, day_height, geometry.width, 1), self._theme.colour("line"))

    def head_height(self) -> int:
        """Both rows of heads."""
        return self._theme.px(DAY_HEAD + PROVIDER_HEAD)

    def time_width(self) -> int:
        """The column of hours."""
        return self._theme.px(TIME_COLUMN)

    def _fonts(self) -> None:
        self._small = self._theme.font(Type.SMALL)
        self._bold = self._theme.font(Type.SMALL, SEMIBOLD)

    def _fill(self, painter: QPainter, box: Box, token: str) -> None:
        painter.fillRect(_rect(box), self._theme.colour(token))

    def _paint_hours(self, painter: QPainter, geometry: Geometry) -> None:
        sheet = geometry.sheet
        for number, column in enumerate(sheet.columns):
            day = sheet.days[column.day]
            if day.open is None:
                continue
            self._fill(painter, geometry.span_box(number, sheet.first * 60, sheet.last * 60), "off")
            for start, end in day.open:
                self._fill(painter, geometry.span_box(number, start, end), "surface")

    def _paint_lines(self, painter: QPainter, geometry: Geometry) -> None:
        sheet = geometry.sheet
        hours = [geometry.y_of(hour * 60) for hour in range(sheet.first, sheet.last + 1)]
        halves = [geometry.y_of(hour * 60 + 30) for hour in range(sheet.first, sheet.last)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawLines([QLineF(0, y, geometry.width, y) for y in hours])
        painter.setPen(QPen(self._theme.colour("line"), 1, Qt.PenStyle.DotLine))
        painter.drawLines([QLineF(0, y, geometry.width, y) for y in halves])
        self._paint_stiles(painter, geometry, geometry.height)
        for number, day in enumerate(sheet.days):
            box = geometry.day_box(number)
            if day.closed and len(sheet.days) > 1 and box.width <= self._theme.px(2 * 104):
                painter.setFont(self._small)
                painter.setPen(self._theme.colour("muted"))
                place = QRectF(box.left, geometry.hour * 1.2, box.width, self._theme.px(LINE))
                painter.drawText(place, CENTRE, "closed")

    def _paint_stiles(self, painter: QPainter, geometry: Geometry, height: float) -> None:
        columns = geometry.sheet.columns
        for number in range(1, len(columns)):
            is_day = columns[number].day != columns[number - 1].day
            painter.setPen(QPen(self._theme.colour("ctl" if is_day else "line"), 1))
            painter.drawLine(QLineF(geometry.edges[number], 0, geometry.edges[number], height))

    def _paint_cursor(self, painter: QPainter, geometry: Geometry, cursor: Place) -> None:
        box = _rect(geometry.span_box(cursor.column, cursor.minute, cursor.minute + 30))
        painter.setPen(QPen(self._theme.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(2, 1, -2, -1))

    def paint_ghost(self, painter: QPainter, geometry: Geometry, ghost: Ghost) -> None:
        """Where the dragged block would go, over everything else."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start = ghost.place.minute
        box = _rect(geometry.span_box(ghost.place.column, start, start + ghost.minutes)).adjusted(
            2, 1, -2, -1
        )
        token = "moderate" if ghost.problem else "accent"
        painter.setPen(QPen(self._theme.colour(token), 2))
        painter.setBrush(self._theme.colour("moderate.soft" if ghost.problem else "accentSoft"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(self._theme.colour(token))
        painter.setFont(self._bold)
        line = self._theme.px(LINE)
        place = QRectF(box.left() + self._theme.px(PAD), box.top() + 1, box.width(), line)
        painter.drawText(place, LEFT, _clock(start))
        if ghost.problem and box.height() >= 2 * line:
            painter.setFont(self._small)
            painter.drawText(place.translated(0, line), LEFT, ghost.problem)

    def _shows_now(self, geometry: Geometry) -> bool:
        now = geometry.sheet.now
        return now is not None and geometry.sheet.first * 60 <= now <= geometry.sheet.last * 60

    def _paint_now(self, painter: QPainter, geometry: Geometry) -> None:
        if not self._shows_now(geometry) or geometry.sheet.now is None:
            return
        y = geometry.y_of(geometry.sheet.now)
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        for number, day in enumerate(geometry.sheet.days):
            if day.is_today:
                box = geometry.day_box(number)
                painter.drawLine(QLineF(box.left, y, box.left + box.width, y))

    def _paint_now_chip(self, painter: QPainter, geometry: Geometry, width: int) -> None:
        now = geometry.sheet.now
        assert now is not None, "asked only where now is shown"
        height = self._theme.px(18)
        box = QRectF(1, geometry.y_of(now) - height / 2, width - 2, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(self._theme.colour("accentText"))
        painter.setFont(self._bold)
        painter.drawText(box, CENTRE, _clock(now))

    def _paint_day_head(self, painter: QPainter, day: GridDay, box: QRectF) -> None:
        if day.is_today:
            painter.fillRect(box, self._theme.colour("accentSoft"))
        painter.setPen(self._theme.colour("accent" if day.is_today else "text"))
        painter.setFont(self._theme.font(Type.BODY, SEMIBOLD))
        painter.drawText(box.adjusted(self._theme.px(8), 0, 0, 0), LEFT, day.head)

    def _paint_provider(self, painter: QPainter, geometry: Geometry, number: int) -> None:
        sheet = geometry.sheet
        column = sheet.columns[number]
        left, right = geometry.edges[number], geometry.edges[number + 1]
        top, height = self._theme.px(DAY_HEAD), self._theme.px(PROVIDER_HEAD)
        is_first = number == 0 or sheet.columns[number - 1].day != column.day
        if number:
            painter.setPen(QPen(self._theme.colour("ctl" if is_first else "line"), 1))
            painter.drawLine(QLineF(left, 0 if is_first else top, left, top + height))
        alone = sum(other.day == column.day for other in sheet.columns) == 1
        if sheet.days[column.day].closed and alone:
            return
        narrow = right - left < self._theme.px(NARROW)
        pad, side = self._theme.px(4 if narrow else 8), self._theme.px(6 if narrow else 8)
        square = QRectF(left + pad, top + (height - side) / 2, side, side)
        painter.fillRect(square, self._theme.colour(f"series.{column.colour}"))
        painter.setPen(self._theme.colour("text"))
        painter.setFont(self._theme.font(Type.SMALL, REGULAR))
        text_left = square.right() + self._theme.px(3 if narrow else 5)
        painter.drawText(QRectF(text_left, top, right - text_left - 2, height), LEFT, column.name)


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def ghost_words(ghost: Ghost, column: str) -> str:
    """What a screen reader says while something is moved."""
    end = ghost.place.minute + ghost.minutes
    parts = (f"{_clock(ghost.place.minute)} to {_clock(end)}", column, ghost.problem)
    return ", ".join(part for part in parts if part)
