"""The reasons as a table: months, counts by rule, and a file in which nothing is a formula."""

import csv
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest

from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.override import GivenReason, Override, OverrideReason
from medmanager.domain.reason_table import (
    COLUMNS,
    ReasonChoice,
    counted_by_rule,
    months_of,
    reasons_as_csv,
)
from tests.builders import NOW, new_id

OCTOBER, NOVEMBER = date(2026, 10, 30), date(2026, 11, 23)


def given(day: date = NOVEMBER, rule: str = "maoi-serotonergic", words: str = "Agreed") -> GivenReason:
    override = Override(
        new_id(), PatientId(new_id()), rule, ("phenelzine", "sertraline"), Severity.CONTRAINDICATED,
        OverrideReason.CROSS_TAPER, words, UserId(new_id()), NOW, ("45", "100"), "ab",
        "phenelzine with sertraline",
        date(2026, 12, 4), "I, Amara Osei, MD, have read it.",
    )  # fmt: skip
    return GivenReason(override, day, "Lindqvist", "Maren", "Dr. Amara Osei")


def read(*reasons: GivenReason, names: bool = False) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(reasons_as_csv(reasons, names=names), newline="")))


def test_that_a_file_has_one_row_for_each_reason_under_the_heads_that_the_dialog_names() -> None:
    (row,) = read(given())
    assert tuple(row) == COLUMNS
    assert row["Day"] == "2026-11-23"
    assert row["Daily dose in mg"] == "phenelzine 45; sertraline 100"
    assert row["Holds until"] == "2026-12-04"
    assert row["Second confirmation"] == "I, Amara Osei, MD, have read it."


def test_that_a_patient_stands_in_it_by_record_id_unless_the_owner_chooses_the_name() -> None:
    one = given()
    assert read(one)[0]["Patient"] == str(one.override.patient_id)
    assert "Lindqvist" not in reasons_as_csv([one], names=False)
    assert read(one, names=True)[0]["Patient"] == "Lindqvist, Maren"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_that_no_cell_is_taken_for_a_formula(words: str) -> None:
    assert read(given(words=words))[0]["Words"] == f"'{words}"


def test_that_quotation_marks_commas_and_lines_stay_in_their_cell() -> None:
    words = 'She said "go on", \nso we did'
    assert read(given(words=words), given())[0]["Words"] == words


def test_that_reasons_are_chosen_by_month_and_rule() -> None:
    reasons = (given(), given(OCTOBER), given(rule="load-qt"))
    assert months_of(reasons) == (date(2026, 11, 1), date(2026, 10, 1))
    assert [ReasonChoice(date(2026, 10, 1)).picks(one) for one in reasons] == [False, True, False]
    assert [ReasonChoice(None, "load-qt").picks(one) for one in reasons] == [False, False, True]
    assert all(ReasonChoice().picks(one) for one in reasons)


def test_that_the_rule_that_is_overridden_most_comes_first() -> None:
    reasons = (given(rule="load-qt"), given(), given(OCTOBER))
    assert [(one.rule, one.count) for one in counted_by_rule(reasons)] == [
        ("maoi-serotonergic", 2),
        ("load-qt", 1),
    ]


def test_that_a_reason_of_another_year_is_another_month() -> None:
    old = replace(given(), day=date(2025, 11, 23))
    assert not ReasonChoice(date(2026, 11, 1)).picks(old)
