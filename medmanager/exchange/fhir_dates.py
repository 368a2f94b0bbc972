"""FHIR dates and instants with the precision they were written in."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from medmanager.exchange.fhir_values import Json, LeftOut, not_valid, part, text

_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?P<time>T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?)?)?"
)
NOON = time(12, tzinfo=UTC)
"""Stands in for an unknown time of day: noon UTC is the same calendar day from UTC-12 to UTC+11."""


@dataclass(frozen=True, slots=True)
class When:
    """A point in time as its sender wrote it. `day` is the calendar day in the sender's own time zone."""

    written: str
    day: date | None = None
    """None when only a year or a month is known."""
    instant: datetime | None = None
    """Aware UTC; None when no time of day is known."""

    @property
    def at(self) -> datetime:
        """Aware UTC, at noon when the time of day is unknown. Raises LeftOut for a bare year or month."""
        if self.instant is not None:
            return self.instant
        if self.day is None:
            raise LeftOut("its date is only a year or a month")
        return datetime.combine(self.day, NOON)

    def is_before(self, other: "When") -> bool:
        """Whether this is surely earlier; compared only as finely as both are known."""
        if self.instant is not None and other.instant is not None:
            return self.instant < other.instant
        known = min(len(self.written), len(other.written), len("2026-11-23"))
        return self.written[:known] < other.written[:known]


def when(source: Json, name: str) -> When | None:
    """The date, dateTime or instant called `name`; None when absent. Raises LeftOut for impossible dates."""
    written = text(source, name)
    if not written:
        if source.get(name) is not None:
            raise not_valid(name)
        return None
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise not_valid(name)
    try:
        return _understood(match)
    except (ValueError, OverflowError):
        raise not_valid(name) from None


def start_of(source: Json, name: str) -> When | None:
    """The beginning of the Period called `name`."""
    return when(part(source, name), "start")


def end_of(source: Json, name: str) -> When | None:
    """The end of the Period called `name`."""
    return when(part(source, name), "end")


def _understood(match: re.Match[str]) -> When:
    written = match.group()
    if match["day"] is None:
        date(int(match["year"]), int(match["month"] or 1), 1)
        return When(written)
    day = date.fromisoformat(written[:10])
    if match["time"] is None:
        return When(written, day)
    return When(written, day, datetime.fromisoformat(written).astimezone(UTC))
