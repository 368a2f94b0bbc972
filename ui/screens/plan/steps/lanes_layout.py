"""Where everything stands on the time line of a plan, in px: steps, gaps, labels, marks. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.trend.trend import DoseLane, LaneStep
from ui.kit import words
from ui.screens.plan.page import LaneChart

INSET, BESIDE, APART, FAR = 5.0, 4.0, 4.0, 14.0
"""Of a label: from the start of its step, right of its step, from another that is inside its own step, and
from any other."""
NO_DOSE, NOT_WRITTEN, TODAY = "no dose", "dose not written yet", "Today"
MARKS_APART = 12.0
MOST_ROWS, MANY, RESERVED = 4, 6, 90.0
"""Rows of words under the lanes, marks from which on room is kept for counting the rest, and that room."""


class Kind(StrEnum):
    """What a stretch of a lane is: a dose, a pause that was written, days without either, or the end."""

    DOSE = "dose"
    PAUSE = "pause"
    GAP = "gap"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch from `left` to `right`. `share` is its height as a part of the highest dose; `text` may be
    left out where there is no room, `told` says it with its days.
    """

    left: float
    right: float
    share: float
    kind: Kind
    planned: bool
    text: str
    told: str


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """The text of a bar begins here."""

    bar: Bar
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """A day with a word under the lanes: its row there, its line, and where the word begins.

    `text` is "" where there is no row for it; `told` is what the tip says of the day. Without a line it is
    the word that counts those.
    """

    row: int
    at: float
    left: float
    text: str
    is_today: bool = False
    told: str = ""
    has_line: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """The time line: the chart between `left` and `right`, and how wide texts are in bold and in plain."""

    chart: LaneChart
    left: float
    right: float
    bold: Callable[[str], float]
    plain: Callable[[str], float]

    def x(self, day: date) -> float:
        """Where a day begins; what lies outside is held at the ends."""
        days = max(1, (self.chart.end - self.chart.start).days)
        part = (day - self.chart.start).days / days
        return self.left + (self.right - self.left) * min(max(part, 0.0), 1.0)


def bars_of(lane: DoseLane, line: Line) -> tuple[Bar, ...]:
    """The stretches of a lane in their order, also those between its steps."""
    return tuple(bar for bar in _bars(lane, line) if bar.right > bar.left)


def labels_of(bars: Sequence[Bar], line: Line) -> tuple[LabelPlace, ...]:
    """As many labels as have room, none over another. Those that stand inside their own step come first: one
    that reaches into the next step would be read as its dose. Then the first and the last; what is left
    out is told by the tip.
    """
    placed: list[LabelPlace] = []
    wanted = [_place(bar, line, is_last=_is_last(bars, number)) for number, bar in enumerate(bars)]
    inside = [one for one in wanted if _is_inside(one)]
    order = [*inside, *wanted[:1], *reversed(wanted[-2:]), *wanted]
    for one in order:
        fits = one.left >= line.left and one.left + one.width <= line.right
        if fits and not any(_crowds(one, other) for other in placed):
            placed.append(one)
    return tuple(sorted(placed, key=lambda one: one.left))


def marks_of(line: Line, edges: tuple[float, float]) -> tuple[MarkPlace, ...]:
    """Today and what is to come, each in the first row in which its word touches no other. A plan of many
    steps asks for many visits: what has no room in a few rows keeps its line, and is counted.
    """
    placed: list[MarkPlace] = []
    chart = line.chart
    for day, text in ((chart.today, TODAY), *(mark for mark in chart.marks if mark[0] >= chart.today)):
        at, width = round(line.x(day)) + 0.5, _mark_width(line, text)
        # A word stands right of its line where there is room, else left of it.
        left = at + BESIDE if at + BESIDE + width <= edges[1] else max(edges[0], at - width - BESIDE)
        row = _free_row((left, width), placed, line, kept=RESERVED if len(chart.marks) > MANY else 0)
        shown = text if row is not None else ""
        placed.append(MarkPlace(row or 0, at, left, shown, text == TODAY, text))
    silent = sum(not one.text for one in placed)
    return (*placed, *_counted(silent, placed, line, edges[1])) if silent else tuple(placed)


def _free_row(
    span: tuple[float, float], placed: Sequence[MarkPlace], line: Line, *, kept: float
) -> int | None:
    """The first row with room; the end of the last one is kept for the word that counts the rest."""
    taken = {one.row for one in placed if one.text and _touches(span, one, line)}
    if span[0] + span[1] > line.right - kept:
        taken.add(MOST_ROWS - 1)
    return next((row for row in range(MOST_ROWS) if row not in taken), None)


