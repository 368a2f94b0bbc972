"""The card of what was done elsewhere, as outside records tell it, the newest first."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.card import Card
from ui.kit.labels import IconText, Label
from ui.kit.layout.layouts import empty
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.visits.contact_words import ContactRow

FIRST = 3


class ElsewhereCard(Card):
    """A few contacts, and all of them on request; hidden while there are none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Elsewhere")
        self._rows: tuple[ContactRow, ...] = ()
        self._shows_all = False
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(10))
        self.more = LinkButton(theme, "")
        self.add_padded(self._column)
        self.add_to_head(self.more)
        self.more.clicked.connect(self._turn)
        self.hide()

    def show_contacts(self, rows: tuple[ContactRow, ...]) -> None:
        """Show other contacts; the same ones are not built anew."""
        self.setVisible(bool(rows))
        if rows != self._rows:
            self._rows, self._shows_all = rows, False
            self._show()

    @Slot()
    def _turn(self) -> None:
        self._shows_all = not self._shows_all
        self._show()

    def _show(self) -> None:
        empty(self._column)
        self.set_count(str(len(self._rows)))
        self.more.setVisible(len(self._rows) > FIRST)
        self.more.setText("Fewer" if self._shows_all else "Show all")
        for row in self._rows if self._shows_all else self._rows[:FIRST]:
            self._column.addWidget(self._contact(row))

    def _contact(self, row: ContactRow) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._day(row))
        column.addWidget(Label(row.what).wrapped())
        if row.who:
            column.addWidget(Label(row.who, Type.SMALL, tone="muted").wrapped())
        return holder

    def _day(self, row: ContactRow) -> QWidget:
        if not row.icon:
            return Label(row.day, weight=SEMIBOLD).wrapped()
        day = IconText(self._theme, row.icon, row.day)
        day.label.set_weight(SEMIBOLD)
        day.label.wrapped()
        return day
