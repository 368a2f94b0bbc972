"""Column types that keep a value exactly, the same on both engines.

What is stored is read by one plain function for each type: SQLAlchemy's usual `process_result_value` makes
three calls of every cell, and a chart has thousands.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Integer, String, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from medmanager.domain.errors import Refused

UNSTORABLE = "The text holds a character that cannot be stored. Type it again instead of pasting it."

Read = Callable[[Any], Any]
"""Makes a value of what the driver gives, None too."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class PlainText(TypeDecorator[str]):
    """Text of any length, words of an enumeration included.

    Refuses what one engine would store and the other not: the NUL character and half characters.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if isinstance(value, Enum):
            value = str(value.value)
        if "\0" in value or not value.isprintable() and _has_half_character(value):
            raise Refused(UNSTORABLE)
        return value


def _has_half_character(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


class Id(TypeDecorator[UUID]):
    """An id. The same ones come again and again, in the rows inside a record and at every key of a search: a
    file keeps them as text, and each text is read once.
    """

    impl = Uuid
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Read | None:
        """None where the engine has ids of its own."""
        return _id_from if super().result_processor(dialect, coltype) else None


@lru_cache(maxsize=20_000)
def _id_from(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


class WholeNumber(TypeDecorator[int]):
    """A number of 32 bits, the range that both engines share."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        if value is not None and not -(1 << 31) <= value < 1 << 31:
            raise Refused("A number is too large to be stored. Check what you typed.")
        return value


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal as its own text, so that 0.50 comes back as 0.50. Never used for sorting in SQL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if not value.is_finite():
            raise Refused("This number cannot be stored. Type it again.")
        return str(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Read:
        return _decimal_from


def _decimal_from(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


class Instant(TypeDecorator[datetime]):
    """An aware instant as whole microseconds since 1970 UTC: exact, sortable, free of time zones."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else microseconds(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Read:
        return _instant_from


def _instant_from(count: int | None) -> datetime | None:
    return None if count is None else from_microseconds(count)


def microseconds(instant: datetime) -> int:
    """Whole microseconds since 1970 UTC. Raises ValueError for a naive time, which is a bug."""
    if instant.tzinfo is None:
        raise ValueError("instants are stored as aware UTC")
    return (instant - _EPOCH) // _MICROSECOND


def from_microseconds(count: int) -> datetime:
    return _EPOCH + timedelta(microseconds=count)


class ClockTime(TypeDecorator[time]):
    """A local time of day as "08:30:00"."""

    impl = String(15)
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def result_processor(self, dialect: Dialect, coltype: object) -> Read:
        return _time_from


def _time_from(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)


class Listing(TypeDecorator[tuple[object, ...]]):
    """A tuple of words, of numbers with gaps, or of such tuples, as canonical JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[object, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=True, separators=(",", ":"))

    def result_processor(self, dialect: Dialect, coltype: object) -> Read:
        return _tuple_from


def _tuple_from(text: str | None) -> tuple[object, ...] | None:
    return None if text is None else _as_tuple(json.loads(text))


def _as_tuple(items: list[object]) -> tuple[object, ...]:
    return tuple(_as_tuple(item) if isinstance(item, list) else item for item in items)
