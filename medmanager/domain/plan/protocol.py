"""Protocols of the practice: a line of a plan as a template, its dates counted from the day it begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId, UserId
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, TabletCount
from medmanager.domain.plan.plan import Medicine, MonitoringItem, PlanItem, Supply
from medmanager.domain.record import Record
from medmanager.domain.typed_text import typed_line

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class ProtocolStep:
    """A dated step without its date: it begins `after_days` days after the first one. `days` None goes on."""

    after_days: int
    days: int | None
    tablets: tuple[TabletCount, ...] = ()
    reason: str = ""
    as_needed: AsNeeded | None = None
    every_days: int = 1

    def from_day(self, first: date) -> DoseStep:
        """The step of a line that begins on `first`."""
        start = first + timedelta(days=self.after_days)
        end = None if self.days is None else start + timedelta(days=self.days - 1)
        return DoseStep(start, end, self.tablets, self.reason, self.as_needed, self.every_days)


@dataclass(frozen=True, slots=True)
class ProtocolTest:
    """A test so many days after the first dose; negative before it."""

    measure: str
    after_days: int
    why: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class DoseProtocol(Record):
    """A named template of one line. It is only ever put on a plan as a line that a clinician reads and keeps.

    A retired one is kept, not offered; `changed_at` is when its content, name or state was changed last.
    """

    id: UUID
    name: str
    medicine: Medicine
    form: Form
    purpose: str
    tests: tuple[ProtocolTest, ...]
    steps: tuple[ProtocolStep, ...]
    directions: str = ""
    benefit: str = ""
    benefit_when: str = ""
    watch: tuple[str, ...] = ()
    supply: Supply | None = None
    changed_by: UserId | None = None
    changed_at: datetime | None = None
    retired: bool = False
    version: int = 0

    def __post_init__(self) -> None:
        if not self.steps or self.steps[0].after_days != 0:
            raise Refused("A protocol needs at least one step, and the first begins on day 1.", "steps")

    def line(self, line_id: LineId, first: date) -> PlanItem:
        """A new line that begins on `first`, for a clinician to read and keep. Raises Refused."""
        return PlanItem(
            line_id,
            self.medicine,
            self.form,
            self.purpose,
            tuple(step.from_day(first) for step in self.steps),
            directions=self.directions,
            benefit=self.benefit,
            benefit_when=self.benefit_when,
            watch=self.watch,
            monitoring=tuple(
                MonitoringItem(test.measure, first + timedelta(days=test.after_days), test.why)
                for test in self.tests
            ),
            supply=self.supply,
        )


@dataclass(frozen=True, slots=True)
class Writing:
    """Who keeps a protocol, when, and under which id if it is a new one."""

    protocol_id: UUID
    by: UserId
    at: datetime


def protocol_name(text: str) -> str:
    """A name as it is kept. Raises Refused for none, or for one that is too long or cannot be shown."""
    name = typed_line(text, "name", "The name", LONGEST_NAME)
    if not name:
        raise Refused("Write a name, for example Start sertraline.", "name")
    return name


def protocol_of(name: str, item: PlanItem, today: date, writing: Writing) -> DoseProtocol:
    """The coming steps of a line as a template. What is about one patient is left out: cost, question,
    what makes it hard to take, outside prescriber, reasons of steps, and tests that were done.
    """
    coming = tuple(step for step in item.steps if step.end is None or step.end >= today)
    if not coming:
        raise Refused("Every step of this line is over. A protocol needs a step.", "steps")
    first = coming[0].start
    return DoseProtocol(
        writing.protocol_id,
        protocol_name(name),
        item.medicine,
        item.form,
        item.purpose,
        tuple(
            ProtocolTest(test.measure, (test.due - first).days, test.why)
            for test in item.monitoring
            # Tests of the knowledge base come back by themselves.
            if test.done_on is None and not test.rule
        ),
        tuple(_template(step, first) for step in coming),
        directions=item.directions,
        benefit=item.benefit,
        benefit_when=item.benefit_when,
        watch=item.watch,
        supply=item.supply,
        changed_by=writing.by,
        changed_at=writing.at,
    )


def named_alike(protocols: Iterable[DoseProtocol], name: str) -> DoseProtocol | None:
    """The protocol in use that has this name, in any case."""
    wanted = name.casefold()
    return next((one for one in protocols if not one.retired and one.name.casefold() == wanted), None)


def in_its_place(new: DoseProtocol, old: DoseProtocol) -> DoseProtocol:
    """The new content under the id of the old one, so that its history goes on."""
    return replace(new, id=old.id, version=old.version)


def _template(step: DoseStep, first: date) -> ProtocolStep:
    after = (step.start - first).days
    return ProtocolStep(after, step.days, step.tablets, "", step.as_needed, step.every_days)
