"""Outside medicines in words: how they stand, and what can be decided of each beside the plan. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, tzinfo
from uuid import UUID

from medmanager.domain.history import TakingStatus
from medmanager.domain.ids import UserId
from medmanager.domain.patient import Source
from medmanager.domain.plan import PlanItem
from medmanager.domain.plan_book import PlanBook
from medmanager.domain.reconciliation import Decision, OutsideMedicine, ReconcileBook, Standing
from ui.kit import words
from ui.kit.plan_words import ElsewhereRow, amount_of, elsewhere_row, name_of
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
class ReconcileRow:
    """One medicine with what the plan says of it; `choices` are the decisions with their consequences."""

    key: UUID
    name: str
    taken: str
    source: str
    standing: str
    tone: str
    on_plan: str
    choices: tuple[tuple[Decision, str, str], ...]


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


def reconcile_sheet(book: ReconcileBook, zone: tzinfo | None) -> ReconcileSheet:
    """Everything that is decided on."""
    return ReconcileSheet(tuple(_row(one, book, zone) for one in book.medicines))


def _row(one: OutsideMedicine, book: ReconcileBook, zone: tzinfo | None) -> ReconcileRow:
    told = one.statement
    plain = elsewhere_row(told, book.today)
    line = book.same.get(told.id)
    item = book.plan.item(line) if book.plan and line else None
    standing, tone = _standing(one, book.today, book.people, zone)
    said = SOURCES.get(told.source, str(told.source))
    return ReconcileRow(
        told.id,
        tall_man(told.name),
        plain.directions,
        " · ".join(part for part in (plain.source, said) if part),
        standing,
        tone,
        _on_plan(item, book.today) if item else "",
        tuple(_choices(item is not None)),
    )


def _choices(is_on_plan: bool) -> list[tuple[Decision, str, str]]:
    titles = {
        Decision.CONTINUE: "Same as on the plan" if is_on_plan else "Continue on our plan",
        Decision.CHANGE: "Change",
        Decision.OTHER_PRESCRIBER: "Other prescriber's",
        Decision.STOP: "Ask to stop",
        Decision.NOT_KNOWN: "Not known",
    }
    ours = {Decision.CONTINUE, Decision.CHANGE}
    return [(one, text, SAME if is_on_plan and one in ours else TELL[one]) for one, text in titles.items()]


def _on_plan(item: PlanItem, today: date) -> str:
    now = item.step_on(today)
    dose = amount_of(now, item) if now else "not yet begun"
    return f"Same medicine on the plan: {name_of(item)} {dose}"


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
