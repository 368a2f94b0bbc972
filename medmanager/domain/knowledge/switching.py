"""From one drug to another: at once, crossing over, or with the gap that the interaction rules ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.day_words import dated
from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.alerts import Alert, AlertKind
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.proposals import (
    Dosed,
    Note,
    Proposal,
    ProposedStep,
    Request,
    RequestKind,
    Unsafe,
    cabinet,
    dated_steps,
)
from medmanager.domain.knowledge.question import Listed, Question
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.knowledge.taper_rules import SwitchMethod, SwitchRule
from medmanager.domain.knowledge.tapering import daily_doses, taper, wanted
from medmanager.domain.knowledge.titrating import titration


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without either drug, and the alerts that ask for them."""

    days: int
    alerts: tuple[Alert, ...] = ()


def switch(base: KnowledgeBase, request: Request, setting: Setting) -> Proposal:
    """Both drugs with their dates. Forbidden pairs never overlap and keep their washout.

    Raises Refused for a pair that no rule knows, a switch that a rule refuses, or a new drug that must not be
    given beside the other medicines or to this patient.
    """
    leaving, coming = wanted(request.leaving), wanted(request.coming)
    if leaving.drug.key == coming.drug.key:
        raise Refused(f"This is the same medicine. Change the dose of {leaving.name} instead.", "to")
    refuse_forbidden(base, request, coming)
    gap = gap_between(base, leaving, coming, request.start)
    rule = base.tapers.switch(leaving.drug.key, coming.drug.key, setting)
    if rule is None and not gap.days:
        raise Refused(
            f"The base knows no way from {leaving.name} to {coming.name}. Plan the steps by hand.", "to"
        )
    if rule is not None and rule.method is SwitchMethod.REFUSE:
        raise Refused(rule.why, "to")
    return _by_rule(base, request, setting, rule, gap)


def washout(base: KnowledgeBase, request: Request, setting: Setting) -> Proposal:
    """The days between the last dose of one and the first of the other; `start` is the first without it."""
    leaving, coming = wanted(request.leaving), wanted(request.coming)
    refuse_forbidden(base, request, coming)
    gap = gap_between(base, leaving, coming, request.start)
    first = request.start + timedelta(days=gap.days)
    steps = _coming(base, request, setting, first) if coming.daily_mg else Proposal((), 0)
    no_gap = f"The base asks for no days without both between {leaving.name} and {coming.name}."
    return Proposal(
        steps.steps,
        gap.days,
        (*_gap_notes(gap, leaving, coming, first), *steps.notes),
        steps.warnings if gap.days else (no_gap, *steps.warnings),
    )


def gap_between(base: KnowledgeBase, leaving: Dosed, coming: Dosed, start: date) -> Gap:
    """The longest washout that a grave interaction asks for between these two; milder ones are only told."""
    asked = base.pairs[0].washouts(leaving.drug.key, coming.drug.key)
    if not asked:
        return Gap(0)
    grave = (days for days, rule in asked if rule.wording.severity.rank >= Severity.MAJOR.rank)
    days = max(grave, default=0)
    question = Question(start, (Listed(leaving.name, stop=start), Listed(coming.name, start=start)))
    alerts = check(base, question).alerts
    return Gap(days, tuple(alert for alert in alerts if alert.kind is AlertKind.WASHOUT))


def refuse_forbidden(base: KnowledgeBase, request: Request, coming: Dosed) -> None:
    """Raises Refused when the new drug is contraindicated beside what goes on, or for this patient."""
    for alert in alerts_about(base, request, coming):
        if alert.severity is Severity.CONTRAINDICATED:
            raise Unsafe(f"{alert.title}. {alert.advice}", alert.source, "to")


def alerts_about(base: KnowledgeBase, request: Request, coming: Dosed) -> tuple[Alert, ...]:
    """What a check says of the new drug beside what goes on, from its first day on."""
    left = request.leaving.drug.key if request.leaving else ""
    others = tuple(one for one in request.others if _key(base, one) not in {left, coming.drug.key})
    question = Question(request.start, (*others, Listed(coming.name, start=request.start)), request.facts)
    return tuple(alert for alert in check(base, question).alerts if coming.name in alert.subjects)


def _key(base: KnowledgeBase, listed: Listed) -> str:
    drug = base.names.find(listed.name).drug
    return drug.key if drug else ""


