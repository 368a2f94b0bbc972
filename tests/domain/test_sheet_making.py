"""The sheet that is made of a plan on record: what it says of a stopped medicine of several strengths."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.dose import DoseStep, Slot, Strength, TabletCount
from medmanager.domain.plan import stop
from medmanager.domain.plan_changes import ChangeKind
from medmanager.domain.practice import SlotClock
from medmanager.domain.sheet_making import SheetSources, make_plan_sheet
from medmanager.domain.sheets import ClinicCard, PlanSheet, SheetHead
from tests.builders import TODAY, a_patient, a_signed_plan, a_user, an_item

HEAD = SheetHead("Bo Early", TODAY, TODAY, 2, "Dana Whitfield, NP", ClinicCard("Clinic", "555-555-0142"))


def _stopped(*strengths: str, said: bool = True) -> PlanSheet:
    """Paroxetine in these strengths is stopped today; not `said`: it only fell out of the plan."""
    taken = tuple(TabletCount(Strength(Decimal(one)), Slot.MORNING, Decimal(1)) for one in strengths)
    gone = an_item("paroxetine", DoseStep(TODAY - timedelta(days=30), None, taken))
    patient, user = a_patient(), a_user()
    kept = an_item("lithium")
    before = a_signed_plan(patient, user, kept, gone)
    items = (kept, stop(gone, TODAY, "it did not help")) if said else (kept,)
    plan = replace(a_signed_plan(patient, user, *items, number=2), based_on=before.id)
    clock = (time(8), SlotClock())
    return make_plan_sheet(SheetSources(HEAD, plan, before, *clock, AllergyKnowledge.NONE_KNOWN))


@pytest.mark.parametrize(
    ("strengths", "told"), [(("20",), Strength(Decimal(20))), (("20", "10"), None), (("10", "20"), None)]
)
def test_that_a_stopped_medicine_of_several_strengths_is_named_without_one(
    strengths: tuple[str, ...], told: Strength | None
) -> None:
    sheet = _stopped(*strengths)
    (gone,) = sheet.stopped
    assert (gone.name, gone.strength) == ("paroxetine", told)
    change = next(one for one in sheet.changes if one.kind is ChangeKind.STOP)
    assert change.strength == told


def test_that_a_medicine_that_fell_out_of_the_plan_is_told_as_do_not_take() -> None:
    (gone,) = _stopped("20", said=False).stopped
    assert (gone.name, gone.on) == ("paroxetine", TODAY)
