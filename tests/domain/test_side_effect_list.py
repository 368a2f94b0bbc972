"""The side-effect checklist file."""

import json
from pathlib import Path

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.side_effect_list import effect_name, effect_named, read_side_effects
from medmanager.domain.side_effects import SideEffect

FILE = Path(__file__).parents[2] / "resources" / "knowledge" / "side_effects.json"


def test_that_the_checklist_is_complete_and_plain() -> None:
    effects = read_side_effects(FILE)
    assert len(effects) >= 40
    for effect in effects:
        assert effect.code == effect.code.lower()
        assert effect.name
        assert effect.question.endswith("?")
        assert len(effect.question.split()) <= 15


def test_that_a_code_of_another_list_is_shown_as_it_is() -> None:
    effects = read_side_effects(FILE)
    assert effect_name(effects, "tremor") == "Shaking hands"
    assert effect_name(effects, "blue-vision") == "blue-vision"


def test_that_a_side_effect_is_found_by_code_or_name() -> None:
    effects = read_side_effects(FILE)
    assert effect_named(effects, " dry MOUTH ") == effect_named(effects, "dry-mouth")
    assert effect_named(effects, "nothing of ours") is None


def checklist(*rows: dict[str, object]) -> str:
    """A file with these rows."""
    return json.dumps({"version": "1", "side_effects": list(rows)})


ROW: dict[str, object] = {
    "code": "a",
    "name": "Itch",
    "question": "Do you itch?",
    "tip": "Call us.",
    "name_es": "Picazón",
    "question_es": "¿Tiene picazón?",
    "tip_es": "Llámenos.",
}


def test_that_a_row_has_its_words_in_both_languages(tmp_path: Path) -> None:
    file = tmp_path / "side_effects.json"
    file.write_text(checklist(ROW), encoding="utf-8")
    assert read_side_effects(file) == (
        SideEffect("a", "Itch", "Do you itch?", "Call us.", "Picazón", "¿Tiene picazón?", "Llámenos."),
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        checklist(),
        checklist({"code": "a"}),
        checklist(ROW, ROW),
        checklist(ROW | {"tip_fr": "Appelez."}),
        checklist(ROW | {"name": 5}),
        json.dumps({"side_effect": [ROW]}),
        json.dumps({"side_effects": [ROW], "colour": "red"}),
        *(checklist({key: words for key, words in ROW.items() if key != gone}) for gone in ROW),
        *(checklist(ROW | {empty: " "}) for empty in ROW),
        "\x00\x01",
    ],
)
def test_that_a_broken_checklist_is_refused_and_never_empty(content: str, tmp_path: Path) -> None:
    file = tmp_path / "side_effects.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match="Install MedManager again"):
        read_side_effects(file)
    with pytest.raises(Refused):
        read_side_effects(tmp_path / "missing.json")
