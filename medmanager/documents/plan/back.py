"""Back of the plan and further pages: what was moved there, the dated steps, advice, the small trend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from medmanager.documents.parts.frame import Footer, draw_version
from medmanager.documents.plan.back_advice import FeelingsBlock, TwoColumns, own_words_strip
from medmanager.documents.plan.back_slot_steps import SlotStepsBlock
from medmanager.documents.plan.back_steps import StepsBlock
from medmanager.documents.plan.back_trend import over_with_strip, trend_strip
from medmanager.documents.plan.front import Front
from medmanager.documents.press.flow import Column, Strip, pour_blocks
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.typesetting import BODY, Line, draw_lines, height_of, set_lines, tidy
from medmanager.documents.steps.words import needs_steps, only_slot
from medmanager.domain.paper.sheets import PlanSheet, SheetMedicine

_VERSION = (110.0, 30.0)
_BACK = 2


@dataclass(frozen=True, slots=True)
class BackPart:
    """Which of the parts that may be left out when room is short are in."""

    trend: bool
    tell_us: bool


PARTS = (
    BackPart(trend=True, tell_us=True),
    BackPart(trend=False, tell_us=True),
    BackPart(trend=False, tell_us=False),
)
"""In the order of the layout rules: first the trend goes, then "tell us first". Steps, missed dose and
allergies never do."""


@dataclass(frozen=True, slots=True)
class _Cuts:
    """What of the advice fills the white of the front, and how many pieces of the rest stand apart."""

    feelings: bool = False
    front: int = 0
    first: int = 0


class Back:
    """What stands behind the front: made once, and laid out for each front that is tried."""

    def __init__(self, setting: Setting, sheet: PlanSheet) -> None:
        self._setting = setting
        self._head, self._over = back_head(setting), over_with_strip(setting)
        self._bottom = Footer(setting).bottom
        advice = sheet.advice
        told = (("message.title", advice.message), ("ask.title", advice.ask_us))
        self._told: list[Sequence[Strip]] = [
            (own_words_strip(setting, title, words),) for title, words in told if words
        ]
        self._told += [block.strips(str(place)) for place, block in steps_blocks(setting, sheet).items()]
        self._feelings = [FeelingsBlock(setting, advice.feelings).strip] if advice.feelings else []
        self._advice = {tell_us: TwoColumns(setting, sheet, tell_us=tell_us) for tell_us in (True, False)}
        trend = sheet.trend
        self._trend = [trend_strip(setting, trend)] if trend is not None and len(trend.ratings) > 1 else []

    def columns(self, front: Front, part: BackPart) -> list[Column]:
        """All pages with this front. The last one ends in the "gone over with" line; where it is full the
        line stands on the front, or on the last page that has room.

        Advice fills the white of the front, and is cut in two to fill the foot of a page, only where that
        saves a page.
        """
        columns = self._laid_out(front, part, _Cuts())
        for cuts in self._cuts(part):
            if len(columns) <= self._least(front, part):
                break
            columns = min(columns, self._laid_out(front, part, cuts), key=len)
        return columns

    def _least(self, front: Front, part: BackPart) -> int:
        """So many pages it takes at least, were there no gap on any of them."""
        told = (strip for block in self._told for strip in block)
        fixed = (*front.moved, *told, *self._feelings, *(self._trend if part.trend else ()), self._over)
        whole = sum(strip.height for strip in fixed) + self._advice[part.tell_us].least
        behind: int = ceil((whole - front.upper.free) / self._fresh().free)
        return 1 + max(1, behind)

    def _cuts(self, part: BackPart) -> Iterator[_Cuts]:
        count = self._advice[part.tell_us].count
        for feelings in (False, True) if self._feelings else (False,):
            for front in range(count + 1):
                yield from (_Cuts(feelings, front, first) for first in range(max(1, count - front)))

    def _laid_out(self, front: Front, part: BackPart, cuts: _Cuts) -> list[Column]:
        advice = self._advice[part.tell_us]
        filling = [*(self._feelings if cuts.feelings else []), *advice.strips(0, cuts.front)]
        if not front.upper.takes(filling):
            return self._laid_out(front, part, replace(cuts, feelings=False, front=0))
        felt = [] if cuts.feelings else self._feelings
        pieces = (
            *advice.strips(cuts.front, cuts.front + cuts.first),
            *advice.strips(cuts.front + cuts.first),
        )
        trend = self._trend if part.trend else []
        blocks = (front.moved, *self._told, felt, *((strip,) for strip in pieces), trend)
        columns = pour_blocks(blocks, self._fresh(), self._fresh)
        if not columns[-1].takes([self._over]) and front.upper.takes([*filling, self._over]):
            return [front.page([*filling, self._over]), *columns]
        room = next((column for column in reversed(columns) if column.takes([self._over])), None)
        if room is None:
            room = self._fresh()
            room.put(columns[-1].give_up_last())
            columns.append(room)
        room.filled = max(room.filled, room.bottom - self._over.height - self._over.space)
        room.put([self._over])
        return [front.page(filling), *columns]

    def _fresh(self) -> Column:
        column = Column(self._setting.page.top, self._bottom)
        column.put([self._head])
        return column


def steps_blocks(setting: Setting, sheet: PlanSheet) -> dict[int, StepsBlock | SlotStepsBlock]:
    """The steps of every dated medicine that has more than one stage ahead, by its place in the grid."""
    return {
        place: _steps_block(setting, medicine)
        for place, medicine in enumerate(sheet.daily)
        if needs_steps(setting, medicine)
    }


def _steps_block(setting: Setting, medicine: SheetMedicine) -> StepsBlock | SlotStepsBlock:
    slot = only_slot(medicine)
    return SlotStepsBlock(setting, medicine) if slot is None else StepsBlock(setting, medicine, slot)


def back_head(setting: Setting) -> Strip:
    """Title, whose plan and from when, and the version block again; decoration after the second page."""
    said, head = setting.voice.say("plan.more"), setting.head
    width = setting.page.column - _VERSION[0] - 12
    title = Words(said.text, 20, bold=True)
    english = (Words(f" {said.english}", 10, language="en"),) if said.english else ()
    titles = set_lines((title, *english), width, said.text)
    name = f"{tidy(head.patient_name)}. {setting.voice.day(head.made_on, 'full')}."
    names: tuple[Line, ...] = set_lines((Words(name, BODY),), width, said.text)

    def draw(pen: Pen, top: float) -> None:
        left = setting.page.left
        root = pen.root if pen.page_number == _BACK else None
        y = draw_lines(pen, root.add("H2") if root else None, left, top - 3, titles)
        draw_lines(pen, root.add("P") if root else None, left, y, names)
        draw_version(pen, root, setting, top, _VERSION)

    return Strip(said.text, max(38.0, height_of((*titles, *names)) - 3), draw)
