"""Many steps: one low row for each, dates, count and boxes beside one another, over several pages."""

from collections.abc import Sequence

from medmanager.documents.parts.grid_rows import is_far
from medmanager.documents.parts.table_head import TableHead, column_head
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_tick_box
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import BODY, draw_lines, height_of, set_texts
from medmanager.documents.steps.day_boxes import WEEK, DayBox, DayBoxes
from medmanager.documents.steps.dose_cells import draw_paragraphs
from medmanager.documents.steps.dose_words import daily_words, dose_parts
from medmanager.documents.steps.words import date_texts, tick_days
from medmanager.domain.paper.sheets import SheetMedicine, Stage

MANY = 10
"""Steps from which on the rows are low."""
_DATES = (190.0, 150.0, 170.0, 210.0, 235.0)
"""Widths that the dates may have, the wanted one first."""
_PITCH = 22.0
_BOX = 14.0
_ROW = 31.0
_BOXES = DayBoxes(WEEK, _PITCH, _ROW, DayBox(_BOX))
_HEAD = 22.0
_ONE_DAY = 23.0


def is_long(steps: Sequence[Stage]) -> bool:
    """Whether there are so many steps that each gets a low row."""
    return len(steps) > MANY


class CompactRows:
    """Rows that never split; the head is repeated on each page."""

    def __init__(self, setting: Setting, medicine: SheetMedicine, steps: Sequence[Stage]) -> None:
        self.setting = setting
        self.medicine = medicine
        self.block = setting.voice.text("steps.block")
        self.table = Node("Table")
        self.boxes_left = setting.page.right - self._boxes_wide(steps)
        self._steps = steps
        # Dates and doses share what the boxes leave, so that the rows are low: a date with its year is long.
        self.dates = min(_DATES, key=lambda dates: sum(row.height for row in self._rows(dates)))

    def _boxes_wide(self, steps: Sequence[Stage]) -> float:
        """As wide as the boxes of a week, or as the head where each step is a day or two."""
        most = max((len(tick_days(step, self.setting.head.made_on)) for step in steps), default=0)
        across = max(1, min(most, WEEK))
        head = Words(self.setting.voice.text("steps.tick"), BODY, bold=True)
        return max((across - 1) * _PITCH + _BOX, head.width)

    def _rows(self, dates: float) -> list["_CompactRow"]:
        return [_CompactRow(self, step, dates) for step in self._steps]

    @property
    def counts_left(self) -> float:
        """Where the words of the doses begin."""
        return self.setting.page.left + self.dates

    @property
    def strips(self) -> list[Strip]:
        """The head and the rows."""
        head = TableHead(self.block, _HEAD, self.table, self._draw_head)
        return head.over(((row.height, row.draw) for row in self._rows(self.dates)), 6)

    def _draw_head(self, pen: Pen, row: Node | None, top: float) -> None:
        page, voice = self.setting.page, self.setting.voice
        places = (
            (page.left, "steps.dates"),
            (self.counts_left, "steps.when"),
            (self.boxes_left, "steps.tick"),
        )
        for x, key in places:
            pen.write(column_head(row), x, top + 15, Words(voice.text(key), BODY, bold=True))
        pen.line((page.left, top + _HEAD - 1), (page.right, top + _HEAD - 1), 2)


class _CompactRow:
    """One step in as little height as its words and boxes need."""

    def __init__(self, rows: CompactRows, stage: Stage, room: float) -> None:
        """`room` is the width of the dates."""
        setting, block = rows.setting, rows.block
        self._rows = rows
        self._days = tick_days(stage, setting.head.made_on)
        self._one_day = stage.start == stage.end
        dates = date_texts(setting, stage)
        if self._one_day and stage.start > setting.head.made_on:
            dates = (setting.voice.day(stage.start, "full" if is_far(setting, stage) else "day"),)
        self._dates = set_texts(dates, room - 6, block, bold=True)
        width = rows.boxes_left - setting.page.left - room - 8
        parts = dose_parts(setting, rows.medicine, stage) or (setting.voice.text("steps.none"),)
        self._counts = [set_texts((part,), width, block, bold=True) for part in parts]
        if len(parts) > 1:
            self._counts.append(set_texts((daily_words(setting, stage),), width, block))

    @property
    def height(self) -> float:
        boxes = _ONE_DAY if self._one_day else _BOXES.lines(self._days) * _ROW + 3
        return max(height_of(self._dates) + 5, sum(map(height_of, self._counts)) + 5, boxes)

    def draw(self, pen: Pen, top: float) -> None:
        """Draws the row and the line below it."""
        page, node = self._rows.setting.page, self._rows.table.add("TR")
        draw_lines(pen, node.add("TH", scope="Row"), page.left, top + 2, self._dates)
        draw_paragraphs(pen, node.add("TD"), (self._rows.counts_left, top + 2), self._counts)
        cell = node.add("TD")
        if not self._one_day:
            _BOXES.draw(pen, cell, self._days, (self._rows.boxes_left, top + 1))
        elif self._days:
            draw_tick_box(pen, (self._rows.boxes_left, top + 4), _BOX)
        bottom = top + self.height
        pen.line((page.left, bottom - 0.5), (page.right, bottom - 0.5), 0.5)
