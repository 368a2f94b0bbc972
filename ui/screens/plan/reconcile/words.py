"""Outside medicines in words: how they stand, and what can be decided of each beside the plan. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from uuid import UUID

from medmanager.domain.history import TakingStatus
from medmanager.domain.ids import UserId
from medmanager.domain.patient import Source
from medmanager.domain.plan.book import PlanBook
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.plan.reconciliation import (
    ON_OUR_PLAN,
    Decision,
    OutsideMedicine,
    ReconcileBook,
    Standing,
)
from ui.kit import words
from ui.kit.plan_words import ElsewhereRow, dose_today, elsewhere_row, name_of
from ui.kit.tallman import tall_man

STANDING = {
    Standing.NEW: ("New: not decided yet", "moderate"),
    Standing.CHANGED: ("Changed since it was decided on", "moderate"),
    Standing.OFF: ("Its line runs on no plan of ours now: decide again", "moderate"),
    Standing.OPEN: ("Nobody knew; ask again", "moderate"),
}
DECIDED = {
    Decision.CONTINUE: "goes on, on our plan",
    Decision.CHANGE: "goes on at another dose, on our plan",
    Decision.OTHER_PRESCRIBER: "goes on, the other prescriber's",
    Decision.STOP: "asked to stop",
    Decision.NOT_KNOWN: "nobody knew",
}
TELL = {
    Decision.CONTINUE: "It comes onto the draft without a dose. Write its steps there.",
    Decision.CHANGE: "It comes onto the draft without a dose. Write the new one there.",
    Decision.OTHER_PRESCRIBER: "It stays off the plan and its sheet, and in every safety check.",
    Decision.STOP: "Until you hear that it was stopped, it counts as taken in every check.",
    Decision.NOT_KNOWN: "It stays marked, so that somebody asks again.",
}
SAME = "It is the plan's own line: nothing is added, and it is counted once."
SOURCES = {
    Source.PATIENT: "told by the patient",
    Source.FAMILY: "told by family",
    Source.RECORD: "from an outside record",
    Source.CLINICIAN: "noted by a clinician",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that is offered, with its consequence. `same` says that it is the line that may be it."""

    decision: Decision
    title: str
    effect: str
    same: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was chosen of a medicine, and why."""

    decision: Decision
    reason: str = ""
    same: bool = False


@dataclass(frozen=True, slots=True)
class ReconcileRow:
    """One medicine with what the plan says of it; `choices` are the decisions with their consequences."""

    key: UUID
    name: str
    taken: str
    source: str
    standing: str
    tone: str
    on_plan: str
    choices: tuple[Choice, ...]
    answer: Answer | None = None
    """What was chosen before a crash or a refusal, and is not kept yet."""


@dataclass(frozen=True, slots=True)
class ReconcileSheet:
    """All medicines that are told, those that wait first."""

    rows: tuple[ReconcileRow, ...]


def outside_row(one: OutsideMedicine, book: PlanBook, zone: tzinfo | None) -> ElsewhereRow:
    """A medicine beside the plan, with what was decided of it."""
    standing, tone = _standing(one, book.today, book.people, zone)
    row = elsewhere_row(one.statement, book.today)
    unsure = one.statement.status is TakingStatus.UNKNOWN
    source = f"{row.source}, not known whether it is taken" if unsure else row.source
    return replace(row, source=source, standing=standing, tone=tone)


def reconcile_sheet(
    book: ReconcileBook, zone: tzinfo | None, answers: Mapping[UUID, Answer] | None = None
) -> ReconcileSheet:
    """Everything that is decided on, with what was chosen and not kept yet."""
    known = answers or {}
    rows = (_row(one, book, zone) for one in book.medicines)
    return ReconcileSheet(tuple(replace(row, answer=known.get(row.key)) for row in rows))


def _row(one: OutsideMedicine, book: ReconcileBook, zone: tzinfo | None) -> ReconcileRow:
    told = one.statement
    plain = elsewhere_row(told, book.today)
    line, near = book.same.get(told.id), book.perhaps.get(told.id)
    item = book.plan.item(line) if book.plan and line else None
    perhaps = book.plan.item(near) if book.plan and near else None
    on_plan = _on_plan(item, "Same medicine on the plan", book.today) if item else ""
    standing, tone = _standing(one, book.today, book.people, zone)
    said = SOURCES.get(told.source, str(told.source))
    return ReconcileRow(
        told.id,
        tall_man(told.name),
        plain.directions,
        " · ".join(part for part in (plain.source, said) if part),
        standing,
        tone,
        _on_plan(perhaps, "Perhaps the same, on the plan", book.today) if perhaps else on_plan,
        tuple(_choices(item is not None, perhaps)),
    )


def _choices(is_on_plan: bool, perhaps: PlanItem | None) -> list[Choice]:
    titles = {
        Decision.CONTINUE: "Same as on the plan" if is_on_plan else "Continue on our plan",
        Decision.CHANGE: "Change",
        Decision.OTHER_PRESCRIBER: "Other prescriber's",
        Decision.STOP: "Ask to stop",
        Decision.NOT_KNOWN: "Not known",
    }
    if perhaps is not None:
        titles[Decision.CONTINUE] = "Continue as another"
    found = [
        Choice(one, text, SAME if is_on_plan and one in ON_OUR_PLAN else TELL[one])
        for one, text in titles.items()
    ]
    if perhaps is not None:
        found.insert(0, Choice(Decision.CONTINUE, f"It is {name_of(perhaps)}", SAME, same=True))
    return found


def _on_plan(item: PlanItem, how: str, today: date) -> str:
    return f"{how}: {name_of(item)} {dose_today(item, today)}"


def _standing(
    one: OutsideMedicine, today: date, people: dict[UserId, str], zone: tzinfo | None
) -> tuple[str, str]:
    decided = one.decided
    if decided is None:
        return STANDING[Standing.NEW]
    day = words.short_day(words.local_day(decided.at, zone), today)
    by = people.get(decided.by, "somebody who left")
    because = f", because {decided.reason}" if decided.reason else ""
    told = f"Reconciled {day} by {by}: {DECIDED[decided.decision]}{because}"
    if one.standing is Standing.DECIDED:
        return told, "muted"
    words_, tone = STANDING[one.standing]
    return f"{words_}. {told}", tone
