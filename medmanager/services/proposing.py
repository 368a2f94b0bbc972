"""Works tapers, titrations, switches and restarts out for one patient's draft; stores nothing."""

from dataclasses import replace
from datetime import timedelta

from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.proposals import RequestKind
from medmanager.domain.knowledge.question import Question
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.plan.plan import Plan
from medmanager.domain.plan.proposal import PlanProposal, StopAdvice, Wish
from medmanager.domain.plan.proposing import Proposer
from medmanager.domain.plan.tablets import Choices, choices_of
from medmanager.domain.user import Act
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.safety_check import asked_about, read_asked
from medmanager.services.session import Session


class Proposing:
    """A proposal becomes part of the draft only through `Plans.put`."""

    def __init__(self, session: Session, shelf: KnowledgeShelf) -> None:
        self._session, self._shelf = session, shelf

    def choices(self, name: str) -> Choices:
        """Forms and tablets of a medicine; reads no record."""
        return choices_of(self._shelf.base, name)

    def propose(self, draft: Plan, wish: Wish) -> PlanProposal:
        """The lines as they would stand. Raises Refused, beside a field of the wish, for what is unsafe."""
        base = self._shelf.base
        asked = self._question(draft)
        made = self._proposer(base, asked, draft).work_out(wish)
        before = set(check(base, asked).alerts)
        after = check(base, self._question(made.into(draft))).alerts
        grave = tuple(one for one in after if one not in before and _is_grave(one))
        return replace(made, warnings=(*made.warnings, *base.warnings(self._session.today())), alerts=grave)

    def before_stopping(self, draft: Plan, line_id: LineId) -> StopAdvice | None:
        """How the base would come down from a line; None where it knows no steps or needs none."""
        base = self._shelf.base
        tomorrow = self._session.today() + timedelta(days=1)
        wish = Wish(RequestKind.TAPER, tomorrow, line_id)
        try:
            made = self._proposer(base, self._question(draft), draft).work_out(wish)
        except Refused:
            return None
        steps = len(made.lines[0].fresh)
        return StopAdvice(steps, made.total_days, made.notes) if made.total_days else None

    def _proposer(self, base: KnowledgeBase, asked: Question, draft: Plan) -> Proposer:
        return Proposer(base, asked, draft, lambda: LineId(self._session.new_id()))

    def _question(self, plan: Plan) -> Question:
        with self._session.read(Act.DRAFT_PLAN) as work:
            asked = read_asked(work, plan.patient_id, self._session.zone)
        return asked_about(asked, plan, self._session.today())


def _is_grave(alert: Alert) -> bool:
    return alert.severity.rank >= Severity.MAJOR.rank
