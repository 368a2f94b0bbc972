"""What stands in the list below the field in which a medicine is found, row by row. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo
from enum import StrEnum

from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.plan.protocol import DoseProtocol
from medmanager.domain.plan.protocol_shelf import Found, FoundFavourite, ProtocolShelf, closeness
from medmanager.domain.plan.protocol_starters import Starter
from ui.kit import words
from ui.kit.tallman import tall_man


class Command(StrEnum):
    """A row that is no medicine."""

    PROTOCOLS = "protocols"


Pick = DoseProtocol | Starter | Command | str
"""What is taken: a protocol, a shipped one, a command, or the name of a medicine."""


@dataclass(frozen=True, slots=True)
class FinderRow:
    """`title` is never cut, `note` stands muted behind it. Without a pick it is the head of a part."""

    title: str
    note: str = ""
    icon: str = ""
    pick: Pick | None = None
    named: int = 0
    """How well what was typed names this medicine (`closeness`): Enter takes the best, and no protocol."""
    is_guess: bool = False
    """Whether something else was typed: it is taken only by somebody who has seen it."""


@dataclass(frozen=True, slots=True)
class FinderLook:
    """What the words of the rows need: the shelf, the zone of the practice, who may change protocols."""

    shelf: ProtocolShelf
    zone: tzinfo | None = None
    may_change: bool = False


def finder_rows(found: Found, look: FinderLook) -> tuple[FinderRow, ...]:
    """Protocols, favourites, the drug list; last the name as it was typed, where the list has no such one."""
    protocols = (*(_protocol(one, look) for one in found.protocols), *map(_starter, found.starters))
    listed = _parts((("Protocols", protocols), *_medicines(found)))
    return (*listed, *_as_typed(found), *_commands(found, look))


def medicine_rows(found: Found) -> tuple[FinderRow, ...]:
    """Favourites and the drug list, without protocols and other names: what steps can be proposed for."""
    known = replace(found, favourites=tuple(one for one in found.favourites if one.drug is not None))
    return tuple(_parts(_medicines(known)))


def _parts(parts: Iterable[tuple[str, tuple[FinderRow, ...]]]) -> Iterator[FinderRow]:
    for head, rows in parts:
        yield from (FinderRow(head), *rows) if rows else ()


def _medicines(found: Found) -> tuple[tuple[str, tuple[FinderRow, ...]], ...]:
    return (
        ("Favourites", tuple(_favourite(one, found.text) for one in found.favourites)),
        ("Drug list", tuple(_drug(one, found.text) for one in found.drugs)),
        ("Did you mean", tuple(replace(_drug(one, found.text), is_guess=True) for one in found.near)),
    )


def _protocol(protocol: DoseProtocol, look: FinderLook) -> FinderRow:
    changed = f"changed {words.dated(words.local_day(protocol.changed_at, look.zone))}" if (
        protocol.changed_at
    ) else ""  # fmt: skip
    by = look.shelf.by(protocol)
    parts = (tall_man(protocol.medicine.generic), changed, by)
    return FinderRow(
        protocol.name, " · ".join(part for part in parts if part), "clipboard-list", pick=protocol
    )


def _starter(starter: Starter) -> FinderRow:
    return FinderRow(starter.name, f"{starter.drug} · shipped", "book-open", pick=starter)


def _favourite(found: FoundFavourite, typed: str) -> FinderRow:
    favourite = found.favourite
    often = words.counted(favourite.patients, "patient") if favourite.patients else ""
    known = found.drug.drug_class if found.drug else "not in our drug list"
    parts = ("pinned" if favourite.pinned else "", often, found.drug.brand if found.drug else "", known)
    icon = "pin" if favourite.pinned else "star"
    note = " · ".join(part for part in parts if part)
    return FinderRow(
        tall_man(favourite.generic), note, icon, favourite.generic, closeness(typed, found.names)
    )


def _drug(drug: Drug, typed: str) -> FinderRow:
    note = " · ".join(part for part in (", ".join(drug.brands[:2]), drug.drug_class) if part)
    return FinderRow(tall_man(drug.generic), note, "pill", drug.generic, closeness(typed, drug.names))


def _as_typed(found: Found) -> Iterator[FinderRow]:
    typed = " ".join(found.text.split())
    names = {drug.generic.casefold() for drug in found.drugs}
    names |= {one.favourite.generic.casefold() for one in found.favourites}
    if typed and typed.casefold() not in names:
        yield FinderRow(f"Add “{typed}”", "not in our drug list, not checked", "plus", pick=typed)


def _commands(found: Found, look: FinderLook) -> Iterator[FinderRow]:
    if look.may_change and look.shelf.protocols and not found.text.strip():
        yield FinderRow("Change protocols…", "rename or retire", "settings", pick=Command.PROTOCOLS)