def _by_rule(
    base: KnowledgeBase, request: Request, setting: Setting, rule: SwitchRule | None, gap: Gap
) -> Proposal:
    days = max(gap.days, rule.gap_days if rule else 0)
    notes = rule.notes if rule else ()
    if days or rule is None or rule.method is SwitchMethod.TAPER_THEN_START:
        made = _one_after_the_other(base, request, setting, replace(gap, days=days))
    elif rule.method is SwitchMethod.DIRECT:
        made = _coming(base, request, setting, request.start)
    elif rule.method is SwitchMethod.TAPER_BESIDE:
        made = _beside(base, request, setting)
    else:
        made = _crossing(base, request, setting, rule)
    told = tuple(Note(alert.mechanism, alert.evidence) for alert in gap.alerts) if not gap.days else ()
    return replace(made, notes=(*notes, *told, *made.notes))


def _one_after_the_other(base: KnowledgeBase, request: Request, setting: Setting, gap: Gap) -> Proposal:
    leaving, coming = wanted(request.leaving), wanted(request.coming)
    down = taper(base.tapers, replace(request, kind=RequestKind.TAPER), setting)
    stop = request.start + timedelta(days=down.total_days)
    first = stop + timedelta(days=gap.days)
    up = _coming(base, request, setting, first)
    return Proposal(
        (*down.steps, *up.steps),
        down.total_days + gap.days + up.total_days,
        (*down.notes, *_gap_notes(gap, leaving, coming, first), *up.notes),
        (*down.warnings, *up.warnings),
    )


def _coming(base: KnowledgeBase, request: Request, setting: Setting, first: date) -> Proposal:
    """The new drug from its first day on, by its titration rule, else at its dose."""
    coming = wanted(request.coming)
    return titration(base.tapers, replace(request, start=first, leaving=None), setting, coming)


def _beside(base: KnowledgeBase, request: Request, setting: Setting) -> Proposal:
    """The old drug down by its stopping rule, which may take months; the new one from the first day on."""
    down = taper(base.tapers, replace(request, kind=RequestKind.TAPER), setting)
    both = replace(setting, drugs=setting.drugs | {wanted(request.leaving).drug.key})
    up = _coming(base, request, both, request.start)
    steps = sorted((*down.steps, *up.steps), key=lambda step: (step.start, step.name))
    return Proposal(
        tuple(steps),
        max(down.total_days, up.total_days),
        (*down.notes, *up.notes),
        (*down.warnings, *up.warnings),
    )


def _crossing(base: KnowledgeBase, request: Request, setting: Setting, rule: SwitchRule) -> Proposal:
    """Down in even parts while the other comes up in even parts; the tablets round both towards caution."""
    leaving, coming = wanted(request.leaving), wanted(request.coming)
    # While both are taken each is the other's partner: lamotrigine begins as valproate allows.
    both = replace(setting, drugs=setting.drugs | {leaving.drug.key})
    down = _parts(base, request, leaving, rule, rising=False)
    if base.tapers.titration(coming.drug.key, both):
        up = _coming(base, request, both, request.start)
    else:
        up = Proposal(_parts(base, request, coming, rule, rising=True), 0)
    steps = sorted((*down, *up.steps), key=lambda step: (step.start, step.name))
    return Proposal(tuple(steps), max(rule.every_days * rule.steps, up.total_days), up.notes, up.warnings)


def _parts(
    base: KnowledgeBase, request: Request, dosed: Dosed, rule: SwitchRule, *, rising: bool
) -> tuple[ProposedStep, ...]:
    shelf = cabinet(dosed, base.tapers.times_of(dosed.drug.key), request.options)
    doses = daily_doses(shelf, dosed.dose)
    shares = [Decimal(part) / rule.steps for part in range(1, rule.steps + 1)]
    aims = [dosed.dose * share for share in (shares if rising else reversed(shares[:-1]))]
    made = [_at_most(doses, aim) for aim in aims]
    parts = [(dose, rule.every_days, "") for dose in made if dose]
    late = (len(aims) - len(parts)) * rule.every_days if rising else 0
    return dated_steps(shelf, parts, request.start + timedelta(days=late), goes_on=rising)


def _at_most(doses: tuple[Decimal, ...], aim: Decimal) -> Decimal | None:
    """The largest dose that can be made and is not above the aim; None when there is none."""
    return max((dose for dose in doses if dose <= aim), default=None)


def _gap_notes(gap: Gap, leaving: Dosed, coming: Dosed, first: date) -> tuple[Note, ...]:
    return tuple(
        Note(
            f"{gap.days} days without {leaving.name} before {coming.name}, which begins on {dated(first)}. "
            f"{alert.mechanism}",
            alert.evidence,
        )
        for alert in gap.alerts[:1]
    )
