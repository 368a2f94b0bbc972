"""How an appointment stands, as icon, tone and words; the calendar and Today say it alike. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from medmanager.domain.calendar.appointment import Appointment, AppointmentMode, AppointmentState, ReasonCode
from ui.kit import words

LATE_AFTER = timedelta(minutes=5)
CONFIRM_WITHIN = timedelta(days=2)
"""Until then a booked visit is simply booked; from then on somebody should call."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`short` fits a calendar block. `tone` is a token; `over` visits are drawn muted."""

    icon: str
    tone: str
    words: str
    short: str
    over: bool = False


_FIXED = {
    AppointmentState.CANCELED: Standing("x", "muted", "Canceled", "canceled", over=True),
    AppointmentState.NO_SHOW: Standing("user-x", "muted", "No show", "no show", over=True),
    AppointmentState.DONE: Standing("check", "muted", "Done", "done", over=True),
    AppointmentState.IN_ROOM: Standing("user", "info", "In room", "in room"),
    AppointmentState.ARRIVED: Standing("circle-check", "ok", "Arrived", "arrived"),
}
_LATE = Standing("clock", "moderate", "Late", "late")
_OPEN = Standing("circle-question-mark", "minor", "Not closed", "not closed")
_UNCONFIRMED = Standing("diamond-alert", "moderate", "Not confirmed", "not conf.")
_CONFIRMED = Standing("check", "muted", "Confirmed", "confirmed")
_BOOKED = Standing("", "muted", "Booked", "booked")


def standing(appointment: Appointment, now: datetime, zone: tzinfo) -> Standing:
    """How it stands at this instant: late, not confirmed and not closed follow from the clock."""
    fixed = _FIXED.get(appointment.state)
    if fixed is not None:
        return fixed
    if words.local_day(appointment.start, zone) < words.local_day(now, zone):
        return _OPEN
    if now > appointment.start + LATE_AFTER:
        return _LATE
    if appointment.state is AppointmentState.CONFIRMED:
        return _CONFIRMED
    return _UNCONFIRMED if appointment.start - now < CONFIRM_WITHIN else _BOOKED


MODES = {
    AppointmentMode.CLINIC: ("", "In the clinic"),
    AppointmentMode.VIDEO: ("video", "Video"),
    AppointmentMode.PHONE: ("phone", "Phone"),
}
"""Icon and words of each mode; a visit in the clinic needs neither."""


def reason_words(reason: ReasonCode) -> str:
    """The reason code as a title, as "Follow-up"."""
    return reason.value[0].upper() + reason.value[1:]


def visit_words(appointment: Appointment) -> str:
    """What kind of visit, in a few words: "30 min, follow-up, video"."""
    parts = [words.minutes(appointment.minutes), appointment.reason.value]
    if appointment.mode is not AppointmentMode.CLINIC:
        parts.append(appointment.mode.value)
    return ", ".join(parts)
