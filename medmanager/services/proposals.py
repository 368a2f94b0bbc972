"""Which visits the plans in force ask for: worked out each time, so that a moved step moves its visit."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from medmanager.domain.calendar.appointment import Appointment, AppointmentState
from medmanager.domain.calendar.openings import Opening, Wanted, openings_on
from medmanager.domain.calendar.schedule import (
    Proposal,
    best_opening,
    proposal_fits,
    provider_columns,
    reason_of,
)
from medmanager.domain.ids import AppointmentId, UserId
from medmanager.domain.local_time import days_span, local_day
from medmanager.domain.plan.follow_up import Past, missed, propose_follow_up
from medmanager.domain.plan.plan import Plan
from medmanager.domain.rows import PatientRow
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session

AHEAD = timedelta(days=28)
"""What is due later is nobody's work today."""

BACK = timedelta(days=90)
"""How long a follow-up that never took place is looked for among patients who have a later visit booked."""

AROUND = timedelta(days=7)
"""A free time is looked for so many days before and after the day that is due."""


class Proposals:
    """Reads one unit of work; made for one question and thrown away."""

    def __init__(self, session: Session, work: UnitOfWork) -> None:
        self._session = session
        self._work = work
        self._today = session.today()
        self._zone = session.zone
        self._here: frozenset[UUID] | None = None

    def all(self, limit: int) -> tuple[Proposal, ...]:
        """What is due within four weeks, by due day, each with a free time that no other of them takes."""
        plans = self._plans()
        rows = self._work.queries.patient_rows(plans)
        seen = self._work.queries.last_visits(plans)
        asked = (
            self._asked(plan, rows[patient_id], seen.get(patient_id))
            for patient_id, plan in plans.items()
            if patient_id in rows
        )
        due = (one for one in asked if one and one.due <= self._today + AHEAD)
        by_day = sorted(due, key=lambda one: (one.due, one.patient.family_name, one.patient.id))
        return self._with_times(by_day[:limit])

    def of_patient(self, patient_id: UUID) -> Proposal | None:
        """What this patient's plan asks for, without a time; None when a booked visit answers it."""
        plan = self._work.queries.plan_in_force(patient_id)
        row = self._work.queries.patient_rows((patient_id,)).get(patient_id)
        if plan is None or row is None:
            return None
        return self._asked(plan, row, self._work.queries.last_visits((patient_id,)).get(patient_id))

    def _plans(self) -> dict[UUID, Plan]:
        """Plans in force that may ask for a visit: something falls due, or nothing is booked."""
        stepping = self._work.queries.plans_stepping(self._today - BACK, self._today + AHEAD + AROUND)
        plans: dict[UUID, Plan] = {plan.patient_id: plan for plan in stepping}
        waiting = self._work.queries.without_next_visit(self._session.now())
        others = [row.id for row in waiting if row.id not in plans]
        return plans | self._work.queries.plans_in_force(others)

    def _asked(self, plan: Plan, row: PatientRow, seen: datetime | None) -> Proposal | None:
        if not plan.active_items(self._today) or plan.patient_id in self._here_today():
            return None
        signed, last_seen = (
            local_day(one, self._zone) if one is not None else None for one in (plan.signed_at, seen)
        )
        past = Past(signed, last_seen)
        follow_up = propose_follow_up(plan, self._today, past)
        if row.next_visit and proposal_fits(follow_up, local_day(row.next_visit, self._zone)):
            return None
        return Proposal(
            row,
            plan.id,
            follow_up.on,
            follow_up.minutes,
            reason_of(follow_up, plan),
            row.provider_id or plan.signed_by,
            why=follow_up.why,
            late=missed(plan, self._today, past),
            line_id=follow_up.line_id,
            step=follow_up.step,
            step_on=follow_up.step_on,
        )

    def _here_today(self) -> frozenset[UUID]:
        """Patients with a visit today, past or to come: their plan is looked at there."""
        if self._here is None:
            span = days_span(self._today, 1, self._zone)
            found = self._work.queries.appointments(span.start, span.end)
            self._here = frozenset(one.patient_id for one in found if one.takes_time)
        return self._here

    def _with_times(self, asked: list[Proposal]) -> tuple[Proposal, ...]:
        if not self._session.practice.hours or not asked:
            return tuple(asked)
        first = max(self._today, min(one.due for one in asked) - AROUND)
        last = max(one.due for one in asked) + AROUND
        span = days_span(first, (last - first).days + 1, self._zone)
        busy = list(self._work.queries.appointments(span.start, span.end))
        people = [column.id for column in provider_columns(self._work.users.all())]
        timed = []
        for one in asked:
            opening = self._opening(one, people, busy)
            if opening is not None:
                one = replace(one, provider_id=opening.provider_id, start=opening.start)
                busy.append(_held_for(one, opening))
            timed.append(one)
        return tuple(timed)

    def _opening(self, asked: Proposal, people: list[UserId], busy: list[Appointment]) -> Opening | None:
        """With the patient's own provider where that is somebody with a column, else with anybody."""
        wanted_people = [asked.provider_id] if asked.provider_id in people else people
        found: list[Opening] = []
        for day in self._days(asked.due):
            for person in wanted_people:
                assert person is not None, "only people with a column are asked"
                wanted = Wanted(person, asked.minutes, self._session.now())
                found += openings_on(self._session.practice, day, wanted, busy)
            if found and day == asked.due:
                break
        return best_opening(found, asked.due, self._zone)

    def _days(self, due: date) -> Iterable[date]:
        """The day that is due, then those around it; today is too late to call anybody."""
        others = (due + timedelta(days=step) for step in range(-AROUND.days, AROUND.days + 1))
        return (due, *(day for day in others if day != due and day > self._today))


def _held_for(proposal: Proposal, opening: Opening) -> Appointment:
    """Keeps a proposed time from being offered twice; it is never stored."""
    return Appointment(
        AppointmentId(proposal.patient.id),
        proposal.patient.id,
        opening.provider_id,
        opening.start,
        proposal.minutes,
        proposal.reason,
        state=AppointmentState.BOOKED,
    )
