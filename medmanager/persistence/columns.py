"""Column types that keep a value exactly, the same on both engines."""

import json
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from enum import Enum

from sqlalchemy import BigInteger, Integer, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from medmanager.domain.errors import Refused

UNSTORABLE = "The text holds a character that cannot be stored. Type it again instead of pasting it."

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

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Instant(TypeDecorator[datetime]):
    """An aware instant as whole microseconds since 1970 UTC: exact, sortable, free of time zones."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_microseconds(value)


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

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        return None if value is None else time.fromisoformat(value)


class Listing(TypeDecorator[tuple[object, ...]]):
    """A tuple of words, of numbers with gaps, or of such tuples, as canonical JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[object, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[object, ...] | None:
        return None if value is None else _as_tuple(json.loads(value))


def _as_tuple(items: list[object]) -> tuple[object, ...]:
    return tuple(_as_tuple(item) if isinstance(item, list) else item for item in items)
