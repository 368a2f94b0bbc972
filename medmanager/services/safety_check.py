"""One check of chart and plan in a unit of work: panel and signature share it, so that they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from medmanager.domain.chart import AllergyKnowledge, Chart, standing
from medmanager.domain.ids import LineId, PatientId
from medmanager.domain.intake import Intake
from medmanager.domain.knowledge.alerts import Alert, CheckResult
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.burden import Load, loads_of
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.patient_facts import PatientFacts
from medmanager.domain.knowledge.question import Listed, Question
from medmanager.domain.override import EVERYTHING, Answered, Basis, Override, answered
from medmanager.domain.patient import Allergy
from medmanager.domain.plan.plan import Plan
from medmanager.domain.plan.reconciliation import Reconciled, beyond_plan
from medmanager.domain.plan.safety_question import question_of
from medmanager.services.chart_reading import known_allergies, outside_medicines
from medmanager.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """What is known of the patient, read once: any plan can be asked about."""

    chart: Chart
    intakes: tuple[Intake, ...]
    overrides: tuple[Override, ...]
    in_force: Plan | None
    zone: ZoneInfo
    """In which the practice counts its days."""
    reconciled: tuple[Reconciled, ...] = ()

    @property
    def allergies(self) -> tuple[Allergy, ...]:
        """The active ones, medicines first."""
        active = [one for one in self.chart.allergies if one.active]
        return tuple(sorted(active, key=lambda one: not one.medicine))

    @property
    def allergy_knowledge(self) -> AllergyKnowledge:
        """What is known of allergies."""
        return known_allergies(self.allergies, self.intakes)


def read_asked(work: UnitOfWork, patient_id: PatientId, zone: ZoneInfo) -> Asked:
    """Read it, without what no rule looks at."""
    chart = Chart(
        work.patients.get(patient_id),
        work.allergies.of_patient(patient_id),
        work.conditions.of_patient(patient_id),
        outside_medicines(work, patient_id),
        standing(work.observations.of_patient(patient_id)),
        (),
        (),
        work.queries.measured_here(patient_id),
    )
    return Asked(
        chart,
        work.intakes.of_patient(patient_id),
        work.overrides.of_patient(patient_id),
        work.queries.plan_in_force(patient_id),
        zone,
        work.reconciled.of_patient(patient_id),
    )


WITHOUT: Final[Mapping[str, Callable[[PatientFacts], PatientFacts]]] = {
    "qtc_ms": lambda facts: replace(facts, qtc_ms=None),
    "egfr": lambda facts: replace(facts, egfr=None),
    "anc": lambda facts: replace(facts, anc=None),
}
"""Facts of the patient that a new result changes from one day to the next, each with the facts without it."""


@dataclass(frozen=True, slots=True, repr=False)
class Checked:
    """A check before it is told: what was asked of which base, and what came back."""

    base: KnowledgeBase
    question: Question
    result: CheckResult

    @property
    def loads(self) -> tuple[Load, ...]:
        """What adds up over the whole list."""
        return loads_of(self.question, self.base.names, self.base.sums, self.result.alerts)

    @property
    def doses(self) -> Mapping[str, str]:
        """What is taken, as text, by the name under which alerts speak of a medicine: of every line of it."""
        told: dict[str, list[str]] = {}
        for one in self.question.medicines:
            found = self.base.names.find(one.name)
            if found.drug is not None and one.dose_told:
                told.setdefault(found.name, []).append(one.dose_told)
        return {name: ", ".join(sorted(doses)) for name, doses in told.items()}

    @property
    def to_vouch_for(self) -> tuple[str, ...]:
        """Medicines and allergies that no rule could be asked about, and everything where the base itself is
        damaged, changed or too old: a signer has to check them herself.

        A condition that no rule knows is said too, but nothing was left out because of it.
        """
        conditions = set(self.question.conditions)
        names = [one.subject for one in self.result.not_checked if one.subject not in conditions]
        return tuple(dict.fromkeys((*names, EVERYTHING) if self.result.warnings else names))

    def lines_of(self, plan: Plan | None) -> Mapping[str, LineId]:
        """The line of the plan by the name under which alerts speak of its medicine."""
        items = plan.items if plan else ()
        found = ((self.base.names.find(item.medicine.generic).name, item.line_id) for item in items)
        return {name: line_id for name, line_id in found if name}

    def answered(self, overrides: Iterable[Override]) -> tuple[Answered, ...]:
        """Every alert with the reason that answers it."""
        doses, given = self.doses, tuple(overrides)
        # asked anew without each result, so only where there is a reason that could end with it
        results = self.results() if given else {}
        return tuple(
            answered(alert, given, Basis(doses, results.get(alert, {})), self.question.day)
            for alert in self.result.alerts
        )

    def results(self) -> Mapping[Alert, Mapping[str, Decimal]]:
        """The measured values, by their names in `PatientFacts`, without which an alert would not stand as it
        does. It checks once more for every value that is known.
        """
        found: dict[Alert, dict[str, Decimal]] = {}
        for name, without in WITHOUT.items():
            value: Decimal | None = getattr(self.question.facts, name)
            if value is None:
                continue
            unmeasured = replace(self.question, facts=without(self.question.facts))
            others = set(check(self.base, unmeasured).alerts)
            for alert in self.result.alerts:
                if alert not in others:
                    found.setdefault(alert, {})[name] = value
        return found


def asked_about(asked: Asked, plan: Plan | None, today: date) -> Question:
    """What the base is asked about this plan."""
    told = beyond_plan(asked.chart.statements, asked.reconciled, plan, today)
    return question_of(replace(asked.chart, statements=told), asked.intakes, plan, today, asked.zone)


def checked(
    base: KnowledgeBase, asked: Asked, plan: Plan | None, today: date, undosed: Iterable[str] = ()
) -> Checked:
    """Check a plan with everything else that the patient takes; `undosed` are names being written down."""
    question = asked_about(asked, plan, today)
    more = tuple(Listed(name, start=today) for name in undosed if name.strip())
    question = replace(question, medicines=(*question.medicines, *more))
    return Checked(base, question, check(base, question))


def fresh_since(alerts: Iterable[Alert], before: Iterable[Alert]) -> frozenset[Alert]:
    """Those that were not there before, or milder."""
    known = {(one.rule, one.subjects): one.severity.rank for one in before}
    return frozenset(one for one in alerts if one.severity.rank > known.get((one.rule, one.subjects), 0))
