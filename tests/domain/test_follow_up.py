"""The follow-up that a plan proposes, and why."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medmanager.domain.plan.follow_up import Past, missed, propose_follow_up
from medmanager.domain.plan.plan import FollowUp, Plan
from tests.builders import NOW, TODAY, a_patient, a_plan, a_signed_plan, a_step, a_user, an_item, tablets

LONG_AGO = date(2026, 1, 5)
SIGNED = datetime(2026, 10, 26, 15, tzinfo=NOW.tzinfo)
DAY_SIGNED = SIGNED.date()


def a_taper(step_on: date) -> Plan:
    item = an_item(
        "lamotrigine",
        a_step(LONG_AGO, step_on - timedelta(days=1)),
        a_step(step_on, None, tablets("100")),
    )
    return a_signed_plan(a_patient(), a_user(), item, signed_at=SIGNED)


def a_steady_plan(**changes: Any) -> Plan:
    return a_signed_plan(
        a_patient(), a_user(), an_item("lithium", a_step(LONG_AGO)), signed_at=SIGNED, **changes
    )


def test_that_a_moved_step_moves_its_visit() -> None:
    before = propose_follow_up(a_taper(date(2026, 12, 10)), TODAY, Past(DAY_SIGNED))
    after = propose_follow_up(a_taper(date(2026, 12, 17)), TODAY, Past(DAY_SIGNED))
    assert (before.on, after.on) == (date(2026, 12, 8), date(2026, 12, 15))
    assert "Dec 17" in after.why


def test_that_the_plans_own_follow_up_comes_first() -> None:
    named = FollowUp(date(2026, 12, 1), "lithium level is back by then")
    assert propose_follow_up(a_steady_plan(follow_up=named), TODAY, Past(DAY_SIGNED)) is named


def test_that_a_follow_up_that_did_not_take_place_is_proposed_at_once_and_says_so() -> None:
    plan = a_steady_plan(follow_up=FollowUp(date(2026, 11, 16), "ECG", 45))
    proposal = propose_follow_up(plan, TODAY, Past(DAY_SIGNED, DAY_SIGNED))
    assert proposal.on == TODAY + timedelta(days=1)
    assert (proposal.why, proposal.minutes) == ("ECG, was due Nov 16", 45)
    assert missed(plan, TODAY, Past(DAY_SIGNED, DAY_SIGNED))


def test_that_a_follow_up_that_took_place_is_not_proposed_again() -> None:
    plan = a_steady_plan(follow_up=FollowUp(date(2026, 11, 16), "ECG"))
    proposal = propose_follow_up(plan, TODAY, Past(DAY_SIGNED, date(2026, 11, 17)))
    assert proposal.on == date(2026, 12, 15)
    assert proposal.why == "four weeks after the last visit"
    assert not missed(plan, TODAY, Past(DAY_SIGNED, date(2026, 11, 17)))


def test_that_a_steady_proposal_stays_where_it_is_while_days_go_by() -> None:
    plan = a_steady_plan()
    proposed = {
        propose_follow_up(plan, DAY_SIGNED + timedelta(days=days), Past(DAY_SIGNED)).on for days in range(27)
    }
    assert proposed == {date(2026, 11, 23)}


def test_that_two_weeks_after_a_change_are_counted_from_the_change() -> None:
    item = an_item(
        "sertraline",
        a_step(LONG_AGO, date(2026, 11, 17)),
        a_step(date(2026, 11, 18), None, tablets("75")),
    )
    proposal = propose_follow_up(a_plan(a_patient(), item), TODAY, Past())
    assert (proposal.on, proposal.why) == (date(2026, 12, 2), "two weeks after sertraline changed")
    assert proposal.line_id == item.line_id


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(-60, 60), st.integers(0, 90))
def test_that_a_proposal_is_never_past_nor_on_a_weekend(today: date, step_in: int, seen_ago: int) -> None:
    step_on = today + timedelta(days=step_in)
    item = an_item(
        "x", a_step(date(2020, 1, 1), step_on - timedelta(days=1)), a_step(step_on, None, tablets("100"))
    )
    proposal = propose_follow_up(
        a_plan(a_patient(), item), today, Past(seen=today - timedelta(days=seen_ago))
    )
    assert proposal.on > today
    assert proposal.on.weekday() < 5


@pytest.mark.parametrize("today", [date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)])
def test_that_a_visit_before_a_monday_step_is_not_proposed_for_a_friday_that_is_over(today: date) -> None:
    assert propose_follow_up(a_taper(date(2026, 11, 30)), today, Past(DAY_SIGNED)).on == date(2026, 11, 30)
