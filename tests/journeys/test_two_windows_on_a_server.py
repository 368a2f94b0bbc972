"""Two windows on one server: the same promises as over one folder."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from medmanager.bootstrap import services_at
from medmanager.demo.team import PASSWORD
from medmanager.domain.calendar.schedule import Booking
from medmanager.domain.ids import PatientId
from medmanager.places import Place
from medmanager.services.facade import Services
from tests.hand import Hand
from tests.journeys.server_practice import PATIENT, ServerPractice
from tests.stage import MORNING, PROVIDER, Stage

pytestmark = pytest.mark.postgres

DAY = date(2027, 2, 9)


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path, server_practice: ServerPractice) -> Iterator[Stage]:
    stage = Stage(qapp, tmp_path, server_practice.url)
    stage.enter(PROVIDER)
    yield stage
    stage.close()


@pytest.fixture
def other(stage: Stage, server_practice: ServerPractice) -> Iterator[Services]:
    """The same person's other window."""
    services = services_at(Place(url=server_practice.url), stage.clock)
    services.session.sign_in(PROVIDER, PASSWORD)
    yield services
    services.session.sign_out()


@pytest.fixture
def patient(stage: Stage) -> PatientId:
    return stage.services.patients.search(PATIENT)[0].id


def go(stage: Stage, patient: PatientId, tab: str) -> None:
    stage.workspace.open_patient(patient, tab, None)
    stage.settle()


def hear(stage: Stage) -> None:
    stage.workspace.pulse.look()
    stage.settle()


def test_that_a_note_of_two_windows_is_joined(stage: Stage, patient: PatientId, other: Services) -> None:
    hand = Hand(stage)
    go(stage, patient, "visits")
    hand.click("Begin a visit")
    hand.write("Since last visit", "Mine: sleeps well")
    theirs = other.visits.of_patient(patient)[0]
    other.visits.save(replace(theirs, risk="Theirs: no plans to harm herself"))
    go(stage, patient, "summary")
    go(stage, patient, "visits")
    assert hand.sees("changed by somebody else while you wrote")
    hand.click("Take it up")
    assert hand.sees("Changed by one of you, and taken as it is")
    hand.click("Merge")
    go(stage, patient, "summary")
    joined = stage.services.visits.of_patient(patient)[0]
    assert (joined.since_last, joined.risk) == ("Mine: sleeps well", "Theirs: no plans to harm herself")


def test_that_an_hour_is_not_booked_twice_and_news_come_by_themselves(
    stage: Stage, patient: PatientId, other: Services
) -> None:
    hand = Hand(stage)
    hand.click("Calendar")
    hand.click("New appointment")
    hand.write("Patient", PATIENT)
    hand.wait_for(PATIENT.upper())
    hand.press(Qt.Key.Key_Return)
    hand.write("When", "feb 9 10:00")
    start = MORNING.replace(year=2027, month=2, day=9, hour=15, minute=0)
    other.calendar.book(Booking(patient, other.session.user.id, start, 30))
    hand.click("Book")
    assert hand.sees("Book it nevertheless")
    assert len(stage.services.calendar.board(DAY).appointments) == 1
    hand.click("Cancel")
    go(stage, patient, "summary")
    allergy = other.history.lists(patient).allergies[0]
    other.history.save_allergy(replace(allergy, reaction="swelling"))
    hear(stage)
    assert hand.sees("penicillin (swelling)")
