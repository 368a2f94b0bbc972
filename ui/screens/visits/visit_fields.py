"""The raw answers of a visit form, as typed, and how they are kept as a draft. No Qt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from medmanager.domain.history import Measure
from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.visit_scales import FormScale, VisitScales
from medmanager.domain.number_words import plain
from medmanager.domain.visit import CostConcern, Response, Visit, vital
from medmanager.domain.vital_words import PULSE, QTC, WAIST, WEIGHT

SIMPLE_VITALS = {"weight": WEIGHT, "pulse": PULSE, "waist": WAIST, "qtc": QTC}
"""Fields of one number, by their name in the form; blood pressure is two."""


@dataclass(frozen=True, slots=True)
class EffectFields:
    """One side effect on the list; None is not asked."""

    code: str
    severity: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewFields:
    """How one medicine went."""

    line_id: str
    response: str = Response.NOT_ASKED.value
    missed: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class QuestionFields:
    """What the patient asked, and the answer."""

    text: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class CostFields:
    """A worry about money, per month where it is known; `line_id` "" where it is about no medicine."""

    text: str = ""
    monthly: str = ""
    settled: bool = False
    line_id: str = ""


@dataclass(frozen=True, slots=True)
class VisitFields:
    """Everything that is answered on the form."""

    since_last: str = ""
    response: str = Response.NOT_ASKED.value
    weight: str = ""
    pressure: str = ""
    pulse: str = ""
    waist: str = ""
    qtc: str = ""
    effects: tuple[EffectFields, ...] = ()
    phq9: tuple[int | None, ...] = ()
    gad7: tuple[int | None, ...] = ()
    lines: tuple[ReviewFields, ...] = ()
    questions: tuple[QuestionFields, ...] = ()
    costs: tuple[CostFields, ...] = ()
    risk: str = ""
    assessment: str = ""


def fields_of(visit: Visit, scales: VisitScales) -> VisitFields:
    """The form of a visit as it is stored."""
    texts = {name: _shown(visit, name) for name in SIMPLE_VITALS}
    upper, lower = vital(visit, Measure.SYSTOLIC), vital(visit, Measure.DIASTOLIC)
    return VisitFields(
        since_last=visit.since_last,
        response=visit.response.value,
        **texts,
        pressure=f"{plain(upper)}/{plain(lower)}" if upper is not None and lower is not None else "",
        effects=tuple(EffectFields(one.effect, one.severity) for one in visit.effects),
        phq9=answers_of(visit, scales.phq9),
        gad7=answers_of(visit, scales.gad7),
        lines=tuple(
            ReviewFields(
                str(one.line_id),
                one.response.value,
                "" if one.missed_week is None else str(one.missed_week),
                one.missed_reason,
            )
            for one in visit.lines
        ),
        questions=tuple(QuestionFields(one.text, one.answer) for one in visit.questions),
        costs=tuple(_cost(one) for one in visit.costs),
        risk=visit.risk,
        assessment=visit.assessment,
    )


def answers_of(visit: Visit, scale: FormScale) -> tuple[int | None, ...]:
    """The answers of a scale, one for each item; None where there is none."""
    found = next((one.items for one in visit.scales if one.scale == scale.name), ())
    return tuple(found) if len(found) == len(scale.items) else (None,) * len(scale.items)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed on which version of the note, and what that version said."""

    version: int
    typed: VisitFields
    seen: VisitFields


def to_draft(kept: Kept) -> dict[str, str]:
    """The fields as they are kept within a second."""
    return {
        "version": str(kept.version),
        "fields": json.dumps(asdict(kept.typed), ensure_ascii=False),
        "seen": json.dumps(asdict(kept.seen), ensure_ascii=False),
    }


def from_draft(kept: Mapping[str, str]) -> Kept | None:
    """What `to_draft` kept; None when another version of the form kept it and it cannot be read."""
    try:
        return Kept(int(kept["version"]), _from_json(kept["fields"]), _from_json(kept["seen"]))
    except (KeyError, ValueError, TypeError):
        return None


def _from_json(text: str) -> VisitFields:
    raw: dict[str, Any] = json.loads(text)
    raw["effects"] = tuple(EffectFields(**row) for row in raw["effects"])
    raw["lines"] = tuple(ReviewFields(**row) for row in raw["lines"])
    raw["questions"] = tuple(QuestionFields(**row) for row in raw["questions"])
    raw["costs"] = tuple(CostFields(**row) for row in raw["costs"])
    raw["phq9"], raw["gad7"] = tuple(raw["phq9"]), tuple(raw["gad7"])
    return VisitFields(**raw)


def line_of(row: ReviewFields | CostFields) -> LineId:
    """The id of the medicine line that a row is about. ValueError for a cost that is about none."""
    return LineId(UUID(row.line_id))


def _cost(cost: CostConcern) -> CostFields:
    monthly = "" if cost.monthly is None else f"{cost.monthly:f}"
    return CostFields(cost.text, monthly, cost.settled, str(cost.line_id or ""))


def _shown(visit: Visit, name: str) -> str:
    form = SIMPLE_VITALS[name]
    value = vital(visit, form.measure)
    return form.shown(value) if value is not None else ""
