"""Builds the trend chart from the plan in force, the visits and the measurements. Adds nothing of its own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from medmanager.domain.chart import standing
from medmanager.domain.diary.diary import DiarySheet
from medmanager.domain.history import Observation
from medmanager.domain.local_time import local_day
from medmanager.domain.plan.plan import Plan
from medmanager.domain.trend.diary_trend import diary_panels, typed_days
from medmanager.domain.trend.doses import build_lanes, dose_changes
from medmanager.domain.trend.panels import lab_panels, scale_panel, vital_panels
from medmanager.domain.trend.trend import ChartEvent, Panel, Point, Series, TrendChart
from medmanager.domain.trend.words import tell
from medmanager.domain.visit import Visit, VisitStatus, turn

EFFECTS = "effects"
MOST_CURVES = 5
"""Side effects drawn at once, the strongest; the others stand in the table. More cannot be told apart."""

EFFECT_NUMBERS = (8, 7, 5, 4, 6, 3, 2, 1)
"""Series numbers of side effects in the order they are given out, those of drugs on the page last."""

_RATING_TICKS = tuple(Decimal(tick) for tick in range(0, 11, 2))


class Span(StrEnum):
    """How much time the chart shows; the word stands on its button."""

    SIX_WEEKS = "6 w"
    THREE_MONTHS = "3 m"
    YEAR = "1 y"
    ALL = "All"


_BACK = {
    Span.SIX_WEEKS: timedelta(weeks=6),
    Span.THREE_MONTHS: timedelta(weeks=14),
    Span.YEAR: timedelta(weeks=52),
}
_AHEAD = {
    Span.SIX_WEEKS: timedelta(weeks=1),
    Span.THREE_MONTHS: timedelta(weeks=1),
    Span.YEAR: timedelta(weeks=4),
    Span.ALL: timedelta(weeks=1),
}


@dataclass(frozen=True, slots=True)
class ChartWindow:
    """From `start` through `end`, local days; `today` lies between them."""

    start: date
    end: date
    today: date

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True, repr=False)
class TrendSources:
    """What the chart is built from. `effect_names` by code; visits and observations of one patient."""

    plan: Plan | None
    visits: tuple[Visit, ...]
    observations: tuple[Observation, ...]
    effect_names: Mapping[str, str]
    zone: ZoneInfo
    diaries: tuple[DiarySheet, ...] = ()
    """What came back from home: drawn apart from what was asked at visits."""

    def __repr__(self) -> str:
        return f"TrendSources({len(self.visits)} visits, {len(self.observations)} observations)"

    @property
    def dated_visits(self) -> tuple[tuple[date, Visit], ...]:
        """Visits with their local days, oldest first."""
        ordered = sorted(self.visits, key=turn)
        return tuple((local_day(visit.at, self.zone), visit) for visit in ordered)

    @property
    def dated_observations(self) -> tuple[tuple[date, Observation], ...]:
        """Observations that no later one supersedes, with their local days, oldest first."""
        ordered = sorted(standing(self.observations), key=lambda one: one.at)
        return tuple((local_day(one.at, self.zone), one) for one in ordered)


@dataclass(frozen=True, slots=True)
class TrendPage:
    """The chart, and the side effects that it leaves to the table: rated 0 throughout, or weaker."""

    chart: TrendChart
    rest: tuple[Series, ...] = ()


def window_for(span: Span, sources: TrendSources, today: date) -> ChartWindow:
    """The local days of a span: so far back, and a little ahead for planned steps; All holds everything."""
    if span is not Span.ALL:
        return ChartWindow(today - _BACK[span], today + _AHEAD[span], today)
    steps = [step.start for item in (sources.plan.items if sources.plan else ()) for step in item.steps]
    known = [
        *steps,
        *(day for day, _ in sources.dated_visits),
        *(day for day, _ in sources.dated_observations),
        *typed_days(sources.diaries),
    ]
    first = min([*known, today - _BACK[Span.SIX_WEEKS]])
    last = max([*steps, today])
    return ChartWindow(first, last + _AHEAD[span], today)


def build_page(sources: TrendSources, window: ChartWindow) -> TrendPage:
    """The chart of these days. Every dose step that touches them is in it, whole, at its own dates."""
    lanes = build_lanes(sources.plan, window.start, window.end, window.today)
    changes = tuple(change for change in dose_changes(sources.plan) if window.holds(change.on))
    drawn, rest = _effects(sources, window, tuple(lane.number for lane in lanes))
    panels = (
        *_effect_panel(drawn),
        *diary_panels(sources.diaries, sources.effect_names, window.start, window.end),
        *scale_panel(sources.dated_visits, sources.dated_observations, window.start, window.end),
        *vital_panels(sources.dated_visits, sources.dated_observations, window.start, window.end),
        *lab_panels(sources.dated_observations, window.start, window.end),
    )
    chart = TrendChart(
        window.start,
        window.end,
        window.today,
        panels,
        lanes,
        tuple(_events(sources, window)),
        changes,
        tell(panels, changes, tuple(series.label for series in rest if _is_zero(series)), window.today),
    )
    return TrendPage(chart, rest)


def _effects(
    sources: TrendSources, window: ChartWindow, taken: tuple[int, ...]
) -> tuple[tuple[Series, ...], tuple[Series, ...]]:
    """Series of side effects that are drawn and those that are not, each in the order of first mention."""
    rated = _ratings(sources, window)
    strongest = sorted(rated, key=lambda code: (-max(rated[code][0].values()), -_last(rated[code][0])))
    drawn = {code for code in strongest[:MOST_CURVES] if any(rated[code][0].values())}
    numbers = iter(sorted((number for number in EFFECT_NUMBERS), key=lambda number: number in taken))
    found: dict[bool, list[Series]] = {True: [], False: []}
    for code, (values, gaps) in rated.items():
        points = tuple(Point(day, values[day]) for day in sorted(values))
        is_drawn = code in drawn
        number = next(numbers) if is_drawn else EFFECT_NUMBERS[0]
        label = sources.effect_names.get(code) or _readable(code)
        found[is_drawn].append(Series(code, label, number, points, tuple(sorted(gaps))))
    return tuple(found[True]), tuple(found[False])


def _ratings(sources: TrendSources, window: ChartWindow) -> dict[str, tuple[dict[date, Decimal], set[date]]]:
    """By code: severities by day, and the days on which a visit asked for others but not for this one."""
    asked_on: list[tuple[date, dict[str, int | None]]] = [
        (day, {rating.effect: rating.severity for rating in visit.effects})
        for day, visit in sources.dated_visits
        if window.holds(day) and visit.effects
    ]
    codes = dict.fromkeys(code for _, ratings in asked_on for code in ratings)
    rated = {}
    for code in codes:
        values = {
            day: Decimal(severity) for day, ratings in asked_on if (severity := ratings.get(code)) is not None
        }
        if values:
            rated[code] = (values, {day for day, _ in asked_on if day not in values})
    return rated


def _readable(code: str) -> str:
    """A code of an older list as words: nothing is left out because its name is not known."""
    words = code.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _last(values: Mapping[date, Decimal]) -> Decimal:
    return values[max(values)]


def _is_zero(series: Series) -> bool:
    return not any(point.value for point in series.points)


def _effect_panel(series: tuple[Series, ...]) -> Iterator[Panel]:
    if series:
        yield Panel(
            EFFECTS, "Side effects", "0 to 10, at visits", Decimal(0), Decimal(10), _RATING_TICKS, series
        )


def _events(sources: TrendSources, window: ChartWindow) -> Iterable[ChartEvent]:
    names = {item.line_id: item.medicine.generic for item in (sources.plan.items if sources.plan else ())}
    for day, visit in sources.dated_visits:
        if not window.holds(day):
            continue
        draft = "" if visit.status is VisitStatus.SIGNED else ", not signed"
        yield ChartEvent(day, "visit", f"{visit.kind}{draft}")
        for line in visit.lines:
            if line.missed_week and line.line_id in names:
                doses = "dose" if line.missed_week == 1 else "doses"
                yield ChartEvent(day, "event", f"missed {line.missed_week} {doses} of {names[line.line_id]}")
