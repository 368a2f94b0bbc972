"""A full disk, as a person meets it: one sentence, nothing shown as saved that is not, nothing typed lost.

The same click succeeds once there is room.
"""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from medmanager.demo.team import PASSWORD
from medmanager.domain.patient import Patient
from medmanager.domain.visit import VisitStatus
from medmanager.persistence import file_failures
from tests.hand import Hand
from tests.journeys.faults import database_full, no_room
from tests.stage import PROVIDER, Stage
from ui.screens.settings import SettingsScreen
from ui.screens.settings.presenter import BACKUP
from ui.shell import leaving

MANAGER = "whitaker"
STORY = "Back at work, sleeping well. " * 200
"""More than a page of the database."""


@pytest.fixture
def hand(stage: Stage) -> Hand:
    stage.enter(PROVIDER)
    return Hand(stage)


@pytest.fixture
def patient(hand: Hand, stage: Stage) -> Patient:
    found = stage.services.patients.search("Lindqvist")[0]
    return stage.services.patients.demographics(found.id)


def go(stage: Stage, patient: Patient, tab: str) -> None:
    stage.workspace.open_patient(patient.id, tab, None)
    stage.settle()


def test_that_a_visit_on_a_full_disk_is_neither_saved_nor_lost(
    stage: Stage, hand: Hand, patient: Patient
) -> None:
    go(stage, patient, "visits")
    hand.click("New visit")
    with database_full(stage):
        QApplication.clipboard().setText(STORY)
        hand.write("Since last visit", "Well. ")
        hand.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        go(stage, patient, "summary")
        go(stage, patient, "visits")
        assert hand.sees(file_failures.FULL)
        assert not hand.sees("Draft saved")
        assert hand.sees(STORY)
        hand.click("Sign visit…")
        assert not hand.sees("A signed visit stays as it is"), "what is not saved is not offered to be signed"
    hand.click("Sign visit…")
    with no_room():
        hand.click("Sign visit")
    assert hand.sees(file_failures.DISK)
    (note, *_) = stage.services.visits.of_patient(patient.id)
    assert (note.status, note.since_last) == (VisitStatus.DRAFT, f"Well. {STORY}".strip())
    hand.click("Sign visit")
    assert hand.sees("The visit is signed.")
    (note, *_) = stage.services.visits.of_patient(patient.id)
    assert (note.status, note.since_last) == (VisitStatus.SIGNED, f"Well. {STORY}".strip())


def test_that_a_plan_on_a_full_disk_is_neither_saved_nor_lost(
    stage: Stage, hand: Hand, patient: Patient
) -> None:
    go(stage, patient, "plan")
    hand.click("Change plan")
    hand.write("Add medicine", "sertr")
    hand.wait_for("sertraline")
    hand.press(Qt.Key.Key_Return)
    hand.write("What it is for, in plain words", "for low mood")
    hand.write("Step 1: strength", "50 mg")
    hand.write("Step 1: morning", "1")
    with no_room():
        hand.click("Add to plan")
    assert hand.sees(file_failures.DISK)
    assert hand.sees("for low mood")
    hand.click("Add to plan")
    with no_room():
        hand.write("Message to the patient", "Call us any time")
        hand.press(Qt.Key.Key_Tab)
        go(stage, patient, "summary")
    go(stage, patient, "plan")
    assert hand.sees("Call us any time")
    assert hand.sees("Not all of it is saved")
    with no_room():
        hand.click("Sign plan…")
        assert not hand.sees("A signed plan stays as it is"), "the words on the screen would not be signed"
    hand.click("Sign plan…")
    before = stage.services.plans.in_force(patient.id)
    assert before is not None
    hand.write("Why this version is made", "low mood")
    with no_room():
        hand.click(f"Sign plan {before.number + 1}")
    assert hand.sees(file_failures.DISK)
    assert stage.services.plans.in_force(patient.id) == before
    hand.click(f"Sign plan {before.number + 1}")
    signed = stage.services.plans.in_force(patient.id)
    assert signed is not None
    assert (signed.number, signed.message) == (before.number + 1, "Call us any time")
    assert "sertraline" in [item.medicine.generic for item in signed.items]


def test_that_forms_on_a_full_disk_stay_open_with_what_was_typed(stage: Stage, hand: Hand) -> None:
    hand.click("Patients")
    hand.click("New patient")
    for field, text in (("Family name", "Tamarisk"), ("Given name", "Ada"), ("Birth date", "3/14/1984")):
        hand.write(field, text)
    with no_room():
        hand.click("Register")
    assert hand.sees(file_failures.DISK)
    assert not stage.services.patients.search("Tamarisk")
    hand.click("Register")
    assert len(stage.services.patients.search("Tamarisk")) == 1
    hand.click("Calendar")
    hand.click("New appointment")
    hand.write("Patient", "tamarisk")
    hand.wait_for("TAMARISK")
    hand.press(Qt.Key.Key_Return)
    hand.write("When", "feb 9 10:00")
    hand.write("Note for the desk", "first visit, ground floor")
    with no_room():
        hand.click("Book")
    assert hand.sees(file_failures.DISK)
    assert hand.sees("first visit, ground floor")
    hand.click("Book")
    assert hand.sees("TAMARISK, Ada: booked for Tue, Feb 9, 2027, 10:00.")


