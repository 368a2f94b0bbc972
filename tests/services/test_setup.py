"""The first run: where the practice is, and what it begins with."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.practice import PracticeCard
from medmanager.domain.user import FirstPerson, Role, User
from medmanager.services.admin import Admin
from medmanager.services.ports import Gate, QuickUnlock
from medmanager.services.session import Session
from medmanager.services.setup import Setup, Whereabouts
from tests.builders import a_session
from tests.fakes import FakeClock, FakeGate

LONG = "four plain words here"
HERE = Path("usual")
CARD = PracticeCard("Harbor Lane")


@dataclass
class Gates:
    """A gate for each place, made when first asked for."""

    made: dict[str, FakeGate] = field(default_factory=dict)

    def local(self, folder: Path) -> Gate:
        return self.made.setdefault(str(folder), FakeGate(FakeClock()))

    def server(self, url: str) -> Gate:
        return self.made.setdefault(url, FakeGate(FakeClock()))

    def quick_unlock(self, gate: Gate) -> QuickUnlock | None:
        return None


@dataclass
class Start:
    """A start of the program on a computer that knows of no practice."""

    gates: Gates = field(default_factory=Gates)
    noted: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session = Session(self.gates.local(HERE), FakeClock())
        whereabouts = Whereabouts(str(HERE), HERE, self.noted.append)
        self.setup = Setup(self.session, self.gates, whereabouts)


def a_person(login: str = "osei", *, also_provider: bool = True) -> FirstPerson:
    return FirstPerson(login, "Dr. Amara Osei", LONG, "MD", also_provider)


def people(start: Start) -> dict[str, User]:
    gate = start.session.gate
    assert isinstance(gate, FakeGate)
    return {user.login: user for user in gate.shelf.of(User).values()}


def test_that_who_treats_patients_gets_a_second_sign_in_with_a_name_of_its_own() -> None:
    start = Start()
    assert start.setup.needed
    assert start.setup.create(CARD, a_person())
    assert not start.setup.needed
    made = people(start)
    assert made["osei"].role is Role.PROVIDER
    assert made["osei"].signature == "Amara Osei, MD"
    assert made["osei.admin"].role is Role.ADMIN
    assert made["osei.admin"].display_name != made["osei"].display_name, "the sign-in card shows names only"
    assert start.session.sign_in("osei", LONG).role is Role.PROVIDER
    assert start.session.sign_in("osei.admin", LONG).role is Role.ADMIN


def test_that_who_only_administers_has_one_sign_in() -> None:
    start = Start()
    start.setup.create(CARD, a_person(also_provider=False))
    assert [(user.login, user.role) for user in people(start).values()] == [("osei", Role.ADMIN)]


@pytest.mark.parametrize("also_provider", [True, False])
def test_that_nobody_is_signed_in_and_no_store_is_open_once_the_practice_is_made(also_provider: bool) -> None:
    start = Start()
    start.setup.create(CARD, a_person(also_provider=also_provider))
    assert not start.session.signed_in
    assert all(store.closed for store in start.gates.made[str(HERE)].opened)


@pytest.mark.parametrize("login", ["", "anna koval", "a/b", "x" * 41])
def test_that_an_unusable_sign_in_name_is_refused_and_nothing_is_made(login: str) -> None:
    start = Start()
    with pytest.raises(Refused, match="sign-in name") as refused:
        start.setup.create(CARD, a_person(login))
    assert refused.value.field == "login"
    assert start.setup.needed


def test_that_a_second_practice_in_the_same_place_is_refused() -> None:
    start = Start()
    start.setup.create(CARD, a_person())
    with pytest.raises(Refused, match="already"):
        start.setup.create(CARD, a_person())


def test_that_a_server_address_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match="postgresql://"):
        Start().setup.use_server("mysql://there")


def test_that_coming_back_from_a_server_to_this_computer_makes_the_practice_here() -> None:
    start = Start()
    start.setup.use_server("postgresql://osei@there/practice")
    start.setup.use_this_computer()
    start.setup.create(CARD, a_person())
    assert start.gates.made[str(HERE)].exists()
    assert not start.gates.made["postgresql://osei@there/practice"].exists()


def test_that_a_place_is_remembered_when_somebody_came_in_and_not_before() -> None:
    start = Start()
    start.setup.use_server("postgresql://osei@there/practice")
    start.setup.create(CARD, a_person())
    assert start.noted == []
    start.session.sign_in("osei", LONG)
    start.setup.remember_place()
    assert start.noted == ["postgresql://osei@there/practice"]


def test_that_a_demo_is_not_remembered() -> None:
    noted: list[str] = []
    session = a_session(Role.ADMIN)
    Admin(session).edit_practice(replace(session.practice, demo=True))
    Setup(session, Gates(), Whereabouts("demo", HERE, noted.append)).remember_place()
    assert noted == []
