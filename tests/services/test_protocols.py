"""Protocols and favourites: found first, kept by those who may sign, given out as lines to be read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from medmanager.domain.errors import NotAllowed, Refused
from medmanager.domain.ids import PlanId
from medmanager.domain.plan.dose import Slot
from medmanager.domain.plan.plan import Plan, PlanItem, PlanStatus, Supply
from medmanager.domain.plan.protocol import DoseProtocol
from medmanager.domain.plan.protocol_shelf import Found
from medmanager.domain.user import Role
from tests.builders import TODAY, a_step, new_id, tablets
from tests.plan_services import Chart, a_line, chart_services
from tests.shelf import the_base


def rising() -> PlanItem:
    line = a_line(
        "sertraline",
        a_step(TODAY, TODAY + timedelta(days=6), tablets("25"), reason="about one patient"),
        a_step(TODAY + timedelta(days=7), None, tablets("50", Slot.MORNING, "2")),
    )
    return replace(
        line,
        cost_concern="copay",
        question="Coffee?",
        adherence="forgets",
        supply=Supply(30, 2),
        watch=("nausea",),
    )


@pytest.fixture
def chart() -> Chart:
    return Chart(chart_services())


def kept(chart: Chart, name: str = "Slow sertraline") -> DoseProtocol:
    chart.services.protocols.keep(name, rising())
    return chart.services.protocols.shelf().protocols[0]


def find(chart: Chart, typed: str) -> Found:
    protocols = chart.services.protocols
    return protocols.find(typed, protocols.shelf())


def test_that_a_protocol_gives_the_steps_again_from_today_without_what_was_one_patients(chart: Chart) -> None:
    protocol = kept(chart)
    chart.services.clock.advance(timedelta(days=10))
    begun = chart.services.protocols.line(protocol)
    first = TODAY + timedelta(days=10)
    assert [(step.start, step.end, int(step.daily_dose)) for step in begun.item.steps] == [
        (first, first + timedelta(days=6), 25),
        (first + timedelta(days=7), None, 100),
    ]
    assert begun.item.supply == Supply(30, 2)
    assert begun.item.watch == ("nausea",)
    assert (begun.item.cost_concern, begun.item.question, begun.item.adherence) == ("", "", "")
    assert not any(step.reason for step in begun.item.steps)
    assert "Slow sertraline" in begun.origin
    assert "last changed November 23, 2026 by" in begun.origin
    assert chart.services.plans.draft(chart.patient.id) is None


def test_that_a_name_is_taken_once_unless_the_old_one_is_replaced(chart: Chart) -> None:
    first = kept(chart)
    protocols = chart.services.protocols
    with pytest.raises(Refused, match="of that name"):
        protocols.keep("slow SERTRALINE", rising())
    protocols.keep("Slow sertraline", replace(rising(), directions="Take with food."), instead=True)
    (only,) = protocols.shelf().protocols
    assert (only.id, only.directions) == (first.id, "Take with food.")


def test_that_a_protocol_is_renamed_and_retired_and_taken_back(chart: Chart) -> None:
    protocols = chart.services.protocols
    protocols.rename(kept(chart), "Gentle sertraline")
    renamed = protocols.shelf().protocols[0]
    assert renamed.name == "Gentle sertraline"
    protocols.retire(renamed)
    assert protocols.shelf().protocols == ()
    with pytest.raises(Refused, match="retired"):
        protocols.line(renamed)
    protocols.take_back(renamed.id)
    (back,) = protocols.shelf().protocols
    with pytest.raises(Refused, match="Write a name"):
        protocols.rename(back, "  ")


@pytest.mark.parametrize("role", [Role.NURSE_PRACTITIONER])
def test_that_only_those_who_may_sign_change_a_protocol(role: Role) -> None:
    chart = Chart(chart_services(role))
    with pytest.raises(NotAllowed):
        chart.services.protocols.keep("Mine", rising())


def test_that_protocols_and_favourites_come_before_the_drug_list(chart: Chart) -> None:
    kept(chart)
    found = find(chart, "sert")
    assert [one.name for one in found.protocols] == ["Slow sertraline"]
    assert [one.name for one in found.starters] == ["Start sertraline"]
    assert [one.favourite.generic for one in found.favourites] == ["sertraline"]
    assert "sertraline" not in [drug.generic for drug in found.drugs]
    assert [one.name for one in find(chart, "zoloft").starters] == ["Start sertraline"]
    assert [one.name for one in find(chart, "start ser").protocols] == []
    assert [one.name for one in find(chart, "lamotrigine tit").starters] == [
        "Lamotrigine titration without valproate"
    ]


def test_that_a_favourite_named_by_its_generic_name_comes_before_one_named_by_a_brand(chart: Chart) -> None:
    chart.services.protocols.pin("quetiapine", pinned=True)
    assert [one.favourite.generic for one in find(chart, "").favourites][0] == "quetiapine"
    assert [one.favourite.generic for one in find(chart, "ser").favourites] == ["sertraline", "quetiapine"]
    assert [one.favourite.generic for one in find(chart, "sero").favourites] == ["quetiapine"]


def test_that_nothing_typed_shows_protocols_and_favourites_only(chart: Chart) -> None:
    found = find(chart, "")
    assert found.starters
    assert [one.favourite.generic for one in found.favourites] == ["lithium carbonate", "sertraline"]
    assert found.drugs == ()


def test_that_a_pinned_medicine_comes_first_for_its_person(chart: Chart) -> None:
    chart.services.protocols.pin("lorazepam", pinned=True)
    chart.services.protocols.pin("lorazepam", pinned=True)
    favourites = find(chart, "").favourites
    assert [(one.favourite.generic, one.favourite.pinned) for one in favourites][0] == ("lorazepam", True)
    chart.services.protocols.pin("lorazepam", pinned=False)
    assert "lorazepam" not in [one.favourite.generic for one in find(chart, "").favourites]


def test_that_an_own_protocol_stands_in_for_the_shipped_one_of_its_name(chart: Chart) -> None:
    kept(chart, "start sertraline")
    assert "Start sertraline" not in [one.name for one in find(chart, "").starters]


def test_that_a_shipped_protocol_has_the_steps_of_the_knowledge_base_and_says_its_source(
    chart: Chart,
) -> None:
    plan = Plan(PlanId(new_id()), chart.patient.id, 1, PlanStatus.DRAFT)
    starter = next(one for one in find(chart, "").starters if one.key == "lamotrigine")
    begun = chart.services.protocols.starter_line(starter, plan)
    rule = next(one for one in the_base().tapers.titrations if one.id == "lamotrigine")
    doses = [(step.daily_dose, step.days) for step in begun.item.steps]
    assert doses == [*((one.daily_mg, one.days) for one in rule.steps), (rule.target_mg, None)]
    assert "knowledge base of" in begun.origin
    assert rule.evidence.text in begun.origin


def test_that_a_shipped_protocol_is_refused_where_this_patient_needs_other_steps(chart: Chart) -> None:
    starter = next(one for one in find(chart, "").starters if one.key == "lamotrigine")
    valproate = a_line("divalproex", a_step(TODAY - timedelta(days=60), None, tablets("500")))
    plan = Plan(PlanId(new_id()), chart.patient.id, 1, PlanStatus.DRAFT, (valproate,))
    with pytest.raises(Refused, match="other steps"):
        chart.services.protocols.starter_line(starter, plan)
