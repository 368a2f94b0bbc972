"""Wires the trends tab: chart, table, readout and words are joined here and kept alive by the screen."""

from __future__ import annotations

from uuid import UUID

from medmanager.domain.changes import Changes
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.trends.presenter import TrendsPresenter
from ui.screens.trends.view import TrendsView

KINDS = ("plan", "visit", "observation", "diarysheet")


class TrendsScreen(Screen):
    """Owns the view and the presenter of one patient's trends."""

    def __init__(self, context: Context, theme: Theme, patient_id: UUID) -> None:
        self.view = TrendsView(theme)
        super().__init__(context, "Trends", self.view)
        self.patient_id = patient_id
        self.presenter = TrendsPresenter(context, self.view, patient_id)
        view, presenter = self.view, self.presenter
        view.span_chosen.connect(presenter.choose_span)
        view.switched.connect(presenter.switch)
        view.day_read.connect(presenter.read)
        view.print_requested.connect(presenter.print_chart)
        view.acted.connect(presenter.record_visit)
        view.retry_requested.connect(presenter.load)

    def refresh(self) -> None:
        self.presenter.load()

    def concerns(self, changes: Changes) -> bool:
        return any(changes.touches(kind, self.patient_id) for kind in KINDS)


def build(context: Context, theme: Theme, patient_id: UUID, subject: UUID | None = None) -> Screen:
    """The trends of one patient, wired; the patient window calls this when the tab is first opened."""
    return TrendsScreen(context, theme, patient_id)
