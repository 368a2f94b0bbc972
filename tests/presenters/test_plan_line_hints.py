"""What the line editor says beside a line: strengths that are not known, sums of the supply."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from medmanager.domain.ids import LineId
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength
from medmanager.domain.plan.plan import PlanItem, Supply
from tests.builders import TODAY, a_step, an_item, new_id, tablets
from tests.plan_services import FORMULARY, WORDS
from ui.kit.supply_words import supply_words
from ui.screens.plan.line.fields import LineBasis, LineFields, RowFields, RowKind
from ui.screens.plan.line.reading import LineReading, read_line
from ui.screens.plan.line.strength_reading import strength_choices

BASIS = LineBasis(LineId(new_id()), TODAY)
LATER = TODAY + timedelta(days=14)


def read(medicine: str, strength: str, count: str = "1", **changes: Any) -> LineReading:
    row = RowFields(RowKind.DOSE, "Nov 24", "", strength, (count, "", "", ""))
    typed = replace(LineFields(medicine, purpose="mood", rows=(row,)), **changes)
    return read_line(typed, BASIS, FORMULARY.named(medicine))


@pytest.mark.parametrize(
    ("medicine", "strength", "count", "changes", "says"),
    [
        ("sertraline", "37 mg", "1", {}, "No 37 mg tablet of sertraline is known. Known: 25, 50, 100 mg."),
        ("sertraline", "50 mg", "1", {"form": Form.FILM.value}, "No film of sertraline is known."),
        ("lithium", "300 mg", "0.5", {"form": Form.ER_TABLET.value}, "must not be cut or crushed"),
        ("hydroxyzine", "25 mg", "½", {}, "is not scored"),
        ("escitalopram", "5 mg", "1/2", {}, "It is not known whether the 5 mg tablet may be cut"),
        ("sertraline", "50 mg", "0.5", {}, ""),
        ("sertraline", "50 mg", "1", {}, ""),
    ],
)
def test_that_what_is_not_known_of_a_strength_is_said_and_not_refused(
    medicine: str, strength: str, count: str, changes: dict[str, str], says: str
) -> None:
    reading = read(medicine, strength, count, **changes)
    assert reading.item is not None
    hint = reading.rows[0].hint.replace("\u00a0", " ")
    assert (says in hint) if says else hint == ""


def test_that_nothing_is_said_of_a_medicine_outside_the_list() -> None:
    assert read("moonwater", "37 mg").rows[0].hint == ""


def test_that_every_product_is_offered_with_its_form() -> None:
    labels = [one.label.replace("\u00a0", " ") for one in strength_choices(FORMULARY.named("sertraline"))]
    assert labels == [
        "25 mg tablet, scored",
        "50 mg tablet, scored",
        "100 mg tablet, scored",
        "150 mg capsule",
        "200 mg capsule",
        "20 mg/mL liquid",
    ]
    assert strength_choices(None) == ()


def plain(texts: tuple[str, ...]) -> list[str]:
    return [text.replace("\u00a0", " ") for text in texts]


def supplied(days: int, refills: int, *steps: DoseStep, **changes: Any) -> PlanItem:
    return replace(an_item("sertraline", *steps), supply=Supply(days, refills), **changes)


def test_that_one_dose_is_written_as_a_sum() -> None:
    told = supply_words(supplied(30, 0, a_step(TODAY, None, tablets("25", Slot.MORNING, "2"))), TODAY)
    assert plain(told.doses) == ["2 × 25 mg tablets = 50 mg in the morning"]
    assert plain(told.sums) == ["30 days × 2 = 60 tablets of 25 mg for 30 days"]
    assert told.cautions == ()


def test_that_dated_steps_are_added_and_refills_multiplied() -> None:
    first = a_step(TODAY, LATER - timedelta(days=1), tablets("25", Slot.MORNING, "2"))
    item = supplied(30, 2, first, a_step(LATER, None, tablets("25", Slot.MORNING, "4")))
    told = supply_words(item, TODAY)
    assert plain(told.sums) == [
        "14 days × 2 + 16 days × 4 = 92 tablets of 25 mg for 30 days",
        "With 2 refills: 3 × 92 = 276 tablets of 25 mg for 90 days",
    ]
    assert "The steps need 332 of 25 mg in those 90 days, not 276" in plain(told.cautions)[0]


def test_that_a_filling_that_runs_short_is_told_with_its_days_before_what_is_too_much_in_the_end() -> None:
    first = a_step(TODAY, LATER - timedelta(days=1), tablets("25"))
    second = a_step(LATER, LATER + timedelta(days=13), tablets("25", Slot.MORNING, "2"))
    short, surplus = plain(supply_words(supplied(14, 3, first, second), TODAY).cautions)
    assert short.startswith("The steps need 42 of 25 mg in the first 28 days, not 28: ")
    assert surplus.startswith("The steps need 42 of 25 mg in those 56 days, not 56: ")


def test_that_halves_are_rounded_up_and_said() -> None:
    told = supply_words(supplied(15, 0, a_step(TODAY, None, tablets("25", Slot.MORNING, "0.5"))), TODAY)
    assert plain(told.sums) == ["15 days × ½ = 7.5, rounded up to 8 tablets of 25 mg for 15 days"]


def test_that_a_liquid_is_summed_up_in_milliliters() -> None:
    liquid = supplied(30, 0, a_step(TODAY, None, tablets("4", Slot.MORNING, "2.5")), form=Form.LIQUID)
    assert plain(supply_words(liquid, TODAY).sums) == ["30 days × 2.5 mL = 75 mL of 4 mg/mL for 30 days"]
    needed = AsNeeded("panic", Strength(Decimal(2)), Decimal("1.5"), 6, Decimal("4.5"))
    told = supply_words(supplied(10, 0, DoseStep(TODAY, None, as_needed=needed), form=Form.LIQUID), TODAY)
    assert plain(told.doses) == ["1.5 mL of 2 mg/mL = 3 mg each time, at most 4.5 mL a day"]


def test_that_five_doses_are_written_out_and_of_more_the_rest_is_counted() -> None:
    three = [tablets("25", slot) for slot in (Slot.MORNING, Slot.NOON, Slot.BEDTIME)]
    steps = (a_step(TODAY, LATER - timedelta(days=1), *three), a_step(LATER, None, *three[:2]))
    assert len(supply_words(supplied(30, 0, *steps), TODAY).doses) == 5
    more = supply_words(supplied(30, 0, steps[0], a_step(LATER, None, *three)), TODAY).doses
    assert plain(more)[-1] == "and 2 more doses, each summed up under its step"


def test_that_refills_of_a_weekly_patch_name_the_filling_that_fits() -> None:
    weekly = replace(a_step(TODAY, None, tablets("5")), every_days=7)
    told = supply_words(supplied(30, 1, weekly, form=Form.PATCH), TODAY)
    assert plain(told.doses) == ["1 × 5 mg patch = 5 mg in the morning, every 7 days"]
    assert plain(told.cautions) == [
        "The steps need 9 of 5 mg in those 60 days, not 10: fillings of 28 days would fit its rhythm."
    ]


def test_that_an_as_needed_line_states_the_most() -> None:
    needed = AsNeeded("panic", Strength(Decimal("0.5")), Decimal(1), 6, Decimal(3))
    told = supply_words(supplied(30, 0, DoseStep(TODAY, None, as_needed=needed)), TODAY)
    assert plain(told.doses) == ["1 × 0.5 mg tablet = 0.5 mg each time, at most 3 a day"]
    assert plain(told.sums) == ["30 days × 3 = at most 90 tablets of 0.5 mg for 30 days"]


def test_that_days_without_a_dose_and_a_later_start_are_said() -> None:
    told = supply_words(supplied(30, 0, a_step(LATER, LATER + timedelta(days=9))), TODAY)
    assert told.cautions == (
        "Counted from Dec 7, 2026, when it starts.",
        "For 20 days of these there is no dose on the plan.",
    )
    assert date(2026, 12, 7) == LATER


def test_that_the_sums_follow_what_is_typed_while_the_purpose_is_still_missing() -> None:
    reading = read("sertraline", "50 mg", purpose="", supply_days="30", supply_refills="1")
    assert "purpose" in reading.problems
    assert plain(reading.supply.sums)[0] == "30 days × 1 = 30 tablets of 50 mg for 30 days"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"supply_days": "1,000"}, "supply_days"),
        ({"supply_days": "366"}, "supply_days"),
        ({"supply_days": "", "supply_refills": "2"}, "supply_days"),
        ({"supply_days": "30", "supply_refills": "12"}, "supply_refills"),
        ({"supply_days": "30", "supply_refills": "٣"}, "supply_refills"),
    ],
)
def test_that_a_supply_that_cannot_be_read_is_refused_beside_its_field(
    changes: dict[str, str], field: str
) -> None:
    reading = read("sertraline", "50 mg", **changes)
    assert list(reading.problems) == [field]
    assert "Write it in digits" in reading.problems[field]
    assert reading.supply.sums == ()


def test_that_supply_and_adherence_reach_the_line() -> None:
    reading = read("sertraline", "50 mg", supply_days="30", adherence="forgets at weekends")
    assert reading.item is not None
    assert reading.item.supply == Supply(30, 0)
    assert reading.item.adherence == "forgets at weekends"


def test_that_words_without_a_translation_are_known() -> None:
    assert WORDS.translated("Take with food. Swallow it whole.")
    assert WORDS.untranslated("Take with food. Hide it from the dog.") == "Hide it from the dog."
    assert "for low mood" in WORDS.purposes
    assert "Take with food." in WORDS.directions
