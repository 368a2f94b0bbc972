"""The numbered boxes of the slip with arrows between them, and the measure of 12 hours below."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from medmanager.documents.parts.large_setting import BASE
from medmanager.documents.parts.sheet_parts import bullets_strips
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_change, draw_slot
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import BODY, NAME, Line, draw_lines, height_of, leading, set_lines
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import Slot

_GAP = 36.0
_PAD = 8.0
_TOP = 38.0
_WRITE = 24.0
_LARGE_WRITE = 36.0
_MEASURE = 24.0


@dataclass(frozen=True, slots=True)
class SlipStep:
    """One of the boxes: when, and what to do."""

    when: str
    what: tuple[str, ...]
    picture: str
    write_time: bool = False


def boxes_strips(setting: Setting, steps: Sequence[SlipStep], *, measure: bool) -> list[Strip]:
    """One box for each step beside one another; in large print a list."""
    block = setting.voice.text("slip.do")
    if setting.head.large_print:
        texts = [f"{step.when}: {' '.join(step.what)}" for step in steps]
        told = zip(steps, bullets_strips(setting, block, texts), strict=True)
        return [strip for step, bullet in told for strip in _with_time(setting, step, bullet)]
    found = [_Boxes(setting, steps, block).strip]
    return [*found, _measure(setting, block)] if measure else found


def _with_time(setting: Setting, step: SlipStep, bullet: Strip) -> list[Strip]:
    """The bullet, and under it two lines for hour and minutes where they are to be written."""
    if not step.write_time:
        return [bullet]

    def draw(pen: Pen, top: float) -> None:
        left, y = setting.page.left + 18, top + _LARGE_WRITE - 6
        for start in (left, left + 96):
            pen.line((start, y), (start + 76, y), 0.75)
        pen.write(pen.root.add("P"), left + 83, y - 3, Words(":", BASE, bold=True))

    return [replace(bullet, keep=True), Strip(bullet.block, _LARGE_WRITE, draw)]


class _Boxes:
    def __init__(self, setting: Setting, steps: Sequence[SlipStep], block: str) -> None:
        self._setting = setting
        self._steps = steps
        self._block = block
        self._width = (setting.page.column - _GAP * (len(steps) - 1)) / len(steps)
        self._texts = [self._set(step) for step in steps]

    def _set(self, step: SlipStep) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        width = self._width - 2 * _PAD
        when = set_lines((Words(step.when, BODY, bold=True),), width, self._block)
        return when, set_lines((Words(" ".join(step.what), BODY),), width, self._block)

    @property
    def _height(self) -> float:
        text = max(height_of((*when, *what)) for when, what in self._texts)
        write = _WRITE if any(step.write_time for step in self._steps) else 0
        return _TOP + text + write + _PAD

    @property
    def strip(self) -> Strip:
        return Strip(self._block, self._height, self._draw, space=6)

    def _draw(self, pen: Pen, top: float) -> None:
        x, listed = self._setting.page.left, pen.root.add("L")
        for number, step in enumerate(self._steps, 1):
            pen.frame((x, top), (self._width, self._height), 1)
            self._draw_step(pen, listed.add("LI").add("LBody"), number, step, (x, top))
            if number < len(self._steps):
                self._draw_arrow(pen, (x + self._width, top + self._height / 2))
            x += self._width + _GAP

    def _draw_step(
        self, pen: Pen, node: Node, number: int, step: SlipStep, corner: tuple[float, float]
    ) -> None:
        x, top = corner
        pen.disc((x + 20, top + 20), 12)
        digit = Words(str(number), NAME, bold=True)
        pen.write_white(node, x + 20 - digit.width / 2, top + 25, digit)
        self._draw_picture(pen, step.picture, (x + self._width - 24, top + 20))
        when, what = self._texts[number - 1]
        y = draw_lines(pen, node, x + _PAD, top + _TOP, when)
        y = draw_lines(pen, node, x + _PAD, y, what)
        if step.write_time:
            for left in (x + _PAD, x + _PAD + 44):
                pen.line((left, y + 18), (left + 34, y + 18), 0.75)
            pen.write(node, x + _PAD + 37, y + 16, Words(":", BODY, bold=True))

    def _draw_picture(self, pen: Pen, name: str, centre: tuple[float, float]) -> None:
        if name == "stop":
            draw_change(pen, ChangeKind.STOP, centre, 12)
        elif name:
            draw_slot(pen, Slot(name), centre, 13)

    def _draw_arrow(self, pen: Pen, start: tuple[float, float]) -> None:
        x, y = start
        with pen.artifacts():
            pen.line((x + 6, y), (x + _GAP - 10, y), 1.5)
            pen.polygon([(x + _GAP - 6, y), (x + _GAP - 14, y - 4), (x + _GAP - 14, y + 4)])


def _measure(setting: Setting, block: str) -> Strip:
    """From the first box to the test: 12 hours."""
    page, voice = setting.page, setting.voice
    hours = Words(voice.text("slip.hours"), NAME, bold=True)
    test = Words(voice.text("slip.test"), NAME, bold=True)

    def draw(pen: Pen, top: float) -> None:
        y, left, right = top + 11, page.left + 78, page.right - 176
        middle = (left + right) / 2
        with pen.artifacts():
            pen.line((left, y), (middle - hours.width / 2 - 8, y), 1.25)
            pen.line((middle + hours.width / 2 + 8, y), (right, y), 1.25)
            for x in (left, right):
                pen.line((x, y - 6), (x, y + 6), 1.25)
        node = pen.root.add("P")
        pen.write(node, middle - hours.width / 2, y + 5, hours)
        pen.write(node, right + 8, y + 5, test)

    return Strip(block, max(_MEASURE, leading(NAME)), draw, space=4)
