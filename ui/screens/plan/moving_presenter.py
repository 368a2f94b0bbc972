"""Moves the dated steps of a line as its dialogs ask: hold the dose, go back to the one before; and tells of
every act on a line what it will leave of the doses, before it is done. No Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Protocol

from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.ids import LineId
from medmanager.domain.plan.moving import go_back, hold
from medmanager.domain.plan.plan import PlanItem, stop
from medmanager.domain.plan.writing import pause
from ui.kit.context import Context
from ui.screens.plan.acts_reading import read_back, read_hold, read_pause, read_stop
from ui.screens.plan.desk_presenter import DraftDesk, Edit, Work
from ui.screens.plan.versions.course_words import outcome_of

NOT_WRITTEN_YET = "…"
"""Stands for the reason while the dialog is filled in: the doses do not depend on it."""


class MovingFace(Protocol):
    """What the presenter asks of its view."""

    def show_refusal(self, field: str, sentence: str) -> None: ...
    def show_outcome(self, sentence: str) -> None: ...
    def close_dialog(self) -> None: ...


class MovingPresenter:
    """Reads what was typed, tells what comes of it, and sends the change through the desk of the draft."""

    def __init__(self, context: Context, face: MovingFace, desk: DraftDesk) -> None:
        self._context, self._face, self._desk = context, face, desk
        self._plans = context.services.plans

    def hold(self, line_id: LineId, days: str, reason: str) -> None:
        """Stay on the dose of today for the typed number of days longer."""
        try:
            wanted = read_hold(days, reason)
        except Refused as refusal:
            self._refused(refusal)
            return
        self._send(partial(self._plans.hold, line_id=line_id, wanted=wanted))

    def go_back(self, line_id: LineId, on: str, days: str, reason: str, rest: str) -> None:
        """Take the dose before again from the typed day on."""
        try:
            wanted = read_back(on, days, reason, rest, self._today)
        except Refused as refusal:
            self._refused(refusal)
            return
        self._send(partial(self._plans.go_back, line_id=line_id, wanted=wanted))

    # ------------------------------------------------------------------------- before it is done

    def foresee_hold(self, line_id: LineId, days: str, reason: str) -> None:
        """What the hold would leave of the doses."""
        self._foresee(line_id, lambda item, day: hold(item, read_hold(days, _why(reason)), day))

    def foresee_back(self, line_id: LineId, on: str, days: str, reason: str, rest: str) -> None:
        """The same of going back."""
        self._foresee(
            line_id,
            lambda item, day: go_back(item, read_back(on, days, _why(reason), rest, day), day),
        )

    def foresee_pause(self, line_id: LineId, start: str, through: str, reason: str) -> None:
        """The same of a pause."""

        def made(item: PlanItem, day: date) -> PlanItem:
            wanted = read_pause(start, through, _why(reason), day)
            return pause(item, wanted.start, wanted.end, wanted.reason)

        self._foresee(line_id, made)

    def foresee_stop(self, line_id: LineId, on: str, reason: str) -> None:
        """The same of a stop."""

        def made(item: PlanItem, day: date) -> PlanItem:
            wanted = read_stop(on, _why(reason), day)
            return stop(item, wanted.on, wanted.reason)

        self._foresee(line_id, made)

    def _foresee(self, line_id: LineId, made: Callable[[PlanItem, date], PlanItem]) -> None:
        """Nothing where it would be refused: that is told beside its field once it is asked for."""
        draft = self._desk.book.draft if self._desk.book else None
        item = draft.item(line_id) if draft else None
        if item is None:
            return
        try:
            told = outcome_of(item, made(item, self._today), self._today)
        except Refused:
            told = ""
        self._face.show_outcome(told)

    @property
    def _today(self) -> date:
        book = self._desk.book
        return book.today if book else self._context.services.session.today()

    def _send(self, work: Work) -> None:
        self._desk.edit(Edit(work, self._face.close_dialog, self._refused))

    def _refused(self, error: MedManagerError) -> None:
        self._face.show_refusal(error.field if isinstance(error, Refused) else "", error.sentence)


def _why(reason: str) -> str:
    return reason if reason.strip() else NOT_WRITTEN_YET
