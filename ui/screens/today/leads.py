"""Where the lists of Today lead: charts, notes, the booking form, a confirmed visit. No Qt."""

from __future__ import annotations

from medmanager.domain.calendar.appointment import AppointmentState, ReasonCode
from medmanager.domain.day_page import Call, CallKind
from medmanager.domain.ids import PatientId
from medmanager.domain.rows import PatientRow
from ui.kit import words
from ui.kit.appointments.acts import VisitActs
from ui.kit.appointments.booking import BookingPresenter
from ui.kit.context import Context
from ui.screens.today.clinic_lines import NoteLine
from ui.screens.today.presenter import TodayPresenter


class TodayLeads:
    """Asks the presenter what is shown, then does or opens what was chosen."""

    def __init__(
        self, context: Context, presenter: TodayPresenter, acts: VisitActs, booking: BookingPresenter
    ) -> None:
        self._context, self._presenter = context, presenter
        self._acts, self._booking = acts, booking

    def answer_call(self, number: int) -> None:
        """What a call usually ends with: the visit is confirmed, or a new one booked."""
        call = self._call(number)
        if call is None:
            return
        if call.kind is CallKind.NOT_CONFIRMED and call.appointment is not None:
            name = words.person(call.patient.family_name, call.patient.given_name)
            self._acts.set_state_of(call.appointment, AppointmentState.CONFIRMED, name)
        elif call.kind is CallKind.CHECK:
            self._booking.begin_for(call.patient, ReasonCode.LABS)
        else:
            self._booking.begin_for(call.patient)

    def open_next(self) -> None:
        """The primary button of a clinician's day."""
        following = self._presenter.next_visit()
        if following is not None:
            self.open_patient(following.patient.id)

    def open_patient(self, patient_id: PatientId) -> None:
        """Open a chart."""
        self._context.navigate.open_patient(patient_id, "summary")

    def open_plan(self, patient_id: PatientId) -> None:
        """Open a plan, as for a dose step."""
        self._context.navigate.open_patient(patient_id, "plan")

    def open_note(self, line: NoteLine) -> None:
        """Open the note, or the plan, that waits for a signature."""
        self._context.navigate.open_patient(line.patient_id, line.tab, line.subject)

    def book_for(self, patient_id: PatientId) -> None:
        """Book for somebody without a next visit."""
        row = self._waiting(patient_id)
        if row is not None:
            self._booking.begin_for(row)

    def open_settings(self) -> None:
        """Where providers and hours are written down."""
        self._context.navigate.go("settings")

    def _call(self, number: int) -> Call | None:
        page = self._presenter.desk_page
        calls = page.calls if page else ()
        return calls[number] if 0 <= number < len(calls) else None

    def _waiting(self, patient_id: PatientId) -> PatientRow | None:
        page = self._presenter.clinic_page
        return next((row for row in (page.without_visit if page else ()) if row.id == patient_id), None)
