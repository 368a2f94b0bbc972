"""What is said of a selected appointment or proposal, and what can be done with it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from medmanager.domain.calendar.appointment import Appointment, AppointmentMode, AppointmentState
from medmanager.domain.calendar.schedule import Proposal
from medmanager.domain.rows import PatientRow
from ui.kit import words
from ui.kit.appointments.agenda import Agenda, Desk, Proposed, VisitKey
from ui.kit.standing import reason_words, standing


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do with what is selected. `key` is a state, or one of edit, cancel, book, other, chart."""

    key: str
    words: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """The selected appointment or proposal. `facts` are (label, words)."""

    key: VisitKey
    name: str
    born: str
    facts: tuple[tuple[str, str], ...]
    acts: tuple[Act, ...]
    state: str = ""
    icon: str = ""
    tone: str = "muted"
    warning: str = ""


SIMILAR = "Another patient has a similar name. Check the birth date."
_STATES = {
    AppointmentState.CONFIRMED: ("Confirmed", "check"),
    AppointmentState.ARRIVED: ("Arrived", "circle-check"),
    AppointmentState.IN_ROOM: ("In room", "user"),
    AppointmentState.DONE: ("Done", "check"),
    AppointmentState.NO_SHOW: ("No show", ""),
}


def selected_details(agenda: Agenda) -> Details | None:
    """What is known of the visit or proposal that is selected; None where there is none any more."""
    desk, key = agenda.desk(), agenda.selected
    appointment, proposal = agenda.appointment(key), agenda.proposal(key)
    if desk is not None and appointment is not None:
        return details_of(appointment, agenda.patient(appointment.patient_id), desk)
    return proposal_details(proposal, desk) if desk is not None and proposal is not None else None


def details_of(appointment: Appointment, row: PatientRow | None, desk: Desk) -> Details:
    """The words of a booked visit."""
    zone = desk.board.zone
    stands = standing(appointment, desk.now, zone)
    day = words.day_name(words.local_day(appointment.start, zone), desk.today)
    times = f"{words.time_of(appointment.start, zone)} to {words.time_of(appointment.end, zone)}"
    mode = "" if appointment.mode is AppointmentMode.CLINIC else appointment.mode.value
    facts = (
        ("Day", day),
        ("Time", times),
        ("With", desk.provider(appointment.provider_id)),
        ("Visit", ", ".join(part for part in (reason_words(appointment.reason), mode) if part)),
        ("Asked for", appointment.why),
        ("Phone", row.phone if row else ""),
        ("Note", appointment.desk_note),
        ("Canceled", appointment.cancel_reason),
    )
    return Details(
        appointment.id,
        words.person(row.family_name, row.given_name) if row else "Booked",
        _born(row, desk.today),
        tuple((label, text) for label, text in facts if text),
        _acts(appointment, row, desk),
        stands.words,
        stands.icon,
        stands.tone,
        SIMILAR if row and row.similar else "",
    )


def _acts(appointment: Appointment, row: PatientRow | None, desk: Desk) -> tuple[Act, ...]:
    chart = (Act("chart", "Open chart"),) if desk.may_open and row else ()
    if not desk.may_edit:
        return chart
    if appointment.state is AppointmentState.CANCELED:
        return chart
    acts = [Act(state.value, *_STATES[state]) for state in _next_states(appointment, desk)]
    acts.append(Act("edit", "Change…"))
    acts += chart
    if appointment.state not in {AppointmentState.DONE, AppointmentState.NO_SHOW}:
        acts.append(Act("cancel", "Cancel visit…"))
    if appointment.state is not AppointmentState.BOOKED:
        acts.append(Act(AppointmentState.BOOKED.value, "Back to booked"))
    return tuple(acts)


def _next_states(appointment: Appointment, desk: Desk) -> tuple[AppointmentState, ...]:
    """The states that usually follow; before its day a visit can only be confirmed."""
    day = words.local_day(appointment.start, desk.board.zone)
    if day > desk.today:
        return () if appointment.state is AppointmentState.CONFIRMED else (AppointmentState.CONFIRMED,)
    following = {
        AppointmentState.BOOKED: (
            AppointmentState.ARRIVED,
            AppointmentState.CONFIRMED,
            AppointmentState.NO_SHOW,
        ),
        AppointmentState.CONFIRMED: (AppointmentState.ARRIVED, AppointmentState.NO_SHOW),
        AppointmentState.ARRIVED: (AppointmentState.IN_ROOM,),
        AppointmentState.IN_ROOM: (AppointmentState.DONE,),
    }
    return following.get(appointment.state, ())


def proposal_details(proposal: Proposal, desk: Desk) -> Details:
    """The words of a visit that a plan proposes."""
    facts = (
        ("Proposed", proposal_when(proposal, desk)),
        ("With", desk.provider(proposal.provider_id)),
        ("Visit", f"{reason_words(proposal.reason)}, {words.minutes(proposal.minutes)}"),
        ("Asked for", proposal.why),
        ("Phone", proposal.patient.phone),
    )
    acts = []
    if desk.may_edit:
        acts = [Act("book", "Book", "calendar-check")] if proposal.start else []
        acts.append(Act("other", "Choose a time…"))
    if desk.may_open:
        acts.append(Act("chart", "Open chart"))
    return Details(
        Proposed(proposal.patient.id),
        words.person(proposal.patient.family_name, proposal.patient.given_name),
        _born(proposal.patient, desk.today),
        tuple((label, text) for label, text in facts if text),
        tuple(acts),
        "Late, not booked" if proposal.late else "Not booked",
        "diamond-alert" if proposal.late else "",
        "moderate" if proposal.late else "muted",
        SIMILAR if proposal.patient.similar else "",
    )


def proposal_when(proposal: Proposal, desk: Desk) -> str:
    """The proposed time, or the day where no time was found."""
    if proposal.start is None:
        return f"{words.day_name(proposal.due, desk.today)}, no time found"
    return words.moment_of(proposal.start, desk.today, desk.board.zone)


def _born(row: PatientRow | None, today: date) -> str:
    if row is None:
        return ""
    return f"{words.dated(row.birth_date)} · {words.age(row.birth_date, today)}"
