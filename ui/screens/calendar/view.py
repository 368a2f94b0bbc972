"""The calendar page: days and choices above, the grid, its legend, and the cards beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.appointments.details import Details
from ui.kit.buttons import Button, Segments
from ui.kit.card import Card
from ui.kit.day_turner import DayTurner
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import IconText, Label, rule
from ui.kit.layout.columns import Columns, Part
from ui.kit.layout.flow import Flow
from ui.kit.layout.scroll import ScrollArea
from ui.kit.layout.two_ended import TwoEnded
from ui.kit.states import StateStack
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.calendar.blocks import GridSheet
from ui.screens.calendar.grid import CalendarGrid
from ui.screens.calendar.presenter import Heading
from ui.screens.calendar.presenter import Tray as TrayLines
from ui.screens.calendar.tray import Tray

MARGIN, HEAD, HEAD_GAP, TRAY = 12, 56, 8, 244
BESIDE_FROM, LEGEND_FROM, LOW_GRID, ICONS_FROM = 760, 580, 360, 1040
LEGEND = (
    ("circle-check", "Arrived", "ok"),
    ("user", "In room", "info"),
    ("clock", "Late", "moderate"),
    ("diamond-alert", "Not confirmed", "moderate"),
    ("video", "Video", "muted"),
    ("check", "Done", "muted"),
    ("x", "Canceled", "muted"),
)


class _ProposedSwatch(QWidget):
    """A small dashed box, as proposals are drawn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(24), self._theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.colour("accent"), 1.5)
        pen.setDashPattern([2, 1.4])
        painter.setPen(pen)
        painter.setBrush(self._theme.colour("accentSoft"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 2, 2)


def _proposed_sample(theme: Theme) -> QWidget:
    """What a proposal looks like, with its words."""
    sample = QWidget()
    row = QHBoxLayout(sample)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(6))
    row.addWidget(_ProposedSwatch(theme))
    row.addWidget(Label("Proposed, not booked", Type.SMALL, tone="accent"))
    return sample


