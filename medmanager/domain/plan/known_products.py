"""The strengths and forms of a drug that exist as far as the base knows. It never refuses others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from medmanager.domain.knowledge.drug import Drug, Product
from medmanager.domain.knowledge.piece_check import SAME_FORM
from medmanager.domain.plan.dose import Form, Strength

FORMS = {product: Form(form) for form, products in SAME_FORM.items() for product in products} | {
    "liquid": Form.LIQUID,
    "patch": Form.PATCH,
    "injection": Form.INJECTION,
    "spray": Form.SPRAY,
    "film": Form.FILM,
}
"""The plan's word for each form of the base. What a plan cannot hold (gum, lozenge ...) is left out."""

COUNTED = frozenset(Form(form) for form in SAME_FORM)
"""Forms that are counted in whole pieces."""

UNITS = {"mg": "mg", "mg/mL": "mg", "mg/24 h": "mg/24h", "mcg": "mcg"}
"""The plan's unit for each unit of the base; a liquid is kept by what one mL holds."""


@dataclass(frozen=True, slots=True)
class KnownStrength:
    """One strength that exists. `words` says what is special: "chewable", "Zoloft", "of bupropion with ...".

    `scored` None where nobody looked.
    """

    form: Form
    strength: Strength
    scored: bool | None = None
    crush: bool | None = None
    words: str = ""


def known_strengths(drug: Drug) -> tuple[KnownStrength, ...]:
    """Everything the base knows of the drug that a plan can hold: by form in its order, weakest first."""
    found: dict[tuple[Form, Strength], KnownStrength] = {}
    for one in (one for product in drug.products for one in _of(product)):
        held = found.get((one.form, one.strength))
        # Scored if any product of it is, as the safety check judges it.
        found[one.form, one.strength] = one if held is None else _both(held, one)
    order = {form: place for place, form in enumerate(forms_of(drug))}
    return tuple(sorted(found.values(), key=lambda one: (order[one.form], one.strength.amount)))


def forms_of(drug: Drug) -> tuple[Form, ...]:
    """The forms that exist, in the order of the base."""
    return tuple(dict.fromkeys(FORMS[one.form] for one in drug.products if one.form in FORMS))


def _of(product: Product) -> Iterator[KnownStrength]:
    form = FORMS.get(product.form)
    if form is None:
        return
    unit, special = _unit(product.unit)
    if (form is Form.LIQUID) != (product.unit == "mg/mL") and form is not Form.INJECTION:
        return
    kind = product.form.removesuffix(f" {form.value}") if form in COUNTED else form.value
    words = ["" if kind == form.value else kind, special, product.brand]
    for amount in product.strengths:
        told = ", ".join(word for word in words if word)
        yield KnownStrength(form, Strength(Decimal(amount), unit), product.scored, product.crush, told)


def _unit(written: str) -> tuple[str, str]:
    """The plan's unit, and the words of the base that say more about it: "mg pamoate"."""
    if written in UNITS:
        return UNITS[written], ""
    unit, _, rest = written.partition(" ")
    return unit, rest


def _both(one: KnownStrength, other: KnownStrength) -> KnownStrength:
    found = {one.scored, other.scored}
    scored = True if True in found else None if None in found else False
    # Where the plain one exists, what is special about another need not be asked for.
    special = "; ".join(dict.fromkeys((one.words, other.words)))
    words = special if one.words and other.words else ""
    return KnownStrength(one.form, one.strength, scored, one.crush, words)
