"""Opens the dialogs about one medicine of the plan: pause, stop, hold, go back, and steps from the base."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from medmanager.domain.ids import LineId
from medmanager.domain.plan.tablets import Choices
from ui.kit.dialogs.dialog import Dialog
from ui.kit.theme import Theme
from ui.screens.plan.dialogs_view import (
    ActDialog,
    GoBackDialog,
    HoldDialog,
    PauseDialog,
    StopDialog,
    WithoutItDialog,
)
from ui.screens.plan.finder.rows import FinderRow
from ui.screens.plan.page import LineActs
from ui.screens.plan.proposal.fields import ProposalBasis, ProposalFields
from ui.screens.plan.proposal.view import ProposalDialog
from ui.screens.plan.proposal.words import ProposalSheet


class LineDialogs(QObject):
    """Signals: `opened(Dialog)` for the screen to keep; the others are intents with what was typed.

    Those that end in `typed` ask at each key what would come of it. `advice_wanted(LineId)` asks what the
    base says of stopping; `proposal_wanted(LineId)` for its steps.
    """

    opened = Signal(object)
    pause_wanted = Signal(object, str, str, str)
    stop_wanted = Signal(object, str, str)
    hold_wanted = Signal(object, str, str)
    back_wanted = Signal(object, str, str, str, str)
    pause_typed = Signal(object, str, str, str)
    stop_typed = Signal(object, str, str)
    hold_typed = Signal(object, str, str)
    back_typed = Signal(object, str, str, str, str)
    advice_wanted = Signal(object)
    taper_wanted = Signal(object)
    proposal_typed = Signal(object)
    put_wanted = Signal(str)
    medicine_searched = Signal(str)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme, self._host = theme, host
        self._proposal: ProposalDialog | None = None
        self._without: WithoutItDialog | None = None
        self._act: ActDialog | None = None

    def ask(self, act: str, acts: LineActs, tomorrow: str) -> bool:
        """Open the dialog of an act on a line; False for an act that has none."""
        makers = {"pause": self._pause, "stop": self._ask_stop, "hold": self._hold, "back": self._back}
        if act not in makers:
            return False
        dialog = makers[act](acts, tomorrow)
        dialog.finished.connect(self._forget)
        self._act = dialog
        dialog.tell_typed()
        self._open(dialog)
        return True

    # ---------------------------------------------------------------------- steps from the base

    def open_proposal(self, basis: ProposalBasis, typed: ProposalFields) -> None:
        """Ask what is wanted."""
        dialog = ProposalDialog(self._theme, self._host, basis, typed)
        dialog.typed.connect(self.proposal_typed)
        dialog.put_wanted.connect(self.put_wanted)
        dialog.medicine_searched.connect(self.medicine_searched)
        dialog.finished.connect(self._forget)
        self._proposal = dialog
        self._open(dialog)

    def show_medicines(self, text: str, rows: tuple[FinderRow, ...]) -> None:
        """What the new medicine may be."""
        if self._proposal is not None:
            self._proposal.show_medicines(text, rows)

    def show_choices(self, mine: Choices, new: Choices) -> None:
        """Forms and tablets that exist."""
        if self._proposal is not None:
            self._proposal.show_choices(mine, new)

    def show_working(self) -> None:
        """Steps are on their way."""
        if self._proposal is not None:
            self._proposal.show_working()

    def show_proposal(self, sheet: ProposalSheet) -> None:
        """Steps that can be put into the plan."""
        if self._proposal is not None:
            self._proposal.show_proposal(sheet)

    def show_no_proposal(self, sentence: str) -> None:
        """What is still to be written."""
        if self._proposal is not None:
            self._proposal.show_no_proposal(sentence)

    def show_unsafe(self, sentence: str, source: str) -> None:
        """Why there are no steps, and who says so."""
        if self._proposal is not None:
            self._proposal.show_unsafe(sentence, source)

    def show_proposal_problems(self, problems: dict[str, str]) -> None:
        """What cannot be read or was refused, beside its field."""
        if self._proposal is not None:
            self._proposal.show_problems(problems)

    def show_stop_advice(self, words: str, source: str) -> None:
        """What the base says, in the dialog that stops or pauses a medicine."""
        if self._without is not None:
            self._without.show_advice(words, source)

    def show_outcome(self, sentence: str) -> None:
        """The doses that the act which is asked for would leave."""
        if self._act is not None:
            self._act.show_outcome(sentence)

    def close_proposal(self) -> None:
        """The steps are in the plan."""
        if self._proposal is not None:
            self._proposal.accept()

    # ---------------------------------------------------------------------- the small ones

    def _pause(self, acts: LineActs, tomorrow: str) -> ActDialog:
        dialog = PauseDialog(self._theme, self._host, acts, tomorrow)
        dialog.wanted.connect(self.pause_wanted)
        dialog.typed.connect(self.pause_typed)
        return self._advised(dialog, acts)

    def _hold(self, acts: LineActs, _: str) -> ActDialog:
        dialog = HoldDialog(self._theme, self._host, acts)
        dialog.wanted.connect(self.hold_wanted)
        dialog.typed.connect(self.hold_typed)
        return dialog

    def _back(self, acts: LineActs, _: str) -> ActDialog:
        dialog = GoBackDialog(self._theme, self._host, acts)
        dialog.wanted.connect(self.back_wanted)
        dialog.typed.connect(self.back_typed)
        return dialog

    def _ask_stop(self, acts: LineActs, tomorrow: str) -> ActDialog:
        dialog = StopDialog(self._theme, self._host, acts, tomorrow)
        dialog.wanted.connect(self.stop_wanted)
        dialog.typed.connect(self.stop_typed)
        return self._advised(dialog, acts)

    def _advised(self, dialog: WithoutItDialog, acts: LineActs) -> WithoutItDialog:
        dialog.taper_wanted.connect(self._taper_instead)
        self._without = dialog
        self.advice_wanted.emit(acts.line_id)
        return dialog

    def _taper_instead(self, line_id: LineId) -> None:
        if self._without is not None:
            self._without.reject()
        self.taper_wanted.emit(line_id)

    def _forget(self, _: int) -> None:
        self._proposal = self._without = self._act = None

    def _open(self, dialog: Dialog) -> None:
        self.opened.emit(dialog)
