"""The plan and its dated steps."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.plan.changes import ChangeKind, compare
from medmanager.domain.plan.dose import DoseStep, Slot, tablets_needed
from medmanager.domain.plan.follow_up import Past, propose_follow_up
from medmanager.domain.plan.plan import change_dose, stop
from tests.builders import TODAY, a_patient, a_plan, a_step, an_item, tablets

TOMORROW = TODAY + timedelta(days=1)


def test_that_the_daily_dose_is_the_sum_over_the_four_times() -> None:
    step = a_step(TODAY, None, tablets("300"), tablets("300", Slot.BEDTIME, "2"))
    assert step.daily_dose == Decimal(900)
    assert step.dose_at(Slot.BEDTIME) == Decimal(600)
    assert step.dose_at(Slot.NOON) == 0


def test_that_overlapping_steps_are_refused() -> None:
    with pytest.raises(Refused, match="overlap"):
        an_item("sertraline", a_step(TODAY, TODAY + timedelta(days=7)), a_step(TODAY + timedelta(days=7)))


def test_that_an_open_step_cannot_be_followed_by_another() -> None:
    with pytest.raises(Refused, match="overlap"):
        an_item("sertraline", a_step(TODAY, None), a_step(TOMORROW))


def test_that_a_step_cannot_end_before_it_starts() -> None:
    with pytest.raises(Refused):
        DoseStep(TODAY, TODAY - timedelta(days=1))


def test_that_a_dose_change_closes_what_ran_the_day_before_and_keeps_it() -> None:
    item = an_item("sertraline", a_step(date(2026, 10, 1)))
    changed = change_dose(item, a_step(TOMORROW, None, tablets("100")))
    assert [(step.start, step.end) for step in changed.steps] == [
        (date(2026, 10, 1), TODAY),
        (TOMORROW, None),
    ]
    assert changed.step_on(TODAY) is not None
    assert changed.steps[1].daily_dose == Decimal(100)


def test_that_a_dose_change_drops_planned_steps_after_it() -> None:
    planned = a_step(TODAY + timedelta(days=14), None, tablets("75"))
    item = an_item("sertraline", a_step(TODAY, TODAY + timedelta(days=13)), planned)
    changed = change_dose(item, a_step(TOMORROW, None, tablets("25")))
    assert planned not in changed.steps


def test_that_a_stopped_medicine_ends_the_day_before_its_stop_day() -> None:
    stopped = stop(an_item("sertraline", a_step(date(2026, 10, 1))), TOMORROW, "rash")
    assert stopped.steps[-1].end == TODAY
    assert stopped.active_on(TODAY)
    assert not stopped.active_on(TOMORROW)


def test_that_a_medicine_that_never_began_cannot_be_stopped() -> None:
    with pytest.raises(Refused, match="Remove the line"):
        stop(an_item("sertraline", a_step(TOMORROW)), TODAY, "changed our mind")


def test_that_tablets_are_counted_per_strength() -> None:
    step = a_step(TODAY, None, tablets("25", Slot.MORNING, "1.5"), tablets("50", Slot.BEDTIME))
    assert {strength.amount: number for strength, number in tablets_needed(step, 30).items()} == {
        Decimal(25): Decimal(45),
        Decimal(50): Decimal(30),
    }


def test_that_an_injection_every_four_weeks_needs_one_in_28_days() -> None:
    step = a_step(TODAY, None, tablets("156"), every_days=28)
    assert list(tablets_needed(step, 28).values()) == [Decimal(1)]


def test_that_comparing_says_start_change_stop_and_keep() -> None:
    patient = a_patient()
    kept, changed, stopped = (
        an_item("lithium"),
        an_item("sertraline", a_step(date(2026, 10, 1))),
        an_item("x"),
    )
    started = an_item("lurasidone", a_step(TOMORROW))
    old = a_plan(patient, kept, changed, stopped)
    new = a_plan(
        patient,
        kept,
        change_dose(changed, a_step(TOMORROW, None, tablets("100"), reason="low mood persists")),
        stop(stopped, TOMORROW, "no effect"),
        started,
        number=2,
    )
    found = compare(old, new, TODAY)
    assert [(change.kind, change.item.medicine.generic) for change in found] == [
        (ChangeKind.START, "lurasidone"),
        (ChangeKind.CHANGE, "sertraline"),
        (ChangeKind.STOP, "x"),
        (ChangeKind.KEEP, "lithium"),
    ]
    assert found[1].reason == "low mood persists"


def test_that_a_line_missing_from_the_new_plan_is_told_as_a_stop() -> None:
    patient = a_patient()
    old = a_plan(patient, an_item("lithium"))
    assert [change.kind for change in compare(old, a_plan(patient, number=2), TODAY)] == [ChangeKind.STOP]


def test_that_a_line_stopped_long_ago_is_not_told_again() -> None:
    patient = a_patient()
    gone = stop(an_item("x", a_step(date(2026, 1, 1))), date(2026, 2, 1), "no effect")
    assert compare(a_plan(patient, gone), a_plan(patient, gone, number=2), TODAY) == ()


def test_that_the_follow_up_is_proposed_two_days_before_the_next_step() -> None:
    item = an_item(
        "lamotrigine", a_step(TODAY, date(2026, 12, 9)), a_step(date(2026, 12, 10), None, tablets("100"))
    )
    proposal = propose_follow_up(a_plan(a_patient(), item), TODAY, Past())
    assert proposal.on == date(2026, 12, 8)
    assert "lamotrigine step of Dec 10" in proposal.why


def test_that_a_proposal_never_falls_on_a_weekend() -> None:
    item = an_item("lithium", a_step(date(2026, 1, 1)))
    for offset in range(7):
        day = TODAY + timedelta(days=offset)
        assert propose_follow_up(a_plan(a_patient(), item), day, Past()).on.weekday() < 5
