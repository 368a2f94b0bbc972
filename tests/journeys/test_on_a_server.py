"""A practice on PostgreSQL: made by the first run, and a whole short day in it."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from platformdirs import user_config_path
from PySide6.QtWidgets import QApplication

from medmanager.domain.ids import PatientId
from medmanager.domain.user import Role
from tests.first_day import Day
from tests.journeys.new_practice import DESK, DESK_LOGIN, DESK_PASSWORD, LOGIN, OFFICE, PASSWORD, Newcomer
from tests.servers import TestServer, postgres_server
from tests.stage import Stage
from ui.kit.palettes import PaletteName

__all__ = ["postgres_server"]
pytestmark = pytest.mark.postgres


@pytest.fixture
def address(postgres_server: TestServer) -> Iterator[str]:
    """An empty database for one practice."""
    made = postgres_server.empty()
    yield made
    postgres_server.drop(made)


@pytest.fixture
def newcomer(at_a_computer: Callable[[Path], Stage], address: str, tmp_path: Path) -> Newcomer:
    """Somebody at a computer without a practice, while the database is there."""
    return Newcomer(at_a_computer(tmp_path / "practice"))


def test_that_the_first_run_makes_a_practice_on_the_server_and_two_people_sign_in_to_it(
    newcomer: Newcomer, address: str, tmp_path: Path
) -> None:
    to_the_server(newcomer, address)
    newcomer.tell_practice()
    newcomer.tell_herself()
    assert not newcomer.hand.sees("Your recovery key")
    newcomer.hand.click("Make the practice")
    session = newcomer.stage.services.session
    assert (session.user.login, session.user.role) == (LOGIN, Role.PROVIDER)
    assert newcomer.hand.sees("Connected to the practice server")
    assert not (tmp_path / "practice").exists(), "nothing is on this computer"
    note = user_config_path("MedManager", appauthor=False) / "place.json"
    noted = json.loads(note.read_text(encoding="utf-8"))["place"]
    assert noted.partition("@")[2] == address.partition("@")[2]
    newcomer.switch(OFFICE)
    newcomer.add_person(DESK, DESK_LOGIN, DESK_PASSWORD, "Front desk")
    newcomer.switch(DESK, DESK_PASSWORD)
    assert session.user.login == DESK_LOGIN


def test_that_a_second_computer_is_led_to_the_practice_that_is_there(
    at_a_computer: Callable[[Path], Stage], newcomer: Newcomer, address: str, tmp_path: Path
) -> None:
    to_the_server(newcomer, address)
    newcomer.tell_practice()
    newcomer.tell_herself()
    newcomer.hand.click("Make the practice")
    other = Newcomer(at_a_computer(tmp_path / "second computer"))
    to_the_server(other, address)
    assert sorted(other.offered()) == ["Dr. Anna Koval", OFFICE]
    other.sign_in("Dr. Anna Koval")
    assert other.stage.services.session.user.login == LOGIN


def to_the_server(newcomer: Newcomer, address: str) -> None:
    newcomer.hand.click("On the practice's PostgreSQL server")
    newcomer.hand.write("Server address", address)
    newcomer.hand.click("Next")


def test_that_a_removed_person_is_let_in_again_on_the_server(newcomer: Newcomer, address: str) -> None:
    to_the_server(newcomer, address)
    newcomer.tell_practice()
    newcomer.tell_herself()
    newcomer.hand.click("Make the practice")
    admin, session = newcomer.stage.services.admin, newcomer.stage.services.session
    session.sign_in(f"{LOGIN}.admin", PASSWORD)
    admin.remove_user(admin.add_user(DESK_LOGIN, DESK, Role.FRONT_DESK, DESK_PASSWORD))
    gone = next(user for user in admin.users() if user.login == DESK_LOGIN)
    admin.let_in_again(gone, DESK_PASSWORD + "!")
    session.sign_out()
    assert session.sign_in(DESK_LOGIN, DESK_PASSWORD + "!").role is Role.FRONT_DESK
    session.sign_out()


def test_that_the_first_working_day_runs_over_a_server_as_it_does_over_a_file(
    qapp: QApplication, address: str, tmp_path: Path
) -> None:
    stage = Stage(qapp, tmp_path, address)
    stage.show(PaletteName.LIGHT, 1366, 768)
    try:
        day = Day(stage)
        day.until_the_signed_visit()
        day.book_the_proposal()
        words = day.print_the_plan(tmp_path / "plan.pdf")
        services = stage.services
        plans = services.plans.versions(PatientId(day.patient_id))
        assert sorted(plan.number for plan in plans) == [1, 2]
        booked = services.calendar.board(date(2027, 1, 11)).appointments
        assert [one.patient_id for one in booked].count(PatientId(day.patient_id)) == 1
        assert "2 tablets from Tuesday, December 15" in words
        assert day.hand.sees("Connected to the practice server")
    finally:
        stage.close()
