"""Two people, one plan: what each changed since the version both came from, and what a person decides.

No dose is blended: of a line that both changed one dose holds, and a person says which. What only one of them
changed on it, as a question beside the other's dose, stays whatever is decided.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, TypeVar

from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.moving import due_again
from medmanager.domain.plan.plan import MonitoringItem, Plan, PlanItem, SetAside, Stopped


class Pick(StrEnum):
    """What a person decides of something that both changed."""

    THEIRS = "theirs"
    MINE = "mine"
    """Mine, as a new change on top of theirs: what was signed up to yesterday stays as it happened."""
    OPEN = "open"
    """Theirs for now, and the line is opened to be written by hand."""


class Touched(StrEnum):
    """Who changed it since the version both came from."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class LineMerge:
    """One line in the three versions; None where it is not on that version."""

    line_id: LineId
    touched: Touched
    before: PlanItem | None
    mine: PlanItem | None
    theirs: PlanItem | None

    @property
    def item(self) -> PlanItem:
        """The line as somebody knows it, for its name."""
        found = self.theirs or self.mine or self.before
        assert found is not None, "a line stands on one of them"
        return found


PARTS: Final = ("follow_up", "warning_signs")
"""What stands beside the lines, by field name. A message belongs to one sheet and is not taken over."""


DOSE: Final = ("medicine", "form", "steps", "stopped")
"""What makes the dose of a line: never half of one person's and half of the other's."""

WORDS: Final = (
    "purpose",
    "directions",
    "benefit",
    "benefit_when",
    "prescriber",
    "cost_concern",
    "question",
    "adherence",
    "supply",
)
"""What stands on a line beside its dose, each for itself."""

T = TypeVar("T")
NOTHING: Final[Mapping[str, object]] = {"follow_up": None, "warning_signs": ()}


@dataclass(frozen=True, slots=True)
class PartMerge:
    """The next visit or the warning signs in the three versions."""

    name: str
    touched: Touched
    before: object
    mine: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Merge:
    """Everything that either changed since `base`, None where there was no version before."""

    base: Plan | None
    draft: Plan
    newer: Plan
    lines: tuple[LineMerge, ...]
    parts: tuple[PartMerge, ...]

    @property
    def open_lines(self) -> tuple[LineMerge, ...]:
        """The lines that a person has to decide on."""
        return tuple(line for line in self.lines if line.touched is Touched.BOTH)

    @property
    def open_parts(self) -> tuple[PartMerge, ...]:
        """The same of what stands beside the lines."""
        return tuple(part for part in self.parts if part.touched is Touched.BOTH)


@dataclass(frozen=True, slots=True)
class Picks:
    """What was decided, by line and by name of the part."""

    lines: Mapping[LineId, Pick]
    parts: Mapping[str, Pick]


def compare_three(base: Plan | None, draft: Plan, newer: Plan) -> Merge:
    """What the draft and the plan signed meanwhile changed, in the order of the signed plan."""
    old, mine, theirs = (_by_id(plan) for plan in (base, draft, newer))
    lines = []
    for line_id in dict.fromkeys((*theirs, *mine, *old)):
        three = old.get(line_id), mine.get(line_id), theirs.get(line_id)
        touched = _touched(*map(_told, three))
        if touched is not None:
            lines.append(LineMerge(line_id, touched, *three))
    return Merge(base, draft, newer, tuple(lines), tuple(_parts(base, draft, newer)))


def merged(merge: Merge, picks: Picks, today: date) -> Plan:
    """The draft on top of the plan signed meanwhile, as decided.

    What only one changed is taken from whoever changed it. Raises Refused while something that both changed
    is not decided.
    """
    undecided = [line.line_id for line in merge.open_lines if line.line_id not in picks.lines]
    if undecided or any(part.name not in picks.parts for part in merge.open_parts):
        raise Refused("Decide on everything that both changed. Nothing was merged yet.", "picks")
    by_id = {line.line_id: line for line in merge.lines}
    mine, theirs = _by_id(merge.draft), _by_id(merge.newer)
    base = _by_id(merge.base)
    items = []
    for key, their_line in theirs.items():
        own = mine.get(key)
        pick = _pick_of(by_id.get(key), picks)
        items.append(join(base.get(key), own, their_line, pick, today) if own else their_line)
    left = (key for key in mine if key not in theirs)
    items += [mine[key] for key in left if key not in base or picks.lines.get(key) is Pick.MINE]
    beside = {part.name: picks.parts.get(part.name) is Pick.MINE for part in merge.open_parts}
    mine_of = beside | {
        p.name: p.touched is Touched.MINE for p in merge.parts if p.touched is not Touched.BOTH
    }
    return replace(
        merge.draft,
        number=merge.newer.number + 1,
        based_on=merge.newer.id,
        items=tuple(items),
        follow_up=(merge.draft if mine_of.get("follow_up") else merge.newer).follow_up,
        warning_signs=(merge.draft if mine_of.get("warning_signs") else merge.newer).warning_signs,
    )


