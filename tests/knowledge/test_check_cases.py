"""The base against cases that were written from the sources before its rules, and apart from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest

from medmanager.domain.knowledge.alerts import Alert, CheckResult
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.severity import Severity
from medmanager.exchange.knowledge_json import check_question
from tests.knowledge.check_tables import (
    CALM,
    LIST_OF_2012,
    LOUD,
    NAMES,
    CalmRow,
    Expected,
    ListedRow,
    LoudRow,
    NameRow,
    case_names,
)
from tests.shelf import the_base

TODAY = date(2026, 2, 1)
KNOWN_NAMES = [row for row in NAMES if "generic" in row]
OTHER_NAMES = [row for row in NAMES if "generic" not in row]


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return the_base()


@pytest.mark.parametrize("row", LOUD, ids=case_names(LOUD))
def test_that_the_list_is_alerted(row: LoudRow, base: KnowledgeBase) -> None:
    question = check_question(row["check"], TODAY)
    result = check(base, question)
    assert not unread(result, [one.name for one in question.medicines] + list(question.conditions))
    found = [alert for alert in result.alerts if fits(base, alert, row["expect"])]
    assert found, told(result.alerts)
    worst = max(alert.severity.rank for alert in found)
    assert worst >= Severity(row["expect"]["at_least"]).rank, told(found)
    assert worst <= Severity(row["expect"].get("at_most", "contraindicated")).rank, told(found)


@pytest.mark.parametrize("row", CALM, ids=case_names(CALM))
def test_that_a_usual_combination_raises_nothing_grave(row: CalmRow, base: KnowledgeBase) -> None:
    question = check_question(row["check"], TODAY)
    result = check(base, question)
    assert not unread(result, [one.name for one in question.medicines])
    bound = Severity(row["expect"]["below"]).rank
    loud = [alert for alert in result.alerts if alert.severity.rank >= bound]
    assert not loud, told(loud)


@pytest.mark.parametrize("row", KNOWN_NAMES, ids=[row["written"] for row in KNOWN_NAMES])
def test_that_the_name_is_known(row: NameRow, base: KnowledgeBase) -> None:
    assert same_drug(base, row["written"], row["generic"]), base.names.find(row["written"])


@pytest.mark.parametrize("row", OTHER_NAMES, ids=[row["written"] for row in OTHER_NAMES])
def test_that_the_name_is_never_taken_silently(row: NameRow, base: KnowledgeBase) -> None:
    found = base.names.find(row["written"])
    assert found.drug is None
    if "suggests" in row:
        assert any(same_drug(base, name, row["suggests"]) for name in found.suggestions), found


@pytest.mark.parametrize("row", LIST_OF_2012, ids=[row["row"] for row in LIST_OF_2012])
def test_that_a_row_of_2012_has_its_cases_or_says_why_not(row: ListedRow) -> None:
    number = row["row"].split()[0]
    cited = {loud["case"] for loud in LOUD if f"Phansalkar 2012, row {number} (" in loud["source"]}
    if row["touches_psychotropic"]:
        assert row["cases"]
        assert set(row["cases"]) <= cited
    else:
        assert row["why"]
        assert not cited


def test_that_the_tables_are_as_long_as_promised() -> None:
    assert len(LOUD) >= 280
    assert len(CALM) >= 120
    assert len(KNOWN_NAMES) >= 150
    assert len(OTHER_NAMES) >= 25
    assert len(LIST_OF_2012) == 15


def test_that_every_case_has_a_name_of_its_own_and_a_source() -> None:
    counted = Counter(case_names([*LOUD, *CALM]))
    assert [name for name, times in counted.items() if times > 1] == []
    assert [row["case"] for row in (*LOUD, *CALM) if not row["source"].strip()] == []


def fits(base: KnowledgeBase, alert: Alert, expected: Expected) -> bool:
    """Whether it is of an expected kind and about all the expected subjects."""
    return alert.kind in expected["kind"].split("|") and all(
        any(same_drug(base, wanted, subject) for subject in alert.subjects) for wanted in expected["subjects"]
    )


def same_drug(base: KnowledgeBase, one: str, other: str) -> bool:
    """Whether both name the same, or one of them what the other holds (a depot, a combination)."""
    if one.casefold() == other.casefold():
        return True
    left, right = base.names.find(one).drug, base.names.find(other).drug
    if left is None or right is None:
        return False
    return left.key == right.key or left.key in right.ingredients or right.key in left.ingredients


def unread(result: CheckResult, names: Iterable[str]) -> list[str]:
    """Those of the names that were not checked."""
    return [one.why for one in result.not_checked if one.subject in set(names)]


def told(alerts: Iterable[Alert]) -> list[str]:
    """Alerts in few words, for the message of a failure."""
    return [
        f"{alert.severity} {alert.kind} {', '.join(alert.subjects)}: {alert.title} [{alert.rule}]"
        for alert in alerts
    ]
