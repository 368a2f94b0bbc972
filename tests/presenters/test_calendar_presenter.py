"""The calendar's presenters: days, tray, selection, booking, moving, canceling, and taking back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest

from medmanager.domain.calendar.appointment import AppointmentState
from medmanager.domain.calendar.schedule import NewTime
from medmanager.domain.errors import StoreUnavailable
from medmanager.domain.user import Role
from tests.builders import TODAY
from tests.screens.desk_practice import TUESDAY, DeskPractice, at
from ui.kit.appointments.acts import VisitActs
from ui.kit.appointments.agenda import Agenda, Proposed
from ui.kit.appointments.booking import BookingForm, BookingPresenter, FoundLine, Opened
from ui.kit.appointments.details import Details
from ui.kit.context import Failed, Lane
from ui.kit.fields.typed import TypedMoment
from ui.screens.calendar.blocks import GridSheet
from ui.screens.calendar.geometry import Place
from ui.screens.calendar.presenter import NOBODY, CalendarPresenter, Heading, Tray

THURSDAY = TODAY + timedelta(days=3)


@dataclass
class NotedDisplay:
    """Remembers what the calendar and its dialogs were told to show."""

    headings: list[Heading] = field(default_factory=list)
    sheets: list[GridSheet] = field(default_factory=list)
    trays: list[Tray] = field(default_factory=list)
    details: list[Details | None] = field(default_factory=list)
    rights: list[tuple[bool, bool]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    asked: list[tuple[str, bool]] = field(default_factory=list)
    cancels: list[str] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)
    found: list[tuple[tuple[FoundLine, ...], str]] = field(default_factory=list)
    patients: list[FoundLine] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    closed: int = 0

    def show_sheet(self, heading: Heading, sheet: GridSheet) -> None:
        self.headings.append(heading)
        self.sheets.append(sheet)

    def show_tray(self, tray: Tray) -> None:
        self.trays.append(tray)

    def show_details(self, details: Details | None) -> None:
        self.details.append(details)

    def show_rights(self, may_edit: bool, may_see_names: bool) -> None:
        self.rights.append((may_edit, may_see_names))

    def show_sentence(self, sentence: str, action: str) -> None:
        self.sentences.append(f"{action}: {sentence}")

    def show_not_allowed(self, sentence: str) -> None:
        self.sentences.append(f"not allowed: {sentence}")

    def ask_why_canceled(self, name: str) -> None:
        self.cancels.append(name)

    def ask_to_overrule(self, sentence: str, needs_reason: bool) -> None:
        self.asked.append((sentence, needs_reason))

    def open_form(self, opened: Opened) -> None:
        self.opened.append(opened)

    def show_found(self, lines: tuple[FoundLine, ...], none: str) -> None:
        self.found.append((lines, none))

    def show_patient(self, line: FoundLine) -> None:
        self.patients.append(line)

    def show_refusal(self, field: str, sentence: str) -> None:
        self.refusals.append((field, sentence))

    def close_form(self) -> None:
        self.closed += 1


class Table:
    """A practice with the calendar's presenters around one display."""

    def __init__(self, practice: DeskPractice | None = None) -> None:
        self.practice = practice or DeskPractice()
        self.display = NotedDisplay()
        self.agenda = Agenda(self.practice.context)
        self.calendar = CalendarPresenter(self.practice.context, self.display, self.agenda)
        self.acts = VisitActs(self.practice.context, self.display, self.agenda)
        self.booking = BookingPresenter(self.practice.context, self.display, self.agenda, self.acts)
        self.calendar.load()

    def again(self) -> None:
        """What the feed does after a change."""
        self.calendar.load()

    def form(self, moment: TypedMoment | None, **changes: Any) -> BookingForm:
        form = BookingForm(self.practice.maren.id, moment, provider=str(self.practice.provider.id))
        return replace(form, **changes)

    def undo(self) -> None:
        undo = self.practice.said.undo
        assert undo is not None
        undo()
        self.again()


@pytest.fixture
def table() -> Table:
    return Table()


# ---------------------------------------------------------------------------------------------------- days


def test_that_it_opens_on_this_week_with_openings_and_proposals() -> None:
    practice = DeskPractice()
    practice.planned()
    table = Table(practice)
    assert table.display.headings[-1].title == "Nov 23 to 27, 2026"
    tray = table.display.trays[-1]
    assert tray.openings[0].when == "Mon, Nov 23, 10:45"
    assert [(line.name, line.when, line.why) for line in tray.proposals] == [
        ("LINDQVIST, Maren", "Tue, Dec 8, 9:00", "step check")
    ]


def test_that_a_clinician_reads_why_a_visit_is_proposed() -> None:
    practice = DeskPractice(Role.NURSE_PRACTITIONER)
    practice.planned()
    table = Table(practice)
    assert table.display.trays[-1].proposals[0].why == "before the lamotrigine step of Dec 10"
    table.calendar.select(Proposed(practice.maren.id))
    details = table.display.details[-1]
    assert details is not None
    assert ("Asked for", "before the lamotrigine step of Dec 10") in details.facts


