"""Wires the calendar: grid, cards and the desk of appointments, joined here and kept alive by the screen."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Slot

from medmanager.domain.calendar.openings import Opening
from medmanager.domain.calendar.schedule import NewTime
from medmanager.domain.changes import Changes
from medmanager.domain.ids import AppointmentId
from ui.kit.appointments.agenda import Agenda
from ui.kit.appointments.desk import VisitDesk
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.calendar.geometry import Place
from ui.screens.calendar.presenter import CalendarPresenter
from ui.screens.calendar.view import CalendarView

KINDS = ("appointment", "patient", "plan", "visit", "user", "practice")


class CalendarScreen(Screen):
    """Owns the page, its presenter and the desk that acts on what is shown."""

    def __init__(self, context: Context, theme: Theme) -> None:
        self.view = CalendarView(theme)
        super().__init__(context, "Calendar", self.view)
        self.agenda = Agenda(context)
        self.presenter = CalendarPresenter(context, self.view, self.agenda)
        self.desk = VisitDesk(context, theme, self.view, self.agenda)
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
        self.desk.book_at(None)

    def _connect(self) -> None:
        view, tray, presenter, desk = self.view, self.view.tray, self.presenter, self.desk
        view.days.stepped.connect(presenter.step)
        view.days.today_requested.connect(presenter.go_today)
        view.view_chosen.connect(presenter.choose_view)
        view.person_chosen.connect(presenter.choose_person)
        view.days.minute_passed.connect(presenter.tick)
        view.new_requested.connect(self._book_at)
        view.acted.connect(self._state_acted)
        view.grid.chosen.connect(presenter.select)
        view.grid.opened.connect(desk.open)
        view.grid.moved.connect(self._move)
        view.grid.cancel_requested.connect(desk.begin_cancel)
        tray.details.act_chosen.connect(desk.act)
        tray.openings.searched.connect(presenter.search_openings)
        tray.openings.taken.connect(self._book_opening)
        tray.proposals.chosen.connect(presenter.select)
        tray.proposals.book_requested.connect(desk.book_proposal)
        tray.proposals.time_requested.connect(desk.open)

    @Slot(object)
    def _book_at(self, place: Place | None) -> None:
        self.desk.book_at(self.presenter.new_time(place) if place is not None else None)

    @Slot(object, int)
    def _book_opening(self, opening: Opening, minutes: int) -> None:
        self.desk.book_at(NewTime(opening.provider_id, opening.start, minutes))

    @Slot(object, object, int)
    def _move(self, key: object, place: Place, minutes: int) -> None:
        self.desk.move(key, self.presenter.new_time(place, minutes))

    @Slot(str)
    def _state_acted(self, action: str) -> None:
        if action == "settings":
            self.presenter.open_settings()
        else:
            self.presenter.load()


def build(context: Context, theme: Theme) -> Screen:
    """The calendar, wired; the shell calls this when it is first opened."""
    return CalendarScreen(context, theme)
