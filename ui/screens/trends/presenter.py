"""The trends tab: which span and parts are shown, what the cursor reads, and the chart in words. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Protocol
from uuid import UUID

from medmanager.domain.errors import MedManagerError, NotAllowed
from medmanager.domain.trend.build import EFFECTS, Span, TrendPage
from medmanager.domain.trend.trend import TrendChart
from ui.kit import words
from ui.kit.charts.layout import RATED, Parts, series_ink
from ui.kit.charts.reading import ChartTable, Reading, as_table, read_at
from ui.kit.context import Context
from ui.kit.tallman import tall_man

NOTHING = "Nothing to draw yet: no side effects, scores, measurements or doses are recorded."
KINDS = ("effects", "diary", "scales", "vitals", "labs")
USUAL = ("effects", "diary", "scales")


@dataclass(frozen=True, slots=True)
class Heading:
    """Above the chart: the days, the span, what is switched on, and which kinds there are in these days."""

    days: str
    span: str
    on: frozenset[str]
    present: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReadoutRow:
    """One row beside the chart. `number` 0 draws nothing; a `head` row names what follows."""

    name: str
    value: str = ""
    change: str = ""
    number: int = 0
    is_curve: bool = False
    ink: str = ""
    head: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Readout:
    """What is known at one day; `notes` are (label, words) below the rows."""

    title: str
    rows: tuple[ReadoutRow, ...]
    notes: tuple[tuple[str, str], ...]


class TrendsDisplay(Protocol):
    """What the presenter asks of its view."""

    def show_loading(self) -> None: ...
    def show_heading(self, heading: Heading) -> None: ...
    def show_chart(self, chart: TrendChart, parts: Parts) -> None: ...
    def show_table(self, table: ChartTable) -> None: ...
    def show_readout(self, readout: Readout) -> None: ...
    def show_words(self, sentences: tuple[tuple[str, str], ...]) -> None: ...
    def show_empty(self, sentence: str) -> None: ...
    def show_problem(self, sentence: str) -> None: ...
    def show_not_allowed(self, sentence: str) -> None: ...


class TrendsPresenter:
    """Loads one span at a time; an answer for another span is dropped."""

    def __init__(self, context: Context, display: TrendsDisplay, patient_id: UUID) -> None:
        self._context, self._display, self._patient_id = context, display, patient_id
        self._span = Span.THREE_MONTHS
        self._on: frozenset[str] | None = None
        self._changes = self._events = True
        self._page: TrendPage | None = None
        self._day: date | None = None

    def load(self) -> None:
        """Read the chart of the chosen span."""
        if self._page is None:
            self._display.show_loading()
        work = partial(self._context.services.trends.page, self._patient_id, self._span)
        self._context.ask(work, partial(self._came, self._span), self._failed)

    def choose_span(self, span: str) -> None:
        """Show another stretch of time."""
        self._span = Span(span)
        self.load()

    def switch(self, part: str, on: bool) -> None:
        """Show or hide a part: a kind of panel, the dose changes, or the events."""
        if part == "changes":
            self._changes = on
        elif part == "events":
            self._events = on
        else:
            kinds = self._kinds()
            self._on = kinds | {part} if on else kinds - {part}
        self._show()

    def read(self, day: date) -> None:
        """The cursor stands on another day."""
        self._day = day
        if self._page is not None:
            self._display.show_readout(self._readout(self._page.chart, day))

    def print_chart(self) -> None:
        """Paper is made in the documents tab, where the patient herself stands for her trend chart."""
        self._context.navigate.open_patient(self._patient_id, "documents", self._patient_id)

    def record_visit(self) -> None:
        """Where the first rating comes from."""
        self._context.navigate.open_patient(self._patient_id, "visits")

    def _came(self, span: Span, page: TrendPage) -> None:
        if span is not self._span:
            return
        self._page = TrendPage(_in_tall_man(page.chart), page.rest)
        if page.chart.empty and not page.rest:
            self._show_heading(page.chart)
            self._display.show_empty(NOTHING if span is Span.ALL else self._nothing_here(page.chart))
        else:
            self._show()

    def _nothing_here(self, chart: TrendChart) -> str:
        days = words.day_span(chart.start, chart.end)
        return f"Nothing is recorded from {days}. Choose “All” to see earlier records, or record a visit."

    def _show(self) -> None:
        if self._page is None or (self._page.chart.empty and not self._page.rest):
            return
        chart, parts = self._page.chart, self._parts()
        self._show_heading(chart)
        self._display.show_chart(chart, parts)
        self._display.show_table(as_table(_with_rest(self._page), parts))
        self._display.show_words(_lead_apart(chart))
        day = self._day if self._day is not None and chart.start <= self._day <= chart.end else chart.today
        self.read(day)

    def _show_heading(self, chart: TrendChart) -> None:
        present = frozenset(kind for kind in KINDS for panel in chart.panels if panel.key.startswith(kind))
        extra = {name for name, on in (("changes", self._changes), ("events", self._events)) if on}
        days = words.day_span(chart.start, chart.end)
        self._display.show_heading(Heading(days, self._span.value, self._kinds() | extra, present))

    def _kinds(self) -> frozenset[str]:
        """The kinds switched on: side effects and scales, or what there is where there are none."""
        if self._on is not None:
            return self._on
        panels = self._page.chart.panels if self._page else ()
        usual = any(panel.key.startswith(USUAL) for panel in panels)
        return frozenset(USUAL if usual or not panels else (*USUAL, "vitals"))

    def _parts(self) -> Parts:
        kinds = self._kinds()
        return Parts(tuple(kind for kind in KINDS if kind in kinds), self._changes, self._events)

    def _readout(self, chart: TrendChart, day: date) -> Readout:
        reading = read_at(chart, self._parts(), day)
        notes = []
        if reading.last_change is not None:
            on = words.short_day(reading.last_change.on, chart.today)
            notes.append((f"Last change, {on}:", reading.last_change.words))
        notes += [("That day:", event) for event in reading.events]
        return Readout(f"At {words.full_day(day)}", _readout_rows(reading, chart.today), tuple(notes))

    def _failed(self, error: MedManagerError) -> None:
        if isinstance(error, NotAllowed):
            self._display.show_not_allowed(error.sentence)
        elif self._page is None:
            self._display.show_problem(error.sentence)
        else:
            self._context.notices.warn(error.sentence)


def _readout_rows(reading: Reading, today: date) -> tuple[ReadoutRow, ...]:
    rows: list[ReadoutRow] = []
    title = ""
    for one in reading.series:
        if one.panel.title != title:
            title = one.panel.title
            unit = one.panel.unit or ("0 to 10" if one.panel.key in RATED else "")
            rows.append(ReadoutRow(title, unit, "" if rows else "2 weeks", head=True))
        ink = series_ink(one.panel, one.series)
        point = one.series.at(reading.day)
        value = words.number(point.value) if point else "not asked"
        is_earlier = point is not None and point.on != reading.day
        change = words.short_day(point.on, today) if point and is_earlier else one.change
        number = one.series.number
        rows.append(
            ReadoutRow(one.series.label, value, change, number, is_curve=True, ink=ink, muted=point is None)
        )
    if reading.doses:
        rows.append(ReadoutRow("Dose that day", head=True))
    rows += [
        ReadoutRow(one.lane.label, one.dose, "", one.lane.number, ink=f"series.{one.lane.number}")
        for one in reading.doses
    ]
    return tuple(rows)


def _with_rest(page: TrendPage) -> TrendChart:
    """The chart with the side effects that were not drawn, for the table."""
    if not page.rest:
        return page.chart
    panels = tuple(
        replace(panel, series=(*panel.series, *page.rest)) if panel.key == EFFECTS else panel
        for panel in page.chart.panels
    )
    return replace(page.chart, panels=panels)


def _in_tall_man(chart: TrendChart) -> TrendChart:
    """Names of drugs as they must be written on the screen."""
    return replace(
        chart,
        lanes=tuple(replace(lane, name=tall_man(lane.name)) for lane in chart.lanes),
        changes=tuple(
            replace(change, medicine=tall_man(change.medicine), reason=tall_man(change.reason))
            for change in chart.changes
        ),
        events=tuple(replace(event, label=tall_man(event.label)) for event in chart.events),
        sentences=tuple(tall_man(sentence) for sentence in chart.sentences),
    )


def _lead_apart(chart: TrendChart) -> tuple[tuple[str, str], ...]:
    """Each sentence as (its subject, the rest), so that the eye finds the curve it is about."""
    names = sorted({series.label for panel in chart.panels for series in panel.series}, key=len, reverse=True)
    told = []
    for sentence in chart.sentences:
        lead = next((name for name in names if sentence.startswith(f"{name} ")), "")
        told.append((lead, sentence[len(lead) :].strip()))
    return tuple(told)
