"""What the first screen of the day says, as words: columns of visits, calls, lists. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto

from medmanager.domain.calendar.appointment import Appointment, AppointmentState
from medmanager.domain.calendar.openings import GRID, free_spans
from medmanager.domain.calendar.schedule import Board, NewTime, ProviderColumn
from medmanager.domain.day_page import Call, CallKind
from medmanager.domain.local_time import Span
from medmanager.domain.user import signed_name
from ui.kit import words
from ui.kit.appointments.agenda import Desk
from ui.kit.standing import standing, visit_words

LEAST_FREE = timedelta(minutes=15)


class RowKind(Enum):
    """How a row of a day is drawn."""

    VISIT = auto()
    OPEN = auto()
    BREAK = auto()


@dataclass(frozen=True, slots=True)
class DayRow:
    """One row of a provider's day. `key` is an appointment's id, or the NewTime of an open stretch."""

    key: object
    kind: RowKind
    time: str
    name: str
    second: str = ""
    words: str = ""
    icon: str = ""
    tone: str = "muted"
    over: bool = False
    action: str = ""


@dataclass(frozen=True, slots=True)
class DayColumn:
    """One provider's day."""

    key: str
    name: str
    hours: str
    rows: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One number of the head: how many, of what; `icon` and `tone` where it needs somebody's attention."""

    number: int
    words: str
    icon: str = ""
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call to make."""

    key: int
    name: str
    what: str
    icon: str
    tone: str
    action: str


def columns_of(desk: Desk) -> tuple[DayColumn, ...]:
    """A column for each provider; where the practice is closed only those with visits."""
    board = desk.board
    people = [
        one
        for one in board.providers
        if not board.days[0].closed or any(visit.provider_id == one.id for visit in board.appointments)
    ]
    return tuple(_column(person, desk) for person in people)


def _column(person: ProviderColumn, desk: Desk) -> DayColumn:
    name = signed_name(person.name, person.credentials)
    mine = [one for one in desk.board.appointments if one.provider_id == person.id]
    rows = [(one.start, _visit_row(one, desk)) for one in mine]
    if desk.may_edit:
        rows += _open_rows(person, mine, desk)
    rows += _break_rows(desk)
    ordered = sorted(rows, key=lambda pair: (pair[0], pair[1].kind is not RowKind.VISIT))
    return DayColumn(str(person.id), name, hours_words(desk.board), tuple(row for _, row in ordered))


def hours_words(board: Board) -> str:
    """From the first opening to the last closing; "closed", or "" where nobody wrote the hours."""
    spans = board.days[0].open
    if spans is None:
        return ""
    if not spans:
        return "closed"
    return f"{words.time_of(spans[0].start, board.zone)} to {words.time_of(spans[-1].end, board.zone)}"


def _visit_row(appointment: Appointment, desk: Desk) -> DayRow:
    row = desk.board.patient(appointment.patient_id)
    stands = standing(appointment, desk.now, desk.board.zone)
    return DayRow(
        appointment.id,
        RowKind.VISIT,
        words.time_of(appointment.start, desk.board.zone),
        words.person(row.family_name, row.given_name) if row else "Booked",
        visit_words(appointment),
        stands.words,
        stands.icon,
        stands.tone,
        stands.over,
    )


def _open_rows(
    person: ProviderColumn, mine: list[Appointment], desk: Desk
) -> Iterator[tuple[datetime, DayRow]]:
    """Stretches of a quarter of an hour or more that are free from now on."""
    busy = [Span(one.start, one.end) for one in mine if one.takes_time]
    for free in free_spans(desk.board.days[0].open or (), busy):
        start = max(free.start, _next_quarter(desk.now))
        if free.end - start >= LEAST_FREE:
            minutes = (free.end - start) // timedelta(minutes=1)
            target = NewTime(person.id, start, min(30, minutes))
            when = words.time_of(start, desk.board.zone)
            said = f"Open, {words.minutes(minutes)}"
            yield start, DayRow(target, RowKind.OPEN, when, said, action="Book")


def _next_quarter(now: datetime) -> datetime:
    quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    return quarter if quarter == now else quarter + GRID


def _break_rows(desk: Desk) -> Iterator[tuple[datetime, DayRow]]:
    """What lies between two openings of the day."""
    spans = desk.board.days[0].open or ()
    for before, after in zip(spans, spans[1:], strict=False):
        zone = desk.board.zone
        when, until = words.time_of(before.end, zone), words.time_of(after.start, zone)
        yield before.end, DayRow(None, RowKind.BREAK, when, f"Closed until {until}")


def counts_of(desk: Desk) -> tuple[Count, ...]:
    """Visits of the day, and those that need somebody now."""
    visits = [one for one in desk.board.appointments if one.takes_time]
    stands = [standing(one, desk.now, desk.board.zone) for one in visits]
    waiting = sum(one.state is AppointmentState.ARRIVED for one in visits)
    late = sum(one.short == "late" for one in stands)
    unconfirmed = sum(one.short == "not conf." for one in stands)
    counts = [Count(len(visits), "visit" if len(visits) == 1 else "visits"), Count(waiting, "waiting")]
    if late:
        counts.append(Count(late, "late", "clock", "moderate"))
    if unconfirmed:
        counts.append(Count(unconfirmed, "not confirmed", "diamond-alert", "moderate"))
    return tuple(counts)


def call_line(number: int, call: Call, desk: Desk) -> CallLine:
    """The words of a call; nothing clinical."""
    name = words.person(call.patient.family_name, call.patient.given_name)
    phone = call.patient.phone or "no phone number"
    if call.kind is CallKind.NOT_CONFIRMED and call.appointment is not None:
        what = f"Confirm {_when(call.appointment, desk)}"
        return CallLine(number, name, f"{what}\n{phone}", "diamond-alert", "moderate", "Confirmed")
    if call.kind is CallKind.REBOOK and call.appointment is not None:
        what = f"{_lost(call.appointment)} {_when(call.appointment, desk)}, nothing booked since"
        return CallLine(number, name, f"{what}\n{phone}", "calendar-x", "info", "Book")
    what = f"Labs or vitals {_due_words(call.due, desk.today)}"
    return CallLine(number, name, f"{what}\n{phone}", "flask-conical", "minor", "Book")


def _lost(appointment: Appointment) -> str:
    return "No show" if appointment.state is AppointmentState.NO_SHOW else "Canceled"


def _when(appointment: Appointment, desk: Desk) -> str:
    day = words.local_day(appointment.start, desk.board.zone)
    clock = words.time_of(appointment.start, desk.board.zone)
    return f"today {clock}" if day == desk.today else f"{words.day_name(day, desk.today)}, {clock}"


def _due_words(due: date | None, today: date) -> str:
    if due is None:
        return "due"
    if due < today:
        return f"were due {words.short_day(due, today)}"
    return "due today" if due == today else f"due by {words.day_name(due, today)}"
