"""Makes the take-home plan's sheet from the plan and what is known of the patient; adds no dose."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.errors import Refused
from medmanager.domain.paper.advice import advice_for, signs_for
from medmanager.domain.paper.changes import stopped_of, tag_of, told_changes
from medmanager.domain.paper.sheets import (
    PlanSheet,
    SheetAllergy,
    SheetAsNeeded,
    SheetHead,
    SheetInjection,
    SheetMedicine,
    SheetStopped,
    SheetTrend,
    SheetVisit,
    Tag,
)
from medmanager.domain.patient import Allergy
from medmanager.domain.plan.changes import ChangeKind, LineChange, compare
from medmanager.domain.plan.dose import DoseStep, Form, Slot, tablets_needed
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.practice import SlotClock

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_CONTRADICTION = (
    "A medicine changes between “every day” and “only if needed” later on. The sheet cannot say both. "
    "Take that step out, and change the plan on its day."
)


@dataclass(frozen=True, slots=True, repr=False)
class SheetSources:
    """What a sheet is made from. `clock_time` is the practice's local time, for what is still to be taken."""

    head: SheetHead
    plan: Plan
    previous: Plan | None
    clock_time: time
    slot_clock: SlotClock
    allergy_knowledge: AllergyKnowledge
    allergies: tuple[Allergy, ...] = ()
    next_visit: SheetVisit | None = None
    signed_on: date | None = None
    """The practice's day on which the plan was signed; None for a draft."""
    is_first: bool = False
    """Whether no sheet of this plan went home yet: then it tells what changed also on a later day."""
    in_a_day: bool = True
    """Whether all that changed since `previous` was signed on that one day."""
    trend: SheetTrend | None = None
    restart_gaps: Mapping[str, int] = field(default_factory=dict)
    """Missed days after which a medicine is asked about first, by generic name in lower case."""
    asked_to_stop: tuple[SheetStopped, ...] = ()
    """Medicines from elsewhere that the patient is asked not to take any more."""

    @property
    def day(self) -> date:
        return self.head.made_on

    @property
    def changed_today(self) -> bool:
        """Whether all of it changed on the day of the sheet."""
        return self.in_a_day and self.signed_on in (None, self.day)

    @property
    def tells_changes(self) -> bool:
        """Not on a sheet that is printed again on a later day: since the last one nothing changed."""
        return self.is_first or self.signed_on in (None, self.day)


def make_plan_sheet(sources: SheetSources) -> PlanSheet:
    """The sheet of that day. Raises Refused where the plan has nothing to take or contradicts itself."""
    changes = compare(sources.previous, sources.plan, sources.day)
    tags = {change.item.line_id: tag_of(change) for change in changes} if sources.tells_changes else {}
    items = sources.plan.active_items(sources.day)
    for item in items:
        _refuse_contradiction(item, sources.day)
    daily = [medicine for item in items if (medicine := _daily(item, tags.get(item.line_id), sources))]
    needed = [one for item in items for one in _needed(item, tags.get(item.line_id), sources.day)]
    injections = tuple(given for item in items for given in _injections(item, sources.day))
    if not daily and not needed and not injections:
        raise Refused("Nothing on this plan is to be taken. Add a medicine, or tell the patient in person.")
    told = told_changes(changes) if sources.tells_changes else ()
    return PlanSheet(
        head=sources.head,
        changes=told,
        changed_today=sources.changed_today,
        daily=tuple(daily),
        as_needed=tuple(needed),
        stopped=_no_more(changes, sources),
        warning_signs=signs_for(items, sources.plan.warning_signs),
        next_visit=sources.next_visit,
        injections=injections,
        allergies=_allergies(sources),
        advice=advice_for(sources.plan.items, sources.day, sources.plan.message, sources.restart_gaps),
        trend=sources.trend,
    )


def _no_more(changes: tuple[LineChange, ...], sources: SheetSources) -> tuple[SheetStopped, ...]:
    """What is not to be taken any more, from elsewhere too.

    A stop still to come stands in the grid with its date instead: "do not take" beside a dose for tonight
    would be read as tonight. A line that fell out of the plan without a stop is stopped with this plan.
    """
    stops = (change.item for change in changes if change.kind is ChangeKind.STOP)
    clock, gone = (sources.day, sources.clock_time, sources.slot_clock), sources.signed_on or sources.day
    ours = tuple(
        replace(stopped_of(item), on=gone) if item.stopped is None else stopped_of(item)
        for item in stops
        if item.stopped is None or not steps_to_tell(item, *clock)
    )
    active = sources.plan.active_items(sources.day)
    told = {change.item.line_id for change in changes if change.kind is ChangeKind.STOP}
    over = (one for item in active if item.line_id not in told and (one := _over(item, sources)))
    return (*ours, *over, *sources.asked_to_stop)


