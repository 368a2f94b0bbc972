"""Outside records as they were read from one file: what can be taken, what was left, and why."""

from dataclasses import dataclass

from medmanager.domain.changes import Changes
from medmanager.domain.history import Encounter, MedicationStatement, Observation
from medmanager.domain.patient import Allergy, Condition, OutsideIdentity, Patient
from medmanager.domain.rows import PatientRow

Imported = Allergy | Condition | MedicationStatement | Observation | Encounter
"""A record that belongs to a patient and may come from outside."""

Counts = tuple[tuple[str, int], ...]
"""(what, how many), such as ("allergies", 3); nothing stands with 0."""


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
    def identity(self) -> OutsideIdentity:
        """The patient as the file knows her."""
        return self.patient.identities[0]

    @property
    def count(self) -> int:
        """Records besides the patient."""
        return len(self.records)

    @property
    def records(self) -> tuple[Imported, ...]:
        """Everything besides the patient."""
        return (*self.allergies, *self.conditions, *self.statements, *self.observations, *self.encounters)

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
class ReadFile:
    """One chosen file after reading: its records, or the sentence why it was refused."""

    name: str
    records: RecordsFile | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class PatientPreview:
    """One patient of a file, seen beside the practice. Nothing is stored yet."""

    patient: Patient
    """As the practice has her when `is_known`, else as the file has her."""
    is_known: bool
    """Imported before: what is new joins her chart. Otherwise she becomes a new patient."""
    fresh: Counts
    """What would be taken, without the patient herself."""
    known: int
    """Records that were imported before."""
    changed: int
    """Of the known ones, those that the file now gives otherwise than the chart has them."""
    alike: tuple[PatientRow, ...] = ()
    """Patients of the practice who may be the same person. Nobody is merged with a look-alike."""
    alike_here: int = 0
    """Other patients in the chosen files who may be the same person."""

    def __repr__(self) -> str:
        return f"PatientPreview({self.patient.id})"


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What taking one file would do."""

    name: str
    patients: tuple[PatientPreview, ...] = ()
    left: tuple[Left, ...] = ()
    refused: str = ""
    records: RecordsFile | None = None
    """What was read; None when refused."""

    @property
    def fresh(self) -> Counts:
        """What would be taken from the whole file, patients included."""
        new_patients = sum(not one.is_known for one in self.patients)
        return summed((("patients", new_patients),), *(one.fresh for one in self.patients))

    @property
    def known(self) -> int:
        """Patients and records that are there already."""
        return sum(one.known + one.is_known for one in self.patients)

    @property
    def changed(self) -> int:
        return sum(one.changed for one in self.patients)

    @property
    def has_look_alikes(self) -> bool:
        return any(one.alike or one.alike_here for one in self.patients)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What happened to one file. `taken` counts by kind; `known` were there already, `changed` of them
    read otherwise in the file than in the chart, which keeps what it has.
    """

    name: str
    taken: Counts = ()
    known: int = 0
    changed: int = 0
    look_alikes: int = 0
    """New patients who may be somebody the practice has already."""
    left: tuple[Left, ...] = ()
    refused: str = ""
    """The sentence when nothing of the file was taken, else ""."""
    dry_run: bool = False
    changes: Changes = Changes()
    """What was stored, for the screens that show it."""

    @property
    def total_taken(self) -> int:
        return sum(count for _, count in self.taken)


def summed(*counts: Counts) -> Counts:
    """Several counts as one, in the order of first mention."""
    total: dict[str, int] = {}
    for one in counts:
        for what, number in one:
            total[what] = total.get(what, 0) + number
    return tuple((what, number) for what, number in total.items() if number)


def in_words(counts: Counts) -> str:
    """Counts as one reads them: "1 patient, 3 allergies"; "" when there are none."""
    return ", ".join(f"{number} {_one(what) if number == 1 else what}" for what, number in counts)


def _one(many: str) -> str:
    return f"{many.removesuffix('ies')}y" if many.endswith("ies") else many.removesuffix("s")
