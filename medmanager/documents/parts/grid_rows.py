"""The rows of one medicine in the daily grid, in words: its name lines, its counts, and its dates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum

from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Words
from medmanager.documents.press.typesetting import BODY, COMPANION, NAME, Line, set_lines, tidy
from medmanager.documents.words.amounts import (
    display_name,
    form_words,
    forms_words,
    strength_and_form,
    strength_words,
)
from medmanager.documents.words.phrases import Said
from medmanager.domain.paper.sheets import SheetMedicine, Stage
from medmanager.domain.plan.dose import Slot, Strength

_FAR = 300
"""Days after which a date is written with its year."""

_PAST = 60
"""Days before the sheet of which a date without its year is taken for the next one."""


class Density(IntEnum):
    """How much room a medicine is given; type is the same in all of them."""

    SINGLE = 0
    FULL = 1
    COMPACT = 2
    TIGHT = 3
    """As compact, the brand left out where it would cost a line."""
    DENSE = 4

    @property
    def dated_rows(self) -> int:
        """Dated rows shown on the front; the rest stands at the back."""
        return 1 if self is Density.DENSE else 2


@dataclass(frozen=True, slots=True)
class CountRow:
    """A row with counts: label lines at the left, a count for each slot where something is taken."""

    label: tuple[Line, ...]
    counts: tuple[tuple[Slot, Decimal], ...]
    dated: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """A full-width line of words under the counts."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MedicineRows:
    """All rows of one medicine. `first` carries the name; its counts are empty where dates follow."""

    medicine: SheetMedicine
    first: CountRow
    more: tuple[CountRow | LineRow, ...]


