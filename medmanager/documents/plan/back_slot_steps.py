"""Back of the plan: dated steps of a medicine taken at several times of day or in several strengths."""

from dataclasses import dataclass
from datetime import date

from medmanager.documents.parts.frame import LongTitle
from medmanager.documents.parts.table_head import TableHead, column_head
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_change, draw_slot
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import (
    BODY,
    Line,
    draw_centred,
    draw_lines,
    height_of,
    set_texts,
)
from medmanager.documents.steps.day_boxes import DayBox, DayBoxes
from medmanager.documents.steps.table import stop_lines, table_strips
from medmanager.documents.steps.words import (
    after_texts,
    date_texts,
    length_texts,
    stages_ahead,
    steps_title,
    tick_days,
)
from medmanager.documents.words.amounts import big_count, dose_words, strength_and_form, strength_words
from medmanager.domain.paper.sheets import SheetMedicine, Stage
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import Slot

_LEFT = 176.0
_WIDEST = 122.0
_FEW_SLOTS = 3
_BESIDE = 14.0
"""White between the dates and the counts."""
_APART, _ALONE = 11.0, 4.0
"""White between the words of two times of day, lest they be read as one line; around those of only one."""
_HEAD = 24.0
_PAD, _IN_FRAME = 6.0, 2.0
"""White above and below the words of a row; how much more within a frame."""
_BOX = 14.0
_PITCH = 25.0
_ACROSS = 14
_BOX_ROW, _BETWEEN_BOXES = 31.0, 3.0
"""Height of a line of boxes with the days over them; the white below each but the last one of a row."""
_IN_A_LINE = {1: (11, 10, 9, 8, 7), 2: (7,)}
"""So many boxes may stand in a line beside the counts, by the times of day; a week is never cut short."""
_NARROW, _LEAST, _CLOSE, _GAP = 106.0, 86.0, 22.0, 6.0
"""Widest and narrowest time of day, pitch of the boxes, and white before them, where they stand beside."""
_BIG = 26.0
_SPELLED = 20.0
_LEAST_ICON, _ICON = 16.5, 20.0
"""From the edge of the picture of a time of day to its word; the long words of A4 stand closer."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """The counts of one time of day: a numeral with its words below, for each strength."""

    counts: tuple[tuple[Words, tuple[Line, ...]], ...]

    @property
    def height(self) -> float:
        return sum(big.size * 0.72 + 2 + height_of(rest) for big, rest in self.counts)


@dataclass(frozen=True, slots=True)
class _Row:
    """One stage, ready to be drawn: label, cells, tick days, and words below."""

    label: tuple[Line, ...]
    cells: tuple[_Cell, ...]
    days: tuple[date, ...]
    words: tuple[Line, ...]
    final: bool
    stop: bool = False
    beside: int = 0
    """So many boxes stand in a line beside the counts; 0: all lines of them stand below."""

    @property
    def box_lines(self) -> int:
        return -(-len(self.days) // (self.beside or _ACROSS))

    @property
    def boxes(self) -> float:
        """Height of all lines of boxes."""
        return max(0.0, self.box_lines * _BOX_ROW - _BETWEEN_BOXES)

    @property
    def upper(self) -> float:
        last = max(self.boxes, height_of(self.words)) if self.beside else 0
        text = max(height_of(self.label), *(cell.height for cell in self.cells), last)
        return text + _PAD + (_IN_FRAME if self.final else 0)

    @property
    def height(self) -> float:
        if not self.cells:
            return max(self.upper, height_of(self.words) + _PAD + (_IN_FRAME if self.final else 0))
        below = 0 if self.beside else self.boxes + height_of(self.words)
        return self.upper + below + (4 if below else 0)


class SlotStepsBlock:
    """A column for each time of day that is used; the tick boxes stand in a line below the counts."""

    def __init__(self, setting: Setting, medicine: SheetMedicine) -> None:
        self.setting = setting
        self.table = Node("Table")
        self._medicine = medicine
        taken = {tablet.slot for step in medicine.steps for tablet in step.tablets}
        self.slots = tuple(slot for slot in Slot if slot in taken)
        self.left = self._room_for_dates()
        self._across, self.column = self._columns()
        self._block = setting.voice.text("steps.block")
        self._rows = tuple(self._row(stage) for stage in stages_ahead(setting, medicine))

    def _columns(self) -> tuple[int, float]:
        """Boxes in a line beside the counts, 0 where they stand below, and the width of a time of day."""
        room, slots = self.setting.page.column - self.left, len(self.slots)
        for across in _IN_A_LINE.get(slots, ()):
            width = (room - _GAP - (across - 1) * _CLOSE - _BOX) / slots
            if width >= _LEAST:
                return across, min(width, _NARROW)
        return 0, min(room / slots, _WIDEST)

    def _room_for_dates(self) -> float:
        """As wide as the dates want to be, where the boxes leave the room and the times of day are few."""
        most = self.setting.page.column - (_ACROSS - 1) * _PITCH - _BOX
        if len(self.slots) > _FEW_SLOTS:
            return _LEFT
        made = self.setting.head.made_on
        ahead = stages_ahead(self.setting, self._medicine)
        # A row of today has a second line to spare: its long "Today, …" takes no room from the counts.
        dated = (one for one in ahead if one.end is not None and one.end > made)
        texts = (text for stage in dated for text in date_texts(self.setting, stage))
        widest = max((Words(text, BODY, bold=True).width for text in texts), default=0.0)
        return min(max(_LEFT, widest + _BESIDE), most)

    def strips(self, mark: str) -> tuple[Strip, ...]:
        """Title, head and one strip for each stage; `mark` names the title's page."""
        title = LongTitle(self.setting, steps_title(self.setting, self._medicine), self._block)
        head = TableHead(self._block, _HEAD, self.table, self._draw_head)
        return table_strips(title, head, [(row.height, _Drawing(self, row).draw) for row in self._rows], mark)

    @property
    def boxes_left(self) -> float:
        """Where the boxes begin, from the left edge of the page's column: beside the counts or below them."""
        return self.left + (len(self.slots) * self.column + _GAP if self._across else 0)

    def _row(self, stage: Stage) -> _Row:
        final = stage.end is None
        dates = self._set(date_texts(self.setting, stage), self.left - _BESIDE, bold=True)
        if stage.step is None:
            return self._empty_row(dates, final)
        below = after_texts(self.setting, self._medicine, stage) if final else ()
        room = self.setting.page.column - (self.boxes_left if self._across else self.left) - 8
        words = (*self._set(below[:1], room, bold=True), *self._set(below[1:], room))
        length = self._set(length_texts(self.setting, stage), self.left - _BESIDE)
        label = (*dates, *self._told(stage), *length)
        cells = tuple(self._cell(stage, slot) for slot in self.slots)
        days = tick_days(stage, self.setting.head.made_on)
        return _Row(label, cells, days, words, final, beside=self._across)

    def _empty_row(self, dates: tuple[Line, ...], final: bool) -> _Row:
        if final:
            width = self.setting.page.column - self.left - 34
            return _Row(
                dates,
                (),
                (),
                stop_lines(self.setting, self._medicine, width, self._block),
                final=True,
                stop=True,
            )
        none = self._set((self.setting.voice.text("steps.none"),), 200, bold=True)
        return _Row(dates, (), (), none, final=False)

    def _told(self, stage: Stage) -> tuple[Line, ...]:
        """The strength where there is one, and what it comes to in one day."""
        voice, form, step = self.setting.voice, self._medicine.form, stage.step
        if step is None:
            return ()
        strengths = stage.strengths if len(stage.strengths) == 1 else ()
        texts = [strength_and_form(strength, form, voice).text for strength in strengths]
        texts.append(voice.text("steps.in_one_day", dose=dose_words(step.daily_dose, step.unit)))
        return self._set(tuple(texts), self.left - _BESIDE)

    def _cell(self, stage: Stage, slot: Slot) -> _Cell:
        voice, form = self.setting.voice, self._medicine.form
        counts, apart = [], _APART if len(self.slots) > 1 else _ALONE
        for strength in stage.strengths:
            if not (count := stage.count(strength, slot)):
                continue
            big = big_count(count, form, voice)
            rest = big.rest
            if len(stage.strengths) > 1:
                rest = voice.text("steps.of", forms=rest, strength=strength_words(strength, form, voice))
            numeral = Words(big.big, _SPELLED if big.spelled else _BIG, bold=True)
            counts.append((numeral, self._set((rest,), self.column - apart)))
        return _Cell(tuple(counts))

    def _set(self, texts: tuple[str, ...], width: float, *, bold: bool = False) -> tuple[Line, ...]:
        return set_texts(texts, width, self._block, bold=bold)

    def _draw_head(self, pen: Pen, row: Node | None, top: float) -> None:
        voice, page = self.setting.voice, self.setting.page
        pen.write(column_head(row), page.left, top + 16, Words(voice.text("steps.dates"), BODY, bold=True))
        for place, slot in enumerate(self.slots):
            words = Words(voice.text(f"slot.{slot}"), BODY, bold=True)
            beside = max(_LEAST_ICON, min(_ICON, self.column - words.width - 2))
            left = page.left + self.left + place * self.column + (self.column - words.width - beside) / 2
            draw_slot(pen, slot, (left + 7, top + 12), 8)
            pen.write(column_head(row), left + beside, top + 16, words)
        if self._across:
            words = Words(voice.text("steps.tick"), BODY, bold=True)
            pen.write(column_head(row), page.left + self.boxes_left, top + 16, words)
        pen.line((page.left, top + _HEAD - 1), (page.right, top + _HEAD - 1), 0.5)


