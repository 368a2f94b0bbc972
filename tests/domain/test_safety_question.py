"""What the knowledge base is told of a patient: the newest of everything, and nothing that is out of date."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from medmanager.domain.chart import Chart, MeasuredHere
from medmanager.domain.history import Measure, Observation
from medmanager.domain.intake import Answer, Intake
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.patient_facts import PatientFacts
from medmanager.domain.patient import Condition
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Slot, Strength, TabletCount
from medmanager.domain.plan.plan import PlanItem, stop
from medmanager.domain.plan.safety_question import question_of
from tests.builders import NOW, TODAY, a_patient, a_plan, a_step, a_user, an_item, new_id, tablets
from tests.shelf import the_base

PATIENT = a_patient()
ZONE = ZoneInfo("America/New_York")
TOO_OLD_TOMORROW = {Measure.QTC: 366, Measure.ANC: 92, Measure.EGFR: 366}


def facts(chart: Chart, *intakes: Intake) -> PatientFacts:
    return question_of(chart, intakes, None, TODAY, ZONE).facts


def outside(measure: Measure, value: int, days_ago: int) -> Observation:
    return Observation(new_id(), PATIENT.id, measure, Decimal(value), NOW - timedelta(days=days_ago))


def here(measure: Measure, value: int, days_ago: int) -> MeasuredHere:
    return MeasuredHere(measure, Decimal(value), NOW - timedelta(days=days_ago))


def said(days_ago: int, **answers: str) -> Intake:
    at: datetime = NOW - timedelta(days=days_ago)
    given = tuple(Answer(key, value) for key, value in answers.items())
    return Intake(new_id(), PATIENT.id, a_user().id, at, "1", answers=given)


def test_that_what_a_visit_measured_counts_as_much_as_what_came_from_outside() -> None:
    chart = Chart(
        PATIENT,
        observations=(outside(Measure.QTC, 430, 30), outside(Measure.WEIGHT, 80, 1)),
        measured_here=(here(Measure.QTC, 510, 2), here(Measure.WEIGHT, 90, 9)),
    )
    assert (facts(chart).qtc_ms, facts(chart).weight_kg) == (Decimal(510), Decimal(80))


def test_that_a_value_of_a_visit_long_ago_is_not_known_any_more() -> None:
    assert facts(Chart(PATIENT, measured_here=(here(Measure.QTC, 510, 400),))).qtc_ms is None


@pytest.mark.parametrize(
    ("answer", "days_ago", "pregnant"),
    [
        ("pregnant", 0, True),
        ("pregnant", 300, True),
        ("pregnant", 330, None),
        ("test negative", 20, False),
        ("test negative", 40, None),
        ("not pregnant", 90, False),
        ("not pregnant", 120, None),
        ("could be pregnant", 0, None),
    ],
)
def test_that_an_answer_about_pregnancy_holds_for_a_time(
    answer: str, days_ago: int, pregnant: bool | None
) -> None:
    intake = said(days_ago, can_be_pregnant="yes", pregnant=answer)
    assert facts(Chart(PATIENT), intake).pregnant is pregnant


def test_that_a_later_pregnancy_counts_more_than_that_it_was_not_possible() -> None:
    before, later = said(200, can_be_pregnant="no"), said(10, pregnant="pregnant")
    assert facts(Chart(PATIENT), before, later).pregnant is True
    assert (
        facts(Chart(PATIENT), said(10, can_be_pregnant="no"), said(200, pregnant="pregnant")).pregnant
        is False
    )


def evening(days_ago: int) -> datetime:
    """Half past nine by the practice's clock: tomorrow already in UTC."""
    return datetime(TODAY.year, TODAY.month, TODAY.day, 21, 30, tzinfo=ZONE) - timedelta(days=days_ago)


@pytest.mark.parametrize(("measure", "days"), TOO_OLD_TOMORROW.items())
def test_that_a_value_of_the_evening_ages_by_the_days_of_the_practice(measure: Measure, days: int) -> None:
    def known(days_ago: int) -> bool:
        at = evening(days_ago).astimezone(UTC)
        found = facts(Chart(PATIENT, measured_here=(MeasuredHere(measure, Decimal(1), at),)))
        return any((found.qtc_ms, found.anc, found.egfr))

    assert (known(days), known(days + 1)) == (True, False)


