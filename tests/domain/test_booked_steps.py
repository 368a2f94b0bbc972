"""A booked visit belongs to a step, whatever number that step has by now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from medmanager.domain.plan.book import Hold, Rest, StepBack
from medmanager.domain.plan.booked_steps import booked_on
from medmanager.domain.plan.moving import go_back, hold
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.plan.step_visits import Booked, StepVisit, orphaned, step_visits, with_bookings
from tests.builders import TODAY, a_patient, a_plan, a_signed_plan, a_step, a_user, an_item, tablets

DAY = timedelta(days=1)
SECOND, THIRD, FOURTH = TODAY - 5 * DAY, date(2026, 12, 8), date(2026, 12, 22)


def titration() -> PlanItem:
    return an_item(
        "lamotrigine",
        a_step(TODAY - 20 * DAY, SECOND - DAY, tablets("25")),
        a_step(SECOND, THIRD - DAY, tablets("50")),
        a_step(THIRD, FOURTH - DAY, tablets("75")),
        a_step(FOURTH, None, tablets("100")),
    )


def back(item: PlanItem, days: int = 7, rest: Rest = Rest.REDATE) -> PlanItem:
    return go_back(item, StepBack(TODAY + DAY, days, "nausea", rest), TODAY)


class Case:
    """Lamotrigine on plan 1, for whose step to 100 mg a visit is booked, and the plans after it."""

    def __init__(self, *changes: Callable[[PlanItem], PlanItem]) -> None:
        patient, signer, item = a_patient(), a_user(), titration()
        plans = [a_signed_plan(patient, signer, item, number=1)]
        for number, change in enumerate(changes, start=2):
            item = change(item)
            plans.append(a_signed_plan(patient, signer, item, number=number))
        self.plan: Plan = a_plan(patient, *plans[-1].items, number=len(plans)) if changes else plans[-1]
        self.versions = tuple(reversed(plans[:-1] if changes else plans))
        visit = FOURTH - 2 * DAY
        self.booked = Booked(visit, item.line_id, 4, FOURTH, plans[0].id)
        self.followed = booked_on(self.plan, (self.booked,), self.versions)

    def linked(self) -> list[StepVisit]:
        found = with_bookings(step_visits(self.plan, TODAY), self.followed)
        return [one for one in found if one.booked is not None]

    def own(self) -> StepVisit:
        return next(one for one in self.linked() if one.asked.step == self.followed[0].step)

    def dose(self) -> int:
        """The dose of the step that the visit was booked for, as it is shown."""
        one = self.own()
        step = next(step for step in self.plan.items[0].steps if step.start == one.asked.step_on)
        return int(step.daily_dose)


def test_that_after_going_back_the_visit_still_belongs_to_the_dose_it_was_booked_for() -> None:
    case = Case(back)
    assert case.dose() == 100
    assert (case.own().asked.step, case.own().was_on) == (6, FOURTH)


def test_that_it_is_followed_through_several_versions() -> None:
    case = Case(back, lambda item: hold(item, Hold(7, "headache"), TODAY), lambda item: item)
    assert case.dose() == 100


def test_that_a_visit_whose_dose_was_dropped_is_told_as_not_planned() -> None:
    case = Case(lambda item: back(item, 1, Rest.DROP))
    assert case.linked() == []
    assert [one.on for one in orphaned(case.plan, case.followed)] == [case.booked.on]


def test_that_a_visit_never_passes_to_a_step_that_got_its_number() -> None:
    shorter = [lambda item: replace(item, steps=(*item.steps[:2], replace(item.steps[2], end=None)))]
    again = a_step(date(2027, 1, 5), None, tablets("150"))
    case = Case(
        *shorter,
        lambda item: replace(
            item, steps=(*item.steps[:2], replace(item.steps[2], end=again.start - DAY), again)
        ),
    )
    assert case.linked() == []
    assert orphaned(case.plan, case.followed)


def test_that_a_step_whose_dose_alone_is_changed_keeps_its_visit() -> None:
    case = Case(lambda item: replace(item, steps=(*item.steps[:3], a_step(FOURTH, None, tablets("125")))))
    assert case.dose() == 125
    assert case.own().was_on is None


@pytest.mark.parametrize("named", [True, False], ids=["of a version", "of no version"])
def test_that_a_booking_is_followed_also_where_it_does_not_say_its_version(*, named: bool) -> None:
    case = Case(back)
    seen = case.booked if named else replace(case.booked, plan_id=None)
    assert booked_on(case.plan, (seen,), case.versions)[0].step == 6


def test_that_a_visit_for_no_step_stays_as_it_is() -> None:
    case, any_visit = Case(back), Booked(TODAY + DAY)
    assert booked_on(case.plan, (any_visit,), case.versions) == (any_visit,)
