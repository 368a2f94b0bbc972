"""What is done with an appointment: its state, moving, canceling, booking proposals, undo. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from medmanager.domain.calendar.appointment import Appointment, AppointmentState
from medmanager.domain.calendar.schedule import (
    DOUBLE_BOOKING,
    NOTHING_OVERRULED,
    OUTSIDE_HOURS,
    NewTime,
    Overruled,
)
from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.ids import AppointmentId
from ui.kit import words
from ui.kit.appointments.agenda import Agenda
from ui.kit.context import Context
from ui.kit.standing import reason_words


class ActsDisplay(Protocol):
    """What is asked of the view."""

    def ask_why_canceled(self, name: str) -> None: ...
    def ask_to_overrule(self, sentence: str, needs_reason: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Attempt:
    """A booking or move that may be refused and then overruled. `target` is where it would go."""

    work: Callable[[Overruled], Changes]
    said: str
    before: Appointment | None = None
    target: NewTime | None = None
    overruled: Overruled = NOTHING_OVERRULED


class VisitActs:
    """Every act is told in a notice that offers to take it back."""

    def __init__(self, context: Context, display: ActsDisplay, agenda: Agenda) -> None:
        self._context, self._display, self._agenda = context, display, agenda
        self._refused: Attempt | None = None

    def set_state(self, state: AppointmentState) -> None:
        """Set the state of the selected visit."""
        appointment = self._agenda.appointment(self._agenda.selected)
        if appointment is not None:
            self.set_state_of(appointment, state, self._agenda.name_of(appointment))

    def set_state_of(self, appointment: Appointment, state: AppointmentState, name: str) -> None:
        """Set the state of any visit, as after a call; `name` is told in the notice."""
        work = partial(self._context.services.calendar.set_state, appointment, state)
        self._context.ask(work, partial(self._changed, f"{name}: {state}.", appointment))

    def begin_cancel(self, key: object) -> None:
        """Ask why a visit is canceled."""
        appointment = self._agenda.appointment(key)
        if appointment is not None and appointment.takes_time:
            self._display.ask_why_canceled(self._agenda.name_of(appointment))

    def cancel(self, reason: str) -> None:
        """Cancel the selected visit for this reason."""
        appointment = self._agenda.appointment(self._agenda.selected)
        if appointment is not None:
            work = partial(self._context.services.calendar.cancel, appointment, reason)
            said = f"{self._agenda.name_of(appointment)}: canceled."
            self._context.ask(work, partial(self._changed, said, appointment))

    def move(self, key: object, target: NewTime) -> None:
        """Move or resize a visit; a clash and a time outside the hours are asked about."""
        appointment = self._agenda.appointment(key)
        if appointment is None:
            return
        move = self._context.services.calendar.move
        when = words.moment_of(target.start, self._agenda.today, self._agenda.zone)
        said = f"{self._agenda.name_of(appointment)}: moved to {when}."
        self._try(Attempt(partial(move, appointment, target), said, appointment, target))

    def book_proposal(self, key: object) -> None:
        """Book what a plan proposes at the time it proposes."""
        proposal = self._agenda.proposal(key)
        if proposal is None or proposal.start is None:
            return
        book = self._context.services.calendar.book_proposal
        name = words.person(proposal.patient.family_name, proposal.patient.given_name)
        when = words.moment_of(proposal.start, self._agenda.today, self._agenda.zone)
        said = f"{name}: {reason_words(proposal.reason).lower()} booked for {when}."
        self._try(Attempt(partial(book, proposal, None), said))

    def overrule(self, reason: str) -> None:
        """It is wanted nevertheless; `reason` is why it takes place outside the hours, "" for a clash."""
        attempt, self._refused = self._refused, None
        if attempt is None:
            return
        if reason:
            overruled = replace(attempt.overruled, outside_reason=reason)
        else:
            overruled = replace(attempt.overruled, double_booking=True)
        self._try(replace(attempt, overruled=overruled))

    def booked(self, said: str, changes: Changes) -> None:
        """Tell of a booking, and offer to take it back."""
        undo = partial(self._unbook, AppointmentId(changes.items[0].id))
        self._context.notices.say(said, undo=undo)

    def changed(self, said: str, before: Appointment) -> None:
        """Tell of a change, and offer to take it back."""
        self._context.notices.say(said, undo=partial(self._put_back, before))

    def _try(self, attempt: Attempt) -> None:
        done = (
            partial(self._changed, attempt.said, attempt.before)
            if attempt.before is not None
            else partial(self.booked, attempt.said)
        )
        self._context.ask(partial(attempt.work, attempt.overruled), done, partial(self._was_refused, attempt))

    def _changed(self, said: str, before: Appointment, changes: Changes) -> None:
        self.changed(said, before)

    def _was_refused(self, attempt: Attempt, error: MedManagerError) -> None:
        field = error.field if isinstance(error, Refused) else ""
        if field not in {DOUBLE_BOOKING, OUTSIDE_HOURS}:
            self._context.notices.warn(error.sentence)
            return
        self._refused = attempt
        sentence = error.sentence
        before = attempt.before.id if attempt.before else None
        initials = self._agenda.initials_in_the_way(attempt.target, before) if attempt.target else ""
        if field == DOUBLE_BOOKING and initials:
            sentence = f"{sentence} In the way: {initials}."
        self._display.ask_to_overrule(sentence, field == OUTSIDE_HOURS)

    def _put_back(self, before: Appointment) -> None:
        self._context.ask(partial(self._context.services.calendar.put_back, before), self._undone)

    def _unbook(self, appointment_id: AppointmentId) -> None:
        self._context.ask(partial(self._context.services.calendar.unbook, appointment_id), self._undone)

    def _undone(self, changes: Changes) -> None:
        self._context.notices.say("Taken back.")
