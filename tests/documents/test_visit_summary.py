"""The visit summary: plain words, changes, questions; never risk, scores or words of staff."""

from decimal import Decimal

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.history import Measure
from medmanager.domain.paper.visit import MeasuredValue, measured_values, rated_feelings
from medmanager.domain.patient import Language
from medmanager.domain.practice import Paper as Size
from medmanager.domain.visit import PatientQuestion, Response, SideEffectRating
from tests.builders import NOW, a_patient, a_session, a_visit
from tests.documents.sheet_builders import head
from tests.documents.sheet_checks import EVERY_WAY, drawn, faults, plain
from tests.documents.visit_builders import a_summary

WAYS = pytest.mark.parametrize(("language", "size", "large"), EVERY_WAY)
LONG = ("A long word here and there. " * 18).strip()


@WAYS
def test_that_a_summary_stands_every_check(language: Language, size: Size, large: bool) -> None:
    sheet = a_summary(head=head(language=language, paper=size, large_print=large))
    assert faults(sheet, 4 if large else 2) == []


def test_that_talk_changes_and_questions_are_told() -> None:
    text = plain(drawn(a_summary()))
    for words in (
        "You feel better than last time.",
        "Sleepy: 5 of 10",
        "Blood pressure: 124 over 82",
        "Start: lurasidone",
        "Stop: quetiapine",
        "Can I drink coffee? Yes, 2 cups a day.",
        "What does it cost? We will answer this at your next visit.",
        "Next visit: Monday, December 7, 2026",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("kilograms", "english", "spanish"),
    [
        ("82.5", "Weight: 181.9 pounds (82.5 kg)", "Peso: 181.9 libras (82.5 kg)"),
        ("81.647", "Weight: 180 pounds (81.6 kg)", "Peso: 180 libras (81.6 kg)"),
        ("45.359", "Weight: 100 pounds (45.4 kg)", "Peso: 100 libras (45.4 kg)"),
    ],
)
def test_that_weight_is_told_in_the_pounds_that_were_typed(
    kilograms: str, english: str, spanish: str
) -> None:
    weight = (MeasuredValue(Measure.WEIGHT, Decimal(kilograms)),)
    assert english in plain(drawn(a_summary(measured=weight)))
    other = head(language=Language.SPANISH)
    assert spanish in plain(drawn(a_summary(head=other, measured=weight)))


def test_that_a_visit_without_changes_says_that_all_goes_on() -> None:
    assert "Your medicines stay the same." in plain(drawn(a_summary(changes=())))


def test_that_a_visit_at_which_nothing_was_asked_has_no_such_block() -> None:
    bare = a_summary(response=Response.NOT_ASKED, feelings=(), measured=(), questions=(), message="")
    text = plain(drawn(bare))
    assert "What we talked about" not in text
    assert "Your questions" not in text
    assert faults(bare, 1) == []


def test_that_risk_and_what_was_not_asked_are_left_out() -> None:
    session = a_session()
    ratings = (
        SideEffectRating("suicidal-thoughts", 9),
        SideEffectRating("tremor", None),
        SideEffectRating("nausea", 0),
        SideEffectRating("sleepiness", 4),
    )
    visit = a_visit(a_patient(), session.user, NOW, effects=ratings)
    assert [(one.name, one.severity) for one in rated_feelings(visit, {"sleepiness": "Sleepy"})] == [
        ("Sleepy", 4)
    ]
    assert measured_values(visit) == ()


def test_that_long_words_go_on_over_the_page_and_are_never_cut() -> None:
    asked = tuple(PatientQuestion(f"{number}? {LONG}", LONG) for number in range(8))
    sheet = a_summary(questions=asked, message=LONG)
    text = plain(drawn(sheet))
    assert text.count("there.") == 17 * 18
    assert faults(sheet, 4) == []


def test_that_a_form_that_is_misread_is_refused_by_its_part() -> None:
    with pytest.raises(Refused, match="answer to a question"):
        drawn(a_summary(questions=(PatientQuestion("How much?", "Take 5.0 mg bid"),)))


def test_that_too_many_questions_are_refused_and_not_made_smaller() -> None:
    asked = tuple(PatientQuestion(LONG, LONG) for _ in range(40))
    with pytest.raises(Refused, match="pages and may have"):
        drawn(a_summary(questions=asked))
