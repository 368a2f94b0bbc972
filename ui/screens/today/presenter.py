"""Today: the desk's board or the clinician's own day; what is selected, and where it leads. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Protocol

from medmanager.domain.calendar.appointment import AppointmentState
from medmanager.domain.day_page import ClinicPage, DayVisit, DeskPage
from medmanager.domain.errors import MedManagerError, NotAllowed
from medmanager.domain.user import Act
from ui.kit import words
from ui.kit.appointments.agenda import Agenda, Proposed
from ui.kit.appointments.details import Details, proposal_when, selected_details
from ui.kit.context import Context
from ui.screens.today.clinic_lines import (
    BreakLine,
    NoteLine,
    VisitLine,
    WaitingLine,
    WeekLine,
    draft_line,
    note_line,
    visit_lines,
    waiting_line,
    week_lines,
)
from ui.screens.today.lines import CallLine, Count, DayColumn, call_line, columns_of, counts_of

NOBODY = "Nobody sees patients here yet. Add a provider or a nurse practitioner in Settings."


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """One row of the proposals; nothing clinical."""

    key: Proposed
    name: str
    second: str
    action: str


@dataclass(frozen=True, slots=True)
class Head:
    """Title and day; the counts of the desk; `primary` names the one act that is offered first."""

    title: str
    day: str
    counts: tuple[Count, ...] = ()
    primary: str = ""


class TodayDisplay(Protocol):
    """What the presenter asks of its view."""

    def show_head(self, head: Head, clinical: bool) -> None: ...
    def show_desk(
        self,
        columns: tuple[DayColumn, ...],
        calls: tuple[CallLine, ...],
        proposals: tuple[ProposedLine, ...],
    ) -> None: ...
    def show_visits(self, lines: tuple[VisitLine | BreakLine, ...], count: str, note: str) -> None: ...
    def show_lists(
        self,
        week: tuple[WeekLine, ...],
        notes: tuple[NoteLine, ...],
        waiting: tuple[WaitingLine, ...],
    ) -> None: ...
    def show_details(self, details: Details | None) -> None: ...
    def show_sentence(self, sentence: str, action: str) -> None: ...
    def show_not_allowed(self, sentence: str) -> None: ...


class TodayPresenter:
    """Loads one day in the shape of the role; an answer for another day is dropped."""

    def __init__(self, context: Context, display: TodayDisplay, agenda: Agenda) -> None:
        self._context, self._display, self._agenda = context, display, agenda
        self._day: date | None = None
        self.desk_page: DeskPage | None = None
        self.clinic_page: ClinicPage | None = None

    @property
    def day(self) -> date:
        """The day that is shown: today until another one was chosen."""
        return self._day or self._agenda.today

    @property
    def clinical(self) -> bool:
        """Whether the day is the person's own visits."""
        return self._agenda.may(Act.SEE_CHART)

    def load(self) -> None:
        """Read the day."""
        today, day = self._context.services.today, self.day
        if self.clinical:
            self._context.ask(partial(today.clinic, day), partial(self._clinic_came, day), self._failed)
        else:
            self._context.ask(partial(today.desk, day), partial(self._desk_came, day), self._failed)

    def show_day(self, day: date) -> None:
        """Turn to another day."""
        self._day = None if day == self._agenda.today else day
        self.select(None)
        self.load()

    def step(self, direction: int) -> None:
        """A day on or back; days on which the practice is closed are passed over."""
        hours = {opening.weekday for opening in self._context.services.session.practice.hours}
        day = self.day + timedelta(days=direction)
        while hours and day.weekday() not in hours:
            day += timedelta(days=direction)
        self.show_day(day)

    def go_today(self) -> None:
        """Back to today."""
        self.show_day(self._agenda.today)

    def tick(self) -> None:
        """A minute has passed: visits become late, free stretches shorter; at midnight the day turns."""
        if self._day is None and self._agenda.board and self._agenda.board.days[0].on != self._agenda.today:
            self.load()
        else:
            self._show()

    def select(self, key: object) -> None:
        """Show what is known of a visit or proposal; None shows nothing."""
        self._agenda.selected = key
        self._display.show_details(selected_details(self._agenda))
        if self.clinic_page is not None:
            self._show_clinic_head()

    def next_visit(self) -> DayVisit | None:
        """Whose chart is offered first: the selected visit, else who is in the room, waits, or comes next."""
        page = self.clinic_page
        if page is None:
            return None
        order = (AppointmentState.IN_ROOM, AppointmentState.ARRIVED)
        selected = [one for one in page.visits if one.appointment.id == self._agenda.selected]
        present = [one for state in order for one in page.visits if one.appointment.state is state]
        ahead = {AppointmentState.BOOKED, AppointmentState.CONFIRMED}
        coming = [one for one in page.visits if one.appointment.state in ahead]
        return next(iter((*selected, *present, *coming)), None)

    def _desk_came(self, day: date, page: DeskPage) -> None:
        if day != self.day:
            return
        self.desk_page = page
        self._agenda.board, self._agenda.proposals = page.board, page.proposals
        self._show()
        self.select(self._agenda.selected)

    def _clinic_came(self, day: date, page: ClinicPage) -> None:
        if day != self.day:
            return
        self.clinic_page = page
        self._agenda.board = page.board
        following = self.next_visit()
        self._agenda.selected = following.appointment.id if following else None
        self._show()
        self.select(self._agenda.selected)

    def _show(self) -> None:
        desk = self._agenda.desk()
        if desk is None:
            return
        if not desk.board.providers:
            self._display.show_sentence(NOBODY, "settings")
        elif self.clinical:
            self._show_clinic()
        else:
            self._show_desk()

    def _show_desk(self) -> None:
        page, desk = self.desk_page, self._agenda.desk()
        assert page is not None, "shown once it has come"
        assert desk is not None, "shown once it has come"
        self._display.show_head(self._head(counts_of(desk)), clinical=False)
        self._display.show_desk(
            columns_of(desk),
            tuple(call_line(number, call, desk) for number, call in enumerate(page.calls)),
            tuple(
                ProposedLine(
                    Proposed(one.patient.id),
                    words.person(one.patient.family_name, one.patient.given_name),
                    f"{proposal_when(one, desk)}, {one.reason}",
                    "Book" if one.start else "Time…",
                )
                for one in page.proposals
            ),
        )

    def _show_clinic(self) -> None:
        page, desk = self.clinic_page, self._agenda.desk()
        assert page is not None, "shown once it has come"
        assert desk is not None, "shown once it has come"
        self._show_clinic_head()
        done = sum(one.appointment.state is AppointmentState.DONE for one in page.visits)
        taken = sum(one.appointment.takes_time for one in page.visits)
        count = f"{taken}, {done} done" if done else str(taken) if taken else ""
        note = ""
        if page.opening is not None:
            note = f"next opening {words.time_of(page.opening.start, desk.board.zone)}"
        self._display.show_visits(visit_lines(page, desk), count, note)
        self._display.show_lists(
            week_lines(page.week, desk.today),
            (
                *(note_line(one, desk) for one in page.unsigned),
                *(draft_line(one, desk) for one in page.drafts),
            ),
            tuple(waiting_line(one, desk) for one in page.without_visit),
        )

    def _show_clinic_head(self) -> None:
        following = self.next_visit()
        row = following.patient if following else None
        primary = f"Open {words.person(row.family_name, row.given_name)}" if row else ""
        self._display.show_head(self._head((), primary), clinical=True)

    def _head(self, counts: tuple[Count, ...], primary: str = "") -> Head:
        is_today = self.day == self._agenda.today
        title = "Today" if is_today else words.day_name(self.day, self._agenda.today)
        return Head(title, words.long_day(self.day), counts, primary)

    def _failed(self, error: MedManagerError) -> None:
        if isinstance(error, NotAllowed):
            self._display.show_not_allowed(error.sentence)
        elif self._agenda.board is None:
            self._display.show_sentence(error.sentence, "retry")
        else:
            self._context.notices.warn(error.sentence)
