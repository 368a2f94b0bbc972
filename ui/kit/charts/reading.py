"""The trend chart read at a day, and as a table: values for the readout, the table view and screen readers.
No Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from medmanager.domain.trend.trend import DoseChange, DoseLane, Panel, Series, TrendChart
from ui.kit import words
from ui.kit.charts.layout import Parts, stops

TWO_WEEKS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SeriesReading:
    """One curve at a day: its value then ("" when none yet), the day it is from, and the change in two
    weeks.
    """

    series: Series
    panel: Panel
    value: str
    on: date | None
    change: str


@dataclass(frozen=True, slots=True)
class DoseReading:
    """One lane at a day: the dose, or "not taken"."""

    lane: DoseLane
    dose: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything at one day. `last_change` is the latest dose change until that day."""

    day: date
    series: tuple[SeriesReading, ...]
    doses: tuple[DoseReading, ...]
    last_change: DoseChange | None
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The chart as a table: heads, then one row for each day with a point, change or event. "" means that
    nothing of the kind was asked that day.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_at(chart: TrendChart, parts: Parts, day: date) -> Reading:
    """The chart at a day: for each curve the last value until then."""
    series = tuple(
        _read_series(one, panel, day) for panel in chart.panels if parts.holds(panel) for one in panel.series
    )
    doses = tuple(DoseReading(lane, _dose_on(lane, day)) for lane in chart.lanes)
    earlier = [change for change in chart.changes if change.on <= day]
    events = tuple(event.label for event in chart.events if event.on == day)
    return Reading(day, series, doses, earlier[-1] if earlier else None, events)


def as_table(chart: TrendChart, parts: Parts) -> ChartTable:
    """Newest day first; a value stands only on the day it was given."""
    curves = [(panel, one) for panel in chart.panels if parts.holds(panel) for one in panel.series]
    heads = (
        "Day",
        *(_head(panel, one) for panel, one in curves),
        *(lane.label for lane in chart.lanes),
        "Events",
    )
    rows = tuple(_row(chart, curves, day) for day in reversed(stops(chart, parts)))
    return ChartTable(heads, rows)


def spoken(chart: TrendChart, parts: Parts, day: date) -> str:
    """The chart in words for a screen reader: what it shows, its sentences, and the values under the
    cursor.
    """
    reading = read_at(chart, parts, day)
    values = [f"{one.series.label} {one.value}" for one in reading.series if one.value]
    doses = [f"{one.lane.label} {one.dose}" for one in reading.doses]
    at = f"At {words.day_name(day, chart.today)}: {words.listing([*values, *doses])}."
    return " ".join(("Trend chart", words.day_span(chart.start, chart.end) + ".", *chart.sentences, at))


def _read_series(series: Series, panel: Panel, day: date) -> SeriesReading:
    now, before = series.at(day), series.at(day - TWO_WEEKS)
    if now is None:
        return SeriesReading(series, panel, "", None, "")
    change = words.change(now.value, before.value) if before is not None else ""
    return SeriesReading(series, panel, words.amount(now.value, panel.unit), now.on, change)


def _dose_on(lane: DoseLane, day: date) -> str:
    step = lane.on(day)
    if step is None:
        return "not taken"
    text = words.amount(step.dose, step.measure)
    return f"{text} if needed" if step.as_needed else text


def _head(panel: Panel, series: Series) -> str:
    return f"{series.label}, {panel.unit}" if panel.unit else series.label


def _value_on(series: Series, day: date) -> str:
    """The value of that day; where others were asked for and this one was not, that is said."""
    given = next((words.number(point.value) for point in series.points if point.on == day), "")
    return given or ("not asked" if day in series.gaps else "")


def _row(chart: TrendChart, curves: list[tuple[Panel, Series]], day: date) -> tuple[str, ...]:
    values = (_value_on(one, day) for _, one in curves)
    doses = (_dose_on(lane, day) for lane in chart.lanes)
    happened = [event.label for event in chart.events if event.on == day]
    happened += [change.words for change in chart.changes if change.on == day]
    return (words.day_name(day, chart.today), *values, *doses, "; ".join(happened))
