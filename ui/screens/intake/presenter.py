"""The intake of one patient: reads it, begins it, resumes it where it was left, completes it. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from medmanager.domain.chart import Chart
from medmanager.domain.errors import MedManagerError, NotAllowed
from medmanager.domain.ids import UserId
from medmanager.domain.intake import Intake
from ui.kit import words
from ui.kit.context import Context
from ui.screens.intake.desk import Desk
from ui.screens.intake.page_work import FORM, PageDisplay, PageWork
from ui.screens.intake.pages import REVIEW, page_of_draft

Read = tuple[Intake | None, Chart, dict[str, str] | None, Mapping[UserId, str]]


class IntakeDisplay(PageDisplay, Protocol):
    """What the presenter asks of its view."""

    def show_loading(self) -> None: ...
    def show_not_begun(self) -> None: ...
    def show_not_allowed(self, sentence: str) -> None: ...
    def show_error(self, sentence: str) -> None: ...
    def show_head(self, text: str) -> None: ...


class IntakePresenter:
    """`work` is the open page; this is what comes before and after the pages."""

    def __init__(self, context: Context, display: IntakeDisplay, patient_id: UUID) -> None:
        self._context, self._display = context, display
        services = context.services
        self._desk = Desk(patient_id, services.intakes.form, services.session.today())
        self.work = PageWork(context, display, self._desk)
        self._names: Mapping[UserId, str] = {}

    def load(self) -> None:
        """Read the intake; an open page keeps what stands in it."""
        if self._desk.intake is None:
            self._display.show_loading()
        self._context.ask(self._read, self._came, self._failed)

    def begin(self) -> None:
        """Begin the interview, or go on with it."""
        begin = partial(self._context.services.intakes.begin, self._desk.patient_id)
        self._context.ask(begin, partial(self.work.changed_to, ""), self._failed)

    def complete(self) -> None:
        """Close the intake."""
        if self._desk.intake is not None:
            complete = partial(self._context.services.intakes.complete, self._desk.intake)
            self._context.ask(complete, partial(self.work.changed_to, REVIEW), self.work.refused)

    def reopen(self) -> None:
        """Open a completed intake again."""
        if self._desk.intake is not None:
            reopen = partial(self._context.services.intakes.reopen, self._desk.intake)
            self._context.ask(reopen, partial(self.work.changed_to, REVIEW), self.work.refused)

    def _read(self) -> Read:
        services, patient_id = self._context.services, self._desk.patient_id
        intake = services.intakes.newest(patient_id)
        draft = services.drafts.recall(FORM, intake.id) if intake and not intake.completed_at else None
        return intake, services.history.lists(patient_id), draft, services.patients.providers()

    def _came(self, read: Read) -> None:
        intake, self._desk.chart, draft, self._names = read
        if intake is None:
            self._display.show_not_begun()
        elif self._desk.page:
            self._refreshed(intake)
        else:
            self._desk.intake = intake
            self._resume(intake, draft)
        self._display.show_head(self._head())

    def _resume(self, intake: Intake, draft: dict[str, str] | None) -> None:
        if draft is not None and draft.get("page") in self._desk.page_keys:
            self.work.open(draft["page"], page_of_draft(draft))
            self._display.say_saved("What you had typed is here again")
        else:
            self.work.open(REVIEW if intake.completed_at else self._desk.resume_page(intake))

    def _refreshed(self, newest: Intake) -> None:
        """Somebody changed something: lists follow at once, what is being typed stays."""
        if self._desk.is_page_open:
            self.work.records.show()
        elif self._desk.intake is not None and newest.version >= self._desk.intake.version:
            self._desk.intake = newest
            self.work.open(self._desk.page)

    def _failed(self, error: MedManagerError) -> None:
        if isinstance(error, NotAllowed):
            self._display.show_not_allowed(error.sentence)
        elif self._desk.intake is None:
            self._display.show_error(error.sentence)
        else:
            # What is typed in the page must stay in sight.
            self._context.notices.warn(error.sentence)

    def _head(self) -> str:
        intake = self._desk.intake
        if intake is None:
            return ""
        zone, today = ZoneInfo(self._context.services.session.practice.time_zone), self._desk.today
        told = [f"begun {words.short_day(words.local_day(intake.started_at, zone), today)}"]
        told.append(self._by(intake.author_id))
        if intake.completed_at is not None and intake.completed_by is not None:
            done = words.short_day(words.local_day(intake.completed_at, zone), today)
            told += [f", completed {done}", self._by(intake.completed_by)]
        return "".join(told)

    def _by(self, user_id: UserId) -> str:
        name = self._names.get(user_id, "")
        return f" by {name}" if name else ""
