"""Two people, one plan: what each changed since the version both came from, and what a person decides.

Nothing is blended: of a line that both changed one dose holds, and a person says which.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId
from medmanager.domain.plan import DoseStep, MonitoringItem, Plan, PlanItem, Stopped

ONE_DAY = timedelta(days=1)


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
    items = [_decided(by_id.get(key), mine, theirs[key], picks, today) for key in theirs]
    base = _by_id(merge.base)
    items += [item for key, item in mine.items() if key not in theirs and key not in base]
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


def on_top(theirs: PlanItem, mine: PlanItem, today: date) -> PlanItem:
    """My line from today on, over what theirs says until yesterday: history is not rewritten."""
    before = tuple(_cut(step, today - ONE_DAY) for step in theirs.steps if step.start < today)
    after = tuple(
        replace(step, start=max(step.start, today))
        for step in mine.steps
        if step.end is None or step.end >= today
    )
    steps = _joined(before, after)
    if not steps:
        return mine
    stopped = mine.stopped
    if stopped is not None and not after:
        stopped = Stopped(max(stopped.on, (steps[-1].end or today) + ONE_DAY), stopped.reason)
    return replace(mine, steps=steps, stopped=stopped)


def _decided(
    line: LineMerge | None, mine: dict[LineId, PlanItem], theirs: PlanItem, picks: Picks, today: date
) -> PlanItem:
    if line is None or line.touched is Touched.THEIRS:
        return theirs
    own = mine.get(line.line_id)
    if line.touched is Touched.MINE:
        return own or theirs
    return on_top(theirs, own, today) if own and picks.lines[line.line_id] is Pick.MINE else theirs


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
    same = (last.tablets, last.as_needed, last.every_days) == (
        first.tablets,
        first.as_needed,
        first.every_days,
    )
    if same and last.end == first.start - ONE_DAY:
        return (*before[:-1], replace(last, end=first.end), *after[1:])
    return (*before, *after)


def _cut(step: DoseStep, last: date) -> DoseStep:
    return step if step.end is not None and step.end <= last else replace(step, end=last)


def _by_id(plan: Plan | None) -> dict[LineId, PlanItem]:
    return {item.line_id: item for item in plan.items} if plan else {}
