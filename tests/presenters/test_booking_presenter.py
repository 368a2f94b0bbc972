"""The booking form: who, when, what stands against it, and taking it back."""

from dataclasses import replace
from datetime import date, time

import pytest

from medmanager.domain.calendar.schedule import DOUBLE_BOOKING, OUTSIDE_HOURS
from tests.presenters.test_calendar_presenter import THURSDAY, Table
from tests.screens.desk_practice import TUESDAY, ZONE, DeskPractice, at
from ui.kit.appointments.agenda import Proposed
from ui.kit.fields.typed import TypedMoment
from ui.screens.calendar.geometry import Place


@pytest.fixture
def table() -> Table:
    return Table()


def test_that_the_form_opens_at_the_place_that_was_pointed_at(table: Table) -> None:
    table.booking.begin(table.calendar.new_time(Place(3, 14 * 60)))
    opened = table.display.opened[-1]
    assert opened.form.moment == TypedMoment(TUESDAY, time(14))
    assert opened.form.provider == str(table.practice.nurse.id)


def test_that_nothing_is_booked_where_nobody_sees_patients() -> None:
    practice = DeskPractice()
    for person in (practice.provider, practice.nurse):
        practice.session.gate.remove_person(practice.session.store, person.login)
    table = Table(practice)
    table.booking.begin()
    assert table.display.opened == []
    assert practice.said.warned[-1].startswith("Nobody sees patients here yet")


def test_that_typing_finds_patients_and_a_late_answer_is_dropped(table: Table) -> None:
    table.practice.patient(family_name="Quill", given_name="Rosa")
    table.booking.begin()
    table.booking.search("lind")
    lines, none = table.display.found[-1]
    assert [line.name for line in lines] == ["LINDQVIST, Maren"]
    assert none == ""
    table.booking.search("zzz")
    assert table.display.found[-1] == ((), "Nobody matches “zzz”.")
    table.booking.choose(lines[0].id)
    assert table.display.patients[-1].name == "LINDQVIST, Maren"


def test_that_many_matches_say_to_type_on(table: Table) -> None:
    for number in range(9):
        table.practice.patient(given_name=f"Maren {number}")
    table.booking.search("lind")
    lines, none = table.display.found[-1]
    assert len(lines) == 6
    assert none == "4 more patients match; type on to find them."


def test_that_a_booking_is_saved_told_and_taken_back(table: Table) -> None:
    table.booking.begin()
    table.booking.search("lind")
    table.booking.save(table.form(TypedMoment(TUESDAY, time(14)), minutes=45, note="needs the ramp"))
    (booked,) = table.practice.stored()
    assert (booked.start, booked.minutes, booked.desk_note) == (at(time(14), TUESDAY), 45, "needs the ramp")
    assert table.display.closed == 1
    assert table.practice.said.said == ["LINDQVIST, Maren: booked for Tue, Nov 24, 14:00."]
    table.undo()
    assert table.practice.stored() == []


@pytest.mark.parametrize(
    ("moment", "patient", "field_name"),
    [
        (TypedMoment(TUESDAY, time(14)), False, "patient_id"),
        (None, True, "start"),
        (TypedMoment(TUESDAY), True, "start"),
    ],
)
def test_that_what_is_missing_is_said_beside_its_field(
    table: Table, moment: TypedMoment | None, patient: bool, field_name: str
) -> None:
    table.booking.begin()
    form = table.form(moment) if patient else table.form(moment, patient_id=None)
    table.booking.save(form)
    assert table.display.refusals[-1][0] == field_name
    assert table.practice.stored() == []


def test_that_a_clash_is_said_with_initials_and_booked_when_confirmed(table: Table) -> None:
    table.practice.booked(
        at(time(14), TUESDAY), table.practice.patient(family_name="Quill", given_name="Rosa")
    )
    table.again()
    table.booking.begin()
    form = table.form(TypedMoment(TUESDAY, time(14)))
    table.booking.save(form)
    refused, sentence = table.display.refusals[-1]
    assert refused == DOUBLE_BOOKING
    assert sentence.endswith("In the way: RQ.")
    table.booking.save(replace(form, double_booking=True))
    assert len(table.practice.stored()) == 2


def test_that_a_time_outside_the_hours_is_booked_with_a_reason(table: Table) -> None:
    table.booking.begin()
    form = table.form(TypedMoment(THURSDAY, time(10)))
    table.booking.save(form)
    assert table.display.refusals[-1][0] == OUTSIDE_HOURS
    table.booking.save(replace(form, outside_reason="leaves on Friday"))
    assert table.practice.stored()[0].desk_note == "Outside hours: leaves on Friday"


def test_that_a_change_keeps_the_patient_and_can_be_taken_back() -> None:
    practice = DeskPractice()
    visit = practice.booked(at(time(14)))
    table = Table(practice)
    table.booking.begin_change(visit.id)
    opened = table.display.opened[-1]
    assert opened.patient_stays
    assert opened.patient is not None
    table.booking.save(replace(opened.form, minutes=60))
    assert practice.stored()[0].minutes == 60
    table.undo()
    assert practice.stored()[0].minutes == 30


def test_that_a_proposal_can_be_booked_at_another_time() -> None:
    practice = DeskPractice()
    practice.planned()
    table = Table(practice)
    table.booking.begin_proposal(Proposed(practice.maren.id))
    opened = table.display.opened[-1]
    assert opened.only_time
    assert opened.form.moment == TypedMoment(date(2026, 12, 8), time(9))
    table.booking.save(replace(opened.form, moment=TypedMoment(date(2026, 12, 7), time(16))))
    (booked,) = practice.stored()
    assert (booked.start, booked.why) == (
        at(time(16), date(2026, 12, 7)),
        "before the lamotrigine step of Dec 10",
    )


def test_that_a_time_typed_for_after_the_change_of_clocks_is_the_wall_clocks(table: Table) -> None:
    table.booking.begin()
    table.booking.save(table.form(TypedMoment(date(2027, 3, 15), time(9))))
    assert table.practice.stored()[0].start.astimezone(ZONE).time() == time(9)
