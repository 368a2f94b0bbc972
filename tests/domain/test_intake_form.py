"""The intake form's file: read, and refused when it breaks its schema."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.intake_form import RECORDS, read_intake_form

FILE = Path(__file__).parents[2] / "resources" / "forms" / "intake.json"
RAW = json.loads(FILE.read_text(encoding="utf-8"))


def test_that_the_bundled_form_asks_what_a_medication_practice_must_know() -> None:
    form = read_intake_form(FILE)
    keys = {question.key for section in form.sections for question in section.questions}
    assert {"self_harm", "suicide_attempt", "suicide_now", "trauma", "cost_worry", "pregnant"} <= keys
    assert {section.records for section in form.sections} - {""} == RECORDS


def test_that_every_sentence_of_the_form_is_plain() -> None:
    form = read_intake_form(FILE)
    labels = [question.label for section in form.sections for question in section.questions]
    assert all(len(label) <= 100 for label in labels)
    assert len(set(labels)) == len(labels)


def spoil_kind(form: Any) -> None:
    form["sections"][0]["questions"][0]["kind"] = "essay"


def spoil_twin(form: Any) -> None:
    form["sections"][1]["questions"][0]["key"] = "reason"


def spoil_pages(form: Any) -> None:
    form["sections"][1]["key"] = "reason"


def spoil_condition(form: Any) -> None:
    form["sections"][0]["questions"][0]["only_if"] = "goals=yes"


def spoil_choice(form: Any) -> None:
    form["sections"][1]["questions"][1]["choices"] = ["a; b"]


def spoil_choices(form: Any) -> None:
    del form["sections"][1]["questions"][1]["choices"]


def spoil_free_text(form: Any) -> None:
    form["sections"][0]["questions"][0]["choices"] = ["a"]


def spoil_field(form: Any) -> None:
    form["sections"][0]["questions"][0]["colour"] = "red"


def spoil_title(form: Any) -> None:
    form["sections"][0]["title"] = " "


def spoil_list(form: Any) -> None:
    form["sections"][0]["records"] = "secrets"


def spoil_needed(form: Any) -> None:
    form["sections"] = [page for page in form["sections"] if page["key"] != "allergies"]


def spoil_shape(form: Any) -> None:
    form["sections"] = {}


def spoil_label(form: Any) -> None:
    form["sections"][0]["questions"][0]["label"] = 7


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_kind,
        spoil_twin,
        spoil_pages,
        spoil_condition,
        spoil_choice,
        spoil_choices,
        spoil_free_text,
        spoil_field,
        spoil_title,
        spoil_list,
        spoil_needed,
        spoil_shape,
        spoil_label,
    ],
)
def test_that_a_form_that_breaks_its_schema_is_refused_with_its_place(
    spoil: Callable[[Any], None], tmp_path: Path
) -> None:
    form = copy.deepcopy(RAW)
    spoil(form)
    file = tmp_path / "intake.json"
    file.write_text(json.dumps(form), encoding="utf-8")
    with pytest.raises(Refused, match="not right at"):
        read_intake_form(file)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[1, 2"])
def test_that_a_file_that_is_no_form_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "intake.json"
    file.write_bytes(content)
    with pytest.raises(Refused, match="Install"):
        read_intake_form(file)


def test_that_a_missing_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Install"):
        read_intake_form(tmp_path / "intake.json")
