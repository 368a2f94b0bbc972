"""What can be wrong with a practice on this computer, each with its sentence, and upgrades."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from medmanager.domain.errors import NotAllowed, StoreUnavailable
from medmanager.domain.user import Role
from medmanager.persistence import cipher_file, key_document, keys, places, schema, upgrading
from medmanager.persistence.engine import writing
from medmanager.persistence.local_gate import LocalGate
from tests.builders import NOW, a_practice, a_user
from tests.persistence.conftest import CHEAP, PASSWORD
from tests.persistence.copies import quiet

PRESENT, NEXT = schema.HEAD, "next"
"""This program's revision, and the one of its next release."""


@pytest.fixture
def gate(local_gate: LocalGate) -> LocalGate:
    return local_gate


def files_of(gate: LocalGate) -> set[str]:
    return {path.name for path in gate.folder.iterdir()}


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[200] ^= 1
    path.write_bytes(content)


def lose_keys(gate: LocalGate) -> None:
    for path in gate.keys.paths:
        path.unlink()


def flip_keys(gate: LocalGate) -> None:
    for path in gate.keys.paths:
        flip(path)


def lose_database(gate: LocalGate) -> None:
    gate.database.unlink()


def flip_database(gate: LocalGate) -> None:
    flip(gate.database)


def write_plain(gate: LocalGate) -> None:
    gate.database.write_bytes(b"SQLite format 3\0" + bytes(8000))


def take_keys_of_another(gate: LocalGate) -> None:
    other = LocalGate(gate.folder / "other", gate.clock, lambda: CHEAP)
    other.create(a_practice(), a_user(Role.ADMIN, "root"), PASSWORD, NOW)
    for ours, theirs in zip(gate.keys.paths, other.keys.paths, strict=True):
        ours.write_bytes(theirs.read_bytes())


def age_forward(gate: LocalGate) -> None:
    store = gate.open("root", PASSWORD)
    with writing(store.engine) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()


def newer_keys(gate: LocalGate) -> None:
    for path in gate.keys.paths:
        content = json.loads(path.read_bytes())
        content.pop("digest")
        content["version"] += 1
        path.write_text(json.dumps({**content, "digest": key_document.digest(content)}))


FAULTS: dict[Callable[[LocalGate], None], str] = {
    lose_keys: key_document.MISSING,
    flip_keys: key_document.DAMAGED,
    lose_database: places.MISSING,
    flip_database: cipher_file.DAMAGED,
    write_plain: places.PLAINTEXT,
    take_keys_of_another: cipher_file.FOREIGN_KEY_FILE,
    age_forward: schema.NEWER,
    newer_keys: key_document.NEWER,
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_that_every_fault_has_its_own_sentence(gate: LocalGate, fault: Callable[[LocalGate], None]) -> None:
    fault(gate)
    with pytest.raises(StoreUnavailable) as told:
        gate.open("root", PASSWORD)
    assert told.value.sentence == FAULTS[fault]
    assert gate.exists()


def test_that_no_two_faults_share_a_sentence() -> None:
    told = [*FAULTS.values(), keys.WRONG_PASSWORD, places.NETWORK, places.NOT_WRITABLE]
    assert len(set(told)) == len(told)


def test_that_a_folder_on_a_network_drive_is_refused(
    gate: LocalGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "on_network", lambda folder: True)
    with pytest.raises(StoreUnavailable, match="network drive"):
        gate.open("root", PASSWORD)


# upgrades


def test_that_an_older_practice_is_upgraded_after_a_checked_backup(
    gate: LocalGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer_program(monkeypatch, succeeds=True)
    store = gate.open("root", PASSWORD)
    assert store.status().schema == NEXT
    store.close()
    assert [name for name in files_of(gate) if name.startswith(f"before-upgrade-{PRESENT}")]


def test_that_an_upgrade_on_command_gives_its_backup(
    gate: LocalGate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    assert gate.upgrade("root", PASSWORD, backups, quiet) is None
    newer_program(monkeypatch, succeeds=True)
    kept = gate.upgrade("root", PASSWORD, backups, quiet)
    assert kept is not None
    assert list(backups.iterdir()) == [kept]
    with pytest.raises(NotAllowed):
        gate.upgrade("root", "wrong password", backups, quiet)


def test_that_an_upgrade_that_fails_leaves_the_practice_as_it_was(
    gate: LocalGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer_program(newer, succeeds=False)
        with pytest.raises(RuntimeError, match="half way"):
            gate.open("root", PASSWORD)
    store = gate.open("root", PASSWORD)
    assert store.status().schema == PRESENT
    store.close()


def newer_program(monkeypatch: pytest.MonkeyPatch, succeeds: bool) -> None:
    """This program as its next release: one revision more."""

    def upgrade(connection: Connection, revision: str = NEXT) -> None:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{NEXT}'")
        if not succeeds:
            raise RuntimeError("failed half way")

    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, NEXT))
    monkeypatch.setattr(schema, "HEAD", NEXT)
    monkeypatch.setattr(schema, "upgrade", upgrade)


def test_that_an_upgrade_without_its_backup_does_not_take_place(
    gate: LocalGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_backup(*_: object) -> None:
        raise StoreUnavailable("The disk is full.")

    with monkeypatch.context() as newer:
        newer_program(newer, succeeds=True)
        newer.setattr(upgrading, "write_backup", no_backup)
        with pytest.raises(StoreUnavailable, match="disk is full"):
            gate.open("root", PASSWORD)
    store = gate.open("root", PASSWORD)
    assert store.status().schema == PRESENT
    store.close()
