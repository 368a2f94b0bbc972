"""The first run: page by page to a practice one can sign in to."""

from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from medmanager.domain.calendar.week import DayHours, Week
from medmanager.domain.errors import StoreUnavailable
from medmanager.domain.practice import Practice
from medmanager.domain.user import Role, User
from medmanager.services.ports import Gate, QuickUnlock
from medmanager.services.session import Session
from medmanager.services.setup import Setup, Whereabouts
from tests.builders import a_practice
from tests.fakes import FakeClock, FakeGate
from tests.kit.fakes import fake_context
from ui.screens.first_run.pages import Answers, Page, sign_ins
from ui.screens.first_run.presenter import FirstRunPresenter

WORDS = "four plain words here"
SERVER = "postgresql://osei@practice/medmanager"
HERE = Path("usual")


@dataclass
class Book:
    """Remembers its pages, and how the first run ended."""

    pages: list[Page] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    key: str = ""
    about: str = ""
    entered: list[User] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)

    def show_page(self, page: Page, answers: Answers) -> None:
        self.pages.append(page)

    def show_problem(self, sentence: str, field: str) -> None:
        self.problems.append((sentence, field))

    def show_busy(self, busy: bool) -> None:
        """Nothing to see."""

    def show_key(self, key: str, about: str) -> None:
        self.key, self.about = key, about

    def let_in(self, user: User) -> None:
        self.entered.append(user)

    def say_found(self) -> None:
        self.ways.append("sign in")

    def ask_backup(self) -> None:
        self.ways.append("backup")


class DeadGate(FakeGate):
    """A server that does not answer."""

    def exists(self) -> bool:
        raise StoreUnavailable("The practice server does not answer.")


@dataclass
class Places:
    """Gates of this computer and of one server."""

    here: FakeGate = field(default_factory=lambda: FakeGate(FakeClock()))
    there: FakeGate = field(default_factory=lambda: FakeGate(FakeClock()))

    def local(self, folder: Path) -> Gate:
        return self.here

    def server(self, url: str) -> Gate:
        return self.there

    def quick_unlock(self, gate: Gate) -> QuickUnlock | None:
        return None


def begun(places: Places | None = None) -> tuple[FirstRunPresenter, Book, Places]:
    places = places or Places()
    session = Session(places.here, FakeClock())
    setup = Setup(session, places, Whereabouts(str(HERE), HERE, list[str]().append))
    book = Book()
    presenter = FirstRunPresenter(fake_context(SimpleNamespace(session=session, setup=setup)), book, book)
    presenter.begin()
    return presenter, book, places


def with_practice(gate: FakeGate) -> FakeGate:
    practice = a_practice()
    gate.shelf.of(Practice)[practice.id] = practice
    return gate


def fill_in(presenter: FirstRunPresenter) -> None:
    presenter.type_in(name="Harbor Lane", phone="555", display_name="Dr. Amara Osei", login="Osei")


def walk_to_key(presenter: FirstRunPresenter) -> None:
    fill_in(presenter)
    for _ in range(4):
        presenter.go_on(WORDS, WORDS)


def test_that_four_pages_and_the_key_make_a_practice() -> None:
    presenter, book, places = begun()
    walk_to_key(presenter)
    assert book.pages == [Page.PLACE, Page.PRACTICE, Page.PERSON, Page.HOURS, Page.KEY]
    assert places.here.exists()
    assert book.about == "Harbor Lane, made Nov 23, 2026"
    presenter.finish(key_is_on_paper=True)
    assert [(user.login, user.role) for user in book.entered] == [("osei", Role.PROVIDER)]


def test_that_there_are_at_most_five_pages() -> None:
    assert len(Page) <= 5


def test_that_going_back_keeps_everything_typed() -> None:
    presenter, _, _ = begun()
    fill_in(presenter)
    presenter.go_on()
    presenter.go_on()
    presenter.go_back()
    assert presenter.page is Page.PRACTICE
    assert presenter.answers.name == "Harbor Lane"


