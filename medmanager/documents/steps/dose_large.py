"""Dose steps in large print: each step a ruled paragraph with its boxes below."""

from collections.abc import Sequence
from datetime import date

from medmanager.documents.parts.large_setting import BASE, MEDICINE
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.typesetting import Line, draw_lines, height_of, set_lines
from medmanager.documents.steps.day_boxes import WEEK, DayBox, DayBoxes
from medmanager.documents.steps.dose_words import daily_words, dose_parts
from medmanager.documents.steps.words import dates_in_a_line, tick_days
from medmanager.domain.paper.sheets import SheetMedicine, Stage

_BOX_ROW = 52.0
_BOXES = DayBoxes(WEEK, 46.0, _BOX_ROW, DayBox(22.0, BASE))


def large_rows(setting: Setting, medicine: SheetMedicine, steps: Sequence[Stage]) -> list[Strip]:
    """One strip for each step."""
    return [
        large_row(setting, [(Words(daily_words(setting, step), MEDICINE, bold=True),)], medicine, step)
        for step in steps
    ]


def large_row(
    setting: Setting, first: Sequence[tuple[Words, ...]], medicine: SheetMedicine, stage: Stage
) -> Strip:
    """Dates, the words given, what to take, and the boxes."""
    block = setting.voice.text("steps.block")
    dates = Words(dates_in_a_line(setting, stage), BASE, bold=True)
    parts = dose_parts(setting, medicine, stage)
    texts: list[tuple[Words, ...]] = [(dates,), *first]
    texts += [(Words(f"{text[:1].upper()}{text[1:]}.", BASE),) for text in parts]
    paragraphs = [set_lines(runs, setting.page.column, block) for runs in texts]
    return boxed(setting, block, paragraphs, tick_days(stage, setting.head.made_on))


def boxed(setting: Setting, block: str, paragraphs: Sequence[Sequence[Line]], days: Sequence[date]) -> Strip:
    """Paragraphs over a row of boxes for each week, ruled off below."""
    text = sum(map(height_of, paragraphs))
    height = text + _BOXES.lines(days) * _BOX_ROW + 10

    def draw(pen: Pen, top: float) -> None:
        page, y = setting.page, top + 2
        for lines in paragraphs:
            y = draw_lines(pen, pen.root.add("P"), page.left, y, lines)
        if days:
            _BOXES.draw(pen, pen.root.add("P"), days, (page.left, y))
        pen.line((page.left, top + height - 1), (page.right, top + height - 1), 0.5)

    return Strip(block, height, draw, space=8)
