"""The dialogs of the visits tab: signing the note, with the plan version made at it, and throwing it away."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ui.kit.change_list import ChangeList
from ui.kit.dialogs.dialog import Dialog
from ui.kit.labels import IconText, Label, rule
from ui.kit.layout.scroll import ScrollArea
from ui.kit.signing import SigningDialog
from ui.kit.theme import Theme, Type
from ui.screens.visits.side_view import remark_lines
from ui.screens.visits.visit_page import SignAsk

WIDTH, CHANGES = 540, 260


class SignVisitDialog(SigningDialog):
    """The note, and the plan version that was made at it.

    Signals: `signed(bool, str, object)`: whether the plan too, why that version is made, and what the signer
    vouches for.
    """

    signed = Signal(bool, str, object)

    def __init__(self, theme: Theme, parent: QWidget, ask: SignAsk) -> None:
        super().__init__(theme, parent, "Sign the visit", "&Sign visit", ask.safety)
        self.set_length(WIDTH)
        self._plan = QCheckBox(f"Sign {ask.plan_title} too, both or &neither")
        self.ask_why("&Why this plan version is made", "Why this plan version is made", ask.plan_reason)
        self._has_missing = bool(ask.plan_missing)
        if ask.remarks:
            self.body.addWidget(Label("Before you sign", Type.SMALL, tone="muted"))
            self.body.addLayout(remark_lines(theme, ask.remarks))
        self._plan_part = QWidget()
        self.safety.setParent(self._plan_part)
        if ask.plan_title:
            self.body.addWidget(rule())
            self.body.addWidget(self._plan)
            self._build_plan(ask)
        self.body.addWidget(
            Label("A signed visit stays as it is. What comes later is an addendum.", Type.SMALL, tone="muted")
        )
        self._plan.setChecked(bool(ask.plan_title) and not ask.plan_missing)
        self._plan.toggled.connect(self._plan_toggled)
        self._plan_toggled(self._plan.isChecked())
        self.confirmed.connect(self._tell)
        if not (self._plan.isChecked() and self.safety.lead()):
            self.primary.setFocus()

    def _build_plan(self, ask: SignAsk) -> None:
        column = QVBoxLayout(self._plan_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(8))
        changes = ChangeList(self.theme)
        changes.show_changes(ask.plan_changes)
        area = ScrollArea(changes, "surface")
        area.setMinimumHeight(
            min(self.theme.px(CHANGES), changes.heightForWidth(self.theme.px(WIDTH - 80)) + 8)
        )
        area.setMaximumHeight(self.theme.px(CHANGES))
        column.addWidget(area)
        for sentence in ask.plan_missing:
            line = IconText(self.theme, "circle-alert", sentence, "contra")
            line.label.wrapped()
            column.addWidget(line)
        column.addWidget(self.safety)
        column.addWidget(self.why)
        self.body.addWidget(self._plan_part)

    @Slot(bool)
    def _plan_toggled(self, on: bool) -> None:
        self._plan_part.setEnabled(on)
        self.primary.setText("&Sign visit and plan" if on else "&Sign visit")
        self.primary.setDisabled(on and self._has_missing)
        self.primary.setToolTip("Fill in what is missing on the plan." if on and self._has_missing else "")

    @Slot()
    def _tell(self) -> None:
        with_plan = self._plan.isChecked()
        if self.goes_on(checked=with_plan):
            vouched = self.safety.vouched if with_plan else ()
            self.signed.emit(with_plan, self.reason.toPlainText(), vouched)


class ThrowNoteDialog(Dialog):
    """Asks before a note is thrown away: it cannot be taken back."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "Throw this note away?", "&Throw away", "&Keep it")
        self.body.addWidget(Label("Everything written in this unsigned note is let go.").wrapped())
        self.cancel.setFocus()
