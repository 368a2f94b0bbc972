"""Whoever tells a dose tells that of the steps: after a gap, in a pause, and where it is not given daily."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.diary.diary import times_to_tick
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.question import Question
from medmanager.domain.paper.changes import told_changes
from medmanager.domain.paper.fail_safe import FailSafeLines
from medmanager.domain.plan.book import Hold
from medmanager.domain.plan.changes import compare
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength
from medmanager.domain.plan.follow_up import Past, propose_follow_up
from medmanager.domain.plan.monitoring import Known, ask_base, plan_tests
from medmanager.domain.plan.moving import hold
from medmanager.domain.plan.plan import PlanItem, Stopped, change_dose
from medmanager.domain.plan.safety_question import listed
from medmanager.domain.plan.step_visits import Booked, orphaned
from medmanager.domain.summary import lines_today
from medmanager.domain.trend.doses import build_lanes, dose_changes
from tests.builders import TODAY, a_patient, a_plan, a_step, an_item, tablets
from tests.shelf import the_base
from ui.kit.change_words import change_words, standing_row
from ui.kit.plan_words import details_of, dose_today
from ui.screens.summary.plan_words import plan_row
from ui.screens.today.clinic_lines import with_dose

DAY = timedelta(days=1)
LONG_AGO = TODAY - 900 * DAY
GAP = an_item(
    "lamotrigine",
    a_step(TODAY - 30 * DAY, TODAY + DAY, tablets("50")),
    a_step(TODAY + 10 * DAY, None, tablets("75")),
)
"""Taken through tomorrow, then not, and again from a later day on."""


def lines(item: PlanItem, day: date = TODAY) -> FailSafeLines:
    return FailSafeLines(a_plan(a_patient(), item), day, str)


def as_needed(most: str) -> AsNeeded:
    return AsNeeded("for worry", Strength(Decimal(25)), Decimal(1), 6, Decimal(most))


def test_that_the_fail_safe_sheet_tells_the_day_on_which_a_gap_begins() -> None:
    (told,) = lines(GAP).daily()
    assert told.changes_on == TODAY + 2 * DAY


def test_that_the_fail_safe_sheet_compares_no_dose_across_a_gap_or_another_rhythm() -> None:
    (again,) = lines(GAP, TODAY + 10 * DAY).daily()
    assert again.before is None
    weekly = DoseStep(TODAY, None, (tablets("90"),), every_days=7)
    for every, told in ((1, None), (7, Decimal(60))):
        before = DoseStep(LONG_AGO, TODAY - DAY, (tablets("60"),), every_days=every)
        (found,) = lines(an_item("fluoxetine", before, weekly)).daily()
        assert found.before == told


def test_that_the_fail_safe_sheet_tells_when_what_is_not_given_daily_is_due_next() -> None:
    depot = DoseStep(TODAY - 30 * DAY, None, (tablets("156"),), every_days=28)
    (told,) = lines(an_item("paliperidone", depot, form=Form.INJECTION)).daily()
    assert told.next_on == TODAY + 26 * DAY
    (due,) = lines(an_item("paliperidone", depot, form=Form.INJECTION), TODAY - 2 * DAY).daily()
    assert due.next_on == TODAY - 2 * DAY
    (daily,) = lines(an_item("sertraline", a_step(LONG_AGO, None))).daily()
    assert daily.next_on is None


def test_that_in_a_pause_no_dose_is_due_however_often_it_was_given() -> None:
    assert DoseStep(TODAY, None, every_days=28).next_given(TODAY) is None


def test_that_the_fail_safe_sheet_counts_a_dose_that_is_held_from_its_first_day() -> None:
    item = an_item("lamotrigine", a_step(LONG_AGO, TODAY), a_step(TODAY + DAY, None, tablets("100")))
    (told,) = lines(hold(item, Hold(7, "nausea"), TODAY), TODAY + 3 * DAY).daily()
    assert (told.since, told.before, told.changes_on) == (LONG_AGO, None, TODAY + 8 * DAY)


def test_that_the_fail_safe_sheet_dates_an_as_needed_dose() -> None:
    first = DoseStep(TODAY + DAY, TODAY + 5 * DAY, as_needed=as_needed("4"))
    item = an_item("hydroxyzine", first, DoseStep(TODAY + 6 * DAY, None, as_needed=as_needed("2")))
    (coming,) = lines(item).needed()
    assert (coming.start, coming.changes_on) == (first.start, TODAY + 6 * DAY)
    (last,) = lines(item, TODAY + 6 * DAY).needed()
    assert (last.dose, last.start, last.changes_on) == (as_needed("2"), None, None)


def test_that_the_summary_tells_the_last_day_before_a_gap_and_what_comes_after_it() -> None:
    (line,) = lines_today(a_plan(a_patient(), GAP), TODAY)
    row = plan_row(line, TODAY)
    assert row.following.endswith("24: last day")
    assert row.why == "again Dec 3: 75\N{NO-BREAK SPACE}mg"


def test_that_a_line_between_two_steps_is_neither_not_begun_nor_starting() -> None:
    within = TODAY + 5 * DAY
    assert details_of(GAP, within).endswith("now none")
    assert dose_today(GAP, within) == "none now"
    assert dose_today(GAP, TODAY - 40 * DAY) == "not yet begun"
    paused = an_item("lamotrigine", a_step(TODAY - DAY, TODAY - DAY), DoseStep(TODAY, None))
    assert dose_today(paused, TODAY) == "paused"
    assert with_dose(lines_today(a_plan(a_patient(), GAP), within)[0]) == "lamotrigine, none now"
    early = lines_today(a_plan(a_patient(), GAP), TODAY - 40 * DAY)[0]
    assert with_dose(early) == "lamotrigine, starts later"


def test_that_a_pause_at_the_end_of_a_line_is_no_day_on_which_it_is_taken() -> None:
    taken = a_step(TODAY - 30 * DAY, TODAY + DAY)
    item = an_item("sertraline", taken, DoseStep(TODAY + 2 * DAY, TODAY + 9 * DAY))
    (line,) = lines_today(a_plan(a_patient(), item), TODAY)
    assert line.last_day == taken.end


def test_that_the_summary_tells_staying_on_a_dose_as_no_change() -> None:
    item = an_item("lamotrigine", a_step(LONG_AGO, TODAY), a_step(TODAY + DAY, None, tablets("100")))
    held = hold(item, Hold(16, "nausea"), TODAY)

    def told(item: PlanItem, day: date) -> tuple[str, str]:
        (line,) = lines_today(a_plan(a_patient(), item), day)
        row = plan_row(line, day)
        return row.following.replace("\N{NO-BREAK SPACE}", " "), row.why

    assert told(held, TODAY) == ("Thu, Dec 10: 100 mg", "")
    assert told(held, TODAY + DAY) == ("Thu, Dec 10: 100 mg", "")
    goes_on = replace(held, steps=(*held.steps[:-2], replace(held.steps[-2], end=None)))
    for day in (TODAY, TODAY + DAY):
        assert told(goes_on, day) == ("no change planned", "since Jun 6, 2024")
    ends = replace(held, steps=held.steps[:-1])
    assert told(ends, TODAY) == ("Wed, Dec 9: last day", "since Jun 6, 2024")


@pytest.mark.parametrize(
    ("days", "changes", "stands"),
    [
        (16, "50 mg longer, then 100 mg", "50 mg, then 100 mg from Dec 10"),
        (None, "50 mg goes on", "50 mg"),
    ],
    ids=["held", "step dropped"],
)
def test_that_staying_on_a_dose_is_told_as_such_among_the_changes_and_on_the_plan_in_force(
    days: int | None, changes: str, stands: str
) -> None:
    item = an_item("lamotrigine", a_step(LONG_AGO, TODAY), a_step(TODAY + DAY, None, tablets("100")))
    dropped = change_dose(item, a_step(TODAY + DAY, None, reason="nausea"))
    stays = hold(item, Hold(days, "nausea"), TODAY) if days else dropped
    (told,) = compare(a_plan(a_patient(), item), a_plan(a_patient(), stays), TODAY)
    assert change_words(told, TODAY).replace("\N{NO-BREAK SPACE}", " ") == changes
    assert standing_row(stays, TODAY).words.replace("\N{NO-BREAK SPACE}", " ") == stands
    (on_paper,) = told_changes((told,))
    assert (on_paper.stays, on_paper.rises) == (True, None)


@pytest.mark.parametrize("stopped", [True, False])
def test_that_the_summary_tells_the_end_of_a_pause_after_which_nothing_comes(stopped: bool) -> None:
    gap = DoseStep(TODAY - 3 * DAY, TODAY)
    end = Stopped(TODAY + DAY, "done") if stopped else None
    item = an_item("sertraline", a_step(LONG_AGO, TODAY - 4 * DAY), gap, stopped=end)
    (line,) = lines_today(a_plan(a_patient(), item), TODAY)
    row = plan_row(line, TODAY)
    assert row.following == ("Tue, Nov 24: stop" if stopped else "not taken again")
    assert row.why == "since Nov 20"


def test_that_a_lane_ends_with_the_last_dose_and_not_on_the_day_on_which_a_stop_was_written_down() -> None:
    over = TODAY - 20 * DAY
    item = an_item("sertraline", a_step(LONG_AGO, over - DAY), stopped=Stopped(TODAY, "done"))
    plan = a_plan(a_patient(), item)
    (lane,) = build_lanes(plan, LONG_AGO, TODAY, TODAY)
    assert lane.ends_on == over
    assert [one.on for one in dose_changes(plan)] == [LONG_AGO, over]


def test_that_other_limits_of_an_as_needed_dose_are_a_change() -> None:
    first = DoseStep(TODAY, TODAY + DAY, as_needed=as_needed("4"))
    item = an_item("hydroxyzine", first, DoseStep(TODAY + 2 * DAY, None, as_needed=as_needed("2")))
    assert [one.on for one in dose_changes(a_plan(a_patient(), item))] == [TODAY, TODAY + 2 * DAY]


def test_that_as_needed_the_same_dose_of_other_tablets_is_told_as_another_strength() -> None:
    two = replace(
        as_needed("4"), strength=Strength(Decimal("12.5")), count=Decimal(2), most_in_day=Decimal(8)
    )
    first = DoseStep(TODAY, TODAY + DAY, as_needed=as_needed("4"))
    item = an_item("hydroxyzine", first, DoseStep(TODAY + 2 * DAY, None, as_needed=two))
    told = [one.told for one in dose_changes(a_plan(a_patient(), item))]
    assert told[1] == "hydroxyzine 25 mg as needed, other strength"


def test_that_staying_on_a_dose_is_no_change_to_look_at_two_weeks_later() -> None:
    steps = (a_step(LONG_AGO, TODAY - 4 * DAY), a_step(TODAY - 3 * DAY, None))
    plan = a_plan(a_patient(), an_item("sertraline", *steps))
    assert "changed" not in propose_follow_up(plan, TODAY, Past(TODAY)).why


def test_that_a_visit_for_a_step_of_a_taper_to_a_stop_is_for_a_step_that_is_planned() -> None:
    on = TODAY + 10 * DAY
    steps = (a_step(LONG_AGO, on - DAY, tablets("50")), a_step(on, on + 9 * DAY, tablets("25")))
    item = an_item("sertraline", *steps, stopped=Stopped(on + 10 * DAY, "well"))
    booked = Booked(on - 2 * DAY, item.line_id, 2, on)
    assert orphaned(a_plan(a_patient(), item), (booked,)) == ()


@pytest.mark.parametrize(
    ("item", "times"),
    [
        (an_item("a", DoseStep(TODAY - DAY, None, (tablets("90"),), every_days=28)), ()),
        (an_item("a", DoseStep(TODAY - 20 * DAY, None, (tablets("90"),), every_days=28)), (Slot.MORNING,)),
        (an_item("a", DoseStep(TODAY, None, (tablets("156"),)), form=Form.INJECTION), ()),
    ],
)
def test_that_a_diary_has_boxes_only_for_what_is_taken_at_home_in_its_days(
    item: PlanItem, times: tuple[Slot, ...]
) -> None:
    evening = an_item("b", a_step(LONG_AGO, None, tablets("15", Slot.EVENING)))
    assert times_to_tick(a_plan(a_patient(), item, evening), TODAY) == (*times, Slot.EVENING)


def test_that_a_gap_is_a_stop_and_a_restart_for_the_tests_as_a_pause_is() -> None:
    first, again = a_step(TODAY - 90 * DAY, TODAY - 40 * DAY), a_step(TODAY, None)
    paused = DoseStep(TODAY - 39 * DAY, TODAY - DAY)
    known = Known(TODAY)

    def days(*steps: DoseStep) -> list[tuple[str, date]]:
        plan = a_plan(a_patient(), an_item("clozapine", *steps))
        tests = plan_tests(plan, ask_base(the_base(), plan, known), known).tests
        return [(test.measure, entry.due) for test in tests for entry in test.entries]

    assert days(first, again) == days(first, paused, again)
    assert days(first, again) != days(replace(first, end=TODAY - DAY), again)


@pytest.mark.parametrize(("off", "told"), [(400, True), (30, True), (6, True), (5, False), (2, False)])
def test_that_a_dose_after_a_break_is_checked_as_a_start_where_the_base_has_it_begun_anew(
    off: int, told: bool
) -> None:
    before = a_step(LONG_AGO, TODAY - (off + 1) * DAY, tablets("200"))
    item = an_item("lamotrigine", before, a_step(TODAY, None, tablets("200")))
    alerts = check(the_base(), Question(TODAY, (listed(item, TODAY),))).alerts
    assert ("lamotrigine starts too high: rash" in {alert.title for alert in alerts}) is told
