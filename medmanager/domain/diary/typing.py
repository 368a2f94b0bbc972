"""Reads one row of a diary as it is typed: digits for boxes, a sign for ticks, nothing for empty boxes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from medmanager.domain.day_words import month_day
from medmanager.domain.diary.diary import BEST, MOST_SLEEP, DiaryDay, DiarySheet
from medmanager.domain.errors import Refused
from medmanager.domain.ids import UserId

MOOD, SLEEP = "mood", "sleep"
EFFECT, TAKEN = "effect", "taken"
"""Names of a row's fields: mood, sleep, effect.0, effect.1 …, taken.morning …"""

_TICKS = frozenset({"x", "X", "1", "✓", "v", "V", "y", "Y"})
RATING_HINT = "Write a whole number from 0 to 10, or leave the box empty."
SLEEP_HINT = "Write hours from 0 to 24, such as 7 or 7.5, or leave the box empty."
TICK_HINT = "Write x for a tick, or leave the box empty."


@dataclass(frozen=True, slots=True)
class Hand:
    """Who types, and when (aware UTC)."""

    by: UserId
    at: datetime


def field_names(sheet: DiarySheet) -> tuple[str, ...]:
    """The fields of one row from left to right, as on the paper."""
    effects = (f"{EFFECT}.{number}" for number in range(len(sheet.effects)))
    return (MOOD, SLEEP, *effects, *(f"{TAKEN}.{slot}" for slot in sheet.slots))


def refuse_coming(on: date, today: date) -> None:
    """Raises Refused for a day after today: nobody has lived it, so the row above or below was meant."""
    if on > today:
        raise Refused(f"{month_day(on)} is still to come. Look whether this is the right row.", MOOD)


def read_day(sheet: DiarySheet, on: date, typed: Mapping[str, str], hand: Hand) -> DiaryDay:
    """The day of one typed row. Raises Refused, naming the field, for what is no number of the diary."""
    return DiaryDay(
        on,
        hand.by,
        hand.at,
        read_rating(typed.get(MOOD, ""), MOOD),
        read_sleep(typed.get(SLEEP, "")),
        tuple(
            read_rating(typed.get(f"{EFFECT}.{number}", ""), f"{EFFECT}.{number}")
            for number in range(len(sheet.effects))
        ),
        tuple(slot for slot in sheet.slots if read_tick(typed.get(f"{TAKEN}.{slot}", ""), f"{TAKEN}.{slot}")),
    )


def read_rating(text: str, field: str) -> int | None:
    """0 to 10; None for an empty box. Raises Refused."""
    plain = text.strip(" ")
    if not plain:
        return None
    if not re.fullmatch("0|[1-9][0-9]?", plain) or int(plain) > BEST:
        raise Refused(RATING_HINT, field)
    return int(plain)


def read_sleep(text: str) -> Decimal | None:
    """Hours of sleep; None for an empty box.

    A comma is refused: 7,5 is easily taken for 75; and 05, which may have lost its point.
    """
    plain = text.strip(" ")
    if not plain:
        return None
    if not re.fullmatch(r"(?:0|[1-9][0-9]?)(?:\.[0-9]{1,2})?", plain) or Decimal(plain) > MOST_SLEEP:
        raise Refused(SLEEP_HINT, SLEEP)
    hours = Decimal(plain)
    return hours.normalize() if hours else Decimal(0)


def read_tick(text: str, field: str) -> bool:
    """Whether the box is ticked; an empty one is not. Raises Refused for any other sign."""
    plain = text.strip(" ")
    if plain and plain not in _TICKS:
        raise Refused(TICK_HINT, field)
    return bool(plain)


def typed_fields(sheet: DiarySheet, day: DiaryDay) -> dict[str, str]:
    """A day as it would be typed: what the row shows that was saved before."""
    ratings = {
        f"{EFFECT}.{number}": "" if value is None else str(value) for number, value in enumerate(day.ratings)
    }
    return {
        MOOD: "" if day.mood is None else str(day.mood),
        SLEEP: "" if day.sleep is None else f"{day.sleep:f}",
        **ratings,
        **{f"{TAKEN}.{slot}": "x" if slot in day.taken else "" for slot in sheet.slots},
    }