class CalendarView(QWidget):
    """N begins a new appointment, T turns to today, Page Up and Page Down turn the page.

    Signals: `view_chosen(str)`, `person_chosen(str)`, `new_requested(Place or None)`, `acted(str)` for the
    button of an empty or error state. `days` has its own.
    """

    view_chosen = Signal(str)
    person_chosen = Signal(str)
    new_requested = Signal(object)
    acted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._action = "retry"
        self._may_edit = True
        self.head = TwoEnded(theme, HEAD, HEAD_GAP)
        self.title = Label("Calendar", Type.TITLE, SEMIBOLD)
        self.days = DayTurner(theme, self, "Earlier", "Later", framed=True)
        self.views = Segments(theme, "View", (("day", "&Day"), ("week", "W&eek")))
        self.views.choose("week")
        self.people = PullDown()
        self.find_opening = Button(theme, "&Find opening", "search")
        self.new = Button(theme, "&New appointment", "plus", primary=True)
        self.grid = CalendarGrid(theme)
        self.hours_missing = IconText(
            theme, "info", "Opening hours are not written down: see Settings, Practice.", "info", Type.SMALL
        )
        self.tray, self._legend = Tray(theme), QWidget()
        self._page = self._build_page()
        self.states = StateStack(theme, self._page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(MARGIN), 0, theme.px(MARGIN), theme.px(MARGIN))
        outer.setSpacing(0)
        outer.addWidget(self._build_head())
        outer.addWidget(self.states, 1)
        self._connect()
        self.states.show_loading()

    def show_rights(self, may_edit: bool, may_see_names: bool) -> None:
        """Whether this person may book, and see whom."""
        self._may_edit = may_edit
        self.new.setVisible(may_edit)
        self.tray.proposals.setVisible(may_see_names)

    def show_sheet(self, heading: Heading, sheet: GridSheet) -> None:
        """Show other days."""
        self.title.setText(heading.title)
        self.find_opening.show()
        self.new.setVisible(self._may_edit)
        self.head.arrange()
        self.views.choose(heading.view)
        self._show_people(heading)
        self.hours_missing.setVisible(heading.hours_missing)
        self.grid.show_sheet(sheet)
        self.states.show_content()

    def show_tray(self, tray: TrayLines) -> None:
        """Show open times and proposals."""
        self.tray.openings.show_lines(tray.openings, tray.no_openings)
        self.tray.proposals.show_lines(tray.proposals, self._may_edit)

    def show_details(self, details: Details | None) -> None:
        """Show who is selected, here and in the grid."""
        self.tray.details.show_details(details)
        key = details.key if details else None
        if self.grid.selected() != key:
            self.grid.select(key)
        self.tray.proposals.rows.select(key)

    def show_sentence(self, sentence: str, action: str) -> None:
        """Why there is no calendar, and what can be done: "settings" or "retry"."""
        self._action = action
        for widget in (self.people, self.find_opening, self.new):
            widget.hide()
        self.head.arrange()
        if action == "settings":
            self.states.show_empty(sentence, "Open Settings")
        else:
            self.states.show_error("The calendar could not be read.", sentence)

    def show_not_allowed(self, sentence: str) -> None:
        """This role sees no calendar."""
        self.states.show_not_allowed(sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.days.minute_passed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.days.takes(event):
            return
        if event.key() == Qt.Key.Key_N and not event.modifiers() and self._may_edit:
            self._new_at_cursor()
        else:
            super().keyPressEvent(event)

    def _show_people(self, heading: Heading) -> None:
        if self.people.count() != len(heading.people) + 1:
            self.people.clear()
            self.people.addItem("Everybody", "")
            for key, name in heading.people:
                self.people.addItem(name, key)
        self.people.setCurrentIndex(max(0, self.people.findData(heading.only)))
        self.people.setVisible(len(heading.people) > 1)
        self.tray.openings.show_people(heading.people)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """In a low window the hours are worth more than the legend, and in a narrow one words than icons."""
        self._legend.setVisible(self.height() >= self._theme.px(LEGEND_FROM))
        narrow = self.width() < self._theme.px(ICONS_FROM)
        for button, icon, token in ((self.find_opening, "search", "text"), (self.new, "plus", "accentText")):
            button.setIcon(QIcon() if narrow else self._theme.icon(icon, token))
        self.head.arrange()

    def _build_head(self) -> QWidget:
        self.people.setProperty("compact", True)
        self.people.setAccessibleName("Providers shown")
        self.people.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.head.left.setSpacing(self._theme.px(HEAD_GAP))
        steps = QHBoxLayout()
        steps.setSpacing(self._theme.px(4))
        for step in (self.days.back, self.days.today, self.days.on):
            steps.addWidget(step)
        self.head.left.addWidget(self.title)
        self.head.left.addLayout(steps)
        self.head.left.addWidget(self.views)
        for widget in (self.people, self.find_opening, self.new):
            self.head.right.addWidget(widget)
        self.head.let_wrap(self.title)
        return self.head

    def _build_page(self) -> QWidget:
        card = Card(self._theme)
        card.setAccessibleName("Calendar")
        card.body.addWidget(self.grid, 1)
        card.add(self._build_legend())
        parts = (Part(card, low=LOW_GRID), Part(ScrollArea(self.tray), TRAY))
        return Columns(self._theme, parts, BESIDE_FROM)

    def _build_legend(self) -> QWidget:
        """With the line above it, so that both can be hidden."""
        signs = QWidget()
        flow = Flow(self._theme.px(14), signs)
        for icon, text, tone in LEGEND:
            flow.addWidget(IconText(self._theme, icon, text, tone, Type.SMALL))
        flow.addWidget(_proposed_sample(self._theme))
        flow.addWidget(self.hours_missing)
        foot = QHBoxLayout()
        foot.setContentsMargins(*(self._theme.px(length) for length in (12, 5, 12, 3)))
        foot.addWidget(signs)
        whole = QVBoxLayout(self._legend)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(rule())
        whole.addLayout(foot)
        return self._legend

    def _connect(self) -> None:
        self.views.chosen.connect(self.view_chosen)
        self.people.activated.connect(self._person)
        self.find_opening.clicked.connect(self._find_opening)
        self.new.clicked.connect(self._new_at_cursor)
        self.grid.new_requested.connect(self._new_at)
        self.states.acted.connect(self._act)
        self._theme.changed.connect(self.fit)

    @Slot(int)
    def _person(self, index: int) -> None:
        self.person_chosen.emit(self.people.currentData() or "")

    @Slot()
    def _find_opening(self) -> None:
        self.tray.openings.person.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _new_at_cursor(self) -> None:
        free = self.grid.selected() is None
        self.new_requested.emit(self.grid.cursor_place() if free else None)

    @Slot(object)
    def _new_at(self, place: object) -> None:
        if self._may_edit:
            self.new_requested.emit(place)

    @Slot()
    def _act(self) -> None:
        self.acted.emit(self._action)
