"""Building stones of large print: headings, ruled paragraphs, and their sizes."""

from collections.abc import Sequence
from dataclasses import replace

from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_change
from medmanager.documents.press.typesetting import Line, draw_lines, height_of, leading, set_lines
from medmanager.domain.plan.changes import ChangeKind

BASE = 18.0
MEDICINE = 20.0
HEAD = 22.0
COUNT = 40.0
_INDENT = 34.0


def heading(setting: Setting, title: str, block: str = "", *, again: bool = False) -> Strip:
    """A block title that stays with what follows it; `block` names it in a refusal where it holds a name.

    `again` repeats it on a later page: decoration, because the block has its heading already.
    """
    lines = set_lines((Words(title, HEAD, bold=True),), setting.page.column, block or title)
    height = height_of(lines) + 6

    def draw(pen: Pen, top: float) -> None:
        page = setting.page
        draw_lines(pen, None if again else pen.root.add("H2"), page.left, top, lines)
        pen.line((page.left, top + height - 3), (page.right, top + height - 3), 1.5)

    return Strip(block or title, height, draw, space=10, keep=True)


def titled(setting: Setting, title: str, rows: Sequence[Strip], block: str = "") -> list[Strip]:
    """Rows under their title, which is repeated where they go on over a page; nothing without rows."""
    again = (heading(setting, title, block, again=True),)
    found = [heading(setting, title, block)] if rows else []
    return [*found, *(replace(row, again=again) for row in rows)]


def paragraph(setting: Setting, block: str, runs: Sequence[Words], indent: float = 0) -> list[Line]:
    return list(set_lines(runs, setting.page.column - indent, block))


def ruled(
    setting: Setting, block: str, lines: Sequence[Line], sign: tuple[ChangeKind, bool | None] | None = None
) -> Strip:
    """A paragraph over a thin rule, behind a sign of change where one is given."""
    height = height_of(lines) + 6
    left = setting.page.left + (_INDENT if sign else 0)

    def draw(pen: Pen, top: float) -> None:
        page = setting.page
        if sign is not None:
            draw_change(pen, sign[0], (page.left + 13, top + leading(MEDICINE) / 2 + 2), 12, sign[1])
        draw_lines(pen, pen.root.add("P"), left, top + 2, lines)
        pen.line((page.left, top + height - 1), (page.right, top + height - 1), 0.5)

    return Strip(block, height, draw)


def bulleted(setting: Setting, block: str, items: Sequence[Sequence[Line]]) -> Strip:
    """Short items behind bullets, kept together."""
    height = sum(height_of(item) for item in items) + 4

    def draw(pen: Pen, top: float) -> None:
        listed, y = pen.root.add("L"), top + 2
        for item in items:
            pen.disc((setting.page.left + 6, y + 12), 2.8)
            y = draw_lines(pen, listed.add("LI").add("LBody"), setting.page.left + 20, y, item)

    return Strip(block, height, draw)
