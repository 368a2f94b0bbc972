"""Wires the documents tab: lists, pages and printer are joined here and kept alive by the screen."""

from __future__ import annotations

from uuid import UUID

from medmanager.domain.changes import Changes
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.documents.presenter import DocumentsPresenter
from ui.screens.documents.view import DocumentsView

KINDS = ("archiveddocument", "plan", "appointment", "allergy", "visit", "observation")
"""Whatever a paper of today is made of."""


class DocumentsScreen(Screen):
    """Owns the view and the presenter of one patient's papers."""

    def __init__(self, context: Context, theme: Theme, patient_id: UUID, subject: UUID | None) -> None:
        self.view = DocumentsView(theme)
        super().__init__(context, "Documents", self.view)
        self.patient_id = patient_id
        self.presenter = DocumentsPresenter(context, self.view, patient_id, subject)
        view, presenter = self.view, self.presenter
        view.chosen.connect(presenter.choose)
        view.subject_chosen.connect(presenter.choose_subject)
        view.language_chosen.connect(presenter.choose_language)
        view.size_chosen.connect(presenter.choose_size)
        view.printer_chosen.connect(presenter.print_to)
        view.save_requested.connect(presenter.save)
        view.path_chosen.connect(presenter.save_to)
        view.paper_sent.connect(presenter.leaving.sent)
        view.paper_failed.connect(presenter.leaving.not_sent)
        view.retry_requested.connect(presenter.try_again)

    def refresh(self) -> None:
        self.presenter.load()

    def concerns(self, changes: Changes) -> bool:
        return any(changes.touches(kind, self.patient_id) for kind in KINDS)

    def show_subject(self, subject: UUID) -> None:
        self.presenter.turn_to(subject)


def build(context: Context, theme: Theme, patient_id: UUID, subject: UUID | None = None) -> Screen:
    """The papers of one patient, wired; `subject` is the plan whose paper is wanted, or she for trends."""
    return DocumentsScreen(context, theme, patient_id, subject)
