"""Wires the summary of a patient: its parts are joined here and kept alive by the screen."""

from __future__ import annotations

from uuid import UUID

from medmanager.domain.changes import Changes
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.summary.presenter import SummaryPresenter
from ui.screens.summary.view import SummaryView


class SummaryScreen(Screen):
    """Owns the view and the presenter of one patient's summary."""

    def __init__(self, context: Context, theme: Theme, patient_id: UUID) -> None:
        self.view = SummaryView(theme)
        super().__init__(context, "Summary", self.view)
        self.patient_id = patient_id
        self.presenter = SummaryPresenter(context, self.view, patient_id)
        self.view.act_requested.connect(self.presenter.act)
        self.view.print_requested.connect(self.presenter.open_documents)
        self.view.plan_requested.connect(self.presenter.open_plan)
        self.view.trends_requested.connect(self.presenter.open_trends)
        self.view.book_requested.connect(self.presenter.book)
        self.view.last_visit_requested.connect(self.presenter.open_last_visit)
        self.view.retry_requested.connect(self.presenter.load)

    def refresh(self) -> None:
        self.presenter.load()

    def concerns(self, changes: Changes) -> bool:
        return changes.touches_patient(self.patient_id) or changes.touches("user")


def build(context: Context, theme: Theme, patient_id: UUID, subject: UUID | None = None) -> Screen:
    """The summary tab, wired; the patient window calls this when it is first opened."""
    return SummaryScreen(context, theme, patient_id)
