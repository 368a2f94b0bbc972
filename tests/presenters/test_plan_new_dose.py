"""Changing a dose: what the form is filled with, from which day, and what of the plan it leaves out."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from medmanager.domain.plan.dose import AsNeeded, DoseStep, Strength
from medmanager.domain.plan.plan import PlanItem, Stopped
from tests.builders import TODAY, a_step, an_item, tablets
from tests.presenters.typed_lines import needed_form, read
from ui.kit import words
from ui.screens.plan.line.fields import LineBasis, LineFields, RowFields, RowKind, fields_of
from ui.screens.plan.line.rows import with_new_dose

SEPTEMBER = date(2026, 9, 1)
DAY = timedelta(days=1)
LATER = TODAY + 14 * DAY


def needed(start: date, end: date | None = None, most: int = 2) -> DoseStep:
    dose = AsNeeded("panic", Strength(Decimal("0.5")), Decimal(1), 6, Decimal(most))
    return DoseStep(start, end, reason="told so", as_needed=dose)


def changed(item: PlanItem, signed: bool = True) -> tuple[LineFields, str, LineBasis]:
    basis = LineBasis(item.line_id, TODAY, item, item if signed else None)
    typed, field = with_new_dose(fields_of(item, basis), basis)
    return replace(typed, origin=typed.origin.replace(words.NO_BREAK, " ")), field, basis


def steps_read(typed: LineFields, basis: LineBasis) -> tuple[DoseStep, ...]:
    reading = read(replace(typed, reason="told so"), basis)
    assert reading.item is not None, reading.problems
    return reading.item.steps


def test_that_a_new_dose_as_needed_is_filled_with_the_one_that_runs_and_tells_what_it_leaves_out() -> None:
    before = needed(SEPTEMBER, LATER - DAY)
    item = replace(
        an_item("lorazepam", before, needed(LATER, LATER + 6 * DAY, most=4)),
        stopped=Stopped(LATER + 7 * DAY, "told so"),
    )
    typed, field, basis = changed(item)
    assert (typed.needed_start, typed.needed_through) == ("Tue, Nov 24", "")
    assert (typed.needed_most, field) == ("2", "needed_count")
    assert typed.origin == (
        "In place of what was planned: up to 2 mg from Dec 7 and the stop of Dec 14. Edit keeps those steps."
    )
    fresh = replace(typed, needed_most="3")
    assert steps_read(fresh, basis) == (replace(before, end=TODAY), needed(TODAY + DAY, most=3))


def test_that_a_new_dose_as_needed_tells_a_pause_and_a_daily_dose_that_it_leaves_out() -> None:
    pause = DoseStep(LATER, LATER + 6 * DAY, reason="told so")
    fixed = a_step(LATER + 7 * DAY, None, tablets("0.5"), reason="told so")
    item = an_item("lorazepam", needed(SEPTEMBER, LATER - DAY), pause, fixed)
    typed, _, basis = changed(item)
    assert typed.needed
    assert "pause from Dec 7 and 0.5 mg from Dec 14." in typed.origin
    assert [step.start for step in steps_read(typed, basis)] == [SEPTEMBER, TODAY + DAY]


def test_that_a_new_dose_of_what_runs_by_the_clock_leaves_out_what_is_planned_as_needed() -> None:
    running = a_step(SEPTEMBER, LATER - DAY, tablets("0.5"), reason="told so")
    typed, field, basis = changed(an_item("lorazepam", running, needed(LATER)))
    assert (typed.needed, field) == (False, "row.1.morning")
    assert "up to 1 mg from Dec 7" in typed.origin
    read_steps = steps_read(typed, basis)
    assert [(step.start, step.as_needed) for step in read_steps] == [(SEPTEMBER, None), (TODAY + DAY, None)]


def test_that_what_is_planned_as_needed_and_did_not_begin_keeps_its_start() -> None:
    for signed in (True, False):
        item = an_item("lorazepam", needed(LATER))
        typed, field, basis = changed(item, signed)
        assert (typed, field) == (fields_of(item, basis), "needed_count")


def test_that_what_was_taken_before_it_came_on_the_plan_keeps_its_dose_until_today() -> None:
    for taken in (a_step(SEPTEMBER, None, reason="told so"), needed(SEPTEMBER)):
        item = an_item("sertraline", taken)
        typed, _, basis = changed(item, signed=False)
        fresh = steps_read(typed, basis)
        assert [(step.start, step.end) for step in fresh] == [(SEPTEMBER, TODAY), (TODAY + DAY, None)]
        assert fresh[0].taken == taken.taken


def test_that_a_dose_that_was_written_today_and_not_signed_is_the_one_to_change() -> None:
    item = an_item("sertraline", a_step(TODAY, None))
    typed, field, basis = changed(item, signed=False)
    assert (typed, field) == (fields_of(item, basis), "row.0.morning")


def test_that_a_dose_that_is_not_written_yet_is_written_into_its_own_row() -> None:
    item = an_item("metformin", DoseStep(TODAY - DAY, None, reason="taken until now: 500 mg"))
    typed, field, basis = changed(item, signed=False)
    assert (typed, field) == (fields_of(item, basis), "row.0.morning")


def test_that_in_a_pause_a_new_dose_is_written_into_an_empty_row() -> None:
    pause = DoseStep(TODAY - DAY, LATER, reason="told so")
    item = an_item("sertraline", a_step(SEPTEMBER, TODAY - 2 * DAY), pause, a_step(LATER + DAY, None))
    typed, field, _ = changed(item)
    assert [row.kind for row in typed.rows] == [RowKind.PAUSE, RowKind.DOSE]
    assert (typed.rows[1].strength, field) == ("", "row.1.morning")
    assert typed.origin.startswith("In place of what was planned: 50 mg from Dec 8.")


def test_that_a_new_dose_of_two_strengths_repeats_both_and_no_planned_one() -> None:
    both = (tablets("100"), tablets("50"))
    running = a_step(SEPTEMBER, LATER - DAY, *both, reason="told so")
    item = an_item("sertraline", running, a_step(LATER, None, tablets("200"), reason="told so"))
    typed, field, basis = changed(item)
    assert [row.strength for row in typed.rows] == ["100 mg", "50 mg", "100 mg", "50 mg"]
    assert field == "row.2.morning"
    assert [step.taken for step in steps_read(typed, basis)] == [running.taken] * 2


# ---------------------------------------------------------------------------- what an edited line leaves out


def edited(item: PlanItem, **changes: Any) -> str:
    """What is told to be left out when the form of this line is typed otherwise."""
    basis = LineBasis(item.line_id, TODAY, item, item)
    reading = read(replace(fields_of(item, basis), reason="told so", **changes), basis)
    assert reading.dosed is not None, reading.problems
    return reading.gone.replace(words.NO_BREAK, " ")


def test_that_a_line_that_is_opened_or_only_worded_otherwise_leaves_nothing_out() -> None:
    pause = DoseStep(LATER, LATER + 6 * DAY, reason="told so")
    last = a_step(LATER + 7 * DAY, LATER + 20 * DAY, tablets("25"), reason="told so")
    running = a_step(SEPTEMBER, LATER - DAY, reason="told so")
    stopped = Stopped(LATER + 21 * DAY, "told so")
    for item in (
        replace(an_item("sertraline", running, pause, last), stopped=stopped),
        an_item("lorazepam", needed(SEPTEMBER, LATER - DAY), pause),
        an_item("lorazepam", needed(SEPTEMBER, LATER - DAY), needed(LATER, most=4)),
    ):
        assert edited(item) == edited(item, purpose="worry", question="How long?") == ""


def test_that_a_daily_dose_that_becomes_one_when_needed_tells_which_planned_steps_it_leaves_out() -> None:
    running = a_step(SEPTEMBER, LATER - DAY, tablets("0.5"), reason="told so")
    item = an_item("lorazepam", running, a_step(LATER, None, tablets("1"), reason="told so"))
    asked = needed_form(needed_start="Nov 24")
    changes = {name: getattr(asked, name) for name in LineFields.__slots__ if name.startswith("needed")}
    assert edited(item, **changes) == "In place of what was planned: 1 mg from Dec 7."


def test_that_an_as_needed_dose_that_becomes_longer_tells_the_pause_that_it_leaves_out() -> None:
    pause = DoseStep(LATER, LATER + 6 * DAY, reason="told so")
    item = an_item("lorazepam", needed(SEPTEMBER, LATER - DAY), pause)
    assert edited(item, needed_through="Dec 9") == "In place of what was planned: pause from Dec 7."


def test_that_an_as_needed_dose_that_becomes_a_daily_one_tells_what_was_planned_when_needed() -> None:
    item = an_item("lorazepam", needed(SEPTEMBER, LATER - DAY), needed(LATER, most=4))
    row = RowFields(RowKind.DOSE, "Nov 24", "", "0.5 mg", ("1", "", "", ""))
    told = edited(item, needed=False, rows=(row,))
    assert told == "In place of what was planned: up to 2 mg from Dec 7."


def test_that_a_stop_goes_with_the_last_day_of_the_last_dose_and_is_told() -> None:
    running = a_step(SEPTEMBER, LATER - DAY, reason="told so")
    item = replace(an_item("sertraline", running), stopped=Stopped(LATER, "told so"))
    basis = LineBasis(item.line_id, TODAY, item, item)
    (row,) = fields_of(item, basis).rows
    assert (
        edited(item, rows=(replace(row, through=""),)) == "In place of what was planned: the stop of Dec 7."
    )
