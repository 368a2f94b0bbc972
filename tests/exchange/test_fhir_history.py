"""Patients, allergies, conditions and encounters: taken faithfully, or left with the reason."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from medmanager.domain.patient import AllergyKind, AllergySeverity, Language, Sex, Source
from tests.exchange.samples import (
    a_condition,
    a_patient,
    a_request,
    an_allergy,
    an_encounter,
    an_observation,
    concept,
    only_reason,
    read_bundle,
    read_one,
    reasons,
)


def test_that_a_patient_is_taken_with_current_name_contacts_and_language(tmp_path: Path) -> None:
    patient = read_one(
        tmp_path,
        a_patient(
            name=[
                {"use": "maiden", "family": "Berg", "given": ["Maren"]},
                {"use": "usual", "family": "Lind", "given": ["Mari"]},
                {"use": "official", "family": "Lindqvist", "given": ["Maren", "Eva"]},
            ],
            telecom=[
                {"system": "phone", "value": "555-0100", "use": "old"},
                {"system": "phone", "value": "555-0101", "use": "work"},
                {"system": "phone", "value": "555-0102", "use": "mobile"},
                {"system": "email", "value": "no address"},
                {"system": "email", "value": "maren@example.org"},
            ],
            address=[
                {"use": "old", "city": "Elsewhere"},
                {
                    "use": "home",
                    "line": ["1 Quay St", "Apt 2"],
                    "city": "Lowell",
                    "state": "MA",
                    "postalCode": "01850",
                },
            ],
            communication=[
                {"language": concept("urn:ietf:bcp:47", "en-US")},
                {"language": concept("urn:ietf:bcp:47", "es-MX"), "preferred": True},
            ],
        ),
    ).patient
    assert (patient.family_name, patient.given_name) == ("Lindqvist", "Maren Eva")
    assert (patient.birth_date, patient.sex) == (date(1984, 3, 14), Sex.FEMALE)
    assert (patient.phone, patient.email) == ("555-0102", "maren@example.org")
    assert patient.address == "1 Quay St, Apt 2, Lowell, MA 01850"
    assert patient.language is Language.SPANISH
    assert patient.desk_note == ""


@pytest.mark.parametrize(
    ("death", "note"),
    [
        (
            {"deceasedDateTime": "2019-05-06T10:00:00Z"},
            "Deceased (2019-05-06), according to the imported record.",
        ),
        ({"deceasedBoolean": True}, "Deceased, according to the imported record."),
        ({"deceasedBoolean": False}, ""),
    ],
)
def test_that_a_death_is_noted_for_the_front_desk(tmp_path: Path, death: dict[str, Any], note: str) -> None:
    assert read_one(tmp_path, a_patient(**death)).patient.desk_note == note


def test_that_hidden_characters_in_a_name_are_removed(tmp_path: Path) -> None:
    name = [{"family": "Lind\u0000qv\u202eist", "given": ["\tMa\u200bren\n"]}]
    patient = read_one(tmp_path, a_patient(name=name)).patient
    assert (patient.family_name, patient.given_name) == ("Lindqvist", "Maren")


def test_that_one_broken_patient_of_two_is_left_with_all_her_records(tmp_path: Path) -> None:
    broken = a_patient(id="p2", birthDate="1984")
    hers = an_observation("29463-7", 70, "kg", subject={"reference": "Patient/p2"})
    file = read_bundle(tmp_path, a_patient(), broken, hers, a_request())
    assert [one.count for one in file.patients] == [1]
    assert sorted(reasons(file)) == ["its birth date is only a year or a month", "its patient was not taken"]


def test_that_an_allergy_names_the_substance_the_reactions_and_the_worst_severity(tmp_path: Path) -> None:
    reaction = [
        {"manifestation": [{"text": "hives"}, {"text": "itching"}], "severity": "mild"},
        {"manifestation": [{"text": "hives"}], "severity": "severe"},
    ]
    (allergy,) = read_one(tmp_path, an_allergy(reaction=reaction, type="intolerance")).allergies
    assert (allergy.substance, allergy.reaction) == ("penicillin", "hives, itching")
    assert (allergy.severity, allergy.kind) == (AllergySeverity.SEVERE, AllergyKind.INTOLERANCE)
    assert allergy.medicine
    assert allergy.active
    assert allergy.noted == date(2015, 4, 5)
    assert allergy.code == "http://snomed.info/sct|91936005"
    assert allergy.source is Source.RECORD


@pytest.mark.parametrize(
    ("words", "substance"),
    [
        ("Allergy to bee venom", "bee venom"),
        ("Shellfish allergy", "Shellfish"),
        ("Dander (animal) allergy", "Dander (animal)"),
        ("Drug allergy", "Drug allergy"),
        ("Lamotrigine", "Lamotrigine"),
    ],
)
def test_that_the_words_around_a_substance_go(tmp_path: Path, words: str, substance: str) -> None:
    (allergy,) = read_one(tmp_path, an_allergy(code={"text": words})).allergies
    assert allergy.substance == substance


@pytest.mark.parametrize(
    ("changes", "is_medicine"),
    [
        ({"category": ["food"]}, False),
        ({"category": ["environment", "medication"]}, True),
        ({"category": None}, True),
        (
            {
                "category": ["food"],
                "code": concept("http://www.nlm.nih.gov/research/umls/rxnorm", "7980", "penicillin G"),
            },
            True,
        ),
    ],
)
def test_that_an_allergy_that_may_be_to_a_medicine_counts_as_one(
    tmp_path: Path, changes: dict[str, Any], is_medicine: bool
) -> None:
    (allergy,) = read_one(tmp_path, an_allergy(**changes)).allergies
    assert allergy.medicine is is_medicine


def test_that_a_resolved_allergy_is_taken_as_not_active(tmp_path: Path) -> None:
    system = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
    (allergy,) = read_one(tmp_path, an_allergy(clinicalStatus=concept(system, "resolved"))).allergies
    assert not allergy.active


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"code": concept("http://snomed.info/sct", "716186003", "No known allergy")},
            "answer of the intake",
        ),
        ({"code": {"text": "NKDA"}}, "answer of the intake"),
        ({"code": {"text": "No Known Drug Allergies"}}, "answer of the intake"),
        ({"code": None}, "names no substance"),
        ({"verificationStatus": concept("x", "entered-in-error")}, "entered in error"),
        ({"verificationStatus": concept("x", "refuted")}, "refuted"),
        ({"type": "dislike"}, "not valid"),
        ({"recordedDate": "2027-01-01"}, "in the future"),
        ({"recordedDate": "1984-03-13"}, "before the patient's birth"),
    ],
)
def test_that_a_doubtful_allergy_is_left(tmp_path: Path, changes: dict[str, Any], why: str) -> None:
    assert why in only_reason(tmp_path, an_allergy(**changes))


@pytest.mark.parametrize(
    ("system", "code", "psychiatric"),
    [
        ("http://snomed.info/sct", "370143000", True),
        ("http://snomed.info/sct", "38341003", False),
        ("http://hl7.org/fhir/sid/icd-10-cm", "F33.1", True),
        ("http://hl7.org/fhir/sid/icd-10-cm", "I10", False),
        ("http://hl7.org/fhir/sid/icd-9-cm", "296.32", True),
        ("http://hl7.org/fhir/sid/icd-9-cm", "401.9", False),
    ],
)
def test_that_a_psychiatric_diagnosis_is_known_by_its_code(
    tmp_path: Path, system: str, code: str, psychiatric: bool
) -> None:
    (condition,) = read_one(tmp_path, a_condition(code=concept(system, code, "a diagnosis"))).conditions
    assert condition.psychiatric is psychiatric
    assert condition.code == f"{system}|{code}"


def test_that_icd_10_is_preferred_to_other_codes(tmp_path: Path) -> None:
    both = {
        "coding": [
            {"system": "http://snomed.info/sct", "code": "38341003"},
            {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "I10", "display": "Hypertension"},
        ]
    }
    (condition,) = read_one(tmp_path, a_condition(code=both)).conditions
    assert (condition.name, condition.code) == ("Hypertension", "http://hl7.org/fhir/sid/icd-10-cm|I10")


def test_that_vague_dates_and_doubt_stand_in_the_note(tmp_path: Path) -> None:
    (condition,) = read_one(
        tmp_path,
        a_condition(
            onsetDateTime="2004-05",
            clinicalStatus=concept("http://terminology.hl7.org/CodeSystem/condition-clinical", "resolved"),
            verificationStatus=concept("x", "provisional"),
        ),
    ).conditions
    assert (condition.onset, condition.resolved) == (None, None)
    assert condition.note == "Since 2004-05. Provisional diagnosis. Marked as resolved without a date."


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"code": None}, "no name"),
        ({"abatementDateTime": "2018-08-31"}, "ends before it begins"),
        ({"onsetDateTime": "2026-12-24"}, "in the future"),
        ({"onsetDateTime": "1984"}, ""),
        ({"onsetDateTime": "1983"}, "before the patient's birth"),
        ({"verificationStatus": concept("x", "entered-in-error")}, "entered in error"),
    ],
)
def test_that_a_doubtful_condition_is_left(tmp_path: Path, changes: dict[str, Any], why: str) -> None:
    if why:
        assert why in only_reason(tmp_path, a_condition(**changes))
    else:
        assert read_one(tmp_path, a_condition(**changes)).count == 1


def test_that_an_encounter_says_when_what_who_and_where(tmp_path: Path) -> None:
    doctor = {"resourceType": "Practitioner", "id": "d1", "name": [{"text": "Dr. Ito"}]}
    house = {"resourceType": "Organization", "id": "h1", "name": "LOWELL GENERAL HOSPITAL"}
    (encounter,) = read_one(
        tmp_path,
        a_patient(),
        doctor,
        house,
        an_encounter(
            type=[{"text": "Office Visit"}],
            reasonCode=[{"text": "low mood"}],
            participant=[{"individual": {"reference": "Practitioner/d1"}}],
            serviceProvider={"reference": "Organization/h1"},
        ),
    ).encounters
    assert encounter.start == datetime(2022, 6, 7, 14, tzinfo=UTC)
    assert encounter.end == datetime(2022, 6, 7, 14, 30, tzinfo=UTC)
    assert (encounter.kind, encounter.reason) == ("Office Visit", "low mood")
    assert (encounter.practitioner, encounter.place) == ("Dr. Ito", "LOWELL GENERAL HOSPITAL")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"status": "planned"}, "not happened"),
        ({"status": "cancelled"}, "cancelled"),
        ({"period": None}, "no date"),
        ({"period": {"start": "2022"}}, "only a year"),
        ({"period": {"start": "2022-06-07T14:00:00Z", "end": "2022-06-07T13:00:00Z"}}, "ends before"),
        ({"period": {"start": "2026-11-23T19:00:00Z"}}, "in the future"),
    ],
)
def test_that_a_doubtful_encounter_is_left(tmp_path: Path, changes: dict[str, Any], why: str) -> None:
    assert why in only_reason(tmp_path, an_encounter(**changes))


@pytest.mark.parametrize(
    ("code", "named", "kind"),
    [
        ("IMP", "Drug rehabilitation", "Drug rehabilitation, inpatient"),
        ("EMER", "Encounter for problem", "Encounter for problem, emergency"),
        ("EMER", "Emergency room admission", "Emergency room admission"),
        ("AMB", "Encounter for problem", "Encounter for problem"),
        ("IMP", "", "inpatient"),
    ],
)
def test_that_a_stay_and_an_emergency_are_said_whatever_the_contact_is_called(
    tmp_path: Path, code: str, named: str, kind: str
) -> None:
    system = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
    contact = an_encounter(
        **{"class": {"system": system, "code": code}}, type=[{"text": named}] if named else None
    )
    (taken,) = read_one(tmp_path, contact).encounters
    assert taken.kind == kind


@pytest.mark.parametrize(
    ("system", "words", "name"),
    [
        ("http://snomed.info/sct", "Opioid abuse (disorder)", "Opioid abuse"),
        ("http://snomed.info/sct", "Fear (mild) of falling", "Fear (mild) of falling"),
        ("http://snomed.info/sct", "Bipolar disorder (type I)", "Bipolar disorder (type I)"),
        ("http://hl7.org/fhir/sid/icd-10-cm", "Opioid abuse (disorder)", "Opioid abuse (disorder)"),
    ],
)
def test_that_the_sort_of_a_snomed_name_is_not_said(
    tmp_path: Path, system: str, words: str, name: str
) -> None:
    (taken,) = read_one(tmp_path, a_condition(code=concept(system, "5602001", words))).conditions
    assert taken.name == name


def test_that_an_encounter_of_one_day_needs_no_time(tmp_path: Path) -> None:
    period = {"start": "2022-06-07", "end": "2022-06-07T09:00:00Z"}
    (encounter,) = read_one(tmp_path, an_encounter(period=period)).encounters
    assert (encounter.start.date(), encounter.end) == (date(2022, 6, 7), None)


def test_that_what_a_sender_noted_beside_a_condition_is_kept(tmp_path: Path) -> None:
    note = {"note": [{"text": "told by her mother"}, {"text": "told by her mother"}]}
    (condition,) = read_one(tmp_path, a_condition(**note)).conditions
    assert condition.note == "told by her mother"


def test_that_a_note_without_end_says_that_it_was_cut_and_keeps_nothing_out(tmp_path: Path) -> None:
    (condition,) = read_one(tmp_path, a_condition(note=[{"text": "word " * 1000}])).conditions
    assert condition.note.endswith("… (goes on in the file)")
    assert len(condition.note) < 350
