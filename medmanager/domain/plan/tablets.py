"""Which tablets the steps of a plan line may be made of: those of its form, and at hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.drug import Drug, Product
from medmanager.domain.knowledge.piece_check import SAME_FORM
from medmanager.domain.knowledge.tablets import Tablet, tablets_of
from medmanager.domain.plan.dose import Form

COUNTED = tuple(Form(word) for word in SAME_FORM)
"""Forms whose pieces can be counted out in steps."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What of a medicine can be chosen: its name in the base, forms, and the tablets of each form."""

    name: str
    tablets: dict[Form, tuple[Tablet, ...]] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    """Names that may have been meant, where the base has no such medicine."""

    @property
    def forms(self) -> tuple[Form, ...]:
        return tuple(self.tablets)


def choices_of(base: KnowledgeBase, name: str) -> Choices:
    """What the base knows of a medicine by its written name."""
    found = base.names.find(name)
    if found.drug is None:
        return Choices("", {}, found.suggestions)
    made = {form: tablets_of(_in_form(found.drug, form).products) for form in COUNTED}
    return Choices(found.name, {form: tablets for form, tablets in made.items() if tablets})


def at_hand(drug: Drug, form: Form, strengths: tuple[Decimal, ...], where: str) -> Drug:
    """The drug with those of its tablets that are of this form and at hand: forms are never mixed."""
    narrowed = _in_form(drug, form)
    known = {one.strength for one in tablets_of(narrowed.products)}
    if not known:
        forms = [each.value for each in COUNTED if tablets_of(_in_form(drug, each).products)]
        there = f" It knows {', '.join(forms)}: change the form of the line." if forms else ""
        raise Refused(f"The base knows no {form} of {drug.key}, so no steps can be made.{there}", "line")
    strange = sorted(set(strengths) - known)
    if strange:
        exist = ", ".join(f"{one:f}" for one in sorted(known))
        raise Refused(f"There is no {form} of {strange[0]:f} mg. There are {exist} mg.", where)
    if not strengths:
        return narrowed
    return replace(narrowed, products=tuple(_only(one, strengths) for one in narrowed.products))


def _in_form(drug: Drug, form: Form) -> Drug:
    """The drug with its products of this form only: half of an extended-release capsule is no dose."""
    words = SAME_FORM.get(form.value, ())
    return replace(
        drug, products=tuple(one for one in drug.products if one.form in words and one.unit == "mg")
    )


def _only(product: Product, strengths: tuple[Decimal, ...]) -> Product:
    return replace(product, strengths=tuple(one for one in product.strengths if one in strengths))
