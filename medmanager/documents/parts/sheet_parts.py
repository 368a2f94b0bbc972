"""Building stones of the single sheets: head, titles, paragraphs, frames and pages, in both sizes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from medmanager.documents.parts import large_setting
from medmanager.documents.parts.frame import (
    TITLE_HEIGHT,
    Footer,
    draw_mark,
    draw_title,
    draw_version,
    mark_words,
)
from medmanager.documents.press.flow import Column, Strip, pour, refuse_more_than
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.typesetting import (
    COMPANION,
    Line,
    draw_lines,
    draw_right,
    height_of,
    leading,
    set_lines,
    tidy,
)
from medmanager.documents.words.phrases import Said

_VERSION = (132.0, 32.0)
_BAR = 26.0
_PAD = 8.0
_GUTTER = 18.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of type of a sheet."""

    body: float
    strong: float
    person: float
    title: float


_STANDARD = Sizes(12, 14, 16, 20)
_LARGE = Sizes(18, 20, 22, 24)


def sizes_of(setting: Setting) -> Sizes:
    """The sizes of regular or large print."""
    return _LARGE if setting.head.large_print else _STANDARD


def head_strip(setting: Setting, said: Said, block: str, beside: str = "", rest: str = "") -> Strip:
    """Title, whose sheet, from when and from whom; at the right the version, and words below it.

    `said` may hold the name of a medicine: `block` names the part in a refusal. Without a plan the words take
    no block. `rest` goes on after the day and the prescriber.
    """
    page, head, sizes = setting.page, setting.head, sizes_of(setting)
    right = _VERSION[0] + 5 if head.plan_number is not None or beside else 0
    title = _titled(setting, said, page.column - right, block)
    lines = _person(setting, page.column - right, block)
    by = f"{setting.voice.day(head.made_on, 'full')}. {tidy(head.prescriber)}{'' if rest else '.'}"
    lines = (*lines, *set_lines((Words(f"{by}{rest}", sizes.body),), page.column - right, block))
    marks = [mark_words(setting, mark, sizes.body) for mark in head.marks] if head.large_print else []
    mark_height = leading(sizes.body) + 9
    below = set_lines((Words(beside, sizes.body),), _VERSION[0], block) if beside else ()
    under = _VERSION[1] + 2 if head.plan_number is not None else 0
    height = max(height_of((*title, *lines)) - 3, under + height_of(below))

    def draw(pen: Pen, top: float) -> None:
        for mark in marks:
            draw_mark(pen, pen.root.add("P"), mark, (page.left, top))
            top += mark_height
        y = draw_lines(pen, pen.root.add("H1"), page.left, top - 3, title)
        draw_lines(pen, pen.root.add("P"), page.left, y, lines)
        draw_version(pen, pen.root, setting, top, _VERSION)
        if below:
            draw_lines(pen, pen.root.add("P"), page.right - _VERSION[0], top + under, below)

    return Strip(block, mark_height * len(marks) + height, draw)


def _titled(setting: Setting, said: Said, width: float, block: str) -> tuple[Line, ...]:
    sizes = sizes_of(setting)
    title = Words(said.text, sizes.title, bold=True)
    lines = set_lines((title,), width, block)
    english = Words(f"  {said.english}", COMPANION, language="en")
    if not said.english or setting.head.large_print or lines[-1].width + english.width > width:
        return lines
    return (*lines[:-1], Line((*lines[-1].runs, english)))


def _person(setting: Setting, width: float, block: str) -> tuple[Line, ...]:
    sizes, head = sizes_of(setting), setting.head
    name = Words(tidy(head.patient_name), sizes.person, bold=True)
    born = Words(setting.voice.text("head.born", d=head.birth_date), sizes.body)
    line = Line((name, Words("   ", sizes.body), born))
    if line.width <= width:
        return (line,)
    return (*set_lines((name,), width, block), *set_lines((born,), width, block))


