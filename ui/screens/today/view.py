"""The first screen of the day: its head, and below it the desk's or the clinician's page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.kit.appointments.details import Details
from ui.kit.buttons import Button
from ui.kit.day_turner import DayTurner
from ui.kit.labels import IconText, Label
from ui.kit.layout.layouts import empty
from ui.kit.layout.two_ended import TwoEnded
from ui.kit.states import StateStack
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.today.clinic_lines import BreakLine, NoteLine, VisitLine, WaitingLine, WeekLine
from ui.screens.today.clinic_view import ClinicView
from ui.screens.today.desk_view import DeskView
from ui.screens.today.fail_safe_view import FailSafeView
from ui.screens.today.lines import CallLine, Count, DayColumn
from ui.screens.today.presenter import Head, ProposedLine

MARGIN, HEAD, GAP = 12, 56, 12


class TodayView(QWidget):
    """Page Up and Page Down turn the day, T goes back to today, N books at the desk.

    Signals: `primary_pressed()`, `acted(str)` for the button of an empty or error state. `days` and the pages
    have their own.
    """

    primary_pressed = Signal()
    acted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._action = "retry"
        self.head = TwoEnded(theme, HEAD)
        self.title = Label("Today", Type.TITLE, SEMIBOLD)
        self.day = Label(tone="muted")
        self.days = DayTurner(theme, self, "The day before", "The day after")
        self.numbers = QWidget()
        self.counts = QHBoxLayout(self.numbers)
        self.fail_safe = FailSafeView(theme, self)
        self.primary = Button(theme, "&New appointment", "plus", primary=True)
        self.desk = DeskView(theme)
        self.clinic = ClinicView(theme)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.desk)
        self.pages.addWidget(self.clinic)
        self.states = StateStack(theme, self.pages)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(MARGIN), 0, theme.px(MARGIN), theme.px(MARGIN))
        outer.setSpacing(0)
        outer.addWidget(self._build_head())
        outer.addWidget(self.states, 1)
        self._connect()
        self.states.show_loading()

    def show_head(self, head: Head, clinical: bool) -> None:
        """Show another day or other counts."""
        self.title.setText(head.title)
        self.day.setText(head.day)
        self.day.show()
        self.days.today.setVisible(head.title != "Today")
        self._show_counts(head.counts)
        if clinical:
            self.primary.setText(head.primary.replace("&", "&&"))
            self.primary.setIcon(self._theme.icon("file-text", "accentText"))
        self.primary.setVisible(bool(head.primary) or (not clinical and self._may_book))
        self.arrange()
        self.pages.setCurrentWidget(self.clinic if clinical else self.desk)
        self.states.show_content()

    def show_rights(self, may_book: bool, may_see_names: bool, may_print: bool) -> None:
        """Whether this person may book, see whom, and print what is ready."""
        self.fail_safe.button.setVisible(may_print)
        self._may_book = may_book
        self.desk.show_cards(may_see_names)

    def show_desk(
        self,
        columns: tuple[DayColumn, ...],
        calls: tuple[CallLine, ...],
        proposals: tuple[ProposedLine, ...],
    ) -> None:
        """Show everybody's day."""
        self.desk.show_columns(columns)
        self.desk.show_calls(calls)
        self.desk.show_proposals(proposals)

    def show_visits(self, lines: tuple[VisitLine | BreakLine, ...], count: str, note: str) -> None:
        """Show my own visits."""
        self.clinic.show_visits(lines, count, note)

    def show_lists(
        self,
        week: tuple[WeekLine, ...],
        notes: tuple[NoteLine, ...],
        waiting: tuple[WaitingLine, ...],
    ) -> None:
        """Show what else waits for me."""
        self.clinic.show_week(week)
        self.clinic.show_notes(notes)
        self.clinic.show_waiting(waiting)

    def show_details(self, details: Details | None) -> None:
        """Show who is selected."""
        self.desk.show_details(details)
        self.clinic.show_details(details)

    def show_sentence(self, sentence: str, action: str) -> None:
        """Why there is no day, and what can be done: "settings" or "retry"."""
        self._action = action
        self._show_no_day()
        if action == "settings":
            self.states.show_empty(sentence, "Open Settings")
        else:
            self.states.show_error("The day could not be read.", sentence)

    def show_not_allowed(self, sentence: str) -> None:
        """This role sees no schedule."""
        self._show_no_day()
        self.states.show_not_allowed(sentence)

    @Slot()
    def arrange(self) -> None:
        """The counts stand beside the day, or where that is too narrow in the row below."""
        head = self.head
        head.left.removeWidget(self.numbers)
        head.right.removeWidget(self.numbers)
        left, right = head.left.sizeHint().width(), head.right.sizeHint().width()
        gaps = self._theme.px(2 * GAP)
        if left + right + self.numbers.sizeHint().width() + gaps <= self.head.room():
            head.left.addWidget(self.numbers)
        else:
            for widget in (self.fail_safe.button, self.primary):
                head.right.removeWidget(widget)
            head.right.addWidget(self.numbers)
            for widget in (self.fail_safe.button, self.primary):
                head.right.addWidget(widget)
        self.numbers.show()  # moving to another parent hides it
        head.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def take_keyboard(self) -> None:
        """Put the focus where the day begins."""
        page = self.pages.currentWidget()
        (self.clinic if page is self.clinic else self.desk).take_keyboard()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.days.minute_passed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.days.takes(event):
            return
        if event.key() == Qt.Key.Key_N and not event.modifiers() and self.primary.isVisible():
            self.primary_pressed.emit()
        else:
            super().keyPressEvent(event)

    def _build_head(self) -> QWidget:
        self.counts.setContentsMargins(0, 0, 0, 0)
        self.counts.setSpacing(self._theme.px(16))
        self.days.today.hide()
        steps = QHBoxLayout()
        steps.setSpacing(0)
        for widget in (self.days.back, self.days.on):
            steps.addWidget(widget)
        self.head.left.addWidget(self.title)
        self.head.left.addWidget(self.day)
        self.head.left.addLayout(steps)
        self.head.left.addWidget(self.days.today)
        self.head.right.addWidget(self.fail_safe.button)
        self.head.right.addWidget(self.primary)
        return self.head

    def _show_no_day(self) -> None:
        """Nothing can be booked into a day that is not there."""
        self._show_counts(())
        self.primary.hide()
        self.day.setVisible(bool(self.day.text()))
        self.head.arrange()

    def _show_counts(self, counts: tuple[Count, ...]) -> None:
        empty(self.counts)
        for count in counts:
            text = f"{count.number} {count.words}"
            shown = IconText(self._theme, count.icon, text, count.tone) if count.icon else Label(text)
            self.counts.addWidget(shown)
            shown.show()  # else it has no width yet when the head is arranged

    def _connect(self) -> None:
        self._may_book = True
        self.primary.clicked.connect(self.primary_pressed)
        self.states.acted.connect(self._act)
        self._theme.changed.connect(self.arrange)

    @Slot()
    def _act(self) -> None:
        self.acted.emit(self._action)
