"""Answers to rating scales as JSON, and their scores."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.patient_facts import Sex
from medmanager.domain.knowledge.scale_clauses import Value
from medmanager.domain.knowledge.scale_files import Form, Scale
from medmanager.domain.knowledge.scoring import Score, Status, answered_yes, in_order, score, score_total
from medmanager.domain.knowledge.sheet import Sheet
from medmanager.exchange.knowledge_json import Json, plain
from medmanager.exchange.patient_json import word


def score_answer(fields: object, base: KnowledgeBase) -> Json:
    """The answer of `score`. Answers outside the scale give the status "rejected" and why.

    Raises Refused for input that names no scale that the base knows.
    """
    sheet = Sheet(fields, "the answers")
    scale = _scale(sheet.text("scale"), base)
    try:
        found = _scored(sheet, scale)
    except Refused as error:
        found = Score(scale.name, Status.REJECTED, advice=error.sentence)
    return _answer(found, scale)


def _scale(name: str, base: KnowledgeBase) -> Scale:
    scale = base.scales.get(" ".join(name.casefold().split()))
    if scale is None:
        known = ", ".join(sorted({one.name for one in base.scales.values()}))
        raise Refused(f"The scale “{name}” is not known. There are {known}.", "scale")
    return scale


def _scored(sheet: Sheet, scale: Scale) -> Score:
    sex = word(sheet, "sex", Sex) or ""
    if "items" in sheet and "total" in sheet:
        raise Refused("Give the items or the total, not both.", "items")
    if "total" in sheet:
        made = score_total(scale, sheet.number("total"), sex)
    elif "items" in sheet:
        made = score(scale, sheet.read("items", lambda found, _: _values(found, scale)), sex)
    else:
        raise Refused(f"Give the items of {scale.name}, or its total.", "items")
    if sheet.unasked:
        raise Refused(f"“{sheet.unasked[0]}” is not known here.", sheet.unasked[0])
    return made


def _values(found: object, scale: Scale) -> Mapping[str, Value]:
    if isinstance(found, list):
        if scale.form not in {Form.LIST}:
            raise Refused(f"The items of {scale.name} are given by name.", "items")
        return in_order(scale, [_value(one) for one in found])
    if not isinstance(found, dict):
        raise Refused("The items are a list, or an object of names and answers.", "items")
    if scale.form is Form.YES_ITEMS:
        return answered_yes(scale, _numbers(found, scale))
    return dict(_named(found, scale))


def _named(found: Mapping[str, object], scale: Scale) -> Mapping[str, Value]:
    """Answers by name; a list under "items" stands for the items without a name of their own, in order."""
    own = {key: _value(value) for key, value in found.items() if key != "items"}
    inner = found.get("items")
    if inner is None:
        return own
    numbered = [item.key for item in scale.items if item.key.isdecimal()]
    if not isinstance(inner, list) or len(inner) != len(numbered):
        raise Refused(f"{scale.name} has {len(numbered)} items in its list.", "items")
    return {**own, **dict(zip(numbered, (_value(one) for one in inner), strict=True))}


def _numbers(found: Mapping[str, object], scale: Scale) -> list[int]:
    given = found.get("yes_items")
    if set(found) != {"yes_items"} or not isinstance(given, list):
        raise Refused(f"{scale.name} takes “yes_items”, the numbers of the items answered yes.", "yes_items")
    if any(isinstance(one, bool) or not isinstance(one, int) for one in given):
        raise Refused("The numbers of items are whole numbers.", "yes_items")
    return [int(str(one)) for one in given]


def _value(found: object) -> Value:
    if found is None or isinstance(found, bool | str | Decimal):
        return found
    if isinstance(found, int):
        return Decimal(found)
    raise Refused("An answer is a number, yes or no, or a word.", "items")


def _answer(found: Score, scale: Scale) -> Json:
    return {
        "scale": found.scale,
        "status": found.status.value,
        "total": None if found.total is None else plain(found.total),
        "band": found.band or None,
        "positive_screen": found.positive,
        "flags": list(found.flags),
        "subscores": {name: plain(value) for name, value in found.subscores.items()},
        "criteria": dict(found.criteria),
        "advice": found.advice,
        "source": scale.evidence.text,
    }
