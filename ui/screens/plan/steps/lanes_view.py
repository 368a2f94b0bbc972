"""The doses as lanes on a time line, with today, the next visit and the tests, from the plan's steps."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QToolTip, QWidget

from medmanager.domain.trend.trend import DoseLane
from ui.kit import words
from ui.kit.tallman import tall_man
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type
from ui.screens.plan.page import LaneChart
from ui.screens.plan.steps.lanes_layout import (
    Bar,
    Kind,
    LabelPlace,
    Line,
    MarkPlace,
    bars_of,
    labels_of,
    marks_of,
    spoken,
    ticks_of,
)

AXIS, LANE, BAR, FOOT, END, LABELS = 24, 30, 24, 20, 12, 104
LOW_LANE, LOW_BAR, FEW, NEAR = 24, 19, 3, 6
TICK_ROOM, LONG_LABELS, TEXT = 84, 220, 16
MIDDLE_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
SINGLE = int(Qt.TextFlag.TextSingleLine)
AROUND = ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1))


class LanesView(QWidget):
    """Shows a `LaneChart`. The tip over a lane and its accessible text tell what has no room for words; the
    table above says the same.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chart: LaneChart | None = None
        self._is_low = False
        self._labels = self._rows = 0
        self._rows_at = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._refit)

    def show_chart(self, chart: LaneChart) -> None:
        """Show other lanes."""
        self._chart = chart
        self.setAccessibleName("Doses on a time line")
        self.setAccessibleDescription("; ".join(spoken(lane, chart) for lane in chart.lanes))
        self._refit()

    def set_low(self, low: bool) -> None:
        """Lower lanes for a low window."""
        if low != self._is_low:
            self._is_low = low
            self._refit()

    def labels(self) -> tuple[tuple[LabelPlace, ...], ...]:
        """The labels of each lane as they are drawn now."""
        chart = self._chart
        if chart is None:
            return ()
        line = self._line(chart)
        return tuple(labels_of(bars_of(lane, line), line) for lane in chart.lanes)

    def told_at(self, at: QPointF) -> str:
        """The medicine and its dose at a place, with the days of the step; under the lanes what is to come on
        a day; else "".
        """
        chart, row = self._chart, int((at.y() - self._theme.px(AXIS)) // self._lane())
        if chart is not None and chart.lanes and at.y() >= self._floor():
            near = (mark for mark in self._marks(self._line(chart)) if abs(mark.at - at.x()) <= NEAR)
            return "; ".join(mark.told for mark in near if mark.told)
        if chart is None or not 0 <= row < len(chart.lanes) or at.y() < self._theme.px(AXIS):
            return ""
        lane = chart.lanes[row]
        bars = bars_of(lane, self._line(chart))
        told = next((bar.told for bar in bars if bar.left <= at.x() < bar.right), "")
        return f"{self._label(lane)}: {told}" if told else self._label(lane)

    def sizeHint(self) -> QSize:
        lanes = len(self._chart.lanes) if self._chart else 0
        edges = self._theme.px(AXIS) + self._theme.px(FOOT) * self._foot_rows()
        return QSize(self._theme.px(400), edges + lanes * self._lane() if lanes else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self.sizeHint().height())

    def least(self) -> int:
        """The height of so many lanes with their marks that nobody has to scroll for every look, in px."""
        lanes = len(self._chart.lanes) if self._chart else 0
        return self.sizeHint().height() - max(0, lanes - FEW) * self._lane()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.told_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        chart = self._chart
        if chart is None or not chart.lanes:
            return
        painter, line = QPainter(self), self._line(chart)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis(painter, line)
        for number, lane in enumerate(chart.lanes):
            self._paint_lane(painter, line, lane, self._theme.px(AXIS) + number * self._lane())
        for mark in self._marks(line):
            self._paint_mark(painter, mark)

    # ------------------------------------------------------------------------------------------ places

    def _lane(self) -> int:
        return self._theme.px(LOW_LANE if self._is_low else LANE)

    def _bar(self) -> int:
        return self._theme.px(LOW_BAR if self._is_low else BAR)

    def _floor(self) -> int:
        """Where the lanes end."""
        return self._theme.px(AXIS) + (len(self._chart.lanes) if self._chart else 0) * self._lane()

    def _line(self, chart: LaneChart, less: int = 0) -> Line:
        """The time line at the present width, or at one that is so much less."""
        small = partial(self._theme.text_width, size=Type.SMALL)
        bold, plain = partial(small, weight=SEMIBOLD), partial(small, weight=REGULAR)
        return Line(chart, self._label_width(), self.width() - less - self._theme.px(END), bold, plain)

    def _label_width(self) -> int:
        """Measured once for a chart: Qt asks for the size again and again."""
        if not self._labels:
            self._labels = self._measured_labels()
        return self._labels

    def _measured_labels(self) -> int:
        lanes = self._chart.lanes if self._chart else ()
        widest = max((self._theme.text_width(self._label(lane), Type.SMALL) for lane in lanes), default=0)
        return max(
            self._theme.px(LABELS), min(widest + self._theme.px(END + 12), self._theme.px(LONG_LABELS))
        )

    def _marks(self, line: Line) -> tuple[MarkPlace, ...]:
        return marks_of(line, (self._theme.px(END), line.right))

    def _foot_rows(self) -> int:
        """Rows under the lanes. A scroll bar that comes with a higher foot makes the lanes narrower: the foot
        must not change with so little, or both would change for ever.
        """
        chart, slack = self._chart, self._slack()
        if chart is None or not chart.lanes or self.width() < self._theme.px(240):
            return 1
        if not self._rows or abs(self.width() - self._rows_at) > slack:
            marks = self._marks(self._line(chart, less=slack))
            self._rows, self._rows_at = max((mark.row for mark in marks), default=0) + 1, self.width()
        return self._rows

    def _slack(self) -> int:
        return self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) + self._theme.px(END)

    @Slot()
    def _refit(self) -> None:
        self._labels = self._rows = 0
        self.updateGeometry()
        self.update()

    # ------------------------------------------------------------------------------------------ painting

    def _paint_axis(self, painter: QPainter, line: Line) -> None:
        top, floor, chart = self._theme.px(AXIS), self._floor(), line.chart
        painter.setFont(self._theme.font(Type.SMALL))
        for day in ticks_of(line, self._theme.px(TICK_ROOM)):
            at = round(line.x(day)) + 0.5
            painter.setPen(QPen(self._theme.colour("line"), 1))
            painter.drawLine(QLineF(at, top, at, floor))
            painter.setPen(self._theme.colour("muted"))
            text = words.short_day(day, chart.today)
            width = line.plain(text)
            left = min(max(line.left, at - width / 2), line.right - width)
            painter.drawText(QRectF(left, 0, width, top), MIDDLE_LEFT | SINGLE, text)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        for number in range(len(chart.lanes) + 1):
            at = top + number * self._lane() + 0.5
            painter.drawLine(QLineF(0, at, self.width(), at))

    def _label(self, lane: DoseLane) -> str:
        return tall_man(lane.label)

    def _paint_lane(self, painter: QPainter, line: Line, lane: DoseLane, top: float) -> None:
        painter.setFont(self._theme.font(Type.SMALL))
        painter.setPen(self._theme.colour("text"))
        room = QRectF(self._theme.px(END), top, self._label_width() - self._theme.px(END + 6), self._lane())
        # The whole name stands in the table; the lane's label may be cut.
        metrics = QFontMetricsF(painter.font())
        label = metrics.elidedText(self._label(lane), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, MIDDLE_LEFT | SINGLE, label)
        colour, floor = self._theme.colour(f"series.{lane.number}"), top + self._lane() - 2
        bars = bars_of(lane, line)
        for bar in bars:
            self._paint_bar(painter, bar, self._rect(bar, floor), colour)
        self._paint_risers(painter, bars, floor, colour)
        for place in labels_of(bars, line):
            self._paint_label(painter, place, self._rect(place.bar, floor))

    def _rect(self, bar: Bar, floor: float) -> QRectF:
        height = self._bar() * bar.share
        return QRectF(bar.left, floor - height, bar.right - bar.left, height)

    def _paint_bar(self, painter: QPainter, bar: Bar, rect: QRectF, colour: QColor) -> None:
        if bar.kind is Kind.GAP:
            self._paint_gap(painter, rect)
            return
        fill = QColor(colour)
        fill.setAlphaF(0.08 if bar.planned else 0.18)
        painter.fillRect(rect, fill)
        pen = QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if bar.planned:
            pen.setDashPattern([1.5, 1.0])
        painter.setPen(pen)
        edge = rect.top() + 1 if rect.height() else rect.top()
        painter.drawLine(QLineF(rect.left(), edge, rect.right(), edge))

    def _paint_gap(self, painter: QPainter, rect: QRectF) -> None:
        """Hatched: nobody wrote what is taken in these days."""
        painter.save()
        painter.setClipRect(rect)
        painter.setPen(QPen(self._theme.colour("muted"), 1))
        step = self._theme.px(6)
        at = rect.left() - rect.height()
        while at < rect.right():
            painter.drawLine(QLineF(at, rect.bottom(), at + rect.height(), rect.top()))
            at += step
        painter.restore()

    def _paint_risers(self, painter: QPainter, bars: tuple[Bar, ...], floor: float, colour: QColor) -> None:
        """The verticals where the dose changes, at the left of the first and the right of the last step."""
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        drawn = [bar for bar in bars if bar.kind is not Kind.GAP]
        before: Bar | None = None
        for bar in drawn:
            joined = before is not None and abs(before.right - bar.left) < 1
            shares = (bar.share, before.share if joined and before else 0.0)
            self._paint_riser(painter, bar.left, floor, shares)
            if before is not None and not joined:
                self._paint_riser(painter, before.right, floor, (before.share, 0.0))
            before = bar
        if before is not None:
            self._paint_riser(painter, before.right - 1, floor, (before.share, 0.0))

    def _paint_riser(self, painter: QPainter, at: float, floor: float, shares: tuple[float, float]) -> None:
        high, low = max(shares) * self._bar(), min(shares) * self._bar()
        if high > low:
            painter.drawLine(QLineF(at, floor - high, at, floor - low))

    def _paint_label(self, painter: QPainter, place: LabelPlace, rect: QRectF) -> None:
        """Inside its step; where that is too low, above it."""
        height = self._theme.px(TEXT)
        is_low = rect.height() < height + 1
        lowest = rect.bottom() - self._bar()
        top = max(rect.top() - height, lowest - 3) if is_low else rect.top() + 2
        spot = QRectF(place.left, top, place.width + 2, height)
        painter.setFont(self._theme.font(Type.SMALL, SEMIBOLD))
        painter.setPen(self._theme.colour("surface"))
        for right, down in AROUND:
            painter.drawText(spot.translated(right * 1.5, down * 1.5), MIDDLE_LEFT | SINGLE, place.bar.text)
        painter.setPen(self._theme.colour("muted" if place.bar.kind is Kind.GAP else "text"))
        painter.drawText(spot, MIDDLE_LEFT | SINGLE, place.bar.text)

    def _paint_mark(self, painter: QPainter, mark: MarkPlace) -> None:
        floor, accent, foot = self._floor(), self._theme.colour("accent"), self._theme.px(FOOT)
        pen = QPen(accent, 2 if mark.is_today else 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if not mark.is_today:
            pen.setDashPattern([2, 3])
        painter.setPen(pen)
        if mark.has_line:
            painter.drawLine(QLineF(mark.at, self._theme.px(AXIS) - self._theme.px(4), mark.at, floor + 2))
        weight = SEMIBOLD if mark.is_today else REGULAR
        painter.setFont(self._theme.font(Type.SMALL, weight))
        width = self._theme.text_width(mark.text, Type.SMALL, weight)
        place = QRectF(mark.left, floor + mark.row * foot, width, foot)
        painter.drawText(place, MIDDLE_LEFT | SINGLE, mark.text)
