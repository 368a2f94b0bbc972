"""Dates, times of day and numbers as words of one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

NO_BREAK = "\N{NO-BREAK SPACE}"
_TOGETHER = f"{{month}}{NO_BREAK}{{day}}"
"""The day of a month stays on the line of its month: "28." alone on a line is read as a count."""


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """Names of days and months and the patterns of a date, as the phrase table gives them."""

    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    styles: Mapping[str, str]

    def say(self, day: date, style: str) -> str:
        """The day in one of the styles of the table: full, day, plain, monthday, short and others."""
        return (
            self.styles[style]
            .replace("{month} {day}", _TOGETHER)
            .format(
                weekday=self.weekdays[day.weekday()],
                month=self.months[day.month - 1],
                short_weekday=self.short_weekdays[day.weekday()],
                short_month=self.short_months[day.month - 1],
                day=day.day,
                year=day.year,
            )
        )


def number(value: Decimal) -> str:
    """A number as ISMP wants it on paper: 0.5 not .5, 5 not 5.0, 1,000 with its comma."""
    if value == value.to_integral_value():
        return f"{int(value):,}"
    return f"{value.normalize():,f}"


def clock(at: time) -> str:
    """Hour and minute on the 12-hour dial, "10:30"."""
    return f"{at.hour % 12 or 12}:{at.minute:02d}"


def part_of_day(at: time) -> str:
    """Which of morning, noon, afternoon and night that local time is called."""
    if at.hour == 12 and at.minute == 0:
        return "noon"
    if 5 <= at.hour < 12:
        return "morning"
    return "afternoon" if 12 <= at.hour < 18 else "night"
