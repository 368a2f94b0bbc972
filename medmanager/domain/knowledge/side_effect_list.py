"""The side-effect checklist: read from its file, in the order in which it is asked."""

import json
from collections.abc import Iterable
from pathlib import Path

from medmanager.domain.errors import Refused
from medmanager.domain.side_effects import SideEffect


def read_side_effects(path: Path) -> tuple[SideEffect, ...]:
    """The checklist from its JSON file.

    Raises Refused when the file is missing, is no such list, or holds a code twice: there is no silent
    empty list.
    """
    try:
        sheet = json.loads(path.read_text(encoding="utf-8"))
        effects = tuple(
            SideEffect(row["code"], row["name"], row["question"]) for row in sheet["side_effects"]
        )
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
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


def _unreadable() -> Refused:
    return Refused("The side-effect list of this installation cannot be read. Install MedManager again.")
