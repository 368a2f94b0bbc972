"""What the page of two people's changes shows: before, yours and theirs side by side. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, tzinfo
from functools import partial

from medmanager.domain.ids import LineId
from medmanager.domain.plan.book import PlanBook
from medmanager.domain.plan.merging import LineMerge, Merge, PartMerge, Pick, Touched, join
from medmanager.domain.plan.plan import FollowUp, Plan, PlanItem
from ui.kit import words
from ui.kit.dialogs.merge_sheet import MergeBlock, MergeCell, MergeSheet, MergeWords
from ui.kit.plan_words import name_of
from ui.screens.plan.versions.course_words import course_of, near_told
from ui.screens.plan.versions.differences import NONE, item_facts, line_details, steps_told, visit_told

PART_NAMES = {"message": "Message to the patient", "follow_up": "Next visit", "warning_signs": "Call us if"}
GONE = "not on this version"
INTRO = "Medicines are never merged without a person. Look at each line that both of you changed."
CHOICES = ((Pick.THEIRS, "Keep theirs"), (Pick.MINE, "Put mine on top"), (Pick.OPEN, "Open the line"))
SIGNED = MergeWords(
    INTRO,
    CHOICES,
    {
        Pick.THEIRS: "{theirs}. Where both of you changed the same, theirs stands; what only you changed "
        "stays too.",
        Pick.MINE: "From today {mine}. Where both of you changed the same, yours stands; what only they "
        "changed stays too, and what was signed stays up to yesterday.",
        Pick.OPEN: "As with theirs for now, and the line is opened for you to write.",
    },
)
CROSSED = MergeWords(
    INTRO,
    CHOICES,
    {
        Pick.THEIRS: "Theirs stands: {theirs}. What you wrote is let go of; the notice offers it back.",
        Pick.MINE: "In the draft now: {mine}. Where both of you changed the same, yours stands; what only "
        "they changed stays too.",
        Pick.OPEN: "Nothing is saved yet. Go on writing, knowing theirs: what only they changed stays too.",
    },
)


WORDS = MergeWords(
    "Look at what both of you wrote beside the medicines.",
    ((Pick.THEIRS, "Keep theirs"), (Pick.MINE, "Keep mine")),
    {
        Pick.THEIRS: "Theirs stands: {theirs}. What you wrote is let go of; the notice says it once more.",
        Pick.MINE: "Yours takes its place in the draft: {mine}.",
    },
)


def merge_sheet(merge: Merge, book: PlanBook, zone: tzinfo | None) -> MergeSheet:
    """The page of a draft and the plan that was signed meanwhile."""
    newer, day = merge.newer, book.today
    lines = tuple(line_block(line, day, (Pick.MINE, Pick.THEIRS)) for line in merge.open_lines)
    parts = tuple(_part_block(part, day) for part in merge.open_parts)
    return MergeSheet(
        f"Plan {newer.number} was signed while you wrote",
        _version(merge.base, book, zone) if merge.base else "no plan",
        "your draft",
        _version(newer, book, zone),
        (*lines, *parts),
        tuple(_settled(merge, day)),
        SIGNED,
    )


def crossed_sheet(line: LineMerge, book: PlanBook) -> MergeSheet:
    """One line of one draft that two people wrote at the same time."""
    name = name_of(line.item)
    return MergeSheet(
        f"{name} was changed by somebody else while you wrote",
        "as you opened it",
        "what you wrote, not saved",
        "in the draft now",
        (line_block(line, book.today, (Pick.MINE,)),),
        (),
        CROSSED,
    )


def words_sheet(parts: Iterable[PartMerge], day: date) -> MergeSheet:
    """What two people wrote beside the medicines of one draft at the same time."""
    return MergeSheet(
        "Somebody else wrote in the same place while you did",
        "as you saw it",
        "what you wrote, not saved",
        "in the draft now",
        tuple(_part_block(part, day) for part in parts),
        (),
        WORDS,
    )


def line_block(line: LineMerge, day: date, joined: tuple[Pick, ...]) -> MergeBlock:
    """A line with its dose, its reasons and whatever else differs; `joined` are the choices that keep what
    only the other one changed.
    """
    three = (line.before, line.mine, line.theirs)
    cells = [MergeCell("Dose", *(course_of(one, day) if one else GONE for one in three))]
    cells.append(MergeCell("Why", *(_why(one, day) for one in three)))
    facts = [item_facts(one, day) for one in three]
    cells += [MergeCell(label, *(one[label] for one in facts)) for label in facts[0]]
    how = [steps_told(one, day) for one in three]
    cells.append(MergeCell("How it is taken", *how))
    shown = tuple(one for one in cells if one.label == "Dose" or one.mine_differs or one.theirs_differs)
    mine, theirs = line.mine, line.theirs
    if line.mine and line.theirs:
        both = partial(join, line.before, line.mine, line.theirs)
        mine = both(Pick.MINE, day) if Pick.MINE in joined else mine
        theirs = both(Pick.THEIRS, day) if Pick.THEIRS in joined else theirs
    known = [one for one in (line.mine, line.theirs) if one]
    told = [_joined(known, one, day) if one else GONE for one in (mine, theirs)]
    return MergeBlock(str(line.line_id), name_of(line.item), shown, told[0], told[1], may_open=True)


def _joined(known: list[PlanItem], item: PlanItem, day: date) -> str:
    """What will be taken, with a dose too near to the one before that neither of both had."""
    return ". ".join((course_of(item, day), *near_told(known, item, day))).removesuffix(".")


def let_go(merge: Merge, picks: Mapping[LineId, Pick], day: date) -> tuple[str, ...]:
    """What of mine does not stand after theirs was picked: "sertraline: from Nov 24: morning 3 × 25 mg"."""
    told = []
    for line in merge.open_lines:
        if line.mine is None or line.theirs is None or picks.get(line.line_id) is Pick.MINE:
            continue
        kept = join(line.before, line.mine, line.theirs, Pick.THEIRS, day)
        gone = [one.before for one in line_details(line.mine, kept, day) if one.before != NONE]
        if gone:
            told.append(f"{name_of(line.item)}: {', '.join(gone)}")
    return tuple(told)


def _part_block(part: PartMerge, day: date) -> MergeBlock:
    before, mine, theirs = (_part_words(one, day) for one in (part.before, part.mine, part.theirs))
    name = PART_NAMES[part.name]
    return MergeBlock(part.name, name, (MergeCell(name, before, mine, theirs),), mine, theirs, may_open=False)


def _part_words(value: object, day: date) -> str:
    if isinstance(value, FollowUp):
        return visit_told(value, day)
    if isinstance(value, str):
        return value or "none"
    return "; ".join(str(one) for one in value) or "none" if isinstance(value, tuple) else "none"


def _why(item: PlanItem | None, day: date) -> str:
    if item is None:
        return ""
    if item.stopped is not None:
        return item.stopped.reason
    coming = [step.reason for step in item.steps if step.reason and (step.end is None or step.end >= day)]
    return "; ".join(dict.fromkeys(coming))


def _settled(merge: Merge, day: date) -> list[tuple[str, str]]:
    found = []
    for line in merge.lines:
        if line.touched is not Touched.BOTH:
            yours = line.touched is Touched.MINE
            held = line.mine if yours else line.theirs
            told = course_of(held, day) if held else "taken off"
            whose = "yours, kept" if yours else "theirs, taken over"
            found.append((name_of(line.item), f"{told} · {whose}"))
    for part in merge.parts:
        if part.touched is not Touched.BOTH:
            yours = part.touched is Touched.MINE
            told = _part_words(part.mine if yours else part.theirs, day)
            whose = "yours, kept" if yours else "theirs, taken over"
            found.append((PART_NAMES[part.name], f"{told} · {whose}"))
    return found


def _version(plan: Plan, book: PlanBook, zone: tzinfo | None) -> str:
    if plan.signed_at is None:
        return f"plan {plan.number}, draft"
    when = words.moment_of(plan.signed_at, book.today, zone)
    return f"plan {plan.number}, {book.name(plan.signed_by)}, {when}"
