"""Signing a plan version inside a unit of work: shared by plans and visits, so the checks are the same."""

from dataclasses import replace
from uuid import UUID

from medmanager.domain.carried import without_answered
from medmanager.domain.errors import AlertsNotAcknowledged, Refused, StaleRecord
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.override import EVERYTHING, NOT_CHECKED, Override, OverrideReason
from medmanager.domain.plan.book import PlanSignature
from medmanager.domain.plan.plan import Plan, PlanStatus
from medmanager.domain.plan.writing import changes_needing_reason, problems, same_content
from medmanager.domain.typed_text import typed_paragraph
from medmanager.domain.user import Act
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.ports import UnitOfWork
from medmanager.services.safety_check import checked, read_asked
from medmanager.services.session import Session

NOTHING_CHECKED = (
    "The safety data cannot be read, so nothing was checked. Check allergies, doses and interactions "
    "yourself and say so, then sign."
)
DOUBTFUL = "{} Check allergies, doses and interactions yourself and say so, then sign."
NOT_VOUCHED = (
    "Something on this plan was not checked. Check it yourself and say so, or change the plan, then sign."
)


def sign_plan(
    session: Session,
    work: UnitOfWork,
    base: KnowledgeBase | None,
    signature: PlanSignature,
    visit_id: UUID | None = None,
) -> Plan:
    """The signed version, saved in `work`, checked once more against `base` (None: it cannot be read).

    Raises NotAllowed for a role that may not sign, StaleRecord when another version was signed meanwhile or
    the draft was changed elsewhere, and Refused for a line that is not complete, a duplicate, a missing
    reason, or a draft in which nothing has changed. Raises AlertsNotAcknowledged while an alert that is major
    or graver has no reason that holds, and for what was not checked and nobody vouches for.
    """
    signer = session.require(Act.SIGN_PLAN)
    draft = signature.draft
    in_force = work.queries.plan_in_force(draft.patient_id)
    refuse_signed(draft)
    refuse_stale(draft, in_force)
    stands = without_answered(in_force, work.visits.of_patient(draft.patient_id)) if in_force else None
    _check(session, draft, stands, signature.reason)
    for name in _refuse_unsafe(session, work, base, signature):
        work.overrides.save(_vouched(session, draft, name, base))
    signed = replace(
        draft,
        status=PlanStatus.SIGNED,
        reason=signature.reason.strip(),
        signed_by=signer.id,
        signed_at=session.now(),
        visit_id=visit_id,
    )
    return work.plans.save(signed)


def base_to_sign_with(shelf: KnowledgeShelf) -> KnowledgeBase | None:
    """The base; None where it cannot be read, which a signer has to take upon herself."""
    return shelf.base_if_readable


def _refuse_unsafe(
    session: Session, work: UnitOfWork, base: KnowledgeBase | None, signature: PlanSignature
) -> tuple[str, ...]:
    """What the signer vouches for, where nothing speaks against the signature any more."""
    vouched = set(signature.vouched)
    if base is None:
        if EVERYTHING not in vouched:
            raise AlertsNotAcknowledged(NOTHING_CHECKED)
        return (EVERYTHING,)
    asked = read_asked(work, signature.draft.patient_id, session.zone)
    found = checked(base, asked, signature.draft, session.today())
    still = sum(one.is_open and one.must_be_answered for one in found.answered(asked.overrides))
    if still:
        raise AlertsNotAcknowledged(_unanswered(still))
    left = set(found.to_vouch_for) - vouched
    if left:
        doubtful = EVERYTHING in left
        raise AlertsNotAcknowledged(
            DOUBTFUL.format(" ".join(found.result.warnings)) if doubtful else NOT_VOUCHED
        )
    return found.to_vouch_for


def _unanswered(still: int) -> str:
    told = "One grave alert has" if still == 1 else f"{still} grave alerts have"
    return f"{told} no reason. Change the plan, or give a reason for going on, then sign."


def _vouched(session: Session, draft: Plan, name: str, base: KnowledgeBase | None) -> Override:
    """On record for the safety owner: what people check by hand is what the base lacks."""
    doubts = base.warnings(session.today()) if base is not None and name == EVERYTHING else ()
    return Override(
        session.new_id(),
        draft.patient_id,
        NOT_CHECKED,
        (name,),
        Severity.MAJOR,
        OverrideReason.CHECKED_BY_HAND,
        "",
        session.user.id,
        session.now(),
        title=" ".join((f"Not checked: {name}", *(f"({doubt})" for doubt in doubts))),
    )


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
    """`in_force` without what was answered since: to ask that once more is a change."""
    today = session.today()
    typed_paragraph(reason, "reason", "The reason")
    found = problems(draft, today)
    if found:
        raise Refused(f"{len(found)} things are missing on the plan. Fill in what is marked.", "lines")
    if not draft.items:
        raise Refused("The plan is empty. Add a medicine first.", "lines")
    if same_content(in_force, draft):
        raise Refused("Nothing has changed since the plan in force. Throw the draft away instead.", "lines")
    if not reason.strip() and changes_needing_reason(in_force, draft, today):
        raise Refused("A dose was changed or a medicine stopped. Write why.", "reason")
