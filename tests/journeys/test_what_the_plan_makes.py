"""What a plan makes, through the real widgets: its tests are decided on, and medicines from elsewhere."""

import pytest
from PySide6.QtCore import Qt

from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.ids import PatientId
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.plan.reconciliation import Decision
from tests.hand import Hand
from tests.stage import PROVIDER, Stage


@pytest.fixture
def hand(stage: Stage) -> Hand:
    stage.enter(PROVIDER)
    return Hand(stage)


@pytest.fixture
def patient(hand: Hand, stage: Stage) -> PatientId:
    """Somebody on lithium and lamotrigine."""
    return stage.services.patients.search("Gill")[0].id


def go(stage: Stage, patient: PatientId) -> None:
    stage.workspace.open_patient(patient, "plan", None)
    stage.settle()


def lithium(stage: Stage, patient: PatientId) -> PlanItem:
    draft = stage.services.plans.draft(patient)
    assert draft is not None, "the plan is being changed"
    return next(item for item in draft.items if item.medicine.generic.startswith("lithium"))


def test_that_tests_are_put_on_the_plan_set_aside_and_taken_back(
    stage: Stage, hand: Hand, patient: PatientId
) -> None:
    go(stage, patient)
    hand.click("Change plan")
    assert hand.sees("Proposed by the knowledge base")
    before = len(lithium(stage, patient).monitoring)
    hand.click("Set aside…")
    hand.click("Set aside")
    assert hand.sees("Write why this test is set aside.")
    hand.write("Why", "the nephrologist does it")
    hand.click("Set aside")
    assert hand.sees("the nephrologist does it")
    hand.click("Put all on the plan")
    after = lithium(stage, patient)
    assert len(after.monitoring) > before
    assert [one.reason for one in after.set_aside] == ["the nephrologist does it"]
    hand.click("Take off")
    assert hand.sees("Put on the plan")


def test_that_medicines_from_elsewhere_are_decided_on_one_by_one(
    stage: Stage, hand: Hand, patient: PatientId
) -> None:
    history = stage.services.history
    told = MedicationStatement(history.new_id(), patient, "ibuprofen", status=TakingStatus.TAKING)
    history.save_statement(told)
    go(stage, patient)
    assert hand.sees("1 to decide")
    hand.click("Reconcile…")
    hand.click("ibuprofen: Ask to stop")
    hand.click("Keep decisions")
    assert hand.sees("why the patient should stop")
    hand.write("Why, for ibuprofen", "it raises lithium")
    hand.click("Keep decisions")
    assert hand.sees("asked to stop, because it raises lithium")
    (one,) = stage.services.reconciling.open(patient).medicines
    assert one.decided is not None
    assert one.decided.decision is Decision.STOP


def test_that_a_visit_for_a_coming_step_becomes_the_next_visit(stage: Stage, hand: Hand) -> None:
    patient = stage.services.patients.search("Lindqvist")[0].id
    go(stage, patient)
    hand.click("Change plan")
    assert hand.sees("Asked for by the coming steps")
    hand.press(Qt.Key.Key_Escape)
    hand.click("Use this day")
    draft = stage.services.plans.draft(patient)
    assert draft is not None
    assert draft.follow_up is not None
    assert draft.follow_up.step is not None
    assert draft.follow_up.step_on is not None
