"""The trend chart as a sheet: curves over dose lanes, every change numbered and told with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from medmanager.documents.parts.frame import TITLE_HEIGHT, Footer, draw_title, draw_version
from medmanager.documents.press.flow import Column, Strip, pour
from medmanager.documents.press.flow import height_of as height_of_strips
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import BODY, NAME, Line, draw_lines, height_of, set_lines, tidy
from medmanager.documents.trend.axis import TimeAxis
from medmanager.documents.trend.changes import change_runs, changed_title
from medmanager.documents.trend.lanes import LanesBlock, lane_name
from medmanager.documents.trend.large import draw_large_trend
from medmanager.documents.trend.plot import PlotBlock, draw_number, mark_name
from medmanager.documents.words.calendar_words import number
from medmanager.domain.paper.sheets import TrendSheet
from medmanager.domain.trend.trend import DoseChange, Panel, Series, TrendChart

_VERSION = (150.0, 32.0)
_TITLE = 20.0
_ROW = 19.6
_DATE = 26.0
_WORDS = 118.0
_AROUND = 8.0
_NOT_ON_PAPER = frozenset({"suicidal-thoughts"})
"""Risk is spoken about, not printed on a page that others may read."""
_RATED = "effects"


@dataclass(frozen=True, slots=True)
class NumberedDay:
    """The changes of one day under one number."""

    number: int
    changes: tuple[DoseChange, ...]


def draw_trend(pen: Pen, setting: Setting, sheet: TrendSheet) -> int:
    """Draws the sheet, in large print as words; gives its number of pages. Refused where lanes do not fit."""
    if setting.head.large_print:
        panel = panel_for_paper(sheet.chart)
        headline = _numbers(setting, panel) if panel else setting.voice.text("chart.empty")
        return draw_large_trend(pen, setting, sheet, panel, headline)
    footer = Footer(setting, setting.voice.text("chart.word"))
    columns = lay_out_trend(setting, sheet.chart)
    for page, column in enumerate(columns, 1):
        if page > 1:
            pen.next_page()
        column.draw(pen)
        footer.draw(pen, page, len(columns))
    return len(columns)


def lay_out_trend(setting: Setting, chart: TrendChart) -> list[Column]:
    """Head, one sentence of numbers, the drawing, and the list of what changed."""
    panel = panel_for_paper(chart)
    days = numbered_days(chart)
    bottom = Footer(setting, setting.voice.text("chart.word")).bottom

    def fresh() -> Column:
        return Column(setting.page.top, bottom)

    above = [_head(setting, chart), _headline(setting, chart, panel)]
    below = [*_list(setting, days), *_legend(setting, panel, chart)]
    most = fresh().free - height_of_strips(above) - _AROUND
    drawing = _drawing(setting, chart, panel, (most - height_of_strips(below, first=False), most))
    return pour([*above, drawing, *below], fresh(), fresh)


def panel_for_paper(chart: TrendChart) -> Panel | None:
    """The panel of side effects without what is not printed; None when nothing was rated in this time."""
    for panel in chart.panels:
        if panel.key == _RATED:
            series = tuple(one for one in panel.series if one.key not in _NOT_ON_PAPER and one.points)
            return replace(panel, series=series) if series else None
    return None


def numbered_days(chart: TrendChart) -> tuple[NumberedDay, ...]:
    """The changes by day, numbered in order of time."""
    days = sorted({change.on for change in chart.changes})
    return tuple(
        NumberedDay(position, tuple(change for change in chart.changes if change.on == day))
        for position, day in enumerate(days, 1)
    )


def _head(setting: Setting, chart: TrendChart) -> Strip:
    voice, head, page = setting.voice, setting.head, setting.page
    title = voice.text("chart.title")
    beside = page.column - _VERSION[0] - 12
    same_year = chart.start.year == chart.end.year
    period = voice.text(
        "chart.period" if same_year else "chart.period.years", a=chart.start, b=min(chart.end, chart.today)
    )
    name = Words(tidy(head.patient_name), 16, bold=True)
    born = Words(voice.text("head.born", d=head.birth_date))
    person = Line((name, Words("   "), born))
    people = (person,) if person.width <= beside else (*set_lines((name,), beside, title), Line((born,)))
    heading = set_lines((Words(title, _TITLE, bold=True),), beside, title)
    rest = (*people, *set_lines((Words(f"{period}.", BODY),), beside, title))
    made = set_lines((Words(voice.text("chart.made", d=head.made_on)),), _VERSION[0], title)

    def draw(pen: Pen, top: float) -> None:
        y = draw_lines(pen, pen.root.add("H1"), page.left, top - 3, heading)
        draw_lines(pen, pen.root.add("P"), page.left, y, rest)
        draw_version(pen, pen.root, setting, top, _VERSION)
        draw_lines(pen, pen.root.add("P"), page.right - _VERSION[0], top + _VERSION[1] + 2, made)

    return Strip(title, max(height_of((*heading, *rest)), _VERSION[1] + 2 + height_of(made)) + 4, draw)


def _headline(setting: Setting, chart: TrendChart, panel: Panel | None) -> Strip:
    """Numbers of the strongest curve, and that this shows when, not why."""
    voice = setting.voice
    not_why = voice.text("chart.not_why")
    numbers = _numbers(setting, panel) if panel else voice.text("chart.empty")
    lines = set_lines(
        (Words(f"{numbers} ", NAME, bold=True), Words(not_why, NAME)), setting.page.column, not_why
    )

    def draw(pen: Pen, top: float) -> None:
        draw_lines(pen, pen.root.add("P"), setting.page.left, top, lines)

    return Strip(not_why, height_of(lines), draw, space=6)


def _numbers(setting: Setting, panel: Panel) -> str:
    series = max(panel.series, key=lambda one: max(point.value for point in one.points))
    first, last = series.points[0], series.points[-1]
    highest = max(series.points, key=lambda point: point.value)
    key = "chart.headline.same" if highest in (first, last) else "chart.headline"
    if first is last:
        key = "chart.headline.one"
    return setting.voice.text(
        key,
        m=setting.voice.own(series.label),
        a=number(first.value),
        d=first.on,
        b=number(highest.value),
        e=highest.on,
        c=number(last.value),
        f=last.on,
    )


def _drawing(setting: Setting, chart: TrendChart, panel: Panel | None, rooms: tuple[float, float]) -> Strip:
    """Plot and lanes on one time axis, the dotted lines of the changes through both."""
    axis = TimeAxis(setting.page, chart.start, chart.end)
    marks = tuple((day.number, day.changes[0].on) for day in numbered_days(chart))
    plot = PlotBlock(setting, axis, panel, marks)
    wish, most = rooms
    lanes = LanesBlock(setting, axis, chart, (wish - plot.height, most - plot.height))

    def draw(pen: Pen, top: float) -> None:
        figure = pen.root.add("Figure", alt=_alternative(setting, chart, panel))
        base = top + plot.height + lanes.height
        with pen.figure(figure):
            for _, day in marks:
                pen.line((axis.x(day), top + plot.marks_height), (axis.x(day), base), 0.8, (1, 2.5))
            lanes.draw_shapes(pen, top + plot.height)
            plot.draw_shapes(pen, top)
        plot.draw_words(pen, top)
        lanes.draw_words(pen, top + plot.height)

    return Strip(setting.voice.text("chart.title"), plot.height + lanes.height, draw, space=8)


def _alternative(setting: Setting, chart: TrendChart, panel: Panel | None) -> str:
    """Every point of every curve in words, so that the picture hides nothing."""
    voice = setting.voice
    curves = [
        f"{voice.own(series.label).text}: "
        + ", ".join(voice.text("trend.value", d=point.on, n=number(point.value)) for point in series.points)
        for series in (panel.series if panel else ())
    ]
    doses = [lane_name(setting, lane) for lane in chart.lanes]
    return voice.text("chart.alt", words=". ".join([*curves, ", ".join(doses)]))


def _list(setting: Setting, days: Sequence[NumberedDay]) -> list[Strip]:
    voice, page = setting.voice, setting.page
    said = changed_title(setting, [change for day in days for change in day.changes])
    first = _ChangeRow(setting, said.text, days[0]) if days else None

    def draw(pen: Pen, top: float) -> None:
        draw_title(pen, said, (page.left, top), page.column)
        if first is None:
            text = Words(voice.text("chart.none.changed"))
            pen.write(pen.root.add("P"), page.left, top + TITLE_HEIGHT + 15, text)

    title = Strip(said.text, TITLE_HEIGHT + (3 if days else 20), draw, space=10, keep=bool(days))
    rows = [_ChangeRow(setting, said.text, day) for day in days]
    return [title, *(Strip(said.text, row.height, row.draw) for row in rows)]


class _ChangeRow:
    """One day's number, date, and what changed with its reason."""

    def __init__(self, setting: Setting, block: str, day: NumberedDay) -> None:
        self._setting = setting
        self._day = day
        runs = change_runs(setting, day.changes, BODY)
        self._lines = set_lines(runs, setting.page.column - _WORDS, block)

    @property
    def height(self) -> float:
        return max(_ROW, height_of(self._lines) + 4.6)

    def draw(self, pen: Pen, top: float) -> None:
        left, node = self._setting.page.left, pen.root.add("P")
        draw_number(pen, node, self._day.number, (left + 9, top + 9.5))
        on = self._setting.voice.text("chart.change.day", d=self._day.changes[0].on)
        pen.write(node, left + _DATE, top + 13.8, Words(on, BODY, bold=True))
        draw_lines(pen, node, left + _WORDS, top + 2, self._lines)


def _legend(setting: Setting, panel: Panel | None, chart: TrendChart) -> list[Strip]:
    """What each mark and line means, in words."""
    voice = setting.voice
    series: tuple[Series, ...] = panel.series if panel else ()
    parts = [
        voice.text("chart.legend", mark=mark_name(voice, place), m=voice.own(one.label).text)
        for place, one in enumerate(series)
    ]
    if any(step.planned or step.as_needed for lane in chart.lanes for step in lane.steps):
        parts.append(voice.text("chart.dashed"))
    if not parts:
        return []
    lines = set_lines((Words(" ".join(parts)),), setting.page.column, voice.text("chart.title"))

    def draw(pen: Pen, top: float) -> None:
        node: Node = pen.root.add("P")
        draw_lines(pen, node, setting.page.left, top, lines)

    return [Strip(voice.text("chart.title"), height_of(lines), draw, space=6)]
