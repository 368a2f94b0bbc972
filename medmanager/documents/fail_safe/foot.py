"""The foot of the fail-safe sheet: when it was printed and from which data, and which plan it tells."""

from datetime import time

from medmanager.documents.parts.frame import draw_mark, mark_words
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.safe_words import safe
from medmanager.documents.press.typesetting import Line, draw_lines, draw_right, height_of, set_lines
from medmanager.documents.words.calendar_words import clock
from medmanager.domain.paper.fail_safe_sheet import FailSafeSheet

_SIZE = 10.0
_BOTTOM = 27.0
_GAP = 10.0


class FailSafeFoot:
    """As `Footer` on other sheets, with the times that tell how old this paper is."""

    def __init__(self, setting: Setting, sheet: FailSafeSheet) -> None:
        self._setting, self._sheet = setting, sheet
        voice, head, printed = setting.voice, sheet.head, sheet.printed
        told = voice.text("failsafe.printed", d=head.made_on, t=_clock(printed.at), u=_clock(printed.data_at))
        if head.plan_number is not None and printed.plan_on is not None:
            self._plan = voice.text("failsafe.plan", n=head.plan_number, d=printed.plan_on)
        else:
            self._plan = voice.text("failsafe.plan.none")
        self._marks = [mark_words(setting, mark, _SIZE) for mark in head.marks]
        taken = sum(mark.width + 16 + _GAP for mark in self._marks)
        width = setting.page.column - taken - self._page_words(9, 9).width - _GAP
        self._left = set_lines((Words(f"{safe(head.patient_name)}. {told}", _SIZE),), width, "footer")

    @property
    def bottom(self) -> float:
        """The y down to which blocks may reach."""
        return self._rule - 3

    @property
    def _rule(self) -> float:
        return self._setting.page.height - _BOTTOM - max(height_of(self._left), 20.0)

    def _page_words(self, page: int, of: int) -> Words:
        place = self._setting.voice.text("foot.page", n=page, of=of)
        return Words(f"{self._plan}, {place}", _SIZE, bold=True)

    def draw(self, pen: Pen, page: int, of: int) -> None:
        """Decoration to a screen reader, which says name and page by itself."""
        place, rule = self._setting.page, self._rule
        pen.line((place.left, rule), (place.right, rule), 0.75)
        draw_lines(pen, None, place.left, rule + 3, self._left)
        right = Line((self._page_words(page, of),))
        draw_right(pen, None, place.right, rule + 3, (right,))
        x = place.left + max(line.width for line in self._left) + _GAP
        for mark in self._marks:
            draw_mark(pen, None, mark, (x, rule + 2))
            x += mark.width + 16 + _GAP


def _clock(at: time) -> str:
    return f"{clock(at)} {'am' if at.hour < 12 else 'pm'}"
