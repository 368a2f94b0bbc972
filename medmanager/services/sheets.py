"""Gathers what a sheet is made from, inside an open unit of work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from zoneinfo import ZoneInfo

from medmanager.domain.carried import without_answered
from medmanager.domain.errors import Refused
from medmanager.domain.local_time import ONE_DAY, instant_at, local_day
from medmanager.domain.paper.document import ArchivedDocument, DocumentKind
from medmanager.domain.paper.making import SheetSources, make_plan_sheet
from medmanager.domain.paper.sheets import (
    ClinicCard,
    PlanSheet,
    SheetHead,
    SheetMark,
    SheetStopped,
    SheetTrend,
    SheetVisit,
)
from medmanager.domain.paper.trend import trend_of
from medmanager.domain.patient import Language, Patient
from medmanager.domain.plan.dose import Form
from medmanager.domain.plan.plan import Plan, PlanItem, PlanStatus
from medmanager.domain.plan.reconciliation import asked_to_stop, beside
from medmanager.domain.plan.restart_gaps import restart_gaps
from medmanager.domain.visit import turn
from medmanager.services.chart_reading import known_allergies, outside_medicines
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.plan_watch import PlanWatch
from medmanager.services.ports import UnitOfWork
from medmanager.services.safety_check import asked_about, read_asked
from medmanager.services.session import Session


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """How the paper is made, and about what: `subject` "" is the usual one."""

    language: Language
    large_print: bool
    subject: str = ""


class SheetMaker:
    """Reads only, in the unit of work of a caller who asked for permission. `names` by side-effect code."""

    def __init__(self, session: Session, names: Mapping[str, str], shelf: KnowledgeShelf) -> None:
        self._session = session
        self._names = names
        self._shelf = shelf

    @property
    def session(self) -> Session:
        """Who asks, for which practice and on which day."""
        return self._session

    @property
    def names(self) -> Mapping[str, str]:
        """Names of side effects by code."""
        return self._names

    @property
    def zone(self) -> ZoneInfo:
        """Where the practice is."""
        return self._session.zone

    def plan_sheet(self, work: UnitOfWork, patient: Patient, plan: Plan, options: SheetOptions) -> PlanSheet:
        """The sheet of today. Raises Refused where there is nothing to take or no clinic phone.

        Tests stand with the days on which they fall due by now; a question that was answered stands no more.
        """
        plan = without_answered(plan, work.visits.of_patient(patient.id))
        plan = PlanWatch(self._session, self._shelf).followed(work, plan)
        active = tuple(one for one in work.allergies.of_patient(patient.id) if one.active)
        told = self._told_before(work, patient, plan)
        sources = SheetSources(
            head=self.head(work, patient, plan, options),
            plan=plan,
            previous=told.plan,
            clock_time=self._session.now().astimezone(self.zone).time(),
            slot_clock=self._session.practice.slot_clock,
            allergy_knowledge=known_allergies(active, work.intakes.of_patient(patient.id)),
            allergies=active,
            asked_to_stop=self._asked_to_stop(work, patient, plan),
            next_visit=self.next_visit(work, patient),
            signed_on=self._signed_on(plan),
            is_first=told.is_first,
            in_a_day=told.in_a_day,
            trend=self._trend(work, patient),
            restart_gaps=self._restart_gaps(work, patient, plan),
        )
        return make_plan_sheet(sources)

    def _asked_to_stop(self, work: UnitOfWork, patient: Patient, plan: Plan) -> tuple[SheetStopped, ...]:
        """Medicines from elsewhere that somebody decided against, unless they were told otherwise since.

        One whose drug stands on the plan is left out: "do not take" beside its dose would be read as both.
        """
        decided_on, today = work.reconciled.of_patient(patient.id), self._session.today()
        told = beside(outside_medicines(work, patient.id), decided_on, plan, today)
        taken = {self._drug_of(item.medicine.generic) for item in plan.active_items(today)}
        return tuple(
            self._stopped(one.statement.name, local_day(decided.at, self.zone))
            for one in told
            if (decided := asked_to_stop(one)) is not None and self._drug_of(one.statement.name) not in taken
        )

    def _stopped(self, told: str, on: date) -> SheetStopped:
        """Under the name on the bottle, with the generic name before it where the base knows it."""
        generic = self._shelf.base.names.find(told).name
        other = generic and not told.casefold().startswith(generic)
        return SheetStopped(generic if other else told, told if other else "", None, Form.TABLET, on)

    def _drug_of(self, name: str) -> str:
        found = self._shelf.base.names.find(name).drug
        return found.key if found else name.casefold()

    def head(self, work: UnitOfWork, patient: Patient, plan: Plan | None, options: SheetOptions) -> SheetHead:
        """Whose sheet it is, from whom, and what it must admit; `plan` None: it belongs to no plan.

        Raises Refused without a clinic phone.
        """
        practice = self._session.practice
        if not practice.phone.strip():
            raise Refused(
                "The sheet needs the clinic's phone number. Write it in Settings, Practice.", "phone"
            )
        return SheetHead(
            f"{patient.given_name} {patient.family_name}",
            patient.birth_date,
            self._session.today(),
            plan.number if plan else None,
            self._prescriber(work, patient, plan),
            ClinicCard(practice.name, practice.phone, practice.address, practice.after_hours_phone),
            options.language,
            options.large_print,
            practice.paper,
            self._marks(patient, plan),
            self._replaces(work, patient, plan) if plan else None,
        )

    def _marks(self, patient: Patient, plan: Plan | None) -> tuple[SheetMark, ...]:
        demo = patient.demo or self._session.practice.demo
        draft = plan is not None and plan.status is PlanStatus.DRAFT
        return (*((SheetMark.DEMO,) if demo else ()), *((SheetMark.DRAFT,) if draft else ()))

    def _prescriber(self, work: UnitOfWork, patient: Patient, plan: Plan | None) -> str:
        """Who signed; for a draft the patient's own provider, else its author."""
        signed_by, author = (plan.signed_by, plan.author_id) if plan else (None, None)
        for user_id in (signed_by, patient.provider_id, author):
            user = work.users.find(user_id) if user_id else None
            if user is not None:
                return user.signature
        return self._session.practice.name

    def _told_before(self, work: UnitOfWork, patient: Patient, plan: Plan) -> _Told:
        """The version whose sheet the patient has; where no sheet of an earlier one went home, the last one
        before the day of this plan. What a version changed that was replaced without a sheet, no other tells.
        """
        day = self._signed_on(plan) or self._session.today()
        printed = {one.plan_id for one in self._plan_papers(work, patient)}
        passed, before = list[Plan](), None
        if printed - {plan.id}:
            passed, before = self._passed(work, plan, lambda one: one.id not in printed)
        if before is None:
            passed, before = self._passed(work, plan, lambda one: self._signed_on(one) == day)
        told = _with_taken_back(before, passed, plan.active_items(day))
        in_a_day = all(self._signed_on(one) == day for one in passed)
        return _Told(told, is_first=plan.id not in printed, in_a_day=in_a_day)

    def _passed(
        self, work: UnitOfWork, plan: Plan, passes: Callable[[Plan], bool]
    ) -> tuple[list[Plan], Plan | None]:
        """The versions before this one that are passed over, newest first, and the one where that ends."""
        passed: list[Plan] = []
        before = self._base(work, plan)
        while before is not None and passes(before):
            passed.append(before)
            before = self._base(work, before)
        return passed, before

    def _base(self, work: UnitOfWork, plan: Plan) -> Plan | None:
        return work.plans.find(plan.based_on) if plan.based_on else None

    def _signed_on(self, plan: Plan) -> date | None:
        return local_day(plan.signed_at, self.zone) if plan.signed_at else None

    def _plan_papers(self, work: UnitOfWork, patient: Patient) -> tuple[ArchivedDocument, ...]:
        found = work.documents.of_patient(patient.id)
        return tuple(one for one in found if one.kind is DocumentKind.PLAN and not one.draft)

    def _replaces(self, work: UnitOfWork, patient: Patient, plan: Plan) -> date | None:
        """Day of the plan paper that went home last before today; else the day the last plan was signed."""
        today = self._session.today()
        papers = (local_day(one.created_at, self.zone) for one in self._plan_papers(work, patient))
        earlier = max((day for day in papers if day < today), default=None)
        if earlier is not None:
            return earlier
        before = self._told_before(work, patient, plan).plan
        signed = self._signed_on(before) if before else None
        return signed if signed and signed < today else None

    def next_visit(self, work: UnitOfWork, patient: Patient, after: date | None = None) -> SheetVisit | None:
        """The next booked visit in local time, or the first after that day; None where nothing is booked."""
        now = self._session.now()
        since = max(now, instant_at(after + ONE_DAY, time(), self.zone)) if after else now
        following = work.queries.next_appointment(patient.id, since)
        if following is None:
            return None
        local = following.start.astimezone(self.zone)
        return SheetVisit(local.date(), local.time(), following.mode)

    def _restart_gaps(self, work: UnitOfWork, patient: Patient, plan: Plan) -> Mapping[str, int]:
        """What the knowledge base says of missed days, with everything else she takes in view."""
        asked = read_asked(work, patient.id, self.zone)
        question = asked_about(asked, plan, self._session.today())
        return restart_gaps(self._shelf.base, question)

    def _trend(self, work: UnitOfWork, patient: Patient) -> SheetTrend | None:
        visits = sorted(work.visits.of_patient(patient.id), key=turn)
        dated = [(local_day(visit.at, self.zone), visit) for visit in visits]
        return trend_of(dated, self._names, self._session.today())


@dataclass(frozen=True, slots=True)
class _Told:
    """The plan that was told before; whether no sheet of this one went home yet, and whether all that
    changed since was signed on the day of this one.
    """

    plan: Plan | None
    is_first: bool
    in_a_day: bool


def _with_taken_back(before: Plan | None, passed: Sequence[Plan], kept: Iterable[PlanItem]) -> Plan | None:
    """With the lines that stood only on what was passed over, newest first, and are not kept: somebody may
    have them already.
    """
    known = before.items if before else ()
    there = {item.line_id for item in (*known, *kept)}
    base = before or next(reversed(passed), None)
    items = (item for one in reversed(passed) for item in one.items if item.line_id not in there)
    gone = {item.line_id: item for item in items}
    return replace(base, items=(*known, *gone.values())) if base else None
