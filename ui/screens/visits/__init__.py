"""Wires the visits tab: view and presenter, kept alive by the screen."""

from __future__ import annotations

from uuid import UUID

from medmanager.domain.changes import Changes
from medmanager.domain.ids import PatientId
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.visits.presenter import VisitsPresenter
from ui.screens.visits.view import VisitsView


class VisitsScreen(Screen):
    """The visits of one patient. A subject is a visit, or an appointment whose visit is to be written."""

    def __init__(self, context: Context, theme: Theme, patient_id: UUID, subject: UUID | None = None) -> None:
        self.view = VisitsView(theme, context.services.visits.side_effects)
        super().__init__(context, "Visits", self.view)
        self._patient_id = PatientId(patient_id)
        self.presenter = VisitsPresenter(context, self.view, self._patient_id)
        self._connect()
        if subject is not None:
            self.presenter.expect(subject)

    def refresh(self) -> None:
        # Most who come here write. The form is put together while the store reads.
        self.prepare(self.view.pages.make_form)
        self.presenter.load()

    def concerns(self, changes: Changes) -> bool:
        return any(changes.touches(kind, self._patient_id) for kind in ("visit", "plan", "observation"))

    def may_close(self) -> bool:
        self.put_aside()
        return True

    def put_aside(self) -> None:
        self.view.flush()
        self.presenter.settle()

    def hidden(self) -> None:
        self.put_aside()
        super().hidden()

    def show_subject(self, subject: UUID) -> None:
        self.presenter.turn_to(subject)

    def _connect(self) -> None:
        view, pages, presenter = self.view, self.view.pages, self.presenter
        view.typed.connect(presenter.typed)
        view.keep_requested.connect(presenter.keep)
        view.settle_requested.connect(presenter.settle)
        view.begin_requested.connect(presenter.begin)
        view.retry_requested.connect(presenter.load)
        view.visit_chosen.connect(presenter.choose)
        pages.effect_added.connect(presenter.add_effect)
        dialogs, signing, crossing = view.dialogs, presenter.signing, presenter.crossing
        view.signature_requested.connect(signing.ask_signature)
        dialogs.signed.connect(signing.sign)
        dialogs.reason_given.connect(signing.answer_alert)
        dialogs.change_wanted.connect(signing.change_plan)
        view.take_up_requested.connect(crossing.take_up)
        dialogs.merge_decided.connect(crossing.decide)
        pages.addendum_wanted.connect(presenter.add_addendum)
        pages.addendum_typed.connect(presenter.addendum_typed)
        dialogs.thrown_away.connect(presenter.throw_away)
        view.plan_wanted.connect(presenter.open_plan)
        pages.dose_wanted.connect(presenter.open_plan)


def build(context: Context, theme: Theme, patient_id: UUID, subject: UUID | None = None) -> Screen:
    """The visits tab of a patient, wired."""
    return VisitsScreen(context, theme, patient_id, subject)
