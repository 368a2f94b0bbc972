"""The services of plan and visit screens over the in-memory practice, and an ask that answers later."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError
from medmanager.domain.knowledge.side_effect_list import read_side_effects
from medmanager.domain.knowledge.visit_scales import read_visit_scales
from medmanager.domain.paper.plainer_words import PlainerWords
from medmanager.domain.paper.ready_words import read_ready_words
from medmanager.domain.patient import Patient
from medmanager.domain.plan.dose import Slot
from medmanager.domain.plan.plan import Medicine, Plan, PlanItem
from medmanager.domain.user import Role
from medmanager.services.drafts import Drafts
from medmanager.services.knowledge import Knowledge
from medmanager.services.plan_monitoring import PlanMonitoring
from medmanager.services.plans import Plans
from medmanager.services.proposing import Proposing
from medmanager.services.protocols import Protocols
from medmanager.services.reconciling import Reconciling
from medmanager.services.safety import Safety
from medmanager.services.session import Session
from medmanager.services.visits import Visits
from tests.builders import a_patient, a_session, a_signed_plan, a_step, an_item, keep, tablets
from tests.fakes import FakeClock
from tests.kit.fakes import NotedNotices, fake_context
from tests.shelf import KNOWLEDGE, SHELF
from ui.kit.context import Context, Failed, Lane
from ui.kit.feed import ChangeFeed

FORMULARY = SHELF
EFFECTS = read_side_effects(KNOWLEDGE / "side_effects.json")
WORDS = read_ready_words(KNOWLEDGE.parent / "phrases")
SCALES = read_visit_scales(KNOWLEDGE)
SEPTEMBER = date(2026, 9, 1)
T = TypeVar("T")


@dataclass
class ChartServices:
    """As much of `Services` as these screens need."""

    session: Session
    plans: Plans
    monitoring: PlanMonitoring
    reconciling: Reconciling
    visits: Visits
    drafts: Drafts
    safety: Safety
    protocols: Protocols
    clock: FakeClock
    proposing: Proposing
    knowledge: Knowledge


def chart_services(role: Role = Role.PROVIDER, **user: Any) -> ChartServices:
    """Somebody of that role, signed in."""
    clock = FakeClock()
    session = a_session(role, clock, **user)
    return ChartServices(
        session,
        Plans(session, FORMULARY),
        PlanMonitoring(session, FORMULARY),
        Reconciling(session, FORMULARY),
        Visits(session, EFFECTS, SCALES, FORMULARY),
        Drafts(session),
        Safety(session, FORMULARY),
        Protocols(session, FORMULARY, WORDS),
        clock,
        Proposing(session, FORMULARY),
        Knowledge(session, FORMULARY, PlainerWords({})),
    )


def a_line(generic: str, *steps: Any, **changes: Any) -> PlanItem:
    """A line whose medicine is written as the drug list has it."""
    drug = FORMULARY.named(generic)
    assert drug is not None, "tests name medicines of the list"
    return replace(an_item(generic, *steps, **changes), medicine=Medicine(generic, drug.brand, drug.rxcui))


@dataclass
class Chart:
    """A patient with plan 6: sertraline 50 mg and lithium 900 mg since September."""

    services: ChartServices
    patient: Patient = field(default_factory=a_patient)
    sertraline: PlanItem = field(default_factory=lambda: a_line("sertraline", a_step(SEPTEMBER)))
    lithium: PlanItem = field(
        default_factory=lambda: a_line(
            "lithium carbonate", a_step(SEPTEMBER, None, tablets("300"), tablets("300", Slot.BEDTIME, "2"))
        )
    )

    def __post_init__(self) -> None:
        signer = self.services.session.user
        self.signed = a_signed_plan(self.patient, signer, self.sertraline, self.lithium, number=6, version=1)
        keep(self.services.session, self.patient, self.signed)

    @property
    def draft(self) -> Plan:
        draft = self.services.plans.draft(self.patient.id)
        assert draft is not None, "a draft was begun"
        return draft

    @property
    def in_force(self) -> Plan:
        plan = self.services.plans.in_force(self.patient.id)
        assert plan is not None, "a plan was signed"
        return plan

    def begin(self) -> Plan:
        self.services.plans.begin(self.patient.id)
        return self.draft


class LaterAsk:
    """Holds what was asked until `answer`, in order, as the store lane does; keeps the door's rules."""

    def __init__(self, feed: ChangeFeed, notices: NotedNotices) -> None:
        self._feed, self._notices = feed, notices
        self._asked: list[tuple[Callable[[], Any], Callable[[Any], None], Failed | None]] = []

    def __call__(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        lane: Lane = Lane.STORE,
    ) -> None:
        self._asked.append((work, done, failed))

    def answer(self) -> None:
        """Do everything that was asked, and what that asks for in turn."""
        while self._asked:
            work, done, failed = self._asked.pop(0)
            try:
                result = work()
            except MedManagerError as error:
                if failed is not None:
                    failed(error)
                else:
                    self._notices.warn(error.sentence)
                continue
            if isinstance(result, Changes):
                self._feed.publish(result)
            done(result)


def later_context(services: ChartServices) -> tuple[Context, LaterAsk]:
    """A context whose answers wait for `answer`."""
    context = fake_context(services)
    assert isinstance(context.feed, ChangeFeed)
    assert isinstance(context.notices, NotedNotices)
    ask = LaterAsk(context.feed, context.notices)
    return replace(context, ask=ask), ask
