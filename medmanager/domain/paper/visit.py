"""Sheets about visits: what was talked about at one, and the card for the next one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from medmanager.domain.history import Measure
from medmanager.domain.paper.sheets import SheetChange, SheetHead, SheetVisit
from medmanager.domain.paper.trend import NOT_ON_PAPER
from medmanager.domain.visit import PatientQuestion, Response, Visit, vital

MOST_EFFECTS = 8


@dataclass(frozen=True, slots=True, repr=False)
class AppointmentCard:
    """When, where and with whom. Says nothing of why: others may see it."""

    head: SheetHead
    visit: SheetVisit
    minutes: int
    with_whom: str
    first: bool = False
    """Whether the patient has not been seen before: then there is more to bring."""


@dataclass(frozen=True, slots=True)
class RatedFeeling:
    """A side effect as it was rated at the visit, 0 to 10."""

    name: str
    severity: int


@dataclass(frozen=True, slots=True)
class MeasuredValue:
    """Something that was measured at the visit and may be told on paper, with its unit."""

    measure: Measure
    value: Decimal
    second: Decimal | None = None
    """The lower number of a blood pressure."""


@dataclass(frozen=True, slots=True, repr=False)
class VisitSummary:
    """One visit in plain words. Holds no risk, no scores, no words that staff wrote for one another."""

    head: SheetHead
    visited_on: date
    response: Response = Response.NOT_ASKED
    feelings: tuple[RatedFeeling, ...] = ()
    measured: tuple[MeasuredValue, ...] = ()
    changes: tuple[SheetChange, ...] | None = None
    """What the plan signed at this visit changed; None where no plan was signed."""
    message: str = ""
    questions: tuple[PatientQuestion, ...] = ()
    next_visit: SheetVisit | None = None


def rated_feelings(visit: Visit, names: Mapping[str, str]) -> tuple[RatedFeeling, ...]:
    """What was asked and is there, the strongest first; without what was not asked or is not printed."""
    rated = [
        RatedFeeling(names.get(one.effect, one.effect), one.severity)
        for one in visit.effects
        if one.severity and one.effect not in NOT_ON_PAPER
    ]
    return tuple(sorted(rated, key=lambda one: -one.severity)[:MOST_EFFECTS])


def measured_values(visit: Visit) -> tuple[MeasuredValue, ...]:
    """Weight, blood pressure and pulse, where they were measured."""
    weight, pulse = vital(visit, Measure.WEIGHT), vital(visit, Measure.PULSE)
    upper, lower = vital(visit, Measure.SYSTOLIC), vital(visit, Measure.DIASTOLIC)
    found: list[MeasuredValue] = []
    if weight is not None:
        found.append(MeasuredValue(Measure.WEIGHT, weight))
    if upper is not None and lower is not None:
        found.append(MeasuredValue(Measure.SYSTOLIC, upper, lower))
    if pulse is not None:
        found.append(MeasuredValue(Measure.PULSE, pulse))
    return tuple(found)


def visit_texts(sheet: VisitSummary) -> Iterable[tuple[str, str]]:
    """The free words that are printed, each behind the name of its part."""
    yield "The message to the patient", sheet.message
    for question in sheet.questions:
        yield "A question of the patient", question.text
        yield "The answer to a question", question.answer
