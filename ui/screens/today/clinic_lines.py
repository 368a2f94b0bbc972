"""A clinician's own day as words: her visits, what to look at, her week, her notes. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from medmanager.domain.day_page import (
    ClinicPage,
    DayVisit,
    DraftToSign,
    LookAt,
    LookKind,
    UnsignedNote,
    WeekItem,
    WeekKind,
)
from medmanager.domain.ids import AppointmentId, PatientId
from medmanager.domain.rows import PatientRow
from medmanager.domain.summary import LineToday
from ui.kit import words
from ui.kit.appointments.agenda import Desk
from ui.kit.standing import reason_words, standing
from ui.kit.tallman import tall_man

MOST_NAMES = 2
LOOKS = {
    LookKind.LATE: ("diamond-alert", "moderate"),
    LookKind.UNSIGNED: ("diamond-alert", "moderate"),
    LookKind.STEP: ("pill", "info"),
    LookKind.QUESTIONS: ("info", "info"),
    LookKind.DUE: ("circle-minus", "minor"),
    LookKind.INTAKE: ("clipboard-list", "muted"),
    LookKind.DRAFT: ("pen-line", "muted"),
}
WEEK_KINDS = {
    WeekKind.STEP: ("pill", "info", "Step"),
    WeekKind.CHECK: ("flask-conical", "muted", "Check"),
    WeekKind.LATE: ("diamond-alert", "moderate", "Late"),
}


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One row of my visits. `look_tip` names everything there is to look at."""

    key: AppointmentId
    patient_id: PatientId
    time: str
    minutes: str
    name: str
    age: str
    visit: str
    medicines: str
    medicines_tip: str
    state: str
    state_icon: str
    state_tone: str
    look: str
    look_icon: str
    look_tone: str
    look_tip: str
    over: bool


@dataclass(frozen=True, slots=True)
class BreakLine:
    """A time between two openings, across the table."""

    words: str


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One step or check of the week."""

    number: int
    patient_id: PatientId
    day: str
    name: str
    words: str
    kind: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note or a draft of a plan to sign: `tab` is where it is, `subject` what is opened there."""

    key: UUID
    patient_id: PatientId
    name: str
    second: str
    tab: str = "visits"
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A patient with a plan and nothing booked."""

    patient_id: PatientId
    name: str
    second: str


def visit_lines(page: ClinicPage, desk: Desk) -> tuple[VisitLine | BreakLine, ...]:
    """My visits in order of time, with the breaks of the practice between them."""
    rows: list[tuple[datetime, VisitLine | BreakLine]] = [
        (visit.appointment.start, _visit_line(visit, desk)) for visit in page.visits
    ]
    spans = page.board.days[0].open or ()
    for before, after in zip(spans, spans[1:], strict=False):
        zone = page.board.zone
        when = f"{words.time_of(before.end, zone)} to {words.time_of(after.start, zone)}"
        rows.append((before.end, BreakLine(f"Closed {when}")))
    return tuple(line for _, line in sorted(rows, key=lambda pair: pair[0])) if page.visits else ()


def _visit_line(visit: DayVisit, desk: Desk) -> VisitLine:
    one, row = visit.appointment, visit.patient
    stands = standing(one, desk.now, desk.board.zone)
    look = visit.look_at[0] if visit.look_at else None
    more = f" +{len(visit.look_at) - 1}" if len(visit.look_at) > 1 else ""
    icon, tone = LOOKS[look.kind] if look else ("", "muted")
    medicines, tip = _medicines(visit.lines)
    return VisitLine(
        one.id,
        row.id,
        words.time_of(one.start, desk.board.zone),
        str(one.minutes),
        words.person(row.family_name, row.given_name),
        words.age_short(row.birth_date, desk.today),
        reason_words(one.reason),
        medicines,
        tip,
        *_state(stands.words, stands.icon, stands.tone, one.mode.value),
        f"{tall_man(look.words)}{more}" if look else "",
        icon,
        tone,
        _look_tip(visit.look_at),
        stands.over,
    )


def _state(said: str, icon: str, tone: str, mode: str) -> tuple[str, str, str]:
    """How it stands; a confirmed video or phone visit says that instead, while nothing else is known."""
    if said == "Confirmed" and mode != "clinic":
        return mode[:1].upper() + mode[1:], mode, "info"
    return said, icon, tone


def _look_tip(looks: tuple[LookAt, ...]) -> str:
    return "\n".join(tall_man(look.words) for look in looks)


def _medicines(lines: tuple[LineToday, ...]) -> tuple[str, str]:
    """One or two with their dose of today; more by name, the rest of them in the tip."""
    said = [tall_man(with_dose(line)) for line in lines]
    if not said:
        return "", ""
    if len(said) <= 2:
        return "; ".join(said), ""
    names = [tall_man(line.item.medicine.generic) for line in lines]
    more = len(names) - MOST_NAMES
    return f"{', '.join(names[:MOST_NAMES])} +{more}", "\n".join(said)


def with_dose(line: LineToday) -> str:
    """A line with its dose of today: "lithium 900 mg"."""
    name, step = line.item.medicine.generic, line.today
    if step is None and line.following is not None:
        return f"{name}, starts later" if line.following == line.item.steps[0] else f"{name}, none now"
    if step is None or step.paused:
        return f"{name}, paused"
    if step.as_needed is not None:
        return f"{name} if needed"
    often = "" if step.every_days == 1 else f" every {step.every_days} days"
    return f"{name} {words.amount(step.daily_dose, step.unit)}{often}"


def week_lines(items: tuple[WeekItem, ...], today: date) -> tuple[WeekLine, ...]:
    """Steps and checks by day."""
    return tuple(
        WeekLine(
            number,
            item.patient.id,
            "today" if item.on == today else words.day_name(item.on, today),
            words.person(item.patient.family_name, item.patient.given_name),
            tall_man(item.words),
            WEEK_KINDS[item.kind][2],
            WEEK_KINDS[item.kind][0],
            WEEK_KINDS[item.kind][1],
        )
        for number, item in enumerate(items)
    )


def note_line(note: UnsignedNote, desk: Desk) -> NoteLine:
    """Whose visit and when."""
    day = words.local_day(note.visit.at, desk.board.zone)
    clock = words.time_of(note.visit.at, desk.board.zone)
    when = f"today {clock}" if day == desk.today else words.day_name(day, desk.today)
    return NoteLine(
        note.visit.id,
        note.patient.id,
        words.person(note.patient.family_name, note.patient.given_name),
        f"Visit {when}, begun {words.ago(note.visit.at, desk.now)}",
        subject=note.visit.id,
    )


def draft_line(one: DraftToSign, desk: Desk) -> NoteLine:
    """Whose plan, and who wrote it."""
    parts = (
        f"Plan {one.draft.number} in draft",
        f"by {one.author}" if one.author else "",
        words.ago(one.draft.begun_at, desk.now) if one.draft.begun_at else "",
    )
    return NoteLine(
        one.draft.id,
        one.patient.id,
        words.person(one.patient.family_name, one.patient.given_name),
        ", ".join(part for part in parts if part),
        tab="plan",
    )


def waiting_line(row: PatientRow, desk: Desk) -> WaitingLine:
    """Who, and how to reach them."""
    age = words.age(row.birth_date, desk.today)
    parts = (age, row.phone or "no phone number")
    return WaitingLine(row.id, words.person(row.family_name, row.given_name), " · ".join(parts))
