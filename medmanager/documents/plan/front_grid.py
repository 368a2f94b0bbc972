"""Front of the plan: the daily grid, medicines down, the four times of day across."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property

from medmanager.documents.parts.grid_rows import CountRow, Density, LineRow, MedicineRows, RowWriter
from medmanager.documents.parts.table_head import TableHead, column_head
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_change, draw_slot
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import (
    BODY,
    COMPANION,
    Line,
    draw_centred,
    draw_lines,
    height_of,
    set_lines,
)
from medmanager.documents.words.amounts import BigCount, big_count
from medmanager.domain.paper.sheets import SheetMedicine, Tag
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import Form, Slot

SLOT_WIDTH = 76.0
_HEAD = 44.0
_COUNT = 26.0
_SPELLED = 20.0
_LARGE_COUNT = 32.0
_WIDEST = SLOT_WIDTH - 12
_LINE_ROW = 18.0
_BETWEEN = 1.2
_DOTS = (1, 2)
_FLOOR = {
    Density.SINGLE: 84.0,
    Density.FULL: 58.0,
    Density.COMPACT: 40.0,
    Density.TIGHT: 40.0,
    Density.DENSE: 38.0,
}
TAG_HEIGHT = 17.5


@dataclass(frozen=True, slots=True)
class _Count:
    """A count as it is drawn in its cell: below one another, or side by side in a dated row."""

    big: Line
    rest: tuple[Line, ...]
    beside: bool

    @property
    def height(self) -> float:
        return self.big.size if self.beside else self.big.size * 0.72 + 0.5 + height_of(self.rest)


class GridBlock:
    """The grid's head and one strip for each medicine; a medicine never splits across pages."""

    def __init__(
        self, setting: Setting, density: Density, stretch: float = 0, *, all_daily: bool = True
    ) -> None:
        """`all_daily` False: a medicine is not taken every day, so the title does not say so of any."""
        page = setting.page
        self.setting = setting
        self.table = Node("Table")
        self._density = density
        self._stretch = stretch
        """Points added to each medicine where the paper has them to give."""
        self._title = setting.voice.say("grid.title" if all_daily else "grid.title.shown")
        self._slots_left = page.right - 4 * SLOT_WIDTH
        self.width = self._slots_left - page.left
        self._writer = RowWriter(setting, density, self.width, self._title.text)

    @property
    def _head(self) -> float:
        return _HEAD + (3 if self.setting.bilingual else 0)

    @property
    def _table_head(self) -> TableHead:
        return TableHead(self._title.text, self._head, self.table, self._draw_head)

    def head(self) -> Strip:
        return self._table_head.strip()

    def head_again(self) -> Strip:
        """The head repeated on a later page, kept with the medicines that go on there."""
        return replace(self._table_head.again, space=10, keep=True)

    def strips(self, medicines: tuple[SheetMedicine, ...], steps_pages: tuple[str, ...]) -> tuple[Strip, ...]:
        """One strip for each medicine, in order; a page that begins with one repeats the head."""
        again = self.head_again()
        found = []
        for medicine, page in zip(medicines, steps_pages, strict=True):
            rows = _MedicineStrip(self, self._writer.rows(medicine, page))
            found.append(Strip(self._title.text, rows.height, rows.draw, again=(again,)))
        return tuple(found)

    def _draw_head(self, pen: Pen, row: Node | None, top: float) -> None:
        first = column_head(row)
        self._draw_title(pen, first.add("H2") if first else None, top)
        self._draw_slots(pen, row, top)

    def _draw_title(self, pen: Pen, node: Node | None, top: float) -> None:
        page, title = self.setting.page, self._title
        lift = 11 if title.english else 0
        pen.write(node, page.left, top + 36 - lift, Words(title.text, 20, bold=True))
        if title.english:
            pen.write(node, page.left, top + 38, Words(title.english, COMPANION, language="en"))

    def _draw_slots(self, pen: Pen, row: Node | None, top: float) -> None:
        voice = self.setting.voice
        for position, slot in enumerate(Slot):
            centre = self._slots_left + (position + 0.5) * SLOT_WIDTH
            said = voice.say(f"slot.{slot}")
            cell = column_head(row)
            lift = 8 if said.english else 0
            draw_slot(pen, slot, (centre, top + 13 - lift * 0.3), 12.5 - lift * 0.2)
            words = Words(said.text, BODY, bold=True)
            pen.write(cell, centre - words.width / 2, top + 38 - lift * 0.75, words)
            if said.english:
                english = Words(said.english, COMPANION, language="en")
                pen.write(cell, centre - english.width / 2, top + 42, english)
        page = self.setting.page
        pen.line((page.left, top + self._head - 1), (page.right, top + self._head - 1), 2)

    def close(self, pen: Pen, y: float) -> None:
        """The heavy rule under the last medicine of a page."""
        page = self.setting.page
        pen.line((page.left, y), (page.right, y), 2)

    @property
    def has_room_for_words(self) -> bool:
        """Whether a tag carries its word; else the sign alone stands here and the word in "What changed"."""
        return self._density <= Density.FULL and not self.setting.bilingual

    @property
    def floor(self) -> float:
        return _FLOOR[self._density] - (8 if self.setting.bilingual else 0) + self._stretch

    @property
    def pad(self) -> float:
        """White above and below the name of a medicine: less where an English line stands under each."""
        if self.setting.bilingual:
            return 2.0 if self._density is Density.DENSE else 4.0
        return 8.0

    def count(self, count: Decimal, form: Form, dated: bool) -> _Count:
        """A count as its cell draws it; dated rows set it beside its word where it fits."""
        big = big_count(count, form, self.setting.voice)
        size = _SPELLED if big.spelled else _LARGE_COUNT if self._density is Density.SINGLE else _COUNT
        return _count(big, size if not (dated and size > _COUNT) else _COUNT, dated, self._title.text)


