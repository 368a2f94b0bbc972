"""The diary: 14 rows to fill in, one a day, and the code by which it is typed in again."""

from medmanager.documents.diary.large import draw_large_diary
from medmanager.documents.diary.table import DiaryTable
from medmanager.documents.diary.words import BLOCK, bring, how, scales
from medmanager.documents.parts.frame import Footer, draw_version
from medmanager.documents.press.code128 import HEIGHT, bars_of, draw_bars
from medmanager.documents.press.flow import too_long
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.typesetting import BODY, NAME, Line, draw_lines, height_of, set_lines, tidy
from medmanager.domain.paper.diary import DiaryPage

_VERSION = (150.0, 32.0)
_GAP = 6.0
_FRAME_PAD = 10.0
_CODE_GAP = 4.0


def draw_diary(pen: Pen, setting: Setting, sheet: DiaryPage) -> int:
    """Draws the sheet and gives its number of pages. Raises Refused where a part does not fit."""
    if setting.head.large_print:
        return draw_large_diary(pen, setting, sheet)
    footer = Footer(setting, setting.voice.text("diary.word"))
    foot = set_lines(scales(setting, sheet, BODY), setting.page.column, BLOCK)
    top = _Head(setting, sheet).draw(pen, setting.page.top) + _GAP
    top = _Box(setting, sheet).draw(pen, top) + _GAP - 2
    room = footer.bottom - top - height_of(foot) - 4
    table = DiaryTable(setting, sheet, room)
    if not table.fits:
        raise too_long(BLOCK)
    top = table.draw(pen, top)
    draw_lines(pen, pen.root.add("P"), setting.page.left, top + 4, foot)
    footer.draw(pen, 1, 1)
    return 1


class _Head:
    """Whose diary, of which days, and which plan it belongs to."""

    def __init__(self, setting: Setting, sheet: DiaryPage) -> None:
        self._setting = setting
        voice, head = setting.voice, setting.head
        width = setting.page.column - _VERSION[0] - 12
        self._title = set_lines((Words(voice.text("diary.title"), 20, bold=True),), width, BLOCK)
        name = Words(tidy(head.patient_name), 18, bold=True)
        born = Words(voice.text("head.born", d=head.birth_date), BODY)
        person = Line((name, Words("   "), born))
        self._person = (
            (person,)
            if person.width <= width
            else (*set_lines((name,), width, BLOCK), *set_lines((born,), width, BLOCK))
        )
        dates = voice.text("diary.dates", a=sheet.days[0], b=sheet.days[-1])
        self._dates = set_lines((Words(dates, BODY),), width, BLOCK)
        self._bring = set_lines((Words(bring(setting, sheet), BODY),), _VERSION[0], BLOCK)

    def draw(self, pen: Pen, top: float) -> float:
        page = self._setting.page
        y = draw_lines(pen, pen.root.add("H1"), page.left, top - 4, self._title)
        y = draw_lines(pen, pen.root.add("P"), page.left, y, self._person)
        y = draw_lines(pen, pen.root.add("P"), page.left, y, self._dates)
        draw_version(pen, pen.root, self._setting, top, _VERSION)
        left = page.right - _VERSION[0]
        below = draw_lines(pen, pen.root.add("P"), left, top + _VERSION[1] + 2, self._bring)
        return max(y, below)


class _Box:
    """How to fill it in, and the code, in a frame."""

    def __init__(self, setting: Setting, sheet: DiaryPage) -> None:
        voice = setting.voice
        self._setting = setting
        self._code = sheet.code
        self._bars = bars_of(sheet.code.compact)
        words = Words("  ".join(sheet.code.parts), NAME, bold=True)
        self._words = Line((Words(f"{voice.text('diary.code')}  ", BODY), words))
        self._code_width = max(self._bars.width, self._words.width)
        width = setting.page.column - self._code_width - 3 * _FRAME_PAD
        self._fill = set_lines((Words(voice.text("diary.fill"), BODY, bold=True),), width, BLOCK)
        self._how = set_lines((Words(voice.text(how(sheet)), BODY),), width, BLOCK)
        code_height = HEIGHT + _CODE_GAP + self._words.leading
        self._height = max(height_of((*self._fill, *self._how)), code_height) + 9

    def draw(self, pen: Pen, top: float) -> float:
        page = self._setting.page
        pen.frame((page.left, top), (page.column, self._height), 1)
        x = page.left + _FRAME_PAD
        y = draw_lines(pen, pen.root.add("H2"), x, top + 4, self._fill)
        draw_lines(pen, pen.root.add("P"), x, y, self._how)
        right = page.right - _FRAME_PAD
        alt = self._setting.voice.text("diary.code.alt", code=self._code.words)
        left = right - self._bars.width + 9.5
        draw_bars(pen, pen.root.add("Figure", alt=alt), self._bars, (left, top + 6))
        node = pen.root.add("P")
        at = top + 6 + HEIGHT + _CODE_GAP
        draw_lines(pen, node, right - self._words.width, at, (self._words,))
        return top + self._height
