"""The summary of one patient: the whole story on one page, read in one unit of work."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from medmanager.domain.chart import standing
from medmanager.domain.history import TakingStatus
from medmanager.domain.ids import UserId
from medmanager.domain.intake_worries import cost_worry
from medmanager.domain.local_time import local_day
from medmanager.domain.patient import Condition, Patient
from medmanager.domain.plan.follow_up import Past, propose_follow_up
from medmanager.domain.plan.plan import Plan
from medmanager.domain.plan.reconciliation import asked_to_stop, beside, beyond_plan
from medmanager.domain.readings import all_readings
from medmanager.domain.side_effects import SideEffect
from medmanager.domain.summary import (
    DatedVisit,
    LastVisit,
    NextVisit,
    PatientSummary,
    Reading,
    Worry,
    due_items,
    lines_today,
    open_worries,
)
from medmanager.domain.user import Act
from medmanager.domain.visit import VisitStatus, turn
from medmanager.services.chart_reading import outside_medicines
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.plan_watch import PlanWatch
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session


class Summary:
    """Reads only. What speaks against the plan is told by `Safety`, beside it."""

    def __init__(self, session: Session, effects: Iterable[SideEffect], shelf: KnowledgeShelf) -> None:
        self._session = session
        self._watch = PlanWatch(session, shelf)
        self._effects = {effect.code: effect.name for effect in effects}

    def of(self, patient_id: UUID) -> PatientSummary:
        """Everything on the summary page. Raises NotAllowed for roles that may not open charts, NotFound."""
        today = self._session.today()
        with self._session.read(Act.SEE_CHART) as work:
            patient = work.patients.get(patient_id)
            plan = work.queries.plan_in_force(patient_id)
            draft = work.queries.draft_plan(patient_id)
            visits = self._visits(work, patient_id)
            open_notes = [one.visit for one in visits if one.visit.status is VisitStatus.DRAFT]
            return PatientSummary(
                patient=patient,
                today=today,
                plan=plan,
                plan_signed_on=local_day(plan.signed_at, self._zone) if plan and plan.signed_at else None,
                draft_number=draft.number if draft else None,
                draft_visit=open_notes[-1].id if open_notes else None,
                diagnoses=_diagnoses(work.conditions.of_patient(patient_id)),
                lines=lines_today(plan, today) if plan else (),
                elsewhere=tuple(
                    one
                    for one in beyond_plan(
                        outside_medicines(work, patient_id),
                        work.reconciled.of_patient(patient_id),
                        plan,
                        today,
                    )
                    if one.status is TakingStatus.TAKING
                ),
                worries=self._worries(work, patient_id, visits, plan),
                next_visit=self._next_visit(work, patient, plan, visits),
                last_visit=_last_visit(work, visits),
                readings=self._readings(work, patient_id, visits),
                due=due_items(self._watch.by_now(work, plan) if plan else None, today),
                asked_to_stop=self._asked_to_stop(work, patient_id, plan),
            )

    def _asked_to_stop(self, work: UnitOfWork, patient_id: UUID, plan: Plan | None) -> dict[UUID, date]:
        decisions, today = work.reconciled.of_patient(patient_id), self._session.today()
        known = beside(outside_medicines(work, patient_id), decisions, plan, today)
        return {
            one.statement.id: local_day(asked.at, self._zone)
            for one in known
            if (asked := asked_to_stop(one)) is not None
        }

    def _visits(self, work: UnitOfWork, patient_id: UUID) -> tuple[DatedVisit, ...]:
        visits = sorted(work.visits.of_patient(patient_id), key=turn)
        return tuple(DatedVisit(local_day(visit.at, self._zone), visit) for visit in visits)

    def _readings(
        self, work: UnitOfWork, patient_id: UUID, visits: tuple[DatedVisit, ...]
    ) -> tuple[Reading, ...]:
        measured = standing(work.observations.of_patient(patient_id))
        days = tuple((local_day(one.at, self._zone), one) for one in measured)
        return all_readings(visits, days, self._effects)

    def _worries(
        self, work: UnitOfWork, patient_id: UUID, visits: tuple[DatedVisit, ...], plan: Plan | None
    ) -> tuple[Worry, ...]:
        told = open_worries(visits, plan, self._session.today())
        if any(dated.visit.costs for dated in visits):
            return told
        intakes = work.intakes.of_patient(patient_id)
        newest = max(intakes, key=lambda one: one.started_at, default=None)
        at_intake = cost_worry(newest, local_day(newest.started_at, self._zone)) if newest else None
        return (*told, at_intake) if at_intake else told

    def _next_visit(
        self, work: UnitOfWork, patient: Patient, plan: Plan | None, visits: tuple[DatedVisit, ...]
    ) -> NextVisit:
        booked = work.queries.next_appointment(patient.id, self._session.now())
        if booked is not None:
            starts = booked.start.astimezone(self._zone)
            return NextVisit(booked, starts, _name(work, booked.provider_id))
        today = self._session.today()
        if plan is None or not plan.active_items(today):
            return NextVisit()
        signed = local_day(plan.signed_at, self._zone) if plan.signed_at else None
        past = Past(signed, max((dated.on for dated in visits), default=None))
        return NextVisit(proposed=propose_follow_up(plan, today, past))

    @property
    def _zone(self) -> ZoneInfo:
        return self._session.zone


def _diagnoses(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    return tuple(one for one in conditions if one.psychiatric and one.resolved is None)


def _last_visit(work: UnitOfWork, visits: tuple[DatedVisit, ...]) -> LastVisit | None:
    if not visits:
        return None
    on, visit = visits[-1].on, visits[-1].visit
    words = visit.since_last.strip() or visit.assessment.strip()
    is_signed = visit.status is VisitStatus.SIGNED
    return LastVisit(visit.id, on, _name(work, visit.author_id), is_signed, words)


def _name(work: UnitOfWork, user_id: UserId) -> str:
    user = work.users.find(user_id)
    return user.display_name if user else ""
