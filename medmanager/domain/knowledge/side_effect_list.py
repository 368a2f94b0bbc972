"""The side-effect checklist: read from its file, in the order in which it is asked."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.sheet import Sheet, Unreadable, read_sheet
from medmanager.domain.side_effects import SideEffect

HEAD = ("kind", "version", "as_of", "languages", "source", "scale")
"""What the file says of itself."""


def read_side_effects(path: Path) -> tuple[SideEffect, ...]:
    """The checklist from its JSON file.

    Raises Refused when the file is missing, is no such list, lacks words of a row, has words that nobody
    asks for, or holds a code twice: there is no silent empty list.
    """
    try:
        sheet = read_sheet(path)
        effects = tuple(_effect(row) for row in sheet.sheets("side_effects"))
        for key in HEAD:
            sheet.texts(key)
        sheet.done()
    except Unreadable as error:
        raise _unreadable() from error
    if not effects or len({effect.code for effect in effects}) < len(effects):
        raise _unreadable()
    return effects


def effect_name(effects: Iterable[SideEffect], code: str) -> str:
    """What to call it; a code of a newer or older list is shown as it is, never dropped."""
    return next((effect.name for effect in effects if effect.code == code), code)


def effect_named(effects: Iterable[SideEffect], name: str) -> SideEffect | None:
    """The side effect with exactly this code or name, in any case; None when the list has no such one."""
    wanted = name.strip().casefold()
    return next((one for one in effects if wanted in (one.code, one.name.casefold())), None)


def _effect(row: Sheet) -> SideEffect:
    """One row: every field of a side effect, in the order of the fields."""
    effect = SideEffect(*(row.text(field.name) for field in fields(SideEffect)))
    row.done()
    return effect


def _unreadable() -> Refused:
    return Refused("The side-effect list of this installation cannot be read. Install MedManager again.")
