"""How much of a medicine is handed out, added up step by step so that every figure can be shown as a sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from medmanager.domain.plan.dose import AsNeeded, DoseStep, Strength
from medmanager.domain.plan.plan import PlanItem


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many days on which the same number of tablets of one strength is taken.

    `times` is how often a dose falls into these days, with `every_days` above 1 less often than daily;
    `each` is the tablets of all times of one such day. With `at_most` they are the most of an as-needed dose.
    """

    days: int
    times: int
    each: Decimal
    at_most: bool = False

    @property
    def count(self) -> Decimal:
        """Tablets in these days."""
        return self.times * self.each


@dataclass(frozen=True, slots=True)
class StrengthSum:
    """What is taken of one strength; `stretches` add up to `taken`, `handed_out` is whole tablets."""

    strength: Strength
    stretches: tuple[Stretch, ...]

    @property
    def taken(self) -> Decimal:
        """Tablets, capsules, mL ... in all."""
        return sum((one.count for one in self.stretches), Decimal(0))

    @property
    def handed_out(self) -> int:
        """The same, rounded up: no pharmacy hands out half a tablet."""
        return int(self.taken.to_integral_value(ROUND_CEILING))

    @property
    def rounded_up(self) -> bool:
        """Whether a part of a tablet was rounded up, which has to be said."""
        return self.handed_out != self.taken

    @property
    def at_most(self) -> bool:
        """Whether an as-needed dose is in it, so that it is the most and not what is surely taken."""
        return any(one.at_most for one in self.stretches)


@dataclass(frozen=True, slots=True)
class SupplySum:
    """What one filling is, from `start` for `days` days, a sum for each strength, the strongest first.

    `silent_days` are days of these for which the line says nothing: before it starts, or after its last step.
    `paused_days` are days on which nothing is taken.
    """

    start: date
    days: int
    strengths: tuple[StrengthSum, ...]
    silent_days: int = 0
    paused_days: int = 0

    @property
    def end(self) -> date:
        """The last day that is counted."""
        return self.start + timedelta(days=self.days - 1)


@dataclass(frozen=True, slots=True)
class RefillGap:
    """Where the same amount again and again is not what the later steps need, in so many `days`.

    `fitting_days` is how long a filling would have to be for doses that are not daily, where that alone is
    the cause; None where the dose changes.
    """

    strength: Strength
    handed_out: int
    needed: int
    days: int
    fitting_days: int | None = None

    @property
    def is_short(self) -> bool:
        """Whether too few are handed out."""
        return self.handed_out < self.needed


def supply_sum(item: PlanItem, start: date, days: int) -> SupplySum:
    """What `item` needs from `start` on for `days` days (1 or more), both ends counted.

    Scheduled tablets are counted on the days on which the step is given, as-needed doses at their most in a
    day. Pure arithmetic over the dated steps: nothing is guessed, parts of tablets are added before rounding.
    """
    found: dict[Strength, list[Stretch]] = {}
    end = start + timedelta(days=days - 1)
    covered = paused = 0
    for step in item.steps:
        part = _overlap(step, start, end)
        if part is None:
            continue
        length = (part[1] - part[0]).days + 1
        covered += length
        paused += length if step.paused else 0
        for strength, stretch in _stretches(step, *part):
            found.setdefault(strength, []).append(stretch)
    order = sorted(found, key=lambda strength: (-strength.amount, strength.unit))
    sums = tuple(StrengthSum(strength, tuple(found[strength])) for strength in order)
    return SupplySum(start, days, sums, days - covered, paused)


def first_day(item: PlanItem, today: date) -> date:
    """From when a filling counts: today, or the first day of a line that starts later, or again later."""
    coming = item.next_step_after(today) if item.step_on(today) is None else None
    return coming.start if coming else today


def refill_gaps(item: PlanItem, start: date, days: int, refills: int) -> tuple[RefillGap, ...]:
    """Strengths of which `refills` more of the first filling are not what the steps need in that time; before
    them those that run short in the midst of it, though the whole comes out even or is too much.
    """
    whole = _gaps(item, start, days, refills + 1)
    short = {gap.strength for gap in whole if gap.is_short}
    early: list[RefillGap] = []
    for fillings in range(2, refills + 1):
        fresh = [
            gap for gap in _gaps(item, start, days, fillings) if gap.is_short and gap.strength not in short
        ]
        early += fresh
        short |= {gap.strength for gap in fresh}
    return (*early, *whole)


def _gaps(item: PlanItem, start: date, days: int, fillings: int) -> tuple[RefillGap, ...]:
    first = {one.strength: one for one in supply_sum(item, start, days).strengths}
    found, fitting = [], _fitting(item, start, days)
    for whole in supply_sum(item, start, days * fillings).strengths:
        one = first.get(whole.strength)
        taken, handed = (one.taken, one.handed_out * fillings) if one else (Decimal(0), 0)
        # Rounding up each filling may hand out a tablet more than the whole time needs: that is no gap.
        if taken * fillings != whole.taken and handed != whole.handed_out:
            found.append(RefillGap(whole.strength, handed, whole.handed_out, days * fillings, fitting))
    return tuple(found)


def _fitting(item: PlanItem, start: date, days: int) -> int | None:
    """Whole rounds of the one dose that goes on, the nearest to so many days."""
    running = [step for step in item.steps if step.end is None or step.end >= start]
    if len(running) != 1 or running[0].end is not None or running[0].every_days == 1:
        return None
    every = running[0].every_days
    return max(round(days / every), 1) * every


def _overlap(step: DoseStep, start: date, end: date) -> tuple[date, date] | None:
    first = max(step.start, start)
    last = end if step.end is None else min(step.end, end)
    return (first, last) if first <= last else None


def _stretches(step: DoseStep, first: date, last: date) -> Iterator[tuple[Strength, Stretch]]:
    days, times = (last - first).days + 1, _times(step, first, last)
    each = _each_day(step)
    for strength, count in each.items():
        yield strength, Stretch(days, times, count)
    if step.as_needed is not None:
        yield step.as_needed.strength, _most(step.as_needed, days)


def _times(step: DoseStep, first: date, last: date) -> int:
    """On how many of these days a dose falls; the first dose is on the first day of the step."""
    before = (first - step.start).days
    return (last - step.start).days // step.every_days - (before - 1) // step.every_days


def _each_day(step: DoseStep) -> dict[Strength, Decimal]:
    counts: dict[Strength, Decimal] = {}
    for tablet in step.tablets:
        counts[tablet.strength] = counts.get(tablet.strength, Decimal(0)) + tablet.count
    return counts


def _most(needed: AsNeeded, days: int) -> Stretch:
    return Stretch(days, days, needed.most_in_day, at_most=True)
