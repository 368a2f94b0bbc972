"""What is typed in a form and not saved: kept within a second, and brought back. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Generic, TypeVar
from uuid import UUID

from medmanager.domain.ids import PatientId
from ui.kit.context import Context

T = TypeVar("T")
Fields = dict[str, str]


class FormDrafts(Generic[T]):
    """One kind of form, each by what it is about.

    `read` gives None for what another version kept; then `lost` is said.
    """

    def __init__(
        self, context: Context, form: str, read: Callable[[Mapping[str, str]], T | None], lost: str
    ) -> None:
        self._context, self._drafts = context, context.services.drafts
        self._form, self._read, self._lost = form, read, lost

    def keep(self, subject: UUID, patient_id: PatientId, fields: Fields) -> None:
        """Keep what is typed, readable or not: it is back after a crash."""
        self._context.ask(partial(self._drafts.keep, self._form, subject, fields, patient_id), _quietly)

    def drop(self, subject: UUID) -> None:
        """What was kept is done with."""
        self._context.ask(partial(self._drafts.drop, self._form, subject), _quietly)

    def recall(self, subject: UUID, came_back: Callable[[T], None]) -> None:
        """Tell what was typed, if anything was."""
        self.tell(partial(self._drafts.recall, self._form, subject), came_back)

    def tell(self, work: Callable[[], Fields | None], came_back: Callable[[T], None]) -> None:
        """The same of what `work` finds off the GUI thread."""
        self._context.ask(work, partial(self._told, came_back))

    def _told(self, came_back: Callable[[T], None], kept: Fields | None) -> None:
        if kept is None:
            return
        found = self._read(kept)
        if found is None:
            self._context.notices.warn(self._lost)
        else:
            came_back(found)


def _quietly(_: None) -> None:
    """Nothing to show."""
