"""Large print, first page: one band for each time of day at which something is taken."""

from dataclasses import dataclass
from decimal import Decimal

from medmanager.documents.parts.grid_rows import date_lines, is_far
from medmanager.documents.parts.large_setting import BASE, COUNT, HEAD, MEDICINE
from medmanager.documents.plan.front import PageNumbers
from medmanager.documents.press.flow import Draw, Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_slot
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import Line, draw_lines, height_of, leading, set_lines, tidy
from medmanager.documents.words.amounts import (
    BigCount,
    big_count,
    count_words,
    display_name,
    form_words,
    forms_words,
    strength_words,
)
from medmanager.documents.words.phrases import Voice
from medmanager.domain.paper.sheets import PlanSheet, SheetMedicine, Stage
from medmanager.domain.plan.dose import Form, Slot, Strength

_BAND, _CLOSE_BAND = 38.0, 35.0
"""Height of the head of a time of day; where the medicines go on over a page."""
_WORD_LEFT = 48.0
_NAME_LEFT = 86.0
_ROW_PAD, _CLOSE_PAD = 7.0, 4.0
"""White around the words of a row, likewise."""
_BASE, _BRIEF_BASE = 38.0, 34.0
"""From the top of a row to the foot of its numeral."""
_BRIEF = 34.0
"""Height of a numeral beside a name alone."""


@dataclass(frozen=True, slots=True)
class Dose:
    """One count of one medicine at one time, on the stage that comes first."""

    medicine: SheetMedicine
    stage: Stage
    strength: Strength
    count: Decimal
    page: str


def band_strips(setting: Setting, sheet: PlanSheet, numbers: PageNumbers, *, brief: bool) -> list[Strip]:
    """A head and one strip for each medicine of the band; a time with nothing to take is left out.

    `brief` tells what a medicine is for only at its first time of day, and sets the rows closer.
    """
    strips: list[Strip] = []
    told: set[int] = set()
    for slot in Slot:
        doses = _doses(sheet, slot, numbers)
        band = _Band(setting, slot, _CLOSE_BAND if brief else _BAND)
        rows = [_DoseRow(setting, band, dose, close=brief, again=id(dose.medicine) in told) for dose in doses]
        told |= {id(dose.medicine) for dose in doses}
        if rows:
            strips.append(Strip(band.title, band.height, band.draw, space=6, keep=True))
            strips += [
                Strip(band.title, row.height, row.drawing(last=row is rows[-1]), again=(band.again,))
                for row in rows
            ]
    return strips


def _doses(sheet: PlanSheet, slot: Slot, numbers: PageNumbers) -> list[Dose]:
    found = []
    for medicine, page in zip(sheet.daily, numbers.of_steps, strict=True):
        stage = next(stage for stage in medicine.stages if stage.step is not None)
        for strength in stage.strengths:
            if count := stage.count(strength, slot):
                found.append(Dose(medicine, stage, strength, count, page))
    return found


class _Band:
    """Picture and word of a time of day over a rule."""

    def __init__(self, setting: Setting, slot: Slot, height: float) -> None:
        self._setting = setting
        self._slot = slot
        self.height = height
        self.title = setting.voice.text(f"slot.{slot}")
        self.table = Node("L")

    @property
    def again(self) -> Strip:
        return Strip(self.title, self.height, self._draw_again)

    def draw(self, pen: Pen, top: float) -> None:
        self._draw_on(pen, pen.root.add("H2"), top)
        pen.root.adopt(self.table)

    def _draw_again(self, pen: Pen, top: float) -> None:
        self._draw_on(pen, None, top)

    def _draw_on(self, pen: Pen, node: Node | None, top: float) -> None:
        page = self._setting.page
        radius, bottom = self.height / 2, top + self.height
        draw_slot(pen, self._slot, (page.left + radius, top + radius + 1), radius)
        pen.write(node, page.left + _WORD_LEFT, bottom - 11, Words(self.title, HEAD, bold=True))
        pen.line((page.left + _WORD_LEFT, bottom - 1), (page.right, bottom - 1), 0.75)


