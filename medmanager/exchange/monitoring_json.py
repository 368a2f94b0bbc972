"""Questions about monitoring as JSON, and the dated items that answer them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.alerts import NotChecked
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.monitoring import Schedule, Watch, schedule
from medmanager.domain.knowledge.monitoring_course import Event
from medmanager.domain.knowledge.monitoring_rules import EventType
from medmanager.domain.knowledge.question import Listed
from medmanager.domain.knowledge.sheet import Sheet
from medmanager.exchange.knowledge_json import (
    Json,
    edition,
    listed,
    medications_of,
    not_checked,
    not_understood,
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

METABOLIC = ("ADA/APA 2004", "APA 2020")
"""The two published schedules for antipsychotics; the practice names which is in force."""

OF_A_MEDICINE = frozenset({EventType.START, EventType.DOSE_CHANGE, EventType.STOP, EventType.RESTART})


def monitoring_answer(fields: object, base: KnowledgeBase, today: date) -> Json:
    """The answer of `monitoring`. Raises Refused for input that is no such question."""
    sheet = Sheet(fields, "the question")
    watch, strange = asked_watch(sheet, base, today)
    own = [NotChecked("knowledge base", warning) for warning in base.warnings(today)]
    unused = (*_unused(sheet, base, watch), *facts_not_used(watch.facts))
    unread = [NotChecked(place, "This key is not known, so it was not used.") for place in strange]
    answer = _answer(schedule(base, watch))
    told = [not_checked(one) for one in (*own, *unused, *unread)]
    return {**answer, "knowledge": edition(base), "not_checked": told}


def _unused(sheet: Sheet, base: KnowledgeBase, watch: Watch) -> Iterator[NotChecked]:
    """What no rule of monitoring could be asked about: silence about it means nothing."""
    for one in watch.medicines:
        drug = base.names.find(one.name).drug
        if drug is None:
            yield NotChecked(one.name, "This name is not in the base; nothing is monitored for it.")
        elif not any(drug.key in rule.drugs for rule in base.monitoring):
            yield NotChecked(one.name, "The base holds no tests for this medicine. Look at its label.")
    yield from _unused_events(sheet, base, watch)
    yield from unknown_conditions(sheet.texts("conditions"), base)
    known = set(measures(base).values())
    for measure in dict.fromkeys(event.measure for event in watch.events):
        if measure and measure not in known:
            yield NotChecked(measure, "No rule asks for this test; its results were not used.")


def measures(base: KnowledgeBase) -> Mapping[str, str]:
    """Every measure that a rule asks for or looks at: in small letters → as the rules write it."""
    asked = (rule.measure for rule in base.monitoring)
    looked_at = (name for rule in base.monitoring for trigger in rule.triggers for name in trigger.measures)
    return {name.casefold(): name for name in (*asked, *looked_at)}


def _unused_events(sheet: Sheet, base: KnowledgeBase, watch: Watch) -> Iterator[NotChecked]:
    """Events whose medicine nobody can tell, and those that were taken for all medicines."""
    for one in sheet.sheets("events"):
        if _names_nobody_knows(one, base):
            yield NotChecked(one.text("name"), "This name is not in the base, so its event was not used.")
    for event in watch.events:
        if event.type in OF_A_MEDICINE and not event.drug and len(watch.medicines) > 1:
            when = f"{event.type} on {event.on.isoformat()}"
            yield NotChecked(when, "It names no medicine, so it was taken for all. Give its “name”.")


def _names_nobody_knows(event: Sheet, base: KnowledgeBase) -> bool:
    name = event.text("name", "")
    return bool(name.strip()) and base.names.find(name).drug is None


def asked_watch(sheet: Sheet, base: KnowledgeBase, today: date) -> tuple[Watch, tuple[str, ...]]:
    """What is to be watched, and the keys that were not understood. Raises Refused."""
    first = day_of(sheet, "from") or today
    patient, medications, events = sheet.sheet("patient"), medications_of(sheet), sheet.sheets("events")
    read = tuple((_event(one, base), _names_nobody_knows(one, base)) for one in events)
    facts = with_conditions(patient_facts(patient, first), sheet.texts("conditions"), base)
    watch = Watch(
        first=first,
        last=day_of(sheet, "until") or _a_year_later(first),
        medicines=tuple(_started(one, first) for one in medications),
        facts=facts,
        events=tuple(event for event, unknown in read if not unknown),
        protocols=(_metabolic(sheet),),
    )
    return watch, not_understood((sheet, patient, *medications, *events))


def _a_year_later(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _started(sheet: Sheet, first: date) -> Listed:
    """The medicine; one without a start is taken to begin on the first day that is asked about."""
    one = listed(sheet)
    return one if one.start else replace(one, start=first)


def _metabolic(sheet: Sheet) -> str:
    named = sheet.text("metabolic_schedule", METABOLIC[0])
    if named not in METABOLIC:
        raise sheet.wrong("metabolic_schedule", f"one of {' or '.join(METABOLIC)} is expected")
    return named


def _event(sheet: Sheet, base: KnowledgeBase) -> Event:
    kind = word(sheet, "type", EventType)
    on = day_of(sheet, "date")
    if kind is None or on is None:
        raise Refused(
            f"{sheet.place}: an event has its “date” and its “type”, one of {', '.join(EventType)}."
        )
    text, measure = sheet.text("text", ""), " ".join(sheet.text("measure", "").split())
    named = base.names.find(sheet.text("name", "") or text).drug if text or "name" in sheet else None
    return Event(
        on=on,
        type=kind,
        measure=measures(base).get(measure.casefold(), measure),
        value=amount(sheet, "value"),
        text=text,
        drug=named.key if named else "",
    )


def _answer(found: Schedule) -> Json:
    return {
        "due": [
            {
                "measure": due.measure,
                "date": due.on.isoformat(),
                "window_days": due.window_days,
                "level": due.level.value,
                "why": due.why,
                "source": due.evidence.text,
            }
            for due in found.due
        ],
        "notes": [{"text": note.text, "source": note.evidence.text} for note in found.notes],
    }
