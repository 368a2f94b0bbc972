"""What stands over the form of a line: its medicine, and what the drug list knows of it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.patient import Language
from ui.kit.tallman import tall_man
from ui.screens.plan.line.fields import LineBasis, LineFields
from ui.screens.plan.line.strength_reading import StrengthChoice, forms_told, strength_choices

UNKNOWN = "Not in our drug list; not checked"


@dataclass(frozen=True, slots=True)
class LineHead:
    """A signed line keeps its medicine; `note` says when the name is not known."""

    title: str
    is_new: bool
    is_signed: bool
    note: str = ""
    note_icon: str = ""
    note_tone: str = "muted"
    generic: str = ""
    choices: tuple[StrengthChoice, ...] = ()
    """The products of the drug, offered while a strength is typed."""
    forms: str = ""
    likely: tuple[str, ...] = ()
    """Codes of the side effects that this drug commonly causes."""
    language: Language = Language.ENGLISH
    """In which the sheet is printed."""


def line_head(typed: LineFields, basis: LineBasis, drug: Drug | None, language: Language) -> LineHead:
    """The head of the line as it is typed; `drug` None: its medicine is not in our list."""
    name, is_new = tall_man(typed.medicine.strip()), basis.item is None
    title, signed = f"Add {name}" if is_new else name, basis.signed is not None
    if drug is None:
        return LineHead(title, is_new, signed, UNKNOWN, "triangle-alert", "major", language=language)
    return LineHead(
        title,
        is_new,
        signed,
        " · ".join(part for part in (drug.drug_class, ", ".join(drug.brands[:2])) if part),
        generic=drug.generic,
        choices=strength_choices(drug),
        forms=forms_told(drug),
        likely=drug.effects,
        language=language,
    )
