"""What a person decides of the tests of a plan: put on, take off, set aside, done."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from medmanager.domain.ids import LineId
from medmanager.domain.plan.asked_tests import AskedTest, in_order, is_open
from medmanager.domain.plan.plan import MonitoringItem, Plan, SetAside


@dataclass(frozen=True, slots=True)
class Choice:
    """A measure of a line; with `by_hand` the one that somebody put in by hand for that day."""

    line_id: LineId
    measure: str
    by_hand: date | None = None

    def means(self, entry: MonitoringItem) -> bool:
        """Whether it is that one, or an open one of the base."""
        if self.by_hand is None:
            return is_open(entry, self.measure)
        told = entry.measure, entry.due
        return not entry.rule and entry.done_on is None and told == (self.measure, self.by_hand)


def put_on(plan: Plan, tests: Iterable[AskedTest]) -> Plan:
    """The plan with these measures put on their lines; one that was set aside is taken back."""
    for test in tests:
        item = plan.item(test.line_id)
        if item is not None:
            kept = tuple(one for one in item.monitoring if not is_open(one, test.measure))
            aside = tuple(one for one in item.set_aside if one.measure != test.measure)
            plan = plan.with_item(replace(item, monitoring=in_order((*kept, *test.entries)), set_aside=aside))
    return plan


def take_off(plan: Plan, choice: Choice) -> Plan:
    """The plan without a decision about this measure: it is proposed again. What was done stays. The one that
    was put in by hand, where that is meant, is gone.
    """
    item = plan.item(choice.line_id)
    if item is None:
        return plan
    kept = tuple(one for one in item.monitoring if not choice.means(one))
    if choice.by_hand is not None:
        return plan.with_item(replace(item, monitoring=kept))
    aside = tuple(one for one in item.set_aside if one.measure != choice.measure)
    return plan.with_item(replace(item, monitoring=kept, set_aside=aside))


def leave_out(plan: Plan, line_id: LineId, aside: SetAside) -> Plan:
    """The plan with a measure set aside for a line, with its reason."""
    without = take_off(plan, Choice(line_id, aside.measure))
    item = without.item(line_id)
    return plan if item is None else without.with_item(replace(item, set_aside=(*item.set_aside, aside)))


def mark_done(plan: Plan, choice: Choice, on: date) -> Plan:
    """The plan with that test, or the next one of this measure, done on that day: for what leaves no number,
    as a rash check.
    """
    item = plan.item(choice.line_id)
    open_ = [one for one in item.monitoring if choice.means(one) or _is_next(one, choice)] if item else []
    if item is None or not open_:
        return plan
    first = min(open_, key=lambda one: one.due)
    done = tuple(replace(one, done_on=on) if one is first else one for one in item.monitoring)
    return plan.with_item(replace(item, monitoring=done))


def _is_next(entry: MonitoringItem, choice: Choice) -> bool:
    """Whether it is open, by whoever asked, and no single one is meant: one blood draw does both."""
    return choice.by_hand is None and entry.done_on is None and entry.measure == choice.measure
