"""Today as the desk and as a clinician read it, and where its lists lead."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

import pytest

from medmanager.domain.calendar.appointment import AppointmentMode, AppointmentState, ReasonCode
from medmanager.domain.calendar.schedule import NewTime
from medmanager.domain.plan.plan import MonitoringItem
from medmanager.domain.user import Role
from tests.builders import (
    NOW,
    TODAY,
    a_plan,
    a_signed_plan,
    a_step,
    a_user,
    a_visit,
    an_item,
    keep,
    tablets,
)
from tests.kit.fakes import SetClock
from tests.presenters.test_calendar_presenter import NotedDisplay as NotedDialogs
from tests.screens.desk_practice import TUESDAY, DeskPractice, at
from ui.kit.appointments.acts import VisitActs
from ui.kit.appointments.agenda import Agenda, Proposed
from ui.kit.appointments.booking import BookingPresenter
from ui.kit.appointments.details import Details
from ui.screens.today.clinic_lines import BreakLine, NoteLine, VisitLine, WaitingLine, WeekLine
from ui.screens.today.leads import TodayLeads
from ui.screens.today.lines import CallLine, DayColumn, RowKind
from ui.screens.today.presenter import Head, ProposedLine, TodayPresenter

ECG = MonitoringItem("ECG", date(2026, 11, 16), "QT")


@dataclass
class NotedDisplay:
    """Remembers what it was told to show."""

    heads: list[tuple[Head, bool]] = field(default_factory=list)
    columns: tuple[DayColumn, ...] = ()
    calls: tuple[CallLine, ...] = ()
    proposals: tuple[ProposedLine, ...] = ()
    visits: tuple[tuple[VisitLine | BreakLine, ...], str, str] = ((), "", "")
    lists: tuple[tuple[WeekLine, ...], tuple[NoteLine, ...], tuple[WaitingLine, ...]] = ((), (), ())
    details: list[Details | None] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def show_head(self, head: Head, clinical: bool) -> None:
        self.heads.append((head, clinical))

    def show_desk(
        self,
        columns: tuple[DayColumn, ...],
        calls: tuple[CallLine, ...],
        proposals: tuple[ProposedLine, ...],
    ) -> None:
        self.columns, self.calls, self.proposals = columns, calls, proposals

    def show_visits(self, lines: tuple[VisitLine | BreakLine, ...], count: str, note: str) -> None:
        self.visits = (lines, count, note)

    def show_lists(
        self,
        week: tuple[WeekLine, ...],
        notes: tuple[NoteLine, ...],
        waiting: tuple[WaitingLine, ...],
    ) -> None:
        self.lists = (week, notes, waiting)

    def show_details(self, details: Details | None) -> None:
        self.details.append(details)

    def show_sentence(self, sentence: str, action: str) -> None:
        self.said.append(f"{action}: {sentence}")

    def show_not_allowed(self, sentence: str) -> None:
        self.said.append(f"not allowed: {sentence}")


class Morning:
    """Today's presenters around one display; `dialogs` remembers the booking form."""

    def __init__(self, practice: DeskPractice) -> None:
        self.practice = practice
        self.display, self.dialogs = NotedDisplay(), NotedDialogs()
        agenda = Agenda(practice.context)
        self.presenter = TodayPresenter(practice.context, self.display, agenda)
        acts = VisitActs(practice.context, self.dialogs, agenda)
        booking = BookingPresenter(practice.context, self.dialogs, agenda, acts)
        self.leads = TodayLeads(practice.context, self.presenter, acts, booking)
        self.presenter.load()

    @property
    def head(self) -> Head:
        return self.display.heads[-1][0]

    @property
    def visit_lines(self) -> list[VisitLine]:
        return [line for line in self.display.visits[0] if isinstance(line, VisitLine)]


# ------------------------------------------------------------------------------------------------ the desk


def test_that_a_column_tells_visits_open_stretches_and_the_break_in_order() -> None:
    practice = DeskPractice()
    practice.booked(at(time(9)), state=AppointmentState.DONE)
    practice.booked(at(time(11)), practice.patient(family_name="Quill", given_name="Rosa"), minutes=60)
    morning = Morning(practice)
    osei = morning.display.columns[0]
    assert (osei.name, osei.hours) == ("Dr. Amara Osei", "9:00 to 17:00")
    assert [(row.kind, row.time, row.name) for row in osei.rows] == [
        (RowKind.VISIT, "9:00", "LINDQVIST, Maren"),
        (RowKind.OPEN, "10:45", "Open, 15 min"),
        (RowKind.VISIT, "11:00", "QUILL, Rosa"),
        (RowKind.BREAK, "12:00", "Closed until 13:00"),
        (RowKind.OPEN, "13:00", "Open, 4 h"),
    ]
    assert osei.rows[1].key == NewTime(practice.provider.id, at(time(10, 45)), 15)
    assert (osei.rows[0].words, osei.rows[0].over) == ("Done", True)


