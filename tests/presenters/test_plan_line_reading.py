"""The line editor's raw text: read into dated steps, or refused beside the field."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength
from medmanager.domain.plan.plan import Medicine, MonitoringItem, PlanItem, Stopped, stop
from tests.any_line import lines
from tests.builders import TODAY, a_step, an_item, new_id, tablets
from tests.presenters.typed_lines import NEW, a_form, dose, needed_form, read
from ui.screens.plan.line.fields import (
    KeptLine,
    LineBasis,
    LineFields,
    MonitorFields,
    RowFields,
    RowKind,
    fields_of,
    from_draft,
    mark_of,
    new_fields,
    to_draft,
)
from ui.screens.plan.line.grid_reading import next_start
from ui.screens.plan.line.reading import read_line

SEPTEMBER = date(2026, 9, 1)
DAY = timedelta(days=1)
TOMORROW = TODAY + DAY


def read_item(typed: LineFields, basis: LineBasis = NEW) -> PlanItem:
    reading = read(typed, basis)
    assert reading.problems == {}
    assert reading.item is not None
    return reading.item


def spans(item: PlanItem) -> list[tuple[date, date | None, Decimal]]:
    return [(step.start, step.end, step.daily_dose) for step in item.steps]


def running(item: PlanItem) -> LineBasis:
    return LineBasis(item.line_id, TODAY, item, item)


@pytest.mark.parametrize("unread", [("O.5", "1"), ("1", "5-10"), ("1", "", "1,5")], ids=" ".join)
def test_that_no_sum_is_shown_of_a_step_with_a_count_that_cannot_be_read(unread: tuple[str, ...]) -> None:
    also = replace(dose("", "", "25 mg", *unread), kind=RowKind.ALSO)
    for typed in (a_form(dose("Nov 24", "", "50 mg", *unread)), a_form(dose("Nov 24"), also)):
        reading = read(typed)
        assert (reading.rows[0].tablets, reading.rows[0].each_day) == ("", "")
        assert reading.rows[0].days == "ongoing"


def test_that_a_line_of_which_every_step_is_over_asks_for_a_step() -> None:
    taken = an_item("sertraline", a_step(SEPTEMBER, None))
    gone = stop(taken, TODAY, "rash")
    basis = LineBasis(gone.line_id, TODAY, gone, taken)
    reading = read(fields_of(gone, basis), basis)
    assert reading.item is None
    assert reading.problems["steps"] == "Add a dated step: from when, which strength, how many."
    assert read(a_form()).problems["steps"] == reading.problems["steps"]


def test_that_a_titration_is_read_with_ends_taken_from_the_next_start() -> None:
    item = read_item(
        a_form(dose("Nov 24", "", "25 mg"), dose("Dec 8", "", "50 mg"), dose("Dec 22", "14 days", "100 mg"))
    )
    assert spans(item) == [
        (date(2026, 11, 24), date(2026, 12, 7), Decimal(25)),
        (date(2026, 12, 8), date(2026, 12, 21), Decimal(50)),
        (date(2026, 12, 22), date(2027, 1, 4), Decimal(100)),
    ]
    assert item.medicine == Medicine("sertraline", "Zoloft", "36437")
    assert item.purpose == "for low mood"


def test_that_two_strengths_make_one_dose_and_the_sum_is_shown() -> None:
    also = RowFields(RowKind.ALSO, strength="25 mg", counts=("1", "", "", ""))
    reading = read(a_form(dose("Nov 24"), also))
    assert reading.item is not None
    assert [one.daily_dose for one in reading.item.steps] == [Decimal(75)]
    assert reading.rows[0].tablets == "1\u00a0×\u00a050\u00a0mg + 1\u00a0×\u00a025\u00a0mg"
    assert reading.rows[0].each_day == "75\u00a0mg"
    assert reading.rows[0].days == "ongoing"
    assert reading.rows[1].tablets == ""


def test_that_counts_stand_at_their_time_of_day() -> None:
    item = read_item(a_form(dose("Nov 24", "", "300 mg", "1", "", "½", "2")))
    step = item.steps[0]
    assert [step.dose_at(slot) for slot in Slot] == [Decimal(300), 0, Decimal(150), Decimal(600)]


@pytest.mark.parametrize(
    ("row", "name", "says"),
    [
        (dose("Nov 24", "", ".5 mg"), "row.0.strength", "Write 0.5"),
        (dose("Nov 24", "", ""), "row.0.strength", "as on the bottle"),
        (dose("Nov 24", "", "50 mg", ".5"), "row.0.morning", "Write 0.5"),
        (dose("Nov 24", "", "50 mg", "", "1,5"), "row.0.noon", "without a comma"),
        (dose("Nov 24", "", "50 mg", "", "", "5-10"), "row.0.evening", "not a range"),
        (dose("Nov 24", "", "50 mg", "", "", "", "O"), "row.0.bedtime", "Letters"),
        (RowFields(start="Nov 24", strength="50 mg"), "row.0.morning", "how many"),
        (dose("soon"), "row.0.start", "not a date"),
        (dose(""), "row.0.start", "not a date"),
        (dose("Nov 24", "later"), "row.0.through", "a length"),
        (dose("Nov 24", "Nov 1, 2026"), "row.0.through", "before it starts"),
    ],
)
def test_that_a_problem_stands_beside_its_field(row: RowFields, name: str, says: str) -> None:
    reading = read(a_form(row))
    assert reading.item is None
    assert says in reading.problems[name]
    assert list(reading.problems) == [name]


def test_that_overlaps_and_gaps_are_told_at_the_later_step() -> None:
    overlap = read(a_form(dose("Nov 24", "Dec 10"), dose("Dec 8")))
    assert "runs through Dec 10" in overlap.problems["row.1.start"]
    gap = read(a_form(dose("Nov 24", "Dec 4"), dose("Dec 8")))
    assert "Dec 5 to 7, 2026" in gap.problems["row.1.start"]
    order = read(a_form(dose("Dec 8"), dose("Nov 24")))
    assert "before the one above" in order.problems["row.1.start"]


def test_that_a_pause_is_a_step_without_tablets() -> None:
    pause = RowFields(RowKind.PAUSE, "Dec 1", "Dec 3")
    item = read_item(a_form(dose("Nov 24"), pause, dose("Dec 4")))
    assert [step.paused for step in item.steps] == [False, True, False]


def test_that_units_are_not_mixed_in_one_step() -> None:
    also = RowFields(RowKind.ALSO, strength="300 mcg", counts=("1", "", "", ""))
    assert "same unit" in read(a_form(dose("Nov 24"), also)).problems["row.0.strength"]


def test_that_each_step_says_every_how_many_days_it_is_given() -> None:
    loading, then = dose("Nov 24", "Nov 30", "156 mg"), dose("Dec 1", "", "117 mg")
    first, last = replace(loading, every="7"), replace(then, every="28")
    item = read_item(a_form(first, last, form=Form.INJECTION.value))
    assert [step.every_days for step in item.steps] == [7, 28]
    again = fields_of(item, replace(NEW, item=item))
    assert [row.every for row in again.rows] == ["7", "28"]
    wrong = read(a_form(replace(first, every="0"), last, form=Form.INJECTION.value))
    assert "1 to 365" in wrong.problems["row.0.every"]


def test_that_nobody_guesses_how_often_an_injection_is_given_but_a_tablet_is_taken_daily() -> None:
    monthly = dose("Nov 24", "", "156 mg")
    for form in (Form.INJECTION, Form.PATCH, Form.SPRAY):
        told = read(a_form(monthly, form=form.value)).problems
        assert "7 for weekly, 1 for each day" in told["row.0.every"]
    weekly = replace(dose("Nov 24", "", "90 mg"), every="7")
    for row, days in ((monthly, 1), (weekly, 7)):
        assert read_item(a_form(row, form=Form.CAPSULE.value)).steps[0].every_days == days


def test_that_a_tablet_taken_every_other_day_stays_so_when_its_purpose_is_changed() -> None:
    steps = (replace(a_step(TODAY, TOMORROW, tablets("25")), every_days=2), a_step(TODAY + 2 * DAY, None))
    item = an_item("sertraline", *steps)
    typed = replace(fields_of(item, replace(NEW, item=item)), purpose="steady mood")
    assert [step.every_days for step in read_item(typed, replace(NEW, item=item)).steps] == [2, 1]


def test_that_a_liquid_is_counted_in_milliliters() -> None:
    item = read_item(a_form(dose("Nov 24", "", "20 mg/5 mL", "2.5"), form=Form.LIQUID.value))
    assert item.steps[0].daily_dose == Decimal(10)
    assert item.steps[0].unit == "mg"


def test_that_name_and_purpose_are_needed() -> None:
    reading = read(a_form(dose("Nov 24"), medicine="", purpose=" "))
    assert set(reading.problems) == {"medicine", "purpose"}


def test_that_a_medicine_outside_the_list_is_taken_as_typed() -> None:
    item = read_item(a_form(dose("Nov 24"), medicine="  moon  water "))
    assert item.medicine == Medicine("moon water")


@pytest.mark.parametrize("field", ["medicine", "purpose", "directions", "benefit", "question", "reason"])
def test_that_hidden_and_turning_signs_are_refused_beside_their_field(field: str) -> None:
    for hidden in ("a\x00b", "a\u202eb", "a\u2066b"):
        reading = read(a_form(dose("Nov 24"), **{field: hidden}))
        assert "cannot be shown" in reading.problems[field]
        assert reading.item is None


def test_that_a_name_of_500_letters_is_refused_and_right_to_left_letters_are_not() -> None:
    assert "Shorten it" in read(a_form(dose("Nov 24"), medicine="x" * 500)).problems["medicine"]
    assert read_item(a_form(dose("Nov 24"), medicine="דואוקסטין")).medicine == Medicine("דואוקסטין")


def test_that_a_running_signed_dose_is_locked_and_only_its_end_moves() -> None:
    item = an_item("sertraline", a_step(SEPTEMBER))
    typed = fields_of(item, running(item))
    assert [row.locked for row in typed.rows] == [True]
    assert typed.rows[0].start == "Sep 1, 2026"
    tampered = replace(typed, rows=(replace(typed.rows[0], counts=("4", "", "", "")),))
    assert read_item(tampered, running(item)).steps == item.steps
    ended = replace(typed, rows=(replace(typed.rows[0], through="Dec 1"),))
    assert read_item(ended, running(item)).steps[0].end == date(2026, 12, 1)


def test_that_a_dose_change_of_a_signed_line_needs_a_reason() -> None:
    item = an_item("sertraline", a_step(SEPTEMBER, reason="first"))
    typed = fields_of(item, running(item))
    changed = replace(typed, rows=(*typed.rows, dose("Nov 24", "", "50 mg", "2")))
    assert read(changed, running(item)).problems == {"reason": "Write why the dose changes."}
    after = read_item(replace(changed, reason="low mood persists"), running(item))
    assert spans(after) == [(SEPTEMBER, TODAY, Decimal(50)), (TOMORROW, None, Decimal(100))]
    assert [step.reason for step in after.steps] == ["first", "low mood persists"]


def test_that_a_signed_line_stays_the_same_medicine() -> None:
    item = an_item("sertraline", a_step(SEPTEMBER))
    typed = replace(fields_of(item, running(item)), medicine="fluoxetine")
    assert "same medicine" in read(typed, running(item)).problems["medicine"]


def test_that_what_is_over_is_kept_and_out_of_reach() -> None:
    past = a_step(SEPTEMBER, date(2026, 10, 31), tablets("25"))
    item = an_item("sertraline", past, a_step(date(2026, 11, 1)))
    typed = fields_of(item, running(item))
    assert len(typed.rows) == 1
    assert read_item(typed, running(item)) == replace(item, purpose="for low mood")


def test_that_a_stop_that_was_set_stays_while_the_steps_do() -> None:
    item = stop(an_item("sertraline", a_step(SEPTEMBER)), date(2026, 12, 1), "rash")
    basis = LineBasis(item.line_id, TODAY, item, an_item("sertraline", a_step(SEPTEMBER)))
    typed = replace(fields_of(item, basis), benefit="sleep")
    assert read_item(typed, basis).stopped == Stopped(date(2026, 12, 1), "rash")
    again = replace(typed, reason="again", rows=(*typed.rows, dose("Dec 1")))
    assert read_item(again, basis).stopped is None


def test_that_a_stop_after_days_without_a_dose_is_not_lost_by_opening_the_line() -> None:
    ends = an_item("sertraline", a_step(SEPTEMBER, date(2026, 11, 26)))
    item = stop(ends, date(2026, 12, 1), "rash")
    basis = LineBasis(item.line_id, TODAY, item, ends)
    typed = fields_of(item, basis)
    assert read_item(typed, basis).stopped == Stopped(date(2026, 12, 1), "rash")
    (row,) = typed.rows
    sooner = replace(typed, reason="sooner", rows=(replace(row, through="Nov 24"),))
    assert read_item(sooner, basis).stopped == Stopped(date(2026, 11, 25), "rash")


def test_that_a_strength_that_stands_twice_at_one_time_is_shown_with_both_counts() -> None:
    item = an_item("sertraline", a_step(TODAY, None, tablets("50"), tablets("50", number="2")))
    (row,) = fields_of(item, LineBasis(item.line_id, TODAY, item)).rows
    assert row.counts == ("3", "", "", "")


def test_that_an_as_needed_dose_has_no_open_end() -> None:
    item = read_item(needed_form())
    assert item.steps == (
        DoseStep(
            TOMORROW, None, as_needed=AsNeeded("panic", Strength(Decimal("0.5")), Decimal(1), 6, Decimal(2))
        ),
    )
    empty = read(
        needed_form(needed_wait="", needed_most="", needed_reason="", needed_count="", needed_strength="")
    )
    assert set(empty.problems) == {
        "needed_wait",
        "needed_most",
        "needed_reason",
        "needed_count",
        "needed_strength",
    }
    assert "at least one dose" in read(needed_form(needed_count="2", needed_most="1")).problems["needed_most"]
    none = read(needed_form(needed_count="0", needed_most="0")).problems
    assert (none["needed_count"], none["needed_most"]) == ("Write a number above 0.",) * 2


def test_that_a_running_as_needed_dose_is_closed_when_it_changes() -> None:
    signed = replace(
        read_item(needed_form(needed_start="Sep 1, 2026")),
        steps=(replace(read_item(needed_form()).steps[0], start=SEPTEMBER),),
    )
    basis = LineBasis(signed.line_id, TODAY, signed, signed)
    same = fields_of(signed, basis)
    assert read_item(same, basis).steps == signed.steps
    more = replace(same, needed_start="Nov 24", needed_most="3", reason="two were not enough")
    after = read_item(more, basis)
    assert [(step.start, step.end) for step in after.steps] == [(SEPTEMBER, TODAY), (TOMORROW, None)]
    rewritten = read(replace(more, needed_start="Sep 1, 2026"), basis)
    assert "What ran stays" in rewritten.problems["needed_start"]


def test_that_tests_are_read_in_order_and_empty_rows_left_out() -> None:
    typed = a_form(
        dose("Nov 24"),
        tests=(
            MonitorFields("weight", "Dec 28", "every 4 weeks"),
            MonitorFields(),
            MonitorFields("lithium level", "Dec 1", "after the change"),
        ),
    )
    assert [entry.measure for entry in read_item(typed).monitoring] == ["lithium level", "weight"]
    wrong = replace(typed, tests=(MonitorFields("", "soon", "why"),))
    assert set(read(wrong).problems) == {"test.0.measure", "test.0.due"}


def test_that_a_full_line_goes_through_the_form_unchanged() -> None:
    item = an_item(
        "lithium",
        a_step(SEPTEMBER, date(2026, 12, 7), tablets("300"), tablets("300", Slot.BEDTIME, "2"), reason="x"),
        a_step(date(2026, 12, 8), None, tablets("450"), tablets("300", Slot.BEDTIME, "0.5"), reason="y"),
        form=Form.ER_TABLET,
        directions="With food.",
        benefit="steadier mood",
        benefit_when="in 2 weeks",
        watch=("tremor", "nausea"),
        monitoring=(MonitoringItem("lithium level", TODAY, "start", done_on=TODAY),),
        prescriber="Dr. R. Hale",
        cost_concern="copay",
        question="Coffee?",
    )
    assert read_item(fields_of(item, running(item)), running(item)) == item
    typed = fields_of(item, running(item))
    for kept in (KeptLine(item.line_id, typed), KeptLine(item.line_id, typed, typed, mark_of(item))):
        assert from_draft(to_draft(kept)) == kept


def test_that_a_draft_of_another_form_is_not_taken_for_ours() -> None:
    cases: tuple[dict[str, str], ...] = (
        {},
        {"line": "x", "fields": "{}"},
        {"line": str(new_id()), "fields": "[]"},
    )
    for broken in cases:
        assert from_draft(broken) is None


def test_that_the_next_step_begins_where_the_last_one_ends() -> None:
    assert next_start(new_fields("x", TODAY), TODAY) == "Tue, Nov 24"
    assert next_start(a_form(dose("Nov 24", "14 d")), TODAY) == "Tue, Dec 8"
    assert next_start(a_form(dose("Dec 20")), TODAY) == "Mon, Dec 21"
    assert next_start(a_form(), TODAY) == "Mon, Nov 23"


def test_that_a_day_without_a_year_is_the_nearest() -> None:
    assert read_item(a_form(dose("Nov 20"))).steps[0].start == date(2026, 11, 20)
    assert read_item(a_form(dose("Jan 5"))).steps[0].start == date(2027, 1, 5)
    assert read_item(a_form(dose("tue"))).steps[0].start == TOMORROW


ANYTHING = st.text(st.sampled_from("0123456789.,/ -½OlI٣mgµNovDec\x00💊"), max_size=10)


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_that_whatever_is_typed_is_a_line_or_a_problem(
    start: str, through: str, strength: str, count: str
) -> None:
    reading = read(a_form(dose(start, through, strength, count)))
    assert (reading.item is None) == bool(reading.problems)
    assert all(sentence for sentence in reading.problems.values())


def needed_step(start: date, end: date | None = None, most: int = 2) -> DoseStep:
    dose_ = AsNeeded("panic", Strength(Decimal("0.5")), Decimal(1), 6, Decimal(most))
    return DoseStep(start, end, reason="told so", as_needed=dose_)


def test_that_another_dose_as_needed_from_tomorrow_is_still_there_when_its_purpose_is_changed() -> None:
    signed = an_item("lorazepam", needed_step(SEPTEMBER))
    draft = replace(signed, steps=(needed_step(SEPTEMBER, TODAY), needed_step(TOMORROW, most=4)))
    basis = LineBasis(signed.line_id, TODAY, draft, signed)
    typed = replace(fields_of(draft, basis), purpose="panic attacks")
    assert (typed.needed_start, typed.needed_most) == ("Tue, Nov 24", "4")
    assert read_item(typed, basis).steps == draft.steps


def test_that_what_was_taken_as_needed_ends_the_day_before_it_is_taken_by_the_clock() -> None:
    signed = an_item("lorazepam", needed_step(SEPTEMBER))
    typed = replace(fields_of(signed, running(signed)), needed=False, reason="every day now")
    item = read_item(replace(typed, rows=(dose("Nov 24", "", "0.5 mg"),)), running(signed))
    assert item.steps[0] == needed_step(SEPTEMBER, TODAY)
    assert [step.start for step in item.steps] == [SEPTEMBER, TOMORROW]
    early = read(replace(typed, rows=(dose("Aug 30", "", "0.5 mg"),)), running(signed))
    assert "Start the change on a later day" in early.problems["row.0.start"]


def test_that_each_step_keeps_its_own_reason_when_something_else_is_written() -> None:
    first, held = a_step(TODAY, TOMORROW, reason="begun low"), a_step(TODAY + 2 * DAY, None, tablets("100"))
    item = an_item("sertraline", first, replace(held, reason="poor sleep"))
    basis = replace(NEW, item=item)
    typed = fields_of(item, basis)
    assert read_item(replace(typed, purpose="worry"), basis).steps == item.steps
    other = read_item(replace(typed, reason="begun very low"), basis)
    assert [step.reason for step in other.steps] == ["begun very low", "poor sleep"]
    third = replace(typed, rows=(*typed.rows, dose("Dec 4", "", "150 mg")), reason="not well yet")
    told = [step.reason for step in read_item(third, basis).steps]
    assert told == ["begun low", "poor sleep", "not well yet"]


def test_that_a_change_from_as_needed_to_the_clock_and_a_pause_stay_when_something_else_is_written() -> None:
    needed, fixed = needed_step(SEPTEMBER, TODAY), a_step(TOMORROW, None, tablets("0.5"), reason="daily now")
    away = DoseStep(TOMORROW, None, reason="at sea")
    for signed, following in ((an_item("lorazepam", needed), fixed), (an_item("lorazepam", needed), away)):
        draft = replace(signed, steps=(needed, following))
        basis = LineBasis(signed.line_id, TODAY, draft, replace(signed, steps=(needed_step(SEPTEMBER),)))
        assert read_item(replace(fields_of(draft, basis), purpose="worry"), basis).steps == draft.steps


@settings(max_examples=40, deadline=None)
@given(lines(), st.booleans())
def test_that_a_line_that_is_opened_and_kept_is_taken_as_before(item: PlanItem, signed: bool) -> None:
    basis = LineBasis(item.line_id, TODAY, item, item if signed else None)
    reading = read_line(fields_of(item, basis), basis, None)
    if reading.problems:
        ahead = [one for one in item.steps if one.end is None or one.end >= TODAY]
        gaps = any(one.end != after.start - DAY for one, after in pairwise(ahead))
        assert gaps or not ahead or not item.has_dose, "nothing else is refused"
        return
    assert reading.item is not None
    for one, before in zip(reading.item.steps, item.steps, strict=True):
        assert (one.start, one.end, one.taken) == (before.start, before.end, before.taken)
    assert (reading.item.stopped, reading.gone) == (item.stopped, "")
