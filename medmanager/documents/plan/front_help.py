"""Front of the plan: where to get help, and the next visit. Both stand at the foot of the page."""

from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_bullet
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import (
    BODY,
    COMPANION,
    NAME,
    Line,
    baseline,
    draw_lines,
    height_of,
    set_lines,
    tidy,
)
from medmanager.documents.words.amounts import dose_words
from medmanager.domain.calendar.appointment import AppointmentMode
from medmanager.domain.paper.sheets import PlanSheet, SheetInjection

_PITCH = 16.2
_PAD = 10.0
_SPLIT = 318 / 540
_VISIT_LEFT = 114.0
POISON = "1-800-222-1222"
"""Poison Help of the United States, free and open day and night (poisonhelp.hrsa.gov)."""


def help_numbers(setting: Setting) -> tuple[tuple[str, str], ...]:
    """Number and words, in the order in which they are needed."""
    voice, clinic = setting.voice, setting.head.clinic
    rows = [
        ("911", voice.text("help.danger")),
        ("988", voice.text("help.suicide")),
        (POISON, voice.text("help.poison")),
    ]
    if clinic.day_and_night:
        return (*rows, (clinic.phone, voice.text("help.clinic.always")))
    if clinic.night_phone:
        rows.append((clinic.phone, voice.text("help.clinic.day")))
        return (*rows, (clinic.night_phone, voice.text("help.clinic.night")))
    return (*rows, (clinic.phone, voice.text("help.clinic")))


class HelpBlock:
    """Numbers at the left, warning signs at the right, in the heaviest frame of the page."""

    def __init__(self, setting: Setting, warning_signs: tuple[str, ...]) -> None:
        self._setting = setting
        self._said = setting.voice.say("help.title")
        self._numbers = help_numbers(setting)
        self._number_width = max(
            112.0, *(Words(number, NAME, bold=True).width + 10 for number, _ in self._numbers)
        )
        words = max(Words(words).width for _, words in self._numbers)
        narrowest = _PAD + self._number_width + words + 18
        self._split = max(setting.page.column * _SPLIT, narrowest) if warning_signs else setting.page.column
        width = setting.page.column - self._split - 12 - 4
        self._signs = tuple(
            set_lines((Words(setting.voice.own(sign).text),), width, self._said.text)
            for sign in warning_signs
        )

    @property
    def _height(self) -> float:
        left = _PITCH * len(self._numbers)
        right = sum(self._sign_height(lines) for lines in self._signs)
        return 5 + 18 + max(left, right) + self._setting.gap(6)

    @staticmethod
    def _sign_height(lines: tuple[Line, ...]) -> float:
        return max(_PITCH, height_of(lines))

    @property
    def strip(self) -> Strip:
        return Strip(self._said.text, self._height, self._draw, space=self._setting.gap(7))

    def _draw(self, pen: Pen, top: float) -> None:
        page = self._setting.page
        pen.frame((page.left, top), (page.column, self._height), 2)
        self._draw_numbers(pen, page.left + _PAD, top + 5)
        if self._signs:
            x = page.left + self._split
            pen.hairline((x - 10, top + 7), (x - 10, top + self._height - 7))
            self._draw_signs(pen, x, top + 5)

    def _draw_numbers(self, pen: Pen, x: float, top: float) -> None:
        heading = pen.root.add("H2")
        end = pen.write(heading, x, top + 13.5, Words(self._said.text, NAME, bold=True))
        if self._said.english:
            pen.write(heading, end + 8, top + 14, Words(self._said.english, COMPANION, language="en"))
        listed = pen.root.add("L")
        for row, (number, words) in enumerate(self._numbers):
            base = top + 18 + row * _PITCH + 11.5
            body = listed.add("LI").add("LBody")
            pen.write(body, x, base, Words(number, NAME, bold=True))
            pen.write(body, x + self._number_width, base, Words(words))

    def _draw_signs(self, pen: Pen, x: float, top: float) -> None:
        title = self._setting.voice.say("help.call")
        size = NAME if Words(title.text, NAME, bold=True).width <= self._setting.page.right - x - 6 else BODY
        pen.write(pen.root.add("H2"), x, top + 13.5, Words(title.text, size, bold=True))
        y, listed = top + 18, pen.root.add("L")
        for lines in self._signs:
            draw_bullet(pen, (x + 4, y + 8))
            draw_lines(pen, listed.add("LI").add("LBody"), x + 12, y, lines)
            y += self._sign_height(lines)


class VisitBlock:
    """The next visit: when in bold, where and what to bring below it; injections given there."""

    def __init__(self, setting: Setting, sheet: PlanSheet) -> None:
        self._setting = setting
        self._sheet = sheet
        self._said = setting.voice.say("visit.title")
        title = Words(self._said.text, NAME, bold=True).width
        self._left = max(_VISIT_LEFT, _PAD + title + 14)
        self._lines = tuple(line for words in self._words() for line in self._set(words))

    def _set(self, words: Words) -> tuple[Line, ...]:
        return set_lines((words,), self._setting.page.column - self._left - _PAD, self._said.text)

    def _words(self) -> tuple[Words, ...]:
        injections = tuple(Words(self._injection(item), BODY, bold=True) for item in self._sheet.injections)
        return (Words(self._when(), NAME, bold=True), Words(self._where(), BODY), *injections)

    def _when(self) -> str:
        visit, voice = self._sheet.next_visit, self._setting.voice
        return voice.text("visit.when", d=visit.on, t=visit.at) if visit else voice.text("visit.none")

    def _where(self) -> str:
        visit, voice, clinic = self._sheet.next_visit, self._setting.voice, self._setting.head.clinic
        if visit is None:
            return f"{tidy(clinic.name)}, {clinic.phone}."
        if visit.mode is not AppointmentMode.CLINIC:
            return voice.text(f"visit.{visit.mode}")
        place = tidy(visit.place) or ", ".join(
            part for part in (tidy(clinic.name), tidy(clinic.address)) if part
        )
        return f"{place}. {voice.text('visit.bring')}"

    def _injection(self, item: SheetInjection) -> str:
        dose = dose_words(item.strength.amount * item.count, item.strength.unit)
        return self._setting.voice.text("visit.injection", m=tidy(item.name), strength=dose, d=item.on)

    @property
    def _height(self) -> float:
        return height_of(self._lines) + 4

    @property
    def strip(self) -> Strip:
        return Strip(self._said.text, self._height, self._draw, space=self._setting.gap(5))

    def _draw(self, pen: Pen, top: float) -> None:
        page = self._setting.page
        pen.frame((page.left, top), (page.column, self._height), 1)
        self._draw_heading(pen, pen.root.add("H2"), page.left + _PAD, top)
        draw_lines(pen, pen.root.add("P"), page.left + self._left, top + 1, self._lines)

    def _draw_heading(self, pen: Pen, node: Node, x: float, top: float) -> None:
        first = self._lines[0]
        pen.write(node, x, top + 1 + baseline(first), Words(self._said.text, NAME, bold=True))
        if self._said.english:
            pen.write(
                node, x, top + 1 + baseline(first) + 13.5, Words(self._said.english, COMPANION, language="en")
            )
