"""What the page of two people's changes to one note shows, answer by answer. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from medmanager.domain.knowledge.side_effect_list import effect_name
from medmanager.domain.plan.merging import Pick, Touched
from medmanager.domain.side_effects import SideEffect
from medmanager.domain.visit_book import VisitBook
from ui.kit.dialogs.merge_sheet import MergeBlock, MergeCell, MergeSheet, MergeWords
from ui.kit.plan_words import name_of
from ui.screens.visits.visit_fields import (
    SIMPLE_VITALS,
    CostFields,
    EffectFields,
    QuestionFields,
    ReviewFields,
    line_of,
)
from ui.screens.visits.visit_merging import EFFECTS, LINES, Difference, VisitMerge

NAMES = {
    "since_last": "Since last visit",
    "response": "How it goes",
    "pressure": "Blood pressure",
    "phq9": "PHQ-9",
    "gad7": "GAD-7",
    "questions": "Questions",
    "costs": "Cost",
    "risk": "Risk",
    "assessment": "Assessment",
} | {name: field.label for name, field in SIMPLE_VITALS.items()}
NOTHING, NOT_ASKED = "nothing written", "not asked"
WORDS = MergeWords(
    "Look at each answer that both of you wrote. Nothing is saved before you have looked at the note again.",
    ((Pick.THEIRS, "Keep theirs"), (Pick.MINE, "Keep mine"), (Pick.OPEN, "Keep both, to edit")),
    {
        Pick.THEIRS: "Theirs stands: {theirs}. What you wrote here is let go of.",
        Pick.MINE: "Yours takes its place: {mine}.",
        Pick.OPEN: "Both are put into the note, theirs first, for you to edit.",
    },
)


@dataclass(frozen=True, slots=True)
class Naming:
    """What answers are named after: the visits with their plans, and the list of side effects."""

    book: VisitBook
    effects: tuple[SideEffect, ...]

    def name(self, one: Difference) -> str:
        """What an answer is about."""
        if one.name == EFFECTS:
            return effect_name(self.effects, one.row)
        return self.medicine(one.mine) if one.name == LINES else NAMES[one.name]

    def medicine(self, row: ReviewFields | CostFields) -> str:
        """The medicine that a row is about."""
        plans = (self.book.in_force, self.book.plan_draft)
        items = (plan.item(line_of(row)) for plan in plans if plan is not None)
        return next((name_of(item) for item in items if item is not None), "A medicine")


def merge_sheet(merge: VisitMerge, naming: Naming) -> MergeSheet:
    """The page of a note that somebody else saved while mine was written."""
    return MergeSheet(
        "The note was changed by somebody else while you wrote",
        "as you saw it",
        "what you wrote, not saved",
        "in the note now",
        tuple(_block(one, naming) for one in merge.open),
        tuple(_settled(one, naming) for one in merge.differences if one.touched is not Touched.BOTH),
        WORDS,
    )


def _block(one: Difference, naming: Naming) -> MergeBlock:
    name = naming.name(one)
    before, mine, theirs = (_said(value, naming) for value in (one.before, one.mine, one.theirs))
    cell = MergeCell("Answer", before, mine, theirs)
    return MergeBlock(one.key, name, (cell,), mine or NOTHING, theirs or NOTHING, may_open=one.may_hold_both)


def _settled(one: Difference, naming: Naming) -> tuple[str, str]:
    yours = one.touched is Touched.MINE
    said = _said(one.mine if yours else one.theirs, naming) or NOTHING
    return naming.name(one), f"{said} · {'yours, kept' if yours else 'theirs, taken over'}"


def _said(value: object, naming: Naming) -> str:
    """An answer in words, "" where nothing is written."""
    if isinstance(value, EffectFields):
        return NOT_ASKED if value.severity is None else f"{value.severity} of 10"
    if isinstance(value, ReviewFields):
        missed = f"{value.missed} missed in 7 days" if value.missed else ""
        return ", ".join(part for part in (value.response, missed, value.reason) if part)
    if isinstance(value, tuple):
        return _list(value, naming)
    return str(value).strip()


def _list(rows: tuple[object, ...], naming: Naming) -> str:
    if all(row is None or isinstance(row, int) for row in rows):
        given = any(row is not None for row in rows)
        return " ".join("–" if row is None else str(row) for row in rows) if given else ""
    return "; ".join(text for row in rows if (text := _row(row, naming)))


def _row(row: object, naming: Naming) -> str:
    if isinstance(row, QuestionFields):
        return f"{row.text} {row.answer}".strip()
    assert isinstance(row, CostFields), "the other list of words"
    about = naming.medicine(row) if row.line_id else ""
    parts = (row.text, about, row.monthly, "settled" if row.settled else "")
    return ", ".join(part for part in parts if part)
