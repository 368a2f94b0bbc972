"""Dated steps that are moved: hold a dose, go back a step, pause a taper; what ran is never rewritten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from medmanager.domain.errors import Refused
from medmanager.domain.plan.book import Hold, Rest, StepBack
from medmanager.domain.plan.changes import ChangeKind, compare
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.moving import (
    NearDose,
    due_again,
    go_back,
    hold,
    near_doses,
    soonest_back,
    way_back,
)
from medmanager.domain.plan.plan import PlanItem, Stopped, change_dose, stop
from medmanager.domain.plan.writing import changes_needing_reason, pause
from tests.builders import TODAY, a_patient, a_plan, a_signed_plan, a_step, a_user, an_item, tablets

ONE_DAY = timedelta(days=1)
SEPTEMBER = date(2026, 9, 1)
WHY = "cannot sleep"


def step(start: date, days: int, mg: str) -> DoseStep:
    return a_step(start, start + timedelta(days=days - 1), tablets(mg))


def a_taper() -> PlanItem:
    """3 mg until a week ago, 2 mg for two weeks, 1 mg for two weeks, then nothing."""
    first = TODAY - timedelta(days=7)
    second, last = first + timedelta(days=14), first + timedelta(days=28)
    return an_item(
        "lorazepam",
        a_step(SEPTEMBER, first - ONE_DAY, tablets("3")),
        step(first, 14, "2"),
        step(second, 14, "1"),
        stopped=Stopped(last, "taper to stop"),
    )


def told(item: PlanItem) -> list[tuple[int, int, int]]:
    """Each step from today's on: days from today to its start, its days, its dose."""
    now = item.step_on(TODAY)
    assert now is not None, "something is taken"
    coming = [one for one in item.steps if one.start >= now.start]
    return [((one.start - TODAY).days, one.days or 0, int(one.daily_dose)) for one in coming]


def test_that_holding_a_dose_moves_everything_after_it_and_the_stop() -> None:
    held = hold(a_taper(), Hold(10, WHY), TODAY)
    assert told(held) == [(-7, 14, 2), (7, 10, 2), (17, 14, 1)]
    assert held.steps[2].reason == WHY
    assert held.stopped == Stopped(TODAY + timedelta(days=31), "taper to stop")
    assert held.steps[:2] == a_taper().steps[:2], "what ran and what was signed stays as it was"


