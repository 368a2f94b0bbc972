"""Two people change one plan: nothing is blended, nothing signed is rewritten, and a person decides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.plan.dose import DoseStep, Form
from medmanager.domain.plan.merging import Merge, Pick, Picks, Touched, compare_three, join, merged, on_top
from medmanager.domain.plan.plan import FollowUp, MonitoringItem, Plan, PlanItem, Stopped, change_dose, stop
from medmanager.domain.plan.writing import pause
from tests.builders import TODAY, a_patient, a_plan, a_signed_plan, a_step, a_user, an_item, tablets

DAY = timedelta(days=1)
TOMORROW = TODAY + DAY
SEPTEMBER = date(2026, 9, 1)
NOTHING = Picks({}, {})


class Two:
    """Plan 6 with four lines; a draft and a plan 7 that both changed some of it."""

    def __init__(self) -> None:
        patient, signer = a_patient(), a_user()
        self.same, self.mine, self.theirs, self.both = (
            an_item(name, a_step(SEPTEMBER)) for name in ("a", "b", "c", "d")
        )
        lines = (self.same, self.mine, self.theirs, self.both)
        self.base = a_signed_plan(patient, signer, *lines, number=6)
        self.my_change = change_dose(self.mine, a_step(TOMORROW, None, tablets("75")))
        self.my_both = change_dose(self.both, a_step(TOMORROW, None, tablets("75"), reason="low mood"))
        self.added = an_item("mine only")
        drafted = (self.same, self.my_change, self.theirs, self.my_both, self.added)
        self.draft = a_plan(patient, *drafted, number=7, based_on=self.base.id, message="Hello")
        self.their_stop = stop(self.theirs, TOMORROW, "rash")
        self.their_both = change_dose(self.both, a_step(TODAY, None, tablets("25"), reason="sleepy"))
        self.their_new = an_item("theirs only")
        signed = (self.same, self.mine, self.their_stop, self.their_both, self.their_new)
        self.newer = a_signed_plan(patient, signer, *signed, number=7)

    def merge(self) -> Merge:
        return compare_three(self.base, self.draft, self.newer)

    def decided(self, pick: Pick) -> Plan:
        return merged(self.merge(), Picks({self.both.line_id: pick}, {}), TODAY)


def test_that_each_change_is_told_with_who_made_it() -> None:
    two = Two()
    touched = {line.item.medicine.generic: line.touched for line in two.merge().lines}
    assert touched == {
        "b": Touched.MINE,
        "c": Touched.THEIRS,
        "d": Touched.BOTH,
        "theirs only": Touched.THEIRS,
        "mine only": Touched.MINE,
    }


def test_that_nothing_is_merged_while_a_line_is_not_decided() -> None:
    with pytest.raises(Refused, match="Decide on everything"):
        merged(Two().merge(), NOTHING, TODAY)


def test_that_what_only_one_changed_is_kept_and_theirs_stands_where_it_was_chosen() -> None:
    two = Two()
    plan = two.decided(Pick.THEIRS)
    wanted = (two.same, two.my_change, two.their_stop, two.their_both, two.their_new, two.added)
    assert plan.items == wanted
    assert (plan.number, plan.based_on, plan.message) == (8, two.newer.id, "Hello")
    assert two.decided(Pick.OPEN).items == wanted, "the line is opened on what was signed"


def test_that_mine_is_a_new_change_on_top_of_what_was_signed() -> None:
    two = Two()
    item = two.decided(Pick.MINE).item(two.both.line_id)
    assert item is not None
    assert [(one.start, one.end, int(one.daily_dose)) for one in item.steps] == [
        (SEPTEMBER, TODAY, 50),
        (TOMORROW, None, 75),
    ]


@pytest.mark.parametrize(
    ("theirs", "again"),
    [
        (DoseStep(TODAY - 10 * DAY, None, (tablets("156"),), every_days=14), 4),
        (DoseStep(TODAY - 8 * DAY, None, (tablets("234"),), every_days=14), 6),
        (DoseStep(TODAY - 10 * DAY, TODAY - 3 * DAY, (tablets("156"),), every_days=14), 4),
        (DoseStep(TODAY - 12 * DAY, None, (tablets("156"),), every_days=14), 4),
        (DoseStep(TODAY - 30 * DAY, TODAY - 4 * DAY, (tablets("156"),)), 4),
    ],
    ids=["the same", "given later", "stopped meanwhile", "the same on other days", "nothing that lasts"],
)
def test_that_mine_on_top_gives_nothing_before_the_last_dose_has_lasted_its_days(
    theirs: DoseStep, again: int
) -> None:
    depot = DoseStep(TODAY - 10 * DAY, None, (tablets("156"),), every_days=14)
    mine = an_item("paliperidone", depot, form=Form.INJECTION)
    both = on_top(replace(mine, steps=(theirs,)), mine, TODAY)
    days = [TODAY + number * DAY for number in range(30)]
    given = [day for day in days if (step := both.step_on(day)) and step.given_on(day)]
    assert given[0] == TODAY + again * DAY
    assert both.step_on(TODAY - 4 * DAY) == both.steps[0]


@pytest.mark.parametrize("mine", ["lowered", "stopped"])
def test_that_mine_on_top_makes_no_break_while_the_last_dose_of_theirs_lasts(mine: str) -> None:
    depot = an_item("paliperidone", DoseStep(TODAY - 31 * DAY, None, (tablets("156"),), every_days=28))
    given = DoseStep(TODAY - 3 * DAY, None, (tablets("234"),), reason="voices", every_days=28)
    lower = DoseStep(TODAY + 25 * DAY, None, (tablets("117"),), reason="restless", every_days=28)
    own = change_dose(depot, lower) if mine == "lowered" else stop(depot, TODAY + 10 * DAY, "restless")
    found = on_top(change_dose(depot, given), own, TODAY)
    lasts = lower.start if mine == "lowered" else TODAY + 10 * DAY
    assert found.steps[1] == replace(given, end=lasts - DAY)
    assert found.steps[2:] == ((lower,) if mine == "lowered" else ())
    assert found.stopped == own.stopped


def test_that_mine_on_top_keeps_why_i_stay_on_a_dose() -> None:
    theirs = an_item("lithium", a_step(SEPTEMBER, None, reason="mania"))
    stays = a_step(TODAY, TODAY + 9 * DAY, reason="tremor")
    mine = replace(theirs, steps=(a_step(SEPTEMBER, TODAY - DAY, reason="mania"), stays))
    assert on_top(theirs, mine, TODAY).steps == mine.steps


@pytest.mark.parametrize("pick", Pick)
def test_that_a_test_that_one_of_us_marked_as_done_is_done(pick: Pick) -> None:
    before = an_item("lithium", a_step(SEPTEMBER))
    asked = MonitoringItem("ecg", TOMORROW, "asked by phone")
    mine = replace(before, monitoring=(asked,), question="When?")
    theirs = replace(before, monitoring=(replace(asked, done_on=TODAY),), question="How?")
    for one, other in ((mine, theirs), (theirs, mine)):
        assert [test.done_on for test in join(before, one, other, pick, TODAY).monitoring] == [TODAY]


def test_that_a_day_gone_by_stays_as_it_was_signed() -> None:
    line = an_item("d", a_step(SEPTEMBER))
    theirs = change_dose(line, a_step(TODAY - 3 * DAY, None, tablets("25"), reason="sleepy"))
    mine = change_dose(line, a_step(TOMORROW, None, tablets("75"), reason="low mood"))
    steps = on_top(theirs, mine, TODAY).steps
    assert [(one.start, one.end, int(one.daily_dose)) for one in steps] == [
        (SEPTEMBER, TODAY - 4 * DAY, 50),
        (TODAY - 3 * DAY, TODAY - DAY, 25),
        (TODAY, TODAY, 50),
        (TOMORROW, None, 75),
    ]


def test_that_my_stop_on_top_of_their_change_stops_it() -> None:
    line = an_item("d", a_step(SEPTEMBER))
    theirs = change_dose(line, a_step(TODAY - DAY, None, tablets("25"), reason="sleepy"))
    found = on_top(theirs, stop(line, TODAY, "rash"), TODAY)
    assert found.stopped is not None
    assert (found.stopped.on, found.stopped.reason) == (TODAY, "rash")


def test_that_my_stop_of_some_days_ago_on_top_ends_what_they_gave_until_yesterday() -> None:
    line = an_item("d", a_step(SEPTEMBER))
    theirs = change_dose(line, a_step(TODAY - 5 * DAY, None, tablets("25"), reason="sleepy"))
    found = join(line, stop(line, TODAY - 3 * DAY, "rash"), theirs, Pick.MINE, TODAY)
    assert found.stopped == Stopped(TODAY, "rash")
    assert found.steps[-1] == replace(theirs.steps[-1], end=TODAY - DAY)


@pytest.mark.parametrize("again", [0, 5])
def test_that_days_on_which_theirs_gave_nothing_stay_empty_however_mine_goes_on(again: int) -> None:
    line = an_item("d", a_step(SEPTEMBER))
    mine = replace(line, steps=(a_step(TODAY + again * DAY),)) if again else line
    found = on_top(stop(line, TODAY - 3 * DAY, "rash"), mine, TODAY)
    days = [number for number in range(-5, 8) if found.step_on(TODAY + number * DAY)]
    assert days == [-5, -4, *range(again, 8)]


def test_that_a_pause_of_theirs_is_over_where_mine_goes_on() -> None:
    depot = an_item("paliperidone", DoseStep(TODAY - 7 * DAY, None, (tablets("156"),), every_days=28))
    lower = DoseStep(TODAY + 21 * DAY, None, (tablets("117"),), every_days=28)
    steps = on_top(pause(depot, TODAY - 3 * DAY, None, "fever"), change_dose(depot, lower), TODAY).steps
    assert [(one.paused, one.end) for one in steps][1:] == [(True, TODAY - DAY), (False, None)]


def test_that_a_test_done_is_no_change_of_the_line_to_decide_on() -> None:
    patient, signer = a_patient(), a_user()
    asked = MonitoringItem("ecg", TOMORROW, "asked by phone")
    line = an_item("a", a_step(SEPTEMBER), monitoring=(asked,))
    done = replace(line, monitoring=(replace(asked, done_on=TODAY),))
    base = a_signed_plan(patient, signer, line, number=1)
    newer = a_signed_plan(patient, signer, replace(line, question="When?"), number=2)
    merge = compare_three(base, a_plan(patient, done, number=2, based_on=base.id), newer)
    assert [one.touched for one in merge.lines] == [Touched.THEIRS]
    (found,) = merged(merge, NOTHING, TODAY).items
    assert (found.question, found.monitoring) == ("When?", done.monitoring)


def test_that_an_edit_does_not_revive_a_line_that_was_stopped_unless_chosen() -> None:
    patient, signer = a_patient(), a_user()
    line = an_item("d", a_step(SEPTEMBER))
    base = a_signed_plan(patient, signer, line, number=6)
    mine = change_dose(line, a_step(TOMORROW, None, tablets("75")))
    newer = a_signed_plan(patient, signer, stop(line, TODAY, "rash"), number=7)
    merge = compare_three(base, a_plan(patient, mine, number=7, based_on=base.id), newer)
    assert [one.touched for one in merge.lines] == [Touched.BOTH]
    kept = merged(merge, Picks({line.line_id: Pick.THEIRS}, {}), TODAY)
    assert kept.items[0].stopped is not None


def test_that_the_same_change_by_both_is_no_conflict() -> None:
    patient, signer = a_patient(), a_user()
    line = an_item("a", a_step(SEPTEMBER))
    changed = change_dose(line, a_step(TOMORROW, None, tablets("75")))
    base, newer = (a_signed_plan(patient, signer, one, number=n) for n, one in ((1, line), (2, changed)))
    merge = compare_three(base, a_plan(patient, changed, number=2, based_on=base.id), newer)
    assert merge.lines == ()
    assert merged(merge, NOTHING, TODAY).items == (changed,)


def test_that_days_of_tests_that_are_worked_out_anew_are_no_conflict() -> None:
    def with_level(item: PlanItem, on: date) -> PlanItem:
        return replace(item, monitoring=(MonitoringItem("level", on, "a rule", rule="r"),))

    patient, signer = a_patient(), a_user()
    line = an_item("a", a_step(SEPTEMBER))
    base = a_signed_plan(patient, signer, with_level(line, TODAY), number=1)
    draft = a_plan(patient, with_level(line, TOMORROW), number=2, based_on=base.id)
    newer = a_signed_plan(patient, signer, with_level(line, TODAY + 9 * DAY), number=2)
    assert compare_three(base, draft, newer).lines == ()


def test_that_a_next_visit_that_both_set_is_decided_by_a_person() -> None:
    two = Two()
    mine, theirs = FollowUp(TOMORROW, "mine"), FollowUp(TODAY + 9 * DAY, "theirs")
    draft, newer = replace(two.draft, follow_up=mine), replace(two.newer, follow_up=theirs)
    merge = compare_three(two.base, draft, newer)
    assert [part.name for part in merge.open_parts] == ["follow_up"]
    lines = {two.both.line_id: Pick.THEIRS}
    with pytest.raises(Refused):
        merged(merge, Picks(lines, {}), TODAY)
    assert merged(merge, Picks(lines, {"follow_up": Pick.MINE}), TODAY).follow_up == mine
    assert merged(merge, Picks(lines, {"follow_up": Pick.THEIRS}), TODAY).follow_up == theirs


def test_that_warning_signs_only_they_wrote_are_taken_over() -> None:
    two = Two()
    newer = replace(two.newer, warning_signs=("fever",))
    merge = compare_three(two.base, two.draft, newer)
    assert merged(merge, Picks({two.both.line_id: Pick.THEIRS}, {}), TODAY).warning_signs == ("fever",)
