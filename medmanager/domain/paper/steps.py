"""The sheets of dated steps: one medicine that goes up or down, and two of which one takes over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.paper.sheets import SheetFeeling, SheetHead, SheetMedicine, SheetVisit, Stage, joined
from medmanager.domain.plan.dose import DoseStep, Form, Strength, tablets_needed
from medmanager.domain.plan.plan import PlanItem

_WHOLE_ONLY = frozenset(
    {Form.ER_TABLET, Form.ER_CAPSULE, Form.CAPSULE, Form.ODT, Form.PATCH, Form.FILM, Form.SPRAY}
)


@dataclass(frozen=True, slots=True, repr=False)
class DoseStepsSheet:
    """The steps of one medicine from the day of the sheet on, day by day with boxes to tick."""

    head: SheetHead
    medicine: SheetMedicine
    feelings: tuple[SheetFeeling, ...] = ()
    next_visit: SheetVisit | None = None

    def __post_init__(self) -> None:
        if not rows_of(self.medicine, self.head.made_on):
            raise Refused("No step of this medicine is ahead. Print the take-home plan instead.")


@dataclass(frozen=True, slots=True, repr=False)
class CrossTaperSheet:
    """One medicine takes over from another. `coming` stands at the left of the page, always."""

    head: SheetHead
    coming: SheetMedicine
    leaving: SheetMedicine
    next_visit: SheetVisit | None = None
    warning_signs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _are_daily((*self.coming.steps, *self.leaving.steps), self.head.made_on):
            raise Refused("One of these is not taken daily. Print the dose steps of each by itself.")
        if not pair_stages(self.coming, self.leaving, self.head.made_on):
            raise Refused("No step of these medicines is ahead. Print the take-home plan instead.")


@dataclass(frozen=True, slots=True)
class PairStage:
    """What is taken of two medicines from `start` through `end`; a Stage whose step is None: none of it."""

    start: date
    end: date | None
    coming: Stage
    leaving: Stage

    @property
    def is_washout(self) -> bool:
        """Whether neither is taken."""
        return self.coming.step is None and self.leaving.step is None


def now_of(medicine: SheetMedicine, day: date) -> Stage | None:
    """What was begun before that day and goes on until the first row; None where a row begins today.

    Nothing, where the dose is not given daily: "until then, as now" would have it taken every day.
    """
    found = _running(medicine, day)
    if found is None or found.end is None:
        return None
    due = _next_due(found, day)
    if due is None:
        return replace(found, step=None) if found.step is not None and found.step.every_days > 1 else found
    return Stage(found.start, due - ONE_DAY, None) if due > day else None


def rows_of(medicine: SheetMedicine, day: date) -> tuple[Stage, ...]:
    """The stages that begin on that day or later, the last one with what holds from then on.

    Of a running dose that is not given daily the rest is a row too, from the next day on which it is due.
    """
    now = _running(medicine, day)
    due = _next_due(now, day) if now is not None and now.end is not None else None
    rest = (replace(now, start=due),) if now is not None and due is not None else ()
    return joined((*rest, *(one for one in medicine.planned_stages if one.start >= day)))


def needed_for(medicine: SheetMedicine, stages: Iterable[Stage]) -> Mapping[Strength, Decimal]:
    """Tablets of each strength for those stages that end, the highest strength first; no halves left over."""
    found: dict[Strength, Decimal] = {}
    for stage in stages:
        if stage.step is not None and stage.end is not None:
            for strength, count in tablets_needed(stage.step, (stage.end - stage.start).days + 1).items():
                found[strength] = found.get(strength, Decimal(0)) + count
    ordered = sorted(found, key=lambda strength: -strength.amount)
    if medicine.form is Form.LIQUID:
        return {strength: found[strength] for strength in ordered}
    return {strength: found[strength].to_integral_value(ROUND_CEILING) for strength in ordered}


def pair_stages(coming: SheetMedicine, leaving: SheetMedicine, day: date) -> tuple[PairStage, ...]:
    """Both medicines side by side from the first change on that day or later, a row for each change."""
    days = sorted({one.start for medicine in (coming, leaving) for one in rows_of(medicine, day)})
    if not days:
        return ()
    ends = [*(start - ONE_DAY for start in days[1:]), None]
    return tuple(
        PairStage(start, end, _on(coming, start), _on(leaving, start))
        for start, end in zip(days, ends, strict=True)
    )


def is_pair(coming: PlanItem, leaving: PlanItem, day: date) -> bool:
    """Whether one medicine takes over from the other: the same purpose, one begins and the other one ends.

    Both daily: a row has the dates of both, and says of neither which day is the next.
    """
    begins, ends = coming.steps[0].start, leaving.steps[-1].end
    return (
        coming.purpose.casefold() == leaving.purpose.casefold()
        and coming.steps[-1].end is None
        and not coming.steps[-1].paused
        and _are_daily((*coming.steps, *leaving.steps), day)
        and ends is not None
        and ends >= day
        and leaving.steps[0].start < begins
        and not (coming.as_needed or leaving.as_needed)
    )


def refuse_split(item: PlanItem, day: date, scored: Mapping[Strength, bool | None]) -> None:
    """Raises Refused where a step asks for a part of something that is not split.

    `scored` by strength, as the knowledge base knows the products; None or missing: nobody knows, and the
    sheet says to look for the line.
    """
    for step in item.steps:
        for tablet in step.tablets:
            if tablet.count % 1 == 0 or item.form is Form.LIQUID or (step.end and step.end < day):
                continue
            if item.form in _WHOLE_ONLY or scored.get(tablet.strength) is False:
                raise Refused(
                    f"A step asks for a part of a {item.form}, which is not split. "
                    "Change that step to whole ones, or use another strength.",
                    "count",
                )


def _are_daily(steps: Iterable[DoseStep], day: date) -> bool:
    """Whether everything from that day on is taken daily."""
    return all(step.every_days == 1 for step in steps if step.end is None or step.end >= day)


def _running(medicine: SheetMedicine, day: date) -> Stage | None:
    return next((one for one in medicine.planned_stages if one.start < day and one.covers(day)), None)


def _next_due(stage: Stage, day: date) -> date | None:
    """The first day from then on for what is not given daily; None for what is, and where none comes."""
    return stage.step.next_given(day) if stage.step is not None and stage.step.every_days > 1 else None


def _on(medicine: SheetMedicine, day: date) -> Stage:
    found = next((one for one in medicine.stages if one.covers(day)), None)
    return found or Stage(day, None, None)
