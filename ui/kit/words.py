"""Dates, times, ages, doses, names and lateness as people read them on the screen. No Qt.

Instants come in aware and in UTC and are shown in the practice's zone; without a zone, in that of this
computer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from medmanager.domain.day_words import DAYS as DAYS
from medmanager.domain.day_words import LONG_DAYS as LONG_DAYS
from medmanager.domain.day_words import LONG_MONTHS as LONG_MONTHS
from medmanager.domain.day_words import dated as dated
from medmanager.domain.day_words import full_day as full_day
from medmanager.domain.day_words import long_day as long_day
from medmanager.domain.day_words import month_day as month_day
from medmanager.domain.day_words import short_day as short_day
from medmanager.domain.local_time import local_day as local_day

NO_BREAK = "\u00a0"
TIMES = "\u00d7"
FRACTIONS = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}
WEEK = 7
MINUTE, HOUR, DAY = 60, 3600, 86400


def local(instant: datetime, zone: tzinfo | None = None) -> datetime:
    """The instant on the clock of the wall."""
    return instant.astimezone(zone)


def day_name(day: date, today: date) -> str:
    """`Tue, Nov 24`, or `Tue, Jan 5, 2027` when not in this year."""
    return f"{DAYS[day.weekday()]}, {short_day(day, today)}"


def day_span(first: date, last: date) -> str:
    """`Nov 23 to 27, 2026`; both days included."""
    if first.year != last.year:
        return f"{dated(first)} to {dated(last)}"
    if first.month != last.month:
        return f"{short_day(first, first)} to {dated(last)}"
    return f"{short_day(first, first)} to {last.day}, {last.year}"


def time_of(instant: datetime, zone: tzinfo | None = None) -> str:
    """`9:05` or `16:30`."""
    moment = local(instant, zone)
    return f"{moment.hour}:{moment.minute:02}"


def moment_of(instant: datetime, today: date, zone: tzinfo | None = None) -> str:
    """`Mon, Nov 23, 10:42`."""
    return f"{day_name(local_day(instant, zone), today)}, {time_of(instant, zone)}"


def ago(instant: datetime, now: datetime) -> str:
    """`just now`, `2 min ago`, `6 h ago`, `1 day ago`, `3 days ago`; an instant yet to come is `just now`."""
    seconds = max(0, int((now - instant).total_seconds()))
    if seconds < MINUTE:
        return "just now"
    if seconds < HOUR:
        return f"{seconds // MINUTE} min ago"
    if seconds < DAY:
        return f"{seconds // HOUR} h ago"
    return f"{counted(seconds // DAY, 'day')} ago"


def due(day: date, today: date) -> str:
    """How far a due day is: `7 days late`, `today`, `tomorrow`, `this week`, `in 9 days`, `in 5 weeks`."""
    days = (day - today).days
    if days < 0:
        return f"{counted(-days, 'day')} late"
    if days < 2:
        return ("today", "tomorrow")[days]
    if day <= today + timedelta(days=WEEK - 1 - today.weekday()):
        return "this week"
    return f"in {days} days" if days < 2 * WEEK else f"in {days // WEEK} weeks"


def years_old(born: date, today: date) -> int:
    """Completed years; who was born on Feb 29 is a year older on Mar 1."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def age(born: date, today: date) -> str:
    """`42 years`; below two years `14 months`; below two months `20 days`."""
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    if months < 2:
        return counted((today - born).days, "day")
    return counted(months, "month") if months < 24 else f"{years_old(born, today)} years"


def age_short(born: date, today: date) -> str:
    """`42 y`, for tables."""
    return f"{years_old(born, today)} y"


def number(value: Decimal) -> str:
    """`1,000`, `0.5`, `112.5`: a leading zero, no trailing ones, as ISMP asks for doses."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: Decimal, unit: str) -> str:
    """`75 mg`, `1,000 mg`, `0.68 mEq/L`; the space does not break, so a number never stands without its
    unit.
    """
    return f"{number(value)}{NO_BREAK}{unit}" if unit else number(value)


def tablet_count(count: Decimal) -> str:
    """`2`, `½`, `1½`; other parts as decimals."""
    whole, part = divmod(count, 1)
    if part == 0:
        return number(count)
    if part not in FRACTIONS:
        return number(count)
    return f"{int(whole) or ''}{FRACTIONS[part]}"


def tablets(count: Decimal, strength: Decimal, unit: str) -> str:
    """`2 × 50 mg`: how many of which strength."""
    return f"{tablet_count(count)}{NO_BREAK}{TIMES}{NO_BREAK}{amount(strength, unit)}"


def change(after: Decimal, before: Decimal) -> str:
    """`+4`, `−2` with a real minus, or `same`."""
    step = after - before
    if step == 0:
        return "same"
    return f"+{number(step)}" if step > 0 else f"\u2212{number(-step)}"


def better_or_worse(after: Decimal, before: Decimal) -> str:
    """`better by 2`, `worse by 1` or `same`, where less is better, as in PHQ-9 and side effects."""
    step = after - before
    if step == 0:
        return "same"
    return f"worse by {number(step)}" if step > 0 else f"better by {number(-step)}"


def person(family: str, given: str) -> str:
    """`LINDQVIST, Maren`, the same in every place."""
    return f"{family.upper()}, {given}" if given else family.upper()


def short_person(family: str, given: str) -> str:
    """`Lindqvist M`, for calendar blocks."""
    return f"{family} {given[:1]}".rstrip()


def initials(family: str, given: str) -> str:
    """`ML`."""
    return (given[:1] + family[:1]).upper()


def counted(count: int, noun: str, plural: str = "") -> str:
    """`1 day`, `3 days`; `plural` where an s is not enough."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def listing(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def minutes(length: int) -> str:
    """`30 min`, `1 h`, `1 h 30 min`."""
    hours, rest = divmod(length, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
