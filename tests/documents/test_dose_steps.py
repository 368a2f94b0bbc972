"""The sheets of dated steps: every step told, sums right, nothing lost over the pages, refused by name."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medmanager.domain.errors import Refused
from medmanager.domain.paper.sheets import SheetMark, SheetMedicine
from medmanager.domain.paper.steps import needed_for, pair_stages, refuse_split, rows_of
from medmanager.domain.patient import Language
from medmanager.domain.plan.dose import DoseStep, Form, Slot, Strength, TabletCount
from medmanager.domain.practice import Paper as Size
from tests.builders import an_item
from tests.documents.sheet_builders import LAMOTRIGINE, LITHIUM, MADE, mg, step
from tests.documents.sheet_checks import EVERY_WAY, drawn, faults, plain
from tests.documents.step_builders import (
    ARIPIPRAZOLE,
    PAROXETINE,
    PHENELZINE,
    RISPERIDONE,
    WASHED_OUT,
    cross,
    many_steps,
    taper,
)

DAY = timedelta(days=1)
WAYS = pytest.mark.parametrize(("language", "size", "large"), EVERY_WAY)


@WAYS
def test_that_a_taper_stands_every_check(language: Language, size: Size, large: bool) -> None:
    sheet = taper(language=language, paper=size, large_print=large)
    assert faults(sheet, 6 if large else 2) == []


@WAYS
def test_that_a_cross_taper_stands_every_check(language: Language, size: Size, large: bool) -> None:
    sheet = cross(language=language, paper=size, large_print=large)
    assert faults(sheet, 6 if large else 2) == []


@pytest.mark.parametrize("language", list(Language))
def test_that_a_washout_and_a_titration_stand_every_check(language: Language) -> None:
    assert faults(cross(PHENELZINE, WASHED_OUT, language=language), 2) == []
    assert faults(taper(LAMOTRIGINE, language=language), 2) == []


def test_that_the_english_taper_and_the_cross_taper_fit_one_page() -> None:
    assert len(drawn(taper()).sizes) == 1
    assert len(drawn(cross()).sizes) == 1


def test_that_the_sums_are_those_worked_out_by_hand() -> None:
    assert needed_for(PAROXETINE, rows_of(PAROXETINE, MADE)) == {mg("20"): 28, mg("10"): 49}
    assert needed_for(RISPERIDONE, rows_of(RISPERIDONE, MADE)) == {mg("0.5"): 98}
    assert "These steps need 28 tablets of 20 mg and 49 tablets of 10 mg." in plain(drawn(taper()))
    text = plain(drawn(cross()))
    assert "aripiprazole needs 63 tablets of 5 mg. risperidone needs 98 tablets of 0.5 mg." in text


def test_that_half_a_tablet_left_over_is_counted_as_a_whole_one() -> None:
    odd = replace(PAROXETINE, steps=(step(MADE, MADE + 2 * DAY, mg("10"), morning="0.5"),))
    assert needed_for(odd, rows_of(odd, MADE)) == {mg("10"): 2}


def test_that_what_to_take_before_the_first_step_and_after_the_last_one_is_told() -> None:
    text = plain(drawn(taper()))
    assert "Until Sunday, November 29, 2026: 1 tablet of 20 mg and 1 tablet of 10 mg, in the morning" in text
    assert "From Monday, February 8, 2027: after this stop. No more paroxetine." in text
    rising = plain(drawn(taper(LAMOTRIGINE)))
    assert "From Tuesday, December 15, 2026: after this keep taking 2 tablets of 100 mg" in rising


def test_that_steps_of_the_same_dose_in_a_row_are_told_as_one() -> None:
    fortnights = [(MADE + n * 14 * DAY, MADE + (n * 14 + 13) * DAY) for n in range(4)]
    counts = ("2", "1", "1", "2")
    steps = tuple(step(*dates, mg("10"), morning=n) for dates, n in zip(fortnights, counts, strict=True))
    held = replace(PAROXETINE, steps=steps)
    assert [(one.start, one.end) for one in held.stages[:3]] == [
        fortnights[0],
        (fortnights[1][0], fortnights[2][1]),
        fortnights[3],
    ]
    assert len(drawn(taper(held)).tree.all("TR")) == 4
    beside = [one.start for one in pair_stages(LAMOTRIGINE, held, MADE)]
    assert beside == sorted({one.start for one in (*LAMOTRIGINE.stages, *held.stages)})
    assert needed_for(held, rows_of(held, MADE)) == {mg("10"): 84}


@pytest.mark.parametrize(
    ("later", "gap", "every"),
    [({"bedtime": "1"}, 0, 1), ({"morning": "1"}, 1, 1), ({"morning": "1"}, 0, 2)],
    ids=["another time of day", "after a break", "on other days"],
)
def test_that_steps_that_differ_or_do_not_touch_stay_two(later: dict[str, str], gap: int, every: int) -> None:
    first = replace(step(MADE, MADE + 6 * DAY, mg("10"), morning="1"), every_days=every)
    start = MADE + (7 + gap) * DAY
    second = replace(step(start, start + 6 * DAY, mg("10"), **later), every_days=every)
    told = [one for one in replace(PAROXETINE, steps=(first, second)).stages if one.step]
    assert [one.start for one in told] == [MADE, start]


def test_that_a_dose_that_goes_on_unchanged_stands_without_dates() -> None:
    now = step(MADE - 9 * DAY, MADE + 6 * DAY, mg("10"), morning="1")
    going_on = replace(PAROXETINE, steps=(now, step(MADE + 7 * DAY, None, mg("10"), morning="1")))
    assert not going_on.dated_on(MADE)


def test_that_a_step_of_one_day_is_told_by_that_day_alone() -> None:
    spanish = plain(drawn(taper(many_steps(20, 1), language=Language.SPANISH)))
    assert "Miércoles 2 de diciembre 3 tabletas" in spanish
    assert "Del miércoles" not in spanish


def test_that_every_day_of_a_step_has_its_box() -> None:
    row = drawn(taper()).tree.all("TR")[1]
    days = drawn(taper()).text_of(row.children("TD")[-1]).split()
    assert days == [str((date(2026, 11, 30) + n * DAY).day) for n in range(14)]


def test_that_a_washout_says_take_neither_with_its_dates() -> None:
    text = plain(drawn(cross(PHENELZINE, WASHED_OUT)))
    assert "Take neither medicine from Tuesday, November 24 to Monday, December 28." in text
    assert [one.is_washout for one in pair_stages(PHENELZINE, WASHED_OUT, MADE)] == [True, False, False]


def test_that_the_new_medicine_stands_left_of_the_old_one_on_every_page() -> None:
    paper = drawn(cross())
    where = {
        name: min(run.x for run in paper.runs if name in run.text and run.y > 120)
        for name in ("(Abilify)", "(Risperdal)")
    }
    assert where["(Abilify)"] < where["(Risperdal)"]


def test_that_sixty_steps_take_four_pages_with_repeated_heads_that_send_on() -> None:
    paper = drawn(taper(many_steps(60)))
    assert len(paper.sizes) == 4
    for page in range(4):
        assert "How much and when" in paper.text(page)
    assert "Go on: page 2" in paper.text(0)
    assert "Go on" not in paper.text(3)
    assert "after this stop" in paper.text(3)
    assert len(paper.tree.all("TR")) == 61
    assert faults(taper(many_steps(60)), 4) == []


def test_that_forty_daily_steps_stand_every_check() -> None:
    assert faults(taper(many_steps(40, days=1)), 3) == []
    assert faults(taper(many_steps(40, days=1), large_print=True), 14) == []


def test_that_more_steps_than_a_handful_of_pages_are_refused_by_name() -> None:
    with pytest.raises(Refused, match="Dose steps"):
        drawn(taper(many_steps(300)))


def test_that_a_medicine_without_a_step_ahead_has_no_sheet() -> None:
    with pytest.raises(Refused, match="No step"):
        taper(LITHIUM)
    with pytest.raises(Refused, match="No step"):
        cross(LITHIUM, LITHIUM)


def test_that_a_part_of_what_is_not_split_is_refused() -> None:
    halves = (step(MADE, None, mg("150"), morning="0.5"),)
    released = replace(an_item("bupropion", *halves), form=Form.ER_TABLET)
    with pytest.raises(Refused, match="not split"):
        refuse_split(released, MADE, {})
    tablet = an_item("bupropion", *halves)
    with pytest.raises(Refused, match="not split"):
        refuse_split(tablet, MADE, {mg("150"): False})
    refuse_split(tablet, MADE, {mg("150"): True})
    refuse_split(tablet, MADE, {})


def test_that_halves_ask_to_look_for_the_line() -> None:
    assert "The 10 mg tablet must have a line to split it." in plain(drawn(taper()))
    assert "must have a line" not in plain(drawn(cross()))


@pytest.mark.parametrize("large", [False, True])
def test_that_a_draft_says_so(large: bool) -> None:
    text = plain(drawn(taper(marks=(SheetMark.DEMO, SheetMark.DRAFT), large_print=large)))
    assert "DRAFT: not signed, do not use" in text
    assert "DEMO: not a real patient" in text


def test_that_a_long_name_breaks_at_spaces_and_a_word_too_long_is_refused() -> None:
    long = "Maria " * 40
    assert len(drawn(taper(patient_name=long.strip())).sizes) == 2
    with pytest.raises(Refused, match="too long for the page"):
        drawn(taper(patient_name="M" * 500))
    named = replace(PAROXETINE, name="a very long name of a medicine " * 4)
    assert faults(taper(named), 3) == []


@st.composite
def medicines(draw: st.DrawFn) -> SheetMedicine:
    """Steps one after another, of one or two strengths, up to four times a day, with breaks."""
    strengths = [
        mg(str(amount))
        for amount in draw(st.lists(st.sampled_from((0.5, 5, 10, 25)), min_size=1, max_size=2, unique=True))
    ]
    first = MADE + draw(st.integers(-9, 9)) * DAY
    steps = []
    for number in range(draw(st.integers(1, 14))):
        days = draw(st.sampled_from((1, 2, 3, 7, 10, 14, 28, 60)))
        last = number > 8 and draw(st.booleans())
        end = None if last else first + (days - 1) * DAY
        steps.append(DoseStep(first, end, draw(_tablets(strengths))))
        if end is None:
            break
        first = end + DAY + draw(st.sampled_from((0, 0, 0, 5))) * DAY
    return SheetMedicine("clonazepam", "Klonopin", Form.TABLET, "for panic", tuple(steps))


@st.composite
def _tablets(draw: st.DrawFn, strengths: list[Strength]) -> tuple[TabletCount, ...]:
    found = {
        (strength, slot): Decimal(str(draw(st.sampled_from((0.5, 1, 1.5, 2, 8)))))
        for slot in draw(st.lists(st.sampled_from(list(Slot)), min_size=1, max_size=4, unique=True))
        for strength in strengths
    }
    return tuple(TabletCount(strength, slot, count) for (strength, slot), count in found.items())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(medicines(), st.sampled_from(EVERY_WAY))
def test_that_any_steps_are_told_whole_and_pass_every_check(
    medicine: SheetMedicine, way: tuple[Language, Size, bool]
) -> None:
    language, size, large = way
    if not rows_of(medicine, MADE):
        return
    sheet = taper(medicine, language=language, paper=size, large_print=large)
    assert faults(sheet, 14 if large else 6) == []


def test_that_aripiprazole_and_risperidone_are_side_by_side_from_the_first_change() -> None:
    stages = pair_stages(ARIPIPRAZOLE, RISPERIDONE, MADE)
    assert [one.start for one in stages] == [MADE + DAY + 7 * n * DAY for n in range(6)]
    assert stages[-1].end is None
    assert stages[-1].leaving.step is None
