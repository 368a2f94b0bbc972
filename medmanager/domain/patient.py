"""The patient: who this is, how to reach them, and what must be known before any medicine."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from medmanager.domain.errors import Refused
from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.record import Record


class Sex(StrEnum):
    """Administrative sex, FHIR administrative-gender."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class Language(StrEnum):
    """Language of the patient's paper, BCP 47."""

    ENGLISH = "en"
    SPANISH = "es"


class Source(StrEnum):
    """Where a fact came from."""

    PATIENT = "patient"
    FAMILY = "family or caregiver"
    CLINICIAN = "clinician"
    RECORD = "outside record"


@dataclass(frozen=True, slots=True, repr=False)
class OutsideIdentity:
    """The patient as one sender knows her: what comes from there under `origin` belongs to her.

    Name and birth date are the sender's as they stood when the two were tied together, so that both sides
    may correct theirs, and the same identity with another person behind it still shows.
    """

    origin: str
    family_name: str
    given_name: str
    birth_date: date


@dataclass(frozen=True, slots=True, repr=False)
class Patient(Record):
    """Demographics, and under which identities outside records of this patient come."""

    id: PatientId
    family_name: str
    given_name: str
    birth_date: date
    sex: Sex = Sex.UNKNOWN
    pronouns: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: Language = Language.ENGLISH
    large_print: bool = False
    provider_id: UserId | None = None
    since: date | None = None
    pharmacy: str = ""
    desk_note: str = ""
    """Visible to the front desk: nothing clinical belongs here."""
    demo: bool = False
    identities: tuple[OutsideIdentity, ...] = ()
    version: int = 0

    def __post_init__(self) -> None:
        if not self.family_name.strip():
            raise Refused("Write the family name.", "family_name")
        if not self.given_name.strip():
            raise Refused("Write the given name.", "given_name")

    def age_on(self, day: date) -> int:
        """Completed years on that local day."""
        had_birthday = (day.month, day.day) >= (
            self.birth_date.month,
            self.birth_date.day,
        )
        return day.year - self.birth_date.year - (0 if had_birthday else 1)


class AllergySeverity(StrEnum):
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"
    UNKNOWN = "unknown"


class AllergyKind(StrEnum):
    ALLERGY = "allergy"
    INTOLERANCE = "intolerance"


@dataclass(frozen=True, slots=True, repr=False)
class Allergy(Record):
    """One allergy or intolerance. "No known allergies" is an answer of the intake, not a record."""

    id: UUID
    patient_id: PatientId
    substance: str
    reaction: str = ""
    kind: AllergyKind = AllergyKind.ALLERGY
    severity: AllergySeverity = AllergySeverity.UNKNOWN
    medicine: bool = True
    """False for food and environment, which the banner leaves to the intake page."""
    noted: date | None = None
    active: bool = True
    source: Source = Source.PATIENT
    code: str = ""
    """RxNorm or SNOMED CT code as "system|code"; "" when typed."""
    origin: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        if not self.substance.strip():
            raise Refused("Write what the patient is allergic to.", "substance")


@dataclass(frozen=True, slots=True, repr=False)
class Condition(Record):
    """A diagnosis or co-existing condition."""

    id: UUID
    patient_id: PatientId
    name: str
    code: str = ""
    """ICD-10-CM or SNOMED CT as "system|code"; "" when typed."""
    psychiatric: bool = False
    onset: date | None = None
    resolved: date | None = None
    source: Source = Source.PATIENT
    note: str = ""
    origin: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refused("Write the name of the condition.", "name")
        if self.onset and self.resolved and self.resolved < self.onset:
            raise Refused("The end of a condition cannot be before its beginning.", "resolved")
