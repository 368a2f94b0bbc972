"""Sheets of steps and the plan read as a patient does: each day tells what the steps give on it, no more."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from medmanager.documents.plan.front_grid import SLOT_WIDTH
from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.errors import Refused
from medmanager.domain.paper.making import SheetSources, make_plan_sheet
from medmanager.domain.paper.sheets import PlanSheet, SheetMedicine
from medmanager.domain.paper.steps import is_pair, rows_of
from medmanager.domain.patient import Language
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.plan.writing import pause
from medmanager.domain.practice import SlotClock
from medmanager.services.steps_paper import medicine_of
from tests.any_line import given_on, lines
from tests.builders import a_patient, a_plan, an_item, tablets
from tests.documents.plan_days_told import plan_faults
from tests.documents.sheet_builders import MADE, head, mg, step
from tests.documents.sheet_builders import tablets as tablets_of
from tests.documents.sheet_checks import drawn, plain
from tests.documents.step_builders import ARIPIPRAZOLE, PAROXETINE, RISPERIDONE, cross, many_steps, taper
from tests.documents.steps_told import pair_faults, steps_faults

DAY = timedelta(days=1)
EVERY_OTHER = DoseStep(MADE - 5 * DAY, MADE + 8 * DAY, (tablets("25"),), every_days=2)
"""As lamotrigine begins beside valproate; the next one is due tomorrow."""
BOTH_SIZES = pytest.mark.parametrize("large", [False, True])
LANGUAGES = pytest.mark.parametrize("language", list(Language))


def lamotrigine(*steps: DoseStep) -> SheetMedicine:
    return replace(PAROXETINE, name="lamotrigine", steps=steps)


@LANGUAGES
@BOTH_SIZES
def test_that_what_is_given_every_other_day_is_never_told_as_daily(language: Language, large: bool) -> None:
    daily = step(MADE + 9 * DAY, MADE + 20 * DAY, mg("25"), morning="1")
    again = replace(EVERY_OTHER, start=MADE + 21 * DAY, end=None)
    for steps in ((EVERY_OTHER, daily), (EVERY_OTHER, daily, again)):
        sheet = taper(lamotrigine(*steps), language=language, large_print=large)
        assert steps_faults(drawn(sheet), sheet) == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.ENGLISH, "to Tuesday, December 1. Only every 2 days"),
        (Language.SPANISH, "al martes 1 de diciembre. Solo cada 2 días"),
    ],
)
def test_that_how_often_is_a_sentence_of_its_own_in_large_print(language: Language, told: str) -> None:
    daily = step(MADE + 9 * DAY, None, mg("25"), morning="1")
    steps = (replace(EVERY_OTHER, start=MADE + DAY, end=MADE + 8 * DAY), daily)
    today = step(MADE, MADE, mg("25"), morning="2")
    for paper in (
        drawn(plan_of(an_item("lamotrigine", today, *steps), language, large=True)),
        drawn(taper(lamotrigine(today, *steps), language=language, large_print=True)),
    ):
        assert told in plain(paper)


@pytest.mark.parametrize(
    ("language", "again"),
    [
        (Language.ENGLISH, "From Thursday, December 3: take it again."),
        (Language.SPANISH, "Desde el jueves 3 de diciembre: tómela otra vez."),
    ],
)
def test_that_the_same_dose_after_a_break_is_not_told_as_a_new_one(language: Language, again: str) -> None:
    taken = an_item("sertraline", step(MADE - 60 * DAY, None, mg("50"), morning="1"))
    paused = pause(taken, MADE + 2 * DAY, MADE + 9 * DAY, "surgery")
    lower = replace(paused.steps[-1], tablets=tablets_of(mg("50"), morning="0.5"))
    told = [plain(drawn(plan_of(one, language))) for one in (paused, _ending_in(paused, lower))]
    assert [again in text for text in told] == [True, False]
    new = ("a new dose", "nueva dosis")
    assert [any(words in text for words in new) for text in told] == [False, True]


def _ending_in(item: PlanItem, last: DoseStep) -> PlanItem:
    return replace(item, steps=(*item.steps[:-1], last))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.ENGLISH, ("until Tuesday, December 28, 2027", "from Wednesday, December 29, 2027")),
        (
            Language.SPANISH,
            ("hasta el martes 28 de diciembre de 2027", "del miércoles 29 de diciembre de 2027"),
        ),
    ],
)
@BOTH_SIZES
def test_that_far_days_of_a_switch_are_told_with_their_year(
    language: Language, told: tuple[str, str], large: bool
) -> None:
    """A month from now there is a December 28 too."""
    far = MADE + 400 * DAY
    leaving = replace(RISPERIDONE, steps=(step(MADE - 9 * DAY, far, mg("2"), bedtime="1"),))
    begun = step(far - 9 * DAY, None, mg("5"), morning="1")
    for words, first in zip(told, (begun, replace(begun, start=far + 9 * DAY)), strict=True):
        coming = replace(ARIPIPRAZOLE, steps=(first,))
        assert words in plain(drawn(cross(coming, leaving, language=language, large_print=large)))


def test_that_a_quarter_has_white_beside_it_in_its_cell() -> None:
    item = an_item("clonazepam", step(MADE, None, mg("0.5"), noon="0.25"))
    paper = drawn(plan_of(item))
    (big,) = (run for run in paper.runs if run.text.strip() == "quarter")
    right = next(run for run in paper.runs if run.text.strip() == "Evening")
    middle = right.x + right.width / 2 - 1.5 * SLOT_WIDTH
    assert big.x - middle >= 4


def test_that_no_box_for_each_day_is_promised_of_what_is_not_taken_daily() -> None:
    daily = step(MADE + 9 * DAY, None, mg("25"), morning="1")
    text = plain(drawn(taper(lamotrigine(EVERY_OTHER, daily))))
    assert "on the days that this page says. Tick each box." in text
    assert "each day" not in text
    assert "Tick the box each day." in plain(drawn(taper()))


def test_that_nothing_is_due_any_more_in_the_last_days_of_a_dose_that_is_not_daily() -> None:
    weekly = replace(EVERY_OTHER, every_days=7, end=MADE)
    text = plain(drawn(taper(lamotrigine(weekly, step(MADE + DAY, None, mg("25"), morning="2")))))
    assert "Until Monday, November 23, 2026: take none." in text


def test_that_a_dose_that_is_given_more_often_does_not_go_down() -> None:
    rising = lamotrigine(EVERY_OTHER, step(MADE + 9 * DAY, None, mg("25"), morning="1"))
    assert "Your lamotrigine dose goes up" in plain(drawn(taper(rising)))


def test_that_a_way_up_that_is_over_does_not_hide_that_the_dose_goes_down() -> None:
    start = PAROXETINE.steps[0].start
    begun = step(start - 30 * DAY, start - DAY, mg("10"), morning="1")
    assert "Coming off lamotrigine" in plain(drawn(taper(lamotrigine(begun, *PAROXETINE.steps))))


def test_that_boxes_of_many_weeks_do_not_make_a_row_too_high_for_the_page() -> None:
    weekly = replace(EVERY_OTHER, start=MADE, end=MADE + 26 * 7 * DAY, every_days=7)
    sheet = taper(lamotrigine(weekly))
    assert steps_faults(drawn(sheet), sheet) == []


def test_that_a_line_that_is_paused_in_the_end_is_not_told_as_stopped() -> None:
    taken = step(MADE - 9 * DAY, MADE + 3 * DAY, mg("25"), morning="1")
    for end in (None, MADE + 9 * DAY):
        text = plain(drawn(taper(lamotrigine(taken, DoseStep(MADE + 4 * DAY, end)))))
        assert "take none for now. Ask us before you take lamotrigine again." in text
        assert "stop" not in text


def test_that_a_pause_to_come_is_not_called_the_first_dose() -> None:
    first = step(MADE + 5 * DAY, None, mg("25"), morning="1")
    text = plain(drawn(taper(lamotrigine(DoseStep(MADE + DAY, MADE + 4 * DAY), first))))
    assert "Take the first dose on Saturday, November 28, 2026." in text


def test_that_a_step_of_one_day_in_another_year_carries_its_year() -> None:
    sheet = taper(many_steps(14, 30))
    later = replace(sheet.medicine.steps[-1], start=MADE + 470 * DAY, end=MADE + 470 * DAY)
    told = replace(sheet, medicine=replace(sheet.medicine, steps=(*sheet.medicine.steps, later)))
    assert f"{later.start:%A, %B} {later.start.day}, {later.start.year}" in plain(drawn(told))


@LANGUAGES
@BOTH_SIZES
def test_that_in_a_switch_both_medicines_are_told_until_the_next_row(language: Language, large: bool) -> None:
    begun = replace(ARIPIPRAZOLE, steps=tuple(_moved(one, -10) for one in ARIPIPRAZOLE.steps))
    left = replace(RISPERIDONE, steps=tuple(_moved(one, -10) for one in RISPERIDONE.steps))
    sheet = cross(begun, left, language=language, large_print=large)
    assert pair_faults(drawn(sheet), sheet) == []


def test_that_the_dose_of_a_switch_that_goes_up_and_down_is_not_said_to_go_up() -> None:
    last = step(MADE + 40 * DAY, None, mg("5"), morning="1")
    first, second = ARIPIPRAZOLE.steps
    text = plain(
        drawn(cross(replace(ARIPIPRAZOLE, steps=(first, replace(second, end=MADE + 39 * DAY), last))))
    )
    assert "New aripiprazole" in text


def test_that_a_switch_is_told_on_one_sheet_only_where_both_are_taken_daily_and_the_new_one_goes_on() -> None:
    old = an_item("risperidone", *RISPERIDONE.steps)
    new = an_item("aripiprazole", *ARIPIPRAZOLE.steps)
    assert is_pair(new, old, MADE)
    first, second = ARIPIPRAZOLE.steps
    weekly, paused = replace(second, every_days=7), replace(second, tablets=())
    for last in (weekly, paused):
        assert not is_pair(replace(new, steps=(first, last)), old, MADE)
    with pytest.raises(Refused, match="not taken daily"):
        cross(replace(ARIPIPRAZOLE, steps=(first, weekly)))


def plan_of(item: PlanItem, language: Language = Language.ENGLISH, *, large: bool = False) -> PlanSheet:
    """The take-home plan of a patient who takes nothing else."""
    return make_plan_sheet(
        SheetSources(
            head=head(language=language, large_print=large),
            plan=a_plan(a_patient(), item),
            previous=None,
            clock_time=time(0),
            slot_clock=SlotClock(),
            allergy_knowledge=AllergyKnowledge.NONE_KNOWN,
        )
    )


@LANGUAGES
@BOTH_SIZES
def test_that_the_plan_tells_how_often_and_from_which_day_what_is_not_taken_daily(
    language: Language, large: bool
) -> None:
    weekly = DoseStep(MADE - 400 * DAY, None, (tablets("90"),), every_days=7)
    for steps in ((weekly,), (EVERY_OTHER, replace(weekly, start=MADE + 9 * DAY))):
        sheet = plan_of(an_item("fluoxetine", *steps), language, large=large)
        assert plan_faults(drawn(sheet), sheet, steps) == []


def test_that_a_pause_and_a_stop_of_another_year_carry_their_year() -> None:
    taken = step(MADE, MADE + 3 * DAY, mg("25"), morning="1")
    for later in ((), (DoseStep(MADE + 4 * DAY, MADE + 366 * DAY),)):
        end = later[0].end if later else MADE + 366 * DAY
        steps = (taken, *later) if later else (replace(taken, end=end),)
        text = plain(drawn(plan_of(an_item("lamotrigine", *steps))))
        assert "November 24, 2027" in text.partition("Get help")[0]


def test_that_no_medicine_that_is_not_taken_daily_stands_under_take_every_day() -> None:
    weekly = DoseStep(MADE, None, (tablets("90"),), every_days=7)
    assert "Take every day" not in plain(drawn(plan_of(an_item("fluoxetine", weekly))))
    assert "Take every day" in plain(drawn(plan_of(an_item("fluoxetine", replace(weekly, every_days=1)))))


def test_that_a_dose_of_a_plan_that_is_due_no_more_is_not_told_as_one_to_take() -> None:
    over, again = replace(EVERY_OTHER, every_days=7, end=MADE), step(MADE + DAY, None, mg("25"), morning="2")
    text = plain(drawn(plan_of(an_item("lamotrigine", over, again))))
    assert "Monday, November 23: take none." in text
    with pytest.raises(Refused, match="Nothing on this plan"):
        plan_of(an_item("lamotrigine", over))


def _moved(one: DoseStep, days: int) -> DoseStep:
    return replace(one, start=one.start + days * DAY, end=one.end + days * DAY if one.end else None)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines(), st.sampled_from(Language), st.booleans())
def test_that_every_day_of_any_steps_is_told_as_they_give_it(
    item: PlanItem, language: Language, large: bool
) -> None:
    if not any(one.tablets for one in item.steps) or not rows_of(medicine_of(item), MADE):
        reject()
    sheet = taper(medicine_of(item), language=language, large_print=large)
    assert steps_faults(drawn(sheet), sheet) == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines(), st.sampled_from(Language), st.booleans())
def test_that_every_day_of_any_line_is_told_on_the_plan_as_its_steps_give_it(
    item: PlanItem, language: Language, large: bool
) -> None:
    try:
        sheet = plan_of(item, language, large=large)
    except Refused:
        assert not any(given_on(item.steps, MADE + n * DAY) for n in range(150))
        return
    assert plan_faults(drawn(sheet), sheet, item.steps) == []


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(lines((1,)), lines((1,)), st.sampled_from(Language), st.booleans())
def test_that_every_day_of_any_switch_is_told_as_both_medicines_give_it(
    new: PlanItem, old: PlanItem, language: Language, large: bool
) -> None:
    last = old.steps[-1]
    old = replace(old, steps=(*old.steps[:-1], replace(last, end=max(last.end or MADE, MADE, last.start))))
    going_on = DoseStep((new.steps[-1].end or new.steps[-1].start) + DAY, None, (tablets("10"),))
    kept = tuple(one for one in new.steps if one.end)
    new = replace(
        new, medicine=replace(new.medicine, generic="xylone"), steps=(*kept, going_on), stopped=None
    )
    coming, leaving = medicine_of(new), medicine_of(old)
    if not rows_of(coming, MADE) and not rows_of(leaving, MADE):
        reject()
    sheet = cross(coming, leaving, language=language, large_print=large)
    assert pair_faults(drawn(sheet), sheet) == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.ENGLISH, "Until Monday, November 23, 2026: take none."),
        (Language.SPANISH, "Hasta el lunes 23 de noviembre de 2026: no la tome."),
    ],
)
@BOTH_SIZES
def test_that_none_is_told_until_the_next_day_of_what_is_not_daily(
    language: Language, told: str, large: bool
) -> None:
    """Spanish "take nothing" would hold for her other medicines too."""
    daily = step(MADE + 9 * DAY, None, mg("25"), morning="1")
    sheet = taper(lamotrigine(EVERY_OTHER, daily), language=language, large_print=large)
    assert told in plain(drawn(sheet))
