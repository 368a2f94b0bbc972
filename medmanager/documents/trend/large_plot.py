"""One curve of the trend in large print: its points over the days, with figures of 18 points."""

from datetime import date
from decimal import Decimal

from medmanager.documents.parts.sheet_parts import body
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.trend.axis import TimeAxis
from medmanager.documents.words.calendar_words import number
from medmanager.domain.trend.trend import Panel, Series, TrendChart

_PLOT = 132.0
_ABOVE = 12.0
_DATES = 40.0
_DATE_LINE = 27.0
_SCALE = 36.0
_AFTER = 32.0
"""Half of a date that stands under the last day."""
_DISC = 6.0
_CURVE = 2.5
_BETWEEN_DATES = 12.0


def plot_strip(setting: Setting, chart: TrendChart, panel: Panel, series: Series) -> Strip:
    """The drawing of this curve. Its figures are told once more in the words below it: here they are marks to
    the eye, and one sentence to a screen reader.
    """
    plot = _Plot(setting, chart, panel, series)
    return Strip(setting.voice.text("chart.title"), _ABOVE + _PLOT + _DATES, plot.draw, space=2, keep=True)


class _Plot:
    """Scale, dates, dotted lines of the changes, and the curve."""

    def __init__(self, setting: Setting, chart: TrendChart, panel: Panel, series: Series) -> None:
        self._setting = setting
        self._chart = chart
        self._panel = panel
        self._series = series
        self._axis = TimeAxis(setting.page, chart.start, chart.end, _SCALE, _AFTER)

    def draw(self, pen: Pen, top: float) -> None:
        voice, label = self._setting.voice, self._setting.voice.own(self._series.label).text
        told = (voice.text("trend.value", d=point.on, n=number(point.value)) for point in self._series.points)
        words = voice.text("chart.alt", words=f"{label}: {', '.join(told)}")
        with pen.figure(pen.root.add("Figure", alt=words)):
            self._draw_frame(pen, top)
            self._draw_curve(pen, top)
        self._draw_scale(pen, top)
        self._draw_dates(pen, top)

    def _y(self, top: float, value: Decimal) -> float:
        low, high = self._panel.low, self._panel.high
        return top + _ABOVE + _PLOT * (1 - float((value - low) / (high - low)))

    def _scale(self) -> tuple[Decimal, ...]:
        """The ends and the middle: more figures of this size would touch."""
        low, high = self._panel.low, self._panel.high
        return low, (low + high) / 2, high

    def _draw_frame(self, pen: Pen, top: float) -> None:
        axis, bottom = self._axis, self._y(top, self._panel.low)
        for value in self._scale()[1:]:
            y = self._y(top, value)
            pen.hairline((axis.left, y), (axis.right, y), 0.4)
        pen.line((axis.left, bottom), (axis.right, bottom), 1.5)
        for day in sorted({change.on for change in self._chart.changes}):
            if self._chart.start <= day <= self._chart.end:
                pen.line((axis.x(day), top + _ABOVE), (axis.x(day), bottom), 1.2, (1.2, 3))

    def _draw_curve(self, pen: Pen, top: float) -> None:
        for run in self._series.runs:
            points = [(self._axis.x(point.on), self._y(top, point.value)) for point in run]
            for start, end in zip(points, points[1:], strict=False):
                pen.line(start, end, _CURVE)
        for point in self._series.points:
            pen.disc((self._axis.x(point.on), self._y(top, point.value)), _DISC)

    def _draw_scale(self, pen: Pen, top: float) -> None:
        for value in self._scale():
            words = body(self._setting, number(value))
            x = self._axis.left - 10 - words.width
            pen.write(None, x, self._y(top, value) + words.size * 0.36, words)

    def _draw_dates(self, pen: Pen, top: float) -> None:
        foot = top + _ABOVE + _PLOT
        for day, words in self._dates():
            x = self._axis.x(day)
            pen.line((x, foot), (x, foot + 6), 1.2)
            pen.write(None, x - words.width / 2, foot + _DATE_LINE, words)

    def _dates(self) -> list[tuple[date, Words]]:
        """Every day of the axis, or every second, third ... one, so that their words do not touch."""
        key = "chart.tick.year" if self._axis.long else "chart.tick"
        days = self._axis.ticks
        words = {day: body(self._setting, self._setting.voice.text(key, d=day)) for day in days}
        widest = max(one.width for one in words.values()) + _BETWEEN_DATES
        each = next(
            n
            for n in range(1, len(days) + 1)
            if len(days) <= n or self._axis.x(days[n]) - self._axis.x(days[0]) >= widest
        )
        return [(day, words[day]) for day in days[::each]]
