"""Stand-ins for the ports: an in-memory store that keeps the same promises, a clock that waits for us."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from medmanager.domain.audit import AuditEntry, AuditVerdict, Entry
from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.changes import Change, Changes
from medmanager.domain.chart import MeasuredHere
from medmanager.domain.diary.diary import DiarySheet
from medmanager.domain.draft import Draft
from medmanager.domain.errors import NotAllowed, NotFound, StaleRecord
from medmanager.domain.history import AT_EVERY_VISIT, Encounter, MedicationStatement, Observation
from medmanager.domain.ids import DocumentId, UserId
from medmanager.domain.intake import Intake
from medmanager.domain.override import Override
from medmanager.domain.paper.document import ArchivedDocument, Printing
from medmanager.domain.patient import Allergy, Condition, Patient
from medmanager.domain.plan.favourite import PinnedMedicine
from medmanager.domain.plan.plan import Plan, PlanStatus
from medmanager.domain.plan.protocol import DoseProtocol
from medmanager.domain.plan.reconciliation import Reconciled
from medmanager.domain.practice import Practice
from medmanager.domain.record import Record
from medmanager.domain.rows import PatientRow, UnsignedPlan, UnsignedVisit
from medmanager.domain.user import User
from medmanager.domain.visit import Visit, VisitStatus
from medmanager.services.ports import Progress, Store

R = TypeVar("R", bound=Record)


@dataclass
class FakeClock:
    """Stands still until told to move."""

    instant: datetime = datetime(2026, 11, 23, 15, 42, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def advance(self, step: timedelta) -> None:
        self.instant += step


@dataclass
class Shelf:
    """All rows of the in-memory database."""

    rows: dict[type[Record], dict[UUID, Record]] = field(default_factory=dict)
    contents: dict[UUID, bytes] = field(default_factory=dict)
    printings: list[Printing] = field(default_factory=list)

    def copy(self) -> "Shelf":
        rows = {kind: dict(held) for kind, held in self.rows.items()}
        return Shelf(rows, dict(self.contents), list(self.printings))

    def of(self, kind: type[R]) -> dict[UUID, R]:
        return cast("dict[UUID, R]", self.rows.setdefault(kind, {}))


class FakeRepository(Generic[R]):
    def __init__(self, work: "FakeWork", kind: type[R]) -> None:
        self._work = work
        self._kind = kind

    @property
    def _held(self) -> dict[UUID, R]:
        return self._work.shelf.of(self._kind)

    def get(self, record_id: UUID) -> R:
        found = self.find(record_id)
        if found is None:
            raise NotFound(f"This {self._kind.__name__.lower()} is not in this practice.")
        return found

    def find(self, record_id: UUID) -> R | None:
        return self._held.get(record_id)

    def of_patient(self, patient_id: UUID) -> tuple[R, ...]:
        mine = (record for record in self._held.values() if getattr(record, "patient_id", None) == patient_id)
        return tuple(sorted(mine, key=lambda record: record.id))

    def all(self) -> tuple[R, ...]:
        return tuple(sorted(self._held.values(), key=lambda record: record.id))

    def save(self, record: R) -> R:
        self._check(record)
        saved = cast("R", replace(cast("Any", record), version=record.version + 1))
        self._held[record.id] = saved
        self._work.note(saved)
        return saved

    def void(self, record: R, reason: str) -> None:
        self._check(record)
        assert reason, "a void has a reason"
        del self._held[record.id]
        self._work.note(record)

    def _check(self, record: R) -> None:
        self._work.must_write()
        held = self._held.get(record.id)
        if (held.version if held else 0) != record.version:
            raise StaleRecord(self._kind.__name__.lower())


class FakeArchive(FakeRepository[ArchivedDocument]):
    def file(self, document: ArchivedDocument, content: bytes) -> ArchivedDocument:
        self._work.shelf.contents[document.id] = content
        return self.save(document)

    def content(self, document_id: DocumentId) -> bytes:
        self.get(document_id)
        return self._work.shelf.contents[document_id]

    def add_printing(self, printing: Printing) -> None:
        self._work.must_write()
        self._work.shelf.printings.append(printing)

    def printings(self, document_id: DocumentId) -> tuple[Printing, ...]:
        return tuple(one for one in self._work.shelf.printings if one.document_id == document_id)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


class FakeQueries:
    """The questions of the real store, answered by looking at everything."""

    def __init__(self, work: "FakeWork") -> None:
        self._work = work

    def search_patients(self, text: str, limit: int = 200) -> tuple[PatientRow, ...]:
        words = _plain(text).split()

        def fits(patient: Patient) -> bool:
            written = (patient.birth_date.isoformat(), f"{patient.birth_date:%m/%d/%Y}", patient.phone)
            held = _plain(" ".join((patient.family_name, patient.given_name, *written)))
            return all(word in held for word in words)

        found = sorted(filter(fits, self._all(Patient)), key=lambda one: (one.family_name, one.given_name))
        return tuple(self._row(patient) for patient in found[:limit])

    def patient_rows(self, patient_ids: Iterable[UUID]) -> dict[UUID, PatientRow]:
        held = self._work.shelf.of(Patient)
        return {one: self._row(held[one]) for one in patient_ids if one in held}

    def alike(self, family_name: str, given_name: str, birth_date: date | None) -> tuple[PatientRow, ...]:
        def like(patient: Patient) -> bool:
            same_start = _plain(patient.family_name)[:4] == _plain(family_name)[:4]
            return same_start and _plain(patient.given_name)[:1] == _plain(given_name)[:1]

        return tuple(self._row(patient) for patient in self._all(Patient) if like(patient))

    def patient_by_origin(self, origin: str) -> Patient | None:
        known = (one for one in self._all(Patient) if origin in {each.origin for each in one.identities})
        return next(known, None)

    def origins_of(self, patient_id: UUID) -> frozenset[str]:
        kinds: tuple[type[Record], ...] = (Allergy, Condition, MedicationStatement, Observation, Encounter)
        records = (record for kind in kinds for record in self._all(kind))
        mine = (record for record in records if getattr(record, "patient_id", None) == patient_id)
        return frozenset(str(getattr(record, "origin", "")) for record in mine) - {""}

    def plan_in_force(self, patient_id: UUID) -> Plan | None:
        signed = [plan for plan in self._plans(patient_id) if plan.status is PlanStatus.SIGNED]
        return max(signed, key=lambda plan: plan.number, default=None)

    def plans_in_force(self, patient_ids: Iterable[UUID]) -> dict[UUID, Plan]:
        found = {one: self.plan_in_force(one) for one in patient_ids}
        return {patient_id: plan for patient_id, plan in found.items() if plan is not None}

    def draft_plan(self, patient_id: UUID) -> Plan | None:
        return next((plan for plan in self._plans(patient_id) if plan.status is PlanStatus.DRAFT), None)

    def plans_stepping(self, first: date, last: date) -> tuple[Plan, ...]:
        def steps(plan: Plan) -> bool:
            starts = (step.start for item in plan.items for step in item.steps)
            due = (entry.due for item in plan.items for entry in item.monitoring if entry.done_on is None)
            named = (plan.follow_up.on,) if plan.follow_up else ()
            return any(first <= day <= last for day in (*starts, *due, *named))

        in_force = (self.plan_in_force(patient.id) for patient in self._all(Patient))
        return tuple(plan for plan in in_force if plan and steps(plan))

    def measured_here(self, patient_id: UUID) -> tuple[MeasuredHere, ...]:
        mine = (visit for visit in self._all(Visit) if visit.patient_id == patient_id)
        return tuple(
            MeasuredHere(vital.measure, vital.value, visit.at)
            for visit in sorted(mine, key=lambda visit: visit.at)
            for vital in sorted(visit.vitals, key=lambda vital: vital.measure)
        )

    def plans_overtaken(self, since: datetime) -> tuple[Plan, ...]:
        in_force = (self.plan_in_force(patient.id) for patient in self._all(Patient))
        return tuple(plan for plan in in_force if plan and self._overtaken(plan, since))

    def _overtaken(self, plan: Plan, since: datetime) -> bool:
        assert plan.signed_at is not None
        begun = plan.created_at or plan.signed_at
        asked = any(one.rule and one.done_on is None for item in plan.items for one in item.monitoring)
        results = (
            one
            for one in self._all(Observation)
            if one.patient_id == plan.patient_id and one.at >= since and one.measure not in AT_EVERY_VISIT
        )
        here = (
            visit
            for visit in self._all(Visit)
            if visit.patient_id == plan.patient_id and visit.at >= max(since, begun)
        )
        told: tuple[Condition | MedicationStatement, ...] = (
            *self._all(Condition),
            *self._all(MedicationStatement),
        )
        return asked and (
            any(one.id > plan.id or one.at >= plan.signed_at for one in results)
            or any(vital.measure not in AT_EVERY_VISIT for visit in here for vital in visit.vitals)
            or any(one.patient_id == plan.patient_id and one.id > plan.id for one in told)
        )

    def appointments(self, start: datetime, end: datetime) -> tuple[Appointment, ...]:
        found = (one for one in self._all(Appointment) if one.start < end and one.end > start)
        return tuple(sorted(found, key=lambda one: (one.start, one.id)))

    def next_appointment(self, patient_id: UUID, after: datetime) -> Appointment | None:
        mine = (one for one in self._all(Appointment) if one.patient_id == patient_id and one.takes_time)
        return min((one for one in mine if one.start > after), key=lambda one: one.start, default=None)

    def last_visits(self, patient_ids: Iterable[UUID]) -> dict[UUID, datetime]:
        wanted = set(patient_ids)
        visits = sorted(self._all(Visit), key=lambda one: one.at)
        return {visit.patient_id: visit.at for visit in visits if visit.patient_id in wanted}

    def draft_plans(self) -> tuple[UnsignedPlan, ...]:
        drafts = (plan for plan in self._all(Plan) if plan.status is PlanStatus.DRAFT)
        return tuple(
            UnsignedPlan(one.id, one.patient_id, one.number, one.author_id, one.created_at)
            for one in sorted(drafts, key=lambda plan: plan.id)
        )

    def unsigned_visits(self, author_id: UserId | None = None) -> tuple[UnsignedVisit, ...]:
        drafts = (visit for visit in self._all(Visit) if visit.status is VisitStatus.DRAFT)
        return tuple(
            UnsignedVisit(visit.id, visit.patient_id, visit.author_id, visit.at)
            for visit in drafts
            if author_id in (None, visit.author_id)
        )

    def without_next_visit(self, now: datetime, limit: int = 200) -> tuple[PatientRow, ...]:
        waiting = (
            patient
            for patient in self._all(Patient)
            if self.plan_in_force(patient.id) and not self.next_appointment(patient.id, now)
        )
        return tuple(self._row(patient) for patient in waiting)[:limit]

    def most_prescribed(self, since: datetime, limit: int = 12) -> tuple[tuple[str, int], ...]:
        given = {
            (item.medicine.generic, plan.patient_id)
            for plan in self._all(Plan)
            if plan.signed_at is not None and plan.signed_at >= since
            for item in plan.items
            if not item.prescriber
        }
        counts = Counter(generic for generic, _ in given)
        return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:limit])

    def draft(self, user_id: UserId, form: str, subject_id: UUID) -> Draft | None:
        wanted = (user_id, form, subject_id)
        drafts = self._all(Draft)
        return next((one for one in drafts if (one.user_id, one.form, one.subject_id) == wanted), None)

    def diary_sheet(self, code: str) -> DiarySheet | None:
        return next((sheet for sheet in self._all(DiarySheet) if sheet.code == code), None)

    def count_patients(self) -> int:
        return len(self._all(Patient))

    def _all(self, kind: type[R]) -> list[R]:
        return list(self._work.shelf.of(kind).values())

    def _plans(self, patient_id: UUID) -> list[Plan]:
        return [plan for plan in self._all(Plan) if plan.patient_id == patient_id]

    def _row(self, patient: Patient) -> PatientRow:
        following = self.next_appointment(patient.id, self._work.now())
        return PatientRow(
            patient.id,
            patient.family_name,
            patient.given_name,
            patient.birth_date,
            patient.sex,
            patient.phone,
            patient.provider_id,
            following.start if following else None,
        )


class FakeWork:
    """A unit of work over a copy of the shelf."""

    def __init__(self, shelf: Shelf, now: Callable[[], datetime], writable: bool) -> None:
        self.shelf = shelf
        self.now = now
        self._writable = writable
        self._noted: list[Change] = []
        self.patients = FakeRepository(self, Patient)
        self.allergies = FakeRepository(self, Allergy)
        self.conditions = FakeRepository(self, Condition)
        self.statements = FakeRepository(self, MedicationStatement)
        self.observations = FakeRepository(self, Observation)
        self.encounters = FakeRepository(self, Encounter)
        self.intakes = FakeRepository(self, Intake)
        self.plans = FakeRepository(self, Plan)
        self.overrides = FakeRepository(self, Override)
        self.reconciled = FakeRepository(self, Reconciled)
        self.visits = FakeRepository(self, Visit)
        self.appointments = FakeRepository(self, Appointment)
        self.documents = FakeArchive(self, ArchivedDocument)
        self.diaries = FakeRepository(self, DiarySheet)
        self.users = FakeRepository(self, User)
        self.practice = FakeRepository(self, Practice)
        self.drafts = FakeRepository(self, Draft)
        self.protocols = FakeRepository(self, DoseProtocol)
        self.pins = FakeRepository(self, PinnedMedicine)
        self.queries = FakeQueries(self)

    @property
    def changes(self) -> Changes:
        return Changes(tuple(self._noted))

    def note(self, record: Record) -> None:
        patient = getattr(record, "patient_id", record.id if isinstance(record, Patient) else None)
        self._noted.append(Change(type(record).__name__.lower(), record.id, patient))

    def must_write(self) -> None:
        if not self._writable:
            raise RuntimeError("saving inside a reading unit of work")


@dataclass(frozen=True)
class FakeStatus:
    kind: str = "this computer"
    schema: str = "test"
    last_backup: datetime | None = None
    integrity: str = "ok"


class FakeStore:
    """An opened practice in memory. `audited` is every entry of every unit of work that was committed."""

    def __init__(self, clock: FakeClock, shelf: Shelf | None = None) -> None:
        self._clock = clock
        self.shelf = shelf or Shelf()
        self.audited: list[Entry] = []
        self.entries: list[AuditEntry] = []
        self.from_others: list[Change] = []
        self.closed = False

    @contextmanager
    def write(self, entry: Entry) -> Iterator[FakeWork]:
        work = FakeWork(self.shelf.copy(), self._clock.now, writable=True)
        yield work
        self.shelf.rows = work.shelf.rows
        self.shelf.contents = work.shelf.contents
        self.shelf.printings = work.shelf.printings
        self.audited.append(entry)
        changed = tuple((change.kind, change.id, 0) for change in work.changes.items)
        self.entries.append(AuditEntry(len(self.audited), self._clock.now(), entry, changed, "", ""))

    @contextmanager
    def read(self) -> Iterator[FakeWork]:
        yield FakeWork(self.shelf.copy(), self._clock.now, writable=False)

    def others_changes(self, after: int | None) -> tuple[int, Changes]:
        """What a test put into `from_others`, numbered from 1."""
        newest = len(self.from_others)
        return newest, Changes(() if after is None else tuple(self.from_others[after:]))

    def keep_draft(self, draft: Draft) -> None:
        self.drop_draft(draft.user_id, draft.form, draft.subject_id)
        self.shelf.of(Draft)[draft.id] = draft

    def drop_draft(self, user_id: UserId, form: str, subject_id: UUID) -> None:
        held = self.shelf.of(Draft)
        wanted = (user_id, form, subject_id)
        for draft in [one for one in held.values() if (one.user_id, one.form, one.subject_id) == wanted]:
            del held[draft.id]

    def audit(self, since: datetime, until: datetime) -> tuple[AuditEntry, ...]:
        return tuple(one for one in self.entries if since <= one.at < until)

    def verify_audit(self) -> AuditVerdict:
        return AuditVerdict(len(self.audited), None, "The audit chain is whole.")

    def status(self) -> FakeStatus:
        return FakeStatus()

    def close(self) -> None:
        self.closed = True


class FakeGate:
    """Lets in whoever is in the store, with the password "secret" unless another one was set."""

    def __init__(self, clock: FakeClock, shelf: Shelf | None = None) -> None:
        self._clock = clock
        self.shelf = shelf or Shelf()
        self.opened: list[FakeStore] = []
        self.passwords: dict[str, str] = {}

    def exists(self) -> bool:
        return bool(self.shelf.of(Practice))

    def place(self) -> str:
        return "memory"

    def people(self) -> tuple[tuple[str, str], ...]:
        return tuple((user.login, user.display_name) for user in self.shelf.of(User).values() if user.active)

    def create(self, practice: Practice, admin: User, password: str, now: datetime) -> str:
        self.shelf.of(Practice)[practice.id] = replace(practice, version=1)
        self.shelf.of(User)[admin.id] = replace(admin, version=1)
        self.passwords[admin.login] = password
        return "AAAA-BBBB-CCCC-DDDD"

    def open(self, login: str, password: str) -> FakeStore:
        if password != self.passwords.get(login, "secret") or login not in dict(self.people()):
            raise NotAllowed("The password does not fit. Check Caps Lock and try again.")
        store = FakeStore(self._clock, self.shelf)
        self.opened.append(store)
        return store

    def open_with_recovery_key(self, key: str) -> FakeStore:
        raise NotAllowed("This recovery key does not fit. Check it letter by letter.")

    def add_person(self, store: Store, user: User, password: str) -> User:
        self.shelf.of(User)[user.id] = saved = replace(user, version=user.version + 1)
        self.passwords[user.login] = password
        return saved

    def remove_person(self, store: Store, login: str) -> None:
        for user in [one for one in self.shelf.of(User).values() if one.login == login]:
            self.shelf.of(User)[user.id] = replace(user, active=False, version=user.version + 1)

    def change_password(self, login: str, old: str, new: str) -> None:
        self.open(login, old)
        self.passwords[login] = new

    def reset_password(self, store: Store, login: str, new: str) -> None:
        self.passwords[login] = new

    def new_recovery_key(self, store: Store) -> str:
        return "EEEE-FFFF-GGGG-HHHH"

    def upgrade(self, login: str, password: str, keep_in: Path, report: Progress) -> Path | None:
        self.open(login, password).close()
        return None


class FakeQuickUnlock:
    """A keychain in memory."""

    def __init__(self, gate: FakeGate) -> None:
        self._gate = gate
        self.kept: set[str] = set()

    def works_for(self, login: str) -> bool:
        return login in self.kept

    def turn_on(self, store: Store, login: str) -> None:
        self.kept.add(login)

    def turn_off(self, login: str) -> None:
        self.kept.discard(login)

    def open(self, login: str) -> FakeStore:
        if login not in self.kept:
            raise NotAllowed(
                "Quick unlock does not work on this computer any more. Sign in with your password."
            )
        return self._gate.open(login, self._gate.passwords.get(login, "secret"))
