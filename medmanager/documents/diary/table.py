"""The table of the diary: a row for each day, boxes to write in, and boxes to tick."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from medmanager.documents.diary.words import BLOCK, effect_head
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_slot, draw_tick_box
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import BODY, Line, baseline, draw_centred, set_lines
from medmanager.domain.errors import Refused
from medmanager.domain.paper.diary import DiaryPage
from medmanager.domain.plan.dose import Slot

_ROWS = 14
_TALLEST, _LOWEST = 37.0, 30.0
_DAY, _DAY_NARROW = 96.0, 74.0
_BOX = (40.0, 26.0)
_TICK = 16.0
_PAD = 5.0
_PICTURE = 9.0


@dataclass(frozen=True, slots=True)
class _Column:
    """A column with the words of its head; `slot` None is a box to write in."""

    runs: tuple[Words, ...]
    slot: Slot | None = None

    @property
    def least(self) -> float:
        words = [Words(word, run.size, run.bold).width for run in self.runs for word in run.text.split()]
        return max([_TICK if self.slot else _BOX[0], *words]) + _PAD


class DiaryTable:
    """The table inside so many points of height; `fits` says whether 14 rows have room."""

    def __init__(self, setting: Setting, sheet: DiaryPage, room: float) -> None:
        self._setting, self._sheet = setting, sheet
        columns = _columns(setting, sheet)
        self._day = _DAY
        if sum(column.least for column in columns) > setting.page.column - _DAY:
            self._day = _DAY_NARROW
        free = setting.page.column - self._day - sum(column.least for column in columns)
        if free < 0:
            raise Refused(f"“{BLOCK}” has too many long words for the page. Watch fewer side effects.")
        more = free / len(columns)
        self._columns = tuple((column, column.least + more) for column in columns)
        self._heads = tuple(set_lines(column.runs, width, BLOCK) for column, width in self._columns)
        lines = max(len(lines) for lines in self._heads)
        self._taken = 17.0 if sheet.slots else 0.0
        self._head = max(lines * 15.0, (15.0 * self._slot_lines() + 24.0 + self._taken)) + 4
        self._row = min(_TALLEST, (room - self._head) / _ROWS)

    @property
    def fits(self) -> bool:
        return self._row >= _LOWEST

    def draw(self, pen: Pen, top: float) -> float:
        """Draws head and rows; gives the y below the last one."""
        table = pen.root.add("Table")
        self._draw_head(pen, table.add("TR"), top)
        y = top + self._head
        page = self._setting.page
        for number, day in enumerate(self._sheet.days, 1):
            self._draw_row(pen, table.add("TR"), y, (number, day))
            y += self._row
            pen.line((page.left, y), (page.right, y), 1.5 if number == 7 else 0.5)
        return y

    def _slot_lines(self) -> int:
        found = [
            len(lines) for (column, _), lines in zip(self._columns, self._heads, strict=True) if column.slot
        ]
        return max(found, default=0)

    def _draw_head(self, pen: Pen, row: Node, top: float) -> None:
        page, voice = self._setting.page, self._setting.voice
        bottom = top + self._head
        first = Line((Words(voice.text("diary.day"), BODY, bold=True),))
        pen.write(row.add("TH", scope="Column"), page.left, bottom - 22 + baseline(first), *first.runs)
        x = page.left + self._day
        for (column, width), lines in zip(self._columns, self._heads, strict=True):
            cell = row.add("TH", scope="Column")
            if column.slot:
                lift = bottom - 4 - 15.0 * self._slot_lines()
                draw_slot(pen, column.slot, (x + width / 2, lift - 11), _PICTURE)
                draw_centred(pen, cell, x + width / 2, lift, lines)
            else:
                draw_centred(pen, cell, x + width / 2, bottom - 4 - 15.0 * len(lines), lines)
            x += width
        if self._taken:
            self._draw_taken(pen, top)
        pen.line((page.left, bottom - 1), (page.right, bottom - 1), 2)

    def _draw_taken(self, pen: Pen, top: float) -> None:
        """The word over the ticks; each head of a tick says its own time of day."""
        wide = sum(width for column, width in self._columns if column.slot)
        word = Line((Words(self._setting.voice.text("diary.taken"), BODY, bold=True),))
        draw_centred(pen, None, self._setting.page.right - wide / 2, top, (word,))

    def _draw_row(self, pen: Pen, row: Node, top: float, day: tuple[int, date]) -> None:
        number, on = day
        page, middle = self._setting.page, top + self._row / 2
        cell = row.add("TH", scope="Row")
        calendar = self._setting.voice
        pen.write(cell, page.left + 4, middle - 2.5, Words(calendar.day(on, "weekdaybrief"), BODY, bold=True))
        pen.write(cell, page.left + 4, middle + 11, Words(calendar.day(on, "short"), BODY))
        count = Words(str(number), BODY)
        pen.write(cell, page.left + self._day - 14 - count.width, middle + 4.3, count)
        x = page.left + self._day
        for column, width in self._columns:
            row.add("TD")
            centre = x + width / 2
            if column.slot:
                draw_tick_box(pen, (centre - _TICK / 2, middle - _TICK / 2), _TICK)
            else:
                pen.frame((centre - _BOX[0] / 2, middle - _BOX[1] / 2), _BOX, 1, radius=0)
            x += width


def _columns(setting: Setting, sheet: DiaryPage) -> Sequence[_Column]:
    voice = setting.voice
    mood = (
        Words(f"{voice.text('diary.mood')} ", BODY, bold=True),
        Words(voice.text("diary.mood.scale"), BODY),
    )
    sleep = (
        Words(f"{voice.text('diary.sleep')} ", BODY, bold=True),
        Words(voice.text("diary.sleep.unit"), BODY),
    )
    effects = (_Column((Words(effect_head(setting, column), BODY, bold=True),)) for column in sheet.columns)
    ticks = (_Column((Words(voice.text(f"diary.slot.{slot}"), BODY),), slot) for slot in sheet.slots)
    return (_Column(mood), _Column(sleep), *effects, *ticks)
