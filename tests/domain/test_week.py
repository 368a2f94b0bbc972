"""The week of a practice: read from its openings, and back, or refused with the day."""

from dataclasses import replace
from datetime import time

import pytest

from medmanager.domain.calendar.week import DayHours, Week, week_of
from medmanager.domain.errors import Refused
from medmanager.domain.practice import OpenHours

MONDAY = OpenHours(0, time(8, 30), time(12))


def on_monday(start: time | None, end: time | None) -> Week:
    return Week((DayHours(0, True, start, end),), None)


def test_that_lunch_splits_a_day_in_two_openings() -> None:
    openings = Week().openings()
    assert len(openings) == 10
    assert (openings[0].end, openings[1].start) == (time(12), time(13))


def test_that_a_day_that_ends_before_lunch_has_one_opening() -> None:
    week = Week((DayHours(4, True, time(9), time(12)),))
    assert week.openings() == (OpenHours(4, time(9), time(12)),)


def test_that_hours_without_lunch_are_one_opening_a_day() -> None:
    assert len(Week(lunch=None).openings()) == 5


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (on_monday(time(17), time(9)), "Monday must close after it opens"),
        (on_monday(time(9), time(9)), "Monday must close after it opens"),
        (on_monday(None, time(9)), "Monday: write when it opens and closes"),
        (on_monday(time(9), None), "Monday: write when it opens and closes"),
        (Week(lunch=(time(13), time(12))), "Lunch must end after it begins"),
        (Week(lunch=(None, time(12))), "Lunch: write when it begins and ends"),
    ],
)
def test_that_a_wrong_time_is_refused_with_its_day(week: Week, said: str) -> None:
    with pytest.raises(Refused, match=said):
        week.openings()


def test_that_the_times_of_a_closed_day_do_not_matter() -> None:
    assert Week((DayHours(5, False, None, time(1)),), None).openings() == ()


@pytest.mark.parametrize(
    "week",
    [
        Week(),
        Week(lunch=None),
        Week(lunch=(time(12, 30), time(13, 15))),
        replace(Week(), days=(*Week().days[:4], DayHours(4, True, time(9), time(12)), *Week().days[5:])),
    ],
)
def test_that_a_week_comes_back_from_its_openings(week: Week) -> None:
    read = week_of(week.openings())
    assert read is not None
    assert read.openings() == week.openings()


@pytest.mark.parametrize(
    "openings",
    [
        (MONDAY, OpenHours(0, time(13), time(15)), OpenHours(0, time(16), time(18))),
        (MONDAY, OpenHours(0, time(13), time(15)), OpenHours(1, time(9), time(17))),
        (
            MONDAY,
            OpenHours(0, time(13), time(15)),
            OpenHours(1, time(9), time(11)),
            OpenHours(1, time(14), time(15)),
        ),
    ],
    ids=["three parts", "a day without the lunch", "two lunches"],
)
def test_that_openings_with_more_parts_than_a_week_are_not_forced_into_one(
    openings: tuple[OpenHours, ...],
) -> None:
    assert week_of(openings) is None


def test_that_openings_in_any_order_make_the_same_week() -> None:
    openings = Week().openings()
    assert week_of(openings[::-1]) == week_of(openings)


def test_that_a_practice_without_openings_is_closed_all_week() -> None:
    week = week_of(())
    assert week is not None
    assert not any(day.is_open for day in week.days)