def join(before: PlanItem | None, mine: PlanItem, theirs: PlanItem, pick: Pick, today: date) -> PlanItem:
    """One line of both: what only one changed from whoever changed it, the same thing as was picked. Of what
    stood on no version before both changed all that differs.
    """
    base = before or replace(theirs, watch=(), set_aside=(), monitoring=())
    wanted: dict[str, Any] = {}
    for names in (DOSE, *((name,) for name in WORDS)):
        own, other = ([getattr(one, name) for name in names] for one in (mine, theirs))
        old = [getattr(before, name) for name in names] if before else None
        touched = _touched(old, own, other)
        if touched is Touched.MINE or (touched is Touched.BOTH and pick is Pick.MINE):
            wanted |= dict(zip(names, own, strict=True))
            if touched is Touched.BOTH and names == DOSE:
                top = on_top(theirs, mine, today)
                wanted |= {"steps": top.steps, "stopped": top.stopped}
    asides = _three(base.set_aside, mine.set_aside, theirs.set_aside, lambda one: one.measure, pick)
    tests = _tests(base, mine, theirs, pick)
    left, gone = _decisions(asides, tests, mine if pick is Pick.MINE else theirs)
    return replace(
        replace(theirs, **wanted),
        watch=_three(base.watch, mine.watch, theirs.watch, lambda code: code, pick),
        set_aside=tuple(one for one in asides if one.measure not in gone),
        monitoring=tuple(one for one in tests if not (_is_asked(one) and one.measure in left)),
    )


def _decisions(
    asides: tuple[SetAside, ...], tests: tuple[MonitoringItem, ...], picked: PlanItem
) -> tuple[set[str], set[str]]:
    """Of the measures that one set aside and the other put on the plan those that stay set aside, as on the
    line that was picked, and those that do not.
    """
    both = {one.measure for one in asides} & {one.measure for one in tests if _is_asked(one)}
    left = both & {one.measure for one in picked.set_aside}
    return left, both - left


def on_top(theirs: PlanItem, mine: PlanItem, today: date) -> PlanItem:
    """My line from today on, over what theirs says until yesterday: history is not rewritten. What is not
    given daily keeps its rhythm, and where it runs it is not given before the last one of theirs has lasted
    its days; while that lasts there is no break. A day that I planned stays: see `near_doses`.
    """
    before = tuple(_cut(step, today - ONE_DAY) for step in theirs.steps if step.start < today)
    coming = (step for step in mine.steps if step.end is None or step.end >= today)
    after = tuple(step for one in coming if (step := _from(one, before, today)) is not None)
    steps = _joined(_lasting(before, after[0].start if after else _end_of(mine), today), after)
    if not steps:
        return mine
    stopped = mine.stopped
    if stopped is not None and not after:
        stopped = Stopped(max(stopped.on, (steps[-1].end or today) + ONE_DAY), stopped.reason)
    return replace(mine, steps=steps, stopped=stopped)


def _pick_of(line: LineMerge | None, picks: Picks) -> Pick:
    if line is None or line.touched is Touched.THEIRS:
        return Pick.THEIRS
    return Pick.MINE if line.touched is Touched.MINE else picks.lines[line.line_id]


def _three(
    before: tuple[T, ...], mine: tuple[T, ...], theirs: tuple[T, ...], key: Callable[[T], object], pick: Pick
) -> tuple[T, ...]:
    """What either added, without what either took away; of what both wrote otherwise, what was picked."""
    old, own, other = ({key(one): one for one in some} for some in (before, mine, theirs))
    found = []
    for name in dict.fromkeys((*other, *own)):
        touched = _touched(old.get(name), own.get(name), other.get(name))
        is_mine = touched is Touched.MINE or (touched is Touched.BOTH and pick is Pick.MINE)
        one = (own if is_mine else other).get(name)
        if one is not None:
            found.append(one)
    return tuple(found)


