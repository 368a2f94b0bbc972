"""Visits: begin, record, sign, addend; what was asked and not yet answered."""

from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from medmanager.domain.calendar.appointment import (
    Appointment,
    AppointmentMode,
    AppointmentState,
    ReasonCode,
)
from medmanager.domain.carried import carry
from medmanager.domain.changes import Change, Changes
from medmanager.domain.errors import NotFound, Refused, StaleRecord
from medmanager.domain.ids import AppointmentId, PatientId, UserId, VisitId
from medmanager.domain.knowledge.visit_scales import VisitScales
from medmanager.domain.local_time import local_day
from medmanager.domain.plan.book import PlanSignature
from medmanager.domain.side_effects import SideEffect
from medmanager.domain.user import Act
from medmanager.domain.visit import Addendum, Visit, VisitKind, VisitStatus, turn
from medmanager.domain.visit_book import Measured, VisitBook, is_empty
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.plan_signing import base_to_sign_with, sign_plan
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session

_GONE: Final = "This visit was thrown away by somebody else. Nothing was saved."
_HERE: Final = frozenset({AppointmentState.ARRIVED, AppointmentState.IN_ROOM})
_KINDS: Final = {
    ReasonCode.NEW_PATIENT: VisitKind.NEW_PATIENT,
    ReasonCode.INJECTION: VisitKind.INJECTION,
}


@dataclass(frozen=True, slots=True)
class _Begin:
    patient_id: PatientId
    author_id: UserId
    kind: VisitKind | None
    appointment: Appointment | None


