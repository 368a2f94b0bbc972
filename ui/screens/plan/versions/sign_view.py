"""The dialog of the signature: what changed, what has to be answered first, and why this version is made."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.kit.change_list import ChangeList
from ui.kit.labels import IconText, Label, rule
from ui.kit.layout.scroll import ScrollArea
from ui.kit.signing import SigningDialog
from ui.kit.theme import Theme, Type
from ui.screens.plan.versions.sheets import SignSheet

LENGTH, CHANGES = 560, 260


class SignDialog(SigningDialog):
    """Everything once more before signing.

    Signals: `signed(str, object)` with the reason and what the signer vouches for.
    """

    signed = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget, sheet: SignSheet) -> None:
        title = f"Sign plan {sheet.number}"
        super().__init__(theme, parent, title, f"&{title}", sheet.safety)
        self.set_length(LENGTH)
        self._build_changes(sheet)
        self.body.addWidget(rule())
        self.body.addWidget(self.safety)
        self.body.addWidget(rule())
        for sentence in sheet.missing:
            line = IconText(theme, "circle-alert", sentence, "contra")
            line.label.wrapped()
            self.body.addWidget(line)
        label = "&Why this version is made" + ("" if sheet.needs_reason else " (may be empty)")
        self.ask_why(label, "Why this version is made", sheet.reason)
        self.body.addWidget(self.why)
        end = "A signed plan stays as it is. A later change makes a new version."
        self.body.addWidget(Label(end, Type.SMALL, tone="muted").wrapped())
        if sheet.missing:
            self.primary.setDisabled(True)
            self.primary.setToolTip("Fill in what is missing first.")
        self.confirmed.connect(self._tell)
        self.lead()

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
        if self.goes_on():
            self.signed.emit(self.reason.toPlainText(), self.safety.vouched)
