"""Two versions compared: whatever differs is named, whichever field of a line or of the plan it is."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from medmanager.domain.ids import UserId
from medmanager.domain.plan.book import PlanWords
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength, TabletCount
from medmanager.domain.plan.plan import (
    FollowUp,
    Medicine,
    MonitoringItem,
    Plan,
    PlanItem,
    SetAside,
    Stopped,
    Supply,
    stop,
)
from tests.builders import (
    NOW,
    TODAY,
    a_patient,
    a_plan,
    a_signed_plan,
    a_step,
    a_user,
    an_item,
    new_id,
    tablets,
)
from tests.presenters.plan_bench import begun
from ui.screens.plan.versions.sheets import CompareRow, compare_sheet

DAY = timedelta(days=1)
BEGUN, HELD, NEXT = date(2026, 9, 1), TODAY + 9 * DAY, TODAY + 10 * DAY
LONG = "Take it with a full glass of water and stay upright. " * 10
NEEDED = AsNeeded("panic", Strength(Decimal("0.5")), Decimal(1), 6, Decimal(2))
BASES = {
    "steps": an_item("sertraline", a_step(BEGUN, HELD, reason="begun"), a_step(NEXT, None, tablets("25"))),
    "long ago": an_item("sertraline", a_step(BEGUN, BEGUN + 9 * DAY), a_step(BEGUN + 10 * DAY, HELD)),
    "paused": an_item("sertraline", a_step(BEGUN, HELD), DoseStep(NEXT, None)),
    "as needed": an_item("lorazepam", DoseStep(BEGUN, HELD, as_needed=NEEDED), a_step(NEXT)),
    "stopped": stop(an_item("lithium", a_step(BEGUN)), NEXT, "tremor"),
    "stopped before": stop(an_item("lithium", a_step(BEGUN)), BEGUN + 9 * DAY, "tremor"),
    "long words": an_item("sertraline", a_step(BEGUN), directions=LONG, question=LONG),
}


def first_step(**changes: Any) -> Callable[[PlanItem], PlanItem]:
    def changed(item: PlanItem) -> PlanItem:
        return replace(item, steps=(replace(item.steps[0], **changes), *item.steps[1:]))

    return changed


def with_field(**changes: Any) -> Callable[[PlanItem], PlanItem]:
    return lambda item: replace(item, **changes)


def more(text: str) -> Callable[[PlanItem], PlanItem]:
    """One word more at the end of a field that may be long."""

    def changed(item: PlanItem) -> PlanItem:
        wanted: dict[str, Any] = {text: f"{getattr(item, text)} soon"}
        return replace(item, **wanted)

    return changed


def stopped_otherwise(item: PlanItem) -> PlanItem:
    if item.stopped is not None:
        return replace(item, stopped=Stopped(item.stopped.on, "rash"))
    return stop(item, HELD, "rash")


def one_step_less(item: PlanItem) -> PlanItem:
    kept = item.steps[:-1] or (replace(item.steps[0], tablets=()),)
    return replace(item, steps=kept)


def needed(**changes: Any) -> Callable[[PlanItem], PlanItem]:
    return first_step(tablets=(), as_needed=replace(NEEDED, **changes))


CHANGES: dict[str, Callable[[PlanItem], PlanItem]] = {
    "medicine": with_field(medicine=Medicine("sertraline", "Zoloft")),
    "form": with_field(form=Form.CAPSULE),
    "purpose": more("purpose"),
    "directions": more("directions"),
    "benefit": more("benefit"),
    "benefit_when": more("benefit_when"),
    "watch": with_field(watch=("tremor",)),
    "monitoring": with_field(monitoring=(MonitoringItem("lithium_level", HELD, "new dose"),)),
    "prescriber": more("prescriber"),
    "cost_concern": more("cost_concern"),
    "question": more("question"),
    "adherence": more("adherence"),
    "supply": with_field(supply=Supply(30, 1)),
    "stopped": stopped_otherwise,
    "set_aside": with_field(set_aside=(SetAside("ecg", "done elsewhere", UserId(new_id()), NOW),)),
    "steps": one_step_less,
    "tablets": first_step(tablets=(tablets("37.5"),), as_needed=None),
    "time of day": first_step(tablets=(tablets("50", Slot.BEDTIME),), as_needed=None),
    "other tablets, same dose": first_step(tablets=(tablets("25", number="2"),), as_needed=None),
    "a reason": first_step(reason="because of sleep"),
    "every other day": first_step(tablets=(tablets("50"),), as_needed=None, every_days=2),
    "start": first_step(start=BEGUN - DAY),
    "as needed instead": needed(count=Decimal("0.5")),
    "what for when needed": needed(reason="sleep"),
    "hours to wait": needed(wait_hours=8),
    "most in a day": needed(most_in_day=Decimal(3)),
}


def rows(before: Plan, after: Plan) -> list[CompareRow]:
    page = type("Page", (), {"versions": ()})()
    return [row for row in compare_sheet(page, before, after, TODAY).rows if named(row)]


def named(row: CompareRow) -> bool:
    assert all(one.before != one.after for one in row.details), "a detail that is the same is no difference"
    return row.before != row.after or bool(row.details)


def versions(before: PlanItem, after: PlanItem) -> tuple[Plan, Plan]:
    patient, signer = a_patient(), a_user()
    other = an_item("melatonin", a_step(BEGUN))
    old = a_signed_plan(patient, signer, before, other, number=1)
    return old, a_plan(patient, after, other, number=2, based_on=old.id)


def test_that_every_field_of_a_line_has_a_change_here() -> None:
    assert {field.name for field in fields(PlanItem)} - {"line_id"} <= set(CHANGES)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("what", CHANGES)
def test_that_one_change_of_a_line_is_named_and_nothing_else(what: str, base: str) -> None:
    before = BASES[base]
    after = CHANGES[what](before)
    old, new = versions(before, after)
    for pair in ((old, new), (new, old)):
        found = rows(*pair)
        assert len(found) == 1, "one line was changed"
        assert found[0].tone == "accent", "it stands out and comes first"
        assert found[0].name.casefold() != "melatonin"


@pytest.mark.parametrize("base", BASES)
def test_that_the_same_version_differs_in_nothing(base: str) -> None:
    old, new = versions(BASES[base], BASES[base])
    assert rows(old, new) == []
    assert rows(old, old) == []


def test_that_a_line_that_is_gone_is_named_also_when_it_was_over() -> None:
    old, new = versions(BASES["stopped before"], BASES["steps"])
    without = replace(new, items=new.items[1:])
    assert [(row.name.casefold(), row.after) for row in rows(old, without)] == [("lithium", "")]


@pytest.mark.parametrize(
    "changes",
    [
        {"message": "Call on Monday"},
        {"warning_signs": ("fever",)},
        {"follow_up": FollowUp(HELD, "see the rash")},
        {"follow_up": FollowUp(HELD, "see the rash", 45)},
    ],
)
def test_that_what_stands_beside_the_lines_is_named(changes: dict[str, Any]) -> None:
    old, new = versions(BASES["steps"], BASES["steps"])
    old = replace(old, follow_up=FollowUp(HELD, "see the rash", 20))
    new = replace(new, **{"follow_up": old.follow_up, **changes})
    (row,) = rows(old, new)
    assert row.name in ("Message to the patient", "Call us if", "Next visit")


def test_that_two_versions_of_the_past_show_the_doses_in_which_they_differ() -> None:
    before = BASES["long ago"]
    after = first_step(tablets=(tablets("75"),))(before)
    (row,) = rows(*versions(before, after))
    assert "75" in row.after
    assert "75" not in row.before


def test_that_the_signature_names_what_else_changed_on_a_line_of_the_same_dose() -> None:
    bench = begun()
    chart = bench.chart
    asked = replace(chart.lithium, question="Is my kidney safe?")
    chart.services.plans.keep_line(chart.draft, asked)
    bench.presenter.load()
    bench.presenter.ask_signature()
    assert bench.face.sheet is not None
    told = {row.name: row for row in bench.face.sheet.changes}
    assert "Question: Is my kidney safe? (was none)" in told["lithium carbonate"].reason
    assert "no change" not in told["lithium carbonate"].words
    assert "no change" in told["sertraline"].words


def test_that_the_signature_says_a_stop_and_its_reason_once() -> None:
    bench = begun()
    chart = bench.chart
    chart.services.plans.keep_line(chart.draft, stop(chart.lithium, TODAY, "cannot pay"))
    bench.presenter.load()
    bench.presenter.ask_signature()
    assert bench.face.sheet is not None
    told = {row.name: row for row in bench.face.sheet.changes}["lithium carbonate"]
    assert (told.words, told.reason) == ("stop Nov 23", "cannot pay")


def test_that_the_signature_names_the_next_visit_and_the_words_for_the_patient_that_changed() -> None:
    bench = begun()
    chart = bench.chart
    visit = FollowUp(TODAY + timedelta(days=14), "follow-up", 30)
    chart.services.plans.set_follow_up(chart.draft, visit)
    chart.services.plans.set_words(chart.draft, PlanWords("Call on Monday.", ()))
    bench.presenter.load()
    bench.presenter.ask_signature()
    assert bench.face.sheet is not None
    told = {row.name: row.words for row in bench.face.sheet.changes if row.line_id is None}
    assert set(told) == {"Next visit", "Message to the patient"}
    assert told["Message to the patient"] == "Call on Monday."
    assert "Mon, Dec 7, follow-up" in told["Next visit"]


def test_that_a_dose_of_a_liquid_is_told_in_millilitres_and_never_in_pieces() -> None:
    step = DoseStep(BEGUN, None, (TabletCount(Strength(Decimal(20)), Slot.MORNING, Decimal("2.5")),))
    syrup = Strength(Decimal(2))
    panic = AsNeeded("panic", syrup, Decimal("2.5"), 6, Decimal("7.5"))
    before = an_item("fluoxetine", step, form=Form.LIQUID)
    after = replace(before, steps=(DoseStep(BEGUN, None, as_needed=panic),))
    (row,) = rows(*versions(before, after))
    (told,) = [one for one in row.details if one.label == "How it is taken"]
    assert told.before.endswith("morning 2.5\u00a0mL of 20\u00a0mg/mL")
    assert told.after.endswith("at most 7.5\u00a0mL in a day")
