"""Writing a plan version: beginning, pausing, duplicates, gaps, taking up a newer plan, lineage."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.ids import PlanId
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.lineage import lineage
from medmanager.domain.plan.plan import FollowUp, Medicine, PlanItem, change_dose, stop
from medmanager.domain.plan.writing import (
    Beginning,
    begin_version,
    changes_needing_reason,
    duplicate_of,
    pause,
    problems,
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

TOMORROW = TODAY + timedelta(days=1)
SEPTEMBER = date(2026, 9, 1)


def days(step_starts: PlanItem) -> list[tuple[date, date | None, bool]]:
    return [(step.start, step.end, step.paused) for step in step_starts.steps]


def test_that_a_first_plan_is_empty_and_number_one() -> None:
    patient, author = a_patient(), a_user()
    draft = begin_version(None, Beginning(PlanId(new_id()), patient.id, author.id, NOW, TODAY))
    assert (draft.number, draft.items, draft.based_on) == (1, (), None)


def test_that_a_new_version_takes_over_lines_but_not_the_message() -> None:
    patient, author = a_patient(), a_user()
    past, coming = FollowUp(TODAY - timedelta(days=1), "step check"), FollowUp(TODAY, "step check")
    item = an_item("lithium")
    for follow_up, kept in ((past, None), (coming, coming)):
        plan = a_signed_plan(
            patient, author, item, number=6, message="Hello", warning_signs=("rash",), follow_up=follow_up
        )
        draft = begin_version(plan, Beginning(PlanId(new_id()), patient.id, author.id, NOW, TODAY))
        assert (draft.number, draft.items, draft.based_on) == (7, (item,), plan.id)
        assert (draft.message, draft.warning_signs, draft.follow_up) == ("", ("rash",), kept)
        assert draft.version == 0


def test_that_a_pause_with_an_end_goes_on_with_what_was_planned() -> None:
    item = an_item(
        "lamotrigine",
        a_step(SEPTEMBER, date(2026, 11, 30), tablets("25")),
        a_step(date(2026, 12, 1), None, tablets("50")),
    )
    paused = pause(item, date(2026, 11, 25), date(2026, 11, 27), "rash to be looked at")
    assert days(paused) == [
        (SEPTEMBER, date(2026, 11, 24), False),
        (date(2026, 11, 25), date(2026, 11, 27), True),
        (date(2026, 11, 28), date(2026, 11, 30), False),
        (date(2026, 12, 1), None, False),
    ]
    over = pause(item, date(2026, 11, 25), date(2026, 12, 5), "surgery")
    assert days(over)[-1] == (date(2026, 12, 6), None, False)
    assert over.steps[-1].daily_dose == 50


def test_that_an_open_pause_drops_what_was_planned() -> None:
    item = an_item("sertraline", a_step(SEPTEMBER, TODAY), a_step(TOMORROW, None, tablets("75")))
    paused = pause(item, TOMORROW, None, "low sodium")
    assert days(paused) == [(SEPTEMBER, TODAY, False), (TOMORROW, None, True)]


def test_that_a_pause_needs_a_reason_and_something_to_pause() -> None:
    item = an_item("sertraline", a_step(SEPTEMBER))
    with pytest.raises(Refused, match="Write why"):
        pause(item, TOMORROW, None, "  ")
    with pytest.raises(Refused, match="being taken"):
        pause(item, SEPTEMBER, None, "rash")
    with pytest.raises(Refused, match="being taken"):
        pause(stop(item, TODAY, "no effect"), TOMORROW, None, "rash")
    with pytest.raises(Refused, match="dose first"):
        pause(an_item("metformin", DoseStep(TODAY, None)), TOMORROW, None, "surgery")


def test_that_the_same_drug_for_the_same_purpose_is_a_duplicate() -> None:
    one = an_item("sertraline", purpose="for low mood")
    plan = a_plan(a_patient(), one)
    same = an_item("Sertraline", purpose="Low  mood")
    assert duplicate_of(plan, same, TODAY) is one
    assert duplicate_of(plan, replace(same, purpose="for panic"), TODAY) is None
    assert duplicate_of(plan, one, TODAY) is None
    by_code = replace(same, medicine=Medicine("Zoloft", rxcui="36437"))
    coded = replace(one, medicine=Medicine("sertraline", rxcui="36437"))
    assert duplicate_of(a_plan(a_patient(), coded), by_code, TODAY) is coded


def test_that_a_stopped_medicine_does_not_block_a_new_start() -> None:
    gone = stop(an_item("sertraline", a_step(SEPTEMBER)), TOMORROW, "rash")
    ended = an_item("sertraline", a_step(SEPTEMBER, TODAY - timedelta(days=1)))
    fresh = an_item("sertraline", a_step(TOMORROW))
    assert duplicate_of(a_plan(a_patient(), gone, ended), fresh, TODAY) is None


def test_that_missing_purpose_and_missing_dose_are_named_by_line() -> None:
    no_purpose = an_item("lithium", purpose=" ")
    only_pause = an_item("sertraline", replace(a_step(TODAY), tablets=()))
    found = problems(a_plan(a_patient(), no_purpose, only_pause), TODAY)
    assert [(problem.line_id, problem.field) for problem in found] == [
        (no_purpose.line_id, "purpose"),
        (only_pause.line_id, "steps"),
    ]


def test_that_a_stopped_line_lacks_nothing() -> None:
    gone = stop(an_item("x", a_step(SEPTEMBER), purpose=""), TODAY, "no effect")
    assert problems(a_plan(a_patient(), gone), TODAY) == ()


def test_that_changes_and_stops_need_a_reason_and_starts_do_not() -> None:
    patient = a_patient()
    kept, changed, stopped = (an_item(name, a_step(SEPTEMBER)) for name in ("lithium", "sertraline", "x"))
    old = a_plan(patient, kept, changed, stopped)
    new = a_plan(
        patient,
        kept,
        change_dose(changed, a_step(TOMORROW, None, tablets("100"))),
        stop(stopped, TOMORROW, "no effect"),
        an_item("new"),
    )
    named = {change.item.medicine.generic for change in changes_needing_reason(old, new, TODAY)}
    assert named == {"sertraline", "x"}
    assert changes_needing_reason(None, new, TODAY) == ()


def test_that_a_dose_knows_the_version_that_brought_it() -> None:
    patient, signer = a_patient(), a_user()
    first = an_item("sertraline", a_step(SEPTEMBER, None, tablets("25")))
    second = change_dose(first, a_step(date(2026, 10, 1), None, tablets("50"), reason="partial response"))
    third = stop(second, TOMORROW, "rash")
    plans = (
        a_signed_plan(patient, signer, second, number=2),
        a_signed_plan(patient, signer, first, number=1, reason="first episode"),
        a_signed_plan(patient, signer, second, an_item("other"), number=3),
        a_plan(patient, third, number=4),
    )
    told = lineage(plans, first.line_id, UTC)
    assert [(one.plan_number, one.on, one.reason) for one in told] == [
        (4, TOMORROW, "rash"),
        (2, date(2026, 10, 1), "partial response"),
        (1, SEPTEMBER, "first episode"),
    ]
    assert told[0].step is None
    assert told[0].signed_at is None
    assert [one.before.daily_dose if one.before else None for one in told] == [50, 25, None]


def test_that_an_unknown_line_has_no_lineage() -> None:
    assert lineage((a_plan(a_patient(), an_item()),), an_item().line_id, UTC) == ()


@pytest.mark.parametrize(("pause_days", "again"), [(3, 14), (14, 15), (20, 21)])
def test_that_a_pause_never_brings_a_dose_forward_that_is_not_given_daily(
    pause_days: int, again: int
) -> None:
    given = an_item("paliperidone", DoseStep(TODAY, None, (tablets("156"),), every_days=14))
    paused = pause(given, TOMORROW, TODAY + timedelta(days=pause_days), "away")
    assert paused.steps[-1].start == TODAY + timedelta(days=again)
    assert paused.steps[-2].end == paused.steps[-1].start - timedelta(days=1)