def test_that_the_head_counts_waiting_late_and_unconfirmed() -> None:
    practice = DeskPractice()
    for number, (clock, state) in enumerate(
        (
            (time(9), AppointmentState.DONE),
            (time(10), AppointmentState.ARRIVED),
            (time(10, 30), AppointmentState.CONFIRMED),
            (time(15), AppointmentState.BOOKED),
            (time(16), AppointmentState.CANCELED),
        )
    ):
        practice.booked(at(clock), practice.patient(family_name=f"Quill {number}"), state=state)
    counts = Morning(practice).head.counts
    assert [f"{one.number} {one.words}" for one in counts] == [
        "4 visits",
        "1 waiting",
        "1 late",
        "1 not confirmed",
    ]


def test_that_a_confirming_call_ends_with_a_confirmed_visit() -> None:
    practice = DeskPractice()
    practice.booked(at(time(15), TUESDAY))
    morning = Morning(practice)
    (call,) = morning.display.calls
    assert (call.name, call.what, call.action) == (
        "LINDQVIST, Maren",
        "Confirm Tue, Nov 24, 15:00\n555-0109",
        "Confirmed",
    )
    morning.leads.answer_call(call.key)
    assert practice.state() is AppointmentState.CONFIRMED
    morning.presenter.load()
    assert morning.display.calls == ()


def test_that_a_rebooking_call_opens_the_form_for_that_patient() -> None:
    practice = DeskPractice()
    practice.booked(at(time(9)), state=AppointmentState.CANCELED)
    morning = Morning(practice)
    assert morning.display.calls[0].what.startswith("Canceled today 9:00, nothing booked since")
    morning.leads.answer_call(0)
    opened = morning.dialogs.opened[-1]
    assert opened.form.patient_id == practice.maren.id
    assert opened.form.provider == str(practice.provider.id)


def test_that_a_check_is_called_labs_or_vitals_and_booked_as_such() -> None:
    practice = DeskPractice()
    item = an_item("lithium", a_step(date(2026, 1, 1)), monitoring=(ECG,))
    keep(practice.session, a_signed_plan(practice.maren, practice.provider, item))
    practice.booked(at(time(10), TODAY + timedelta(days=8)))
    morning = Morning(practice)
    (call,) = morning.display.calls
    assert call.what == "Labs or vitals were due Nov 16\n555-0109"
    morning.leads.answer_call(0)
    assert morning.dialogs.opened[-1].form.reason is ReasonCode.LABS
    assert "lithium" not in repr((morning.display, morning.dialogs))


def test_that_the_desk_reads_no_drug_in_its_proposals() -> None:
    practice = DeskPractice()
    practice.planned()
    morning = Morning(practice)
    (line,) = morning.display.proposals
    assert (line.second, line.action) == ("Tue, Dec 8, 9:00, step check", "Book")
    morning.presenter.select(Proposed(practice.maren.id))
    assert morning.display.details[-1] is not None
    assert "lamotrigine" not in repr(morning.display)


def test_that_turning_the_day_passes_over_closed_days_and_comes_back() -> None:
    morning = Morning(DeskPractice())
    for _ in range(3):
        morning.presenter.step(1)
    assert (morning.head.title, morning.head.day) == ("Fri, Nov 27", "Friday, November 27, 2026")
    morning.presenter.go_today()
    assert morning.head.title == "Today"


def test_that_at_midnight_today_becomes_the_next_day() -> None:
    practice = DeskPractice()
    morning = Morning(practice)
    clock = practice.context.clock
    assert isinstance(clock, SetClock)
    clock.advance(days=1)
    morning.presenter.tick()
    assert morning.head.day == "Tuesday, November 24, 2026"


def test_that_an_administrator_sees_a_board_without_names_and_books_nothing() -> None:
    practice = DeskPractice(Role.ADMIN)
    practice.booked(at(time(14)))
    morning = Morning(practice)
    rows = [row for column in morning.display.columns for row in column.rows]
    assert [row.name for row in rows if row.kind is RowKind.VISIT] == ["Booked"]
    assert not any(row.kind is RowKind.OPEN for row in rows)


# --------------------------------------------------------------------------------------------- the clinician


def test_that_a_clinician_reads_her_visits_with_doses_and_what_to_look_at() -> None:
    practice = DeskPractice(Role.PROVIDER)
    items = (
        an_item("lithium", a_step(date(2026, 1, 1), None, tablets("900")), monitoring=(ECG,)),
        an_item("quetiapine", a_step(date(2026, 1, 1), None, tablets("50"))),
    )
    keep(practice.session, a_signed_plan(practice.maren, practice.provider, *items))
    practice.booked(at(time(14)), state=AppointmentState.CONFIRMED, mode=AppointmentMode.VIDEO)
    practice.booked(at(time(9)), practice.patient(family_name="Quill"), provider_id=practice.nurse.id)
    morning = Morning(practice)
    (line,) = morning.visit_lines
    assert (line.time, line.name, line.age) == ("14:00", "LINDQVIST, Maren", "42 y")
    assert line.medicines == "lithium 900\u00a0mg; QUEtiapine 50\u00a0mg"
    assert (line.state, line.state_icon) == ("Video", "video")
    assert (line.look, line.look_icon) == ("ECG late", "diamond-alert")
    assert isinstance(morning.display.visits[0][0], BreakLine)


