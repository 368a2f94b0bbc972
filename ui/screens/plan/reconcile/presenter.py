"""Decides what the page of outside medicines shows, and keeps what was decided. No Qt."""

from __future__ import annotations

from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, Refused, StaleRecord
from medmanager.domain.ids import PatientId
from medmanager.domain.plan.reconciliation import (
    ON_OUR_PLAN,
    Decision,
    OutsideMedicine,
    ReconcileBook,
    Wanted,
)
from ui.kit import words
from ui.kit.context import Context
from ui.kit.tallman import tall_man
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.reconcile.drafts import FORM, Answers, from_draft, to_draft
from ui.screens.plan.reconcile.words import Answer, ReconcileSheet, reconcile_sheet

OVERTAKEN = "{} was told or decided on otherwise since you chose. Decide on it again."


class ReconcileFace(Protocol):
    """What the presenter asks of its view."""

    def show_reconciling(self, sheet: ReconcileSheet) -> None: ...
    def show_reconcile_refusal(self, sentence: str) -> None: ...
    def close_dialog(self) -> None: ...


class ReconcilePresenter:
    """Everything that was decided is kept at once, or nothing; what is chosen is put aside until then."""

    def __init__(self, context: Context, face: ReconcileFace, desk: DraftDesk, patient_id: PatientId) -> None:
        self._context, self._face, self._desk, self._patient_id = context, face, desk, patient_id
        self._reconciling, self._drafts = context.services.reconciling, context.services.drafts
        self._book: ReconcileBook | None = None

    def begin(self) -> None:
        """Read what is told, when all that was typed into the draft is saved."""
        if self._desk.book is not None and self._desk.book.draft is not None:
            self._desk.when_saved(self._ask)
        else:
            self._ask()

    def put_aside(self, answers: Answers) -> None:
        """Keep what is chosen so far: it is back after a crash."""
        if self._book is not None:
            fields = to_draft(answers, self._book)
            keep = partial(self._drafts.keep, FORM, self._patient_id, fields, self._patient_id)
            self._context.ask(keep, _quietly)

    def let_go(self) -> None:
        """It was left without keeping anything."""
        self._context.ask(partial(self._drafts.drop, FORM, self._patient_id), _quietly)

    def decide(self, answers: Answers) -> None:
        """Keep what was decided; a stop says why."""
        book = self._book
        if book is None:
            return
        told = {one.statement.id: one for one in book.medicines}
        wanted = tuple(_wanted(told[key], answer, book) for key, answer in answers.items() if key in told)
        if any(one.decision is Decision.STOP and not one.reason.strip() for one in wanted):
            self._face.show_reconcile_refusal("Write beside each “Ask to stop” why the patient should stop.")
            return
        new = sum(
            one.decision in ON_OUR_PLAN and one.statement.id not in book.same and one.same_as is None
            for one in wanted
        )
        self.put_aside(answers)
        work = partial(self._reconciling.decide, self._patient_id, wanted)
        self._context.ask(work, partial(self._kept, new), self._refused)

    def _ask(self, refusal: str = "") -> None:
        self._context.ask(self._read, partial(self._came, refusal))

    def _read(self) -> tuple[ReconcileBook, dict[str, str]]:
        return self._reconciling.open(self._patient_id), self._drafts.recall(FORM, self._patient_id) or {}

    def _came(self, refusal: str, read: tuple[ReconcileBook, dict[str, str]]) -> None:
        self._book, kept = read
        answers, overtaken = from_draft(kept, self._book)
        zone = ZoneInfo(self._context.services.session.practice.time_zone)
        self._face.show_reconciling(reconcile_sheet(self._book, zone, answers))
        names = words.listing([tall_man(name) for name in overtaken])
        again = OVERTAKEN.format(names) if names else ""
        if refusal or again:
            self._face.show_reconcile_refusal(refusal or again)

    def _kept(self, new: int, _: Changes) -> None:
        self._face.close_dialog()
        self.let_go()
        self._desk.forget_undo()
        self._desk.load()
        more = " What is new on the draft has no dose yet: write its steps." if new else ""
        self._context.notices.say(f"Your decisions are kept.{more}")

    def _refused(self, error: MedManagerError) -> None:
        if isinstance(error, StaleRecord):
            # What was chosen of the others is put aside, and stands in the page that is read again.
            self._face.close_dialog()
            self._ask(error.sentence)
        else:
            self._face.show_reconcile_refusal(error.sentence)
        if not isinstance(error, Refused):
            self._desk.load()


def _wanted(medicine: OutsideMedicine, answer: Answer, book: ReconcileBook) -> Wanted:
    seen = medicine.decided.id if medicine.decided else None
    same_as = book.perhaps.get(medicine.statement.id) if answer.same else None
    return Wanted(medicine.statement, answer.decision, answer.reason, seen, same_as)


def _quietly(_: None) -> None:
    """Nothing to show."""
