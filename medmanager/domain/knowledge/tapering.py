"""Coming down from a drug in steps that tablets can make: never up, no faster than the tablets force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from medmanager.domain.day_words import dated
from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.proposals import (
    Cabinet,
    Dosed,
    Method,
    Note,
    Options,
    Proposal,
    Request,
    cabinet,
    dated_steps,
)
from medmanager.domain.knowledge.tablets import makeable
from medmanager.domain.knowledge.taper_rules import Ceiling, StopRule, TaperRules

MOST_STEPS = 120


@dataclass(frozen=True, slots=True)
class Pace:
    """How much comes off at each step, at most `most_mg`, and how far the steps are apart."""

    method: Method
    percent: Decimal
    every_days: int
    most_mg: Decimal | None = None

    def target(self, first: Decimal, before: Decimal) -> Decimal:
        """Where the next step would go if every dose could be made."""
        off = (first if self.method is Method.LINEAR else before) * self.percent / 100
        return before - min(off, self.most_mg or off)


def taper(rules: TaperRules, request: Request, setting: Setting) -> Proposal:
    """Steps down to nothing, or to the dose of the same drug that is asked for; `total_days` is the number of
    days until the first day without the drug, or at that dose.

    Raises Refused where no rule knows the drug, or the pace is faster than the rule allows.
    """
    leaving = wanted(request.leaving)
    rule = rules.stop(leaving.drug.key, setting)
    if rule is None:
        raise Refused(f"The base knows no way to stop {leaving.name}. Plan the steps by hand.", "name")
    goal = _goal(request, leaving)
    notes = (*rule.notes, *_partner_notes(rule, setting))
    if rule.sudden and not goal and request.options.percent is None and request.options.method is None:
        return Proposal((), 0, (*notes, _last_day(request.start, leaving, rule)))
    pace = pace_of(rule, request.options)
    refuse_too_fast(rule, pace, leaving.name)
    shelf = cabinet(leaving, rules.times_of(leaving.drug.key), request.options)
    at_hand = daily_doses(shelf, leaving.dose)
    _refuse_too_many_pieces(shelf, at_hand, leaving, pace)
    doses = ways_down(at_hand, leaving.dose, pace, goal)
    lengths = _lengths(doses, leaving.dose, pace, rule.ceiling, goal)
    days = sum(lengths)
    if not goal and days < rule.least_days:
        raise Refused(
            f"{leaving.name} is stopped over {rule.least_days} days or more ({rule.evidence.text}).",
            "every_days",
        )
    timed = [(dose, length, "") for dose, length in zip(doses, (*lengths, 1), strict=False)]
    steps = dated_steps(shelf, timed, request.start, goes_on=bool(goal))
    falls = [leaving.dose, *doses] if goal else [leaving.dose, *doses, Decimal(0)]
    warnings = tuple(too_steep(falls, pace, rule.ceiling))
    if not doses and not rule.sudden:
        warnings = (f"From {leaving.dose:f} mg to nothing in one step. A sudden stop is not advised here.",)
    if not goal:
        notes = (*notes, _last_day(request.start + timedelta(days=days), leaving, rule))
    return Proposal(steps, days, notes, warnings)


def _goal(request: Request, leaving: Dosed) -> Decimal:
    """The dose at which the taper ends, 0 for a stop. Raises Refused for a dose that is not lower."""
    coming = request.coming
    if coming is None or coming.drug.key != leaving.drug.key or not coming.daily_mg:
        return Decimal(0)
    if coming.daily_mg >= leaving.dose:
        raise Refused("A taper goes down. Ask for a titration to raise the dose.", "to")
    return coming.daily_mg


def _partner_notes(rule: StopRule, setting: Setting) -> tuple[Note, ...]:
    if rule.partners is None:
        return ()
    names = sorted(drug for drug in setting.drugs if drug in rule.partners.drugs)
    return (Note(rule.partners.text.format(names=", ".join(names)), rule.evidence),) if names else ()


def wanted(dosed: Dosed | None) -> Dosed:
    """The drug that a request must name."""
    if dosed is None:
        raise Refused("Name the medicine with its daily dose.", "from")
    return dosed


def pace_of(rule: StopRule, options: Options) -> Pace:
    """The clinician's wishes over those of the rule."""
    return Pace(
        options.method or rule.method,
        options.percent or rule.percent,
        options.every_days or rule.every_days,
        rule.most_mg,
    )


