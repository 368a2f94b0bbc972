"""Keeps the note that is being written within a second, and brings it back. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from medmanager.domain.visit import Visit
from ui.kit.context import Context
from ui.screens.visits.visit_fields import Kept, from_draft, to_draft

FORM = "visit"
OF_ANOTHER_VERSION = "What you typed was kept by another version and cannot be shown. Write it again."


class VisitDrafts:
    """What was typed in each note and is not saved in it."""

    def __init__(self, context: Context) -> None:
        self._context, self._drafts = context, context.services.drafts

    def keep(self, visit: Visit, kept: Kept) -> None:
        """Keep what is typed, readable or not: it is back after a crash."""
        fields = to_draft(kept)
        self._context.ask(partial(self._drafts.keep, FORM, visit.id, fields, visit.patient_id), _quietly)

    def drop(self, visit: Visit) -> None:
        """What was kept of this note is done with."""
        self._context.ask(partial(self._drafts.drop, FORM, visit.id), _quietly)

    def recall(self, visit: Visit, came_back: Callable[[Kept], None]) -> None:
        """Tell what was typed in this note, if anything was."""
        self._context.ask(partial(self._drafts.recall, FORM, visit.id), partial(self._told, came_back))

    def _told(self, came_back: Callable[[Kept], None], kept: dict[str, str] | None) -> None:
        if kept is None:
            return
        found = from_draft(kept)
        if found is None:
            self._context.notices.warn(OF_ANOTHER_VERSION)
        else:
            came_back(found)


def _quietly(_: None) -> None:
    """Nothing to show."""
