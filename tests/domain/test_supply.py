"""How much is handed out: the sum is what counting every single day gives."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from hypothesis import example, given
from hypothesis import strategies as st

from medmanager.domain.plan.dose import AsNeeded, DoseStep, Slot, Strength, TabletCount
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.plan.supply import Stretch, first_day, refill_gaps, supply_sum
from tests.builders import TODAY, a_step, an_item, tablets

HALF = Decimal("0.5")
S25, S50 = Strength(Decimal(25)), Strength(Decimal(50))
LATER = TODAY + timedelta(days=14)


def test_that_one_steady_dose_is_days_times_tablets() -> None:
    item = an_item("sertraline", a_step(TODAY, None, tablets("25", Slot.MORNING, "2")))
    (only,) = supply_sum(item, TODAY, 30).strengths
    assert only.strength == S25
    assert only.stretches == (Stretch(30, 30, Decimal(2)),)
    assert only.taken == only.handed_out == 60
    assert not only.rounded_up
    assert not only.at_most


def test_that_dated_steps_add_up() -> None:
    first = a_step(TODAY, LATER - timedelta(days=1), tablets("25", Slot.MORNING, "2"))
    second = a_step(LATER, None, tablets("25", Slot.MORNING, "2"), tablets("25", Slot.BEDTIME, "2"))
    (only,) = supply_sum(an_item("x", first, second), TODAY, 30).strengths
    assert [(one.days, int(one.each)) for one in only.stretches] == [(14, 2), (16, 4)]
    assert only.handed_out == 92


def test_that_halves_are_added_first_and_rounded_up_once_for_each_strength() -> None:
    item = an_item(
        "x", a_step(TODAY, None, tablets("50", Slot.MORNING, "0.5"), tablets("25", Slot.BEDTIME, "0.5"))
    )
    found = supply_sum(item, TODAY, 15)
    assert [(one.strength, one.taken, one.handed_out, one.rounded_up) for one in found.strengths] == [
        (S50, Decimal("7.5"), 8, True),
        (S25, Decimal("7.5"), 8, True),
    ]
    assert not any(one.rounded_up for one in supply_sum(item, TODAY, 30).strengths)


def test_that_an_as_needed_dose_is_counted_at_its_most() -> None:
    needed = AsNeeded("panic", S25, Decimal(1), 6, Decimal(3))
    item = an_item("lorazepam", DoseStep(TODAY, None, as_needed=needed))
    (only,) = supply_sum(item, TODAY, 30).strengths
    assert (only.handed_out, only.at_most) == (90, True)


def test_that_an_injection_is_counted_on_the_days_it_is_given() -> None:
    step = DoseStep(TODAY, None, (TabletCount(S50, Slot.MORNING, Decimal(1)),), every_days=28)
    item = an_item("x", step)
    assert [one.handed_out for one in supply_sum(item, TODAY, 28).strengths] == [1]
    assert [one.handed_out for one in supply_sum(item, TODAY, 29).strengths] == [2]
    assert [one.taken for one in supply_sum(item, TODAY + timedelta(days=1), 27).strengths] == [0]


def test_that_days_without_a_dose_are_named() -> None:
    step = a_step(TODAY, TODAY + timedelta(days=9))
    pause = DoseStep(TODAY + timedelta(days=10), TODAY + timedelta(days=12))
    found = supply_sum(an_item("x", step, pause), TODAY - timedelta(days=1), 30)
    assert (found.silent_days, found.paused_days) == (17, 3)
    assert found.end == TODAY + timedelta(days=28)


def test_that_a_line_that_starts_later_is_counted_from_its_start() -> None:
    assert first_day(an_item("x", a_step(LATER)), TODAY) == LATER
    assert first_day(an_item("x", a_step(TODAY - timedelta(days=90))), TODAY) == TODAY


def test_that_refills_which_are_not_what_later_steps_need_are_found() -> None:
    first = a_step(TODAY, LATER - timedelta(days=1), tablets("25"))
    rising = an_item("x", first, a_step(LATER, None, tablets("25", Slot.MORNING, "4")))
    (gap,) = refill_gaps(rising, TODAY, 30, 1)
    assert (gap.handed_out, gap.needed) == (156, 14 + 46 * 4)
    steady = an_item("x", a_step(TODAY, None, tablets("25")))
    assert refill_gaps(steady, TODAY, 30, 11) == ()
    halves = an_item("x", a_step(TODAY, None, tablets("25", Slot.MORNING, "0.5")))
    assert refill_gaps(halves, TODAY, 15, 5) == ()
    finer = an_item("x", first, a_step(LATER, None, tablets("50")))
    assert {gap.strength for gap in refill_gaps(finer, TODAY, 14, 1)} == {S25, S50}


def test_that_a_filling_that_runs_short_is_found_though_all_of_them_are_enough() -> None:
    first = a_step(TODAY, LATER - timedelta(days=1), tablets("25"))
    second = replace(first, start=LATER, end=LATER + timedelta(days=13), tablets=(tablets("25", number="2"),))
    rising = an_item("x", first, second)
    (gap,) = refill_gaps(rising, TODAY, 14, 2)
    assert (gap.handed_out, gap.needed, gap.days) == (28, 42, 28)
    (whole,) = refill_gaps(rising, TODAY, 14, 1)
    assert (whole.handed_out, whole.needed, whole.days) == (28, 42, 28)
    early, surplus = refill_gaps(rising, TODAY, 14, 3)
    assert (early, surplus.handed_out, surplus.needed) == (gap, 56, 42)


def test_that_refills_of_what_is_not_given_daily_are_counted_as_strictly() -> None:
    monthly = an_item("x", replace(a_step(TODAY, None, tablets("50")), every_days=28))
    (gap,) = refill_gaps(monthly, TODAY, 30, 11)
    assert (gap.handed_out, gap.needed, gap.fitting_days) == (24, 13, 28)
    assert refill_gaps(monthly, TODAY, 28, 11) == ()
    loading = a_step(TODAY, LATER - timedelta(days=1), tablets("25"))
    twice = an_item("x", replace(loading, every_days=28), replace(monthly.steps[0], start=LATER))
    (surplus,) = refill_gaps(twice, TODAY, 56, 1)
    assert (surplus.strength, surplus.handed_out, surplus.needed, surplus.fitting_days) == (S25, 2, 1, None)


STRENGTHS = st.sampled_from([S25, S50, Strength(Decimal("12.5"))])
COUNTS = st.integers(1, 12).map(lambda quarters: Decimal(quarters) / 4)


@st.composite
def lines(draw: st.DrawFn) -> PlanItem:
    """Dated steps with gaps, pauses, as-needed doses and doses that are not daily."""
    day = TODAY + timedelta(days=draw(st.integers(-40, 20)))
    steps: list[DoseStep] = []
    for _ in range(draw(st.integers(1, 6))):
        end = day + timedelta(days=draw(st.integers(0, 30)))
        steps.append(draw(a_kind_of_step(day, end)))
        day = end + timedelta(days=draw(st.integers(1, 4)))
    if draw(st.booleans()):
        steps[-1] = replace(steps[-1], end=None)
    return an_item("x", *steps)


@st.composite
def a_kind_of_step(draw: st.DrawFn, start: date, end: date) -> DoseStep:
    kind = draw(st.sampled_from(["daily", "daily", "spaced", "needed", "pause"]))
    if kind == "pause":
        return DoseStep(start, end)
    if kind == "needed":
        count = draw(COUNTS)
        most = count * draw(st.integers(1, 4))
        return DoseStep(start, end, as_needed=AsNeeded("panic", draw(STRENGTHS), count, 6, most))
    tablets_ = draw(st.lists(st.builds(TabletCount, STRENGTHS, st.sampled_from(Slot), COUNTS), min_size=1))
    return DoseStep(
        start, end, tuple(tablets_), every_days=draw(st.integers(2, 28)) if kind == "spaced" else 1
    )


def counted_by_day(item: PlanItem, start: date, days: int) -> Counter[Strength]:
    """The slow way: what is taken on each day, one day after the other."""
    found: Counter[Strength] = Counter()
    for day in (start + timedelta(days=number) for number in range(days)):
        step = item.step_on(day)
        if step is None or (day - step.start).days % step.every_days:
            continue
        for tablet in step.tablets:
            found[tablet.strength] += tablet.count  # type: ignore[assignment]  # counts of halves
        if step.as_needed:
            found[step.as_needed.strength] += step.as_needed.most_in_day  # type: ignore[assignment]  # likewise
    return found


@given(lines(), st.integers(-30, 60), st.integers(1, 120))
@example(an_item("x", a_step(TODAY, None, tablets("25", Slot.MORNING, "0.5"))), 0, 15)
def test_that_the_sum_is_what_counting_day_by_day_gives(item: PlanItem, offset: int, days: int) -> None:
    start = TODAY + timedelta(days=offset)
    found = supply_sum(item, start, days)
    slow = counted_by_day(item, start, days)
    assert {one.strength: one.taken for one in found.strengths if one.taken} == dict(slow)
    assert all(one.handed_out == ceil(slow[one.strength]) for one in found.strengths)
    described = sum(item.step_on(start + timedelta(days=number)) is not None for number in range(days))
    assert found.silent_days == days - described
