"""The plan beside a note: draft or plan in force while it is written, that of the visit once it is signed."""

from dataclasses import replace
from datetime import timedelta

from medmanager.domain.plan.plan import stop
from tests.builders import NOW, TODAY, a_signed_plan, a_step, keep, tablets
from tests.plan_services import SEPTEMBER
from tests.presenters.test_visits_presenter import TOMORROW, with_plan_draft
from tests.presenters.visits_bench import Bench, a_chart


def test_that_the_plan_in_force_says_what_is_taken_and_what_comes_next() -> None:
    chart = a_chart()
    coming = replace(
        chart.sertraline, steps=(a_step(SEPTEMBER, TODAY), a_step(TOMORROW, None, tablets("75")))
    )
    ending = stop(chart.lithium, TOMORROW, "kidneys")
    keep(chart.services.session, replace(chart.signed, items=(coming, ending)))
    bench = Bench(chart)
    bench.presenter.begin()
    assert (bench.page.plan.title, bench.page.plan.state) == ("Plan 6", "in force")
    assert [(row.name, row.words) for row in bench.page.plan.changes] == [
        ("sertraline", "50\u00a0mg, then 75\u00a0mg from Nov 24"),
        ("lithium carbonate", "900\u00a0mg, stop Nov 24"),
    ]


def test_that_beside_a_signed_note_stands_the_plan_of_that_visit() -> None:
    chart = a_chart()
    before = replace(chart.sertraline, steps=(a_step(SEPTEMBER, None, tablets("25")),))
    earlier = a_signed_plan(
        chart.patient, chart.services.session.user, before, number=5, signed_at=NOW - timedelta(days=60)
    )
    keep(chart.services.session, earlier)
    chart.begin()
    bench = Bench(chart)
    bench.presenter.load()
    plan = bench.page.plan
    assert (plan.title, plan.state, plan.is_checked) == ("Plan 5", "in force then", False)
    assert plan.opens_another, "the plan tab shows the plan of today"
    assert [(row.name, row.words) for row in plan.changes] == [("sertraline", "25\u00a0mg")]
    bench.presenter.begin()
    plan = bench.page.plan
    assert (plan.title, plan.state, plan.is_checked) == ("Plan 7", "draft", True)
    assert not plan.opens_another


def test_that_a_visit_before_the_first_plan_has_none_beside_it() -> None:
    bench = Bench(a_chart())
    bench.presenter.load()
    plan = bench.page.plan
    assert (plan.title, plan.empty) == ("No plan then", "There was no medication plan at this visit.")


def test_that_a_signed_note_names_the_plan_that_was_signed_with_it() -> None:
    bench = with_plan_draft()
    bench.presenter.signing.ask_signature()
    bench.presenter.signing.sign(True, "rash")
    (told,) = (part.lines for part in bench.page.note if part.title == "Plan")
    assert told == ("Plan 7 was signed at this visit.",)
