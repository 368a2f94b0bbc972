"""Back of the plan: a medicine's dated steps as a table with tick boxes, ending in what comes after."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from medmanager.documents.parts.frame import LongTitle
from medmanager.documents.parts.table_head import TableHead, column_head
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_change, draw_slot
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import BODY, Line, draw_lines, height_of, set_texts
from medmanager.documents.steps.columns import BOX, StepsColumns, tablet_texts
from medmanager.documents.steps.day_boxes import WEEK, DayBox, DayBoxes
from medmanager.documents.steps.dose_cells import CountCell, count_cell, count_width
from medmanager.documents.steps.table import stop_lines, table_strips
from medmanager.documents.steps.words import (
    after_texts,
    date_texts,
    length_texts,
    stages_ahead,
    steps_title,
    tick_days,
)
from medmanager.documents.words.amounts import dose_words
from medmanager.domain.paper.sheets import SheetMedicine, Stage
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import Slot

_BOX_ROW, _BETWEEN_BOXES = 30.0, 2.0
"""Height of a line of boxes with the days over them; the white below each but the last one of a row."""
_HEAD = 22.0
_PAD, _IN_FRAME = 6.0, 2.0
"""White above and below the words of a row; how much more within a frame."""
_ICON = 20.0
_FRAME = 2.0
_BESIDE_BOXES = 6.0


@dataclass(frozen=True, slots=True)
class _Row:
    """One stage, ready to be drawn."""

    dates: tuple[Line, ...]
    tablets: tuple[Line, ...]
    count: CountCell | None
    boxes: tuple[date, ...]
    after: tuple[Line, ...]
    final: bool
    stop: bool = False

    @property
    def height(self) -> float:
        text = max(height_of(self.dates), height_of(self.tablets), height_of(self.after))
        count = self.count.height if self.count else 0
        return max(text, count, self.boxes_height) + _PAD + (_IN_FRAME if self.final else 0)

    @property
    def boxes_height(self) -> float:
        """Height of all lines of boxes."""
        return max(0.0, -(-len(self.boxes) // WEEK) * _BOX_ROW - _BETWEEN_BOXES)


class StepsBlock:
    """The steps of a medicine taken at one time of day, of one strength at a time.

    No step is ever left out; a row never splits across pages.
    """

    def __init__(self, setting: Setting, medicine: SheetMedicine, slot: Slot) -> None:
        self.setting = setting
        self.table = Node("Table")
        self._medicine = medicine
        self._slot = slot
        self._block = setting.voice.text("steps.block")
        stages = stages_ahead(setting, medicine)
        numerals = max((self._numeral_width(stage) for stage in stages), default=0.0)
        self.columns = StepsColumns.measured(setting, medicine, stages, numerals + _BESIDE_BOXES)
        self._rows = tuple(self._row(stage) for stage in stages)

    def strips(self, mark: str) -> tuple[Strip, ...]:
        """Title, head and one strip for each stage; `mark` names the title's page."""
        title = LongTitle(self.setting, steps_title(self.setting, self._medicine), self._block)
        head = TableHead(self._block, _HEAD, self.table, self._draw_head)
        rows = [
            (row.height, _RowDrawing(self, row, last).draw)
            for row, last in zip(self._rows, self._last_of_dates(), strict=True)
        ]
        return table_strips(title, head, rows, mark)

    def _last_of_dates(self) -> list[bool]:
        """Whether no dotted line follows a row: the framed row draws its own edge."""
        following = [*self._rows[1:], None]
        return [row is None or row.final for row in following]

    def _row(self, stage: Stage) -> _Row:
        final = stage.end is None
        dates = self._set(
            date_texts(self.setting, stage), self.columns.tablet - (12 if final else 6), bold=True
        )
        if stage.step is None:
            return self._empty_row(dates, final)
        after = self._after(stage) if final else self._set(length_texts(self.setting, stage), 170)
        days = tick_days(stage, self.setting.head.made_on)
        return _Row(dates, self._tablet_lines(stage), self._count(stage), days, after, final)

    def _empty_row(self, dates: tuple[Line, ...], final: bool) -> _Row:
        voice = self.setting.voice
        if not final:
            return _Row(
                dates, self._set((voice.text("steps.none"),), 150, bold=True), None, (), (), final=False
            )
        after = stop_lines(
            self.setting, self._medicine, self.setting.page.column - self.columns.tablet - 36, self._block
        )
        return _Row(dates, (), None, (), after, final=True, stop=True)

    def _tablet_lines(self, stage: Stage) -> tuple[Line, ...]:
        voice, step = self.setting.voice, stage.step
        if step is None:
            return ()
        bold = tablet_texts(self.setting, self._medicine, stage)
        dose = voice.text("steps.in_one_day", dose=dose_words(step.daily_dose, step.unit))
        width = self.columns.count - self.columns.tablet - 4
        return (*self._set(bold, width, bold=True), *self._set((dose,), width))

    def _taken(self, stage: Stage) -> Decimal:
        return sum((stage.count(strength, self._slot) for strength in stage.strengths), Decimal(0))

    def _numeral_width(self, stage: Stage) -> float:
        """Of the numeral, or of the longest word below it."""
        if stage.step is None:
            return 0.0
        return count_width(self.setting, self._taken(stage), self._medicine.form)

    def _count(self, stage: Stage) -> CountCell:
        room = self.columns.boxes - _BESIDE_BOXES - self.columns.count
        return count_cell(self.setting, self._taken(stage), self._medicine.form, room)

    def _after(self, stage: Stage) -> tuple[Line, ...]:
        keep, *away = after_texts(self.setting, self._medicine, stage)
        width = self.setting.page.column - self.columns.boxes - 10
        return (*self._set((keep,), width, bold=True), *self._set(tuple(away), width))

    def _set(self, texts: tuple[str, ...], width: float, *, bold: bool = False) -> tuple[Line, ...]:
        return set_texts(texts, width, self._block, bold=bold)

    def _draw_head(self, pen: Pen, row: Node | None, top: float) -> None:
        voice, left = self.setting.voice, self.setting.page.left
        when = Words(voice.text(f"slot.{self._slot}"), BODY, bold=True)
        columns = (
            (0.0, voice.text("steps.dates")),
            (self.columns.tablet, voice.text("steps.form")),
            (self.columns.count + _ICON, when.text),
            (
                max(self.columns.boxes, self.columns.count + _ICON + when.width + 8),
                voice.text("steps.tick"),
            ),
        )
        draw_slot(pen, self._slot, (left + self.columns.count + 7, top + 10), 8)
        for x, text in columns:
            pen.write(column_head(row), left + x, top + 15, Words(text, BODY, bold=True))
        pen.line((left, top + _HEAD - 1), (self.setting.page.right, top + _HEAD - 1), 0.5)


