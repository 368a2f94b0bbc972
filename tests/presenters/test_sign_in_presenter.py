"""Signing in, unlocking, recovery: what the card is told."""

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest

from medmanager.domain.errors import StoreUnavailable
from medmanager.domain.user import User
from medmanager.services.session import Session
from tests.builders import NOW, a_session
from tests.fakes import FakeGate
from tests.kit.fakes import fake_context
from ui.screens.sign_in.door import Door
from ui.screens.sign_in.presenter import SignInPresenter


@dataclass
class Card:
    """Remembers what it was told."""

    doors: list[Door] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    busy: list[bool] = field(default_factory=list)
    quick: bool | None = None

    def show_door(self, door: Door) -> None:
        self.doors.append(door)

    def show_words(self, text: str) -> None:
        self.words = text

    def show_problem(self, sentence: str) -> None:
        self.problems.append(sentence)

    def refuse(self, sentence: str) -> None:
        self.problems.append(sentence)

    def show_busy(self, busy: bool) -> None:
        self.busy.append(busy)

    def offer_quick(self, works: bool) -> None:
        self.quick = works

    def say(self, sentence: str) -> None:
        self.said.append(sentence)


@dataclass
class Paper:
    """A dialog that remembers."""

    accepted: bool = False
    problem: str = ""

    def accept(self) -> None:
        self.accepted = True

    def set_busy(self, busy: bool) -> None:
        """Nothing to see."""

    def show_problem(self, problem: str) -> None:
        self.problem = problem


def presenter_of(session: Session, **services: object) -> tuple[SignInPresenter, Card, list[User]]:
    card, entered = Card(), list[User]()
    context = fake_context(SimpleNamespace(session=session, **services))
    return SignInPresenter(context, card, entered.append), card, entered


def test_that_the_card_lists_who_can_sign_in() -> None:
    session = a_session()
    session.sign_out()
    presenter, card, _ = presenter_of(session)
    presenter.welcome("osei")
    assert card.doors[-1].people == (("osei", "Dr. Amara Osei"),)
    assert card.doors[-1].chosen == "osei"


def test_that_the_place_for_people_is_kept_until_they_are_known() -> None:
    presenter, card, _ = presenter_of(a_session())
    presenter.look()
    assert card.doors[-1].waiting
    assert card.busy == [True]
    presenter.welcome()
    assert not card.doors[-1].waiting
    assert card.busy == [True, False]


def test_that_a_practice_out_of_reach_says_so_and_takes_a_typed_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(gate: FakeGate) -> tuple[tuple[str, str], ...]:
        raise StoreUnavailable("The practice server does not answer.")

    session = a_session()
    monkeypatch.setattr(FakeGate, "people", silent)
    presenter, card, _ = presenter_of(session)
    presenter.look()
    presenter.welcome()
    assert (card.doors[-1].people, card.doors[-1].waiting) == ((), False)
    assert card.busy[-1] is False
    assert card.problems == ["The practice server does not answer."]


def test_that_the_right_password_lets_the_person_in() -> None:
    session = a_session()
    session.sign_out()
    presenter, _, entered = presenter_of(session)
    presenter.try_password("osei", "secret")
    assert [user.login for user in entered] == ["osei"]


def test_that_a_wrong_password_says_what_to_do_and_opens_nothing() -> None:
    session = a_session()
    session.sign_out()
    presenter, card, entered = presenter_of(session)
    presenter.try_password("osei", "wrong")
    assert not entered
    assert "try again" in card.problems[-1]
    assert not session.signed_in


def test_that_an_empty_password_is_not_tried() -> None:
    session = a_session()
    session.sign_out()
    presenter, card, _ = presenter_of(session)
    presenter.try_password("osei", "")
    assert card.problems == ["Write your password."]
    assert card.busy == []


def test_that_the_lock_names_nobody_but_the_person_who_worked() -> None:
    presenter, card, _ = presenter_of(a_session())
    presenter.locked(NOW, "after 10 minutes without input")
    door = card.doors[-1]
    assert door.people == (("osei", "Dr. Amara Osei"),)
    assert "What you typed is kept" in door.words


def test_that_unlocking_opens_the_same_persons_store_again() -> None:
    session = a_session()
    session.lock()
    presenter, _, entered = presenter_of(session)
    presenter.locked(NOW, "because you asked")
    presenter.try_password("osei", "secret")
    assert entered
    assert not session.locked


def test_that_switching_signs_the_locked_person_out() -> None:
    session = a_session()
    presenter, card, _ = presenter_of(session)
    presenter.locked(NOW, "because you asked")
    presenter.switch()
    assert not session.signed_in
    assert card.doors[-1].title == "Sign in"


def test_that_a_wrong_recovery_key_is_told_in_its_dialog() -> None:
    session = a_session()
    session.sign_out()
    presenter, _, entered = presenter_of(session)
    paper = Paper()
    presenter.recover(paper, "WRONG", "osei", "four plain words here")
    assert "letter by letter" in paper.problem
    assert not paper.accepted
    assert not entered


def test_that_a_short_new_password_is_refused_before_the_key_is_tried() -> None:
    session = a_session()
    presenter, _, _ = presenter_of(session)
    paper = Paper()
    presenter.recover(paper, "ANY", "osei", "short")
    assert "10 characters" in paper.problem


def test_that_after_a_restore_the_card_says_so_and_where_the_old_one_is() -> None:
    session = a_session()
    session.sign_out()
    assert isinstance(session.gate, FakeGate)
    desk = SimpleNamespace(restore=lambda source, login, password, report: Path("practice.replaced"))
    presenter, card, _ = presenter_of(session, backups=desk)
    paper = Paper()
    restored: list[bool] = []
    presenter.restore(paper, (Path("kept.mmbackup"), "osei", "secret"), lambda: restored.append(True))
    assert paper.accepted
    assert restored
    assert "practice.replaced" in card.said[-1]
