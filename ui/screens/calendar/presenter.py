"""The calendar: which days are shown, what stands beside them, and who is selected. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from typing import Protocol

from medmanager.domain.calendar.openings import Opening
from medmanager.domain.calendar.schedule import Board, NewTime, Proposal
from medmanager.domain.errors import MedManagerError, NotAllowed
from medmanager.domain.ids import UserId
from medmanager.domain.local_time import instant_at
from medmanager.domain.user import Act
from ui.kit import words
from ui.kit.appointments.agenda import Agenda
from ui.kit.appointments.details import Details, selected_details
from ui.kit.context import Context
from ui.screens.calendar.blocks import MINUTES_IN_DAY, GridSheet, SheetSource, make_sheet
from ui.screens.calendar.geometry import Place
from ui.screens.calendar.side import OpeningLine, ProposalLine, opening_line, proposal_line

NOBODY = "Nobody sees patients here yet. Add a provider or a nurse practitioner in Settings."
WEEK = 7
USUAL_MINUTES = 30
MOST_OPENINGS = 5


@dataclass(frozen=True, slots=True)
class Tray:
    """The cards beside the grid. `no_openings` says why there is no open time, "" when there is one."""

    openings: tuple[OpeningLine, ...] = ()
    proposals: tuple[ProposalLine, ...] = ()
    no_openings: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Title and choices above the grid. `people` are (key, name); `only` is the key of the chosen one."""

    title: str
    view: str
    people: tuple[tuple[str, str], ...]
    only: str
    hours_missing: bool = False


class CalendarDisplay(Protocol):
    """What the presenter asks of its view."""

    def show_sheet(self, heading: Heading, sheet: GridSheet) -> None: ...
    def show_tray(self, tray: Tray) -> None: ...
    def show_details(self, details: Details | None) -> None: ...
    def show_rights(self, may_edit: bool, may_see_names: bool) -> None: ...
    def show_sentence(self, sentence: str, action: str) -> None: ...
    def show_not_allowed(self, sentence: str) -> None: ...


