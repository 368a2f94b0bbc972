"""The diary in large print: a page a week, days across and questions down, so that words have room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from medmanager.documents.code128 import HEIGHT, bars_of, draw_bars
from medmanager.documents.diary_words import BLOCK, bring, effect_head, how, scales
from medmanager.documents.flow import too_long
from medmanager.documents.frame import Footer, draw_mark, draw_version, mark_words
from medmanager.documents.large_setting import BASE, HEAD, MEDICINE
from medmanager.documents.page import Setting
from medmanager.documents.pen import Pen, Words
from medmanager.documents.pictograms import draw_slot, draw_tick_box
from medmanager.documents.structure import Node
from medmanager.documents.typesetting import (
    Line,
    draw_centred,
    draw_lines,
    height_of,
    leading,
    set_lines,
    tidy,
)
from medmanager.domain.plan import Slot
from medmanager.domain.sheet_diary import DiaryPage

_VERSION = (150.0, 36.0)
_WEEK = 7
_LABEL = 152.0
_LOWEST, _TALLEST = 40.0, 52.0
_TICK = 24.0
_DAYS_HEAD = 52.0


@dataclass(frozen=True, slots=True)
class _Question:
    """A row: what is asked, set in lines; `slot` None is written in, else ticked."""

    lines: tuple[Line, ...]
    slot: Slot | None = None

    @property
    def least(self) -> float:
        return max(_LOWEST, height_of(self.lines) + 6)


def draw_large_diary(pen: Pen, setting: Setting, sheet: DiaryPage) -> int:
    """Two pages, one for each week. Raises Refused where the questions need more than a page."""
    footer = Footer(setting)
    top = _draw_first_head(pen, setting, sheet)
    pages = (sheet.days[:_WEEK], sheet.days[_WEEK:])
    last = set_lines(scales(setting, sheet, BASE), setting.page.column, BLOCK)
    for number, days in enumerate(pages, 1):
        if number > 1:
            pen.next_page()
            top = _draw_next_head(pen, setting, sheet)
        words = last if number == len(pages) else ()
        table = _WeekTable(setting, sheet, days)
        below = table.draw(pen, top, footer.bottom - height_of(words) - 6)
        if words:
            draw_lines(pen, pen.root.add("P"), setting.page.left, below + 6, words)
        footer.draw(pen, number, len(pages))
    return len(pages)


def _draw_first_head(pen: Pen, setting: Setting, sheet: DiaryPage) -> float:
    page, voice, head = setting.page, setting.voice, setting.head
    y = _draw_marks(pen, setting, page.top)
    beside = page.column - _VERSION[0] - 12
    title = set_lines((Words(voice.text("diary.title"), HEAD, bold=True),), beside, BLOCK)
    draw_version(pen, pen.root, setting, y, _VERSION)
    y = max(draw_lines(pen, pen.root.add("H1"), page.left, y, title), y + _VERSION[1] + 2)
    dates = voice.text("diary.dates", a=sheet.days[0], b=sheet.days[-1])
    for runs in (
        (Words(tidy(head.patient_name), HEAD, bold=True),),
        (Words(voice.text("head.born", d=head.birth_date), BASE),),
        (Words(dates, BASE),),
        (Words(bring(setting, sheet), BASE),),
    ):
        y = draw_lines(pen, pen.root.add("P"), page.left, y, set_lines(runs, page.column, BLOCK))
    fill = set_lines((Words(voice.text("diary.fill.large"), MEDICINE, bold=True),), page.column, BLOCK)
    y = draw_lines(pen, pen.root.add("H2"), page.left, y + 4, fill)
    told = set_lines((Words(voice.text(how(sheet)), BASE),), page.column, BLOCK)
    y = draw_lines(pen, pen.root.add("P"), page.left, y, told)
    return _draw_code(pen, setting, sheet, y + 6) + 8


def _draw_next_head(pen: Pen, setting: Setting, sheet: DiaryPage) -> float:
    page, voice = setting.page, setting.voice
    title = set_lines((Words(voice.text("diary.week", n=2), HEAD, bold=True),), page.column, BLOCK)
    y = draw_lines(pen, pen.root.add("H2"), page.left, page.top, title)
    dates = voice.text("diary.dates.week", a=sheet.days[_WEEK], b=sheet.days[-1])
    y = draw_lines(pen, pen.root.add("P"), page.left, y, set_lines((Words(dates, BASE),), page.column, BLOCK))
    return _draw_code(pen, setting, sheet, y + 4) + 8


def _draw_marks(pen: Pen, setting: Setting, top: float) -> float:
    for mark in setting.head.marks:
        words = mark_words(setting, mark, BASE)
        draw_mark(pen, pen.root.add("P"), words, (setting.page.left, top))
        top += leading(BASE) + 10
    return top


def _draw_code(pen: Pen, setting: Setting, sheet: DiaryPage, top: float) -> float:
    """The code on every page: a page that comes back alone is still known."""
    page, voice = setting.page, setting.voice
    bars = bars_of(sheet.code.compact)
    alt = voice.text("diary.code.alt", code=sheet.code.words)
    draw_bars(pen, pen.root.add("Figure", alt=alt), bars, (page.right - bars.width, top), HEIGHT + 6)
    words = Words("  ".join(sheet.code.parts), MEDICINE, bold=True)
    line = Line((Words(f"{voice.text('diary.code')}  ", BASE), words))
    draw_lines(pen, pen.root.add("P"), page.left, top + 3, (line,))
    return top + HEIGHT + 6


class _WeekTable:
    """Seven days across."""

    def __init__(self, setting: Setting, sheet: DiaryPage, days: Sequence[date]) -> None:
        self._setting = setting
        self._days = days
        self._questions = tuple(_questions(setting, sheet))
        self._wide = (setting.page.column - _LABEL) / _WEEK

    def draw(self, pen: Pen, top: float, bottom: float) -> float:
        free = bottom - top - _DAYS_HEAD - sum(one.least for one in self._questions)
        if free < 0:
            raise too_long(BLOCK)
        more = min(free / len(self._questions), _TALLEST - _LOWEST)
        table = pen.root.add("Table")
        self._draw_days(pen, table.add("TR"), top)
        y = top + _DAYS_HEAD
        page = self._setting.page
        for question in self._questions:
            pen.line((page.left, y), (page.right, y), 1)
            self._draw_question(pen, table.add("TR"), question, (y, question.least + more))
            y += question.least + more
        pen.line((page.left, y), (page.right, y), 2)
        return y

    def _draw_days(self, pen: Pen, row: Node, top: float) -> None:
        row.add("TD")
        for place, day in enumerate(self._days):
            centre = self._setting.page.left + _LABEL + (place + 0.5) * self._wide
            lines = (
                Line((Words(self._setting.voice.day(day, "weekdaybrief"), BASE, bold=True),)),
                Line((Words(str(day.day), BASE),)),
            )
            draw_centred(pen, row.add("TH", scope="Column"), centre, top + 4, lines)

    def _draw_question(self, pen: Pen, row: Node, question: _Question, place: tuple[float, float]) -> None:
        top, height = place
        page, middle = self._setting.page, top + height / 2
        indent = 30.0 if question.slot else 0.0
        if question.slot:
            draw_slot(pen, question.slot, (page.left + 13, middle), 12)
        start = middle - height_of(question.lines) / 2
        draw_lines(pen, row.add("TH", scope="Row"), page.left + indent, start, question.lines)
        for number in range(len(self._days)):
            row.add("TD")
            left = page.left + _LABEL + number * self._wide
            if question.slot:
                draw_tick_box(pen, (left + (self._wide - _TICK) / 2, middle - _TICK / 2), _TICK)
            else:
                pen.frame((left + 3, top + 3), (self._wide - 6, height - 6), 1, radius=0)


def _questions(setting: Setting, sheet: DiaryPage) -> Sequence[_Question]:
    voice = setting.voice

    def asked(text: str, slot: Slot | None = None) -> _Question:
        width = _LABEL - (34 if slot else 6)
        return _Question(set_lines((Words(text, BASE, bold=slot is None),), width, BLOCK), slot)

    return (
        asked(voice.text("diary.mood")),
        asked(voice.text("diary.sleep.large")),
        *(asked(effect_head(setting, column)) for column in sheet.columns),
        *(asked(voice.text(f"slot.{slot}"), slot) for slot in sheet.slots),
    )
