"""Reconciliation: each outside medicine beside the plan, decided by a person, kept with who and when."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from medmanager.domain.changes import Changes
from medmanager.domain.errors import StaleRecord
from medmanager.domain.history import MedicationStatement
from medmanager.domain.ids import LineId, PatientId, PlanId
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.plan.dose import DoseStep, Form
from medmanager.domain.plan.plan import Medicine, Plan, PlanItem
from medmanager.domain.plan.reconciliation import (
    ON_OUR_PLAN,
    ReconcileBook,
    Reconciled,
    Wanted,
    beside,
    newest_of,
)
from medmanager.domain.plan.writing import Beginning
from medmanager.domain.typed_text import typed_paragraph
from medmanager.domain.user import Act
from medmanager.services.chart_reading import outside_medicines
from medmanager.services.draft_saving import begin_draft, put_draft
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.plan_watch import PlanWatch
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session


class Reconciling:
    """Nothing is merged in silence: a medicine comes onto the plan without a dose; a person writes it."""

    def __init__(self, session: Session, shelf: KnowledgeShelf) -> None:
        self._session, self._shelf = session, shelf
        self._watch = PlanWatch(session, shelf)

    def open(self, patient_id: PatientId) -> ReconcileBook:
        """Everything that is decided on, in one read."""
        with self._session.read(Act.SEE_CHART) as work:
            plan = work.queries.draft_plan(patient_id) or work.queries.plan_in_force(patient_id)
            decided = work.reconciled.of_patient(patient_id)
            told = beside(outside_medicines(work, patient_id), decided, plan, self._session.today())
            people = {user.id: user.display_name for user in work.users.all()}
        today = self._session.today()
        base = self._shelf.base_if_readable
        same = {
            one.statement.id: line
            for one in told
            if (line := same_drug(base, one.statement, plan, today)) is not None
        }
        perhaps = {
            one.statement.id: line
            for one in told
            if one.statement.id not in same
            and (line := near_drug(base, one.statement, plan, today)) is not None
        }
        in_order = sorted(told, key=lambda one: not one.waits)
        return ReconcileBook(today, plan, tuple(in_order), same, people, perhaps)

    def decide(self, patient_id: PatientId, wanted: Iterable[Wanted]) -> Changes:
        """Keep decisions, and put what goes on onto the draft; one is begun where there is none.

        Raises Refused for a stop without its reason and for one with hidden signs, StaleRecord for a medicine
        that was told otherwise or decided on by somebody else meanwhile.
        """
        asked = tuple(wanted)
        if any(one.decision in ON_OUR_PLAN for one in asked):
            self._session.require(Act.DRAFT_PLAN)
        with self._session.write(Act.EDIT_CHART, "reconcile medicines", patient_id) as work:
            newest = newest_of(work.reconciled.of_patient(patient_id))
            for one in asked:
                self._refuse_stale(work, one)
                self._refuse_overtaken(work, one, newest.get(one.statement.id))
                line_id = self._onto_plan(work, one) if one.decision in ON_OUR_PLAN else None
                work.reconciled.save(self._kept(one, line_id))
        return work.changes

    def _kept(self, one: Wanted, line_id: LineId | None) -> Reconciled:
        session, told = self._session, one.statement
        typed_paragraph(one.reason, "reason", "The reason")
        return Reconciled(
            session.new_id(),
            told.patient_id,
            told.id,
            told.version,
            told.name,
            told.directions,
            one.decision,
            one.reason.strip(),
            session.user.id,
            session.now(),
            line_id,
        )

    def _refuse_stale(self, work: UnitOfWork, one: Wanted) -> None:
        held = work.statements.find(one.statement.id)
        if held is None or held.version != one.statement.version:
            raise StaleRecord(
                "medicationstatement",
                f"{one.statement.name} was changed by somebody else meanwhile. Nothing was kept; look again.",
            )

    def _refuse_overtaken(self, work: UnitOfWork, one: Wanted, decided: Reconciled | None) -> None:
        """Nobody replaces a decision that she has not seen."""
        if decided is None or decided.id == one.seen:
            return
        person = work.users.find(decided.by)
        who = person.display_name if person else "Somebody else"
        raise StaleRecord(
            "reconciled",
            f"{who} decided on {one.statement.name} meanwhile: {decided.decision}. Nothing of yours was "
            "kept yet; look at it again.",
        )

    def _onto_plan(self, work: UnitOfWork, one: Wanted) -> LineId:
        """The plan's own line of this drug where there is one, or that somebody said it is; else a new one on
        the draft.
        """
        patient_id = one.statement.patient_id
        draft = work.queries.draft_plan(patient_id)
        plan = draft or work.queries.plan_in_force(patient_id)
        if one.same_as is not None:
            self._refuse_gone(one, plan)
            return one.same_as
        held = same_drug(self._shelf.base_if_readable, one.statement, plan, self._session.today())
        if held is not None:
            return held
        session = self._session
        if draft is None:
            beginning = Beginning(
                PlanId(session.new_id()), patient_id, session.user.id, session.now(), session.today()
            )
            draft = work.plans.save(begin_draft(work, beginning))
        item = self._line(one.statement)
        put_draft(work, self._watch, replace(draft, items=(*draft.items, item)))
        return item.line_id

    def _refuse_gone(self, one: Wanted, plan: Plan | None) -> None:
        line = plan.item(one.same_as) if plan and one.same_as else None
        if line is None or not line.active_on(self._session.today()):
            raise StaleRecord(
                "plan",
                f"The line that you said is {one.statement.name} does not run any more. Nothing was kept; "
                "look again.",
            )

    def _line(self, told: MedicationStatement) -> PlanItem:
        """As it is told, without a dose: what is not written down in steps is not guessed."""
        drug = _drug(self._shelf.base_if_readable, told.name)
        medicine = Medicine(drug.generic, drug.brand, drug.rxcui) if drug else Medicine(told.name)
        known = drug is not None and _spelled(told.name) in {_spelled(drug.generic), _spelled(drug.brand)}
        taken = ", ".join(
            part for part in ("" if known else told.name, told.directions or "not known") if part
        )
        return PlanItem(
            LineId(self._session.new_id()),
            medicine,
            Form.TABLET,
            "",
            (DoseStep(self._session.today(), None, reason=f"taken until now: {taken}"),),
            prescriber=told.prescriber,
        )


def same_drug(
    base: KnowledgeBase | None, told: MedicationStatement, plan: Plan | None, today: date
) -> LineId | None:
    """The running line of the plan that is the same drug, by the base's names or else as written."""
    drug = _drug(base, told.name)
    for item in plan.active_items(today) if plan else ():
        other = _drug(base, item.medicine.generic)
        alike = _spelled(item.medicine.generic) == _spelled(told.name)
        if alike or (drug is not None and other is not None and drug.key == other.key):
            return item.line_id
    return None


def _drug(base: KnowledgeBase | None, name: str) -> Drug | None:
    return base.names.find(name).drug if base else None


def near_drug(
    base: KnowledgeBase | None, told: MedicationStatement, plan: Plan | None, today: date
) -> LineId | None:
    """The one running line that may be the same drug: a name that nobody knows is near to its name alone."""
    if base is None:
        return None
    meant = _meant(base, told.name)
    lines = plan.active_items(today) if plan else ()
    known = base.names.find(told.name).drug is not None
    found = []
    for item in lines:
        misspelt = base.names.find(item.medicine.generic).drug is None
        if (not known or misspelt) and meant and _meant(base, item.medicine.generic) == meant:
            found.append(item.line_id)
    return found[0] if len(found) == 1 else None


def _meant(base: KnowledgeBase, name: str) -> str:
    """The drug of that name, or the only one that is near to it; "" for none and for several."""
    found = base.names.find(name)
    if found.drug is not None:
        return found.drug.key
    drugs = {other.key for near in found.suggestions if (other := base.names.find(near).drug) is not None}
    return drugs.pop() if len(drugs) == 1 else ""


def _spelled(name: str) -> str:
    return " ".join(name.casefold().split())