class RowWriter:
    """Writes the rows of medicines for one density and one width of the medicine column."""

    def __init__(self, setting: Setting, density: Density, width: float, block: str) -> None:
        self._setting = setting
        self._density = density
        self._width = width
        self._block = block

    def rows(self, medicine: SheetMedicine, steps_page: str) -> MedicineRows:
        """The rows on a sheet of the head's day; `steps_page` is where the dated steps are told in full."""
        dated = medicine.dated_on(self._setting.head.made_on)
        stages = medicine.stages
        strengths = next((stage.strengths for stage in stages if stage.strengths), ())
        only = strengths[0] if len(strengths) == 1 else None
        name = self._name(medicine, only)
        if not dated and only is not None:
            return MedicineRows(medicine, CountRow(name, _counts(stages[0], only), dated=False), ())
        if not dated:
            parts = tuple(
                CountRow(self._strength_label(medicine, strength), _counts(stages[0], strength), dated=True)
                for strength in strengths
            )
            return MedicineRows(medicine, CountRow(name, (), dated=False), parts)
        more = self._dated(medicine, stages, only, steps_page)
        return MedicineRows(medicine, CountRow(name, (), dated=True), more)

    def _dated(
        self, medicine: SheetMedicine, stages: tuple[Stage, ...], only: Strength | None, steps_page: str
    ) -> tuple[CountRow | LineRow, ...]:
        rows: list[CountRow | LineRow] = []
        for position, stage in enumerate(stages):
            if stage.step is None and stage.end is None:
                rows.append(self._line("grid.then.stop", stage))
            elif position >= self._density.dated_rows:
                rows.append(self._then(medicine, stage, only, steps_page))
                break
            elif stage.step is None:
                key = "grid.pause.one" if stage.start == stage.end else "grid.pause"
                rows.append(self._line(key, stage))
            else:
                rows.extend(self._stage(medicine, stage, only))
        return tuple(rows)

    def _stage(self, medicine: SheetMedicine, stage: Stage, only: Strength | None) -> tuple[CountRow, ...]:
        """A row for each strength; only a stage of the one strength beside the name goes without it."""
        known = stage.strengths == (only,)
        return tuple(
            CountRow(
                self._dates(stage) + (() if known else self._strength_label(medicine, strength)),
                _counts(stage, strength),
                dated=True,
            )
            for strength in stage.strengths
        )

    def _then(self, medicine: SheetMedicine, stage: Stage, only: Strength | None, steps_page: str) -> LineRow:
        if stage.step is None:
            return self._line("grid.then.pause", stage, page=steps_page)
        strengths = stage.strengths
        if len(strengths) == 1 and strengths[0] != only:
            voice = self._setting.voice
            return self._line(
                "grid.then.strength",
                stage,
                strength=strength_words(strengths[0], medicine.form, voice),
                forms=forms_words(medicine.form, Decimal(2), voice),
                page=steps_page,
            )
        key = "grid.then.again" if _begins_again(medicine, stage) else "grid.then.dose"
        return self._line(key, stage, page=steps_page)

    def _line(self, key: str, stage: Stage, **values: object) -> LineRow:
        """A line of words about a stage, its days with their year where they are far."""
        voice, style = self._setting.voice, "full" if is_far(self._setting, stage) else "day"
        first, last = (voice.said_day(day, style) for day in (stage.start, stage.end or stage.start))
        runs = (Words(voice.text(key, d=first, a=first, b=last, **values), BODY, bold=True),)
        return LineRow(set_lines(runs, self._setting.page.column, self._block))

    def _dates(self, stage: Stage) -> tuple[Line, ...]:
        texts = date_lines(self._setting, stage)
        step = stage.step
        if step is not None and step.every_days > 1:
            texts = (*texts, self._setting.voice.text("dates.every", n=step.every_days))
        runs = [set_lines((Words(text, BODY, bold=True),), self._width - 6, self._block) for text in texts]
        if self._setting.bilingual and stage.end is not None and len(runs) == 2:
            short = Words(
                f"  {self._setting.voice.english('dates.to.short', d=stage.end)}", COMPANION, language="en"
            )
            if len(runs[1]) == 1 and runs[1][0].width + short.width <= self._width - 6:
                runs[1] = (Line((*runs[1][0].runs, short)),)
        return tuple(line for lines in runs for line in lines)

    def _strength_label(self, medicine: SheetMedicine, strength: Strength) -> tuple[Line, ...]:
        words = strength_and_form(strength, medicine.form, self._setting.voice).text
        return set_lines((Words(words, BODY, bold=True),), self._width - 6, self._block)

    def _name(self, medicine: SheetMedicine, only: Strength | None) -> tuple[Line, ...]:
        wide = self._density <= Density.FULL
        if self._setting.bilingual:
            return self._name_bilingual(medicine, only, wide)
        return self._name_wide(medicine, only) if wide else self._name_compact(medicine, only)

    def _name_wide(self, medicine: SheetMedicine, only: Strength | None) -> tuple[Line, ...]:
        """Three lines: name and brand, strength and form, purpose and directions."""
        name, brand = display_name(tidy(medicine.name), medicine.form), tidy(medicine.brand)
        full = self._bold(f"{name} ({brand})" if brand else name)
        beside = ""
        if len(full) > 2 and brand:
            full, beside = self._bold(name), brand
        strength = self._bold(self._strength_and_form(medicine, only))
        return (*full, *strength, *self._body(_sentence([beside], self._purpose(medicine))))

    def _name_compact(self, medicine: SheetMedicine, only: Strength | None) -> tuple[Line, ...]:
        """Two lines: name, strength and form; brand, purpose and directions."""
        name = display_name(tidy(medicine.name), medicine.form)
        first = self._bold(f"{name} {self._strength_and_form(medicine, only)}")
        return (*first, *self._with_brand([tidy(medicine.brand)], self._purpose(medicine)))

    def _with_brand(self, brand: list[str], rest: str) -> tuple[Line, ...]:
        """The body with the brand before it, unless room is short and the brand costs a line."""
        full, plain = self._body(_sentence(brand, rest)), self._body(rest)
        return plain if self._density >= Density.TIGHT and len(plain) < len(full) else full

    def _name_bilingual(self, medicine: SheetMedicine, only: Strength | None, wide: bool) -> tuple[Line, ...]:
        """The name as on the bottle, then the patient's language, then one English line."""
        voice, form = self._setting.voice, form_words(medicine.form, self._setting.voice)
        name, brand = display_name(tidy(medicine.name), medicine.form), tidy(medicine.brand)
        strength = strength_words(only, medicine.form, voice).text if only else ""
        first = self._bold(
            " ".join(part for part in (name, f"({brand})" if brand and wide else "", strength) if part)
        )
        purpose = voice.own(medicine.purpose)
        directions = [voice.own(sentence) for sentence in medicine.directions]
        own = [_sentence([form.text, purpose.text]), " ".join(said.text for said in directions)]
        lines = (
            (*self._body(own[0]), *self._body(own[1])) if wide else self._with_brand([brand], _joined(own))
        )
        english = _joined(
            [_sentence([form.english, purpose.english]), " ".join(said.english for said in directions)]
        )
        companion = set_lines((Words(english, COMPANION, language="en"),), self._width - 6, self._block)
        return (*first, *lines, *companion)

    def _strength_and_form(self, medicine: SheetMedicine, only: Strength | None) -> str:
        voice = self._setting.voice
        said = strength_and_form(only, medicine.form, voice) if only else form_words(medicine.form, voice)
        return said.text

    def _purpose(self, medicine: SheetMedicine) -> str:
        """ "for mood swings. Swallow it whole." """
        voice = self._setting.voice
        return _joined(
            [voice.own(medicine.purpose).text, " ".join(voice.own(s).text for s in medicine.directions)]
        )

    def _bold(self, text: str) -> tuple[Line, ...]:
        return set_lines((Words(text, NAME, bold=True),), self._width - 6, self._block)

    def _body(self, text: str) -> tuple[Line, ...]:
        return set_lines((Words(text, BODY),), self._width - 6, self._block) if text else ()


