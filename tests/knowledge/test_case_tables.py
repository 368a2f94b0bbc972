"""The tables themselves: every row has a name, an input, an expectation, a source, and dates that exist."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from tests.knowledge.case_tables import Row, rows

TABLES = {"scales": ("score", 170), "monitoring": ("monitoring", 70), "tapers": ("taper", 60)}
KEYS = {
    "scales": {
        "status", "total", "band", "positive_screen", "flags", "no_flags", "subscores", "criteria",
    },
    "monitoring": {"due", "not_due", "count", "notes_contain", "refused"},
    "tapers": {
        "refused", "reason_contains", "first_daily_mg", "last_daily_mg", "min_total_days", "max_total_days",
        "never_rises", "never_falls", "max_drop_percent_per_14_days", "of_current_above_mg",
        "first_drop_percent",
        "max_step_mg", "max_rise_mg", "days_between_steps_at_least", "holds", "steps_at", "average",
        "gap_days_at_least", "gap_days_at_most", "washout_days", "no_overlap", "overlap", "notes_contain",
        "makeable_from", "halves", "from", "to", "from_min_days",
    },
}  # fmt: skip
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    else:
        yield value


def expected_days(row: Row) -> Iterator[date]:
    for leaf in leaves(row["expect"]):
        if isinstance(leaf, str) and DAY.match(leaf):
            yield date.fromisoformat(leaf)


@pytest.mark.parametrize("name", TABLES)
def test_that_every_row_says_what_goes_in_what_comes_out_and_who_says_so(name: str) -> None:
    key, least = TABLES[name]
    table = rows(name)
    assert len(table) >= least
    for row in table:
        assert set(row) - {"optional"} == {"case", key, "expect", "source"}, row["case"]
        assert row["case"]
        assert row["source"]
        assert row["expect"], row["case"]
        assert set(row["expect"]) <= KEYS[name], row["case"]


@pytest.mark.parametrize("name", TABLES)
def test_that_no_two_rows_have_one_name_or_one_input(name: str) -> None:
    key, _ = TABLES[name]
    names = [row["case"] for row in rows(name)]
    assert len(set(names)) == len(names)
    if name == "scales":
        inputs = [repr(row[key]) for row in rows(name)]
        assert len(set(inputs)) == len(inputs)


@pytest.mark.parametrize("name", TABLES)
def test_that_every_expected_day_exists(name: str) -> None:
    for row in rows(name):
        assert all(date(2019, 1, 1) < one < date(2040, 1, 1) for one in expected_days(row)), row["case"]


def test_that_what_is_expected_of_monitoring_lies_in_the_window_that_is_asked_for() -> None:
    for row in rows("monitoring"):
        asked = row["monitoring"]
        for one in row["expect"].get("due", []):
            assert asked["from"] <= one["date"] <= asked["until"], row["case"]
        for one in row["expect"].get("count", []):
            assert asked["from"] <= one["from"] < one["until"] <= asked["until"], row["case"]
