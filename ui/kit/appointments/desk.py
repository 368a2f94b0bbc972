"""Everything with which a screen acts on appointments: three dialogs and their presenters, joined."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from medmanager.domain.calendar.appointment import AppointmentState, ReasonCode
from medmanager.domain.calendar.schedule import NewTime
from medmanager.domain.rows import PatientRow
from ui.kit.appointments.acts import VisitActs
from ui.kit.appointments.agenda import Agenda, Proposed
from ui.kit.appointments.booking import BookingPresenter
from ui.kit.appointments.booking_dialog import BookingDialog
from ui.kit.appointments.dialogs import CancelDialog, OverruleDialog
from ui.kit.context import Context
from ui.kit.theme import Theme


class VisitDesk(QObject):
    """Owned by the screen whose `agenda` it acts on; its slots take that screen's keys and acts."""

    def __init__(self, context: Context, theme: Theme, parent: QWidget, agenda: Agenda) -> None:
        super().__init__(parent)
        self._context, self._agenda = context, agenda
        self.booking_dialog = BookingDialog(theme, parent, context.services.session.today)
        self.cancel_dialog = CancelDialog(theme, parent)
        self.overrule_dialog = OverruleDialog(theme, parent)
        self.acts = VisitActs(context, self, agenda)
        self.booking = BookingPresenter(context, self.booking_dialog, agenda, self.acts)
        self.booking_dialog.searched.connect(self.booking.search)
        self.booking_dialog.patient_chosen.connect(self.booking.choose)
        self.booking_dialog.save_requested.connect(self.booking.save)
        self.cancel_dialog.reason_given.connect(self.acts.cancel)
        self.overrule_dialog.overruled.connect(self.acts.overrule)

    def ask_why_canceled(self, name: str) -> None:
        """Open the question why."""
        self.cancel_dialog.ask(name)

    def ask_to_overrule(self, sentence: str, needs_reason: bool) -> None:
        """Open the question whether it is meant."""
        self.overrule_dialog.ask(sentence, needs_reason)

    def book_at(self, target: NewTime | None) -> None:
        """Open the form for a new appointment, with its time where one was pointed at."""
        self.booking.begin(target)

    def book_for(self, row: PatientRow, reason: ReasonCode = ReasonCode.FOLLOW_UP) -> None:
        """Open the form for somebody who is known already."""
        self.booking.begin_for(row, reason)

    def move(self, key: object, target: NewTime) -> None:
        """Move an appointment."""
        self.acts.move(key, target)

    @Slot(object)
    def open(self, key: object) -> None:
        """Open the form of an appointment or a proposal."""
        if isinstance(key, Proposed):
            self.booking.begin_proposal(key)
        else:
            self.booking.begin_change(key)

    @Slot(object)
    def begin_cancel(self, key: object) -> None:
        """Ask why an appointment is canceled."""
        self.acts.begin_cancel(key)

    @Slot(object)
    def book_proposal(self, key: object) -> None:
        """Book what a plan proposes, at its time."""
        self.acts.book_proposal(key)

    @Slot(str)
    def act(self, act: str) -> None:
        """Do one of the acts that stand on the card of the selected appointment."""
        selected = self._agenda.selected
        if act in {"edit", "other"}:
            self.open(selected)
        elif act == "book":
            self.book_proposal(selected)
        elif act == "cancel":
            self.begin_cancel(selected)
        elif act == "chart":
            self.open_chart()
        else:
            self.acts.set_state(AppointmentState(act))

    def open_chart(self) -> None:
        """Open the chart of whoever is selected."""
        appointment = self._agenda.appointment(self._agenda.selected)
        proposal = self._agenda.proposal(self._agenda.selected)
        if appointment is not None:
            self._context.navigate.open_patient(appointment.patient_id, "summary")
        elif proposal is not None:
            self._context.navigate.open_patient(proposal.patient.id, "plan")
