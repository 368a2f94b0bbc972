"""Front of the plan: whose plan it is, from whom, which number it has, and the code that dials the clinic."""

from medmanager.documents.parts.frame import draw_version, replaced_words
from medmanager.documents.press import qr
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import (
    BODY,
    COMPANION,
    Line,
    baseline,
    draw_lines,
    height_of,
    set_lines,
    tidy,
)

_BLOCK = "Your medicine plan"
_VERSION = (156.0, 34.0)
_QR = 98.0
_SCAN = 94.5
"""Words under the code: their baseline below the top of the head."""
_HEIGHT = 78.0


def head_strip(setting: Setting, note: str = "") -> Strip:
    """The head; `note` tells in bold that the grid goes on elsewhere."""
    left = _Lines(setting, note)
    return Strip(_BLOCK, max(_HEIGHT, left.height), left.draw)


class _Lines:
    """Three columns: who, the code, the number."""

    def __init__(self, setting: Setting, note: str) -> None:
        page = setting.page
        self._setting = setting
        self._qr_left = page.right - _VERSION[0] - 3 - _QR
        self._width = self._qr_left - page.left
        self._title = self._title_lines()
        self._person = self._person_lines()
        self._rest = self._rest_lines()
        self._note = set_lines((Words(note, 14, bold=True),), self._width, _BLOCK) if note else ()
        self._replaced = set_lines(replaced_words(setting), _VERSION[0], _BLOCK)

    @property
    def height(self) -> float:
        return height_of((*self._title, *self._person, *self._rest, *self._note))

    def _title_lines(self) -> tuple[Line, ...]:
        voice = self._setting.voice
        title = Words(voice.text("plan.title"), 20, bold=True)
        english = Words(f" {voice.english('plan.title.short')}", COMPANION, language="en")
        # The companion stands beside the title or not at all: a line of its own would cost the grid its room.
        beside = self._setting.bilingual and title.width + english.width <= self._width
        return set_lines((title, english) if beside else (title,), self._width, _BLOCK)

    def _person_lines(self) -> tuple[Line, ...]:
        voice, head = self._setting.voice, self._setting.head
        name = Words(tidy(head.patient_name), 18, bold=True)
        born = Words(voice.text("head.born", d=head.birth_date), BODY)
        gap = Words("   ", BODY)
        one_line = Line((name, gap, born))
        if one_line.width <= self._width:
            return (one_line,)
        return (*set_lines((name,), self._width, _BLOCK), *set_lines((born,), self._width, _BLOCK))

    def _rest_lines(self) -> tuple[Line, ...]:
        voice, head = self._setting.voice, self._setting.head
        phone = head.clinic.phone
        if head.clinic.day_and_night:
            phone = voice.text("head.phone.always", phone=phone)
        day = Words(voice.day(head.made_on, "full"), BODY)
        by = Words(f"{tidy(head.prescriber)}. {phone}", BODY)
        return (*set_lines((day,), self._width, _BLOCK), *set_lines((by,), self._width, _BLOCK))

    def draw(self, pen: Pen, top: float) -> None:
        x = self._setting.page.left
        y = draw_lines(pen, pen.root.add("H1"), x, top - 3, self._title)
        y = draw_lines(pen, pen.root.add("P"), x, y, self._person)
        y = draw_lines(pen, pen.root.add("P"), x, y, self._rest)
        if self._note:
            draw_lines(pen, pen.root.add("P"), x, y, self._note)
        self._draw_code(pen, top)
        self._draw_version(pen, top)

    def _draw_code(self, pen: Pen, top: float) -> None:
        setting = self._setting
        phone = setting.head.clinic.phone
        figure = pen.root.add("Figure", alt=setting.voice.text("head.scan.alt", phone=phone))
        qr.draw_qr(pen, figure, qr.tel(phone), (self._qr_left, top - 12), _QR)
        words = Words(setting.voice.text("head.scan"), BODY)
        pen.write(pen.root.add("P"), self._qr_left + (_QR - words.width) / 2, top + _SCAN, words)

    def _draw_version(self, pen: Pen, top: float) -> None:
        page = self._setting.page
        draw_version(pen, pen.root, self._setting, top, _VERSION)
        y, node = top + _VERSION[1] + 2, Node("P")
        pen.root.adopt(node)
        for line in self._replaced:
            pen.write(node, page.right - _VERSION[0], y + baseline(line), *line.runs)
            y += 13.75