def _over(item: PlanItem, sources: SheetSources) -> SheetStopped | None:
    """A line that is paused, or ends, with no dose planned any more: it stands nowhere else on the sheet."""
    ahead = (_daily(item, None, sources), *_needed(item, None, sources.day), *_injections(item, sources.day))
    taken = [step.end for step in item.steps if not step.paused]
    if any(ahead) or not taken or taken[-1] is None:
        return None
    return replace(stopped_of(item), on=taken[-1] + timedelta(days=1))


def sentences(text: str) -> tuple[str, ...]:
    """Free text as its sentences, so that each can be looked up in the phrase table."""
    return tuple(part for part in _SENTENCE_END.split(" ".join(text.split())) if part)


def steps_to_tell(item: PlanItem, day: date, clock_time: time, slots: SlotClock) -> tuple[DoseStep, ...]:
    """The steps from that day on. One that ends that day counts only if a time of day is still to come."""
    return tuple(
        step
        for step in item.steps
        if step.end is None or step.end > day or (step.end == day and _still_to_take(step, clock_time, slots))
    )


def _still_to_take(step: DoseStep, clock_time: time, slots: SlotClock) -> bool:
    clock = {
        Slot.MORNING: slots.morning,
        Slot.NOON: slots.noon,
        Slot.EVENING: slots.evening,
        Slot.BEDTIME: slots.bedtime,
    }
    return any(clock[tablet.slot] >= clock_time for tablet in step.tablets)


def _refuse_contradiction(item: PlanItem, day: date) -> None:
    ahead = [step for step in item.steps if step.end is None or step.end >= day]
    kinds = {step.as_needed is not None for step in ahead if not step.paused}
    if len(kinds) > 1:
        raise Refused(_CONTRADICTION)


def _daily(item: PlanItem, tag: Tag | None, sources: SheetSources) -> SheetMedicine | None:
    ahead = steps_to_tell(item, sources.day, sources.clock_time, sources.slot_clock)
    steps = tuple(_from_next_due(step, sources.day) for step in ahead)
    if item.form is Form.INJECTION or not any(step.tablets for step in steps):
        return None
    return SheetMedicine(
        item.medicine.generic,
        item.medicine.brand,
        item.form,
        item.purpose,
        steps,
        sentences(item.directions),
        tag,
    )


def _from_next_due(step: DoseStep, day: date) -> DoseStep:
    """What is not given daily with the next day on which it is due as its first one: "until then, every
    other day" tells of no day whether it is one. A pause, where it is due no more.
    """
    if step.start >= day or step.every_days == 1 or step.paused:
        return step
    due = step.next_given(day)
    return replace(step, start=day, tablets=(), every_days=1) if due is None else replace(step, start=due)


def _needed(item: PlanItem, tag: Tag | None, day: date) -> Iterator[SheetAsNeeded]:
    """Each dose that may be taken when needed from that day on, with the days on which it may."""
    for step in item.steps:
        if step.as_needed is not None and (step.end is None or step.end >= day):
            start = step.start if step.start > day else None
            names = item.medicine.generic, item.medicine.brand, item.form
            yield SheetAsNeeded(*names, step.as_needed, tag, start, step.end)


def _injections(item: PlanItem, day: date) -> Iterator[SheetInjection]:
    """The next injection on or after that day, of each strength; the first one of a step is on its start."""
    for step in item.steps if item.form is Form.INJECTION else ():
        on = step.next_given(day) if step.tablets else None
        if on is not None:
            for strength, count in tablets_needed(step, 1).items():
                yield SheetInjection(item.medicine.generic, strength, count, on)
            return


def _allergies(sources: SheetSources) -> tuple[SheetAllergy, ...] | None:
    """None where nobody asked or nobody knows: an empty list alone never means "none"."""
    active = tuple(allergy for allergy in sources.allergies if allergy.active)
    if active:
        return tuple(SheetAllergy(allergy.substance, allergy.reaction) for allergy in active)
    return () if sources.allergy_knowledge is AllergyKnowledge.NONE_KNOWN else None
