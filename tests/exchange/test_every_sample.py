"""Every sample file: what is taken and left is counted a second time, from the plain JSON."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.history import Measure, TakingStatus
from medmanager.domain.imports.imports import PatientRecords, RecordsFile
from medmanager.domain.patient import Sex
from tests.exchange.samples import COPIED, more_samples, read, sample_files

KEPT = {
    "29463-7": Measure.WEIGHT,
    "8302-2": Measure.HEIGHT,
    "39156-5": Measure.BMI,
    "8480-6": Measure.SYSTOLIC,
    "8462-4": Measure.DIASTOLIC,
    "777-3": Measure.PLATELETS,
    "6690-2": Measure.WBC,
    "2339-0": Measure.GLUCOSE,
    "4548-4": Measure.HBA1C,
    "2093-3": Measure.CHOLESTEROL,
    "18262-6": Measure.LDL,
    "2085-9": Measure.HDL,
    "2571-8": Measure.TRIGLYCERIDES,
    "33914-3": Measure.EGFR,
    "2947-0": Measure.SODIUM,
    "6298-4": Measure.POTASSIUM,
    "49765-1": Measure.CALCIUM,
    "38483-4": Measure.CREATININE,
    "1742-6": Measure.ALT,
    "1920-8": Measure.AST,
}
"""LOINC codes of these files that are kept, written down apart from the reader's own table."""
ALL_TAKEN = ("AllergyIntolerance", "Condition", "MedicationRequest", "Encounter")


def _ids(paths: Iterable[Path]) -> list[str]:
    return [path.name for path in paths]


def _entries(path: Path) -> list[Any]:
    found = json.loads(path.read_text("utf-8"), parse_float=Decimal)["entry"]
    assert isinstance(found, list)
    return found


def _of(path: Path, kind: str) -> list[Any]:
    return [
        entry["resource"] for entry in _entries(path) if entry.get("resource", {}).get("resourceType") == kind
    ]


def _taken_by_kind(records: PatientRecords) -> dict[str, set[str]]:
    """Origins of what was taken, by the resource type they must have come from."""
    return {
        "Patient": {records.identity.origin},
        "AllergyIntolerance": {one.origin for one in records.allergies},
        "Condition": {one.origin for one in records.conditions},
        "MedicationRequest": {one.origin for one in records.statements},
        "Observation": {one.origin.split("#")[0] for one in records.observations},
        "Encounter": {one.origin for one in records.encounters},
    }


def missing_resources(path: Path, file: RecordsFile) -> dict[str, int]:
    """How many resources of each kind were neither taken nor reported as left."""
    in_file = Counter(
        entry.get("resource", {}).get("resourceType", "Bundle entry") for entry in _entries(path)
    )
    accounted: Counter[str] = Counter()
    for left in file.left:
        accounted[left.kind] += left.count
    for patient in file.patients:
        for kind, origins in _taken_by_kind(patient).items():
            accounted[kind] += len(origins)
    in_file.subtract(accounted)
    return {kind: number for kind, number in in_file.items() if number}


SYNTHEA = sample_files("synthea")


@pytest.mark.parametrize("path", SYNTHEA, ids=_ids(SYNTHEA))
def test_that_every_resource_of_a_synthea_file_is_taken_or_left_with_a_reason(path: Path) -> None:
    file = read(path)
    assert missing_resources(path, file) == {}
    assert all(left.why and left.count > 0 for left in file.left)


@pytest.mark.parametrize("path", SYNTHEA, ids=_ids(SYNTHEA))
def test_that_no_allergy_condition_medicine_or_encounter_of_a_synthea_file_is_left(path: Path) -> None:
    file = read(path)
    assert not {left.kind for left in file.left} & {*ALL_TAKEN, "Patient"}


@pytest.mark.parametrize("path", SYNTHEA, ids=_ids(SYNTHEA))
def test_that_the_patient_of_a_synthea_file_is_who_the_file_says(path: Path) -> None:
    (raw,) = _of(path, "Patient")
    (records,) = read(path).patients
    patient = records.patient
    official = next(name for name in raw["name"] if name["use"] == "official")
    assert (patient.family_name, patient.given_name) == (official["family"], " ".join(official["given"]))
    assert patient.birth_date == date.fromisoformat(raw["birthDate"])
    assert patient.sex is Sex(raw["gender"])
    assert patient.phone == raw["telecom"][0]["value"]
    assert raw["address"][0]["city"] in patient.address
    spoken = raw["communication"][0]["language"]["coding"][0]["code"]
    assert (patient.language == "es") == spoken.startswith("es")
    assert patient.desk_note.startswith("Deceased") == ("deceasedDateTime" in raw)


