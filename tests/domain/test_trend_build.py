"""The trend chart holds every dose step at its date, every rating that was given, and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from medmanager.domain.history import Measure, Observation
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength
from medmanager.domain.plan.plan import Plan, PlanItem, stop
from medmanager.domain.trend.build import (
    MOST_CURVES,
    ChartWindow,
    Span,
    TrendPage,
    TrendSources,
    build_page,
    window_for,
)
from medmanager.domain.trend.doses import dose_changes, drug_label, drug_number
from medmanager.domain.trend.trend import Point, Series, Shift, TrendChart
from medmanager.domain.trend.words import NO_CAUSE
from medmanager.domain.visit import LineReview, ScaleResult, SideEffectRating, Visit, VisitStatus, Vital
from tests.builders import TODAY, a_patient, a_plan, a_step, a_user, a_visit, an_item, new_id, tablets

ZONE = ZoneInfo("America/New_York")
PATIENT, AUTHOR = a_patient(), a_user()
WINDOW = ChartWindow(date(2026, 8, 17), date(2026, 11, 30), TODAY)
NAMES = {"tremor": "Tremor", "sleepiness": "Sleepiness", "nausea": "Nausea", "dry_mouth": "Dry mouth"}


def seen(day: date, **changes: Any) -> Visit:
    at = datetime.combine(day, time(15), UTC)
    return a_visit(
        PATIENT, AUTHOR, at, status=VisitStatus.SIGNED, signed_by=AUTHOR.id, signed_at=at, **changes
    )


def rated(day: date, **severities: int | None) -> Visit:
    return seen(day, effects=tuple(SideEffectRating(code, value) for code, value in severities.items()))


def measured(measure: Measure, value: str, day: date, **changes: Any) -> Observation:
    at = datetime.combine(day, time(15), UTC)
    return Observation(new_id(), PATIENT.id, measure, Decimal(value), at, **changes)


def sources(plan: Plan | None, *visits: Visit, observations: tuple[Observation, ...] = ()) -> TrendSources:
    return TrendSources(plan, visits, observations, NAMES, ZONE)


def built(plan: Plan | None, *visits: Visit, observations: tuple[Observation, ...] = ()) -> TrendPage:
    return build_page(sources(plan, *visits, observations=observations), WINDOW)


def curves(chart: TrendChart, key: str) -> dict[str, Series]:
    return {one.label: one for panel in chart.panels if panel.key == key for one in panel.series}


@st.composite
def lines(draw: st.DrawFn) -> PlanItem:
    """A medicine with dated steps, gaps and pauses among them, perhaps stopped."""
    start = draw(st.dates(date(2026, 6, 1), date(2026, 12, 15)))
    steps: list[DoseStep] = []
    for _ in range(draw(st.integers(1, 6))):
        end = start + timedelta(days=draw(st.integers(0, 40)))
        milligrams = draw(st.sampled_from(("", "25", "50", "100")))
        given = (tablets(milligrams, draw(st.sampled_from(list(Slot)))),) if milligrams else ()
        steps.append(DoseStep(start, end, given, reason=draw(st.sampled_from(("", "low mood")))))
        start = end + timedelta(days=draw(st.integers(1, 10)))
    if draw(st.booleans()):
        steps[-1] = replace(steps[-1], end=None)
    return an_item(draw(st.sampled_from(("sertraline", "lithium", "quetiapine"))), *steps)


@given(st.lists(lines(), max_size=5))
def test_that_every_dose_step_of_the_record_is_in_the_chart_at_its_dates(items: list[PlanItem]) -> None:
    chart = built(a_plan(PATIENT, *items)).chart
    drawn = {lane.line_id: lane for lane in chart.lanes}
    for item in items:
        touches = [
            step
            for step in item.steps
            if step.start <= WINDOW.end and (step.end or WINDOW.start) >= WINDOW.start
        ]
        assert (item.line_id in drawn) == bool(touches)
        if touches:
            told = [(step.start, step.end, step.dose, step.planned) for step in drawn[item.line_id].steps]
            assert told == [
                (step.start, step.end, step.daily_dose, step.start > TODAY) for step in item.steps
            ]


@given(st.lists(lines(), min_size=1, max_size=4))
def test_that_what_is_taken_changes_only_on_days_that_are_marked(items: list[PlanItem]) -> None:
    plan = a_plan(PATIENT, *items)
    marked = {(change.on, change.lane_number) for change in dose_changes(plan)}
    for position, item in enumerate(items):
        for offset in range(220):
            day = date(2026, 5, 25) + timedelta(days=offset)
            if _taken(item, day) != _taken(item, day - timedelta(days=1)):
                assert (day, drug_number(position)) in marked
    days = {(day, number) for day, number in marked}
    for position, item in enumerate(items):
        starts = {step.start for step in item.steps} | {
            step.end + timedelta(days=1) for step in item.steps if step.end
        }
        assert {day for day, number in days if number == drug_number(position)} <= starts


def _taken(item: PlanItem, day: date) -> tuple[Decimal, ...]:
    step = item.step_on(day)
    return tuple(step.dose_at(slot) if step else Decimal(0) for slot in Slot)


ratings = st.dictionaries(st.sampled_from(sorted(NAMES)), st.none() | st.integers(0, 10), max_size=4)


@given(st.dictionaries(st.dates(WINDOW.start, TODAY), ratings, max_size=12))
def test_that_every_rating_given_is_a_point_and_nothing_else_is(
    record: dict[date, dict[str, int | None]],
) -> None:
    page = built(None, *(rated(day, **severities) for day, severities in record.items()))
    drawn = {series.key: series for panel in page.chart.panels for series in panel.series}
    told = {**drawn, **{series.key: series for series in page.rest}}
    given_points = {
        (code, day, Decimal(value))
        for day, severities in record.items()
        for code, value in severities.items()
        if value is not None
    }
    assert {(key, point.on, point.value) for key, one in told.items() for point in one.points} == given_points
    for code, series in told.items():
        not_asked = {day for day, severities in record.items() if severities and severities.get(code) is None}
        assert set(series.gaps) == not_asked
        assert not {point.on for point in series.points} & not_asked


def test_that_a_rating_that_was_not_asked_breaks_the_line_and_is_not_zero() -> None:
    days = [date(2026, 9, 7), date(2026, 9, 21), date(2026, 10, 5)]
    page = built(
        None, rated(days[0], tremor=4), rated(days[1], tremor=None, nausea=1), rated(days[2], tremor=6)
    )
    tremor = curves(page.chart, "effects")["Tremor"]
    assert [point.value for point in tremor.points] == [4, 6]
    assert tremor.gaps == (days[1],)
    assert [len(run) for run in tremor.runs] == [1, 1]


def test_that_a_visit_that_asked_for_no_side_effects_breaks_nothing() -> None:
    page = built(
        None,
        rated(date(2026, 9, 7), tremor=4),
        seen(date(2026, 9, 21)),
        rated(date(2026, 10, 5), tremor=6),
    )
    assert len(curves(page.chart, "effects")["Tremor"].runs) == 1


def test_that_an_effect_rated_zero_throughout_is_told_in_words_and_left_to_the_table() -> None:
    page = built(None, *(rated(day, tremor=2, dry_mouth=0) for day in (date(2026, 9, 7), date(2026, 10, 5))))
    assert set(curves(page.chart, "effects")) == {"Tremor"}
    assert [series.label for series in page.rest] == ["Dry mouth"]
    assert "Rated 0 each time: Dry mouth." in page.chart.sentences


def test_that_only_the_strongest_effects_are_drawn_with_numbers_of_their_own() -> None:
    codes = {f"effect_{number}": number for number in range(1, 9)}
    items = [an_item(name) for name in ("a", "b", "c")]
    page = built(a_plan(PATIENT, *items), rated(date(2026, 10, 5), **codes))
    drawn = curves(page.chart, "effects")
    assert sorted(drawn) == [f"Effect {number}" for number in range(4, 9)]
    assert len(page.rest) == 8 - MOST_CURVES
    numbers = [series.number for series in drawn.values()]
    assert numbers == [8, 7, 5, 4, 6]
    assert not set(numbers) & {lane.number for lane in page.chart.lanes}


def test_that_a_drug_keeps_its_number_when_an_older_one_is_stopped() -> None:
    old, kept = an_item("x", a_step(date(2025, 1, 1))), an_item("lithium", a_step(date(2026, 1, 1)))
    before = built(a_plan(PATIENT, old, kept)).chart
    after = built(a_plan(PATIENT, stop(old, date(2026, 2, 1), "no effect"), kept)).chart
    assert [lane.number for lane in before.lanes] == [1, 2]
    assert [(lane.label, lane.number) for lane in after.lanes] == [("lithium", 2)]


def test_that_planned_steps_are_marked_and_the_running_one_is_not() -> None:
    tomorrow = TODAY + timedelta(days=1)
    item = an_item(
        "sertraline",
        a_step(date(2026, 6, 1), TODAY, tablets("100")),
        a_step(tomorrow, None, tablets("75"), reason="doing well"),
    )
    chart = built(a_plan(PATIENT, item)).chart
    assert [step.planned for step in chart.lanes[0].steps] == [False, True]
    assert [change.words for change in chart.changes] == ["sertraline 100 to 75 mg: doing well"]
    assert chart.changes[0].on == tomorrow


def test_that_changes_are_told_as_started_paused_again_moved_and_stopped() -> None:
    day = date(2026, 9, 1)
    week = timedelta(days=7)
    steps = (
        DoseStep(day, day + week, (tablets("50"),)),
        DoseStep(day + week * 2, day + week * 3, (tablets("50", Slot.BEDTIME),)),
        DoseStep(day + week * 3 + timedelta(days=1), day + week * 4, (tablets("50"),)),
        DoseStep(day + week * 4 + timedelta(days=1), day + week * 5, ()),
        DoseStep(day + week * 5 + timedelta(days=1), day + week * 6, (tablets("50", number="0.5"),)),
    )
    item = stop(an_item("x", *steps), day + week * 6, "rash")
    assert [change.words for change in dose_changes(a_plan(PATIENT, item))] == [
        "x 50 mg started",
        "x paused",
        "x 50 mg again",
        "x 50 mg, other times of day",
        "x paused",
        "x 25 mg again",
        "x stopped: rash",
    ]


def test_that_days_of_which_nothing_is_said_after_a_pause_are_no_second_pause() -> None:
    first, again = a_step(date(2026, 9, 1), date(2026, 9, 7)), a_step(date(2026, 9, 20))
    item = an_item("x", first, DoseStep(date(2026, 9, 8), date(2026, 9, 10)), again)
    told = [(one.on.day, one.shift) for one in dose_changes(a_plan(PATIENT, item))]
    assert told == [(1, Shift.STARTED), (8, Shift.PAUSED), (20, Shift.AGAIN)]


def test_that_the_first_dose_after_a_pause_with_which_a_line_begins_is_no_dose_taken_again() -> None:
    begins = date(2026, 9, 8)
    item = an_item("x", DoseStep(date(2026, 9, 1), date(2026, 9, 7)), a_step(begins, None, tablets("50")))
    assert [(one.on, one.words) for one in dose_changes(a_plan(PATIENT, item))] == [
        (begins, "x 50 mg started")
    ]


def test_that_the_same_dose_from_other_tablets_is_told_as_such() -> None:
    """Two of 50 mg and one of 100 mg are the same dose, but not for who goes on taking two."""
    item = an_item(
        "x",
        a_step(date(2026, 9, 1), date(2026, 9, 7), tablets("50", number="2")),
        a_step(date(2026, 9, 8), None, tablets("100")),
    )
    assert [change.words for change in dose_changes(a_plan(PATIENT, item))] == [
        "x 100 mg started",
        "x 100 mg, other strength",
    ]


def test_that_as_needed_and_injections_say_so() -> None:
    rescue = AsNeeded("panic", Strength(Decimal("0.5")), Decimal(1), 6, Decimal(3))
    needed = an_item("lorazepam", DoseStep(date(2026, 9, 1), None, as_needed=rescue))
    injection = an_item(
        "paliperidone", a_step(date(2026, 9, 1), None, tablets("156"), every_days=28), form=Form.INJECTION
    )
    plan = a_plan(PATIENT, needed, injection)
    chart = built(plan).chart
    assert [(lane.label, lane.steps[0].dose, lane.steps[0].as_needed) for lane in chart.lanes] == [
        ("lorazepam", Decimal("0.5"), True),
        ("paliperidone, every 28 days", Decimal(156), False),
    ]
    assert {change.words for change in chart.changes} == {
        "lorazepam 0.5 mg as needed started",
        "paliperidone 156 mg every 28 days started",
    }


def test_that_extended_release_is_said_once() -> None:
    assert drug_label(an_item("lithium", form=Form.ER_TABLET)) == "lithium ER"
    assert drug_label(an_item("bupropion XL", form=Form.ER_TABLET)) == "bupropion XL"


def test_that_scales_come_from_visits_and_measurements_and_need_a_total() -> None:
    visit = seen(
        date(2026, 9, 7),
        scales=(ScaleResult("PHQ-9", (), 19), ScaleResult("GAD-7", (1, None), None)),
    )
    page = built(None, visit, observations=(measured(Measure.PHQ9, "12", date(2026, 10, 5)),))
    assert curves(page.chart, "scales")["PHQ-9"].points == (
        Point(date(2026, 9, 7), Decimal(19)),
        Point(date(2026, 10, 5), Decimal(12)),
    )
    assert "GAD-7" not in curves(page.chart, "scales")
    (panel,) = page.chart.panels
    assert [int(number) for number in (panel.low, panel.high, *panel.ticks[-2:])] == [0, 27, 20, 27]


def test_that_vitals_and_labs_have_panels_with_units_and_axes_that_hold_them() -> None:
    visit = seen(
        date(2026, 9, 7),
        vitals=(Vital(Measure.SYSTOLIC, Decimal(128)), Vital(Measure.DIASTOLIC, Decimal(84))),
    )
    labs = (
        measured(Measure.LITHIUM, "0.68", date(2026, 10, 26)),
        measured(Measure.LITHIUM, "0.94", date(2026, 11, 9)),
        measured(Measure.WEIGHT, "71.2", date(2026, 9, 9)),
    )
    chart = built(None, visit, observations=labs).chart
    panels = {panel.key: panel for panel in chart.panels}
    assert list(panels) == ["vitals:weight", "vitals:systolic", "labs:lithium level"]
    assert panels["labs:lithium level"].unit == "mmol/L"
    assert [series.label for series in panels["vitals:systolic"].series] == ["Systolic", "Diastolic"]
    for panel in chart.panels:
        values = [point.value for series in panel.series for point in series.points]
        assert panel.low <= min(values) <= max(values) <= panel.high
        assert 2 <= len(panel.ticks) <= 7


def test_that_everything_measured_at_the_body_has_a_panel() -> None:
    grown = (
        measured(Measure.HEIGHT, "151", date(2026, 9, 9)),
        measured(Measure.HEIGHT, "153.5", date(2026, 11, 9)),
    )
    round_the_middle = (
        measured(Measure.WAIST, "94", date(2026, 11, 9)),
        measured(Measure.BMI, "27.1", date(2026, 11, 9)),
    )
    panels = {
        panel.key: panel for panel in built(None, observations=(*grown, *round_the_middle)).chart.panels
    }
    assert list(panels) == ["vitals:bmi", "vitals:waist", "vitals:height"]
    assert [panel.unit for panel in panels.values()] == ["kg/m²", "cm", "cm"]
    assert [point.value for point in panels["vitals:height"].series[0].points] == [151, Decimal("153.5")]


@given(st.lists(st.decimals(0, 5000, places=2), min_size=1, max_size=8))
def test_that_an_axis_holds_its_values_with_few_round_ticks(values: list[Decimal]) -> None:
    days = (date(2026, 9, 1) + timedelta(days=number) for number in range(len(values)))
    labs = tuple(measured(Measure.TSH, str(value), day) for value, day in zip(values, days, strict=False))
    (panel,) = built(None, observations=labs).chart.panels
    assert panel.low <= min(values)
    assert max(values) <= panel.high
    assert panel.low < panel.high
    assert 2 <= len(panel.ticks) <= 7
    assert list(panel.ticks) == sorted(set(panel.ticks))


def test_that_a_corrected_measurement_is_not_drawn() -> None:
    slip = measured(Measure.LITHIUM, "6.8", date(2026, 10, 26))
    mended = measured(Measure.LITHIUM, "0.68", date(2026, 10, 26), supersedes=slip.id)
    (panel,) = built(None, observations=(mended, slip)).chart.panels
    assert [point.value for point in panel.series[0].points] == [Decimal("0.68")]


def test_that_a_late_evening_visit_stands_on_its_local_day() -> None:
    evening = replace(rated(date(2026, 10, 6), tremor=3), at=datetime(2026, 10, 6, 1, 30, tzinfo=UTC))
    assert curves(built(None, evening).chart, "effects")["Tremor"].points[0].on == date(2026, 10, 5)


def test_that_visits_and_missed_doses_are_events() -> None:
    item = an_item("sertraline", a_step(date(2026, 1, 1)))
    visit = seen(date(2026, 9, 7), lines=(LineReview(item.line_id, missed_week=2),))
    draft = a_visit(PATIENT, AUTHOR)
    events = built(a_plan(PATIENT, item), visit, draft).chart.events
    assert [(event.kind, event.label) for event in events] == [
        ("visit", "follow-up"),
        ("event", "missed 2 doses of sertraline"),
        ("visit", "follow-up, not signed"),
    ]


def test_that_the_words_tell_rise_and_doses_around_it_and_claim_no_cause() -> None:
    item = an_item(
        "quetiapine",
        a_step(date(2026, 10, 5), date(2026, 10, 18), tablets("100")),
        a_step(date(2026, 10, 19), None, tablets("200"), reason="sleep poor"),
    )
    visits = [
        rated(day, sleepiness=value)
        for day, value in ((date(2026, 10, 12), 3), (date(2026, 10, 26), 7), (date(2026, 11, 23), 6))
    ]
    sentences = built(a_plan(PATIENT, item), *visits).chart.sentences
    assert sentences[0] == (
        "Sleepiness rose from 3 (Oct 12) to 7 (Oct 26) and was 6 on Nov 23. "
        "In that time or the 2 weeks before: quetiapine 100 mg started (Oct 5); "
        "quetiapine 100 to 200 mg (Oct 19)."
    )
    assert sentences[-1] == NO_CAUSE
    assert not any(word in " ".join(sentences[:-1]) for word in ("because", "cause", "due to", "after "))


def test_that_one_rating_and_a_steady_one_are_told_plainly() -> None:
    once = built(None, rated(date(2026, 10, 12), tremor=3)).chart.sentences
    steady = built(None, *(rated(day, tremor=3) for day in (date(2026, 10, 12), date(2026, 11, 9)))).chart
    assert once[0] == "Tremor was 3 on Oct 12."
    assert steady.sentences[0] == "Tremor stayed at 3 from Oct 12 to Nov 9."


def test_that_an_empty_record_makes_an_empty_chart_that_says_nothing() -> None:
    page = built(None)
    assert page.chart.empty
    assert page.chart.sentences == ()


def test_that_all_reaches_from_the_first_record_to_the_last_planned_step() -> None:
    item = an_item(
        "x", a_step(date(2025, 3, 1), date(2027, 1, 31)), a_step(date(2027, 2, 1), None, tablets("25"))
    )
    window = window_for(Span.ALL, sources(a_plan(PATIENT, item)), TODAY)
    assert (window.start, window.end) == (date(2025, 3, 1), date(2027, 2, 8))


def test_that_three_months_begin_on_the_same_weekday_and_look_a_week_ahead() -> None:
    window = window_for(Span.THREE_MONTHS, sources(None), TODAY)
    assert (window.start, window.end) == (date(2026, 8, 17), date(2026, 11, 30))
