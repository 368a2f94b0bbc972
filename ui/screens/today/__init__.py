"""Wires Today: the page of the role, its presenter and the desk of appointments, kept alive by the screen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot

from medmanager.domain.calendar.schedule import NewTime
from medmanager.domain.changes import Changes
from medmanager.domain.user import Act
from ui.kit.appointments.agenda import Agenda, Proposed
from ui.kit.appointments.desk import VisitDesk
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.today.fail_safe_presenter import FailSafePresenter
from ui.screens.today.leads import TodayLeads
from ui.screens.today.presenter import TodayPresenter
from ui.screens.today.view import TodayView

KINDS = ("appointment", "patient", "plan", "visit", "intake", "user", "practice")


class TodayScreen(Screen):
    """Owns the page, what it shows, and where it leads."""

    def __init__(self, context: Context, theme: Theme) -> None:
        self.view = TodayView(theme)
        super().__init__(context, "Today", self.view)
        self.agenda = Agenda(context)
        self.presenter = TodayPresenter(context, self.view, self.agenda)
        self.fail_safe = FailSafePresenter(context, self.view.fail_safe)
        self.desk = VisitDesk(context, theme, self.view, self.agenda)
        self.leads = TodayLeads(context, self.presenter, self.desk.acts, self.desk.booking)
        self._connect()

    def refresh(self) -> None:
        may = self.agenda.may
        self.view.show_rights(may(Act.EDIT_SCHEDULE), may(Act.SEE_DEMOGRAPHICS), may(Act.PRINT_READY))
        self.presenter.load()

    def concerns(self, changes: Changes) -> bool:
        return any(changes.touches(kind) for kind in KINDS)

    def show_day(self, day: date) -> None:
        self.presenter.show_day(day)

    def carry_out(self, command: str) -> None:
        if command == "fail_safe":
            self.fail_safe.start()

    def shown(self) -> None:
        super().shown()
        self.view.take_keyboard()

    def _connect(self) -> None:
        view, presenter, desk, leads = self.view, self.presenter, self.desk, self.leads
        sheets = view.fail_safe
        sheets.requested.connect(self.fail_safe.start)
        sheets.printer_chosen.connect(self.fail_safe.print_to)
        sheets.sent.connect(self.fail_safe.sent)
        sheets.failed.connect(self.fail_safe.not_sent)
        view.days.stepped.connect(presenter.step)
        view.days.today_requested.connect(presenter.go_today)
        view.days.minute_passed.connect(presenter.tick)
        view.primary_pressed.connect(self._primary)
        view.acted.connect(self._state_acted)
        view.desk.chosen.connect(presenter.select)
        view.desk.opened.connect(desk.open)
        view.desk.book_requested.connect(self._book_at)
        view.desk.act_chosen.connect(desk.act)
        view.desk.call_acted.connect(leads.answer_call)
        view.desk.proposal_chosen.connect(presenter.select)
        view.desk.proposal_acted.connect(self._book_proposal)
        view.clinic.chosen.connect(presenter.select)
        view.clinic.opened.connect(leads.open_patient)
        view.clinic.week_opened.connect(leads.open_plan)
        view.clinic.note_opened.connect(leads.open_note)
        view.clinic.booking_requested.connect(leads.book_for)
        view.clinic.act_chosen.connect(desk.act)

    @Slot()
    def _primary(self) -> None:
        if self.presenter.clinical:
            self.leads.open_next()
        else:
            self.desk.book_at(None)

    @Slot(object)
    def _book_at(self, target: NewTime) -> None:
        self.desk.book_at(target)

    @Slot(object)
    def _book_proposal(self, key: Proposed) -> None:
        proposal = self.agenda.proposal(key)
        if proposal is not None and proposal.start is not None:
            self.desk.book_proposal(key)
        else:
            self.desk.open(key)

    @Slot(str)
    def _state_acted(self, action: str) -> None:
        if action == "settings":
            self.leads.open_settings()
        else:
            self.presenter.load()


def build(context: Context, theme: Theme) -> Screen:
    """Today, wired; the shell calls this when it is first opened."""
    return TodayScreen(context, theme)
