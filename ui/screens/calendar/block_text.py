"""How the words of a block are broken into the lines that fit: a name wraps, it is never cut short. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Width = Callable[[str], float]

SQUEEZE = 1.12
"""A line of a name may be so much too wide: it is drawn a little narrower instead of being broken."""

LEGIBLE = 5
"""Letters of a broken word that still say whose name it is; with fewer the initials say it better."""


@dataclass(frozen=True, slots=True)
class BlockText:
    """Lines of the name, and whether the second line is shown in full, as its icon only, or not at all."""

    name: tuple[str, ...]
    second: str = ""
    has_icon: bool = False
    icon_beside: bool = False
    """The icon stands at the right end of the only line."""


@dataclass(frozen=True, slots=True)
class Room:
    """Width in px and lines; `icon` is what an icon with its distance takes."""

    width: float
    lines: int
    icon: float


def fit(title: str, second: str, has_icon: bool, room: Room, widths: tuple[Width, Width]) -> BlockText:
    """Break a name and its second words into the room; `widths` measure the name's and the second's font."""
    name_width, second_width = widths
    lines = break_name(title, room.width * SQUEEZE, name_width)
    if _is_torn(title, lines):
        lines = [_initials(title)]
    if room.lines <= 1:
        only = lines[0] if len(lines) == 1 else _family(title)
        beside = has_icon and name_width(only) + room.icon <= room.width
        return BlockText((only,), icon_beside=beside)
    choices = [second, "" if has_icon else second.split(" ")[0]]
    if len(lines) == room.lines and len(lines[-1]) == 1:
        # Only the initial does not fit beside the family name: it goes before the second words.
        lines, choices = lines[:-1], [f"{lines[-1]}, {second}", lines[-1]]
    name = tuple(lines[: room.lines])
    if len(name) == room.lines:
        return BlockText(name)
    left = room.width - (room.icon if has_icon else 0)
    return BlockText(name, next((text for text in choices if second_width(text) <= left), ""), has_icon)


def break_name(title: str, width: float, measure: Width) -> list[str]:
    """Lines of a name, broken after blanks and hyphens, inside a word only where a word is too long."""
    lines: list[str] = []
    for part in re.findall(r"[^\s-]+-?\s*|-", title):
        piece = part if not lines else lines[-1] + part
        if lines and measure(piece.rstrip()) <= width:
            lines[-1] = piece
        else:
            lines += _pieces(part, width, measure)
    return [line.rstrip() for line in lines] or [""]


def _pieces(word: str, width: float, measure: Width) -> list[str]:
    """A word as it is, or broken by letters where it is wider than a line."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure((pieces[-1] + letter).rstrip()) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _is_torn(title: str, lines: list[str]) -> bool:
    """Whether a narrow block leaves only shreds of a word, as where three visits lie over one another."""
    words = re.split(r"[\s-]+", title)
    return any(len(line) < LEGIBLE and line not in words for line in lines[:-1])


def _initials(title: str) -> str:
    """Of the family name and of the given name, which stands last."""
    return title[0] + title.rsplit(" ", 1)[-1][0]


def _family(title: str) -> str:
    """The name without the initial, for a block of one line."""
    return title.rsplit(" ", 1)[0]
