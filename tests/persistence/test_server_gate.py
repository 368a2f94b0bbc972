"""The way into a practice on a server."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from medmanager.domain.audit import Entry
from medmanager.domain.errors import NotAllowed, Refused, StoreUnavailable
from medmanager.domain.user import Role
from medmanager.persistence import schema
from medmanager.persistence.engine import writing
from medmanager.persistence.gates import PracticeGates
from medmanager.persistence.server_gate import ServerGate
from tests.builders import NOW, a_practice, a_user
from tests.fakes import FakeClock
from tests.persistence.conftest import CHEAP, PASSWORD
from tests.persistence.copies import quiet
from tests.persistence.samples import an_entry
from tests.servers import TestServer

pytestmark = pytest.mark.postgres


@pytest.fixture
def address(postgres_server: TestServer) -> Iterator[str]:
    made = postgres_server.empty()
    yield made
    postgres_server.drop(made)


@pytest.fixture
def empty_gate(address: str, clock: FakeClock) -> ServerGate:
    return PracticeGates(clock, lambda: CHEAP).server(address)


@pytest.fixture
def gate(empty_gate: ServerGate) -> ServerGate:
    assert empty_gate.create(a_practice(), a_user(Role.ADMIN, "Root"), PASSWORD, NOW) == ""
    return empty_gate


def actions(gate: ServerGate) -> list[str]:
    store = gate.open("root", PASSWORD)
    told = [entry.entry.action for entry in store.audit(NOW, NOW.replace(hour=23))]
    store.close()
    return told


def test_that_an_empty_database_holds_no_practice(empty_gate: ServerGate) -> None:
    assert not empty_gate.exists()
    with pytest.raises(StoreUnavailable, match="holds no practice"):
        empty_gate.people()


def test_that_a_new_practice_opens_for_its_first_person(gate: ServerGate) -> None:
    assert gate.exists()
    assert gate.people() == (("root", "Root"),)
    store = gate.open("ROOT", PASSWORD)
    assert store.status().kind == "practice server"
    assert store.actor_id is not None
    store.close()


def test_that_a_second_practice_is_not_made_over_the_first(gate: ServerGate) -> None:
    with pytest.raises(Refused, match="already"):
        gate.create(a_practice(), a_user(Role.ADMIN, "other"), PASSWORD, NOW)
    assert gate.people() == (("root", "Root"),)


def test_that_a_practice_that_cannot_be_made_leaves_nothing(empty_gate: ServerGate) -> None:
    with pytest.raises(Refused):
        empty_gate.create(a_practice(), replace(a_user(), colour=1 << 40), PASSWORD, NOW)
    assert not empty_gate.exists()


def test_that_a_wrong_password_is_refused_and_told_in_the_audit(gate: ServerGate) -> None:
    for login in ("root", "nobody"):
        with pytest.raises(NotAllowed, match="not right"):
            gate.open(login, "wrong password")
    assert actions(gate) == ["create practice", "sign in refused", "sign in refused"]


def test_that_people_come_and_go(gate: ServerGate) -> None:
    store = gate.open("root", PASSWORD)
    added = gate.add_person(store, a_user(login="Osei"), "battery staple")
    assert (added.login, added.version) == ("osei", 1)
    assert "battery" not in added.password_hash
    assert added.password_hash.startswith("$argon2id$")
    gate.open("osei", "battery staple").close()
    with pytest.raises(Refused):
        gate.add_person(store, a_user(), "another password")
    gate.open("osei", "battery staple").close()
    gate.remove_person(store, "osei")
    with pytest.raises(NotAllowed):
        gate.open("osei", "battery staple")
    store.close()


def test_that_a_password_set_inside_a_unit_of_work_is_not_in_its_way(gate: ServerGate) -> None:
    store = gate.open("root", PASSWORD)
    gate.add_person(store, a_user(), "battery staple")
    with store.write(Entry("reset password", store.actor_id)):
        gate.reset_password(store, "osei", "another password")
    store.close()
    gate.open("osei", "another password").close()
    with pytest.raises(NotAllowed):
        gate.open("osei", "battery staple")


def test_that_a_password_is_changed_by_who_knows_the_old_one(gate: ServerGate) -> None:
    with pytest.raises(NotAllowed):
        gate.change_password("root", "wrong password", "another password")
    gate.change_password("root", PASSWORD, "another password")
    with pytest.raises(NotAllowed):
        gate.open("root", PASSWORD)
    gate.open("root", "another password").close()


def test_that_a_person_who_is_not_active_is_refused(gate: ServerGate) -> None:
    store = gate.open("root", PASSWORD)
    gate.add_person(store, a_user(), "battery staple")
    with store.write(an_entry()) as work:
        osei = next(user for user in work.users.all() if user.login == "osei")
        work.users.save(replace(osei, active=False))
    store.close()
    assert gate.people() == (("root", "Root"),)
    with pytest.raises(NotAllowed):
        gate.open("osei", "battery staple")


def test_that_there_is_no_paper_key(gate: ServerGate) -> None:
    with pytest.raises(NotAllowed, match="no recovery key"):
        gate.open_with_recovery_key("ABCDE")


@pytest.mark.parametrize(("revision", "sentence"), [("newer", schema.NEWER), ("older", schema.OLDER)])
def test_that_another_schema_is_refused_with_what_to_do(
    gate: ServerGate, monkeypatch: pytest.MonkeyPatch, revision: str, sentence: str
) -> None:
    monkeypatch.setattr(schema, "REVISIONS", ("older", *schema.REVISIONS))
    with gate.connected() as engine, writing(engine) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    for attempt in (gate.people, lambda: gate.open("root", PASSWORD)):
        with pytest.raises(StoreUnavailable) as told:
            attempt()
        assert told.value.sentence == sentence


def test_that_the_place_names_no_password(clock: FakeClock) -> None:
    gate = PracticeGates(clock).server("postgresql://dana:secret@db.example.org/practice")
    assert gate.place() == "practice on db.example.org"
    assert "secret" not in repr(gate)


def newer_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """This program as its next release: one revision more, named "next"."""
    present, real = schema.HEAD, schema.upgrade
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "next"))
    monkeypatch.setattr(schema, "HEAD", "next")

    def upgrade(connection: Connection, revision: str = "next") -> None:
        if revision == present:
            real(connection, revision)
        else:
            connection.execute(text("UPDATE alembic_version SET version_num = 'next'"))

    monkeypatch.setattr(schema, "upgrade", upgrade)


def test_that_an_older_practice_is_upgraded_on_command_after_a_checked_backup(
    gate: ServerGate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert gate.upgrade("root", PASSWORD, tmp_path, quiet) is None
    newer_program(monkeypatch)
    with pytest.raises(StoreUnavailable, match="database upgrade"):
        gate.open("root", PASSWORD)
    kept = gate.upgrade("root", PASSWORD, tmp_path / "backups", quiet)
    assert kept is not None
    assert kept.exists()
    store = gate.open("root", PASSWORD)
    assert store.status().schema == "next"
    store.close()


def test_that_an_upgrade_without_its_backup_does_not_take_place(
    gate: ServerGate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "backups").write_text("a file where the folder should be")
    with monkeypatch.context() as newer:
        newer_program(newer)
        with pytest.raises(StoreUnavailable):
            gate.upgrade("root", PASSWORD, tmp_path / "backups", quiet)
    gate.open("root", PASSWORD).close()


def test_that_only_who_may_back_up_upgrades_a_server(
    gate: ServerGate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = gate.open("root", PASSWORD)
    gate.add_person(store, a_user(), "battery staple")
    store.close()
    with monkeypatch.context() as newer:
        newer_program(newer)
        with pytest.raises(NotAllowed):
            gate.upgrade("osei", "battery staple", tmp_path, quiet)
    assert list(tmp_path.iterdir()) == []
    gate.open("root", PASSWORD).close()
