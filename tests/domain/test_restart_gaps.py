"""After how many missed days the sheet says to call, beside this patient's other medicines."""

from datetime import timedelta

import pytest

from medmanager.domain.knowledge.patient_facts import PatientFacts
from medmanager.domain.knowledge.question import Listed, Question
from medmanager.domain.paper.advice import advice_for
from medmanager.domain.plan.restart_gaps import restart_gaps
from tests.builders import TODAY, an_item
from tests.shelf import the_base

AGAIN = "Do not start again on your own."


def _told(*others: str, on_plan: str = "lamotrigine") -> tuple[str, ...]:
    names = (on_plan, *others)
    question = Question(TODAY, tuple(Listed(name) for name in names), PatientFacts())
    return advice_for([an_item(on_plan)], TODAY, "", restart_gaps(the_base(), question)).missed_dose


@pytest.mark.parametrize("inducer", ["carbamazepine", "phenytoin", "phenobarbital", "primidone", "rifampin"])
def test_that_beside_an_inducer_lamotrigine_is_asked_about_after_three_days(inducer: str) -> None:
    assert _told(inducer) == ("Missed lamotrigine for 3 days? Call us first.", AGAIN)


def test_that_lamotrigine_alone_is_asked_about_after_five_days() -> None:
    assert _told() == ("Missed lamotrigine for 5 days? Call us first.", AGAIN)


@pytest.mark.parametrize("others", [("divalproex",), ("divalproex", "carbamazepine"), ("sertraline",)])
def test_that_no_partner_makes_the_days_more_than_for_lamotrigine_alone(others: tuple[str, ...]) -> None:
    assert _told(*others)[0] == "Missed lamotrigine for 5 days? Call us first."


def test_that_an_inducer_that_ended_sets_no_pace_any_more() -> None:
    ended = Listed("carbamazepine", stop=TODAY - timedelta(days=30))
    question = Question(TODAY, (Listed("lamotrigine"), ended))
    assert restart_gaps(the_base(), question) == {}


def test_that_clozapine_is_asked_about_after_two_days() -> None:
    assert _told(on_plan="clozapine")[0] == "Missed clozapine for 2 days? Call us first."


def test_that_short_gaps_of_other_medicines_come_from_the_base_too() -> None:
    assert _told(on_plan="prazosin") == ("Missed prazosin for 3 days? Call us first.", AGAIN)
    assert _told(on_plan="clonidine")[0] == "Missed clonidine for 2 days? Call us first."


def test_that_a_medicine_that_goes_on_after_a_week_says_nothing_of_its_own() -> None:
    assert _told(on_plan="sertraline") == ()


def test_that_without_the_base_the_days_that_hold_for_anybody_stand() -> None:
    assert (
        advice_for([an_item("lamotrigine")], TODAY, "").missed_dose[0].startswith("Missed lamotrigine for 5")
    )
