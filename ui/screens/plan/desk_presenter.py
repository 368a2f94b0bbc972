"""Where changes of a draft queue up: one at a time, each on the version that was read last. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, StaleRecord
from medmanager.domain.ids import PatientId
from medmanager.domain.plan import Plan
from medmanager.domain.plan_book import PlanBook
from ui.kit.context import Context, nothing

UNDO_STEPS = 50
Work = Callable[[Plan], Changes]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change that waits its turn; `work` gets the draft as it was read just before it is sent."""

    work: Work
    done: Callable[[], None] = nothing
    failed: Callable[[MedManagerError], None] | None = None
    undoable: bool = True


class BookReader(Protocol):
    """Whoever shows what the desk reads."""

    def book_came(self, book: PlanBook) -> None: ...
    def book_failed(self, error: MedManagerError) -> None: ...


class DraftDesk:
    """Holds the plans as last read and a stack of earlier drafts of this sitting.

    A change that was refused as stale lets go of everything that waits behind it: those changes were made
    looking at something that is not there any more.
    """

    def __init__(self, context: Context, patient_id: PatientId) -> None:
        self._context, self._patient_id = context, patient_id
        self._plans = context.services.plans
        self._readers: list[BookReader] = []
        self._queue: list[Edit] = []
        self._undo: list[Plan] = []
        self._asked = self._wait_for = self._expected_version = 0
        self._is_out = False
        self.book: PlanBook | None = None
        self.saved_at: datetime | None = None

    def add_reader(self, reader: BookReader) -> None:
        """Tell `reader` whenever the plans were read."""
        self._readers.append(reader)

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    def load(self) -> None:
        """Read the plans again."""
        self._asked += 1
        work = partial(self._plans.open, self._patient_id)
        self._context.ask(work, partial(self._opened, self._asked), self._not_opened)

    def edit(self, edit: Edit) -> None:
        """Make a change on the draft, after those that are on their way."""
        self._queue.append(edit)
        self._send_next()

    def undo(self) -> None:
        """Put the draft back to what it was before the last change of this sitting."""
        if self._undo:
            earlier = self._undo.pop()
            self.edit(Edit(partial(self._put_back, earlier), undoable=False))

    def forget_undo(self) -> None:
        """What was done before cannot be taken back any more."""
        self._undo.clear()

    def _opened(self, asked: int, book: PlanBook) -> None:
        if asked < self._wait_for:
            # It was read before the last change was saved: a newer answer is on its way.
            return
        self._is_out = False
        if book.draft is None or book.draft.version != self._expected_version:
            self._undo.clear()
            self._expected_version = book.draft.version if book.draft else 0
        self.book = book
        if book.draft is None and self._queue:
            self._queue.clear()
            self._context.notices.warn("The draft is not there any more. Your last change was not saved.")
        for reader in self._readers:
            reader.book_came(book)
        self._send_next()

    def _not_opened(self, error: MedManagerError) -> None:
        self._is_out = False
        for reader in self._readers:
            reader.book_failed(error)

    def _send_next(self) -> None:
        draft = self.book.draft if self.book else None
        if self._is_out or not self._queue or draft is None:
            return
        edit = self._queue.pop(0)
        self._is_out = True
        work = partial(edit.work, draft)
        self._context.ask(work, partial(self._edited, edit, draft), partial(self._not_edited, edit))

    def _edited(self, edit: Edit, before: Plan, _: Changes) -> None:
        self._wait_for = self._asked + 1
        self._expected_version = before.version + 1
        self.saved_at = self._context.clock.now()
        if edit.undoable:
            self._undo = [*self._undo[-UNDO_STEPS + 1 :], before]
        edit.done()
        self.load()

    def _not_edited(self, edit: Edit, error: MedManagerError) -> None:
        self._wait_for = self._asked + 1
        if isinstance(error, StaleRecord):
            self._queue.clear()
            self._undo.clear()
        if edit.failed is not None:
            edit.failed(error)
        else:
            self._context.notices.warn(error.sentence)
        self.load()

    def _put_back(self, earlier: Plan, draft: Plan) -> Changes:
        return self._plans.save(replace(earlier, version=draft.version))
