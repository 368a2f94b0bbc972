"""What the services need from the outside, as protocols. Persistence, documents and exchange fulfil them.

The records are named here and not loaded: the sign-in window needs the protocols and none of the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID

from medmanager.domain.record import Record

if TYPE_CHECKING:
    from medmanager.domain.audit import AuditEntry, AuditVerdict, Entry
    from medmanager.domain.calendar.appointment import Appointment
    from medmanager.domain.calendar.calendar_file import CalendarSheet
    from medmanager.domain.changes import Changes
    from medmanager.domain.chart import MeasuredHere
    from medmanager.domain.diary.diary import DiarySheet
    from medmanager.domain.draft import Draft
    from medmanager.domain.history import Encounter, MedicationStatement, Observation
    from medmanager.domain.ids import DocumentId, UserId
    from medmanager.domain.imports.imports import RecordsFile
    from medmanager.domain.intake import Intake
    from medmanager.domain.knowledge.drug import Drug
    from medmanager.domain.override import Override
    from medmanager.domain.paper.document import ArchivedDocument, Printing
    from medmanager.domain.paper.sheets import Sheet
    from medmanager.domain.patient import Allergy, Condition, Patient
    from medmanager.domain.plan.favourite import PinnedMedicine
    from medmanager.domain.plan.plan import Plan
    from medmanager.domain.plan.protocol import DoseProtocol
    from medmanager.domain.plan.reconciliation import Reconciled
    from medmanager.domain.practice import Practice
    from medmanager.domain.rows import PatientRow, UnsignedPlan, UnsignedVisit
    from medmanager.domain.user import User
    from medmanager.domain.visit import Visit

R = TypeVar("R", bound=Record)

Progress = Callable[[int, int, str], None]
"""`report(done, of, text)`; raises Cancelled when the user has stopped the task."""


class Medicines(Protocol):
    """Drugs by name."""

    def search(self, text: str, limit: int = 12) -> tuple[Drug, ...]:
        """Those whose generic, brand or class fits what was typed."""

    def named(self, name: str) -> Drug | None:
        """The drug with exactly this generic or brand name, in any case; None when it is not known."""


class Clock(Protocol):
    """The only source of time, so that tests and the demo decide what "now" is."""

    def now(self) -> datetime:
        """The present instant, aware UTC."""


class Repository(Protocol[R]):
    """Records of one kind. Voided records are gone from here; the audit log still knows them."""

    def get(self, record_id: UUID) -> R:
        """Raises NotFound when there is none."""

    def find(self, record_id: UUID) -> R | None: ...

    def of_patient(self, patient_id: UUID) -> tuple[R, ...]:
        """All of one patient, oldest id first."""

    def all(self) -> tuple[R, ...]:
        """Every record of this kind: for kinds with few records only (users, practice)."""

    def save(self, record: R) -> R:
        """Insert (version 0) or update; gives the record with its next version.

        Raises StaleRecord when the stored version is not the one the record carries.
        """

    def void(self, record: R, reason: str) -> None:
        """Soft deletion with its reason; raises StaleRecord like `save`."""


class DocumentArchive(Repository["ArchivedDocument"], Protocol):
    """Archived documents with their bytes."""

    def file(self, document: ArchivedDocument, content: bytes) -> ArchivedDocument: ...

    def content(self, document_id: DocumentId) -> bytes:
        """Exactly the bytes that were filed. Raises NotFound, or StoreUnavailable when the hash differs."""

    def add_printing(self, printing: Printing) -> None: ...

    def printings(self, document_id: DocumentId) -> tuple[Printing, ...]: ...


class Queries(Protocol):
    """Questions answered in SQL for lists, boards and search."""

    def search_patients(self, text: str, limit: int = 200) -> tuple[PatientRow, ...]:
        """Rows whose name, birth date (any usual writing) or phone match every word of `text`.

        Best match first (family name prefix, then given name, then inside); "" gives all by name.
        """

    def patient_rows(self, patient_ids: Iterable[UUID]) -> dict[UUID, PatientRow]: ...

    def alike(self, family_name: str, given_name: str, birth_date: date | None) -> tuple[PatientRow, ...]:
        """Possible duplicates or look-alikes: same birth date and similar name, or names that sound alike."""

    def patient_by_origin(self, origin: str) -> Patient | None:
        """The patient whose outside identity this is."""

    def origins_of(self, patient_id: UUID) -> frozenset[str]:
        """Origins of everything imported for this patient, so that a second import changes nothing."""

    def plan_in_force(self, patient_id: UUID) -> Plan | None:
        """The signed plan with the highest number."""

    def plans_in_force(self, patient_ids: Iterable[UUID]) -> dict[UUID, Plan]:
        """The same for many patients at once; those without a signed plan are left out."""

    def draft_plan(self, patient_id: UUID) -> Plan | None: ...

    def plans_stepping(self, first: date, last: date) -> tuple[Plan, ...]:
        """Plans in force with a step, a follow-up, or monitoring stored as due in these days."""

    def plans_overtaken(self, since: datetime) -> tuple[Plan, ...]:
        """Plans in force whose stored days may be too late: a test that the knowledge base asks for is open,
        and since the plan was begun a result (of after `since`), a condition or an outside medicine came.
        """

    def measured_here(self, patient_id: UUID) -> tuple[MeasuredHere, ...]:
        """What our own visits of this patient measured, signed or not."""

    def appointments(self, start: datetime, end: datetime) -> tuple[Appointment, ...]:
        """All appointments that overlap these instants, canceled ones too, by start."""

    def next_appointment(self, patient_id: UUID, after: datetime) -> Appointment | None: ...

    def last_visits(self, patient_ids: Iterable[UUID]) -> dict[UUID, datetime]:
        """When each of these patients was seen last, signed or not; those never seen are left out."""

    def draft_plans(self) -> tuple[UnsignedPlan, ...]:
        """Every draft of a plan, the oldest first."""

    def unsigned_visits(self, author_id: UserId | None = None) -> tuple[UnsignedVisit, ...]: ...

    def without_next_visit(self, now: datetime, limit: int = 200) -> tuple[PatientRow, ...]:
        """Patients with a plan in force and nothing booked after `now`."""

    def most_prescribed(self, since: datetime, limit: int = 12) -> tuple[tuple[str, int], ...]:
        """(generic name, patients) of what was prescribed here in plans signed since then, the most first."""

    def draft(self, user_id: UserId, form: str, subject_id: UUID) -> Draft | None: ...

    def diary_sheet(self, code: str) -> DiarySheet | None:
        """The diary with this compact sheet code."""

    def count_patients(self) -> int: ...


class UnitOfWork(Protocol):
    """One transaction. `changes` is complete once the block has ended cleanly."""

    @property
    def patients(self) -> Repository[Patient]: ...

    @property
    def allergies(self) -> Repository[Allergy]: ...

    @property
    def conditions(self) -> Repository[Condition]: ...

    @property
    def statements(self) -> Repository[MedicationStatement]: ...

    @property
    def observations(self) -> Repository[Observation]: ...

    @property
    def encounters(self) -> Repository[Encounter]: ...

    @property
    def intakes(self) -> Repository[Intake]: ...

    @property
    def plans(self) -> Repository[Plan]: ...

    @property
    def overrides(self) -> Repository[Override]: ...

    @property
    def reconciled(self) -> Repository[Reconciled]: ...

    @property
    def visits(self) -> Repository[Visit]: ...

    @property
    def appointments(self) -> Repository[Appointment]: ...

    @property
    def documents(self) -> DocumentArchive: ...

    @property
    def diaries(self) -> Repository[DiarySheet]: ...

    @property
    def users(self) -> Repository[User]: ...

    @property
    def practice(self) -> Repository[Practice]: ...

    @property
    def drafts(self) -> Repository[Draft]: ...

    @property
    def protocols(self) -> Repository[DoseProtocol]: ...

    @property
    def pins(self) -> Repository[PinnedMedicine]: ...

    @property
    def queries(self) -> Queries: ...

    @property
    def changes(self) -> Changes: ...


class Store(Protocol):
    """An opened practice database."""

    def write(self, entry: Entry) -> AbstractContextManager[UnitOfWork]:
        """A transaction that commits at the clean end of the block, with its audit entry; else rolls back."""

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A consistent view; saving in it is a bug and raises RuntimeError."""

    def others_changes(self, after: int | None) -> tuple[int, Changes]:
        """The number of the newest change, and what was changed after that number by another window or
        computer; None asks for the number only.
        """

    def keep_draft(self, draft: Draft) -> None:
        """Replace the user's draft of this form and subject; typing is not a chart event, so no audit."""

    def drop_draft(self, user_id: UserId, form: str, subject_id: UUID) -> None: ...

    def audit(self, since: datetime, until: datetime) -> tuple[AuditEntry, ...]: ...

    def verify_audit(self) -> AuditVerdict: ...

    def status(self) -> StoreStatus: ...

    def close(self) -> None: ...


