"""Saving a plan draft: the one way, so that nothing signed changes and no test keeps a stale day."""

from typing import Final

from medmanager.domain.carried import without_answered
from medmanager.domain.changes import Changes
from medmanager.domain.errors import Refused, StaleRecord
from medmanager.domain.plan.plan import Plan
from medmanager.domain.plan.texts import refuse_unshown_words
from medmanager.domain.plan.visit_moving import with_moved_visit
from medmanager.domain.plan.writing import Beginning, begin_version
from medmanager.domain.user import Act
from medmanager.services.plan_signing import refuse_signed
from medmanager.services.plan_watch import PlanWatch
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session

_GONE: Final = (
    "This draft was thrown away by somebody else. Nothing was saved. Change the plan to begin a new one."
)


def save_draft(session: Session, watch: PlanWatch, draft: Plan, action: str) -> Changes:
    """Save a draft in a unit of work of its own, the days of its tests worked out anew.

    Raises StaleRecord when somebody changed or threw it away since it was read, Refused for a signed version.
    """
    refuse_signed(draft)
    with session.write(Act.DRAFT_PLAN, action, draft.patient_id) as work:
        put_draft(work, watch, draft)
    return work.changes


def begin_draft(work: UnitOfWork, beginning: Beginning) -> Plan:
    """A draft that takes over the plan in force, without what a visit answered or settled since it was
    written; not saved yet.
    """
    in_force, patient_id = work.queries.plan_in_force(beginning.patient_id), beginning.patient_id
    if in_force is not None:
        in_force = without_answered(in_force, work.visits.of_patient(patient_id))
    return begin_version(in_force, beginning)


def put_draft(work: UnitOfWork, watch: PlanWatch, draft: Plan) -> Plan:
    """The same inside a unit of work that saves more than the draft. Hidden signs are refused."""
    refuse_signed(draft)
    held = work.plans.find(draft.id)
    if held is None:
        raise StaleRecord("plan", _GONE)
    refuse_signed(held)
    refuse_unshown_words(held, draft)
    return work.plans.save(_followed(work, watch, with_moved_visit(held, draft, watch.today)))


def _followed(work: UnitOfWork, watch: PlanWatch, draft: Plan) -> Plan:
    try:
        return watch.followed(work, draft)
    except Refused:
        # The knowledge base cannot be read: every screen says so. The draft is kept as it is written.
        return draft
