"""Fail-safe sheets for the next clinic day: all or none, told by time and initials where one fails."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.errors import Cancelled, NotAllowed, Refused
from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.paper.document import DocumentKind
from medmanager.domain.paper.fail_safe import next_clinic_day
from medmanager.domain.paper.fail_safe_sheet import FailSafeSheet
from medmanager.domain.paper.sheets import Sheet
from medmanager.domain.patient import Patient
from medmanager.domain.plan.reconciliation import Decision, Wanted
from medmanager.domain.practice import OpenHours, Practice
from medmanager.domain.user import Role
from medmanager.services.fail_safe import FailSafe, fail_safe_of
from medmanager.services.reconciling import Reconciling
from medmanager.services.session import Session
from tests.builders import (
    TODAY,
    a_patient,
    a_session,
    a_signed_plan,
    a_step,
    an_allergy,
    an_appointment,
    an_item,
    keep,
    new_id,
)
from tests.fakes import FakeGate
from tests.shelf import SHELF

NINE = time(9)


class SheetWriter:
    """Remembers the sheets; refuses those of the names it was given."""

    def __init__(self, *refused: str) -> None:
        self.sheets: list[FailSafeSheet] = []
        self._refused = refused

    def draw(self, sheet: Sheet) -> bytes:
        assert isinstance(sheet, FailSafeSheet)
        if sheet.head.patient_name in self._refused:
            raise Refused("“Fail-safe sheet” does not fit on the page.")
        self.sheets.append(sheet)
        return f"%PDF {sheet.head.patient_name}".encode()

    def pages(self, content: bytes) -> int:
        return 1


def silent(done: int, of: int, text: str) -> None:
    """Progress that nobody looks at."""


def a_clinic(role: Role = Role.PROVIDER) -> Session:
    """Open on every weekday, with a phone."""
    session = a_session(role)
    gate = session.gate
    assert isinstance(gate, FakeGate)
    held = gate.shelf.of(Practice)
    practice = next(iter(held.values()))
    hours = tuple(OpenHours(day, NINE, time(17)) for day in range(7))
    held[practice.id] = replace(practice, phone="555-555-0142", hours=hours)
    session.refresh_practice()
    return session


def booked(session: Session, hour: int, given: str, family: str, *, plan: bool = True) -> Patient:
    """A patient who comes tomorrow at that hour."""
    patient = a_patient(given_name=given, family_name=family)
    zone = ZoneInfo(session.practice.time_zone)
    at = datetime.combine(TODAY + timedelta(days=1), time(hour), zone)
    visit = an_appointment(patient, session.user, start=at)
    keep(session, patient, visit, an_allergy(patient, "penicillin"))
    if plan:
        item = an_item("quetiapine", a_step(TODAY - timedelta(days=30)))
        keep(session, a_signed_plan(patient, session.user, item, number=4))
    return patient


def a_job(session: Session, *refused: str) -> tuple[FailSafe, SheetWriter]:
    writer = SheetWriter(*refused)
    return fail_safe_of(session, writer, SHELF), writer


def test_that_each_of_tomorrows_patients_gets_a_sheet_by_time_under_her_own_name() -> None:
    session = a_clinic()
    late, early = booked(session, 14, "Ana", "Late"), booked(session, 9, "Bo", "Early")
    job, writer = a_job(session)
    assert job.day().patients == 2
    run = job.make(silent)
    assert [sheet.head.patient_name for sheet in writer.sheets] == ["Bo Early", "Ana Late"]
    assert [(sheet.visit.number, sheet.visit.of) for sheet in writer.sheets if sheet.visit] == [
        (1, 2),
        (2, 2),
    ]
    assert not run.missing
    with session.store.read() as work:
        filed = [work.documents.get(one) for one in run.made]
    assert [one.patient_id for one in filed] == [early.id, late.id]
    assert {one.kind for one in filed} == {DocumentKind.FAIL_SAFE}
    assert job.contents(run.made) == (b"%PDF Bo Early", b"%PDF Ana Late")


def test_that_names_stand_in_tall_man_letters_and_allergies_are_told() -> None:
    session = a_clinic()
    booked(session, 9, "Bo", "Early")
    job, writer = a_job(session)
    job.make(silent)
    (sheet,) = writer.sheets
    assert [one.name for one in sheet.medicines] == ["QUEtiapine"]
    assert sheet.allergies[0].startswith("penicillin")
    assert sheet.printed.knowledge is not None


def test_that_a_patient_without_a_plan_gets_a_sheet_that_says_so() -> None:
    session = a_clinic()
    booked(session, 9, "Bo", "Early", plan=False)
    job, writer = a_job(session)
    assert len(job.make(silent).made) == 1
    assert not writer.sheets[0].has_plan
    assert writer.sheets[0].head.plan_number is None


def test_that_a_sheet_that_fails_is_told_by_time_and_initials_and_the_others_are_made() -> None:
    session = a_clinic()
    booked(session, 9, "Bo", "Early")
    booked(session, 14, "Ana", "Late")
    job, _ = a_job(session, "Bo Early")
    run = job.make(silent)
    assert len(run.made) == 1
    (missing,) = run.missing
    assert (missing.at, missing.initials) == (NINE, "BE")
    assert "Early" not in missing.why


def test_that_a_job_that_is_stopped_leaves_nothing_behind() -> None:
    session = a_clinic()
    patients = [booked(session, hour, "Bo", "Early") for hour in (9, 10, 11)]

    def stop_at_two(done: int, of: int, text: str) -> None:
        assert of == 3
        if done == 2:
            raise Cancelled

    job, writer = a_job(session)
    with pytest.raises(Cancelled):
        job.make(stop_at_two)
    assert len(writer.sheets) == 2
    with session.store.read() as work:
        assert not any(work.documents.of_patient(patient.id) for patient in patients)


def test_that_canceled_visits_need_no_sheet_and_an_empty_day_says_so() -> None:
    job, _ = a_job(a_clinic())
    with pytest.raises(Refused, match="Nobody is booked"):
        job.make(silent)


def test_that_the_front_desk_makes_and_prints_them_and_an_administrator_does_not() -> None:
    session = a_clinic(Role.FRONT_DESK)
    booked(session, 9, "Bo", "Early")
    job, _ = a_job(session)
    run = job.make(silent)
    assert len(job.contents(run.made)) == 1
    job.printed(run.made, "queues/Front desk")
    with session.store.read() as work:
        (printing,) = work.documents.printings(run.made[0])
    assert printing.target == "Front desk"
    office, _ = a_job(a_clinic(Role.ADMIN))
    with pytest.raises(NotAllowed):
        office.make(silent)


def test_that_the_next_clinic_day_passes_over_days_without_hours() -> None:
    friday = TODAY - timedelta(days=(TODAY.weekday() - 4) % 7)
    monday_to_friday = [OpenHours(day, NINE, time(17)) for day in range(5)]
    assert (next_clinic_day(monday_to_friday, friday) - friday).days == 3
    assert (next_clinic_day([OpenHours(4, NINE, time(17))], friday) - friday).days == 7
    assert (next_clinic_day([], friday) - friday).days == 1


def test_that_forty_patients_of_a_day_each_get_a_sheet_with_its_number() -> None:
    session = a_clinic()
    for number in range(40):
        booked(session, 9 + number % 8, "Bo", f"Number {number}")
    job, writer = a_job(session)
    told: list[tuple[int, int]] = []
    run = job.make(lambda done, of, _: told.append((done, of)))
    assert len(run.made) == 40
    assert not run.missing
    assert [(one.visit.number, one.visit.of) for one in writer.sheets if one.visit] == [
        (number, 40) for number in range(1, 41)
    ]
    times = [one.visit.at for one in writer.sheets if one.visit]
    assert times == sorted(times)
    assert {one.head.patient_name for one in writer.sheets} == {f"Bo Number {number}" for number in range(40)}
    assert told[-1][1] == 40


def test_that_a_patient_of_whom_nobody_asked_allergies_is_not_called_free_of_them() -> None:
    session = a_clinic()
    patient = a_patient(given_name="Bo", family_name="Early")
    start = datetime.combine(TODAY + timedelta(days=1), NINE, ZoneInfo(session.practice.time_zone))
    keep(session, patient, an_appointment(patient, session.user, start=start))
    job, writer = a_job(session)
    job.make(silent)
    (sheet,) = writer.sheets
    assert sheet.allergies == ()
    assert sheet.allergy_knowledge is AllergyKnowledge.NOT_ASKED


def test_that_a_medicine_that_is_a_line_of_the_plan_does_not_stand_once_more_as_taken_elsewhere() -> None:
    session = a_clinic()
    patient = booked(session, 9, "Bo", "Early")
    told = [
        MedicationStatement(new_id(), patient.id, name, status=TakingStatus.TAKING, version=1)
        for name in ("Seroquel", "metformin")
    ]
    keep(session, *told)
    Reconciling(session, SHELF).decide(patient.id, (Wanted(told[0], Decision.CONTINUE),))
    job, writer = a_job(session)
    job.make(silent)
    (sheet,) = writer.sheets
    assert [one.name for one in sheet.medicines] == ["QUEtiapine"]
    assert [one.name for one in sheet.elsewhere] == ["metformin"]