def _count(big: BigCount, size: float, dated: bool, block: str) -> _Count:
    numeral = _numeral(big.big, size)
    if dated and numeral.width + 5 + Words(big.rest).width <= SLOT_WIDTH - 3:
        return _Count(numeral, (Line((Words(big.rest),)),), beside=True)
    return _Count(numeral, set_lines((Words(big.rest),), SLOT_WIDTH - 4, block), beside=False)


def _numeral(text: str, size: float) -> Line:
    """As large as wished, or as its cell has room for with white beside it: "quarter" is long."""
    numeral = Line((Words(text, size, bold=True),))
    if numeral.width <= _WIDEST:
        return numeral
    return Line((Words(text, size * _WIDEST / numeral.width, bold=True),))


class _MedicineStrip:
    """One medicine with all its rows."""

    def __init__(self, grid: GridBlock, rows: MedicineRows) -> None:
        self._grid = grid
        self._rows = rows
        self._form = rows.medicine.form
        tag = rows.medicine.tag
        self._tag = TagFrame(grid.setting, tag, words=grid.has_room_for_words) if tag else None
        self._tag_line = self._place_tag()
        self._drawn = cache(self._counts_of)
        """Asked for each height and once more to draw."""

    def _place_tag(self) -> int | None:
        """The line that has room for the tag beside it; None puts the tag on a line of its own."""
        if self._tag is None:
            return None
        lines = self._rows.first.label
        order = ([1, 0] if self._grid.has_room_for_words else [0, 1]) + list(range(2, len(lines)))
        for position in order:
            if position < len(lines) and lines[position].width + self._tag.width + 14 <= self._grid.width:
                return position
        return None

    @cached_property
    def _first_height(self) -> float:
        own_line = TAG_HEIGHT + 2 if self._tag and self._tag_line is None else 0
        text = height_of(self._rows.first.label) + own_line + self._grid.pad
        around = min(6.0, self._grid.pad + 2)
        return max(
            self._grid.floor, text, *[count.height + around for _, count in self._drawn(self._rows.first)], 0
        )

    def _counts_of(self, row: CountRow) -> tuple[tuple[Slot, _Count], ...]:
        return tuple((slot, self._grid.count(count, self._form, row.dated)) for slot, count in row.counts)

    def _row_height(self, row: CountRow | LineRow) -> float:
        if isinstance(row, LineRow):
            return max(_LINE_ROW, height_of(row.lines) + 3)
        counts = [count.height + 4 for _, count in self._drawn(row)]
        floor, pad = (30.0, 1) if self._grid.setting.bilingual else (35.0, 4)
        return max(floor, height_of(row.label) + pad, *counts, 0)

    @property
    def height(self) -> float:
        return self._first_height + sum(self._row_height(row) for row in self._rows.more)

    def draw(self, pen: Pen, top: float) -> None:
        page = self._grid.setting.page
        y = self._draw_count_row(pen, self._rows.first, top, self._first_height, name=True)
        for row in self._rows.more:
            pen.line((page.left, y), (page.right, y), 0.5, _DOTS)
            height = self._row_height(row)
            if isinstance(row, LineRow):
                cell = self._grid.table.add("TR").add("TD", span=5)
                draw_lines(pen, cell, page.left, y + (height - height_of(row.lines)) / 2, row.lines)
                y += height
            else:
                y = self._draw_count_row(pen, row, y, height, name=False)
        pen.line((page.left, y), (page.right, y), _BETWEEN)

    def _draw_count_row(self, pen: Pen, row: CountRow, top: float, height: float, *, name: bool) -> float:
        node = self._grid.table.add("TR")
        head = node.add("TH", scope="Row")
        page = self._grid.setting.page
        own_line = TAG_HEIGHT + 2 if name and self._tag and self._tag_line is None else 0
        text_top = top + (height - height_of(row.label) - own_line) / 2
        draw_lines(pen, head, page.left, text_top, row.label)
        if name and self._tag:
            self._draw_tag(pen, head, text_top)
        self._draw_cells(pen, node, row, top, height)
        return top + height

    def _draw_tag(self, pen: Pen, node: Node, text_top: float) -> None:
        if self._tag is None:
            return
        lines, left, line = self._rows.first.label, self._grid.setting.page.left, self._tag_line
        if line is None:
            self._tag.draw(pen, node, left + self._tag.width, text_top + height_of(lines) + 2)
            return
        y = text_top + height_of(lines[:line]) + (lines[line].leading - TAG_HEIGHT) / 2
        self._tag.draw(pen, node, left + self._grid.width - 6, y)

    def _draw_cells(self, pen: Pen, node: Node, row: CountRow, top: float, height: float) -> None:
        left = self._grid.setting.page.left + self._grid.width
        counts = dict(self._drawn(row))
        for position, slot in enumerate(Slot):
            x = left + position * SLOT_WIDTH
            pen.hairline((x, top), (x, top + height))
            cell = node.add("TD")
            if slot in counts:
                _draw_count(pen, cell, counts[slot], (x, top), height)


