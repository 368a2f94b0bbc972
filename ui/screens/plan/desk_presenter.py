"""Where changes of a draft queue up: one at a time, each on the version that was read last. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, StaleRecord, StoreUnavailable
from medmanager.domain.ids import PatientId
from medmanager.domain.plan.book import DraftSave, PlanBook
from medmanager.domain.plan.plan import Plan
from ui.kit import words
from ui.kit.context import Context, nothing

UNDO_STEPS = 50
GONE = "The draft was signed or thrown away by somebody else. Your last change was not saved."
THROWN = "The draft was thrown away by somebody else."
CROSSED = "Somebody else changed the {} at the same moment. You see theirs; you had written: {}"
Work = Callable[[Plan], Changes]
Crossing = tuple["Typing", Plan]
"""What somebody typed, and the draft that she saw when she did."""


@dataclass(frozen=True, slots=True)
class Typing:
    """What stands in a field beside the plan and saves itself: nobody has a button to press again for it.

    `into` gives a draft with it; `name` and `words` say to people what it is and what was written.
    """

    name: str
    words: str
    into: Callable[[Plan], Plan]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change that waits its turn; `work` gets the draft as it was read just before it is sent."""

    work: Work
    done: Callable[[], None] = nothing
    failed: Callable[[MedManagerError], None] | None = None
    undoable: bool = True
    typing: Typing | None = None


class BookReader(Protocol):
    """Whoever shows what the desk reads."""

    def book_came(self, book: PlanBook) -> None: ...
    def book_failed(self, error: MedManagerError) -> None: ...


