"""One door to all proposals: taper, switch, washout, restart, titration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.patient_facts import Intake
from medmanager.domain.knowledge.proposals import Proposal, Request, RequestKind
from medmanager.domain.knowledge.switching import refuse_forbidden, switch, washout
from medmanager.domain.knowledge.tapering import taper, wanted
from medmanager.domain.knowledge.titrating import restart, titration

ADULT = 18
FOR_ADULTS = "These are the doses of adults; a child's go by age and weight. Look at the label."
Way = Callable[[KnowledgeBase, Request, Setting], Proposal]


def propose(base: KnowledgeBase, request: Request) -> Proposal:
    """The proposal that the request asks for. Raises Refused with the reason for what would be unsafe."""
    made = WAYS[request.kind](base, request, _setting(base, request))
    age = request.facts.age
    if made.steps and request.kind is not RequestKind.TAPER and age is not None and age < ADULT:
        return replace(made, warnings=(*made.warnings, FOR_ADULTS))
    return made


def _taper(base: KnowledgeBase, request: Request, setting: Setting) -> Proposal:
    return taper(base.tapers, request, setting)


def _titration(base: KnowledgeBase, request: Request, setting: Setting) -> Proposal:
    coming, leaving = wanted(request.coming or request.leaving), request.leaving
    refuse_forbidden(base, request, coming)
    same = request.coming is not None and leaving is not None and leaving.drug.key == coming.drug.key
    taken = leaving.daily_mg if leaving is not None and same else None
    return titration(base.tapers, request, setting, coming, taken or Decimal(0))


def _restart(base: KnowledgeBase, request: Request, setting: Setting) -> Proposal:
    refuse_forbidden(base, request, wanted(request.leaving or request.coming))
    return restart(base.tapers, request, setting)


WAYS: Mapping[RequestKind, Way] = {
    RequestKind.TAPER: _taper,
    RequestKind.SWITCH: switch,
    RequestKind.WASHOUT: washout,
    RequestKind.RESTART: _restart,
    RequestKind.TITRATION: _titration,
}


def _setting(base: KnowledgeBase, request: Request) -> Setting:
    """The day of the first step, with the drug that is left and everything that goes on beside it."""
    # What ended before the first day still forbids, but sets no pace: lamotrigine rises slower without
    # its inducer.
    going_on = (other for other in request.others if other.stop is None or other.stop > request.start)
    known = [(base.names.find(other.name).drug, other) for other in going_on]
    asked = request.leaving or request.coming
    if asked is None:
        return Setting(request.facts, request.start, frozenset(drug.key for drug, _ in known if drug))
    # The list may hold the drug itself: then it tells since when it is taken.
    began = next((other.start for drug, other in known if drug and drug.key == asked.drug.key), None)
    drugs = frozenset(drug.key for drug, _ in known if drug and drug.key != asked.drug.key)
    intake = Intake(asked.drug.key, asked.name, asked.daily_mg, began)
    return Setting(request.facts, request.start, drugs, intake)
