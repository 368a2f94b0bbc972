"""People, practice, and backups."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from medmanager.domain.errors import NotAllowed, Refused
from medmanager.domain.user import FirstPerson, Role, User
from medmanager.services.admin import Admin
from medmanager.services.backups import BackupDesk
from medmanager.services.ports import Gate, Progress, Store
from tests.builders import NOW, a_session
from tests.fakes import FakeStore

LONG = "four plain words here"


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


@pytest.mark.parametrize("gone", [True, False])
def test_that_somebody_who_was_removed_is_let_in_again_with_a_new_password(gone: bool) -> None:
    session = a_session(Role.ADMIN)
    admin = Admin(session)
    admin.add_user("n.ferreira", "Noa Ferreira", Role.NURSE_PRACTITIONER, LONG)
    if gone:
        admin.remove_user(known(admin, "n.ferreira"))
        assert "n.ferreira" not in dict(session.people())
    admin.let_in_again(known(admin, "n.ferreira"), LONG + "!")
    assert session.sign_in("n.ferreira", LONG + "!").role is Role.NURSE_PRACTITIONER


def test_that_only_an_administrator_lets_in_again_or_makes_a_recovery_key() -> None:
    session = a_session(Role.PROVIDER)
    with pytest.raises(NotAllowed):
        Admin(session).let_in_again(session.user, LONG)
    with pytest.raises(NotAllowed):
        Admin(session).new_recovery_key()


def test_that_a_new_recovery_key_is_audited() -> None:
    session = a_session(Role.ADMIN)
    assert Admin(session).new_recovery_key()
    assert isinstance(session.store, FakeStore)
    assert session.store.audited[-1].action == "new recovery key"


def known(admin: Admin, login: str) -> User:
    return next(user for user in admin.users() if user.login == login)


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
    (tmp_path / "kept").touch()
    BackupDesk(session, FakeBackups()).restore(tmp_path / "kept", "osei", "secret", silent)
    assert not session.signed_in


def test_that_a_backup_that_is_not_there_is_told_and_nobody_is_signed_out(tmp_path: Path) -> None:
    session = a_session(Role.ADMIN)
    with pytest.raises(Refused, match="no such file"):
        BackupDesk(session, FakeBackups()).restore(tmp_path / "kept", "osei", "secret", silent)
    assert session.signed_in


def test_that_the_suggested_backup_name_has_the_practices_time_and_names_nobody() -> None:
    name = BackupDesk(a_session(Role.ADMIN), FakeBackups()).suggested_name()
    assert name == "MedManager-2026-11-23-1042.mmbackup", "it is 15:42 in UTC"
