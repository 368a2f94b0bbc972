"""The two scales of the visit form come from their files, and whatever else names their bounds agrees."""

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medmanager.demo.notes import items_of
from medmanager.domain.errors import Refused
from medmanager.domain.history import SCALE_TOPS, Measure
from medmanager.domain.knowledge.visit_scales import FormScale, read_visit_scales
from medmanager.exchange import fhir_questionnaire

KNOWLEDGE = Path(__file__).parents[2] / "resources" / "knowledge"
SCALES = read_visit_scales(KNOWLEDGE)
PHQ9, GAD7 = SCALES.phq9, SCALES.gad7
Json = dict[str, Any]


def test_that_a_scale_has_a_total_only_when_every_item_is_answered() -> None:
    assert PHQ9.result([1] * 9).total == 9
    assert PHQ9.result([1] * 8 + [None]).total is None
    assert PHQ9.result([None] * 9).total is None
    assert PHQ9.so_far([1, 2, None]) == 3
    assert PHQ9.result([0] * 9).total == 0


@given(st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_that_a_total_is_the_sum_of_the_answers(answers: list[int]) -> None:
    for scale in SCALES.all:
        of_it = answers[: len(scale.items)]
        result = scale.result(of_it)
        assert (result.scale, result.items, result.total) == (scale.name, tuple(of_it), sum(of_it))
        assert scale.so_far(of_it) == sum(of_it)
        assert scale.harm_named(of_it) is (scale is PHQ9 and of_it[8] > 0)


def test_that_totals_have_their_published_words() -> None:
    words = [PHQ9.band(total) for total in (0, 4, 5, 9, 10, 14, 15, 19, 20, 27)]
    assert words == [
        *["minimal"] * 2,
        *["mild"] * 2,
        *["moderate"] * 2,
        *["moderately severe"] * 2,
        *["severe"] * 2,
    ]
    assert [GAD7.band(total) for total in (0, 4, 5, 9, 10, 14, 15, 21)] == [
        *["minimal"] * 2,
        *["mild"] * 2,
        *["moderate"] * 2,
        *["severe"] * 2,
    ]
    assert [PHQ9.band(28), GAD7.band(-1)] == ["", ""]
    assert (PHQ9.bounds, GAD7.bounds) == ((0, 5, 10, 15, 20, 27), (0, 5, 10, 15, 21))


def test_that_answers_outside_the_scale_are_refused() -> None:
    for answers in ([4] + [0] * 8, [-1] + [0] * 8, [0] * 8, [0] * 10):
        with pytest.raises(Refused):
            PHQ9.result(answers)


def test_that_only_the_last_item_of_the_phq9_names_self_harm() -> None:
    assert PHQ9.harm_named([0] * 8 + [1])
    assert not PHQ9.harm_named([3] * 8 + [0])
    assert not PHQ9.harm_named([3] * 8 + [None])
    assert not PHQ9.harm_named([3] * 4)
    assert not PHQ9.harm_named(())
    assert not GAD7.harm_named([3] * 7)


def test_that_every_item_is_asked_in_its_own_words() -> None:
    for scale, count in ((PHQ9, 9), (GAD7, 7)):
        assert len({item.words for item in scale.items}) == count
        assert len({item.short for item in scale.items}) == count
        assert len(set(scale.answers)) == 4
        assert all(low < high for low, high in pairwise(scale.bounds))


# ------------------------------------------------------------------ files that do not fit


def a_copy(tmp_path: Path, name: str, change: Callable[[Json], object]) -> Path:
    """The files of the visit form, one of them changed."""
    (tmp_path / "scales").mkdir(exist_ok=True)
    for one in ("sources.json", "scales/phq-9.json", "scales/gad-7.json"):
        shutil.copyfile(KNOWLEDGE / one, tmp_path / one)
    file = tmp_path / "scales" / name
    fields = json.loads(file.read_text(encoding="utf-8"))
    change(fields)
    file.write_text(json.dumps(fields), encoding="utf-8")
    return tmp_path


def item(number: int, **changes: object) -> Callable[[Json], object]:
    return lambda fields: fields["items"][number].update(changes)


def test_that_words_and_bounds_are_those_of_the_files(tmp_path: Path) -> None:
    def change(fields: Json) -> None:
        fields["items"][2]["words"] = "How did you sleep?"
        fields["bands"][1] = {"from": 6, "word": "light"}
        for one in fields["items"]:
            one["answers"] = ["Never", "Rarely", "Often", "Always"]

    scale = read_visit_scales(a_copy(tmp_path, "gad-7.json", change)).gad7
    assert scale.items[2].words == "How did you sleep?"
    assert scale.bounds == (0, 6, 10, 15, 21)
    assert [scale.band(5), scale.band(6)] == ["minimal", "light"]
    assert scale.answers == ("Never", "Rarely", "Often", "Always")


def test_that_the_item_about_self_harm_is_the_one_of_the_file(tmp_path: Path) -> None:
    def change(fields: Json) -> None:
        fields["flags"][0]["when"] = {"item": "1", "from": 2}

    scale = read_visit_scales(a_copy(tmp_path, "phq-9.json", change)).phq9
    assert scale.harm_named([2] + [0] * 8)
    assert not scale.harm_named([1] + [3] * 8)


@pytest.mark.parametrize(
    ("name", "change", "place"),
    [
        ("phq-9.json", lambda fields: fields.pop("flags"), "phq-9.json, flags"),
        ("phq-9.json", lambda fields: fields["flags"][0].update(name="self harm"), "phq-9.json, flags"),
        ("phq-9.json", lambda fields: fields.update(name="GAD-7"), "phq-9.json, name"),
        ("gad-7.json", lambda fields: fields.update(form="total"), "gad-7.json, form"),
        ("gad-7.json", lambda fields: fields.update(form="rhyme"), "rhyme"),
        ("gad-7.json", lambda fields: fields.pop("bands"), "gad-7.json, bands"),
        ("gad-7.json", lambda fields: fields["bands"].reverse(), "gad-7.json, bands"),
        ("gad-7.json", lambda fields: fields["bands"].pop(0), "gad-7.json, bands"),
        ("gad-7.json", lambda fields: fields["summed"].pop(), "gad-7.json, summed"),
        ("gad-7.json", lambda fields: fields.update(highest=28), "gad-7.json, highest"),
        ("gad-7.json", lambda fields: fields.update(colour="red"), "gad-7.json: “colour”"),
        ("gad-7.json", lambda fields: fields["items"].pop(), "gad-7.json, items"),
        ("gad-7.json", item(3, high=4), "gad-7.json, items"),
        ("gad-7.json", item(3, words=""), "gad-7.json, items"),
        ("gad-7.json", item(3, optional=True), "gad-7.json, items"),
        ("gad-7.json", item(3, answers=["No", "Yes"]), "gad-7.json, items"),
        ("gad-7.json", item(3, kind="yes or no"), "gad-7.json, items"),
    ],
)
def test_that_a_file_that_does_not_fit_the_form_is_refused(
    name: str, change: Callable[[Json], object], place: str, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="Install MedManager again") as refusal:
        read_visit_scales(a_copy(tmp_path, name, change))
    assert place in refusal.value.sentence


@pytest.mark.parametrize("name", ["sources.json", "scales/phq-9.json", "scales/gad-7.json"])
def test_that_a_missing_file_is_refused(name: str, tmp_path: Path) -> None:
    folder = a_copy(tmp_path, "phq-9.json", lambda _: None)
    (folder / name).unlink()
    with pytest.raises(Refused, match=Path(name).name):
        read_visit_scales(folder)


# ------------------------------------------------------------------ what else names their bounds


@pytest.mark.parametrize("scale", SCALES.all, ids=lambda scale: scale.name)
def test_that_charts_imports_and_the_demo_have_the_bounds_of_the_files(scale: FormScale) -> None:
    assert SCALE_TOPS[Measure(scale.name)] == scale.highest
    drawn = len(scale.items) - len(harm_items(scale))
    assert len(items_of(scale.name, 0)) == drawn
    assert items_of(scale.name, 3 * drawn) == (3,) * drawn


@pytest.mark.parametrize("scale", SCALES.all, ids=lambda scale: scale.name)
def test_that_a_questionnaire_from_elsewhere_is_scored_as_the_file_says(scale: FormScale) -> None:
    known = next(one for one in fhir_questionnaire._SCALES if one.measure == scale.name)  # noqa: SLF001 - the table itself
    assert len(known.items) == len(scale.items)
    words = {answer.casefold(): Decimal(key) for key, answer in enumerate(scale.answers)}
    assert words == fhir_questionnaire._WORDS  # noqa: SLF001 - the table itself
    assert ([known.safety_item] if known.safety_item else []) == harm_items(scale)


def harm_items(scale: FormScale) -> list[int]:
    """Numbers (from 1) of the items that name self-harm."""
    numbers = range(1, len(scale.items) + 1)
    return [number for number in numbers if scale.harm_named([int(one == number) for one in numbers])]
