"""The tests of one plan: worked out anew whenever they are shown, and what is decided about them."""

from collections.abc import Iterable
from datetime import date

from medmanager.domain.changes import Changes
from medmanager.domain.errors import NotFound
from medmanager.domain.plan.asked_tests import AskedTest, PlanTests, TestState
from medmanager.domain.plan.decided_tests import Choice, leave_out, mark_done, put_on, take_off
from medmanager.domain.plan.plan import Plan, SetAside
from medmanager.domain.user import Act
from medmanager.services.draft_saving import save_draft
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.plan_watch import PlanWatch
from medmanager.services.session import Session


class PlanMonitoring:
    """What the plan screen asks about tests. A command carries the draft as it was seen, as in `Plans`."""

    def __init__(self, session: Session, shelf: KnowledgeShelf) -> None:
        self._session, self._shelf = session, shelf
        self._watch = PlanWatch(session, shelf)

    def tests(self, plan: Plan) -> PlanTests:
        """The tests of a version as it is shown, kept or not. Raises Refused when no schedule can be read."""
        with self._session.read(Act.SEE_CHART) as work:
            return self._watch.tests(work, plan)

    def put_on(self, draft: Plan, chosen: Iterable[Choice]) -> Changes:
        """Put proposed tests on the plan. One that another of them answers by now is left out."""
        base = self._shelf.base
        with self._session.read(Act.DRAFT_PLAN) as work:
            known = self._watch.known(work, draft)
        changed = draft
        for choice in chosen:
            test = self._watch.tests_of(base, changed, known).find(choice.line_id, choice.measure)
            if test is not None and test.state in {TestState.PROPOSED, TestState.SET_ASIDE}:
                changed = put_on(changed, (test,))
        return self._save(changed, "put tests on plan")

    def set_aside(self, draft: Plan, choice: Choice, reason: str) -> Changes:
        """Decide against a test, with the reason. Raises Refused without one."""
        _test_of(self.tests(draft), choice)
        aside = SetAside(choice.measure, reason.strip(), self._session.user.id, self._session.now())
        return self._save(leave_out(draft, choice.line_id, aside), "set test aside")

    def take_back(self, draft: Plan, choice: Choice) -> Changes:
        """Undo what was decided about a test: it is proposed again. One that was put in by hand is gone."""
        return self._save(take_off(draft, choice), "take test back")

    def mark_done(self, draft: Plan, choice: Choice, on: date) -> Changes:
        """That test, or the next one of this measure, was done on that day."""
        return self._save(mark_done(draft, choice, on), "mark test done")

    def _save(self, draft: Plan, action: str) -> Changes:
        return save_draft(self._session, self._watch, draft, action)


def _test_of(tests: PlanTests, choice: Choice) -> AskedTest:
    found = tests.find(choice.line_id, choice.measure)
    if found is None:
        raise NotFound("This test is not asked for any more. Look at the plan again.")
    return found
