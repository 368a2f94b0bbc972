"""Outside records as they were read from one file: what can be taken, what was left, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from medmanager.domain.changes import Changes
from medmanager.domain.history import Encounter, MedicationStatement, Observation
from medmanager.domain.ids import PatientId
from medmanager.domain.imports.import_choice import Choice
from medmanager.domain.imports.import_matching import Difference, Imported
from medmanager.domain.patient import Allergy, Condition, OutsideIdentity, Patient

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
class Joining:
    """What a file would bring to one patient of the practice."""

    patient: Patient
    """As the practice has her."""
    fresh: Counts
    """What would be taken."""
    known: int = 0
    """Records that the chart has already."""
    changed: int = 0
    """Of these, those that were imported before and now read otherwise."""
    differences: tuple[Difference, ...] = ()
    """What the file says otherwise of the patient herself."""


@dataclass(frozen=True, slots=True, repr=False)
class LookAlike:
    """A patient of the practice who may be the same person. `last_visit` is UTC, None when never seen."""

    joining: Joining
    last_visit: datetime | None = None

    @property
    def patient(self) -> Patient:
        return self.joining.patient


@dataclass(frozen=True, slots=True, repr=False)
class PatientPreview:
    """One patient of a file, seen beside the practice. Nothing is stored yet."""

    given: Patient
    """As the file has her."""
    as_new: Counts
    """What she would bring as a new patient."""
    imported: Joining | None = None
    """Where an earlier import tied her to a patient; what is new joins that chart without a question."""
    alike: tuple[LookAlike, ...] = ()
    """Who may be the same person. Nobody is joined with a look-alike but by choice."""
    alike_in_file: int = 0
    """Other patients of the same file who may be the same person."""
    alike_in_files: int = 0
    """The same for the other chosen files."""
    last_contact: datetime | None = None
    """The last contact that the file tells of, UTC."""
    choice: Choice | None = None

    @property
    def joining(self) -> Joining | None:
        """What becomes of the records in the chart that they join; None when she is a new patient."""
        if self.imported is not None or self.choice is None:
            return self.imported
        into = self.choice.into
        return next((one.joining for one in self.alike if one.patient.id == into), None)

    @property
    def patient(self) -> Patient:
        """As the practice has her, where she is there, else as the file has her."""
        return self.joining.patient if self.joining else self.given

    @property
    def fresh(self) -> Counts:
        """What would be taken, without the patient herself."""
        return self.joining.fresh if self.joining else self.as_new

    @property
    def is_look_alike(self) -> bool:
        """She was not imported before, and somebody may be the same person."""
        return self.imported is None and bool(self.alike or self.alike_in_file or self.alike_in_files)

    @property
    def is_undecided(self) -> bool:
        return self.is_look_alike and self.choice is None

    def __repr__(self) -> str:
        return f"PatientPreview({self.given.id})"


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
        new_patients = sum(one.joining is None for one in self.patients)
        return summed((("patients", new_patients),), *(one.fresh for one in self.patients))

    @property
    def known(self) -> int:
        """Patients and records that are there already."""
        return sum(one.known + 1 for one in self.joinings)

    @property
    def changed(self) -> int:
        return sum(one.changed for one in self.joinings)

    @property
    def joinings(self) -> tuple[Joining, ...]:
        """What goes into charts that are there already."""
        return tuple(one.joining for one in self.patients if one.joining is not None)

    @property
    def is_undecided(self) -> bool:
        return any(one.is_undecided for one in self.patients)

    def choosing(self, given: PatientId, into: PatientId | None) -> "ImportPreview":
        """With the decision about the patient whom the file gives under this id."""
        return replace(self, patients=tuple(_choosing(one, given, into) for one in self.patients))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What happened to one file. `taken` counts by kind; `known` were there already, `changed` of them
    read otherwise in the file than in the chart, which keeps what it has.
    """

    name: str
    taken: Counts = ()
    known: int = 0
    changed: int = 0
    joined: tuple[Patient, ...] = ()
    """Patients of the practice to whom the file was added by choice."""
    doubled: int = 0
    """Patients taken as new, by choice, although somebody is like them."""
    differences: tuple[Difference, ...] = ()
    """What the file says otherwise of patients who were there already."""
    left: tuple[Left, ...] = ()
    refused: str = ""
    """The sentence when nothing of the file was taken, else ""."""
    asks: bool = False
    """Nothing was taken because nobody decided about a look-alike."""
    look_alikes: tuple[LookAlike, ...] = ()
    """Those in the practice about whom it asks."""
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


def ids_of(alike: Iterable[LookAlike]) -> frozenset[PatientId]:
    return frozenset(one.patient.id for one in alike)


def _one(many: str) -> str:
    return f"{many.removesuffix('ies')}y" if many.endswith("ies") else many.removesuffix("s")


def _choosing(one: PatientPreview, given: PatientId, into: PatientId | None) -> PatientPreview:
    if one.given.id != given:
        return one
    return replace(one, choice=Choice(into, ids_of(one.alike)))
