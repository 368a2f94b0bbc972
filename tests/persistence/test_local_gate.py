"""The way into a practice on this computer."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from medmanager.domain.errors import NotAllowed, Refused, StoreUnavailable
from medmanager.domain.user import Role, User
from medmanager.persistence import cipher_file, key_document, keys, places, schema, upgrading
from medmanager.persistence.engine import writing
from medmanager.persistence.gates import PracticeGates
from medmanager.persistence.local_gate import LocalGate
from medmanager.services.ports import Gate, Gates
from tests.builders import NOW, a_practice, a_user, an_allergy
from tests.fakes import FakeClock
from tests.persistence.conftest import CHEAP, PASSWORD
from tests.persistence.samples import a_full_patient, an_entry, saved

PRESENT, NEXT = schema.HEAD, "next"
"""This program's revision, and the one of its next release."""


@pytest.fixture
def gate(tmp_path: Path, clock: FakeClock) -> LocalGate:
    return PracticeGates(clock, lambda: CHEAP).local(tmp_path / "practice")


@pytest.fixture
def recovery_key(gate: LocalGate) -> str:
    return gate.create(a_practice(), an_admin(), PASSWORD, NOW)


def an_admin() -> User:
    return a_user(Role.ADMIN, "Root")


def files_of(gate: LocalGate) -> set[str]:
    return {path.name for path in gate.folder.iterdir()} if gate.folder.exists() else set()


def test_that_the_gates_keep_the_contract_of_the_ports(clock: FakeClock, tmp_path: Path) -> None:
    gates: Gates = PracticeGates(clock)
    gate: Gate = gates.local(tmp_path)
    assert not gate.exists()
    assert gate.place() == tmp_path.name


def test_that_a_new_practice_opens_for_its_first_person(gate: LocalGate, recovery_key: str) -> None:
    assert gate.exists()
    assert gate.people() == (("root", "Root"),)
    store = gate.open("Root", PASSWORD)
    with store.read() as work:
        assert [user.login for user in work.users.all()] == ["root"]
        assert len(work.practice.all()) == 1
    assert [entry.entry.action for entry in store.audit(NOW, NOW.replace(hour=23))] == ["create practice"]
    store.close()


def test_that_nothing_of_the_practice_is_plain_text(gate: LocalGate, recovery_key: str) -> None:
    for path in gate.folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0
        content = path.read_bytes()
        assert b"Harbor Lane" not in content
        assert PASSWORD.encode() not in content
        assert recovery_key.replace("-", "").encode() not in content


def test_that_a_second_practice_is_not_made_over_the_first(gate: LocalGate, recovery_key: str) -> None:
    with pytest.raises(Refused, match="already"):
        gate.create(a_practice(), an_admin(), PASSWORD, NOW)
    gate.open("root", PASSWORD).close()


def test_that_a_practice_is_not_made_over_a_lone_key_file(gate: LocalGate, recovery_key: str) -> None:
    gate.database.unlink()
    with pytest.raises(Refused, match="already"):
        gate.create(a_practice(), an_admin(), PASSWORD, NOW)


@pytest.mark.parametrize("password", ["", "short"])
def test_that_a_practice_that_cannot_be_made_leaves_nothing(gate: LocalGate, password: str) -> None:
    with pytest.raises(Refused):
        gate.create(a_practice(), an_admin(), password, NOW)
    assert files_of(gate) == set()
    assert not gate.exists()


