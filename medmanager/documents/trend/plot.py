"""The curves of the printed trend: told apart by dash, marker and name, because paper has no colour."""

from collections.abc import Sequence
from datetime import date

from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Point, Words
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import BODY, NAME, Line, draw_lines, height_of, set_lines
from medmanager.documents.trend.axis import TimeAxis
from medmanager.documents.words.calendar_words import number
from medmanager.documents.words.phrases import Voice
from medmanager.domain.trend.trend import Panel, Series

_HEIGHT = 186.0
_MARK_ROW = 19.0
_MARK = 9.0
_TITLE = 18.0
_AXIS = 22.0
_NAME_GAP = 8.0
_NAME_SPACE = 1.0
_DISC = 4.4
_WHITE_PATCH = 2.0
_DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (5, 3),
    (1.5, 3),
    (7, 3, 1.5, 3),
    (10, 4),
    (3, 2),
    (1.5, 6),
    (8, 3, 1.5, 3, 1.5, 3),
)


def mark_name(voice: Voice, place: int) -> str:
    return voice.text(f"chart.mark.{place % len(_DASHES) + 1}")


def draw_number(pen: Pen, node: Node | None, value: int, centre: Point) -> None:
    """A number in white on a black disc."""
    with pen.artifacts():
        pen.disc(centre, _MARK)
    run = Words(str(value), BODY, bold=True)
    pen.write_white(node, centre[0] - run.width / 2, centre[1] + 4.3, run)


class PlotBlock:
    """Scale, grid, curves with their names at the end, and the numbers of the changes above."""

    def __init__(
        self, setting: Setting, axis: TimeAxis, panel: Panel | None, marks: Sequence[tuple[int, date]]
    ) -> None:
        self._setting = setting
        self._axis = axis
        self._panel = panel
        self._marks = tuple(self._placed(marks))
        self._rows = 1 + max((row for _, _, row in self._marks), default=0)
        self._names = self._set_names()

    def _placed(self, marks: Sequence[tuple[int, date]]) -> list[tuple[int, float, int]]:
        """Numbers that would touch go to a row above."""
        found: list[tuple[int, float, int]] = []
        for value, day in marks:
            x = self._axis.x(day)
            taken = {row for _, other, row in found if x - other < 2 * _MARK + 1}
            found.append((value, x, next(row for row in range(len(marks) + 1) if row not in taken)))
        return found

    @property
    def marks_height(self) -> float:
        return _TITLE + self._rows * _MARK_ROW

    @property
    def height(self) -> float:
        """Points, from the numbers of the changes down to the days; more where many names stand beside it."""
        named = sum(height_of(lines) + _NAME_SPACE for _, lines in self._names)
        return self.marks_height + (max(_HEIGHT, named + 3) if self._panel else 0) + _AXIS

    def _top(self, top: float) -> float:
        return top + self.marks_height + 3

    def _bottom(self, top: float) -> float:
        return top + self.height - _AXIS

    def _y(self, top: float, value: float) -> float:
        panel = self._panel
        if panel is None:
            return self._bottom(top)
        share = (value - float(panel.low)) / (float(panel.high) - float(panel.low))
        return self._bottom(top) - share * (self._bottom(top) - self._top(top))

    def draw_shapes(self, pen: Pen, top: float) -> None:
        """Grid and curves, for the figure."""
        axis, bottom = self._axis, self._bottom(top)
        for tick in self._panel.ticks if self._panel else ():
            y = self._y(top, float(tick))
            pen.hairline((axis.left, y), (axis.right, y), 0.6)
        pen.line((axis.left, bottom), (axis.right, bottom), 1.2)
        for day in axis.ticks:
            pen.line((axis.x(day), bottom), (axis.x(day), bottom + 4), 0.75)
        for place, series in enumerate(self._panel.series if self._panel else ()):
            self._draw_series(pen, series, place, top)

    def _draw_series(self, pen: Pen, series: Series, place: int, top: float) -> None:
        dash = _DASHES[place % len(_DASHES)]
        for run in series.runs:
            points = [(self._axis.x(point.on), self._y(top, float(point.value))) for point in run]
            for start, end in zip(points, points[1:], strict=False):
                pen.line(start, end, 2 if not dash else 1.4, dash)
        for point in series.points:
            _MARKERS[place % len(_MARKERS)](pen, (self._axis.x(point.on), self._y(top, float(point.value))))

    def draw_words(self, pen: Pen, top: float) -> None:
        """Scale, dates and names of the curves, each a paragraph of its own to a screen reader."""
        voice, left = self._setting.voice, self._setting.page.left
        for value, x, row in self._marks:
            draw_number(pen, None, value, (x, top + self.marks_height - 10 - row * _MARK_ROW))
        if self._panel is not None:
            high, low = (self._y(top, float(end)) + 4 for end in (self._panel.high, self._panel.low))
            pen.write(pen.root.add("P"), left, top + 14, Words(voice.text("chart.scale"), BODY, bold=True))
            pen.write(pen.root.add("P"), left, high, Words(voice.text("chart.worst")))
            pen.write(pen.root.add("P"), left, low, Words(voice.text("chart.none")))
            self._draw_ticks(pen, self._panel, top)
            self._draw_names(pen, top)
        self._draw_dates(pen, top)

    def _draw_ticks(self, pen: Pen, panel: Panel, top: float) -> None:
        for tick in panel.ticks:
            words = Words(number(tick))
            pen.write(None, self._axis.left - 8 - words.width, self._y(top, float(tick)) + 4, words)

    def _draw_dates(self, pen: Pen, top: float) -> None:
        key = "chart.tick.year" if self._axis.long else "chart.tick"
        free_from = 0.0
        for day in self._axis.ticks:
            words = Words(self._setting.voice.text(key, d=day))
            x = self._axis.x(day) - words.width / 2
            if x >= free_from:
                pen.box(
                    (x - _WHITE_PATCH, self._bottom(top) + 5), (words.width + 2 * _WHITE_PATCH, 14), gray=1
                )
                pen.write(None, x, self._bottom(top) + 16, words)
                free_from = x + words.width + 6

    def _draw_names(self, pen: Pen, top: float) -> None:
        """Each name beside the end of its curve, moved apart where they would touch."""
        x, y = self._axis.right + _NAME_GAP, self._top(top)
        places: list[float] = []
        for series, lines in self._names:
            y = max(y, self._y(top, float(series.points[-1].value)) - height_of(lines) / 2)
            places.append(y)
            y += height_of(lines) + _NAME_SPACE
        below = self._bottom(top) + _NAME_SPACE
        for place, (_, lines) in reversed([*enumerate(self._names)]):
            below = places[place] = min(places[place], below - height_of(lines) - _NAME_SPACE)
        for y, (_, lines) in zip(places, self._names, strict=True):
            draw_lines(pen, pen.root.add("P"), x, y, lines)

    def _set_names(self) -> tuple[tuple[Series, tuple[Line, ...]], ...]:
        """The curves from the highest end to the lowest, each with its name set."""
        width = self._setting.page.right - self._axis.right - _NAME_GAP
        ends = sorted(self._panel.series if self._panel else (), key=lambda one: -one.points[-1].value)
        return tuple((series, self._name(series, width)) for series in ends)

    def _name(self, series: Series, width: float) -> tuple[Line, ...]:
        """14 points on one line, else 12 on as many as it needs."""
        text = self._setting.voice.own(series.label).text
        if Words(text, NAME, bold=True).width <= width:
            return (Line((Words(text, NAME, bold=True),)),)
        return set_lines((Words(text, BODY, bold=True),), width, self._setting.voice.text("chart.title"))


