"""Moves the dated steps of a line as its dialogs ask: hold the dose, go back to the one before. No Qt."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.ids import LineId
from medmanager.domain.number_words import parse_whole
from medmanager.domain.plan_book import Hold, Rest, StepBack
from medmanager.domain.plan_moving import LONGEST
from ui.kit.context import Context
from ui.screens.plan.desk_presenter import DraftDesk, Edit, Work
from ui.screens.plan.form_reading import day_problem, read_day

PAST = "What was taken stays as it was. Choose today or a later day."


class MovingFace(Protocol):
    """What the presenter asks of its view."""

    def show_refusal(self, field: str, sentence: str) -> None: ...
    def close_dialog(self) -> None: ...


class MovingPresenter:
    """Reads what was typed, and sends the change through the desk of the draft."""

    def __init__(self, context: Context, face: MovingFace, desk: DraftDesk) -> None:
        self._face, self._desk, self._plans = face, desk, context.services.plans

    def hold(self, line_id: LineId, days: str, reason: str) -> None:
        """Stay on the dose of today for the typed number of days longer."""
        length = self._days(days)
        if length is not None:
            self._send(partial(self._plans.hold, line_id=line_id, wanted=Hold(length, reason)))

    def go_back(self, line_id: LineId, on: str, days: str, reason: str, rest: str) -> None:
        """Take the dose before again from the typed day on."""
        book = self._desk.book
        first = read_day(on, book.today) if book else None
        if book is None or first is None or first < book.today:
            told = PAST if first or book is None else day_problem(on, book.today)
            self._face.show_refusal("on", told)
            return
        length = self._days(days) if rest == Rest.REDATE else 1
        if length is not None:
            wanted = StepBack(first, length, reason, Rest(rest))
            self._send(partial(self._plans.go_back, line_id=line_id, wanted=wanted))

    def _days(self, text: str) -> int | None:
        try:
            return parse_whole(text, "days", "The number of days", 1, LONGEST)
        except Refused as refusal:
            self._face.show_refusal(refusal.field, refusal.sentence)
            return None

    def _send(self, work: Work) -> None:
        self._desk.edit(Edit(work, self._face.close_dialog, self._refused))

    def _refused(self, error: MedManagerError) -> None:
        self._face.show_refusal(error.field if isinstance(error, Refused) else "", error.sentence)
