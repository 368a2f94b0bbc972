"""The desk's day: a column for each provider; calls, proposals and the selected visit beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.appointments.card import DetailsCard
from ui.kit.appointments.details import Details
from ui.kit.card import Card
from ui.kit.labels import Label
from ui.kit.layout.columns import Columns, Part
from ui.kit.layout.scroll import QuietArea, ScrollArea
from ui.kit.tab_order import place_stops
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.theme import Theme, Type
from ui.screens.today.day_list import DayList
from ui.screens.today.lines import CallLine, DayColumn
from ui.screens.today.presenter import ProposedLine

GAP, LEAST_COLUMN = 12, 208
SIDE, ROOMY_SIDE, BESIDE_FROM, ROOMY_FROM = 272, 332, 640, 1260


class DeskView(QWidget):
    """Signals: `chosen(key)`, `opened(key)`, `book_requested(NewTime)`, `act_chosen(str)`, `call_acted(int)`,
    `proposal_chosen(key)`, `proposal_acted(key)`.
    """

    chosen = Signal(object)
    opened = Signal(object)
    book_requested = Signal(object)
    act_chosen = Signal(str)
    call_acted = Signal(int)
    proposal_chosen = Signal(object)
    proposal_acted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._columns: dict[str, tuple[Card, DayList]] = {}
        self.calls = RowList(theme, "Calls to make")
        self.calls_card = Card(theme, "Calls to make")
        self.proposals = RowList(theme, "Proposed by the plans", selectable=True)
        self.proposals_card = Card(theme, "Proposed by the plans")
        self.details = DetailsCard(theme)
        self.no_calls = _none("Nobody needs a call.")
        self.no_proposals = _none("Every plan has its visit booked.")
        self._row = QHBoxLayout()
        self._build()
        self._connect()

    def show_columns(self, columns: tuple[DayColumn, ...]) -> None:
        """Show the day of each provider."""
        if [column.key for column in columns] != list(self._columns):
            self._rebuild(columns)
        for column in columns:
            card, rows = self._columns[column.key]
            card.set_note(column.hours)
            rows.show_rows(column.rows)

    def show_calls(self, calls: tuple[CallLine, ...]) -> None:
        """Show whom to call."""
        self.calls_card.set_count(str(len(calls)) if calls else "")
        self.no_calls.setVisible(not calls)
        self.calls.show_rows(
            [
                RowItem(one.key, one.name, second=one.what, icon=one.icon, tone=one.tone, action=one.action)
                for one in calls
            ]
        )

    def show_proposals(self, lines: tuple[ProposedLine, ...]) -> None:
        """Show what the plans propose."""
        self.proposals_card.set_count(str(len(lines)) if lines else "")
        self.no_proposals.setVisible(not lines)
        self.proposals.show_rows(
            [RowItem(one.key, one.name, second=one.second, action=one.action) for one in lines]
        )

    def show_details(self, details: Details | None) -> None:
        """Show who is selected."""
        self.details.show_details(details)
        key = details.key if details else None
        for _, rows in self._columns.values():
            rows.select(key)
        self.proposals.select(key)

    def show_cards(self, with_patients: bool) -> None:
        """Calls and proposals name patients: roles that may not see names do without both."""
        self.calls_card.setVisible(with_patients)
        self.proposals_card.setVisible(with_patients)

    def take_keyboard(self) -> None:
        """Put the focus into the first column."""
        for _, rows in self._columns.values():
            rows.setFocus()
            return

    def _rebuild(self, columns: tuple[DayColumn, ...]) -> None:
        for card, _ in self._columns.values():
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._columns = {column.key: self._build_column(column) for column in columns}
        for card, _ in self._columns.values():
            self._row.addWidget(card, 1)
        if (place := self._row.parentWidget()) is not None:
            place_stops(place, [rows for _, rows in self._columns.values()])

    def _build_column(self, column: DayColumn) -> tuple[Card, DayList]:
        card = Card(self._theme, column.name, note=column.hours)
        card.wrap_title()
        rows = DayList(self._theme, column.name)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(rows)
        inside.addStretch(1)
        card.body.addWidget(ScrollArea(holder, ground="surface"), 1)
        rows.chosen.connect(self.chosen)
        rows.opened.connect(self.opened)
        rows.book_requested.connect(self.book_requested)
        return card, rows

    def _build(self) -> None:
        gap = self._theme.px(GAP)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        content = QWidget()
        content.setProperty("ground", "window")
        content.setLayout(self._row)
        across = QuietArea()
        across.setWidgetResizable(True)
        across.setFrameShape(QFrame.Shape.NoFrame)
        across.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        across.setWidget(content)
        across.viewport().setProperty("ground", "window")
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        _fill(self._theme, self.calls_card, self.calls, self.no_calls)
        _fill(self._theme, self.proposals_card, self.proposals, self.no_proposals)
        for card in (self.details, self.calls_card, self.proposals_card):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            column.addWidget(card)
        column.addStretch(1)
        parts = (Part(across), Part(ScrollArea(side), SIDE, roomy=ROOMY_SIDE))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Columns(self._theme, parts, BESIDE_FROM, ROOMY_FROM))

    def _connect(self) -> None:
        self.details.act_chosen.connect(self.act_chosen)
        self.calls.acted.connect(self._call)
        self.proposals.chosen.connect(self.proposal_chosen)
        self.proposals.acted.connect(self.proposal_acted)

    @Slot(object)
    def _call(self, key: object) -> None:
        assert isinstance(key, int), "calls are numbered"
        self.call_acted.emit(key)


def _none(text: str) -> Label:
    return Label(text, Type.SMALL, tone="muted").wrapped()


def _fill(theme: Theme, card: Card, rows: RowList, none: Label) -> None:
    card.add(rows)
    none.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
    card.add(none)
