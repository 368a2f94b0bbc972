"""The common frame of all sheets: version block, head lines, block titles, footer and marks."""

from dataclasses import dataclass

from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import (
    BODY,
    COMPANION,
    NAME,
    Line,
    draw_lines,
    draw_right,
    height_of,
    leading,
    set_lines,
    tidy,
)
from medmanager.documents.words.phrases import Said
from medmanager.domain.paper.sheets import SheetMark

RULE = 1.5
TITLE_HEIGHT = 21.0
_FOOT = 10.0
_LARGE_FOOT = 18.0
_BOTTOM = 27.0
"""From the last ink to the lower edge; no less than a desk printer needs."""
_GAP = 12.0
_NAME_ROOM = 150.0
"""Room that name and day must have beside the marks; else the marks have a row of their own."""
_CROWDED = 2
"""So many marks leave the footer no room for the kind of sheet: the title of the page says it."""


def draw_version(
    pen: Pen, node: Node | None, setting: Setting, top: float, size: tuple[float, float]
) -> None:
    """The black block with the plan's number, at the right margin; decoration where `node` is None.

    Nothing where the sheet belongs to no plan.
    """
    if setting.head.plan_number is None:
        return
    width, height = size
    type_size = 26.0 if height > 33 else 20.0
    left = setting.page.right - width
    run = Words(setting.voice.text("plan.number", n=setting.head.plan_number), type_size, bold=True)
    with pen.artifacts():
        pen.box((left, top), size, radius=4)
    pen.write_white(
        node.add("P") if node else None,
        left + (width - run.width) / 2,
        top + height / 2 + type_size * 0.357,
        run,
    )


def draw_title(pen: Pen, said: Said, place: tuple[float, float], width: float, *, indent: float = 0) -> None:
    """A block title, 14 bold with its companion, over a rule; `TITLE_HEIGHT` high in all.

    `indent` leaves room for a sign before the words.
    """
    left, top = place
    x = left + indent
    heading = pen.root.add("H2")
    end = pen.write(heading, x, top + 14.5, Words(said.text, NAME, bold=True))
    english = Words(said.english, COMPANION, language="en")
    if said.english and end + 8 + english.width <= left + width:
        pen.write(heading, end + 8, top + 14.5, english)
    pen.line((left, top + 19.5), (left + width, top + 19.5), RULE)


class LongTitle:
    """A block title that holds a name and may need several lines; its companion goes where there is room."""

    def __init__(self, setting: Setting, said: Said, block: str) -> None:
        """`block` names it in a refusal, without any medicine."""
        self._setting = setting
        self._english = Words(said.english, COMPANION, language="en")
        self._lines = set_lines((Words(said.text, NAME, bold=True),), setting.page.column, block)

    @property
    def height(self) -> float:
        return TITLE_HEIGHT + height_of(self._lines[1:])

    def draw(self, pen: Pen, top: float) -> None:
        """Draws title, companion and rule."""
        self._draw(pen, pen.root.add("H2"), top)

    def draw_again(self, pen: Pen, top: float) -> None:
        """The same on a later page: decoration, because the block has its heading already."""
        self._draw(pen, None, top)

    def _draw(self, pen: Pen, heading: Node | None, top: float) -> None:
        page = self._setting.page
        y = draw_lines(pen, heading, page.left, top + 0.3, self._lines)
        end = self._lines[-1].width + 8
        if self._english.text and end + self._english.width <= page.column:
            pen.write(heading, page.left + end, y - 3.3, self._english)
        pen.line((page.left, top + self.height - 1.5), (page.right, top + self.height - 1.5), RULE)


