"""The first screen of the day, as each role sees it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from medmanager.domain.calendar.appointment import Appointment, AppointmentState
from medmanager.domain.day_page import CallKind, LookKind, WeekKind
from medmanager.domain.errors import NotAllowed
from medmanager.domain.history import Measure, Observation
from medmanager.domain.ids import PlanId
from medmanager.domain.local_time import instant_at
from medmanager.domain.measured import Done
from medmanager.domain.patient import Patient
from medmanager.domain.plan.decided_tests import put_on
from medmanager.domain.plan.dose import Slot
from medmanager.domain.plan.monitoring import Known, ask_base, plan_tests
from medmanager.domain.plan.plan import MonitoringItem, PlanItem
from medmanager.domain.practice import OpenHours
from medmanager.domain.user import Role, User
from medmanager.domain.visit import PatientQuestion, VisitStatus
from medmanager.services.today import Today
from tests.builders import (
    NOW,
    TODAY,
    a_patient,
    a_plan,
    a_session,
    a_signed_plan,
    a_step,
    a_user,
    a_visit,
    an_appointment,
    an_item,
    keep,
    tablets,
)
from tests.shelf import SHELF

ZONE = ZoneInfo("America/New_York")
ECG = MonitoringItem("ECG", date(2026, 11, 16), "QT")
LEVEL = MonitoringItem("lithium level", date(2026, 11, 25), "yearly")


def at(clock: time, day: date = TODAY) -> datetime:
    return instant_at(day, clock, ZONE)


class Day:
    """A provider with one patient of her own, and a colleague; whoever looks is signed in."""

    def __init__(self, role: Role = Role.PROVIDER) -> None:
        self.session = a_session(role, login="osei" if role is Role.PROVIDER else "castellano")
        self.colleague = a_user(Role.NURSE_PRACTITIONER, "ferreira")
        self.provider = self.session.user if role is Role.PROVIDER else a_user()
        self.patient = a_patient(provider_id=self.provider.id)
        keep(self.session, self.colleague, self.provider, self.patient)
        self.today = Today(self.session, SHELF)

    def booked(self, start: datetime, patient: Patient | None = None, **changes: Any) -> Appointment:
        appointment = an_appointment(patient or self.patient, self.provider, start)
        appointment = replace(appointment, **changes)
        keep(self.session, appointment)
        return appointment

    def planned(self, *items: PlanItem, patient: Patient | None = None) -> None:
        signed_at = NOW - timedelta(days=30)
        keep(
            self.session,
            a_signed_plan(patient or self.patient, self.provider, *items, signed_at=signed_at),
        )

    def another(self, name: str = "Quill", **changes: Any) -> Patient:
        patient = a_patient(family_name=name, **changes)
        keep(self.session, patient)
        return patient


def test_that_my_day_holds_my_visits_with_todays_doses_and_not_my_colleagues() -> None:
    day = Day()
    tapered = an_item(
        "sertraline", a_step(date(2026, 1, 1), TODAY, tablets("100")), a_step(TODAY + timedelta(days=1))
    )
    day.planned(tapered)
    mine = day.booked(at(time(14)))
    day.booked(at(time(9)), day.another(), provider_id=day.colleague.id)
    page = day.today.clinic(TODAY)
    assert [visit.appointment.id for visit in page.visits] == [mine.id]
    (line,) = page.visits[0].lines
    assert line.today is not None
    assert line.today.daily_dose == 100


def test_that_what_to_look_at_comes_most_pressing_first() -> None:
    day = Day()
    day.planned(
        an_item("lithium", a_step(date(2026, 1, 1)), monitoring=(LEVEL, ECG)),
        an_item("x", a_step(date(2026, 1, 1), TODAY), a_step(TODAY + timedelta(days=1), None, tablets("25"))),
    )
    day.booked(at(time(14)))
    note = a_visit(day.patient, day.session.user, questions=(PatientQuestion("How long?"),))
    keep(day.session, note, a_plan(day.patient, number=2))
    (visit,) = day.today.clinic(TODAY).visits
    assert [look.words for look in visit.look_at] == [
        "ECG late",
        "note unsigned",
        "step Nov 24",
        "1 question",
        "lithium level due",
        "plan in draft",
    ]
    assert visit.look_at[0].kind is LookKind.LATE
    assert visit.note == note.id


def test_that_a_new_patient_says_how_far_the_intake_is() -> None:
    day = Day()
    day.booked(at(time(14)))
    (visit,) = day.today.clinic(TODAY).visits
    assert [look.words for look in visit.look_at] == ["intake not begun"]


def test_that_only_my_unsigned_notes_wait_for_me_the_oldest_first() -> None:
    day = Day()
    old = a_visit(day.patient, day.session.user, NOW - timedelta(days=3))
    new = a_visit(day.patient, day.session.user)
    theirs = a_visit(day.patient, day.colleague)
    signed = replace(
        a_visit(day.patient, day.session.user),
        status=VisitStatus.SIGNED,
        signed_by=day.session.user.id,
        signed_at=NOW,
    )
    keep(day.session, new, old, theirs, signed)
    assert [note.visit.id for note in day.today.clinic(TODAY).unsigned] == [old.id, new.id]


def drafted(day: Day, author: User | None, **patient: Any) -> PlanId:
    """A draft of somebody for a patient of her own."""
    one = a_patient(provider_id=author.id if author else None, **patient)
    plan = a_plan(one, number=2, author_id=author.id if author else None, created_at=NOW)
    keep(day.session, one, plan)
    return plan.id


def test_that_who_signs_plans_is_told_of_her_own_drafts_and_of_those_whose_author_may_not_sign() -> None:
    day = Day()
    signing = a_user(Role.NURSE_PRACTITIONER, "baer", may_sign=True)
    keep(day.session, signing)
    hers, without_right, of_nobody, _ = (
        drafted(day, author) for author in (day.provider, day.colleague, None, signing)
    )
    waiting = day.today.clinic(TODAY).drafts
    assert {one.draft.id for one in waiting} == {hers, without_right, of_nobody}
    by_id = {one.draft.id: one for one in waiting}
    assert by_id[without_right].author == day.colleague.display_name
    assert by_id[hers].author == ""


def test_that_who_may_not_sign_is_told_of_her_own_drafts_alone() -> None:
    day = Day()
    day.session = a_session(Role.NURSE_PRACTITIONER, login="nolan")
    day.today = Today(day.session, SHELF)
    keep(day.session, day.colleague)
    mine, _ = drafted(day, day.session.user), drafted(day, day.colleague)
    assert [one.draft.id for one in day.today.clinic(TODAY).drafts] == [mine]


def test_that_the_week_tells_steps_checks_and_what_is_late() -> None:
    day = Day()
    friday = TODAY + timedelta(days=4)
    day.planned(
        an_item(
            "quetiapine",
            a_step(date(2026, 10, 1), friday - timedelta(days=1), tablets("300")),
            a_step(friday, None, tablets("50"), reason="sedation"),
            monitoring=(ECG, LEVEL),
        )
    )
    week = day.today.clinic(TODAY).week
    assert [(item.on, item.kind, item.words) for item in week] == [
        (TODAY, WeekKind.LATE, "ECG, was due Nov 16"),
        (LEVEL.due, WeekKind.CHECK, "lithium level"),
        (friday, WeekKind.STEP, "quetiapine 300 to 50 mg"),
    ]


def test_that_the_week_leaves_out_patients_of_my_colleague() -> None:
    day = Day()
    theirs = day.another(provider_id=day.colleague.id)
    item = an_item("lithium", a_step(date(2026, 1, 1)), monitoring=(LEVEL,))
    day.planned(item, patient=theirs)
    page = day.today.clinic(TODAY)
    assert page.week == ()
    assert page.without_visit == ()
    day.booked(at(time(14)), theirs)
    assert len(day.today.clinic(TODAY).week) == 1


def test_that_my_patients_without_a_next_visit_are_listed() -> None:
    day = Day()
    day.planned(an_item("lithium", a_step(date(2026, 1, 1))))
    assert [row.id for row in day.today.clinic(TODAY).without_visit] == [day.patient.id]
    day.booked(at(time(14), TODAY + timedelta(days=9)))
    assert day.today.clinic(TODAY).without_visit == ()


def test_that_my_next_opening_is_told_when_the_practice_wrote_its_hours() -> None:
    day = Day()
    assert day.today.clinic(TODAY).opening is None
    practice = replace(day.session.practice, hours=(OpenHours(0, time(9), time(17)),))
    keep(day.session, practice)
    day.session.refresh_practice()
    day.booked(at(time(10, 30)), minutes=60)
    opening = day.today.clinic(TODAY).opening
    assert opening is not None
    assert opening.start == at(time(11, 30))


def test_that_the_desk_sees_everybodys_board_and_no_clinical_page() -> None:
    day = Day(Role.FRONT_DESK)
    assert not day.today.is_clinical()
    day.booked(at(time(14)), why="before the lithium step")
    page = day.today.desk(TODAY)
    assert [one.why for one in page.board.appointments] == [""]
    with pytest.raises(NotAllowed):
        day.today.clinic(TODAY)


def test_that_the_desk_calls_who_is_not_confirmed_today_and_on_the_next_working_day() -> None:
    day = Day(Role.FRONT_DESK)
    confirmed, past, later, far = (day.another(name) for name in ("Abelow", "Chaudhry", "Petrov", "Roth"))
    first = day.booked(at(time(14)))
    day.booked(at(time(15)), confirmed, state=AppointmentState.CONFIRMED)
    day.booked(at(time(9)), past)
    tuesday = day.booked(at(time(9), TODAY + timedelta(days=1)), later)
    day.booked(at(time(9), TODAY + timedelta(days=2)), far)
    calls = day.today.desk(TODAY).calls
    assert [(call.kind, call.appointment) for call in calls] == [
        (CallKind.NOT_CONFIRMED, first),
        (CallKind.NOT_CONFIRMED, tuesday),
    ]


def test_that_over_a_weekend_the_next_working_day_is_monday() -> None:
    day = Day(Role.FRONT_DESK)
    monday = day.booked(at(time(9), TODAY + timedelta(days=4)))
    assert [call.appointment for call in day.today.desk(TODAY).calls] == [monday]


def test_that_a_canceled_patient_is_called_until_something_is_booked() -> None:
    day = Day(Role.FRONT_DESK)
    lost = day.booked(at(time(9)), state=AppointmentState.CANCELED)
    assert [(call.kind, call.appointment) for call in day.today.desk(TODAY).calls] == [
        (CallKind.REBOOK, lost)
    ]
    day.booked(at(time(9), TODAY + timedelta(days=14)))
    assert day.today.desk(TODAY).calls == ()


def test_that_a_canceled_visit_that_was_made_up_for_is_no_call() -> None:
    day = Day(Role.FRONT_DESK)
    day.booked(at(time(9), TODAY - timedelta(days=3)), state=AppointmentState.NO_SHOW)
    day.booked(at(time(9)), state=AppointmentState.DONE)
    assert day.today.desk(TODAY).calls == ()


def test_that_a_check_is_a_call_without_its_name() -> None:
    day = Day(Role.FRONT_DESK)
    day.planned(an_item("lithium", a_step(date(2026, 1, 1)), monitoring=(LEVEL, ECG)))
    day.booked(at(time(9), TODAY + timedelta(days=8)))
    (call,) = day.today.desk(TODAY).calls
    assert (call.kind, call.due, call.appointment) == (CallKind.CHECK, ECG.due, None)


def test_that_an_administrator_sees_a_board_without_people() -> None:
    day = Day(Role.ADMIN)
    day.booked(at(time(14)))
    page = day.today.desk(TODAY)
    assert len(page.board.appointments) == 1
    assert page.board.patients is None
    assert (page.calls, page.proposals) == ((), ())


def test_that_a_check_whose_result_has_come_in_is_not_called_for_any_more() -> None:
    day, started = Day(Role.FRONT_DESK), TODAY - timedelta(days=6)
    item = an_item("lithium carbonate", a_step(started, None, tablets("300", Slot.BEDTIME)))
    plan = a_signed_plan(day.patient, day.provider, item, signed_at=NOW - timedelta(days=6))
    known = Known(started)
    level = plan_tests(plan, ask_base(SHELF.base, plan, known), known).find(item.line_id, "lithium level")
    assert level is not None
    keep(day.session, put_on(plan, (level,)))
    day.booked(at(time(9), TODAY + timedelta(days=8)))
    (call,) = day.today.desk(TODAY).calls
    assert (call.kind, call.due) == (CallKind.CHECK, TODAY + timedelta(days=1))
    keep(day.session, Observation(uuid4(), day.patient.id, Measure.LITHIUM, Decimal("0.7"), NOW))
    later = TODAY + timedelta(days=7)
    assert [one.due for one in day.today.desk(TODAY).calls if one.due == call.due] == []
    assert all(one.due is not None and one.due >= later for one in day.today.desk(TODAY).calls)


def test_that_a_result_that_brings_a_test_forward_is_called_for_and_stands_in_the_week() -> None:
    day = Day()
    line = an_item("lithium carbonate", a_step(date(2025, 1, 1), None, tablets("300", Slot.BEDTIME, "3")))
    signed_on, steady = TODAY - timedelta(days=30), Decimal("0.6")
    for ago in (31, 45):
        taken = NOW - timedelta(days=ago)
        keep(day.session, Observation(uuid4(), day.patient.id, Measure.LITHIUM, steady, taken))
    done = tuple(Done("lithium level", TODAY - timedelta(days=ago), steady) for ago in (31, 45))
    known = Known(signed_on, done=done)
    plan = a_plan(day.patient, line)
    tests = plan_tests(plan, ask_base(SHELF.base, plan, known), known)
    level = tuple(one for one in tests.tests if one.measure == "lithium level")
    day.planned(*put_on(plan, level).items)
    assert CallKind.CHECK not in [call.kind for call in day.today.desk(TODAY).calls], "weeks away"
    high = Observation(uuid4(), day.patient.id, Measure.LITHIUM, Decimal("1.4"), NOW)
    keep(day.session, high)
    (call,) = [call for call in day.today.desk(TODAY).calls if call.kind is CallKind.CHECK]
    assert call.due == TODAY + timedelta(days=3)
    assert any(item.on == call.due for item in day.today.clinic(TODAY).week)
