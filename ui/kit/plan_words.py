"""The words of a plan on the screen: names, doses, tablets and strengths of its lines and steps. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from medmanager.domain.history import MedicationStatement
from medmanager.domain.plan.dose import DoseStep, Form, Slot, Strength, TabletCount
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.trend.doses import drug_label
from ui.kit import words
from ui.kit.tallman import tall_man

DOSELESS = "without a dose yet"
MOST_LISTED = 5
"""So many strengths are listed; more are told by the first and the last."""

FORM_PLURALS = {
    Form.TABLET: "tablets",
    Form.ER_TABLET: "ER tablets",
    Form.ODT: "dissolving tablets",
    Form.CAPSULE: "capsules",
    Form.ER_CAPSULE: "ER capsules",
    Form.LIQUID: "liquid",
    Form.PATCH: "patches",
    Form.INJECTION: "injections",
    Form.SPRAY: "sprays",
    Form.FILM: "films",
}


@dataclass(frozen=True, slots=True)
class ElsewhereRow:
    """A medicine that others prescribe or that is bought: how it is taken, by whom and since when."""

    name: str
    directions: str
    source: str
    standing: str = ""
    """What was decided of it, or that it is new since."""
    tone: str = "muted"


def elsewhere_row(statement: MedicationStatement, today: date) -> ElsewhereRow:
    """The words of a medicine that is taken and stands on no plan of ours."""
    began = f"since {words.short_day(statement.started, today)}" if statement.started else ""
    source = f"by {statement.prescriber}" if statement.prescriber else str(statement.kind)
    return ElsewhereRow(
        tall_man(statement.name),
        statement.directions or "directions not known",
        ", ".join(part for part in (began, source) if part),
    )


def name_of(item: PlanItem) -> str:
    """The medicine in tall-man letters, with ER where the form says so: "QUEtiapine"."""
    return tall_man(drug_label(item))


def amount_of(step: DoseStep, item: PlanItem) -> str:
    """The dose of a day, or of one giving: "75 mg", "0 mg" in a pause, "up to 3 mg" as needed."""
    if step.as_needed is not None:
        needed = step.as_needed
        return f"up to {words.amount(needed.strength.amount * needed.most_in_day, needed.strength.unit)}"
    return words.amount(step.daily_dose, step.unit or unit_of(item))


def dose_of(step: DoseStep, item: PlanItem) -> str:
    """The amount with how often it is given: "75 mg", "234 mg every 28 days"."""
    return with_rhythm(amount_of(step, item), rhythm_of(step))


def taken_of(step: DoseStep, item: PlanItem) -> str:
    """The dose with how often it is given; "pause" in a pause, which a dose that nobody wrote is not."""
    if not item.has_dose:
        return DOSELESS
    return "pause" if step.paused else dose_of(step, item)


def dose_today(item: PlanItem, day: date) -> str:
    """What of it is taken that day: "75 mg", "paused", "not yet begun", "none now" between two steps."""
    if not item.has_dose:
        return DOSELESS
    step = item.step_on(day)
    if step is None:
        return "not yet begun" if item.steps[0].start > day else "none now"
    return "paused" if step.paused else dose_of(step, item)


def rhythm_of(step: DoseStep) -> str:
    """How often a dose is given that is not taken daily: "every 28 days"; else ""."""
    spaced = step.every_days > 1 and bool(step.tablets)
    return f"every {words.counted(step.every_days, 'day')}" if spaced else ""


def with_rhythm(dose: str, rhythm: str) -> str:
    """A dose with how often it is given: "234 mg every 28 days"."""
    return f"{dose} {rhythm}" if rhythm else dose


def otherwise(before: DoseStep | None, step: DoseStep, item: PlanItem) -> str:
    """What else changes where the dose stays the same: "other tablets", "other times of day"; else ""."""
    if before is None or before.taken == step.taken or dose_of(before, item) != dose_of(step, item):
        return ""
    if before.as_needed is not None or step.as_needed is not None:
        return "other limits"
    if any(before.dose_at(slot) != step.dose_at(slot) for slot in Slot):
        return "other times of day"
    return "other strength" if item.form is Form.LIQUID else f"other {FORM_PLURALS[item.form]}"


def unit_of(item: PlanItem) -> str:
    """The unit of the doses of a line, also in a pause."""
    return next((step.unit for step in item.steps if step.unit), "mg")


def tablets_of(step: DoseStep, form: Form) -> str:
    """The sum that makes the dose: "1 × 50 mg + 1 × 25 mg"; "Pause" when nothing is taken. How often it is
    given is said by `rhythm_of`.
    """
    if step.as_needed is not None:
        needed = step.as_needed
        each = counted(needed.count, needed.strength, form)
        return f"{each} if needed for {needed.reason}, {needed.wait_hours} h apart"
    if not step.tablets:
        return "Pause"
    return sum_of(step.tablets, form)


def sum_of(tablets: Iterable[TabletCount], form: Form) -> str:
    """ "1 × 50 mg + 1 × 25 mg", the strongest first, whenever they are taken."""
    total: dict[Strength, Decimal] = {}
    for tablet in tablets:
        total[tablet.strength] = total.get(tablet.strength, Decimal(0)) + tablet.count
    in_order = sorted(total.items(), key=lambda pair: -pair[0].amount)
    return " + ".join(counted(count, strength, form) for strength, count in in_order)


def counted(count: Decimal, strength: Strength, form: Form) -> str:
    """ "2 × 50 mg"; of a liquid "2.5 mL of 20 mg/mL"."""
    if form is Form.LIQUID:
        holds = words.amount(strength.amount, f"{strength.unit}/mL")
        return f"{words.amount(count, 'mL')} of {holds}"
    return words.tablets(count, strength.amount, strength.unit)


def how_many(count: Decimal, form: Form) -> str:
    """ "2½"; of a liquid "2.5 mL"."""
    return words.amount(count, "mL") if form is Form.LIQUID else words.tablet_count(count)


def slot_count(step: DoseStep, slot: Slot, form: Form) -> str:
    """How many at that time of day, of a liquid how many mL; "" for none."""
    count = sum((tablet.count for tablet in step.tablets if tablet.slot is slot), Decimal(0))
    if not count:
        return ""
    return words.number(count) if form is Form.LIQUID else words.tablet_count(count)


def strengths_of(item: PlanItem, day: date) -> str:
    """What is on the bottles from that day on: "25 mg, 50 mg tablets"; "60 strengths, 1 to 60 mg tablets"."""
    listed = listed_strengths(item, day)
    if len(listed) > MOST_LISTED:
        shown = f"{len(listed)} strengths, {from_to(listed[0], listed[-1])}"
    else:
        shown = ", ".join(listed)
    return f"{shown} {FORM_PLURALS[item.form]}".strip()


def listed_strengths(item: PlanItem, day: date) -> tuple[str, ...]:
    """Every strength that is on the bottles from that day on, the lowest first."""
    steps = [step for step in item.steps if step.end is None or step.end >= day] or list(item.steps[-1:])
    found = {tablet.strength for step in steps for tablet in step.tablets}
    found |= {step.as_needed.strength for step in steps if step.as_needed is not None}
    per = "/mL" if item.form is Form.LIQUID else ""
    in_order = sorted(found, key=lambda strength: strength.amount)
    return tuple(words.amount(one.amount, f"{one.unit}{per}") for one in in_order)


def details_of(item: PlanItem, day: date) -> str:
    """The muted words after a name: "25 mg, 50 mg tablets · for mood · now 100 mg · by Dr. R. Hale"."""
    now = item.step_on(day)
    parts = [strengths_of(item, day), for_purpose(item.purpose)]
    if not item.has_dose:
        parts.append(DOSELESS)
    elif now is not None and not now.as_needed:
        parts.append("now paused" if now.paused else f"now {dose_of(now, item)}")
    if now is None and item.steps[0].start <= day and item.next_step_after(day):
        parts.append("now none")
    if item.prescriber:
        parts.append(f"by {item.prescriber}")
    return " · ".join(part for part in parts if part)


def for_purpose(purpose: str) -> str:
    """The purpose as it reads after a name: "for low mood", "to sleep", "" when it is not known."""
    text = purpose.strip()
    if not text:
        return ""
    return text if text.casefold().startswith(("for ", "to ")) else f"for {text}"


def from_to(before: str, after: str) -> str:
    """ "50 to 75 mg", `after` alone where there was nothing else before."""
    if not before or before == after:
        return after
    number, _, unit = before.partition(words.NO_BREAK)
    return f"{number} to {after}" if unit and after.endswith(unit) else f"{before} to {after}"
