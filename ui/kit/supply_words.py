"""How much is handed out, in words that show every sum. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from medmanager.domain.plan.dose import DoseStep, Form, Slot, Strength
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.plan.supply import RefillGap, StrengthSum, Stretch, first_day, refill_gaps, supply_sum
from ui.kit import words
from ui.kit.plan_words import FORM_PLURALS, counted, how_many

AT = {Slot.MORNING: "in the morning", Slot.NOON: "at noon", Slot.EVENING: "in the evening"} | {
    Slot.BEDTIME: "at bedtime"
}
MOST_DOSES = 4
"""So many doses are written out; of a long titration the rest is counted."""


@dataclass(frozen=True, slots=True)
class SupplyWords:
    """`doses` say what each time of day comes to, `sums` how the tablets add up, `cautions` what does not."""

    doses: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The first sum alone, for a place with room for one line."""
        return self.sums[0] if self.sums else ""


def supply_words(item: PlanItem, today: date) -> SupplyWords:
    """The sum of one filling and of its refills; nothing without a supply on the line."""
    supply = item.supply
    if supply is None:
        return SupplyWords()
    start = first_day(item, today)
    found = supply_sum(item, start, supply.days)
    steps = [one for one in item.steps if one.start <= found.end and (one.end is None or one.end >= start)]
    doses = [line for step in steps for line in dose_sums(step, item.form)]
    # One line more that says “and 1 more dose” would take as much room as the dose.
    shown = doses if len(doses) <= MOST_DOSES + 1 else doses[:MOST_DOSES]
    rest = len(doses) - len(shown)
    more = (f"and {words.counted(rest, 'more dose')}, each summed up under its step",) if rest else ()
    sums = [_sum(one, item.form, supply.days) for one in found.strengths]
    if supply.refills:
        sums += [_refilled(one, item.form, supply.days, supply.refills) for one in found.strengths]
    return SupplyWords((*shown, *more), tuple(sums), _cautions(item, start, today))


def dose_sums(step: DoseStep, form: Form) -> tuple[str, ...]:
    """ "2 × 25 mg tablets = 50 mg in the morning", for each time of day."""
    if step.as_needed is not None:
        needed = step.as_needed
        dose = words.amount(needed.strength.amount * needed.count, needed.strength.unit)
        most = how_many(needed.most_in_day, form)
        return (f"{_pieces(needed.count, needed.strength, form)} = {dose} each time, at most {most} a day",)
    return tuple(_at(step, slot, form) for slot in Slot if step.dose_at(slot))


def _at(step: DoseStep, slot: Slot, form: Form) -> str:
    parts = [one for one in step.tablets if one.slot is slot]
    made = " + ".join(_pieces(one.count, one.strength, form) for one in parts)
    often = "" if step.every_days == 1 else f", every {words.counted(step.every_days, 'day')}"
    return f"{made} = {words.amount(step.dose_at(slot), step.unit)} {AT[slot]}{often}"


def _pieces(count: Decimal, strength: Strength, form: Form) -> str:
    if form is Form.LIQUID:
        return counted(count, strength, form)
    return f"{counted(count, strength, form)} {_noun(form, is_one=count <= 1)}"


def _noun(form: Form, *, is_one: bool) -> str:
    plural = FORM_PLURALS[form]
    return plural.removesuffix("es" if plural == "patches" else "s") if is_one else plural


def _sum(one: StrengthSum, form: Form, days: int) -> str:
    """ "14 days × 2 + 16 days × 4 = 92 tablets of 25 mg for 30 days"."""
    terms = " + ".join(_term(stretch, form) for stretch in one.stretches)
    total = _things(one.handed_out, one.strength, form)
    if one.rounded_up:
        total = f"{words.number(one.taken)}, rounded up to {total}"
    most = "at most " if one.at_most else ""
    return f"{terms} = {most}{total} for {words.counted(days, 'day')}"


def _term(stretch: Stretch, form: Form) -> str:
    each = how_many(stretch.each, form)
    if stretch.times == stretch.days:
        return f"{words.counted(stretch.days, 'day')} × {each}"
    return f"{words.counted(stretch.times, 'time')} × {each}"


def _refilled(one: StrengthSum, form: Form, days: int, refills: int) -> str:
    fillings = refills + 1
    total = _things(one.handed_out * fillings, one.strength, form)
    again = words.counted(refills, "refill")
    return (
        f"With {again}: {fillings} × {one.handed_out:,} = {total} for {words.counted(days * fillings, 'day')}"
    )


def _things(count: int, strength: Strength, form: Form) -> str:
    """ "92 tablets of 25 mg"; of a liquid "150 mL of 20 mg/mL"."""
    if form is Form.LIQUID:
        return counted(Decimal(count), strength, form)
    return f"{count:,} {_noun(form, is_one=count == 1)} of {words.amount(strength.amount, strength.unit)}"


def _why(gap: RefillGap) -> str:
    if gap.fitting_days is None:
        return "the dose changes after the first filling."
    return f"fillings of {words.counted(gap.fitting_days, 'day')} would fit its rhythm."


def _cautions(item: PlanItem, start: date, today: date) -> tuple[str, ...]:
    supply = item.supply
    assert supply is not None, "asked of lines with a supply"
    found, said = supply_sum(item, start, supply.days), []
    if start > today:
        said.append(f"Counted from {words.dated(start)}, when it starts.")
    if found.paused_days:
        said.append(f"A pause takes {words.counted(found.paused_days, 'day')} of these: nothing is counted.")
    if found.silent_days:
        said.append(f"For {words.counted(found.silent_days, 'day')} of these there is no dose on the plan.")
    for gap in refill_gaps(item, start, supply.days, supply.refills) if supply.refills else ():
        time = words.counted(gap.days, "day")
        those = "those" if gap.days == supply.days * (supply.refills + 1) else "the first"
        strength = words.amount(gap.strength.amount, gap.strength.unit)
        said.append(
            f"The steps need {gap.needed:,} of {strength} in {those} {time}, not {gap.handed_out:,}: "
            f"{_why(gap)}"
        )
    return tuple(said)
