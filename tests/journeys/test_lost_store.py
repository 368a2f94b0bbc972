"""The practice's files go away, are spoiled or locked away under an open window, and come back."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from medmanager.demo.team import PASSWORD
from medmanager.domain.patient import Patient
from medmanager.persistence import cipher_file, key_document, places
from medmanager.persistence.doorstep import DATABASE
from tests.hand import Hand
from tests.journeys.faults import Removed
from tests.stage import PROVIDER, Stage
from ui.kit.states import Message
from ui.shell.places import PLACES, TABS

TOLD = "could not be"
"""In the first words of every error state."""


@pytest.fixture
def hand(stage: Stage) -> Hand:
    stage.enter(PROVIDER)
    return Hand(stage)


@pytest.fixture
def patient(hand: Hand, stage: Stage) -> Patient:
    found = stage.services.patients.search("Lindqvist")[0]
    return stage.services.patients.demographics(found.id)


@pytest.fixture
def removed(practice: Path) -> Removed:
    return Removed(practice)


def go(stage: Stage, patient: Patient, tab: str) -> None:
    stage.workspace.open_patient(patient.id, tab, None)
    stage.settle()


def unlock(stage: Stage) -> None:
    stage.application.cover.presenter.try_password(PROVIDER, PASSWORD)
    stage.settle()


def errors(stage: Stage) -> list[str]:
    """What the error states say that can be seen now."""
    shown = (one for one in stage.application.window.findChildren(Message) if one.isVisible())
    return [one.accessibleName() for one in shown if TOLD in one.accessibleName()]


def everywhere(stage: Stage, patient: Patient) -> Iterator[str]:
    """Goes to every tab of the chart and to every place, and names it."""
    user = stage.services.session.user
    for tab in TABS:
        if user.may(tab.act):
            go(stage, patient, tab.key)
            yield tab.key
    for place in PLACES:
        if user.may(place.act):
            stage.workspace.go(place.key)
            stage.settle()
            yield place.key


def test_that_every_screen_says_that_the_practice_is_gone_and_recovers_when_it_is_back(
    stage: Stage, hand: Hand, patient: Patient, removed: Removed
) -> None:
    removed.take()
    for place in everywhere(stage, patient):
        told = errors(stage)
        if place not in {"today", "settings", "import_records"}:
            assert len(told) == 1, f"{place} shows no error"
            assert cipher_file.TAKEN_AWAY in told[0], place
        assert hand.sees("The practice cannot be reached"), place
    removed.put_back()
    stage.workspace.pulse.look()
    stage.settle()
    assert not hand.sees(cipher_file.TAKEN_AWAY), "the notice goes when the trouble has gone"
    for place in everywhere(stage, patient):
        assert errors(stage) == [], place
        assert hand.sees("On this computer, encrypted"), place
    go(stage, patient, "summary")
    assert hand.sees("LINDQVIST, Maren")
    assert hand.sees("penicillin")


def test_that_a_screen_can_be_asked_to_try_again(
    stage: Stage, hand: Hand, patient: Patient, removed: Removed
) -> None:
    removed.take()
    go(stage, patient, "plan")
    assert hand.sees("This patient could not be read"), "an empty banner would hide the allergies"
    assert hand.sees("not read")
    hand.click("Try again")
    assert len(errors(stage)) == 1
    removed.put_back()
    hand.click("Try again")
    assert errors(stage) == []
    assert hand.sees("lithium")


def test_that_what_is_typed_stays_in_sight_while_the_practice_is_gone_and_is_saved_when_it_is_back(
    stage: Stage, hand: Hand, patient: Patient, removed: Removed
) -> None:
    go(stage, patient, "plan")
    hand.click("Change plan")
    go(stage, patient, "visits")
    hand.click("New visit")
    removed.take()
    hand.write("Since last visit", "Sleeps through the night")
    go(stage, patient, "plan")
    hand.write("Message to the patient", "Call us any time")
    hand.press(Qt.Key.Key_Tab)
    assert hand.sees("Call us any time")
    assert hand.sees(cipher_file.TAKEN_AWAY)
    go(stage, patient, "visits")
    assert hand.sees("Sleeps through the night")
    assert not hand.sees("Draft saved")
    removed.put_back()
    hand.click("Sign visit…")
    assert hand.sees("A signed visit stays as it is")
    assert stage.services.visits.of_patient(patient.id)[0].since_last == "Sleeps through the night"
    hand.click("Cancel")
    go(stage, patient, "plan")
    hand.click("Sign plan…")
    draft = stage.services.plans.draft(patient.id)
    assert draft is not None
    assert draft.message == "Call us any time"


def test_that_a_restored_practice_under_an_open_window_is_entered_by_unlocking(
    stage: Stage, hand: Hand, patient: Patient, removed: Removed, practice: Path
) -> None:
    go(stage, patient, "visits")
    hand.click("New visit")
    stage.settle()
    removed.take()
    for file in practice.with_name("aside").iterdir():
        (practice / file.name).write_bytes(file.read_bytes())
    hand.write("Since last visit", "Sleeps through the night")
    go(stage, patient, "summary")
    assert hand.sees(cipher_file.REPLACED)
    stage.application.lock()
    stage.settle()
    unlock(stage)
    go(stage, patient, "visits")
    assert hand.sees("Sleeps through the night")
    hand.click("Sign visit…")
    hand.click("Sign visit")
    assert stage.services.visits.of_patient(patient.id)[0].since_last == "Sleeps through the night"


def test_that_a_practice_spoiled_under_an_open_window_is_told_and_can_be_put_back(
    stage: Stage, hand: Hand, patient: Patient, practice: Path, demo_practice: Path
) -> None:
    database = practice / DATABASE
    stage.application.lock()
    stage.settle()
    whole = database.read_bytes()
    unlock(stage)
    spoil(database)
    told = [error for _ in everywhere(stage, patient) for error in errors(stage)]
    assert told, "nothing was noticed"
    assert all("restore the newest backup" in error.casefold() for error in told)
    stage.application.lock()
    stage.settle()
    unlock(stage)
    assert stage.services.session.locked
    assert hand.sees("damaged")
    for file in practice.iterdir():
        if file.name.startswith(DATABASE) and "keys" not in file.name:
            file.unlink()
    database.write_bytes(whole)
    unlock(stage)
    assert [place for place in everywhere(stage, patient) if errors(stage)] == []


def spoil(database: Path) -> None:
    """Write over the file in place, as a disk does that goes bad; its name and its length stay."""
    with database.open("r+b") as file:
        file.write(os.urandom(database.stat().st_size))


def test_that_a_key_file_that_went_away_is_told_at_the_lock_and_may_come_back(
    stage: Stage, hand: Hand, patient: Patient, practice: Path
) -> None:
    kept = {file: file.read_bytes() for file in practice.glob("*.keys*")}
    assert len(kept) == 2
    for file in kept:
        file.unlink()
    go(stage, patient, "visits")
    hand.click("New visit")
    hand.write("Since last visit", "Sleeps through the night")
    stage.application.lock()
    stage.settle()
    unlock(stage)
    assert hand.sees(key_document.MISSING)
    first, content = next(iter(kept.items()))
    first.write_bytes(content)
    unlock(stage)
    assert hand.sees("Sleeps through the night")


def test_that_a_practice_gone_at_the_sign_in_card_is_told_and_opens_when_it_is_back(
    stage: Stage, removed: Removed, practice: Path
) -> None:
    hand = Hand(stage)
    database = practice / DATABASE
    database.rename(practice / "elsewhere")
    unlock(stage)
    assert hand.sees(places.MISSING)
    (practice / "elsewhere").rename(database)
    unlock(stage)
    assert stage.services.session.signed_in


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to this user")
def test_that_a_folder_closed_to_this_user_is_told_at_the_lock(
    stage: Stage, hand: Hand, practice: Path
) -> None:
    stage.application.lock()
    stage.settle()
    practice.chmod(0o500)
    try:
        unlock(stage)
        assert hand.sees(places.NOT_WRITABLE)
    finally:
        practice.chmod(0o700)
    unlock(stage)
    assert not stage.services.session.locked