@dataclass(frozen=True, slots=True)
class Footer:
    """The lower edge of every page: whose, from when, which plan and page, and what it must admit."""

    setting: Setting
    word: str = ""
    """What kind of sheet it is, said between plan number and page; "" on the plan itself."""

    @property
    def size(self) -> float:
        return _LARGE_FOOT if self.setting.head.large_print else _FOOT

    @property
    def bottom(self) -> float:
        """The y down to which blocks may reach."""
        return self._rule - 3

    @property
    def _rule(self) -> float:
        return self.setting.page.height - _BOTTOM - self._height

    @property
    def _height(self) -> float:
        return 4 + self._marks_height + height_of(self._left())

    @property
    def _marks_height(self) -> float:
        """Height of the marks' own row; 0 where they stand between name and page, or there are none."""
        return leading(_FOOT) + 8 if self._marks_apart else 0

    @property
    def _marks_width(self) -> float:
        return sum(mark.width + 16 + _GAP for mark in self._marks())

    @property
    def _marks_apart(self) -> bool:
        """Whether the marks leave too little room for a name and stand in a row of their own."""
        if self.setting.head.large_print:
            return False
        free = self.setting.page.column - self._page_words(99, 99)[0].width - _GAP - self._marks_width
        return free < _NAME_ROOM

    def _page_words(self, page: int, of: int) -> tuple[Words, ...]:
        voice, head = self.setting.voice, self.setting.head
        if head.large_print:
            return (Words(voice.text("foot.page.alone", n=page, of=of), self.size, bold=True),)
        parts = [
            voice.text("plan.number", n=head.plan_number) if head.plan_number is not None else "",
            self.word if len(head.marks) < _CROWDED else "",
            voice.text("foot.page", n=page, of=of),
        ]
        words = ", ".join(part for part in parts if part)
        return (Words(words[:1].upper() + words[1:], self.size, bold=True),)

    def _marks(self) -> tuple[Words, ...]:
        return tuple(mark_words(self.setting, mark, _FOOT) for mark in self.setting.head.marks)

    def _left(self) -> tuple[Line, ...]:
        taken = self._page_words(99, 99)[0].width + _GAP
        if not self.setting.head.large_print and not self._marks_apart:
            taken += self._marks_width
        keys = ("foot.name.short",) if self.setting.head.large_print else ("foot.name", "foot.name.short")
        told = [self._name_and_day(key, self.setting.page.column - taken) for key in keys]
        return min(told, key=len)

    def _name_and_day(self, key: str, width: float) -> tuple[Line, ...]:
        head = self.setting.head
        day = self.setting.voice.text(key, name=tidy(head.patient_name), d=head.made_on)
        return set_lines((Words(day, self.size),), width, "footer")

    def draw(self, pen: Pen, page: int, of: int) -> None:
        """All of it is decoration to a screen reader, which says name and page by itself."""
        place, rule = self.setting.page, self._rule
        pen.line((place.left, rule), (place.right, rule), 0.75)
        lines, low = self._left(), rule + 4 + self._marks_height
        draw_lines(pen, None, place.left, low, lines)
        right = Line(self._page_words(page, of))
        draw_right(pen, None, place.right, low, (right,))
        if self._marks_apart:
            self._draw_marks(pen, 0, 0, rule)
        elif not self.setting.head.large_print:
            self._draw_marks(pen, max(line.width for line in lines), right.width, rule)

    def _draw_marks(self, pen: Pen, left: float, right: float, rule: float) -> None:
        marks = self._marks()
        wide = sum(mark.width + 16 for mark in marks) + _GAP * (len(marks) - 1)
        free = self.setting.page.column - left - right - wide
        x = self.setting.page.left + left + free / 2
        for mark in marks:
            draw_mark(pen, None, mark, (x, rule + 1.5))
            x += mark.width + 16 + _GAP


def mark_words(setting: Setting, mark: SheetMark, size: float) -> Words:
    """The words of a mark, in the sheet's language."""
    key = {SheetMark.DEMO: "mark.demo", SheetMark.DRAFT: "mark.draft", SheetMark.CONFLICT: "mark.conflict"}[
        mark
    ]
    return Words(setting.voice.text(key), size, bold=True)


def draw_mark(pen: Pen, node: Node | None, words: Words, corner: tuple[float, float]) -> None:
    """A mark in its dashed frame, never a gray watermark."""
    height = leading(words.size) + 5
    pen.frame(corner, (words.width + 16, height), 1, radius=0, dash=(3, 2))
    pen.write(node, corner[0] + 8, corner[1] + height / 2 + words.size * 0.35, words)


def replaced_words(setting: Setting) -> tuple[Words, ...]:
    """Which sheet to use and which to throw away."""
    voice, head = setting.voice, setting.head
    use = voice.text("head.use")
    if head.replaces is not None:
        use = f"{use} {voice.text('head.replaces', d=head.replaces)}"
    return (Words(use, BODY),)
