"""Signing a plan version inside a unit of work: shared by plans and visits, so the checks are the same."""

from dataclasses import replace
from uuid import UUID

from medmanager.domain.errors import Refused, StaleRecord
from medmanager.domain.plan import Plan, PlanStatus
from medmanager.domain.plan_book import PlanSignature
from medmanager.domain.plan_writing import changes_needing_reason, problems, same_content
from medmanager.domain.user import Act
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session


def sign_plan(
    session: Session, work: UnitOfWork, signature: PlanSignature, visit_id: UUID | None = None
) -> Plan:
    """The signed version, saved in `work`.

    Raises NotAllowed for a role that may not sign, StaleRecord when another version was signed meanwhile or
    the draft was changed elsewhere, and Refused for a line that is not complete, a duplicate, a missing
    reason, or a draft in which nothing has changed.
    """
    signer = session.require(Act.SIGN_PLAN)
    draft = signature.draft
    in_force = work.queries.plan_in_force(draft.patient_id)
    refuse_signed(draft)
    refuse_stale(draft, in_force)
    _check(session, draft, in_force, signature.reason)
    signed = replace(
        draft,
        status=PlanStatus.SIGNED,
        reason=signature.reason.strip(),
        signed_by=signer.id,
        signed_at=session.now(),
        visit_id=visit_id,
    )
    return work.plans.save(signed)


def refuse_signed(plan: Plan) -> None:
    """Raises Refused for a version that is signed: it stays as it is for ever."""
    if plan.status is PlanStatus.SIGNED:
        raise Refused("This plan is signed and stays as it is. Change the plan to make a new version.")


def refuse_stale(draft: Plan, in_force: Plan | None) -> None:
    """Raises StaleRecord when another version was signed since this draft was begun."""
    if in_force is not None and in_force.id != draft.based_on:
        raise StaleRecord(
            "plan",
            f"Plan {in_force.number} was signed since this draft was begun. Nothing was overwritten. "
            "Take it up into the draft, look at every line, and sign then.",
        )


def _check(session: Session, draft: Plan, in_force: Plan | None, reason: str) -> None:
    today = session.today()
    found = problems(draft, today)
    if found:
        raise Refused(f"{len(found)} things are missing on the plan. Fill in what is marked.", "lines")
    if not draft.items:
        raise Refused("The plan is empty. Add a medicine first.", "lines")
    if same_content(in_force, draft):
        raise Refused("Nothing has changed since the plan in force. Throw the draft away instead.", "lines")
    if not reason.strip() and changes_needing_reason(in_force, draft, today):
        raise Refused("A dose was changed or a medicine stopped. Write why.", "reason")
