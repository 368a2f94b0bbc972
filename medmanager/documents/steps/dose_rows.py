"""Rows of dated steps: the dose of the day, counts with tablets drawn, and a box for each day by weekday."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from medmanager.documents.parts.table_head import TableHead, column_head
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_slot
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import (
    BODY,
    NAME,
    Line,
    draw_lines,
    height_of,
    set_lines,
    set_texts,
)
from medmanager.documents.steps.day_boxes import WEEK, DayBox
from medmanager.documents.steps.dose_cells import (
    TABLET,
    CountCell,
    count_cell,
    draw_paragraphs,
    draw_tablets,
)
from medmanager.documents.steps.dose_words import daily_words, dose_parts, form_splits, pairs_of
from medmanager.documents.steps.words import MOST_BOXES, date_texts, tick_days
from medmanager.documents.words.amounts import strength_and_form
from medmanager.domain.paper.sheets import SheetMedicine, Stage
from medmanager.domain.plan.dose import Slot, Strength

_DATES, _PITCH = 168.0, 24.5
_LONG_DATES, _CLOSE_PITCH = 174.0, 22.0
"""Width of the dates and distance of the boxes where the words need more room."""
_GUTTER = 10.0
_BOX = 15.0
_WEEK_ROW = 32.0
_MOST_WEEKS = 8
"""Rows of boxes that a step may have: what is given once a month would fill pages with them."""
_HEAD = 34.0
_PAD = 8.0
_MOST_DRAWN = 6
_FEW = 2
_DRAWN = 2 * TABLET + 5


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of counts: each one time of day and strength. Too many are told as lines instead."""

    pairs: tuple[tuple[Slot, Strength], ...]
    left: float
    width: float

    @property
    def as_lines(self) -> bool:
        return len(self.pairs) > _FEW

    @property
    def slot(self) -> Slot | None:
        """The one time of day of all columns."""
        slots = {slot for slot, _ in self.pairs}
        return next(iter(slots)) if len(slots) == 1 and not self.as_lines else None

    def place(self, number: int) -> float:
        return self.left + number * self.room

    @property
    def room(self) -> float:
        return self.width / max(1, min(_FEW, len(self.pairs)))


class StepRows:
    """All rows of a medicine with the head of their table, which is repeated on each page."""

    def __init__(self, setting: Setting, medicine: SheetMedicine, stages: tuple[Stage, ...]) -> None:
        self.setting = setting
        self.medicine = medicine
        self.table = Node("Table")
        page = setting.page
        self.dates, self.pitch = (_LONG_DATES, _CLOSE_PITCH) if setting.bilingual else (_DATES, _PITCH)
        self.boxes_left = page.right - 6 * self.pitch - _BOX
        left = page.left + self.dates
        self.columns = Columns(pairs_of(stages), left, self.boxes_left - left - 8)
        self.block = setting.voice.text("steps.block")
        self._stages = stages
        self._split = {
            tablet.strength
            for stage in stages
            if stage.step and form_splits(medicine)
            for tablet in stage.step.tablets
            if tablet.count % 1
        }

    @property
    def strips(self) -> list[Strip]:
        """The head, kept with the first row, and the rows."""
        head = TableHead(self.block, self._head_height, self.table, self._draw_head)
        rows = (_Row(self, stage) for stage in self._stages)
        return head.over(((row.height, row.draw) for row in rows), 6)

    @property
    def _head_height(self) -> float:
        return max([_HEAD, *(height_of(lines) + 6 for lines in self._head_lines())])

    def _head_lines(self) -> list[tuple[Line, ...]]:
        """The words over each column of counts."""
        columns, voice = self.columns, self.setting.voice
        if columns.as_lines:
            return [set_lines((Words(voice.text("steps.when"), BODY, bold=True),), columns.width, self.block)]
        found = []
        for slot, strength in columns.pairs:
            name = Words(strength_and_form(strength, self.medicine.form, voice).text, BODY, bold=True)
            second = voice.text("dosesteps.split" if strength in self._split else "dosesteps.whole")
            first = (
                ()
                if columns.slot
                else set_lines(
                    (Words(voice.text(f"slot.{slot}"), BODY, bold=True),), columns.room - 24, self.block
                )
            )
            lines = set_lines((name,), columns.room - _GUTTER, self.block)
            below = (
                set_lines((Words(second),), columns.room - _GUTTER, self.block) if self._says_whole else ()
            )
            found.append((*first, *lines, *below))
        return found

    @property
    def _says_whole(self) -> bool:
        return bool(self._split)

    def _draw_head(self, pen: Pen, row: Node | None, top: float) -> None:
        page, columns, voice = self.setting.page, self.columns, self.setting.voice
        bottom = top + self._head_height
        if columns.slot:
            draw_slot(pen, columns.slot, (page.left + 14, bottom - 17), 12)
            words = Words(voice.text(f"slot.{columns.slot}"), 16, bold=True)
            pen.write(column_head(row), page.left + 34, bottom - 9, words)
        else:
            pen.write(
                column_head(row), page.left, bottom - 9, Words(voice.text("steps.dates"), BODY, bold=True)
            )
        for number, lines in enumerate(self._head_lines()):
            x, y = columns.place(number), bottom - height_of(lines) - 4
            if not columns.slot and not columns.as_lines:
                draw_slot(pen, columns.pairs[number][0], (x + 7, y + 8), 8)
                y = draw_lines(pen, node := column_head(row), x + 20, y, lines[:1])
                draw_lines(pen, node, x, y, lines[1:])
            else:
                draw_lines(pen, column_head(row), x, y, lines)
        self._draw_weekdays(pen, column_head(row), bottom - 9)
        pen.line((page.left, bottom - 1), (page.right, bottom - 1), 2)

    def _draw_weekdays(self, pen: Pen, node: Node | None, y: float) -> None:
        monday = date(2024, 1, 1)
        for day in range(WEEK):
            name = self.setting.voice.day(monday + timedelta(days=day), "weekday")[:1]
            words = Words(name, BODY, bold=True)
            x = self.boxes_left + day * self.pitch + (_BOX - words.width) / 2
            pen.write(node, x, y, words)