def test_that_a_page_of_the_intake_on_a_full_disk_stays_open(
    stage: Stage, hand: Hand, patient: Patient
) -> None:
    go(stage, patient, "intake")
    hand.click("Open again")
    hand.click("Back")
    hand.write("What do your days look like?", "Mornings at the harbor")
    with no_room():
        hand.click("Save and go on")
    assert hand.sees(file_failures.DISK)
    assert hand.sees("Mornings at the harbor")
    hand.click("Save and go on")
    assert not hand.sees(file_failures.DISK)
    intake = stage.services.intakes.newest(patient.id)
    assert intake is not None
    assert "Mornings at the harbor" in {answer.value for answer in intake.answers}


def test_that_a_pdf_on_a_full_disk_leaves_no_half_file(
    stage: Stage, hand: Hand, patient: Patient, tmp_path: Path
) -> None:
    go(stage, patient, "documents")
    file = tmp_path / "plan.pdf"
    with no_room():
        hand.click("Save as PDF…")
    assert hand.sees(file_failures.DISK)
    assert stage.services.printing.shelf(patient.id).rows == ()
    hand.click("Save as PDF…")
    with no_room():
        hand.choose_file(file)
    assert hand.sees("The disk is full, so the PDF was not saved there.")
    assert not hand.sees("The PDF is saved.")
    assert list(tmp_path.glob("plan*")) == []
    hand.click("Save as PDF…")
    hand.choose_file(file)
    assert hand.sees("The PDF is saved.")
    assert len(PdfReader(file).pages) > 0


def test_that_a_backup_on_a_full_disk_leaves_no_half_file(stage: Stage, tmp_path: Path) -> None:
    stage.enter(MANAGER)
    hand = Hand(stage)
    file = tmp_path / "disk" / "today.mmbackup"
    file.parent.mkdir()
    hand.click("Settings")
    settings = stage.workspace.screen("settings")
    assert isinstance(settings, SettingsScreen)
    settings.view.open_section(BACKUP)
    hand.click("Back up now…")
    with no_room():
        hand.choose_file(file)
    assert hand.sees("No backup was made.")
    assert not hand.sees("The backup is written")
    assert list(file.parent.iterdir()) == []
    hand.click("Back up now…")
    hand.choose_file(file)
    assert hand.sees("The backup is written, and was opened once to be sure.")
    assert [path.name for path in file.parent.iterdir()] == ["today.mmbackup"]


def test_that_a_full_disk_keeps_nobody_from_what_she_typed_before_the_lock(
    stage: Stage, hand: Hand, patient: Patient
) -> None:
    go(stage, patient, "visits")
    hand.click("New visit")
    with no_room():
        hand.write("Since last visit", "Sleeps through the night")
        stage.application.lock()
        stage.settle()
        stage.application.cover.presenter.try_password(PROVIDER, PASSWORD)
        stage.settle()
        assert stage.services.session.locked
        assert hand.sees(file_failures.DISK)
    stage.application.cover.presenter.try_password(PROVIDER, PASSWORD)
    stage.settle()
    assert hand.sees("Sleeps through the night")
    hand.click("Sign visit…")
    assert hand.sees("A signed visit stays as it is")


def answering(words: str) -> list[str]:
    """Presses this button of the question that comes, and gives what the question said."""
    said: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox), "nobody asks"
        said.extend((box.text(), box.informativeText()))
        next(button for button in box.buttons() if button.text() == words).click()

    QTimer.singleShot(0, answer)
    return said


def test_that_nobody_loses_what_she_typed_by_closing_on_a_full_disk(
    stage: Stage, hand: Hand, patient: Patient
) -> None:
    go(stage, patient, "plan")
    hand.click("Change plan")
    hand.write("Add medicine", "sertr")
    hand.wait_for("sertraline")
    hand.press(Qt.Key.Key_Return)
    with no_room():
        hand.write("What it is for, in plain words", "for low mood")
        said = answering("&Stay")
        stage.application.window.close()
        stage.settle()
        assert said[0] == leaving.WHAT
        assert file_failures.DISK in said[1]
        assert hand.sees("for low mood")
        stage.application.lock()
        stage.settle()
        assert hand.sees("as long as MedManager stays open")
        assert not hand.sees("What you typed is kept.")
        said = answering("&Stay")
        stage.leave()
        assert said[0] == leaving.WHAT
        assert stage.services.session.user.login == PROVIDER
    stage.application.cover.presenter.try_password(PROVIDER, PASSWORD)
    stage.settle()
    assert hand.sees("for low mood")
    stage.application.lock()
    stage.settle()
    assert not hand.sees("as long as MedManager stays open")
    stage.leave()
    assert not stage.services.session.signed_in
