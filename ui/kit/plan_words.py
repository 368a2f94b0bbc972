"""The words of a plan on the screen: what a step says, what a change says, what a date range says. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from medmanager.domain.history import MedicationStatement
from medmanager.domain.ids import LineId
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan import DoseStep, Form, PlanItem, Slot, Strength, TabletCount
from medmanager.domain.plan_changes import ChangeKind, LineChange
from medmanager.domain.trend_doses import drug_label
from ui.kit import words
from ui.kit.tallman import tall_man

MOST_LISTED, MOST_TOLD = 5, 8
"""So many strengths are listed, and so many doses told one by one; what is longer is told by its ends."""

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

CHANGE_ICONS = {
    ChangeKind.START: ("plus", "accent"),
    ChangeKind.CHANGE: ("pencil", "accent"),
    ChangeKind.STOP: ("octagon-minus", "accent"),
    ChangeKind.KEEP: ("check", "muted"),
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


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of "What changed since plan 6"; without a line of the plan where it is about the whole."""

    line_id: LineId | None
    icon: str
    tone: str
    name: str
    words: str
    reason: str = ""


def change_row(change: LineChange, day: date) -> ChangeRow:
    """A change in words, as the plan, the visit and the signature show it."""
    icon, tone = change_icon(change)
    return ChangeRow(
        change.item.line_id, icon, tone, name_of(change.item), change_words(change, day), change.reason
    )


def standing_row(item: PlanItem, day: date) -> ChangeRow:
    """A line of the plan in force as it stands that day: "25 mg, then 50 mg from Nov 24"."""
    now, following = item.step_on(day), item.next_step_after(day)
    parts = [_standing(now, item)] if now else []
    if following is not None:
        then = "then " if now else ""
        parts.append(f"{then}{_standing(following, item)} from {words.short_day(following.start, day)}")
    elif _ending(item, day):
        parts.append(_ending(item, day))
    return ChangeRow(item.line_id, "pill", "muted", name_of(item), ", ".join(parts))


def _standing(step: DoseStep, item: PlanItem) -> str:
    return "pause" if step.paused else amount_of(step, item)


def name_of(item: PlanItem) -> str:
    """The medicine in tall-man letters, with ER where the form says so: "QUEtiapine"."""
    return tall_man(drug_label(item))


def amount_of(step: DoseStep, item: PlanItem) -> str:
    """The dose of a day, or of one giving: "75 mg", "0 mg" in a pause, "up to 3 mg" as needed."""
    if step.as_needed is not None:
        needed = step.as_needed
        return f"up to {words.amount(needed.strength.amount * needed.most_in_day, needed.strength.unit)}"
    return words.amount(step.daily_dose, step.unit or unit_of(item))


def each_giving(amount: str, step: DoseStep) -> str:
    """The amount as it may stand under "Each day": "234 mg every 28 days" where it is not taken daily."""
    spaced = step.every_days > 1 and bool(step.tablets)
    return f"{amount} every {words.counted(step.every_days, 'day')}" if spaced else amount


def unit_of(item: PlanItem) -> str:
    """The unit of the doses of a line, also in a pause."""
    return next((step.unit for step in item.steps if step.unit), "mg")


def tablets_of(step: DoseStep, form: Form) -> str:
    """The sum that makes the dose: "1 × 50 mg + 1 × 25 mg"; "Pause" when nothing is taken."""
    if step.as_needed is not None:
        needed = step.as_needed
        each = counted(needed.count, needed.strength, form)
        return f"{each} if needed for {needed.reason}, {needed.wait_hours} h apart"
    if not step.tablets:
        return "Pause"
    sums = sum_of(step.tablets, form)
    return sums if step.every_days == 1 else f"{sums} every {words.counted(step.every_days, 'day')}"


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
        shown = f"{len(listed)} strengths, {_joined(listed[0], listed[-1])}"
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
    if now is not None and not now.as_needed:
        parts.append("now paused" if now.paused else f"now {amount_of(now, item)}")
    if item.prescriber:
        parts.append(f"by {item.prescriber}")
    return " · ".join(part for part in parts if part)


def for_purpose(purpose: str) -> str:
    """The purpose as it reads after a name: "for low mood", "" when it is not known."""
    text = purpose.strip()
    if not text:
        return ""
    return text if text.casefold().startswith("for ") else f"for {text}"


