"""Tests of a plan follow its steps and results; decisions about them stay, and nothing is dropped unsaid."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.history import Measure
from medmanager.domain.measured import Result, done_tests, same_test
from medmanager.domain.paper.advice import advice_for
from medmanager.domain.plan.asked_tests import PlanTests, TestState
from medmanager.domain.plan.decided_tests import Choice, leave_out, mark_done, put_on, take_off
from medmanager.domain.plan.dose import Slot
from medmanager.domain.plan.monitoring import Known, ask_base, follow, plan_tests
from medmanager.domain.plan.plan import MonitoringItem, Plan, PlanItem, SetAside, stop
from medmanager.domain.practice import MetabolicSchedule
from medmanager.domain.summary import due_items
from tests.builders import NOW, TODAY, a_patient, a_plan, a_step, a_user, an_item, tablets
from tests.shelf import the_base

DAY = timedelta(days=1)
LEVEL = "lithium level"


def lithium(*, change_on: date | None = TODAY + 20 * DAY, start: date = TODAY) -> PlanItem:
    """Lithium from that day, higher from another one on."""
    low, high = tablets("300", Slot.BEDTIME), tablets("300", Slot.BEDTIME, "2")
    if change_on is None:
        return an_item("lithium carbonate", a_step(start, None, low))
    return an_item("lithium carbonate", a_step(start, change_on - DAY, low), a_step(change_on, None, high))


def known(*results: Result) -> Known:
    return Known(TODAY, done=done_tests(results))


def asked_of(plan: Plan, seen: Known | None = None) -> PlanTests:
    seen = seen or known()
    return plan_tests(plan, ask_base(the_base(), plan, seen), seen)


def followed(plan: Plan, seen: Known | None = None) -> Plan:
    seen = seen or known()
    return follow(plan, ask_base(the_base(), plan, seen), seen)


def days(plan: Plan, measure: str = LEVEL) -> list[date]:
    return [
        entry.due
        for item in plan.items
        for entry in item.monitoring
        if entry.measure == measure and entry.done_on is None
    ]


def with_level(item: PlanItem) -> Plan:
    """A plan on which the level of this line is put."""
    plan = a_plan(a_patient(), item)
    level = asked_of(plan).find(item.line_id, LEVEL)
    assert level is not None
    return put_on(plan, (level,))


def test_that_a_new_medicine_asks_for_its_tests_with_reason_window_and_source() -> None:
    item = lithium()
    level = asked_of(a_plan(a_patient(), item)).find(item.line_id, LEVEL)
    assert level is not None
    assert (level.state, level.required) == (TestState.PROPOSED, True)
    assert TODAY + 7 * DAY in [entry.due for entry in level.entries]
    assert "lithium" in level.next.why.casefold()
    assert level.next.window_days is not None
    assert level.next.source
    assert level.next.rule


def test_that_each_dose_change_asks_for_a_level_and_says_so() -> None:
    item = lithium(change_on=TODAY + 60 * DAY)
    level = asked_of(a_plan(a_patient(), item)).find(item.line_id, LEVEL)
    assert level is not None
    after = next(entry for entry in level.entries if entry.due == TODAY + 67 * DAY)
    assert "dose changed" in after.why


def test_that_moving_a_step_moves_its_test() -> None:
    plan = with_level(lithium(change_on=TODAY + 60 * DAY))
    assert TODAY + 67 * DAY in days(plan)
    (item,) = plan.items
    moved = replace(lithium(change_on=TODAY + 75 * DAY), line_id=item.line_id, monitoring=item.monitoring)
    later = followed(plan.with_item(moved))
    assert TODAY + 67 * DAY not in days(later)
    assert TODAY + 82 * DAY in days(later)


def test_that_nothing_moves_while_nothing_changes() -> None:
    plan = with_level(lithium())
    assert followed(plan) == plan


def test_that_a_result_does_the_test_of_its_window_and_the_rest_is_worked_out_anew() -> None:
    item = lithium(start=TODAY - 7 * DAY, change_on=None)
    plan = with_level(item)
    assert TODAY in days(plan)
    measured = known(Result(Measure.LITHIUM, Decimal("0.6"), TODAY))
    later = followed(plan, measured)
    assert TODAY not in days(later)
    assert days(later), "it goes on to be asked for"
    (line,) = later.items
    assert TODAY in [entry.done_on for entry in line.monitoring]


def test_that_a_high_result_asks_again_soon() -> None:
    item = lithium(start=TODAY - 200 * DAY, change_on=None)
    plan = with_level(item)
    high = known(Result(Measure.LITHIUM, Decimal("1.4"), TODAY))
    assert TODAY + 3 * DAY in days(followed(plan, high))


def test_that_of_many_days_gone_by_only_the_newest_is_late() -> None:
    item = lithium(start=TODAY - 300 * DAY, change_on=None)
    level = asked_of(a_plan(a_patient(), item)).find(item.line_id, LEVEL)
    assert level is not None
    assert len([entry for entry in level.entries if entry.due < TODAY]) == 1


def test_that_a_test_put_in_by_hand_is_recognised_and_keeps_its_day() -> None:
    by_hand = MonitoringItem("Lithium level", TODAY + 8 * DAY, "asked by phone")
    item = replace(lithium(change_on=None), monitoring=(by_hand,))
    plan = a_plan(a_patient(), item)
    found = asked_of(plan)
    level = found.find(item.line_id, LEVEL)
    assert level is not None
    assert TODAY + 7 * DAY not in [entry.due for entry in level.entries], "one blood draw is enough"
    assert [one.state for one in found.tests if one.next == by_hand] == [TestState.BY_HAND]
    assert followed(plan) == plan


def test_that_a_test_put_in_by_hand_outlives_its_medicine_until_it_is_done_or_taken_off() -> None:
    soon, late = (MonitoringItem("hearing test", TODAY + days * DAY, "asked by phone") for days in (2, 60))
    other = MonitoringItem("ECG", TODAY, "", rule="ecg")
    item = replace(lithium(start=TODAY - 90 * DAY, change_on=None), monitoring=(other, soon, late))
    stopped = a_plan(a_patient(), stop(item, TODAY + 9 * DAY, "tremor"))

    def told(plan: Plan, seen: Known | None = None) -> list[tuple[str, date]]:
        tests = asked_of(plan, seen).tests
        return [(one.state, one.next.due) for one in tests if one.measure == "hearing test"]

    assert told(stopped) == [(TestState.BY_HAND, soon.due), (TestState.LEFT, late.due)]
    after = Known(TODAY + 20 * DAY)
    assert told(stopped, after) == [(TestState.LEFT, soon.due), (TestState.LEFT, late.due)]
    assert [one.entry for one in due_items(stopped, after.today)] == [soon, late]
    assert [test.on for test in advice_for(stopped.items, after.today, "").tests] == [soon.due, late.due]
    for first, other in ((soon, late), (late, soon)):
        one, rest = (Choice(item.line_id, "hearing test", test.due) for test in (first, other))
        assert told(take_off(stopped, one), after) == [(TestState.LEFT, other.due)]
        assert told(take_off(take_off(stopped, one), rest), after) == []
        done = mark_done(stopped, one, after.today)
        assert told(done, after) == [(TestState.LEFT, other.due)]
        assert told(mark_done(done, rest, after.today), after) == []


def test_that_a_test_by_hand_of_a_stopped_line_is_told_apart_from_what_its_rules_had_asked() -> None:
    by_hand = MonitoringItem(LEVEL, TODAY + 60 * DAY, "asked by phone")
    asked = MonitoringItem(LEVEL, TODAY + 3 * DAY, "", rule="lithium-level")
    aside = SetAside("TSH", "done elsewhere", a_user().id, NOW)
    item = replace(lithium(start=TODAY - 90 * DAY, change_on=None), monitoring=(asked, by_hand))
    gone = stop(replace(item, set_aside=(replace(aside, measure=LEVEL),)), TODAY, "tremor")
    plan, one = a_plan(a_patient(), gone), Choice(item.line_id, LEVEL, by_hand.due)
    assert take_off(plan, one).items == (replace(gone, monitoring=(asked,)),)
    assert mark_done(plan, one, TODAY).items[0].monitoring == (asked, replace(by_hand, done_on=TODAY))


def test_that_setting_a_proposal_aside_leaves_the_same_test_by_hand() -> None:
    by_hand = MonitoringItem(LEVEL, TODAY + 8 * DAY, "asked by phone")
    item = replace(lithium(change_on=None), monitoring=(by_hand,))
    aside = SetAside(LEVEL, "asked for by phone already", a_user().id, NOW)
    (left,) = leave_out(a_plan(a_patient(), item), item.line_id, aside).items
    assert (left.monitoring, left.set_aside) == ((by_hand,), (aside,))


def test_that_what_a_line_asks_for_until_its_planned_stop_is_due() -> None:
    test = MonitoringItem(LEVEL, TODAY + 3 * DAY, "", rule="lithium-level")
    item = replace(lithium(start=TODAY - 90 * DAY, change_on=None), monitoring=(test,))
    stopped = a_plan(a_patient(), stop(item, TODAY + 9 * DAY, "tremor"))
    assert [one.entry for one in due_items(stopped, TODAY)] == [test]
    assert due_items(stopped, TODAY + 9 * DAY) == ()


def test_that_the_same_test_for_another_line_is_recognised() -> None:
    one, other = an_item("quetiapine", a_step(TODAY)), an_item("olanzapine", a_step(TODAY))
    plan = a_plan(a_patient(), one, other)
    weight = asked_of(plan).find(one.line_id, "weight")
    assert weight is not None
    second = asked_of(put_on(plan, (weight,))).find(other.line_id, "weight")
    assert second is not None
    assert second.state is TestState.COVERED
    assert second.covered_by is not None


def test_that_antipsychotics_follow_the_schedule_of_the_practice_and_say_which() -> None:
    plan = a_plan(a_patient(), an_item("olanzapine", a_step(TODAY)))
    told = {schedule: asked_of(plan, replace(known(), schedule=schedule)) for schedule in MetabolicSchedule}
    assert {schedule: found.follows for schedule, found in told.items()} == {one: one for one in told}
    days_of = {
        schedule: {(test.measure, entry.due) for test in found.tests for entry in test.entries}
        for schedule, found in told.items()
    }
    assert days_of[MetabolicSchedule.ADA_APA_2004] != days_of[MetabolicSchedule.APA_2020]
    assert asked_of(a_plan(a_patient(), lithium())).follows == "", "lithium falls under neither"


def test_that_a_test_set_aside_keeps_its_reason_and_can_be_taken_back() -> None:
    plan = with_level(lithium())
    (item,) = plan.items
    aside = SetAside(LEVEL, "the nephrologist does it", a_user().id, NOW)
    without = leave_out(plan, item.line_id, aside)
    assert days(without) == []
    told = asked_of(without).find(item.line_id, LEVEL)
    assert told is not None
    assert (told.state, told.set_aside) == (TestState.SET_ASIDE, aside)
    back = asked_of(take_off(without, Choice(item.line_id, LEVEL))).find(item.line_id, LEVEL)
    assert back is not None
    assert back.state is TestState.PROPOSED


def test_that_a_test_no_rule_asks_for_any_more_stays_until_a_person_takes_it_off() -> None:
    entry = MonitoringItem("moon phase", TODAY + DAY, "a rule of last year", None, "old-rule", 7, "a source")
    item = replace(lithium(), monitoring=(entry,))
    plan = followed(a_plan(a_patient(), item))
    assert days(plan, "moon phase") == [entry.due]
    states = {one.measure: one.state for one in asked_of(plan).tests}
    assert states["moon phase"] is TestState.NO_RULE
    assert days(take_off(plan, Choice(item.line_id, "moon phase")), "moon phase") == []


def test_that_a_check_without_a_number_is_done_by_hand() -> None:
    item = an_item("lamotrigine", a_step(TODAY))
    plan = a_plan(a_patient(), item)
    rash = next(one for one in asked_of(plan).tests if "rash" in one.measure)
    on_plan = put_on(plan, (rash,))
    first = days(on_plan, rash.measure)[0]
    done = followed(mark_done(on_plan, Choice(item.line_id, rash.measure), first))
    assert first not in days(done, rash.measure)


def test_that_a_line_without_a_schedule_is_named() -> None:
    odd, plain = an_item("moonwater", a_step(TODAY)), an_item("hydroxyzine", a_step(TODAY))
    found = asked_of(a_plan(a_patient(), odd, plain))
    assert found.unnamed == (odd.line_id,)
    listed = {*found.unknown, *(one.line_id for one in found.tests)}
    assert plain.line_id in listed


def test_that_tests_of_a_stopped_line_are_left_as_they_were() -> None:
    plan = with_level(lithium())
    over = a_step(TODAY - 20 * DAY, TODAY - DAY, tablets("300"))
    gone = replace(plan.items[0], steps=(over,))
    stopped = plan.with_item(gone)
    assert followed(stopped) == stopped


def test_that_a_panel_is_done_when_all_of_it_was_measured() -> None:
    ldl, hdl = (Result(measure, Decimal(90), TODAY) for measure in (Measure.LDL, Measure.HDL))
    fats = Result(Measure.TRIGLYCERIDES, Decimal(120), TODAY)
    assert "lipids" not in {one.test for one in done_tests((ldl, hdl))}
    assert "lipids" in {one.test for one in done_tests((ldl, hdl, fats))}


def test_that_neutrophils_are_told_in_the_unit_of_the_rules() -> None:
    (anc,) = done_tests((Result(Measure.ANC, Decimal("1.4"), TODAY),))
    assert anc.value == 1400


def test_that_a_test_is_known_by_either_of_its_names() -> None:
    assert same_test("absolute neutrophil count", "ANC")
    assert same_test("Lithium  Level", LEVEL)
    assert not same_test("weight", "waist")
