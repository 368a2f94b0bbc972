"""The tests of a plan as the side shows them: on the plan, proposed, set aside. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, tzinfo

from medmanager.domain.ids import LineId, UserId
from medmanager.domain.plan.asked_tests import AskedTest, PlanTests, TestState
from medmanager.domain.plan.decided_tests import Choice
from medmanager.domain.plan.plan import MonitoringItem, Plan
from ui.kit import words
from ui.kit.plan_words import name_of

PUT, ASIDE, DONE, OFF, BACK = "put", "aside", "done", "off", "back"
MOST_DAYS = 2
ACTS = {
    TestState.PROPOSED: (PUT, ASIDE),
    TestState.ON_PLAN: (DONE, OFF),
    TestState.NO_RULE: (DONE, OFF),
    TestState.SET_ASIDE: (BACK,),
    TestState.COVERED: (ASIDE,),
    TestState.BY_HAND: (),
    TestState.LEFT: (DONE, OFF),
}
ON_PLAN = (TestState.ON_PLAN, TestState.BY_HAND, TestState.LEFT, TestState.NO_RULE)


@dataclass(frozen=True, slots=True)
class TestRow:
    """One test of one line: its next day, why, who says so, and what can be decided about it."""

    __test__ = False

    line_id: LineId
    measure: str
    name: str
    due: str
    why: str
    more: str = ""
    source: str = ""
    tip: str = ""
    note: str = ""
    late: bool = False
    acts: tuple[str, ...] = ()
    by_hand: date | None = None
    """Its day, where it was put in by hand: others of its name may stand beside it."""

    @property
    def choice(self) -> Choice:
        """What is decided about."""
        return Choice(self.line_id, self.measure, self.by_hand)


@dataclass(frozen=True, slots=True)
class MonitoringPage:
    """The card. `notes` say what is not known; `problem` why nothing could be worked out."""

    on_plan: tuple[TestRow, ...] = ()
    proposed: tuple[TestRow, ...] = ()
    aside: tuple[TestRow, ...] = ()
    notes: tuple[str, ...] = ()
    editable: bool = False
    problem: str = ""

    @property
    def all_proposed(self) -> tuple[Choice, ...]:
        """What “Put all on the plan” would put there."""
        return tuple(row.choice for row in self.proposed if PUT in row.acts)


@dataclass(frozen=True, slots=True)
class Beholder:
    """Who looks, on which day, and how people are named."""

    today: date
    editable: bool = False
    zone: tzinfo | None = None
    name: Callable[[UserId], str] = field(default=lambda _: "")


def monitoring_page(plan: Plan, found: PlanTests, by: Beholder) -> MonitoringPage:
    """The tests of this plan in their three groups."""
    rows = [(test.state, _row(plan, test, by)) for test in found.tests]
    open_ = (TestState.PROPOSED, TestState.COVERED)
    return MonitoringPage(
        tuple(row for state, row in rows if state in ON_PLAN),
        tuple(row for state, row in rows if state in open_),
        tuple(row for state, row in rows if state is TestState.SET_ASIDE),
        tuple(_notes(plan, found)),
        by.editable,
    )


def _row(plan: Plan, test: AskedTest, by: Beholder) -> TestRow:
    item = plan.item(test.line_id)
    late = test.next.due < by.today and test.state is not TestState.SET_ASIDE
    due = words.due(test.next.due, by.today) if late else words.day_name(test.next.due, by.today)
    said = " · ".join(part for part in (name_of(item) if item else "", _bare(test.next.why)) if part)
    aside = test.state is TestState.SET_ASIDE
    return TestRow(
        test.line_id,
        test.measure,
        f"{test.measure[:1].upper()}{test.measure[1:]}",
        "" if aside else due,
        said,
        "" if aside else _more(test, by.today),
        short_source(test.next.source),
        test.next.source,
        _note(test, by),
        late,
        ACTS[test.state] if by.editable else (),
        test.next.due if test.state in (TestState.BY_HAND, TestState.LEFT) else None,
    )


def _bare(why: str) -> str:
    """The reason without the medicine's name, which stands before it."""
    return why.partition(": ")[2] or why


def _more(test: AskedTest, today: date) -> str:
    rest = test.entries[1:]
    parts = [words.short_day(entry.due, today) for entry in rest[:MOST_DAYS]]
    left = len(rest) - len(parts)
    if left:
        parts.append(f"{left} more")
    window = test.next.window_days
    within = f"within {words.counted(window, 'day')}" if window else ""
    then = f"then {words.listing(parts)}" if parts else ""
    return " · ".join(part for part in (then, within) if part)


def _note(test: AskedTest, by: Beholder) -> str:
    if test.set_aside is not None:
        day = words.short_day(words.local_day(test.set_aside.at, by.zone), by.today)
        return f"Set aside {day} by {by.name(test.set_aside.by)}: {test.set_aside.reason}"
    if test.covered_by is not None:
        how = "on the plan" if test.covered_by.rule else "put in by hand"
        return f"The same test is {how} for {words.short_day(test.covered_by.due, by.today)}."
    if test.state is TestState.NO_RULE:
        return "No rule asks for it any more. Take it off, or leave it."
    if test.state is TestState.LEFT:
        return "Put in by hand. The medicine is not taken then: take it off, or leave it."
    return "Put in by hand" if test.state is TestState.BY_HAND else "Required" if test.required else ""


def short_source(source: str) -> str:
    """Who says so in a few words; "unverified" stays."""
    if not source:
        return ""
    first = source.partition(";")[0].partition(" (")[0].partition(", not re-read")[0].strip()
    return f"{first} · unverified" if "unverified" in source else first


def _notes(plan: Plan, found: PlanTests) -> list[str]:
    def named(lines: tuple[LineId, ...]) -> str:
        return words.listing([name_of(item) for line in lines if (item := plan.item(line)) is not None])

    notes = []
    if found.follows:
        notes.append(f"Antipsychotics follow {found.follows}, as the practice's safety owner chose.")
    if found.unknown:
        notes.append(f"No schedule is known for {named(found.unknown)}.")
    if found.unnamed:
        notes.append(f"Not in our drug list, so no schedule is known: {named(found.unnamed)}.")
    return notes


def next_entries(plan: Plan, day: date) -> list[MonitoringItem]:
    """The next entry of each measure of each line: what fits on a time line."""
    found: dict[tuple[LineId, str], MonitoringItem] = {}
    for item in plan.items:
        for entry in item.open_tests(day):
            key = (item.line_id, entry.measure)
            if key not in found or entry.due < found[key].due:
                found[key] = entry
    return list(found.values())