@pytest.mark.parametrize(("answer", "days"), [("pregnant", 310), ("test negative", 28), ("not pregnant", 92)])
def test_that_what_was_said_in_the_evening_ages_by_the_days_of_the_practice(answer: str, days: int) -> None:
    def known(days_ago: int) -> bool:
        at = evening(days_ago).astimezone(UTC)
        intake = replace(said(0, can_be_pregnant="yes", pregnant=answer), started_at=at)
        return facts(Chart(PATIENT), intake).pregnant is not None

    assert (known(days), known(days + 1)) == (True, False)


# ---------------------------------------------------------------------------- the whole way of a dose

DAY = timedelta(days=1)


def way(item: PlanItem) -> list[tuple[int, str, str, bool]]:
    """(days from today, amount, unit, only when needed) of each dose of the line."""
    (listed,) = question_of(Chart(PATIENT), (), a_plan(PATIENT, item), TODAY, ZONE).medicines
    return [((one.start - TODAY).days, f"{one.amount:f}", one.unit, one.as_needed) for one in listed.doses]


def test_that_a_pause_a_gap_and_the_end_are_days_with_nothing() -> None:
    steps = (
        a_step(TODAY - 9 * DAY, TODAY - DAY, tablets("2")),
        DoseStep(TODAY, TODAY + 3 * DAY),
        a_step(TODAY + 4 * DAY, TODAY + 5 * DAY, tablets("1")),
        a_step(TODAY + 8 * DAY, TODAY + 9 * DAY, tablets("0.5")),
    )
    told = way(an_item("lorazepam", *steps))
    assert [(day, amount) for day, amount, _, _ in told] == [
        *((-9, "2"), (0, "0"), (4, "1"), (6, "0"), (8, "0.5"), (10, "0"))
    ]


def test_that_a_stopped_line_ends_on_its_first_day_without() -> None:
    item = stop(an_item("lorazepam", a_step(TODAY - 9 * DAY, None, tablets("2"))), TODAY + DAY, "no need")
    assert way(item)[-1] == (1, "0", "mg", False)


@pytest.mark.parametrize(
    ("strength", "unit", "every_days", "amount", "told"),
    [
        ("90", "mg", 7, "12.85", "mg"),
        ("0.1", "mg/24h", 7, "0.1", "mg"),
        ("100", "mcg", 1, "0.1", "mg"),
        ("300", "IU", 1, "300", "IU"),
    ],
)
def test_that_a_dose_is_told_a_day_and_in_mg_where_it_can_be(
    strength: str, unit: str, every_days: int, amount: str, told: str
) -> None:
    one = TabletCount(Strength(Decimal(strength), unit), Slot.MORNING, Decimal(1))
    ((_, found, found_unit, _),) = way(an_item("clonidine", a_step(TODAY, None, one, every_days=every_days)))
    assert found.startswith(amount)
    assert found_unit == told


def test_that_a_dose_that_is_only_taken_when_needed_is_told_as_at_the_most_so_much() -> None:
    needed = AsNeeded("for panic", Strength(Decimal("0.5")), Decimal(1), 6, Decimal(3))
    only = DoseStep(TODAY, None, as_needed=needed)
    beside = DoseStep(TODAY, None, (tablets("1"),), as_needed=needed)
    assert way(an_item("lorazepam", only)) == [(0, "1.5", "mg", True)]
    assert way(an_item("lorazepam", beside)) == [(0, "2.5", "mg", False)]


def test_that_an_alert_calls_a_condition_by_its_words_and_keeps_its_code_for_the_reasons() -> None:
    falls = Condition(new_id(), PATIENT.id, "Repeated falls", code="ICD-10-CM|R29.6")
    item = an_item("mirtazapine", a_step(TODAY, None, tablets("15")))
    chart = Chart(replace(PATIENT, birth_date=TODAY.replace(year=TODAY.year - 70)), conditions=(falls,))
    question = question_of(chart, (), a_plan(PATIENT, item), TODAY, ZONE)
    found = [one for one in check(the_base(), question).alerts if "R29.6" in one.subjects]
    assert found, "a reason that was given goes on holding"
    for one in found:
        assert "repeated falls" in one.title.casefold()
        assert "R29.6" not in one.title + one.mechanism + one.advice