class DraftDesk:
    """Holds the plans as last read and a stack of earlier drafts of this sitting.

    A change that was refused as stale lets go of everything that waits behind it: those changes were made
    looking at something that is not there any more. What was typed beside the plan is kept: it stays in sight
    and goes with the next change while the store takes nothing, and is made again on a newer draft that says
    nothing else in its place.
    """

    def __init__(self, context: Context, patient_id: PatientId) -> None:
        self._context, self._patient_id = context, patient_id
        self._plans = context.services.plans
        self._readers: list[BookReader] = []
        self._queue: list[Edit] = []
        self._unsaved: dict[str, Edit] = {}
        self._overtaken: dict[str, tuple[Edit, Plan]] = {}
        self._then: Callable[[], None] | None = None
        self._undo: list[Plan] = []
        self._asked = self._wait_for = self._expected_version = 0
        self._is_out = self._is_own = False
        self.crossed: Callable[[tuple[Crossing, ...], Plan], None] = _told_only
        """Told of what was typed in the place of which the newer draft says something else."""
        self.book: PlanBook | None = None
        self.saved_at: datetime | None = None
        self.saved_by = ""
        """Who saved the draft that is shown, where that was somebody else."""

    def add_reader(self, reader: BookReader) -> None:
        """Tell `reader` whenever the plans were read."""
        self._readers.append(reader)

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def all_saved(self) -> bool:
        """Whether nothing typed waits for a store that did not take it."""
        return not self._unsaved

    @property
    def seen(self) -> PlanBook | None:
        """The plans as last read, with what was typed and not saved yet."""
        book = self.book
        draft = book.draft if book else None
        for edit in self._unsaved.values():
            if draft is not None and edit.typing is not None:
                draft = edit.typing.into(draft)
        return replace(book, draft=draft) if book else None

    def load(self) -> None:
        """Read the plans again."""
        self._asked += 1
        work = partial(self._plans.open, self._patient_id)
        self._context.ask(work, partial(self._opened, self._asked), self._not_opened)

    def edit(self, edit: Edit) -> None:
        """Make a change on the draft, after those that are on their way."""
        if edit.typing is not None:
            self._unsaved.pop(edit.typing.name, None)
        self._queue += [*self._take_unsaved(), edit]
        self._send_next()

    def save_typed(self) -> None:
        """Try again to save what the store did not take."""
        self._queue += self._take_unsaved()
        self._send_next()

    def when_saved(self, then: Callable[[], None]) -> None:
        """Call `then` when everything is saved that was changed so far; never, when something cannot be."""
        self._then = then
        self.save_typed()

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
        before, is_own, self._is_own = self.book.draft if self.book else None, self._is_own, False
        moved = before is not None and book.draft is not None and book.draft.version != self._expected_version
        if book.draft is None or book.draft.version != self._expected_version:
            self._undo.clear()
            self._expected_version = book.draft.version if book.draft else 0
        self.book = book
        if book.draft is None and (self._queue or self._unsaved or self._overtaken):
            self._forget_all()
            self._context.notices.warn(GONE)
        elif book.draft is None and before is not None and not is_own:
            self._tell_end(before, book)
        if moved and book.draft is not None:
            self._ask_who(book.draft)
        self._make_again(book.draft)
        for reader in self._readers:
            reader.book_came(book)
        self._send_next()

    def _ask_who(self, draft: Plan) -> None:
        """Not saved here: the time of our own save is not that of this draft."""
        self.saved_at, self.saved_by = None, ""
        work = partial(self._plans.last_save, draft)
        self._context.ask(work, partial(self._who_came, draft), self._who_unknown)

    def _who_came(self, draft: Plan, save: DraftSave | None) -> None:
        book = self.book
        if save is None or book is None or book.draft is None or book.draft.version != draft.version:
            return
        is_mine = save.by == self._context.services.session.user.id
        self.saved_at, self.saved_by = save.at, "" if is_mine else book.name(save.by)
        for reader in self._readers:
            reader.book_came(book)

    def _who_unknown(self, _: MedManagerError) -> None:
        """The draft is shown without it."""

    def _tell_end(self, before: Plan, book: PlanBook) -> None:
        signed = next((one for one in book.versions if one.id == before.id), None)
        if signed is None or signed.signed_at is None:
            self._context.notices.say(THROWN)
        elif signed.signed_by != self._context.services.session.user.id:
            zone = ZoneInfo(self._context.services.session.practice.time_zone)
            at = words.time_of(signed.signed_at, zone)
            self._context.notices.say(f"{book.name(signed.signed_by)} signed plan {signed.number} at {at}.")

    def _not_opened(self, error: MedManagerError) -> None:
        self._is_out = False
        for reader in self._readers:
            reader.book_failed(error)

    def _take_unsaved(self) -> list[Edit]:
        waiting, self._unsaved = list(self._unsaved.values()), {}
        return waiting

    def _make_again(self, draft: Plan | None) -> None:
        """What was typed while somebody else saved goes onto the newer draft; not over the same of theirs."""
        overtaken, self._overtaken = self._overtaken, {}
        crossed: list[Crossing] = []
        for edit, before in overtaken.values():
            assert edit.typing is not None, "nothing else is made again"
            if draft is not None and not _crossed(before, edit.typing.into(before), draft):
                self._queue.append(edit)
            else:
                self._context.notices.warn(CROSSED.format(edit.typing.name, edit.typing.words))
                crossed.append((edit.typing, before))
        if crossed and draft is not None:
            self.crossed(tuple(crossed), draft)

    def _forget_all(self) -> None:
        self._queue.clear()
        self._unsaved.clear()
        self._overtaken.clear()
        self._then = None

    def _send_next(self) -> None:
        draft = self.book.draft if self.book else None
        if self._is_out or draft is None:
            return
        if not self._queue:
            then, self._then = self._then, None
            if then is not None and not self._unsaved:
                then()
            return
        edit = self._queue.pop(0)
        self._is_out = True
        work = partial(edit.work, draft)
        self._context.ask(work, partial(self._edited, edit, draft), partial(self._not_edited, edit, draft))

    def _edited(self, edit: Edit, before: Plan, _: Changes) -> None:
        self._wait_for = self._asked + 1
        self._expected_version = before.version + 1
        self.saved_at, self.saved_by, self._is_own = self._context.clock.now(), "", True
        if edit.undoable:
            self._undo = [*self._undo[-UNDO_STEPS + 1 :], before]
        edit.done()
        self.load()

    def _not_edited(self, edit: Edit, before: Plan, error: MedManagerError) -> None:
        self._wait_for = self._asked + 1
        self._then = None
        if isinstance(error, StaleRecord):
            for one in (edit, *self._queue):
                if one.typing is not None:
                    self._overtaken[one.typing.name] = one, before
            self._queue.clear()
            self._undo.clear()
        elif isinstance(error, StoreUnavailable) and edit.typing is not None:
            self._unsaved[edit.typing.name] = edit
        if edit.typing is None or edit.typing.name not in self._overtaken:
            self._tell(edit, error)
        self.load()

    def _tell(self, edit: Edit, error: MedManagerError) -> None:
        if edit.failed is not None:
            edit.failed(error)
        else:
            self._context.notices.warn(error.sentence)

    def _put_back(self, earlier: Plan, draft: Plan) -> Changes:
        return self._plans.save(replace(earlier, version=draft.version))


def _told_only(_: tuple[Crossing, ...], __: Plan) -> None:
    """Nobody merges here: the notice says what was written."""


def _crossed(before: Plan, mine: Plan, theirs: Plan) -> bool:
    """Whether somebody else changed what I changed."""
    names = [field.name for field in fields(Plan) if field.name != "version"]
    return any(
        getattr(before, name) not in (getattr(mine, name), getattr(theirs, name))
        and getattr(mine, name) != getattr(theirs, name)
        for name in names
    )