class _Drawing:
    """Draws one stage."""

    def __init__(self, block: SlotStepsBlock, row: _Row) -> None:
        self._block = block
        self._row = row

    def draw(self, pen: Pen, top: float) -> None:
        page, row, node = self._block.setting.page, self._row, self._block.table.add("TR")
        inset = 5 if row.final else 0
        head = node.add("TH", scope="Row")
        upper = row.upper if row.cells else row.height
        draw_lines(pen, head, page.left + inset, top + (upper - height_of(row.label)) / 2, row.label)
        if row.cells:
            self._draw_cells(pen, node, top)
        else:
            self._draw_words(pen, node, top + (row.height - height_of(row.words)) / 2)
        if row.final:
            pen.frame((page.left, top), (page.column, row.height), 2, radius=0)
        else:
            pen.line((page.left, top + row.height), (page.right, top + row.height), 0.5, (1, 2))

    def _draw_cells(self, pen: Pen, node: Node, top: float) -> None:
        page, row = self._block.setting.page, self._row
        left = page.left + self._block.left
        for place, cell in enumerate(row.cells):
            self._draw_cell(pen, node.add("TD"), cell, (left + (place + 0.5) * self._block.column, top))
        if not row.days and not row.words:
            return
        last = node.add("TD")
        if row.beside:
            middle = top + row.upper / 2
            self._draw_days(pen, last, middle - row.boxes / 2)
            beside = page.left + self._block.boxes_left + 4
            draw_lines(pen, last, beside, middle - height_of(row.words) / 2, row.words)
        else:
            self._draw_days(pen, last, top + row.upper - 4)
            draw_lines(pen, last, left, top + row.upper - 2, row.words)

    def _draw_cell(self, pen: Pen, node: Node, cell: _Cell, centre: tuple[float, float]) -> None:
        x, y = centre[0], centre[1] + (self._row.upper - cell.height) / 2
        for big, rest in cell.counts:
            y += big.size * 0.72
            pen.write(node, x - big.width / 2, y, big)
            y = draw_centred(pen, node, x, y + 2, rest)

    def _draw_words(self, pen: Pen, node: Node, top: float) -> None:
        left, row = self._block.setting.page.left + self._block.left, self._row
        cell = node.add("TD", span=len(self._block.slots))
        if row.stop:
            draw_change(pen, ChangeKind.STOP, (left + 8, top + height_of(row.words) / 2), 8)
            left += 24
        draw_lines(pen, cell, left, top, row.words)

    def _draw_days(self, pen: Pen, node: Node, top: float) -> None:
        across, pitch = (self._row.beside, _CLOSE) if self._row.beside else (_ACROSS, _PITCH)
        left = self._block.setting.page.left + self._block.boxes_left
        DayBoxes(across, pitch, _BOX_ROW, DayBox(_BOX)).draw(pen, node, self._row.days, (left, top))
