"""Which strengths of a drug exist, offered while one is typed; what is not known to exist is said. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.number_words import plain
from medmanager.domain.plan.dose import DoseStep, Form, Strength, TabletCount
from medmanager.domain.plan.dosing_words import strength_words
from medmanager.domain.plan.known_products import KnownStrength, forms_of, known_strengths
from ui.kit import words


@dataclass(frozen=True, slots=True)
class StrengthChoice:
    """`text` goes into the field, `form` is what it is; `label` says both, and what is special."""

    text: str
    form: Form
    label: str


@dataclass(frozen=True, slots=True)
class KnownDrug:
    """A drug with its products, worked out once for all steps of a line."""

    generic: str
    strengths: tuple[KnownStrength, ...]
    forms: tuple[Form, ...]

    def product(self, form: Form, strength: Strength) -> KnownStrength | None:
        """The product of that form and strength; None: the base knows none."""
        return next((one for one in self.strengths if (one.form, one.strength) == (form, strength)), None)


def known_drug(drug: Drug | None) -> KnownDrug | None:
    """None for a drug that is not in the list, or of which the base knows no product that a plan can hold."""
    forms = forms_of(drug) if drug else ()
    return KnownDrug(drug.generic, known_strengths(drug), forms) if drug and forms else None


def strength_choices(drug: Drug | None) -> tuple[StrengthChoice, ...]:
    """Every product of the drug; () for one that is not in the list."""
    return tuple(_choice(one) for one in known_strengths(drug)) if drug else ()


def forms_told(drug: Drug | None) -> str:
    """ "Known: tablet, capsule, liquid"."""
    forms = forms_of(drug) if drug else ()
    return f"Known: {', '.join(_form(one) for one in forms)}" if forms else ""


def strength_hint(drug: KnownDrug | None, form: Form, step: DoseStep) -> str:
    """What is not known of the strengths of a step: that one exists, that it may be cut; "" when all is."""
    if drug is None:
        return ""
    if step.as_needed is not None:
        needed = step.as_needed
        return _hint(drug, form, needed.strength, needed.count)
    said = (_hint(drug, form, one.strength, one.count) for one in _worst(step.tablets))
    return next((words_ for words_ in said if words_), "")


def _worst(tablets: tuple[TabletCount, ...]) -> tuple[TabletCount, ...]:
    """Parts of tablets first: a whole one at noon does not hide half a one in the morning."""
    return tuple(sorted(tablets, key=lambda one: one.count % 1 == 0))


def _hint(drug: KnownDrug, form: Form, strength: Strength, count: Decimal) -> str:
    typed = f"{plain(strength.amount)} {strength.unit}"
    if form not in drug.forms:
        listed = ", ".join(_form(one) for one in drug.forms)
        return f"No {_form(form)} of {drug.generic} is known. Known: {listed}."
    known = drug.product(form, strength)
    if known is None:
        listed = ", ".join(plain(one.strength.amount) for one in drug.strengths if one.form is form)
        unit = "mg/mL" if form is Form.LIQUID else strength.unit
        return f"No {typed} {_form(form)} of {drug.generic} is known. Known: {listed} {unit}."
    if count % 1 == 0 or form is Form.LIQUID or known.scored:
        return ""
    if known.crush is False:
        return f"The {typed} {_form(form)} must not be cut or crushed."
    if known.scored is False:
        return f"The {typed} {_form(form)} is not scored: its parts may differ."
    return f"It is not known whether the {typed} {_form(form)} may be cut. Ask the pharmacy."


def _choice(known: KnownStrength) -> StrengthChoice:
    text = strength_words(known.strength, known.form)
    scored = "scored" if known.scored else ""
    parts = (f"{text} {_form(known.form)}", known.words, scored)
    return StrengthChoice(text, known.form, ", ".join(part for part in parts if part))


def _form(form: Form) -> str:
    return "liquid" if form is Form.LIQUID else words.NO_BREAK.join(form.value.split())
