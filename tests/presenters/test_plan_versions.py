"""Where a dose came from in one glance, and who made a version, when and why."""

from dataclasses import replace
from datetime import date, timedelta

from medmanager.domain.plan.dose import Form
from medmanager.domain.plan.plan import PlanItem
from tests.builders import TODAY, a_signed_plan, a_step, an_item, keep, tablets
from tests.presenters.plan_bench import begun

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
DAY = timedelta(days=1)
NB = "\u00a0"


def test_that_a_line_tells_its_dose_and_the_one_before_with_the_reason() -> None:
    bench = begun()
    chart = bench.chart
    steps = (
        a_step(SEPTEMBER, OCTOBER - DAY),
        a_step(OCTOBER, None, tablets("100"), reason="partial response"),
    )
    raised = replace(chart.sertraline, steps=steps)
    signer = chart.services.session.user
    newer = a_signed_plan(chart.patient, signer, raised, chart.lithium, number=7, version=1)
    keep(chart.services.session, newer)
    bench.presenter.choose_version(newer.id)
    bench.presenter.load()
    told = dict(bench.face.page.lineages)
    assert told[chart.sertraline.line_id] == f"100{NB}mg ← 50{NB}mg on Oct 1, because partial response"
    assert told[chart.lithium.line_id].startswith(f"900{NB}mg since Sep 1")


def test_that_the_history_of_a_line_shows_from_what_to_what() -> None:
    bench = begun()
    chart = bench.chart
    step = a_step(TODAY + DAY, None, tablets("75"), reason="low mood")
    chart.services.plans.change_dose(chart.draft, chart.sertraline.line_id, step)
    bench.presenter.load()
    bench.presenter.tell_history(chart.sertraline.line_id)
    assert [row.dose for row in bench.face.history] == [f"75{NB}mg ← 50{NB}mg", f"50{NB}mg"]


def test_that_a_comparison_says_who_made_each_version_and_why() -> None:
    bench = begun()
    bench.presenter.stop(bench.chart.sertraline.line_id, "tomorrow", "rash")
    bench.presenter.compare(bench.chart.signed.id, bench.chart.draft.id)
    sheet = bench.face.compared
    assert sheet is not None
    assert sheet.older_words == "Signed Nov 23, 2026 by Dr. Amara Osei"
    assert sheet.newer_words == "Draft by Dr. Amara Osei"


def told_of(newer: PlanItem) -> str:
    """The glance at a line in a version that was signed after plan 6."""
    bench = begun()
    signer = bench.chart.services.session.user
    line = replace(newer, line_id=bench.chart.sertraline.line_id, medicine=bench.chart.sertraline.medicine)
    plan = a_signed_plan(bench.chart.patient, signer, line, number=7, version=1, reason="as discussed")
    keep(bench.chart.services.session, plan)
    bench.presenter.choose_version(plan.id)
    bench.presenter.load()
    return dict(bench.face.page.lineages)[line.line_id]


def test_that_another_strength_for_the_same_dose_is_told_in_tablets() -> None:
    steps = (a_step(SEPTEMBER, OCTOBER - DAY), a_step(OCTOBER, None, tablets("25", number="2"), reason="x"))
    told = told_of(an_item("sertraline", *steps))
    assert told == f"morning 2{NB}×{NB}25{NB}mg ← morning 1{NB}×{NB}50{NB}mg on Oct 1, because x"


def test_that_a_dose_after_some_days_without_it_comes_from_none() -> None:
    steps = (a_step(SEPTEMBER, OCTOBER - DAY), a_step(OCTOBER + 9 * DAY, None, tablets("25"), reason="again"))
    told = told_of(an_item("sertraline", *steps))
    assert told == f"25{NB}mg ← none on Oct 10, because again"


def test_that_a_dose_that_is_held_goes_on() -> None:
    steps = (a_step(SEPTEMBER, OCTOBER - DAY), a_step(OCTOBER, None, reason="headache"))
    assert told_of(an_item("sertraline", *steps)) == f"50{NB}mg goes on from Oct 1, because headache"


def test_that_another_form_is_told_with_the_dose() -> None:
    told = told_of(an_item("sertraline", a_step(SEPTEMBER), form=Form.CAPSULE))
    assert told == f"50{NB}mg as capsule ← 50{NB}mg as tablet on Nov 23, because as discussed"