class StoreStatus(Protocol):
    """Facts for the status bar and `database status`."""

    @property
    def kind(self) -> str:
        """ "this computer" or "practice server"."""

    @property
    def schema(self) -> str: ...

    @property
    def last_backup(self) -> datetime | None: ...

    @property
    def integrity(self) -> str: ...


class Doorstep(Protocol):
    """What can be told of a practice before anybody has come in. It never shows what is inside."""

    def exists(self) -> bool: ...

    def place(self) -> str:
        """Where the practice is, for the sign-in window: a folder name or a server name, never a password."""

    def people(self) -> tuple[tuple[str, str], ...]:
        """(login, display name) of those who can sign in here."""


class Gate(Doorstep, Protocol):
    """The one way into a practice database. It knows who may try."""

    def create(self, practice: Practice, admin: User, password: str, now: datetime) -> str:
        """Make the database and its first person; gives the recovery key to print ("" on a server)."""

    def open(self, login: str, password: str) -> Store:
        """Raises NotAllowed for a wrong password, else StoreUnavailable with a sentence of its own."""

    def open_with_recovery_key(self, key: str) -> Store: ...

    def add_person(self, store: Store, user: User, password: str) -> User:
        """Let a new person in and save her record."""

    def remove_person(self, store: Store, login: str) -> None: ...

    def change_password(self, login: str, old: str, new: str) -> None: ...

    def reset_password(self, store: Store, login: str, new: str) -> None: ...

    def new_recovery_key(self, store: Store) -> str:
        """Replace the recovery key; the old paper opens nothing any more. Raises NotAllowed on a server."""

    def upgrade(self, login: str, password: str, keep_in: Path, report: Progress) -> Path | None:
        """Bring a practice of an older version up to date, after a checked backup in that folder.

        Gives the backup, None where nothing was to be done. A practice on this computer is also brought up
        to date when somebody opens it; one on a server only here, by somebody who may back up.
        """


