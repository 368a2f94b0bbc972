"""The diary in large print: a page a week, days across and questions down, so that words have room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from medmanager.documents.diary.words import BLOCK, bring, effect_head, how, scales
from medmanager.documents.parts.frame import Footer, draw_mark, draw_version, mark_words
from medmanager.documents.parts.large_setting import BASE, HEAD, MEDICINE
from medmanager.documents.press.code128 import HEIGHT, bars_of, draw_bars
from medmanager.documents.press.flow import too_long
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_slot, draw_tick_box
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import (
    Line,
    draw_centred,
    draw_lines,
    height_of,
    leading,
    set_lines,
    tidy,
)
from medmanager.domain.paper.diary import DiaryPage
from medmanager.domain.plan.dose import Slot

_VERSION = (150.0, 36.0)
_WEEK = 7
_LABEL = 152.0
_LOWEST, _TALLEST = 40.0, 52.0
_TICK = 24.0
_DAYS_HEAD = 52.0
_CODE = HEIGHT + 6
_NEXT_HEAD = 100.0


@dataclass(frozen=True, slots=True)
class _Question:
    """A row: what is asked, set in lines; `slot` None is written in, else ticked."""

    lines: tuple[Line, ...]
    slot: Slot | None = None

    @property
    def least(self) -> float:
        return max(_LOWEST, height_of(self.lines) + 6)


def draw_large_diary(pen: Pen, setting: Setting, sheet: DiaryPage) -> int:
    """A page for each week, the first under the head; where the questions are many the head has a page of its
    own. Raises Refused where they need more than a page.
    """
    footer, page = Footer(setting), setting.page
    words = set_lines(scales(setting, sheet, BASE), page.column, BLOCK)
    weeks = [_WeekTable(setting, sheet, sheet.days[at : at + _WEEK]) for at in (0, _WEEK)]
    roomy = _roomy(setting, sheet, weeks[0].least, height_of(words), footer.bottom)
    of = 2 if roomy else 3
    top = _draw_first_head(pen, setting, sheet)
    if not roomy:
        draw_lines(pen, pen.root.add("P"), page.left, top, words)
    for week, table in enumerate(weeks, 1):
        if week > 1 or not roomy:
            footer.draw(pen, pen.page_number, of)
            pen.next_page()
            top = _draw_next_head(pen, setting, sheet, week)
        below = roomy and week == len(weeks)
        end = table.draw(pen, top, footer.bottom - (height_of(words) + 6 if below else 0))
        if below:
            draw_lines(pen, pen.root.add("P"), page.left, end + 6, words)
    footer.draw(pen, pen.page_number, of)
    return of


def _roomy(setting: Setting, sheet: DiaryPage, table: float, words: float, bottom: float) -> bool:
    """Whether the first week has room under the head, and the second above the words."""
    first = sum(part.height for part in _first_parts(setting, sheet)) + _CODE + 18
    marks = len(setting.head.marks) * (leading(BASE) + 10)
    top = setting.page.top
    return top + marks + first + table <= bottom and top + _NEXT_HEAD + table + words + 6 <= bottom


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph of the head, and what it is in the structure tree."""

    kind: str
    lines: tuple[Line, ...]
    space: float = 0

    @property
    def height(self) -> float:
        return height_of(self.lines) + self.space


def _first_parts(setting: Setting, sheet: DiaryPage) -> list[_Part]:
    page, voice, head = setting.page, setting.voice, setting.head
    beside = page.column - _VERSION[0] - 12
    title = set_lines((Words(voice.text("diary.title"), HEAD, bold=True),), beside, BLOCK)
    high = max(height_of(title), _VERSION[1] + 2)
    dates = voice.text("diary.dates", a=sheet.days[0], b=sheet.days[-1])

    def told(kind: str, text: str, size: float, *, bold: bool = False, space: float = 0) -> _Part:
        return _Part(kind, set_lines((Words(text, size, bold),), page.column, BLOCK), space)

    return [
        _Part("H1", title, high - height_of(title)),
        told("P", tidy(head.patient_name), HEAD, bold=True),
        told("P", voice.text("head.born", d=head.birth_date), BASE),
        told("P", dates, BASE),
        told("P", bring(setting, sheet), BASE, space=4),
        told("H2", voice.text("diary.fill.large"), MEDICINE, bold=True),
        told("P", voice.text(how(sheet)), BASE, space=6),
    ]


def _draw_first_head(pen: Pen, setting: Setting, sheet: DiaryPage) -> float:
    y = _draw_marks(pen, setting, setting.page.top)
    draw_version(pen, None, setting, y, _VERSION)
    for part in _first_parts(setting, sheet):
        draw_lines(pen, pen.root.add(part.kind), setting.page.left, y, part.lines)
        y += part.height
    return _draw_code(pen, setting, sheet, y) + 8


def _draw_next_head(pen: Pen, setting: Setting, sheet: DiaryPage, week: int) -> float:
    page, voice = setting.page, setting.voice
    title = set_lines((Words(voice.text("diary.week", n=week), HEAD, bold=True),), page.column, BLOCK)
    y = draw_lines(pen, pen.root.add("H2"), page.left, page.top, title)
    first = sheet.days[(week - 1) * _WEEK]
    dates = voice.text("diary.dates.week", a=first, b=sheet.days[week * _WEEK - 1])
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

    @property
    def least(self) -> float:
        """The lowest it can be."""
        return _DAYS_HEAD + sum(one.least for one in self._questions)

    def draw(self, pen: Pen, top: float, bottom: float) -> float:
        free = bottom - top - self.least
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
