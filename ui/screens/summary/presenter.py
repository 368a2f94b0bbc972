"""The summary of one patient: asks for it once, says it in words, sends people on. No Qt."""

from __future__ import annotations

from functools import partial
from typing import Protocol
from uuid import UUID

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, NotAllowed
from medmanager.domain.ids import PatientId
from medmanager.domain.summary import PatientSummary
from medmanager.domain.user import Act
from ui.kit.context import Context
from ui.kit.safety.desk import SafetyDesk
from ui.kit.safety.words import SafetyWords
from ui.screens.summary.page import NextAct, SummaryPage, page_of


class SummaryDisplay(Protocol):
    """What the presenter asks of its view."""

    def show_loading(self) -> None: ...
    def show_page(self, page: SummaryPage) -> None: ...
    def show_error(self, sentence: str) -> None: ...
    def show_not_allowed(self, sentence: str) -> None: ...
    def show_safety(self, safety: SafetyWords) -> None: ...
    def show_rights(self, may_write: bool, may_book: bool) -> None: ...


class SummaryPresenter:
    """One method for each intent of the view."""

    def __init__(self, context: Context, display: SummaryDisplay, patient_id: UUID) -> None:
        self._context, self._display, self._patient_id = context, display, patient_id
        self._page: SummaryPage | None = None
        self._safety = SafetyDesk(context, display.show_safety, PatientId(patient_id))

    def load(self) -> None:
        """Read the page again; what is shown stays until the new one has come."""
        user = self._context.services.session.user
        self._display.show_rights(user.may(Act.EDIT_CHART), user.may(Act.EDIT_SCHEDULE))
        if self._page is None:
            self._display.show_loading()
        read = partial(self._context.services.summary.of, self._patient_id)
        self._context.ask(read, self._came, self._failed)

    def open_plan(self) -> None:
        """Go to the plan."""
        self._go("plan")

    def open_trends(self) -> None:
        """Go to the chart of scores and side effects."""
        self._go("trends")

    def open_documents(self) -> None:
        """Go to the papers, the plan's sheet first."""
        self._go("documents")

    def act(self) -> None:
        """Do what the primary button names."""
        page = self._page
        if page is None:
            return
        if page.act is NextAct.START_VISIT:
            begin = partial(self._context.services.visits.begin, PatientId(self._patient_id))
            self._context.ask(begin, self._begun)
        else:
            self._go("intake" if page.act is NextAct.BEGIN_INTAKE else "visits", page.open_note)

    def open_last_visit(self) -> None:
        """Read the last visit."""
        last = self._page.last_visit if self._page else None
        self._go("visits", last.id if last else None)

    def book(self) -> None:
        """Go to the calendar."""
        self._context.navigate.go("calendar")

    def _go(self, tab: str, subject: UUID | None = None) -> None:
        self._context.navigate.open_patient(self._patient_id, tab, subject)

    def _begun(self, changes: Changes) -> None:
        self._go("visits", changes.items[0].id)

    def _came(self, summary: PatientSummary) -> None:
        self._page = page_of(summary)
        self._display.show_page(self._page)
        self._safety.check(summary.plan)

    def _failed(self, error: MedManagerError) -> None:
        if isinstance(error, NotAllowed):
            self._display.show_not_allowed(error.sentence)
        else:
            self._display.show_error(error.sentence)
