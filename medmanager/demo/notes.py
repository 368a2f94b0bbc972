"""The note of one visit, made of what was told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from medmanager.demo.dice import Dice
from medmanager.demo.told import Told
from medmanager.domain.history import SCALE_TOPS, Measure
from medmanager.domain.ids import PatientId, UserId, VisitId
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.visit import (
    CostConcern,
    LineReview,
    PatientQuestion,
    ScaleResult,
    SideEffectRating,
    Visit,
    Vital,
)

SEVERE = 15
"""PHQ-9 from which every note says what was asked about suicide."""
ASKED = "Asked about suicide: no thoughts, no plan."
_ITEMS = {"PHQ-9": 8, "GAD-7": 7}
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Build:
    """Weight in kg and height in cm at the first visit."""

    kilograms: Decimal
    centimeters: Decimal


def visit_of(told: Told, build: Build, dice: Dice | None) -> Visit:
    """The note without its place in a chart. With dice the numbers lie close to the told ones."""
    scales = _scales(told, dice)
    return Visit(
        VisitId(_NOBODY),
        PatientId(_NOBODY),
        datetime(2000, 1, 1, tzinfo=UTC),
        UserId(_NOBODY),
        since_last=told.words,
        response=told.response,
        effects=tuple(
            SideEffectRating(effect, _near(severity, 10, dice)) for effect, severity in told.effects
        ),
        vitals=_vitals(told, build, dice),
        scales=scales,
        questions=(PatientQuestion(told.question, told.answer),) if told.question else (),
        costs=_costs(told),
        risk=told.risk or (ASKED if _is_severe(scales) else ""),
        assessment=told.assessment,
    )


def reviews(told: Told, items: Iterable[PlanItem], on: date) -> tuple[LineReview, ...]:
    """What was said of each medicine that is taken on that day."""
    return tuple(
        LineReview(item.line_id, told.response, told.missed, told.missed_reason)
        for item in items
        if item.active_on(on) and item.steps[0].start <= on
    )


def items_of(scale: str, total: int) -> tuple[int, ...]:
    """Items of 0 to 3 with this sum, the first ones a little higher, as most people answer.

    The last item of a PHQ-9 is not among them: thoughts of death are told, never drawn by lot.
    """
    each, rest = divmod(total, _ITEMS[scale])
    assert each + bool(rest) <= 3, f"{total} is more than the items of a {scale} can hold"
    return tuple(each + (number < rest) for number in range(_ITEMS[scale]))


def _near(value: int, top: int, dice: Dice | None) -> int:
    """The value itself, or one close to it; nothing stays nothing."""
    if dice is None or value == 0:
        return value
    return min(max(value + dice.between(-1, 1), 0), top)


def _is_severe(scales: Iterable[ScaleResult]) -> bool:
    return any(one.scale == "PHQ-9" and (one.total or 0) >= SEVERE for one in scales)


def _scales(told: Told, dice: Dice | None) -> tuple[ScaleResult, ...]:
    found = []
    for scale, total in (("PHQ-9", told.phq9), ("GAD-7", told.gad7)):
        if total is not None:
            near = _near(total, SCALE_TOPS[Measure(scale)], dice)
            items = items_of(scale, near - told.harm) if scale == "PHQ-9" else items_of(scale, near)
            last = (told.harm,) if scale == "PHQ-9" else ()
            found.append(ScaleResult(scale, (*items, *last), near))
    return tuple(found)


def _vitals(told: Told, build: Build, dice: Dice | None) -> tuple[Vital, ...]:
    found: list[tuple[Measure, Decimal]] = []
    if told.gained:
        found.append((Measure.WEIGHT, build.kilograms + Decimal(told.gained)))
    if told.grown:
        found.append((Measure.HEIGHT, build.centimeters + Decimal(told.grown)))
    if told.pressure:
        upper, lower = told.pressure
        other = dice.between(-3, 3) * 2 if dice else 0
        found += [
            (Measure.SYSTOLIC, Decimal(upper + other)),
            (Measure.DIASTOLIC, Decimal(lower + other // 2)),
        ]
    if told.pulse:
        found.append((Measure.PULSE, Decimal(told.pulse + (dice.between(-3, 3) if dice else 0))))
    return tuple(Vital(measure, value) for measure, value in found)


def _costs(told: Told) -> tuple[CostConcern, ...]:
    monthly = Decimal(told.cost_monthly) if told.cost_monthly else None
    return (CostConcern(told.cost, monthly, settled=told.cost_settled),) if told.cost else ()
