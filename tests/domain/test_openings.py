"""Open slots: never busy, never outside the hours, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medmanager.domain.calendar.appointment import Appointment, AppointmentState
from medmanager.domain.calendar.openings import Opening, Wanted, open_spans, openings_on, outside_hours
from medmanager.domain.local_time import Span, days_span, instant_at, local_day, same_clock_time
from medmanager.domain.practice import OpenHours, Practice
from tests.builders import a_patient, a_practice, a_user, an_appointment

NEW_YORK = ZoneInfo("America/New_York")
SPRING, AUTUMN, LEAP_DAY = date(2026, 3, 8), date(2026, 11, 1), date(2028, 2, 29)
ODD_DAYS = (SPRING, AUTUMN, LEAP_DAY, date(2026, 3, 29), date(2026, 10, 25), date(2026, 4, 5))
ZONES = ("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Phoenix", "Asia/Kathmandu")
PROVIDER, PATIENT = a_user(), a_patient()
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

minutes_of_day = st.integers(0, 23 * 4).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
odd_days = st.sampled_from(ODD_DAYS) | st.dates(date(2026, 1, 1), date(2028, 12, 31))


def every_day(*openings: tuple[time, time]) -> tuple[OpenHours, ...]:
    return tuple(OpenHours(weekday, start, end) for weekday in range(7) for start, end in openings)


def a_wanted(minutes: int = 30, earliest: datetime = LONG_AGO) -> Wanted:
    return Wanted(PROVIDER.id, minutes, earliest)


@st.composite
def days_at_work(draw: st.DrawFn) -> tuple[Practice, date, tuple[Appointment, ...], Wanted]:
    """A practice, an awkward day, whatever is booked around it, and what somebody looks for."""
    openings = draw(st.lists(st.tuples(minutes_of_day, minutes_of_day), max_size=3))
    practice = a_practice(hours=every_day(*openings), time_zone=draw(st.sampled_from(ZONES)))
    day = draw(odd_days)
    midnight = days_span(day, 1, ZoneInfo(practice.time_zone)).start
    booked = tuple(
        an_appointment(PATIENT, PROVIDER, midnight + timedelta(minutes=offset), minutes=length, state=state)
        for offset, length, state in draw(
            st.lists(
                st.tuples(
                    st.integers(-120, 1500), st.integers(5, 240), st.sampled_from(list(AppointmentState))
                ),
                max_size=8,
            )
        )
    )
    earliest = midnight + timedelta(minutes=draw(st.integers(-60, 1500)))
    return practice, day, booked, a_wanted(draw(st.sampled_from((5, 15, 20, 30, 45, 60, 90))), earliest)


@given(days_at_work())
def test_that_an_offered_slot_is_never_busy_nor_outside_the_hours(
    case: tuple[Practice, date, tuple[Appointment, ...], Wanted],
) -> None:
    practice, day, booked, wanted = case
    for offered in openings_on(practice, day, wanted, booked):
        slot = Span(offered.start, offered.start + timedelta(minutes=wanted.minutes))
        assert not any(one.takes_time and slot.overlaps(Span(one.start, one.end)) for one in booked)
        assert not outside_hours(practice, slot)
        assert offered.start >= wanted.earliest
        assert local_day(offered.start, ZoneInfo(practice.time_zone)) == day
        assert offered.free_minutes >= wanted.minutes


@given(days_at_work())
def test_that_nothing_free_on_the_grid_is_left_out(
    case: tuple[Practice, date, tuple[Appointment, ...], Wanted],
) -> None:
    practice, day, booked, wanted = case
    length = timedelta(minutes=wanted.minutes)
    offered = {one.start for one in openings_on(practice, day, wanted, booked)}
    for hours in open_spans(practice.hours, day, ZoneInfo(practice.time_zone)):
        start = hours.start
        while start + length <= hours.end:
            slot = Span(start, start + length)
            busy = any(one.takes_time and slot.overlaps(Span(one.start, one.end)) for one in booked)
            assert (start in offered) == (start >= wanted.earliest and not busy)
            start += timedelta(minutes=15)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (LEAP_DAY, 24)])
def test_that_a_local_day_has_the_hours_its_clocks_show(day: date, hours: int) -> None:
    span = days_span(day, 1, NEW_YORK)
    assert span.end - span.start == timedelta(hours=hours)


@given(st.sampled_from(ZONES), odd_days, st.integers(0, 400), minutes_of_day)
@example("America/New_York", SPRING - timedelta(days=28), 28, time(10))
@example("America/New_York", AUTUMN - timedelta(days=28), 28, time(10))
@example("America/New_York", date(2028, 2, 28), 1, time(9, 30))
def test_that_ten_o_clock_stays_ten_o_clock_across_a_change_of_clocks(
    name: str, day: date, later: int, clock: time
) -> None:
    zone, target = ZoneInfo(name), day + timedelta(days=later)
    moved = same_clock_time(instant_at(day, clock, zone), target, zone).astimezone(zone)
    skipped = instant_at(target, clock, zone).astimezone(zone).time() != clock
    missing_at_first = instant_at(day, clock, zone).astimezone(zone).time() != clock
    assert moved.date() == target
    assert skipped or missing_at_first or moved.time() == clock


def test_that_an_opening_across_the_spring_change_is_an_hour_shorter() -> None:
    practice = a_practice(hours=every_day((time(1), time(5))))
    (span,) = open_spans(practice.hours, SPRING, NEW_YORK)
    assert span.end - span.start == timedelta(hours=3)
    assert len(openings_on(practice, SPRING, a_wanted(60), ())) == 9


def test_that_lunch_is_not_offered() -> None:
    practice = a_practice(hours=every_day((time(9), time(12)), (time(13), time(17))))
    offered = openings_on(practice, LEAP_DAY, a_wanted(60), ())
    clocks = {one.start.astimezone(NEW_YORK).time() for one in offered}
    assert time(11) in clocks
    assert not clocks & {time(11, 15), time(12), time(12, 45)}
    assert time(13) in clocks


def test_that_a_closed_day_offers_nothing() -> None:
    practice = a_practice(hours=(OpenHours(0, time(9), time(17)),))
    assert openings_on(practice, date(2026, 11, 26), a_wanted(), ()) == ()
    assert open_spans(practice.hours, date(2026, 11, 26), NEW_YORK) == ()


def test_that_a_canceled_visit_frees_its_time_and_another_provider_does_not_take_it() -> None:
    practice = a_practice(hours=every_day((time(9), time(10))))
    nine = instant_at(LEAP_DAY, time(9), NEW_YORK)
    booked = (
        an_appointment(PATIENT, PROVIDER, nine, state=AppointmentState.CANCELED),
        an_appointment(PATIENT, a_user(login="ferreira"), nine),
    )
    assert openings_on(practice, LEAP_DAY, a_wanted(30), booked)[0] == Opening(PROVIDER.id, nine, 60)


def test_that_openings_that_touch_are_one() -> None:
    practice = a_practice(hours=every_day((time(9), time(12)), (time(12), time(17))))
    noon = instant_at(LEAP_DAY, time(11, 45), NEW_YORK)
    assert not outside_hours(practice, Span(noon, noon + timedelta(minutes=30)))


def test_that_nothing_is_outside_hours_that_nobody_wrote_down() -> None:
    noon = instant_at(LEAP_DAY, time(3), NEW_YORK)
    assert not outside_hours(a_practice(), Span(noon, noon + timedelta(minutes=30)))


def test_that_a_visit_running_past_closing_is_outside() -> None:
    practice = a_practice(hours=every_day((time(9), time(17))))
    start = instant_at(LEAP_DAY, time(16, 45), NEW_YORK)
    assert outside_hours(practice, Span(start, start + timedelta(minutes=30)))
    assert not outside_hours(practice, Span(start, start + timedelta(minutes=15)))