def _draw_count(pen: Pen, node: Node, count: _Count, corner: tuple[float, float], height: float) -> None:
    x, top = corner
    size = count.big.size
    if count.beside:
        gap = 5
        left = x + (SLOT_WIDTH - count.big.width - gap - count.rest[0].width) / 2
        base = top + height / 2 + size * 0.36
        pen.write(node, left, base, *count.big.runs)
        pen.write(node, left + count.big.width + gap, base, *count.rest[0].runs)
        return
    y = top + (height - count.height) / 2 + size * 0.72
    pen.write(node, x + (SLOT_WIDTH - count.big.width) / 2, y, *count.big.runs)
    draw_centred(pen, node, x + SLOT_WIDTH / 2, y + 1.5, count.rest)


class TagFrame:
    """The sign and word beside a medicine that is new or changed; the sign alone without `words`."""

    def __init__(self, setting: Setting, tag: Tag, *, words: bool) -> None:
        self._tag = tag
        self._words = Words(setting.voice.text(f"tag.{tag}"), BODY, bold=True) if words else None

    @property
    def width(self) -> float:
        return 15.0 if self._words is None else self._words.width + 25

    def draw(self, pen: Pen, node: Node, right: float, top: float) -> None:
        """Draws it with its upper right corner there."""
        kind = ChangeKind.START if self._tag is Tag.NEW else ChangeKind.CHANGE
        rises = {Tag.RAISED: True, Tag.LOWERED: False}.get(self._tag)
        middle = top + TAG_HEIGHT / 2
        if self._words is None:
            draw_change(pen, kind, (right - 7.5, middle), 7.5, rises)
            return
        pen.frame((right - self.width, top), (self.width, TAG_HEIGHT), 1, radius=3)
        draw_change(pen, kind, (right - self.width + 11, middle), 6, rises)
        pen.write(node, right - self.width + 20, middle + 4.3, self._words)
