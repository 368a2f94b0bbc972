"""The chart as it is opened: the patient, what must be known before any medicine, who has a similar name."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from medmanager.domain.history import Encounter, Measure, MedicationStatement, Observation
from medmanager.domain.patient import Allergy, Condition, Patient
from medmanager.domain.rows import PatientRow


class AllergyKnowledge(StrEnum):
    """What is known of allergies; an empty list alone never means "none"."""

    LISTED = "listed"
    NONE_KNOWN = "no known allergies"
    UNKNOWN = "unknown"
    DECLINED = "declined to say"
    NOT_ASKED = "not asked"
    HIDDEN = "not for this role"


@dataclass(frozen=True, slots=True)
class DatedFact:
    """Something that was true when it was said or measured on that local day."""

    words: str
    on: date


@dataclass(frozen=True, slots=True)
class KidneyFunction:
    """Last eGFR, mL/min/1.73 m2."""

    egfr: Decimal
    on: date


@dataclass(frozen=True, slots=True, repr=False)
class Banner:
    """What every window says of its patient. Roles that may not open charts get no clinical facts."""

    patient: Patient
    age: int
    """Completed years on the practice's local day."""
    allergy_knowledge: AllergyKnowledge
    allergies: tuple[Allergy, ...] = ()
    """Active ones, medicines first."""
    similar: tuple[PatientRow, ...] = ()
    pregnancy: DatedFact | None = None
    kidneys: KidneyFunction | None = None
    provider: str = ""
    """Display name, "" when nobody is named."""

    def __repr__(self) -> str:
        return f"Banner({self.patient.id})"


@dataclass(frozen=True, slots=True, repr=False)
class MeasuredHere:
    """A value of one of our own visits, signed or not, in the unit of its measure."""

    measure: Measure
    value: Decimal
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Chart:
    """The lists of one patient that are not on our plan, oldest first; of our visits what was measured."""

    patient: Patient
    allergies: tuple[Allergy, ...] = ()
    conditions: tuple[Condition, ...] = ()
    statements: tuple[MedicationStatement, ...] = ()
    observations: tuple[Observation, ...] = ()
    """Without those that a later one supersedes."""
    encounters: tuple[Encounter, ...] = ()
    similar: tuple[PatientRow, ...] = ()
    measured_here: tuple[MeasuredHere, ...] = ()

    def __repr__(self) -> str:
        return f"Chart({self.patient.id})"


def standing(observations: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """The observations that no later one supersedes."""
    replaced = {one.supersedes for one in observations if one.supersedes is not None}
    return tuple(one for one in observations if one.id not in replaced)
