"""Outside medicines are decided on one by one; nothing is merged in silence, and what is new stands out."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from medmanager.domain.errors import NotAllowed, Refused, StaleRecord
from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.plan.plan import Stopped
from medmanager.domain.plan.reconciliation import Decision, OutsideMedicine, Standing, Wanted
from medmanager.domain.plan.writing import problems
from medmanager.domain.user import Role
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.reconciling import Reconciling
from tests.builders import TODAY, a_step, an_item, keep, new_id
from tests.plan_services import Chart, chart_services


class Desk(Chart):
    """Plan 6 with sertraline and lithium, and what is told beside it."""

    def tell(self, name: str, **changes: Any) -> MedicationStatement:
        given = {"status": TakingStatus.TAKING, "version": 1, **changes}
        told = MedicationStatement(new_id(), self.patient.id, name, **given)
        keep(self.services.session, told)
        return told

    def decide(self, told: MedicationStatement, decision: Decision, reason: str = "") -> None:
        decided = self.outside(told).decided
        seen = decided.id if decided else None
        self.services.reconciling.decide(self.patient.id, (Wanted(told, decision, reason, seen),))

    def outside(self, told: MedicationStatement) -> OutsideMedicine:
        book = self.services.reconciling.open(self.patient.id)
        return next(one for one in book.medicines if one.statement.id == told.id)

    def elsewhere(self) -> list[str]:
        book = self.services.plans.open(self.patient.id)
        return [one.statement.name for one in book.elsewhere]


@pytest.fixture
def desk() -> Desk:
    return Desk(chart_services())


def test_that_a_medicine_is_new_until_somebody_decides(desk: Desk) -> None:
    told = desk.tell("metformin")
    assert desk.outside(told).standing is Standing.NEW
    desk.decide(told, Decision.OTHER_PRESCRIBER)
    found = desk.outside(told)
    assert found.standing is Standing.DECIDED
    assert found.decided is not None
    assert (found.decided.by, found.decided.at) == (
        desk.services.session.user.id,
        desk.services.session.now(),
    )
    assert desk.elsewhere() == ["metformin"], "it stays off the plan and in sight"


def test_that_what_goes_on_comes_onto_the_draft_without_a_dose(desk: Desk) -> None:
    told = desk.tell("buspirone", directions="10 mg twice a day", prescriber="Dr. Hale")
    desk.decide(told, Decision.CONTINUE)
    item = desk.draft.items[-1]
    assert (item.medicine.generic, item.prescriber) == ("buspirone", "Dr. Hale")
    assert item.steps[0].paused, "no dose is guessed"
    assert "10 mg twice a day" in item.steps[0].reason
    missing = {one.field for one in problems(desk.draft, TODAY) if one.line_id == item.line_id}
    assert missing == {"purpose", "steps"}, "it cannot be signed before a person writes it"
    assert desk.elsewhere() == []
    assert desk.in_force.number == 6


def test_that_the_same_drug_on_the_plan_is_told_and_never_added_twice(desk: Desk) -> None:
    told = desk.tell("Zoloft")
    book = desk.services.reconciling.open(desk.patient.id)
    assert book.same == {told.id: desk.sertraline.line_id}
    desk.decide(told, Decision.CONTINUE)
    assert desk.services.plans.draft(desk.patient.id) is None
    found = desk.outside(told)
    assert found.decided is not None
    assert found.decided.line_id == desk.sertraline.line_id
    assert desk.elsewhere() == []


def test_that_the_check_counts_a_reconciled_medicine_once(desk: Desk) -> None:
    told = desk.tell("sertraline")
    before = desk.services.safety.report(desk.patient.id, desk.in_force)
    assert before.medicines.count("sertraline") == 2
    desk.decide(told, Decision.CONTINUE)
    after = desk.services.safety.report(desk.patient.id, desk.in_force)
    assert after.medicines.count("sertraline") == 1


def test_that_asking_to_stop_needs_a_reason_and_the_medicine_counts_as_taken(desk: Desk) -> None:
    told = desk.tell("ibuprofen")
    with pytest.raises(Refused, match="asked to stop"):
        desk.decide(told, Decision.STOP)
    desk.decide(told, Decision.STOP, "it raises lithium")
    found = desk.outside(told)
    assert found.statement.status is TakingStatus.TAKING
    assert found.decided is not None
    assert found.decided.reason == "it raises lithium"
    report = desk.services.safety.report(desk.patient.id, desk.in_force)
    assert "ibuprofen" in report.medicines


def test_that_what_was_told_otherwise_since_stands_out_again(desk: Desk) -> None:
    told = desk.tell("metformin")
    desk.decide(told, Decision.OTHER_PRESCRIBER)
    keep(desk.services.session, replace(told, directions="twice a day", version=2))
    assert desk.outside(told).standing is Standing.CHANGED


def test_that_not_known_is_asked_again(desk: Desk) -> None:
    told = desk.tell("metformin", status=TakingStatus.UNKNOWN)
    desk.decide(told, Decision.NOT_KNOWN)
    found = desk.outside(told)
    assert (found.standing, found.waits) == (Standing.OPEN, True)


def test_that_a_medicine_that_changed_while_one_decided_is_refused(desk: Desk) -> None:
    told = desk.tell("metformin")
    keep(desk.services.session, replace(told, directions="twice a day", version=2))
    with pytest.raises(StaleRecord, match="look again"):
        desk.decide(told, Decision.OTHER_PRESCRIBER)


def test_that_all_decisions_are_kept_or_none(desk: Desk) -> None:
    fine, stale = desk.tell("buspirone"), desk.tell("metformin")
    keep(desk.services.session, replace(stale, directions="twice a day", version=2))
    wanted = (Wanted(fine, Decision.CONTINUE), Wanted(stale, Decision.OTHER_PRESCRIBER))
    with pytest.raises(StaleRecord):
        desk.services.reconciling.decide(desk.patient.id, wanted)
    assert desk.outside(fine).standing is Standing.NEW
    assert desk.services.plans.draft(desk.patient.id) is None


def test_that_a_decision_that_somebody_else_made_meanwhile_is_told_and_not_replaced(desk: Desk) -> None:
    told = desk.tell("metformin")
    desk.decide(told, Decision.OTHER_PRESCRIBER)
    unseen = (Wanted(told, Decision.STOP, "not needed any more"),)
    with pytest.raises(StaleRecord, match="decided on metformin meanwhile: other prescriber's"):
        desk.services.reconciling.decide(desk.patient.id, unseen)
    decided = desk.outside(told).decided
    assert decided is not None
    assert decided.decision is Decision.OTHER_PRESCRIBER


def test_that_a_line_taken_off_the_draft_stands_elsewhere_again(desk: Desk) -> None:
    told = desk.tell("buspirone")
    desk.decide(told, Decision.CONTINUE)
    draft = desk.draft
    desk.services.plans.remove_line(draft, draft.items[-1].line_id)
    assert desk.elsewhere() == ["buspirone"]


def test_that_the_front_desk_decides_nothing() -> None:
    desk = Desk(chart_services())
    told = desk.tell("metformin")
    front = chart_services(Role.FRONT_DESK, login="castellano")
    with pytest.raises(NotAllowed):
        front.reconciling.decide(desk.patient.id, (Wanted(told, Decision.OTHER_PRESCRIBER),))


def test_that_a_newer_decision_counts(desk: Desk) -> None:
    told = desk.tell("metformin")
    desk.decide(told, Decision.NOT_KNOWN)
    desk.services.clock.instant += timedelta(minutes=5)
    desk.decide(told, Decision.OTHER_PRESCRIBER)
    assert desk.outside(told).standing is Standing.DECIDED


@pytest.mark.parametrize("how", ["thrown away", "removed", "over"])
def test_that_a_medicine_whose_line_is_gone_is_asked_about_again(desk: Desk, how: str) -> None:
    told = desk.tell("buspirone")
    desk.decide(told, Decision.CONTINUE)
    plans, line = desk.services.plans, desk.draft.items[-1]
    assert not desk.outside(told).waits
    if how == "thrown away":
        plans.throw_away(desk.draft)
    elif how == "removed":
        plans.remove_line(desk.draft, line.line_id)
    else:
        plans.keep_line(desk.draft, replace(line, steps=(a_step(TODAY, TODAY + timedelta(days=3)),)))
        desk.services.clock.advance(timedelta(days=10))
    found = desk.outside(told)
    assert (found.standing, found.waits) == (Standing.OFF, True)
    assert desk.elsewhere() == ["buspirone"], "it does not vanish"
    shown = plans.draft(desk.patient.id) or desk.in_force
    report = desk.services.safety.report(desk.patient.id, shown)
    assert "buspirone" in report.medicines


def test_that_a_name_that_nobody_knows_comes_onto_the_plan_once_however_it_is_spaced(desk: Desk) -> None:
    both = desk.tell("Moon Water"), desk.tell(" moon  water")
    wanted = tuple(Wanted(one, Decision.CONTINUE) for one in both)
    desk.services.reconciling.decide(desk.patient.id, wanted)
    assert [item.medicine.generic for item in desk.draft.items[2:]] == ["Moon Water"]


def test_that_a_decision_that_is_changed_afterwards_shows_the_medicine_again(desk: Desk) -> None:
    told = desk.tell("buspirone")
    desk.decide(told, Decision.CONTINUE)
    desk.services.clock.advance(timedelta(minutes=1))
    desk.decide(told, Decision.OTHER_PRESCRIBER)
    assert desk.elsewhere() == ["buspirone"]


def test_that_a_medicine_whose_line_is_tapered_to_a_stop_counts_once_until_that_day(desk: Desk) -> None:
    told = desk.tell("buspirone")
    desk.decide(told, Decision.CONTINUE)
    line = desk.draft.items[-1]
    taper = replace(line, steps=(a_step(TODAY - timedelta(days=9)),))
    desk.services.plans.keep_line(desk.draft, taper)
    last = TODAY + timedelta(days=5)
    desk.services.plans.stop(desk.draft, line.line_id, Stopped(last, "no effect"))
    assert desk.outside(told).standing is Standing.DECIDED
    assert desk.elsewhere() == [], "it is still the line that is taken"
    desk.services.clock.advance(timedelta(days=5))
    assert desk.outside(told).standing is Standing.OFF, "whether it is still taken is asked"


@pytest.mark.parametrize(
    "name", ["Zoloft", "ZOLOFT 50 mg", "Sertraline HCl 100mg tablets", "sertraline [Zoloft]"]
)
def test_that_a_brand_or_a_salt_is_the_same_as_its_line(desk: Desk, name: str) -> None:
    told = desk.tell(name)
    book = desk.services.reconciling.open(desk.patient.id)
    assert (book.same, book.perhaps) == ({told.id: desk.sertraline.line_id}, {})


@pytest.mark.parametrize("name", ["sertralin", "Zolof", "setraline 50 mg", "Zolofft"])
def test_that_a_misspelt_name_is_proposed_as_perhaps_the_same_and_never_decided(
    desk: Desk, name: str
) -> None:
    told = desk.tell(name)
    book = desk.services.reconciling.open(desk.patient.id)
    assert (book.same, book.perhaps) == ({}, {told.id: desk.sertraline.line_id})
    desk.decide(told, Decision.CONTINUE)
    assert len(desk.draft.items) == 3, "nobody said that it is the same"


def test_that_a_person_says_that_a_misspelt_medicine_is_the_line(desk: Desk) -> None:
    told = desk.tell("Zolof", directions="50 mg in the morning")
    same = Wanted(told, Decision.CONTINUE, same_as=desk.sertraline.line_id)
    desk.services.reconciling.decide(desk.patient.id, (same,))
    assert desk.services.plans.draft(desk.patient.id) is None, "nothing was added"
    assert desk.elsewhere() == []
    report = desk.services.safety.report(desk.patient.id, desk.in_force)
    assert "Zolof" not in report.medicines, "it is counted once, as the line"
    assert not report.to_vouch_for


def test_that_what_is_said_to_be_a_line_that_stopped_meanwhile_is_refused(desk: Desk) -> None:
    told = desk.tell("Zolof")
    desk.begin()
    desk.services.plans.stop(desk.draft, desk.sertraline.line_id, Stopped(TODAY, "rash"))
    same = Wanted(told, Decision.CONTINUE, same_as=desk.sertraline.line_id)
    with pytest.raises(StaleRecord, match="does not run any more"):
        desk.services.reconciling.decide(desk.patient.id, (same,))
    assert desk.outside(told).standing is Standing.NEW


def test_that_a_misspelt_line_of_ours_is_proposed_for_the_right_name_too(desk: Desk) -> None:
    desk.begin()
    ours = an_item("lamictol", a_step(TODAY))
    desk.services.plans.keep_line(desk.draft, ours)
    told = desk.tell("lamotrigine")
    assert desk.services.reconciling.open(desk.patient.id).perhaps == {told.id: ours.line_id}


def test_that_a_name_near_to_several_drugs_or_to_none_on_the_plan_is_not_proposed(desk: Desk) -> None:
    for name in ("moonwater", "buproprion", "chlorpr"):
        desk.tell(name)
    assert desk.services.reconciling.open(desk.patient.id).perhaps == {}


def test_that_a_brand_with_its_strength_comes_onto_the_plan_as_its_drug_and_keeps_what_was_told(
    desk: Desk,
) -> None:
    told = desk.tell("Seroquel XR 150 mg", directions="one at bedtime")
    desk.decide(told, Decision.CONTINUE)
    line = desk.draft.items[-1]
    assert (line.medicine.generic, line.medicine.rxcui != "") == ("quetiapine", True)
    assert line.steps[0].reason == "taken until now: Seroquel XR 150 mg, one at bedtime"
    assert not line.steps[0].tablets, "nobody wrote its dose"


def test_that_medicines_are_decided_on_while_the_knowledge_base_cannot_be_read(desk: Desk) -> None:
    def broken() -> KnowledgeBase:
        raise Refused("pairs.json cannot be read. Install MedManager again.")

    told, other = desk.tell("Sertraline"), desk.tell("Zoloft")
    reconciling = Reconciling(desk.services.session, KnowledgeShelf(broken))
    book = reconciling.open(desk.patient.id)
    assert book.same == {told.id: desk.sertraline.line_id}, "as it is spelled"
    wanted = (Wanted(told, Decision.CONTINUE), Wanted(other, Decision.CONTINUE))
    reconciling.decide(desk.patient.id, wanted)
    assert [item.medicine.generic for item in desk.draft.items[2:]] == ["Zoloft"], "its brand was not known"