@pytest.mark.parametrize("path", SYNTHEA, ids=_ids(SYNTHEA))
def test_that_measurements_of_a_synthea_file_keep_value_time_and_kind(path: Path) -> None:
    expected: Counter[tuple[Measure, Decimal, datetime]] = Counter()
    for raw in _of(path, "Observation"):
        for source in raw.get("component", [raw]):
            measure = KEPT.get(source["code"]["coding"][0]["code"])
            quantity = source.get("valueQuantity", {})
            if measure is None or (measure is Measure.EGFR and quantity["code"] == "mL/min"):
                continue
            at = datetime.fromisoformat(raw["effectiveDateTime"]).astimezone(UTC)
            expected[measure, round(Decimal(quantity["value"]), 3), at] += 1
    (records,) = read(path).patients
    assert Counter((one.measure, one.value, one.at) for one in records.observations) == expected


@pytest.mark.parametrize("path", SYNTHEA, ids=_ids(SYNTHEA))
def test_that_medicines_of_a_synthea_file_keep_name_code_status_and_start(path: Path) -> None:
    doctors = {
        f"urn:uuid:{one['id']}": " ".join(
            (*one["name"][0]["prefix"], *one["name"][0]["given"], one["name"][0]["family"])
        )
        for one in _of(path, "Practitioner")
    }
    states = {"active": TakingStatus.TAKING, "stopped": TakingStatus.STOPPED}
    expected = Counter(
        (
            raw["medicationCodeableConcept"]["text"],
            raw["medicationCodeableConcept"]["coding"][0]["code"],
            states[raw["status"]],
            datetime.fromisoformat(raw["authoredOn"]).date(),
            doctors[raw["requester"]["reference"]],
        )
        for raw in _of(path, "MedicationRequest")
    )
    (records,) = read(path).patients
    assert (
        Counter((one.name, one.rxcui, one.status, one.started, one.prescriber) for one in records.statements)
        == expected
    )


@pytest.mark.parametrize("path", SYNTHEA, ids=_ids(SYNTHEA))
def test_that_conditions_of_a_synthea_file_keep_name_code_and_dates(path: Path) -> None:
    def day(raw: Any, name: str) -> date | None:
        return datetime.fromisoformat(raw[name]).date() if name in raw else None

    expected = Counter(
        (
            raw["code"]["text"].split(" (")[0],
            f"http://snomed.info/sct|{raw['code']['coding'][0]['code']}",
            day(raw, "onsetDateTime"),
            day(raw, "abatementDateTime"),
        )
        for raw in _of(path, "Condition")
    )
    (records,) = read(path).patients
    assert Counter((one.name, one.code, one.onset, one.resolved) for one in records.conditions) == expected


@pytest.mark.skipif(more_samples() is None, reason="no folder of more samples beside the checkout")
def test_that_all_synthea_files_together_give_the_counts_of_their_index() -> None:
    totals: Counter[str] = Counter()
    for path in SYNTHEA:
        (records,) = read(path).patients
        totals.update({kind: len(origins) for kind, origins in _taken_by_kind(records).items()})
    assert dict(totals) == {
        "Patient": 25,
        "AllergyIntolerance": 20,
        "Condition": 189,
        "MedicationRequest": 136,
        "Observation": 1242,
        "Encounter": 547,
    }


def test_that_a_lost_resource_would_be_noticed() -> None:
    path = COPIED / "synthea" / SYNTHEA[0].name
    path = path if path.exists() else next((COPIED / "synthea").glob("*.json"))
    file = read(path)
    (records,) = file.patients
    shorter = PatientRecords(
        records.patient,
        records.allergies,
        records.conditions,
        records.statements[1:],
        records.observations,
        records.encounters,
    )
    assert missing_resources(path, RecordsFile(file.name, (shorter,), file.left)) == {"MedicationRequest": 1}
    assert missing_resources(path, RecordsFile(file.name, file.patients, file.left[1:])) != {}


OTHER_VERSIONS = sample_files("not-r4")


@pytest.mark.parametrize("path", OTHER_VERSIONS, ids=_ids(OTHER_VERSIONS))
def test_that_another_fhir_version_is_refused_by_its_name(path: Path) -> None:
    version = path.name.split("_")[0].upper()
    with pytest.raises(Refused, match=rf"FHIR {version}\. Only FHIR R4 can be taken"):
        read(path)


READABLE = {
    "Bundle-Transaction.json": 5,
    "Patient-f001.json": 1,
    "Patient.json": 1,
    "PatientWithMinimalData.json": 1,
}
"""HL7 samples that hold patients, and how many."""
REFUSED = {
    "Bundle-TypeMissing.json": "does not say of which type it is",
    "Import-InvalidPatient.ndjson": "Line 4 ",
    "Import-Patient.ndjson": r"cannot be taken: not valid FHIR R4 \(id\)",
}
HL7 = [*sample_files("hl7"), *sample_files("phq9")]


@pytest.mark.parametrize("path", HL7, ids=_ids(HL7))
def test_that_every_hl7_sample_is_read_or_refused_with_its_reason(path: Path) -> None:
    if path.name in READABLE:
        assert len(read(path).patients) == READABLE[path.name]
        return
    with pytest.raises(Refused, match=REFUSED.get(path.name, "holds no patient")):
        read(path)
