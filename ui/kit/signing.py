"""What every dialog of a signature has: the alerts to answer, the reason, and what still stands open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.dialogs.dialog import Dialog
from ui.kit.fields.form import Field
from ui.kit.fields.textarea import TextArea
from ui.kit.safety.lines import SafetyLines
from ui.kit.safety.words import SafetyWords
from ui.kit.theme import Theme


class SigningDialog(Dialog):
    """It follows the safety check while it is open; `safety` and `why` are placed by who derives from it.

    Signals: `reason_wanted(object)` and `change_wanted(object)` with an alert that is open.
    """

    reason_wanted = Signal(object)
    change_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, title: str, act: str, safety: SafetyWords) -> None:
        super().__init__(theme, parent, title, act)
        self._still_open = ""
        self.safety = SafetyLines(theme, safety)
        self.safety.reason_wanted.connect(self.reason_wanted)
        self.safety.change_wanted.connect(self.change_wanted)

    def ask_why(self, label: str, spoken: str, text: str) -> None:
        """The field for the reason of this version."""
        self.reason = TextArea(self.theme, spoken, 2)
        self.reason.show_text(text)
        self.why = Field(self.theme, label, self.reason)

    def show_safety(self, safety: SafetyWords) -> None:
        """Another answer of the check, as after a reason was given."""
        if not safety.running:
            focused: QWidget | None = self.focusWidget()
            was_there = focused is not None and self.safety.isAncestorOf(focused)
            self.safety.show_safety(safety)
            if was_there:
                self.lead()
            if self.problem.label.text() == self._still_open:
                # A refusal of another kind stays: whoever signs has to read it.
                self.show_problem("")

    def show_refusal(self, field: str, sentence: str) -> None:
        """Beside the reason where it is about it, else at the foot."""
        self.set_busy(False)
        self.why.show_problem(sentence if field == "reason" else "")
        self.show_problem("" if field == "reason" else sentence)

    def lead(self) -> None:
        """Put the keyboard on what is to be answered, else on the reason."""
        if not self.safety.lead():
            self.reason.setFocus()

    def goes_on(self, *, checked: bool = True) -> bool:
        """Whether nothing stands open any more; else it is said. `checked` False where no plan is signed."""
        self._still_open = self.safety.problem() if checked else ""
        self.show_problem(self._still_open)
        if self._still_open:
            return False
        self.set_busy(True)
        return True
