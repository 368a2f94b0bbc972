"""The booking form: finds the patient while the name is typed, books or changes, says what stands against it.
No Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import Protocol

from medmanager.domain.calendar.appointment import Appointment, AppointmentMode, ReasonCode
from medmanager.domain.calendar.schedule import (
    DOUBLE_BOOKING,
    Booking,
    NewTime,
    Overruled,
    Proposal,
    ProviderColumn,
)
from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.ids import PatientId, UserId
from medmanager.domain.local_time import instant_at
from medmanager.domain.rows import PatientRow
from ui.kit import words
from ui.kit.appointments.acts import VisitActs
from ui.kit.appointments.agenda import Agenda
from ui.kit.context import Context
from ui.kit.fields.typed import TypedMoment

MOST_FOUND = 6
NOBODY = "Nobody sees patients here yet, so nothing can be booked. Add people in Settings."


@dataclass(frozen=True, slots=True)
class FoundLine:
    """Somebody who may be meant."""

    id: PatientId
    name: str
    second: str
    similar: bool = False


@dataclass(frozen=True, slots=True)
class BookingForm:
    """What stands in the form. `moment` None while it is empty or cannot be read."""

    patient_id: PatientId | None = None
    moment: TypedMoment | None = None
    minutes: int = 30
    provider: str = ""
    reason: ReasonCode = ReasonCode.FOLLOW_UP
    mode: AppointmentMode = AppointmentMode.CLINIC
    note: str = ""
    double_booking: bool = False
    outside_reason: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """How the form opens. `only_time`: patient and kind of visit are given by a plan and stay."""

    title: str
    act: str
    form: BookingForm
    people: tuple[tuple[str, str], ...]
    patient: FoundLine | None = None
    patient_stays: bool = False
    only_time: bool = False


class BookingDisplay(Protocol):
    """What the presenter asks of the form."""

    def open_form(self, opened: Opened) -> None: ...
    def show_found(self, lines: tuple[FoundLine, ...], none: str) -> None: ...
    def show_patient(self, line: FoundLine) -> None: ...
    def show_refusal(self, field: str, sentence: str) -> None: ...
    def close_form(self) -> None: ...


class BookingPresenter:
    """One form at a time: a new visit, a change, or a time for a proposal."""

    def __init__(self, context: Context, display: BookingDisplay, agenda: Agenda, acts: VisitActs) -> None:
        self._context, self._display, self._agenda, self._acts = context, display, agenda, acts
        self._changed: Appointment | None = None
        self._proposal: Proposal | None = None
        self._text = ""
        self._rows: dict[PatientId, PatientRow] = {}

    def begin(self, target: NewTime | None = None) -> None:
        """Open the empty form, with the time and the provider where they were pointed at."""
        if not self._can_begin():
            return
        form = BookingForm(
            None,
            self._moment(target.start) if target else None,
            target.minutes if target and target.minutes else 30,
            self._person(target.provider_id if target else None),
        )
        self._display.open_form(Opened("New appointment", "Book", form, self._people()))

    def begin_for(self, row: PatientRow, reason: ReasonCode = ReasonCode.FOLLOW_UP) -> None:
        """Open the form for somebody who is known already, as after a call."""
        if not self._can_begin():
            return
        form = BookingForm(row.id, provider=self._person(row.provider_id), reason=reason)
        self._display.open_form(Opened("New appointment", "Book", form, self._people(), self._line(row)))

    def begin_change(self, key: object) -> None:
        """Open the form of a booked visit."""
        appointment = self._agenda.appointment(key)
        if appointment is None:
            return
        self._changed, self._proposal = appointment, None
        form = BookingForm(
            appointment.patient_id,
            self._moment(appointment.start),
            appointment.minutes,
            str(appointment.provider_id),
            appointment.reason,
            appointment.mode,
            appointment.desk_note,
        )
        row = self._agenda.patient(appointment.patient_id)
        line = self._line(row) if row else FoundLine(appointment.patient_id, "Booked", "")
        self._display.open_form(
            Opened("Change appointment", "Save", form, self._people(), line, patient_stays=True)
        )

    def begin_proposal(self, key: object) -> None:
        """Choose another time for what a plan proposes."""
        proposal = self._agenda.proposal(key)
        if proposal is None:
            return
        self._changed, self._proposal = None, proposal
        moment = self._moment(proposal.start) if proposal.start else TypedMoment(proposal.due)
        form = BookingForm(
            proposal.patient.id,
            moment,
            proposal.minutes,
            self._person(proposal.provider_id),
            proposal.reason,
        )
        line = self._line(proposal.patient)
        self._display.open_form(
            Opened("Book what the plan proposes", "Book", form, self._people(), line, True, only_time=True)
        )

    def search(self, text: str) -> None:
        """Find patients while the name is typed."""
        self._text = text
        if text.strip():
            work = partial(self._context.services.patients.search, text)
            self._context.ask(work, partial(self._found, text))
        else:
            self._display.show_found((), "")

    def choose(self, patient_id: PatientId) -> None:
        """This one is meant."""
        row = self._rows.get(patient_id)
        if row is not None:
            self._display.show_patient(self._line(row))

    def save(self, form: BookingForm) -> None:
        """Book or change; a refusal is shown beside its field."""
        problem = _missing(form)
        if problem is not None:
            self._display.show_refusal(*problem)
            return
        overruled = Overruled(form.double_booking, form.outside_reason)
        wanted = self._wanted(form)
        self._context.ask(
            partial(self._work, wanted, overruled),
            partial(self._saved, wanted),
            partial(self._refused, wanted),
        )

    def _can_begin(self) -> bool:
        """Without anybody who sees patients there is nothing to book."""
        self._changed = self._proposal = None
        if not self._providers():
            self._context.notices.warn(NOBODY)
        return bool(self._providers())

    def _work(self, wanted: Booking, overruled: Overruled) -> Changes:
        calendar = self._context.services.calendar
        if self._changed is not None:
            return calendar.edit(self._changed, wanted, overruled)
        if self._proposal is not None:
            target = NewTime(wanted.provider_id, wanted.start, wanted.minutes)
            return calendar.book_proposal(self._proposal, target, overruled)
        return calendar.book(wanted, overruled)

    def _saved(self, wanted: Booking, changes: Changes) -> None:
        self._display.close_form()
        name = self._name(wanted.patient_id)
        when = words.moment_of(wanted.start, self._agenda.today, self._agenda.zone)
        if self._changed is not None:
            self._acts.changed(f"{name}: changed, {when}.", self._changed)
        else:
            self._acts.booked(f"{name}: booked for {when}.", changes)

    def _refused(self, wanted: Booking, error: MedManagerError) -> None:
        field = error.field if isinstance(error, Refused) else ""
        sentence = error.sentence
        if field == DOUBLE_BOOKING:
            target = NewTime(wanted.provider_id, wanted.start, wanted.minutes)
            initials = self._agenda.initials_in_the_way(target, self._changed.id if self._changed else None)
            sentence = f"{sentence} In the way: {initials}." if initials else sentence
        self._display.show_refusal(field, sentence)

    def _wanted(self, form: BookingForm) -> Booking:
        assert form.patient_id is not None, "checked before"
        assert form.moment is not None, "checked before"
        assert form.moment.at is not None, "checked before"
        provider = next(one.id for one in self._providers() if str(one.id) == form.provider)
        return Booking(
            form.patient_id,
            provider,
            instant_at(form.moment.day, form.moment.at, self._agenda.zone),
            form.minutes,
            form.reason,
            form.mode,
            form.note,
        )

    def _found(self, text: str, rows: tuple[PatientRow, ...]) -> None:
        if text != self._text:
            return
        more = len(rows) - MOST_FOUND
        none = f"Nobody matches “{text.strip()}”." if not rows else ""
        if more > 0:
            none = f"{words.counted(more, 'more patient')} match; type on to find them."
        self._display.show_found(tuple(self._line(row) for row in rows[:MOST_FOUND]), none)

    def _line(self, row: PatientRow) -> FoundLine:
        self._rows[row.id] = row
        age = words.age(row.birth_date, self._agenda.today)
        parts = (words.dated(row.birth_date), age, row.phone)
        second = " · ".join(part for part in parts if part)
        return FoundLine(row.id, words.person(row.family_name, row.given_name), second, row.similar)

    def _name(self, patient_id: PatientId) -> str:
        row = self._rows.get(patient_id)
        return words.person(row.family_name, row.given_name) if row else "Visit"

    def _moment(self, start: datetime) -> TypedMoment:
        moment = words.local(start, self._agenda.zone)
        return TypedMoment(moment.date(), time(moment.hour, moment.minute))

    def _people(self) -> tuple[tuple[str, str], ...]:
        return tuple((str(one.id), one.name) for one in self._providers())

    def _person(self, provider_id: UserId | None) -> str:
        people = [one.id for one in self._providers()]
        user = self._context.services.session.user
        if provider_id in people:
            return str(provider_id)
        return str(user.id if user.id in people else people[0])

    def _providers(self) -> tuple[ProviderColumn, ...]:
        return self._agenda.board.providers if self._agenda.board else ()


def _missing(form: BookingForm) -> tuple[str, str] | None:
    """Field and sentence of the first thing without which nothing can be booked."""
    if form.patient_id is None:
        return "patient_id", "Choose who comes: type a name, a birth date or a phone number."
    if form.moment is None:
        return "start", "Write when, as tue 2p, Dec 7 14:30 or 4w 10:00."
    if form.moment.at is None:
        return "start", "Write the time too, as tue 2p, Dec 7 14:30 or 4w 10:00."
    if not form.provider:
        return "provider_id", "Choose with whom."
    return None
