"""Two windows on one practice: nothing is overwritten, nothing is lost, and the second is told what changed.

The other window is played by the services it would use: to this one it is the same.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from medmanager.bootstrap import services_at
from medmanager.demo.team import PASSWORD
from medmanager.domain.calendar.appointment import AppointmentState
from medmanager.domain.calendar.schedule import Booking
from medmanager.domain.ids import PatientId
from medmanager.domain.plan.book import PlanWords
from medmanager.domain.plan.plan import Plan, PlanItem, Stopped
from medmanager.domain.visit import Visit
from medmanager.places import Place
from medmanager.services.facade import Services
from tests.hand import Hand
from tests.stage import MORNING, PROVIDER, Stage

OTHER = "ferreira"


@pytest.fixture
def other(practice: Path, stage: Stage) -> Iterator[Services]:
    """The other window, with a nurse practitioner signed in."""
    services = services_at(Place(practice), stage.clock)
    services.session.sign_in(OTHER, PASSWORD)
    yield services
    services.session.sign_out()


@pytest.fixture
def hand(stage: Stage) -> Hand:
    stage.enter(PROVIDER)
    return Hand(stage)


@pytest.fixture
def patient(hand: Hand, stage: Stage) -> PatientId:
    return stage.services.patients.search("Lindqvist")[0].id


def go(stage: Stage, patient: PatientId, tab: str) -> None:
    stage.workspace.open_patient(patient, tab, None)
    stage.settle()


def hear(stage: Stage) -> None:
    """A few seconds go by."""
    stage.workspace.pulse.look()
    stage.settle()


def draft_of(services: Services, patient: PatientId) -> Plan:
    draft = services.plans.draft(patient)
    assert draft is not None
    return draft


def line_of(plan: Plan, generic: str) -> PlanItem:
    return next(item for item in plan.items if item.medicine.generic.startswith(generic))


def note_of(services: Services, patient: PatientId) -> Visit:
    return services.visits.of_patient(patient)[0]


def write_line(hand: Hand, medicine: str) -> None:
    hand.write("Add medicine", medicine[:5])
    hand.wait_for(medicine)
    hand.press(Qt.Key.Key_Return)
    hand.write("What it is for, in plain words", "for low mood")
    hand.write("Step 1: strength", "50 mg")
    hand.write("Step 1: morning", "1")


# the same plan draft


def test_that_lines_of_two_windows_both_stand_in_the_draft(
    stage: Stage, hand: Hand, patient: PatientId, other: Services
) -> None:
    go(stage, patient, "plan")
    hand.click("Change plan")
    write_line(hand, "sertraline")
    draft = draft_of(other, patient)
    lithium = line_of(draft, "lithium")
    other.plans.stop(draft, lithium.line_id, Stopped(date(2026, 12, 7), "tremor"))
    hand.click("Add to plan")
    assert hand.sees("changed by somebody else")
    assert hand.sees("for low mood"), "what was typed stays"
    assert hand.sees("stop") or hand.sees("Stopped")
    hand.click("Add to plan")
    both = draft_of(stage.services, patient)
    assert line_of(both, "sertraline").purpose == "for low mood"
    assert line_of(both, "lithium").stopped == Stopped(date(2026, 12, 7), "tremor")


DECISIONS = {"Keep theirs": "for steady mood", "Put mine on top": "for mood swings at night"}


@pytest.mark.parametrize("choice", DECISIONS)
def test_that_a_line_that_two_windows_change_is_decided_with_both_in_sight(
    stage: Stage, hand: Hand, patient: PatientId, other: Services, choice: str
) -> None:
    go(stage, patient, "plan")
    hand.click("Change plan")
    hand.take_row("Dated steps", "lithium")
    hand.write("What it is for, in plain words", "for mood swings at night")
    draft = draft_of(other, patient)
    theirs = replace(line_of(draft, "lithium"), purpose="for steady mood")
    other.plans.keep_line(draft, theirs)
    hand.click("Keep changes")
    hand.click("Keep changes")
    assert hand.sees("was changed by somebody else while you wrote")
    assert hand.sees("for steady mood")
    assert hand.sees("for mood swings at night")
    assert line_of(draft_of(other, patient), "lithium").purpose == "for steady mood", "nothing is overwritten"
    hand.click(choice)
    hand.click("Merge")
    assert line_of(draft_of(stage.services, patient), "lithium").purpose == DECISIONS[choice]


def test_that_words_of_two_windows_are_decided_with_both_in_sight(
    stage: Stage, hand: Hand, patient: PatientId, other: Services
) -> None:
    go(stage, patient, "plan")
    hand.click("Change plan")
    other.plans.set_words(draft_of(other, patient), PlanWords("Theirs", ()))
    hand.write("Message to the patient", "Mine")
    hand.press(Qt.Key.Key_Tab)
    assert hand.sees("Somebody else wrote in the same place while you did")
    assert hand.sees("Theirs")
    assert hand.sees("Mine")
    assert draft_of(stage.services, patient).message == "Theirs", "nothing is overwritten"
    hand.click("Cancel")
    assert hand.sees("You see theirs; you had written: Mine"), "what is not decided on is not lost"
    hand.write("Message to the patient", "Mine again")
    other.plans.set_words(draft_of(other, patient), PlanWords("Theirs again", ()))
    hand.press(Qt.Key.Key_Tab)
    hand.click("Keep mine")
    hand.click("Merge")
    assert draft_of(stage.services, patient).message == "Mine again"


def test_that_a_medicine_being_written_outlives_the_signing_of_its_draft(
    stage: Stage, hand: Hand, patient: PatientId, other: Services
) -> None:
    go(stage, patient, "plan")
    hand.click("Change plan")
    write_line(hand, "sertraline")
    signer = services_of(stage, "brodsky")
    signer.plans.set_words(draft_of(signer, patient), PlanWords("Theirs", ()))
    signer.plans.sign(draft_of(signer, patient), "words only")
    signer.session.sign_out()
    hear(stage)
    assert hand.sees("signed or thrown away by somebody else")
    hand.click("Change plan")
    assert hand.sees("for low mood"), "what was being written is back in the new draft"
    hand.click("Add to plan")
    assert line_of(draft_of(stage.services, patient), "sertraline").purpose == "for low mood"


def services_of(stage: Stage, login: str) -> Services:
    """One more window on the same practice."""
    gate = stage.services.session.gate
    services = services_at(Place(getattr(gate, "made").folder), stage.clock)  # noqa: B009 - the gate behind the gate
    services.session.sign_in(login, PASSWORD)
    return services


# the same visit


def test_that_a_note_of_two_windows_is_joined_and_not_overwritten(
    stage: Stage, hand: Hand, patient: PatientId, other: Services
) -> None:
    go(stage, patient, "visits")
    hand.click("New visit")
    hand.write("Since last visit", "Mine: sleeps well")
    other.visits.save(replace(note_of(other, patient), risk="Theirs: no plans to harm herself"))
    go(stage, patient, "summary")
    go(stage, patient, "visits")
    assert hand.sees("changed by somebody else while you wrote")
    assert hand.sees("Theirs: no plans to harm herself")
    hand.click("Take it up")
    assert hand.sees("Changed by one of you, and taken as it is")
    hand.click("Merge")
    go(stage, patient, "summary")
    note = note_of(stage.services, patient)
    assert (note.since_last, note.risk) == ("Mine: sleeps well", "Theirs: no plans to harm herself")


def test_that_what_was_typed_in_a_note_that_another_window_signed_becomes_an_addendum(
    stage: Stage, hand: Hand, patient: PatientId, other: Services
) -> None:
    go(stage, patient, "visits")
    hand.click("New visit")
    other.visits.sign(replace(note_of(other, patient), assessment="Theirs: steady"))
    hand.write("Since last visit", "Mine: sleeps well")
    go(stage, patient, "summary")
    go(stage, patient, "visits")
    assert hand.sees("signed by somebody else while you wrote")
    assert hand.sees("Theirs: steady")
    hand.click("Add addendum")
    (addendum,) = note_of(stage.services, patient).addenda
    assert "Mine: sleeps well" in addendum.text


# the same patient


def test_that_details_of_a_patient_that_two_edit_are_joined(
    stage: Stage, hand: Hand, patient: PatientId, other: Services
) -> None:
    hand.click("Patients")
    hand.write("Name, birth date or phone", "lindqvist")
    hand.wait_for("1 of 44")
    hand.click("Edit…")
    before = other.patients.demographics(patient)
    other.patients.edit(replace(before, phone="555-0188", pharmacy="Theirs"))
    hand.write("Address", "1 Mill Street")
    hand.write("Pharmacy", "Mine")
    hand.click("Save")
    assert hand.sees("changed by somebody else")
    assert hand.sees("555-0188"), "their change stands in the form"
    assert hand.sees("Somebody else wrote “Theirs” here")
    stored = stage.services.patients.demographics(patient)
    assert (stored.phone, stored.pharmacy, stored.address) == ("555-0188", "Theirs", before.address)
    hand.click("Save")
    stored = stage.services.patients.demographics(patient)
    assert (stored.phone, stored.pharmacy, stored.address) == ("555-0188", "Mine", "1 Mill Street")


def test_that_a_page_of_the_intake_that_two_fill_is_joined(
    stage: Stage, hand: Hand, patient: PatientId, other: Services
) -> None:
    go(stage, patient, "intake")
    hand.click("Open again")
    hand.click("Back")
    intake = other.intakes.newest(patient)
    assert intake is not None
    section = next(one for one in other.intakes.form.sections if one.title == "Daily life and cost")
    keys = {question.label: question.key for question in section.questions}
    lives, days = keys["Who lives with you?"], keys["What do your days look like?"]
    theirs = tuple(
        replace(answer, value="Theirs: her sister") if answer.key == lives else answer
        for answer in intake.answers
        if answer.key in keys.values()
    )
    other.intakes.save_page(intake, section.key, theirs)
    hand.write("What do your days look like?", "Mine: mornings at the harbor")
    hand.click("Save and go on")
    assert hand.sees("changed by somebody else")
    assert hand.sees("Theirs: her sister"), "their answer stands on the page"
    hand.click("Save and go on")
    newest = stage.services.intakes.newest(patient)
    assert newest is not None
    said = {answer.key: answer.value for answer in newest.answers}
    assert (said[lives], said[days]) == ("Theirs: her sister", "Mine: mornings at the harbor")


# the same hour


def test_that_a_slot_that_the_other_window_took_is_not_booked_twice(
    stage: Stage, hand: Hand, patient: PatientId, other: Services
) -> None:
    hand.click("Calendar")
    hand.click("New appointment")
    hand.write("Patient", "lindqvist")
    hand.wait_for("LINDQVIST")
    hand.press(Qt.Key.Key_Return)
    hand.write("When", "feb 9 10:00")
    board = other.calendar.board(date(2027, 2, 9))
    me = stage.services.session.user.id
    start = MORNING.replace(year=2027, month=2, day=9, hour=15, minute=0)
    taken = other.patients.search("Lindquist")[0].id
    other.calendar.book(Booking(taken, me, start, 30))
    assert board.appointments == ()
    hand.click("Book")
    assert hand.sees("Book it nevertheless")
    assert len(stage.services.calendar.board(date(2027, 2, 9)).appointments) == 1


def test_that_what_another_window_did_is_seen_without_asking(
    stage: Stage, hand: Hand, patient: PatientId, other: Services
) -> None:
    go(stage, patient, "summary")
    hand.click("Today")
    day = other.calendar.board(MORNING.date())
    waiting = [one for one in day.appointments if one.state is AppointmentState.BOOKED]
    assert waiting, "somebody has not confirmed"
    for one in waiting:
        other.calendar.set_state(one, AppointmentState.ARRIVED)
    assert hand.sees("Not confirmed")
    hear(stage)
    assert not hand.sees("Not confirmed")
    other.history.save_allergy(replace(other.history.lists(patient).allergies[0], reaction="swelling"))
    go(stage, patient, "summary")
    assert hand.sees("penicillin (swelling)")


@pytest.fixture
def second(qapp: QApplication, stage: Stage, tmp_path: Path, practice: Path) -> Iterator[Stage]:
    """A second window in every part."""
    second = Stage(qapp, tmp_path / "second", practice)
    yield second
    second.close()


def test_that_two_real_windows_tell_each_other(
    stage: Stage, hand: Hand, patient: PatientId, second: Stage
) -> None:
    second.enter(OTHER)
    go(second, patient, "plan")
    go(stage, patient, "plan")
    hand.click("Change plan")
    hear(second)
    other = Hand(second)
    assert other.sees("Plan 5")
    other.write("Message to the patient", "From the second window")
    other.press(Qt.Key.Key_Tab)
    hear(stage)
    assert hand.sees("From the second window")
