"""What is checked and drawn of a line while it is typed: its doses count before every word is there."""

from dataclasses import replace

import pytest

from medmanager.domain.plan.plan import Plan, PlanItem
from tests.plan_services import Chart, chart_services
from tests.presenters.plan_bench import begun
from tests.presenters.test_plan_line_presenter import Bench, filled
from ui.kit.safety.desk import TypedLine
from ui.screens.plan.line.fields import LineFields


@pytest.fixture
def told() -> tuple[Bench, list[TypedLine | None]]:
    chart = Chart(chart_services())
    chart.begin()
    bench, said = Bench(chart), list[TypedLine | None]()
    bench.lines.live = said.append
    return bench, said


def sertraline(plan: Plan) -> PlanItem:
    return next(item for item in plan.items if item.medicine.generic == "sertraline")


def with_last_strength(typed: LineFields, strength: str) -> LineFields:
    return replace(typed, rows=(*typed.rows[:-1], replace(typed.rows[-1], strength=strength)))


def test_that_a_changed_dose_is_checked_and_drawn_before_its_reason_is_written(
    told: tuple[Bench, list[TypedLine | None]],
) -> None:
    bench, said = told
    bench.lines.change_dose(sertraline(bench.chart.draft).line_id)
    bench.lines.typed(with_last_strength(bench.face.typed, "400 mg"))
    assert bench.face.reading is not None
    assert bench.face.reading.item is None, "without its reason it is not handed in"
    typed = said[-1]
    assert typed is not None
    assert typed.item is not None
    assert typed.item.steps[-1].daily_dose == 400
    assert bench.face.chart is not None
    assert "400" in str(bench.face.chart.lanes)


def test_that_a_new_dose_is_checked_before_it_is_written_what_it_is_for(
    told: tuple[Bench, list[TypedLine | None]],
) -> None:
    bench, said = told
    bench.lines.add("lamotrigine")
    bench.lines.typed(replace(filled(bench.face.typed), purpose=""))
    typed = said[-1]
    assert typed is not None
    assert typed.item is not None


def test_that_a_new_dose_that_cannot_be_read_is_named_where_a_signed_line_is_changed(
    told: tuple[Bench, list[TypedLine | None]],
) -> None:
    bench, said = told
    bench.lines.change_dose(sertraline(bench.chart.draft).line_id)
    bench.lines.typed(with_last_strength(bench.face.typed, "many"))
    assert said[-1] == TypedLine(None, unread="sertraline")


def test_that_the_panel_says_which_dose_was_not_checked_because_it_cannot_be_read() -> None:
    bench = begun()
    bench.presenter.check_typed(TypedLine(None, unread="sertraline"))
    assert bench.face.safety.unread == "sertraline"
    assert bench.face.safety.undosed == ()
    bench.presenter.check_typed(None)
    assert bench.face.safety.unread == ""
