"""Backups: checked before they count, made while others write, put back wholly or not at all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import text

from medmanager.domain.errors import Cancelled, Refused, StoreUnavailable
from medmanager.domain.ids import UserId
from medmanager.domain.plan.plan import PlanStatus
from medmanager.domain.user import Role
from medmanager.persistence import backup_file, container, facts, file_failures
from medmanager.persistence.backup import EncryptedBackups
from medmanager.persistence.engine import writing
from medmanager.persistence.gates import PracticeGates
from medmanager.persistence.local_gate import LocalGate
from medmanager.persistence.store import SqlStore
from tests.builders import NOW, a_patient, a_practice, a_user, an_allergy, new_id
from tests.persistence.conftest import PASSWORD
from tests.persistence.copies import PracticeGate, back_up, contents, restore
from tests.persistence.samples import a_full_patient, an_entry, every_kind, saved
from tests.servers import TestServer

CANARY = "Canarysurname"


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.postgres)])
def gate(request: pytest.FixtureRequest, gates: PracticeGates) -> Iterator[PracticeGate]:
    if request.param == "file":
        yield request.getfixturevalue("local_gate")
        return
    server: TestServer = request.getfixturevalue("postgres_server")
    address = server.empty()
    made = gates.server(address)
    made.create(a_practice(), a_user(Role.ADMIN, "root"), PASSWORD, NOW)
    yield made
    server.drop(address)


@pytest.fixture
def store(gate: PracticeGate) -> Iterator[SqlStore]:
    """A practice with a full record of every kind, two people and one archived document."""
    opened = gate.open("root", PASSWORD)
    gate.add_person(opened, a_user(), "battery staple")
    patient = a_full_patient()
    saved(opened, *(record for record in every_kind(patient) if type(record).__name__ not in {"User"}))
    yield opened
    opened.close()


@pytest.fixture
def other_gate(gates: PracticeGates, tmp_path: Path) -> LocalGate:
    return gates.local(tmp_path / "other")


def test_that_a_backup_gives_everything_back_elsewhere(
    store: SqlStore, target: Path, other_gate: LocalGate
) -> None:
    back_up(store, target)
    assert restore(target, other_gate) is None
    again = other_gate.open("osei", "battery staple")
    assert contents(again) == contents(store)
    assert again.verify_audit().broken_at is None
    actions = [entry.entry.action for entry in again.audit(NOW, NOW.replace(hour=23))]
    assert actions[-1] == "restore backup"
    again.close()


def test_that_a_backup_put_back_keeps_what_it_replaces(
    store: SqlStore, gate: PracticeGate, target: Path
) -> None:
    back_up(store, target)
    before = contents(store)
    saved(store, a_patient())
    store.close()
    kept = restore(target, gate)
    assert kept is not None
    again = gate.open("root", PASSWORD)
    assert contents(again) == before
    saved(again, a_patient())
    assert again.verify_audit().broken_at is None
    again.close()


def test_that_the_replaced_file_can_still_be_opened(
    gates: PracticeGates, local_gate: LocalGate, target: Path
) -> None:
    gate = local_gate
    store = gate.open("root", PASSWORD)
    back_up(store, target)
    saved(store, a_patient())
    store.close()
    first, second = restore(target, gate), restore(target, gate)
    assert first is not None
    assert second not in {None, first}
    kept = gates.local(first).open("root", PASSWORD)
    with kept.read() as work:
        assert work.queries.count_patients() == 1
    kept.close()


def sign_all_plans(store: SqlStore) -> None:
    with store.write(an_entry()) as work:
        for plan in work.plans.all():
            signed = replace(plan, status=PlanStatus.SIGNED, signed_by=UserId(new_id()), signed_at=NOW)
            work.plans.save(signed)


@pytest.mark.postgres
def test_that_a_practice_moves_to_a_server_and_back(
    gates: PracticeGates, local_gate: LocalGate, target: Path, postgres_server: TestServer
) -> None:
    solo = local_gate
    store = solo.open("root", PASSWORD)
    saved(store, *(one for one in every_kind(a_full_patient()) if type(one).__name__ != "User"))
    sign_all_plans(store)
    back_up(store, target)
    before = contents(store)
    store.close()
    server = gates.server(postgres_server.empty())
    assert restore(target, server) is None
    there = server.open("root", PASSWORD)
    assert contents(there) == before
    home = target.with_name("home.mmbackup")
    back_up(there, home)
    there.close()
    restore(home, solo)
    again = solo.open("root", PASSWORD)
    assert contents(again) == before
    again.close()


def test_that_the_last_backup_is_remembered(store: SqlStore, target: Path) -> None:
    assert store.status().last_backup is None
    back_up(store, target)
    assert store.status().last_backup == NOW


def test_that_a_backup_is_one_file_and_tells_nothing(store: SqlStore, target: Path) -> None:
    saved(store, a_patient(family_name=CANARY))
    back_up(store, target)
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    content = target.read_bytes()
    assert CANARY.encode() not in content
    assert store.keys.held.value.hex().encode() not in content


def test_that_a_backup_is_never_overwritten(store: SqlStore, target: Path) -> None:
    target.write_text("something else")
    with pytest.raises(Refused, match="not overwritten"):
        back_up(store, target)
    assert target.read_text() == "something else"


@pytest.mark.parametrize("at", range(1, 5))
def test_that_a_cancelled_backup_leaves_nothing(store: SqlStore, target: Path, at: int) -> None:
    calls = 0

    def report(done: int, of: int, text: str) -> None:
        nonlocal calls
        calls += 1
        if calls == at and "complete" not in text:
            raise Cancelled

    if at < 4:
        with pytest.raises(Cancelled):
            EncryptedBackups().back_up(store, target, report)
        assert list(target.parent.iterdir()) == []
        assert store.status().last_backup is None
    saved(store, a_patient())


def test_that_a_backup_made_while_others_write_is_one_moment(
    store: SqlStore, target: Path, other_gate: LocalGate
) -> None:
    """Writers add a patient and her allergy in one unit of work; no copy has one without the other."""
    stop, written = Event(), 0

    def write_on() -> int:
        done = 0
        while not stop.is_set():
            patient = a_patient()
            with store.write(an_entry()) as work:
                work.patients.save(patient)
                work.allergies.save(an_allergy(patient))
            done += 1
        return done

    def report(done: int, of: int, text: str) -> None:
        saved(store, a_patient(address="x" * 20_000))

    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(write_on) for _ in range(2)]
        EncryptedBackups().back_up(store, target, report)
        stop.set()
        written = sum(writer.result() for writer in writers)
    restore(target, other_gate)
    again = other_gate.open("root", PASSWORD)
    assert again.verify_audit().broken_at is None
    with again.read() as work:
        patients = {one.id for one in work.patients.all() if not one.address}
        allergies = {one.patient_id for one in work.allergies.all()} & patients
    again.close()
    assert written > 0
    assert patients == allergies


# a copy that is not whole


def lose_a_row(connection: Any) -> None:
    connection.execute(text("PRAGMA foreign_keys = OFF"))
    connection.execute(text("DELETE FROM allergy"))


def test_that_a_copy_that_lost_a_row_is_thrown_away(
    store: SqlStore, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup_file.copy_anew

    def lossy(source: Any, file: Any, report: Any) -> Any:
        rows = real(source, file, report)
        engine = file.engine()
        with writing(engine) as connection, connection.begin():
            lose_a_row(connection)
        engine.dispose()
        return rows

    monkeypatch.setattr(backup_file, "copy_anew", lossy)
    with pytest.raises(StoreUnavailable, match="did not stand the check"):
        back_up(store, target)
    assert list(target.parent.iterdir()) == []
    assert store.status().last_backup is None


def test_that_a_full_disk_while_backing_up_leaves_nothing(
    store: SqlStore, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(container, "sync_file", full)
    with pytest.raises(StoreUnavailable, match="no room for the backup"):
        back_up(store, target)
    assert list(target.parent.iterdir()) == []


def test_that_a_backup_that_cannot_be_noted_stays_and_says_so(
    store: SqlStore, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreUnavailable(file_failures.FULL)

    with monkeypatch.context() as disk:
        disk.setattr(facts, "put_last_backup", full)
        with pytest.raises(StoreUnavailable) as told:
            back_up(store, target)
    assert told.value.sentence == backup_file.NOT_NOTED.format(file_failures.FULL)
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert store.status().last_backup is None
