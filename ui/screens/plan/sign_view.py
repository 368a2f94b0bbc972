"""The dialog of the signature: what changed, what has to be answered first, and why this version is made."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.kit.change_list import ChangeList
from ui.kit.dialog import Dialog
from ui.kit.form import Field
from ui.kit.labels import IconText, Label, rule
from ui.kit.safety_lines import SafetyLines
from ui.kit.safety_words import SafetyWords
from ui.kit.scroll import ScrollArea
from ui.kit.textarea import TextArea
from ui.kit.theme import Theme, Type
from ui.screens.plan.sheets import SignSheet

LENGTH, CHANGES = 560, 260


class SignDialog(Dialog):
    """Everything once more before signing. It follows the safety check while it is open.

    Signals: `signed(str, object)` with the reason and what the signer vouches for; `reason_wanted(object)`
    and `change_wanted(object)` with an alert that is open.
    """

    signed = Signal(str, object)
    reason_wanted = Signal(object)
    change_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, sheet: SignSheet) -> None:
        super().__init__(theme, parent, f"Sign plan {sheet.number}", f"&Sign plan {sheet.number}")
        self.set_length(LENGTH)
        self._still_open = ""
        self._build_changes(sheet)
        self.body.addWidget(rule())
        self.safety = SafetyLines(theme, sheet.safety)
        self.safety.reason_wanted.connect(self.reason_wanted)
        self.safety.change_wanted.connect(self.change_wanted)
        self.body.addWidget(self.safety)
        self.body.addWidget(rule())
        for sentence in sheet.missing:
            line = IconText(theme, "circle-alert", sentence, "contra")
            line.label.wrapped()
            self.body.addWidget(line)
        label = "&Why this version is made" + ("" if sheet.needs_reason else " (may be empty)")
        self._reason = TextArea(theme, "Why this version is made", 2)
        self._reason.show_text(sheet.reason)
        self._field = Field(theme, label, self._reason)
        self.body.addWidget(self._field)
        end = "A signed plan stays as it is. A later change makes a new version."
        self.body.addWidget(Label(end, Type.SMALL, tone="muted").wrapped())
        if sheet.missing:
            self.primary.setDisabled(True)
            self.primary.setToolTip("Fill in what is missing first.")
        self.confirmed.connect(self._tell)
        self._reason.setFocus()

    def show_safety(self, safety: SafetyWords) -> None:
        """Another answer of the check, as after a reason was given."""
        if not safety.running:
            self.safety.show_safety(safety)
            if self.problem.label.text() == self._still_open:
                # A refusal of another kind stays: whoever signs has to read it.
                self.show_problem("")

    def show_refusal(self, field: str, sentence: str) -> None:
        """Beside the reason where it is about it, else at the foot."""
        self.set_busy(False)
        self._field.show_problem(sentence if field == "reason" else "")
        self.show_problem("" if field == "reason" else sentence)

    def _build_changes(self, sheet: SignSheet) -> None:
        changes = ChangeList(self.theme)
        changes.show_changes(sheet.changes)
        changes.setContentsMargins(-self.theme.px(12), 0, 0, 0)
        since = f"Changes since {sheet.since}" if sheet.since else "The first plan"
        self.body.addWidget(Label(since, Type.SMALL, tone="muted"))
        area = ScrollArea(changes, "surface")
        area.setMaximumHeight(self.theme.px(CHANGES))
        self.body.addWidget(area, 1)

    @Slot()
    def _tell(self) -> None:
        problem = self.safety.problem()
        self._still_open = problem
        self.show_problem(problem)
        if not problem:
            self.set_busy(True)
            self.signed.emit(self._reason.toPlainText(), self.safety.vouched)