def test_that_a_practice_without_a_name_is_refused_beside_the_field() -> None:
    presenter, book, _ = begun()
    presenter.go_on()
    presenter.go_on()
    assert book.problems[-1][1] == "name"
    assert presenter.page is Page.PRACTICE


@pytest.mark.parametrize(
    ("typed", "password", "again", "field"),
    [
        ({"display_name": " "}, WORDS, WORDS, "display_name"),
        ({"login": ""}, WORDS, WORDS, "login"),
        ({"login": "anna koval"}, WORDS, WORDS, "login"),
        ({}, "short", "short", "password"),
        ({}, WORDS, WORDS + "!", "again"),
    ],
)
def test_that_a_person_who_could_not_sign_in_is_refused_beside_the_field_and_nothing_is_made(
    typed: dict[str, str], password: str, again: str, field: str
) -> None:
    presenter, book, places = begun()
    fill_in(presenter)
    presenter.type_in(**typed)
    for _ in range(4):
        presenter.go_on(password, again)
    assert book.problems[-1][1] == field
    assert presenter.page is Page.PERSON
    assert not places.here.exists()


def test_that_a_day_that_closes_before_it_opens_is_refused_with_its_name() -> None:
    presenter, book, places = begun()
    fill_in(presenter)
    presenter.type_in(week=Week((DayHours(2, True, time(17), time(9)),)))
    for _ in range(4):
        presenter.go_on(WORDS, WORDS)
    assert book.problems[-1][0].startswith("Wednesday must close")
    assert not places.here.exists()


def test_that_the_wrong_group_of_the_key_does_not_finish() -> None:
    presenter, book, _ = begun()
    walk_to_key(presenter)
    presenter.finish(key_is_on_paper=False)
    assert not book.entered
    assert book.problems[-1][1] == "group"


def test_that_the_hours_reach_the_practice() -> None:
    presenter, _, places = begun()
    walk_to_key(presenter)
    (practice,) = places.here.shelf.of(Practice).values()
    assert len(practice.hours) == 10


def test_that_a_server_that_holds_the_practice_leads_to_signing_in() -> None:
    presenter, book, _ = begun(Places(there=with_practice(FakeGate(FakeClock()))))
    presenter.type_in(on_server=True, url=SERVER)
    presenter.go_on()
    assert book.ways == ["sign in"]


def test_that_this_computer_that_holds_the_practice_leads_to_signing_in() -> None:
    presenter, book, _ = begun(Places(here=with_practice(FakeGate(FakeClock()))))
    presenter.go_on()
    assert book.ways == ["sign in"]


def test_that_who_turns_back_from_the_server_makes_the_practice_on_this_computer() -> None:
    presenter, _, places = begun()
    presenter.type_in(on_server=True, url=SERVER)
    presenter.go_on()
    presenter.go_back()
    presenter.type_in(on_server=False)
    walk_to_key(presenter)
    assert places.here.exists()
    assert not places.there.exists()


@pytest.mark.parametrize("url", ["http://practice", SERVER])
def test_that_a_server_that_is_none_or_does_not_answer_is_told_beside_its_address(url: str) -> None:
    presenter, book, _ = begun(Places(there=DeadGate(FakeClock())))
    presenter.type_in(on_server=True, url=url)
    presenter.go_on()
    assert book.problems[-1][1] == "url"
    assert presenter.page is Page.PLACE


def test_that_a_backup_is_asked_for_where_there_is_no_practice_and_nowhere_else() -> None:
    presenter, book, _ = begun(Places(there=with_practice(FakeGate(FakeClock()))))
    presenter.restore()
    presenter.type_in(on_server=True, url=SERVER)
    presenter.restore()
    assert book.ways == ["backup", "sign in"]


def test_that_a_server_has_no_page_for_the_recovery_key() -> None:
    assert Page.KEY in Answers().pages()
    assert Page.KEY not in Answers(on_server=True).pages()


def test_that_the_sign_ins_are_told_as_they_will_be() -> None:
    assert "koval for patients" in sign_ins("Koval ", also_provider=True)
    assert "koval.admin for people" in sign_ins("Koval ", also_provider=True)
    assert "opens no charts" in sign_ins("Koval", also_provider=False)
