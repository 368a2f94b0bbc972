"""Tablets and capsules of a plan that no pharmacy has, or that should not be cut."""

from datetime import date
from decimal import Decimal

import pytest

from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.patient_facts import Piece
from medmanager.domain.knowledge.question import Listed, Question
from medmanager.domain.knowledge.severity import Severity
from tests.shelf import the_base

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return the_base()


def said(base: KnowledgeBase, name: str, form: str, strength: str, count: str = "1") -> list[Alert]:
    """What is said of so many pieces of that strength."""
    piece = Piece(form, Decimal(strength), "mg", Decimal(count))
    result = check(base, Question(TODAY, (Listed(name, pieces=(piece,)),)))
    return [alert for alert in result.alerts if alert.rule == "piece"]


@pytest.mark.parametrize(
    ("name", "form", "strength", "count"),
    [
        ("sertraline", "tablet", "25", "3"),
        ("sertraline", "tablet", "50.0", "0.5"),
        ("sertraline", "capsule", "150", "1"),
        ("venlafaxine", "extended-release capsule", "37.5", "1"),
        ("lamotrigine", "dissolving tablet", "50", "1"),
        ("lithium", "tablet", "300", "1.5"),
        ("divalproex", "tablet", "250", "1"),
    ],
)
def test_that_what_a_pharmacy_has_raises_nothing(
    base: KnowledgeBase, name: str, form: str, strength: str, count: str
) -> None:
    assert said(base, name, form, strength, count) == []


def test_that_a_strength_that_does_not_exist_is_told_with_those_that_do(base: KnowledgeBase) -> None:
    (alert,) = said(base, "sertraline", "tablet", "30")
    assert alert.title == "sertraline: no tablet of 30 mg is listed"
    assert "25, 50, 100 mg" in alert.mechanism
    assert alert.severity is Severity.MODERATE
    assert alert.evidence.sources


def test_that_a_form_that_does_not_exist_is_told(base: KnowledgeBase) -> None:
    (alert,) = said(base, "lithium", "dissolving tablet", "300")
    assert alert.title == "lithium: no dissolving tablet is listed"


def test_that_a_strength_of_another_form_is_not_taken_for_this_one(base: KnowledgeBase) -> None:
    (alert,) = said(base, "sertraline", "tablet", "150")
    assert "no tablet of 150 mg" in alert.title


def test_that_half_of_a_slow_capsule_weighs_more_than_half_of_an_unscored_tablet(base: KnowledgeBase) -> None:
    (slow,) = said(base, "venlafaxine", "extended-release capsule", "75", "0.5")
    (plain,) = said(base, "lamotrigine", "dissolving tablet", "25", "0.5")
    assert slow.severity.rank > plain.severity.rank
    assert "whole dose at once" in slow.mechanism


def test_that_a_medicine_without_listed_products_is_not_judged(base: KnowledgeBase) -> None:
    drug = next(one for one in base.drugs.values() if not one.products)
    assert said(base, drug.generic, "tablet", "7") == []
