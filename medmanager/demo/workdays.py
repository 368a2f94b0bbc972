"""The days on which the demo practice is open: no weekend, and none of the holidays it keeps."""

from datetime import date, timedelta

from medmanager.domain.local_time import ONE_DAY

_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6


def is_workday(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def workday_before(day: date) -> date:
    """That day, or the last working day before it."""
    while not is_workday(day):
        day -= ONE_DAY
    return day


def workday_after(day: date) -> date:
    """That day, or the first working day after it."""
    while not is_workday(day):
        day += ONE_DAY
    return day


def holidays(year: int) -> frozenset[date]:
    """The days of that year on which a US practice of this kind is closed, moved off the weekend."""
    thanksgiving = _nth(year, 11, _THURSDAY, 4)
    new_year = _observed(date(year + 1, 1, 1))
    return frozenset(
        {
            _observed(date(year, 1, 1)),
            *({new_year} if new_year.year == year else ()),
            _nth(year, 1, _MONDAY, 3),
            _nth(year, 2, _MONDAY, 3),
            _nth(year, 6, _MONDAY, 1) - timedelta(days=7),
            _observed(date(year, 6, 19)),
            _observed(date(year, 7, 4)),
            _nth(year, 9, _MONDAY, 1),
            thanksgiving,
            thanksgiving + ONE_DAY,
            _observed(date(year, 12, 25)),
        }
    )


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _observed(day: date) -> date:
    """A holiday on a Saturday is kept on the Friday, one on a Sunday on the Monday."""
    return day - ONE_DAY if day.weekday() == _SATURDAY else day + ONE_DAY if day.weekday() == _SUNDAY else day