def _counted(silent: int, placed: Sequence[MarkPlace], line: Line, right: float) -> Iterator[MarkPlace]:
    text = f"and {silent} more"
    width = line.plain(text)
    row = _free_row((right - width, width), placed, line, kept=0)
    if row is not None:
        yield MarkPlace(row, right, right - width, text, has_line=False)


def ticks_of(line: Line, room: float) -> Iterator[date]:
    """Days a whole number of weeks apart, as many as have `room`."""
    chart = line.chart
    span = (chart.end - chart.start).days
    most = max(1, int((line.right - line.left) / room))
    weeks = max(1, -(-span // (most * 7)))
    day = chart.start
    while day < chart.end:
        yield day
        day += timedelta(days=7 * weeks)


def spoken(lane: DoseLane, chart: LaneChart) -> str:
    """The whole lane in words: each dose with its first day, each gap, and the end."""
    parts = []
    before: LaneStep | None = None
    for step in lane.steps:
        if step.end is None or step.end >= chart.start:
            if before is not None and before.end is not None and _is_gap(before.end, step.start):
                parts.append(f"{NO_DOSE} from {words.short_day(before.end + ONE_DAY, chart.today)}")
            parts.append(f"{_text(step, lane)} from {words.short_day(step.start, chart.today)}")
        before = step
    if lane.ends_on is not None:
        parts.append(f"stop {words.short_day(lane.ends_on, chart.today)}")
    return f"{lane.label}: {', '.join(parts)}"


def _bars(lane: DoseLane, line: Line) -> Iterator[Bar]:
    chart, highest = line.chart, float(lane.highest) or 1.0
    before: date | None = None
    for step in lane.steps:
        if before is not None and _is_gap(before, step.start):
            first, last = before + ONE_DAY, step.start - ONE_DAY
            told = f"{NO_DOSE}, {_days(first, last, chart)}"
            left, right = line.x(first), line.x(step.start)
            yield Bar(left, right, 1.0, Kind.GAP, step.planned, NO_DOSE, told)
        end = chart.end if step.end is None else min(step.end + ONE_DAY, chart.end)
        kind, text = _kind(step, lane), _text(step, lane)
        told = f"{text}, {_days(step.start, step.end, chart)}"
        share = 1.0 if kind is Kind.GAP else float(step.dose) / highest
        yield Bar(line.x(max(step.start, chart.start)), line.x(end), share, kind, step.planned, text, told)
        before = step.end
    if lane.ends_on is not None and chart.start <= lane.ends_on < chart.end:
        told = f"stop {words.short_day(lane.ends_on, chart.today)}"
        yield Bar(line.x(lane.ends_on), line.right, 0.0, Kind.STOP, True, "stop", told)


def _is_gap(end: date, start: date) -> bool:
    return end + ONE_DAY < start


def _kind(step: LaneStep, lane: DoseLane) -> Kind:
    """A lane without any dose is one that nobody wrote yet: nobody pauses what was never taken."""
    if step.dose:
        return Kind.DOSE
    return Kind.PAUSE if lane.highest else Kind.GAP


def _text(step: LaneStep, lane: DoseLane) -> str:
    if not step.dose:
        return "pause" if lane.highest else NOT_WRITTEN
    text = words.amount(step.dose, step.measure)
    return f"{text} if needed" if step.as_needed else text


def _days(first: date, last: date | None, chart: LaneChart) -> str:
    begun = words.short_day(first, chart.today)
    return f"from {begun} on" if last is None else f"{begun} to {words.short_day(last, chart.today)}"


def _place(bar: Bar, line: Line, *, is_last: bool) -> LabelPlace:
    width = line.bold(bar.text)
    is_short = width + 2 * INSET > bar.right - bar.left
    if not (is_short and is_last):
        return LabelPlace(bar, bar.left + INSET, width)
    has_room = bar.right + BESIDE + width <= line.right
    return LabelPlace(bar, bar.right + BESIDE if has_room else bar.right - width, width)


def _is_last(bars: Sequence[Bar], number: int) -> bool:
    """Whether there is nothing drawn on its right."""
    return number == len(bars) - 1 or bars[number + 1].kind is Kind.STOP


def _is_inside(place: LabelPlace) -> bool:
    return place.left + place.width <= place.bar.right


def _crowds(one: LabelPlace, other: LabelPlace) -> bool:
    apart = APART if _is_inside(one) and _is_inside(other) else FAR
    return one.left < other.left + other.width + apart and other.left < one.left + one.width + apart


def _mark_width(line: Line, text: str) -> float:
    return (line.bold if text == TODAY else line.plain)(text)


def _touches(span: tuple[float, float], mark: MarkPlace, line: Line) -> bool:
    (left, width), other = span, _mark_width(line, mark.text)
    return left < mark.left + other + MARKS_APART and mark.left < left + width + MARKS_APART
