"""Of one line that two people changed nothing is lost that only one of them changed, whatever is picked."""

from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import permutations, product
from typing import Any

import pytest

from medmanager.domain.ids import UserId
from medmanager.domain.plan.dose import Form
from medmanager.domain.plan.merging import Pick, Picks, Touched, compare_three, merged
from medmanager.domain.plan.plan import (
    MonitoringItem,
    Plan,
    PlanItem,
    SetAside,
    Stopped,
    Supply,
    change_dose,
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

DAY = timedelta(days=1)
SEPTEMBER, LATER = date(2026, 9, 1), TODAY + 9 * DAY
SOMEBODY = UserId(new_id())
RASH = MonitoringItem("rash check", LATER, "a new dose")
WEIGHT = MonitoringItem("weight", LATER, "asked by a rule", rule="ada-weight")
LIPIDS = MonitoringItem("lipids", LATER, "asked by a rule", rule="ada-metabolic")
BEFORE = an_item(
    "lithium",
    a_step(SEPTEMBER),
    directions="with food",
    watch=("nausea",),
    monitoring=(RASH, WEIGHT),
    set_aside=(SetAside("TSH", "done elsewhere", SOMEBODY, NOW),),
)
LOWER = [change_dose(BEFORE, a_step(TODAY + DAY, None, tablets(mg), reason="why")) for mg in ("75", "25")]
WRITTEN: dict[str, tuple[Any, Any]] = {
    "purpose": ("for calm", "for sleep"),
    "directions": ("with water", "after a meal"),
    "benefit": ("steadier mood", "less worry"),
    "benefit_when": ("2 weeks", "a month"),
    "prescriber": ("Dr. Hale", "Dr. Quill"),
    "cost_concern": ("The copay went up", "Too dear"),
    "question": ("Is my kidney safe?", "May I drive?"),
    "adherence": ("forgets evenings", "dislikes the taste"),
    "supply": (Supply(30, 1), Supply(90)),
    "medicine": (replace(BEFORE.medicine, brand="Lithobid"), replace(BEFORE.medicine, brand="Eskalith")),
    "form": (Form.CAPSULE, Form.LIQUID),
    "steps": (LOWER[0].steps, LOWER[1].steps),
    "stopped": (Stopped(LATER, "tremor"), Stopped(LATER, "rash")),
    "watch": (("nausea", "tremor"), ("nausea", "headache")),
    "monitoring": ((RASH, WEIGHT, LIPIDS), (WEIGHT,)),
    "set_aside": ((), (*BEFORE.set_aside, SetAside("ECG", "no need", SOMEBODY, NOW))),
}
DOSE = {"medicine", "form", "steps", "stopped"}
JOINED: dict[str, Any] = {
    "watch": {"nausea", "tremor", "headache"},
    "monitoring": {WEIGHT, LIPIDS},
    "set_aside": set(WRITTEN["set_aside"][1][1:]),
}
"""Where both add and take away, both count."""


def written(name: str, whose: int) -> PlanItem:
    value = WRITTEN[name][whose]
    if name == "stopped":
        return stop(BEFORE, value.on, value.reason)
    changed: dict[str, Any] = {name: value}
    return replace(BEFORE, **changed)


def decided(mine: PlanItem, theirs: PlanItem, pick: Pick) -> PlanItem:
    patient, signer = a_patient(), a_user()
    base = a_signed_plan(patient, signer, BEFORE, number=6)
    draft = a_plan(patient, mine, number=7, based_on=base.id)
    newer = a_signed_plan(patient, signer, theirs, number=7)
    return line_of(base, draft, newer, pick)


def line_of(base: Plan, draft: Plan, newer: Plan, pick: Pick) -> PlanItem:
    merge = compare_three(base, draft, newer)
    picks = {line.line_id: pick for line in merge.lines if line.touched is Touched.BOTH}
    (item,) = merged(merge, Picks(picks, {}), TODAY).items
    return item


def test_that_every_field_of_a_line_is_tried() -> None:
    assert {field.name for field in fields(PlanItem)} - {"line_id"} == set(WRITTEN)


@pytest.mark.parametrize("pick", Pick)
def test_that_what_only_one_changed_stays_whatever_is_picked(pick: Pick) -> None:
    for one, other in permutations(WRITTEN, 2):
        if {one, other} <= DOSE:
            continue
        found = decided(written(one, 0), written(other, 1), pick)
        for name, whose in ((one, 0), (other, 1)):
            assert same(found, name, written(name, whose)), f"{one} of mine, {other} of theirs: {name}"


@pytest.mark.parametrize("pick", Pick)
def test_that_of_the_same_thing_the_picked_one_stands(pick: Pick) -> None:
    for name in set(WRITTEN) - set(JOINED) - {"steps", "stopped"}:
        found = decided(written(name, 0), written(name, 1), pick)
        assert getattr(found, name) == WRITTEN[name][0 if pick is Pick.MINE else 1], name


@pytest.mark.parametrize("pick", Pick)
def test_that_of_a_line_that_stood_on_no_version_before_the_picked_one_stands(pick: Pick) -> None:
    mine, theirs = (
        replace(LOWER[whose], purpose=WRITTEN["purpose"][whose], watch=WRITTEN["watch"][whose])
        for whose in (0, 1)
    )
    patient, signer = a_patient(), a_user()
    base = a_signed_plan(patient, signer, number=6)
    draft = a_plan(patient, mine, number=7, based_on=base.id)
    found = line_of(base, draft, a_signed_plan(patient, signer, theirs, number=7), pick)
    picked = mine if pick is Pick.MINE else theirs
    assert (found.purpose, found.step_on(TODAY + DAY)) == (picked.purpose, picked.step_on(TODAY + DAY))
    assert set(found.watch) == {*mine.watch, *theirs.watch}, "nobody took any of it away"


@pytest.mark.parametrize("pick", Pick)
def test_that_lists_of_both_are_joined(pick: Pick) -> None:
    for name, wanted in JOINED.items():
        assert set(getattr(decided(written(name, 0), written(name, 1), pick), name)) == wanted, name


def test_that_a_dose_is_never_half_of_each() -> None:
    for (one, other), pick in product(permutations(sorted(DOSE), 2), (Pick.MINE, Pick.THEIRS)):
        mine, theirs = written(one, 0), written(other, 1)
        found, picked = decided(mine, theirs, pick), mine if pick is Pick.MINE else theirs
        assert (found.medicine, found.form) == (picked.medicine, picked.form)
        step, wanted = found.step_on(TODAY + DAY), picked.step_on(TODAY + DAY)
        assert step is not None
        assert wanted is not None
        assert step.taken == wanted.taken
        assert (found.stopped is None) == (picked.stopped is None)


@pytest.mark.parametrize("whose", ["mine", "theirs"])
def test_that_a_test_marked_as_done_stays_done(whose: str) -> None:
    done = replace(BEFORE, monitoring=(replace(RASH, done_on=TODAY), WEIGHT))
    changed = written("question", 0)
    mine, theirs = (done, changed) if whose == "mine" else (changed, done)
    for pick in Pick:
        found = decided(mine, theirs, pick)
        assert replace(RASH, done_on=TODAY) in found.monitoring
        assert RASH not in found.monitoring
    alone = decided(done, BEFORE, Pick.THEIRS) if whose == "mine" else decided(BEFORE, done, Pick.THEIRS)
    assert replace(RASH, done_on=TODAY) in alone.monitoring


@pytest.mark.parametrize("whose", ["mine", "theirs"])
def test_that_a_test_that_one_marked_as_done_is_on_record_where_the_other_took_it_off(whose: str) -> None:
    done = replace(BEFORE, monitoring=(replace(RASH, done_on=TODAY), WEIGHT))
    without = replace(BEFORE, monitoring=(WEIGHT,))
    for pick in Pick:
        found = decided(done, without, pick) if whose == "mine" else decided(without, done, pick)
        assert found.monitoring.count(replace(RASH, done_on=TODAY)) == 1


@pytest.mark.parametrize("pick", Pick)
def test_that_a_test_that_one_put_on_and_the_other_set_aside_is_one_of_both(pick: Pick) -> None:
    ecg = SetAside("ECG", "no need", SOMEBODY, NOW)
    put = replace(BEFORE, monitoring=(*BEFORE.monitoring, MonitoringItem("ECG", LATER, "", rule="qt")))
    aside = replace(BEFORE, set_aside=(*BEFORE.set_aside, ecg))
    for mine, theirs in ((put, aside), (aside, put)):
        found, picked = decided(mine, theirs, pick), mine if pick is Pick.MINE else theirs
        assert (ecg in found.set_aside) == (picked is aside)
        assert ("ECG" in {one.measure for one in found.monitoring}) == (picked is put)


def same(found: PlanItem, name: str, wanted: PlanItem) -> bool:
    if name in ("watch", "monitoring", "set_aside"):
        return set(getattr(found, name)) == set(getattr(wanted, name))
    return bool(getattr(found, name) == getattr(wanted, name))
