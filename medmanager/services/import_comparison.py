"""What a file would bring to one patient: known by origin, new, changed since, or like somebody else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from medmanager.domain.demographics import plain_name, sort_look_alikes
from medmanager.domain.errors import Refused
from medmanager.domain.history import Encounter, MedicationStatement, Observation
from medmanager.domain.ids import PatientId
from medmanager.domain.imports import Counts, Imported, PatientPreview, PatientRecords, summed
from medmanager.domain.patient import Allergy, Condition, OutsideIdentity, Patient
from medmanager.domain.rows import PatientRow
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
class Sorted:
    """One patient's records parted into new and known ones. `patient` is None when she is new herself."""

    patient: Patient | None
    fresh: tuple[Imported, ...]
    known: int = 0
    changed: int = 0

    def outcome(self, given: Patient) -> PatientPreview:
        """In the words of a preview; `given` is the patient as the file has her."""
        counted: Counts = tuple((word, 0) for word in _WORDS.values())
        fresh = summed(counted, *(((_WORDS[type(record)], 1),) for record in self.fresh))
        is_known = self.patient is not None
        return PatientPreview(self.patient or given, is_known, fresh, self.known, self.changed)


def sort_records(work: UnitOfWork, one: PatientRecords) -> Sorted:
    """Part one patient's records by origin. Raises Refused when a known origin is now another person."""
    known = work.queries.patient_by_origin(one.identity.origin)
    if known is None:
        return Sorted(None, one.records)
    tied = next(each for each in known.identities if each.origin == one.identity.origin)
    if not any(may_be_same(person, one.identity) for person in (tied, known)):
        raise Refused(_OTHER_PERSON)
    origins = work.queries.origins_of(known.id)
    fresh = tuple(record for record in one.records if record.origin not in origins)
    stored = {record.origin: record for record in _stored(work, known.id)}
    changed = sum(
        record.origin in stored and not _same_content(stored[record.origin], record) for record in one.records
    )
    return Sorted(known, fresh, one.count - len(fresh), changed)


def may_be_same(one: Patient | OutsideIdentity, other: Patient | OutsideIdentity) -> bool:
    """The same birth date and at least one of the names: people change names, but are not born twice."""
    same_family = plain_name(one.family_name) == plain_name(other.family_name)
    same_given = plain_name(one.given_name) == plain_name(other.given_name)
    return one.birth_date == other.birth_date and (same_family or same_given)


def alike_in_practice(work: UnitOfWork, patient: Patient) -> tuple[PatientRow, ...]:
    """Patients of the practice who may be this very person."""
    name = (patient.family_name, patient.given_name, patient.birth_date)
    return sort_look_alikes(work.queries.alike(*name), *name).same


def alike_in_files(patient: Patient, others: Iterable[Patient]) -> int:
    """How many other patients of the chosen files may be this very person."""
    return sum(other.identities != patient.identities and may_be_same(patient, other) for other in others)


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


def _stored(work: UnitOfWork, patient_id: PatientId) -> tuple[Imported, ...]:
    return (
        *work.allergies.of_patient(patient_id),
        *work.conditions.of_patient(patient_id),
        *work.statements.of_patient(patient_id),
        *work.observations.of_patient(patient_id),
        *work.encounters.of_patient(patient_id),
    )


def _same_content(stored: Imported, fresh: Imported) -> bool:
    """Whether they differ in nothing but their place in the store."""
    return replace(fresh, id=stored.id, version=stored.version, patient_id=stored.patient_id) == stored
