"""How often a dose is given is told with the dose, wherever it is not daily, and with no other dose."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from medmanager.domain.plan.changes import compare
from medmanager.domain.plan.dose import DoseStep, Form
from medmanager.domain.plan.lineage import lineage
from medmanager.domain.plan.plan import PlanItem, change_dose
from medmanager.domain.summary import lines_today
from medmanager.domain.trend.doses import build_lanes
from tests.builders import TODAY, a_patient, a_plan, a_step, an_item, tablets
from ui.kit.change_words import change_words, standing_row
from ui.kit.plan_words import details_of, name_of
from ui.kit.words import NO_BREAK
from ui.screens.plan.page import LaneChart
from ui.screens.plan.steps.lanes_layout import spoken
from ui.screens.plan.versions.course_words import course_of
from ui.screens.plan.versions.words import dose_words
from ui.screens.summary.plan_words import plan_row

DAY = timedelta(days=1)
FIRST, NEXT = TODAY - 28 * DAY, TODAY + 7 * DAY


def given(mg: str, every: int, start: date = FIRST, end: date | None = None) -> DoseStep:
    return DoseStep(start, end, (tablets(mg),), every_days=every)


def depot(*steps: DoseStep) -> PlanItem:
    return an_item("paliperidone", *steps, form=Form.INJECTION)


def told(before: PlanItem | None, after: PlanItem) -> str:
    old = a_plan(a_patient(), before) if before else None
    (change,) = compare(old, a_plan(a_patient(), after), TODAY)
    return change_words(change, TODAY).replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("fresh", "words"),
    [
        (given("234", 14, NEXT), "234 mg every 28 days to 234 mg every 14 days"),
        (given("156", 28, NEXT), "234 to 156 mg every 28 days"),
        (given("156", 14, NEXT), "234 mg every 28 days to 156 mg every 14 days"),
        (a_step(NEXT, None, tablets("6")), "234 mg every 28 days to 6 mg"),
        (replace(given("234", 1, NEXT), tablets=()), "234 mg every 28 days to pause"),
    ],
    ids=["rhythm", "dose", "both", "daily", "pause"],
)
def test_that_a_change_tells_how_often_each_dose_is_given(fresh: DoseStep, words: str) -> None:
    before = depot(given("234", 28))
    assert told(before, change_dose(before, fresh)) == words


def test_that_a_start_what_stays_and_what_stands_tell_how_often() -> None:
    item = depot(given("234", 28))
    assert told(None, item) == "234 mg every 28 days"
    assert told(item, item) == "234 mg every 28 days, no change"
    later = change_dose(item, given("234", 14, NEXT))
    standing = standing_row(later, TODAY).words.replace(NO_BREAK, " ")
    assert standing == "234 mg every 28 days, then 234 mg every 14 days from Nov 30"
    assert course_of(later, TODAY).replace(NO_BREAK, " ") == (
        "234 mg every 28 days to Nov 29, 234 mg every 14 days from Nov 30"
    )
    assert details_of(later, TODAY).endswith(f"now 234{NO_BREAK}mg every 28 days")
    assert name_of(later) == "paliperidone"


@pytest.mark.parametrize(
    ("fresh", "words"),
    [
        (given("234", 14, NEXT), "234 mg every 2 weeks"),
        (given("156", 28, NEXT), "156 mg"),
        (a_step(NEXT, None, tablets("6")), "6 mg every day"),
    ],
    ids=["rhythm", "dose", "daily"],
)
def test_that_the_summary_tells_how_often_a_dose_to_come_is_given_where_that_changes(
    fresh: DoseStep, words: str
) -> None:
    (line,) = lines_today(a_plan(a_patient(), change_dose(depot(given("234", 28)), fresh)), TODAY)
    assert plan_row(line, TODAY).following.replace(NO_BREAK, " ") == f"Mon, Nov 30: {words}"


def lanes(item: PlanItem) -> str:
    start, end = TODAY - 60 * DAY, TODAY + 60 * DAY
    (lane,) = build_lanes(a_plan(a_patient(), item), start, end, TODAY)
    return spoken(lane, LaneChart(start, end, TODAY, (lane,))).replace(NO_BREAK, " ")


def test_that_a_lane_is_labelled_with_the_rhythm_of_all_its_doses_or_each_dose_with_its_own() -> None:
    item = depot(given("234", 28))
    assert lanes(item) == "paliperidone, every 28 days: 234 mg from Oct 26"
    paused = change_dose(item, DoseStep(NEXT, None))
    assert lanes(paused) == "paliperidone, every 28 days: 234 mg from Oct 26, pause from Nov 30"
    assert lanes(change_dose(item, given("156", 14, NEXT))) == (
        "paliperidone: 234 mg every 28 days from Oct 26, 156 mg every 14 days from Nov 30"
    )
    assert lanes(change_dose(item, a_step(NEXT, None, tablets("6")))) == (
        "paliperidone: 234 mg every 28 days from Oct 26, 6 mg from Nov 30"
    )


def test_that_the_same_dose_on_other_days_is_a_change() -> None:
    item = depot(given("234", 14))
    earlier = change_dose(item, given("234", 14, TODAY + 3 * DAY))
    (line,) = lines_today(a_plan(a_patient(), earlier), TODAY)
    assert plan_row(line, TODAY).following.replace(NO_BREAK, " ") == "Thu, Nov 26: 234 mg"
    assert told(item, earlier) == "234 mg every 14 days, on other days, from Nov 26"
    (moved, _) = lineage((a_plan(a_patient(), earlier),), earlier.line_id, UTC)
    assert (
        dose_words(moved, earlier).replace(NO_BREAK, " ")
        == "morning 1 × 234 mg, every 14 days, on other days"
    )
