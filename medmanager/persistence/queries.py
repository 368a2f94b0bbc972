"""Questions for lists and boards, answered in SQL."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import Connection, Table, exists, func, or_, select, union

from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.chart import MeasuredHere
from medmanager.domain.diary.diary import DiarySheet
from medmanager.domain.draft import Draft
from medmanager.domain.history import AT_EVERY_VISIT, Measure
from medmanager.domain.ids import PatientId, PlanId, UserId, VisitId
from medmanager.domain.patient import Patient
from medmanager.domain.plan.plan import Plan, PlanStatus
from medmanager.domain.rows import PatientRow, UnsignedPlan, UnsignedVisit
from medmanager.domain.visit import VisitStatus
from medmanager.persistence.engine import SERVER
from medmanager.persistence.patient_search import APPOINTMENT, FREED, PATIENT, PatientSearch
from medmanager.persistence.repositories import SqlRepository
from medmanager.persistence.rows.diary import DiarySheetTable
from medmanager.persistence.rows.history import EncounterTable, MedicationStatementTable, ObservationTable
from medmanager.persistence.rows.patient import AllergyTable, ConditionTable, OutsideIdentityTable
from medmanager.persistence.rows.plan import PlanItemTable, PlanMonitoringTable, PlanStepTable, PlanTable
from medmanager.persistence.rows.practice import DraftTable
from medmanager.persistence.rows.visit import VisitTable, VisitVitalTable
from medmanager.persistence.transaction import Transaction

PLAN = cast("Table", PlanTable.__table__)
ITEM = cast("Table", PlanItemTable.__table__)
STEP = cast("Table", PlanStepTable.__table__)
MONITORING = cast("Table", PlanMonitoringTable.__table__)
DIARY = cast("Table", DiarySheetTable.__table__)
VISIT = cast("Table", VisitTable.__table__)
DRAFT = cast("Table", DraftTable.__table__)
IDENTITY = cast("Table", OutsideIdentityTable.__table__)
OBSERVATION = cast("Table", ObservationTable.__table__)
CONDITION = cast("Table", ConditionTable.__table__)
STATEMENT = cast("Table", MedicationStatementTable.__table__)
VITAL = cast("Table", VisitVitalTable.__table__)
IMPORTED = tuple(
    cast("Table", row.__table__)
    for row in (AllergyTable, ConditionTable, MedicationStatementTable, ObservationTable, EncounterTable)
)
_LATER = PLAN.alias("later")
IN_FORCE = (PLAN.c.status == PlanStatus.SIGNED) & ~exists().where(
    _LATER.c.patient_id == PLAN.c.patient_id,
    _LATER.c.number > PLAN.c.number,
    _LATER.c.status == PlanStatus.SIGNED,
    _LATER.c.voided_at.is_(None),
)
"""Signed, and no signed plan of the same patient has a higher number."""

LONGEST_APPOINTMENT = timedelta(minutes=480)
CALENDAR_LOCK = 0x4D4D_0001
"""Number of the server's advisory lock on the calendar."""


