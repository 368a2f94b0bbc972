"""The way into a practice on this computer."""

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from medmanager.domain.errors import NotAllowed, Refused, StaleRecord, StoreUnavailable
from medmanager.domain.user import Role, User
from medmanager.persistence import key_places, schema
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


def test_that_ways_in_change_with_the_unit_of_work_or_not_at_all(gate: LocalGate, recovery_key: str) -> None:
    store = gate.open("root", PASSWORD)
    before = files_of(gate)
    with suppress(StaleRecord), store.write(an_entry()):
        gate.reset_password(store, "root", "another password")
        gate.new_recovery_key(store)
        assert gate.ring.opened_by_password("root", "another password"), "inside it counts already"
        raise StaleRecord("user")
    store.close()
    with pytest.raises(NotAllowed):
        gate.open("root", "another password")
    gate.open_with_recovery_key(recovery_key).close()
    gate.open("root", PASSWORD).close()
    assert files_of(gate) <= before, "nothing half-written stays"


def test_that_a_name_that_cannot_be_written_on_the_card_keeps_nobody_out(
    gate: LocalGate, recovery_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = gate.open("root", PASSWORD)
    with store.write(an_entry()) as work:
        work.users.save(replace(work.users.all()[0], display_name="Somebody else"))
    store.close()

    def full(*_: object) -> None:
        raise OSError(28, "no space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(key_places, "staged", full)
        gate.open("root", PASSWORD).close()
    assert gate.people() == (("root", "Root"),)
    gate.open("root", PASSWORD).close()
    assert gate.people() == (("root", "Somebody else"),)


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
