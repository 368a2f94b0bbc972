"""Two of one kind weigh less while they are written as a short switch with its end."""

from datetime import date, timedelta

import pytest

from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.question import Listed, Question
from medmanager.domain.knowledge.severity import Severity
from tests.shelf import the_base

TODAY = date(2026, 11, 23)
LONG_AGO = date(2025, 1, 5)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return the_base()


def about(base: KnowledgeBase, old: Listed, new: Listed) -> Alert:
    """The gravest of what is said about the two together."""
    result = check(base, Question(TODAY, (old, new)))
    return max(
        (one for one in result.alerts if len(one.subjects) == 2), key=lambda alert: alert.severity.rank
    )


def switched(
    base: KnowledgeBase, days: int | None, old: str = "sertraline", new: str = "venlafaxine"
) -> Alert:
    """From one to another that begins today; both are taken for so many days, None: no end is written."""
    stop = None if days is None else TODAY + timedelta(days=days)
    return about(base, Listed(old, start=LONG_AGO, stop=stop), Listed(new, start=TODAY))


def test_that_a_written_switch_is_moderate_and_says_why(base: KnowledgeBase) -> None:
    alert = switched(base, 26)
    assert alert.severity is Severity.MODERATE
    assert alert.because == "Written as a switch: both for 26 days, then one alone."


@pytest.mark.parametrize("days", [43, 200, None])
def test_that_two_for_longer_or_without_an_end_stay_major(base: KnowledgeBase, days: int | None) -> None:
    assert switched(base, days).severity is Severity.MAJOR


def test_that_a_start_that_nobody_wrote_is_no_switch(base: KnowledgeBase) -> None:
    old = Listed("sertraline", stop=TODAY + timedelta(days=14))
    assert about(base, old, Listed("venlafaxine", start=TODAY)).severity is Severity.MAJOR


def test_that_a_switch_never_softens_what_is_contraindicated(base: KnowledgeBase) -> None:
    assert switched(base, 7, "phenelzine", "sertraline").severity is Severity.CONTRAINDICATED


def test_that_antipsychotics_in_a_cross_taper_are_minor(base: KnowledgeBase) -> None:
    assert switched(base, 28, "risperidone", "aripiprazole").severity is Severity.MINOR
    assert switched(base, None, "risperidone", "aripiprazole").severity is Severity.MODERATE