def _black_disc(pen: Pen, at: Point) -> None:
    pen.disc(at, _DISC)


def _white_disc(pen: Pen, at: Point) -> None:
    pen.disc(at, _DISC, gray=1)
    pen.ring(at, _DISC, 1.3)


def _shape(points: Sequence[Point], fill: float) -> "_Shape":
    return _Shape(tuple(points), fill)


class _Shape:
    """A marker given by its corners for a half-size of 1."""

    def __init__(self, points: tuple[Point, ...], fill: float) -> None:
        self._points = points
        self._fill = fill

    def __call__(self, pen: Pen, at: Point) -> None:
        size = _DISC + 0.3
        pen.polygon(
            [(at[0] + x * size, at[1] + y * size) for x, y in self._points], fill=self._fill, width=1.3
        )


_SQUARE = ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9))
_TRIANGLE = ((0.0, -1.1), (1.1, 0.85), (-1.1, 0.85))
_DIAMOND = ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0))
_CROSS = (
    *((-0.35, -1.1), (0.35, -1.1), (0.35, -0.35), (1.1, -0.35), (1.1, 0.35), (0.35, 0.35)),
    *((0.35, 1.1), (-0.35, 1.1), (-0.35, 0.35), (-1.1, 0.35), (-1.1, -0.35), (-0.35, -0.35)),
)
_MARKERS = (
    _black_disc,
    _shape(_SQUARE, 1),
    _shape(_TRIANGLE, 1),
    _shape(_DIAMOND, 0),
    _white_disc,
    _shape(_SQUARE, 0),
    _shape(_TRIANGLE, 0),
    _shape(_CROSS, 1),
)