class _Row:
    """One step: dates at the left, counts, and the boxes of its days under their weekdays."""

    def __init__(self, rows: StepRows, stage: Stage) -> None:
        setting = rows.setting
        self._rows = rows
        self._stage = stage
        width = rows.dates - 6
        self._dose = set_lines((Words(daily_words(setting, stage), 16, bold=True),), width, rows.block)
        self._dates = set_texts(date_texts(setting, stage)[:2], width, rows.block, bold=True)
        days = tick_days(stage, setting.head.made_on)
        self._days = days if _weeks(days) <= _MOST_WEEKS else ()
        self._cells = self._count_cells()
        self._lines = self._dose_lines() if rows.columns.as_lines else ()

    def _count_cells(self) -> list[CountCell | None]:
        columns, stage = self._rows.columns, self._stage
        if columns.as_lines or stage.step is None:
            return []
        found: list[CountCell | None] = []
        setting, form = self._rows.setting, self._rows.medicine.form
        for slot, strength in columns.pairs:
            count = stage.count(strength, slot)
            found.append(count_cell(setting, count, form, columns.room - _GUTTER) if count else None)
        return found

    def _dose_lines(self) -> tuple[tuple[Line, ...], ...]:
        """Each count with its strength and time, a paragraph of its own."""
        rows, width = self._rows, self._rows.columns.width
        parts = dose_parts(rows.setting, rows.medicine, self._stage)
        return tuple(set_lines((Words(text, BODY, bold=True),), width, rows.block) for text in parts)

    @property
    def _text_height(self) -> float:
        return height_of(self._dose) + height_of(self._dates)

    @property
    def height(self) -> float:
        cells = max((cell.height + _DRAWN for cell in self._cells if cell), default=0)
        return max(
            self._text_height + _PAD,
            cells + _PAD,
            sum(map(height_of, self._lines)) + _PAD,
            _weeks(self._days) * _WEEK_ROW + 6,
        )

    def draw(self, pen: Pen, top: float) -> None:
        """Draws the row and the line below it."""
        page, node = self._rows.setting.page, self._rows.table.add("TR")
        head = node.add("TH", scope="Row")
        y = draw_lines(pen, head, page.left, top + 3, self._dose)
        draw_lines(pen, head, page.left, y + 1, self._dates)
        self._draw_counts(pen, node, top + 3)
        self._draw_boxes(pen, node.add("TD"), top + 1)
        bottom = top + self.height
        pen.line((page.left, bottom - 0.5), (page.right, bottom - 0.5), 1)

    def _draw_counts(self, pen: Pen, node: Node, top: float) -> None:
        columns = self._rows.columns
        if columns.as_lines:
            draw_paragraphs(pen, node.add("TD"), (columns.left, top), self._lines)
            return
        for number in range(len(columns.pairs)):
            cell = node.add("TD")
            found = self._cells[number] if self._cells else None
            if found is not None:
                found.draw(pen, cell, (columns.place(number), top))
                y = top + found.height + TABLET + 3
                most = int((columns.room - _GUTTER) // (2 * TABLET + 2))
                draw_tablets(pen, self._count(number), (columns.place(number), y), min(most, _MOST_DRAWN))

    def _count(self, number: int) -> Decimal:
        slot, strength = self._rows.columns.pairs[number]
        return self._stage.count(strength, slot)

    def _draw_boxes(self, pen: Pen, node: Node, top: float) -> None:
        rows = self._rows
        if not self._days:
            self._draw_length(pen, node, top)
            return
        first = self._days[0] - timedelta(days=self._days[0].weekday())
        for day in self._days:
            week, weekday = (day - first).days // WEEK, day.weekday()
            x, y = rows.boxes_left + weekday * rows.pitch, top + week * _WEEK_ROW
            DayBox(_BOX).draw(pen, node, day, (x, y + 1))

    def _draw_length(self, pen: Pen, node: Node, top: float) -> None:
        """A step of more days than get a box says how long it is."""
        stage = self._stage
        if stage.end is not None and stage.step is not None:
            days = (stage.end - stage.start).days + 1
            text = self._rows.setting.voice.text("steps.days", n=days)
            if days > MOST_BOXES or stage.step.every_days > 1:
                pen.write(node, self._rows.boxes_left, top + 18, Words(text, NAME, bold=True))


def _weeks(days: Sequence[date]) -> int:
    """In how many rows of weekdays these days lie."""
    if not days:
        return 0
    first = days[0] - timedelta(days=days[0].weekday())
    return (days[-1] - first).days // WEEK + 1
