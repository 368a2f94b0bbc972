"""Backups: checked before they count, made while others write, put back wholly or not at all."""

import os
import random
import shutil
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select, text

from medmanager.domain.errors import Cancelled, NotAllowed, Refused, StoreUnavailable
from medmanager.domain.user import Role
from medmanager.persistence import backup_file, container, moves
from medmanager.persistence.backup import EncryptedBackups
from medmanager.persistence.copying import tables_of
from medmanager.persistence.engine import reading, writing
from medmanager.persistence.gates import PracticeGates
from medmanager.persistence.local_gate import LocalGate
from medmanager.persistence.server_gate import ServerGate
from medmanager.persistence.store import SqlStore
from medmanager.services.ports import Backups
from tests.builders import NOW, a_patient, a_practice, a_user, an_allergy
from tests.fakes import FakeClock
from tests.persistence.conftest import CHEAP, PASSWORD
from tests.persistence.samples import a_full_patient, an_entry, every_kind, saved
from tests.servers import TestServer

CANARY = "Canarysurname"

PracticeGate = LocalGate | ServerGate


def quiet(done: int, of: int, text: str) -> None:
    """A report that nobody reads."""


@pytest.fixture
def gates(clock: FakeClock) -> PracticeGates:
    return PracticeGates(clock, lambda: CHEAP)


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
def target(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "today.mmbackup"


@pytest.fixture
def other_gate(gates: PracticeGates, tmp_path: Path) -> LocalGate:
    return gates.local(tmp_path / "other")


def contents(store: SqlStore) -> dict[str, list[Any]]:
    """All rows of the practice itself: not the ledger and the facts, which a restore adds to."""
    with reading(store.engine) as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in tables_of(connection)
            if table.name not in {"audit_entry", "ledger_head", "store_fact"}
        }


def back_up(store: SqlStore, target: Path) -> None:
    backups: Backups = EncryptedBackups()
    backups.back_up(store, target, quiet)


def restore(target: Path, gate: PracticeGate, login: str = "root", password: str = PASSWORD) -> Path | None:
    return EncryptedBackups().restore(target, gate, login, password, quiet)


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


@pytest.mark.postgres
def test_that_a_practice_moves_to_a_server_and_back(
    gates: PracticeGates, local_gate: LocalGate, target: Path, postgres_server: TestServer
) -> None:
    solo = local_gate
    store = solo.open("root", PASSWORD)
    saved(store, *(one for one in every_kind(a_full_patient()) if type(one).__name__ != "User"))
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
    with pytest.raises(StoreUnavailable, match="disk is full"):
        back_up(store, target)
    assert list(target.parent.iterdir()) == []


# restores that are refused


@pytest.fixture(scope="module")
def made_backup(made_practice: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("backup")
    shutil.copytree(made_practice, folder / "practice")
    store = PracticeGates(FakeClock(), lambda: CHEAP).local(folder / "practice").open("root", PASSWORD)
    saved(store, *(one for one in every_kind(a_full_patient()) if type(one).__name__ != "User"))
    back_up(store, folder / "made.mmbackup")
    store.close()
    return (folder / "made.mmbackup").read_bytes()


@pytest.fixture
def backup(made_backup: bytes, target: Path) -> Path:
    """A backup of a practice with one patient; root opens it with `PASSWORD`."""
    target.write_bytes(made_backup)
    return target


@pytest.fixture
def present(local_gate: LocalGate) -> LocalGate:
    """The practice that a restore would replace."""
    with closing(local_gate.open("root", PASSWORD)) as store, store.write(an_entry()) as work:
        work.practice.save(replace(work.practice.all()[0], name="Present"))
    return local_gate


def unchanged(gate: LocalGate) -> bool:
    names = {path.name for path in gate.folder.iterdir()}
    store = gate.open("root", PASSWORD)
    with store.read() as work:
        name = work.practice.all()[0].name
    store.close()
    return name == "Present" and names == {gate.database.name, *(path.name for path in gate.keys.paths)}


def test_that_a_wrong_password_changes_nothing(backup: Path, present: LocalGate) -> None:
    with pytest.raises(NotAllowed):
        restore(backup, present, password="wrong password")
    assert unchanged(present)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + bytes(200)])
def test_that_something_else_is_refused(tmp_path: Path, present: LocalGate, content: bytes) -> None:
    other = tmp_path / "other.mmbackup"
    other.write_bytes(content)
    with pytest.raises(Refused, match="not a backup"):
        restore(other, present)
    assert unchanged(present)


