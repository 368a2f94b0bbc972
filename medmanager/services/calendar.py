"""The calendar: the board, booking, moving, canceling, open times, and the visits that plans propose."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from medmanager.domain.calendar.appointment import Appointment, AppointmentState
from medmanager.domain.calendar.booking_rules import check_booking, day_around, desk_note
from medmanager.domain.calendar.openings import Opening, Wanted, openings_on, outside_hours
from medmanager.domain.calendar.schedule import (
    CLINICAL,
    NOTHING_OVERRULED,
    Board,
    Booking,
    NewTime,
    Overruled,
    Proposal,
    board_days,
    for_desk,
    provider_columns,
    with_state,
)
from medmanager.domain.changes import Changes
from medmanager.domain.errors import Refused, StaleRecord
from medmanager.domain.ids import AppointmentId, UserId
from medmanager.domain.local_time import Span, days_span
from medmanager.domain.typed_text import typed_line
from medmanager.domain.user import Act
from medmanager.services.ports import UnitOfWork
from medmanager.services.proposals import Proposals
from medmanager.services.session import Session

LONGEST_SEARCH = 60
"""Days; openings further away are not worth offering."""


class Calendar:
    """All of the schedule. Roles that may not open charts never receive the clinical reason of a visit."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def board(self, first: date, days: int = 1) -> Board:
        """Providers, hours and appointments (canceled ones too) of so many local days from `first`."""
        with self._session.read(Act.SEE_SCHEDULE) as work:
            span = days_span(first, days, self._zone)
            found = work.queries.appointments(span.start, span.end)
            rows = None
            if self._session.user.may(Act.SEE_DEMOGRAPHICS):
                held = work.queries.patient_rows({one.patient_id for one in found})
                rows = {row.id: row for row in held.values()}
            return Board(
                board_days(self._session.practice, first, days),
                self._session.practice.time_zone,
                provider_columns(work.users.all()),
                tuple(self._shown(one) for one in found),
                rows,
            )

    def proposals(self, limit: int = 50) -> tuple[Proposal, ...]:
        """Visits that plans in force ask for and nobody has booked, the most urgent first."""
        self._session.require(Act.SEE_DEMOGRAPHICS)
        with self._session.read(Act.SEE_SCHEDULE) as work:
            found = Proposals(self._session, work).all(limit)
        if self._session.user.may(Act.SEE_CHART):
            return found
        return tuple(replace(proposal, why="", line_id=None, step=None, step_on=None) for proposal in found)

    def find_openings(self, provider_id: UserId | None, minutes: int, days: int = 10) -> tuple[Opening, ...]:
        """The first free time of each of the next `days` local days, today included.

        `provider_id` None looks at everybody. Raises Refused when the practice has not written its hours.
        """
        practice = self._session.practice
        if not practice.hours:
            raise Refused("Write the practice's hours in Settings first: open times follow from them.")
        if not 1 <= days <= LONGEST_SEARCH:
            raise Refused(f"Openings are looked for from 1 to {LONGEST_SEARCH} days ahead.", "days")
        today = self._session.today()
        with self._session.read(Act.SEE_SCHEDULE) as work:
            span = days_span(today, days, self._zone)
            booked = work.queries.appointments(span.start, span.end)
            people = [column.id for column in provider_columns(work.users.all())]
        wanted = [
            Wanted(person, minutes, self._session.now()) for person in people if provider_id in (None, person)
        ]
        found = (
            [opening for one in wanted for opening in openings_on(practice, day, one, booked)]
            for day in (today + timedelta(days=offset) for offset in range(days))
        )
        return tuple(min(on_day, key=lambda opening: opening.start) for on_day in found if on_day)

    def book(self, wanted: Booking, overruled: Overruled = NOTHING_OVERRULED) -> Changes:
        """Put a visit into the calendar.

        Raises Refused with the field `DOUBLE_BOOKING` or `OUTSIDE_HOURS` where `overruled` must say more.
        """
        with self._session.write(Act.EDIT_SCHEDULE, "book appointment", wanted.patient_id) as work:
            work.patients.get(wanted.patient_id)
            appointment = Appointment(
                AppointmentId(self._session.new_id()),
                wanted.patient_id,
                wanted.provider_id,
                wanted.start,
                wanted.minutes,
                wanted.reason,
                mode=wanted.mode,
                desk_note=wanted.desk_note,
            )
            work.appointments.save(self._checked(work, appointment, overruled))
        return work.changes

    def book_proposal(
        self, proposal: Proposal, at: NewTime | None = None, overruled: Overruled = NOTHING_OVERRULED
    ) -> Changes:
        """Book what a plan proposes, at its own time or at another one.

        The clinical reason is taken from the plan here, so that the desk need not know it to book. Raises
        StaleRecord when the plan has changed and asks for something else by now.
        """
        patient_id = proposal.patient.id
        with self._session.write(Act.EDIT_SCHEDULE, "book proposed appointment", patient_id) as work:
            asked = Proposals(self._session, work).of_patient(patient_id)
            if asked is None or (asked.plan_id, asked.due) != (proposal.plan_id, proposal.due):
                raise StaleRecord(
                    "proposal",
                    "The plan asks for something else by now. Nothing was booked; look at the new proposal.",
                )
            target = at or _own_time(proposal)
            appointment = Appointment(
                AppointmentId(self._session.new_id()),
                patient_id,
                target.provider_id,
                target.start,
                target.minutes or proposal.minutes,
                asked.reason,
                why=asked.why,
                plan_id=asked.plan_id,
                line_id=asked.line_id,
                step=asked.step,
                step_on=asked.step_on,
            )
            work.appointments.save(self._checked(work, appointment, overruled))
        return work.changes

    def move(self, seen: Appointment, to: NewTime, overruled: Overruled = NOTHING_OVERRULED) -> Changes:
        """Move to another time, provider or length. A confirmed visit at a new time is confirmed anew."""
        with self._session.write(Act.EDIT_SCHEDULE, "move appointment", seen.patient_id) as work:
            held = self._held(work, seen)
            moved = held.moved(to.start, to.provider_id)
            moved = replace(moved, minutes=to.minutes or held.minutes)
            if moved.start != held.start and held.state is AppointmentState.CONFIRMED:
                moved = replace(moved, state=AppointmentState.BOOKED)
            work.appointments.save(self._checked(work, moved, overruled))
        return work.changes

    def edit(self, seen: Appointment, wanted: Booking, overruled: Overruled = NOTHING_OVERRULED) -> Changes:
        """Change anything but patient and state. Checked like a booking where time or provider change."""
        with self._session.write(Act.EDIT_SCHEDULE, "edit appointment", seen.patient_id) as work:
            held = self._held(work, seen)
            edited = replace(held, reason=wanted.reason, mode=wanted.mode, desk_note=wanted.desk_note)
            if (held.start, held.minutes, held.provider_id) != (
                wanted.start,
                wanted.minutes,
                wanted.provider_id,
            ):
                edited = replace(edited.moved(wanted.start, wanted.provider_id), minutes=wanted.minutes)
                edited = self._checked(work, edited, overruled)
            note = typed_line(edited.desk_note, "desk_note", "The note")
            work.appointments.save(replace(edited, desk_note=note))
        return work.changes

    def cancel(self, seen: Appointment, reason: str) -> Changes:
        """Cancel with a reason; the appointment stays visible and its time is free again."""
        words = typed_line(reason, "cancel_reason", "The reason")
        if not words:
            raise Refused("Write why the appointment is canceled.", "cancel_reason")
        with self._session.write(Act.EDIT_SCHEDULE, "cancel appointment", seen.patient_id) as work:
            held = self._held(work, seen)
            if held.state in {AppointmentState.DONE, AppointmentState.CANCELED}:
                raise Refused(f"This appointment is {held.state} already.")
            work.appointments.save(replace(held, state=AppointmentState.CANCELED, cancel_reason=words))
        return work.changes

    def set_state(self, seen: Appointment, state: AppointmentState) -> Changes:
        """Confirmed, arrived, in room, done, no show; every step may be taken back."""
        with self._session.write(
            Act.EDIT_SCHEDULE, "set appointment state", seen.patient_id, f"state {state}"
        ) as work:
            held = self._held(work, seen)
            work.appointments.save(with_state(held, state, self._session.today(), self._zone))
        return work.changes

    def put_back(self, before: Appointment) -> Changes:
        """Undo: time, provider, length and state as they were in `before`, whatever was done since then.

        It answers a change made moments ago, so it is not checked for clashes: the old place was good enough.
        Raises StaleRecord when it was changed more than once since.
        """
        with self._session.write(Act.EDIT_SCHEDULE, "undo appointment change", before.patient_id) as work:
            held = work.appointments.get(before.id)
            if held.version != before.version + 1:
                raise StaleRecord("appointment")
            restored = replace(
                held,
                start=before.start,
                minutes=before.minutes,
                provider_id=before.provider_id,
                state=before.state,
                cancel_reason=before.cancel_reason,
            )
            work.appointments.save(restored)
        return work.changes

    def unbook(self, appointment_id: AppointmentId) -> Changes:
        """Undo a booking made moments ago: it leaves the calendar without being called canceled."""
        with self._session.read(Act.EDIT_SCHEDULE) as work:
            patient_id = work.appointments.get(appointment_id).patient_id
        with self._session.write(Act.EDIT_SCHEDULE, "undo booking", patient_id) as work:
            held = work.appointments.get(appointment_id)
            if held.state not in {AppointmentState.BOOKED, AppointmentState.CONFIRMED}:
                raise Refused(f"This appointment is {held.state} by now and stays in the calendar.")
            work.appointments.void(held, "booking undone")
        return work.changes

    @property
    def _zone(self) -> ZoneInfo:
        return self._session.zone

    def _shown(self, appointment: Appointment) -> Appointment:
        return appointment if self._session.user.may(Act.SEE_CHART) else for_desk(appointment)

    def _held(self, work: UnitOfWork, seen: Appointment) -> Appointment:
        """The appointment as stored, which is the one that was seen; raises StaleRecord otherwise."""
        held = work.appointments.get(seen.id)
        if held.version != seen.version:
            raise StaleRecord("appointment")
        return held

    def _checked(self, work: UnitOfWork, appointment: Appointment, overruled: Overruled) -> Appointment:
        provider = work.users.find(appointment.provider_id)
        if provider is None or not provider.active or provider.role not in CLINICAL:
            raise Refused("Choose somebody who sees patients here.", "provider_id")
        around = day_around(appointment, self._zone)
        booked = work.queries.appointments(around.start, around.end)
        practice = self._session.practice
        check_booking(practice, appointment, booked, overruled, self._session.now())
        outside = outside_hours(practice, Span(appointment.start, appointment.end))
        return replace(appointment, desk_note=desk_note(appointment.desk_note, overruled, outside))


def _own_time(proposal: Proposal) -> NewTime:
    if proposal.start is None or proposal.provider_id is None:
        raise Refused("No free time was found for this proposal. Choose a time.", "start")
    return NewTime(proposal.provider_id, proposal.start)