def title_strip(setting: Setting, said: Said, space: float = 10) -> Strip:
    """A block title over a rule, kept with what follows."""
    if setting.head.large_print:
        return large_setting.heading(setting, said.text)

    def draw(pen: Pen, top: float) -> None:
        draw_title(pen, said, (setting.page.left, top), setting.page.column)

    return Strip(said.text, TITLE_HEIGHT, draw, space=setting.gap(space), keep=True)


def body(setting: Setting, text: str, *, bold: bool = False) -> Words:
    """A run in the size of the text."""
    return Words(text, sizes_of(setting).body, bold=bold)


def strong(setting: Setting, text: str) -> Words:
    """A run in bold, a little larger."""
    return Words(text, sizes_of(setting).strong, bold=True)


def paragraph_strip(setting: Setting, block: str, runs: Sequence[Words], space: float = 4) -> Strip:
    """Running words over the whole column."""
    lines = set_lines(runs, setting.page.column, block)

    def draw(pen: Pen, top: float) -> None:
        draw_lines(pen, pen.root.add("P"), setting.page.left, top, lines)

    return Strip(block, height_of(lines), draw, space=space)


def paragraph_strips(setting: Setting, block: str, texts: Sequence[str]) -> list[Strip]:
    """Each text line by line, so that a long one goes on over the page; no line of it stands there alone."""
    found = []
    for text in texts:
        lines = set_lines((body(setting, text),), setting.page.column, block)
        strips = [_line_strip(setting, block, line) for line in lines]
        bound = {0, len(strips) - 2} if len(strips) > 1 else set()
        found += [replace(strip, keep=place in bound) for place, strip in enumerate(strips)]
    return found


def _line_strip(setting: Setting, block: str, line: Line) -> Strip:
    def draw(pen: Pen, top: float) -> None:
        draw_lines(pen, pen.root.add("P"), setting.page.left, top, (line,))

    return Strip(block, line.leading, draw)


def bullets_strips(setting: Setting, block: str, texts: Sequence[str]) -> list[Strip]:
    """Short items behind bullets; each stays whole where it is short enough for a page."""
    width = setting.page.column - 20
    return [
        _bullet(setting, block, set_lines((body(setting, text),), width, block), first=n == 0)
        for n, text in enumerate(texts)
    ]


def _bullet(setting: Setting, block: str, lines: tuple[Line, ...], *, first: bool) -> Strip:
    size = sizes_of(setting).body

    def draw(pen: Pen, top: float) -> None:
        pen.disc((setting.page.left + 6, top + size * 0.68), size * 0.16)
        item = pen.root.add("L").add("LI").add("LBody")
        draw_lines(pen, item, setting.page.left + 18, top, lines)

    return Strip(block, height_of(lines), draw, space=3 if first else 2)


def columns_strip(setting: Setting, block: str, left: Sequence[str], right: Sequence[str]) -> Strip:
    """Short paragraphs in two columns, kept together."""
    width = (setting.page.column - _GUTTER) / 2
    sides = [[set_lines((body(setting, text),), width, block) for text in texts] for texts in (left, right)]
    heights = [sum(height_of(lines) + 3 for lines in side) for side in sides]

    def draw(pen: Pen, top: float) -> None:
        for number, side in enumerate(sides):
            y = top
            for lines in side:
                x = setting.page.left + number * (width + _GUTTER)
                y = draw_lines(pen, pen.root.add("P"), x, y, lines) + 3

    return Strip(block, max(heights), draw, space=setting.gap(7))


