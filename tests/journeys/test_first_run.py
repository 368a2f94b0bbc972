"""A computer without a practice: from the first page to two people who can sign in, and what may go wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from platformdirs import user_config_path
from PySide6.QtWidgets import QAbstractButton, QLabel

from medmanager.domain.errors import NotAllowed
from medmanager.domain.user import Role
from medmanager.services.admin import Admin
from tests.journeys.new_practice import (
    DESK,
    DESK_LOGIN,
    DESK_PASSWORD,
    LOGIN,
    OFFICE,
    PASSWORD,
    PRACTICE,
    Newcomer,
)
from tests.stage import Stage


@pytest.fixture
def newcomer(at_a_computer: Callable[[Path], Stage], tmp_path: Path) -> Newcomer:
    """Somebody at a computer without a practice."""
    return Newcomer(at_a_computer(tmp_path / "practice"))


def test_that_a_new_practice_is_made_and_the_person_who_was_added_signs_in(newcomer: Newcomer) -> None:
    newcomer.make_practice()
    session = newcomer.stage.services.session
    assert (session.user.login, session.user.role) == (LOGIN, Role.PROVIDER)
    assert session.practice.name == PRACTICE
    assert session.practice.hours
    newcomer.open_settings("account")
    assert newcomer.hand.sees(f"looked after by {OFFICE}")

    newcomer.switch(OFFICE)
    newcomer.add_person(DESK, DESK_LOGIN, DESK_PASSWORD, "Front desk")
    assert newcomer.hand.sees(f"{DESK} can sign in now.")

    newcomer.switch(DESK, DESK_PASSWORD)
    assert (session.user.login, session.user.role) == (DESK_LOGIN, Role.FRONT_DESK)
    with pytest.raises(NotAllowed):
        Admin(session).add_user("other", "Other", Role.ADMIN, PASSWORD)


def test_that_going_back_loses_nothing_and_a_refused_page_stays(newcomer: Newcomer) -> None:
    hand = newcomer.hand
    hand.click("Next")
    hand.click("Next")
    assert hand.sees("Write the name of the practice.")
    newcomer.tell_practice()
    hand.write("Sign-in name", "anna koval")
    hand.write("Your name", "Dr. Anna Koval")
    hand.click("Next")
    assert hand.sees("A sign-in name has letters, digits, dots or hyphens only")
    hand.click("Back")
    assert hand.sees(PRACTICE)
    hand.click("Next")
    newcomer.tell_herself()
    hand.write("Monday closes", "8")
    hand.click("Make the practice")
    assert hand.sees("Monday must close after it opens. Check its times.")
    assert newcomer.stage.services.setup.needed


def test_that_who_turns_back_from_the_server_makes_the_practice_on_this_computer(
    newcomer: Newcomer, tmp_path: Path
) -> None:
    hand = newcomer.hand
    hand.click("On the practice's PostgreSQL server")
    hand.write("Server address", "postgresql://nobody@127.0.0.1:1/practice")
    hand.click("Next")
    assert hand.sees("The practice server does not answer.")
    hand.click("On this computer only")
    newcomer.make_practice()
    assert (tmp_path / "practice" / "practice.mmdb").exists()


def test_that_the_place_is_noted_for_the_next_start_when_somebody_came_in(
    newcomer: Newcomer, tmp_path: Path
) -> None:
    newcomer.make_practice()
    note = user_config_path("MedManager", appauthor=False) / "place.json"
    assert json.loads(note.read_text(encoding="utf-8")) == {"place": str(tmp_path / "practice")}


def test_that_a_first_run_left_at_the_key_goes_on_at_the_sign_in_and_a_new_key_can_be_made(
    newcomer: Newcomer, at_a_computer: Callable[[Path], Stage], tmp_path: Path
) -> None:
    newcomer.hand.click("Next")
    newcomer.tell_practice()
    newcomer.tell_herself()
    newcomer.hand.click("Make the practice")
    lost = newcomer.read_key()
    assert not newcomer.stage.services.session.signed_in, "nobody is in before the key is on paper"

    again = Newcomer(at_a_computer(tmp_path / "practice"))
    assert again.offered() == [OFFICE, "Dr. Anna Koval"]
    again.sign_in(OFFICE)
    again.open_settings("backup")
    again.hand.click("New recovery key…")
    again.hand.click("Make a new key")
    key = again.read_key()
    assert key != lost
    again.type_group("-".join(["XXXXX"] * 8))
    again.hand.click("Done")
    assert again.hand.sees("That is not this group.")
    again.type_group(key)
    again.hand.click("Done")
    assert not again.hand.sees(key.split("-")[0]), "it is shown once"

    again.go_to_card()
    recover(again, lost, "six plain words here")
    assert again.hand.sees("it has been replaced by a newer one")
    again.hand.click("Cancel")
    recover(again, key, "six plain words here")
    assert again.stage.services.session.user.login == f"{LOGIN}.admin"


def recover(newcomer: Newcomer, key: str, password: str) -> None:
    newcomer.hand.click("Use recovery key")
    newcomer.hand.write("Recovery key, all 8 groups", key.lower().replace("-", "  "))
    newcomer.hand.choose("User", OFFICE)
    newcomer.hand.write("New password", password)
    newcomer.hand.write("Password again", password)
    newcomer.hand.click("Set password and sign in")


def test_that_a_removed_person_is_shut_out_and_can_be_let_in_again(newcomer: Newcomer) -> None:
    newcomer.make_practice()
    newcomer.switch(OFFICE)
    newcomer.add_person(DESK, DESK_LOGIN, DESK_PASSWORD, "Front desk")
    newcomer.hand.take_row("People of the practice", DESK)
    newcomer.hand.click("Remove…")
    assert newcomer.hand.sees("What was written under this name stays")
    newcomer.hand.click("Remove")
    newcomer.go_to_card()
    assert DESK not in newcomer.offered()

    newcomer.sign_in(OFFICE)
    newcomer.open_settings("people")
    newcomer.hand.take_row("People of the practice", DESK)
    newcomer.hand.click("Let in again…")
    newcomer.hand.write("New password", DESK_PASSWORD + "!")
    newcomer.hand.click("Let in again")
    newcomer.switch(DESK, DESK_PASSWORD + "!")
    assert newcomer.stage.services.session.user.login == DESK_LOGIN


def test_that_no_key_of_a_page_has_two_meanings(newcomer: Newcomer) -> None:
    hand = newcomer.hand
    assert_keys_differ(newcomer)
    hand.click("Next")
    assert_keys_differ(newcomer)
    newcomer.tell_practice()
    assert_keys_differ(newcomer)
    newcomer.tell_herself()
    assert_keys_differ(newcomer)
    hand.click("Make the practice")
    assert_keys_differ(newcomer)


def assert_keys_differ(newcomer: Newcomer) -> None:
    room = newcomer.hand.room
    labels = [one.text() for one in room.findChildren(QLabel) if one.isVisible()]
    buttons = [one.text() for one in room.findChildren(QAbstractButton) if one.isVisible()]
    keys = [words.split("&")[1][0].lower() for words in (*labels, *buttons) if "&" in words]
    assert keys
    assert len(keys) == len(set(keys)), f"{sorted(keys)} on one page"


def test_that_a_locked_card_offers_only_the_password_and_another_person(newcomer: Newcomer) -> None:
    newcomer.make_practice()
    newcomer.stage.application.lock()
    newcomer.stage.settle()
    assert newcomer.hand.sees("Switch user")
    assert not newcomer.hand.sees("Restore a backup")
    newcomer.hand.click("Switch user")
    assert newcomer.hand.sees("Restore a backup")
