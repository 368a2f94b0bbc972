"""The demo practice: believable, complete, and the same for the same seed."""

from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from medmanager.bootstrap import resources
from medmanager.demo.dice import Dice
from medmanager.demo.practice import make_practice
from medmanager.demo.story import Chart
from medmanager.demo.team import PASSWORD, TIME_ZONE, make_team
from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.diary.code import read_code
from medmanager.domain.diary.diary import DiarySheet, times_to_tick
from medmanager.domain.history import Measure, Observation
from medmanager.domain.intake import Intake
from medmanager.domain.intake_form import read_intake_form
from medmanager.domain.knowledge.side_effect_list import read_side_effects
from medmanager.domain.local_time import local_day
from medmanager.domain.patient import Patient
from medmanager.domain.plan.plan import Plan, PlanStatus
from medmanager.domain.record import Record
from medmanager.domain.user import Act
from medmanager.domain.visit import Visit
from medmanager.services.session import Session
from tests.builders import NOW, TODAY
from tests.demo.telling import told
from tests.fakes import FakeClock, FakeGate
from tests.shelf import the_base

R = TypeVar("R", bound=Record)
RESOURCES = resources()
NEW_YORK = ZoneInfo(TIME_ZONE)


def of(charts: tuple[Chart, ...], kind: type[R]) -> list[R]:
    return [record for chart in charts for record in chart.records if isinstance(record, kind)]


def test_that_there_are_at_least_forty_patients_and_all_are_marked_demo() -> None:
    patients = of(told(), Patient)
    assert len(patients) >= 40
    assert all(patient.demo for patient in patients)


def test_that_the_same_seed_gives_the_same_practice_and_another_seed_another() -> None:
    first, second, other = told(1), told(1), told(2)
    assert [chart.records for chart in first] == [chart.records for chart in second]
    assert [chart.records for chart in first] != [chart.records for chart in other]


def test_that_no_provider_is_in_two_places_at_once() -> None:
    booked = sorted(of(told(), Appointment), key=lambda one: (one.provider_id, one.start))
    for earlier, later in zip(booked, booked[1:], strict=False):
        assert earlier.provider_id != later.provider_id or earlier.end <= later.start


def test_that_every_signed_plan_is_numbered_without_a_gap() -> None:
    for chart in told():
        plans = [record for record in chart.records if isinstance(record, Plan)]
        assert [plan.number for plan in plans] == list(range(1, len(plans) + 1))
        assert all(plan.status is PlanStatus.SIGNED for plan in plans)


def test_that_some_diaries_are_back_whole_and_others_are_at_home() -> None:
    sheets = of(told(), DiarySheet)
    back = [sheet for sheet in sheets if sheet.typed]
    assert back
    assert len(back) < len(sheets)
    assert all(sheet.days_left == 0 for sheet in back)
    assert all(sheet.last_day >= TODAY for sheet in sheets if not sheet.typed)
    assert any(day.empty for sheet in back for day in sheet.standing), "somebody forgot a day"
    assert len({read_code(sheet.code).compact for sheet in sheets}) == len(sheets)
    for sheet in back:
        assert sheet.first_day > local_day(sheet.made_at, NEW_YORK)
        assert all(sheet.last_day < local_day(day.typed_at, NEW_YORK) <= TODAY for day in sheet.typed)


def test_that_a_diary_asks_for_what_the_plan_of_its_days_has() -> None:
    plans = {plan.id: plan for plan in of(told(), Plan)}
    for sheet in of(told(), DiarySheet):
        plan = plans[sheet.plan_id]
        assert (plan.number, plan.patient_id) == (sheet.plan_number, sheet.patient_id)
        assert sheet.slots == times_to_tick(plan, sheet.first_day)


def test_that_one_clinician_answers_for_the_alerts() -> None:
    owners = [user for user in make_team(Dice(1), TODAY).people if user.safety_owner]
    assert [user.may(Act.SEE_CHART) for user in owners] == [True]


def test_that_nothing_that_happened_lies_in_the_future() -> None:
    charts = told()
    assert all(visit.at <= NOW for visit in of(charts, Visit))
    assert all(observation.at <= NOW for observation in of(charts, Observation))
    assert all(plan.signed_at is not None and plan.signed_at.date() <= TODAY for plan in of(charts, Plan))


def test_that_visits_and_plans_of_a_chart_are_in_order_of_time() -> None:
    for chart in told():
        signed = [
            record.signed_at for record in chart.records if isinstance(record, Plan) and record.signed_at
        ]
        assert signed == sorted(signed)


@pytest.mark.parametrize(
    "generic",
    [
        "lithium carbonate",
        "clozapine",
        "paliperidone palmitate",
        "lorazepam",
        "lamotrigine",
        "methylphenidate",
        "venlafaxine",
        "mirtazapine",
    ],
)
def test_that_the_promised_stories_are_there(generic: str) -> None:
    assert any(item.medicine.generic == generic for plan in of(told(), Plan) for item in plan.items)


def test_that_lithium_has_levels_and_clozapine_has_counts() -> None:
    measured = {observation.measure for observation in of(told(), Observation)}
    assert {Measure.LITHIUM, Measure.ANC, Measure.SODIUM, Measure.PROLACTIN} <= measured


@pytest.mark.parametrize("day", range(7))
def test_that_it_can_be_made_on_any_day_of_the_week(day: int) -> None:
    assert len(told(now=NOW + timedelta(days=day))) >= 40


def test_that_it_can_be_made_on_a_leap_day_and_at_new_year() -> None:
    for now in (datetime(2028, 2, 29, 15, tzinfo=UTC), datetime(2027, 1, 1, 15, tzinfo=UTC)):
        assert len(told(now=now)) >= 40


def test_that_everybody_of_the_demo_can_sign_in() -> None:
    clock = FakeClock()
    gate = FakeGate(clock)
    steps: list[int] = []
    team = make_practice(gate, clock.now(), lambda done, of, text: steps.append(done))
    assert steps == sorted(steps)
    for user in team.people:
        assert Session(gate, clock).sign_in(user.login, PASSWORD).id == user.id


def test_that_every_medicine_of_the_demo_is_in_the_drug_list() -> None:
    names = the_base().names
    named = {item.medicine.generic for plan in of(told(), Plan) for item in plan.items}
    assert not [name for name in named if names.find(name).drug is None]


def test_that_every_side_effect_of_the_demo_is_on_the_checklist() -> None:
    known = {effect.code for effect in read_side_effects(RESOURCES / "knowledge" / "side_effects.json")}
    charts = told()
    rated = {rating.effect for visit in of(charts, Visit) for rating in visit.effects}
    watched = {code for plan in of(charts, Plan) for item in plan.items for code in item.watch}
    assert rated | watched <= known


def test_that_every_answer_of_the_demo_fits_the_intake_form() -> None:
    form = read_intake_form(RESOURCES / "forms" / "intake.json")
    asked = {question.key: question for section in form.sections for question in section.questions}
    for intake in of(told(), Intake):
        assert {progress.key for progress in intake.sections} <= {section.key for section in form.sections}
        for answer in intake.answers:
            choices = asked[answer.key].choices
            assert not choices or not answer.value or set(answer.value.split("; ")) <= set(choices), (
                answer.key
            )