def refuse_too_fast(rule: StopRule, pace: Pace, name: str) -> None:
    """Raises Refused for a pace beyond a strict ceiling."""
    ceiling = rule.ceiling
    if ceiling is not None and ceiling.strict and pace.percent > ceiling.for_one_step(pace.every_days):
        raise Refused(
            f"{pace.percent:f} percent every {pace.every_days} days is too fast for {name}: at most "
            f"{ceiling.percent:f} percent in {ceiling.days} days ({rule.evidence.text}).",
            "percent",
        )
    if pace.every_days < rule.least_step_days:
        raise Refused(
            f"Steps of {name} are {rule.least_step_days} days apart or more ({rule.evidence.text}).",
            "every_days",
        )


def _refuse_too_many_pieces(shelf: Cabinet, doses: Sequence[Decimal], leaving: Dosed, pace: Pace) -> None:
    """Raises Refused where the dose takes so many pieces that the first step would be a plunge."""
    most, smallest = max(doses, default=Decimal(0)), min(one.strength for one in shelf.tablets)
    if most < pace.target(leaving.dose, leaving.dose) and leaving.dose - most >= smallest:
        raise Refused(
            f"{leaving.dose:f} mg of {leaving.name} a day takes too many pieces of {shelf.words}. "
            "Check the dose, or plan the first steps by hand.",
            "daily_mg",
        )


def _lengths(
    doses: Sequence[Decimal], first: Decimal, pace: Pace, ceiling: Ceiling | None, goal: Decimal
) -> list[int]:
    """Days of each step: those asked for, and longer where the tablets force a fall that a strict ceiling
    does not allow so soon.
    """
    way = [first, *doses] if goal else [first, *doses, Decimal(0)]
    falls = [percent_off(before, after, first, pace) for before, after in pairwise(way)]
    if ceiling is None or not ceiling.strict:
        return [pace.every_days] * (len(falls) - 1)
    # Between two falls there is time for both: no span of the ceiling's days holds more than it allows.
    return [max(pace.every_days, ceiling.days_for(one + other)) for one, other in pairwise(falls)]


def percent_off(before: Decimal, after: Decimal, first: Decimal, pace: Pace) -> Decimal:
    """How much a step takes off, as the method measures it."""
    return (before - after) / (first if pace.method is Method.LINEAR else before) * 100


def daily_doses(shelf: Cabinet, most: Decimal) -> tuple[Decimal, ...]:
    """All daily doses up to `most` that the tablets make, smallest first."""
    return makeable(shelf.tablets, most)


def ways_down(
    doses: Sequence[Decimal], first: Decimal, pace: Pace, goal: Decimal = Decimal(0)
) -> list[Decimal]:
    """The doses of the steps, each smaller than the one before, none of them 0; the goal is the last.

    Of the doses that can be made, the smallest that is not below the target is taken; where there is none
    between the target and the dose before, the next one down. Raises Refused for more steps than anybody
    would follow: a taper that is cut off would end with a sudden stop.
    """
    found: list[Decimal] = []
    before = first
    while (dose := _next(doses, pace.target(first, before), before)) is not None and dose > goal:
        if len(found) == MOST_STEPS:
            raise Refused(f"That makes more than {MOST_STEPS} steps. Take off more at each step.", "percent")
        found.append(dose)
        before = dose
    return [*found, goal] if goal else found


def _next(doses: Sequence[Decimal], target: Decimal, before: Decimal) -> Decimal | None:
    lower = [dose for dose in doses if dose < before]
    if not lower or target <= 0:
        return None
    return next((dose for dose in lower if dose >= target), lower[-1])


def too_steep(doses: Sequence[Decimal], pace: Pace, ceiling: Ceiling | None) -> Iterator[str]:
    """Steps that fall by more than the ceiling because the tablets make nothing between.

    A linear pace is measured on the first dose, a proportional one on the dose before, as it is meant: there
    the last tablet has to go at once, which is no news.
    """
    if ceiling is None:
        return
    for before, after in zip(doses, doses[1:], strict=False):
        if not after and pace.method is Method.PROPORTIONAL:
            return
        fall = percent_off(before, after, doses[0], pace)
        allowed = ceiling.percent if ceiling.strict else ceiling.for_one_step(pace.every_days)
        if fall > allowed:
            asked = pace.percent > ceiling.for_one_step(pace.every_days)
            why = "faster than advised" if asked else "no tablets make a dose between. A liquid would"
            yield (
                f"From {before:f} to {after:f} mg is {fall:.0f} percent, above {ceiling.percent:f} in "
                f"{ceiling.days} days: {why}."
            )


def _last_day(day: date, leaving: Dosed, rule: StopRule) -> Note:
    return Note(f"No {leaving.name} from {dated(day)} on.", rule.evidence)
