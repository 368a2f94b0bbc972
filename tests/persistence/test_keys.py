"""The ways into a database: each opens the same key, and what fails says why."""

import json
import os
from pathlib import Path
from uuid import uuid4

import pytest

from medmanager.domain.errors import NotAllowed, Refused, StoreUnavailable
from medmanager.persistence import key_document
from medmanager.persistence.key_document import DataKey, HeldKey, WrapKind
from medmanager.persistence.key_places import KeyFiles
from medmanager.persistence.key_wraps import Person, new_data_key
from medmanager.persistence.keys import KeyRing
from medmanager.persistence.passwords import OWASP, Cost, Verifier, calibrated_by, normal_login
from tests.persistence.conftest import CHEAP

DANA = Person("dana", "Dana Whitfield")
PASSWORD = "correct horse battery"


@pytest.fixture
def files(tmp_path: Path) -> KeyFiles:
    return KeyFiles(tmp_path / "practice.mmdb")


@pytest.fixture
def ring(files: KeyFiles) -> KeyRing:
    return KeyRing(files, lambda: CHEAP)


@pytest.fixture
def data_key(ring: KeyRing) -> DataKey:
    made = new_data_key()
    ring.create(made, uuid4(), DANA, PASSWORD)
    return made


def test_that_the_password_gives_the_key_back(ring: KeyRing, data_key: DataKey) -> None:
    assert ring.opened_by_password("dana", PASSWORD) == data_key


def test_that_case_and_composition_of_what_is_typed_do_not_matter(ring: KeyRing, data_key: DataKey) -> None:
    ring.put_password(data_key, Person("Zoë", "Zoë"), "pässword länger")
    assert ring.opened_by_password(" ZOE\u0308 ", "pa\u0308ssword la\u0308nger") == data_key


@pytest.mark.parametrize(
    ("login", "password"), [("dana", "correct horse batterz"), ("nobody", PASSWORD), ("dana", "")]
)
def test_that_a_wrong_name_or_password_is_told_as_such(
    ring: KeyRing, data_key: DataKey, login: str, password: str
) -> None:
    with pytest.raises(NotAllowed, match="not right"):
        ring.opened_by_password(login, password)


def test_that_the_recovery_key_opens_however_it_is_typed(ring: KeyRing, data_key: DataKey) -> None:
    printed = ring.put_recovery(data_key)
    assert ring.opened_by_recovery(printed) == data_key
    assert ring.opened_by_recovery(printed.lower().replace("-", " ").replace("0", "o")) == data_key


def test_that_a_new_recovery_key_ends_the_old_one(ring: KeyRing, data_key: DataKey) -> None:
    old = ring.put_recovery(data_key)
    ring.put_recovery(data_key)
    with pytest.raises(NotAllowed, match="replaced"):
        ring.opened_by_recovery(old)


def test_that_a_device_opens_with_its_own_secret_only(ring: KeyRing, data_key: DataKey) -> None:
    ring.put_device(data_key, "laptop", b"s" * 32)
    assert ring.opened_by_device("laptop", b"s" * 32) == data_key
    with pytest.raises(NotAllowed, match="Sign in with your password"):
        ring.opened_by_device("laptop", b"t" * 32)
    with pytest.raises(NotAllowed):
        ring.opened_by_device("tablet", b"s" * 32)


def test_that_the_last_way_in_without_a_keychain_stays(ring: KeyRing, data_key: DataKey) -> None:
    ring.put_device(data_key, "laptop", b"s" * 32)
    with pytest.raises(Refused, match="last password"):
        ring.remove(WrapKind.PASSWORD, "dana")
    ring.put_recovery(data_key)
    ring.remove(WrapKind.PASSWORD, "dana")
    assert not ring.knows("dana")


def test_that_a_changed_password_ends_the_old_one(ring: KeyRing, data_key: DataKey) -> None:
    ring.put_password(data_key, DANA, "another password")
    assert ring.opened_by_password("dana", "another password") == data_key
    with pytest.raises(NotAllowed):
        ring.opened_by_password("dana", PASSWORD)


def test_that_a_short_password_is_refused_before_anything_is_written(ring: KeyRing) -> None:
    with pytest.raises(Refused, match="8 characters"):
        ring.create(new_data_key(), uuid4(), DANA, "short")
    assert not ring.exists()


def test_that_a_key_file_is_never_made_over_another(ring: KeyRing, data_key: DataKey) -> None:
    with pytest.raises(Refused, match="key file here already"):
        ring.create(new_data_key(), uuid4(), DANA, PASSWORD)
    assert ring.opened_by_password("dana", PASSWORD) == data_key


def test_that_a_key_of_another_database_is_not_wrapped(ring: KeyRing, data_key: DataKey) -> None:
    with pytest.raises(StoreUnavailable):
        ring.put_recovery(new_data_key())
    assert ring.opened_by_password("dana", PASSWORD) == data_key


# damage