class QuickUnlock(Protocol):
    """Unlocking with this computer's keychain: a convenience that may always fail, beside the password."""

    def works_for(self, login: str) -> bool: ...

    def turn_on(self, store: Store, login: str) -> None:
        """Raises Refused where this computer has no keychain that keeps a secret."""

    def turn_off(self, login: str) -> None: ...

    def open(self, login: str) -> Store:
        """Raises NotAllowed where the keychain has lost the secret: the password is the way in then."""


class Gates(Protocol):
    """Makes gates; the first-run wizard chooses between them."""

    def local(self, folder: Path) -> Gate: ...

    def server(self, url: str) -> Gate: ...

    def quick_unlock(self, gate: Gate) -> QuickUnlock | None:
        """None where there is none: a server asks for the password each time."""


class Backups(Protocol):
    """Encrypted backups, each verified by opening it before it counts."""

    def back_up(self, store: Store, target: Path, report: Progress) -> datetime: ...

    def restore(self, source: Path, into: Gate, login: str, password: str, report: Progress) -> Path | None:
        """Put a backup in place; gives where the replaced database was kept, None when there was none.

        Raises NotAllowed for a wrong password, and where a practice would be replaced by somebody who in the
        backup may not restore.
        """


class DocumentWriter(Protocol):
    """Makes PDF bytes from values; the same value gives the same bytes."""

    def draw(self, sheet: Sheet) -> bytes:
        """The sheet as a tagged PDF. Raises Refused, naming the block, where something does not fit."""

    def pages(self, content: bytes) -> int: ...


class RecordsReader(Protocol):
    """Reads one file of outside records into values. Stores nothing."""

    def read(self, path: Path, report: Progress) -> RecordsFile:
        """Raises Refused with one clear sentence when nothing of the file can be taken."""


class CalendarWriter(Protocol):
    """Writes visits as a file for calendar programs; the same value gives the same bytes."""

    def write(self, sheet: CalendarSheet, target: Path) -> None:
        """The whole file or nothing, in place of an older one of that name. Raises Refused."""
