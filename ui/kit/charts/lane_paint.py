"""Paints dose lanes and events: steps as bars in the colour of the drug, planned ones dashed, doses in
words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.trend.trend import DoseLane, LaneStep
from ui.kit import words
from ui.kit.charts.layout import EVENT_ROW, LaneBox
from ui.kit.charts.marks import series_token
from ui.kit.charts.paint import LINE, RIGHT, SIDE, Sheet, halo
from ui.kit.theme import SEMIBOLD, Type

TAKEN_ALPHA, PLANNED_ALPHA = 0.18, 0.08
PLANNED_DASHES = [1.5, 1.0]  # 3 and 2 px of a pen of 2 px
PAD = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One step, or the part of it that is taken or planned, from `left` to `right`."""

    step: LaneStep
    left: float
    right: float
    top: float
    planned: bool
    starts: bool
    ends: bool


def paint_doses(sheet: Sheet) -> None:
    """The heading and all lanes."""
    if not sheet.layout.lanes:
        return
    theme = sheet.theme
    head = QRectF(theme.px(SIDE), sheet.layout.dose_head, sheet.layout.left, theme.px(LINE))
    sheet.bold(head, "Dose", size=Type.BODY)
    for box in sheet.layout.lanes:
        _paint_lane(sheet, box)


def bars_of(sheet: Sheet, box: LaneBox) -> Iterator[Bar]:
    """The bars of a lane within the chart; a step under way is split at today into taken and planned."""
    layout, today = sheet.layout, sheet.chart.today
    for step in box.lane.steps:
        last = step.end or layout.end
        if step.start > layout.end or last < layout.start:
            continue
        left = layout.x(max(step.start, layout.start))
        right = min(layout.x(last + ONE_DAY) if step.end else layout.right, layout.right)
        y = box.y(step.dose)
        begins, ends = step.start >= layout.start, step.end is not None and step.end < layout.end
        now = layout.x(today + ONE_DAY)
        if not step.planned and step.end is not None and right > now > left:
            yield Bar(step, left, now, y, False, begins, False)
            yield Bar(step, now, right, y, True, False, ends)
        else:
            yield Bar(step, left, right, y, step.planned, begins, ends)


def _paint_lane(sheet: Sheet, box: LaneBox) -> None:
    theme, layout = sheet.theme, sheet.layout
    line = theme.px(LINE)
    token = series_token(box.lane.number)
    bars = tuple(bars_of(sheet, box))
    for bar in bars:
        _paint_bar(sheet, box, bar, token)
    sheet.painter.setPen(sheet.pen("line"))
    sheet.line(1, round(box.bottom) + 1.5, layout.width - 1, round(box.bottom) + 1.5)
    sheet.bold(QRectF(0, box.bottom - line - 2, layout.left - theme.px(8), line), box.lane.label, RIGHT)
    _paint_dose_words(sheet, box, bars)
    _paint_present(sheet, box)


def _paint_bar(sheet: Sheet, box: LaneBox, bar: Bar, token: str) -> None:
    fill = sheet.theme.colour(token)
    fill.setAlphaF(PLANNED_ALPHA if bar.planned else TAKEN_ALPHA)
    sheet.painter.fillRect(QRectF(bar.left, bar.top, bar.right - bar.left, box.bottom - bar.top), fill)
    pen = sheet.pen(token, 2)
    if bar.planned:
        pen.setDashPattern(PLANNED_DASHES)
    sheet.painter.setPen(pen)
    lines = [QLineF(bar.left, bar.top, bar.right, bar.top)]
    if bar.starts or bar.planned:
        lines.append(QLineF(bar.left, box.bottom, bar.left, bar.top))
    if bar.ends:
        lines.append(QLineF(bar.right, box.bottom, bar.right, bar.top))
    sheet.painter.drawLines(lines)


def _paint_dose_words(sheet: Sheet, box: LaneBox, bars: tuple[Bar, ...]) -> None:
    for text, place in dose_places(sheet, box, bars):
        halo(sheet, place, text, SEMIBOLD)


def dose_places(sheet: Sheet, box: LaneBox, bars: tuple[Bar, ...]) -> Iterator[tuple[str, QRectF]]:
    """Where the words of each step stand; what finds no place of its own is left to the tip and the table.

    Words never lie over other words, nor within the bar of another step, where they would tell a wrong dose.
    """
    taken: list[QRectF] = []
    for number, bar in enumerate(bars):
        if number and bars[number - 1].step is bar.step:
            continue
        text = dose_words(bar.step)
        width = sheet.theme.text_width(text, Type.SMALL, SEMIBOLD)
        others = [other for other in bars if other.step is not bar.step]
        for place in _candidates(sheet, box, bar, width):
            if place.right() <= sheet.layout.right + PAD and _is_free(place, taken, others, box.bottom):
                taken.append(place.adjusted(-2, 0, 2, 0))
                yield text, place
                break


