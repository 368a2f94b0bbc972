"""Reads a FHIR R4 file into our records: first who and what it holds, then everything that can be taken."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from medmanager.domain.errors import Refused
from medmanager.domain.history import Encounter, MedicationStatement, Observation
from medmanager.domain.imports.imports import Left, PatientRecords, RecordsFile
from medmanager.domain.patient import Allergy, Condition, Patient
from medmanager.domain.record import Record
from medmanager.exchange.fhir_check import check
from medmanager.exchange.fhir_directory import Directory, Entry, digest, person_name, reference
from medmanager.exchange.fhir_entries import NO_RESOURCE, UNKNOWN, EntryWalk, refuse_head
from medmanager.exchange.fhir_history import allergy, condition, encounter
from medmanager.exchange.fhir_kinds import R4_KINDS
from medmanager.exchange.fhir_medication import drug_of, request, statement
from medmanager.exchange.fhir_observation import observation
from medmanager.exchange.fhir_patient import patient_of
from medmanager.exchange.fhir_questionnaire import questionnaire
from medmanager.exchange.fhir_reading import Reading
from medmanager.exchange.fhir_values import LONGEST_NAME, Json, LeftOut, part, text, words_of
from medmanager.exchange.fhir_version import VersionVotes
from medmanager.exchange.left_reasons import why_no_record
from medmanager.exchange.records_text import RecordsText
from medmanager.services.ports import Progress

R = TypeVar("R", bound=Record)

_TAKERS: dict[str, Callable[[Reading], tuple[Record, ...]]] = {
    "AllergyIntolerance": allergy,
    "Condition": condition,
    "MedicationRequest": request,
    "MedicationStatement": statement,
    "Observation": observation,
    "QuestionnaireResponse": questionnaire,
    "Encounter": encounter,
}
_OWNER = {"AllergyIntolerance": "patient"}
"""The element that names the patient, where it is not `subject`."""
_BESIDE = {
    "Practitioner": "its name stands with the records it belongs to",
    "Organization": "its name stands with the records it belongs to",
    "Location": "its name stands with the records it belongs to",
    "Medication": "it stands with the prescription that names it",
}
_READING = "Reading the file"


class FhirReader:
    """Fulfils the port RecordsReader for FHIR R4 and R4B: bundles, single resources and NDJSON, in JSON.

    The file is read twice and never held whole, so that memory grows with what is taken, not with its size.
    """

    def __init__(self, new_id: Callable[[], UUID], now: Callable[[], datetime]) -> None:
        self._new_id = new_id
        self._now = now

    def read(self, path: Path, report: Progress) -> RecordsFile:
        """Everything of one file that can be taken, and why the rest is left. Stores nothing.

        Each resource of the file is either taken or counted in `left`. `report` counts bytes, twice over.
        Raises Refused with one sentence when nothing can be taken, Cancelled when `report` does.
        """
        records = RecordsText(path)
        try:
            survey = self._survey(records, report)
            gathering = self._gather(records, survey, report)
        except RecursionError:
            raise Refused("The data of this file are nested too deeply to be usable FHIR.") from None
        return RecordsFile(records.name, gathering.patients(), gathering.left())

    def _survey(self, records: RecordsText, report: Progress) -> "_Survey":
        survey = _Survey(self._now())
        walk = EntryWalk(records.chunks(lambda done: report(done, 2 * records.size, _READING)))
        for entry in walk.entries():
            survey.see(entry)
        survey.refuse_unusable(walk.head)
        return survey

    def _gather(self, records: RecordsText, survey: "_Survey", report: Progress) -> "_Gathering":
        gathering = _Gathering(survey, self._new_id)
        chunks = records.chunks(lambda done: report(records.size + done, 2 * records.size, _READING))
        for entry in EntryWalk(chunks).entries():
            gathering.add(entry)
        return gathering


@dataclass(slots=True)
class _Survey:
    """The first reading: which version, who is in the file, what its addresses lead to, what stands twice."""

    now: datetime
    directory: Directory = field(default_factory=Directory)
    patients: list[Entry] = field(default_factory=list)
    unclear: set[str] = field(default_factory=set)
    """Keys that two resources with different content carry."""
    _votes: VersionVotes = field(default_factory=VersionVotes)
    _digests: dict[str, str] = field(default_factory=dict)

    def see(self, entry: Entry) -> None:
        self._votes.hear(entry.kind, entry.resource)
        if entry.kind == "Patient":
            self.patients.append(Entry(entry.kind, _without_photo(entry.resource), entry.full_url))
        if entry.kind == "Patient" or entry.kind in _TAKERS or entry.kind in _BESIDE:
            key, content = entry.key, digest(entry.resource)
            self.directory.add(entry)
            if self._digests.setdefault(key, content) != content:
                self.unclear.add(key)
                self.directory.forget(key)
                return
        if entry.kind in _BESIDE or entry.kind == "Condition":
            self._note(entry)

    def refuse_unusable(self, head: Json) -> None:
        """Raise Refused when the file is another version, another kind, or holds no patient."""
        if self._votes.foreign:
            raise Refused(
                f"This file is FHIR {self._votes.foreign}. Only FHIR R4 can be taken: ask the sender for R4."
            )
        refuse_head(head)
        if not self.patients:
            raise Refused("This file holds no patient. Records are taken only together with their patient.")

    def _note(self, entry: Entry) -> None:
        try:
            if entry.kind == "Medication":
                self.directory.drugs[entry.key] = drug_of(entry.resource)
            elif entry.kind == "Practitioner":
                self.directory.names[entry.key] = person_name(entry.resource)
            elif entry.kind == "Condition":
                self.directory.names[entry.key] = words_of(part(entry.resource, "code"), LONGEST_NAME)
            else:
                self.directory.names[entry.key] = text(entry.resource, "name", LONGEST_NAME)
        except LeftOut:
            # Whoever refers to it stays without this name; the resource itself is reported as left.
            return


class _Gathering:
    """The second reading: records by patient, and what was left and why."""

    def __init__(self, survey: _Survey, new_id: Callable[[], UUID]) -> None:
        self._survey = survey
        self._new_id = new_id
        self._left: Counter[tuple[str, str]] = Counter()
        self._seen: set[str] = set()
        self._patients: dict[str, Patient] = {}
        self._records: dict[str, list[Record]] = {}
        self._reasons: list[str] = []
        for entry in survey.patients:
            self._add_patient(entry)
        if not self._patients:
            raise Refused(f"The patient in this file cannot be taken: {self._reasons[0]}. Nothing was taken.")

    def add(self, entry: Entry) -> None:
        """Take one resource or count why not. Patients were met before."""
        if entry.kind == "Patient":
            return
        try:
            self._take(entry)
        except LeftOut as left:
            self._left[_shown(entry.kind), left.why] += 1

    def patients(self) -> tuple[PatientRecords, ...]:
        return tuple(
            _bound(patient, tuple(self._records.get(key, ()))) for key, patient in self._patients.items()
        )

    def left(self) -> tuple[Left, ...]:
        """By kind, most frequent reason first."""
        ordered = sorted(self._left.items(), key=lambda one: (one[0][0], -one[1], one[0][1]))
        return tuple(Left(kind, why, count) for (kind, why), count in ordered)

    def _add_patient(self, entry: Entry) -> None:
        try:
            self._refuse_twin(entry)
            check(entry.kind, entry.resource)
            self._patients[entry.key] = patient_of(entry, self._survey.now, self._new_id)
        except LeftOut as left:
            self._left[entry.kind, left.why] += 1
            self._reasons.append(left.why)

    def _take(self, entry: Entry) -> None:
        taker = _TAKERS.get(entry.kind)
        if taker is None:
            raise LeftOut(_why_not(entry))
        self._refuse_twin(entry)
        check(entry.kind, entry.resource)
        key = self._owner(entry)
        patient = self._patients[key]
        origin = entry.origin(patient.identities[0].origin)
        survey = self._survey
        reading = Reading(patient, entry, survey.directory, origin, survey.now, self._new_id)
        self._records.setdefault(key, []).extend(taker(reading))

    def _refuse_twin(self, entry: Entry) -> None:
        """Two resources with one identity: the same content is taken once, different content not at all."""
        if entry.key in self._survey.unclear:
            raise LeftOut("two different resources of the file carry its id")
        if entry.key in self._seen:
            raise LeftOut("it stands twice in the file")
        self._seen.add(entry.key)

    def _owner(self, entry: Entry) -> str:
        """Key of the patient this resource is about."""
        address = reference(entry.resource, _OWNER.get(entry.kind, "subject"))
        if not address:
            raise LeftOut("it names no patient")
        key = self._survey.directory.find(address, entry.full_url)
        if key in self._patients:
            return key
        if any(key == patient.key for patient in self._survey.patients):
            raise LeftOut("its patient was not taken")
        raise LeftOut("its patient is not in the file")


def _why_not(entry: Entry) -> str:
    if entry.kind == NO_RESOURCE:
        return "it holds no resource to store"
    if entry.kind not in R4_KINDS:
        return "not a resource type of FHIR R4"
    return _BESIDE.get(entry.kind) or why_no_record(entry.kind, entry.resource)


def _shown(kind: str) -> str:
    """The kind for the report; a word that FHIR does not know could be anything, so it is not repeated."""
    return kind if kind in R4_KINDS or kind == NO_RESOURCE else UNKNOWN


def _without_photo(resource: Json) -> Json:
    return {name: value for name, value in resource.items() if name != "photo"}


def _bound(patient: Patient, records: tuple[Record, ...]) -> PatientRecords:
    return PatientRecords(
        patient,
        tuple(_of(records, Allergy)),
        tuple(_of(records, Condition)),
        tuple(_of(records, MedicationStatement)),
        tuple(_of(records, Observation)),
        tuple(_of(records, Encounter)),
    )


def _of(records: tuple[Record, ...], kind: type[R]) -> Iterator[R]:
    return (record for record in records if isinstance(record, kind))
