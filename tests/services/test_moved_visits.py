"""The next visit of a plan belongs to a step: it goes with the step when that is moved, and is never lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from medmanager.domain.plan.book import Hold
from medmanager.domain.plan.plan import FollowUp, Plan, PlanItem
from tests.builders import TODAY, a_step, tablets
from tests.plan_services import SEPTEMBER, Chart, chart_services
from tests.presenters.plan_bench import Bench

DAY = timedelta(days=1)
STEP = date(2026, 12, 10)
WHY = "before the sertraline step of Dec 10"


@pytest.fixture
def bench() -> Bench:
    """Sertraline 50 mg, in the draft 75 mg from December 10."""
    bench = Bench(Chart(chart_services()))
    chart = bench.chart
    bench.presenter.begin()
    more = a_step(STEP, None, tablets("75"), reason="more")
    chart.services.plans.keep_line(chart.draft, stepping(chart.sertraline, more.start))
    bench.presenter.load()
    return bench


def stepping(line: PlanItem, start: date) -> PlanItem:
    first = a_step(SEPTEMBER, start - DAY)
    return replace(line, steps=(first, a_step(start, None, tablets("75"), reason="more")))


def visit_of(plan: Plan) -> FollowUp:
    assert plan.follow_up is not None
    return plan.follow_up


def use_proposal(bench: Bench) -> None:
    shown = bench.face.page.visit
    assert shown.proposed
    bench.presenter.set_follow_up(shown.on, shown.why)


def test_that_the_proposed_day_keeps_the_step_it_was_proposed_for(bench: Bench) -> None:
    use_proposal(bench)
    kept, line = visit_of(bench.chart.draft), bench.chart.sertraline.line_id
    assert (kept.on, kept.why) == (date(2026, 12, 8), WHY)
    assert (kept.line_id, kept.step, kept.step_on) == (line, 2, STEP)


def test_that_the_next_visit_goes_with_a_step_that_is_moved(bench: Bench) -> None:
    use_proposal(bench)
    chart = bench.chart
    chart.services.plans.hold(chart.draft, chart.sertraline.line_id, Hold(14, "nausea"))
    moved = visit_of(chart.draft)
    assert (moved.on, moved.step_on) == (date(2026, 12, 22), STEP + 14 * DAY)
    assert moved.why == "before the sertraline step of Dec 24"


def test_that_a_visit_of_a_step_of_the_list_goes_with_it_too(bench: Bench) -> None:
    row = bench.face.page.step_visits[0]
    bench.presenter.set_follow_up(row.on, row.why)
    chart = bench.chart
    chart.services.plans.keep_line(chart.draft, stepping(chart.sertraline, STEP + 7 * DAY))
    moved = visit_of(chart.draft)
    assert (moved.on, moved.why) == (date(2026, 12, 15), "2 days before step 2 of sertraline on Dec 17")


def test_that_a_day_of_ones_own_stays_when_a_step_is_moved(bench: Bench) -> None:
    bench.presenter.set_follow_up(date(2026, 12, 4), "talk with her mother")
    chart = bench.chart
    chart.services.plans.keep_line(chart.draft, stepping(chart.sertraline, STEP + 7 * DAY))
    assert visit_of(chart.draft).on == date(2026, 12, 4)


def test_that_a_next_visit_whose_step_is_taken_out_stays_and_is_told(bench: Bench) -> None:
    use_proposal(bench)
    chart = bench.chart
    only = replace(chart.sertraline, steps=(a_step(SEPTEMBER, None),))
    chart.services.plans.keep_line(chart.draft, only)
    assert visit_of(chart.draft).on == date(2026, 12, 8)
    bench.presenter.load()
    assert any("is no longer planned" in told for told in bench.face.page.visit_warnings)


def test_that_a_move_is_undone_with_its_visit(bench: Bench) -> None:
    use_proposal(bench)
    chart = bench.chart
    before = chart.draft
    chart.services.plans.hold(before, chart.sertraline.line_id, Hold(14, "nausea"))
    back = replace(before, version=chart.draft.version)
    chart.services.plans.save(back)
    assert visit_of(chart.draft).on == date(2026, 12, 8)
    assert visit_of(chart.draft).step_on == STEP > TODAY
