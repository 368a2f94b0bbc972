"""Back of the plan and further pages: what was moved there, the dated steps, advice, the small trend."""

from collections.abc import Sequence
from dataclasses import dataclass

from medmanager.documents.back_advice import FeelingsBlock, TwoColumns, own_words_strip
from medmanager.documents.back_slot_steps import SlotStepsBlock
from medmanager.documents.back_steps import StepsBlock
from medmanager.documents.back_trend import over_with_strip, trend_strip
from medmanager.documents.flow import Column, Strip, pour_blocks
from medmanager.documents.frame import Footer, draw_version
from medmanager.documents.page import Setting
from medmanager.documents.pen import Pen, Words
from medmanager.documents.steps_words import needs_steps, only_slot
from medmanager.documents.typesetting import BODY, Line, draw_lines, height_of, set_lines, tidy
from medmanager.domain.errors import Refused
from medmanager.domain.sheets import PlanSheet, SheetMedicine

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


def lay_out_back(
    setting: Setting, sheet: PlanSheet, moved: tuple[Strip, ...], part: BackPart
) -> list[Column]:
    """The pages after the first one, each with its head; the last one ends in the "gone over with" line."""
    head, over = back_head(setting), over_with_strip(setting)
    bottom = Footer(setting).bottom

    def fresh() -> Column:
        column = Column(setting.page.top, bottom)
        column.put([head])
        return column

    advice = TwoColumns(setting, sheet, tell_us=part.tell_us)
    before, after = (moved, *_before_advice(setting, sheet)), _after_advice(setting, sheet, part)

    def poured(first: int) -> list[Column]:
        blocks = (*before, *((strip,) for strip in advice.strips(first)), after)
        columns = pour_blocks(blocks, fresh(), fresh)
        return columns if columns[-1].takes([over]) else [*columns, fresh()]

    columns = poured(0)
    # Cut in two, the advice fills the foot of a page before it: worth it only where that saves a page.
    for first in range(1, advice.count if len(columns) > 1 else 1):
        columns = min(columns, poured(first), key=len)
    last = columns[-1]
    last.filled = max(last.filled, bottom - over.height - over.space)
    last.put([over])
    return columns


def _before_advice(setting: Setting, sheet: PlanSheet) -> list[Sequence[Strip]]:
    """What was said and asked, the dated steps, and what may be felt."""
    advice = sheet.advice
    told = (("message.title", advice.message), ("ask.title", advice.ask_us))
    blocks: list[Sequence[Strip]] = [
        (own_words_strip(setting, title, words),) for title, words in told if words
    ]
    blocks += [block.strips(str(place)) for place, block in steps_blocks(setting, sheet).items()]
    return [*blocks, (FeelingsBlock(setting, advice.feelings).strip,)] if advice.feelings else blocks


def _after_advice(setting: Setting, sheet: PlanSheet, part: BackPart) -> list[Strip]:
    """The small trend, where it is in and there is a curve to draw."""
    trend = sheet.trend if part.trend else None
    return [trend_strip(setting, trend)] if trend is not None and len(trend.ratings) > 1 else []


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


def refuse_more_than(pages: int, most: int, block: str) -> None:
    """The plan is a sheet or two, not a booklet."""
    if pages > most:
        raise Refused(
            f"This plan needs {pages} pages and may have {most}. "
            f"Print “{block}” as a sheet of its own, or shorten it."
        )
