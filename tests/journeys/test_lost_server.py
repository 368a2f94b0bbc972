"""The practice's server stops under an open window and comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from medmanager.demo.team import PASSWORD
from medmanager.domain.ids import PatientId
from medmanager.persistence import failures
from tests.hand import Hand
from tests.journeys.server_practice import PATIENT, ServerPractice
from tests.stage import PROVIDER, Stage
from ui.kit.states import Message
from ui.shell.places import PLACES, TABS

pytestmark = pytest.mark.postgres


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path, server_practice: ServerPractice) -> Iterator[Stage]:
    stage = Stage(qapp, tmp_path, server_practice.url)
    yield stage
    server_practice.start()
    stage.close()


def patient_of(stage: Stage) -> PatientId:
    return stage.services.patients.search(PATIENT)[0].id


def go(stage: Stage, patient: PatientId, tab: str) -> None:
    stage.workspace.open_patient(patient, tab, None)
    stage.settle()


def errors(stage: Stage) -> list[str]:
    shown = (one for one in stage.application.window.findChildren(Message) if one.isVisible())
    return [one.accessibleName() for one in shown if "could not be" in one.accessibleName()]


def places(stage: Stage, patient: PatientId) -> Iterator[str]:
    """Every tab and place that reads when it is opened for the first time."""
    for tab in TABS:
        go(stage, patient, tab.key)
        yield tab.key
    for place in PLACES:
        if place.key not in {"today", "settings", "import_records"}:
            stage.workspace.go(place.key)
            stage.settle()
            yield place.key


def test_that_every_screen_tells_of_a_stopped_server_and_goes_on_when_it_runs_again(
    stage: Stage, server_practice: ServerPractice
) -> None:
    hand = Hand(stage)
    stage.enter(PROVIDER)
    patient = patient_of(stage)
    server_practice.stop()
    for place in places(stage, patient):
        (told,) = errors(stage)
        assert failures.NO_SERVER in told, place
        assert hand.sees("The practice cannot be reached"), place
    server_practice.start()
    stage.workspace.pulse.look()
    stage.settle()
    assert not hand.sees(failures.NO_SERVER)
    assert [place for place in places(stage, patient) if errors(stage)] == []
    assert hand.sees("Connected to the practice server")
    go(stage, patient, "plan")
    assert hand.sees("penicillin")


def test_that_what_is_typed_outlives_a_restart_of_the_server(
    stage: Stage, server_practice: ServerPractice
) -> None:
    hand = Hand(stage)
    stage.enter(PROVIDER)
    patient = patient_of(stage)
    go(stage, patient, "visits")
    hand.click("Begin a visit")
    go(stage, patient, "plan")
    server_practice.stop()
    hand.write("Message to the patient", "Call us any time")
    hand.press(Qt.Key.Key_Tab)
    go(stage, patient, "visits")
    hand.write("Since last visit", "Sleeps through the night")
    go(stage, patient, "plan")
    assert hand.sees("Call us any time")
    go(stage, patient, "visits")
    assert hand.sees("Sleeps through the night")
    hand.click("Sign visit…")
    assert hand.sees(failures.NO_SERVER)
    assert not hand.sees("Draft saved")
    server_practice.start()
    stage.workspace.pulse.look()
    stage.settle()
    assert stage.services.visits.of_patient(patient)[0].since_last == "Sleeps through the night"
    draft = stage.services.plans.draft(patient)
    assert draft is not None
    assert draft.message == "Call us any time"
    hand.click("Sign visit…")
    assert hand.sees("A signed visit stays as it is")
    hand.click("Cancel")


def test_that_a_stopped_server_is_told_at_the_lock_and_at_the_start(
    qapp: QApplication, stage: Stage, server_practice: ServerPractice, tmp_path: Path
) -> None:
    hand = Hand(stage)
    stage.enter(PROVIDER)
    stage.application.lock()
    stage.settle()
    server_practice.stop()
    stage.application.cover.presenter.try_password(PROVIDER, PASSWORD)
    stage.settle()
    assert hand.sees(failures.NO_SERVER)
    late = Stage(qapp, tmp_path / "late", server_practice.url, furnished=False)
    try:
        assert Hand(late).sees(failures.NO_SERVER)
        server_practice.start()
        Hand(late).write("Sign-in name", PROVIDER)
        Hand(late).write("Password", PASSWORD)
        Hand(late).press(Qt.Key.Key_Return)
        assert late.services.session.signed_in
    finally:
        late.close()
    stage.application.cover.presenter.try_password(PROVIDER, PASSWORD)
    stage.settle()
    assert not stage.services.session.locked
