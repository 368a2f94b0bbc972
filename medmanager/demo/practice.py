"""Makes the whole demo practice: the same people, ids and days for the same seed and the same today."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from medmanager.demo.cast import CAST, Role
from medmanager.demo.diary import Diary
from medmanager.demo.dice import Dice
from medmanager.demo.story import Chart
from medmanager.demo.team import PASSWORD, SEED, Team, local, make_team
from medmanager.domain.appointment import Appointment, AppointmentMode, AppointmentState, ReasonCode
from medmanager.domain.audit import Entry
from medmanager.domain.history import MedicationStatement, Observation
from medmanager.domain.ids import AppointmentId, VisitId
from medmanager.domain.intake import Intake
from medmanager.domain.patient import Allergy, Condition, Patient
from medmanager.domain.plan import Plan
from medmanager.domain.record import Record
from medmanager.domain.visit import Response, Visit
from medmanager.services.ports import Gate, Progress, Store, UnitOfWork

OPENED_DAYS_AGO = 800
TODAY_SHARE = 3
"""Every so many patients is seen today."""


def make_practice(gate: Gate, now: datetime, report: Progress, seed: int = SEED) -> Team:
    """Create the practice behind `gate` and fill it. Every sign-in has the password `PASSWORD`.

    Raises Refused or StoreUnavailable when the place cannot hold it, Cancelled when `report` says so.
    """
    dice = Dice(seed)
    today = now.astimezone(local(now.date(), 9).tzinfo).date()
    team = make_team(dice, today - timedelta(days=OPENED_DAYS_AGO))
    gate.create(team.practice, team.manager, PASSWORD, now)
    store = gate.open(team.manager.login, PASSWORD)
    try:
        for user in team.people:
            if user is not team.manager:
                gate.add_person(store, user, PASSWORD)
        _fill(store, team, tell_all(team, dice, today, now), report)
    finally:
        store.close()
    return team


def tell_all(team: Team, dice: Dice, today: date, now: datetime) -> tuple[Chart, ...]:
    """Every story told, with today's board and the visits to come. Pure: nothing is stored."""
    diary = Diary()
    charts = tuple(_tell(role, team, dice, diary, today) for role in CAST)
    for number, chart in enumerate(charts):
        if today.weekday() < 5 and number % TODAY_SHARE == 0:
            _see_today(chart, diary, now)
        _book_next(chart)
    return charts


def _tell(role: Role, team: Team, dice: Dice, diary: Diary, today: date) -> Chart:
    provider = {user.login: user for user in team.people}[role.provider]
    own = dice.fork(role.name)
    chart = Chart(role.person, team, provider, own, diary, today, role.weeks, role.lag)
    role.story(chart)
    return chart


def _see_today(chart: Chart, diary: Diary, now: datetime) -> None:
    start = diary.find(chart.provider, chart.today, 30, chart.dice.between(0, 13))
    if start.date() != chart.today:
        return
    booked = Appointment(
        AppointmentId(chart.dice.id_at(start)),
        chart.patient.id,
        chart.provider.id,
        start,
        30,
        ReasonCode.FOLLOW_UP if chart.plans else ReasonCode.NEW_PATIENT,
        state=_state_at(start, now, chart.dice),
        mode=AppointmentMode.VIDEO if chart.dice.chance(20) else AppointmentMode.CLINIC,
    )
    chart.records.append(booked)
    if booked.state is AppointmentState.DONE:
        _write_note(chart, booked)


def _write_note(chart: Chart, booked: Appointment) -> None:
    """What was written this morning; some notes still wait for their signature."""
    visit = Visit(
        VisitId(chart.dice.id_at(booked.start)),
        chart.patient.id,
        booked.start,
        chart.provider.id,
        appointment_id=booked.id,
        since_last="Nothing new since the last visit.",
        response=Response.SAME,
    )
    signed_at = booked.start + timedelta(minutes=29)
    chart.records.append(visit if chart.dice.chance(40) else visit.signed(chart.provider.id, signed_at))


def _state_at(start: datetime, now: datetime, dice: Dice) -> AppointmentState:
    if start + timedelta(minutes=30) <= now:
        return AppointmentState.DONE
    if start <= now:
        return AppointmentState.IN_ROOM
    if start - now < timedelta(minutes=30):
        return AppointmentState.ARRIVED
    return AppointmentState.CONFIRMED if dice.chance(70) else AppointmentState.BOOKED


def _book_next(chart: Chart) -> None:
    """Most patients have a next visit; every fifth has none, so that the front desk has calls to make."""
    if chart.plans and not chart.dice.chance(20):
        weeks = chart.dice.one_of((0, 0, 1, 1, 2, 3, 4, 6, 8))
        chart.book(chart.next_working_day(weeks * 7 + chart.dice.between(1, 4)))


def _fill(store: Store, team: Team, charts: tuple[Chart, ...], report: Progress) -> None:
    for number, chart in enumerate(charts):
        report(number, len(charts), "Writing the demo practice")
        with store.write(Entry("write demo patient", team.manager.id, chart.patient.id)) as work:
            for record in _in_order(chart.records):
                _save(work, record)
    report(len(charts), len(charts), "The demo practice is ready")


def _in_order(records: list[Record]) -> Iterator[Record]:
    """Patients first, then appointments, visits, plans: each after what it refers to."""
    order = (Patient, Appointment, Plan, Visit)
    for kind in order:
        yield from (record for record in records if isinstance(record, kind))
    yield from (record for record in records if not isinstance(record, order))


def _save(work: UnitOfWork, record: Record) -> None:
    shelves: dict[type[Record], Any] = {  # Any: one table over repositories of different records
        Patient: work.patients,
        Allergy: work.allergies,
        Condition: work.conditions,
        MedicationStatement: work.statements,
        Observation: work.observations,
        Intake: work.intakes,
        Plan: work.plans,
        Visit: work.visits,
        Appointment: work.appointments,
    }
    shelves[type(record)].save(record)