class Visits:
    """One note per visit; a signed one changes by addendum only. Ratings never asked stay empty, never 0."""

    def __init__(
        self, session: Session, effects: tuple[SideEffect, ...], scales: VisitScales, shelf: KnowledgeShelf
    ) -> None:
        self._session, self._shelf = session, shelf
        self._effects, self._scales = effects, scales

    @property
    def side_effects(self) -> tuple[SideEffect, ...]:
        """The checklist, in the order in which it is asked."""
        return self._effects

    def open(self, patient_id: PatientId) -> VisitBook:
        """Everything the visits screen shows, in one read."""
        zone = self._session.zone
        with self._session.read(Act.SEE_CHART) as work:
            visits = sorted(work.visits.of_patient(patient_id), key=turn, reverse=True)
            return VisitBook(
                patient_id,
                self._session.today(),
                tuple(visits),
                work.queries.plan_in_force(patient_id),
                work.queries.draft_plan(patient_id),
                _measured(work, patient_id, visits, zone),
                {user.id: user.display_name for user in work.users.all()},
                self._scales,
                tuple(
                    sorted(work.encounters.of_patient(patient_id), key=lambda one: one.start, reverse=True)
                ),
                diaries=work.diaries.of_patient(patient_id),
                plans=work.plans.of_patient(patient_id),
            )

    def of_patient(self, patient_id: PatientId) -> tuple[Visit, ...]:
        """All visits of a patient, drafts included, the newest first."""
        with self._session.read(Act.SEE_CHART) as work:
            return tuple(sorted(work.visits.of_patient(patient_id), key=turn, reverse=True))

    def begin(
        self,
        patient_id: PatientId,
        kind: VisitKind | None = None,
        appointment_id: AppointmentId | None = None,
    ) -> Changes:
        """A visit note, with the questions and money worries that the last visit left open.

        `kind` None follows the appointment, else it is a follow-up. The note of the same appointment, or else
        this person's own unsigned note of today, is named again instead of making a second one. Where no
        appointment is named and the patient has arrived for one today, the visit is that one. Raises
        NotFound for an appointment of another patient.
        """
        user = self._session.require(Act.EDIT_CHART)
        with self._session.store.read() as work:
            appointment = work.appointments.get(appointment_id) if appointment_id else None
            wanted = _Begin(patient_id, user.id, kind, appointment)
            held = self._already(work, wanted)
            if appointment_id is None and held is None:
                wanted = replace(wanted, appointment=self._arrived(work, patient_id))
        if appointment is not None and appointment.patient_id != patient_id:
            raise NotFound("This appointment belongs to another patient. Open the visit from the calendar.")
        if held is not None:
            return Changes((Change("visit", held.id, patient_id),))
        with self._session.write(Act.EDIT_CHART, "begin visit", patient_id) as work:
            work.visits.save(self._fresh(work, wanted))
        return work.changes

    def save(self, visit: Visit) -> Changes:
        """Save an unsigned visit as it is. Raises StaleRecord when it was changed since it was read."""
        _refuse_signed(visit)
        with self._session.write(Act.EDIT_CHART, "edit visit", visit.patient_id) as work:
            _refuse_signed(_held(work, visit))
            work.visits.save(visit)
        return work.changes

    def sign(self, visit: Visit, plan: PlanSignature | None = None) -> Changes:
        """Sign the visit and, where given, the plan version made at it, both or neither.

        Raises Refused for an empty note or a plan that may not be signed, StaleRecord when note or draft was
        changed since it was read, NotAllowed for a role that may not sign plans, AlertsNotAcknowledged as
        `sign_plan` does.
        """
        _refuse_signed(visit)
        base = base_to_sign_with(self._shelf) if plan else None
        action = f"sign visit and plan {plan.draft.number}" if plan else "sign visit"
        with self._session.write(Act.EDIT_CHART, action, visit.patient_id) as work:
            _refuse_signed(_held(work, visit))
            self._refuse_empty(work, visit)
            signed_plan = sign_plan(self._session, work, base, plan, visit.id) if plan else None
            noted = replace(visit, plan_id=signed_plan.id) if signed_plan else visit
            work.visits.save(noted.signed(self._session.user.id, self._session.now()))
        return work.changes

    def add_addendum(self, visit: Visit, text: str) -> Changes:
        """Words added to a signed visit; what was signed stays. Raises Refused when nothing is written."""
        if not text.strip():
            raise Refused("Write the addendum first.", "addendum")
        user, now = self._session.require(Act.EDIT_CHART), self._session.now()
        with self._session.write(Act.EDIT_CHART, "add addendum", visit.patient_id) as work:
            work.visits.save(visit.with_addendum(Addendum(now, user.id, text.strip())))
        return work.changes

    def throw_away(self, visit: Visit) -> Changes:
        """Void a note that was begun by mistake. Raises Refused for a signed one."""
        _refuse_signed(visit)
        with self._session.write(Act.EDIT_CHART, "throw visit away", visit.patient_id) as work:
            work.visits.void(visit, "begun by mistake")
        return work.changes

    def _already(self, work: UnitOfWork, wanted: _Begin) -> Visit | None:
        notes = work.visits.of_patient(wanted.patient_id)
        if wanted.appointment is not None:
            return next((one for one in notes if one.appointment_id == wanted.appointment.id), None)
        zone, today = self._session.zone, self._session.today()
        return next(
            (
                one
                for one in notes
                if one.status is VisitStatus.DRAFT
                and one.author_id == wanted.author_id
                and local_day(one.at, zone) == today
            ),
            None,
        )

    def _arrived(self, work: UnitOfWork, patient_id: PatientId) -> Appointment | None:
        """The appointment of today for which the patient is here and which has no note yet."""
        zone, today = self._session.zone, self._session.today()
        noted = {one.appointment_id for one in work.visits.of_patient(patient_id)}
        here = (
            one
            for one in work.appointments.of_patient(patient_id)
            if one.state in _HERE and local_day(one.start, zone) == today and one.id not in noted
        )
        return min(here, key=lambda one: one.start, default=None)

    def _fresh(self, work: UnitOfWork, wanted: _Begin) -> Visit:
        now = self._session.now()
        visits = work.visits.of_patient(wanted.patient_id)
        in_force = work.queries.plan_in_force(wanted.patient_id)
        carried = carry(in_force, visits, self._session.today())
        return Visit(
            VisitId(self._session.new_id()),
            wanted.patient_id,
            now,
            wanted.author_id,
            wanted.kind or _kind(wanted.appointment),
            appointment_id=wanted.appointment.id if wanted.appointment else None,
            questions=carried.questions,
            costs=carried.costs,
        )

    def _refuse_empty(self, work: UnitOfWork, visit: Visit) -> None:
        before = [one for one in work.visits.of_patient(visit.patient_id) if one.at <= visit.at]
        in_force = work.queries.plan_in_force(visit.patient_id)
        carried = carry(in_force, before, self._session.today())
        if is_empty(visit, carried):
            raise Refused("Nothing is recorded in this visit. Write something, or throw the note away.")


def _kind(appointment: Appointment | None) -> VisitKind:
    if appointment is None:
        return VisitKind.FOLLOW_UP
    if appointment.mode is AppointmentMode.PHONE:
        return VisitKind.PHONE
    return _KINDS.get(appointment.reason, VisitKind.FOLLOW_UP)


def _refuse_signed(visit: Visit) -> None:
    if visit.status is VisitStatus.SIGNED:
        raise Refused("This visit is signed and stays as it is. Add an addendum instead.")


def _held(work: UnitOfWork, visit: Visit) -> Visit:
    held = work.visits.find(visit.id)
    if held is None:
        raise StaleRecord("visit", _GONE)
    return held


def _measured(
    work: UnitOfWork, patient_id: PatientId, visits: list[Visit], zone: ZoneInfo
) -> tuple[Measured, ...]:
    """Every measured value of the patient, from our visits and from outside."""
    here = ((vital.measure, vital.value, visit.at) for visit in visits for vital in visit.vitals)
    outside = ((one.measure, one.value, one.at) for one in work.observations.of_patient(patient_id))
    return tuple(
        Measured(measure, value, at, local_day(at, zone)) for measure, value, at in (*here, *outside)
    )
