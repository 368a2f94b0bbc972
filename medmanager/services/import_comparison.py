"""What a file would bring to one patient: known by identity, new, changed since, or like somebody else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from medmanager.domain.demographics import sort_look_alikes
from medmanager.domain.errors import Refused
from medmanager.domain.history import Encounter, MedicationStatement, Observation
from medmanager.domain.ids import PatientId
from medmanager.domain.imports.import_matching import (
    Imported,
    Said,
    differences,
    may_be_same,
    same_content,
    same_name_and_day,
)
from medmanager.domain.imports.imports import (
    Counts,
    Joining,
    LookAlike,
    PatientPreview,
    PatientRecords,
    RecordsFile,
    summed,
)
from medmanager.domain.patient import Allergy, Condition, Patient
from medmanager.services.ports import UnitOfWork

_WORDS: dict[type[Imported], str] = {
    Allergy: "allergies",
    Condition: "conditions",
    MedicationStatement: "medicines",
    Observation: "measurements",
    Encounter: "encounters",
}
_OTHER_PERSON = (
    "A patient in this file carries the identity of a patient of this practice, but another name or birth "
    "date. Nothing of the file was taken. Compare the two, and ask the sender."
)


@dataclass(frozen=True, slots=True)
class Parted:
    """The records of one patient of a file, parted by what the chart of `joining.patient` has of them."""

    joining: Joining
    fresh: tuple[Imported, ...]


def preview_of(
    work: UnitOfWork, one: PatientRecords, file: RecordsFile, others: Iterable[RecordsFile]
) -> PatientPreview:
    """One patient of a file beside the practice and beside the patients of the other chosen files.

    Raises Refused when her identity is now that of another person.
    """
    as_new = _counts(one.records)
    imported = imported_before(work, one)
    if imported is not None:
        return PatientPreview(one.patient, as_new, part(work, one, imported).joining)
    return PatientPreview(
        one.patient,
        as_new,
        alike=look_alikes(work, one),
        alike_in_file=_alike_in(one, file),
        alike_in_files=sum(_alike_in(one, other) for other in others),
        last_contact=max((contact.start for contact in one.encounters), default=None),
    )


def imported_before(work: UnitOfWork, one: PatientRecords) -> Patient | None:
    """The patient whom an earlier import tied to this identity. Raises Refused when it is another person."""
    known = work.queries.patient_by_origin(one.identity.origin)
    if known is None:
        return None
    tied = next(each for each in known.identities if each.origin == one.identity.origin)
    if not any(may_be_same(person, one.identity) for person in (tied, known)):
        raise Refused(_OTHER_PERSON)
    return known


def look_alikes(work: UnitOfWork, one: PatientRecords) -> tuple[LookAlike, ...]:
    """Patients of the practice who may be this very person, with what the file would bring to each."""
    name = (one.patient.family_name, one.patient.given_name, one.patient.birth_date)
    rows = sort_look_alikes(work.queries.alike(*name), *name).same
    seen = work.queries.last_visits(row.id for row in rows)
    people = (work.patients.get(row.id) for row in rows)
    return tuple(LookAlike(part(work, one, person).joining, seen.get(person.id)) for person in people)


def part(work: UnitOfWork, one: PatientRecords, patient: Patient) -> Parted:
    """What is new for this patient's chart: not imported before, and not said there already."""
    stored = _stored(work, patient.id)
    origins, in_file = work.queries.origins_of(patient.id), {record.origin for record in one.records}
    # What one file gives twice is its sender's business.
    said = Said(record for record in stored if record.origin not in in_file)
    fresh = tuple(record for record in one.records if record.origin not in origins and not said.has(record))
    by_origin = {record.origin: record for record in stored if record.origin}
    changed = sum(
        record.origin in by_origin and not same_content(by_origin[record.origin], record)
        for record in one.records
    )
    known = one.count - len(fresh)
    return Parted(Joining(patient, _counts(fresh), known, changed, differences(patient, one.patient)), fresh)


def save_for(work: UnitOfWork, record: Imported, patient_id: PatientId) -> None:
    """Store one record of this patient."""
    match record:
        case Allergy():
            work.allergies.save(replace(record, patient_id=patient_id))
        case Condition():
            work.conditions.save(replace(record, patient_id=patient_id))
        case MedicationStatement():
            work.statements.save(replace(record, patient_id=patient_id))
        case Observation():
            work.observations.save(replace(record, patient_id=patient_id))
        case Encounter():
            work.encounters.save(replace(record, patient_id=patient_id))


def _alike_in(one: PatientRecords, file: RecordsFile) -> int:
    """How many other patients of a file may be this person."""
    others = (each.patient for each in file.patients if each.identity.origin != one.identity.origin)
    return sum(same_name_and_day(one.patient, other) for other in others)


def _counts(records: Iterable[Imported]) -> Counts:
    counted: Counts = tuple((word, 0) for word in _WORDS.values())
    return summed(counted, *(((_WORDS[type(record)], 1),) for record in records))


def _stored(work: UnitOfWork, patient_id: PatientId) -> tuple[Imported, ...]:
    return (
        *work.allergies.of_patient(patient_id),
        *work.conditions.of_patient(patient_id),
        *work.statements.of_patient(patient_id),
        *work.observations.of_patient(patient_id),
        *work.encounters.of_patient(patient_id),
    )
