"""Each coming step asks for a visit that says why; a moved step moves it, and its booking says so."""

from dataclasses import replace
from datetime import date, timedelta

from medmanager.domain.plan.book import Hold
from medmanager.domain.plan.moving import hold
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.plan.step_visits import Booked, orphaned, step_visits, with_bookings
from tests.builders import TODAY, a_patient, a_plan, a_step, an_item, tablets

DAY = timedelta(days=1)
STEP_2, STEP_3 = date(2026, 12, 3), date(2026, 12, 17)


def titration(third: date = STEP_3) -> PlanItem:
    return an_item(
        "lamotrigine",
        a_step(date(2026, 11, 12), STEP_2 - DAY, tablets("25")),
        a_step(STEP_2, third - DAY, tablets("50")),
        a_step(third, None, tablets("100")),
    )


def plan_of(*items: PlanItem) -> Plan:
    return a_plan(a_patient(), *items)


def test_that_every_coming_step_asks_for_a_visit_two_days_before_and_says_why() -> None:
    visits = step_visits(plan_of(titration()), TODAY)
    assert [(one.on, one.step, one.step_on) for one in visits] == [
        (date(2026, 12, 1), 2, STEP_2),
        (date(2026, 12, 15), 3, STEP_3),
    ]
    assert visits[1].why == "2 days before step 3 of lamotrigine on Dec 17"


def test_that_a_moved_step_moves_its_visit() -> None:
    item = titration()
    later = replace(titration(date(2026, 12, 24)), line_id=item.line_id)
    assert step_visits(plan_of(later), TODAY)[1].on == date(2026, 12, 22)


def test_that_visits_fall_on_workdays() -> None:
    visits = step_visits(plan_of(titration(date(2026, 12, 21))), TODAY)
    assert visits[1].on == date(2026, 12, 18)
    assert visits[1].why.startswith("3 days before step 3")


def test_that_steps_close_together_share_a_visit_and_both_are_named() -> None:
    other = an_item("quetiapine", a_step(TODAY - DAY, STEP_2), a_step(STEP_2 + DAY, None, tablets("100")))
    first = step_visits(plan_of(titration(), other), TODAY)[0]
    assert "lamotrigine" in first.why
    assert "quetiapine" in first.why


def test_that_a_step_of_these_days_needs_no_visit_of_its_own() -> None:
    item = an_item("lithium", a_step(TODAY - 9 * DAY, TODAY), a_step(TODAY + DAY, None, tablets("300")))
    assert step_visits(plan_of(item), TODAY) == ()


def test_that_a_booked_visit_is_linked_and_says_when_its_step_moved() -> None:
    item = titration()
    booked = Booked(date(2026, 12, 15), item.line_id, 3, STEP_3)
    linked = with_bookings(step_visits(plan_of(item), TODAY), (booked,))
    assert [(one.booked, one.was_on) for one in linked] == [(None, None), (date(2026, 12, 15), None)]
    moved = replace(titration(date(2026, 12, 24)), line_id=item.line_id)
    (_, third) = with_bookings(step_visits(plan_of(moved), TODAY), (booked,))
    assert (third.asked.on, third.booked, third.was_on) == (
        date(2026, 12, 22),
        date(2026, 12, 15),
        STEP_3,
    )


def test_that_any_visit_in_the_days_before_a_step_answers_it() -> None:
    linked = with_bookings(step_visits(plan_of(titration()), TODAY), (Booked(date(2026, 12, 2)),))
    assert linked[0].booked == date(2026, 12, 2)
    assert linked[1].booked is None


def test_that_a_visit_for_a_step_that_is_gone_is_told() -> None:
    item = titration()
    shorter = replace(item, steps=(replace(item.steps[0], end=None),))
    booked = Booked(date(2026, 12, 15), item.line_id, 3, STEP_3)
    assert orphaned(plan_of(shorter), (booked,)) == (booked,)
    assert orphaned(plan_of(item), (booked, Booked(TODAY))) == ()


def test_that_staying_on_a_dose_is_no_step_and_a_booking_tells_that_the_next_one_moved() -> None:
    item = titration()
    booked = Booked(date(2026, 12, 1), item.line_id, 2, STEP_2)
    held = plan_of(hold(item, Hold(7, "nausea"), TODAY))
    first, second = with_bookings(step_visits(held, TODAY), (booked,))
    assert (first.asked.step, first.asked.step_on, first.was_on) == (2, STEP_2 + 7 * DAY, STEP_2)
    assert (second.asked.step, second.booked) == (3, None)
