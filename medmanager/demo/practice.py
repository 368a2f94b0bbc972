"""Makes the whole demo practice: the same people, ids and days for the same seed and the same today."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from medmanager.demo.cast import CAST, Role, Story
from medmanager.demo.diary import Diary
from medmanager.demo.dice import Dice
from medmanager.demo.home_diaries import bring_home_diaries
from medmanager.demo.notes import reviews
from medmanager.demo.story import Chart
from medmanager.demo.team import PASSWORD, SEED, Team, local, make_team
from medmanager.demo.told import Told
from medmanager.demo.workdays import is_workday
from medmanager.domain.audit import Entry
from medmanager.domain.calendar.appointment import Appointment, AppointmentMode, AppointmentState, ReasonCode
from medmanager.domain.diary.diary import DiarySheet
from medmanager.domain.history import MedicationStatement, Observation
from medmanager.domain.ids import AppointmentId, VisitId
from medmanager.domain.intake import Intake
from medmanager.domain.patient import Allergy, Condition, Patient
from medmanager.domain.plan.plan import Plan
from medmanager.domain.record import Record
from medmanager.domain.visit import Response, Visit
from medmanager.services.ports import Gate, Progress, Store, UnitOfWork

OPENED_DAYS_AGO = 800
TODAY_SHARE = 2
"""Every so many patients may be seen today."""
REST_DAYS = 10
APART_DAYS = 9
"""So far apart two visits to come lie at least, even when a holiday moves one by two days."""
_SHORT = (
    (ReasonCode.STEP_CHECK, "how the last step goes"),
    (ReasonCode.LABS, "weight and blood pressure"),
    (ReasonCode.OTHER, "form for the employer"),
    (ReasonCode.OTHER, "pharmacy and refills"),
)
"""Why people come for a quarter of an hour."""

_THIS_MORNING = (
    "Nothing new since the last visit.",
    "About the same; sleeps well.",
    "A full month at work, no new worries.",
)


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
    house = _House(team, dice, Diary(), today)
    told: Counter[Story] = Counter()
    charts = []
    for role in CAST:
        charts.append(_tell(role, told[role.story], house))
        told[role.story] += 1
    for number, chart in enumerate(charts):
        if is_workday(today) and (chart.due_today or (number % TODAY_SHARE == 0 and _may_come(chart))):
            _see_today(chart, house.diary, now)
    for chart in charts:
        _look_in_between(chart)
    bring_home_diaries(tuple(charts), team.ferreira)
    return tuple(charts)


class _House(NamedTuple):
    """What all stories of one practice share."""

    team: Team
    dice: Dice
    diary: Diary
    today: date


def _tell(role: Role, telling: int, house: _House) -> Chart:
    chart = Chart(
        role.person,
        house.team,
        {user.login: user for user in house.team.people}[role.provider],
        house.dice.fork(role.name),
        house.diary,
        house.today,
        role.first_week,
        role.lag,
        telling,
        house.today.weekday() if role.is_regular else None,
    )
    role.story(chart)
    return chart


def _may_come(chart: Chart) -> bool:
    """Nobody comes who was here a few days ago or is booked for one of the next days."""
    seen = [record.at.date() for record in chart.records if isinstance(record, Visit)]
    near = {chart.today + timedelta(days=day) for day in range(-REST_DAYS, REST_DAYS)}
    return bool(chart.plans) and not near & {*seen, *chart.booked_days}


def _look_in_between(chart: Chart) -> None:
    """The short appointments that fill a week: a step, a pressure, a form."""
    if _may_come(chart) and chart.dice.chance(85):
        reason, why = chart.dice.one_of(_SHORT)
        day = chart.today + timedelta(days=chart.dice.between(1, REST_DAYS))
        if all(abs(day - other) > timedelta(days=APART_DAYS) for other in chart.booked_days):
            chart.book(day, reason, why, 15)


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
        chart.due_today or (ReasonCode.FOLLOW_UP if chart.plans else ReasonCode.NEW_PATIENT),
        state=_state_at(start, now, chart.dice),
        mode=AppointmentMode.VIDEO
        if not chart.due_today and chart.dice.chance(20)
        else AppointmentMode.CLINIC,
    )
    chart.records.append(booked)
    if booked.state is AppointmentState.DONE:
        _write_note(chart, booked)


def _write_note(chart: Chart, booked: Appointment) -> None:
    """What was written this morning; some notes still wait for their signature."""
    last = max((one for one in chart.records if isinstance(one, Visit)), key=lambda one: one.at)
    visit = Visit(
        VisitId(chart.dice.id_at(booked.start)),
        chart.patient.id,
        booked.start,
        chart.provider.id,
        appointment_id=booked.id,
        since_last=chart.dice.one_of(_THIS_MORNING),
        response=Response.SAME,
        effects=last.effects,
        lines=reviews(Told("", Response.SAME, missed=0), chart.items, chart.today),
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
        DiarySheet: work.diaries,
    }
    shelves[type(record)].save(record)