def _begins_again(medicine: SheetMedicine, stage: Stage) -> bool:
    """Whether it is taken after a pause as it was before it."""
    before = [one.step for one in medicine.stages if one.step and one.start < stage.start]
    return bool(before) and stage.step is not None and before[-1].taken == stage.step.taken


def date_lines(setting: Setting, stage: Stage) -> tuple[str, ...]:
    """The dates of a stage as lines of a label: "Tuesday, November 24" and "to Monday, December 7"."""
    voice, made = setting.voice, setting.head.made_on
    style = ".full" if is_far(setting, stage) else ""
    if stage.end is None:
        return (voice.text(f"dates.from{style}", d=stage.start),)
    if stage.end == made:
        return (voice.text("dates.today", d=made),)
    if stage.start < made:
        return (voice.text(f"dates.until{style}", d=stage.end),)
    if stage.end == stage.start:
        return (voice.text(f"dates.one{style}", d=stage.start),)
    return voice.text(f"dates.first{style}", d=stage.start), voice.text(f"dates.to{style}", d=stage.end)


def is_far(setting: Setting, stage: Stage) -> bool:
    """Whether its dates need their year."""
    return any((on - setting.head.made_on).days > _FAR for on in (stage.start, stage.end) if on is not None)


def told_day(setting: Setting, day: date) -> Said:
    """A day within a sentence, with its year where it could be taken for the same day of another one."""
    return setting.voice.said_day(day, "full" if needs_year(setting, day) else "day")


def needs_year(setting: Setting, day: date) -> bool:
    """Whether a day is far from the sheet's, ahead or gone."""
    return not -_PAST <= (day - setting.head.made_on).days <= _FAR


def _counts(stage: Stage, strength: Strength) -> tuple[tuple[Slot, Decimal], ...]:
    return tuple((slot, count) for slot in Slot if (count := stage.count(strength, slot)))


def _sentence(beginnings: list[str], rest: str = "") -> str:
    """Parts with commas between, empty ones left out; a sentence of its own follows a full stop."""
    found = ""
    for part in (*beginnings, rest):
        between = "" if not found or not part else ". " if part[0].isupper() else ", "
        found += f"{between}{part}"
    return found


def _joined(parts: list[str]) -> str:
    """Sentences after one another; the first is given its full stop."""
    filled = [part for part in parts if part]
    if len(filled) > 1 and not filled[0].endswith((".", "?", "!", ")")):
        filled[0] += "."
    return " ".join(filled)
