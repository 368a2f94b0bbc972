"""Local days and clock times of the practice as instants, and back; safe on the days clocks change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
"""From a day to the next; added to days only: between two midnights may lie 23 or 25 hours."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` until just before `end`, both aware UTC."""

    start: datetime
    end: datetime

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def instant_at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The instant, UTC, at which a wall clock of the practice shows this time.

    A time that the clocks skip in spring is the instant an hour later by the wall clock; one that they show
    twice in autumn is the first of the two.
    """
    return datetime.combine(day, clock.replace(fold=0), zone).astimezone(UTC)


def local_day(instant: datetime, zone: tzinfo | None) -> date:
    """The calendar day of an instant in the practice's zone; None is that of this computer, where no practice
    is open. `today` is `local_day(clock.now(), zone)`.
    """
    return instant.astimezone(zone).date()


def days_span(first: date, days: int, zone: ZoneInfo) -> Span:
    """From midnight of `first` through so many local days; a day may have 23 or 25 hours."""
    return Span(
        instant_at(first, time(), zone),
        instant_at(first + timedelta(days=days), time(), zone),
    )


def same_clock_time(instant: datetime, day: date, zone: ZoneInfo) -> datetime:
    """Another day at the wall-clock time of `instant`: ten o'clock stays ten o'clock when clocks change."""
    return instant_at(day, instant.astimezone(zone).time(), zone)
