"""Everything that can differ between two versions of a plan, in words: no change is silent. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from medmanager.domain.plan.dose import DoseStep, Slot
from medmanager.domain.plan.plan import FollowUp, MonitoringItem, Plan, PlanItem, SetAside
from ui.kit import words
from ui.kit.plan_words import counted, for_purpose, how_many, tablets_of

NONE = "none"
STEP_LABELS: Final = ("How it is taken", "Why this dose")
"""What tells of the steps."""
STOP_LABEL: Final = "Stopped"
T = TypeVar("T", Plan, PlanItem)


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that differs: what it is, and how it stands in either version."""

    label: str
    before: str
    after: str


def line_details(before: PlanItem | None, after: PlanItem | None, today: date) -> tuple[Detail, ...]:
    """Everything in which two versions of one line differ; () where only one of them has it."""
    if before is None or after is None:
        return ()
    return (*_step_details(before, after, today), *_differing(_ITEM, before, after, today))


def _step_details(before: PlanItem, after: PlanItem, today: date) -> tuple[Detail, ...]:
    """How it is taken and why, of the steps that only one of them has: a dose of a day does not tell it."""
    found = []
    for label, tell in zip(STEP_LABELS, (_step, _why), strict=True):
        old, new = (tuple(_told(item, tell, today)) for item in (before, after))
        if old != new:
            left, right = _only(old, new), _only(new, old)
            found.append(Detail(label, left or NONE, right or NONE))
    return tuple(found)


def plan_details(before: Plan, after: Plan, today: date) -> tuple[Detail, ...]:
    """Everything in which two versions differ beside their lines."""
    return tuple(_differing(_PLAN, before, after, today))


def item_facts(item: PlanItem | None, today: date) -> dict[str, str]:
    """Every fact of a line but its doses, by its label; "" for what is not there."""
    return {label: tell(item, today) if item else "" for label, tell in _ITEM}


def steps_told(item: PlanItem | None, today: date) -> str:
    """How it is taken in the steps of today and later."""
    coming = [one for one in item.steps if one.end is None or one.end >= today] if item else []
    return "; ".join(_step(one, item, today) for one in coming) if item else ""


def _differing(
    table: Iterable[tuple[str, Callable[[T, date], str]]], before: T, after: T, today: date
) -> Iterable[Detail]:
    for label, tell in table:
        old, new = tell(before, today), tell(after, today)
        if old != new:
            yield Detail(label, old or NONE, new or NONE)


def _medicine(item: PlanItem, _: date) -> str:
    known = item.medicine
    brand = f" ({known.brand})" if known.brand else ""
    code = f", RxNorm {known.rxcui}" if known.rxcui else ""
    return f"{known.generic}{brand}{code}"


def _stopped(item: PlanItem, today: date) -> str:
    if item.stopped is None:
        return ""
    return f"from {words.short_day(item.stopped.on, today)}, because {item.stopped.reason}"


def _supply(item: PlanItem, _: date) -> str:
    """ "for 30 days, 2 refills"."""
    supply = item.supply
    if supply is None:
        return ""
    return f"for {words.counted(supply.days, 'day')}, {words.counted(supply.refills, 'refill')}"


def _tests(item: PlanItem, today: date) -> str:
    return "; ".join(_test(one, today) for one in item.monitoring)


def _test(one: MonitoringItem, today: date) -> str:
    """A day that the knowledge base works out anew each time is nobody's change."""
    name = _read(one.measure)
    done = f", done {words.short_day(one.done_on, today)}" if one.done_on else ""
    if one.rule:
        return f"{name}{done}"
    return f"{name} by {words.short_day(one.due, today)} ({one.why}){done}"


def _set_aside(item: PlanItem, today: date) -> str:
    return "; ".join(_aside(one, today) for one in item.set_aside)


def _aside(one: SetAside, today: date) -> str:
    return f"{_read(one.measure)}, because {one.reason}"


def _watch(item: PlanItem, _: date) -> str:
    return ", ".join(map(_read, item.watch))


def _read(code: str) -> str:
    return code.replace("_", " ").replace("-", " ")


def _plain(name: str) -> Callable[[PlanItem, date], str]:
    def told(item: PlanItem, _: date) -> str:
        return str(getattr(item, name))

    return told


_ITEM: Final[tuple[tuple[str, Callable[[PlanItem, date], str]], ...]] = (
    ("Medicine", _medicine),
    ("Form", lambda item, _: item.form.value),
    ("What for", lambda item, _: for_purpose(item.purpose)),
    (STOP_LABEL, _stopped),
    ("Directions", _plain("directions")),
    ("Expected", _plain("benefit")),
    ("Expected when", _plain("benefit_when")),
    ("Watch for", _watch),
    ("Tests", _tests),
    ("Tests set aside", _set_aside),
    ("Prescriber", _plain("prescriber")),
    ("Supply", _supply),
    ("Cost concern", _plain("cost_concern")),
    ("Question", _plain("question")),
    ("Hard to take", _plain("adherence")),
)


def _told(item: PlanItem, tell: Callable[[DoseStep, PlanItem, date], str], today: date) -> Iterable[str]:
    return (text for step in item.steps if (text := tell(step, item, today)))


def _only(these: tuple[str, ...], those: tuple[str, ...]) -> str:
    return "; ".join(text for text in these if text not in those)


def _step(step: DoseStep, item: PlanItem, today: date) -> str:
    """ "from Nov 24 to Dec 7: morning 1 × 50 mg, bedtime 2 × 25 mg"."""
    end = f" to {words.short_day(step.end, today)}" if step.end else ""
    return f"from {words.short_day(step.start, today)}{end}: {taken_words(step, item)}"


def taken_words(step: DoseStep, item: PlanItem) -> str:
    """ "morning 1 × 50 mg, bedtime 2 × 25 mg"; "pause" where nothing is taken."""
    parts = [
        f"{slot.value} {counted(one.count, one.strength, item.form)}"
        for slot in Slot
        for one in step.tablets
        if one.slot is slot
    ]
    if step.as_needed is not None:
        most = how_many(step.as_needed.most_in_day, item.form)
        parts.append(f"{tablets_of(step, item.form)}, at most {most} in a day")
    if step.every_days > 1:
        parts.append(f"every {words.counted(step.every_days, 'day')}")
    return ", ".join(parts) or "pause"


def _why(step: DoseStep, _: PlanItem, today: date) -> str:
    return f"{words.short_day(step.start, today)}: {step.reason}" if step.reason else ""


def _next_visit(plan: Plan, today: date) -> str:
    return visit_told(plan.follow_up, today) if plan.follow_up else ""


def visit_told(visit: FollowUp, today: date) -> str:
    """ "Fri, Dec 4, follow-up, 30 minutes"."""
    step = f", for step {visit.step}" if visit.step else ""
    began = f" of {words.short_day(visit.step_on, today)}" if visit.step_on else ""
    return f"{words.day_name(visit.on, today)}, {visit.why}, {visit.minutes} minutes{step}{began}"


_PLAN: Final[tuple[tuple[str, Callable[[Plan, date], str]], ...]] = (
    ("Next visit", _next_visit),
    ("Message to the patient", lambda plan, _: plan.message),
    ("Call us if", lambda plan, _: "; ".join(plan.warning_signs)),
)
