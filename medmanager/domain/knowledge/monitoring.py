"""When something has to be measured: dated items worked out from starts, changes, results and gaps.

Nothing is stored: whoever changes a dose or adds a result asks again, and gets the new dates.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.evidence import Evidence
from medmanager.domain.knowledge.monitoring_course import Course, Event, course_of
from medmanager.domain.knowledge.monitoring_rules import (
    EventType,
    Level,
    MonitoringRule,
    Phase,
    Stable,
    Trigger,
)
from medmanager.domain.knowledge.patient_facts import PatientFacts
from medmanager.domain.knowledge.proposals import Note
from medmanager.domain.knowledge.question import Listed

MOST_DAYS = 3660
"""The longest span that is worked out at once: ten years."""


@dataclass(frozen=True, slots=True, repr=False)
class Watch:
    """What is to be watched, between which days, both included. `protocols` name the schedules in force.

    `asked_on` is the day whose circumstances count, None for the first.
    """

    first: date
    last: date
    medicines: tuple[Listed, ...]
    facts: PatientFacts = PatientFacts()
    events: tuple[Event, ...] = ()
    protocols: tuple[str, ...] = ()
    asked_on: date | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused("The last day lies before the first. Check “from” and “until”.", "until")
        if (self.last - self.first).days > MOST_DAYS:
            raise Refused("At most ten years are worked out at once.", "until")


@dataclass(frozen=True, slots=True)
class Due:
    """A measurement that is due on `on`, good within `window_days` before or after."""

    measure: str
    on: date
    window_days: int
    level: Level
    why: str
    evidence: Evidence
    rule: str = ""


@dataclass(frozen=True, slots=True)
class MedicineSchedule:
    """What one medicine of the watch asks for, by day. `rules` are those that hold for it: none means that no
    schedule is known, and with `known` False not even the name is. `protocol` names the published schedule
    of the practice's choice that some of them come from, "" where none does.
    """

    listed: Listed
    known: bool
    rules: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()
    notes: tuple[Note, ...] = ()
    protocol: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is due, in order of the days, and what to know."""

    due: tuple[Due, ...]
    notes: tuple[Note, ...] = ()


def schedule(base: KnowledgeBase, watch: Watch) -> Schedule:
    """All measurements that are due in the span of the watch and not done within their window."""
    each = schedules(base, watch)
    found = (due for one in each for due in one.due)
    notes = dict.fromkeys(note for one in each for note in one.notes)
    return Schedule(tuple(_merged(found)), tuple(notes))


def schedules(base: KnowledgeBase, watch: Watch) -> tuple[MedicineSchedule, ...]:
    """The same for each medicine of the watch, in their order, what two of them ask for not yet merged."""
    each = [(listed, course_of(base.names, listed, watch.events)) for listed in watch.medicines]
    courses = [course for _, course in each if course is not None]
    return tuple(
        MedicineSchedule(listed, base.names.find(listed.name).drug is not None)
        if course is None
        else _of_course(base, watch, (listed, course), courses)
        for listed, course in each
    )


def _of_course(
    base: KnowledgeBase, watch: Watch, own: tuple[Listed, Course], courses: list[Course]
) -> MedicineSchedule:
    listed, course = own
    drugs = frozenset(one.intake.drug for one in courses)
    setting = Setting(watch.facts, watch.asked_on or watch.first, drugs, course.intake)
    rules = tuple(fitting(base.monitoring, setting, watch.protocols))
    plans = [_RulePlan(rule, course, watch, courses) for rule in rules]
    return MedicineSchedule(
        listed,
        True,
        tuple(rule.id for rule in rules),
        tuple(sorted((due for plan in plans for due in plan.due()), key=lambda due: (due.on, due.measure))),
        tuple(dict.fromkeys(note for plan in plans for note in plan.notes())),
        next((rule.protocol for rule in rules if rule.protocol), ""),
    )


