"""Files that cannot be taken: one sentence each, without a word of the patient's."""

import json
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medmanager.domain.errors import Cancelled, Refused
from medmanager.exchange import records_text
from medmanager.exchange.fhir_reader import FhirReader
from tests.builders import new_id
from tests.exchange.samples import (
    a_condition,
    a_patient,
    a_request,
    an_allergy,
    an_observation,
    quiet,
    read,
    read_bundle,
    read_one,
    reader,
    reasons,
    write,
    write_bundle,
)
from tests.fakes import FakeClock


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        read(path)
    sentence = caught.value.sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    for secret in ("Lindqvist", "Maren", "1984", "555-01"):
        assert secret not in sentence
    return sentence


def in_bytes(folder: Path, content: bytes) -> Path:
    path = folder / "records.json"
    path.write_bytes(content)
    return path


BUNDLE = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": a_patient()}]})


def test_that_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    assert len(read(in_bytes(tmp_path, b"\xef\xbb\xbf" + BUNDLE.encode())).patients) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_that_wide_text_is_named(tmp_path: Path, encoding: str) -> None:
    assert "UTF-16" in refusal(in_bytes(tmp_path, BUNDLE.encode(encoding)))


def test_that_bytes_that_are_not_utf_8_are_named_with_their_line(tmp_path: Path) -> None:
    content = b'{\n"resourceType": "Patient",\n"name": [{"family": "Mu\xf1oz"}]}'
    assert refusal(in_bytes(tmp_path, content)).startswith("Line 3 of this file is not UTF-8")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"  \n\t ", "is empty"),
        (b"PK\x03\x04rest", "ZIP archive"),
        (b"\x1f\x8brest", "compressed"),
        (b"%PDF-1.7", "a PDF"),
        (b"<?xml version='1.0'?><Bundle/>", "XML"),
        (b"name,birth date\nLindqvist,1984", "not JSON"),
        (b'"text"', "not JSON"),
        (b"[{}]", "bare list"),
        (b"{", "cut off"),
        (b"{}", "not FHIR"),
        (b'{"resourceType": null}', "not FHIR"),
        (b'{"resourceType": 5}', "does not know"),
        (b'{"resourceType": "Maren Lindqvist"}', "does not know"),
        (b'{"resourceType": "Bundle"}', "of which type"),
        (b'{"resourceType": "Bundle", "type": "history", "entry": []}', "type history"),
        (b'{"resourceType": "Bundle", "type": "Lindqvist"}', "type unknown"),
        (b'{"resourceType": "Bundle", "type": "searchset"}', "holds no patient"),
        (b'{"resourceType": "Bundle", "type": "collection", "entry": {}}', "not a list"),
        (b'{"resourceType": "Questionnaire", "status": "active"}', "holds no patient"),
        (b'{"a": NaN}', "Line 1"),
        (BUNDLE.encode()[:-1], "cut off"),
        (BUNDLE.encode() + b"{}", "after the end"),
        (BUNDLE.encode().replace(b"Maren", b"Ma\0ren"), "Line 1"),
        (b'{"resourceType":"Patient","x":' + b"[" * 100_000, "nested too deeply"),
        (b'{"resourceType":"Patient","x":' + b'{"a":' * 900 + b"1" + b"}" * 901, "."),
    ],
)
def test_that_an_unusable_file_is_refused_with_its_reason(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in refusal(in_bytes(tmp_path, content))


def test_that_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert "folder" in refusal(tmp_path)
    assert "not there" in refusal(tmp_path / "gone.json")
    assert "not there" in refusal(tmp_path / "bad\0name.json")


@pytest.mark.skipif(not hasattr(os, "mkfifo") or os.name == "nt", reason="this system has no named pipes")
def test_that_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    assert "not an ordinary file" in refusal(tmp_path / "pipe.json")


def test_that_an_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, BUNDLE)

    def denied(*_: object, **__: object) -> None:
        raise PermissionError("Lindqvist.json")

    monkeypatch.setattr(Path, "open", denied)
    assert "cannot be read" in refusal(path)


