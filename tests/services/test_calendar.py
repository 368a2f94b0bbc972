"""Booking, moving, canceling, undoing, and what the plans propose."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from medmanager.domain.calendar.appointment import Appointment, AppointmentState, ReasonCode
from medmanager.domain.calendar.schedule import Booking, NewTime, Overruled
from medmanager.domain.changes import Changes
from medmanager.domain.errors import NotAllowed, NotFound, Refused, StaleRecord
from medmanager.domain.ids import AppointmentId, PatientId
from medmanager.domain.local_time import instant_at
from medmanager.domain.patient import Patient
from medmanager.domain.plan.plan import FollowUp
from medmanager.domain.practice import OpenHours
from medmanager.domain.user import Role
from medmanager.services.calendar import Calendar
from medmanager.services.session import Session
from tests.builders import (
    NOW,
    TODAY,
    a_patient,
    a_session,
    a_signed_plan,
    a_step,
    a_user,
    a_visit,
    an_appointment,
    an_item,
    keep,
    new_id,
    tablets,
)
from tests.fakes import FakeGate, FakeStore

ZONE = ZoneInfo("America/New_York")
HOURS = tuple(OpenHours(day, time(9), time(17)) for day in (0, 1, 2, 4))
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (TODAY + timedelta(days=step) for step in (1, 2, 3, 4))


def at(clock: time, day: date = TUESDAY) -> datetime:
    return instant_at(day, clock, ZONE)


class Desk:
    """A small practice: two clinicians, one patient, open 9 to 17 but closed on Thursdays."""

    def __init__(self, role: Role = Role.FRONT_DESK, hours: tuple[OpenHours, ...] = HOURS) -> None:
        self.session: Session = a_session(role, login="castellano")
        self.provider, self.nurse = a_user(), a_user(Role.NURSE_PRACTITIONER, "ferreira")
        self.patient = a_patient(provider_id=self.provider.id)
        self.practice = replace(self.session.practice, hours=hours)
        keep(self.session, self.provider, self.nurse, self.patient, self.practice)
        self.session.refresh_practice()
        self.calendar = Calendar(self.session)

    def booking(self, start: datetime, **changes: Any) -> Booking:
        return replace(Booking(self.patient.id, self.provider.id, start), **changes)

    def book(self, start: datetime, **changes: Any) -> Appointment:
        return self.held(_only(self.calendar.book(self.booking(start, **changes))))

    def held(self, appointment_id: AppointmentId) -> Appointment:
        with self.store.read() as work:
            return work.appointments.get(appointment_id)

    def plan(self, *, follow_up: FollowUp | None = None, patient: Patient | None = None) -> None:
        item = an_item(
            "lamotrigine",
            a_step(date(2026, 10, 1), date(2026, 12, 9)),
            a_step(date(2026, 12, 10), None, tablets("100")),
        )
        keep(
            self.session,
            a_signed_plan(
                patient or self.patient,
                self.provider,
                item,
                follow_up=follow_up,
                signed_at=NOW - timedelta(days=30),
            ),
        )

    @property
    def store(self) -> FakeStore:
        gate = self.session.gate
        assert isinstance(gate, FakeGate)
        return gate.opened[-1]


def _only(changes: Changes) -> AppointmentId:
    (change,) = changes.items
    assert change.kind == "appointment"
    return AppointmentId(change.id)


def test_that_a_booking_is_on_the_board_of_its_local_day() -> None:
    desk = Desk()
    booked = desk.book(at(time(16, 30)), desk_note="  needs the ramp ")
    board = desk.calendar.board(TUESDAY)
    assert board.appointments == (booked,)
    assert booked.desk_note == "needs the ramp"
    row = board.patient(desk.patient.id)
    assert row is not None
    assert row.family_name == "Lindqvist"
    assert desk.calendar.board(TODAY).appointments == ()


def test_that_the_board_tells_the_closed_day_and_the_columns() -> None:
    board = Desk().calendar.board(TODAY, 5)
    assert [day.closed for day in board.days] == [False, False, False, True, False]
    assert [column.short_name for column in board.providers] == ["Osei", "Ferreira"]


def test_that_an_administrator_sees_times_without_names() -> None:
    desk = Desk(Role.ADMIN)
    keep(desk.session, an_appointment(desk.patient, desk.provider, at(time(10))))
    board = desk.calendar.board(TUESDAY)
    assert len(board.appointments) == 1
    assert board.patients is None
    with pytest.raises(NotAllowed):
        desk.calendar.book(desk.booking(at(time(10))))


def test_that_double_booking_is_refused_until_confirmed_and_audited_when_done() -> None:
    desk = Desk()
    desk.book(at(time(10)))
    other = a_patient(family_name="Quill")
    keep(desk.session, other)
    wanted = desk.booking(at(time(10, 15)), patient_id=other.id)
    with pytest.raises(Refused, match="from 10:00 to 10:30"):
        desk.calendar.book(wanted)
    assert len(desk.calendar.board(TUESDAY).appointments) == 1
    desk.calendar.book(wanted, Overruled(double_booking=True))
    assert len(desk.calendar.board(TUESDAY).appointments) == 2
    assert [entry.action for entry in desk.store.audited].count("book appointment") == 2


def test_that_a_time_outside_the_hours_keeps_its_reason() -> None:
    desk = Desk()
    with pytest.raises(Refused):
        desk.book(at(time(10), THURSDAY))
    changes = desk.calendar.book(
        desk.booking(at(time(10), THURSDAY)), Overruled(outside_reason="leaves on Friday")
    )
    assert desk.held(_only(changes)).desk_note == "Outside hours: leaves on Friday"


def test_that_nobody_is_booked_with_the_front_desk_or_without_a_chart() -> None:
    desk = Desk()
    with pytest.raises(Refused, match="sees patients"):
        desk.book(at(time(10)), provider_id=desk.session.user.id)
    with pytest.raises(NotFound):
        desk.book(at(time(10)), patient_id=PatientId(new_id()))


def test_that_moving_keeps_length_and_unconfirms() -> None:
    desk = Desk()
    booked = desk.book(at(time(10)), minutes=45)
    desk.calendar.set_state(booked, AppointmentState.CONFIRMED)
    confirmed = desk.held(booked.id)
    desk.calendar.move(confirmed, NewTime(desk.nurse.id, at(time(15), FRIDAY)))
    moved = desk.held(booked.id)
    assert (moved.start, moved.minutes, moved.provider_id) == (at(time(15), FRIDAY), 45, desk.nurse.id)
    assert moved.state is AppointmentState.BOOKED


def test_that_a_stale_move_is_refused() -> None:
    desk = Desk()
    booked = desk.book(at(time(10)))
    desk.calendar.move(booked, NewTime(desk.provider.id, at(time(11))))
    with pytest.raises(StaleRecord):
        desk.calendar.move(booked, NewTime(desk.provider.id, at(time(12))))


def test_that_an_undone_move_is_as_before() -> None:
    desk = Desk()
    booked = desk.book(at(time(10)))
    desk.calendar.set_state(booked, AppointmentState.CONFIRMED)
    before = desk.held(booked.id)
    desk.calendar.move(before, NewTime(desk.nurse.id, at(time(15)), 60))
    desk.calendar.put_back(before)
    after = desk.held(booked.id)
    assert replace(after, version=before.version) == before


def test_that_an_undo_never_overwrites_what_came_in_between() -> None:
    desk = Desk()
    booked = desk.book(at(time(10)))
    desk.calendar.move(booked, NewTime(desk.provider.id, at(time(11))))
    desk.calendar.set_state(desk.held(booked.id), AppointmentState.CONFIRMED)
    with pytest.raises(StaleRecord):
        desk.calendar.put_back(booked)


def test_that_canceling_needs_a_reason_stays_visible_and_can_be_undone() -> None:
    desk = Desk()
    booked = desk.book(at(time(10)))
    with pytest.raises(Refused, match="Write why") as caught:
        desk.calendar.cancel(booked, "  ")
    assert caught.value.field == "cancel_reason"
    desk.calendar.cancel(booked, "flu")
    (canceled,) = desk.calendar.board(TUESDAY).appointments
    assert (canceled.state, canceled.cancel_reason) == (AppointmentState.CANCELED, "flu")
    desk.book(at(time(10)))
    desk.calendar.put_back(booked)
    assert desk.held(booked.id).state is AppointmentState.BOOKED
    assert desk.held(booked.id).cancel_reason == ""


def test_that_an_undone_booking_leaves_the_calendar() -> None:
    desk = Desk()
    booked = desk.book(at(time(10)))
    desk.calendar.unbook(booked.id)
    assert desk.calendar.board(TUESDAY).appointments == ()


def test_that_a_booking_whose_patient_has_come_is_not_undone() -> None:
    desk = Desk()
    booked = desk.book(at(time(14), TODAY))
    desk.calendar.set_state(booked, AppointmentState.ARRIVED)
    with pytest.raises(Refused, match="arrived by now"):
        desk.calendar.unbook(booked.id)


def test_that_editing_details_of_a_visit_that_is_over_is_allowed_but_moving_it_is_not() -> None:
    desk = Desk()
    done = an_appointment(
        desk.patient, desk.provider, at(time(9), TODAY), state=AppointmentState.DONE, version=1
    )
    keep(desk.session, done)
    wanted = desk.booking(done.start, reason=ReasonCode.LABS, minutes=done.minutes)
    desk.calendar.edit(done, wanted)
    assert desk.held(done.id).reason is ReasonCode.LABS
    with pytest.raises(Refused, match="still to come"):
        desk.calendar.edit(desk.held(done.id), replace(wanted, start=at(time(15), TODAY)))


def test_that_editing_keeps_the_clinical_reason_that_the_desk_never_saw() -> None:
    desk = Desk()
    held = an_appointment(desk.patient, desk.provider, at(time(10)), why="before the lithium step", version=1)
    keep(desk.session, held)
    (seen,) = desk.calendar.board(TUESDAY).appointments
    assert seen.why == ""
    desk.calendar.move(seen, NewTime(desk.provider.id, at(time(11))))
    assert desk.held(held.id).why == "before the lithium step"


def test_that_openings_are_the_first_free_time_of_each_day() -> None:
    desk = Desk()
    desk.book(at(time(9)), minutes=120)
    found = desk.calendar.find_openings(desk.provider.id, 30, days=5)
    assert [(one.start.astimezone(ZONE).date(), one.start.astimezone(ZONE).time()) for one in found] == [
        (TODAY, time(10, 45)),
        (TUESDAY, time(11)),
        (WEDNESDAY, time(9)),
        (FRIDAY, time(9)),
    ]
    anybody = desk.calendar.find_openings(None, 30, days=2)
    assert anybody[1].provider_id == desk.nurse.id


def test_that_openings_without_written_hours_say_what_to_do() -> None:
    with pytest.raises(Refused, match="Settings"):
        Desk(hours=()).calendar.find_openings(None, 30)


def test_that_a_plan_step_proposes_its_visit_with_a_free_time() -> None:
    desk = Desk(Role.PROVIDER)
    desk.plan()
    desk.book(at(time(9), date(2026, 12, 8)), patient_id=_somebody(desk).id)
    (proposal,) = desk.calendar.proposals()
    assert (proposal.due, proposal.reason) == (date(2026, 12, 8), ReasonCode.STEP_CHECK)
    assert proposal.why == "before the lamotrigine step of Dec 10"
    assert proposal.start == at(time(9, 30), date(2026, 12, 8))
    assert proposal.provider_id == desk.provider.id


def _somebody(desk: Desk) -> Patient:
    other = a_patient(family_name="Quill")
    keep(desk.session, other)
    return other


def test_that_the_desk_sees_no_drug_in_a_proposal_but_books_it_with_its_reason() -> None:
    desk = Desk()
    desk.plan()
    (proposal,) = desk.calendar.proposals()
    assert proposal.why == ""
    assert "lamotrigine" not in repr(proposal)
    booked = desk.held(_only(desk.calendar.book_proposal(proposal)))
    assert booked.why == "before the lamotrigine step of Dec 10"
    assert booked.plan_id == proposal.plan_id
    assert desk.calendar.proposals() == ()


def test_that_a_proposal_of_an_older_plan_is_not_booked() -> None:
    desk = Desk()
    desk.plan()
    (proposal,) = desk.calendar.proposals()
    newer = a_signed_plan(desk.patient, desk.provider, an_item("lithium"), number=2)
    keep(desk.session, newer)
    with pytest.raises(StaleRecord, match="asks for something else"):
        desk.calendar.book_proposal(proposal)


def test_that_a_fitting_visit_answers_a_proposal_and_a_late_one_does_not() -> None:
    desk = Desk()
    desk.plan()
    late = an_appointment(desk.patient, desk.provider, at(time(10), date(2026, 12, 14)), version=1)
    keep(desk.session, late)
    assert len(desk.calendar.proposals()) == 1
    keep(desk.session, replace(late, start=at(time(10), date(2026, 12, 9))))
    assert desk.calendar.proposals() == ()


def test_that_a_missed_follow_up_is_late_and_first() -> None:
    desk = Desk(Role.NURSE_PRACTITIONER)
    desk.plan()
    other = _somebody(desk)
    desk.plan(patient=other, follow_up=FollowUp(date(2026, 11, 16), "ECG"))
    first, second = desk.calendar.proposals()
    assert (first.patient.id, first.late, first.why) == (other.id, True, "ECG, was due Nov 16")
    assert not second.late


def test_that_a_patient_who_is_here_today_is_not_proposed() -> None:
    desk = Desk()
    desk.plan(follow_up=FollowUp(TODAY, "level"))
    assert len(desk.calendar.proposals()) == 1
    keep(desk.session, an_appointment(desk.patient, desk.provider, NOW, state=AppointmentState.DONE))
    assert desk.calendar.proposals() == ()


def test_that_a_recorded_visit_answers_the_follow_up_of_an_unchanged_plan() -> None:
    desk = Desk()
    desk.plan(follow_up=FollowUp(date(2026, 11, 16), "ECG"))
    keep(desk.session, a_visit(desk.patient, desk.provider, datetime(2026, 11, 17, 15, tzinfo=UTC)))
    assert [proposal.late for proposal in desk.calendar.proposals()] == [False]


def test_that_two_proposals_are_not_offered_the_same_time() -> None:
    desk = Desk()
    desk.plan()
    desk.plan(patient=_somebody(desk))
    first, second = desk.calendar.proposals()
    assert (first.start, first.provider_id) != (second.start, second.provider_id)


def test_that_without_hours_a_proposal_has_a_day_and_no_time() -> None:
    desk = Desk(hours=())
    desk.plan()
    (proposal,) = desk.calendar.proposals()
    assert proposal.start is None
    with pytest.raises(Refused, match="Choose a time"):
        desk.calendar.book_proposal(proposal)
    desk.calendar.book_proposal(proposal, NewTime(desk.provider.id, at(time(10))))


def test_that_a_patient_without_medicines_is_not_proposed() -> None:
    desk = Desk()
    over = an_item("x", a_step(date(2026, 1, 1), date(2026, 2, 1)))
    keep(desk.session, a_signed_plan(desk.patient, desk.provider, over))
    assert desk.calendar.proposals() == ()


def test_that_a_locked_screen_shows_no_board() -> None:
    desk = Desk()
    desk.session.lock()
    with pytest.raises(NotAllowed):
        desk.calendar.board(TODAY)