def fitting(
    rules: Iterable[MonitoringRule], setting: Setting, protocols: tuple[str, ...]
) -> Iterator[MonitoringRule]:
    """The rules for the drug of the setting: of each choice the first that holds, and protocols in force."""
    assert setting.intake is not None, "asked for one drug"
    chosen: set[str] = set()
    for rule in rules:
        fits = setting.intake.drug in rule.drugs and (not rule.protocol or rule.protocol in protocols)
        if fits and rule.choice not in chosen and rule.when.holds(setting):
            if rule.choice:
                chosen.add(rule.choice)
            yield rule


@dataclass(frozen=True, slots=True)
class Wanted:
    """A day that a rule asks for; `since` is the event that made it ask."""

    on: date
    why: str
    since: date = date.min


class _RulePlan:
    """One rule for one drug: every day it asks for, less what was done."""

    def __init__(self, rule: MonitoringRule, course: Course, watch: Watch, courses: Iterable[Course]) -> None:
        self._rule, self._course, self._watch = rule, course, watch
        self._others = tuple(other for other in courses if other is not course)
        # A check without a number was done too.
        self._results = sorted(
            (
                (event.on, event.value)
                for event in watch.events
                if event.type is EventType.RESULT and event.measure == rule.measure
            ),
            key=lambda result: result[0],
        )

    def due(self) -> Iterator[Due]:
        wanted: dict[date, Wanted] = {}
        for one in (*self._triggered(), *self._planned()):
            wanted.setdefault(one.on, one)
        for day, one in sorted(wanted.items()):
            if self._watch.first <= day <= self._watch.last and not self._done(one):
                yield self._item(day, one.why)

    def notes(self) -> Iterator[Note]:
        for text in self._rule.notes:
            yield Note(text, self._rule.evidence)
        if self._rule.protocol:
            yield Note(f"The schedule in force is {self._rule.protocol}.", self._rule.evidence)
        for trigger in self._rule.triggers:
            if trigger.note and any(self._events(trigger)):
                yield Note(trigger.note, self._rule.evidence)

    def _planned(self) -> Iterator[Wanted]:
        rule = self._rule
        anchors = self._course.anchors(rule.anew_after)
        for number, anchor in enumerate(anchors):
            end = anchors[number + 1] if number + 1 < len(anchors) else date.max
            for day in self._from(anchor):
                if day < end and (day == anchor or self._course.is_taken(day)):
                    yield Wanted(day, rule.why)
        if rule.until_stable:
            for start in (*anchors, *self._changes()):
                yield from (Wanted(day, rule.why) for day in self._until_stable(start, rule.until_stable))

    def _from(self, anchor: date) -> Iterator[date]:
        if self._rule.baseline:
            yield anchor
        yield from (anchor + timedelta(days=days) for days in self._rule.days)
        begun = 0
        for phase in self._rule.phases:
            yield from self._in_phase(phase, anchor, begun)
            if phase.until_days is None:
                return
            begun = phase.until_days

    def _in_phase(self, phase: Phase, anchor: date, begun: int) -> Iterator[date]:
        last = self._watch.last
        end = last if phase.until_days is None else min(last, anchor + timedelta(days=phase.until_days))
        number = 1
        while True:
            day = _later(anchor + timedelta(days=begun), phase, number)
            if day > end:
                return
            yield day
            number += 1

    def _changes(self) -> Iterator[date]:
        for event in self._watch.events:
            about = event.drug in {self._course.intake.drug, ""}
            if event.type is EventType.DOSE_CHANGE and about:
                yield event.on

    def _until_stable(self, start: date, stable: Stable) -> Iterator[date]:
        """Steps of days after a start, until enough results in a row lie within the bounds."""
        for days in range(stable.every_days, stable.most_days + 1, stable.every_days):
            day = start + timedelta(days=days)
            if self._stable_by(start, day, stable) or not self._course.is_taken(day):
                return
            yield day

    def _stable_by(self, start: date, day: date, stable: Stable) -> bool:
        since = [value for on, value in self._results if start < on < day and value is not None]
        last = since[-stable.results :]
        return len(last) == stable.results and all(stable.low <= value <= stable.high for value in last)

    def _triggered(self) -> Iterator[Wanted]:
        for trigger in self._rule.triggers:
            for event_day in self._events(trigger):
                for day in _after(trigger, event_day):
                    if self._course.is_taken(day):
                        yield Wanted(day, trigger.why or self._rule.why, event_day)

    def _events(self, trigger: Trigger) -> Iterator[date]:
        """The days on which the trigger went off while the drug was taken."""
        if trigger.event is EventType.START and trigger.drugs is not None:
            yield from self._new_partners(trigger)
            return
        for event in self._watch.events:
            if event.type is trigger.event and self._counts(trigger, event):
                yield event.on

    def _new_partners(self, trigger: Trigger) -> Iterator[date]:
        own = self._course.stretches[0].start
        for other in self._others:
            assert trigger.drugs is not None, "asked before"
            if other.intake.drug in trigger.drugs:
                yield from (part.start for part in other.stretches if part.start > own)

    def _counts(self, trigger: Trigger, event: Event) -> bool:
        if event.type is EventType.RESULT:
            return event.measure in (trigger.measures or {self._rule.measure}) and self._out_of_range(
                trigger, event
            )
        if event.type is EventType.SYMPTOM:
            told = event.text.casefold()
            return not trigger.words or any(word in told for word in trigger.words)
        if event.drug not in {self._course.intake.drug, ""}:
            return False
        return not trigger.gap_from or self._gap_before(event.on) >= trigger.gap_from

    def _gap_before(self, day: date) -> int:
        return next((part.gap for part in self._course.stretches if part.start == day), 0)

    def _out_of_range(self, trigger: Trigger, event: Event) -> bool:
        if event.value is None:
            return False
        low = trigger.below is not None and event.value < trigger.below
        high = trigger.above is not None and event.value > trigger.above
        return low or high or (trigger.change is not None and self._changed(trigger.change, event))

    def _changed(self, percent: Decimal, event: Event) -> bool:
        """Whether the value has risen (for a negative percentage: fallen) by so much since the first."""
        first = min(
            (one for one in self._watch.events if one.measure == event.measure and one.value),
            key=lambda one: one.on,
        )
        if not first.value or event.value is None:
            return False
        moved = (event.value - first.value) / first.value * 100
        return moved >= percent if percent > 0 else moved <= percent

    def _done(self, wanted: Wanted) -> bool:
        """Whether a result lies within the window; one that asked for the repetition does not answer it."""
        window = timedelta(days=self._rule.window_days)
        first, last = wanted.on - window, wanted.on + window
        return any(first <= on <= last and on > wanted.since for on, _ in self._results)

    def _item(self, day: date, why: str) -> Due:
        rule = self._rule
        told = why.format(drug=self._course.intake.name)
        return Due(rule.measure, day, rule.window_days, rule.level, told, rule.evidence, rule.id)


def _after(trigger: Trigger, day: date) -> Iterator[date]:
    yield from (day + timedelta(days=days) for days in trigger.days)
    if trigger.every_days:
        yield from (
            day + timedelta(days=days)
            for days in range(trigger.every_days, trigger.for_days + 1, trigger.every_days)
        )


def _later(start: date, phase: Phase, number: int) -> date:
    if phase.every_days:
        return start + timedelta(days=phase.every_days * number)
    month = start.month - 1 + phase.every_months * number
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def _merged(found: Iterable[Due]) -> Iterator[Due]:
    """One item for each measure and day; the stricter level and the narrower window, every reason once."""
    by_place: dict[tuple[date, str], Due] = {}
    for due in found:
        other = by_place.get((due.on, due.measure))
        by_place[due.on, due.measure] = due if other is None else _both(other, due)
    yield from (by_place[place] for place in sorted(by_place))


def _both(one: Due, other: Due) -> Due:
    required = Level.REQUIRED in {one.level, other.level}
    return replace(
        one if one.level is Level.REQUIRED or not required else other,
        window_days=min(one.window_days, other.window_days),
        why=one.why if other.why in one.why else f"{one.why} {other.why}",
    )
