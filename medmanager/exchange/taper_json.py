"""Requests for tapers, switches and titrations as JSON, and the proposals that answer them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.alerts import Alert, NotChecked
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.proposals import (
    TIMES,
    Dosed,
    Method,
    Options,
    Proposal,
    ProposedStep,
    Request,
    RequestKind,
)
from medmanager.domain.knowledge.proposing import propose
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.knowledge.sheet import Sheet
from medmanager.domain.knowledge.switching import alerts_about
from medmanager.exchange.knowledge_json import (
    Json,
    edition,
    listed,
    not_understood,
    plain,
    unknown_conditions,
)
from medmanager.exchange.patient_json import (
    amount,
    day_of,
    facts_not_used,
    patient_facts,
    with_conditions,
    word,
)


def taper_answer(fields: object, base: KnowledgeBase, today: date) -> Json:
    """The answer of `taper`. Raises Refused for input that is no request, and for what would be unsafe."""
    sheet = Sheet(fields, "the request")
    request, strange = _request(sheet, base, today)
    proposal = propose(base, request)
    unused = (*_unused(sheet, base, request), *facts_not_used(request.facts))
    grave = [f"{alert.title}. {alert.advice}" for alert in _grave(base, request)]
    told = [*grave, *(f"{one.subject}: {one.why}" for one in unused)]
    unread = [f"“{place}” is not known, so it was not used." for place in strange]
    return {**_answer(proposal, (*base.warnings(today), *told, *unread)), "knowledge": edition(base)}


def _grave(base: KnowledgeBase, request: Request) -> Iterator[Alert]:
    """What speaks against the drug that is begun without forbidding it."""
    begun = request.leaving if request.kind is RequestKind.RESTART else request.coming
    if begun is not None and request.kind is not RequestKind.TAPER:
        yield from (one for one in alerts_about(base, request, begun) if one.severity is Severity.MAJOR)


def _unused(sheet: Sheet, base: KnowledgeBase, request: Request) -> Iterator[NotChecked]:
    for one in request.others:
        if base.names.find(one.name).drug is None:
            yield NotChecked(one.name, "This name is not in the base; nothing was checked for it.")
    yield from unknown_conditions(sheet.texts("conditions"), base)


def _request(sheet: Sheet, base: KnowledgeBase, today: date) -> tuple[Request, tuple[str, ...]]:
    kind = word(sheet, "kind", RequestKind)
    if kind is None:
        raise Refused(f"The request needs its “kind”: one of {', '.join(RequestKind)}.", "kind")
    start = day_of(sheet, "start") or today
    patient, options = sheet.sheet("patient"), sheet.sheet("options")
    medications = sheet.sheets("medications")
    leaving, coming = sheet.sheet("from"), sheet.sheet("to")
    request = Request(
        kind=kind,
        start=start,
        leaving=_dosed(leaving, base) if "from" in sheet else None,
        coming=_dosed(coming, base) if "to" in sheet else None,
        facts=with_conditions(patient_facts(patient, start), sheet.texts("conditions"), base),
        others=tuple(listed(one) for one in medications),
        missed_days=sheet.maybe_whole("missed_days"),
        options=_options(options),
    )
    return request, not_understood((sheet, patient, options, leaving, coming, *medications))


def _dosed(sheet: Sheet, base: KnowledgeBase) -> Dosed:
    name = sheet.text("name")
    found = base.names.find(name)
    if found.drug is None:
        meant = " or ".join(found.suggestions)
        hint = f" Did you mean {meant}?" if meant else ""
        raise Refused(f"“{name}” is not in the base.{hint}", "name")
    return Dosed(found.drug, found.name, amount(sheet, "daily_mg"))


def _options(sheet: Sheet) -> Options:
    return Options(
        method=word(sheet, "method", Method),
        percent=sheet.maybe_number("percent"),
        every_days=sheet.maybe_whole("every_days"),
        strengths=sheet.numbers("strengths_mg"),
        may_split=sheet.flag("may_split", default=True),
    )


def _answer(proposal: Proposal, warnings: tuple[str, ...]) -> Json:
    return {
        "steps": [_step(step) for step in proposal.steps],
        "total_days": proposal.total_days,
        "notes": [{"text": note.text, "source": note.evidence.text} for note in proposal.notes],
        "warnings": [*proposal.warnings, *warnings],
    }


def _step(step: ProposedStep) -> Json:
    told: dict[str, object] = {
        "name": step.name,
        "start": step.start.isoformat(),
        "end": step.end.isoformat() if step.end else None,
        "daily_mg": plain(step.daily_mg),
        "slots": {time: plain(step.mg_at(time)) for time in TIMES},
        "tablets": [
            {"strength_mg": plain(one.strength), "count": plain(one.count), "slot": one.time}
            for one in step.tablets
        ],
        "reason": step.reason or sum_words(step),
    }
    return {**told, "every_days": step.every_days} if step.every_days != 1 else told


def sum_words(step: ProposedStep) -> str:
    """The arithmetic in words: "2 x 25 mg + 1 x 10 mg = 60 mg a day", or "... every 2 days"."""
    counts: dict[Decimal, Decimal] = {}
    for one in step.tablets:
        counts[one.strength] = counts.get(one.strength, Decimal(0)) + one.count
    parts = (f"{count.normalize():f} x {strength.normalize():f} mg" for strength, count in counts.items())
    often = "a day" if step.every_days == 1 else f"every {step.every_days} days"
    return f"{' + '.join(parts)} = {step.daily_mg.normalize():f} mg {often}"
