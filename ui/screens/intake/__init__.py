"""Wires the intake of a patient: its parts are joined here and kept alive by the screen."""

from __future__ import annotations

from uuid import UUID

from medmanager.domain.changes import Changes
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.intake.presenter import IntakePresenter
from ui.screens.intake.view import IntakeView


class IntakeScreen(Screen):
    """Owns the view and the presenter of one patient's intake; keeps what is half typed when it is hidden."""

    def __init__(self, context: Context, theme: Theme, patient_id: UUID) -> None:
        self.view = IntakeView(theme)
        super().__init__(context, "Intake", self.view)
        self.patient_id = patient_id
        self.presenter = IntakePresenter(context, self.view, patient_id)
        self._connect()

    def refresh(self) -> None:
        self.presenter.load()

    def concerns(self, changes: Changes) -> bool:
        return changes.touches_patient(self.patient_id)

    def hidden(self) -> None:
        super().hidden()
        self.put_aside()

    def put_aside(self) -> None:
        self.view.page.forget()
        self.presenter.work.keep(self.view.page.read())

    def may_close(self) -> bool:
        self.put_aside()
        return True

    def _connect(self) -> None:
        view, presenter, work = self.view, self.presenter, self.presenter.work
        view.begin_requested.connect(presenter.begin)
        view.complete_requested.connect(presenter.complete)
        view.reopen_requested.connect(presenter.reopen)
        view.retry_requested.connect(presenter.load)
        view.save_requested.connect(work.save)
        view.skip_requested.connect(work.skip)
        view.back_requested.connect(work.back)
        view.page_requested.connect(work.open_page)
        view.page.typed.connect(work.keep)
        view.page.answered.connect(work.answer)
        view.page.entry_added.connect(work.records.save)
        view.page.entry_chosen.connect(work.records.edit)
        view.page.entry_removed.connect(work.records.remove)
        view.page.medicine_typed.connect(work.records.suggest)


def build(context: Context, theme: Theme, patient_id: UUID, subject: UUID | None = None) -> Screen:
    """The intake tab, wired; the patient window calls this when it is first opened."""
    return IntakeScreen(context, theme, patient_id)
