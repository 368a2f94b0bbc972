"""Merges a draft with the plan that somebody else signed under it, as a person decides. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, Refused, StaleRecord
from medmanager.domain.ids import LineId, PlanId
from medmanager.domain.plan.book import PlanBook
from medmanager.domain.plan.merging import LineMerge, Merge, PartMerge, Pick, Picks, Touched, compare_three
from medmanager.domain.plan.plan import Plan, PlanItem
from ui.kit import words
from ui.kit.context import Context
from ui.kit.dialogs.merge_sheet import MergeSheet
from ui.kit.plan_words import name_of
from ui.screens.plan.desk_presenter import Crossing, DraftDesk, Edit
from ui.screens.plan.versions.merge_words import crossed_sheet, let_go, merge_sheet, words_sheet

BESIDE = ("message", "warning_signs", "follow_up")
"""What is typed beside the medicines, by field name."""
ONCE_MORE = "It was changed once more while you decided. Yours was not put in: look at theirs first."


class MergeFace(Protocol):
    """What the presenter asks of its view."""

    def show_merge(self, sheet: MergeSheet) -> None: ...
    def show_merge_refusal(self, sentence: str) -> None: ...
    def close_dialog(self) -> None: ...


class Lines(Protocol):
    """Whoever writes lines by hand."""

    def edit(self, line_id: LineId) -> None: ...
    def save(self) -> None: ...
    def cancel(self) -> None: ...


class MergePresenter:
    """Looks at three versions at once: of a plan signed under the draft, or of one line of one draft."""

    def __init__(self, context: Context, face: MergeFace, desk: DraftDesk, lines: Lines) -> None:
        self._context, self._face, self._desk, self._lines = context, face, desk, lines
        self._plans = context.services.plans
        self._merge: Merge | None = None
        self._crossings: tuple[Crossing, ...] = ()
        self._theirs: Plan | None = None
        self._let_go: tuple[str, ...] = ()
        """What of mine does not stand in the draft any more: said once more, nothing goes in silence."""

    def begin(self) -> None:
        """Show what both changed since the version they came from, when all that was typed is saved."""
        self._desk.when_saved(self._show)

    def cross(self, before: PlanItem | None, mine: PlanItem | None, theirs: PlanItem | None) -> None:
        """Show a line that two people wrote into the same draft; what I wrote stays in the editor."""
        book = self._desk.book
        if book is None or mine is None or theirs is None:
            return
        line = LineMerge(mine.line_id, Touched.BOTH, before, mine, theirs)
        self._merge, self._crossings = None, ()
        self._face.show_merge(crossed_sheet(line, book))

    def cross_words(self, crossings: tuple[Crossing, ...], theirs: Plan) -> None:
        """Show what two people wrote beside the medicines of one draft."""
        parts = tuple(_crossed_parts(crossings, theirs))
        book = self._desk.book
        if parts and book is not None:
            self._merge, self._crossings, self._theirs = None, crossings, theirs
            self._face.show_merge(words_sheet(parts, book.today))

    def decide(self, chosen: Mapping[str, Pick]) -> None:
        """Merge as decided; the lines to be written by hand are opened afterwards."""
        merge, crossings = self._merge, self._crossings
        if merge is None and crossings:
            self._crossings = ()
            self._face.close_dialog()
            self._desk.edit(Edit(partial(self._keep_words, crossings, dict(chosen))))
            return
        if merge is None:
            self._decide_crossed(next(iter(chosen.values())))
            return
        keys = {str(line.line_id): line.line_id for line in merge.open_lines}
        lines = {line_id: chosen[key] for key, line_id in keys.items() if key in chosen}
        parts = {part.name: chosen[part.name] for part in merge.open_parts if part.name in chosen}
        work = partial(self._plans.take_up, merge.draft, merge.newer.id, Picks(lines, parts))
        by_hand = [line_id for line_id, pick in lines.items() if pick is Pick.OPEN]
        self._let_go = let_go(merge, lines, self._desk.book.today) if self._desk.book else ()
        self._context.ask(work, partial(self._merged, by_hand), self._refused)

    def _keep_words(
        self, crossings: tuple[Crossing, ...], chosen: Mapping[str, Pick], draft: Plan
    ) -> Changes:
        """The draft with all that was typed, but for what is let go of. Raises Refused where what I put mine
        in the place of is not what I saw.
        """
        kept = [name for name, pick in chosen.items() if pick is Pick.MINE]
        if any(getattr(draft, name) != getattr(self._theirs, name) for name in kept):
            raise Refused(ONCE_MORE)
        wanted = draft
        for typing, _ in crossings:
            wanted = typing.into(wanted)
        gone: dict[str, Any] = {
            name: getattr(draft, name) for name, pick in chosen.items() if pick is Pick.THEIRS
        }
        return self._plans.save(replace(wanted, **gone))

    def _decide_crossed(self, pick: Pick) -> None:
        """Theirs: let go of mine. Mine: hand it in once more. Open: go on writing, with theirs known."""
        self._face.close_dialog()
        if pick is Pick.THEIRS:
            self._lines.cancel()
        elif pick is Pick.MINE:
            self._lines.save()

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
        if self._let_go:
            self._context.notices.warn(f"You had written: {'; '.join(self._let_go)}.")
        draft = self._merge.newer if self._merge else None
        if by_hand:
            rest = [item for key in by_hand[1:] if draft and (item := draft.item(key)) is not None]
            if rest:
                listed = words.listing([name_of(item) for item in rest])
                self._context.notices.warn(f"Still to be written by hand: {listed}.")
            self._lines.edit(by_hand[0])
        else:
            self._context.notices.say("Both changes stand in the draft now. Look at every line, then sign.")

    def _refused(self, error: MedManagerError) -> None:
        self._face.show_merge_refusal(error.sentence)
        if isinstance(error, StaleRecord):
            self._desk.load()


def _crossed_parts(crossings: Iterable[Crossing], theirs: Plan) -> Iterator[PartMerge]:
    for typing, before in crossings:
        mine = typing.into(before)
        for name in BESIDE:
            three = [getattr(plan, name) for plan in (before, mine, theirs)]
            if len(set(three)) == len(three):
                yield PartMerge(name, Touched.BOTH, *three)


def _version(book: PlanBook, plan_id: PlanId | None) -> Plan | None:
    return next((plan for plan in book.versions if plan.id == plan_id), None)
