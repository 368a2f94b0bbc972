"""Where everything of a trend chart stands, in px: panels, dose lanes, events, dates. Numbers only, no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.trend.build import EFFECTS
from medmanager.domain.trend.diary_trend import DIARY
from medmanager.domain.trend.trend import DoseLane, Panel, Series, TrendChart
from ui.kit import words

LABELS, DIRECT = 132, 148
TOP, PANEL_GAP, DOSE_HEAD, LANE, LANE_BAR = 34, 22, 26, 50, 31
TIGHT_LANE = 40
EVENT_ROW, VISIT_ROW, BOTTOM = 18, 20, 8
TALL, LOW_TALL, LOW_REST = 1.7, 138, 80
DATE_ROOM = 84
DIRECT_STEP = 18
WEEKS = (7, 14, 28)
MONTHS = (1, 2, 3, 6, 12, 24)
RATED = frozenset({EFFECTS, DIARY})
"""Panels of ratings from 0 to 10: several curves in one, so they are high, and told apart by colour too."""

APART = 14.0
"""Px from one marker of a curve to the next: nearer ones would be one blot."""

TextWidth = Callable[[str], float]


def series_ink(panel: Panel, series: Series) -> str:
    """The colour token of a curve: ratings in colours, scales and measurements in the colour of text."""
    return f"series.{series.number}" if panel.key in RATED else "text"


def marked(places: Sequence[float], least: float) -> tuple[int, ...]:
    """Which points of a curve get a marker: the last, and back from it each that is so far from the next."""
    found: list[int] = []
    for number in range(len(places) - 1, -1, -1):
        if not found or places[found[-1]] - places[number] >= least:
            found.append(number)
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Parts:
    """What the reader wants to see. `panels` are beginnings of panel keys: effects, scales, vitals, labs."""

    panels: tuple[str, ...] = ("effects", "scales")
    changes: bool = True
    events: bool = True

    def holds(self, panel: Panel) -> bool:
        """Whether a panel is shown."""
        return panel.key.startswith(self.panels)


@dataclass(frozen=True, slots=True)
class PanelBox:
    """A panel between `top` and `bottom`."""

    panel: Panel
    top: float
    bottom: float

    def y(self, value: Decimal) -> float:
        """The height of a value; outside the axis it is held at its end."""
        held = min(max(value, self.panel.low), self.panel.high)
        share = float((held - self.panel.low) / ((self.panel.high - self.panel.low) or 1))
        return self.bottom - share * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class LaneBox:
    """A dose lane; its bars stand on `bottom` and are at most up to `top`."""

    lane: DoseLane
    top: float
    bottom: float

    def y(self, dose: Decimal) -> float:
        """The top of a bar."""
        share = float(dose / self.lane.highest) if self.lane.highest else 0.0
        return self.bottom - share * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class EventPlace:
    """An event with the row its words stand in."""

    on: date
    label: str
    row: int


@dataclass(frozen=True, slots=True)
class Layout:
    """All places of one chart in a widget of `width` x `height`."""

    width: float
    height: float
    left: float
    right: float
    start: date
    end: date
    panels: tuple[PanelBox, ...]
    lanes: tuple[LaneBox, ...]
    dose_head: float
    event_top: float
    events: tuple[EventPlace, ...]
    visit_y: float
    bottom: float

    def x(self, day: date) -> float:
        """Where a day is."""
        days = (self.end - self.start).days or 1
        return self.left + (day - self.start).days / days * (self.right - self.left)

    def day(self, x: float) -> date:
        """The day at a place, held within the chart."""
        share = (min(max(x, self.left), self.right) - self.left) / ((self.right - self.left) or 1)
        return self.start + timedelta(days=round(share * (self.end - self.start).days))

    @property
    def top(self) -> float:
        """Where the first panel or lane begins."""
        boxes = self.panels or self.lanes
        return boxes[0].top if boxes else float(TOP)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The room there is: width, height, text factor, and how wide a text is in 12 px and in 12 px
    semibold.
    """

    width: float
    height: float
    factor: float
    small: TextWidth
    bold: TextWidth


def lay_out(chart: TrendChart, parts: Parts, sizes: Sizes) -> Layout:
    """Place everything. Names and doses beside the plot are never cut: the plot gets narrower instead."""
    panels = tuple(panel for panel in chart.panels if parts.holds(panel))
    factor = sizes.factor
    left = max(LABELS * factor, _label_room(panels, chart.lanes, sizes))
    right = sizes.width - max(DIRECT * factor, _direct_room(panels, sizes))
    days = (chart.end - chart.start).days or 1
    per_day = (right - left) / days
    events = _event_rows(chart, per_day, sizes.small) if parts.events else ()
    lane = _lane_height(chart, parts, sizes)
    below = _below(len(chart.lanes) * lane, events, has_visits=_has_visits(chart, parts)) * factor
    boxes = tuple(_panel_boxes(panels, TOP * factor, sizes.height - below, factor))
    after = boxes[-1].bottom + PANEL_GAP * factor if boxes else TOP * factor
    lanes = tuple(_lane_boxes(chart.lanes, after + DOSE_HEAD * factor, lane * factor))
    event_top = (lanes[-1].bottom if lanes else after) + 14 * factor
    rows = max((event.row for event in events), default=-1) + 1
    visit_y = event_top + rows * EVENT_ROW * factor + VISIT_ROW / 2 * factor
    return Layout(
        *(sizes.width, sizes.height, left, right, chart.start, chart.end),
        *(boxes, lanes, after, event_top, events, visit_y),
        bottom=visit_y + VISIT_ROW / 2 * factor if _has_visits(chart, parts) else event_top,
    )


