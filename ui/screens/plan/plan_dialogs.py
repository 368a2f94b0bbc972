"""Opens the dialogs of the plan, one at a time: signing, comparing, merging, histories, protocols."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from medmanager.domain.plan.protocol import DoseProtocol
from ui.kit.dialogs.dialog import Dialog
from ui.kit.dialogs.merge_dialog import MergeDialog
from ui.kit.dialogs.merge_sheet import MergeSheet
from ui.kit.dialogs.open_dialog import OpenDialog
from ui.kit.safety.words import SafetyWords
from ui.kit.theme import Theme
from ui.screens.plan.dialogs_view import FieldsDialog, ThrowAwayDialog
from ui.screens.plan.finder.dialogs import ProtocolDialog, ProtocolsDialog
from ui.screens.plan.proposal.dialogs import LineDialogs
from ui.screens.plan.reconcile.view import ReconcileDialog
from ui.screens.plan.reconcile.words import ReconcileSheet
from ui.screens.plan.versions.sheets import CompareSheet, HistoryRow, SignSheet
from ui.screens.plan.versions.sign_view import SignDialog
from ui.screens.plan.versions.view import CompareDialog, HistoryDialog


class PlanDialogs(QObject):
    """Signals are intents, with what was typed or chosen; `reason_wanted(AlertWords)` and
    `change_wanted(AlertWords)` come from the dialog of the signature. `line` opens those of one medicine.
    """

    signed = Signal(str, object)
    reason_wanted = Signal(object)
    change_wanted = Signal(object)
    versions_chosen = Signal(object, object)
    merge_decided = Signal(object)
    reconciled = Signal(object)
    reconcile_typed = Signal(object)
    reconcile_left = Signal()
    thrown_away = Signal()
    protocol_named = Signal(str, bool)
    protocol_renamed = Signal(object, str)
    protocol_retired = Signal(object)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme, self._host = theme, host
        self._dialog = OpenDialog(self)
        self.line = LineDialogs(theme, host)
        self.line.opened.connect(self._dialog.open)

    @property
    def front(self) -> Dialog | None:
        """The dialog that is open."""
        return self._dialog.now

    def close_dialog(self) -> None:
        """What was asked for is done."""
        self._dialog.accept()

    def show_refusal(self, field: str, sentence: str) -> bool:
        """In the open dialog beside its field; False where none has fields."""
        if isinstance(dialog := self._dialog.now, FieldsDialog | SignDialog):
            dialog.show_refusal(field, sentence)
            return True
        return False

    # ---------------------------------------------------------------------- signing and versions

    def ask_signature(self, sheet: SignSheet) -> None:
        """Show once more what is signed."""
        dialog = SignDialog(self._theme, self._host, sheet)
        dialog.signed.connect(self.signed)
        dialog.reason_wanted.connect(self.reason_wanted)
        dialog.change_wanted.connect(self.change_wanted)
        self._dialog.open(dialog)

    def show_safety(self, safety: SafetyWords) -> None:
        """What the check says now of what is signed."""
        if isinstance(dialog := self._dialog.now, SignDialog):
            dialog.show_safety(safety)

    def leave_signature(self) -> None:
        """The plan is changed instead."""
        if isinstance(dialog := self._dialog.now, SignDialog):
            dialog.reject()

    def ask_throw_away(self, number: int) -> None:
        """Whether the draft may go."""
        dialog = ThrowAwayDialog(self._theme, self._host, number)
        dialog.confirmed.connect(self.thrown_away)
        self._dialog.open(dialog)

    def show_comparison(self, sheet: CompareSheet) -> None:
        """Two versions side by side; the dialog stays while others are chosen."""
        dialog = self._dialog.now
        if not isinstance(dialog, CompareDialog):
            dialog = CompareDialog(self._theme, self._host)
            dialog.chosen.connect(self.versions_chosen)
            self._dialog.open(dialog)
        dialog.show_sheet(sheet)

    def show_history(self, name: str, rows: tuple[HistoryRow, ...]) -> None:
        """Where the doses of a line came from."""
        self._dialog.open(HistoryDialog(self._theme, self._host, name, rows))

    # ---------------------------------------------------------------------- two people, other medicines

    def show_merge(self, sheet: MergeSheet) -> None:
        """What two people changed, to be decided on."""
        dialog = MergeDialog(self._theme, self._host, sheet)
        dialog.decided.connect(self.merge_decided)
        self._dialog.open(dialog)

    def show_merge_refusal(self, sentence: str) -> None:
        """Why it was not merged."""
        if isinstance(dialog := self._dialog.now, MergeDialog):
            dialog.show_refusal(sentence)

    def show_reconciling(self, sheet: ReconcileSheet) -> None:
        """The medicines from elsewhere, to be decided on."""
        dialog = ReconcileDialog(self._theme, self._host, sheet)
        dialog.decided.connect(self.reconciled)
        dialog.typed.connect(self.reconcile_typed)
        dialog.left.connect(self.reconcile_left)
        self._dialog.open(dialog)

    def show_reconcile_refusal(self, sentence: str) -> None:
        """Why nothing was kept."""
        if isinstance(dialog := self._dialog.now, ReconcileDialog):
            dialog.show_refusal(sentence)

    # ---------------------------------------------------------------------- protocols

    def ask_protocol_name(self, name: str) -> None:
        """Ask under which name the line is kept."""
        dialog = ProtocolDialog(self._theme, self._host, name)
        dialog.wanted.connect(self.protocol_named)
        self._dialog.open(dialog)

    def show_protocols(self, protocols: tuple[DoseProtocol, ...]) -> None:
        """The protocols in use; the dialog stays while they are changed."""
        shown = self._dialog.now
        if isinstance(shown, ProtocolsDialog) and shown.isVisible():
            shown.show_protocols(protocols)
            return
        dialog = ProtocolsDialog(self._theme, self._host)
        dialog.renamed.connect(self.protocol_renamed)
        dialog.retired.connect(self.protocol_retired)
        dialog.show_protocols(protocols)
        self._dialog.open(dialog)

    def show_protocol_refusal(self, field: str, sentence: str) -> None:
        """Why a protocol was not kept or changed."""
        if isinstance(dialog := self._dialog.now, ProtocolDialog | ProtocolsDialog):
            dialog.show_refusal(field, sentence)