@pytest.mark.parametrize("copy", [0, 1])
@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "flipped", "zeros", "other"])
def test_that_either_copy_is_enough(
    files: KeyFiles, ring: KeyRing, data_key: DataKey, copy: int, damage: str
) -> None:
    _damage(files.paths[copy], damage)
    assert ring.opened_by_password("dana", PASSWORD) == data_key


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "zeros", "other"])
def test_that_damage_of_both_is_not_taken_for_a_wrong_password(
    files: KeyFiles, ring: KeyRing, data_key: DataKey, damage: str
) -> None:
    for path in files.paths:
        _damage(path, damage)
    with pytest.raises(StoreUnavailable) as told:
        ring.opened_by_password("dana", PASSWORD)
    assert told.value.sentence == key_document.DAMAGED


def test_that_a_missing_key_file_is_told(files: KeyFiles, ring: KeyRing, data_key: DataKey) -> None:
    for path in files.paths:
        path.unlink()
    with pytest.raises(StoreUnavailable) as told:
        ring.opened_by_password("dana", PASSWORD)
    assert told.value.sentence == key_document.MISSING


def test_that_a_newer_key_file_is_told_as_newer(files: KeyFiles, ring: KeyRing, data_key: DataKey) -> None:
    newer = key_document.VERSION + 1
    for path in files.paths:
        content = json.loads(path.read_bytes())
        content.pop("digest")
        content["version"] = newer
        content["digest"] = key_document.digest(content)
        path.write_text(json.dumps(content))
    with pytest.raises(StoreUnavailable, match="newer MedManager"):
        ring.read()


def test_that_the_newer_copy_counts(files: KeyFiles, ring: KeyRing, data_key: DataKey) -> None:
    old = files.paths[1].read_bytes()
    ring.put_password(data_key, DANA, "another password")
    files.paths[1].write_bytes(old)
    assert ring.opened_by_password("dana", "another password") == data_key


def test_that_a_wrap_moved_to_another_person_opens_nothing(
    files: KeyFiles, ring: KeyRing, data_key: DataKey
) -> None:
    ring.put_password(data_key, Person("intruder", "Intruder"), "intruders password")
    for path in files.paths:
        content = json.loads(path.read_bytes())
        content.pop("digest")
        content["wraps"][1]["label"] = "dana"
        content["wraps"] = content["wraps"][1:]
        content["digest"] = key_document.digest(content)
        path.write_text(json.dumps(content))
    with pytest.raises(NotAllowed):
        ring.opened_by_password("dana", "intruders password")


def test_that_a_save_cut_between_the_copies_loses_nobody(
    files: KeyFiles, ring: KeyRing, data_key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced: list[str] = []
    real = os.replace

    def cut(start: str, end: Path) -> None:
        if replaced:
            raise OSError(28, "no space left on device")
        replaced.append(str(end))
        real(start, end)

    monkeypatch.setattr(os, "replace", cut)
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        ring.put_password(data_key, Person("new", "New"), "new person here")
    monkeypatch.undo()
    assert ring.opened_by_password("dana", PASSWORD) == data_key
    assert set(files.paths[0].parent.iterdir()) == set(files.paths)


def test_that_neither_key_nor_password_is_readable_in_the_files(files: KeyFiles, data_key: DataKey) -> None:
    for path in files.paths:
        content = path.read_bytes()
        assert data_key.hex().encode() not in content
        assert PASSWORD.encode() not in content
        assert path.stat().st_mode & 0o077 == 0


def _damage(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    if how == "gone":
        path.unlink()
        return
    content[len(content) // 2] ^= 1
    changed = {
        "empty": b"",
        "cut": bytes(content[: len(content) // 2]),
        "flipped": bytes(content),
        "zeros": bytes(len(content)),
        "other": b'{"format": "something else", "digest": "x"}',
    }
    path.write_bytes(changed[how])


# passwords and held keys


def test_that_calibration_keeps_within_its_bounds_and_the_floor() -> None:
    fast = calibrated_by(lambda cost: cost.memory_kib / 128 / 1024 * 0.05, 0.25, 0.5)
    slow = calibrated_by(lambda cost: 9.0, 0.25, 0.5)
    middle = calibrated_by(lambda cost: cost.memory_kib / 128 / 1024 * 0.4, 0.25, 0.5)
    assert fast == Cost(128 * 1024, 8, 4)
    assert slow == OWASP
    assert middle == Cost(64 * 1024, 2, 4)
    for cost in (fast, slow, middle):
        assert cost.memory_kib >= OWASP.memory_kib
        assert cost.passes >= OWASP.passes


def test_that_a_file_cannot_ask_for_any_amount_of_work() -> None:
    assert OWASP.is_sane()
    assert not Cost(64 * 1024 * 1024, 1, 1).is_sane()
    assert not Cost(64, 1_000_000, 1).is_sane()


def test_that_a_verifier_accepts_its_password_only() -> None:
    verifier = Verifier(CHEAP)
    made = verifier.made(PASSWORD)
    assert verifier.accepts(made, PASSWORD)
    assert not verifier.accepts(made, PASSWORD + " ")
    assert not verifier.accepts("", PASSWORD)
    assert PASSWORD not in made


def test_that_sign_in_names_are_compared_without_case() -> None:
    assert normal_login("  Dana.W ") == "dana.w"


def test_that_a_forgotten_key_opens_nothing_and_shows_nowhere() -> None:
    held = HeldKey(DataKey(b"k" * 32))
    assert "6b6b" not in repr(held)
    held.forget()
    with pytest.raises(StoreUnavailable, match="locked"):
        _ = held.value
