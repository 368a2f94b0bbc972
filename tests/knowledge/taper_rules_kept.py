"""What every proposal must keep, whatever is asked: the complaints about one that does not."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.knowledge.proposals import Method, Proposal, ProposedStep, Request
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.knowledge.tablets import COUNTED, MOST_PIECES, NOT_COUNTED
from medmanager.domain.knowledge.taper_rules import Ceiling, StopRule, TitrationRule

ONE_DAY = timedelta(days=1)


def tablet_faults(drug: Drug, steps: tuple[ProposedStep, ...], *, may_split: bool = True) -> Iterator[str]:
    """Tablets that no pharmacy has, parts of what is not scored, sums that are not the dose."""
    products = [one for one in drug.products if one.unit in COUNTED and one.form not in NOT_COUNTED]
    whole = {strength for one in products for strength in one.strengths}
    scored = {strength for one in products if one.scored for strength in one.strengths}
    for step in steps:
        for taken in step.tablets:
            if taken.strength not in whole:
                yield f"there is no {taken.strength} mg"
            if taken.count <= 0 or taken.count % Decimal("0.5"):
                yield f"{taken.count} tablets cannot be counted"
            if taken.count % 1 and not (may_split and taken.strength in scored):
                yield f"{taken.strength} mg is halved"
        for time in {taken.time for taken in step.tablets}:
            # a half may stand beside a whole one of the same strength
            if sum((one.count for one in step.tablets if one.time == time), Decimal(0)) > MOST_PIECES:
                yield f"too many pieces in the {time}"
        if sum((one.strength * one.count for one in step.tablets), Decimal(0)) != step.daily_mg:
            yield f"the tablets do not make {step.daily_mg} mg"


def date_faults(steps: tuple[ProposedStep, ...], start: date) -> Iterator[str]:
    """Steps before the start, gaps, overlaps, a step without an end that is not the last."""
    if steps and steps[0].start != start:
        yield f"begins on {steps[0].start} and not on {start}"
    for before, after in pairwise(steps):
        if before.end is None or after.start != before.end + ONE_DAY:
            yield f"{before.end} and {after.start} do not follow one another"
    yield from (f"{one.start} ends before it begins" for one in steps if one.end and one.end < one.start)


def taper_faults(request: Request, made: Proposal, rule: StopRule) -> Iterator[str]:
    """All that is wrong with a taper by this rule."""
    leaving = request.leaving
    assert leaving is not None, "a taper leaves a drug"
    yield from tablet_faults(leaving.drug, made.steps, may_split=request.options.may_split)
    yield from date_faults(made.steps, request.start)
    doses = [leaving.dose, *(step.daily_mg for step in made.steps)]
    yield from (f"{after} mg after {before} mg" for before, after in pairwise(doses) if after >= before)
    last = made.steps[-1].end if made.steps else None
    if made.steps and last is not None and last + ONE_DAY != request.start + timedelta(days=made.total_days):
        yield f"{made.total_days} days do not end on {last}"
    yield from _steep(request, made, rule, doses)


def _steep(request: Request, made: Proposal, rule: StopRule, doses: list[Decimal]) -> Iterator[str]:
    """Falls beyond the ceiling that no warning speaks of."""
    if rule.ceiling is None or not made.steps:
        return
    linear = (request.options.method or rule.method) is Method.LINEAR
    ceiling, every_days = rule.ceiling, request.options.every_days or rule.every_days
    # Beneath a strict ceiling a step that the tablets make steep is not warned of but waited for.
    most = ceiling.percent if ceiling.strict else ceiling.for_one_step(every_days)
    if ceiling.strict:
        yield from _hasty(made, ceiling, doses, linear=linear)
    # The last tablet of a proportional taper has to go some day, and no dose above it at once.
    smallest = min((one.strength * one.count for step in made.steps for one in step.tablets), default=0)
    if not linear and made.steps[-1].end is not None and doses[-1] > 2 * smallest:
        yield f"stops at once from {doses[-1]} mg"
    ending = [*doses, Decimal(0)] if linear and made.steps[-1].end is not None else doses
    for before, after in pairwise(ending):
        fall = (before - after) / (doses[0] if linear else before) * 100
        said = any(f"{before:f} to {after:f} mg" in text for text in made.warnings)
        if fall > most and not said:
            yield f"from {before} to {after} mg is {fall:.0f} percent, above {most}, and nobody says so"


def _hasty(made: Proposal, ceiling: Ceiling, doses: list[Decimal], *, linear: bool) -> Iterator[str]:
    """Steps that end before the two falls around them have had their days."""
    falls = [
        (one - other) / (doses[0] if linear else one) * 100 for one, other in pairwise([*doses, Decimal(0)])
    ]
    for step, (fall, later) in zip(made.steps, pairwise(falls), strict=False):
        days = (step.end - step.start).days + 1 if step.end else ceiling.days
        if days < min((fall + later) / ceiling.percent, Decimal(1)) * ceiling.days:
            yield f"{step.daily_mg} mg for {days} days between {fall:.0f} and {later:.0f} percent"


def titration_faults(request: Request, made: Proposal, rule: TitrationRule | None) -> Iterator[str]:
    """All that is wrong with a titration."""
    coming = request.coming
    assert coming is not None, "a titration begins a drug"
    yield from tablet_faults(coming.drug, made.steps, may_split=request.options.may_split)
    yield from date_faults(made.steps, request.start)
    doses = [step.daily_mg for step in made.steps]
    yield from (f"{after} mg after {before} mg" for before, after in pairwise(doses) if after < before)
    if coming.daily_mg is not None and doses and doses[-1] != coming.daily_mg:
        yield f"ends at {doses[-1]} and not at {coming.daily_mg} mg"
    if rule is not None and rule.most_mg is not None and any(dose > rule.most_mg for dose in doses):
        yield f"above the most of {rule.most_mg} mg"
    if rule is not None and rule.add_mg:
        known = {Decimal(0), *(step.daily_mg for step in rule.steps)}
        rises = ((before, after) for before, after in pairwise(doses) if before not in known - {doses[0]})
        yield from (
            f"rises from {before} to {after}" for before, after in rises if after - before > rule.add_mg
        )
    if made.steps and made.steps[-1].end is not None:
        yield "nothing is taken at the end"


def switch_faults(base: KnowledgeBase, request: Request, made: Proposal) -> Iterator[str]:
    """Drugs that must not be taken together are not, and the days between them are kept."""
    leaving, coming = request.leaving, request.coming
    assert leaving is not None, "a switch leaves a drug"
    assert coming is not None, "a switch begins one"
    down = tuple(step for step in made.steps if step.name == leaving.name)
    up = tuple(step for step in made.steps if step.name == coming.name)
    if len(down) + len(up) != len(made.steps):
        yield "a step of a third drug"
    yield from tablet_faults(leaving.drug, down)
    yield from tablet_faults(coming.drug, up)
    yield from date_faults(down, request.start)
    if not up:
        yield "the new drug never begins"
        return
    yield from date_faults(up, up[0].start)
    if up[0].start < request.start:
        yield "the new drug begins before the start"
    last = max((step.end or date.max for step in down), default=request.start - ONE_DAY)
    asked = base.pairs[0].washouts(leaving.drug.key, coming.drug.key)
    grave = [days for days, rule in asked if rule.wording.severity.rank >= Severity.MAJOR.rank]
    between = (up[0].start - last).days - 1
    if between < max(grave, default=between):
        yield f"{between} days between them instead of {max(grave)}"
