"""Signing in, locking, and permission before anything else."""

import pytest

from medmanager.domain.errors import NotAllowed, Refused
from medmanager.domain.user import ALLOWED, Act, Role
from medmanager.services.session import Session
from tests.builders import a_session, a_user
from tests.fakes import FakeClock, FakeGate, FakeQuickUnlock


def test_that_a_locked_session_lets_nothing_through_until_it_is_unlocked() -> None:
    session = a_session()
    session.lock()
    assert session.locked
    with pytest.raises(NotAllowed, match="locked"):
        session.read(Act.SEE_CHART)
    session.unlock("secret")
    with session.read(Act.SEE_CHART) as work:
        assert work.users.all()


def test_that_locking_closes_the_store() -> None:
    session = a_session()
    session.lock()
    assert isinstance(session.gate, FakeGate)
    assert all(store.closed for store in session.gate.opened)


def test_that_a_wrong_password_leaves_the_session_locked() -> None:
    session = a_session()
    session.lock()
    with pytest.raises(NotAllowed):
        session.unlock("wrong")
    assert session.locked


def test_that_sign_in_lock_and_sign_out_are_audited() -> None:
    session = a_session()
    session.lock()
    session.unlock("secret")
    session.sign_out()
    assert isinstance(session.gate, FakeGate)
    actions = [entry.action for store in session.gate.opened for entry in store.audited]
    assert actions == ["sign in", "lock", "unlock", "sign out"]


def test_that_a_missing_right_is_named_in_the_sentence() -> None:
    session = a_session(Role.FRONT_DESK)
    with pytest.raises(NotAllowed, match=r"front desk.*may not open charts"):
        session.read(Act.SEE_CHART)


def test_that_front_desk_and_admin_never_reach_a_chart() -> None:
    clinical = {Act.SEE_CHART, Act.EDIT_CHART, Act.DRAFT_PLAN, Act.SIGN_PLAN, Act.PRINT_CLINICAL}
    for role in (Role.FRONT_DESK, Role.ADMIN):
        assert not clinical & ALLOWED[role]


def test_that_a_nurse_practitioner_signs_only_where_it_was_granted() -> None:
    assert not a_user(Role.NURSE_PRACTITIONER).may(Act.SIGN_PLAN)
    assert a_user(Role.NURSE_PRACTITIONER, may_sign=True).may(Act.SIGN_PLAN)


def test_that_somebody_who_was_removed_may_do_nothing() -> None:
    person = a_user(Role.ADMIN, active=False)
    assert not any(person.may(act) for act in Act)


def with_keychain() -> tuple[Session, FakeQuickUnlock]:
    session = a_session()
    assert isinstance(session.gate, FakeGate)
    keychain = FakeQuickUnlock(session.gate)
    own = Session(session.gate, FakeClock(), lambda gate: keychain)
    own.sign_in("osei", "secret")
    return own, keychain


def test_that_the_keychain_unlocks_once_the_person_asked_for_it() -> None:
    session, _ = with_keychain()
    assert not session.quick_unlock_works()
    session.set_quick_unlock(True)
    session.lock()
    assert session.unlock_quickly().login == "osei"
    assert not session.locked


def test_that_a_keychain_that_lost_its_secret_leaves_the_password() -> None:
    session, keychain = with_keychain()
    session.set_quick_unlock(True)
    keychain.kept.clear()
    session.lock()
    with pytest.raises(NotAllowed, match="password"):
        session.unlock_quickly()
    assert session.unlock("secret").login == "osei"


def test_that_quick_unlock_without_a_keychain_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="on this computer only"):
        a_session().set_quick_unlock(True)
