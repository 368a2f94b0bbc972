"""Type setting: breaking text into lines at spaces, and drawing the lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby

from medmanager.documents.press import fonts
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.structure import Node
from medmanager.domain.errors import Refused

BODY = 12.0
NAME = 14.0
COMPANION = 10.0
_TOLERANCE = 0.01
_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d]-)(?=[^\W\d])")
"""Between letters only: a phone number stays in one piece."""


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: runs side by side."""

    runs: tuple[Words, ...]

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)

    @property
    def width(self) -> float:
        return sum(run.width for run in self.runs)

    @property
    def leading(self) -> float:
        """Distance to the next baseline: 1.25 times the size up to 14 points, a little less above."""
        return leading(self.size)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def leading(size: float) -> float:
    return size * 1.25 if size <= NAME else size * 1.22


def tidy(text: str) -> str:
    """Text of the record as it may be set: composed letters, single spaces, no line ends."""
    return " ".join(fonts.composed(text).split())


def set_lines(runs: Sequence[Words], width: float, block: str) -> tuple[Line, ...]:
    """The runs as lines no wider than `width`, broken at spaces and never inside a word; a word that is wider
    than the column, as a double name, is broken after its own hyphens.

    Raises Refused, naming the block, when a single word is wider than the column.
    """
    return _set(tuple(runs), width, block)


def set_texts(texts: Iterable[str], width: float, block: str, *, bold: bool = False) -> tuple[Line, ...]:
    """Texts of plain size, each from a line of its own; as `set_lines`."""
    return tuple(line for text in texts for line in set_lines((Words(text, BODY, bold=bold),), width, block))


def forget_lines() -> None:
    """Keeps nothing of what was set: called after each sheet, because its words are a patient's."""
    _set.cache_clear()


def lines_kept() -> int:
    """How many settings of words are kept just now: none outside of a drawing."""
    return _set.cache_info().currsize


# A sheet is laid out several times until its blocks and page numbers settle, mostly with the same words.
@lru_cache(maxsize=4096)
def _set(runs: tuple[Words, ...], width: float, block: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    current: list[Words] = []
    filled = 0.0
    for piece, joint in _fitting(_words(runs), width):
        wide = piece.width
        spaced = joint is _Joint.SPACE and bool(current)
        gap = fonts.width(" ", piece.size, piece.bold) if spaced else 0.0
        if current and joint is not _Joint.GLUED and filled + gap + wide > width + _TOLERANCE:
            lines.append(_joined(current))
            current, filled, spaced, gap = [], 0.0, False, 0.0
        if filled + gap + wide > width + _TOLERANCE:
            raise Refused(
                f"A word in “{block}” is too long for the page. Write it shorter, or with a space in it."
            )
        current.append(_with_text(piece, f" {piece.text}") if spaced else piece)
        filled += gap + wide
    if current:
        lines.append(_joined(current))
    return tuple(lines)


class _Joint(Enum):
    """How a word hangs on the one before it: by a space, without one, or by a hyphen that may end a line."""

    SPACE = auto()
    GLUED = auto()
    HYPHEN = auto()


def _words(runs: Sequence[Words]) -> Iterator[tuple[Words, _Joint]]:
    """Each word, and how it hangs on the word before."""
    spaced = True
    for run in runs:
        spaced = spaced or run.text.startswith(" ")
        for position, word in enumerate(part for part in run.text.split(" ") if part):
            joint = _Joint.GLUED if not spaced and position == 0 else _Joint.SPACE
            yield _with_text(run, word), joint
        spaced = run.text.endswith(" ")


def _fitting(words: Iterator[tuple[Words, _Joint]], width: float) -> Iterator[tuple[Words, _Joint]]:
    """The words, and instead of one that is wider than the column its parts up to each of its hyphens."""
    for word, joint in words:
        if "-" not in word.text or word.width <= width:
            yield word, joint
            continue
        for place, part in enumerate(_AFTER_HYPHEN.split(word.text)):
            yield _with_text(word, part), joint if place == 0 else _Joint.HYPHEN


def _joined(pieces: Sequence[Words]) -> Line:
    """One line; neighbours in the same face become one run."""
    alike = groupby(pieces, key=lambda piece: (piece.size, piece.bold, piece.language))
    return Line(tuple(Words("".join(one.text for one in run), *face) for face, run in alike))


def _with_text(run: Words, text: str) -> Words:
    return Words(text, run.size, run.bold, run.language)


def height_of(lines: Sequence[Line]) -> float:
    return sum(line.leading for line in lines)


def width_of(lines: Sequence[Line]) -> float:
    return max((line.width for line in lines), default=0.0)


def baseline(line: Line) -> float:
    """Distance of the baseline below the top of the line."""
    return (line.leading - line.size) / 2 + line.size * 0.86


def draw_lines(pen: Pen, node: Node | None, x: float, top: float, lines: Sequence[Line]) -> float:
    """Draws flush left; gives the y below the last line."""
    for line in lines:
        pen.write(node, x, top + baseline(line), *line.runs)
        top += line.leading
    return top


def draw_centred(pen: Pen, node: Node | None, centre: float, top: float, lines: Sequence[Line]) -> float:
    """Draws each line centred; gives the y below the last one."""
    for line in lines:
        pen.write(node, centre - line.width / 2, top + baseline(line), *line.runs)
        top += line.leading
    return top


def draw_right(pen: Pen, node: Node | None, right: float, top: float, lines: Sequence[Line]) -> float:
    """Draws flush right; gives the y below the last line."""
    for line in lines:
        pen.write(node, right - line.width, top + baseline(line), *line.runs)
        top += line.leading
    return top
