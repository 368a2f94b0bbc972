"""The board, what may be booked, and how states change."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from medmanager.domain.calendar.appointment import AppointmentState, ReasonCode
from medmanager.domain.calendar.booking_rules import check_booking, desk_note
from medmanager.domain.calendar.openings import Opening
from medmanager.domain.calendar.schedule import (
    DOUBLE_BOOKING,
    NOTHING_OVERRULED,
    OUTSIDE_HOURS,
    Overruled,
    best_opening,
    board_days,
    for_desk,
    proposal_fits,
    provider_columns,
    reason_of,
    with_state,
)
from medmanager.domain.errors import Refused
from medmanager.domain.local_time import instant_at
from medmanager.domain.plan.dose import Form
from medmanager.domain.plan.plan import FollowUp
from medmanager.domain.practice import OpenHours
from medmanager.domain.user import Role
from tests.builders import NOW, TODAY, a_patient, a_plan, a_practice, a_user, an_appointment, an_item

ZONE = ZoneInfo("America/New_York")
PROVIDER, OTHER = a_user(), a_user(Role.NURSE_PRACTITIONER, "ferreira")
PATIENT, NEIGHBOUR = a_patient(), a_patient(family_name="Quill")
OFFICE = a_practice(hours=tuple(OpenHours(day, time(9), time(17)) for day in range(4)))


def at(clock: time, day: date = TODAY) -> datetime:
    return instant_at(day, clock, ZONE)


def test_that_a_clash_is_refused_naming_the_time_and_nobody() -> None:
    taken = an_appointment(NEIGHBOUR, PROVIDER, at(time(14)))
    wanted = an_appointment(PATIENT, PROVIDER, at(time(14, 15)))
    with pytest.raises(Refused, match="from 14:00 to 14:30") as caught:
        check_booking(OFFICE, wanted, (taken,), NOTHING_OVERRULED, NOW)
    assert caught.value.field == DOUBLE_BOOKING
    assert "Quill" not in caught.value.sentence


def test_that_a_confirmed_clash_may_be_booked() -> None:
    taken = an_appointment(NEIGHBOUR, PROVIDER, at(time(14)))
    wanted = an_appointment(PATIENT, PROVIDER, at(time(14, 15)))
    check_booking(OFFICE, wanted, (taken,), Overruled(double_booking=True), NOW)


def test_that_neighbours_and_canceled_visits_are_no_clash() -> None:
    before = an_appointment(NEIGHBOUR, PROVIDER, at(time(13, 30)))
    canceled = an_appointment(NEIGHBOUR, PROVIDER, at(time(14)), state=AppointmentState.CANCELED)
    check_booking(
        OFFICE, an_appointment(PATIENT, PROVIDER, at(time(14))), (before, canceled), NOTHING_OVERRULED, NOW
    )


def test_that_a_patient_cannot_be_in_two_rooms_unnoticed() -> None:
    elsewhere = an_appointment(PATIENT, OTHER, at(time(14)))
    with pytest.raises(Refused, match="with somebody else") as caught:
        check_booking(
            OFFICE, an_appointment(PATIENT, PROVIDER, at(time(14))), (elsewhere,), NOTHING_OVERRULED, NOW
        )
    assert caught.value.field == DOUBLE_BOOKING


@pytest.mark.parametrize(
    ("clock", "day"), [(time(8, 45), TODAY), (time(16, 45), TODAY), (time(10), date(2026, 11, 27))]
)
def test_that_a_time_outside_the_hours_needs_a_reason(clock: time, day: date) -> None:
    wanted = an_appointment(PATIENT, PROVIDER, at(clock, day))
    now = at(time(0, 1))
    with pytest.raises(Refused, match="outside the practice's hours") as caught:
        check_booking(OFFICE, wanted, (), NOTHING_OVERRULED, now)
    assert caught.value.field == OUTSIDE_HOURS
    check_booking(OFFICE, wanted, (), Overruled(outside_reason="works shifts"), now)


def test_that_the_reason_for_a_time_outside_the_hours_is_kept_in_the_note() -> None:
    assert desk_note("wheelchair", Overruled(outside_reason="works shifts"), True) == (
        "wheelchair. Outside hours: works shifts"
    )
    assert desk_note("", Overruled(outside_reason="not needed"), False) == ""


def test_that_a_day_that_is_over_is_refused_but_this_morning_is_not() -> None:
    yesterday = an_appointment(PATIENT, PROVIDER, at(time(10), TODAY - timedelta(days=1)))
    with pytest.raises(Refused, match="That day is over"):
        check_booking(OFFICE, yesterday, (), NOTHING_OVERRULED, NOW)
    check_booking(OFFICE, an_appointment(PATIENT, PROVIDER, at(time(9))), (), NOTHING_OVERRULED, NOW)


def test_that_the_desk_sees_the_reason_code_and_not_the_plans_sentence() -> None:
    booked = an_appointment(
        PATIENT, PROVIDER, why="before the lithium step of Dec 4", reason=ReasonCode.STEP_CHECK
    )
    shown = for_desk(booked)
    assert (shown.why, shown.plan_id, shown.reason) == ("", None, ReasonCode.STEP_CHECK)


def test_that_a_closed_day_has_no_hours_and_unwritten_hours_are_not_closed() -> None:
    days = board_days(OFFICE, TODAY, 7)
    assert [day.closed for day in days] == [False, False, False, False, True, True, True]
    assert not any(day.closed for day in board_days(a_practice(), TODAY, 7))


def test_that_only_clinicians_have_columns_each_with_its_own_colour() -> None:
    desk = a_user(Role.FRONT_DESK, "castellano")
    gone = replace(a_user(login="gone"), active=False)
    columns = provider_columns([OTHER, desk, gone, PROVIDER])
    assert [column.short_name for column in columns] == ["Osei", "Ferreira"]
    assert len({column.colour for column in columns}) == 2


def test_that_two_people_of_one_family_name_keep_their_full_names_apart() -> None:
    people = [replace(a_user(), display_name=f"Dr. {given} Osei") for given in ("Amara", "Kwame")]
    assert {column.short_name for column in provider_columns(people)} == {"Dr. Amara Osei", "Dr. Kwame Osei"}


def test_that_a_visit_booked_sooner_answers_a_proposal_and_one_after_the_step_does_not() -> None:
    item = an_item()
    step_check = FollowUp(date(2026, 12, 8), "before a step", line_id=item.line_id)
    assert proposal_fits(step_check, date(2026, 12, 1))
    assert proposal_fits(step_check, date(2026, 12, 10))
    assert not proposal_fits(step_check, date(2026, 12, 11))
    assert proposal_fits(FollowUp(date(2026, 12, 8), "steady"), date(2026, 12, 15))
    assert not proposal_fits(FollowUp(date(2026, 12, 8), "steady"), date(2026, 12, 16))


def test_that_the_reason_code_says_injection_step_or_follow_up() -> None:
    tablet, injection = an_item(), an_item("paliperidone", form=Form.INJECTION)
    plan = a_plan(PATIENT, tablet, injection)
    asked = [FollowUp(TODAY, "", line_id=line) for line in (tablet.line_id, injection.line_id, None)]
    assert [reason_of(one, plan) for one in asked] == [
        ReasonCode.STEP_CHECK,
        ReasonCode.INJECTION,
        ReasonCode.FOLLOW_UP,
    ]


def test_that_the_due_day_wins_then_earlier_days_then_later_ones() -> None:
    def offered(*days: int) -> list[Opening]:
        return [Opening(PROVIDER.id, at(time(10), date(2026, 12, day)), 60) for day in days]

    def chosen(*days: int) -> int:
        found = best_opening(offered(*days), date(2026, 12, 8), ZONE)
        assert found is not None
        return found.start.day

    assert chosen(7, 8, 9) == 8
    assert chosen(4, 7, 9) == 7
    assert chosen(9, 11) == 9
    assert best_opening([], date(2026, 12, 8), ZONE) is None


def test_that_a_state_can_be_set_and_taken_back_on_its_day() -> None:
    booked = an_appointment(PATIENT, PROVIDER, at(time(14)))
    arrived = with_state(booked, AppointmentState.ARRIVED, TODAY, ZONE)
    assert with_state(arrived, AppointmentState.BOOKED, TODAY, ZONE) == booked


def test_that_nobody_arrives_on_another_day() -> None:
    tomorrow = an_appointment(PATIENT, PROVIDER, at(time(14), TODAY + timedelta(days=1)))
    with pytest.raises(Refused, match="on its day"):
        with_state(tomorrow, AppointmentState.ARRIVED, TODAY, ZONE)
    assert with_state(tomorrow, AppointmentState.CONFIRMED, TODAY, ZONE).state is AppointmentState.CONFIRMED


def test_that_canceling_is_no_mere_state() -> None:
    booked = an_appointment(PATIENT, PROVIDER)
    with pytest.raises(Refused, match="needs a reason"):
        with_state(booked, AppointmentState.CANCELED, TODAY, ZONE)
    with pytest.raises(Refused, match="was canceled"):
        with_state(replace(booked, state=AppointmentState.CANCELED), AppointmentState.ARRIVED, TODAY, ZONE)
