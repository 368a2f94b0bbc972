"""Any line of a plan there may be: with pauses, gaps, rhythms and two strengths, moved as the dialogs of a
plan do; and what its steps alone give on a day.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from medmanager.domain.errors import Refused
from medmanager.domain.plan.book import Hold, Rest, StepBack
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength, TabletCount
from medmanager.domain.plan.moving import go_back, hold
from medmanager.domain.plan.plan import PlanItem, stop
from medmanager.domain.plan.writing import pause
from tests.builders import TODAY, an_item

DAY = timedelta(days=1)
Day = Mapping[tuple[Slot, Decimal], Decimal]
"""What is taken on a day: the count at each time of day of each strength."""

FORMS = (Form.TABLET, Form.CAPSULE, Form.LIQUID, Form.PATCH)
RHYTHMS = (1, 1, 2, 7, 28)
MOVES: tuple[Callable[[PlanItem], PlanItem], ...] = (
    lambda item: hold(item, Hold(14, "nausea"), TODAY),
    lambda item: go_back(item, StepBack(TODAY + DAY, 14, "rash", Rest.REDATE), TODAY),
    lambda item: pause(item, TODAY + 3 * DAY, TODAY + 9 * DAY, "surgery"),
    lambda item: stop(item, TODAY + 30 * DAY, "it did not help"),
)


def given_on(steps: Iterable[DoseStep], day: date) -> Day:
    """What the steps alone say."""
    found: dict[tuple[Slot, Decimal], Decimal] = {}
    for step in steps:
        for tablet in step.tablets if step.given_on(day) else ():
            key = tablet.slot, tablet.strength.amount
            found[key] = found.get(key, Decimal(0)) + tablet.count
    return found


@st.composite
def lines(draw: st.DrawFn, rhythms: tuple[int, ...] = RHYTHMS, *, needed: bool = False) -> PlanItem:
    """A line that began some weeks before today, or begins some days after it; with `needed` as-needed
    doses among the others.
    """
    form, start = draw(st.sampled_from(FORMS)), TODAY + draw(st.integers(-60, 9)) * DAY
    steps: list[DoseStep] = []
    for _ in range(draw(st.integers(1, 5))):
        step = draw(_steps(start, rhythms, needed=needed))
        if draw(st.booleans()) and steps and steps[-1].tablets:
            step = replace(step, tablets=_at_other_times(steps[-1].tablets), as_needed=None)
        assert step.end is not None
        steps.append(step)
        start = step.end + DAY + draw(st.sampled_from((0, 0, 0, 5))) * DAY
    if draw(st.booleans()):
        steps[-1] = replace(steps[-1], end=None)
    item = an_item("zetamine", *steps, form=form)
    for work in draw(st.lists(st.sampled_from(MOVES), max_size=2)):
        item = _worked(item, work)
    return item


@st.composite
def _steps(draw: st.DrawFn, start: date, rhythms: tuple[int, ...], *, needed: bool) -> DoseStep:
    every = draw(st.sampled_from(rhythms))
    end = start + (every * draw(st.integers(1, 14)) - 1) * DAY
    kind = draw(st.integers(0, 5))
    if kind == 1 and needed:
        dose = AsNeeded("worry", Strength(Decimal(10)), Decimal(1), 4, Decimal(draw(st.integers(1, 3))))
        return DoseStep(start, end, as_needed=dose)
    taken = draw(_taken()) if kind else ()
    return DoseStep(start, end, taken, every_days=every if taken else 1)


@st.composite
def _taken(draw: st.DrawFn) -> tuple[TabletCount, ...]:
    slots = draw(st.lists(st.sampled_from(list(Slot)), min_size=1, max_size=4, unique=True))
    strengths = draw(st.lists(st.sampled_from(("0.5", "10", "100")), min_size=1, max_size=2, unique=True))
    return tuple(
        TabletCount(Strength(Decimal(one)), slot, Decimal(draw(st.integers(1, 3))))
        for slot in slots
        for one in strengths
    )


def _at_other_times(tablets: tuple[TabletCount, ...]) -> tuple[TabletCount, ...]:
    """The same dose of a day, each part of it at the time before."""
    slots = list(Slot)
    return tuple(replace(one, slot=slots[slots.index(one.slot) - 1]) for one in tablets)


def _worked(item: PlanItem, work: Callable[[PlanItem], PlanItem]) -> PlanItem:
    """As it was where that may not be done."""
    try:
        return work(item)
    except Refused:
        return item
