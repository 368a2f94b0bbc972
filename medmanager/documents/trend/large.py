"""The trend in large print: each curve drawn by itself, with every rating, dose and change told in words."""

from dataclasses import replace

from medmanager.documents.parts.sheet_parts import (
    Pages,
    body,
    bullets_strips,
    draw_pages,
    head_strip,
    paragraph_strip,
    paragraph_strips,
    title_strip,
)
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen
from medmanager.documents.trend.changes import change_runs, changed_title
from medmanager.documents.trend.lanes import lane_dose, lane_name
from medmanager.documents.trend.large_plot import plot_strip
from medmanager.documents.words.calendar_words import number
from medmanager.domain.paper.sheets import TrendSheet
from medmanager.domain.trend.trend import DoseLane, LaneStep, Panel, TrendChart

_MOST = 12


def draw_large_trend(
    pen: Pen, setting: Setting, sheet: TrendSheet, panel: Panel | None, headline: str
) -> int:
    """Draws the pages, gives how many. `panel` holds what may be printed, `headline` its numbers."""
    voice = setting.voice
    pages = Pages(voice.text("chart.word"), _MOST, voice.text("chart.title"))
    return draw_pages(pen, setting, _strips(setting, sheet.chart, panel, headline), pages)


def _strips(setting: Setting, chart: TrendChart, panel: Panel | None, headline: str) -> list[Strip]:
    voice = setting.voice
    said, block = voice.say("chart.title"), voice.text("chart.title")
    first = [body(setting, f"{headline} ", bold=True), body(setting, voice.text("chart.not_why"))]
    strips = [head_strip(setting, said, block), paragraph_strip(setting, block, first, 8)]
    strips += _ratings(setting, chart, panel) if panel else []
    doses = voice.say("chart.dose")
    told = [f"{lane_name(setting, lane)}: {_steps(setting, lane)}." for lane in chart.lanes]
    strips += [title_strip(setting, doses), *bullets_strips(setting, doses.text, told)] if told else []
    return [*strips, *_changes(setting, chart)]


def _ratings(setting: Setting, chart: TrendChart, panel: Panel) -> list[Strip]:
    """Each curve drawn, and under it every rating with its day."""
    voice, block = setting.voice, setting.voice.text("chart.title")
    strips = [title_strip(setting, voice.say("chart.scale"))]
    if any(chart.start <= change.on <= chart.end for change in chart.changes):
        strips.append(paragraph_strip(setting, block, [body(setting, voice.text("chart.dotted"))], 6))
    for series in panel.series:
        points = "; ".join(
            voice.text("trend.value", d=point.on, n=number(point.value)) for point in series.points
        )
        name = [body(setting, voice.own(series.label).text, bold=True)]
        strips.append(replace(paragraph_strip(setting, block, name, 6), keep=True))
        strips.append(plot_strip(setting, chart, panel, series))
        strips += paragraph_strips(setting, block, [f"{points}."])
    return strips


def _steps(setting: Setting, lane: DoseLane) -> str:
    return "; ".join(_step(setting, step) for step in lane.steps)


def _step(setting: Setting, step: LaneStep) -> str:
    voice, dose = setting.voice, lane_dose(setting, step)
    if step.end is None:
        words = voice.text("chart.lane.on", dose=dose, a=step.start)
    else:
        words = voice.text("chart.lane", dose=dose, a=step.start, b=step.end)
    key = "chart.if_needed" if step.as_needed else "chart.planned" if step.planned else ""
    return f"{words}, {voice.text(key)}" if key else words


def _changes(setting: Setting, chart: TrendChart) -> list[Strip]:
    said = changed_title(setting, chart.changes)
    if not chart.changes:
        text = setting.voice.text("chart.none.changed")
        return [title_strip(setting, said), paragraph_strip(setting, said.text, [body(setting, text)])]
    rows = [
        paragraph_strip(
            setting,
            said.text,
            [
                body(setting, f"{setting.voice.text('chart.change.day', d=change.on)}: ", bold=True),
                *change_runs(setting, [change], body(setting, "").size),
            ],
            6,
        )
        for change in sorted(chart.changes, key=lambda one: one.on)
    ]
    return [title_strip(setting, said), *rows]
