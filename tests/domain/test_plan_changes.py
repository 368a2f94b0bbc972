"""What a version changed is told also where no step is new: a step taken away, or one that ends otherwise."""

from dataclasses import replace
from datetime import timedelta

import pytest

from medmanager.domain.paper.changes import told_changes
from medmanager.domain.plan.changes import ChangeKind, LineChange, compare
from medmanager.domain.plan.dose import DoseStep, Form, Slot
from medmanager.domain.plan.plan import PlanItem, Stopped
from medmanager.domain.plan.supply import first_day
from medmanager.domain.plan.writing import changes_needing_reason
from tests.builders import TODAY, a_patient, a_plan, a_signed_plan, a_step, a_user, an_item, tablets
from ui.kit.change_words import change_words

DAY = timedelta(days=1)
BEGUN, HELD, LOWER = TODAY - 10 * DAY, TODAY + 5 * DAY, TODAY + 6 * DAY
TAPER = (a_step(BEGUN, HELD), a_step(LOWER, None, tablets("25")))
NB = "\u00a0"


def change(before: tuple[DoseStep, ...], after: tuple[DoseStep, ...]) -> LineChange:
    patient, signer = a_patient(), a_user()
    item = an_item("sertraline", *before)
    old = a_signed_plan(patient, signer, item, number=6)
    new = a_plan(patient, replace(item, steps=after), number=7, based_on=old.id)
    (told,) = compare(old, new, TODAY)
    serious = told.kind is not ChangeKind.KEEP
    assert bool(changes_needing_reason(old, new, TODAY)) is serious
    return told


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (TAPER, (a_step(BEGUN),), f"50{NB}mg goes on from Nov 29 instead of 25{NB}mg"),
        (
            (a_step(BEGUN, HELD),),
            (a_step(BEGUN),),
            f"50{NB}mg goes on from Nov 29 instead of the end that was planned",
        ),
        (
            (a_step(BEGUN, HELD), DoseStep(LOWER, LOWER + DAY), a_step(LOWER + 2 * DAY)),
            (a_step(BEGUN, LOWER + DAY), a_step(LOWER + 2 * DAY)),
            f"50{NB}mg goes on from Nov 29 instead of pause",
        ),
        ((a_step(BEGUN, HELD),), (a_step(BEGUN, TODAY),), "stop Nov 24"),
    ],
)
def test_that_a_step_taken_away_is_a_change(
    before: tuple[DoseStep, ...], after: tuple[DoseStep, ...], said: str
) -> None:
    told = change(before, after)
    assert told.kind is ChangeKind.CHANGE
    assert change_words(told, TODAY) == said
    assert told.reason == "", "the old reason of a step that goes on is no reason for that"


def test_that_the_sheet_tells_the_dose_of_the_day_on_which_both_differ() -> None:
    told = change(TAPER, (a_step(BEGUN),))
    assert told.step is not None
    assert (told.step.start, int(told.step.daily_dose)) == (LOWER, 50)


def test_that_a_line_that_begins_again_is_told_with_its_new_steps_alone() -> None:
    patient, signer = a_patient(), a_user()
    steps = (a_step(BEGUN - 20 * DAY, BEGUN, tablets("20"), reason="low mood"),)
    gone = an_item("lurasidone", *steps, stopped=Stopped(BEGUN + DAY, "cost"))
    again = (a_step(TODAY + DAY, LOWER, tablets("40"), reason="paid for again"), a_step(LOWER + DAY))
    back = replace(gone, steps=(*steps, *again), stopped=None)
    old = a_signed_plan(patient, signer, gone, number=6)
    (told,) = compare(old, a_plan(patient, back, number=7, based_on=old.id), TODAY)
    assert (told.kind, told.step, told.reason) == (ChangeKind.START, again[0], "paid for again")
    assert change_words(told, TODAY) == f"40, 50{NB}mg"
    assert (told_changes([told])[0].on, first_day(back, TODAY)) == (TODAY + DAY, TODAY + DAY)


def test_that_what_is_the_same_is_kept() -> None:
    assert change(TAPER, TAPER).kind is ChangeKind.KEEP


def test_that_a_day_of_an_injection_is_never_moved_by_what_is_told() -> None:
    every = a_step(BEGUN, None, tablets("50"), every_days=28)
    item: PlanItem = replace(an_item("haloperidol", every))
    told = change((replace(every, end=HELD), a_step(LOWER)), item.steps)
    assert told.step is not None
    assert told.step.start == BEGUN


def test_that_another_form_of_the_same_dose_is_a_change_that_needs_its_reason() -> None:
    patient, signer = a_patient(), a_user()
    item = an_item("venlafaxine", a_step(BEGUN))
    old = a_signed_plan(patient, signer, item, number=6)
    new = a_plan(patient, replace(item, form=Form.ER_TABLET), number=7, based_on=old.id)
    (told,) = changes_needing_reason(old, new, TODAY)
    assert told.step is not None
    assert told.step.start == TODAY, "it is taken so from now on, not since the dose began"
    assert change_words(told, TODAY) == f"50{NB}mg as extended-release tablet instead of tablet"


def test_that_the_same_tablets_in_another_order_are_no_change() -> None:
    both = (tablets("25"), tablets("50", Slot.BEDTIME))
    assert change((a_step(BEGUN, None, *both),), (a_step(BEGUN, None, *reversed(both)),)).kind is (
        ChangeKind.KEEP
    )


def test_that_one_tablet_is_not_the_dose_of_the_same_tablet_listed_twice() -> None:
    twice = a_step(BEGUN, None, tablets("25"), tablets("25"))
    assert change((twice,), (a_step(BEGUN, None, tablets("25")),)).kind is ChangeKind.CHANGE
    assert change((twice,), (a_step(BEGUN, None, tablets("25", number="2")),)).kind is ChangeKind.KEEP