class _RowDrawing:
    """Draws one stage."""

    def __init__(self, block: StepsBlock, row: _Row, last: bool) -> None:
        self._block = block
        self._row = row
        self._last = last

    def draw(self, pen: Pen, top: float) -> None:
        page, row, node = self._block.setting.page, self._row, self._block.table.add("TR")
        inset = 4 if row.final else 0
        middle = top + row.height / 2
        draw_lines(
            pen, node.add("TH", scope="Row"), page.left + inset, middle - height_of(row.dates) / 2, row.dates
        )
        if row.stop:
            draw_change(pen, ChangeKind.STOP, (page.left + self._block.columns.tablet + 8, middle), 8)
            cell = node.add("TD", span=3)
            draw_lines(
                pen,
                cell,
                page.left + self._block.columns.tablet + 26,
                middle - height_of(row.after) / 2,
                row.after,
            )
        else:
            self._draw_cells(pen, node, top)
        self._draw_edge(pen, top)

    def _draw_cells(self, pen: Pen, node: Node, top: float) -> None:
        page, row = self._block.setting.page, self._row
        middle = top + row.height / 2
        cell = node.add("TD")
        draw_lines(
            pen,
            cell,
            page.left + self._block.columns.tablet,
            middle - height_of(row.tablets) / 2,
            row.tablets,
        )
        if row.count is not None:
            corner = (page.left + self._block.columns.count, middle - row.count.height / 2)
            row.count.draw(pen, node.add("TD"), corner)
        else:
            node.add("TD")
        last = node.add("TD")
        self._draw_boxes(pen, last, middle - row.boxes_height / 2)
        draw_lines(
            pen, last, page.left + self._block.columns.boxes + 4, middle - height_of(row.after) / 2, row.after
        )

    def _draw_boxes(self, pen: Pen, node: Node, top: float) -> None:
        columns = self._block.columns
        boxes = DayBoxes(WEEK, columns.pitch, _BOX_ROW, DayBox(BOX))
        boxes.draw(pen, node, self._row.boxes, (self._block.setting.page.left + columns.boxes, top))

    def _draw_edge(self, pen: Pen, top: float) -> None:
        page, bottom = self._block.setting.page, top + self._row.height
        if self._row.final:
            pen.frame((page.left, top), (page.column, self._row.height), _FRAME, radius=0)
        elif not self._last:
            pen.line((page.left, bottom), (page.right, bottom), 0.5, (1, 2))
