"""A clinician's day: her visits and her week; the selected visit, notes to sign and who waits beside them."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.appointments.card import DetailsCard
from ui.kit.appointments.details import Details
from ui.kit.card import Card
from ui.kit.labels import Label
from ui.kit.layout.scroll import ScrollArea
from ui.kit.tab_order import place_stops, stops_along
from ui.kit.tables.cells import Section
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.tables.whole_table import WholeTable
from ui.kit.theme import Theme, Type
from ui.screens.today.clinic_lines import BreakLine, NoteLine, VisitLine, WaitingLine, WeekLine
from ui.screens.today.model import VISIT_COLUMNS, WEEK_COLUMNS

SIDE, NARROW_SIDE, WIDE_FROM, GAP = 332, 272, 1320, 12
BESIDE_FROM, ROW_FROM = 1160, 760
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


def _visit_key(line: VisitLine) -> object:
    return line.key


def _week_key(line: WeekLine) -> object:
    return line.number


class ClinicView(QWidget):
    """Signals: `chosen(key)` a visit is selected, `opened(PatientId)`, `week_opened(PatientId)`,
    `note_opened(NoteLine)`, `booking_requested(PatientId)`, `act_chosen(str)`.
    """

    chosen = Signal(object)
    opened = Signal(object)
    week_opened = Signal(object)
    note_opened = Signal(object)
    booking_requested = Signal(object)
    act_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._notes: dict[object, NoteLine] = {}
        self.visits_card = Card(theme, "My visits")
        self.visits = WholeTable[VisitLine](theme, "My visits", VISIT_COLUMNS, _visit_key)
        self.week_card = Card(theme, "Dose steps and checks this week")
        self.week = WholeTable[WeekLine](theme, "Dose steps and checks this week", WEEK_COLUMNS, _week_key)
        self.week.horizontalHeader().hide()
        self.details = DetailsCard(theme)
        self.notes_card = Card(theme, "Unsigned notes and plans")
        self.notes = RowList(theme, "Unsigned notes and plans")
        self.waiting_card = Card(theme, "Without a next visit")
        self.waiting = RowList(theme, "Without a next visit")
        self.no_visits = _none("No visits on this day.")
        self.no_week = _none("No dose steps and no checks in the next 7 days.")
        self.no_notes = _none("Every note and plan is signed.")
        self.no_waiting = _none("Every patient of yours has a visit booked.")
        self._side, self._beside = QWidget(), QWidget()
        self._build()
        self._connect()

    def show_visits(self, lines: tuple[VisitLine | BreakLine, ...], count: str, note: str) -> None:
        """Show my day."""
        self.visits_card.set_count(count)
        self.visits_card.set_note(note)
        self.visits.setVisible(bool(lines))
        self.no_visits.setVisible(not lines)
        self.visits.show_rows([Section(one.words) if isinstance(one, BreakLine) else one for one in lines])

    def show_week(self, lines: tuple[WeekLine, ...]) -> None:
        """Show steps and checks."""
        self.week_card.set_count(str(len(lines)) if lines else "")
        self.week.setVisible(bool(lines))
        self.no_week.setVisible(not lines)
        self.week.show_rows(lines)

    def show_notes(self, lines: tuple[NoteLine, ...]) -> None:
        """Show what waits for a signature."""
        self._notes = {line.key: line for line in lines}
        self.notes_card.set_count(str(len(lines)) if lines else "")
        self.no_notes.setVisible(not lines)
        self.notes.show_rows(
            [
                RowItem(one.key, one.name, second=one.second, icon="pencil", tone="muted", action="Open")
                for one in lines
            ]
        )

    def show_waiting(self, lines: tuple[WaitingLine, ...]) -> None:
        """Show who has nothing booked."""
        self.waiting_card.set_count(str(len(lines)) if lines else "")
        self.no_waiting.setVisible(not lines)
        self.waiting.show_rows(
            [RowItem(one.patient_id, one.name, second=one.second, action="Book") for one in lines]
        )

    def show_details(self, details: Details | None) -> None:
        """Show who is selected."""
        self.details.show_details(details)
        if details is not None:
            self.visits.select_key(details.key)

    def take_keyboard(self) -> None:
        """Put the focus into my visits."""
        self.visits.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @Slot()
    def arrange(self) -> None:
        """The cards beside the tables, or between them where the tables need the whole width."""
        px, width = self._theme.px, self.width()
        beside = width >= px(BESIDE_FROM)
        if beside != self._beside.isVisibleTo(self):
            self._move_side(beside=beside)
        self._beside.setFixedWidth(px(SIDE if width >= px(WIDE_FROM) else NARROW_SIDE))
        in_a_row = not beside and width >= px(ROW_FROM)
        self._cards.setDirection(ACROSS if in_a_row else DOWN)
        for number in range(self._cards.count()):
            is_rest = number == self._cards.count() - 1
            self._cards.setStretch(number, int(in_a_row != is_rest))

    def _move_side(self, *, beside: bool) -> None:
        stops = stops_along(self._side)
        self._beside.setVisible(beside)
        if beside:
            self._main.removeWidget(self._side)
            self._area.setWidget(self._side)
        else:
            self._main.insertWidget(1, self._area.takeWidget())
        # Whoever moves into another part of the window goes to the end of the Tab key's way.
        place_stops(self._side if beside else self.visits, stops)
        self._side.show()

    def _build(self) -> None:
        main = QWidget()
        self._main, self._cards = QVBoxLayout(main), QBoxLayout(DOWN, self._side)
        for column, cards in (
            (self._main, (self.visits_card, self.week_card)),
            (self._cards, (self.details, self.notes_card, self.waiting_card)),
        ):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(self._theme.px(GAP))
            for card in cards:
                card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
                column.addWidget(card)
            column.addStretch(1)
        self._fill_cards()
        inside = QVBoxLayout(self._beside)
        inside.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollArea(self._side)
        inside.addWidget(self._area)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(GAP))
        row.addWidget(ScrollArea(main), 1)
        row.addWidget(self._beside)
        self._theme.changed.connect(self.arrange)

    def _fill_cards(self) -> None:
        pairs: tuple[tuple[Card, QWidget, Label], ...] = (
            (self.visits_card, self.visits, self.no_visits),
            (self.week_card, self.week, self.no_week),
            (self.notes_card, self.notes, self.no_notes),
            (self.waiting_card, self.waiting, self.no_waiting),
        )
        for card, widget, none in pairs:
            card.add(widget)
            none.setContentsMargins(*(self._theme.px(length) for length in (12, 8, 12, 8)))
            card.add(none)
            card.add_stretch()

    def _connect(self) -> None:
        self.visits.record_selected.connect(self._chosen)
        self.visits.record_activated.connect(self._opened)
        self.week.record_activated.connect(self._week_opened)
        self.notes.chosen.connect(self._note)
        self.notes.acted.connect(self._note)
        self.waiting.acted.connect(self.booking_requested)
        self.waiting.chosen.connect(self.opened)
        self.details.act_chosen.connect(self.act_chosen)

    @Slot(object)
    def _chosen(self, line: VisitLine) -> None:
        self.chosen.emit(line.key)

    @Slot(object)
    def _opened(self, line: VisitLine) -> None:
        self.opened.emit(line.patient_id)

    @Slot(object)
    def _week_opened(self, line: WeekLine) -> None:
        self.week_opened.emit(line.patient_id)

    @Slot(object)
    def _note(self, key: object) -> None:
        self.note_opened.emit(self._notes[key])


def _none(text: str) -> Label:
    return Label(text, Type.SMALL, tone="muted").wrapped()
