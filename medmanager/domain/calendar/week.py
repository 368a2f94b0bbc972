"""The week of a practice as people set it: each day's hours, and one lunch break for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from medmanager.domain.errors import Refused
from medmanager.domain.practice import OpenHours

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS = "hours"
"""The field that a refusal of this week names."""


@dataclass(frozen=True, slots=True)
class DayHours:
    """One weekday, Monday is 0, local time. None: what was written is no time."""

    weekday: int
    is_open: bool
    start: time | None = time(9)
    end: time | None = time(17)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days; `lunch` is None where nobody closes for it."""

    days: tuple[DayHours, ...] = tuple(DayHours(day, day < 5) for day in range(7))
    lunch: tuple[time | None, time | None] | None = (time(12), time(13))

    def openings(self) -> tuple[OpenHours, ...]:
        """The openings of the week; a day with lunch has two. Raises Refused, naming the day."""
        lunch = self._lunch()
        return tuple(opening for day in self.days if day.is_open for opening in _openings(day, lunch))

    def _lunch(self) -> tuple[time, time] | None:
        if self.lunch is None:
            return None
        return _span("Lunch", "begins and ends", "end after it begins", self.lunch)


def week_of(openings: tuple[OpenHours, ...]) -> Week | None:
    """The week with these openings; None where they are more detailed than a week says."""
    breaks = {(first.end, second.start) for first, second in _breaks(openings)}
    lunch = breaks.pop() if len(breaks) == 1 else None
    week = Week(tuple(_day(day, openings) for day in range(7)), lunch)
    return week if not breaks and week.openings() == tuple(sorted(openings, key=_place)) else None


def _openings(day: DayHours, lunch: tuple[time, time] | None) -> tuple[OpenHours, ...]:
    name, number = WEEKDAYS[day.weekday], day.weekday
    start, end = _span(name, "opens and closes", "close after it opens", (day.start, day.end))
    if lunch and start < lunch[0] and lunch[1] < end:
        return (OpenHours(number, start, lunch[0]), OpenHours(number, lunch[1], end))
    return (OpenHours(number, start, end),)


def _span(what: str, does: str, must: str, times: tuple[time | None, time | None]) -> tuple[time, time]:
    start, end = times
    if start is None or end is None:
        raise Refused(f"{what}: write when it {does}, such as 9:00 and 17:00.", HOURS)
    if end <= start:
        raise Refused(f"{what} must {must}. Check its times.", HOURS)
    return start, end


def _day(weekday: int, openings: tuple[OpenHours, ...]) -> DayHours:
    those = sorted((one for one in openings if one.weekday == weekday), key=_place)
    return DayHours(weekday, True, those[0].start, those[-1].end) if those else DayHours(weekday, False)


def _breaks(openings: tuple[OpenHours, ...]) -> list[tuple[OpenHours, OpenHours]]:
    ordered = sorted(openings, key=_place)
    pairs = zip(ordered, ordered[1:], strict=False)
    return [(first, second) for first, second in pairs if first.weekday == second.weekday]


def _place(opening: OpenHours) -> tuple[int, time]:
    return opening.weekday, opening.start
