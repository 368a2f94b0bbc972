"""Where the practice is, and which one was opened last."""

from pathlib import Path

import pytest

from medmanager import places
from medmanager.domain.errors import Refused
from medmanager.places import Place, place_of, remember, usual_place


@pytest.fixture(autouse=True)
def own_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A note of its own for each test."""
    note = tmp_path / "config" / "place.json"
    monkeypatch.setattr(places, "_note", lambda: note)
    return note


def test_that_without_a_note_the_users_own_folder_is_meant() -> None:
    folder = usual_place().folder
    assert folder is not None
    assert folder.name == "practice"


def test_that_the_place_opened_last_is_meant_next_time(tmp_path: Path) -> None:
    remember(str(tmp_path / "clinic"))
    assert usual_place() == Place(tmp_path / "clinic")


def test_that_a_password_in_an_address_is_never_written_down(own_note: Path) -> None:
    remember("postgresql://osei:hunter2@practice:5432/medmanager")
    assert "hunter2" not in own_note.read_text()
    assert usual_place().url == "postgresql://osei@practice:5432/medmanager"


@pytest.mark.parametrize("note", ["", "{", "[]", '{"place": "http://x"}', "null", "\x00"])
def test_that_a_damaged_note_counts_as_none(own_note: Path, note: str) -> None:
    own_note.parent.mkdir()
    own_note.write_text(note)
    assert usual_place().folder is not None


def test_that_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(Refused, match="postgresql://"):
        place_of("mysql://practice/medmanager")


def test_that_a_place_does_not_show_its_address_in_its_repr() -> None:
    assert "hunter2" not in repr(place_of("postgresql://osei:hunter2@practice/medmanager"))
