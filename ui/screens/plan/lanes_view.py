"""The doses as lanes on a time line, with today, the next visit and the tests, from the plan's steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from medmanager.domain.trend import DoseLane, LaneStep
from ui.kit import words
from ui.kit.tallman import tall_man
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.page import LaneChart

AXIS, LANE, BAR, FOOT, END, LABELS = 24, 30, 24, 20, 12, 104
LOW_LANE, LOW_BAR = 24, 19
TICK_ROOM, LONG_LABELS = 84, 220
ONE_DAY = timedelta(days=1)
MIDDLE_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
SINGLE = int(Qt.TextFlag.TextSingleLine)

Mark = tuple[int, float, str, bool]
"""Row of the foot, place on the line, words, and whether it is today."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """One step as it is drawn."""

    rect: QRectF
    planned: bool
    text: str


class LanesView(QWidget):
    """Shows a `LaneChart`; the table above says the same in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chart: LaneChart | None = None
        self._is_low = False
        self._labels = 0
        self._marks: tuple[Mark, ...] = ()
        self._marked_for = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._refit)

    def show_chart(self, chart: LaneChart) -> None:
        """Show other lanes."""
        self._chart = chart
        self.setAccessibleName("Doses on a time line")
        self.setAccessibleDescription("; ".join(_spoken(lane, chart) for lane in chart.lanes))
        self._refit()

    def set_low(self, low: bool) -> None:
        """Lower lanes for a low window."""
        if low != self._is_low:
            self._is_low = low
            self._refit()

    def sizeHint(self) -> QSize:
        lanes = len(self._chart.lanes) if self._chart else 0
        edges = self._theme.px(AXIS) + self._theme.px(FOOT) * self._foot_rows()
        return QSize(self._theme.px(400), edges + lanes * self._lane() if lanes else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        chart = self._chart
        if chart is None or not chart.lanes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis(painter, chart)
        for number, lane in enumerate(chart.lanes):
            self._paint_lane(painter, chart, lane, self._theme.px(AXIS) + number * self._lane())
        self._paint_marks(painter, chart)

    # ------------------------------------------------------------------------------------------ places

    def _lane(self) -> int:
        return self._theme.px(LOW_LANE if self._is_low else LANE)

    def _bar(self) -> int:
        return self._theme.px(LOW_BAR if self._is_low else BAR)

    def _label_width(self) -> int:
        """Measured once for a chart: Qt asks for the size again and again."""
        if not self._labels:
            self._labels = self._measured_labels()
        return self._labels

    def _measured_labels(self) -> int:
        lanes = self._chart.lanes if self._chart else ()
        font = Type.SMALL
        widest = max((self._theme.text_width(self._label(lane), font) for lane in lanes), default=0)
        return max(
            self._theme.px(LABELS), min(widest + self._theme.px(END + 12), self._theme.px(LONG_LABELS))
        )

    def _plot(self) -> QRectF:
        left = self._label_width()
        lanes = len(self._chart.lanes) if self._chart else 0
        top, height = self._theme.px(AXIS), lanes * self._lane()
        return QRectF(left, top, self.width() - left - self._theme.px(END), height)

    def _x(self, chart: LaneChart, day: date) -> float:
        plot = self._plot()
        days = max(1, (chart.end - chart.start).days)
        part = ((day - chart.start).days) / days
        return plot.left() + plot.width() * min(max(part, 0.0), 1.0)

    def _ticks(self, chart: LaneChart) -> Iterator[date]:
        """Days a whole number of weeks apart, as many as have room."""
        span = (chart.end - chart.start).days
        room = max(1, int(self._plot().width() / self._theme.px(TICK_ROOM)))
        weeks = max(1, -(-span // (room * 7)))
        day = chart.start
        while day < chart.end:
            yield day
            day += timedelta(days=7 * weeks)

    # ------------------------------------------------------------------------------------------ painting

    def _paint_axis(self, painter: QPainter, chart: LaneChart) -> None:
        plot = self._plot()
        painter.setFont(self._theme.font(Type.SMALL))
        line = self._theme.colour("line")
        for day in self._ticks(chart):
            at = round(self._x(chart, day)) + 0.5
            painter.setPen(QPen(line, 1))
            painter.drawLine(QLineF(at, plot.top(), at, plot.bottom()))
            painter.setPen(self._theme.colour("muted"))
            text = words.short_day(day, chart.today)
            width = self._theme.text_width(text, Type.SMALL)
            left = min(max(plot.left(), at - width / 2), plot.right() - width)
            painter.drawText(QRectF(left, 0, width, plot.top()), MIDDLE_LEFT | SINGLE, text)
        for number in range(len(chart.lanes) + 1):
            at = plot.top() + number * self._lane() + 0.5
            painter.setPen(QPen(line, 1))
            painter.drawLine(QLineF(0, at, self.width(), at))

    def _label(self, lane: DoseLane) -> str:
        return tall_man(lane.label)

    def _paint_lane(self, painter: QPainter, chart: LaneChart, lane: DoseLane, top: float) -> None:
        painter.setFont(self._theme.font(Type.SMALL))
        painter.setPen(self._theme.colour("text"))
        room = QRectF(self._theme.px(END), top, self._label_width() - self._theme.px(END + 6), self._lane())
        # The whole name stands in the table; the lane's label may be cut.
        label = QFontMetricsF(painter.font()).elidedText(
            self._label(lane), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, MIDDLE_LEFT | SINGLE, label)
        colour = self._theme.colour(f"series.{lane.number}")
        bars = list(self._bars(chart, lane, top))
        for bar in bars:
            self._paint_bar(painter, bar, colour)
        self._paint_risers(painter, bars, colour)
        self._paint_doses(painter, bars, self._plot().right())

    def _bars(self, chart: LaneChart, lane: DoseLane, top: float) -> Iterator[_Bar]:
        floor = top + self._lane() - 2
        highest = lane.highest or Decimal(1)
        for step in lane.steps:
            first = max(step.start, chart.start)
            last = chart.end if step.end is None else min(step.end + ONE_DAY, chart.end)
            if last <= first:
                continue
            left, right = self._x(chart, first), self._x(chart, last)
            height = self._bar() * float(step.dose / highest)
            text = "pause" if step.dose == 0 else _dose(step)
            yield _Bar(QRectF(left, floor - height, right - left, height), step.planned, text)
        if lane.ends_on is not None and chart.start <= lane.ends_on < chart.end:
            left, right = self._x(chart, lane.ends_on), self._plot().right()
            yield _Bar(QRectF(left, floor, right - left, 0), planned=True, text="stop")

    def _paint_bar(self, painter: QPainter, bar: _Bar, colour: QColor) -> None:
        fill = QColor(colour)
        fill.setAlphaF(0.08 if bar.planned else 0.18)
        painter.fillRect(bar.rect, fill)
        pen = QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if bar.planned:
            pen.setDashPattern([1.5, 1.0])
        painter.setPen(pen)
        edge = bar.rect.top() + 1 if bar.rect.height() else bar.rect.top()
        painter.drawLine(QLineF(bar.rect.left(), edge, bar.rect.right(), edge))

    def _paint_risers(self, painter: QPainter, bars: list[_Bar], colour: QColor) -> None:
        """The verticals where the dose changes, at the left of the first and the right of the last step."""
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        before: _Bar | None = None
        for bar in bars:
            floor = bar.rect.bottom()
            joined = before is not None and abs(before.rect.right() - bar.rect.left()) < 1
            top = min(bar.rect.top(), before.rect.top()) if joined and before else bar.rect.top()
            low = max(bar.rect.top(), before.rect.top()) if joined and before else floor
            at = bar.rect.left()
            painter.drawLine(QLineF(at, top, at, low))
            before = bar
        if before is not None and before.rect.height():
            at = before.rect.right() - 1
            painter.drawLine(QLineF(at, before.rect.top(), at, before.rect.bottom()))

    def _paint_doses(self, painter: QPainter, bars: list[_Bar], limit: float) -> None:
        """Each dose inside its step; where that is too low above it, where it is too short right of it."""
        font, height = self._theme.font(Type.SMALL, SEMIBOLD), self._theme.px(16)
        taken = -1.0
        for number, bar in enumerate(bars):
            width = self._theme.text_width(bar.text, Type.SMALL, SEMIBOLD)
            is_last = number == len(bars) - 1 or bars[number + 1].text == "stop"
            is_short = width + 8 > bar.rect.width()
            is_low = bar.rect.height() < height + 1
            left = bar.rect.right() + 4 if is_short and is_last else bar.rect.left() + 5
            if left < taken or left + width > limit:
                continue
            lowest = bar.rect.bottom() - self._bar()
            top = max(bar.rect.top() - height, lowest - 3) if is_low else bar.rect.top() + 2
            self._paint_halo(painter, QRectF(left, top, width + 2, height), bar.text, font)
            taken = left + width + 4

    def _paint_halo(self, painter: QPainter, place: QRectF, text: str, font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour("surface"))
        for right, down in ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1)):
            painter.drawText(place.translated(right * 1.5, down * 1.5), MIDDLE_LEFT | SINGLE, text)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(place, MIDDLE_LEFT | SINGLE, text)

    def _paint_marks(self, painter: QPainter, chart: LaneChart) -> None:
        plot, accent = self._plot(), self._theme.colour("accent")
        top = plot.top() - self._theme.px(4)
        for row, at, text, today in self._placed(chart):
            pen = QPen(accent, 2 if today else 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
            if not today:
                pen.setDashPattern([2, 3])
            painter.setPen(pen)
            painter.drawLine(QLineF(at, top, at, plot.bottom() + 2))
            painter.setFont(self._theme.font(Type.SMALL, SEMIBOLD if today else 400))
            painter.setPen(accent)
            width = self._theme.text_width(text, Type.SMALL, SEMIBOLD if today else 400)
            foot = plot.bottom() + row * self._theme.px(FOOT)
            left = self._left(at, width)
            painter.drawText(QRectF(left, foot, width, self._theme.px(FOOT)), MIDDLE_LEFT | SINGLE, text)

    def _left(self, at: float, width: float) -> float:
        """A label right of its line where there is room, else left of it."""
        right_edge = self.width() - self._theme.px(END)
        return at + 4 if at + 4 + width <= right_edge else max(self._theme.px(END), at - width - 4)

    def _placed(self, chart: LaneChart) -> tuple[Mark, ...]:
        """Where the marks stand at the present width; worked out once for it."""
        if self._marked_for != self.width():
            self._marks, self._marked_for = tuple(self._place(chart)), self.width()
        return self._marks

    def _place(self, chart: LaneChart) -> Iterator[Mark]:
        """Each mark with the row of the foot in which its label touches no other."""
        spans: list[list[tuple[float, float]]] = []
        coming = ((day, text, False) for day, text in chart.marks if day >= chart.today)
        marks = [(chart.today, "Today", True), *coming]
        for day, text, today in marks:
            at = round(self._x(chart, day)) + 0.5
            width = self._theme.text_width(text, Type.SMALL, SEMIBOLD if today else 400)
            left = self._left(at, width)
            span = (left - 6, left + width + 6)
            row = next((n for n, taken in enumerate(spans) if not _touches(span, taken)), len(spans))
            if row == len(spans):
                spans.append([])
            spans[row].append(span)
            yield row, at, text, today

    def _foot_rows(self) -> int:
        if self._chart is None or not self._chart.lanes or self.width() < self._theme.px(240):
            return 1
        return max((row for row, *_ in self._placed(self._chart)), default=0) + 1

    @Slot()
    def _refit(self) -> None:
        self._labels, self._marked_for = 0, -1
        self.updateGeometry()
        self.update()


def _touches(span: tuple[float, float], taken: list[tuple[float, float]]) -> bool:
    return any(span[0] < other[1] and other[0] < span[1] for other in taken)


def _dose(step: LaneStep) -> str:
    text = words.amount(step.dose, step.unit)
    return f"{text} if needed" if step.as_needed else text


def _spoken(lane: DoseLane, chart: LaneChart) -> str:
    parts = [
        f"{'pause' if step.dose == 0 else _dose(step)} from {words.short_day(step.start, chart.today)}"
        for step in lane.steps
        if step.end is None or step.end >= chart.start
    ]
    if lane.ends_on is not None:
        parts.append(f"stop {words.short_day(lane.ends_on, chart.today)}")
    return f"{lane.label}: {', '.join(parts)}"
