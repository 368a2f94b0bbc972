"""Days in English words, the same whatever the language of the computer is."""

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def month_day(day: date) -> str:
    """`Nov 24`, where the year is plain."""
    return f"{MONTHS[day.month - 1]} {day.day}"


def dated(day: date) -> str:
    """`Mar 14, 1984`, for birth dates and records."""
    return f"{month_day(day)}, {day.year}"


def short_day(day: date, today: date) -> str:
    """`Nov 24`, or `Jan 5, 2027` when not in this year."""
    return dated(day) if day.year != today.year else month_day(day)


def full_day(day: date) -> str:
    """`Mon, Nov 23, 2026`, for titles and for the answer to a typed date."""
    return f"{DAYS[day.weekday()]}, {dated(day)}"


def long_date(day: date) -> str:
    """`November 23, 2026`."""
    return f"{LONG_MONTHS[day.month - 1]} {day.day}, {day.year}"


def long_day(day: date) -> str:
    """`Monday, November 23, 2026`."""
    return f"{LONG_DAYS[day.weekday()]}, {long_date(day)}"
