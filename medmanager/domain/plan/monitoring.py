"""The tests of a plan: what the knowledge base asks of its lines, and what was decided about it.

What is stored is a decision, by line and measure: put on the plan (`MonitoringItem.rule`), or set aside with
a reason (`SetAside`). The days are worked out anew from steps, results and facts, so that a moved step moves
the tests that are not done yet; a test put in by hand keeps its day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.monitoring import Due, MedicineSchedule, Watch, schedules
from medmanager.domain.knowledge.monitoring_course import Event
from medmanager.domain.knowledge.monitoring_rules import EventType, Level
from medmanager.domain.knowledge.patient_facts import PatientFacts
from medmanager.domain.knowledge.question import Listed
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.measured import Done, plain, same_test
from medmanager.domain.plan.asked_tests import (
    AskedTest,
    PlanTests,
    TestState,
    in_order,
    is_open,
    left_by_hand,
)
from medmanager.domain.plan.plan import MonitoringItem, Plan, PlanItem
from medmanager.domain.plan.safety_question import listed
from medmanager.domain.practice import MetabolicSchedule

LOOK_BACK = timedelta(days=366)
"""A test that was due longer ago and never done is nobody's gap today: most rules ask again within a year."""

LOOK_AHEAD = timedelta(days=182)
"""So far ahead every day is listed. Of a rule that asks later the next day is."""

FARTHEST = timedelta(days=1900)
"""Blood fats are asked for every five years."""

BY_HAND = timedelta(days=14)
"""A test put in by hand is good so many days before its day, or later. Ours, not a standard."""

_NEVER = date(1900, 1, 1)


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """What a schedule depends on beside the plan: facts (with conditions), other medicines, tests done."""

    today: date
    facts: PatientFacts = PatientFacts()
    others: tuple[Listed, ...] = ()
    done: tuple[Done, ...] = ()
    schedule: MetabolicSchedule = MetabolicSchedule.ADA_APA_2004
    """Which of the published schedules for antipsychotics the practice follows."""


Asked = Mapping[LineId, MedicineSchedule]


def ask_base(base: KnowledgeBase, plan: Plan, known: Known) -> Asked:
    """The schedule of each line that runs, from the steps as they stand in `plan`."""
    running = plan.active_items(known.today)
    others = tuple(one if one.start else replace(one, start=_NEVER) for one in known.others)
    watch = Watch(
        first=known.today - LOOK_BACK,
        last=known.today + FARTHEST,
        medicines=(*(listed(item, known.today) for item in running), *others),
        facts=known.facts,
        events=(*_changes(base, running), *_done_events(running, known)),
        protocols=(known.schedule,),
        asked_on=known.today,
    )
    answers = schedules(base, watch)
    return {item.line_id: answer for item, answer in zip(running, answers, strict=False)}


def plan_tests(plan: Plan, asked: Asked, known: Known) -> PlanTests:
    """What the plan's side shows: every measure of every line with what was decided, by its next day."""
    tests = [test for item in plan.items for test in _of_line(plan, item, asked, known)]
    by_day = sorted(tests, key=lambda one: (one.next.due, plain(one.measure)))
    notes = dict.fromkeys(note for answer in asked.values() for note in answer.notes)
    return PlanTests(
        tuple(by_day),
        tuple(line for line, answer in asked.items() if answer.known and not answer.rules),
        tuple(line for line, answer in asked.items() if not answer.known),
        tuple(notes),
        next((answer.protocol for answer in asked.values() if answer.protocol), ""),
    )


def follow(plan: Plan, asked: Asked, known: Known) -> Plan:
    """The plan with its tests as they fall due by now: this is what keeps a stored day from growing stale.

    A test that a result answers is done on the day of that result. What was put on the plan gets the days
    that the base asks for now; where no rule asks any more, its old day stays until somebody takes it off.
    """
    items = tuple(
        replace(item, monitoring=_followed(item, asked, known)) if item.open_tests(known.today) else item
        for item in plan.items
    )
    return replace(plan, items=items) if items != plan.items else plan


# ---------------------------------------------------------------------------------- what the base is asked


def _changes(base: KnowledgeBase, items: Iterable[PlanItem]) -> Iterator[Event]:
    """Doses that rise or fall, pauses and restarts, as dated steps say them."""
    for item in items:
        drug = base.names.find(item.medicine.generic).drug
        if drug is None:
            continue
        for before, step in zip(item.steps, item.steps[1:], strict=False):
            over = before.end + ONE_DAY if before.end else step.start
            if over < step.start and not before.paused:
                yield Event(over, EventType.STOP, drug=drug.key)
            if step.paused:
                yield Event(step.start, EventType.STOP, drug=drug.key)
            elif before.paused or over < step.start:
                yield Event(step.start, EventType.RESTART, drug=drug.key)
            elif step.daily_dose != before.daily_dose or step.every_days != before.every_days:
                yield Event(step.start, EventType.DOSE_CHANGE, drug=drug.key)


def _done_events(items: Iterable[PlanItem], known: Known) -> Iterator[Event]:
    for done in known.done:
        yield Event(done.on, EventType.RESULT, done.test, done.value)
    measured = {(plain(done.test), done.on) for done in known.done}
    for item in items:
        for entry in item.monitoring:
            if entry.done_on is not None and (plain(entry.measure), entry.done_on) not in measured:
                yield Event(entry.done_on, EventType.RESULT, entry.measure)


