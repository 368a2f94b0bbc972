"""Decides what happens to words that two people wrote into one note: a person merges them. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from medmanager.domain.plan.merging import Pick
from medmanager.domain.visit import Visit, VisitStatus
from medmanager.domain.visit_book import VisitBook
from ui.kit.context import Context
from ui.kit.dialogs.merge_sheet import MergeSheet
from ui.screens.visits.visit_fields import Kept, VisitFields, fields_of
from ui.screens.visits.visit_joining import words_beyond
from ui.screens.visits.visit_merge_words import Naming, merge_sheet
from ui.screens.visits.visit_merging import VisitMerge, all_mine, compare, merged
from ui.screens.visits.visit_reading import read_visit

OLDER = (
    "This note was changed by somebody else while you wrote. Nothing was overwritten: you see the note as it "
    "is now, and what you typed is kept."
)
SIGNED = (
    "This note was signed by somebody else while you wrote. What you typed stands below it: add it as an "
    "addendum, or empty the field."
)
MERGED = "Both stand in the note now. Look at it once more, then sign."


class CrossingFace(Protocol):
    """What the presenter asks of its view."""

    def show_conflict(self, sentence: str) -> None: ...
    def show_addendum(self, text: str) -> None: ...
    def show_merge(self, sheet: MergeSheet) -> None: ...
    def close_dialog(self) -> None: ...


class CrossingPresenter:
    """Holds what was typed on an older version of the note until a person has decided on it.

    `take` gets the note as decided: it is written into the form and saved like anything typed.
    """

    def __init__(self, context: Context, face: CrossingFace, take: Callable[[VisitFields], None]) -> None:
        self._context, self._face, self._take = context, face, take
        self._effects = context.services.visits.side_effects
        self._book: VisitBook | None = None
        self._merge: VisitMerge | None = None
        self._shown: VisitMerge | None = None
        self._asks = False

    def forget(self) -> None:
        """Another note is shown, or this one without anything of mine beside it."""
        self._merge = None
        self._face.show_conflict("")

    def ask_at_once(self) -> None:
        """A save of mine was refused: what both wrote is to be shown as soon as theirs is read."""
        self._asks = True

    def offer(self, kept: Kept, visit: Visit, book: VisitBook) -> None:
        """What was typed on an older version of the note that is shown; what they wrote stays beside it."""
        self._book = book
        merge = compare(kept.seen, kept.typed, fields_of(visit, book.scales))
        asks, self._asks = self._asks, False
        if visit.status is not VisitStatus.DRAFT:
            self._offer_addendum(merge, visit, book)
        elif merge.has_mine:
            self._merge = merge
            self._face.show_conflict(OLDER)
            if asks:
                self.take_up()

    def take_up(self) -> None:
        """Show what both changed since I saw the note."""
        if self._merge is not None and self._book is not None:
            self._shown = self._merge
            self._face.show_merge(merge_sheet(self._merge, Naming(self._book, self._effects)))

    def decide(self, picks: Mapping[str, Pick]) -> None:
        """Put mine into the note as decided; where it was changed once more meanwhile, show that first."""
        merge, shown = self._merge, self._shown
        self._face.close_dialog()
        if merge is None:
            return
        if merge != shown:
            self.take_up()
            return
        self.forget()
        self._take(merged(merge, picks))
        self._context.notices.say(MERGED)

    def _offer_addendum(self, merge: VisitMerge, visit: Visit, book: VisitBook) -> None:
        read = read_visit(all_mine(merge), visit, book.scales).visit
        text = words_beyond(book, read, visit, self._effects)
        if text:
            self._face.show_addendum(text)
            self._context.notices.warn(SIGNED)
