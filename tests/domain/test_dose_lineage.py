"""Where a dose came from, through everything that can happen to a line."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from medmanager.domain.plan.book import Hold, Rest, StepBack
from medmanager.domain.plan.dose import Form, Slot
from medmanager.domain.plan.lineage import PLANNED_END, DoseOrigin, lineage
from medmanager.domain.plan.moving import go_back, hold
from medmanager.domain.plan.plan import Plan, PlanItem, change_dose, stop
from medmanager.domain.plan.writing import pause
from tests.builders import a_patient, a_plan, a_signed_plan, a_step, a_user, an_item, tablets

SEP, OCT, NOV = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
DAY = timedelta(days=1)


class Story:
    """One line over several signed versions, each on its own day."""

    def __init__(self, item: PlanItem) -> None:
        self.patient, self.signer, self.other = a_patient(), a_user(), a_user(login="ferreira")
        self.item = item
        self.plans: list[Plan] = []

    def sign(self, on: date, *items: PlanItem, reason: str = "", by_other: bool = False) -> None:
        held = items or (self.item,)
        signer = self.other if by_other else self.signer
        at = datetime(on.year, on.month, on.day, 15, tzinfo=UTC)
        number = len(self.plans) + 1
        self.plans.append(
            a_signed_plan(self.patient, signer, *held, number=number, signed_at=at, reason=reason)
        )

    def told(self, item: PlanItem | None = None) -> tuple[DoseOrigin, ...]:
        return lineage(self.plans, (item or self.item).line_id, UTC)


def doses(told: Iterable[DoseOrigin]) -> list[tuple[str, int | None, int | None, str, int]]:
    """Day, dose, dose before, reason and plan of each."""
    return [
        (
            one.on.isoformat(),
            int(one.step.daily_dose) if one.step else None,
            int(one.before.daily_dose) if one.before else None,
            one.reason,
            one.plan_number,
        )
        for one in told
    ]


def begun(mg: str = "25") -> Story:
    story = Story(an_item("sertraline", a_step(SEP, None, tablets(mg), reason="low mood")))
    story.sign(SEP)
    return story


def raised() -> Story:
    story = begun()
    story.item = change_dose(story.item, a_step(OCT, None, tablets("50"), reason="partial response"))
    story.sign(OCT)
    return story


def test_that_a_new_line_of_a_stopped_drug_tells_what_was_taken_before() -> None:
    story = raised()
    gone = stop(story.item, NOV, "cost")
    story.sign(NOV, gone)
    back = an_item("sertraline", a_step(NOV + 20 * DAY, None, tablets("25"), reason="paid for again"))
    other = an_item("lithium", a_step(OCT, None, tablets("300")))
    story.sign(NOV + 20 * DAY, gone, stop(other, NOV, "tremor"), back)
    assert doses(story.told(back)) == [
        ("2026-11-21", 25, None, "paid for again", 4),
        ("2026-11-01", None, 50, "cost", 3),
        ("2026-10-01", 50, 25, "partial response", 2),
        ("2026-09-01", 25, None, "low mood", 1),
    ]
    assert story.told(back)[0].again, "it is no first start"
    assert len(story.told(gone)) == 3, "what came later is no origin"


def test_that_a_stop_is_told_after_the_medicine_was_started_again() -> None:
    story = raised()
    story.item = stop(story.item, NOV, "rash")
    story.sign(NOV - DAY)
    again = a_step(NOV + 20 * DAY, None, tablets("25"), reason="rash was of another cause")
    story.item = change_dose(story.item, again)
    story.sign(NOV + 19 * DAY)
    assert doses(story.told()) == [
        ("2026-11-21", 25, None, "rash was of another cause", 4),
        ("2026-11-01", None, 50, "rash", 3),
        ("2026-10-01", 50, 25, "partial response", 2),
        ("2026-09-01", 25, None, "low mood", 1),
    ]
    assert story.told()[0].again, "it is no first start"


def test_that_a_planned_stop_that_was_taken_back_never_happened() -> None:
    story = raised()
    kept = story.item
    story.item = stop(story.item, NOV + 30 * DAY, "no effect")
    story.sign(NOV)
    story.item = change_dose(kept, a_step(NOV + 10 * DAY, None, tablets("75"), reason="some effect"))
    story.sign(NOV + 9 * DAY)
    assert [one.step is None for one in story.told()] == [False, False, False]


def test_that_a_dose_that_was_planned_dropped_and_planned_again_belongs_to_who_planned_it_last() -> None:
    story = raised()
    kept = story.item
    higher = change_dose(kept, a_step(NOV, None, tablets("75")))
    story.item = higher
    story.sign(OCT + DAY, reason="as discussed")
    story.item = kept
    story.sign(OCT + 2 * DAY, reason="too fast")
    story.item = higher
    story.sign(OCT + 20 * DAY, reason="well tolerated", by_other=True)
    newest = story.told()[0]
    assert (newest.plan_number, newest.reason, newest.signed_by) == (5, "well tolerated", story.other.id)


def test_that_a_dose_keeps_its_version_however_its_tablets_are_listed_later() -> None:
    both = (tablets("25"), tablets("50", Slot.BEDTIME))
    story = Story(an_item("sertraline", a_step(SEP, None, *both, reason="low mood")))
    story.sign(SEP)
    story.item = replace(story.item, steps=(a_step(SEP, None, *reversed(both), reason="low mood"),))
    story.sign(OCT)
    assert [one.plan_number for one in story.told()] == [1]


def test_that_going_back_and_up_again_tells_each_way_with_its_own_reason() -> None:
    story = begun()
    ladder = (
        a_step(SEP, OCT - DAY, tablets("25"), reason="low mood"),
        a_step(OCT, NOV - DAY, tablets("50"), reason="partial response"),
        a_step(NOV, None, tablets("75"), reason="as planned"),
    )
    story.item = replace(story.item, steps=ladder)
    story.sign(SEP + DAY)
    today = OCT + 9 * DAY
    story.item = go_back(story.item, StepBack(today + DAY, 14, "nausea", Rest.REDATE), today)
    story.sign(today)
    assert [one[1:4] for one in doses(story.told())] == [
        (75, 50, "as planned"),
        (50, 25, "partial response"),
        (25, 50, "nausea"),
        (50, 25, "partial response"),
        (25, None, "low mood"),
    ]


def test_that_a_held_dose_comes_from_itself() -> None:
    story = begun()
    steps = (a_step(SEP, OCT - DAY, tablets("25")), a_step(OCT, None, tablets("50"), reason="as planned"))
    story.item = replace(story.item, steps=steps)
    story.sign(SEP)
    story.item = hold(story.item, Hold(7, "headache"), SEP + DAY)
    story.sign(SEP + DAY)
    newest, held, *_ = story.told()
    assert (held.stays, held.reason) == (True, "headache")
    assert not newest.stays


def test_that_after_a_pause_the_reason_is_that_it_is_over_not_the_one_of_the_first_raise() -> None:
    story = raised()
    story.item = pause(story.item, NOV, NOV + 6 * DAY, "surgery")
    story.sign(NOV - DAY)
    after, paused, *_ = story.told()
    assert (paused.reason, paused.step is not None and paused.step.paused) == ("surgery", True)
    assert (after.on, after.reason) == (NOV + 7 * DAY, "the pause is over")
    assert after.before is not None
    assert after.before.paused


def test_that_the_same_dose_after_a_pause_tells_the_reason_that_was_written_for_it() -> None:
    story = raised()
    story.item = pause(story.item, NOV, None, "surgery")
    story.sign(NOV - DAY)
    again = a_step(NOV + 7 * DAY, None, tablets("50"), reason="worse without")
    story.item = change_dose(story.item, again)
    story.sign(NOV + 6 * DAY)
    assert [one.reason for one in story.told()][:2] == ["worse without", "surgery"]


def test_that_the_end_of_a_pause_after_which_nothing_comes_is_no_stop() -> None:
    story = raised()
    story.item = replace(story.item, steps=(replace(story.item.steps[0], end=NOV - DAY),))
    story.item = pause(story.item, NOV - 9 * DAY, NOV - DAY, "surgery")
    story.sign(NOV - 10 * DAY)
    assert [one.step is None for one in story.told()] == [False, False]


def test_that_what_stands_behind_a_line_is_the_last_one_that_was_stopped() -> None:
    story = begun()
    first, second = stop(story.item, OCT, "rash"), an_item("sertraline", a_step(OCT + DAY))
    story.sign(OCT, first, second)
    gone = stop(second, NOV, "cost")
    third = an_item("sertraline", a_step(NOV + DAY))
    for lines in ((first, gone, third), (gone, first, third)):
        told = lineage([*story.plans[:2], a_plan(story.patient, *lines, number=3)], third.line_id, UTC)
        assert [one.reason for one in told if one.step is None] == ["cost", "rash"]


def test_that_another_purpose_stands_behind_a_line_too_and_what_ran_beside_it_does_not() -> None:
    story = begun()
    old = replace(stop(story.item, OCT, "rash"), purpose="for worry")
    fresh = an_item("sertraline", a_step(OCT + DAY))
    beside = an_item("sertraline", a_step(SEP + DAY, OCT + 8 * DAY), purpose="for sleep")
    story.sign(OCT, old, fresh, stop(beside, OCT + 9 * DAY, "sleeps well"))
    assert [one.reason for one in story.told(fresh) if one.step is None] == ["rash"]
    story.plans.clear()
    story.sign(OCT, fresh, stop(beside, OCT + 9 * DAY, "sleeps well"))
    assert [one.on for one in story.told(fresh)] == [OCT + DAY]


def test_that_a_dose_that_was_written_down_later_is_told_in_the_form_that_came_with_it() -> None:
    story = begun()
    item = change_dose(story.item, a_step(OCT, None, tablets("50"), reason="partial response"))
    story.item = replace(item, form=Form.CAPSULE)
    story.sign(OCT + 5 * DAY)
    (newest, _) = story.told()
    assert (newest.form, newest.form_before) == (Form.CAPSULE, Form.TABLET)


def test_that_a_change_of_form_in_place_is_told_with_the_version_that_made_it() -> None:
    story = raised()
    story.item = replace(story.item, form=Form.ER_TABLET)
    story.sign(NOV, reason="once a day is easier")
    newest, before, _ = story.told()
    assert (newest.on, newest.plan_number, newest.reason) == (NOV, 3, "once a day is easier")
    assert (newest.form, newest.form_before) == (Form.ER_TABLET, Form.TABLET)
    assert (before.form, before.form_before) == (Form.TABLET, Form.TABLET)


def test_that_a_renewal_in_another_form_comes_from_the_line_that_it_replaces() -> None:
    story = raised()
    ended = stop(story.item, NOV, "renewed as capsule")
    renewed = an_item("sertraline", a_step(NOV, None, tablets("50")), form=Form.CAPSULE)
    story.sign(NOV - DAY, ended, renewed, reason="cannot swallow tablets")
    origin, *behind = story.told(renewed)
    assert [one.plan_number for one in behind] == [2, 1], "what was taken before, without its end on that day"
    assert origin.before is not None
    assert int(origin.before.daily_dose) == 50
    assert (origin.form_before, origin.form) == (Form.TABLET, Form.CAPSULE)
    assert not origin.stays, "the same dose, but not the same to take"


def test_that_a_version_without_the_line_is_told_as_its_end_and_its_return() -> None:
    story = raised()
    story.sign(NOV, an_item("lithium carbonate"))
    story.sign(NOV + 5 * DAY, reason="left out by mistake")
    assert doses(story.told())[:3] == [
        ("2026-11-06", 50, None, "left out by mistake", 4),
        ("2026-11-01", None, 50, "no longer on the plan", 3),
        ("2026-10-01", 50, 25, "partial response", 2),
    ]


def test_that_a_draft_is_told_as_not_signed() -> None:
    story = raised()
    item = change_dose(story.item, a_step(NOV, None, tablets("75"), reason="low mood"))
    told = lineage((*story.plans, a_plan(story.patient, item, number=3)), item.line_id, UTC)
    assert (told[0].plan_number, told[0].signed_at) == (3, None)


def test_that_an_end_and_a_gap_without_a_stop_are_told_with_who_brought_them() -> None:
    story = begun()
    (first,) = story.item.steps
    again = a_step(NOV, NOV + 9 * DAY, tablets("50"), reason="relapse")
    story.item = replace(story.item, steps=(replace(first, end=OCT - DAY), again))
    story.sign(OCT - DAY, reason="doing well")
    assert doses(story.told()) == [
        ("2026-11-11", None, 50, PLANNED_END, 2),
        ("2026-11-01", 50, None, "relapse", 2),
        ("2026-10-01", None, 25, "doing well", 2),
        ("2026-09-01", 25, None, "low mood", 1),
    ]


def test_that_a_stop_is_told_that_was_written_for_a_day_after_the_last_dose() -> None:
    story = begun()
    (first,) = story.item.steps
    story.item = replace(story.item, steps=(replace(first, end=OCT - DAY),))
    story.sign(SEP + DAY, reason="for a month")
    story.item = stop(story.item, NOV, "no effect")
    story.sign(OCT - DAY, by_other=True)
    assert doses(story.told())[:2] == [
        ("2026-11-01", None, 25, "no effect", 3),
        ("2026-10-01", None, 25, "for a month", 2),
    ]
    story.item = pause(story.item, OCT - 3 * DAY, OCT - DAY, "fever")
    story.sign(OCT - 2 * DAY)
    newest, paused, _ = story.told()
    assert (newest.on, newest.step, newest.reason, newest.plan_number) == (NOV, None, "no effect", 3)
    assert paused.step is not None
    assert paused.step.paused


def test_that_a_dose_is_told_in_the_form_in_which_it_was_taken_on_its_day() -> None:
    story = begun()
    story.item = change_dose(story.item, a_step(OCT, None, tablets("50"), reason="partial response"))
    story.sign(OCT - 9 * DAY)
    story.item = replace(story.item, form=Form.CAPSULE)
    story.sign(OCT)
    (raised_dose, start) = story.told()
    assert (raised_dose.form, raised_dose.form_before) == (Form.CAPSULE, Form.TABLET)
    assert (start.form, start.form_before) == (Form.TABLET, Form.TABLET)


def test_that_the_reason_of_another_medicine_is_not_told_of_a_start_without_one() -> None:
    story = begun()
    lowered = change_dose(story.item, a_step(OCT, None, tablets("12.5"), reason="too sleepy"))
    gone = stop(an_item("quetiapine", a_step(SEP, None, tablets("50"))), OCT, "weight; cost")
    started = an_item("lithium", a_step(OCT, None, tablets("300")))
    story.sign(OCT, lowered, gone, started, reason="too sleepy; weight; cost")
    assert [one.reason for one in story.told(started)] == [""]


def test_that_a_reason_is_told_that_another_medicine_had_in_an_earlier_version() -> None:
    story = begun()
    other = an_item("quetiapine", a_step(SEP, None, tablets("50"), reason="cannot sleep"))
    gone = stop(an_item("zolpidem", a_step(SEP, None, tablets("5"))), OCT - DAY, "cannot sleep")
    story.sign(OCT - DAY, story.item, other, gone)
    raised_dose = change_dose(story.item, a_step(OCT, None, tablets("50")))
    story.sign(OCT, raised_dose, other, gone, reason="cannot sleep")
    assert [one.reason for one in story.told()] == ["cannot sleep", "low mood"]


def test_that_a_reason_is_told_with_who_wrote_it_where_both_planned_the_same_dose() -> None:
    story = raised()
    kept = story.item
    for reason, by_other in (("no remission", False), ("asked for it", True)):
        story.item = change_dose(kept, a_step(NOV, None, tablets("75"), reason=reason))
        story.sign(OCT + DAY, by_other=by_other)
    newest = story.told()[0]
    assert (newest.reason, newest.plan_number, newest.signed_by) == ("asked for it", 4, story.other.id)


def test_that_a_stop_that_was_taken_back_and_planned_again_belongs_to_who_planned_it_last() -> None:
    story = begun()
    kept, ends = story.item, stop(story.item, NOV, "no effect")
    for on, item, by_other in ((OCT, ends, False), (OCT + DAY, kept, False), (OCT + 2 * DAY, ends, True)):
        story.item = item
        story.sign(on, by_other=by_other)
    newest = story.told()[0]
    assert (newest.step, newest.plan_number, newest.signed_by) == (None, 4, story.other.id)


def test_that_a_reason_written_for_the_version_is_told_of_a_start_without_its_own() -> None:
    story = begun()
    lowered = change_dose(story.item, a_step(OCT, None, tablets("12.5"), reason="too sleepy"))
    started = an_item("lithium", a_step(OCT, None, tablets("300")))
    story.sign(OCT, lowered, started, reason="too sleepy; mania last spring")
    assert [one.reason for one in story.told(started)] == ["too sleepy; mania last spring"]
