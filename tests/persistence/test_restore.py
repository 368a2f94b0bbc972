"""Restores: refused with a sentence, or put in place wholly or not at all."""

import os
import shutil
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from medmanager.domain.errors import Cancelled, NotAllowed, Refused, StoreUnavailable
from medmanager.domain.user import Role
from medmanager.persistence import moves
from medmanager.persistence.backup import EncryptedBackups
from medmanager.persistence.gates import PracticeGates
from medmanager.persistence.local_gate import LocalGate
from tests.builders import NOW, a_practice, a_user
from tests.fakes import FakeClock
from tests.persistence.conftest import CHEAP, PASSWORD
from tests.persistence.copies import PracticeGate, back_up, restore
from tests.persistence.samples import a_full_patient, an_entry, every_kind, saved
from tests.servers import TestServer


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


@pytest.mark.parametrize("kind", ["file", pytest.param("server", marks=pytest.mark.postgres)])
def test_that_only_an_administrator_replaces_a_practice_and_others_bring_one_back(
    gates: PracticeGates, present: LocalGate, target: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    with closing(present.open("root", PASSWORD)) as store:
        present.add_person(store, a_user(Role.PROVIDER, "osei"), "battery staple")
        back_up(store, target)
    there: PracticeGate = present
    empty: PracticeGate = gates.local(target.with_name("empty"))
    if kind == "server":
        server: TestServer = request.getfixturevalue("postgres_server")
        there, empty = (gates.server(server.empty()) for _ in range(2))
        restore(target, there)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        restore(target, there, "osei", "battery staple")
    assert restore(target, empty, "osei", "battery staple") is None
    assert restore(target, there) is not None


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
