"""The five pages of the first run, as values. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from medmanager.domain.practice import OpenHours


class Page(StrEnum):
    """In this order; the last one is only reached once the practice is made."""

    PLACE = "place"
    PRACTICE = "practice"
    PERSON = "person"
    HOURS = "hours"
    KEY = "key"


TITLES = {
    Page.PLACE: "Where the records are kept",
    Page.PRACTICE: "Your practice",
    Page.PERSON: "You",
    Page.HOURS: "When you are open",
    Page.KEY: "Your recovery key",
}
ORDER = tuple(Page)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class DayHours:
    """One weekday as the page shows it; a lunch break splits it."""

    weekday: int
    is_open: bool
    start: time = time(9)
    end: time = time(17)


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything typed so far. Going back keeps it; passwords are never shown in a repr."""

    on_server: bool = False
    url: str = ""
    name: str = ""
    phone: str = ""
    after_hours_phone: str = ""
    address: str = ""
    time_zone: str = "America/New_York"
    display_name: str = ""
    credentials: str = ""
    login: str = ""
    also_provider: bool = True
    days: tuple[DayHours, ...] = tuple(DayHours(day, day < 5) for day in range(7))
    lunch: tuple[time, time] | None = (time(12), time(13))

    def hours(self) -> tuple[OpenHours, ...]:
        """The openings of the week; a day with lunch has two."""
        return tuple(opening for day in self.days if day.is_open for opening in self._openings(day))

    def _openings(self, day: DayHours) -> tuple[OpenHours, ...]:
        if self.lunch and day.start < self.lunch[0] and self.lunch[1] < day.end:
            first, second = self.lunch
            return (OpenHours(day.weekday, day.start, first), OpenHours(day.weekday, second, day.end))
        return (OpenHours(day.weekday, day.start, day.end),)
