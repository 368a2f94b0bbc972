"""Opens the dialogs of a visit, one at a time: signing, with its reasons, merging, throwing a note away."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from medmanager.domain.errors import MedManagerError
from ui.kit.dialogs.merge_dialog import MergeDialog
from ui.kit.dialogs.merge_sheet import MergeSheet
from ui.kit.dialogs.open_dialog import OpenDialog
from ui.kit.safety.reason import ReasonDialog
from ui.kit.safety.words import RUNNING, AlertWords, SafetyWords
from ui.kit.theme import Theme
from ui.screens.visits.dialogs_view import SignVisitDialog, ThrowNoteDialog
from ui.screens.visits.visit_page import SignAsk


class VisitDialogs(QObject):
    """Signals are intents, with what was typed or chosen: `signed(bool, str, object)` as that of the dialog
    of the signature, `reason_given(Alert, Grounds)`, `change_wanted(AlertWords)`, `merge_decided(object)`.
    """

    signed = Signal(bool, str, object)
    reason_given = Signal(object, object)
    change_wanted = Signal(object)
    thrown_away = Signal()
    merge_decided = Signal(object)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme, self._host = theme, host
        self._dialog, self._reason = OpenDialog(self), OpenDialog(self)
        self._safety = RUNNING

    def ask_signature(self, ask: SignAsk) -> None:
        """Show once more what is signed."""
        dialog = SignVisitDialog(self._theme, self._host, ask)
        dialog.signed.connect(self.signed)
        dialog.reason_wanted.connect(self._ask_reason)
        dialog.change_wanted.connect(self.change_wanted)
        self._dialog.open(dialog)

    def show_merge(self, sheet: MergeSheet) -> None:
        """What two people wrote, to be decided on."""
        dialog = MergeDialog(self._theme, self._host, sheet)
        dialog.decided.connect(self.merge_decided)
        self._dialog.open(dialog)

    def show_safety(self, safety: SafetyWords) -> None:
        """What the check says now of what is signed."""
        self._safety = safety
        if isinstance(dialog := self._dialog.now, SignVisitDialog):
            dialog.show_safety(safety)

    def show_refusal(self, field: str, sentence: str) -> None:
        """Why the note was not signed."""
        if isinstance(dialog := self._dialog.now, SignVisitDialog):
            dialog.show_refusal(field, sentence)

    def show_reason_refusal(self, error: MedManagerError) -> None:
        """A reason for going on was not taken."""
        if isinstance(dialog := self._reason.now, ReasonDialog):
            dialog.show_refusal(error)

    def close_reason(self) -> None:
        """A reason for going on is kept."""
        self._reason.accept()

    def close_dialog(self) -> None:
        """What was asked for is done."""
        self._dialog.accept()

    @Slot()
    def ask_throw_away(self) -> None:
        """Whether the note may go."""
        dialog = ThrowNoteDialog(self._theme, self._host)
        dialog.confirmed.connect(self.thrown_away)
        self._dialog.open(dialog)

    @Slot(object)
    def _ask_reason(self, alert: AlertWords) -> None:
        today = self._safety.today
        assert today is not None, "there is an answer with an alert in it"
        over = self._dialog.now or self._host
        dialog = ReasonDialog(self._theme, over, alert, self._safety.reader, today)
        dialog.given.connect(self.reason_given)
        self._reason.open(dialog)
