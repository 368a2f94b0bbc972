"""The summary: today's plan, worries, scores with their direction, what is due, and what is not known."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.errors import NotAllowed
from medmanager.domain.history import Measure, MedicationStatement, Observation, TakingStatus
from medmanager.domain.intake import Answer, Intake
from medmanager.domain.patient import Patient
from medmanager.domain.plan.dose import Slot
from medmanager.domain.plan.plan import FollowUp, MonitoringItem, PlanItem, stop
from medmanager.domain.side_effects import SideEffect
from medmanager.domain.summary import PatientSummary, Reading, WorryKind
from medmanager.domain.user import Role
from medmanager.domain.visit import (
    CostConcern,
    PatientQuestion,
    ScaleResult,
    SideEffectRating,
    Visit,
    Vital,
)
from medmanager.services.session import Session
from medmanager.services.summary import Summary
from tests.builders import (
    NOW,
    TODAY,
    a_patient,
    a_session,
    a_signed_plan,
    a_step,
    a_visit,
    an_appointment,
    an_item,
    keep,
    new_id,
    tablets,
)
from tests.shelf import SHELF

EFFECTS = (SideEffect("tremor", "Tremor", "?"), SideEffect("sleepy", "Sleepiness", "?"))
YESTERDAY = TODAY - timedelta(days=1)


def a_desk(role: Role = Role.PROVIDER) -> tuple[Session, Patient]:
    session, patient = a_session(role), a_patient()
    keep(session, patient)
    return session, patient


def told(session: Session, patient: Patient) -> PatientSummary:
    return Summary(session, EFFECTS, SHELF).of(patient.id)


def seen(session: Session, patient: Patient, days_ago: int, **said: object) -> Visit:
    visit = a_visit(patient, session.user, NOW - timedelta(days=days_ago), **said)
    keep(session, visit)
    return visit


def reading(summary: PatientSummary, label: str) -> Reading:
    return next(one for one in summary.readings if one.label == label)


def planned(session: Session, patient: Patient, *items: PlanItem) -> None:
    keep(session, a_signed_plan(patient, session.user, *items))


def test_that_an_empty_chart_gives_an_empty_page_and_claims_nothing() -> None:
    summary = told(*a_desk())
    assert (summary.plan, summary.lines, summary.worries, summary.due) == (None, (), (), ())
    assert (summary.readings, summary.last_visit) == ((), None)
    assert (summary.next_visit.booked, summary.next_visit.proposed) == (None, None)


def test_that_a_line_tells_todays_dose_and_its_next_step() -> None:
    session, patient = a_desk()
    steps = (
        a_step(TODAY - timedelta(days=5), TODAY, tablets("50", Slot.MORNING, "2")),
        a_step(TODAY + timedelta(days=1), TODAY + timedelta(days=40), tablets("25", Slot.MORNING, "3")),
    )
    planned(session, patient, an_item("sertraline", *steps))
    line = told(session, patient).lines[0]
    assert line.today is not None
    assert line.today.daily_dose == Decimal(100)
    assert line.following is not None
    assert (line.following.start, line.following.daily_dose) == (TODAY + timedelta(days=1), Decimal(75))
    assert line.last_day == TODAY + timedelta(days=40)


def test_that_a_stopped_line_leaves_the_page_and_the_others_keep_their_numbers() -> None:
    session, patient = a_desk()
    started = a_step(TODAY - timedelta(days=9), None)
    gone = stop(an_item("sertraline", started), YESTERDAY, "nausea")
    planned(session, patient, gone, an_item("lithium", started))
    lines = told(session, patient).lines
    assert [(line.item.medicine.generic, line.number) for line in lines] == [("lithium", 2)]


def test_that_an_open_question_is_carried_from_the_visit_where_it_was_asked() -> None:
    session, patient = a_desk()
    seen(session, patient, 40, questions=(PatientQuestion("Will the shaking stop?"),))
    seen(
        session,
        patient,
        10,
        questions=(PatientQuestion("will the shaking stop?"), PatientQuestion("Why?", "So.")),
    )
    worry = told(session, patient).worries
    assert [(one.kind, one.since) for one in worry] == [(WorryKind.QUESTION, date(2026, 10, 14))]


def test_that_a_question_answered_later_is_no_longer_open() -> None:
    session, patient = a_desk()
    seen(session, patient, 40, questions=(PatientQuestion("Will the shaking stop?"),))
    seen(
        session,
        patient,
        10,
        questions=(PatientQuestion("Will the shaking stop?", "Yes, with a lower dose."),),
    )
    assert not told(session, patient).worries


def test_that_a_settled_cost_is_gone_and_an_open_one_names_its_medicine() -> None:
    session, patient = a_desk()
    item = an_item("quetiapine")
    planned(session, patient, item)
    concerns = (CostConcern("the tablets", Decimal(42), item.line_id), CostConcern("the bus", settled=True))
    seen(session, patient, 10, costs=concerns)
    worry = told(session, patient).worries
    assert [(one.kind, one.medicine, one.monthly) for one in worry] == [
        (WorryKind.COST, "quetiapine", Decimal(42))
    ]


def test_that_a_cost_settled_for_one_medicine_stays_open_for_another() -> None:
    session, patient = a_desk()
    items = [an_item(name, cost_concern="too much") for name in ("quetiapine", "lithium")]
    planned(session, patient, *items)
    assert {one.medicine for one in told(session, patient).worries} == {"quetiapine", "lithium"}
    seen(session, patient, 0, costs=(CostConcern("too much", None, items[0].line_id, settled=True),))
    assert [one.medicine for one in told(session, patient).worries] == ["lithium"]


def test_that_the_cost_worry_of_the_intake_stands_until_a_visit_takes_it_up() -> None:
    session, patient = a_desk()
    answers = (Answer("cost_worry", "yes"), Answer("cost_words", "no insurance"), Answer("cost_most", "40"))
    keep(session, Intake(new_id(), patient.id, session.user.id, NOW, "1", answers=answers))
    assert [one.text for one in told(session, patient).worries] == ["no insurance (can pay 40 a month)"]
    seen(session, patient, 0, costs=(CostConcern("no insurance", settled=True),))
    assert not told(session, patient).worries


def test_that_scores_and_side_effects_come_with_their_direction() -> None:
    session, patient = a_desk()
    for days, score, tremor, weight in ((40, 11, 3, "70"), (10, 9, 5, "71.5")):
        seen(
            session,
            patient,
            days,
            scales=(ScaleResult("PHQ-9", total=score),),
            effects=(SideEffectRating("tremor", tremor), SideEffectRating("sleepy", 0)),
            vitals=(Vital(Measure.WEIGHT, Decimal(weight)),),
        )
    summary = told(session, patient)
    assert [one.label for one in summary.readings] == ["PHQ-9", "Tremor", "weight"]
    assert reading(summary, "PHQ-9").change == Decimal(-2)
    assert reading(summary, "Tremor").change == Decimal(2)
    assert reading(summary, "weight").change == Decimal("1.5")
    assert not reading(summary, "weight").less_is_better


def test_that_not_asked_is_not_taken_for_zero() -> None:
    session, patient = a_desk()
    seen(session, patient, 40, effects=(SideEffectRating("tremor", 3),))
    seen(session, patient, 10, effects=(SideEffectRating("tremor", None),))
    assert reading(told(session, patient), "Tremor").last.value == Decimal(3)


def test_that_a_side_effect_that_went_away_is_shown_once_more_and_then_not() -> None:
    session, patient = a_desk()
    seen(session, patient, 40, effects=(SideEffectRating("tremor", 3),))
    seen(session, patient, 10, effects=(SideEffectRating("tremor", 0),))
    assert reading(told(session, patient), "Tremor").change == Decimal(-3)
    seen(session, patient, 5, effects=(SideEffectRating("tremor", 0),))
    assert not told(session, patient).readings


def test_that_imported_scores_join_those_of_the_visits() -> None:
    session, patient = a_desk()
    keep(session, Observation(new_id(), patient.id, Measure.PHQ9, Decimal(15), NOW - timedelta(days=90)))
    seen(session, patient, 10, scales=(ScaleResult("PHQ-9", total=9),))
    assert [point.value for point in reading(told(session, patient), "PHQ-9").points] == [15, 9]


def test_that_a_superseded_measurement_is_not_shown() -> None:
    session, patient = a_desk()
    wrong = Observation(new_id(), patient.id, Measure.WEIGHT, Decimal(171), NOW - timedelta(days=3))
    right = Observation(
        new_id(), patient.id, Measure.WEIGHT, Decimal(71), NOW - timedelta(days=3), supersedes=wrong.id
    )
    keep(session, right, wrong)
    assert [point.value for point in reading(told(session, patient), "weight").points] == [Decimal(71)]


def test_that_due_tests_come_overdue_first_and_done_ones_not_at_all() -> None:
    session, patient = a_desk()
    entries = (
        MonitoringItem("Lithium level", TODAY + timedelta(days=60), "every 3 months"),
        MonitoringItem("ECG", TODAY - timedelta(days=7), "dose above 300 mg"),
        MonitoringItem("TSH", TODAY - timedelta(days=90), "yearly", done_on=TODAY - timedelta(days=80)),
    )
    planned(session, patient, an_item("lithium", monitoring=entries))
    assert [due.entry.measure for due in told(session, patient).due] == ["ECG", "Lithium level"]


def test_that_a_booked_visit_is_told_and_otherwise_the_plans_proposal() -> None:
    session, patient = a_desk()
    planned(session, patient, an_item("sertraline", a_step(TODAY - timedelta(days=60), None)))
    proposed = told(session, patient).next_visit.proposed
    assert proposed is not None
    assert proposed.on > TODAY
    booked = an_appointment(patient, session.user, NOW + timedelta(days=11))
    keep(session, booked)
    following = told(session, patient).next_visit
    assert (following.booked, following.proposed) == (booked, None)
    assert following.starts is not None
    assert (following.starts.hour, following.provider) == (10, "Dr. Amara Osei")


def test_that_medicines_from_elsewhere_are_told_beside_the_plan() -> None:
    session, patient = a_desk()
    taken = MedicationStatement(new_id(), patient.id, "ibuprofen", status=TakingStatus.TAKING)
    stopped = MedicationStatement(new_id(), patient.id, "fluoxetine", status=TakingStatus.STOPPED)
    keep(session, taken, stopped)
    assert told(session, patient).elsewhere == (taken,)


def test_that_the_last_visit_says_who_and_whether_it_is_signed() -> None:
    session, patient = a_desk()
    visit = seen(session, patient, 21, since_last="Mood better.")
    last = told(session, patient).last_visit
    assert last is not None
    assert (last.id, last.on, last.author, last.words) == (
        visit.id,
        date(2026, 11, 2),
        "Dr. Amara Osei",
        "Mood better.",
    )
    assert not last.is_signed
    assert told(session, patient).draft_visit == visit.id


def test_that_the_front_desk_gets_no_summary() -> None:
    session, patient = a_desk(Role.FRONT_DESK)
    with pytest.raises(NotAllowed):
        told(session, patient)


def test_that_a_result_of_today_counts_before_the_plan_is_signed_again() -> None:
    session, patient = a_session(), a_patient()
    asked = MonitoringItem(
        "lithium level", TODAY, "a week after the start", None, "lithium-level", 7, "a source"
    )
    item = an_item("lithium carbonate", a_step(TODAY - timedelta(days=7)), monitoring=(asked,))
    keep(session, patient, a_signed_plan(patient, session.user, item, version=1))
    shown = Summary(session, EFFECTS, SHELF)
    assert TODAY in [due.entry.due for due in shown.of(patient.id).due]
    keep(session, Observation(new_id(), patient.id, Measure.LITHIUM, Decimal("0.6"), NOW, version=1))
    assert TODAY not in [due.entry.due for due in shown.of(patient.id).due]


def test_that_four_weeks_are_counted_from_the_practices_own_day_of_signing() -> None:
    """Nine in the evening of Nov 2 in New York is Nov 3 in UTC."""
    session, patient = a_desk()
    long_ago = an_item("lithium", a_step(TODAY - timedelta(days=200)))
    evening = datetime(2026, 11, 3, 2, tzinfo=UTC)
    keep(session, a_signed_plan(patient, session.user, long_ago, signed_at=evening))
    proposed = told(session, patient).next_visit.proposed
    assert proposed is not None
    assert proposed.on == date(2026, 11, 30)


def test_that_a_visit_on_the_day_after_an_evening_signature_was_not_missed() -> None:
    session, patient = a_desk()
    named = FollowUp(date(2026, 11, 3), "lithium level")
    long_ago = an_item("lithium", a_step(TODAY - timedelta(days=200)))
    evening = datetime(2026, 11, 3, 2, tzinfo=UTC)
    keep(session, a_signed_plan(patient, session.user, long_ago, signed_at=evening, follow_up=named))
    keep(session, a_visit(patient, session.user, datetime(2026, 11, 3, 15, tzinfo=UTC)))
    proposed = told(session, patient).next_visit.proposed
    assert proposed is not None
    assert proposed.why == "four weeks after the last visit"