def test_that_a_missing_file_is_told(tmp_path: Path, present: LocalGate) -> None:
    with pytest.raises(StoreUnavailable):
        restore(tmp_path / "nothing", present)
    assert unchanged(present)


def test_that_a_newer_backup_is_refused(backup: Path, present: LocalGate, tmp_path: Path) -> None:
    newer = tmp_path / "newer.mmbackup"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(newer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'"version": 1\n', b'"version": 2\n'))
    with pytest.raises(Refused, match="newer MedManager"):
        restore(newer, present)
    assert unchanged(present)


@pytest.mark.rig
def test_that_a_damaged_backup_is_refused_or_whole(
    backup: Path, gates: PracticeGates, tmp_path: Path, rig_scale: float, dice: random.Random
) -> None:
    """Whatever byte is hit: a restore either refuses with a sentence or gives back every row."""
    restore(backup, gates.local(tmp_path / "whole"))
    store = gates.local(tmp_path / "whole").open("root", PASSWORD)
    wanted = contents(store)
    store.close()
    good = backup.read_bytes()
    for number in range(max(15, int(2000 * rig_scale))):
        content = bytearray(good)
        place = dice.randrange(len(content))
        content[place : place + dice.choice((1, 16, 600))] = os.urandom(1)
        backup.write_bytes(content)
        gate = gates.local(tmp_path / f"try{number}")
        try:
            restore(backup, gate)
        except (Refused, StoreUnavailable, NotAllowed):
            assert not gate.exists()
            continue
        again = gate.open("root", PASSWORD)
        assert contents(again) == wanted
        again.close()


# all or nothing


def cut_after(monkeypatch: pytest.MonkeyPatch, moved: int) -> None:
    """The computer goes off after so many renames of a restore."""
    count = 0
    real = os.replace

    def replace_or_stop(start: Any, end: Any) -> None:
        nonlocal count
        if str(end).endswith(moves.LIST):
            real(start, end)
            return
        if count == moved:
            raise KeyboardInterrupt
        count += 1
        real(start, end)

    monkeypatch.setattr(os, "replace", replace_or_stop)


@pytest.mark.parametrize("moved", range(6))
def test_that_a_restore_cut_anywhere_is_finished_at_the_next_start(
    backup: Path, present: LocalGate, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    with monkeypatch.context() as power:
        power.setattr("tempfile.TemporaryDirectory.cleanup", lambda self: self._finalizer.detach())
        cut_after(power, moved)
        with pytest.raises(KeyboardInterrupt):
            restore(backup, present)
    assert present.exists()
    store = present.open("root", PASSWORD)
    with store.read() as work:
        assert work.practice.all()[0].name != "Present"
        assert work.queries.count_patients() == 1
    store.close()
    assert list(present.folder.glob("replaced-*/practice.mmdb"))


@pytest.mark.parametrize("refused", range(6))
def test_that_a_restore_that_may_not_move_a_file_changes_nothing(
    backup: Path, present: LocalGate, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    count = 0
    real = moves.move_one

    def deny(start: Path, end: Path) -> None:
        nonlocal count
        count += 1
        if count == refused + 1:
            raise PermissionError(13, "in use by another program")
        real(start, end)

    monkeypatch.setattr(moves, "move_one", deny)
    with pytest.raises(StoreUnavailable):
        restore(backup, present)
    monkeypatch.undo()
    assert unchanged(present)


@pytest.mark.postgres
def test_that_a_restore_on_a_server_that_fails_changes_nothing(
    backup: Path, gates: PracticeGates, postgres_server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = gates.server(postgres_server.empty())
    gate.create(a_practice(name="Present"), a_user(Role.ADMIN, "root"), PASSWORD, NOW)

    def fail(done: int, of: int, text: str) -> None:
        if done == 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        EncryptedBackups().restore(backup, gate, "root", PASSWORD, fail)
    store = gate.open("root", PASSWORD)
    with store.read() as work:
        assert work.practice.all()[0].name == "Present"
    store.close()


def test_that_moves_never_end_on_a_taken_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("b")
    with pytest.raises(FileExistsError):
        moves.move_together(tmp_path, [(tmp_path / "a", tmp_path / "b")])
    assert (tmp_path / "a").read_text() == "a"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
