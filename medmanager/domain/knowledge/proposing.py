"""One door to all proposals: taper, switch, washout, restart, titration."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.patient_facts import Intake
from medmanager.domain.knowledge.proposals import Proposal, Request, RequestKind
from medmanager.domain.knowledge.switching import refuse_forbidden, switch, washout
from medmanager.domain.knowledge.tapering import taper, wanted
from medmanager.domain.knowledge.titrating import restart, titration

Way = Callable[[KnowledgeBase, Request, Setting], Proposal]


def propose(base: KnowledgeBase, request: Request) -> Proposal:
    """The proposal that the request asks for. Raises Refused with the reason for what would be unsafe."""
    return WAYS[request.kind](base, request, _setting(base, request))


def _taper(base: KnowledgeBase, request: Request, setting: Setting) -> Proposal:
    return taper(base.tapers, request, setting)


def _titration(base: KnowledgeBase, request: Request, setting: Setting) -> Proposal:
    coming = wanted(request.coming or request.leaving)
    refuse_forbidden(base, request, coming)
    return titration(base.tapers, request, setting, coming)


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