def test_that_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records_text, "MEGABYTE", 1)
    assert "larger than 256 MB" in refusal(write(tmp_path, BUNDLE + " " * 300))


def test_that_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, BUNDLE)

    def meddle(done: int, of: int, text: str) -> None:
        path.write_text(BUNDLE + " " * (done + 1))

    with pytest.raises(Refused, match="changed while"):
        reader().read(path, meddle)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": None}, "no family name"),
        ({"name": [{"family": "Lindqvist"}]}, "no given name"),
        ({"name": [{"given": ["Maren"]}]}, "no family name"),
        ({"name": [{"use": "old", "family": "Lindqvist", "given": ["Maren"]}]}, "no family name"),
        ({"name": [{"family": "\u0000", "given": ["Maren"]}]}, "no family name"),
        ({"name": [{"family": "L" * 201, "given": ["Maren"]}]}, "longer than 200"),
        ({"name": {"family": "Lindqvist"}}, "(name)"),
        ({"name": "Maren Lindqvist"}, "(name)"),
        ({"birthDate": None}, "no birth date"),
        ({"birthDate": "1984-02-30"}, "(birthDate)"),
        ({"birthDate": 1984}, "(birthDate)"),
        ({"birthDate": "1984"}, "only a year"),
        ({"birthDate": "2026-11-26"}, "born in the future"),
        ({"birthDate": "1884-03-14"}, "older than 120"),
        ({"gender": "woman"}, "(gender)"),
        ({"link": [{"type": "replaced-by", "other": {"reference": "Patient/2"}}]}, "replaced"),
    ],
)
def test_that_a_broken_patient_refuses_the_file(tmp_path: Path, changes: dict[str, Any], why: str) -> None:
    sentence = refusal(write_bundle(tmp_path, a_patient(**changes), a_request()))
    assert sentence.startswith("The patient in this file cannot be taken: ")
    assert why in sentence


@pytest.mark.parametrize(
    ("resource", "version"),
    [
        (a_patient(name=[{"family": ["Lindqvist"], "given": ["Maren"]}]), "DSTU2"),
        ({"resourceType": "MedicationOrder", "id": "x"}, "DSTU2"),
        ({"resourceType": "Encounter", "class": "ambulatory"}, "DSTU2"),
        (a_condition(clinicalStatus="active"), "STU3"),
        (an_allergy(clinicalStatus="active"), "STU3"),
        (a_request(requester={"agent": {"reference": "Practitioner/1"}}), "STU3"),
        ({"resourceType": "MedicationStatement", "status": "active", "taken": "y"}, "STU3"),
        ({"resourceType": "Encounter", "class": [{"text": "outpatient"}]}, "R5"),
        ({"resourceType": "MedicationRequest", "medication": {"concept": {"text": "x"}}}, "R5"),
    ],
)
def test_that_the_version_of_a_file_is_told_by_its_shapes(
    tmp_path: Path, resource: Any, version: str
) -> None:
    assert f"FHIR {version}" in refusal(write_bundle(tmp_path, a_patient(), resource))


def test_that_one_misshapen_resource_does_not_make_an_r4_file_another_version(tmp_path: Path) -> None:
    file = read_bundle(tmp_path, a_patient(), a_condition(), a_condition(clinicalStatus="active"))
    assert file.patients[0].count == 1
    assert reasons(file) == ["not valid FHIR R4 (clinicalStatus)"]


def test_that_entries_that_hold_nothing_or_ask_for_removal_are_counted(tmp_path: Path) -> None:
    removal = {"resource": an_allergy(), "request": {"method": "DELETE", "url": "AllergyIntolerance/a1"}}
    path = write(
        tmp_path,
        {
            "resourceType": "Bundle",
            "type": "batch",
            "entry": [{"resource": a_patient()}, removal, {}, None, 5, {"resource": "text"}],
        },
    )
    file = read(path)
    assert file.patients[0].count == 0
    assert [(one.kind, one.count) for one in file.left] == [("Bundle entry", 5)]


