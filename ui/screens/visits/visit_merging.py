"""Two people, one note: what each changed since both saw it, and what a person decides. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from medmanager.domain.plan.merging import Pick, Touched
from ui.screens.visits.visit_fields import EffectFields, ReviewFields, VisitFields

Row = TypeVar("Row", EffectFields, ReviewFields)
EFFECTS, LINES = "effects", "lines"
ROWS = (EFFECTS, LINES)
BOTH_FIT = ("since_last", "risk", "assessment", "questions", "costs")
"""Words and lists: of these both may stand in the note, to be edited."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer in the three versions; `row` names the side effect or the line, "" for any other."""

    name: str
    row: str
    touched: Touched
    before: Any
    mine: Any
    theirs: Any

    @property
    def key(self) -> str:
        """How a decision is filed."""
        return f"{self.name}/{self.row}"

    @property
    def may_hold_both(self) -> bool:
        """Whether both can stand beside one another."""
        return self.name in BOTH_FIT


@dataclass(frozen=True, slots=True)
class VisitMerge:
    """Their note as it is saved now, and every answer that either of us changed, in the order of the form."""

    theirs: VisitFields
    differences: tuple[Difference, ...]

    @property
    def open(self) -> tuple[Difference, ...]:
        """What a person has to decide on."""
        return tuple(one for one in self.differences if one.touched is Touched.BOTH)

    @property
    def has_mine(self) -> bool:
        """Whether anything of mine is not in their note."""
        return any(one.touched is not Touched.THEIRS for one in self.differences)


def compare(seen: VisitFields, mine: VisitFields, theirs: VisitFields) -> VisitMerge:
    """What I and they changed since I saw the note; a row that is not there is one without an answer."""
    found: list[Difference] = []
    for name in (field.name for field in fields(VisitFields)):
        three = tuple(getattr(one, name) for one in (seen, mine, theirs))
        if name == EFFECTS:
            found += _rows(name, three, lambda row: row.code, EffectFields)
        elif name == LINES:
            found += _rows(name, three, lambda row: row.line_id, ReviewFields)
        else:
            found += _difference(name, "", *three)
    return VisitMerge(theirs, tuple(found))


def merged(merge: VisitMerge, picks: Mapping[str, Pick]) -> VisitFields:
    """Their note with mine in it, as decided; what only I changed is always in it."""
    note = merge.theirs
    for one in merge.differences:
        pick = Pick.MINE if one.touched is Touched.MINE else picks.get(one.key, Pick.THEIRS)
        if one.touched is Touched.THEIRS or pick is Pick.THEIRS:
            continue
        answer = _both(one) if pick is Pick.OPEN else one.mine
        change: dict[str, Any] = {one.name: _with_row(note, one, answer) if one.row else answer}
        note = replace(note, **change)
    return note


def all_mine(merge: VisitMerge) -> VisitFields:
    """Their note with everything of mine in it."""
    return merged(merge, {one.key: Pick.MINE for one in merge.open})


def _rows(
    name: str,
    three: tuple[Iterable[Row], ...],
    key: Callable[[Row], str],
    blank: Callable[[str], Row],
) -> list[Difference]:
    seen: dict[str, Row]
    mine: dict[str, Row]
    theirs: dict[str, Row]
    seen, mine, theirs = ({key(row): row for row in rows} for rows in three)
    found: list[Difference] = []
    for row in dict.fromkeys((*theirs, *mine)):
        found += _difference(name, row, *(rows.get(row) or blank(row) for rows in (seen, mine, theirs)))
    return found


def _difference(name: str, row: str, before: object, mine: object, theirs: object) -> list[Difference]:
    if mine == theirs:
        return []
    touched = Touched.THEIRS if mine == before else Touched.MINE if theirs == before else Touched.BOTH
    return [Difference(name, row, touched, before, mine, theirs)]


def _both(one: Difference) -> str | tuple[Any, ...]:
    """Theirs, then mine; what both say stands there once."""
    if isinstance(one.mine, tuple):
        known = (*one.theirs, *one.before)
        return (*one.theirs, *(row for row in one.mine if row not in known))
    return "\n".join(str(text) for text in (one.theirs, one.mine) if text)


def _with_row(note: VisitFields, one: Difference, row: object) -> tuple[object, ...]:
    rows = getattr(note, one.name)
    held = {_row_key(held): held for held in rows}
    return tuple({**held, one.row: row}.values())


def _row_key(row: EffectFields | ReviewFields) -> str:
    return row.code if isinstance(row, EffectFields) else row.line_id
