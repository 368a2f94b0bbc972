"""Reads dates, times and numbers as people type them: `4w`, `+28d`, `tue 2p`, `dec 7`, `12/7/2026`. No Qt."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation

# English and Spanish; only the first letters count, as many as make a word different from its neighbours.
WEEKDAYS = (
    *(("mon", 0), ("tue", 1), ("wed", 2), ("thu", 3), ("fri", 4), ("sat", 5), ("sun", 6)),
    *(("lun", 0), ("mar", 1), ("mie", 2), ("jue", 3), ("vie", 4), ("sab", 5), ("dom", 6)),
)
MONTHS = (
    *(("jan", 1), ("feb", 2), ("mar", 3), ("apr", 4), ("may", 5), ("jun", 6), ("jul", 7), ("aug", 8)),
    *(("sep", 9), ("oct", 10), ("nov", 11), ("dec", 12), ("ene", 1), ("abr", 4), ("ago", 8), ("dic", 12)),
)
NEAR = {"today": 0, "hoy": 0, "tod": 0, "tomorrow": 1, "tom": 1, "manana": 1, "yesterday": -1, "ayer": -1}
UNITS = {"d": "days", "w": "weeks", "s": "weeks", "m": "months", "y": "years", "a": "years"}
CENTURY = 100

_STEP = re.compile(
    r"([+-]?)\s*(\d{1,4})\s*"
    r"(d|days?|dias?|w|wks?|weeks?|s|semanas?|m|mo|months?|mes|meses|y|yrs?|years?|a|anos?)"
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}|\d{4}))?$")
_NAMED = re.compile(
    r"(?:[a-z]+\s+)??(?:([a-z]+)\s+(\d{1,2})|(\d{1,2})\s+(?:de\s+)?([a-z]+))(?:\s+(?:de\s+)?(\d{4}))?$"
)
_TIME = re.compile(r"(?:^|\s)(?:at\s+|a las\s+)?(\d{1,2})(?::(\d{2}))?\s*(am|pm|a|p)?$")


@dataclass(frozen=True, slots=True)
class TypedMoment:
    """A day, and a time when one was typed; both local."""

    day: date
    at: time | None = None


def read_date(text: str, today: date, *, past: bool = False) -> date | None:
    """The day that was typed, or None when it is not a date.

    Without a year it is the next such day from today on, or with `past` the last one, as for birth dates.
    Slashed dates are month/day/year.
    """
    plain = _plain(text)
    for read in (_near, _step, _iso, _slashed, _named):
        try:
            day = read(plain, today, past)
        except (ValueError, OverflowError):
            return None
        if day is not None:
            return day
    return _weekday(plain, today, past)


def read_moment(text: str, today: date) -> TypedMoment | None:
    """A day with an optional time: `tue 2p`, `dec 7 14:30`, `4w`."""
    plain = _plain(text)
    found = _TIME.search(plain)
    if found is not None and (found[2] or found[3]):
        at = _time(found)
        rest = plain[: found.start()].strip()
        day = read_date(rest, today) if rest else today
        if at is not None and day is not None:
            return TypedMoment(day, at)
    day = read_date(plain, today)
    return TypedMoment(day) if day is not None else None


def read_time(text: str) -> time | None:
    """`9`, `9:30`, `2p`, `14:30`; a bare 1 to 6 is in the afternoon."""
    found = _TIME.fullmatch(_plain(text))
    return _time(found) if found is not None else None


def read_number(text: str) -> Decimal | None:
    """`1,000` or `0.5` or `0,5` as a number; None when it is something else, as `12a` or `1,00`."""
    plain = text.strip().replace("\u00a0", "").replace(" ", "")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"0,\d{1,3}", plain):
        plain = plain.replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(letters.replace(",", " ").split())


def _near(text: str, today: date, past: bool) -> date | None:
    return today + timedelta(days=NEAR[text]) if text in NEAR else None


def _step(text: str, today: date, past: bool) -> date | None:
    found = _STEP.fullmatch(text)
    if found is None:
        return None
    count = int(found[2]) * (-1 if found[1] == "-" else 1)
    unit = UNITS[found[3][0]]
    if unit in {"days", "weeks"}:
        return today + timedelta(days=count * (7 if unit == "weeks" else 1))
    return _months_on(today, count * (12 if unit == "years" else 1))


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _iso(text: str, today: date, past: bool) -> date | None:
    found = _ISO.fullmatch(text)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _slashed(text: str, today: date, past: bool) -> date | None:
    found = _SLASHED.fullmatch(text)
    if found is None:
        return None
    return _in_year(int(found[1]), int(found[2]), found[3], today, past)


def _named(text: str, today: date, past: bool) -> date | None:
    found = _NAMED.fullmatch(text)
    if found is None:
        return None
    month = _lookup(found[1] or found[4], MONTHS)
    day = found[2] or found[3]
    return None if month is None else _in_year(month, int(day), found[5], today, past)


def _weekday(text: str, today: date, past: bool) -> date | None:
    number = _lookup(text.removeprefix("next ").removeprefix("el "), WEEKDAYS)
    if number is None:
        return None
    ahead = (number - today.weekday()) % 7 or 7
    return today + timedelta(days=ahead - 7 if past else ahead)


def _lookup(word: str, table: tuple[tuple[str, int], ...]) -> int | None:
    return next((number for start, number in table if len(word) >= 3 and word.startswith(start)), None)


def _in_year(month: int, day: int, year: str | None, today: date, past: bool) -> date:
    if year is not None and len(year) == 4:
        return date(int(year), month, day)
    if year is not None:
        return _two_digit(month, day, int(year), today, past)
    candidates = [_existing(today.year + step, month, day) for step in range(-4, 5)]
    days = [found for found in candidates if found is not None]
    if past:
        return max(found for found in days if found <= today)
    return min(found for found in days if found >= today)


def _two_digit(month: int, day: int, year: int, today: date, past: bool) -> date:
    century = today.year // CENTURY * CENTURY
    found = date(century + year, month, day)
    return date(century - CENTURY + year, month, day) if past and found > today else found


def _existing(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None


def _time(found: re.Match[str]) -> time | None:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif 1 <= hour <= 6 and not found[2]:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
