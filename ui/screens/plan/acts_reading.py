"""What is typed in the dialogs of the acts, as what is asked of the plan; refused beside its field. No Qt."""

from __future__ import annotations

from datetime import date

from medmanager.domain.errors import Refused
from medmanager.domain.number_words import parse_whole
from medmanager.domain.plan.book import Hold, Pause, Rest, StepBack
from medmanager.domain.plan.moving import LONGEST
from medmanager.domain.plan.plan import Stopped
from ui.screens.plan.line.form_reading import day_problem, end_problem, read_day, read_through

PAST = "What was taken stays as it was. Choose today or a later day."


def read_pause(start: str, through: str, reason: str, today: date) -> Pause:
    """From the typed day through the typed day, or until told ("")."""
    first = _day("start", start, today)
    last = read_through(through, first, today) if through.strip() else None
    if through.strip() and last is None:
        raise Refused(end_problem(through, first, today), "end")
    return Pause(first, last, reason)


def read_stop(on: str, reason: str, today: date) -> Stopped:
    """The typed day is the first one without it."""
    first = _day("on", on, today)
    if not reason.strip():
        raise Refused("Write why the medicine is stopped.", "reason")
    return Stopped(first, reason.strip())


def read_hold(days: str, reason: str) -> Hold:
    """So many days longer on the dose of today."""
    return Hold(_days(days), reason)


def read_back(on: str, days: str, reason: str, rest: str, today: date) -> StepBack:
    """The dose before from the typed day on; the days count only where the rest is taken later."""
    first = _day("on", on, today)
    if first < today:
        raise Refused(PAST, "on")
    length = _days(days) if rest == Rest.REDATE else 1
    return StepBack(first, length, reason, Rest(rest))


def _day(field: str, text: str, today: date) -> date:
    found = read_day(text, today)
    if found is None:
        raise Refused(day_problem(text, today), field)
    return found


def _days(text: str) -> int:
    return parse_whole(text, "days", "The number of days", 1, LONGEST)
