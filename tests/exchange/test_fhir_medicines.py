"""Prescriptions and statements: taken faithfully, or left with the reason."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from medmanager.domain.history import Adherence, TakingStatus
from medmanager.domain.patient import Source
from tests.exchange.samples import (
    a_condition,
    a_patient,
    a_request,
    a_statement,
    concept,
    only_reason,
    read_bundle,
    read_one,
    reasons,
)


def test_that_a_prescription_keeps_name_clinical_drug_code_and_prescriber(tmp_path: Path) -> None:
    doctor = {
        "resourceType": "Practitioner",
        "id": "d1",
        "name": [{"family": "Towne", "given": ["Ignacio"], "prefix": ["Dr."]}],
    }
    request = a_request(
        requester={"reference": "Practitioner/d1"}, dosageInstruction=[{"text": "1 at night"}]
    )
    (medicine,) = read_one(tmp_path, a_patient(), doctor, request).statements
    assert (medicine.name, medicine.rxcui) == ("sertraline 100 MG Oral Tablet", "312938")
    assert (medicine.status, medicine.started, medicine.stopped) == (
        TakingStatus.TAKING,
        date(2021, 2, 3),
        None,
    )
    assert (medicine.directions, medicine.prescriber) == ("1 at night", "Dr. Ignacio Towne")
    assert medicine.source is Source.RECORD


@pytest.mark.parametrize(
    ("status", "taking"),
    [
        ("active", TakingStatus.TAKING),
        ("completed", TakingStatus.STOPPED),
        ("stopped", TakingStatus.STOPPED),
        ("on-hold", TakingStatus.UNKNOWN),
        ("unknown", TakingStatus.UNKNOWN),
    ],
)
def test_that_the_status_of_a_prescription_says_whether_it_is_taken(
    tmp_path: Path, status: str, taking: TakingStatus
) -> None:
    (medicine,) = read_one(tmp_path, a_request(status=status, statusReason={"text": "nausea"})).statements
    assert medicine.status is taking
    assert medicine.stop_reason == ("nausea" if taking is TakingStatus.STOPPED else "")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"status": "entered-in-error"}, "entered in error"),
        ({"status": "cancelled"}, "cancelled"),
        ({"status": "draft"}, "draft"),
        ({"status": "nonsense"}, "not valid FHIR R4 (status)"),
        ({"intent": "proposal"}, "not an order"),
        ({"intent": "plan"}, "not an order"),
        ({"doNotPerform": True}, "not be given"),
        ({"authoredOn": "2027-05-05"}, "in the future"),
        ({"medicationCodeableConcept": None}, "not valid FHIR R4"),
        (
            {"medicationCodeableConcept": None, "medicationReference": {"reference": "Medication/x"}},
            "not named",
        ),
        ({"medicationCodeableConcept": {"coding": []}}, "not named"),
        ({"subject": None}, "not valid FHIR R4 (subject)"),
        ({"subject": {"reference": "Patient/p9"}}, "not in the file"),
        ({"subject": {"reference": "Group/p1"}}, "not in the file"),
        ({"subject": {"display": "Maren"}}, "names no patient"),
    ],
)
def test_that_a_doubtful_prescription_is_left(tmp_path: Path, changes: dict[str, Any], why: str) -> None:
    assert why in only_reason(tmp_path, a_request(**changes))


def test_that_a_medicine_elsewhere_in_the_file_or_inside_the_resource_is_found(tmp_path: Path) -> None:
    coded = concept("http://www.nlm.nih.gov/research/umls/rxnorm", "197591", "diazepam 5 MG Oral Tablet")
    apart = {"resourceType": "Medication", "id": "m-apart", "code": coded}
    inside = {"resourceType": "Medication", "id": "in", "code": {"text": "Lithium carbonate"}}
    file = read_bundle(
        tmp_path,
        a_patient(),
        apart,
        a_request(medicationCodeableConcept=None, medicationReference={"reference": "Medication/m-apart"}),
        a_request(
            medicationCodeableConcept=None, medicationReference={"reference": "#in"}, contained=[inside]
        ),
        a_request(medicationCodeableConcept=None, medicationReference={"display": "Depakote"}),
    )
    assert [(one.name, one.rxcui) for one in file.patients[0].statements] == [
        ("diazepam 5 MG Oral Tablet", "197591"),
        ("Lithium carbonate", ""),
        ("Depakote", ""),
    ]
    assert reasons(file) == ["it stands with the prescription that names it"]


def test_that_a_statement_with_a_past_end_is_stopped_and_with_a_coming_end_is_not(tmp_path: Path) -> None:
    past = {"start": "2020-01-02", "end": "2020-03-04"}
    coming = {"start": "2026-11-01", "end": "2027-02-01"}
    over, going = read_one(
        tmp_path, a_statement(effectivePeriod=past), a_statement(effectivePeriod=coming)
    ).statements
    assert (over.status, over.started, over.stopped) == (
        TakingStatus.STOPPED,
        date(2020, 1, 2),
        date(2020, 3, 4),
    )
    assert (going.status, going.stopped, going.directions) == (TakingStatus.TAKING, None, "until 2027-02-01")


def test_that_a_medicine_not_taken_is_a_stopped_one_with_that_adherence(tmp_path: Path) -> None:
    (medicine,) = read_one(tmp_path, a_statement(status="not-taken")).statements
    assert (medicine.status, medicine.adherence) == (TakingStatus.STOPPED, Adherence.NONE)


def test_that_directions_say_what_a_medicine_is_for(tmp_path: Path) -> None:
    diagnosis = a_condition(id="c1")
    dosage = [{"text": "one in the morning"}]
    coded = a_request(
        dosageInstruction=dosage,
        reasonCode=[concept("http://snomed.info/sct", "192080009", "Chronic depression")],
    )
    referred = a_request(dosageInstruction=dosage, reasonReference=[{"reference": "Condition/c1"}])
    bare = a_request(reasonReference=[{"reference": "Condition/c9"}])
    stated = a_statement(reasonReference=[{"reference": "Condition/c1"}])
    found = read_one(tmp_path, diagnosis, coded, referred, bare, stated).statements
    assert [one.directions for one in found] == [
        "one in the morning; for Chronic depression",
        "one in the morning; for Major depressive disorder",
        "",
        "for Major depressive disorder",
    ]


def test_that_a_year_stands_in_the_directions(tmp_path: Path) -> None:
    (medicine,) = read_one(
        tmp_path, a_statement(effectiveDateTime="2019", dosage=[{"text": "1 daily"}])
    ).statements
    assert (medicine.started, medicine.directions) == (None, "1 daily; since 2019")


@pytest.mark.parametrize(
    ("dosage", "told"),
    [
        ({"text": "as directed"}, "as directed (50 mg, once a day)"),
        ({"patientInstruction": "with food"}, "with food (50 mg, once a day)"),
        ({"text": "1 tablet", "patientInstruction": "with food"}, "1 tablet; with food"),
        (
            {"text": "One daily with food", "patientInstruction": "with food"},
            "One daily with food",
        ),
        ({"text": "50 mg each morning"}, "50 mg each morning"),
        ({}, "50 mg, once a day"),
    ],
)
def test_that_a_dose_that_the_words_leave_out_stands_behind_them(
    tmp_path: Path, dosage: dict[str, Any], told: str
) -> None:
    quantity = {"doseAndRate": [{"doseQuantity": {"value": 50, "unit": "mg"}}]}
    often = {"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}}}
    request = a_request(dosageInstruction=[{**quantity, **often, **dosage}])
    assert read_one(tmp_path, request).statements[0].directions == told


@pytest.mark.parametrize(
    ("dosage", "repeat", "told"),
    [
        ({}, {"periodMax": 6, "period": 4, "periodUnit": "h"}, "50 mg, once every 4 to 6 hours"),
        (
            {},
            {"period": 1, "periodUnit": "wk", "dayOfWeek": ["mon"]},
            "50 mg, once a week, on Monday",
        ),
        ({}, {"dayOfWeek": ["mon", "wed", "fri"]}, "50 mg, on Monday, Wednesday, Friday"),
        ({}, {"timeOfDay": ["08:00:00", "20:30:00"]}, "50 mg, at 08:00 and 20:30"),
        ({}, {"boundsDuration": {"value": 7, "unit": "days"}}, "50 mg, for 7 days"),
        (
            {},
            {"boundsPeriod": {"start": "2026-11-01", "end": "2026-11-08"}},
            "50 mg, from 2026-11-01 until 2026-11-08",
        ),
        (
            {
                "asNeededBoolean": True,
                "maxDosePerPeriod": {
                    "numerator": {"value": 200, "unit": "mg"},
                    "denominator": {"value": 1, "unit": "day"},
                },
            },
            {"period": 6, "periodUnit": "h"},
            "50 mg, once every 6 hours, as needed, at most 200 mg in 1 day",
        ),
        (
            {"text": "as directed", "asNeededBoolean": True},
            {"period": 1, "periodUnit": "d", "when": ["HS"]},
            "as directed (50 mg, once a day, at bedtime, as needed)",
        ),
    ],
    ids=["a range", "a day", "days", "times", "so long", "a period", "at most", "words without a dose"],
)
def test_that_no_part_of_a_dose_is_left_out(
    tmp_path: Path, dosage: dict[str, Any], repeat: dict[str, Any], told: str
) -> None:
    quantity = {"doseAndRate": [{"doseQuantity": {"value": 50, "unit": "mg"}}]}
    request = a_request(dosageInstruction=[{**quantity, "timing": {"repeat": repeat}, **dosage}])
    assert read_one(tmp_path, request).statements[0].directions == told


def test_that_what_a_sender_noted_beside_a_medicine_is_kept_once(tmp_path: Path) -> None:
    note = {"note": [{"text": "told by her mother"}]}
    ordered = a_request(dosageInstruction=[{"text": "1 at night"}], **note)
    stated = a_statement(dosage=[{"text": "1 at night, as told by her mother"}], **note)
    found = read_one(tmp_path, ordered, stated).statements
    assert [one.directions for one in found] == [
        "1 at night; note: told by her mother",
        "1 at night, as told by her mother",
    ]
