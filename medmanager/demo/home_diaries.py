"""Diaries of the demo practice that went home, and what came back on them, typed in day by day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from medmanager.demo.dice import Dice
from medmanager.demo.story import Chart
from medmanager.demo.team import local
from medmanager.demo.workdays import workday_after
from medmanager.domain.diary.code import draw_code
from medmanager.domain.diary.diary import DAYS, DiaryDay, DiarySheet, times_to_tick, watched_effects, week_of
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.plan import Plan
from medmanager.domain.user import User
from medmanager.domain.visit import Visit

BACK, OUT = timedelta(days=18), timedelta(days=9)
"""How long ago a diary began that is back, and one that is still at home."""
EVERY = 6
"""Every so many patients took one home that is back."""
FORGOTTEN, MISSED = 8, 10
"""Percent of days that were left empty, and of doses without a tick."""


def bring_home_diaries(charts: tuple[Chart, ...], typist: User) -> None:
    """Put diaries into some charts: the first and every sixth have one that is back, typed in by `typist`.

    The one after each of them has one that is still at home.
    """
    writing = [chart for chart in charts if chart.plans and chart.items]
    for number, chart in enumerate(writing):
        dice = chart.dice.fork("home diary")
        if number % EVERY == 0:
            _add(chart, typist, chart.today - BACK, dice, typed=True)
        elif number % EVERY == 1:
            _add(chart, typist, chart.today - OUT, dice, typed=False)


def _add(chart: Chart, typist: User, first: date, dice: Dice, *, typed: bool) -> None:
    plan = _plan_on(chart, first)
    if plan is None or plan.signed_at is None:
        return
    effects = watched_effects(plan, first, _severities(chart, first))
    slots = times_to_tick(plan, first)
    made_at = local(first - ONE_DAY, 15, 30)
    week = week_of(plan.signed_at.date(), first)
    sheet_id = dice.id_at(made_at)
    sheet = DiarySheet(
        sheet_id,
        chart.patient.id,
        draw_code(dice.id_at(made_at).int, plan.number, week).compact,
        plan.id,
        plan.number,
        first,
        effects,
        slots,
        chart.provider.id,
        made_at,
    )
    if typed:
        sheet = _typed(sheet, typist, _severities(chart, first), dice)
    chart.records.append(sheet)


def _typed(sheet: DiarySheet, typist: User, worst: dict[str, int], dice: Dice) -> DiarySheet:
    """The two weeks as somebody gets a little better: forgotten days are empty, not 0."""
    typed_at = local(workday_after(sheet.last_day + ONE_DAY), 10, 10)
    mood = dice.between(3, 5)
    for number, on in enumerate(sheet.days):
        day = DiaryDay(on, typist.id, typed_at, ratings=(None,) * len(sheet.effects))
        if not dice.chance(FORGOTTEN):
            better = number * 2 // DAYS
            levels = (worst.get(code, 3) - better for code in sheet.effects)
            day = replace(
                day,
                mood=_about(mood + better, dice),
                sleep=Decimal(dice.between(11, 16)) / 2,
                ratings=tuple(_about(level, dice) for level in levels),
                taken=tuple(slot for slot in sheet.slots if not dice.chance(MISSED)),
            )
        sheet = sheet.with_day(day)
    return sheet


def _about(value: int, dice: Dice) -> int:
    """Near this, between 0 and 10."""
    return min(10, max(0, value + dice.between(-1, 1)))


def _plan_on(chart: Chart, day: date) -> Plan | None:
    """The plan that was in force when the diary was made."""
    signed = [plan for plan in chart.plans if plan.signed_at is not None and plan.signed_at.date() < day]
    return signed[-1] if signed else None


def _severities(chart: Chart, before: date) -> dict[str, int]:
    """The newest rating of each side effect at the visits before."""
    visits = [one for one in chart.records if isinstance(one, Visit) and one.at.date() < before]
    return {
        rating.effect: rating.severity
        for visit in sorted(visits, key=lambda one: one.at)
        for rating in visit.effects
        if rating.severity is not None
    }