@pytest.mark.parametrize(
    ("days", "reason", "field"), [(0, WHY, "days"), (400, WHY, "days"), (7, "  ", "reason")]
)
def test_that_a_hold_needs_days_and_a_reason(days: int, reason: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        hold(a_taper(), Hold(days, reason), TODAY)
    assert refused.value.field == field


def test_that_a_dose_that_goes_on_anyway_is_not_held() -> None:
    with pytest.raises(Refused, match="goes on anyway"):
        hold(an_item("sertraline", a_step(SEPTEMBER)), Hold(7, WHY), TODAY)
    with pytest.raises(Refused, match="no dose to stay on"):
        hold(a_taper(), Hold(7, WHY), TODAY + timedelta(days=60))


def test_that_going_back_takes_the_dose_before_and_then_the_rest_in_full_length() -> None:
    back = go_back(a_taper(), StepBack(TODAY + ONE_DAY, 14, WHY), TODAY)
    assert told(back) == [(-7, 8, 2), (1, 14, 3), (15, 14, 2), (29, 14, 1)]
    assert [one.reason for one in back.steps] == ["", "", WHY, "", ""]
    assert back.stopped == Stopped(TODAY + timedelta(days=43), "taper to stop")


def test_that_going_back_may_drop_the_rest() -> None:
    back = go_back(a_taper(), StepBack(TODAY + ONE_DAY, 1, WHY, Rest.DROP), TODAY)
    assert told(back) == [(-7, 8, 2), (1, 0, 3)]
    assert (back.steps[-1].end, back.steps[-1].reason) == (None, WHY)
    assert back.stopped is None


def test_that_going_back_when_the_dose_of_today_ends_leads_to_the_dose_before_it() -> None:
    back = go_back(a_taper(), StepBack(TODAY + timedelta(days=7), 7, WHY), TODAY)
    assert told(back) == [(-7, 14, 2), (7, 7, 3), (14, 14, 2), (28, 14, 1)]
    with pytest.raises(Refused, match="Choose a day through Nov 30"):
        go_back(a_taper(), StepBack(TODAY + timedelta(days=8), 7, WHY), TODAY)


def test_that_going_back_twice_leads_two_steps_back_and_never_to_what_was_left() -> None:
    lower = change_dose(a_taper(), step(TODAY - ONE_DAY, 14, "1"))
    once = go_back(lower, StepBack(TODAY + ONE_DAY, 14, WHY), TODAY)
    assert told(once) == [(-1, 2, 1), (1, 14, 2), (15, 14, 1)]
    for day in (TODAY, TODAY + timedelta(days=5)):
        twice = go_back(once, StepBack(day + ONE_DAY, 14, WHY), day)
        assert [int(one.daily_dose) for one in twice.steps][-3:] == [3, 2, 1]
        found = way_back(twice, day)
        assert found is None, "there is nothing above the first dose"


def test_that_the_step_before_has_another_dose_and_is_no_pause() -> None:
    held = hold(a_taper(), Hold(7, WHY), TODAY)
    paused = pause(held, TODAY + ONE_DAY, TODAY + timedelta(days=2), "fever")
    found = way_back(paused, TODAY + timedelta(days=8))
    assert found is not None
    assert (int(found.left.daily_dose), int(found.again.daily_dose)) == (2, 3)
    assert way_back(an_item("sertraline", a_step(SEPTEMBER)), TODAY) is None


@pytest.mark.parametrize(
    ("on", "days", "reason", "field"),
    [
        (TODAY + timedelta(days=60), 7, WHY, "on"),
        (SEPTEMBER, 7, WHY, "on"),
        (TODAY, 0, WHY, "days"),
        (TODAY, 7, "", "reason"),
    ],
)
def test_that_going_back_says_what_is_wrong_beside_its_field(
    on: date, days: int, reason: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        go_back(a_taper(), StepBack(on, days, reason), TODAY)
    assert refused.value.field == field


def test_that_a_taper_can_be_paused_and_keeps_its_stop() -> None:
    taper = a_taper()
    paused = pause(taper, TODAY + ONE_DAY, TODAY + timedelta(days=3), "surgery")
    assert paused.stopped == taper.stopped
    assert [one.paused for one in paused.steps] == [False, False, True, False, False]
    opened = pause(taper, TODAY + ONE_DAY, None, "surgery")
    assert opened.stopped is None
    with pytest.raises(Refused) as refused:
        pause(taper, TODAY + ONE_DAY, TODAY + timedelta(days=90), "surgery")
    assert refused.value.field == "end"


def test_that_a_stopped_line_starts_again_as_itself() -> None:
    stopped = stop(an_item("sertraline", a_step(SEPTEMBER)), TODAY, "no effect")
    again = change_dose(
        stopped, a_step(TODAY + timedelta(days=5), None, tablets("25"), reason="wants to try")
    )
    assert again.stopped is None
    assert [(one.start, one.end) for one in again.steps] == [
        (SEPTEMBER, TODAY - ONE_DAY),
        (TODAY + timedelta(days=5), None),
    ]


def test_that_a_taper_that_is_held_or_taken_back_is_told_as_a_change_with_its_reason() -> None:
    patient, signer = a_patient(), a_user()
    taper = a_taper()
    before = a_signed_plan(patient, signer, taper)
    back = go_back(taper, StepBack(TODAY + ONE_DAY, 14, WHY), TODAY)
    for changed in (hold(taper, Hold(7, WHY), TODAY), back):
        (told_once,) = compare(before, a_plan(patient, changed), TODAY)
        assert (told_once.kind, told_once.reason) == (ChangeKind.CHANGE, WHY)
        assert changes_needing_reason(before, a_plan(patient, changed), TODAY)
    (kept,) = compare(before, a_plan(patient, taper), TODAY)
    assert kept.kind is ChangeKind.KEEP
    (ended,) = compare(before, a_plan(patient, stop(taper, TODAY, "rash")), TODAY)
    assert ended.kind is ChangeKind.STOP
    over = a_plan(patient, taper)
    assert compare(before, over, TODAY + timedelta(days=60)) == (), "what is over says nothing any more"


@settings(deadline=None, max_examples=60)
@given(
    some.lists(some.tuples(some.integers(1, 40), some.integers(1, 8)), min_size=2, max_size=10),
    some.integers(0, 60),
    some.integers(1, 30),
    some.booleans(),
)
def test_that_moved_steps_follow_one_another_and_keep_their_lengths(
    parts: list[tuple[int, int]], at: int, days: int, hold_it: bool
) -> None:
    start, steps = TODAY, []
    for length, mg in parts:
        steps.append(step(start, length, str(mg)))
        start += timedelta(days=length)
    item = an_item("lorazepam", *steps, stopped=Stopped(start, "taper to stop"))
    day = TODAY + timedelta(days=at)
    try:
        moved = hold(item, Hold(days, WHY), day) if hold_it else go_back(item, StepBack(day, days, WHY), day)
    except Refused:
        return
    for before, after in zip(moved.steps, moved.steps[1:], strict=False):
        assert before.end is not None
        assert after.start == before.end + ONE_DAY
    assert moved.stopped is not None
    last = moved.steps[-1].end
    assert last is not None
    assert moved.stopped.on == last + ONE_DAY
    untouched = [one for one in item.steps if one.end is not None and one.end < day]
    assert list(moved.steps[: len(untouched)]) == untouched


def every(days: int, mg: str, start: date, end: date | None = None) -> DoseStep:
    return DoseStep(start, end, (tablets(mg),), every_days=days)


def a_depot() -> PlanItem:
    """156 mg every four weeks, last given five weeks ago; 234 mg every two weeks, given a week ago and to be
    given again in a week; 78 mg from the week after.
    """
    second, third = TODAY - 7 * ONE_DAY, TODAY + 14 * ONE_DAY
    return an_item(
        "paliperidone",
        every(28, "156", second - 56 * ONE_DAY, second - ONE_DAY),
        every(14, "234", second, third - ONE_DAY),
        every(14, "78", third),
    )


def doses_given(item: PlanItem, through: int) -> list[tuple[int, int]]:
    """The days from today on which a dose is given, from five weeks ago on, each with its dose."""
    days = ((number, item.step_on(TODAY + number * ONE_DAY)) for number in range(-35, through + 1))
    return [(n, int(one.daily_dose)) for n, one in days if one and one.given_on(TODAY + n * ONE_DAY)]


def test_that_a_dose_that_is_not_given_daily_is_held_in_its_rhythm_or_not_at_all() -> None:
    every_two_weeks = every(14, "156", TODAY, TODAY + timedelta(days=6))
    item = an_item("paliperidone", every_two_weeks, a_step(TODAY + timedelta(days=7), None, tablets("234")))
    longer = hold(item, Hold(14, WHY), TODAY)
    assert told(longer)[:2] == [(0, 14, 156), (14, 7, 156)]
    assert longer.steps[-1].start == TODAY + timedelta(days=21)


@pytest.mark.parametrize(("days", "instead"), [(3, "Write 14 days"), (20, "Write 14 or 28 days")])
def test_that_a_hold_never_brings_the_next_dose_nearer_to_the_last_one(days: int, instead: str) -> None:
    with pytest.raises(Refused, match=f"every 14 days. {instead}.") as refused:
        hold(a_depot(), Hold(days, WHY), TODAY)
    assert refused.value.field == "days"
    assert doses_given(hold(a_depot(), Hold(14, WHY), TODAY), 30)[1:] == [
        (-7, 234),
        (7, 234),
        (21, 234),
        (28, 78),
    ]


@pytest.mark.parametrize(("on", "last", "due"), [(1, "Nov 16", "Nov 30"), (9, "Nov 30", "Dec 14")])
def test_that_going_back_gives_nothing_before_the_last_dose_has_lasted_its_days(
    on: int, last: str, due: str
) -> None:
    told_why = f"every 14 days, the last before that on {last}. Choose {due}, when the next is due."
    with pytest.raises(Refused, match=told_why) as refused:
        go_back(a_depot(), StepBack(TODAY + on * ONE_DAY, 28, WHY), TODAY)
    assert refused.value.field == "on"
    back = go_back(a_depot(), StepBack(TODAY + timedelta(days=7), 28, WHY), TODAY)
    assert doses_given(back, 56)[1:] == [(-7, 234), (7, 156), (35, 234), (49, 234), (56, 78)]
    dropped = go_back(a_depot(), StepBack(TODAY + timedelta(days=7), 1, WHY, Rest.DROP), TODAY)
    assert doses_given(dropped, 40)[1:] == [(-7, 234), (7, 156), (35, 156)]


def test_that_the_dose_that_is_taken_again_is_given_whole_rounds() -> None:
    with pytest.raises(Refused, match=r"every 28 days. Write 28 days\.") as refused:
        go_back(a_depot(), StepBack(TODAY + timedelta(days=7), 21, WHY), TODAY)
    assert refused.value.field == "days"


def test_that_a_dose_that_lasts_longer_than_its_step_puts_off_the_day_of_going_back() -> None:
    short = an_item(
        "paliperidone",
        every(28, "156", TODAY - 35 * ONE_DAY, TODAY - 8 * ONE_DAY),
        every(14, "234", TODAY - 7 * ONE_DAY, TODAY + ONE_DAY),
        every(14, "78", TODAY + 2 * ONE_DAY),
    )
    back = go_back(short, StepBack(TODAY + timedelta(days=7), 28, WHY), TODAY)
    assert doses_given(back, 50) == [(-35, 156), (-7, 234), (7, 156), (35, 234), (44, 78)]
    with pytest.raises(Refused, match="Choose a day through Nov 30"):
        go_back(short, StepBack(TODAY + timedelta(days=8), 28, WHY), TODAY)


def test_that_going_back_twice_in_one_draft_leads_two_doses_back_also_where_they_are_weeks_apart() -> None:
    once = go_back(a_depot(), StepBack(TODAY + timedelta(days=7), 28, WHY, Rest.DROP), TODAY)
    higher = replace(once, steps=(every(28, "39", TODAY - 100 * ONE_DAY, TODAY - 64 * ONE_DAY), *once.steps))
    twice = go_back(higher, StepBack(TODAY + timedelta(days=7), 28, WHY, Rest.DROP), TODAY)
    assert doses_given(twice, 40)[1:] == [(-7, 234), (7, 39), (35, 39)]


def test_that_going_back_on_the_last_day_of_a_dose_that_is_held_leaves_the_days_of_the_hold() -> None:
    day = TODAY + 6 * ONE_DAY
    held = hold(a_taper(), Hold(10, WHY), TODAY)
    found = way_back(held, day)
    assert found is not None
    assert found.left == held.steps[2]
    back = go_back(held, StepBack(day + ONE_DAY, 7, "rash"), day)
    assert told(back) == [(-7, 14, 2), (7, 7, 3), (14, 10, 2), (24, 14, 1)]


def test_that_on_its_first_day_a_dose_that_was_planned_early_is_given_in_the_dose_before() -> None:
    early = an_item(
        "paliperidone", every(28, "156", TODAY - 14 * ONE_DAY, TODAY - ONE_DAY), every(28, "234", TODAY)
    )
    way = way_back(early, TODAY)
    assert way is not None
    assert soonest_back(early, way, TODAY) == TODAY
    assert soonest_back(early, way, TODAY + ONE_DAY) == TODAY + 28 * ONE_DAY
    back = go_back(early, StepBack(TODAY, 28, WHY, Rest.DROP), TODAY)
    assert doses_given(back, 30) == [(-14, 156), (0, 156), (28, 156)]


def test_that_a_pause_makes_no_dose_last_shorter() -> None:
    paused = an_item(
        "paliperidone",
        every(28, "156", TODAY - 14 * ONE_DAY, TODAY - 8 * ONE_DAY),
        DoseStep(TODAY - 7 * ONE_DAY, TODAY - ONE_DAY),
        every(28, "234", TODAY),
    )
    assert near_doses(paused, TODAY) == (NearDose(TODAY, 14, 28),)
    assert near_doses(paused, TODAY + ONE_DAY) == (), "it was given by then"
    assert due_again(paused.steps[:2], TODAY) == TODAY + 14 * ONE_DAY


@settings(deadline=None, max_examples=60)
@given(
    some.lists(some.tuples(some.integers(1, 40), some.sampled_from([1, 7, 14, 28])), min_size=2, max_size=6),
    some.integers(0, 60),
    some.sampled_from([3, 7, 14, 28, 56]),
    some.booleans(),
)
def test_that_no_moved_dose_comes_sooner_after_the_last_one_than_was_planned(
    parts: list[tuple[int, int]], at: int, days: int, hold_it: bool
) -> None:
    start, steps = TODAY, []
    for number, (length, rhythm) in enumerate(parts):
        steps.append(every(rhythm, str(number + 1), start, start + timedelta(days=length - 1)))
        start += timedelta(days=length)
    item, day = an_item("paliperidone", *steps), TODAY + timedelta(days=at)
    try:
        moved = hold(item, Hold(days, WHY), day) if hold_it else go_back(item, StepBack(day, days, WHY), day)
    except Refused:
        return
    planned = {(one.days, one.lasts) for one in near_doses(item, TODAY)}
    assert {(one.days, one.lasts) for one in near_doses(moved, TODAY)} <= planned