def test_that_the_front_desk_reads_no_drug_anywhere() -> None:
    practice = DeskPractice()
    practice.planned()
    practice.booked(at(time(14)), why="before the lamotrigine step of Dec 10")
    table = Table(practice)
    for key in (Proposed(practice.maren.id), practice.stored()[0].id):
        table.calendar.select(key)
    shown = repr((table.display.trays, table.display.details, table.display.sheets))
    assert "lamotrigine" not in shown


def test_that_a_week_on_is_the_next_monday_and_today_comes_back(table: Table) -> None:
    table.calendar.step(1)
    assert table.display.headings[-1].title == "Nov 30 to Dec 4, 2026"
    table.calendar.go_today()
    assert table.display.headings[-1].title == "Nov 23 to 27, 2026"


def test_that_days_pass_over_the_closed_ones(table: Table) -> None:
    table.calendar.choose_view("day")
    assert table.display.headings[-1].title == "Mon, Nov 23, 2026"
    titles = []
    for _ in range(4):
        table.calendar.step(1)
        titles.append(table.display.headings[-1].title)
    assert titles == ["Tue, Nov 24, 2026", "Wed, Nov 25, 2026", "Fri, Nov 27, 2026", "Mon, Nov 30, 2026"]


def test_that_a_found_date_turns_to_its_week(table: Table) -> None:
    table.calendar.show_day(date(2026, 12, 9))
    assert table.display.headings[-1].title == "Dec 7 to 11, 2026"


