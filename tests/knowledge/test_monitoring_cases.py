"""Monitoring falls due as the sources say: the table `cases/monitoring.json`.

A row expects `due` (the measure within so many days of the date, at the level if one is named), `not_due`
(nothing of the measure between two days; `*` is anything), `count` (how many between two days),
`notes_contain` (words of the notes; of a list any) or `refused`. A measure that is a list is any of them.
"""

from datetime import date, timedelta

import pytest

from medmanager.exchange.monitoring_json import monitoring_answer
from tests.knowledge.case_tables import Row, answered, base, missing_words, plain_word, rows, words_of

CASES = [pytest.param(row, id=row["case"]) for row in rows("monitoring")]
TODAY = date(2026, 1, 5)
NOTED = ("notes", "warnings", "not_checked", "due")


def named(item: Row, measure: str | list[str]) -> bool:
    wanted = [measure] if isinstance(measure, str) else measure
    return "*" in wanted or plain_word(item["measure"]) in {plain_word(one) for one in wanted}


def of_measure(items: list[Row], expected: Row) -> list[Row]:
    return [item for item in items if named(item, expected["measure"])]


def between(items: list[Row], expected: Row) -> list[str]:
    found = of_measure(items, expected)
    return [item["date"] for item in found if expected["from"] <= item["date"] <= expected["until"]]


def comes(items: list[Row], expected: Row) -> bool:
    day, slack = date.fromisoformat(expected["date"]), timedelta(days=expected["within_days"])
    return any(
        abs(date.fromisoformat(item["date"]) - day) <= slack
        and item["level"] == expected.get("level", item["level"])
        for item in of_measure(items, expected)
    )


def complaints(expect: Row, answer: Row) -> list[str]:
    items = answer.get("due") or []
    found = [f"not due: {one}" for one in expect.get("due", []) if not comes(items, one)]
    for one in expect.get("not_due", []):
        found += [f"{one['measure']} is due on {day}" for day in between(items, one)]
    for one in expect.get("count", []):
        number = len(set(between(items, one)))
        if not one["min"] <= number <= one.get("max", number):
            found.append(f"{number} times: {one}")
    lacking = missing_words(expect.get("notes_contain", []), words_of(answer, *NOTED))
    return found + [f"not said: {word}" for word in lacking]


@pytest.mark.parametrize("row", CASES)
def test_that_monitoring_falls_due_as_its_source_says(row: Row) -> None:
    answer, reason = answered(lambda: monitoring_answer(row["monitoring"], base(), TODAY))
    if row["expect"].get("refused"):
        assert reason
        return
    if "unobtainium" in reason:
        return  # said aloud, which is what the row asks for
    assert not reason
    assert complaints(row["expect"], answer) == []


@pytest.mark.parametrize("row", CASES)
def test_that_nothing_is_due_outside_the_window_and_all_has_a_source(row: Row) -> None:
    answer, _ = answered(lambda: monitoring_answer(row["monitoring"], base(), TODAY))
    for item in answer.get("due") or []:
        assert row["monitoring"]["from"] <= item["date"] <= row["monitoring"]["until"]
        assert item["level"] in {"required", "recommended"}
        assert item["source"]
        assert item["why"]
