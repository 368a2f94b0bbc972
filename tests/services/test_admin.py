"""People, practice, and the first run."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from medmanager.domain.errors import NotAllowed, Refused
from medmanager.domain.practice import PracticeCard
from medmanager.domain.user import FirstPerson, Role
from medmanager.services.admin import Admin
from medmanager.services.backups import BackupDesk
from medmanager.services.ports import Gate, Progress, QuickUnlock, Store
from medmanager.services.session import Session
from medmanager.services.setup import Setup
from tests.builders import NOW, a_session
from tests.fakes import FakeClock, FakeGate

LONG = "four plain words here"


class FakeGates:
    def local(self, folder: Path) -> Gate:
        return FakeGate(FakeClock())

    def server(self, url: str) -> Gate:
        return FakeGate(FakeClock())

    def quick_unlock(self, gate: Gate) -> QuickUnlock | None:
        return None


class FakeBackups:
    def __init__(self) -> None:
        self.made: list[Path] = []

    def back_up(self, store: Store, target: Path, report: Progress) -> datetime:
        self.made.append(target)
        return NOW

    def restore(self, source: Path, into: Gate, login: str, password: str, report: Progress) -> Path | None:
        return None


def silent(done: int, of: int, text: str) -> None:
    """Progress that nobody watches."""


def test_that_an_administrator_adds_a_person_who_then_can_sign_in() -> None:
    session = a_session(Role.ADMIN)
    Admin(session).add_user("N.Ferreira", "Noa Ferreira", Role.NURSE_PRACTITIONER, LONG, "PMHNP")
    assert ("n.ferreira", "Noa Ferreira") in session.people()


@pytest.mark.parametrize("login", ["", "  ", "a b", "a/b", "x" * 41, "né<"])
def test_that_an_unusable_sign_in_name_is_refused(login: str) -> None:
    with pytest.raises(Refused):
        Admin(a_session(Role.ADMIN)).add_user(login, "Noa Ferreira", Role.PROVIDER, LONG)


def test_that_a_taken_sign_in_name_is_refused() -> None:
    with pytest.raises(Refused, match="taken"):
        Admin(a_session(Role.ADMIN)).add_user("OSEI", "Another Osei", Role.PROVIDER, LONG)


def test_that_a_short_password_is_refused() -> None:
    with pytest.raises(Refused, match="10 characters"):
        Admin(a_session(Role.ADMIN)).add_user("new", "New Person", Role.PROVIDER, "short")


def test_that_only_an_administrator_adds_people() -> None:
    with pytest.raises(NotAllowed):
        Admin(a_session(Role.PROVIDER)).add_user("new", "New Person", Role.PROVIDER, LONG)


def test_that_the_last_administrator_stays_one() -> None:
    session = a_session(Role.ADMIN)
    with pytest.raises(Refused, match="last administrator"):
        Admin(session).edit_user(replace(session.user, role=Role.PROVIDER))


def test_that_nobody_removes_herself() -> None:
    session = a_session(Role.ADMIN)
    with pytest.raises(Refused, match="yourself"):
        Admin(session).remove_user(session.user)


def test_that_the_lock_time_outside_policy_is_refused() -> None:
    session = a_session(Role.ADMIN)
    with pytest.raises(Refused, match="1 to 30"):
        replace(session.practice, lock_minutes=31)


def test_that_saving_the_practice_is_seen_by_the_session() -> None:
    session = a_session(Role.ADMIN)
    Admin(session).edit_practice(replace(session.practice, lock_minutes=5))
    assert session.practice.lock_minutes == 5


def test_that_the_first_run_makes_a_practice_and_signs_its_maker_in() -> None:
    clock = FakeClock()
    session = Session(FakeGate(clock), clock)
    setup = Setup(session, FakeGates(), list[str]().append)
    assert setup.needed
    person = FirstPerson("osei", "Dr. Amara Osei", LONG, also_provider=True)
    assert setup.create(PracticeCard("Harbor Lane"), person)
    assert not setup.needed
    assert session.user.role is Role.ADMIN
    assert session.sign_in("osei", LONG).role is Role.PROVIDER


def test_that_a_second_practice_in_the_same_place_is_refused() -> None:
    session = a_session(Role.ADMIN)
    with pytest.raises(Refused, match="already"):
        Setup(session, FakeGates(), list[str]().append).create(
            PracticeCard("Other"), FirstPerson("a", "A", LONG)
        )


def test_that_a_server_address_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match="postgresql://"):
        Setup(a_session(), FakeGates(), list[str]().append).use_server("mysql://there")


def test_that_a_password_does_not_show_in_the_first_persons_repr() -> None:
    assert LONG not in repr(FirstPerson("osei", "Dr. Amara Osei", LONG))


def test_that_a_backup_never_overwrites_a_file(tmp_path: Path) -> None:
    taken = tmp_path / "kept.mmbackup"
    taken.write_text("other")
    backups = FakeBackups()
    with pytest.raises(Refused, match="not overwritten"):
        BackupDesk(a_session(Role.ADMIN), backups).back_up(taken, silent)
    assert not backups.made
    assert taken.read_text() == "other"


def test_that_only_an_administrator_backs_up(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        BackupDesk(a_session(Role.NURSE_PRACTITIONER), FakeBackups()).back_up(tmp_path / "new", silent)


def test_that_a_restore_signs_everybody_out(tmp_path: Path) -> None:
    session = a_session(Role.ADMIN)
    BackupDesk(session, FakeBackups()).restore(tmp_path / "kept", "osei", "secret", silent)
    assert not session.signed_in


def test_that_the_suggested_backup_name_names_nobody() -> None:
    assert (
        BackupDesk(a_session(Role.ADMIN), FakeBackups()).suggested_name()
        == "MedManager-2026-11-23-1542.mmbackup"
    )