class SlowAsk:
    """Keeps every answer until it is let go."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Failed | None = None,
        *,
        lane: Lane = Lane.STORE,
    ) -> None:
        self.waiting.append(partial(self._answer, work, done))

    @staticmethod
    def _answer(work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        done(work())


def test_that_the_answer_for_a_week_that_was_left_is_dropped() -> None:
    practice = DeskPractice()
    ask = SlowAsk()
    context = replace(practice.context, ask=ask)
    display, agenda = NotedDisplay(), Agenda(context)
    calendar = CalendarPresenter(context, display, agenda)
    calendar.load()
    calendar.step(1)
    this_week, _, next_week, _ = ask.waiting
    next_week()
    this_week()
    assert display.headings[-1].title == "Nov 30 to Dec 4, 2026"
    assert len(display.headings) == 1


def test_that_days_that_cannot_be_read_are_told_once() -> None:
    practice = DeskPractice()
    gone = StoreUnavailable("The records cannot be reached.")
    with patch.object(practice.session, "read", side_effect=gone):
        table = Table(practice)
    assert table.display.sentences == ["retry: The records cannot be reached."]
    assert not practice.said.warned


def test_that_one_provider_can_be_shown_alone(table: Table) -> None:
    table.calendar.choose_person(str(table.practice.nurse.id))
    assert {column.name for column in table.display.sheets[-1].columns} == {"Ferreira"}
    table.calendar.choose_person("")
    assert len({column.name for column in table.display.sheets[-1].columns}) == 2


def test_that_a_practice_without_clinicians_says_what_to_do() -> None:
    practice = DeskPractice()
    for person in (practice.provider, practice.nurse):
        from_shelf = practice.session.gate
        from_shelf.remove_person(practice.session.store, person.login)
    assert Table(practice).display.sentences == [f"settings: {NOBODY}"]


def test_that_missing_hours_are_said_and_offer_no_openings() -> None:
    table = Table(DeskPractice(hours=()))
    assert table.display.headings[-1].hours_missing
    assert table.display.trays[-1].no_openings == "The practice's hours are not written down yet."


def test_that_an_administrator_sees_times_and_books_nothing() -> None:
    practice = DeskPractice(Role.ADMIN)
    practice.booked(at(time(14)))
    table = Table(practice)
    assert table.display.rights[-1] == (False, False)
    assert [block.title for block in table.display.sheets[-1].blocks] == ["Booked"]
    table.calendar.select(practice.stored()[0].id)
    details = table.display.details[-1]
    assert details is not None
    assert details.acts == ()


# ------------------------------------------------------------------------------------------------- details


def test_that_the_card_offers_what_usually_follows() -> None:
    practice = DeskPractice()
    visit = practice.booked(at(time(14)), desk_note="needs the ramp")
    table = Table(practice)
    table.calendar.select(visit.id)
    details = table.display.details[-1]
    assert details is not None
    assert (details.name, details.state) == ("LINDQVIST, Maren", "Not confirmed")
    assert ("Time", "14:00 to 14:30") in details.facts
    assert ("Note", "needs the ramp") in details.facts
    assert [act.key for act in details.acts] == ["arrived", "confirmed", "no show", "edit", "cancel"]


def test_that_a_visit_of_another_day_can_only_be_confirmed() -> None:
    practice = DeskPractice()
    visit = practice.booked(at(time(14), TUESDAY))
    table = Table(practice)
    table.calendar.select(visit.id)
    details = table.display.details[-1]
    assert details is not None
    assert [act.key for act in details.acts] == ["confirmed", "edit", "cancel"]


def test_that_a_state_is_set_and_taken_back() -> None:
    practice = DeskPractice()
    visit = practice.booked(at(time(14)))
    table = Table(practice)
    table.calendar.select(visit.id)
    table.acts.set_state(AppointmentState.ARRIVED)
    assert practice.state() is AppointmentState.ARRIVED
    assert practice.said.said == ["LINDQVIST, Maren: arrived."]
    table.undo()
    assert practice.state() is AppointmentState.BOOKED


def test_that_canceling_asks_why_and_can_be_taken_back() -> None:
    practice = DeskPractice()
    visit = practice.booked(at(time(14)))
    table = Table(practice)
    table.calendar.select(visit.id)
    table.acts.begin_cancel(visit.id)
    assert table.display.cancels == ["LINDQVIST, Maren"]
    table.acts.cancel("flu")
    assert practice.state() is AppointmentState.CANCELED
    table.undo()
    assert practice.state() is AppointmentState.BOOKED


# -------------------------------------------------------------------------------------------------- moving


def test_that_a_move_is_done_told_and_taken_back() -> None:
    practice = DeskPractice()
    visit = practice.booked(at(time(14)))
    table = Table(practice)
    table.acts.move(visit.id, table.calendar.new_time(Place(3, 9 * 60), 45))
    (moved,) = practice.stored()
    assert (moved.start, moved.minutes, moved.provider_id) == (at(time(9), TUESDAY), 45, practice.nurse.id)
    assert practice.said.said == ["LINDQVIST, Maren: moved to Tue, Nov 24, 9:00."]
    table.undo()
    assert [one.start for one in practice.stored()] == [visit.start]


def test_that_a_move_onto_another_visit_asks_with_initials_and_time() -> None:
    practice = DeskPractice()
    visit = practice.booked(at(time(14)))
    practice.booked(at(time(15)), practice.patient(family_name="Quill", given_name="Rosa"))
    table = Table(practice)
    table.acts.move(visit.id, NewTime(practice.provider.id, at(time(15)), 30))
    ((sentence, needs_reason),) = table.display.asked
    assert "from 15:00 to 15:30" in sentence
    assert sentence.endswith("In the way: RQ.")
    assert not needs_reason
    assert practice.stored()[0].start == at(time(14))
    table.acts.overrule("")
    assert [one.start for one in practice.stored()] == [at(time(15))] * 2


def test_that_a_move_outside_the_hours_asks_why_and_keeps_the_reason() -> None:
    practice = DeskPractice()
    visit = practice.booked(at(time(14)))
    table = Table(practice)
    table.acts.move(visit.id, NewTime(practice.provider.id, at(time(10), THURSDAY), 30))
    assert table.display.asked[-1][1]
    table.acts.overrule("leaves on Friday")
    (moved,) = practice.stored()
    assert (moved.start, moved.desk_note) == (at(time(10), THURSDAY), "Outside hours: leaves on Friday")


def test_that_both_warnings_can_come_one_after_the_other() -> None:
    practice = DeskPractice()
    visit = practice.booked(at(time(14)))
    practice.booked(at(time(18)), practice.patient(family_name="Quill"))
    table = Table(practice)
    table.acts.move(visit.id, NewTime(practice.provider.id, at(time(18)), 30))
    table.acts.overrule("")
    assert [needs for _, needs in table.display.asked] == [False, True]
    table.acts.overrule("works late")
    assert [one.start for one in practice.stored()] == [at(time(18))] * 2


def test_that_a_stale_move_is_a_warning_and_moves_nothing() -> None:
    practice = DeskPractice()
    visit = practice.booked(at(time(14)))
    table = Table(practice)
    practice.services.calendar.set_state(visit, AppointmentState.CONFIRMED)
    table.acts.move(visit.id, NewTime(practice.provider.id, at(time(15)), 30))
    assert "changed by somebody else" in practice.said.warned[-1]
    assert practice.stored()[0].start == at(time(14))


def test_that_a_proposal_is_booked_at_its_time_and_taken_back() -> None:
    practice = DeskPractice()
    practice.planned()
    table = Table(practice)
    table.acts.book_proposal(Proposed(practice.maren.id))
    (booked,) = practice.stored()
    assert booked.start == at(time(9), date(2026, 12, 8))
    assert practice.said.said == ["LINDQVIST, Maren: step check booked for Tue, Dec 8, 9:00."]
    table.undo()
    assert practice.stored() == []
    assert len(table.display.trays[-1].proposals) == 1