def framed_strip(
    setting: Setting, block: str, runs: Sequence[Sequence[Words]], width: float = 1, heading: bool = False
) -> Strip:
    """Paragraphs in a frame; the first one may be a heading."""
    column = setting.page.column - 2 * _PAD
    parts = [set_lines(one, column, block) for one in runs]
    height = sum(height_of(part) for part in parts) + _PAD

    def draw(pen: Pen, top: float) -> None:
        page, y = setting.page, top + _PAD / 2 - 1
        pen.frame((page.left, top), (page.column, height), width)
        for place, part in enumerate(parts):
            node = pen.root.add("H2" if heading and place == 0 else "P")
            y = draw_lines(pen, node, page.left + _PAD, y, part)

    return Strip(block, height, draw, space=setting.gap(8))


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a sheet: the word for it in the footer, how many there may be, and the title that stands
    on each page after the first.
    """

    word: str
    most: int
    title: str


def draw_pages(pen: Pen, setting: Setting, strips: Sequence[Strip], pages: Pages) -> int:
    """Pours the strips on pages with their footers; a page that goes on says so at its foot.

    Raises Refused, naming the block, where a part does not fit, and where there are too many pages.
    """
    footer = Footer(setting, pages.word)
    columns = _poured(setting, strips, pages, footer.bottom)
    if len(columns) > 1:
        columns = _poured(setting, strips, pages, footer.bottom - _bar_height(setting))
        columns = _in_company(_drawn_up(columns, footer.bottom))
    refuse_more_than(len(columns), pages.most, strips[0].block)
    for number, column in enumerate(columns, 1):
        if number > 1:
            pen.next_page()
        column.draw(pen)
        if number < len(columns):
            _draw_bar(pen, setting, footer.bottom - _bar_height(setting) + 3, number + 1)
        footer.draw(pen, number, len(columns))
    return len(columns)


def _poured(setting: Setting, strips: Sequence[Strip], pages: Pages, bottom: float) -> list[Column]:
    running = _running_strip(setting, pages.title, strips[0].block)

    def fresh() -> Column:
        column = Column(setting.page.top, bottom)
        column.put([running])
        return column

    return pour(strips, Column(setting.page.top, bottom), fresh)


def _drawn_up(columns: list[Column], bottom: float) -> list[Column]:
    """What is left for the last page on the page before it, where it fits once nothing goes on from there."""
    *first, before, last = columns
    before.bottom = bottom
    _, *left = (placed.strip for placed in last.placed)
    if not before.takes(left):
        return columns
    before.put(left)
    return [*first, before]


def _in_company(columns: list[Column]) -> list[Column]:
    """Where one strip would stand alone on the last page, the one before it goes there too, if both fit."""
    if len(columns) == 1 or len(columns[-1].placed) > 2:
        return columns
    *first, before, last = columns
    running, alone = (placed.strip for placed in last.placed)
    shorter, fuller = replace(before, placed=[*before.placed]), Column(last.top, last.bottom)
    together = [running, *shorter.give_up_last(), alone]
    if not fuller.takes(together):
        return columns
    fuller.put(together)
    return [*first, shorter, fuller]


def _running_strip(setting: Setting, title: str, block: str) -> Strip:
    """What sheet of which plan this is, on each page after the first: decoration to a screen reader."""
    page, number = setting.page, setting.head.plan_number
    plan = strong(setting, setting.voice.text("plan.number", n=number) if number is not None else "")
    lines = set_lines((strong(setting, title),), page.column - plan.width - 12, block)

    def draw(pen: Pen, top: float) -> None:
        draw_lines(pen, None, page.left, top - 2, lines)
        draw_right(pen, None, page.right, top - 2, (Line((plan,)),) if plan.text else ())
        pen.line((page.left, top + height_of(lines)), (page.right, top + height_of(lines)), 1.5)

    return Strip(block, height_of(lines) + 3, draw)


def _bar_height(setting: Setting) -> float:
    return _BAR + (8 if setting.head.large_print else 0)


def _draw_bar(pen: Pen, setting: Setting, top: float, following: int) -> None:
    """The black bar that sends the reader on."""
    page, sizes = setting.page, sizes_of(setting)
    words = Words(setting.voice.text("sheet.go_on", n=following), sizes.strong, bold=True)
    height = leading(sizes.strong) + 3
    with pen.artifacts():
        pen.box((page.left, top), (page.column, height), radius=4)
    x = page.right - words.width - 12
    pen.write_white(pen.root.add("P"), x, top + height / 2 + sizes.strong * 0.357, words)
