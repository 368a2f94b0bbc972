"""Back of the plan: a medicine's dated steps as a table with tick boxes, ending in what comes after."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from medmanager.documents.amounts import (
    big_count,
    display_name,
    dose_words,
    strength_and_form,
    strength_words,
)
from medmanager.documents.calendar_words import number
from medmanager.documents.flow import Strip
from medmanager.documents.frame import LongTitle
from medmanager.documents.grid_rows import date_lines
from medmanager.documents.page import Setting
from medmanager.documents.pen import Pen, Words
from medmanager.documents.phrases import Said
from medmanager.documents.pictograms import draw_change, draw_slot, draw_tick_box
from medmanager.documents.structure import Node
from medmanager.documents.typesetting import (
    BODY,
    NAME,
    Line,
    baseline,
    draw_lines,
    height_of,
    set_lines,
    tidy,
)
from medmanager.domain.plan import Slot, Strength
from medmanager.domain.plan_changes import ChangeKind
from medmanager.domain.sheets import SheetMedicine, Stage

_TABLET = 158.0
_COUNT = 270.0
_BOX = 14.0
_BOX_ROW = 30.0
_WEEK = 7
_MOST_BOXES = 28
_HEAD = 22.0
_PAD = 8.0
_ICON = 20.0
_FRAME = 2.0


@dataclass(frozen=True, slots=True)
class _CountLine:
    """One count of a row: at which time, the numeral, the words beside it."""

    slot: Slot | None
    big: Words
    rest: tuple[Line, ...]

    @property
    def height(self) -> float:
        return max(self.big.size * 1.15, height_of(self.rest))


@dataclass(frozen=True, slots=True)
class _Row:
    """One stage, ready to be drawn."""

    dates: tuple[Line, ...]
    tablets: tuple[Line, ...]
    counts: tuple[_CountLine, ...]
    boxes: tuple[date, ...]
    after: tuple[Line, ...]
    final: bool
    stop: bool = False

    @property
    def height(self) -> float:
        weeks = -(-len(self.boxes) // _WEEK)
        text = max(height_of(self.dates), height_of(self.tablets), height_of(self.after))
        counts = sum(count.height for count in self.counts)
        return max(text + _PAD, counts + _PAD, weeks * _BOX_ROW + 8)


class StepsBlock:
    """The steps of one medicine. No step is ever left out; a row never splits across pages."""

    def __init__(self, setting: Setting, medicine: SheetMedicine) -> None:
        self._setting = setting
        self._medicine = medicine
        self._only_slot = _only_slot(medicine)
        self._said = self._title()
        self._heading = LongTitle(setting, self._said)
        self._table = Node("Table")
        self._pitch = min(28.0, (setting.page.column - 358 - _BOX) / 6) if self._only_slot else 25.0
        self._boxes_left = setting.page.column - 4 - _BOX - 6 * self._pitch
        made = setting.head.made_on
        stages = [stage for stage in medicine.stages if stage.end is None or stage.end >= made]
        self._rows = tuple(self._row(stage, stages) for stage in stages)

    def strips(self, mark: str) -> tuple[Strip, ...]:
        """Title, head and one strip for each stage; `mark` names the title's page."""
        again = Strip(self._said.text, _HEAD, self._draw_head_again)
        title = Strip(
            self._said.text, self._heading.height, self._heading.draw, space=8, keep=True, mark=mark
        )
        head = Strip(self._said.text, _HEAD, self._draw_head, keep=True)
        rows = [
            Strip(self._said.text, row.height, _RowDrawing(self, row, last).draw, again=(again,))
            for row, last in zip(self._rows, self._last_of_dates(), strict=True)
        ]
        return (title, head, *rows)

    def _last_of_dates(self) -> list[bool]:
        """Whether no dotted line follows a row: the framed row draws its own edge."""
        following = [*self._rows[1:], None]
        return [row is None or row.final for row in following]

    def _title(self) -> Said:
        name = display_name(tidy(self._medicine.name), self._medicine.form)
        brand = f" ({tidy(self._medicine.brand)})" if self._medicine.brand else ""
        doses = [stage.step.daily_dose if stage.step else Decimal(0) for stage in self._medicine.stages]
        way = "up" if doses == sorted(doses) else "down" if doses == sorted(doses, reverse=True) else "change"
        said = self._setting.voice.say(f"steps.{way}", m=f"{name}{brand}")
        return Said(said.text, self._setting.voice.english(f"steps.{way}.short"))

    def _row(self, stage: Stage, stages: list[Stage]) -> _Row:
        final = stage.end is None
        if stage.step is None:
            return self._empty_row(stage, final)
        return _Row(
            self._set(date_texts(self._setting, stage, final), _TABLET - (12 if final else 6), bold=True),
            self._tablet_lines(stage),
            self._count_lines(stage),
            () if final else boxes(stage, self._setting.head.made_on),
            self._after(stage, stages) if final else self._long(stage),
            final,
        )

    def _empty_row(self, stage: Stage, final: bool) -> _Row:
        voice = self._setting.voice
        dates = self._set(date_texts(self._setting, stage, final), _TABLET - (12 if final else 6), bold=True)
        if not final:
            return _Row(
                dates, self._set((voice.text("steps.none"),), 150, bold=True), (), (), (), final=False
            )
        name = display_name(tidy(self._medicine.name), self._medicine.form)
        said = (
            Words(voice.text("steps.stop"), NAME, bold=True),
            Words(f" {voice.text('steps.stop.m', m=name)}", NAME),
        )
        after = set_lines(said, self._setting.page.column - _TABLET - 36, self._said.text)
        return _Row(dates, (), (), (), after, final=True, stop=True)

    def _tablet_lines(self, stage: Stage) -> tuple[Line, ...]:
        voice, form, step = self._setting.voice, self._medicine.form, stage.step
        if step is None:
            return ()
        bold = [strength_and_form(strength, form, voice).text for strength in stage.strengths]
        dose = voice.text("steps.in_one_day", dose=dose_words(step.daily_dose, step.unit))
        width = _COUNT - _TABLET - 4
        return (*self._set(tuple(bold), width, bold=True), *self._set((dose,), width, bold=False))

    def _count_lines(self, stage: Stage) -> tuple[_CountLine, ...]:
        found = []
        for strength in stage.strengths:
            for slot in Slot:
                if count := stage.count(strength, slot):
                    found.append(
                        self._count_line(slot, count, strength if len(stage.strengths) > 1 else None)
                    )
        return tuple(found)

    def _count_line(self, slot: Slot, count: Decimal, of_strength: Strength | None) -> _CountLine:
        voice, form = self._setting.voice, self._medicine.form
        big = big_count(count, form, voice)
        size = 20.0 if big.spelled or self._only_slot is None else 26.0
        numeral = Words(big.big, size, bold=True)
        rest = [big.rest]
        if of_strength is not None:
            rest = [voice.text("steps.of", forms=big.rest, strength=strength_words(of_strength, form, voice))]
        if self._only_slot is None:
            rest.append(voice.text(f"slot.{slot}"))
        taken = _COUNT + (_ICON if self._only_slot is None else 0) + numeral.width + 5
        lines = self._set(tuple(rest), self._boxes_left - taken - 6, bold=False)
        return _CountLine(None if self._only_slot else slot, numeral, lines)

    def _long(self, stage: Stage) -> tuple[Line, ...]:
        """A step too long for tick boxes says how long it is."""
        if stage.end is None or boxes(stage, self._setting.head.made_on):
            return ()
        days = (stage.end - max(stage.start, self._setting.head.made_on)).days + 1
        return self._set((self._setting.voice.text("steps.days", n=days),), 170, bold=False)

    def _after(self, stage: Stage, stages: list[Stage]) -> tuple[Line, ...]:
        voice, form = self._setting.voice, self._medicine.form
        counts = [
            count for strength in stage.strengths for slot in Slot if (count := stage.count(strength, slot))
        ]
        keep = voice.text("steps.keep.dose")
        if len(counts) == 1 and counts[0] == counts[0].to_integral_value():
            keep = voice.text("steps.keep", n=number(counts[0]))
        gone = {strength for earlier in stages for strength in earlier.strengths} - set(stage.strengths)
        away = [
            voice.text("steps.away", strength=strength_words(strength, form, voice))
            for strength in sorted(gone, key=lambda strength: strength.amount)
        ]
        width = self._setting.page.column - self._boxes_left - 10
        return (*self._set((keep,), width, bold=True), *self._set(tuple(away), width, bold=False))

    def _set(self, texts: tuple[str, ...], width: float, *, bold: bool) -> tuple[Line, ...]:
        return tuple(
            line
            for text in texts
            for line in set_lines((Words(text, BODY, bold=bold),), width, self._said.text)
        )

    def _draw_head(self, pen: Pen, top: float) -> None:
        pen.root.adopt(self._table)
        self._draw_cells(pen, self._table.add("TR"), top)

    def _draw_head_again(self, pen: Pen, top: float) -> None:
        self._draw_cells(pen, None, top)

    def _draw_cells(self, pen: Pen, row: Node | None, top: float) -> None:
        voice, left = self._setting.voice, self._setting.page.left
        when = voice.text("steps.when") if self._only_slot is None else voice.text(f"slot.{self._only_slot}")
        columns = (
            (0.0, voice.text("steps.dates")),
            (_TABLET, voice.text("steps.form")),
            (_COUNT + (_ICON if self._only_slot else 0), when),
            (self._boxes_left, voice.text("steps.tick")),
        )
        if self._only_slot is not None:
            draw_slot(pen, self._only_slot, (left + _COUNT + 7, top + 10), 8)
        for x, text in columns:
            cell = row.add("TH", scope="Column") if row else None
            pen.write(cell, left + x, top + 15, Words(text, BODY, bold=True))
        pen.line((left, top + _HEAD - 1), (self._setting.page.right, top + _HEAD - 1), 0.5)

    @property
    def title(self) -> str:
        return self._said.text

    @property
    def setting(self) -> Setting:
        return self._setting

    @property
    def table(self) -> Node:
        return self._table

    @property
    def boxes_left(self) -> float:
        return self._boxes_left

    @property
    def pitch(self) -> float:
        return self._pitch


