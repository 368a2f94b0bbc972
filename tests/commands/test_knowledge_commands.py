"""The five commands of the knowledge base as somebody calls them: files, lists, bad input."""

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from medmanager.cli import DONE, REFUSED, read_order
from medmanager.orders import carry_out

ASKED = {
    "patient": {"age": 34, "birth_date": None, "sex": "female", "pregnant": False, "egfr": 90, "qtc_ms": 420},
    "medications": [
        {"name": "phenelzine", "daily_mg": 45, "start": "2026-01-05", "stop": None},
        {"name": "Zoloft 50 mg"},
        {"name": "foozolam"},
    ],
    "conditions": ["bulimia nervosa", "nonsense"],
    "allergies": [{"substance": "carbamazepine", "reaction": "rash with fever"}],
    "on": "2026-02-01",
}


def told(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, Any, str]:
    """Exit status, the answer on standard output, and what stands on standard error."""
    status = carry_out(read_order(list(arguments)))
    out, err = capfdbinary.readouterr()
    return status, json.loads(out) if out else None, err.decode()


def file_of(folder: Path, content: object) -> str:
    path = folder / "question.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(path)


def test_that_check_answers_with_alerts_sums_and_what_was_not_checked(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    status, answer, _ = told(capfdbinary, "check", file_of(tmp_path, ASKED))
    assert status == DONE
    assert {"version", "as_of", "review"} <= set(answer["knowledge"])
    worst = answer["alerts"][0]
    assert (worst["severity"], worst["subjects"]) == ("contraindicated", ["phenelzine", "sertraline"])
    assert all(worst[part] for part in ("kind", "title", "mechanism", "advice", "source"))
    assert answer["burden"]["serotonergic"] >= 5
    assert {"foozolam", "nonsense"} <= {one["subject"] for one in answer["not_checked"]}


def test_that_a_list_is_answered_in_its_order_and_a_bad_element_does_not_stop_the_rest(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked = [ASKED, {"medications": [{"name": "sertraline", "daily_mg": -5}]}, 7, {"medications": []}]
    status, answer, _ = told(capfdbinary, "check", file_of(tmp_path, asked))
    assert status == DONE
    assert [set(one) == {"error"} for one in answer] == [False, True, True, False]


def test_that_standard_input_is_read_for_a_dash(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked = b'\xef\xbb\xbf{"scale": "PHQ-9", "items": [1, 1, 1, 1, 0, 0, 0, null, 0]}'
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(asked)))
    status, answer, _ = told(capfdbinary, "score", "-")
    assert status == DONE
    assert (answer["status"], answer["total"], answer["band"]) == ("prorated", 5, "mild")


def test_that_monitoring_and_taper_answer_with_dates_and_sources(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked: dict[str, object] = {
        "medications": [{"name": "lithium", "start": "2026-01-05"}],
        "from": "2026-01-05",
        "until": "2026-03-31",
    }
    _, monitored, _ = told(capfdbinary, "monitoring", file_of(tmp_path, asked))
    assert {"lithium level", "eGFR", "TSH"} <= {one["measure"] for one in monitored["due"]}
    assert all(one["date"] >= "2026-01-05" and one["source"] for one in monitored["due"])
    asked = {"kind": "taper", "from": {"name": "lorazepam", "daily_mg": 3}, "start": "2026-01-05"}
    _, tapered, _ = told(capfdbinary, "taper", file_of(tmp_path, asked))
    first = tapered["steps"][0]
    assert first["start"] == "2026-01-05"
    assert sum(first["slots"].values()) == first["daily_mg"] < 3
    assert sum(one["strength_mg"] * one["count"] for one in first["tablets"]) == first["daily_mg"]


def test_that_knowledge_tells_its_version_and_all_about_a_drug(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    _, base, _ = told(capfdbinary, "knowledge")
    assert base["drugs"]["psychotropic"] >= 131
    assert base["warnings"] == [], "seal the base: python3 packaging/dev.py seal-knowledge"
    _, drug, _ = told(capfdbinary, "knowledge", "Wellbutrin XL")
    assert drug["generic"] == "bupropion"
    assert all(one["source"] for one in drug["properties"].values())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "not valid JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"medications": [{"name": "sertraline", "daily_mg": NaN}]}', "not a number"),
        (b'{"medications": "sertraline"}', "a list is expected"),
        (b'{"patient": {}}', "medications"),
        (
            b'{"medications": [{"name": "sertraline", "start": "2026-02-02", "stop": "2026-02-01"}]}',
            "before it starts",
        ),
        (b'{"medications": [{"name": "sertraline", "start": "02/03/2026"}]}', "a day such as"),
        (b'{"medications": [], "patient": {"age": -1}}', "An age is"),
        (b"[" * 100_000, "JSON"),
        (b'{"medications": [' + b" " * 10_000_000 + b"]}", "larger than"),
    ],
)
def test_that_bad_input_gets_one_sentence_and_no_answer(
    content: bytes, sentence: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    status, answer, said = told(capfdbinary, "check", file_of(tmp_path, content))
    assert status == REFUSED
    assert answer is None
    assert sentence in said
    assert said.count("\n") == 1


def test_that_an_unknown_scale_and_an_unsafe_taper_are_refused_with_the_reason(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    status, _, said = told(capfdbinary, "score", file_of(tmp_path, {"scale": "HAPPY-9", "items": []}))
    assert status == REFUSED
    assert "HAPPY-9" in said
    wanted = {
        "kind": "taper",
        "from": {"name": "diazepam", "daily_mg": 20},
        "options": {"percent": 50, "every_days": 14},
    }
    status, _, said = told(capfdbinary, "taper", file_of(tmp_path, wanted))
    assert status == REFUSED
    assert "too fast" in said


def test_that_a_file_that_is_not_there_is_said(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    status, _, said = told(capfdbinary, "check", "/nowhere/at/all.json")
    assert status == REFUSED
    assert "cannot be read" in said
