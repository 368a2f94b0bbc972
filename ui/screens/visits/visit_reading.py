"""Reads the visit form into a visit, or says beside each field what to write. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import TypeVar

from medmanager.domain.errors import Refused
from medmanager.domain.history import Measure
from medmanager.domain.knowledge.visit_scales import VisitScales
from medmanager.domain.number_words import parse_whole
from medmanager.domain.typed_text import typed_paragraph
from medmanager.domain.visit import (
    CostConcern,
    LineReview,
    PatientQuestion,
    Response,
    ScaleResult,
    SideEffectRating,
    Visit,
    Vital,
)
from medmanager.domain.vital_words import VitalField, read_pressure
from ui.screens.visits.visit_fields import SIMPLE_VITALS, VisitFields, line_of

T = TypeVar("T")
LONGEST_ROW = 500
_MONEY = re.compile(r"\$? ?((?:0|[1-9][0-9]{0,4})(?:\.[0-9]{2})?)")
ON_FORM = frozenset({Measure.SYSTOLIC, Measure.DIASTOLIC, *(one.measure for one in SIMPLE_VITALS.values())})


@dataclass(frozen=True, slots=True)
class VisitReading:
    """The visit with all that could be read; `problems` by field name for the rest."""

    visit: Visit
    problems: dict[str, str]


@dataclass(slots=True)
class _Reader:
    problems: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except Refused as refusal:
            self.problems[name] = refusal.sentence
            return otherwise

    def text(self, name: str, typed: str, what: str, before: str = "") -> str:
        return self.take(name, lambda: typed_paragraph(typed, name, what), before)

    def row(self, name: str, typed: str, what: str) -> str:
        """The text of one row."""
        return self.take(name, lambda: typed_paragraph(typed, name, what, LONGEST_ROW), "")


def read_visit(typed: VisitFields, visit: Visit, scales: VisitScales) -> VisitReading:
    """The answers put into `visit`. What cannot be read leaves no value and is named in `problems`."""
    reader = _Reader()
    read = replace(
        visit,
        since_last=reader.text("since_last", typed.since_last, "The text", visit.since_last),
        response=Response(typed.response),
        effects=_effects(typed, visit),
        vitals=_vitals(reader, typed, visit),
        scales=_scales(typed, visit, scales),
        lines=_lines(reader, typed, visit),
        questions=_questions(reader, typed),
        costs=_costs(reader, typed),
        risk=reader.text("risk", typed.risk, "The text", visit.risk),
        assessment=reader.text("assessment", typed.assessment, "The text", visit.assessment),
    )
    return VisitReading(read, reader.problems)


def _effects(typed: VisitFields, visit: Visit) -> tuple[SideEffectRating, ...]:
    """Rated ones, and those that were kept before: a row that is only offered is not a record."""
    before = {one.effect: one for one in visit.effects}
    return tuple(
        replace(before.get(one.code, SideEffectRating(one.code, None)), severity=one.severity)
        for one in typed.effects
        if one.severity is not None or one.code in before
    )


def _vitals(reader: _Reader, typed: VisitFields, visit: Visit) -> tuple[Vital, ...]:
    found = [one for one in visit.vitals if one.measure not in ON_FORM]
    for name, form in SIMPLE_VITALS.items():
        text = str(getattr(typed, name))
        if text.strip():
            found += reader.take(name, partial(_one, form, text), ())
    if typed.pressure.strip():
        found += reader.take("pressure", lambda: read_pressure(typed.pressure), ())
    return tuple(found)


def _one(form: VitalField, text: str) -> tuple[Vital, ...]:
    return (form.read(text),)


def _scales(typed: VisitFields, visit: Visit, scales: VisitScales) -> tuple[ScaleResult, ...]:
    """Only a scale that was begun is kept: not asked is not an answer."""
    others = tuple(one for one in visit.scales if scales.named(one.scale) is None)
    begun = [
        scale.result(answers)
        for scale, answers in ((scales.phq9, typed.phq9), (scales.gad7, typed.gad7))
        if any(answer is not None for answer in answers)
    ]
    return (*others, *begun)


def _lines(reader: _Reader, typed: VisitFields, visit: Visit) -> tuple[LineReview, ...]:
    before = {one.line_id: one for one in visit.lines}
    found = []
    for number, row in enumerate(typed.lines):
        missed = None
        if row.missed.strip():
            name, text = f"line.{number}.missed", row.missed
            missed = _missed(reader, name, text)
        review = replace(
            before.get(line_of(row), LineReview(line_of(row))),
            response=Response(row.response),
            missed_week=missed,
            missed_reason=reader.row(f"line.{number}.reason", row.reason, "The reason"),
        )
        if review != LineReview(review.line_id):
            found.append(review)
    return tuple(found)


def _missed(reader: _Reader, name: str, text: str) -> int | None:
    what = "Missed doses in 7 days"
    return reader.take(name, lambda: parse_whole(text, name, what, 0, 56), None)


def _questions(reader: _Reader, typed: VisitFields) -> tuple[PatientQuestion, ...]:
    found = []
    for number, row in enumerate(typed.questions):
        text = reader.row(f"question.{number}.text", row.text, "The question")
        answer = reader.row(f"question.{number}.answer", row.answer, "The answer")
        if text:
            found.append(PatientQuestion(text, answer))
        elif answer:
            reader.problems[f"question.{number}.text"] = "Write the question too."
    return tuple(found)


def _costs(reader: _Reader, typed: VisitFields) -> tuple[CostConcern, ...]:
    found = []
    for number, row in enumerate(typed.costs):
        text = reader.row(f"cost.{number}.text", row.text, "The concern")
        monthly = _money(reader, f"cost.{number}.monthly", row.monthly) if row.monthly.strip() else None
        if text:
            found.append(CostConcern(text, monthly, line_of(row) if row.line_id else None, row.settled))
        elif monthly is not None:
            reader.problems[f"cost.{number}.text"] = "Write what the cost is for."
    return tuple(found)


def _money(reader: _Reader, name: str, text: str) -> Decimal | None:
    found = _MONEY.fullmatch(text.strip(" "))
    if found is None:
        reader.problems[name] = "Write dollars in a month, as 40 or 12.50."
        return None
    return Decimal(found[1])
