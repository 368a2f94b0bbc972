"""The trend service: who may see the chart, and that it is the record's."""

from datetime import date, timedelta

import pytest

from medmanager.domain.errors import NotAllowed, NotFound
from medmanager.domain.side_effects import SideEffect
from medmanager.domain.trend.build import Span
from medmanager.domain.user import Role
from medmanager.domain.visit import SideEffectRating
from medmanager.services.trends import Trends
from tests.builders import (
    NOW,
    a_patient,
    a_plan,
    a_session,
    a_signed_plan,
    a_step,
    a_visit,
    an_item,
    keep,
    new_id,
    tablets,
)

TREMOR = SideEffect("tremor", "Tremor", "Do your hands shake?")


def test_that_the_chart_is_built_from_the_plan_in_force_and_the_visits() -> None:
    session = a_session()
    patient = a_patient()
    item = an_item("lithium", a_step(date(2026, 10, 1)))
    draft = a_plan(patient, an_item("lithium", a_step(date(2026, 10, 1), None, tablets("900"))), number=2)
    visit = a_visit(patient, session.user, effects=(SideEffectRating("tremor", 4),))
    keep(session, patient, a_signed_plan(patient, session.user, item), draft, visit)
    chart = Trends(session, (TREMOR,)).chart(patient.id, Span.SIX_WEEKS)
    assert [step.dose for lane in chart.lanes for step in lane.steps] == [50]
    assert [series.label for panel in chart.panels for series in panel.series] == ["Tremor"]


def test_that_another_patients_visits_are_not_in_the_chart() -> None:
    session = a_session()
    patient, other = a_patient(), a_patient(family_name="Quill")
    visit = a_visit(other, session.user, NOW - timedelta(days=7), effects=(SideEffectRating("tremor", 4),))
    keep(session, patient, other, visit)
    assert Trends(session).chart(patient.id).empty


def test_that_the_front_desk_sees_no_chart() -> None:
    session = a_session(Role.FRONT_DESK)
    patient = a_patient()
    keep(session, patient)
    with pytest.raises(NotAllowed):
        Trends(session).page(patient.id)


def test_that_an_unknown_patient_is_not_an_empty_chart() -> None:
    with pytest.raises(NotFound):
        Trends(a_session()).chart(new_id())