def least_height(chart: TrendChart, parts: Parts, factor: float) -> float:
    """The height below which curves cannot be read."""
    panels = [panel for panel in chart.panels if parts.holds(panel)]
    curves = sum(LOW_TALL if panel.key in RATED else LOW_REST for panel in panels)
    events = tuple(EventPlace(e.on, e.label, 0) for e in chart.events if parts.events and e.kind != "visit")
    below = _below(len(chart.lanes) * TIGHT_LANE, events, has_visits=_has_visits(chart, parts))
    return (TOP + curves + PANEL_GAP * len(panels) + below) * factor


def date_ticks(chart: TrendChart, width: float) -> tuple[date, ...]:
    """Days that get a word below the top edge: weeks counted from the start, or firsts of months."""
    days = max(1, (chart.end - chart.start).days)
    for step in WEEKS:
        if width / days * step >= DATE_ROOM:
            return tuple(chart.start + timedelta(days=at) for at in range(0, days + 1, step))
    for months in MONTHS:
        if width / days * 30 * months >= DATE_ROOM:
            return tuple(_month_starts(chart.start, chart.end, months))
    return tuple(_month_starts(chart.start, chart.end, 60))


def spread(wanted: Sequence[float], step: float, low: float, high: float) -> tuple[float, ...]:
    """Heights near the wanted ones, in their order, at least `step` apart and between `low` and `high`."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    placed = [0.0] * len(wanted)
    floor = low
    for at in order:
        placed[at] = max(wanted[at], floor)
        floor = placed[at] + step
    ceiling = high
    for at in reversed(order):
        placed[at] = min(placed[at], ceiling)
        ceiling = placed[at] - step
    return tuple(placed)


def stops(chart: TrendChart, parts: Parts) -> tuple[date, ...]:
    """Days at which the reading cursor stops: all that have a point, a dose change, an event, and today."""
    found = {chart.today}
    for panel in chart.panels:
        if parts.holds(panel):
            found.update(point.on for series in panel.series for point in series.points)
    found.update(change.on for change in chart.changes)
    found.update(event.on for event in chart.events)
    return tuple(sorted(day for day in found if chart.start <= day <= chart.end))


def date_word(day: date, today: date) -> str:
    """How a tick is named."""
    return words.short_day(day, today)


def _panel_boxes(panels: tuple[Panel, ...], top: float, bottom: float, factor: float) -> Iterator[PanelBox]:
    weights = [TALL if panel.key in RATED else 1.0 for panel in panels]
    gaps = PANEL_GAP * factor * len(panels)
    room = max(bottom - top - gaps, 0.0)
    for panel, weight in zip(panels, weights, strict=True):
        least = (LOW_TALL if panel.key in RATED else LOW_REST) * factor
        height = max(room * weight / sum(weights), least)
        yield PanelBox(panel, top, top + height)
        top += height + PANEL_GAP * factor


def _lane_height(chart: TrendChart, parts: Parts, sizes: Sizes) -> float:
    """Lanes are lower in a low window; the curves get what that saves."""
    loose = least_height(chart, parts, 1.0) + len(chart.lanes) * (LANE - TIGHT_LANE)
    return LANE if sizes.height / sizes.factor >= loose + 40 else TIGHT_LANE


def _lane_boxes(lanes: tuple[DoseLane, ...], top: float, lane_height: float) -> Iterator[LaneBox]:
    bar = lane_height * LANE_BAR / LANE
    for number, lane in enumerate(lanes):
        at = top + number * lane_height
        yield LaneBox(lane, at, at + bar)


def _below(lanes: float, events: Sequence[EventPlace], *, has_visits: bool) -> float:
    """What stands under the panels, at 100 %; `lanes` is the height of all dose lanes."""
    rows = max((event.row for event in events), default=-1) + 1
    doses = DOSE_HEAD + lanes if lanes else 0
    return doses + rows * EVENT_ROW + (VISIT_ROW if has_visits else 0) + BOTTOM


def _has_visits(chart: TrendChart, parts: Parts) -> bool:
    return parts.events and any(event.kind == "visit" for event in chart.events)


def _event_rows(chart: TrendChart, per_day: float, width: TextWidth) -> tuple[EventPlace, ...]:
    """Words that would lie over one another go to the next row."""
    placed: list[EventPlace] = []
    ends: list[float] = []
    for event in sorted(chart.events, key=lambda event: event.on):
        if event.kind == "visit":
            continue
        x = (event.on - chart.start).days * per_day
        row = next((number for number, end in enumerate(ends) if end < x), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = x + width(event.label) + 24
        placed.append(EventPlace(event.on, event.label, row))
    return tuple(placed)


def _label_room(panels: tuple[Panel, ...], lanes: tuple[DoseLane, ...], sizes: Sizes) -> float:
    names = [sizes.bold(lane.label) + 24 for lane in lanes]
    return max([*names, *(sizes.small(panel.subtitle) + 40 for panel in panels)], default=0.0)


def _direct_room(panels: tuple[Panel, ...], sizes: Sizes) -> float:
    labels = [sizes.bold(series.label) for panel in panels for series in panel.series]
    return max(labels, default=0.0) + 78 * sizes.factor


def _month_starts(start: date, end: date, step: int) -> Iterator[date]:
    year, month = start.year, start.month
    while (first := date(year, month, 1)) <= end:
        if first >= start and (month - 1) % min(step, 12) == 0 and (step <= 12 or year % (step // 12) == 0):
            yield first
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
