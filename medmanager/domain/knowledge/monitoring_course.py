"""When a medicine was taken: its stretches of days, worked out from its start, stops and restarts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from medmanager.domain.knowledge.monitoring_rules import EventType
from medmanager.domain.knowledge.names import Names
from medmanager.domain.knowledge.patient_facts import Intake
from medmanager.domain.knowledge.question import Listed


@dataclass(frozen=True, slots=True, repr=False)
class Event:
    """Something that happened. `drug` is the key of the drug it is about, "" when it names none."""

    on: date
    type: EventType
    measure: str = ""
    value: Decimal | None = None
    text: str = ""
    drug: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days with the drug, from `start` up to and without `stop`; `gap` are the days without it before."""

    start: date
    stop: date | None
    gap: int = 0

    def covers(self, day: date) -> bool:
        """Whether the drug is taken on that day."""
        return self.start <= day and (self.stop is None or day < self.stop)


@dataclass(frozen=True, slots=True)
class Course:
    """One drug with its stretches in order."""

    intake: Intake
    stretches: tuple[Stretch, ...]

    def is_taken(self, day: date) -> bool:
        """Whether the drug is taken on that day."""
        return any(stretch.covers(day) for stretch in self.stretches)

    def anchors(self, anew_after: int) -> tuple[date, ...]:
        """Where the schedule begins: the first start, and restarts after a gap that is long enough."""
        return tuple(
            stretch.start
            for number, stretch in enumerate(self.stretches)
            if number == 0 or (anew_after and stretch.gap >= anew_after)
        )


def course_of(names: Names, listed: Listed, events: Iterable[Event]) -> Course | None:
    """The course of a medicine; None for a name that is not known or a medicine without a start."""
    found = names.find(listed.name)
    if found.drug is None or listed.start is None:
        return None
    intake = Intake(found.drug.key, found.name, listed.daily_mg, listed.start, listed.stop)
    stretches = [Stretch(listed.start, listed.stop)]
    own = [event for event in events if event.drug in {found.drug.key, ""}]
    for event in sorted(own, key=lambda one: one.on):
        last = stretches[-1]
        if event.type is EventType.STOP and last.covers(event.on):
            stretches[-1] = replace(last, stop=event.on)
        elif event.type is EventType.RESTART:
            stretches = _restarted(stretches, event.on)
    return Course(intake, tuple(stretches))


def _restarted(stretches: list[Stretch], day: date) -> list[Stretch]:
    last = stretches[-1]
    if last.stop is None or last.stop > day:
        return stretches
    return [*stretches, Stretch(day, None, (day - last.stop).days)]
