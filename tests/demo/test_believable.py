"""The stories of the demo as a psychiatrist reads them: doses, intervals, counts, ages and words fit."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest

from medmanager.demo.notes import items_of
from medmanager.demo.story import Chart
from medmanager.demo.workdays import holidays, is_workday
from medmanager.domain.calendar.appointment import Appointment, AppointmentState
from medmanager.domain.history import Measure, Observation
from medmanager.domain.intake import Intake
from medmanager.domain.patient import Sex
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.visit import Visit, VisitKind, vital
from tests.builders import NOW, TODAY
from tests.demo.telling import told

DAYS = [NOW + timedelta(days=days) for days in (0, 1, 2, 3, 4, 40, 111, 200, 263)]
"""Days of the year and of the week on which somebody may make the demo."""
HIS = re.compile(r"\b(?:he|his|him|himself)\b", re.IGNORECASE)
HERS = re.compile(r"\b(?:she|her|hers|periods)\b", re.IGNORECASE)
SEASON = re.compile(
    r"\b(?:spring|summer|autumn|winter|Christmas|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\b"
)


@cache
def charts() -> tuple[Chart, ...]:
    return told()


def of(chart: Chart, kind: type[Visit]) -> list[Visit]:
    return sorted((one for one in chart.records if isinstance(one, kind)), key=lambda one: one.at)


def visits(chart: Chart) -> list[Visit]:
    return of(chart, Visit)


def labs(chart: Chart, measure: Measure) -> list[tuple[date, Decimal]]:
    found = [one for one in chart.records if isinstance(one, Observation) and one.measure is measure]
    return sorted((one.at.date(), one.value) for one in found)


def lines(generic: str) -> Iterator[tuple[Chart, PlanItem]]:
    """This medicine in the newest plan of everybody who takes or took it."""
    for chart in charts():
        for item in chart.plans[-1].items if chart.plans else ():
            if item.medicine.generic == generic:
                yield chart, item


def dose(step: DoseStep) -> Decimal:
    return sum((tablet.dose for tablet in step.tablets), Decimal(0))


def words_of(chart: Chart) -> str:
    """Everything that was written about a patient in free words."""
    notes = [
        " ".join(
            (one.since_last, one.assessment, one.risk, *(ask.text + ask.answer for ask in one.questions))
        )
        for one in visits(chart)
    ]
    intakes = [answer.value for one in chart.records if isinstance(one, Intake) for answer in one.answers]
    return " ".join((*notes, *intakes))


# -- days


@pytest.mark.parametrize("now", DAYS)
def test_that_nothing_happens_or_is_booked_on_a_weekend_or_a_holiday(now: object) -> None:
    for chart in told(now=now):  # type: ignore[arg-type] # the days above
        days = [one.start.date() for one in chart.records if isinstance(one, Appointment)]
        days += [one.at.date() for one in chart.records if isinstance(one, Visit | Observation)]
        assert [day for day in days if not is_workday(day)] == []


def test_that_the_holidays_of_a_year_are_known() -> None:
    expected = "01-01 01-19 02-16 05-25 06-19 07-03 09-07 11-26 11-27 12-25"
    assert sorted(f"{day:%m-%d}" for day in holidays(2026)) == expected.split()
    assert date(2027, 12, 31) in holidays(2027), "New Year 2028 is a Saturday"


def test_that_a_weekend_and_a_holiday_are_no_workdays() -> None:
    thursday = date(2026, 11, 26)
    open_days = [day for day in range(-4, 5) if is_workday(thursday + timedelta(days=day))]
    assert open_days == [-3, -2, -1, 4]


def test_that_the_visits_of_a_practice_spread_over_the_week() -> None:
    days = [visit.at.weekday() for chart in charts() for visit in visits(chart)]
    assert all(days.count(day) > len(days) // 20 for day in range(5))


def test_that_stories_run_for_about_two_years() -> None:
    spans = [(TODAY - visits(chart)[0].at.date()).days for chart in charts() if visits(chart)]
    assert max(spans) > 700
    assert sum(span > 500 for span in spans) >= 24


def test_that_a_plan_is_signed_after_the_visit_at_which_it_was_made() -> None:
    for chart in charts():
        made_at = {visit.plan_id: visit.signed_at for visit in visits(chart) if visit.plan_id}
        for plan in chart.plans:
            signed = made_at.get(plan.id)
            assert signed is None or (plan.signed_at is not None and plan.signed_at > signed)


def test_that_nobody_waits_for_a_visit_that_went_by() -> None:
    for chart in charts():
        last = chart.plans[-1] if chart.plans else None
        if last is None or last.follow_up is None or last.follow_up.on >= TODAY:
            continue
        seen = max(visit.at.date() for visit in visits(chart))
        assert seen >= last.follow_up.on - timedelta(days=7), chart.patient.id


def test_that_nobody_is_booked_twice_within_a_week() -> None:
    for chart in charts():
        coming = [
            one.start.date()
            for one in chart.records
            if isinstance(one, Appointment)
            and one.start.date() >= TODAY
            and one.state is not AppointmentState.DONE
        ]
        assert all(later - earlier >= timedelta(days=7) for earlier, later in pairwise(sorted(coming)))


# -- words


def test_that_the_words_of_a_chart_fit_the_sex_of_the_patient() -> None:
    for chart in charts():
        wrong = {Sex.FEMALE: HIS, Sex.MALE: HERS}.get(chart.person.sex)
        assert wrong is None or wrong.findall(words_of(chart)) == [], chart.person.given_name


@pytest.mark.parametrize("number", range(44))
def test_that_no_words_depend_on_the_season(number: int) -> None:
    assert SEASON.findall(words_of(charts()[number])) == []


def test_that_no_two_notes_of_a_chart_say_the_same_but_at_an_injection() -> None:
    for chart in charts():
        said = [visit.since_last for visit in visits(chart) if visit.kind is not VisitKind.INJECTION]
        assert len(said) == len(set(said)), chart.patient.id
        assert all(said), chart.patient.id


def test_that_the_answers_of_an_intake_fit_the_age() -> None:
    for chart in charts():
        given = {
            answer.key: answer.value
            for one in chart.records
            if isinstance(one, Intake)
            for answer in one.answers
        }
        if given and chart.person.age < 18:
            assert given.get("alcohol") in ("never", "")
            assert "mother" in given["lives_with"] or "parents" in given["lives_with"]
        if given and (chart.person.sex is not Sex.FEMALE or chart.person.age > 48):
            assert given["can_be_pregnant"] == "no"


def test_that_the_items_of_a_scale_add_up() -> None:
    assert items_of("GAD-7", 15) == (3, 2, 2, 2, 2, 2, 2)
    for chart in charts():
        for visit in visits(chart):
            assert all(sum(item or 0 for item in one.items) == one.total for one in visit.scales)


def test_that_whoever_scores_high_was_asked_about_suicide() -> None:
    for chart in charts():
        for visit in visits(chart):
            phq9 = next((one for one in visit.scales if one.scale == "PHQ-9"), None)
            if phq9 is not None and ((phq9.total or 0) >= 15 or phq9.items[-1]):
                assert visit.risk, visit.id


# -- medicines

HIGHEST = {
    "sertraline": 200,
    "escitalopram": 10,
    "venlafaxine": 225,
    "bupropion": 450,
    "mirtazapine": 45,
    "lithium carbonate": 1800,
    "lamotrigine": 200,
    "quetiapine": 300,
    "lurasidone": 120,
    "clozapine": 900,
    "paliperidone palmitate": 234,
    "risperidone": 6,
    "aripiprazole": 30,
    "lorazepam": 4,
    "diazepam": 20,
    "prazosin": 15,
    "methylphenidate": 72,
    "atomoxetine": 80,
    "naltrexone": 50,
}
"""The highest daily dose in mg that a story may reach: of the US label, or lower where age asks for it."""
STRENGTHS = {
    "sertraline": "25 50 100",
    "escitalopram": "5 10 20",
    "venlafaxine": "37.5 75 150",
    "bupropion": "150 300",
    "mirtazapine": "7.5 15 30 45",
    "lithium carbonate": "300 450",
    "lamotrigine": "25 100 150 200",
    "quetiapine": "25 50 100 200 300 400",
    "lurasidone": "20 40 60 80 120",
    "clozapine": "25 50 100 200",
    "paliperidone palmitate": "39 78 117 156 234",
    "risperidone": "0.25 0.5 1 2 3 4",
    "aripiprazole": "2 5 10 15 20 30",
    "lorazepam": "0.5 1 2",
    "diazepam": "2 5 10",
    "prazosin": "1 2 5",
    "methylphenidate": "18 27 36 54",
    "atomoxetine": "10 18 25 40 60 80 100",
    "naltrexone": "50",
}
HALVES = {"clozapine", "diazepam"}
"""Tablets that are scored."""


def test_that_every_dose_is_usual_and_made_of_tablets_that_exist() -> None:
    for chart in charts():
        for item in chart.plans[-1].items if chart.plans else ():
            name = item.medicine.generic
            for step in item.steps:
                assert dose(step) <= HIGHEST[name], (name, dose(step))
                for tablet in step.tablets:
                    assert f"{tablet.strength.amount:f}" in STRENGTHS[name].split(), (name, tablet.strength)
                    assert name in HALVES or tablet.count % 1 == 0, (name, tablet.count)


def test_that_lamotrigine_rises_as_labeled_without_valproate() -> None:
    for _, item in lines("lamotrigine"):
        rise = [(int(dose(step)), step.days) for step in item.steps]
        assert rise == [(25, 14), (50, 14), (100, 7), (200, None)]


def test_that_diazepam_goes_down_by_5_to_10_percent_every_two_to_four_weeks() -> None:
    found = list(lines("diazepam"))
    assert len(found) == 3
    for _, item in found:
        falling = [(old, new) for old, new in pairwise(item.steps) if dose(new) < dose(old)]
        assert len(falling) >= 12
        for old, new in falling:
            assert Decimal("0.05") <= 1 - dose(new) / dose(old) <= Decimal("0.10"), (dose(old), dose(new))
            assert old.days is None or 14 <= old.days <= 75


def test_that_lorazepam_becomes_ten_times_as_much_diazepam() -> None:
    for chart, lorazepam in lines("lorazepam"):
        diazepam = next(item for other, item in lines("diazepam") if other is chart)
        for day in (diazepam.steps[0].start, diazepam.steps[1].start):
            old, new = lorazepam.step_on(day), diazepam.step_on(day)
            assert (dose(old) if old else 0) * 10 + (dose(new) if new else 0) == 20


def test_that_clozapine_rises_by_at_most_50_mg_and_counts_keep_their_clock() -> None:
    found = list(lines("clozapine"))
    assert found
    for chart, item in found:
        assert all(dose(new) - dose(old) <= 50 for old, new in pairwise(item.steps))
        began = item.steps[0].start
        counted = labs(chart, Measure.ANC)
        assert counted[0][0] < began, "before the first tablet"
        assert all(value >= Decimal("1.5") for _, value in counted)
        for (day, _), (following, _) in pairwise(counted):
            weeks = (day - began).days / 7
            longest = 7 if weeks < 25 else 14 if weeks < 51 else 28
            assert (following - day).days <= longest + 4, "a holiday may move a day"
        assert (TODAY - counted[-1][0]).days <= 28


def test_that_the_injection_is_given_every_28_days() -> None:
    found = list(lines("paliperidone palmitate"))
    assert found
    for chart, item in found:
        assert [dose(step) for step in item.steps] == [234, 156]
        assert (item.steps[1].start - item.steps[0].start).days == 7
        given = [visit.at.date() for visit in visits(chart) if visit.kind is VisitKind.INJECTION]
        assert (given[1] - given[0]).days == 7
        assert all(26 <= (later - earlier).days <= 30 for earlier, later in pairwise(given[1:]))
        assert len(given) >= 24
        coming = [
            one.start.date()
            for one in chart.records
            if isinstance(one, Appointment) and one.start.date() >= TODAY and one.reason == "injection"
        ]
        assert 26 <= (coming[0] - given[-1]).days <= 30


def test_that_lithium_has_its_tests_before_the_start_and_a_level_after_each_change() -> None:
    for chart, item in lines("lithium carbonate"):
        for measure in (Measure.CREATININE, Measure.EGFR, Measure.TSH, Measure.CALCIUM):
            assert labs(chart, measure)[0][0] <= item.steps[0].start, measure
        levels = [day for day, _ in labs(chart, Measure.LITHIUM)]
        for step in item.steps:
            assert any(5 <= (day - step.start).days <= 10 for day in levels), step.start
        longest = 13 * 7 if chart.person.age >= 60 else 16 * 7
        assert all((later - earlier).days <= longest for earlier, later in pairwise(levels))
        assert all(Decimal("0.4") <= value <= Decimal("1.0") for _, value in labs(chart, Measure.LITHIUM))


def test_that_the_filtration_rate_follows_from_creatinine_age_and_sex() -> None:
    oyelaran = next(chart for chart in charts() if chart.person.family_name == "Oyelaran")
    assert labs(oyelaran, Measure.CREATININE)[0][1] == Decimal("0.8")
    assert 80 <= labs(oyelaran, Measure.EGFR)[0][1] <= 83, "CKD-EPI 2021, woman of 64"


def test_that_whoever_takes_a_medicine_for_psychosis_had_sugar_and_lipids_before() -> None:
    for name in ("clozapine", "paliperidone palmitate", "risperidone", "lurasidone"):
        for chart, item in lines(name):
            for measure in (Measure.HBA1C, Measure.LDL, Measure.TRIGLYCERIDES):
                assert labs(chart, measure)[0][0] <= item.steps[0].start
                assert len(labs(chart, measure)) >= 2


def test_that_a_teenager_on_a_stimulant_is_measured_at_every_visit_and_grows() -> None:
    measured = (Measure.WEIGHT, Measure.HEIGHT, Measure.SYSTOLIC, Measure.DIASTOLIC, Measure.PULSE)
    found = list(lines("methylphenidate"))
    assert found
    for chart, _ in found:
        assert chart.person.age < 18
        for visit in visits(chart):
            assert all(vital(visit, one) for one in measured) or visit.at.date() == TODAY
        heights = [height for visit in visits(chart) if (height := vital(visit, Measure.HEIGHT))]
        assert heights == sorted(heights)


def test_that_a_pregnant_patient_is_known_as_such_and_takes_nothing_but_sertraline() -> None:
    found = 0
    for chart in charts():
        intakes = [one for one in chart.records if isinstance(one, Intake)]
        answers = {one.key: one.value for intake in intakes for one in intake.answers}
        if answers.get("pregnant") == "pregnant":
            found += 1
            taken = {item.medicine.generic for item in chart.plans[-1].active_items(TODAY)}
            assert taken == {"sertraline"}
            assert 180 < (date.fromisoformat(answers["due_date"]) - TODAY).days < 260
    assert found == 2


def test_that_an_older_patient_had_her_sodium_looked_at_before_and_after_an_ssri() -> None:
    for chart, item in lines("escitalopram"):
        if chart.person.age >= 65:
            days = [day for day, _ in labs(chart, Measure.SODIUM)]
            assert days[0] <= item.steps[0].start
            assert any(7 <= (day - item.steps[0].start).days <= 28 for day in days)


def test_that_a_plan_asks_only_for_tests_that_were_not_done() -> None:
    for chart in charts():
        last: Plan | None = chart.plans[-1] if chart.plans else None
        for item in last.active_items(TODAY) if last else ():
            for entry in item.monitoring:
                assert entry.done_on or entry.due >= TODAY - timedelta(days=14)
