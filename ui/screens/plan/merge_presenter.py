"""Merges a draft with the plan that somebody else signed under it, as a person decides. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, StaleRecord
from medmanager.domain.ids import LineId, PlanId
from medmanager.domain.plan import Plan
from medmanager.domain.plan_book import PlanBook
from medmanager.domain.plan_merging import Merge, Pick, Picks, compare_three
from ui.kit import words
from ui.kit.context import Context
from ui.kit.plan_words import name_of
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.merge_words import MergeSheet, merge_sheet


class MergeFace(Protocol):
    """What the presenter asks of its view."""

    def show_merge(self, sheet: MergeSheet) -> None: ...
    def show_merge_refusal(self, sentence: str) -> None: ...
    def close_dialog(self) -> None: ...


class MergePresenter:
    """Looks at three versions at once; `open_line` begins to write a line by hand."""

    def __init__(
        self, context: Context, face: MergeFace, desk: DraftDesk, open_line: Callable[[LineId], None]
    ) -> None:
        self._context, self._face, self._desk, self._open_line = context, face, desk, open_line
        self._plans = context.services.plans
        self._merge: Merge | None = None

    def begin(self) -> None:
        """Show what both changed since the version they came from, when all that was typed is saved."""
        self._desk.when_saved(self._show)

    def decide(self, chosen: Mapping[LineId | str, Pick]) -> None:
        """Merge as decided; the lines to be written by hand are opened afterwards."""
        merge = self._merge
        if merge is None:
            return
        lines = {line.line_id: chosen[line.line_id] for line in merge.open_lines if line.line_id in chosen}
        parts = {part.name: chosen[part.name] for part in merge.open_parts if part.name in chosen}
        work = partial(self._plans.take_up, merge.draft, merge.newer.id, Picks(lines, parts))
        by_hand = [line_id for line_id, pick in lines.items() if pick is Pick.OPEN]
        self._context.ask(work, partial(self._merged, by_hand), self._refused)

    def _show(self) -> None:
        book = self._desk.book
        if book is None or book.draft is None or book.in_force is None or not book.stale:
            return
        base = _version(book, book.draft.based_on)
        self._merge = compare_three(base, book.draft, book.in_force)
        zone = ZoneInfo(self._context.services.session.practice.time_zone)
        self._face.show_merge(merge_sheet(self._merge, book, zone))

    def _merged(self, by_hand: list[LineId], _: Changes) -> None:
        self._desk.forget_undo()
        self._face.close_dialog()
        self._desk.load()
        draft = self._merge.newer if self._merge else None
        if by_hand:
            rest = [item for key in by_hand[1:] if draft and (item := draft.item(key)) is not None]
            if rest:
                listed = words.listing([name_of(item) for item in rest])
                self._context.notices.warn(f"Still to be written by hand: {listed}.")
            self._open_line(by_hand[0])
        else:
            self._context.notices.say("Both changes stand in the draft now. Look at every line, then sign.")

    def _refused(self, error: MedManagerError) -> None:
        self._face.show_merge_refusal(error.sentence)
        if isinstance(error, StaleRecord):
            self._desk.load()


def _version(book: PlanBook, plan_id: PlanId | None) -> Plan | None:
    return next((plan for plan in book.versions if plan.id == plan_id), None)
