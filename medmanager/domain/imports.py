"""Outside records as they were read from one file: what can be taken, what was left, and why."""

from dataclasses import dataclass

from medmanager.domain.history import Encounter, MedicationStatement, Observation
from medmanager.domain.patient import Allergy, Condition, Patient


@dataclass(frozen=True, slots=True)
class Left:
    """Resources of one kind that were not taken, with one reason. `kind` is the FHIR resource type."""

    kind: str
    why: str
    count: int = 1


@dataclass(frozen=True, slots=True, repr=False)
class PatientRecords:
    """One patient of a file with everything that belongs to her. `origin` of each record tells it again."""

    patient: Patient
    allergies: tuple[Allergy, ...] = ()
    conditions: tuple[Condition, ...] = ()
    statements: tuple[MedicationStatement, ...] = ()
    observations: tuple[Observation, ...] = ()
    encounters: tuple[Encounter, ...] = ()

    @property
    def count(self) -> int:
        """Records besides the patient."""
        return (
            len(self.allergies)
            + len(self.conditions)
            + len(self.statements)
            + len(self.observations)
            + len(self.encounters)
        )

    def __repr__(self) -> str:
        return f"PatientRecords({self.patient.id}, {self.count} records)"


@dataclass(frozen=True, slots=True, repr=False)
class RecordsFile:
    """Everything read from one file."""

    name: str
    """The file's name without its folder, for the report on screen."""
    patients: tuple[PatientRecords, ...]
    left: tuple[Left, ...] = ()

    def __repr__(self) -> str:
        return f"RecordsFile({len(self.patients)} patients)"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What happened to one file. `taken` counts by kind; `known` were there already."""

    name: str
    taken: tuple[tuple[str, int], ...] = ()
    known: int = 0
    left: tuple[Left, ...] = ()
    refused: str = ""
    """The sentence when nothing of the file was taken, else ""."""
    dry_run: bool = False

    @property
    def total_taken(self) -> int:
        return sum(count for _, count in self.taken)
