"""What the knowledge base is told of a patient: the newest of everything, and nothing that is out of date."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.chart import Chart, MeasuredHere
from medmanager.domain.history import Measure, Observation
from medmanager.domain.intake import Answer, Intake
from medmanager.domain.knowledge.patient_facts import PatientFacts
from medmanager.domain.safety_question import question_of
from tests.builders import NOW, TODAY, a_patient, a_user, new_id

PATIENT = a_patient()


def facts(chart: Chart, *intakes: Intake) -> PatientFacts:
    return question_of(chart, intakes, None, TODAY).facts


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
