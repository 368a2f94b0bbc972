"""The encrypted file: what every connection proves, and five causes of one driver error told apart."""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from medmanager.domain.errors import StoreUnavailable
from medmanager.domain.patient import Patient
from medmanager.persistence import cipher_file, places
from medmanager.persistence.cipher_file import CipherFile
from medmanager.persistence.failures import translated
from medmanager.persistence.key_document import HeldKey
from medmanager.persistence.key_wraps import new_data_key
from medmanager.persistence.store import SqlStore
from tests.fakes import FakeClock
from tests.persistence.conftest import file_store
from tests.persistence.samples import a_full_patient, an_entry, saved

CANARY = "Canarysurname"


@pytest.fixture
def file(tmp_path: Path) -> CipherFile:
    made = CipherFile(tmp_path / "practice.mmdb", HeldKey(new_data_key()), uuid4())
    made.create()
    return made


def test_that_a_connection_keeps_all_its_promises(file: CipherFile) -> None:
    engine = file.engine()
    wanted = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "15000"}
    with engine.connect() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
        assert connection.execute(text("PRAGMA cipher_version")).scalar()
    engine.dispose()
    assert {name: str(value) for name, value in found.items()} == wanted


def test_that_neither_path_nor_key_is_in_the_url(file: CipherFile) -> None:
    engine = file.engine()
    assert str(engine.url) == "sqlite://"
    assert repr(engine) == "Engine(sqlite://)"


def test_that_a_driver_that_does_not_encrypt_is_found_out_before_it_writes(tmp_path: Path) -> None:
    hijacked = CipherFile(tmp_path / "practice.mmdb", HeldKey(new_data_key()), uuid4(), driver=sqlite3)
    with pytest.raises(StoreUnavailable) as told:
        hijacked.create()
    assert told.value.sentence == cipher_file.NOT_ENCRYPTING
    content = hijacked.path.read_bytes() if hijacked.path.exists() else b""
    assert content == b""


def test_that_a_plaintext_file_is_refused(file: CipherFile) -> None:
    file.path.unlink()
    with sqlite3.connect(file.path) as plain:
        plain.execute("CREATE TABLE patient (name TEXT)")
    plain.close()
    assert _sentence(file.connect) == places.PLAINTEXT


def test_that_a_missing_file_is_not_made_anew(file: CipherFile) -> None:
    file.path.unlink()
    assert _sentence(file.connect) == places.MISSING
    assert not file.path.exists()


def test_that_damage_and_a_foreign_key_file_are_told_apart(file: CipherFile, tmp_path: Path) -> None:
    content = bytearray(file.path.read_bytes())
    content[300] ^= 1
    file.path.write_bytes(content)
    assert _sentence(file.connect) == cipher_file.DAMAGED
    other = CipherFile(tmp_path / "other.mmdb", HeldKey(new_data_key()), uuid4())
    other.create()
    stranger = CipherFile(other.path, HeldKey(new_data_key()), uuid4())
    assert _sentence(stranger.connect) == cipher_file.FOREIGN_KEY_FILE


def test_that_a_connection_after_locking_is_refused(file: CipherFile) -> None:
    held = HeldKey(new_data_key())
    locked = CipherFile(file.path, held, uuid4())
    held.forget()
    assert "locked" in _sentence(locked.connect)


def test_that_a_file_on_a_network_drive_is_refused(file: CipherFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "on_network", lambda folder: True)
    assert _sentence(file.connect) == places.NETWORK


def test_that_the_cipher_library_prints_nothing(file: CipherFile, capfd: pytest.CaptureFixture[str]) -> None:
    stranger = CipherFile(file.path, HeldKey(new_data_key()), uuid4())
    _sentence(stranger.connect)
    assert capfd.readouterr() == ("", "")


def test_that_no_text_of_a_patient_is_in_any_file_or_log(
    tmp_path: Path, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    store = file_store(tmp_path, clock)
    patient = a_full_patient()
    saved(store, _named(patient))
    found = {path.name: CANARY.encode() in path.read_bytes() for path in tmp_path.iterdir()}
    with store.write(an_entry()) as work:
        work.queries.search_patients(CANARY)
        assert CANARY.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    assert found
    assert not any(found.values())
    assert CANARY not in caplog.text


def test_that_driver_errors_do_not_carry_what_was_saved(local_store: SqlStore) -> None:
    patient = _named(a_full_patient())
    saved(local_store, patient)
    with pytest.raises(Exception) as raised:  # noqa: PT011 - whatever it is, its text is what counts
        saved(local_store, patient)
    texts = [str(raised.value), repr(raised.value), str(raised.value.__cause__)]
    assert not any(CANARY in one for one in texts)


def _named(patient: Patient) -> Patient:
    return replace(patient, family_name=CANARY)


def _sentence(attempt: Callable[[], object]) -> str:
    with pytest.raises(StoreUnavailable) as told, translated():
        attempt()
    return told.value.sentence
