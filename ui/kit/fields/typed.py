"""Reads dates, times and numbers as people type them: `4w`, `+28d`, `tue 2p`, `dec 7`, `12/7/2026`. No Qt."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from ui.kit import words

# English and Spanish; three letters of a name or more are enough, a word that only begins like one is none.
WEEKDAYS = (
    *(("monday", 0), ("tuesday", 1), ("wednesday", 2), ("thursday", 3), ("friday", 4), ("saturday", 5)),
    *(
        ("sunday", 6),
        ("weds", 2),
        ("lunes", 0),
        ("martes", 1),
        ("miercoles", 2),
        ("jueves", 3),
        ("viernes", 4),
    ),
    *(("sabado", 5), ("domingo", 6)),
)
MONTHS = (
    *(("january", 1), ("february", 2), ("march", 3), ("april", 4), ("may", 5), ("june", 6), ("july", 7)),
    *(("august", 8), ("september", 9), ("october", 10), ("november", 11), ("december", 12)),
    *(("enero", 1), ("febrero", 2), ("marzo", 3), ("abril", 4), ("mayo", 5), ("junio", 6), ("julio", 7)),
    *(("agosto", 8), ("septiembre", 9), ("octubre", 10), ("noviembre", 11), ("diciembre", 12)),
)
OF_BOTH = "mar"
"""Begins a month and, in Spanish, a Tuesday: alone it is neither."""
NEAR = {"today": 0, "hoy": 0, "tod": 0, "tomorrow": 1, "tom": 1, "manana": 1, "yesterday": -1, "ayer": -1}
UNITS = {"d": "days", "w": "weeks", "s": "weeks", "m": "months", "y": "years", "a": "years"}
CENTURY = 100
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Days of other years are slips of the keyboard."""

_STEP = re.compile(
    r"([+-]?)\s*(\d{1,4})\s*"
    r"(d|days?|dias?|w|wks?|weeks?|s|semanas?|m|mo|months?|mes|meses|y|yrs?|years?|a|anos?)",
    re.ASCII,
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{2}|\d{4}))?", re.ASCII)
_NAMED = re.compile(
    r"(?:([a-z]+)\s+)??(?:([a-z]+)\s+(\d{1,2})|(\d{1,2})\s+(?:de\s+)?([a-z]+))"
    r"(?:\s+(?:de\s+)?(\d{4}))?",
    re.ASCII,
)
_TIME = re.compile(r"(?:^|\s)(?:at\s+|a las\s+)?(\d{1,2})(?::(\d{2}))?\s*(am|pm|a|p)?$", re.ASCII)
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Me"})


@dataclass(frozen=True, slots=True)
class TypedMoment:
    """A day, and a time when one was typed; both local."""

    day: date
    at: time | None = None


class _Told(ValueError):
    """No date, for a reason that is worth a sentence."""


def read_date(text: str, today: date, *, past: bool = False) -> date | None:
    """The day that was typed, or None when it is not a date.

    Without a year it is the next such day from today on, or with `past` the last one, as for birth dates.
    Slashed dates are month/day/year. A weekday beside a date has to be that day's.
    """
    try:
        return _day(text, today, past)
    except (ValueError, OverflowError):
        return None


def date_problem(text: str, today: date, otherwise: str, *, past: bool = False) -> str:
    """What to tell of a text that `read_date` does not take; `otherwise` where nothing more is known."""
    try:
        _day(text, today, past)
    except _Told as told:
        return str(told)
    except (ValueError, OverflowError):
        pass
    return otherwise


@dataclass(frozen=True, slots=True)
class TypedSpan:
    """A length as it was typed: `14 d`, `2 weeks`; `sign` is "+", "-" or nothing."""

    sign: str
    count: int
    unit: str
    """days, weeks, months or years."""

    def after(self, day: date) -> date:
        """The day that lies so much later, or earlier with a minus. OverflowError past the calendar."""
        count = -self.count if self.sign == "-" else self.count
        if self.unit in {"days", "weeks"}:
            return day + timedelta(days=count * (7 if self.unit == "weeks" else 1))
        return _months_on(day, count * (12 if self.unit == "years" else 1))


def read_span(text: str) -> TypedSpan | None:
    """A length in days, weeks, months or years; None when it is something else."""
    found = _STEP.fullmatch(_plain(text))
    return TypedSpan(found[1], int(found[2]), UNITS[found[3][0]]) if found else None


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
    found = _TIME.fullmatch("" if "," in text else _plain(text))
    return _time(found) if found is not None else None


def read_number(text: str) -> Decimal | None:
    """`1000` or `0.5` in plain digits; None for everything else and for what has two readings.

    A comma is thousands to one reader and a decimal point to another, a blank may stand for a lost point,
    and a point without a digit on both sides is overlooked.
    """
    plain = text.strip(" ")
    return Decimal(plain) if re.fullmatch(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,9})?", plain) else None


def _plain(text: str) -> str:
    """Small letters without accents, single blanks; "" where a sign hides or stands for a digit."""
    if text.isascii():
        # As most dates are written, and sixty steps have more than a hundred of them to be read at each key.
        return " ".join(text.casefold().replace(",", " ").split())
    if any(_strange(letter) for letter in text):
        return ""
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = [letter for number, letter in enumerate(bare) if not _accent(bare, number)]
    return " ".join("".join(kept).replace(",", " ").split())


def _strange(letter: str) -> bool:
    """Digits of other scripts, fractions, raised ones; controls and signs without a shape of their own."""
    return not letter.isascii() and (letter.isnumeric() or unicodedata.category(letter) in _HIDDEN)


def _accent(text: str, place: int) -> bool:
    """A mark on a letter; one on a digit, as a stroke through it, stays and makes the text unreadable."""
    return bool(unicodedata.combining(text[place])) and text[:place][-1:].isalpha()


def _day(text: str, today: date, past: bool) -> date | None:
    plain = _plain(text)
    for read in (_near, _step, _iso, _slashed, _named, _weekday):
        day = read(plain, today, past)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise _Told(f"Check the year: write a day from {FIRST_YEAR} to {LAST_YEAR}.")
        if day is not None:
            return day
    return None


def _near(text: str, today: date, past: bool) -> date | None:
    return today + timedelta(days=NEAR[text]) if text in NEAR else None


def _step(text: str, today: date, past: bool) -> date | None:
    span = read_span(text)
    return span.after(today) if span else None


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
    month = _lookup(found[2] or found[5], MONTHS)
    weekday = _lookup(found[1], WEEKDAYS) if found[1] else None
    if month is None or (found[1] and weekday is None):
        return None
    day = _in_year(month, int(found[3] or found[4]), found[6], today, past)
    if weekday is not None and day.weekday() != weekday:
        real = words.LONG_DAYS[day.weekday()]
        raise _Told(f"{words.dated(day)} is a {real}. Write the day without its weekday, or check both.")
    return day


def _weekday(text: str, today: date, past: bool) -> date | None:
    number = _lookup(text.removeprefix("next ").removeprefix("el "), WEEKDAYS)
    if number is None or text == OF_BOTH:
        return None
    ahead = (number - today.weekday()) % 7 or 7
    return today + timedelta(days=ahead - 7 if past else ahead)


def _lookup(word: str, table: tuple[tuple[str, int], ...]) -> int | None:
    return next((number for name, number in table if len(word) >= 3 and name.startswith(word)), None)


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
