"""Works the tests of a plan out inside a unit of work: for whoever shows, prints or saves a plan."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from medmanager.domain.errors import Refused
from medmanager.domain.history import Observation
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.local_time import local_day
from medmanager.domain.measured import Done, Result, done_tests
from medmanager.domain.plan.asked_tests import PlanTests
from medmanager.domain.plan.monitoring import Known, ask_base, follow, plan_tests
from medmanager.domain.plan.plan import Plan
from medmanager.domain.plan.safety_question import question_of
from medmanager.domain.visit import Visit
from medmanager.services.chart_reading import read_chart
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session


class PlanWatch:
    """Reads what a plan's tests depend on, and asks the knowledge base."""

    def __init__(self, session: Session, shelf: KnowledgeShelf) -> None:
        self._session, self._shelf = session, shelf

    @property
    def today(self) -> date:
        """The practice's day."""
        return self._session.today()

    def followed(self, work: UnitOfWork, plan: Plan) -> Plan:
        """The plan with its tests as they fall due by now. Raises Refused when the base cannot be read."""
        if not any(item.monitoring for item in plan.items):
            return plan
        base, known = self._shelf.base, self.known(work, plan)
        return follow(plan, ask_base(base, plan, known), known)

    def by_now(self, work: UnitOfWork, plan: Plan) -> Plan:
        """The same for lists that must stand in any case: as signed where the base cannot be read."""
        try:
            return self.followed(work, plan)
        except Refused:
            return plan

    def tests(self, work: UnitOfWork, plan: Plan) -> PlanTests:
        """Everything that is asked for, with what was decided about it."""
        return self.tests_of(self._shelf.base, plan, self.known(work, plan))

    def tests_of(self, base: KnowledgeBase, plan: Plan, known: Known) -> PlanTests:
        """The same for a plan that is only looked at."""
        asked = ask_base(base, plan, known)
        return plan_tests(follow(plan, asked, known), asked, known)

    def known(self, work: UnitOfWork, plan: Plan) -> Known:
        """What is known of the patient beside the plan."""
        today = self._session.today()
        chart = read_chart(work, plan.patient_id)
        intakes = work.intakes.of_patient(plan.patient_id)
        question = question_of(chart, intakes, None, today, self._session.zone)
        vocabulary = self._shelf.base.conditions
        written = frozenset(key for text in question.conditions for key in vocabulary.keys_of(text))
        facts = replace(question.facts, conditions=question.facts.conditions | written)
        visits = work.visits.of_patient(plan.patient_id)
        done, schedule = self._done(chart.observations, visits), self._session.practice.metabolic_schedule
        return Known(today, facts, question.medicines, done, schedule)

    def _done(self, observations: Iterable[Observation], visits: Iterable[Visit]) -> tuple[Done, ...]:
        zone = self._session.zone
        outside = (Result(one.measure, one.value, local_day(one.at, zone)) for one in observations)
        here = (
            Result(vital.measure, vital.value, local_day(visit.at, zone))
            for visit in visits
            for vital in visit.vitals
        )
        return done_tests((*outside, *here))
