"""What holds for every check, whatever is on the list: order, more medicines, honesty, labelled pairs."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from medmanager.domain.knowledge.alerts import Alert, AlertKind
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.drug import Kind
from medmanager.domain.knowledge.patient_facts import PatientFacts, Sex
from medmanager.domain.knowledge.question import Listed, Question
from medmanager.domain.knowledge.severity import Severity
from tests.knowledge.case_tables import base

DAY = date(2026, 2, 1)
NAMES = sorted(base().drugs)
PSYCHOTROPICS = sorted(key for key, drug in base().drugs.items() if drug.kind is Kind.PSYCHOTROPIC)
CONDITIONS = ("epilepsy", "bipolar disorder", "long QT syndrome", "pregnancy", "heart failure", "dementia")

medicines = some.builds(
    Listed,
    name=some.sampled_from(NAMES),
    daily_mg=some.one_of(some.none(), some.integers(1, 3000).map(Decimal)),
)
lists = some.lists(medicines, max_size=9, unique_by=lambda one: one.name)
conditions = some.lists(some.sampled_from(CONDITIONS), unique=True).map(tuple)


def alerts_of(question: Question) -> tuple[Alert, ...]:
    return check(base(), question).alerts


@settings(deadline=None, max_examples=60)
@given(lists, conditions, some.randoms())
def test_that_the_order_of_the_list_does_not_matter(
    listed: list[Listed], known: tuple[str, ...], dice: object
) -> None:
    turned = list(listed)
    dice.shuffle(turned)  # type: ignore[attr-defined]  # a Random, which hypothesis does not name
    question = Question(DAY, tuple(listed), conditions=known)
    assert alerts_of(question) == alerts_of(replace(question, medicines=tuple(turned)))


@settings(deadline=None, max_examples=60)
@given(lists, medicines, conditions)
def test_that_another_medicine_never_takes_an_alert_about_others_away_nor_softens_it_without_saying_why(
    listed: list[Listed], more: Listed, known: tuple[str, ...]
) -> None:
    before = alerts_of(Question(DAY, tuple(listed), conditions=known))
    after = alerts_of(Question(DAY, (*listed, more), conditions=known))
    kept = {(one.kind, one.subjects, one.topic): one for one in after}
    for one in before:
        later = kept.get((one.kind, one.subjects, one.topic))
        assert later is not None, one.title
        assert later.severity.rank >= one.severity.rank or later.because, one.title


@settings(deadline=None, max_examples=60)
@given(lists, conditions)
def test_that_nothing_unconfirmed_is_more_than_moderate_and_every_alert_says_why_and_what_to_do(
    listed: list[Listed], known: tuple[str, ...]
) -> None:
    for one in alerts_of(Question(DAY, tuple(listed), conditions=known)):
        assert one.title
        assert one.mechanism
        assert one.advice
        assert one.source
        # A dose of three times the maximum is a slip whoever read the label: test_check_cases has them.
        if not one.evidence.confirmed and one.kind is not AlertKind.DOSE:
            assert one.severity.rank <= Severity.MODERATE.rank, one.title


def test_that_the_same_medicine_twice_reads_alike_in_either_order() -> None:
    one, other = Listed("naltrexone"), Listed("naltrexone extended-release injection")
    assert alerts_of(Question(DAY, (one, other))) == alerts_of(Question(DAY, (other, one)))


def test_that_the_alerts_of_every_pair_speak_of_that_pair() -> None:
    for one, other in list(combinations(PSYCHOTROPICS, 2))[::7]:
        for alert in alerts_of(Question(DAY, (Listed(one), Listed(other)))):
            assert "{" not in alert.title + alert.mechanism + alert.advice, alert.rule


def test_that_a_base_of_another_day_or_that_was_changed_says_so_in_every_answer() -> None:
    old: KnowledgeBase = replace(
        base(), edition=replace(base().edition, as_of=date(2024, 1, 1), sealed=False)
    )
    warnings = check(old, Question(DAY, (Listed("sertraline"),))).warnings
    assert any("more than a year old" in one for one in warnings)
    assert any("changed since it was sealed" in one for one in warnings)


def test_that_an_age_that_is_not_known_raises_nothing_and_is_named() -> None:
    known = check(base(), Question(DAY, (Listed("citalopram", Decimal(40)),), PatientFacts(age=70)))
    unknown = check(base(), Question(DAY, (Listed("citalopram", Decimal(40)),)))
    assert len(known.alerts) > len(unknown.alerts)


@pytest.mark.parametrize(
    ("steps", "alarms"),
    [(((0, 25), (14, 50), (28, 100), (35, 200)), 0), (((0, 100), (14, 200)), 1)],
)
def test_that_a_first_prescription_raised_by_the_label_is_no_start_too_high(
    steps: tuple[tuple[int, int], ...], alarms: int
) -> None:
    course = tuple((DAY + timedelta(days=days), Decimal(dose)) for days, dose in steps)
    first = Listed("lamotrigine", course[-1][1], start=DAY, first_prescription=True, course=course)
    found = [one for one in alerts_of(Question(DAY, (first,))) if one.topic == "start too high"]
    assert len(found) == alarms


def asked_of(facts: PatientFacts) -> set[str]:
    """What a check of divalproex and tramadol asks for."""
    listed = (Listed("divalproex"), Listed("tramadol"))
    return {one.subject for one in check(base(), Question(DAY, listed, facts)).not_known}


def test_that_a_woman_of_childbearing_age_is_asked_about_pregnancy_and_breastfeeding() -> None:
    assert {"pregnancy", "breastfeeding"} <= asked_of(PatientFacts(age=30, sex=Sex.FEMALE))


@pytest.mark.parametrize("facts", [PatientFacts(sex=Sex.MALE), PatientFacts(age=75, sex=Sex.FEMALE)])
def test_that_nobody_asks_a_man_or_an_old_woman_about_pregnancy_and_breastfeeding(
    facts: PatientFacts,
) -> None:
    assert not {"pregnancy", "breastfeeding"} & asked_of(facts)


def test_that_conditions_are_never_asked_for_because_the_list_of_them_is_taken_as_whole() -> None:
    assert not any("conditions" in fact for fact in asked_of(PatientFacts(age=30, sex=Sex.FEMALE)))


def test_that_a_depot_elsewhere_on_the_list_does_not_soften_the_same_tablet_twice() -> None:
    twice = (Listed("sertraline"), Listed("Zoloft"))
    depot = Listed("paliperidone palmitate")
    for listed in (twice, (*twice, depot)):
        worst = max(one.severity.rank for one in alerts_of(Question(DAY, listed)) if one.rule == "same-drug")
        assert worst == Severity.MAJOR.rank


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("olanzapine", "fluoxetine"), ("lithium", "lamotrigine"), ("lithium", "divalproex"),
        ("methylphenidate", "guanfacine"), ("lisdexamfetamine", "clonidine"), ("sertraline", "bupropion"),
        ("escitalopram", "buspirone"), ("sertraline", "trazodone"), ("aripiprazole", "sertraline"),
        ("quetiapine", "lithium"), ("naltrexone", "acamprosate"), ("prazosin", "sertraline"),
    ],
)  # fmt: skip
def test_that_a_labelled_or_usual_combination_stays_below_major(one: str, other: str) -> None:
    worst = max(
        (alert.severity.rank for alert in alerts_of(Question(DAY, (Listed(one), Listed(other))))), default=0
    )
    assert worst < Severity.MAJOR.rank
