"""Wires the calendar: grid, cards and the booking form are joined here and kept alive by the screen."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Slot

from medmanager.domain.appointment import AppointmentState
from medmanager.domain.changes import Changes
from medmanager.domain.ids import AppointmentId
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.calendar.acts import VisitActs
from ui.screens.calendar.blocks import Proposed
from ui.screens.calendar.booking import BookingPresenter
from ui.screens.calendar.booking_dialog import BookingDialog
from ui.screens.calendar.dialogs import CancelDialog, OverruleDialog
from ui.screens.calendar.presenter import CalendarPresenter
from ui.screens.calendar.shown import Shown
from ui.screens.calendar.view import CalendarView

KINDS = ("appointment", "patient", "plan", "visit", "user", "practice")


class CalendarScreen(Screen):
    """Owns the page, its three dialogs and the presenters that share what is shown."""

    def __init__(self, context: Context, theme: Theme) -> None:
        self.view = CalendarView(theme)
        super().__init__(context, "Calendar", self.view)
        self.booking_dialog = BookingDialog(theme, self.view, context.services.session.today)
        self.cancel_dialog = CancelDialog(theme, self.view)
        self.overrule_dialog = OverruleDialog(theme, self.view)
        self.shown_now = Shown(context)
        self.presenter = CalendarPresenter(context, self.view, self.shown_now)
        self.acts = VisitActs(context, self, self.shown_now)
        self.booking = BookingPresenter(context, self.booking_dialog, self.shown_now, self.acts)
        self._connect()

    def refresh(self) -> None:
        self.presenter.load()

    def concerns(self, changes: Changes) -> bool:
        return any(changes.touches(kind) for kind in KINDS)

    def show_day(self, day: date) -> None:
        self.presenter.show_day(day)

    def show_subject(self, subject: UUID) -> None:
        self.presenter.select(AppointmentId(subject))

    def shown(self) -> None:
        super().shown()
        self.view.grid.setFocus()

    @Slot()
    def begin_booking(self) -> None:
        """Open the empty booking form, for commands of the shell too."""
        self.booking.begin(None)

    def ask_why_canceled(self, name: str) -> None:
        """Open the question why."""
        self.cancel_dialog.ask(name)

    def ask_to_overrule(self, sentence: str, needs_reason: bool) -> None:
        """Open the question whether it is meant."""
        self.overrule_dialog.ask(sentence, needs_reason)

    def _connect(self) -> None:
        view, tray = self.view, self.view.tray
        view.stepped.connect(self.presenter.step)
        view.today_requested.connect(self.presenter.go_today)
        view.view_chosen.connect(self.presenter.choose_view)
        view.person_chosen.connect(self.presenter.choose_person)
        view.minute_passed.connect(self.presenter.tick)
        view.new_requested.connect(self.booking.begin)
        view.acted.connect(self._state_acted)
        view.grid.chosen.connect(self.presenter.select)
        view.grid.opened.connect(self._open)
        view.grid.moved.connect(self.acts.move)
        view.grid.cancel_requested.connect(self.acts.begin_cancel)
        tray.details.act_chosen.connect(self._act)
        tray.openings.searched.connect(self.presenter.search_openings)
        tray.openings.taken.connect(self.booking.begin_at_opening)
        tray.proposals.chosen.connect(self.presenter.select)
        tray.proposals.book_requested.connect(self.acts.book_proposal)
        tray.proposals.time_requested.connect(self.booking.begin_proposal)
        self.booking_dialog.searched.connect(self.booking.search)
        self.booking_dialog.patient_chosen.connect(self.booking.choose)
        self.booking_dialog.save_requested.connect(self.booking.save)
        self.cancel_dialog.reason_given.connect(self.acts.cancel)
        self.overrule_dialog.overruled.connect(self.acts.overrule)

    @Slot(object)
    def _open(self, key: object) -> None:
        if isinstance(key, Proposed):
            self.booking.begin_proposal(key)
        else:
            self.booking.begin_change(key)

    @Slot(str)
    def _act(self, act: str) -> None:
        selected = self.shown_now.selected
        if act == "edit":
            self.booking.begin_change(selected)
        elif act == "other":
            self.booking.begin_proposal(selected)
        elif act == "book":
            self.acts.book_proposal(selected)
        elif act == "cancel":
            self.acts.begin_cancel(selected)
        elif act == "chart":
            self.presenter.open_chart()
        else:
            self.acts.set_state(AppointmentState(act))

    @Slot(str)
    def _state_acted(self, action: str) -> None:
        if action == "settings":
            self.presenter.open_settings()
        else:
            self.presenter.load()


def build(context: Context, theme: Theme) -> Screen:
    """The calendar, wired; the shell calls this when it is first opened."""
    return CalendarScreen(context, theme)
