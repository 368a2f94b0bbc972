"""Where the sample files are, and small FHIR resources for tests. Every person here is made up."""

import json
import os
from itertools import count
from pathlib import Path
from typing import Any

from medmanager.domain.imports.imports import PatientRecords, RecordsFile
from medmanager.exchange.fhir_reader import FhirReader
from tests.builders import new_id
from tests.fakes import FakeClock

COPIED = Path(__file__).parent.parent / "data" / "fhir"
_MORE = {
    "synthea": "synthea-r4",
    "not-r4": "fhir-not-r4",
    "hl7": "fhir-r4-examples",
    "phq9": "fhir-r4-phq9",
}
_numbers = count(1)


def more_samples() -> Path | None:
    """A folder of more samples beside the checkout, where somebody keeps one."""
    beside = Path(__file__).parent.parent.parent.parent / "shared" / "data"
    folder = Path(os.environ.get("MEDMANAGER_SHARED", beside))
    return folder if folder.is_dir() else None


def sample_files(group: str) -> list[Path]:
    """The files of one group: all of them where there are more, else those copied into the tests."""
    more = more_samples()
    folder = more / _MORE[group] if more else COPIED / group
    return sorted(path for path in folder.iterdir() if path.suffix in {".json", ".ndjson"})


def sample(group: str, name: str) -> Any:
    """One copied sample as plain JSON."""
    return json.loads((COPIED / group / name).read_text("utf-8-sig"))


def quiet(done: int, of: int, text: str) -> None:
    """A progress nobody looks at."""


def reader(clock: FakeClock | None = None) -> FhirReader:
    return FhirReader(new_id, (clock or FakeClock()).now)


def read(path: Path) -> RecordsFile:
    return reader().read(path, quiet)


def write_bundle(folder: Path, *resources: Any, **head: Any) -> Path:
    """A collection of these resources, written to a file of its own."""
    entries = [one if "resource" in one else {"resource": one} for one in resources]
    return write(folder, {"resourceType": "Bundle", "type": "collection", "entry": entries, **head})


def write(folder: Path, content: Any) -> Path:
    path = folder / f"records{next(_numbers)}.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def read_one(folder: Path, *resources: Any) -> PatientRecords:
    """What is taken of a bundle with one patient (added when missing) and these resources."""
    return read_bundle(folder, *resources).patients[0]


def read_bundle(folder: Path, *resources: Any) -> RecordsFile:
    has_patient = any(one.get("resourceType") == "Patient" for one in resources)
    return read(write_bundle(folder, *(() if has_patient else (a_patient(),)), *resources))


def only_reason(folder: Path, *resources: Any) -> str:
    """The one reason why something was left, when nothing besides the patient was taken."""
    file = read_bundle(folder, *resources)
    assert file.patients[0].count == 0
    (reason,) = reasons(file)
    return reason


def reasons(file: RecordsFile) -> list[str]:
    """Why something was left, each reason as often as it came up."""
    return [left.why for left in file.left for _ in range(left.count)]


def a_patient(**changes: Any) -> dict[str, Any]:
    name = {"use": "official", "family": "Lindqvist", "given": ["Maren"]}
    given = {"id": "p1", "name": [name], "gender": "female", "birthDate": "1984-03-14"}
    return _resource("Patient", {**given, **changes})


def an_observation(loinc: str, value: Any, unit: str = "", **changes: Any) -> dict[str, Any]:
    quantity = {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}
    given = {
        "id": f"o{next(_numbers)}",
        "status": "final",
        "code": concept("http://loinc.org", loinc),
        "subject": {"reference": "Patient/p1"},
        "effectiveDateTime": "2020-05-06T10:30:00-05:00",
        "valueQuantity": quantity if unit else {"value": value},
    }
    return _resource("Observation", {**given, **changes})


def a_request(**changes: Any) -> dict[str, Any]:
    given = {
        "id": f"m{next(_numbers)}",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": concept(
            "http://www.nlm.nih.gov/research/umls/rxnorm", "312938", "sertraline 100 MG Oral Tablet"
        ),
        "subject": {"reference": "Patient/p1"},
        "authoredOn": "2021-02-03T09:00:00-05:00",
    }
    return _resource("MedicationRequest", {**given, **changes})


def a_statement(**changes: Any) -> dict[str, Any]:
    given = {
        "id": f"s{next(_numbers)}",
        "status": "active",
        "medicationCodeableConcept": {"text": "St John's wort"},
        "subject": {"reference": "Patient/p1"},
    }
    return _resource("MedicationStatement", {**given, **changes})


def a_condition(**changes: Any) -> dict[str, Any]:
    given = {
        "id": f"c{next(_numbers)}",
        "clinicalStatus": concept("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
        "code": concept("http://snomed.info/sct", "370143000", "Major depressive disorder"),
        "subject": {"reference": "Patient/p1"},
        "onsetDateTime": "2018-09-01",
    }
    return _resource("Condition", {**given, **changes})


def an_allergy(**changes: Any) -> dict[str, Any]:
    given = {
        "id": f"a{next(_numbers)}",
        "clinicalStatus": concept(
            "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active"
        ),
        "code": concept("http://snomed.info/sct", "91936005", "Allergy to penicillin"),
        "patient": {"reference": "Patient/p1"},
        "category": ["medication"],
        "recordedDate": "2015-04-05",
    }
    return _resource("AllergyIntolerance", {**given, **changes})


def an_encounter(**changes: Any) -> dict[str, Any]:
    given = {
        "id": f"e{next(_numbers)}",
        "status": "finished",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
        "subject": {"reference": "Patient/p1"},
        "period": {"start": "2022-06-07T14:00:00Z", "end": "2022-06-07T14:30:00Z"},
    }
    return _resource("Encounter", {**given, **changes})


def concept(system: str, code: str, display: str = "") -> dict[str, Any]:
    coding = {"system": system, "code": code, **({"display": display} if display else {})}
    return {"coding": [coding]}


def _resource(kind: str, members: dict[str, Any]) -> dict[str, Any]:
    """Members set to None are left out."""
    return {"resourceType": kind, **{name: value for name, value in members.items() if value is not None}}
