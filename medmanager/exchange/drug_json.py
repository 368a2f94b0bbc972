"""What the base holds, and everything it knows of one drug, as JSON with the source of each fact."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.drug import DoseRange, Drug, HalfLife, Product
from medmanager.exchange.knowledge_json import Json, edition, plain


def overview(base: KnowledgeBase, today: date) -> Json:
    """Version, date, review state, counts, and what is wrong with the base."""
    kinds = [drug.kind.value for drug in base.drugs.values()]
    return {
        **edition(base),
        "reviewed_entries": base.edition.reviewed,
        "drugs": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        "rules": base.counts,
        "scales": sorted({scale.name for scale in base.scales.values()}),
        "conditions": len(base.conditions),
        "warnings": list(base.warnings(today)),
    }


def drug_facts(base: KnowledgeBase, name: str) -> Json:
    """Everything known of one drug. Raises Refused for a name that is not in the base."""
    found = base.names.find(name)
    if found.drug is None:
        meant = " or ".join(found.suggestions)
        hint = f" Did you mean {meant}?" if meant else ""
        raise Refused(f"“{name}” is not in the base.{hint}", "name")
    drug = found.drug
    return {
        "generic": drug.key,
        "names": list(drug.names),
        "kind": drug.kind.value,
        "class": drug.drug_class,
        "groups": list(drug.groups),
        **_codes(drug),
        "products": [_product(one) for one in drug.products],
        "dose": _dose(drug.dose) if drug.dose else None,
        "half_life": _half_life(drug.half_life) if drug.half_life else None,
        "effects": list(drug.effects),
        "facts": {
            topic: [{"text": fact.text, "source": fact.evidence.text} for fact in facts]
            for topic, facts in drug.facts.items()
        },
        "properties": {
            name: {"level": level, "source": drug.property_evidence[name].text}
            for name, level in sorted(drug.properties.items())
        },
        "review": drug.reviewed_by or "Not reviewed by a pharmacist yet",
        "knowledge": edition(base),
    }


def _codes(drug: Drug) -> Json:
    return {
        "rxcui": drug.rxcui or None,
        "atc": drug.atc or None,
        "schedule": drug.schedule or None,
        "ingredients": list(drug.ingredients),
    }


def _product(product: Product) -> Json:
    return {
        "form": product.form,
        "strengths": [plain(one) for one in product.strengths],
        "unit": product.unit,
        "route": product.route,
        "release": product.release,
        "brand": product.brand or None,
        "scored": product.scored,
        "crush": product.crush,
        "source": product.evidence.text,
    }


def _dose(dose: DoseRange) -> Json:
    return _numbers(dose, ("start", "low", "high", "most")) | {
        "unit": dose.unit,
        "every_days": dose.every_days,
        "text": dose.text,
        "source": dose.evidence.text,
    }


def _half_life(life: HalfLife) -> Json:
    return _numbers(life, ("low", "high", "metabolite_low", "metabolite_high")) | {
        "metabolite": life.metabolite or None,
        "unit": "hours",
        "source": life.evidence.text,
    }


def _numbers(value: DoseRange | HalfLife, names: tuple[str, ...]) -> dict[str, object]:
    known = {field.name for field in fields(value)}
    found = {name: getattr(value, name) for name in names if name in known}
    return {name: plain(one) if isinstance(one, Decimal) else None for name, one in found.items()}
