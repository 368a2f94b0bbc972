"""Tests that a plan asks for: each measure of a line with what was decided of it. Plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.proposals import Note
from medmanager.domain.plan.plan import MonitoringItem, PlanItem, SetAside


class TestState(StrEnum):
    """What was decided of a measure that a line asks for."""

    __test__ = False

    PROPOSED = "proposed"
    ON_PLAN = "on the plan"
    SET_ASIDE = "set aside"
    COVERED = "covered"
    """The same test stands on the plan for these days already, by hand or for another line."""
    BY_HAND = "by hand"
    LEFT = "by hand, for a medicine that is not taken then"
    """Its medicine is stopped or ends before: a person takes it off, or leaves it."""
    NO_RULE = "no rule asks any more"
    """It was put on the plan, and no rule asks for it since: a person takes it off."""


@dataclass(frozen=True, slots=True)
class AskedTest:
    """One measure of one line. `entries` are what is not done, by day; the first one may be late."""

    line_id: LineId
    measure: str
    entries: tuple[MonitoringItem, ...]
    state: TestState
    required: bool = False
    set_aside: SetAside | None = None
    covered_by: MonitoringItem | None = None
    """The entry that answers the first of these days."""

    @property
    def next(self) -> MonitoringItem:
        """The first that is not done."""
        return self.entries[0]


@dataclass(frozen=True, slots=True)
class PlanTests:
    """Everything that is asked for. `unknown` are lines without any schedule, `unnamed` not even known."""

    tests: tuple[AskedTest, ...] = ()
    unknown: tuple[LineId, ...] = ()
    unnamed: tuple[LineId, ...] = ()
    notes: tuple[Note, ...] = ()
    follows: str = ""
    """The schedule for antipsychotics that was followed; "" where no line falls under one."""

    def proposed(self) -> tuple[AskedTest, ...]:
        """What nobody has decided about yet."""
        return tuple(test for test in self.tests if test.state is TestState.PROPOSED)

    def find(self, line_id: LineId, measure: str) -> AskedTest | None:
        """The measure of a line as the base asks for it."""
        return next(
            (
                one
                for one in self.tests
                if (one.line_id, one.measure) == (line_id, measure) and one.state not in _BY_HAND
            ),
            None,
        )


_BY_HAND = frozenset({TestState.BY_HAND, TestState.LEFT})


def without_tests(item: PlanItem | None) -> PlanItem | None:
    """The line as somebody writes it: without what is decided about tests beside it."""
    if item is None:
        return None
    return replace(item, monitoring=tuple(one for one in item.monitoring if not one.rule), set_aside=())


def with_tests_of(item: PlanItem, held: PlanItem | None) -> PlanItem:
    """The line as it was written, with what was decided about its tests meanwhile."""
    if held is None:
        return item
    by_hand = (one for one in item.monitoring if not one.rule)
    asked = (one for one in held.monitoring if one.rule)
    return replace(item, monitoring=in_order((*by_hand, *asked)), set_aside=held.set_aside)


def left_by_hand(item: PlanItem, today: date) -> tuple[MonitoringItem, ...]:
    """Tests that somebody put in by hand, and that fall on a day on which it is not taken any more."""
    by_hand = (one for one in item.open_tests(today) if not one.rule)
    return tuple(one for one in by_hand if not item.active_on(max(one.due, today)))


def is_open(entry: MonitoringItem, measure: str) -> bool:
    """Whether an entry is of the base, of this measure, and not done."""
    return bool(entry.rule) and entry.done_on is None and entry.measure == measure


def in_order(entries: Iterable[MonitoringItem]) -> tuple[MonitoringItem, ...]:
    """By day, then by name."""
    return tuple(sorted(entries, key=lambda entry: (entry.due, entry.measure)))
