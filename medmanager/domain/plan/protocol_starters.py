"""Protocols that come with the program. Their dates are those of the knowledge base's titrations."""

from __future__ import annotations

from dataclasses import dataclass, replace

from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.knowledge.proposals import RequestKind
from medmanager.domain.knowledge.question import Question
from medmanager.domain.plan.dose import DoseStep, Form
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.plan.proposal import NewLine, PlanProposal, Wish
from medmanager.domain.plan.proposing import Proposer

ANOTHER_WAY = (
    "With what is known of this patient the knowledge base proposes other steps than this protocol. "
    "Add {} and use its titration instead."
)
MOST_WATCHED = 5
"""Side effects that are put on a line at first: the first of the drug's list, the commonest."""


@dataclass(frozen=True, slots=True)
class Starter:
    """What the program knows of a shipped protocol: no dose and no date, those are the knowledge base's."""

    key: str
    name: str
    drug: str
    form: Form
    purpose: str


STARTERS = (
    Starter("sertraline", "Start sertraline", "sertraline", Form.TABLET, "for low mood"),
    Starter("escitalopram", "Start escitalopram", "escitalopram", Form.TABLET, "for low mood"),
    Starter("lithium-er", "Start lithium ER", "lithium", Form.ER_TABLET, "for mood swings"),
    Starter(
        "lamotrigine",
        "Lamotrigine titration without valproate",
        "lamotrigine",
        Form.TABLET,
        "for mood swings",
    ),
)


@dataclass(frozen=True, slots=True)
class Patient:
    """For whom a starter is worked out: the plan being written and what is known."""

    plan: Plan
    question: Question


@dataclass(frozen=True, slots=True)
class Started:
    """A line made of a starter, with what the base says beside it."""

    item: PlanItem
    source: str
    notes: tuple[str, ...]


def offered(base: KnowledgeBase) -> tuple[Starter, ...]:
    """Those whose titration the base knows."""
    rules = base.tapers.titrations
    return tuple(one for one in STARTERS if any(one.drug in rule.drugs for rule in rules))


def start_line(base: KnowledgeBase, starter: Starter, patient: Patient, line_id: LineId) -> Started:
    """The line of a starter from today on, today being the day of the question.

    Raises Refused where the base proposes something else for this patient, or nothing at all: a protocol
    never passes over what is known of somebody.
    """
    drug = base.drugs[starter.drug]
    nobody = Patient(replace(patient.plan, items=()), Question(patient.question.day))
    plain = _proposed(base, starter, nobody, line_id)
    theirs = _proposed(base, starter, patient, line_id)
    item = next((line.item for line in theirs.lines if line.item.line_id == line_id), None)
    if item is None or item.steps != plain.lines[0].item.steps:
        raise Refused(ANOTHER_WAY.format(drug.generic), "medicine")
    item = replace(
        item,
        steps=_joined(item.steps),
        benefit=_first(drug, "benefits"),
        benefit_when=_first(drug, "onset"),
        watch=drug.effects[:MOST_WATCHED],
    )
    source = theirs.notes[0].evidence.text if theirs.notes else ""
    return Started(item, source, (*(note.text for note in theirs.notes), *theirs.warnings))


def _proposed(base: KnowledgeBase, starter: Starter, patient: Patient, line_id: LineId) -> PlanProposal:
    begun = NewLine(starter.drug, starter.form, starter.purpose)
    wish = Wish(RequestKind.TITRATION, patient.question.day, coming=begun)
    return Proposer(base, patient.question, patient.plan, lambda: line_id).work_out(wish)


def _joined(steps: tuple[DoseStep, ...]) -> tuple[DoseStep, ...]:
    """Steps of the same tablets one after the other are one step."""
    joined: list[DoseStep] = []
    for step in steps:
        last = joined[-1] if joined else None
        if last is not None and (last.tablets, last.every_days) == (step.tablets, step.every_days):
            joined[-1] = replace(last, end=step.end)
        else:
            joined.append(step)
    return tuple(joined)


def _first(drug: Drug, topic: str) -> str:
    facts = drug.facts.get(topic, ())
    return facts[0].text if facts else ""