def _tests(base: PlanItem, mine: PlanItem, theirs: PlanItem, pick: Pick) -> tuple[MonitoringItem, ...]:
    """Tests by hand, tests done, and what either decided of those that the knowledge base asks for."""

    def of(item: PlanItem) -> tuple[MonitoringItem, ...]:
        return tuple(one for one in item.monitoring if not one.rule or one.done_on is not None)

    def named(one: MonitoringItem) -> object:
        return (one.measure, one.rule, one.done_on) if one.rule else (one.measure, one.due, one.why)

    old, own, other = (_asked_by_rule(one) for one in (base, mine, theirs))
    asked = _three(old, own, other, lambda name: name, pick)
    waiting = [one for one in (*theirs.monitoring, *mine.monitoring) if _is_asked(one)]
    first = {name: next(one for one in waiting if one.measure == name) for name in asked}
    kept = [one for one in theirs.monitoring if _is_asked(one) and one.measure in first]
    kept += [one for name, one in first.items() if name not in {test.measure for test in kept}]
    by_hand = {named(one): one for one in _three(of(base), of(mine), of(theirs), named, pick)}
    known = {named(one) for one in of(base) if one.done_on}
    done = {named(one): one for item in (mine, theirs) for one in of(item) if one.done_on}
    # That it was done happened, whoever took it off meanwhile.
    happened = {name: one for name, one in done.items() if name in by_hand or name not in known}
    together = (*(by_hand | happened).values(), *kept)
    return tuple(sorted(together, key=lambda one: (one.due, one.measure)))


def _asked_by_rule(item: PlanItem) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.measure for one in item.monitoring if _is_asked(one)))


def _is_asked(entry: MonitoringItem) -> bool:
    """Whether a rule asks for it and it is not done."""
    return bool(entry.rule) and entry.done_on is None


def _parts(base: Plan | None, draft: Plan, newer: Plan) -> list[PartMerge]:
    found = []
    for name in PARTS:
        before = getattr(base, name) if base else NOTHING[name]
        mine, theirs = getattr(draft, name), getattr(newer, name)
        touched = _touched(before, mine, theirs)
        if touched is not None:
            found.append(PartMerge(name, touched, before, mine, theirs))
    return found


def _touched(before: object, mine: object, theirs: object) -> Touched | None:
    if mine == theirs:
        return None
    if mine == before:
        return Touched.THEIRS
    return Touched.MINE if theirs == before else Touched.BOTH


def _told(item: PlanItem | None) -> PlanItem | None:
    """The line without what is worked out anew each time: days of tests that the knowledge base asks for."""
    if item is None:
        return None
    by_hand = {replace(one, done_on=None) for one in item.monitoring if not one.rule}
    asked = {MonitoringItem(one.measure, date.min, "", rule="asked") for one in item.monitoring if one.rule}
    kept = sorted(by_hand | asked, key=lambda one: (one.due, one.measure, one.why))
    return replace(item, monitoring=tuple(kept))


def _joined(before: tuple[DoseStep, ...], after: tuple[DoseStep, ...]) -> tuple[DoseStep, ...]:
    """Both in order; a dose that simply goes on is not cut in two."""
    if not before or not after:
        return (*before, *after)
    last, first = before[-1], after[0]
    touch = last.end is not None and first.start <= last.end + ONE_DAY
    if touch and _goes_on_as(last, first):
        return (*before[:-1], replace(last, end=first.end), *after[1:])
    return (*before, *after)


def _lasting(before: tuple[DoseStep, ...], until: date, today: date) -> tuple[DoseStep, ...]:
    """The steps through yesterday, the last of them as long as its last dose lasts, but not on that day."""
    if not before or before[-1].paused or before[-1].end != today - ONE_DAY:
        return before
    last = min(due_again(before, today), max(until, today)) - ONE_DAY
    return (*before[:-1], replace(before[-1], end=last))


def _end_of(item: PlanItem) -> date:
    """The first day without it of a line that ends."""
    last = item.steps[-1].end
    assert last is not None, "a dose of what goes on falls into the days to come"
    return item.stopped.on if item.stopped else last + ONE_DAY


def _from(step: DoseStep, before: tuple[DoseStep, ...], today: date) -> DoseStep | None:
    """The step from its next dose on; None where none is left in it."""
    runs = bool(before) and before[-1].end == today - ONE_DAY
    if step.start >= today or (runs and _goes_on_as(before[-1], step)):
        return step
    due = today if step.every_days == 1 else due_again(before, today)
    first = max(due, today + timedelta(days=(step.start - today).days % step.every_days))
    return replace(step, start=first) if step.end is None or first <= step.end else None


def _goes_on_as(last: DoseStep, later: DoseStep) -> bool:
    """Whether it is the same dose on the same days, for the same reason."""
    return last.goes_on_as(later) and last.reason == later.reason


def _cut(step: DoseStep, last: date) -> DoseStep:
    return step if step.end is not None and step.end <= last else replace(step, end=last)


def _by_id(plan: Plan | None) -> dict[LineId, PlanItem]:
    return {item.line_id: item for item in plan.items} if plan else {}
