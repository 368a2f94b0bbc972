"""The trend chart: `TrendChartView(theme)`, `show_chart(chart, parts)`; curves, dose lanes and events on one
time axis.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from medmanager.domain.trend.trend import TrendChart
from ui.kit import words
from ui.kit.charts.lane_paint import dose_words, paint_doses, paint_events
from ui.kit.charts.layout import Layout, Parts, Sizes, lay_out, least_height, stops
from ui.kit.charts.paint import Sheet, paint_changes, paint_cursor, paint_dates, paint_panel, paint_today
from ui.kit.charts.reading import spoken
from ui.kit.theme import SEMIBOLD, Theme, Type

NEAR = 10.0
LEAST_WIDTH = 560
MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -4, Qt.Key.Key_PageDown: 4}


class TrendChartView(QWidget):
    """Left and right move the reading cursor from one day with data to the next, Home and End to the ends; a
    click puts it there. What lies under the mouse is named in a tip. Signals: `cursor_moved(date)`.
    """

    cursor_moved = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chart: TrendChart | None = None
        self._parts = Parts()
        self._day = date.min
        self._layout: Layout | None = None
        self._still = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Trend chart")
        theme.changed.connect(self.redraw)

    def show_chart(self, chart: TrendChart, parts: Parts) -> None:
        """Show a chart; the cursor stays on its day when that is still within, else it goes to today."""
        self._chart, self._parts = chart, parts
        if not chart.start <= self._day <= chart.end:
            self._day = chart.today
        self.setMinimumHeight(int(least_height(chart, parts, self._theme.factor)))
        self.redraw()
        self._describe()

    def day(self) -> date:
        """The day that is read."""
        return self._day

    def move_cursor(self, day: date) -> None:
        """Read another day, held within the chart."""
        if self._chart is None:
            return
        day = min(max(day, self._chart.start), self._chart.end)
        if day != self._day:
            self._day = day
            self._describe()
            self.update()
            self.cursor_moved.emit(day)

    def step_cursor(self, step: int) -> None:
        """Go on by so many days with data."""
        if self._chart is None:
            return
        days = stops(self._chart, self._parts)
        at = bisect_left(days, self._day)
        is_between = at == len(days) or days[at] != self._day
        target = at + step - (1 if is_between and step > 0 else 0)
        self.move_cursor(days[min(max(target, 0), len(days) - 1)])

    @Slot()
    def redraw(self) -> None:
        """Lay out and draw anew: another chart, size, palette or text size."""
        self._still = QPixmap()
        self._layout = None
        self.update()

    def layout_now(self) -> Layout | None:
        """Where everything stands, for tests and tips."""
        if self._layout is None and self._chart is not None:
            small = self._theme
            sizes = Sizes(
                self.width(),
                self.height(),
                small.factor,
                lambda text: small.text_width(text, Type.SMALL),
                lambda text: small.text_width(text, Type.SMALL, SEMIBOLD),
            )
            self._layout = lay_out(self._chart, self._parts, sizes)
        return self._layout

    def tip_at(self, place: QPointF) -> str:
        """What lies under a place, in words; empty when nothing does."""
        layout, chart = self.layout_now(), self._chart
        if layout is None or chart is None:
            return ""
        return self._point_at(layout, place) or self._step_at(layout, place) or self._event_at(layout, place)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(1000), self._theme.px(600))

    def minimumSizeHint(self) -> QSize:
        least = 200 if self._chart is None else least_height(self._chart, self._parts, self._theme.factor)
        return QSize(LEAST_WIDTH, int(least))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.redraw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._chart is None:
            super().keyPressEvent(event)
        elif key in MOVES and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_cursor(self._day + timedelta(weeks=MOVES[Qt.Key(key)]))
        elif key in MOVES:
            self.step_cursor(MOVES[Qt.Key(key)])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            days = stops(self._chart, self._parts)
            self.move_cursor(days[0] if key == Qt.Key.Key_Home else days[-1])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        layout = self.layout_now()
        if event.button() is not Qt.MouseButton.LeftButton or layout is None or self._chart is None:
            return
        wanted = layout.day(event.position().x())
        near = min(stops(self._chart, self._parts), key=lambda day: abs((day - wanted).days))
        is_near = abs(layout.x(near) - event.position().x()) <= NEAR
        self.move_cursor(near if is_near else wanted)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        layout, chart = self.layout_now(), self._chart
        if layout is None or chart is None:
            return
        if self._still.isNull():
            self._still = self._draw_still(layout, chart)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cursor(Sheet(painter, self._theme, chart, layout, self._parts), self._day, self.hasFocus())

    def _draw_still(self, layout: Layout, chart: TrendChart) -> QPixmap:
        """All but the cursor, kept so that moving it costs one copy."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self._theme.colour("surface"))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = Sheet(painter, self._theme, chart, layout, self._parts)
        paint_dates(sheet)
        paint_changes(sheet)
        paint_doses(sheet)
        paint_events(sheet)
        paint_today(sheet)
        for box in layout.panels:
            paint_panel(sheet, box)
        painter.end()
        return pixmap

    def _describe(self) -> None:
        assert self._chart is not None, "described only with a chart"
        self.setAccessibleDescription(spoken(self._chart, self._parts, self._day))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _point_at(self, layout: Layout, place: QPointF) -> str:
        found = []
        for box in layout.panels:
            for series in box.panel.series:
                for point in series.points:
                    away = QPointF(layout.x(point.on), box.y(point.value)) - place
                    if abs(away.x()) <= NEAR and abs(away.y()) <= NEAR:
                        value = words.amount(point.value, box.panel.unit)
                        found.append(f"{series.label} {value}, {words.full_day(point.on)}")
        return "\n".join(found)

    def _step_at(self, layout: Layout, place: QPointF) -> str:
        day = layout.day(place.x())
        for box in layout.lanes:
            step = box.lane.on(day)
            if box.top - 14 <= place.y() <= box.bottom and step is not None and place.x() <= layout.right:
                end = words.full_day(step.end) if step.end else "ongoing"
                state = "planned, " if step.planned else ""
                reason = f"\n{step.reason}" if step.reason else ""
                span = f"{words.full_day(step.start)} through {end}"
                return f"{box.lane.label} {dose_words(step)}, {state}{span}{reason}"
        return ""

    def _event_at(self, layout: Layout, place: QPointF) -> str:
        assert self._chart is not None, "asked only with a chart"
        if place.y() < layout.event_top - 4:
            return ""
        near = [event for event in self._chart.events if abs(layout.x(event.on) - place.x()) <= NEAR]
        return "\n".join(f"{event.label}, {words.full_day(event.on)}" for event in near)
