"""The dialogs of protocols: keep a line under a name, rename one, retire one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from medmanager.domain.plan.protocol import DoseProtocol
from ui.kit.buttons import Button
from ui.kit.dialogs.dialog import Dialog
from ui.kit.labels import Label
from ui.kit.layout.layouts import empty
from ui.kit.theme import Theme, Type
from ui.screens.plan.dialogs_view import FieldsDialog

WIDE = 560


class ProtocolDialog(FieldsDialog):
    """Signals: `wanted(str, bool)`: the name, and whether it takes the place of one that has it."""

    wanted = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget, name: str) -> None:
        super().__init__(theme, parent, "Save as protocol", "&Save protocol")
        note = "Kept for the whole practice, without what is about this patient only."
        self._name = self.add_line("name", "&Name", name, "For example Start sertraline.")
        self._instead = QCheckBox("&Replace the protocol that has this name")
        self._instead.hide()
        self.body.addWidget(self._instead)
        self.body.addWidget(Label(note, Type.SMALL, tone="muted").wrapped())
        self.confirmed.connect(self._tell)
        self._name.selectAll()

    def show_refusal(self, field: str, sentence: str) -> None:
        super().show_refusal(field, sentence)
        self._instead.setVisible(self._instead.isVisible() or "of that name" in sentence)

    @Slot()
    def _tell(self) -> None:
        self.wanted.emit(self._name.text(), self._instead.isChecked())


class ProtocolsDialog(Dialog):
    """Signals: `renamed(DoseProtocol, str)`, `retired(DoseProtocol)`."""

    renamed = Signal(object, str)
    retired = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "Protocols of the practice", "&Done")
        self.cancel.hide()
        self.set_length(WIDE)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(8))
        self.body.addLayout(self._rows)
        note = "Lines that were made of a protocol stay as they are when it is renamed or retired."
        self.body.addWidget(Label(note, Type.SMALL, tone="muted").wrapped())
        self.confirmed.connect(self.accept)

    def show_protocols(self, protocols: tuple[DoseProtocol, ...]) -> None:
        """One row for each in use."""
        self.show_problem("")
        empty(self._rows)
        for protocol in protocols:
            self._rows.addWidget(self._row(protocol))
        if not protocols:
            self._rows.addWidget(Label("The practice has no protocols of its own in use."))
        self.fit()

    def show_refusal(self, _: str, sentence: str) -> None:
        """Why it was not done."""
        self.show_problem(sentence)

    def _row(self, protocol: DoseProtocol) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(8))
        name = QLineEdit(protocol.name)
        name.setAccessibleName(f"Name of {protocol.name}")
        rename, retire = Button(self.theme, "Rename"), Button(self.theme, "Retire")
        rename.setAccessibleName(f"Rename {protocol.name}")
        retire.setAccessibleName(f"Retire {protocol.name}")
        rename.clicked.connect(partial(self._rename, protocol, name))
        retire.clicked.connect(partial(self._retire, protocol))
        row.addWidget(name, 1)
        row.addWidget(rename)
        row.addWidget(retire)
        return part

    def _rename(self, protocol: DoseProtocol, name: QLineEdit, _checked: bool = False) -> None:
        self.renamed.emit(protocol, name.text())

    def _retire(self, protocol: DoseProtocol, _checked: bool = False) -> None:
        self.retired.emit(protocol)
