"""Scales are scored as their sources say: the table `cases/scales.json`.

A row expects a part of the answer: `status`, `total`, `band` (any of the words), `positive_screen`, `flags`
(each is somewhere among the flags), `no_flags` (none is), `subscores` and `criteria` (by name, or by a word
in a longer name). `rejected` may be an answer with that status or a refusal.
"""

import re
from functools import partial

import pytest

from medmanager.exchange.score_json import score_answer
from tests.knowledge.case_tables import Row, answered, base, plain_word, rows

SAME_WORDS = (
    {"none", "no problems reported", "no problems", "absent", "normal", "no clinically significant insomnia"},
    {"minimal", "none or minimal", "minimal or none", "none minimal"},
    {"subthreshold", "sub threshold", "subthreshold insomnia"},
)
OTHER_NAMES = {"worsened": ("worsened", "worse", "worsening", "deterioration")}
NOT_A_NUMBER = float("nan")


def status_of(answer: Row, reason: str) -> str:
    return "rejected" if reason else str(answer.get("status"))


def same_word(one: str, other: str) -> bool:
    return one == other or any({one, other} <= same for same in SAME_WORDS)


def band_fits(wanted: str | list[str], answer: Row) -> bool:
    given = plain_word(answer.get("band"))
    return any(same_word(plain_word(one), given) for one in ([wanted] if isinstance(wanted, str) else wanted))


def named(values: Row, name: str) -> object:
    """The value under this name, or under a longer name that has it as a word."""
    for one in OTHER_NAMES.get(name, (name,)):
        for key, value in values.items():
            if re.search(rf"(^|\W){re.escape(plain_word(one))}($|\W)", plain_word(key)):
                return value
    return None


def flagged(answer: Row, flag: str) -> bool:
    return any(plain_word(flag) in plain_word(one) for one in answer.get("flags") or [])


def complaints(expect: Row, answer: Row, reason: str) -> list[str]:
    """What of the answer is not as the row expects."""
    status = status_of(answer, reason)
    wanted = expect["status"] if isinstance(expect.get("status"), list) else [expect.get("status", status)]
    if status not in wanted:
        return [f"status {status!r} ({reason}) instead of {wanted}"]
    found = [
        f"{key} {answer.get(key)!r} instead of {expect[key]!r}"
        for key in ("total", "positive_screen")
        if key in expect and answer.get(key) != expect[key]
    ]
    if "band" in expect and not band_fits(expect["band"], answer):
        found.append(f"band {answer.get('band')!r} instead of {expect['band']!r}")
    found += [f"no flag {one!r}" for one in expect.get("flags", []) if not flagged(answer, one)]
    found += [f"flag {one!r}" for one in expect.get("no_flags", []) if flagged(answer, one)]
    return found + parts(expect, answer, "subscores") + parts(expect, answer, "criteria")


def parts(expect: Row, answer: Row, key: str) -> list[str]:
    given = answer.get(key) or {}
    return [
        f"{key}: {name} is {named(given, name)!r} instead of {value!r}"
        for name, value in expect.get(key, {}).items()
        if named(given, name) != value
    ]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["case"]) for row in rows("scales")])
def test_that_a_scale_is_scored_as_its_source_says(row: Row) -> None:
    answer, reason = answered(partial(score_answer, row["score"], base()))
    if row.get("optional") and status_of(answer, reason) == "rejected":
        return  # the product need not have this scale
    assert complaints(row["expect"], answer, reason) == []


@pytest.mark.parametrize("number", [NOT_A_NUMBER, float("inf"), -float("inf")])
def test_that_a_number_that_is_none_is_rejected(number: float) -> None:
    for question in (
        {"scale": "PHQ-9", "items": [number, *[0] * 8]},
        {"scale": "ISI", "total": number},
        {"scale": "PHQ-9 trend", "items": {"baseline": 20, "current": number}},
    ):
        answer, reason = answered(partial(score_answer, question, base()))
        assert status_of(answer, reason) == "rejected", question


def test_that_every_answer_names_its_source() -> None:
    for row in rows("scales"):
        answer, reason = answered(partial(score_answer, row["score"], base()))
        if status_of(answer, reason) in {"complete", "prorated"}:
            assert answer.get("source"), row["case"]
