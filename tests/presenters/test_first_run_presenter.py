"""The first run: page by page to a practice one can sign in to."""

from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from types import SimpleNamespace

from medmanager.domain.practice import Practice
from medmanager.domain.user import Role, User
from medmanager.services.ports import Gate, QuickUnlock
from medmanager.services.session import Session
from medmanager.services.setup import Setup
from tests.builders import a_session
from tests.fakes import FakeClock, FakeGate
from tests.kit.fakes import fake_context
from ui.screens.first_run.pages import Answers, DayHours, Page
from ui.screens.first_run.presenter import ASKED_GROUP, FirstRunPresenter

WORDS = "four plain words here"


@dataclass
class Book:
    """Remembers its pages."""

    pages: list[Page] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    key: str = ""

    def show_page(self, page: Page, answers: Answers) -> None:
        self.pages.append(page)

    def show_problem(self, sentence: str, field: str) -> None:
        self.problems.append((sentence, field))

    def show_busy(self, busy: bool) -> None:
        """Nothing to see."""

    def show_key(self, key: str, group: int) -> None:
        self.key = key


class OneGate:
    """Gates with one practice."""

    def __init__(self, gate: FakeGate) -> None:
        self.gate = gate

    def local(self, folder: Path) -> Gate:
        return self.gate

    def server(self, url: str) -> Gate:
        return self.gate

    def quick_unlock(self, gate: Gate) -> QuickUnlock | None:
        return None


def found() -> None:
    raise AssertionError("there is no practice yet")


def begun() -> tuple[FirstRunPresenter, Book, FakeGate, list[User]]:
    remembered: list[str] = []
    clock = FakeClock()
    gate = FakeGate(clock)
    session = Session(gate, clock)
    book, entered = Book(), list[User]()
    services = SimpleNamespace(session=session, setup=Setup(session, OneGate(gate), remembered.append))
    presenter = FirstRunPresenter(fake_context(services), book, entered.append, found)
    presenter.begin()
    return presenter, book, gate, entered


def fill_in(presenter: FirstRunPresenter) -> None:
    presenter.type_in(name="Harbor Lane", phone="555", display_name="Dr. Amara Osei", login="Osei")


def walk_to_key(presenter: FirstRunPresenter) -> None:
    fill_in(presenter)
    for _ in range(4):
        presenter.go_on(WORDS, WORDS)


def test_that_four_pages_and_the_key_make_a_practice() -> None:
    presenter, book, gate, entered = begun()
    walk_to_key(presenter)
    assert book.pages == [Page.PLACE, Page.PRACTICE, Page.PERSON, Page.HOURS, Page.KEY]
    assert gate.exists()
    presenter.finish(book.key.split("-")[ASKED_GROUP - 1])
    assert [(user.login, user.role) for user in entered] == [("osei", Role.PROVIDER)]


def test_that_there_are_at_most_five_pages() -> None:
    assert len(Page) <= 5


def test_that_going_back_keeps_everything_typed() -> None:
    presenter, _, _, _ = begun()
    fill_in(presenter)
    presenter.go_on()
    presenter.go_on()
    presenter.go_back()
    assert presenter.page is Page.PRACTICE
    assert presenter.answers.name == "Harbor Lane"


def test_that_a_practice_without_a_name_is_refused_beside_the_field() -> None:
    presenter, book, _, _ = begun()
    presenter.go_on()
    presenter.go_on()
    assert book.problems[-1][1] == "name"
    assert presenter.page is Page.PRACTICE


def test_that_two_different_passwords_are_refused_and_nothing_is_made() -> None:
    presenter, book, gate, _ = begun()
    fill_in(presenter)
    presenter.go_on()
    presenter.go_on()
    presenter.go_on(WORDS, WORDS + "!")
    assert book.problems[-1][1] == "again"
    assert not gate.exists()


def test_that_a_day_that_closes_before_it_opens_is_refused() -> None:
    presenter, book, gate, _ = begun()
    fill_in(presenter)
    presenter.type_in(days=(DayHours(0, is_open=True, start=time(17), end=time(9)),))
    for _ in range(4):
        presenter.go_on(WORDS, WORDS)
    assert book.problems[-1][1] == "day0"
    assert not gate.exists()


def test_that_the_wrong_group_of_the_key_does_not_finish() -> None:
    presenter, book, _, entered = begun()
    walk_to_key(presenter)
    presenter.finish("XXXXX")
    assert not entered
    assert book.problems[-1][1] == "group"


def test_that_lunch_splits_a_day_in_two_openings() -> None:
    hours = Answers().hours()
    assert len(hours) == 10
    assert (hours[0].end, hours[1].start) == (time(12), time(13))


def test_that_hours_without_lunch_are_one_opening_a_day() -> None:
    assert len(Answers(lunch=None).hours()) == 5


def test_that_the_hours_reach_the_practice() -> None:
    presenter, _, gate, _ = begun()
    walk_to_key(presenter)
    (practice,) = gate.shelf.of(Practice).values()
    assert len(practice.hours) == 10


def test_that_a_server_that_holds_the_practice_leads_to_signing_in() -> None:
    session = a_session(Role.ADMIN)
    assert isinstance(session.gate, FakeGate)
    remembered, seen = list[str](), list[str]()
    services = SimpleNamespace(
        session=session, setup=Setup(session, OneGate(session.gate), remembered.append)
    )
    presenter = FirstRunPresenter(
        fake_context(services), Book(), list[User]().append, lambda: seen.append("sign in")
    )
    presenter.type_in(on_server=True, url="postgresql://osei@practice/medmanager")
    presenter.go_on()
    assert seen == ["sign in"]
    assert remembered == ["postgresql://osei@practice/medmanager"]


def test_that_an_address_that_is_no_server_is_refused_beside_the_field() -> None:
    presenter, book, _, _ = begun()
    presenter.type_in(on_server=True, url="http://practice")
    presenter.go_on()
    assert book.problems[-1][1] == "url"
    assert presenter.page is Page.PLACE