def change_words(change: LineChange, today: date) -> str:
    """What a version changed on one line: "100 to 75, 50, 25 mg, stop Jan 5"."""
    item = change.item
    if change.kind is ChangeKind.STOP and item.stopped is None:
        return "no longer on the plan"
    if change.kind is ChangeKind.KEEP:
        step = item.step_on(today) or item.steps[-1]
        return f"{amount_of(step, item)}, no change"
    coming = fresh_steps(change)
    if change.kind is ChangeKind.CHANGE and not coming and change.step and change.before:
        return _goes_on(change.before, item, change.step, today)
    doses = _dose_list(coming, item) if coming else ""
    if change.kind is ChangeKind.START:
        return ", ".join(part for part in (doses, _length(item, coming)) if part)
    if coming:
        doses = _joined(_before(change, coming[0]), doses)
    return ", ".join(part for part in (doses, _ending(item, today)) if part)


def _goes_on(before: PlanItem, item: PlanItem, step: DoseStep, today: date) -> str:
    """What was planned is not there any more: "50 mg goes on from Dec 8 instead of 25 mg"."""
    planned = before.step_on(step.start)
    if before.form is not item.form:
        return f"{_standing(step, item)} as {item.form.value} instead of {before.form.value}"
    same = planned is not None and _standing(planned, before) == _standing(step, item)
    if same or item.step_on(step.start) is None:
        return _ending(item, today) or f"{_standing(step, item)}, as planned"
    instead = _standing(planned, before) if planned else "the end that was planned"
    on = words.short_day(step.start, today)
    told = f"{_standing(step, item)} goes on from {on} instead of {instead}"
    return ", ".join(part for part in (told, _ending(item, today)) if part)


def change_tag(change: LineChange, today: date) -> str:
    """The short words at the end of a line's head: "Change", "Start: 7 days", "Keep"."""
    if change.kind is ChangeKind.KEEP:
        return "Keep"
    coming = fresh_steps(change)
    if change.kind is ChangeKind.STOP and not coming:
        stopped = change.item.stopped
        return f"Stop {words.short_day(stopped.on, today)}" if stopped else "Gone"
    if change.kind is ChangeKind.START:
        length = _length(change.item, coming)
        return f"Start: {length}" if length else "Start"
    if any(step.paused for step in coming):
        return "Change: pause"
    if not _ending(change.item, today):
        return "Change"
    doses = [step.daily_dose for step in coming]
    return "Change: taper to stop" if doses == sorted(doses, reverse=True) else "Change, then stop"


def change_icon(change: LineChange) -> tuple[str, str]:
    """Icon and tone; a stop at the end of new steps is a change first."""
    tapers = change.kind is ChangeKind.STOP and bool(fresh_steps(change))
    return CHANGE_ICONS[ChangeKind.CHANGE if tapers else change.kind]


def fresh_steps(change: LineChange) -> tuple[DoseStep, ...]:
    """The steps that this version brings."""
    goes_on = change.before is not None and change.kind is not ChangeKind.START
    known = change.before.steps if change.before and goes_on else ()
    keys = {(step.start, step.taken) for step in known}
    return tuple(step for step in change.item.steps if (step.start, step.taken) not in keys)


def _before(change: LineChange, first: DoseStep) -> str:
    if change.before is None:
        return ""
    step = change.before.step_on(first.start - ONE_DAY)
    return amount_of(step, change.before) if step else ""


def _dose_list(steps: tuple[DoseStep, ...], item: PlanItem) -> str:
    """Doses one after another with the unit once: "75, 50, 25 mg"; many that only fall or only rise by their
    ends: "60, 59, 58 … 1 mg in 60 steps". Of others each is told: one of them may be a slip.
    """
    shown = [amount_of(step, item) if not step.paused else "pause" for step in steps]
    unit = f"{words.NO_BREAK}{unit_of(item)}"
    bare = [text.removesuffix(unit) for text in shown[:-1]]
    if len(shown) > MOST_TOLD and _is_even(steps):
        return f"{', '.join(bare[:3])} … {shown[-1]} in {len(shown)} steps"
    return ", ".join((*bare, *shown[-1:]))


def _is_even(steps: tuple[DoseStep, ...]) -> bool:
    """Whether every dose is lower than the one before it, or every one higher, without a pause."""
    pairs = [(before.daily_dose, after.daily_dose) for before, after in pairwise(steps)]
    falls, rises = all(one > other for one, other in pairs), all(one < other for one, other in pairs)
    return (falls or rises) and not any(step.paused or step.as_needed for step in steps)


def _joined(before: str, after: str) -> str:
    if not before or before == after:
        return after
    number, _, unit = before.partition(words.NO_BREAK)
    return f"{number} to {after}" if unit and after.endswith(unit) else f"{before} to {after}"


def _length(item: PlanItem, steps: tuple[DoseStep, ...]) -> str:
    last = item.steps[-1].end
    if last is None or not steps:
        return ""
    return words.counted((last - steps[0].start).days + 1, "day")


def _ending(item: PlanItem, today: date) -> str:
    last = item.steps[-1].end
    on = item.stopped.on if item.stopped else last + ONE_DAY if last else None
    return f"stop {words.short_day(on, today)}" if on else ""
