"""The dose lanes of the printed trend: each medicine's steps to their true dates, the dose in words."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from medmanager.documents.press.flow import too_long
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import BODY, NAME, Line, draw_lines, height_of, set_lines, tidy
from medmanager.documents.trend.axis import TimeAxis
from medmanager.documents.words.amounts import dose_words, form_words
from medmanager.domain.trend.trend import DoseLane, LaneStep, TrendChart

_TITLE = 20.0
_HEIGHTS = (46.0, 40.0, 34.0, 28.0)
_LABEL = 106.0
_HEAD_ROOM = 15.0
_GRAY = 0.9
_DASH = (3, 2)
_NARROWEST = 3.0


@dataclass(frozen=True, slots=True)
class _Lane:
    """A lane with its label set, and how high it is."""

    lane: DoseLane
    label: tuple[Line, ...]
    height: float


def lane_name(setting: Setting, lane: DoseLane) -> str:
    """The medicine, its form where another lane has the same name, and how often all of it is given."""
    voice = setting.voice
    form = form_words(lane.form, voice).text if lane.form else ""
    return tidy(", ".join(part for part in (lane.name, form, _often(setting, lane.every_days)) if part))


def lane_dose(setting: Setting, step: LaneStep) -> str:
    """ "900 mg", "234 mg every 28 days"."""
    return amount_words(setting, step.dose, step.unit, step.every_days)


def amount_words(setting: Setting, amount: Decimal, unit: str, every_days: int) -> str:
    """A dose with how often it is given, where that is not daily."""
    return " ".join(part for part in (dose_words(amount, unit), _often(setting, every_days)) if part)


def _often(setting: Setting, days: int) -> str:
    return setting.voice.text("dosesteps.rounds", n=days) if days > 1 else ""


class LanesBlock:
    """All lanes under one title. Lanes are set closer, never smaller, where there are many."""

    def __init__(
        self, setting: Setting, axis: TimeAxis, chart: TrendChart, rooms: tuple[float, float]
    ) -> None:
        """`rooms`: the height wished for, so that all stands on one page, and the most there is."""
        self._setting = setting
        self._axis = axis
        self._chart = chart
        self._title = setting.voice.text("chart.dose")
        self._lanes = self._closest(rooms) if chart.lanes else ()

    def _closest(self, rooms: tuple[float, float]) -> tuple[_Lane, ...]:
        for room in rooms:
            for height in _HEIGHTS:
                lanes = tuple(self._lane(lane, height) for lane in self._chart.lanes)
                if sum(lane.height for lane in lanes) + _TITLE <= room:
                    return lanes
        raise too_long(self._title)

    def _lane(self, lane: DoseLane, height: float) -> _Lane:
        label = self._label(lane)
        return _Lane(lane, label, max(height, height_of(label) + 6))

    def _label(self, lane: DoseLane) -> tuple[Line, ...]:
        """The name in 14 or, where it is long, in 12 points; under it that it is only taken if needed."""
        name = lane_name(self._setting, lane)
        size = NAME if Words(name, NAME, bold=True).width <= _LABEL else BODY
        lines = set_lines((Words(name, size, bold=True),), _LABEL, self._title)
        if lane.steps and all(step.as_needed for step in lane.steps):
            lines += set_lines((Words(self._setting.voice.text("chart.if_needed")),), _LABEL, self._title)
        return lines

    @property
    def height(self) -> float:
        return _TITLE + sum(lane.height for lane in self._lanes) if self._lanes else 0

    def draw_shapes(self, pen: Pen, top: float) -> None:
        """Bars as high as their share of the highest dose of the lane."""
        y = top + (_TITLE if self._lanes else 0)
        for lane in self._lanes:
            base = y + lane.height - 4
            pen.line((self._axis.left, base), (self._axis.right, base), 0.75)
            for step in lane.lane.steps:
                self._draw_step(pen, lane, step, base)
            y += lane.height

    def _draw_step(self, pen: Pen, lane: _Lane, step: LaneStep, base: float) -> None:
        left, right = self._ends(lane.lane, step)
        if right <= left or step.dose == 0:
            return
        high = self._bar(lane, step)
        dashed = step.planned or step.as_needed
        pen.box((left, base - high), (right - left, high), gray=1 if dashed else _GRAY)
        pen.frame((left, base - high), (right - left, high), 1.2, radius=0, dash=_DASH if dashed else ())

    def _bar(self, lane: _Lane, step: LaneStep) -> float:
        full = lane.height - 4 - _HEAD_ROOM
        share = float(step.dose / lane.lane.highest) if lane.lane.highest else 0.0
        return max(6.0, full * share)

    def _ends(self, lane: DoseLane, step: LaneStep) -> tuple[float, float]:
        """Left and right edge; an open end goes on to the edge, a step of the last day is still seen."""
        chart = self._chart
        last = step.end if step.end is not None else chart.end
        if step.start > chart.end or last < chart.start:
            return 0, 0
        if step.end is None and lane.ends_on is not None:
            last = lane.ends_on - timedelta(days=1)
        left = self._axis.x(step.start)
        return left, max(self._axis.x(last + timedelta(days=1)), left + _NARROWEST)

    def draw_words(self, pen: Pen, top: float) -> None:
        """Names at the left, the dose above each bar."""
        if not self._lanes:
            return
        title = Words(self._title, BODY, bold=True)
        pen.write(pen.root.add("P"), self._setting.page.left, top + 13, title)
        y = top + _TITLE
        for lane in self._lanes:
            node, label_top = pen.root.add("P"), y + (lane.height - height_of(lane.label)) / 2
            draw_lines(pen, node, self._setting.page.left, label_top, lane.label)
            self._draw_doses(pen, node, lane, y + lane.height - 4)
            y += lane.height

    def _draw_doses(self, pen: Pen, node: Node, lane: _Lane, base: float) -> None:
        """Each dose with its unit over its bar, the latest first; one without room is in the list only."""
        free_to = self._axis.page.right
        for step in reversed(lane.lane.steps):
            left, right = self._ends(lane.lane, step)
            if right <= left or step.dose == 0:
                continue
            words = Words(lane_dose(self._setting, step), BODY, bold=True)
            x = left + 3
            if x + words.width > free_to:
                continue
            y = base - self._bar(lane, step) - 3
            pen.box((x - 2, y - 10), (words.width + 4, 12), gray=1)
            pen.write(node, x, y, words)
            free_to = x - 5
