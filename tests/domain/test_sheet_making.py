"""The sheet that is made of a plan on record: what is stopped, paused, injected, or only as needed."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.paper.making import SheetSources, make_plan_sheet
from medmanager.domain.paper.sheets import ClinicCard, PlanSheet, SheetHead, Tag
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength, TabletCount
from medmanager.domain.plan.plan import PlanItem, Stopped, change_dose, stop
from medmanager.domain.plan.writing import pause
from medmanager.domain.practice import SlotClock
from tests.builders import TODAY, a_patient, a_signed_plan, a_step, a_user, an_item, tablets

DAY = timedelta(days=1)
HEAD = SheetHead("Bo Early", TODAY, TODAY, 2, "Dana Whitfield, NP", ClinicCard("Clinic", "555-555-0142"))


def _stopped(*strengths: str, said: bool = True) -> PlanSheet:
    """Paroxetine in these strengths is stopped today; not `said`: it only fell out of the plan."""
    taken = tuple(TabletCount(Strength(Decimal(one)), Slot.MORNING, Decimal(1)) for one in strengths)
    gone = an_item("paroxetine", DoseStep(TODAY - timedelta(days=30), None, taken))
    return _sheet((gone,), (stop(gone, TODAY, "it did not help"),) if said else ())


def _sheet(before: tuple[PlanItem, ...], after: tuple[PlanItem, ...], at: time = time(8)) -> PlanSheet:
    """That of a plan with these lines beside lithium, which replaces one with those `before`."""
    patient, user, kept = a_patient(), a_user(), an_item("lithium")
    old = a_signed_plan(patient, user, kept, *before)
    plan = replace(a_signed_plan(patient, user, kept, *after, number=2), based_on=old.id)
    clock = (at, SlotClock())
    return make_plan_sheet(SheetSources(HEAD, plan, old, *clock, AllergyKnowledge.NONE_KNOWN))


@pytest.mark.parametrize(
    ("strengths", "told"), [(("20",), Strength(Decimal(20))), (("20", "10"), None), (("10", "20"), None)]
)
def test_that_a_stopped_medicine_of_several_strengths_is_named_without_one(
    strengths: tuple[str, ...], told: Strength | None
) -> None:
    sheet = _stopped(*strengths)
    (gone,) = sheet.stopped
    assert (gone.name, gone.strength) == ("paroxetine", told)
    change = next(one for one in sheet.changes if one.kind is ChangeKind.STOP)
    assert change.strength == told


def test_that_a_medicine_that_fell_out_of_the_plan_is_told_as_do_not_take() -> None:
    (gone,) = _stopped("20", said=False).stopped
    assert (gone.name, gone.on) == ("paroxetine", TODAY)


def test_that_a_medicine_paused_until_further_notice_is_told_as_not_to_be_taken_and_as_no_new_dose() -> None:
    taken = an_item("quetiapine", a_step(TODAY - 30 * DAY))
    paused = pause(taken, TODAY, None, "too sleepy")
    sheet = _sheet((taken,), (paused,))
    assert [(one.name, one.on) for one in sheet.stopped] == [("quetiapine", TODAY)]
    assert [one.paused for one in sheet.changes if one.name == "quetiapine"] == [True]
    later = _sheet((paused,), (paused,))
    assert [(one.name, one.on) for one in later.stopped] == [("quetiapine", TODAY)]


def _given(number: str, mg: str, slot: Slot = Slot.MORNING, every: int = 1) -> DoseStep:
    return DoseStep(TODAY, None, (tablets(mg, slot, number),), every_days=every)


@pytest.mark.parametrize(
    ("fresh", "count", "every", "same"),
    [
        (_given("1", "50"), 1, 1, True),
        (_given("2", "25", Slot.BEDTIME), None, 1, True),
        (DoseStep(TODAY, None, (tablets("20"), tablets("30"))), None, 1, True),
        (_given("2", "50"), 2, 1, False),
        (_given("2", "25", every=7), 2, 7, False),
    ],
    ids=["tablets", "times", "several", "dose", "rhythm"],
)
def test_that_a_change_says_whether_the_dose_stays_and_how_often_it_is_taken(
    fresh: DoseStep, count: int | None, every: int, same: bool
) -> None:
    before = an_item("sertraline", replace(_given("2", "25"), start=TODAY - 30 * DAY))
    (told, _) = _sheet((before,), (change_dose(before, fresh),)).changes
    assert (told.count, told.every_days, told.same_dose) == (count, every, same)


@pytest.mark.parametrize("starts", [False, True])
def test_that_a_new_dose_of_several_strengths_is_named_without_one(starts: bool) -> None:
    before = an_item("sertraline", a_step(TODAY - 30 * DAY, None, tablets("25")))
    mixed = DoseStep(TODAY, None, (tablets("50"), tablets("25", Slot.BEDTIME)))
    after = an_item("sertraline", mixed) if starts else change_dose(before, mixed)
    told = next(
        one for one in _sheet(() if starts else (before,), (after,)).changes if one.name == "sertraline"
    )
    assert (told.strength, told.count, told.on) == (None, None, TODAY)


def test_that_a_dose_that_rises_as_planned_is_not_the_same_dose_where_its_tablets_are_others() -> None:
    now, soon = replace(_given("2", "25"), end=TODAY + 6 * DAY), TODAY + 7 * DAY
    before = an_item("sertraline", now, a_step(soon, None, tablets("25", number="3")))
    (told, _) = _sheet((before,), (change_dose(before, a_step(soon, None, tablets("75"))),)).changes
    assert (told.on, told.count, told.same_dose) == (soon, Decimal(1), False)


@pytest.mark.parametrize("every", [1, 14])
@pytest.mark.parametrize("on", [6, 40])
def test_that_a_planned_stop_that_moves_is_told_with_its_day_and_not_as_a_dose(on: int, every: int) -> None:
    step = DoseStep(TODAY - 7 * DAY, TODAY + 20 * DAY, (tablets("25"),), every_days=every)
    planned = an_item("paroxetine", step, stopped=Stopped(TODAY + 21 * DAY, "well"))
    moved = replace(
        planned,
        steps=(replace(step, end=TODAY + (on - 1) * DAY),),
        stopped=Stopped(TODAY + on * DAY, "well"),
    )
    (told, _) = _sheet((planned,), (moved,)).changes
    assert (told.kind, told.on, told.count) == (ChangeKind.STOP, TODAY + on * DAY, None)


def test_that_a_pause_that_ends_stands_in_the_grid_and_not_under_what_is_stopped() -> None:
    taken = an_item("quetiapine", a_step(TODAY - 30 * DAY))
    sheet = _sheet((taken,), (pause(taken, TODAY, TODAY + 3 * DAY, "surgery"),))
    assert sheet.stopped == ()
    assert "quetiapine" in {one.name for one in sheet.daily}


@pytest.mark.parametrize("stopped", [True, False])
@pytest.mark.parametrize("last", [0, 1])
def test_that_a_pause_through_today_after_which_nothing_comes_is_told_as_not_to_be_taken(
    last: int, stopped: bool
) -> None:
    taken = an_item("quetiapine", a_step(TODAY - 30 * DAY))
    paused = pause(taken, TODAY - 2 * DAY, None, "surgery")
    gap = replace(paused.steps[-1], end=TODAY + last * DAY)
    after = Stopped(TODAY + (last + 1) * DAY, "well") if stopped else None
    over = replace(paused, steps=(*paused.steps[:-1], gap), stopped=after)
    sheet = _sheet((over,), (over,))
    assert [(one.name, one.on) for one in sheet.stopped] == [("quetiapine", TODAY - 2 * DAY)]


def test_that_what_ends_with_the_dose_of_this_morning_is_told_as_not_to_be_taken_from_tomorrow() -> None:
    over = an_item("quetiapine", a_step(TODAY - 30 * DAY, TODAY))
    (told,) = _sheet((over,), (over,), at=time(20)).stopped
    assert (told.name, told.on) == ("quetiapine", TODAY + DAY)
    assert _sheet((over,), (over,)).stopped == ()


def test_that_each_as_needed_dose_says_on_which_days_it_may_be_taken() -> None:
    most = [AsNeeded("for worry", Strength(Decimal(25)), Decimal(1), 6, Decimal(most)) for most in (4, 2, 1)]
    first = DoseStep(TODAY, TODAY + 4 * DAY, as_needed=most[0])
    second = DoseStep(TODAY + 5 * DAY, TODAY + 9 * DAY, as_needed=most[1])
    third = DoseStep(TODAY + 20 * DAY, None, as_needed=most[2])
    sheet = _sheet((), (an_item("hydroxyzine", first, second, third),))
    assert [(one.dose, one.start, one.last) for one in sheet.as_needed] == [
        (most[0], None, first.end),
        (most[1], second.start, second.end),
        (most[2], third.start, None),
    ]


def test_that_an_injection_of_two_strengths_is_told_with_both() -> None:
    both = (tablets("156"), tablets("78", number="2"))
    step = DoseStep(TODAY - 20 * DAY, None, both, every_days=28)
    sheet = _sheet((), (an_item("paliperidone", step, form=Form.INJECTION),))
    told = [(one.strength.amount, one.count, one.on) for one in sheet.injections]
    assert told == [(Decimal(156), Decimal(1), TODAY + 8 * DAY), (Decimal(78), Decimal(2), TODAY + 8 * DAY)]


@pytest.mark.parametrize("every", [1, 7])
def test_that_a_dose_that_is_not_daily_is_told_with_how_often_and_never_as_raised(every: int) -> None:
    daily = an_item("fluoxetine", a_step(TODAY - 30 * DAY, None, tablets("20")))
    weekly = change_dose(daily, DoseStep(TODAY, None, (tablets("90"),), every_days=every))
    sheet = _sheet((daily,), (weekly,))
    (told,) = [one for one in sheet.changes if one.name == "fluoxetine"]
    assert (told.count, told.every_days, told.rises) == (Decimal(1), every, True if every == 1 else None)
    tags = {one.name: one.tag for one in sheet.daily}
    assert tags["fluoxetine"] is (Tag.RAISED if every == 1 else Tag.CHANGED)


def test_that_another_form_is_told_also_where_the_last_day_moves() -> None:
    tablet = an_item("sertraline", a_step(TODAY - 30 * DAY, TODAY + 9 * DAY))
    liquid = replace(tablet, form=Form.LIQUID, steps=(a_step(TODAY - 30 * DAY, TODAY + 20 * DAY),))
    told = [(one.kind, one.form) for one in _sheet((tablet,), (liquid,)).changes if one.name == "sertraline"]
    assert told == [(ChangeKind.CHANGE, Form.LIQUID)]