class _DoseRow:
    """The count at the left, large; the medicine, what it is for and its dates at the right."""

    def __init__(self, setting: Setting, band: _Band, dose: Dose, *, close: bool, again: bool) -> None:
        self._setting = setting
        self._band = band
        self._brief = close and again
        self._pad = _CLOSE_PAD if close else _ROW_PAD
        big = big_count(dose.count, dose.medicine.form, setting.voice)
        self._count = Words(big.big, 26.0 if big.spelled else COUNT, bold=True)
        self._half = Words(
            setting.voice.text("large.and_half", half=big.half) if big.half else "", BASE, bold=True
        )
        self._left = max(_NAME_LEFT, _WORD_LEFT + max(self._count.width, self._half.width) + 14)
        self._lines = tuple(self._written(dose, big))

    def _written(self, dose: Dose, big: BigCount) -> list[Line]:
        voice, medicine = self._setting.voice, dose.medicine
        name = display_name(tidy(medicine.name), medicine.form)
        strength = strength_words(dose.strength, medicine.form, voice).text
        lines = [*self._set(f"{name} {strength} {_form(dose, voice)}", MEDICINE, bold=True)]
        if dose.count % 1 and medicine.form is not Form.LIQUID:
            lines += self._set(f"{count_words(dose.count, medicine.form, voice).text}.", BASE, bold=True)
        if not self._brief:
            lines += self._set(self._told(medicine), BASE)
        return [*lines, *self._set(self._dates(dose), BASE, bold=True)]

    def _told(self, medicine: SheetMedicine) -> str:
        """What it is for, that it is new, and how to take it."""
        voice = self._setting.voice
        words = [voice.own(part).text for part in (medicine.purpose, *medicine.directions) if part]
        if medicine.tag is not None:
            words.insert(1 if medicine.purpose else 0, voice.text(f"tag.{medicine.tag}"))
        sentences = " ".join(word if word.endswith((".", "?", "!", ")")) else f"{word}." for word in words)
        return sentences.removesuffix(".") if len(words) == 1 and medicine.purpose else sentences

    def _dates(self, dose: Dose) -> str:
        """From when to when and how often; "" of what is taken every day and goes on."""
        medicine, stage, setting, voice = dose.medicine, dose.stage, self._setting, self._setting.voice
        if not medicine.dated_on(setting.head.made_on):
            return ""
        every = stage.step.every_days if stage.step is not None else 1
        often = [f"{voice.text('dates.every', n=every)}."] if every > 1 else []
        began, far = stage.start < setting.head.made_on and not often, is_far(setting, stage)
        if stage.end is None:
            return " ".join([*([] if began else [f"{date_lines(setting, stage)[0]}."]), *often])
        when = voice.text("large.until", d=stage.end)
        if not began or far:
            when = f"{' '.join(date_lines(setting, stage))}."
        stops = not any(later.start > stage.start and later.step for later in medicine.stages)
        then = voice.text("large.then.stop") if stops else voice.text("large.see", page=dose.page)
        return " ".join([when, *often, then])

    def _set(self, text: str, size: float, *, bold: bool = False) -> tuple[Line, ...]:
        if not text:
            return ()
        return set_lines(
            (Words(text, size, bold=bold),), self._setting.page.column - self._left, self._band.title
        )

    @property
    def height(self) -> float:
        """Of what is told; a brief row is no higher than its numeral and what stands above and below it."""
        count = (_BRIEF if self._brief else COUNT * 1.1) + (leading(BASE) if self._half.text else 0)
        return max(height_of(self._lines), count) + self._pad

    @property
    def _base(self) -> float:
        """From the top of the row to the line on which the numeral stands."""
        return _BRIEF_BASE if self._brief else _BASE

    def drawing(self, *, last: bool) -> Draw:
        """Draws the row; the last one of its band closes it with a heavier rule."""

        def draw(pen: Pen, top: float) -> None:
            page, body = self._setting.page, self._band.table.add("LI").add("LBody")
            pen.write(body, page.left + _WORD_LEFT, top + self._base, self._count)
            if self._half.text:
                pen.write(body, page.left + _WORD_LEFT, top + self._base + leading(BASE), self._half)
            alone = self._brief and len(self._lines) == 1
            down = (self.height - height_of(self._lines)) / 2 - 1 if alone else 1
            draw_lines(pen, body, page.left + self._left, top + down, self._lines)
            y = top + self.height - 1
            pen.line((page.left + (0 if last else _WORD_LEFT), y), (page.right, y), 1.5 if last else 0.75)

        return draw


def _form(dose: Dose, voice: Voice) -> str:
    """The form in the number of the count; liquids and dissolving tablets keep their own word."""
    if dose.medicine.form in (Form.LIQUID, Form.SPRAY):
        return form_words(dose.medicine.form, voice).text
    return forms_words(dose.medicine.form, dose.count if dose.count > 1 else Decimal(1), voice).text
