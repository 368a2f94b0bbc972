"""Wires the patient list and its registration form: joined here and kept alive by the screen."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Slot

from medmanager.domain.changes import Changes
from medmanager.domain.ids import PatientId
from medmanager.domain.patient import Patient
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.patients.presenter import PatientsPresenter
from ui.screens.patients.registration import RegistrationPresenter
from ui.screens.patients.registration_dialog import RegistrationDialog
from ui.screens.patients.view import PatientsView


class PatientsScreen(Screen):
    """Owns the list and the form. `begin_registration` opens the form, for commands of the shell too."""

    def __init__(self, context: Context, theme: Theme) -> None:
        self.view = PatientsView(theme)
        super().__init__(context, "Patients", self.view)
        self.presenter = PatientsPresenter(context, self.view)
        self.dialog = RegistrationDialog(theme, self.view, context.services.session.today)
        self.registration = RegistrationPresenter(context, self.dialog, self._saved)
        self._connect()

    def refresh(self) -> None:
        self.presenter.load()

    def concerns(self, changes: Changes) -> bool:
        return any(changes.touches(kind) for kind in ("patient", "appointment", "user"))

    def show_subject(self, subject: UUID) -> None:
        self.presenter.select(PatientId(subject))

    def shown(self) -> None:
        super().shown()
        self.view.take_keyboard()

    @Slot()
    def begin_registration(self) -> None:
        """Open the empty form."""
        self.registration.begin()

    def _connect(self) -> None:
        self.view.searched.connect(self.presenter.search)
        self.view.chosen.connect(self.presenter.select)
        self.view.opened.connect(self.presenter.open)
        self.view.new_requested.connect(self.begin_registration)
        self.view.edit_requested.connect(self._edit)
        self.view.import_requested.connect(self.presenter.import_records)
        self.view.diary_requested.connect(self.presenter.type_in_diary)
        self.view.retry_requested.connect(self.presenter.load)
        self.dialog.typed.connect(self.registration.compare)
        self.dialog.save_requested.connect(self.registration.save)
        self.dialog.twin_chosen.connect(self.registration.open)

    @Slot(object)
    def _edit(self, patient_id: PatientId) -> None:
        patients = self.context.services.patients
        self.context.ask(partial(patients.demographics, patient_id), self.registration.begin)

    def _saved(self, patient: Patient) -> None:
        self.presenter.registered(patient)


def build(context: Context, theme: Theme) -> Screen:
    """The patient list, wired; the shell calls this when it is first opened."""
    return PatientsScreen(context, theme)
