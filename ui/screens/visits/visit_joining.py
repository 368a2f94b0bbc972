"""What was typed in a note that somebody else signed meanwhile, in words for an addendum. No Qt."""

from __future__ import annotations

from medmanager.domain.side_effects import SideEffect
from medmanager.domain.visit import Visit
from medmanager.domain.visit_book import VisitBook
from ui.screens.visits.note_words import note_parts


def words_beyond(book: VisitBook, mine: Visit, signed: Visit, effects: tuple[SideEffect, ...]) -> str:
    """What my version of a note says and the signed one does not, heading by heading; "" for nothing."""
    known = {part.title: set(part.lines) for part in note_parts(book, signed, effects)}
    added = []
    for part in note_parts(book, mine, effects):
        lines = [line for line in part.lines if line not in known.get(part.title, set())]
        if lines:
            added.append(f"{part.title}: {'; '.join(lines)}")
    return "\n".join(added)
