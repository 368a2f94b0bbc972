"""The same dose in other tablets is told as such: who takes two of the new ones takes twice the dose."""

from datetime import timedelta

import pytest

from medmanager.domain.plan.changes import compare
from medmanager.domain.plan.dose import DoseStep, Form, Slot
from medmanager.domain.plan.plan import PlanItem, change_dose
from medmanager.domain.summary import lines_today
from tests.builders import TODAY, a_patient, a_plan, a_step, an_item, tablets
from ui.kit.change_words import change_words, standing_row
from ui.kit.words import NO_BREAK
from ui.screens.plan.versions.course_words import course_of
from ui.screens.summary.plan_words import plan_row

DAY = timedelta(days=1)
NEXT = TODAY + 7 * DAY


def line(form: Form = Form.TABLET) -> PlanItem:
    return an_item("sertraline", a_step(TODAY - 30 * DAY, None, tablets("25", number="2")), form=form)


@pytest.mark.parametrize(
    ("step", "form", "words"),
    [
        (a_step(NEXT), Form.TABLET, "50 mg, other tablets"),
        (a_step(NEXT), Form.CAPSULE, "50 mg, other capsules"),
        (a_step(NEXT), Form.LIQUID, "50 mg, other strength"),
        (a_step(NEXT, None, tablets("25", Slot.BEDTIME, "2")), Form.TABLET, "50 mg, other times of day"),
        (a_step(NEXT, None, tablets("75")), Form.TABLET, "75 mg"),
    ],
    ids=["tablets", "capsules", "liquid", "times", "dose"],
)
def test_that_changes_the_plan_and_the_summary_tell_what_changes_beside_the_dose(
    step: DoseStep, form: Form, words: str
) -> None:
    before = line(form)
    after = change_dose(before, step)
    (change,) = compare(a_plan(a_patient(), before), a_plan(a_patient(), after), TODAY)
    told = [change_words(change, TODAY).removeprefix("50 to ")]
    told.append(standing_row(after, TODAY).words.partition("then ")[2].removesuffix(" from Nov 30"))
    (today,) = lines_today(a_plan(a_patient(), after), TODAY)
    told.append(plan_row(today, TODAY).following.removeprefix("Mon, Nov 30: "))
    assert [one.replace(NO_BREAK, " ") for one in told] == [words] * 3


def test_that_a_course_of_doses_tells_the_tablets_where_the_dose_stays() -> None:
    told = course_of(change_dose(line(), a_step(NEXT)), TODAY).replace(NO_BREAK, " ")
    assert told == "50 mg (morning 2 × 25 mg) to Nov 29, 50 mg (morning 1 × 50 mg) from Nov 30"