def test_that_a_word_that_is_no_resource_type_is_not_repeated(tmp_path: Path) -> None:
    file = read_bundle(tmp_path, {"resourceType": "Maren Lindqvist"}, {"resourceType": 7}, {})
    assert {(one.kind, one.why) for one in file.left} == {("Unknown", "not a resource type of FHIR R4")}
    assert "Lindqvist" not in repr(file.left)


def test_that_the_resource_type_may_stand_last(tmp_path: Path) -> None:
    path = write(
        tmp_path, {"entry": [{"resource": a_patient()}], "type": "collection", "resourceType": "Bundle"}
    )
    assert len(read(path).patients) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", ""])
def test_that_ndjson_is_read_line_by_line(tmp_path: Path, end: str) -> None:
    text = (end or "\n").join(json.dumps(one) for one in (a_patient(), a_request(), an_allergy())) + end
    (records,) = read(write(tmp_path, text)).patients
    assert (len(records.statements), len(records.allergies)) == (1, 1)


def test_that_a_broken_ndjson_line_is_named(tmp_path: Path) -> None:
    text = "\n".join((json.dumps(a_patient()), json.dumps(a_request()), "oops"))
    assert refusal(write(tmp_path, text)).startswith("Line 3 ")


# ---------------------------------------------------------------------------------- identity and references


def test_that_the_same_resource_twice_is_taken_once(tmp_path: Path) -> None:
    file = read_bundle(tmp_path, a_patient(), a_patient(), a_request(id="m"), a_request(id="m"))
    assert [one.count for one in file.patients] == [1]
    assert reasons(file) == ["it stands twice in the file"] * 2


def test_that_two_different_resources_with_one_id_are_both_left(tmp_path: Path) -> None:
    file = read_bundle(
        tmp_path, an_observation("29463-7", 70, "kg", id="o"), an_observation("29463-7", 90, "kg", id="o")
    )
    assert file.patients[0].count == 0
    assert reasons(file) == ["two different resources of the file carry its id"] * 2


def test_that_two_different_patients_with_one_id_are_refused(tmp_path: Path) -> None:
    path = write_bundle(tmp_path, a_patient(), a_patient(birthDate="1990-01-01"), a_request())
    assert "carry its id" in refusal(path)


def test_that_two_medicines_with_one_id_are_not_mixed_up(tmp_path: Path) -> None:
    medicines = [{"resourceType": "Medication", "id": "m", "code": {"text": name}} for name in ("A", "B")]
    request = a_request(medicationCodeableConcept=None, medicationReference={"reference": "Medication/m"})
    file = read_bundle(tmp_path, *medicines, request)
    assert file.patients[0].count == 0
    assert "its medicine is not named in the file" in reasons(file)


def test_that_two_patients_of_one_file_keep_their_own_records(tmp_path: Path) -> None:
    other = a_patient(id="p2", birthDate="1990-01-01")
    hers = an_observation("29463-7", 60, "kg", subject={"reference": "Patient/p2"})
    first, second = read_bundle(tmp_path, a_patient(), other, hers, a_request()).patients
    assert (len(first.statements), len(first.observations)) == (1, 0)
    assert (len(second.statements), len(second.observations)) == (0, 1)
    assert second.observations[0].patient_id == second.patient.id


def test_that_references_are_followed_by_address_version_server_and_identifier(tmp_path: Path) -> None:
    server = "https://ehr.example.org/fhir"
    patient = a_patient(identifier=[{"system": "urn:mrn", "value": "17"}])
    references = (
        f"{server}/Patient/p1",
        "Patient/p1",
        "Patient/p1/_history/3",
        "Patient?identifier=urn:mrn|17",
    )
    requests = [
        {"resource": a_request(subject={"reference": one}), "fullUrl": f"{server}/MedicationRequest/{row}"}
        for row, one in enumerate(references)
    ]
    path = write_bundle(tmp_path, {"resource": patient, "fullUrl": f"{server}/Patient/p1"}, *requests)
    (records,) = read(path).patients
    assert len(records.statements) == 4


