"""What a line says of doses not taken each day, of ranges, of a twin in another form, of days missed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from medmanager.domain.knowledge.proposals import RequestKind
from medmanager.domain.plan.book import Pause
from medmanager.domain.plan.dose import Form
from medmanager.domain.plan.plan import Stopped
from medmanager.domain.trend.doses import build_lanes
from tests.builders import TODAY, a_patient, a_plan, a_step, an_item, tablets
from tests.plan_services import SEPTEMBER
from tests.presenters.plan_bench import begun
from tests.presenters.test_plan_proposing import Bench
from tests.presenters.typed_lines import a_form, dose, needed_form, read
from ui.screens.plan.page import StepRow

DAY = timedelta(days=1)


def test_that_a_dose_of_every_four_weeks_is_not_told_as_one_of_each_day() -> None:
    bench = begun()
    chart = bench.chart
    monthly = a_step(TODAY, None, tablets("234"), every_days=28)
    chart.services.plans.keep_line(chart.draft, an_item("paliperidone", monthly, form=Form.INJECTION))
    bench.presenter.load()
    last = [row for row in bench.face.page.rows if isinstance(row, StepRow)][-1]
    assert (last.cells[8], last.rhythm) == ("234\u00a0mg", "every 28 days")


def test_that_the_editor_says_how_often_beside_the_sum_too() -> None:
    row = replace(dose("Nov 24", "", "234 mg", "1"), every="28")
    found = read(a_form(row, form=Form.INJECTION.value)).rows[0]
    assert (found.each_day, found.rhythm) == ("234\u00a0mg", "every 28 days")


@pytest.mark.parametrize(
    ("field", "text"), [("needed_strength", "25-50 mg"), ("needed_count", "1-2"), ("needed_most", "2 to 4")]
)
def test_that_a_range_of_an_as_needed_dose_is_told_how_to_be_written(field: str, text: str) -> None:
    told = read(needed_form(**{field: text})).problems[field]
    assert "one amount" in told
    assert "hours between doses" in told
    assert "dated steps" not in told


def test_that_two_lanes_of_one_drug_are_told_apart_by_their_forms() -> None:
    step = a_step(SEPTEMBER)
    forms = (Form.CAPSULE, Form.LIQUID)
    plan = a_plan(
        a_patient(), *(an_item("fluoxetine", step, form=form) for form in forms), an_item("lithium", step)
    )
    lanes = build_lanes(plan, SEPTEMBER, TODAY, TODAY)
    assert [lane.label for lane in lanes] == ["fluoxetine, capsule", "fluoxetine, liquid", "lithium"]


def test_that_the_days_missed_after_a_stop_stand_there_and_say_where_they_come_from() -> None:
    bench = Bench()
    line, other = bench.chart.sertraline, bench.chart.lithium
    plans = bench.chart.services.plans
    plans.stop(bench.draft, line.line_id, Stopped(TODAY, "well"))
    bench.desk.load()
    bench.presenter.begin(RequestKind.TAPER, other.line_id)
    basis, typed = bench.face.basis, bench.face.typed
    assert basis is not None
    restart = basis.turned(replace(typed, line_id=line.line_id), RequestKind.RESTART)
    assert restart.missed == "1"
    assert basis.missed_note(restart) == "From the plan: last dose Sun, Nov 22."
    by_hand = replace(restart, missed="3")
    assert basis.turned(by_hand, RequestKind.RESTART).missed == "3"
    assert basis.missed_note(replace(restart, line_id=other.line_id)) == ""


def test_that_the_days_of_a_pause_are_known_and_those_of_another_line_replace_them() -> None:
    bench = Bench()
    line, other = bench.chart.sertraline, bench.chart.lithium
    bench.chart.services.plans.pause(bench.draft, line.line_id, Pause(TODAY, None, "rash"))
    bench.desk.load()
    bench.presenter.begin(RequestKind.RESTART, line.line_id)
    typed, basis = bench.face.typed, bench.face.basis
    assert basis is not None
    assert typed.missed == "1"
    assert basis.chosen(typed, replace(typed, line_id=other.line_id)).missed == ""
    assert date(2026, 11, 22) == TODAY - DAY
