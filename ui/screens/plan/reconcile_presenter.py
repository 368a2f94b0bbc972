"""Decides what the page of outside medicines shows, and keeps what was decided. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.reconciliation import ON_OUR_PLAN, Decision, OutsideMedicine, ReconcileBook, Wanted
from ui.kit.context import Context
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.reconcile_words import ReconcileSheet, reconcile_sheet

Answers = Mapping[UUID, tuple[Decision, str]]
"""A decision and its reason by medicine."""


class ReconcileFace(Protocol):
    """What the presenter asks of its view."""

    def show_reconciling(self, sheet: ReconcileSheet) -> None: ...
    def show_reconcile_refusal(self, sentence: str) -> None: ...
    def close_dialog(self) -> None: ...


class ReconcilePresenter:
    """Everything that was decided is kept at once, or nothing."""

    def __init__(self, context: Context, face: ReconcileFace, desk: DraftDesk, patient_id: PatientId) -> None:
        self._context, self._face, self._desk, self._patient_id = context, face, desk, patient_id
        self._reconciling = context.services.reconciling
        self._book: ReconcileBook | None = None

    def begin(self) -> None:
        """Read what is told, when all that was typed into the draft is saved."""
        if self._desk.book is not None and self._desk.book.draft is not None:
            self._desk.when_saved(self._ask)
        else:
            self._ask()

    def decide(self, answers: Answers) -> None:
        """Keep what was decided; a stop says why."""
        book = self._book
        if book is None:
            return
        told = {one.statement.id: one for one in book.medicines}
        wanted = tuple(_wanted(told[key], *answer) for key, answer in answers.items() if key in told)
        if any(one.decision is Decision.STOP and not one.reason.strip() for one in wanted):
            self._face.show_reconcile_refusal("Write beside each “Ask to stop” why the patient should stop.")
            return
        new = sum(one.decision in ON_OUR_PLAN and one.statement.id not in book.same for one in wanted)
        work = partial(self._reconciling.decide, self._patient_id, wanted)
        self._context.ask(work, partial(self._kept, new), self._refused)

    def _ask(self) -> None:
        self._context.ask(partial(self._reconciling.open, self._patient_id), self._came)

    def _came(self, book: ReconcileBook) -> None:
        self._book = book
        zone = ZoneInfo(self._context.services.session.practice.time_zone)
        self._face.show_reconciling(reconcile_sheet(book, zone))

    def _kept(self, new: int, _: Changes) -> None:
        self._face.close_dialog()
        self._desk.forget_undo()
        self._desk.load()
        more = " What is new on the draft has no dose yet: write its steps." if new else ""
        self._context.notices.say(f"Your decisions are kept.{more}")

    def _refused(self, error: MedManagerError) -> None:
        self._face.show_reconcile_refusal(error.sentence)
        if not isinstance(error, Refused):
            self._desk.load()


def _wanted(medicine: OutsideMedicine, decision: Decision, reason: str) -> Wanted:
    seen = medicine.decided.id if medicine.decided else None
    return Wanted(medicine.statement, decision, reason, seen)
