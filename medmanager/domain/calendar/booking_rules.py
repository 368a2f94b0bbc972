"""Whether a booking may stand: never on a past day; double or outside the hours only when overruled."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from medmanager.domain.calendar.appointment import Appointment, clashes
from medmanager.domain.calendar.openings import outside_hours
from medmanager.domain.calendar.schedule import DOUBLE_BOOKING, OUTSIDE_HOURS, Overruled
from medmanager.domain.errors import Refused
from medmanager.domain.local_time import Span, days_span, local_day
from medmanager.domain.practice import Practice
from medmanager.domain.typed_text import typed_line


def check_booking(
    practice: Practice,
    wanted: Appointment,
    booked: Iterable[Appointment],
    overruled: Overruled,
    now: datetime,
) -> None:
    """Raises Refused; its `field` is "start", or what would overrule it: `DOUBLE_BOOKING`, `OUTSIDE_HOURS`.

    `booked` are the appointments around that time. The sentences name times only, no person.
    """
    zone = ZoneInfo(practice.time_zone)
    if local_day(wanted.start, zone) < local_day(now, zone):
        raise Refused("That day is over. Choose today or a later day.", "start")
    if not overruled.double_booking:
        _check_clash(wanted, tuple(booked), zone)
    if outside_hours(practice, Span(wanted.start, wanted.end)) and not overruled.outside_reason.strip():
        raise Refused(
            "This is outside the practice's hours. Write why it takes place then, or choose another time.",
            OUTSIDE_HOURS,
        )


def _check_clash(wanted: Appointment, booked: tuple[Appointment, ...], zone: ZoneInfo) -> None:
    taken = clashes(wanted, booked)
    if taken:
        raise Refused(
            f"Already booked {_times(taken[0], zone)}. Choose another time, or confirm the double booking.",
            DOUBLE_BOOKING,
        )
    elsewhere = [one for one in booked if one.patient_id == wanted.patient_id and _meets(wanted, one)]
    if elsewhere:
        raise Refused(
            f"This patient is booked {_times(elsewhere[0], zone)} with somebody else. "
            "Choose another time, or confirm that both are meant.",
            DOUBLE_BOOKING,
        )


def _meets(wanted: Appointment, other: Appointment) -> bool:
    overlaps = Span(wanted.start, wanted.end).overlaps(Span(other.start, other.end))
    return other.id != wanted.id and other.takes_time and overlaps


def _times(appointment: Appointment, zone: ZoneInfo) -> str:
    start, end = (instant.astimezone(zone) for instant in (appointment.start, appointment.end))
    return f"from {start:%H:%M} to {end:%H:%M}"


def desk_note(note: str, overruled: Overruled, outside: bool) -> str:
    """The note as it is kept: the reason for a time outside the hours stands in it."""
    reason = typed_line(overruled.outside_reason, OUTSIDE_HOURS, "The reason")
    parts = [typed_line(note, "desk_note", "The note"), f"Outside hours: {reason}" if outside else ""]
    return ". ".join(part for part in parts if part)


def day_around(appointment: Appointment, zone: ZoneInfo) -> Span:
    """The local days that an appointment touches: where its clashes are looked for."""
    first = local_day(appointment.start, zone)
    days = (local_day(appointment.end, zone) - first).days + 1
    return days_span(first, days, zone)
