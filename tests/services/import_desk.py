"""The import service with a reader that gives what it is told, for the tests of imports."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from medmanager.domain.audit import Entry
from medmanager.domain.errors import Refused
from medmanager.domain.history import Encounter, Measure, MedicationStatement, Observation, TakingStatus
from medmanager.domain.ids import PatientId
from medmanager.domain.imports.imports import Left, PatientRecords, RecordsFile
from medmanager.domain.patient import Allergy, Condition, Patient
from medmanager.domain.user import Role
from medmanager.services.imports import Imports
from medmanager.services.ports import Progress
from medmanager.services.session import Session
from tests.builders import NOW, a_patient, a_session, an_allergy, new_id
from tests.fakes import FakeStore

A, B, C = Path("/records/a.json"), Path("/records/b.json"), Path("/records/c.json")


@dataclass
class FakeReader:
    """Gives the files it was told to, and refuses all others."""

    files: dict[Path, RecordsFile] = field(default_factory=dict)
    read_paths: list[Path] = field(default_factory=list)

    def read(self, path: Path, report: Progress) -> RecordsFile:
        report(1, 1, "Reading")
        self.read_paths.append(path)
        if path not in self.files:
            raise Refused("This file is empty.")
        return self.files[path]


@dataclass
class Desk:
    """The service with what stands around it."""

    session: Session
    reader: FakeReader
    imports: Imports

    @property
    def store(self) -> FakeStore:
        store = self.session.store
        assert isinstance(store, FakeStore)
        return store

    def all(self, kind: type[Patient | Allergy | MedicationStatement]) -> list[object]:
        return list(self.store.shelf.of(kind).values())

    def patient(self) -> Patient:
        """The only one of the practice."""
        (patient,) = self.store.shelf.of(Patient).values()
        return patient

    @property
    def imports_audited(self) -> list[Entry]:
        return [entry for entry in self.store.audited if entry.action == "import records"]


def a_desk(role: Role = Role.PROVIDER, **files: RecordsFile) -> Desk:
    session, reader = a_session(role), FakeReader()
    reader.files = {Path(f"/records/{name}.json"): file for name, file in files.items()}
    return Desk(session, reader, Imports(session, reader))


def some_records(patient: Patient | None = None, count: int = 1) -> PatientRecords:
    """A patient with `count` medicines and one record of each other kind, all with origins."""
    who = patient or a_patient(origin="urn:uuid:1")
    medicines = tuple(
        MedicationStatement(new_id(), who.id, "lithium", status=TakingStatus.TAKING, origin=f"m{number}")
        for number in range(count)
    )
    weight = Observation(new_id(), who.id, Measure.WEIGHT, Decimal(70), NOW, origin="o1")
    return PatientRecords(
        who,
        (an_allergy(who, origin="a1"),),
        (Condition(new_id(), who.id, "Bipolar disorder", origin="c1"),),
        medicines,
        (weight,),
        (Encounter(new_id(), who.id, NOW, origin="e1"),),
    )


def a_file(*patients: PatientRecords, name: str = "a.json", left: tuple[Left, ...] = ()) -> RecordsFile:
    return RecordsFile(name, patients or (some_records(),), left)


def read_again(file: RecordsFile) -> RecordsFile:
    """The same file as a second reading gives it: the same origins, new ids."""

    def fresh(one: PatientRecords) -> PatientRecords:
        who = replace(one.patient, id=PatientId(new_id()))
        return PatientRecords(
            who,
            tuple(replace(record, id=new_id(), patient_id=who.id) for record in one.allergies),
            tuple(replace(record, id=new_id(), patient_id=who.id) for record in one.conditions),
            tuple(replace(record, id=new_id(), patient_id=who.id) for record in one.statements),
            tuple(replace(record, id=new_id(), patient_id=who.id) for record in one.observations),
            tuple(replace(record, id=new_id(), patient_id=who.id) for record in one.encounters),
        )

    return RecordsFile(file.name, tuple(fresh(one) for one in file.patients), file.left)


def quiet(done: int, of: int, text: str) -> None:
    """A progress nobody looks at."""
