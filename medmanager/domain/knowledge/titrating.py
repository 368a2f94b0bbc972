"""Up to a dose by the labelled steps, and back to it after missed days."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.proposals import (
    Cabinet,
    Dosed,
    Note,
    Proposal,
    ProposedStep,
    Request,
    cabinet,
    dated_steps,
)
from medmanager.domain.knowledge.tablets import makeable
from medmanager.domain.knowledge.taper_rules import RestartAction, RestartRule, TaperRules, TitrationRule
from medmanager.domain.knowledge.tapering import wanted

MOST_STEPS = 60


def titration(
    rules: TaperRules, request: Request, setting: Setting, dosed: Dosed, now: Decimal = Decimal(0)
) -> Proposal:
    """The labelled steps up to the dose asked for, or to the usual target where none is.

    `now` is what is taken of it already: the steps go on above it. A rule that names times of day goes before
    those at which it is taken. Without a rule for the drug the proposal is the dose itself, with a warning
    that nothing is known. Raises Refused for a dose above what the rule allows, or not above `now`.
    """
    if dosed.daily_mg is not None and dosed.daily_mg <= 0:
        raise Refused(f"A dose of {dosed.name} is more than 0 mg.", "daily_mg")
    rule = rules.titration(dosed.drug.key, setting)
    named = replace(dosed, times=(rule.times if rule else ()) or dosed.times)
    shelf = cabinet(named, rules.times_of(dosed.drug.key), request.options)
    if rule is None:
        steps = dated_steps(shelf, [(dosed.dose, 1, "")], request.start, goes_on=True)
        return Proposal(steps, 0, (), (f"The base knows no titration of {dosed.name}; look at the label.",))
    aim = dosed.daily_mg or rule.target_mg or rule.steps[-1].daily_mg
    if rule.most_mg is not None and aim > rule.most_mg:
        raise Refused(
            f"{aim:f} mg of {dosed.name} is above {rule.most_mg:f} mg, the most here ({rule.evidence.text}).",
            "daily_mg",
        )
    if now >= aim:
        raise Refused("A titration goes up. Ask for a taper to lower the dose.", "to")
    doses = [(dose, days) for dose, days in _way_up(rule, aim) if dose > now]
    steps = _with_pauses(
        rule, dated_steps(shelf, [(dose, days, "") for dose, days in doses], request.start, goes_on=True)
    )
    return Proposal(steps, sum(days for _, days in doses[:-1]), rule.notes, _above_target(rule, aim))


def restart(rules: TaperRules, request: Request, setting: Setting) -> Proposal:
    """Back after missed days: go on, begin lower, or titrate anew. Raises Refused where a rule says so."""
    dosed, missed = wanted(request.leaving or request.coming), request.missed_days
    if missed is None or missed < 0:
        raise Refused("Write how many days were missed; 0 or more.", "missed_days")
    rule = rules.restart(dosed.drug.key, missed, setting)
    if rule is None:
        raise Refused(f"The base knows no rule for restarting {dosed.name}. Look at the label.", "name")
    if rule.action is RestartAction.REFUSE:
        raise Refused(rule.why or f"{dosed.name} is not restarted without a new decision.", "missed_days")
    if rule.action is RestartAction.TITRATE:
        made = titration(rules, request, setting, dosed)
        return replace(made, notes=(*_why(rule), *rule.notes, *made.notes))
    shelf = cabinet(dosed, rules.times_of(dosed.drug.key), request.options)
    first = dosed.dose if rule.action is RestartAction.RESUME else _lower(shelf, rule, dosed)
    steps = dated_steps(shelf, [(first, 1, "")], request.start, goes_on=True)
    up = rules.titration(dosed.drug.key, setting)
    above = _above_target(up, dosed.dose) if up else ()
    return Proposal(steps, 0, (*_why(rule), *rule.notes), above)


def _lower(shelf: Cabinet, rule: RestartRule, dosed: Dosed) -> Decimal:
    """Where a lower restart begins: at most what the rule says, or half, as far down as tablets need."""
    aim = min(rule.lower_mg or dosed.dose / 2, dosed.dose)
    return max((dose for dose in makeable(shelf.tablets, aim) if dose <= aim), default=aim)


def _above_target(rule: TitrationRule, aim: Decimal) -> tuple[str, ...]:
    """Said where the target is lower because of something about this patient, as another medicine."""
    if not rule.when.clauses or rule.target_mg is None or aim <= rule.target_mg:
        return ()
    because = " ".join(dict.fromkeys(clause.fact for clause in rule.when.clauses))
    return (
        f"{aim:f} mg a day is above {rule.target_mg:f} mg, the target here because of {because} "
        f"({rule.evidence.text}). Check the dose.",
    )


def _why(rule: RestartRule) -> tuple[Note, ...]:
    return (Note(rule.why, rule.evidence),) if rule.why else ()


def _way_up(rule: TitrationRule, aim: Decimal) -> list[tuple[Decimal, int]]:
    """(daily mg, days) from the first step to the aim; the last one goes on.

    Raises Refused for more steps than anybody would follow: a way that is cut off would end with a leap.
    """
    way = [(step.daily_mg, step.days) for step in rule.steps if step.daily_mg < aim]
    dose = way[-1][0] if way else Decimal(0)
    while rule.add_mg and way and dose + rule.add_mg < aim:
        if len(way) == MOST_STEPS:
            raise Refused(f"{aim:f} mg takes more than {MOST_STEPS} steps. Check the dose.", "daily_mg")
        dose += rule.add_mg
        way.append((dose, rule.add_every_days))
    return [*way, (aim, 1)]


def _with_pauses(rule: TitrationRule, steps: tuple[ProposedStep, ...]) -> tuple[ProposedStep, ...]:
    """Steps that the rule gives every other day only."""
    every = {step.daily_mg: step.every_days for step in rule.steps}
    return tuple(replace(step, every_days=every.get(step.daily_mg, 1)) for step in steps)
