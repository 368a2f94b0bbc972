"""Paints the curves of a trend chart: dates, axes, dose-change marks, series, direct labels, the reading
cursor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from medmanager.domain.trend.trend import Series, TrendChart
from ui.kit import words
from ui.kit.charts.layout import (
    APART,
    DIRECT_STEP,
    Layout,
    PanelBox,
    Parts,
    date_ticks,
    date_word,
    marked,
    series_ink,
    spread,
)
from ui.kit.charts.marks import draw_marker, draw_run, draw_sample, series_pen, series_token
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
SIDE, LINE, SAMPLE = 12, 16, 22
CHANGE_DASHES = [2.0, 3.0]
GRID_DOTS = [1.0, 5.0]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a painter of the chart has in hand."""

    painter: QPainter
    theme: Theme
    chart: TrendChart
    layout: Layout
    parts: Parts

    def pen(self, token: str, width: float = 1.0) -> QPen:
        """A flat pen in the colour of a token."""
        pen = QPen(self.theme.colour(token), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def grid_pen(self) -> QPen:
        """Light lines; in high contrast, where `line` is white, dots, so that the curves stand out."""
        pen = self.pen("line")
        if self.theme.is_high_contrast():
            pen.setDashPattern(GRID_DOTS)
        return pen

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """One segment, on the pixel grid when it is upright or level."""
        self.painter.drawLines([QLineF(x1, y1, x2, y2)])

    def text(self, rect: QRectF, text: str, token: str = "text", align: Qt.AlignmentFlag = LEFT) -> None:
        """Small text."""
        self.painter.setFont(self.theme.font(Type.SMALL))
        self.painter.setPen(self.theme.colour(token))
        self.painter.drawText(rect, int(align), text)

    def bold(self, rect: QRectF, text: str, align: Qt.AlignmentFlag = LEFT, size: Type = Type.SMALL) -> None:
        """Small semibold text."""
        self.painter.setFont(self.theme.font(size, SEMIBOLD))
        self.painter.setPen(self.theme.colour("text"))
        self.painter.drawText(rect, int(align), text)


def paint_dates(sheet: Sheet) -> None:
    """Words along the top, and light lines down from them."""
    layout = sheet.layout
    for day in date_ticks(sheet.chart, layout.right - layout.left):
        x = round(layout.x(day)) + 0.5
        sheet.painter.setPen(sheet.grid_pen())
        sheet.line(x, layout.top, x, layout.bottom)
        width = sheet.theme.px(120)
        sheet.text(QRectF(x - width / 2, 4, width, sheet.theme.px(22)), _tick(sheet, day), "muted", CENTRE)


def paint_changes(sheet: Sheet) -> None:
    """Dotted uprights on the days of dose changes, each in the colour of its lane."""
    layout = sheet.layout
    bottom = layout.lanes[-1].bottom if layout.lanes else layout.bottom
    seen: dict[date, int] = {}
    for change in sheet.chart.changes:
        if not sheet.parts.changes or not layout.start <= change.on <= layout.end:
            continue
        # Two drugs changed on one day stand side by side.
        beside = seen.get(change.on, 0)
        seen[change.on] = beside + 1
        x = round(layout.x(change.on)) + 0.5 + 2 * beside
        pen = sheet.pen(series_token(change.lane_number))
        pen.setDashPattern(CHANGE_DASHES)
        sheet.painter.setPen(pen)
        sheet.line(x, layout.top, x, bottom)


def paint_today(sheet: Sheet) -> None:
    """The now line."""
    layout = sheet.layout
    if layout.start <= sheet.chart.today <= layout.end:
        sheet.painter.setPen(sheet.pen("accent", 2))
        x = round(layout.x(sheet.chart.today))
        sheet.line(x, layout.top - 4, x, layout.bottom)


def paint_panel(sheet: Sheet, box: PanelBox) -> None:
    """Title, axis, curves and direct labels of one panel."""
    theme, layout = sheet.theme, sheet.layout
    line = theme.px(LINE)
    left = QRectF(theme.px(SIDE), box.top - line / 2 + 2, layout.left - theme.px(SIDE), line)
    sheet.bold(left, box.panel.title, size=Type.BODY)
    subtitle = box.panel.unit if box.panel.subtitle == "" else box.panel.subtitle
    sheet.text(left.translated(0, theme.px(18)), subtitle, "muted")
    for tick in box.panel.ticks:
        y = round(box.y(tick)) + 0.5
        sheet.painter.setPen(sheet.pen("ctl") if tick == box.panel.low else sheet.grid_pen())
        sheet.line(layout.left, y, layout.right, y)
        place = QRectF(layout.left - theme.px(60), y - line / 2, theme.px(60) - theme.px(8), line)
        sheet.text(place, words.number(tick), "muted", RIGHT)
    for series in box.panel.series:
        _paint_series(sheet, box, series)
    _paint_direct_labels(sheet, box)


def _paint_series(sheet: Sheet, box: PanelBox, series: Series) -> None:
    token = series_ink(box.panel, series)
    painter = sheet.painter
    for run in series.runs:
        points = [QPointF(sheet.layout.x(point.on), box.y(point.value)) for point in run]
        painter.setPen(series_pen(sheet.theme.colour(token), series.number))
        draw_run(painter, points)
        # Days of a diary lie close: the curve goes on, and only some of its points are marked.
        for number in marked([place.x() for place in points], sheet.theme.px(APART)):
            draw_marker(painter, sheet.theme, points[number], series.number, token)


def _paint_direct_labels(sheet: Sheet, box: PanelBox) -> None:
    theme = sheet.theme
    ended = [(series, series.last) for series in box.panel.series]
    known = [(series, last) for series, last in ended if last is not None]
    step = theme.px(DIRECT_STEP)
    heights = spread([box.y(last.value) for _, last in known], step, box.top, box.bottom)
    left, right = sheet.layout.right + theme.px(12), sheet.layout.width - theme.px(SIDE)
    for (series, last), y in zip(known, heights, strict=True):
        sample = QRectF(left, y - step / 2, theme.px(SAMPLE), step)
        draw_sample(sheet.painter, theme, sample, series.number, series_ink(box.panel, series))
        name = QRectF(sample.right() + theme.px(6), sample.top(), right - sample.right(), step)
        sheet.bold(name, series.label)
        sheet.bold(QRectF(left, sample.top(), right - left, step), words.number(last.value), RIGHT)


def paint_cursor(sheet: Sheet, day: date, is_focused: bool) -> None:
    """The reading cursor: a line, the day above it, rings around the values of that day."""
    theme, layout, painter = sheet.theme, sheet.layout, sheet.painter
    x = round(layout.x(day))
    painter.setPen(sheet.pen("text", 2))
    sheet.line(x, layout.top - 6, x, layout.bottom)
    painter.setPen(QPen(theme.colour("text"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for place in _points_on(sheet, day):
        painter.drawEllipse(place, 7, 7)
    text = words.day_name(day, sheet.chart.today)
    width = theme.text_width(text, Type.SMALL, SEMIBOLD) + theme.px(16)
    left = min(max(x - width / 2, 2.0), layout.width - width - 2)
    pill = QRectF(left, 4, width, theme.px(22))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text"))
    painter.drawRoundedRect(pill, 4, 4)
    painter.setFont(theme.font(Type.SMALL, SEMIBOLD))
    painter.setPen(theme.colour("surface"))
    painter.drawText(pill, int(CENTRE), text)
    if is_focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRoundedRect(pill.adjusted(-3, -3, 3, 3), 6, 6)


def _points_on(sheet: Sheet, day: date) -> Iterator[QPointF]:
    for box in sheet.layout.panels:
        for series in box.panel.series:
            for point in series.points:
                if point.on == day:
                    yield QPointF(sheet.layout.x(day), box.y(point.value))


def _tick(sheet: Sheet, day: date) -> str:
    return date_word(day, sheet.chart.today)


def halo(sheet: Sheet, rect: QRectF, text: str, weight: int = REGULAR) -> None:
    """Text over lines, with a rim of 2 px in the colour of the ground."""
    painter = sheet.painter
    painter.setFont(sheet.theme.font(Type.SMALL, weight))
    painter.setPen(sheet.theme.colour("surface"))
    for dx, dy in ((-2, 0), (2, 0), (0, -2), (0, 2), (-1, -1), (1, -1), (-1, 1), (1, 1)):
        painter.drawText(rect.translated(dx, dy), int(LEFT), text)
    painter.setPen(sheet.theme.colour("text"))
    painter.drawText(rect, int(LEFT), text)
