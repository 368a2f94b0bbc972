"""Days in English words, the same whatever the language of the computer is."""

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def dated(day: date) -> str:
    """`Mar 14, 1984`, for birth dates and records."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def short_day(day: date, today: date) -> str:
    """`Nov 24`, or `Jan 5, 2027` when not in this year."""
    return dated(day) if day.year != today.year else f"{MONTHS[day.month - 1]} {day.day}"