def _candidates(sheet: Sheet, box: LaneBox, bar: Bar, width: float) -> Iterator[QRectF]:
    """Inside the bar; just above it, from its start or to its end; above the whole lane; right of it."""
    line = sheet.theme.px(LINE)
    left, to_end = bar.left + PAD + 1, bar.right - width
    if box.bottom - bar.top >= line:
        yield QRectF(left, (bar.top + box.bottom - line) / 2, width, line)
    for top in (bar.top - line - 1, box.top - line - 1):
        yield QRectF(left - 2, top, width, line)
        if to_end >= bar.left - 2 * PAD:
            yield QRectF(to_end, top, width, line)
    yield QRectF(bar.right + PAD, box.bottom - line - 1, width, line)


def _is_free(place: QRectF, taken: list[QRectF], others: list[Bar], bottom: float) -> bool:
    if any(place.intersects(other) for other in taken):
        return False
    areas = (QRectF(bar.left, bar.top, bar.right - bar.left, bottom - bar.top) for bar in others)
    return not any(place.adjusted(0, 0, -1, 0).intersects(area) for area in areas)


def _paint_present(sheet: Sheet, box: LaneBox) -> None:
    """Right of the plot: the dose of today, and under it the next change."""
    theme, line = sheet.theme, sheet.theme.px(LINE)
    left = sheet.layout.right + theme.px(12)
    room = sheet.layout.width - theme.px(SIDE) - left
    now, then = present_words(box.lane, sheet.chart.today)
    top = box.bottom - (2 * line if then else line) - 2
    sheet.bold(QRectF(left, top, room, line), now)
    sheet.text(QRectF(left, top + line, room, line), then, "muted")


def dose_words(step: LaneStep) -> str:
    """`75 mg`, `0 mg` in a pause, `25 mg if needed`."""
    text = words.amount(step.dose, step.measure)
    return f"{text} if needed" if step.as_needed else text


def present_words(lane: DoseLane, today: date) -> tuple[str, str]:
    """The dose of today and, when a change is planned, the next one: `100 mg`, `75 mg from tomorrow`."""
    now = lane.on(today)
    following = next((step for step in lane.steps if step.start > today), None)
    first = dose_words(now) if now is not None else "not yet" if following else "stopped"
    if following is not None:
        return first, f"{dose_words(following)} from {_when(following.start, today)}"
    if now is not None and lane.ends_on is not None:
        return first, f"stops {_when(lane.ends_on, today)}"
    return first, ""


def _when(day: date, today: date) -> str:
    return "tomorrow" if day == today + ONE_DAY else words.short_day(day, today)


def paint_events(sheet: Sheet) -> None:
    """Triangles with their words; a dot for each visit."""
    layout, theme, painter = sheet.layout, sheet.theme, sheet.painter
    line = theme.px(LINE)
    if not sheet.parts.events or not sheet.chart.events:
        return
    head = QRectF(theme.px(SIDE), layout.event_top, layout.left, line)
    sheet.bold(head, "Events", size=Type.BODY)
    for event in layout.events:
        x = layout.x(event.on)
        middle = layout.event_top + event.row * theme.px(EVENT_ROW) + line / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text"))
        corners = (QPointF(x - 5, middle + 4), QPointF(x + 5, middle + 4), QPointF(x, middle - 5))
        painter.drawPolygon(QPolygonF(list(corners)))
        width = theme.text_width(event.label, Type.SMALL) + 2
        goes_left = x + 9 + width > layout.width
        left = x - 9 - width if goes_left else x + 9
        halo(sheet, QRectF(left, middle - line / 2, width, line), event.label)
    _paint_visits(sheet)


def _paint_visits(sheet: Sheet) -> None:
    layout, theme = sheet.layout, sheet.theme
    visits = [event for event in sheet.chart.events if event.kind == "visit"]
    if not visits:
        return
    line = theme.px(LINE)
    place = QRectF(0, layout.visit_y - line / 2, layout.left - theme.px(8), line)
    sheet.text(place, "visits", "muted", RIGHT)
    sheet.painter.setPen(QPen(theme.colour("surface"), 1))
    sheet.painter.setBrush(theme.colour("muted"))
    for visit in visits:
        sheet.painter.drawEllipse(QPointF(layout.x(visit.on), layout.visit_y), 4, 4)
