"""What the five commands refuse, and what they say aloud: nothing that was written is lost in silence."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from medmanager.exchange.knowledge_json import check_answer, read_questions
from medmanager.exchange.monitoring_json import monitoring_answer
from medmanager.exchange.patient_json import ANCESTRIES, GENES, PHENOTYPES
from medmanager.exchange.taper_json import taper_answer
from tests.commands.test_knowledge_commands import file_of, told
from tests.knowledge.case_tables import ROOT, answered, base

TODAY = date(2026, 11, 27)
COMMANDS = {"check": check_answer, "monitoring": monitoring_answer, "taper": taper_answer}
SERTRALINE = [{"name": "sertraline"}]
LORAZEPAM = {"kind": "taper", "from": {"name": "lorazepam", "daily_mg": 3}, "start": "2026-01-05"}


def asked(command: str, question: object) -> tuple[dict[str, Any], str]:
    """The answer, and why it was refused; the question goes the way of a file."""
    read = read_questions(json.dumps(question).encode())
    return answered(lambda: COMMANDS[command](read, base(), TODAY))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"medications": [{"name": "phenelzine"}], "medications": []}', "stands twice"),
        (b'{"medications": [{"name": "sertraline", "name": "phenelzine"}]}', "stands twice"),
        (b'{"medications": [{"name": "sertraline\\ud800"}]}', "half of a character"),
        (b'{"medications": [{"name": "sertraline", "daily_mg": 1e400}]}', "not a number that can be used"),
        (
            b'{"medications": [{"name": "sertraline", "daily_mg": 1e-400000}]}',
            "not a number that can be used",
        ),
        (b'{"medications": null}', "needs “medications”"),
    ],
)
def test_that_what_nobody_can_have_meant_is_refused_in_one_sentence(
    content: bytes, sentence: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    status, answer, said = told(capfdbinary, "check", file_of(tmp_path, content))
    assert (status, answer) == (1, None)
    assert sentence in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("medicine", "sentence"),
    [
        ({"start": "9999-12-31"}, "1850 to 2199"),
        ({"stop": "0001-01-01"}, "1850 to 2199"),
        ({"start": 20260101}, "a day such as"),
        ({"start": "20260101"}, "a day such as"),
        ({"daily_mg": 10**30}, "1,000,000"),
        ({"daily_mg": 0.0000000001}, "0.000001"),
        ({"day_of_treatment": 0}, "the first day is 1"),
        ({"doses": "2 mg"}, "a list is expected"),
        ({"doses": [{"daily_mg": 2}]}, "the first day of the dose is expected"),
        ({"doses": [{"from": "2026-02-01", "daily_mg": -2}]}, "0 or more"),
        ({"doses": [{"from": "2026-02-01", "daily_mg": 2, "unit": "g"}]}, "“unit” is not known"),
        (
            {"doses": [{"from": "2026-02-01", "daily_mg": 2}, {"from": "2026-01-01", "daily_mg": 1}]},
            "Doses follow one another",
        ),
    ],
)
def test_that_a_medicine_with_impossible_values_is_refused(
    medicine: dict[str, object], sentence: str
) -> None:
    for command in ("check", "monitoring"):
        answer, refusal = asked(command, {"medications": [{"name": "sertraline", **medicine}]})
        assert not answer
        assert sentence in refusal


@pytest.mark.parametrize(
    ("patient", "sentence"),
    [
        ({"hla": ["positive"]}, "B*15:02"),
        ({"phenotypes": {"CYP2D6": "pooor"}}, "ultrarapid"),
        ({"contraception": "sometimes"}, "none, effective"),
        ({"age": 34, "birth_date": "1950-01-01"}, "do not agree"),
        ({"qtc_ms": 0.43}, "milliseconds"),
        ({"birth_date": "1066-10-14"}, "1850 to 2199"),
    ],
)
def test_that_a_fact_of_the_patient_that_cannot_be_read_is_refused_and_not_dropped(
    patient: dict[str, object], sentence: str
) -> None:
    answer, refusal = asked("check", {"medications": SERTRALINE, "patient": patient})
    assert not answer
    assert sentence in refusal


@pytest.mark.parametrize(
    "written", ["B*15:02", "HLA-B*15:02", "B*1502", "HLA-B*1502", "hla-b*15:02", "HLA B*15:02"]
)
def test_that_an_hla_type_is_known_however_it_is_written(written: str) -> None:
    answer, _ = asked("check", {"medications": [{"name": "carbamazepine"}], "patient": {"hla": [written]}})
    assert "major" in {one["severity"] for one in answer["alerts"]}


@pytest.mark.parametrize("written", ["poor", "Poor Metabolizer", "poor metaboliser", "PM"])
def test_that_a_phenotype_is_known_however_it_is_written(written: str) -> None:
    answer, _ = asked(
        "check", {"medications": [{"name": "thioridazine"}], "patient": {"phenotypes": {"cyp2d6": written}}}
    )
    assert answer["alerts"][0]["severity"] == "contraindicated"


@pytest.mark.parametrize("written", ["IM", "Intramuscular", " intramuscular "])
def test_that_a_route_is_known_however_it_is_written(written: str) -> None:
    asked_for = [{"name": "olanzapine", "route": written}, {"name": "lorazepam", "route": written}]
    answer, _ = asked("check", {"medications": asked_for})
    assert "major" in {one["severity"] for one in answer["alerts"]}


def test_that_words_of_the_patient_that_no_rule_knows_are_said() -> None:
    patient = {"ancestry": ["Han Chinesee", "European"], "phenotypes": {"CYP9X9": "poor"}}
    answer, _ = asked("check", {"medications": SERTRALINE, "patient": patient, "on": "2026-02-01"})
    assert [one["subject"] for one in answer["not_checked"]] == ["CYP9X9", "Han Chinesee"]


def test_that_a_question_about_an_earlier_day_does_not_ask_for_a_new_clock() -> None:
    answer, _ = asked("check", {"medications": SERTRALINE, "on": "2026-02-01"})
    assert answer["not_checked"] == []


def test_that_monitoring_says_what_it_could_not_use() -> None:
    answer, _ = asked(
        "monitoring",
        {
            "medications": [{"name": "lithium"}, {"name": "foozolam"}, {"name": "vigabatrin"}],
            "conditions": ["zzz", "diabetes"],
            "events": [
                {"date": "2026-12-01", "type": "result", "measure": "unobtainium", "value": 3},
                {"date": "2026-12-01", "type": "result", "measure": "Lithium Level", "value": 0.7},
            ],
        },
    )
    assert [one["subject"] for one in answer["not_checked"]] == [
        "foozolam",
        "vigabatrin",
        "zzz",
        "unobtainium",
    ]


def test_that_a_result_counts_however_its_test_is_written() -> None:
    question = {
        "medications": [{"name": "clozapine", "start": "2024-01-05"}],
        "events": [{"date": "2026-02-02", "type": "result", "measure": "anc", "value": 800}],
        "from": "2026-02-02",
        "until": "2026-02-10",
    }
    answer, _ = asked("monitoring", question)
    assert "2026-02-03" in {one["date"] for one in answer["due"] if one["measure"] == "ANC"}


def test_that_taper_says_which_names_it_could_not_use() -> None:
    answer, _ = asked("taper", {**LORAZEPAM, "medications": [{"name": "foozolam"}], "conditions": ["zzz"]})
    assert any("foozolam" in one for one in answer["warnings"])
    assert any("zzz" in one for one in answer["warnings"])


def test_that_a_taper_past_the_end_of_the_calendar_is_refused() -> None:
    assert "1850 to 2199" in asked("taper", {**LORAZEPAM, "start": "9999-12-25"})[1]


def words_at(found: object, key: str) -> Iterator[str]:
    """Every word under that key, at any depth."""
    if isinstance(found, dict):
        if key in found:
            yield from found[key]
        for inner in found.values():
            yield from words_at(inner, key)
    elif isinstance(found, list):
        for inner in found:
            yield from words_at(inner, key)


def test_that_the_commands_read_every_word_of_the_patient_that_a_rule_asks_for() -> None:
    files = [
        *(ROOT / "resources/knowledge/rules").rglob("*.json"),
        *(ROOT / "resources/knowledge/monitoring").glob("*.json"),
    ]
    rules = [json.loads(path.read_bytes()) for path in files]
    assert {word.casefold() for rule in rules for word in words_at(rule, "ancestry")} <= ANCESTRIES
    assert {gene for rule in rules for gene in words_at(rule, "phenotype")} <= GENES
    assert set(PHENOTYPES.values()) == {"poor", "intermediate", "normal", "rapid", "ultrarapid"}
