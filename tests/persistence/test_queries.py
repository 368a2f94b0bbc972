"""The store's answers for lists and boards, the same on both engines."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from threading import Barrier, BrokenBarrierError
from typing import Any, cast

import pytest

from medmanager.domain.calendar.appointment import Appointment, AppointmentState
from medmanager.domain.draft import Draft
from medmanager.domain.history import Measure, Observation
from medmanager.domain.ids import AppointmentId, UserId
from medmanager.domain.patient import Condition, Patient
from medmanager.domain.plan.plan import FollowUp, MonitoringItem, Plan, PlanStatus
from medmanager.domain.visit import VisitStatus, Vital
from medmanager.persistence import queries
from medmanager.persistence.store import SqlStore
from tests.builders import (
    NOW,
    TODAY,
    a_patient,
    a_plan,
    a_signed_plan,
    a_step,
    a_user,
    a_visit,
    an_allergy,
    an_item,
    new_id,
)
from tests.persistence.samples import an_entry, saved

PROVIDER = UserId(new_id())


def signed(patient: Patient, number: int, *items: Any, **changes: Any) -> Plan:
    plan = a_plan(patient, *items, number=number)
    signature = {"signed_by": PROVIDER, "signed_at": NOW}
    return replace(plan, status=PlanStatus.SIGNED, **{**signature, **changes})


def booked(patient: Patient, start: datetime, **changes: Any) -> Appointment:
    return Appointment(AppointmentId(new_id()), patient.id, PROVIDER, start, **changes)


@pytest.fixture
def patient(store: SqlStore) -> Patient:
    (kept,) = saved(store, a_patient())
    return cast("Patient", kept)


def test_that_the_plan_in_force_is_the_signed_one_with_the_highest_number(
    store: SqlStore, patient: Patient
) -> None:
    draft = a_plan(patient, number=3)
    first, second, kept = saved(store, signed(patient, 1), signed(patient, 2), draft)
    with store.read() as work:
        assert work.queries.plan_in_force(patient.id) == second
        assert work.queries.plans_in_force([patient.id, new_id()]) == {patient.id: second}
        assert work.queries.draft_plan(patient.id) == kept
    with store.write(an_entry()) as work:
        work.plans.void(second, "wrong patient")
        work.plans.void(kept, "not wanted")
    with store.read() as work:
        assert work.queries.plan_in_force(patient.id) == first
        assert work.queries.draft_plan(patient.id) is None
        assert work.queries.plan_in_force(new_id()) is None


def test_that_plans_with_something_in_these_days_are_found(store: SqlStore) -> None:
    soon, late = TODAY + timedelta(days=3), TODAY + timedelta(days=30)
    people = saved(store, *(a_patient(given_name=f"P{number}") for number in range(7)))
    due, done = MonitoringItem("sodium", soon, "age"), MonitoringItem("sodium", soon, "age", TODAY)
    old = an_item("lithium", a_step(TODAY - timedelta(days=90)))
    plans = saved(
        store,
        signed(people[0], 1, an_item("sertraline", a_step(soon))),
        signed(people[1], 1, replace(old, monitoring=(due,))),
        signed(people[2], 1, replace(old, monitoring=(done,))),
        signed(people[3], 1, old, follow_up=FollowUp(soon, "before the step")),
        signed(people[4], 1, an_item("sertraline", a_step(late))),
        signed(people[5], 1, an_item("sertraline", a_step(soon))),
        signed(people[5], 2, old),
        a_plan(people[6], an_item("sertraline", a_step(soon))),
    )
    with store.read() as work:
        found = work.queries.plans_stepping(TODAY, TODAY + timedelta(days=7))
    assert {plan.id for plan in found} == {plans[0].id, plans[1].id, plans[3].id}
    assert plans[1] in found


def test_that_plans_are_found_whose_stored_days_something_has_overtaken(store: SqlStore) -> None:
    far = MonitoringItem("lithium level", TODAY + timedelta(days=60), "yearly", rule="lithium-level")
    line = an_item("lithium", a_step(TODAY), monitoring=(far,))
    people = saved(store, *(a_patient(given_name=f"P{number}") for number in range(7)))
    earlier, since = NOW - timedelta(days=20), NOW - timedelta(days=90)
    old = saved(store, lithium_of(people[0], NOW - timedelta(days=100)), lithium_of(people[5], earlier))
    by_hand = replace(line, monitoring=(replace(far, rule=""),))
    plans = saved(
        store,
        *(signed(one, 1, line, created_at=NOW) for one in people[:5]),
        signed(people[5], 1, line, created_at=NOW),
        signed(people[6], 1, by_hand, created_at=NOW),
    )
    saved(
        store,
        lithium_of(people[1], NOW + timedelta(days=1)),
        lithium_of(people[2], earlier),
        Observation(new_id(), people[3].id, Measure.WEIGHT, Decimal(70), NOW + timedelta(days=1)),
        Condition(new_id(), people[4].id, "kidney disease"),
        lithium_of(people[6], NOW + timedelta(days=1)),
    )
    with store.read() as work:
        found = work.queries.plans_overtaken(since)
    assert {plan.id for plan in found} == {plans[number].id for number in (1, 2, 4)}
    assert old, "what was known before the plan was begun has overtaken nothing"


def test_that_what_our_visits_measured_is_found_by_the_instant_of_the_visit(
    store: SqlStore, patient: Patient
) -> None:
    other = a_patient(given_name="Another")
    late = a_visit(patient, a_user(), NOW, vitals=(Vital(Measure.QTC, Decimal(451)),))
    pulse = Vital(Measure.PULSE, Decimal(70))
    early = a_visit(
        patient, a_user(), NOW - timedelta(days=9), vitals=(Vital(Measure.QTC, Decimal(430)), pulse)
    )
    saved(store, other, late, early, a_visit(other, a_user(), NOW, vitals=(pulse,)))
    gone = saved(store, a_visit(patient, a_user(), NOW, vitals=(pulse,)))[0]
    with store.write(an_entry()) as work:
        work.visits.void(gone, "thrown away")
    with store.read() as work:
        found = work.queries.measured_here(patient.id)
    assert [(one.measure, one.value, one.at) for one in found] == [
        (Measure.PULSE, Decimal(70), early.at),
        (Measure.QTC, Decimal(430), early.at),
        (Measure.QTC, Decimal(451), late.at),
    ]


def lithium_of(patient: Patient, at: datetime) -> Observation:
    return Observation(new_id(), patient.id, Measure.LITHIUM, Decimal("1.3"), at)


def test_that_the_board_has_all_that_overlap_in_order(store: SqlStore, patient: Patient) -> None:
    before, first, second, after = saved(
        store,
        booked(patient, NOW - timedelta(minutes=30), minutes=30),
        booked(patient, NOW - timedelta(minutes=29), minutes=480, state=AppointmentState.CANCELED),
        booked(patient, NOW + timedelta(minutes=59), minutes=5),
        booked(patient, NOW + timedelta(hours=1)),
    )
    with store.read() as work:
        assert work.queries.appointments(NOW, NOW + timedelta(hours=1)) == (first, second)
        assert work.queries.appointments(NOW + timedelta(days=1), NOW + timedelta(days=2)) == ()
    assert before.end == NOW
    assert after.start == NOW + timedelta(hours=1)


def test_that_the_next_appointment_takes_time_and_is_to_come(store: SqlStore, patient: Patient) -> None:
    saved(
        store,
        booked(patient, NOW),
        booked(patient, NOW + timedelta(days=1), state=AppointmentState.CANCELED),
        booked(patient, NOW + timedelta(days=2), state=AppointmentState.NO_SHOW),
        booked(patient, NOW + timedelta(days=9)),
    )
    (wanted,) = saved(store, booked(patient, NOW + timedelta(days=3)))
    with store.read() as work:
        assert work.queries.next_appointment(patient.id, NOW) == wanted
        assert work.queries.search_patients("")[0].next_visit == wanted.start
        assert work.queries.next_appointment(new_id(), NOW) is None


def test_that_unsigned_visits_are_listed_by_author_and_time(store: SqlStore, patient: Patient) -> None:
    me, colleague = a_user(), a_user(login="ferreira")
    later, earlier, other, done = saved(
        store,
        a_visit(patient, me),
        a_visit(patient, me, NOW - timedelta(hours=1)),
        a_visit(patient, colleague),
        a_visit(patient, me, status=VisitStatus.SIGNED, signed_by=me.id, signed_at=NOW),
    )
    with store.read() as work:
        assert [visit.id for visit in work.queries.unsigned_visits(me.id)] == [earlier.id, later.id]
        everybodys = {visit.id for visit in work.queries.unsigned_visits()}
        assert work.queries.last_visits([patient.id, new_id()]) == {patient.id: NOW}
    assert everybodys == {later.id, earlier.id, other.id}
    assert done.id not in everybodys


def test_that_drafts_of_plans_are_listed_the_oldest_first(store: SqlStore, patient: Patient) -> None:
    me, other = a_user(), saved(store, a_patient(family_name="Zabel"))[0]
    later, earlier, _ = saved(
        store,
        a_plan(patient, an_item(), author_id=me.id, created_at=NOW),
        a_plan(other, an_item(), number=3, created_at=NOW - timedelta(days=2)),
        a_signed_plan(other, me, an_item(), number=2),
    )
    with store.read() as work:
        found = work.queries.draft_plans()
    assert [(one.id, one.patient_id, one.number, one.author_id) for one in found] == [
        (earlier.id, other.id, 3, None),
        (later.id, patient.id, 1, me.id),
    ]


def test_that_patients_with_a_plan_and_nothing_booked_are_found(store: SqlStore) -> None:
    people = saved(store, *(a_patient(family_name=name) for name in ("Zabel", "Adams", "Moran", "Booked")))
    zabel, adams, moran, busy = people
    saved(store, *(signed(one, 1) for one in (zabel, adams, busy)), a_plan(moran))
    saved(store, booked(busy, NOW + timedelta(days=1)), booked(zabel, NOW - timedelta(days=1)))
    with store.read() as work:
        assert [row.id for row in work.queries.without_next_visit(NOW)] == [adams.id, zabel.id]
        assert [row.id for row in work.queries.without_next_visit(NOW, limit=1)] == [adams.id]


def test_that_origins_tell_a_second_import_what_is_known(store: SqlStore, patient: Patient) -> None:
    kept, gone = saved(
        store, an_allergy(patient, origin="Allergy/1"), an_allergy(patient, "latex", origin="Allergy/2")
    )
    saved(store, an_allergy(patient, "dust"), a_patient(origin="Patient/9"))
    with store.write(an_entry()) as work:
        work.allergies.void(gone, "wrong")
    with store.read() as work:
        assert work.queries.origins_of(patient.id) == {"Allergy/1", "Allergy/2"}
        assert work.queries.patient_by_origin("Patient/9") is not None
        assert work.queries.patient_by_origin("Patient/8") is None
        assert work.queries.patient_by_origin("") is None
    assert kept.origin == "Allergy/1"


def test_that_a_users_draft_is_kept_once_and_dropped_without_audit(store: SqlStore, patient: Patient) -> None:
    user, subject = UserId(new_id()), new_id()

    def typed(words: str) -> Draft:
        return Draft(new_id(), user, "visit", subject, patient.id, (("note", words),), NOW)

    before = store.verify_audit().entries
    store.keep_draft(typed("first"))
    store.keep_draft(typed("second"))
    with store.read() as work:
        kept = work.queries.draft(user, "visit", subject)
        assert kept is not None
        assert kept.fields == (("note", "second"),)
        assert work.queries.draft(user, "intake", subject) is None
        assert len(work.drafts.all()) == 1
    store.drop_draft(user, "visit", subject)
    with store.read() as work:
        assert work.drafts.all() == ()
    assert store.verify_audit().entries == before
    assert store.verify_audit().broken_at is None


def test_that_two_windows_may_keep_the_first_draft_at_once(store: SqlStore, patient: Patient) -> None:
    user, subject = UserId(new_id()), new_id()
    together = Barrier(4)

    def keep(number: int) -> None:
        together.wait()
        store.keep_draft(Draft(new_id(), user, "visit", subject, patient.id, (("n", str(number)),), NOW))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(keep, range(4)))
    with store.read() as work:
        assert len(work.drafts.all()) == 1


def test_that_patients_are_counted_and_given_by_id(store: SqlStore) -> None:
    first, second, third = saved(store, a_patient(), a_patient(), a_patient())
    with store.write(an_entry()) as work:
        work.patients.void(third, "entered twice")
    with store.read() as work:
        assert work.queries.count_patients() == 2
        known = work.queries.patient_rows([first.id, second.id, third.id, new_id()])
        assert set(known) == {first.id, second.id}
        assert work.queries.patient_rows([]) == {}


def two_book_the_same_time(store: SqlStore) -> list[bool]:
    """Who got it, of two front desks that look at the same moment and then book what they saw free."""
    patient = saved(store, a_patient())[0]
    both_have_looked = Barrier(2)

    def book(_: int) -> bool:
        with store.write(an_entry()) as work:
            taken = work.queries.appointments(NOW, NOW + timedelta(minutes=30))
            with suppress(BrokenBarrierError):
                both_have_looked.wait(timeout=0.2)
            if not taken:
                work.appointments.save(booked(patient, NOW))
            return not taken

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(book, range(2)))


def test_that_a_calendar_looked_at_for_booking_is_held_until_it_is_booked(store: SqlStore) -> None:
    assert two_book_the_same_time(store) == [False, True]


@pytest.mark.postgres
def test_that_a_calendar_that_is_not_held_is_found_by_this_test(
    server_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "hold_calendar", lambda connection: None)
    assert two_book_the_same_time(server_store) == [True, True]
