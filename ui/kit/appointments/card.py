"""The card of the selected appointment: who, when, how it stands, and buttons for what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.appointments.details import Act, Details
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.labels import IconText, Label
from ui.kit.layout.flow import Flow
from ui.kit.tab_order import place_stops
from ui.kit.theme import SEMIBOLD, Theme, Type


class DetailsCard(Card):
    """The selected visit and what can be done with it. Signals: `act_chosen(str)`."""

    act_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._details: Details | None = None
        self.name = Label(weight=SEMIBOLD).wrapped()
        self.born = Label(size=Type.SMALL, tone="muted").wrapped()
        self.warning = IconText(theme, "users", "", "info", Type.SMALL)
        self.warning.label.wrapped()
        self.state = IconText(theme, "", "", "muted", Type.SMALL)
        self.facts = QVBoxLayout()
        self.facts.setSpacing(theme.px(4))
        self.buttons = Flow(theme.px(6))
        self.setAccessibleName("Selected visit")
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        for widget in (self.name, self.born, self.warning, self.state):
            column.addWidget(widget)
        column.addLayout(self.facts)
        column.addSpacing(theme.px(4))
        column.addLayout(self.buttons)
        self.add_padded(column)
        self.add_stretch()
        self.hide()

    def show_details(self, details: Details | None) -> None:
        """Show somebody else; None hides the card."""
        self._details = details
        self.setVisible(details is not None)
        if details is None:
            return
        self.name.setText(details.name)
        self.born.setText(details.born)
        self.born.setVisible(bool(details.born))
        self.warning.label.setText(details.warning)
        self.warning.setVisible(bool(details.warning))
        self.state.show_text(details.icon, details.state, details.tone)
        self.state.icon.setVisible(bool(details.icon))
        _clear(self.facts)
        for label, text in details.facts:
            self.facts.addWidget(self._fact(label, text))
        self.buttons.clear()
        buttons = [self._button(act, details) for act in details.acts]
        for button in buttons:
            self.buttons.addWidget(button)
        place_stops(self, buttons)
        self.updateGeometry()

    def _fact(self, label: str, text: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(8))
        name = Label(label, Type.SMALL, tone="muted")
        name.setFixedWidth(self._theme.px(54))
        row.addWidget(name)
        row.addWidget(Label(text, Type.SMALL).wrapped(), 1)
        return line

    def _button(self, act: Act, details: Details) -> Button:
        button = Button(self._theme, act.words, act.icon, compact=True)
        button.setProperty("act", act.key)
        button.setAccessibleName(f"{act.words}: {details.name}")
        button.clicked.connect(self._pressed)
        return button

    @Slot()
    def _pressed(self) -> None:
        self.act_chosen.emit(str(self.sender().property("act")))


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
