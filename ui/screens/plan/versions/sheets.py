"""What the dialogs of the plan screen show: signing, comparing two versions, the history of a dose. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from medmanager.domain.ids import PlanId
from medmanager.domain.plan.book import PlanBook
from medmanager.domain.plan.changes import ChangeKind, LineChange, compare
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.lineage import DoseOrigin
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.plan.writing import changes_needing_reason
from ui.kit import words
from ui.kit.change_words import ChangeRow, change_icon, tests_left
from ui.kit.plan_words import name_of
from ui.kit.safety.words import SafetyWords
from ui.screens.plan.page import PlanPage
from ui.screens.plan.versions.course_words import course_of
from ui.screens.plan.versions.differences import (
    NONE,
    STEP_LABELS,
    STOP_LABEL,
    Detail,
    line_details,
    plan_details,
)
from ui.screens.plan.versions.words import dose_words


@dataclass(frozen=True, slots=True)
class SignSheet:
    """What is signed: changes, what is missing, what the check says, and the reason the lines gave."""

    number: int
    since: str
    changes: tuple[ChangeRow, ...]
    missing: tuple[str, ...]
    safety: SafetyWords
    reason: str
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One medicine in two versions; `before` or `after` is "" where it is not on that version."""

    icon: str
    tone: str
    name: str
    before: str
    after: str
    reason: str
    details: tuple[Detail, ...] = ()
    """Whatever else differs."""


@dataclass(frozen=True, slots=True)
class CompareSheet:
    """Two versions side by side and the list to choose others from."""

    versions: tuple[tuple[PlanId, str], ...]
    older_id: PlanId
    newer_id: PlanId
    rows: tuple[CompareRow, ...]
    older_words: str = ""
    newer_words: str = ""
    """Who made each version, when, and why."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One dose of a line: since when, how much, which version brought it and why."""

    since: str
    dose: str
    version: str
    reason: str


def sign_sheet(book: PlanBook, page: PlanPage, safety: SafetyWords) -> SignSheet:
    """Everything the signer should see once more."""
    draft = book.draft
    assert draft is not None, "only a draft is signed"
    serious = changes_needing_reason(book.in_force, draft, book.today)
    given = dict.fromkeys(change.reason.strip() for change in serious if change.reason.strip())
    return SignSheet(
        draft.number,
        page.since,
        (
            *(_with_more(row, book.in_force, draft, book.today) for row in page.changes),
            *_of_the_whole(book.in_force, draft, book.today),
        ),
        page.missing,
        safety,
        "; ".join(given),
        bool(serious),
    )


def _of_the_whole(in_force: Plan | None, draft: Plan, day: date) -> Iterator[ChangeRow]:
    """The next visit and the words for the patient, where they differ; on a first plan what there is."""
    before = in_force or replace(draft, follow_up=None, message="", warning_signs=())
    if before.follow_up is not None and before.follow_up.on < day:
        # That visit is over: nobody takes it off the plan.
        before = replace(before, follow_up=None)
    for one in plan_details(before, draft, day):
        was = f"was: {one.before}" if in_force else ""
        yield ChangeRow(None, "pencil", "accent", one.label, one.after, was)


def _with_more(row: ChangeRow, in_force: Plan | None, draft: Plan, day: date) -> ChangeRow:
    """The change with whatever else differs on its line: who signs signs that too."""
    assert row.line_id is not None, "a change of a line"
    before, item = in_force.item(row.line_id) if in_force else None, draft.item(row.line_id)
    told = [
        f"{one.label}: {one.after} (was {one.before})"
        for one in line_details(before, item, day)
        if one.label not in STEP_LABELS and not _is_told_stop(one, row, item)
    ]
    left = tests_left(before, item, day).rstrip(".") if item is not None else ""
    told += [left] if left else []
    if not told:
        return row
    kept = row.tone == "muted"
    icon, tone = ("pencil", "accent") if kept else (row.icon, row.tone)
    text = row.words.replace(", no change", ", same dose")
    return replace(
        row, icon=icon, tone=tone, words=text, reason=". ".join((*filter(None, (row.reason,)), *told))
    )


def _is_told_stop(one: Detail, row: ChangeRow, item: PlanItem | None) -> bool:
    """A stop stands in the words of the change, with its reason below them."""
    stopped = item.stopped if item else None
    is_new = one.label == STOP_LABEL and one.before == NONE
    return is_new and stopped is not None and stopped.reason == row.reason


def compare_sheet(page: PlanPage, older: Plan, newer: Plan, day: date) -> CompareSheet:
    """The older version on the left, the newer one on the right, changed medicines first."""
    changes = {change.item.line_id: change for change in compare(older, newer, day)}
    lines = dict.fromkeys((*changes, *(item.line_id for item in (*newer.items, *older.items))))
    rows = (_compared(older.item(key), newer.item(key), changes.get(key), day) for key in lines)
    told = sorted((row for row in rows if row), key=lambda row: row.tone != "accent")
    beside = tuple(
        CompareRow("pencil", "accent", one.label, one.before, one.after, "")
        for one in plan_details(older, newer, day)
    )
    return CompareSheet(page.versions, older.id, newer.id, (*told, *beside))


def _compared(
    before: PlanItem | None, after: PlanItem | None, change: LineChange | None, day: date
) -> CompareRow | None:
    """One line in both versions; None where neither says anything any more and nothing differs."""
    item = after or before
    assert item is not None, "a line stands on one of them"
    details = line_details(before, after, day)
    if change is None and before == after:
        return None
    icon, tone = change_icon(change) if change else ("pencil", "accent")
    if details and tone != "accent":
        icon, tone = "pencil", "accent"
    since = min((day, *(step.start for step in _only_there(before, after))))
    return CompareRow(
        icon,
        tone,
        name_of(item),
        course_of(before, day, since) if before else "",
        course_of(after, day, since) if after else "",
        change.reason if change and change.kind is not ChangeKind.KEEP else "",
        details,
    )


def _only_there(before: PlanItem | None, after: PlanItem | None) -> tuple[DoseStep, ...]:
    """Steps that only one of them has as it stands."""
    if before is None or after is None:
        return ()
    old, new = before.steps, after.steps
    return tuple(step for step in (*old, *new) if step not in old or step not in new)


def history_rows(
    told: tuple[DoseOrigin, ...], item: PlanItem, book: PlanBook, zone: tzinfo | None
) -> tuple[HistoryRow, ...]:
    """The lineage of a line, the latest dose first."""
    return tuple(
        HistoryRow(
            words.full_day(origin.on),
            dose_words(origin, item),
            _version(origin, book, zone),
            origin.reason,
        )
        for origin in told
    )


def _version(origin: DoseOrigin, book: PlanBook, zone: tzinfo | None) -> str:
    if origin.signed_at is None:
        return f"plan {origin.plan_number}, draft"
    day = words.dated(words.local_day(origin.signed_at, zone))
    return f"plan {origin.plan_number}, {book.name(origin.signed_by)}, {day}"
