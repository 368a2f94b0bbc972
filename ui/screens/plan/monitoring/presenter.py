"""Decides what the card of tests shows, and sends what is decided about them through the desk. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.plan.asked_tests import PlanTests
from medmanager.domain.plan.decided_tests import Choice
from medmanager.domain.plan.plan import Plan
from ui.kit.context import Context
from ui.screens.plan.desk_presenter import DraftDesk, Edit
from ui.screens.plan.line.form_reading import day_problem, read_day
from ui.screens.plan.monitoring_words import Beholder, MonitoringPage, monitoring_page


class MonitoringFace(Protocol):
    """What the presenter asks of the card."""

    def show_page(self, page: MonitoringPage) -> None: ...
    def show_refusal(self, field: str, sentence: str) -> None: ...
    def close_dialog(self) -> None: ...


class MonitoringPresenter:
    """Tests are worked out for the version that is shown, each time it is shown."""

    def __init__(self, context: Context, face: MonitoringFace, desk: DraftDesk) -> None:
        self._context, self._face, self._desk = context, face, desk
        self._monitoring = context.services.monitoring
        self._asked = 0

    def show(self, plan: Plan, editable: bool) -> None:
        """Another version, or the same one changed."""
        self._asked += 1
        came = partial(self._came, self._asked, plan, editable)
        self._context.ask(partial(self._monitoring.tests, plan), came, partial(self._missed, self._asked))

    def put_on(self, chosen: tuple[Choice, ...]) -> None:
        """Put proposed tests on the plan."""
        self._edit(lambda draft: self._monitoring.put_on(draft, chosen))

    def set_aside(self, choice: Choice, reason: str) -> None:
        """Decide against a test."""
        if not reason.strip():
            self._face.show_refusal("reason", "Write why this test is set aside.")
            return
        self._edit(lambda draft: self._monitoring.set_aside(draft, choice, reason))

    def take_back(self, choice: Choice) -> None:
        """Undo what was decided about a test."""
        self._edit(lambda draft: self._monitoring.take_back(draft, choice))

    def mark_done(self, choice: Choice, typed: str) -> None:
        """That test, or the next one of this measure, was done on the typed day."""
        book = self._desk.book
        if book is None:
            return
        on = read_day(typed, book.today)
        if on is None:
            self._face.show_refusal("on", day_problem(typed, book.today))
        elif on > book.today:
            self._face.show_refusal("on", "This day is still to come. Write the day on which it was done.")
        else:
            self._edit(lambda draft: self._monitoring.mark_done(draft, choice, on))

    def _edit(self, work: Callable[[Plan], Changes]) -> None:
        self._desk.edit(Edit(work, self._face.close_dialog, self._refused))

    def _refused(self, error: MedManagerError) -> None:
        self._face.show_refusal(error.field if isinstance(error, Refused) else "", error.sentence)

    def _came(self, asked: int, plan: Plan, editable: bool, found: PlanTests) -> None:
        book = self._desk.book
        if asked == self._asked and book is not None:
            zone = ZoneInfo(self._context.services.session.practice.time_zone)
            by = Beholder(book.today, editable, zone, book.name)
            self._face.show_page(monitoring_page(plan, found, by))

    def _missed(self, asked: int, error: MedManagerError) -> None:
        if asked == self._asked:
            self._face.show_page(MonitoringPage(problem=f"The tests are not worked out. {error.sentence}"))
