"""Shows the summary page: two columns of cards, for a normal patient without scrolling."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.layout.scroll import ScrollArea
from ui.kit.page_head import PageHead
from ui.kit.safety.words import SafetyWords
from ui.kit.states import StateStack
from ui.kit.theme import Theme
from ui.screens.summary.cards import AlertsCard, LastVisitCard, PlanCard, WorriesCard
from ui.screens.summary.page import SummaryPage
from ui.screens.summary.side_cards import DueCard, NextVisitCard, ReadingsCard

GAP = 12
WIDE, SIDE, SIDE_SMALL, SIDE_LEAST, TALL = 1300, 432, 400, 352, 640
TWO_COLUMNS = 1040
ANY_WIDTH = 16_777_215
"""No upper limit, as Qt writes it."""


class SummaryView(QWidget):
    """Below 640 px of height rows are lower and the last visit is left to its tab.

    Signals: `act_requested()`, `print_requested()`, `plan_requested()`, `trends_requested()`,
    `book_requested()`, `last_visit_requested()`, `retry_requested()`.
    """

    act_requested = Signal()
    print_requested = Signal()
    plan_requested = Signal()
    trends_requested = Signal()
    book_requested = Signal()
    last_visit_requested = Signal()
    retry_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._has_last_visit = False
        self._may_write = True
        self.head = PageHead(theme, "Summary", in_patient=True)
        self.print_button = Button(theme, "&Print plan", "printer")
        self.act_button = Button(theme, "Start &visit", primary=True)
        self.plan = PlanCard(theme)
        self.alerts = AlertsCard(theme)
        self.worries = WorriesCard(theme)
        self.last_visit = LastVisitCard(theme)
        self.next_visit = NextVisitCard(theme)
        self.readings = ReadingsCard(theme)
        self.due = DueCard(theme)
        self._side = QWidget()
        self.states = StateStack(theme, self._build_page())
        self._lay_out()
        self._connect()

    def show_rights(self, may_write: bool, may_book: bool) -> None:
        """Which acts this person may begin."""
        self._may_write = may_write
        self.act_button.setVisible(may_write)
        self.next_visit.book_button.setVisible(may_book)

    def show_loading(self) -> None:
        """The frame at once."""
        self._show_acts(False)
        self.states.show_loading()

    def show_safety(self, safety: SafetyWords) -> None:
        """What the check says of the plan in force."""
        self.plan.show_safety(safety)
        self.alerts.show_safety(safety)

    def show_page(self, page: SummaryPage) -> None:
        """Show everything."""
        self.head.say(page.head)
        self.act_button.setText(page.act.value)
        self.print_button.setEnabled(bool(page.rows))
        self.print_button.setToolTip("" if page.rows else "There is no plan to print yet.")
        self._has_last_visit = page.last_visit is not None
        self.plan.show_plan(page)
        self.worries.show_worries(page.worries)
        self.last_visit.show_visit(page.last_visit)
        self.next_visit.show_visit(page.next_visit)
        self.readings.show_readings(page)
        self.due.show_due(page)
        self._show_acts(True)
        self.states.show_content()
        self._fit()

    def show_error(self, sentence: str) -> None:
        """It could not be read."""
        self._show_acts(False)
        self.states.show_error("The summary could not be read.", sentence)

    def show_not_allowed(self, sentence: str) -> None:
        """This role does not open charts."""
        self._show_acts(False)
        self.states.show_not_allowed(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(1344), self._theme.px(664))

    def _show_acts(self, are_shown: bool) -> None:
        self.print_button.setVisible(are_shown)
        self.act_button.setVisible(are_shown and self._may_write)

    def _fit(self) -> None:
        is_tall = self.height() >= self._theme.px(TALL)
        self._place_side()
        self.plan.set_low(not is_tall)
        self.readings.set_low(not is_tall)
        self.last_visit.setVisible(is_tall and self._has_last_visit)

    def _place_side(self) -> None:
        """Beside the plan, or below it where large text leaves no room for two columns."""
        is_beside = self.width() >= self._theme.px(TWO_COLUMNS)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._page_row.setDirection(across if is_beside else down)
        side = self._side_width() if is_beside else ANY_WIDTH
        self._side.setMinimumWidth(side if is_beside else 0)
        self._side.setMaximumWidth(side)
        self.readings.rows.set_narrow(side < self._theme.px(SIDE_SMALL))

    def _side_width(self) -> int:
        """As in the layout, but narrower where long names or sums of tablets need the room."""
        usual = self._theme.px(SIDE if self.width() >= self._theme.px(WIDE) else SIDE_SMALL)
        left = self.width() - 3 * self._theme.px(GAP) - self.plan.table.needed_width() - 2
        return min(usual, max(self._theme.px(SIDE_LEAST), left))

    def _build_page(self) -> ScrollArea:
        gap = self._theme.px(GAP)
        left, right = QVBoxLayout(), QVBoxLayout(self._side)
        for column, cards in (
            (left, (self.plan, self.alerts, self.worries, self.last_visit)),
            (right, (self.next_visit, self.readings, self.due)),
        ):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(gap)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setSpacing(gap)
        row.addLayout(left, 1)
        row.addWidget(self._side)
        self._page_row = row
        area = ScrollArea(page)
        area.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._make_room(0, 0)
        return area

    def _lay_out(self) -> None:
        self.head.add(self.print_button)
        self.head.add(self.act_button)
        gap = self._theme.px(GAP)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(gap, 0, 0, 0)
        outer.setSpacing(0)
        self.head.setContentsMargins(0, 0, gap, 0)
        outer.addWidget(self.head)
        outer.addWidget(self.states, 1)

    def _connect(self) -> None:
        self.print_button.clicked.connect(self.print_requested)
        self.act_button.clicked.connect(self.act_requested)
        self.plan.opened.connect(self.plan_requested)
        self.alerts.opened.connect(self.plan_requested)
        self.readings.opened.connect(self.trends_requested)
        self.next_visit.book_button.clicked.connect(self.book_requested)
        self.last_visit.open_button.clicked.connect(self.last_visit_requested)
        self.states.acted.connect(self._retry)

    @Slot(int, int)
    def _make_room(self, low: int, high: int) -> None:
        """The scroll bar stands in the margin, so that nothing moves when it comes."""
        gap = self._theme.px(GAP)
        self._page_row.setContentsMargins(0, 0, 0 if high > low else gap, gap)

    @Slot()
    def _retry(self) -> None:
        self.retry_requested.emit()