class CalendarPresenter:
    """Answers for days that are not shown any more are dropped."""

    def __init__(self, context: Context, display: CalendarDisplay, agenda: Agenda) -> None:
        self._context, self._display, self._agenda = context, display, agenda
        self._view = "week"
        self._first = date.min
        self._only: UserId | None = None
        self._search: tuple[UserId | None, int] = (None, USUAL_MINUTES)
        self._openings: tuple[Opening, ...] = ()
        self._no_openings = ""
        self.sheet = GridSheet()

    def load(self) -> None:
        """Read the days shown, then what stands beside them."""
        if self._first == date.min:
            self._first = _monday(self._agenda.today)
        may = self._agenda.may
        self._display.show_rights(may(Act.EDIT_SCHEDULE), may(Act.SEE_DEMOGRAPHICS))
        calendar, first = self._context.services.calendar, self._first
        days = WEEK if self._view == "week" else 1
        self._context.ask(
            partial(calendar.board, first, days), partial(self._board_came, first), self._failed
        )
        self._load_tray()

    def show_day(self, day: date) -> None:
        """Turn to a day, in the view that is chosen."""
        self._first = _monday(day) if self._view == "week" else day
        self.select(None)
        self.load()

    def go_today(self) -> None:
        """Turn to today."""
        self.show_day(self._agenda.today)

    def step(self, direction: int) -> None:
        """A week or a day on or back; by days, those on which the practice is closed are passed over."""
        step = WEEK if self._view == "week" else 1
        day = self._first + timedelta(days=direction * step)
        hours = {opening.weekday for opening in self._context.services.session.practice.hours}
        while self._view == "day" and hours and day.weekday() not in hours:
            day += timedelta(days=direction)
        self.show_day(day)

    def choose_view(self, view: str) -> None:
        """Week or day; the day shown first is today where the week holds it."""
        if view == self._view:
            return
        holds_today = self._first == _monday(self._agenda.today)
        self._view = view
        self.show_day(self._agenda.today if view == "day" and holds_today else self._first)

    def choose_person(self, key: str) -> None:
        """Show the columns of one provider only; "" shows all."""
        self._only = self._person(key)
        self._show()

    def tick(self) -> None:
        """A minute has passed: the now line moves on, and visits become late."""
        self._show()

    def search_openings(self, provider: str, minutes: int) -> None:
        """Look for open times of another length or provider; "" is anybody."""
        self._search = (self._person(provider), minutes)
        self._load_tray()

    def select(self, key: object) -> None:
        """Show what is known of a block; None shows nothing."""
        self._agenda.selected = key
        self._display.show_details(selected_details(self._agenda))

    def new_time(self, place: Place, minutes: int = 0) -> NewTime:
        """The instant and the provider of a place in the grid."""
        column = self.sheet.columns[place.column]
        minute = min(place.minute, MINUTES_IN_DAY - 1)
        day = self.sheet.days[column.day].on
        at = instant_at(day, time(minute // 60, minute % 60), self._agenda.zone)
        return NewTime(column.provider_id, at, minutes)

    def open_settings(self) -> None:
        """Where providers and hours are written down."""
        self._context.navigate.go("settings")

    def _person(self, key: str) -> UserId | None:
        people = self._agenda.board.providers if self._agenda.board else ()
        return next((one.id for one in people if str(one.id) == key), None)

    def _board_came(self, first: date, board: Board) -> None:
        if first != self._first:
            return
        self._agenda.board = board
        if not board.providers:
            self._display.show_sentence(NOBODY, "settings")
            return
        self._show()
        self.select(self._agenda.selected)

    def _load_tray(self) -> None:
        self._context.ask(self._read_tray, self._tray_came, self._tray_failed)

    def _read_tray(self) -> tuple[tuple[Proposal, ...], tuple[Opening, ...], str]:
        calendar = self._context.services.calendar
        proposals = calendar.proposals() if self._agenda.may(Act.SEE_DEMOGRAPHICS) else ()
        provider, minutes = self._search
        if not self._context.services.session.practice.hours:
            return proposals, (), "The practice's hours are not written down yet."
        openings = calendar.find_openings(provider, minutes)[:MOST_OPENINGS]
        return proposals, openings, "" if openings else "Nothing is free in the next 10 days."

    def _tray_came(self, found: tuple[tuple[Proposal, ...], tuple[Opening, ...], str]) -> None:
        self._agenda.proposals, self._openings, self._no_openings = found
        self._show()
        self.select(self._agenda.selected)

    def _tray_failed(self, error: MedManagerError) -> None:
        """Where the days could not be read either, the page says so already."""
        if self._agenda.board is not None:
            self._context.notices.warn(error.sentence)

    def _show(self) -> None:
        desk = self._agenda.desk()
        if desk is None or not desk.board.providers:
            return
        board = desk.board
        source = SheetSource(board, self._agenda.proposals, desk.now, self._only)
        self.sheet = make_sheet(source)
        people = tuple((str(one.id), one.short_name) for one in board.providers)
        only = str(self._only) if self._only else ""
        missing = not self._context.services.session.practice.hours
        heading = Heading(_title(self.sheet), self._view, people, only, missing)
        self._display.show_sheet(heading, self.sheet)
        self._display.show_tray(
            Tray(
                tuple(opening_line(one, desk) for one in self._openings),
                tuple(proposal_line(one, desk) for one in self._agenda.proposals),
                self._no_openings,
            )
        )

    def _failed(self, error: MedManagerError) -> None:
        if isinstance(error, NotAllowed):
            self._display.show_not_allowed(error.sentence)
        elif self._agenda.board is None:
            self._display.show_sentence(error.sentence, "retry")
        else:
            self._context.notices.warn(error.sentence)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _title(sheet: GridSheet) -> str:
    first, last = sheet.days[0].on, sheet.days[-1].on
    return words.full_day(first) if first == last else words.day_span(first, last)