# --------------------------------------------------------------------------------------- working out one line


def _of_line(plan: Plan, item: PlanItem, asked: Asked, known: Known) -> Iterator[AskedTest]:
    dues = _by_measure(asked.get(item.line_id), item, known)
    for measure, due in dues.items():
        yield _asked(plan, item, (measure, due), known)
    held = {entry.measure for entry in item.open_tests(known.today) if entry.rule}
    for measure in held - dues.keys():
        entries = sorted((e for e in item.monitoring if is_open(e, measure)), key=lambda one: one.due)
        yield AskedTest(item.line_id, measure, tuple(entries), TestState.NO_RULE)
    for entry in item.open_tests(known.today):
        if not entry.rule and _answer_to(entry, known) is None:
            is_left = entry in left_by_hand(item, known.today)
            state = TestState.LEFT if is_left else TestState.BY_HAND
            yield AskedTest(item.line_id, entry.measure, (entry,), state)


def _asked(plan: Plan, item: PlanItem, asked: tuple[str, list[Due]], known: Known) -> AskedTest:
    measure, due = asked
    test = _from_due(item.line_id, measure, due)
    aside = next((one for one in item.set_aside if one.measure == measure), None)
    if any(is_open(entry, measure) for entry in item.monitoring):
        return replace(test, state=TestState.ON_PLAN)
    if aside is not None:
        return replace(test, state=TestState.SET_ASIDE, set_aside=aside)
    free = [one for one in due if _cover(plan, one, known) is None]
    if not free:
        return replace(test, state=TestState.COVERED, covered_by=_cover(plan, due[0], known))
    return _from_due(item.line_id, measure, free)


def _from_due(line_id: LineId, measure: str, due: list[Due]) -> AskedTest:
    required = any(one.level is Level.REQUIRED for one in due)
    return AskedTest(line_id, measure, tuple(_entry(one) for one in due), TestState.PROPOSED, required)


def _entry(due: Due) -> MonitoringItem:
    return MonitoringItem(due.measure, due.on, due.why, None, due.rule, due.window_days, due.evidence.text)


def _cover(plan: Plan, due: Due, known: Known) -> MonitoringItem | None:
    """The entry of the plan, of any line, that answers this day."""
    window = timedelta(days=due.window_days)
    return next(
        (
            entry
            for item in plan.items
            for entry in item.open_tests(known.today)
            if same_test(entry.measure, due.measure) and abs(entry.due - due.on) <= window
        ),
        None,
    )


def _by_measure(answer: MedicineSchedule | None, item: PlanItem, known: Known) -> dict[str, list[Due]]:
    """The days of each measure from the last one that was missed on: what is far ahead is one day only."""
    every: dict[str, list[Due]] = defaultdict(list)
    for due in answer.due if answer else ():
        every[due.measure].append(due)
    found = {
        measure: _to_do(sorted(due, key=lambda one: one.on), item, known) for measure, due in every.items()
    }
    return {measure: due for measure, due in found.items() if due}


def _to_do(due: list[Due], item: PlanItem, known: Known) -> list[Due]:
    """Of the days that went by only the newest counts, and only while nothing was measured since."""
    by_day = {one.on: one for one in due}
    past = [one for one in by_day.values() if one.on < known.today]
    coming = [one for one in by_day.values() if one.on >= known.today]
    late = past[-1:] if past and not _measured_since(past[-1], item, known) else []
    near = [one for one in coming if one.on <= known.today + LOOK_AHEAD]
    return [*late, *(near or coming[:1])]


def _measured_since(due: Due, item: PlanItem, known: Known) -> bool:
    since = due.on - timedelta(days=due.window_days)
    by_hand = (entry for entry in item.monitoring if same_test(entry.measure, due.measure))
    days = [done.on for done in known.done if same_test(done.test, due.measure)]
    days += [entry.done_on for entry in by_hand if entry.done_on is not None]
    return any(since <= day for day in days)


def _followed(item: PlanItem, asked: Asked, known: Known) -> tuple[MonitoringItem, ...]:
    answered = tuple(
        entry if entry.done_on or (on := _answer_to(entry, known)) is None else replace(entry, done_on=on)
        for entry in item.monitoring
    )
    due = _by_measure(asked.get(item.line_id), item, known)
    held = {entry.measure for entry in item.monitoring if entry.rule and entry.done_on is None}
    fresh = [_entry(one) for measure in sorted(held & due.keys()) for one in due[measure]]
    # A day that its rule asks for no more goes; where the rule is gone as a whole, a person looks at it.
    kept = [one for one in answered if not (one.rule and one.done_on is None and one.measure in due)]
    return in_order((*kept, *fresh))


def _answer_to(entry: MonitoringItem, known: Known) -> date | None:
    """The day on which an entry that is not done was answered by a result, None while it was not."""
    if entry.done_on is not None:
        return entry.done_on
    early = timedelta(days=entry.window_days) if entry.window_days is not None else BY_HAND
    days = (done.on for done in known.done if same_test(done.test, entry.measure))
    return next((day for day in sorted(days) if entry.due - early <= day), None)