def test_that_one_id_on_two_servers_is_two_patients(tmp_path: Path) -> None:
    entries: list[Any] = []
    for name in ("one", "two"):
        base = f"https://{name}.example.org"
        entries.append(
            {"resource": a_patient(birthDate=f"198{len(entries)}-01-01"), "fullUrl": f"{base}/Patient/p1"}
        )
        entries.append({"resource": a_request(), "fullUrl": f"{base}/MedicationRequest/{name}"})
    records = read(write_bundle(tmp_path, *entries)).patients
    assert [one.count for one in records] == [1, 1]
    assert [one.statements[0].origin for one in records] == [
        "https://one.example.org/MedicationRequest/one",
        "https://two.example.org/MedicationRequest/two",
    ]


def test_that_an_ambiguous_reference_leads_nowhere(tmp_path: Path) -> None:
    entries = [
        {
            "resource": a_patient(birthDate=f"19{year}-01-01"),
            "fullUrl": f"https://{year}.example.org/Patient/p1",
        }
        for year in (80, 81)
    ]
    file = read(write_bundle(tmp_path, *entries, a_request()))
    assert [one.count for one in file.patients] == [0, 0]
    assert reasons(file) == ["its patient is not in the file"]


def test_that_an_origin_is_the_same_in_every_reading(tmp_path: Path) -> None:
    path = write_bundle(tmp_path, a_patient(), a_request(), a_request(id=None), an_allergy())
    first, second = (read(path).patients[0] for _ in range(2))
    assert first.identity == second.identity
    assert [one.origin for one in first.records] == [one.origin for one in second.records]
    assert first.patient.id != second.patient.id


def test_that_number_one_of_two_clinics_has_two_origins(tmp_path: Path) -> None:
    here = read_one(tmp_path, a_patient(id="1"))
    there = read_one(tmp_path, a_patient(id="1", birthDate="1990-09-09"))
    assert here.identity.origin != there.identity.origin


# -------------------------------------------------------------------------------------- progress and cancel


def test_that_progress_runs_to_the_end_and_cancelling_stops_at_once(tmp_path: Path) -> None:
    junk = ({"resourceType": "Claim", "id": f"x{row}", "note": "n" * 2000} for row in range(400))
    path = write_bundle(tmp_path, a_patient(), *junk)
    steps: list[tuple[int, int]] = []
    reader().read(path, lambda done, of, _: steps.append((done, of)))
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1] == 2 * path.stat().st_size
    heard: list[int] = []

    def stop(done: int, of: int, text: str) -> None:
        heard.append(done)
        if done > of / 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        reader().read(path, stop)
    assert heard[-1] < 2 * path.stat().st_size / 2


def test_that_claims_of_a_long_file_cost_no_memory(tmp_path: Path, measured_peak: Any) -> None:
    path = tmp_path / "long.json"
    with path.open("w") as file:
        file.write('{"resourceType": "Bundle", "type": "collection", "entry": [')
        file.write(json.dumps({"resource": a_patient()}))
        for row in range(3000):
            claim = {"resourceType": "Claim", "id": f"x{row}", "note": "n" * 4000}
            file.write("," + json.dumps({"resource": claim}))
        file.write("]}")
    FhirReader(new_id, FakeClock().now).read(path, quiet)
    peak = measured_peak(lambda: reader().read(path, quiet))
    assert peak < 5_000_000, "12 MB of claims must pass without being held"


@pytest.fixture
def measured_peak() -> Iterator[Any]:
    """Highest memory, in bytes, that Python itself asked for while a function ran."""

    def measure(work: Any) -> int:
        tracemalloc.start()
        work()
        return tracemalloc.get_traced_memory()[1]

    yield measure
    tracemalloc.stop()
