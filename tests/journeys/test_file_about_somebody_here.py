"""A file about a patient who was registered by hand: compared, added to her chart, and known from then on."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from medmanager.domain.patient import Patient
from tests.first_day import FILE
from tests.hand import Hand
from tests.stage import PROVIDER, Stage

ADD = "Add to ATENCIO, Alberto (Jun 7, 1993)"


def registered_by_hand(stage: Stage) -> Patient:
    """The patient of the file, as the front desk took her down: with another phone."""
    (read,) = stage.services.imports.read([FILE], lambda done, of, text: None)
    assert read.records is not None
    given = read.records.patients[0].patient
    patient, _ = stage.services.patients.register(replace(given, identities=(), phone="555-0100"))
    return patient


def imports_of(stage: Stage, hand: Hand) -> QWidget:
    hand.click("Patients")
    hand.click("Import records")
    screen = stage.workspace.screen("import_records")
    assert screen is not None
    return screen.widget


def test_that_a_file_joins_the_chart_that_was_chosen_and_is_known_from_then_on(stage: Stage) -> None:
    hand = Hand(stage)
    stage.enter(PROVIDER)
    patient = registered_by_hand(stage)
    page = imports_of(stage, hand)
    hand.drop(page, FILE)
    assert hand.sees("May be in the practice already")
    assert hand.sees("555-0100")
    assert not hand.sees("Take 1 file"), "nothing is chosen for the user"
    hand.click(ADD)
    hand.click("Take 1 file")
    assert [row.id for row in stage.services.patients.search("atencio")] == [patient.id]
    chart = stage.services.patients.open_chart(patient.id)
    assert chart.patient.phone == "555-0100"
    assert chart.encounters
    hand.drop(page, FILE)
    assert hand.sees("Known from an earlier import")
    assert hand.sees("Nothing new")


def test_that_a_file_about_another_person_of_that_name_makes_a_new_patient(stage: Stage) -> None:
    hand = Hand(stage)
    stage.enter(PROVIDER)
    registered_by_hand(stage)
    hand.drop(imports_of(stage, hand), FILE)
    hand.click("New patient: another person")
    hand.click("Take 1 file")
    assert len(stage.services.patients.search("atencio")) == 2