class _RowDrawing:
    """Draws one stage."""

    def __init__(self, block: StepsBlock, row: _Row, last: bool) -> None:
        self._block = block
        self._row = row
        self._last = last

    def draw(self, pen: Pen, top: float) -> None:
        page, row, node = self._block.setting.page, self._row, self._block.table.add("TR")
        inset = 4 if row.final else 0
        middle = top + row.height / 2
        draw_lines(
            pen, node.add("TH", scope="Row"), page.left + inset, middle - height_of(row.dates) / 2, row.dates
        )
        if row.stop:
            draw_change(pen, ChangeKind.STOP, (page.left + _TABLET + 8, middle), 8)
            cell = node.add("TD", span=3)
            draw_lines(pen, cell, page.left + _TABLET + 26, middle - height_of(row.after) / 2, row.after)
        else:
            self._draw_cells(pen, node, top)
        self._draw_edge(pen, top)

    def _draw_cells(self, pen: Pen, node: Node, top: float) -> None:
        page, row = self._block.setting.page, self._row
        middle = top + row.height / 2
        cell = node.add("TD")
        draw_lines(pen, cell, page.left + _TABLET, middle - height_of(row.tablets) / 2, row.tablets)
        self._draw_counts(pen, node.add("TD"), middle - sum(count.height for count in row.counts) / 2)
        last = node.add("TD")
        self._draw_boxes(pen, last, top + 4)
        draw_lines(
            pen, last, page.left + self._block.boxes_left + 4, middle - height_of(row.after) / 2, row.after
        )

    def _draw_counts(self, pen: Pen, node: Node, y: float) -> None:
        for count in self._row.counts:
            x, middle = self._block.setting.page.left + _COUNT, y + count.height / 2
            if count.slot is not None:
                draw_slot(pen, count.slot, (x + 7, middle), 8)
                x += _ICON
            end = pen.write(node, x, middle + count.big.size * 0.36, count.big)
            rest_top = middle - height_of(count.rest) / 2
            if len(count.rest) == 1:
                rest_top = middle + count.big.size * 0.36 - baseline(count.rest[0])
            draw_lines(pen, node, end + 5, rest_top, count.rest)
            y += count.height

    def _draw_boxes(self, pen: Pen, node: Node, top: float) -> None:
        for position, day in enumerate(self._row.boxes):
            x = (
                self._block.setting.page.left
                + self._block.boxes_left
                + (position % _WEEK) * self._block.pitch
            )
            y = top + (position // _WEEK) * _BOX_ROW
            words = Words(str(day.day))
            pen.write(node, x + _BOX / 2 - words.width / 2, y + 11, words)
            draw_tick_box(pen, (x, y + 14), _BOX)

    def _draw_edge(self, pen: Pen, top: float) -> None:
        page, bottom = self._block.setting.page, top + self._row.height
        if self._row.final:
            pen.frame((page.left, top), (page.column, self._row.height), _FRAME, radius=0)
        elif not self._last:
            pen.line((page.left, bottom), (page.right, bottom), 0.5, (1, 2))


def boxes(stage: Stage, made: date) -> tuple[date, ...]:
    """The days with a tick box: those on which it is taken, from the sheet's day on; none for long steps."""
    if stage.end is None or stage.step is None:
        return ()
    every = stage.step.every_days
    days = [stage.start + timedelta(days=n) for n in range(0, (stage.end - stage.start).days + 1, every)]
    ahead = tuple(day for day in days if day >= made)
    return ahead if len(ahead) <= _MOST_BOXES else ()


def date_texts(setting: Setting, stage: Stage, final: bool) -> tuple[str, ...]:
    """The dates of a row; the last one carries its year."""
    if final:
        return (setting.voice.text("dates.from.full", d=stage.start),)
    return date_lines(setting, stage)


def _only_slot(medicine: SheetMedicine) -> Slot | None:
    """The one time of day of all steps; None where there are several, or several strengths at once."""
    slots = {tablet.slot for step in medicine.steps for tablet in step.tablets}
    if len(slots) != 1 or any(len(stage.strengths) > 1 for stage in medicine.stages):
        return None
    return next(iter(slots))
