"""Medicines of the fail-safe sheet: a row for each strength, counts at each time, and the last change."""

from collections.abc import Iterator

from medmanager.documents.parts.table_head import TableHead, column_head
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.safe_words import safe
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import NAME, Line, draw_centred, draw_lines, height_of, set_lines
from medmanager.documents.words.amounts import display_name, dose_words, form_words, strength_words
from medmanager.documents.words.calendar_words import number
from medmanager.domain.paper.fail_safe_sheet import FailSafeMedicine, FailSafeRow, FailSafeSheet
from medmanager.domain.plan.dose import Slot

SMALL, DRUG, COUNT = 10.0, 11.0, 14.0
_NAME_WIDE, _SLOT_WIDE, _DAY_WIDE = 164.0, 37.0, 66.0
_PAD = 5.0


class MedicineTable:
    """The head, then strips that never split; a page that begins with one repeats the head."""

    def __init__(self, setting: Setting, sheet: FailSafeSheet) -> None:
        self.setting, self._sheet = setting, sheet
        self.table = Node("Table")
        left = setting.page.left
        self._slots = left + _NAME_WIDE
        self._day = self._slots + 4 * _SLOT_WIDE + 6
        self._since = self._day + _DAY_WIDE
        self.block = setting.voice.text("failsafe.active", n=len(sheet.medicines))

    def strips(self) -> Iterator[Strip]:
        """Head and rows."""
        head = TableHead(self.block, 21, self.table, self._draw_head)
        yield head.strip(space=4)
        for medicine in self._sheet.medicines:
            rows = medicine.rows or (None,)
            for place, row in enumerate(rows):
                strip = _Row(self, medicine, row, first=place == 0)
                keep = place < len(rows) - 1
                yield Strip(self.block, strip.height, strip.draw, again=(head.again,), keep=keep)

    def _draw_head(self, pen: Pen, row: Node | None, top: float) -> None:
        voice, page = self.setting.voice, self.setting.page
        first = column_head(row)
        title = first.add("H2") if first else None
        pen.write(title, page.left, top + 14.5, Words(self.block, NAME, bold=True))
        for place, slot in enumerate(Slot):
            word = Words(voice.text(f"failsafe.{slot}"), SMALL, bold=True)
            pen.write(column_head(row), self.centre(place) - word.width / 2, top + 14, word)
        for x, key in ((self._day, "failsafe.daily"), (self._since, "failsafe.since")):
            pen.write(column_head(row), x, top + 14, Words(voice.text(key), SMALL, bold=True))
        pen.line((page.left, top + 19.5), (page.right, top + 19.5), 1.5)

    def centre(self, place: int) -> float:
        """The middle of a time of day's column."""
        return self._slots + (place + 0.5) * _SLOT_WIDE

    @property
    def places(self) -> tuple[float, float]:
        """The left edges of the columns for the dose of a day and for its history."""
        return self._day, self._since


class _Row:
    """One strength of a medicine; the first one tells the dose of the day and its history."""

    def __init__(
        self, table: MedicineTable, medicine: FailSafeMedicine, row: FailSafeRow | None, *, first: bool
    ) -> None:
        self._table, self._medicine, self._row = table, medicine, row
        block, page = table.block, table.setting.page
        self._name = set_lines((Words(self._name_words(), DRUG, bold=True),), _NAME_WIDE - 6, block)
        daily = self._daily() if first else ""
        self._daily_lines = set_lines((Words(daily, SMALL),), _DAY_WIDE - 4, block) if daily else ()
        since = safe(" ".join(self._since())) if first else ""
        wide = page.right - table.places[1]
        self._since_lines = set_lines((Words(since, SMALL),), wide, block) if since else ()

    @property
    def height(self) -> float:
        return (
            max(height_of(self._name), height_of(self._daily_lines), height_of(self._since_lines), 17) + _PAD
        )

    def draw(self, pen: Pen, top: float) -> None:
        page, row = self._table.setting.page, self._table.table.add("TR")
        day, since = self._table.places
        draw_lines(pen, row.add("TH", scope="Row"), page.left, top + 2, self._name)
        counts = dict(self._row.counts) if self._row else {}
        for place, slot in enumerate(Slot):
            cell = row.add("TD")
            if slot in counts:
                word = Line((Words(number(counts[slot]), COUNT, bold=True),))
                draw_centred(pen, cell, self._table.centre(place), top + 1, (word,))
        draw_lines(pen, row.add("TD"), day, top + 3, self._daily_lines)
        draw_lines(pen, row.add("TD"), since, top + 3, self._since_lines)
        pen.line((page.left, top + self.height), (page.right, top + self.height), 0.5)

    def _name_words(self) -> str:
        name = safe(display_name(self._medicine.name, self._medicine.form))
        if self._row is None:
            return name
        voice, form = self._table.setting.voice, self._medicine.form
        strength = strength_words(self._row.strength, form, voice).text
        return f"{name} {strength} {form_words(form, voice).text}"

    def _daily(self) -> str:
        voice, medicine = self._table.setting.voice, self._medicine
        if not medicine.rows:
            return voice.text("failsafe.paused")
        dose = dose_words(medicine.daily, medicine.unit)
        if medicine.every_days > 1:
            return f"{dose}, {voice.text('failsafe.every', n=medicine.every_days)}"
        return dose

    def _since(self) -> Iterator[str]:
        voice, medicine = self._table.setting.voice, self._medicine
        if medicine.starts_later:
            yield voice.text("failsafe.starts", d=medicine.since)
        elif medicine.before is None:
            yield f"{voice.text('failsafe.since.first', d=medicine.since)}."
        else:
            before = dose_words(medicine.before, medicine.unit or "mg")
            yield f"{voice.text('failsafe.since.from', d=medicine.since, dose=before)}."
        if medicine.next_on is not None:
            yield voice.text("failsafe.next", d=medicine.next_on)
        if medicine.why:
            yield _sentence(medicine.why)
        if medicine.changes_on:
            yield voice.text("failsafe.changes", d=medicine.changes_on)
        if medicine.prescriber:
            yield _sentence(medicine.prescriber)


def _sentence(text: str) -> str:
    plain = " ".join(text.split())
    return plain if plain.endswith((".", "?", "!")) else f"{plain}."