def test_that_many_medicines_are_named_with_the_rest_in_the_tip() -> None:
    practice = DeskPractice(Role.PROVIDER)
    items = [an_item(name, a_step(date(2026, 1, 1))) for name in ("lithium", "quetiapine", "lorazepam")]
    keep(practice.session, a_signed_plan(practice.maren, practice.provider, *items))
    practice.booked(at(time(14)))
    (line,) = Morning(practice).visit_lines
    assert line.medicines == "lithium, QUEtiapine +1"
    assert line.medicines_tip.splitlines()[2] == "LORazepam 50\u00a0mg"


def test_that_who_is_in_the_room_is_offered_first_then_who_waits_then_who_comes() -> None:
    practice = DeskPractice(Role.PROVIDER)
    coming = practice.booked(at(time(14)))
    assert Morning(practice).head.primary == "Open LINDQVIST, Maren"
    waiting = practice.patient(family_name="Quill", given_name="Rosa")
    practice.booked(at(time(15)), waiting, state=AppointmentState.ARRIVED)
    morning = Morning(practice)
    assert morning.head.primary == "Open QUILL, Rosa"
    morning.presenter.select(coming.id)
    assert morning.head.primary == "Open LINDQVIST, Maren"
    morning.leads.open_next()
    assert practice.went.patients[-1][:2] == (practice.maren.id, "summary")


def test_that_a_day_without_visits_offers_nobody() -> None:
    morning = Morning(DeskPractice(Role.PROVIDER))
    assert morning.head.primary == ""
    assert morning.display.visits == ((), "", "next opening 10:45")


def test_that_the_count_tells_how_many_are_done() -> None:
    practice = DeskPractice(Role.PROVIDER)
    practice.booked(at(time(9)), state=AppointmentState.DONE)
    practice.booked(at(time(14)), practice.patient(family_name="Quill"))
    practice.booked(at(time(15)), practice.patient(family_name="Roth"), state=AppointmentState.CANCELED)
    assert Morning(practice).display.visits[1] == "2, 1 done"


def test_that_notes_steps_and_waiting_patients_lead_where_they_belong() -> None:
    practice = DeskPractice(Role.PROVIDER)
    practice.planned()
    note = a_visit(practice.maren, practice.provider, NOW - timedelta(days=3))
    keep(practice.session, note)
    morning = Morning(practice)
    _, (note_line,), (waiting,) = morning.display.lists
    assert note_line.second == "Visit Fri, Nov 20, begun 3 days ago"
    morning.leads.open_note(note_line)
    assert practice.went.patients[-1] == (practice.maren.id, "visits", note.id)
    assert waiting.second == "42 years · 555-0109"
    morning.leads.book_for(waiting.patient_id)
    assert morning.dialogs.opened[-1].form.patient_id == practice.maren.id
    morning.leads.open_plan(waiting.patient_id)
    assert practice.went.patients[-1][:2] == (practice.maren.id, "plan")


def test_that_a_draft_that_waits_for_a_signature_leads_to_the_plan() -> None:
    practice = DeskPractice(Role.PROVIDER)
    nurse = a_user(Role.NURSE_PRACTITIONER, "ferreira")
    draft = a_plan(practice.maren, number=3, author_id=nurse.id, created_at=NOW - timedelta(days=1))
    keep(practice.session, nurse, draft)
    morning = Morning(practice)
    _, (line,), _ = morning.display.lists
    assert line.second == f"Plan 3 in draft, by {nurse.display_name}, 1 day ago"
    morning.leads.open_note(line)
    assert practice.went.patients[-1] == (practice.maren.id, "plan", None)


def test_that_the_week_says_today_and_names_drugs_in_tall_man_letters() -> None:
    practice = DeskPractice(Role.PROVIDER)
    item = an_item(
        "quetiapine",
        a_step(date(2026, 10, 1), TODAY - timedelta(days=1), tablets("300")),
        a_step(TODAY, None, tablets("50")),
        monitoring=(ECG,),
    )
    keep(practice.session, a_signed_plan(practice.maren, practice.provider, item))
    week, _, _ = Morning(practice).display.lists
    assert [(line.day, line.words, line.kind) for line in week] == [
        ("today", "ECG, was due Nov 16", "Late"),
        ("today", "QUEtiapine 300 to 50 mg", "Step"),
    ]


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.PROVIDER])
def test_that_a_locked_screen_shows_no_day(role: Role) -> None:
    practice = DeskPractice(role)
    practice.session.lock()
    morning = Morning(practice)
    assert morning.display.said[-1].startswith("not allowed: The screen is locked")