@pytest.mark.parametrize("call", range(1, 7))
def test_that_a_full_disk_while_making_a_practice_leaves_nothing(
    gate: LocalGate, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    """The n-th rename fails: the two copies of the key file, twice, then the database itself."""
    calls = 0
    real = os.replace

    def fail(start: str, end: str) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            raise OSError(28, "no space left on device")
        real(start, end)

    monkeypatch.setattr(os, "replace", fail)
    if call > 5:
        gate.create(a_practice(), an_admin(), PASSWORD, NOW)
        return
    with pytest.raises(StoreUnavailable):
        gate.create(a_practice(), an_admin(), PASSWORD, NOW)
    assert files_of(gate) == set()


def test_that_the_recovery_key_opens(gate: LocalGate, recovery_key: str) -> None:
    store = gate.open_with_recovery_key(recovery_key.lower())
    gate.reset_password(store, "root", "another password")
    store.close()
    gate.open("root", "another password").close()
    with pytest.raises(NotAllowed):
        gate.open("root", PASSWORD)


def test_that_a_new_recovery_key_ends_the_old_one(gate: LocalGate, recovery_key: str) -> None:
    store = gate.open("root", PASSWORD)
    newer = gate.new_recovery_key(store)
    with pytest.raises(NotAllowed):
        gate.open_with_recovery_key(recovery_key)
    gate.open_with_recovery_key(newer).close()
    store.close()


# people


def test_that_people_come_and_go(gate: LocalGate, recovery_key: str) -> None:
    store = gate.open("root", PASSWORD)
    added = gate.add_person(store, a_user(login="Osei"), "battery staple")
    assert (added.version, added.login) == (1, "osei")
    assert gate.people() == (("root", "Root"), ("osei", "Osei"))
    gate.open("osei", "battery staple").close()
    gate.remove_person(store, "osei")
    with pytest.raises(NotAllowed):
        gate.open("osei", "battery staple")
    assert gate.people() == (("root", "Root"),)
    store.close()


def test_that_a_name_is_not_given_twice_and_the_first_keeps_her_way_in(
    gate: LocalGate, recovery_key: str
) -> None:
    store = gate.open("root", PASSWORD)
    gate.add_person(store, a_user(), "battery staple")
    with pytest.raises(Refused):
        gate.add_person(store, a_user(login="OSEI"), "another password")
    gate.open("osei", "battery staple").close()
    store.close()


def test_that_a_person_whose_record_cannot_be_saved_gets_no_way_in(
    gate: LocalGate, recovery_key: str
) -> None:
    store = gate.open("root", PASSWORD)
    with pytest.raises(Refused):
        gate.add_person(store, replace(a_user(), colour=1 << 40), "battery staple")
    assert gate.people() == (("root", "Root"),)
    store.close()


def test_that_a_changed_name_is_shown_at_the_next_sign_in(gate: LocalGate, recovery_key: str) -> None:
    store = gate.open("root", PASSWORD)
    with store.write(an_entry()) as work:
        work.users.save(replace(work.users.all()[0], display_name="R. Newname"))
    store.close()
    gate.open("root", PASSWORD).close()
    assert gate.people() == (("root", "R. Newname"),)


def test_that_a_password_is_changed_by_who_knows_the_old_one(gate: LocalGate, recovery_key: str) -> None:
    with pytest.raises(NotAllowed):
        gate.change_password("root", "wrong password", "another password")
    gate.change_password("root", PASSWORD, "another password")
    store = gate.open("root", "another password")
    actions = [entry.entry.action for entry in store.audit(NOW, NOW.replace(hour=23))]
    assert actions == ["create practice", "change password"]
    store.close()


def test_that_nobody_unknown_gets_a_password(gate: LocalGate, recovery_key: str) -> None:
    store = gate.open("root", PASSWORD)
    with pytest.raises(Refused, match="list"):
        gate.reset_password(store, "nobody", "another password")
    store.close()


def test_that_who_may_not_sign_in_gets_no_new_password(gate: LocalGate, recovery_key: str) -> None:
    store = gate.open("root", PASSWORD)
    added = gate.add_person(store, a_user(), "battery staple")
    with store.write(an_entry()) as work:
        work.users.save(replace(added, active=False))
    gate.remove_person(store, "osei")
    with pytest.raises(Refused):
        gate.reset_password(store, "osei", "another password")
    store.close()


def test_that_locking_closes_connections_and_drops_the_key(gate: LocalGate, recovery_key: str) -> None:
    store = gate.open("root", PASSWORD)
    saved(store, patient := a_full_patient(), an_allergy(patient))
    store.close()
    assert not gate.database.with_name(f"{gate.database.name}-wal").exists()
    for attempt in (store.status, store.verify_audit, lambda: gate.new_recovery_key(store)):
        with pytest.raises(StoreUnavailable, match="locked"):
            attempt()


# what can be wrong


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
    other.create(a_practice(), an_admin(), PASSWORD, NOW)
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
    lose_keys: keys.MISSING,
    flip_keys: keys.DAMAGED,
    lose_database: places.MISSING,
    flip_database: cipher_file.DAMAGED,
    write_plain: places.PLAINTEXT,
    take_keys_of_another: cipher_file.FOREIGN_KEY_FILE,
    age_forward: schema.NEWER,
    newer_keys: keys.NEWER,
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_that_every_fault_has_its_own_sentence(
    gate: LocalGate, recovery_key: str, fault: Callable[[LocalGate], None]
) -> None:
    fault(gate)
    with pytest.raises(StoreUnavailable) as told:
        gate.open("root", PASSWORD)
    assert told.value.sentence == FAULTS[fault]
    assert gate.exists()


def test_that_no_two_faults_share_a_sentence() -> None:
    told = [*FAULTS.values(), keys.WRONG_PASSWORD, places.NETWORK, places.NOT_WRITABLE]
    assert len(set(told)) == len(told)


def test_that_a_folder_on_a_network_drive_is_refused(
    gate: LocalGate, recovery_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "on_network", lambda folder: True)
    with pytest.raises(StoreUnavailable, match="network drive"):
        gate.open("root", PASSWORD)


# upgrades


def test_that_an_older_practice_is_upgraded_after_a_checked_backup(
    gate: LocalGate, recovery_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer_program(monkeypatch, succeeds=True)
    store = gate.open("root", PASSWORD)
    assert store.status().schema == NEXT
    store.close()
    assert [name for name in files_of(gate) if name.startswith(f"before-upgrade-{PRESENT}")]


def test_that_an_upgrade_on_command_gives_its_backup(
    gate: LocalGate, recovery_key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    assert gate.upgrade("root", PASSWORD, backups, quiet) is None
    newer_program(monkeypatch, succeeds=True)
    kept = gate.upgrade("root", PASSWORD, backups, quiet)
    assert kept is not None
    assert list(backups.iterdir()) == [kept]
    with pytest.raises(NotAllowed):
        gate.upgrade("root", "wrong password", backups, quiet)


def quiet(done: int, of: int, text: str) -> None:
    """A report that nobody reads."""


def test_that_an_upgrade_that_fails_leaves_the_practice_as_it_was(
    gate: LocalGate, recovery_key: str, monkeypatch: pytest.MonkeyPatch
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
    gate: LocalGate, recovery_key: str, monkeypatch: pytest.MonkeyPatch
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
