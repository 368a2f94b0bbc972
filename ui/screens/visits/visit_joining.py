"""What was typed in a note that somebody else saved meanwhile: joined with theirs, or in words. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import TypeVar

from medmanager.domain.side_effects import SideEffect
from medmanager.domain.visit import Visit
from medmanager.domain.visit_book import VisitBook
from ui.screens.visits.note_words import note_parts
from ui.screens.visits.visit_fields import EffectFields, ReviewFields, VisitFields

Row = TypeVar("Row", EffectFields, ReviewFields)


def joined(seen: VisitFields, mine: VisitFields, theirs: VisitFields) -> VisitFields:
    """Their note with what I changed since I saw it; where both changed the same, mine."""
    chosen = {
        name: getattr(theirs if getattr(mine, name) == getattr(seen, name) else mine, name)
        for name in (field.name for field in fields(VisitFields))
    }
    chosen["effects"] = _rows(
        (seen.effects, mine.effects, theirs.effects), lambda row: row.code, EffectFields
    )
    chosen["lines"] = _rows((seen.lines, mine.lines, theirs.lines), lambda row: row.line_id, ReviewFields)
    return VisitFields(**chosen)


def words_beyond(book: VisitBook, mine: Visit, signed: Visit, effects: tuple[SideEffect, ...]) -> str:
    """What my version of a note says and the signed one does not, heading by heading; "" for nothing."""
    known = {part.title: set(part.lines) for part in note_parts(book, signed, effects)}
    added = []
    for part in note_parts(book, mine, effects):
        lines = [line for line in part.lines if line not in known.get(part.title, set())]
        if lines:
            added.append(f"{part.title}: {'; '.join(lines)}")
    return "\n".join(added)


def _rows(
    notes: tuple[Iterable[Row], Iterable[Row], Iterable[Row]],
    key: Callable[[Row], str],
    blank: Callable[[str], Row],
) -> tuple[Row, ...]:
    """Row by row: a row that is not there counts as one without an answer."""
    seen: dict[str, Row]
    mine: dict[str, Row]
    theirs: dict[str, Row]
    seen, mine, theirs = ({key(row): row for row in rows} for rows in notes)
    found = []
    for name in dict.fromkeys((*theirs, *mine)):
        old, own, new = (rows.get(name) or blank(name) for rows in (seen, mine, theirs))
        found.append(new if own == old else own)
    return tuple(found)