class SqlQueries:
    """The questions of `ports.Queries` in one transaction."""

    def __init__(self, work: Transaction) -> None:
        self._work = work
        self._patients = PatientSearch(work)
        self._plans = SqlRepository(work, Plan)
        self._diaries = SqlRepository(work, DiarySheet)
        self._appointments = SqlRepository(work, Appointment)

    def search_patients(self, text: str, limit: int = 200) -> tuple[PatientRow, ...]:
        return self._patients.search(text, limit)

    def patient_rows(self, patient_ids: Iterable[UUID]) -> dict[UUID, PatientRow]:
        return self._patients.by_id(patient_ids)

    def alike(self, family_name: str, given_name: str, birth_date: date | None) -> tuple[PatientRow, ...]:
        return self._patients.alike(family_name, given_name, birth_date)

    def patient_by_origin(self, origin: str) -> Patient | None:
        known = select(IDENTITY.c.owner_id).where(IDENTITY.c.origin == origin)
        return next(iter(SqlRepository(self._work, Patient).where(PATIENT.c.id.in_(known))), None)

    def origins_of(self, patient_id: UUID) -> frozenset[str]:
        """Voided records count as known: what somebody took away does not come back with the next import."""
        asked = (
            select(table.c.origin).where(table.c.patient_id == patient_id, table.c.origin != "")
            for table in IMPORTED
        )
        return frozenset(self._work.connection.execute(union(*asked)).scalars())

    def plan_in_force(self, patient_id: UUID) -> Plan | None:
        return next(iter(self._plans.where(PLAN.c.patient_id == patient_id, IN_FORCE)), None)

    def plans_in_force(self, patient_ids: Iterable[UUID]) -> dict[UUID, Plan]:
        wanted = list(dict.fromkeys(patient_ids))
        return {plan.patient_id: plan for plan in self._plans.where(PLAN.c.patient_id.in_(wanted), IN_FORCE)}

    def draft_plan(self, patient_id: UUID) -> Plan | None:
        drafts = self._plans.where(PLAN.c.patient_id == patient_id, PLAN.c.status == PlanStatus.DRAFT)
        return max(drafts, key=lambda plan: plan.number, default=None)

    def plans_stepping(self, first: date, last: date) -> tuple[Plan, ...]:
        starting = select(STEP.c.owner_id).where(STEP.c.start.between(first, last))
        due = select(MONITORING.c.owner_id).where(
            MONITORING.c.due.between(first, last), MONITORING.c.done_on.is_(None)
        )
        follow_up = PLAN.c.follow_up_on.between(first, last)
        kept = exists().where(PATIENT.c.id == PLAN.c.patient_id, PATIENT.c.voided_at.is_(None))
        return self._plans.where(or_(PLAN.c.id.in_(starting), PLAN.c.id.in_(due), follow_up), IN_FORCE, kept)

    def plans_overtaken(self, since: datetime) -> tuple[Plan, ...]:
        asked = select(MONITORING.c.owner_id).where(MONITORING.c.rule != "", MONITORING.c.done_on.is_(None))
        # Ids are made in the order of time: one after the plan's was written down since it was begun.
        came = (OBSERVATION.c.id > PLAN.c.id) | (OBSERVATION.c.at >= PLAN.c.signed_at)
        result = exists().where(
            OBSERVATION.c.patient_id == PLAN.c.patient_id,
            OBSERVATION.c.at >= since,
            OBSERVATION.c.measure.not_in(AT_EVERY_VISIT),
            OBSERVATION.c.voided_at.is_(None),
            came,
        )
        at_visit = exists().where(
            VISIT.c.patient_id == PLAN.c.patient_id,
            VISIT.c.at >= since,
            VISIT.c.at >= PLAN.c.created_at,
            VISIT.c.voided_at.is_(None),
            VITAL.c.owner_id == VISIT.c.id,
            VITAL.c.measure.not_in(AT_EVERY_VISIT),
        )
        told = (
            exists().where(table.c.patient_id == PLAN.c.patient_id, table.c.id > PLAN.c.id)
            for table in (CONDITION, STATEMENT)
        )
        return self._plans.where(PLAN.c.id.in_(asked), IN_FORCE, or_(result, at_visit, *told))

    def measured_here(self, patient_id: UUID) -> tuple[MeasuredHere, ...]:
        query = (
            select(VITAL.c.measure, VITAL.c.value, VISIT.c.at)
            .join(VISIT, VISIT.c.id == VITAL.c.owner_id)
            .where(VISIT.c.patient_id == patient_id, VISIT.c.voided_at.is_(None))
            .order_by(VISIT.c.at, VITAL.c.measure)
        )
        rows = self._work.connection.execute(query)
        return tuple(MeasuredHere(Measure(measure), value, at) for measure, value, at in rows)

    def last_visits(self, patient_ids: Iterable[UUID]) -> dict[UUID, datetime]:
        wanted = list(dict.fromkeys(patient_ids))
        query = (
            select(VISIT.c.patient_id, func.max(VISIT.c.at))
            .where(VISIT.c.patient_id.in_(wanted), VISIT.c.voided_at.is_(None))
            .group_by(VISIT.c.patient_id)
        )
        return {patient_id: at for patient_id, at in self._work.connection.execute(query)}

    def appointments(self, start: datetime, end: datetime) -> tuple[Appointment, ...]:
        """Looked at inside a writing unit of work, the calendar is held until that ends.

        So nobody books between somebody else's look at a free time and her booking of it.
        """
        if self._work.writable:
            hold_calendar(self._work.connection)
        begun = APPOINTMENT.c.start > start - LONGEST_APPOINTMENT
        found = self._appointments.where(begun, APPOINTMENT.c.start < end)
        return tuple(sorted((one for one in found if one.end > start), key=lambda one: (one.start, one.id)))

    def next_appointment(self, patient_id: UUID, after: datetime) -> Appointment | None:
        coming = (
            APPOINTMENT.c.patient_id == patient_id,
            APPOINTMENT.c.start > after,
            APPOINTMENT.c.state.not_in(FREED),
        )
        return min(self._appointments.where(*coming), key=lambda one: one.start, default=None)

    def draft_plans(self) -> tuple[UnsignedPlan, ...]:
        query = (
            select(PLAN.c.id, PLAN.c.patient_id, PLAN.c.number, PLAN.c.author_id, PLAN.c.created_at)
            .where(PLAN.c.status == PlanStatus.DRAFT, PLAN.c.voided_at.is_(None))
            .order_by(PLAN.c.created_at, PLAN.c.id)
        )
        return tuple(
            UnsignedPlan(
                PlanId(row.id),
                PatientId(row.patient_id),
                row.number,
                UserId(row.author_id) if row.author_id else None,
                row.created_at,
            )
            for row in self._work.connection.execute(query)
        )

    def unsigned_visits(self, author_id: UserId | None = None) -> tuple[UnsignedVisit, ...]:
        query = select(VISIT.c.id, VISIT.c.patient_id, VISIT.c.author_id, VISIT.c.at).where(
            VISIT.c.status == VisitStatus.DRAFT, VISIT.c.voided_at.is_(None)
        )
        if author_id is not None:
            query = query.where(VISIT.c.author_id == author_id)
        rows = self._work.connection.execute(query.order_by(VISIT.c.at, VISIT.c.id))
        return tuple(
            UnsignedVisit(VisitId(row.id), PatientId(row.patient_id), UserId(row.author_id), row.at)
            for row in rows
        )

    def without_next_visit(self, now: datetime, limit: int = 200) -> tuple[PatientRow, ...]:
        booked = exists().where(
            APPOINTMENT.c.patient_id == PLAN.c.patient_id,
            APPOINTMENT.c.start > now,
            APPOINTMENT.c.voided_at.is_(None),
            APPOINTMENT.c.state.not_in(FREED),
        )
        waiting = select(PLAN.c.patient_id).where(
            PLAN.c.status == PlanStatus.SIGNED, PLAN.c.voided_at.is_(None), ~booked
        )
        return self._patients.among(waiting, limit)

    def most_prescribed(self, since: datetime, limit: int = 12) -> tuple[tuple[str, int], ...]:
        patients = func.count(PLAN.c.patient_id.distinct())
        counted = (
            select(ITEM.c.medicine_generic, patients)
            .join(PLAN, PLAN.c.id == ITEM.c.owner_id)
            .where(
                PLAN.c.status == PlanStatus.SIGNED,
                PLAN.c.voided_at.is_(None),
                PLAN.c.signed_at >= since,
                ITEM.c.prescriber == "",
            )
            .group_by(ITEM.c.medicine_generic)
            .order_by(patients.desc(), ITEM.c.medicine_generic)
            .limit(limit)
        )
        return tuple((generic, count) for generic, count in self._work.connection.execute(counted))

    def draft(self, user_id: UserId, form: str, subject_id: UUID) -> Draft | None:
        place = DRAFT.c.user_id == user_id, DRAFT.c.form == form, DRAFT.c.subject_id == subject_id
        return next(iter(SqlRepository(self._work, Draft).where(*place)), None)

    def diary_sheet(self, code: str) -> DiarySheet | None:
        return next(iter(self._diaries.where(DIARY.c.code == code)), None)

    def count_patients(self) -> int:
        counted = select(func.count()).select_from(PATIENT).where(PATIENT.c.voided_at.is_(None))
        return self._work.connection.execute(counted).scalar_one()


def hold_calendar(connection: Connection) -> None:
    """On a server the next one who wants to book waits here; a file has one writer anyway."""
    if connection.dialect.name == SERVER:
        connection.execute(select(func.pg_advisory_xact_lock(CALENDAR_LOCK)))
