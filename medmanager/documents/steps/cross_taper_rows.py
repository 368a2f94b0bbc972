"""The table of a cross-taper: a row for each span of dates, with what is taken of each medicine."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from medmanager.documents.parts.grid_rows import date_lines, told_day
from medmanager.documents.parts.table_head import TableHead, column_head
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_change, draw_slot
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import (
    BODY,
    NAME,
    Line,
    draw_lines,
    height_of,
    set_lines,
    set_texts,
)
from medmanager.documents.steps.day_boxes import WEEK, DayBox, DayBoxes
from medmanager.documents.steps.dose_cells import CountCell, count_cell, draw_tablets
from medmanager.documents.steps.dose_words import dose_of, dose_parts, name_of, named, pairs_of
from medmanager.documents.steps.words import tick_days
from medmanager.documents.words.amounts import strength_and_form
from medmanager.domain.paper.sheets import SheetMedicine, Stage
from medmanager.domain.paper.steps import CrossTaperSheet, PairStage
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import Slot, Strength

_DATES = (158.0, 174.0)
"""Least and most width of the dates."""
_LEAST_HALF = 178.0
"""Width of a medicine's half that seven boxes need."""
_PAD = 6.0
_BOX = 15.0
_BOX_ROW = 31.0


def stage_of(stage: PairStage, coming: bool) -> Stage:
    """One medicine's part of a row, with the row's own dates."""
    found = stage.coming if coming else stage.leaving
    return Stage(stage.start, stage.end, found.step)


def stages_of(stages: tuple[PairStage, ...], coming: bool) -> list[Stage]:
    """One medicine's part of each row."""
    return [stage_of(stage, coming) for stage in stages]


def washout_words(setting: Setting, stage: PairStage) -> str:
    """That neither medicine is taken, and when."""
    key = "cross.washout.one" if stage.start == stage.end else "cross.washout"
    first, last = (told_day(setting, day) for day in (stage.start, stage.end or stage.start))
    return setting.voice.text(key, a=first, b=last)


def none_words(setting: Setting, medicine: SheetMedicine, stage: Stage, *, coming: bool) -> str:
    """Why a side is empty: not yet, a break, or over."""
    voice = setting.voice
    if coming and medicine.steps[0].start > stage.start:
        return voice.text("cross.not_yet")
    if not coming and medicine.stages[-1].start <= stage.start:
        return voice.text("cross.stopped")
    return voice.text("steps.none")


@dataclass(frozen=True, slots=True)
class _Panel:
    """One medicine's half of the table."""

    medicine: SheetMedicine
    coming: bool
    left: float
    width: float
    pairs: tuple[tuple[Slot, Strength], ...]
    way: str


class PairRows:
    """The table: dates, the new medicine, the old one; the head is repeated on each page."""

    def __init__(self, setting: Setting, sheet: CrossTaperSheet, stages: tuple[PairStage, ...]) -> None:
        page = setting.page
        told = (text for stage in stages[:-1] for text in date_lines(setting, stage_of(stage, coming=True)))
        wanted = max((Words(text, BODY, bold=True).width for text in told), default=0) + 8
        least, most = _DATES
        self.dates = min(max(wanted, least), most, max(page.column - 2 * _LEAST_HALF, least))
        half = (page.column - self.dates) / 2
        self.setting = setting
        self.block = setting.voice.text("steps.block")
        self.table = Node("Table")
        self._stages = stages
        self.panels = tuple(
            _Panel(
                medicine,
                coming,
                page.left + self.dates + (0 if coming else half),
                half,
                pairs_of(stages_of(stages, coming)),
                _way(stages_of(stages, coming), coming),
            )
            for medicine, coming in ((sheet.coming, True), (sheet.leaving, False))
        )

    @property
    def _head_height(self) -> float:
        return max(height_of(self._head_lines(panel)) for panel in self.panels) + 10

    @property
    def strips(self) -> list[Strip]:
        """Head, rows, and the framed last row."""
        head = TableHead(self.block, self._head_height, self.table, self._draw_head)
        rows = (_PairRow(self, stage) for stage in self._stages)
        return head.over(((row.height, row.draw) for row in rows), 8)

    def _head_lines(self, panel: _Panel) -> tuple[Line, ...]:
        """Time of day where there is one, new or old, the name, and the strength where there is one."""
        voice, width = self.setting.voice, panel.width - 2 * _PAD
        slots = list(dict.fromkeys(slot for slot, _ in panel.pairs))
        strengths = list(dict.fromkeys(strength for _, strength in panel.pairs))
        lines: list[Line] = []
        if len(slots) == 1:
            lines += set_lines(
                (Words(voice.text(f"slot.{slots[0]}"), 16, bold=True),), width - 32, self.block
            )
        lines += set_lines((Words(voice.text(panel.way), BODY, bold=True),), width - 24, self.block)
        lines += set_lines((Words(named(panel.medicine), NAME, bold=True),), width, self.block)
        if len(strengths) == 1:
            said = strength_and_form(strengths[0], panel.medicine.form, voice)
            lines += set_lines((Words(said.text, NAME, bold=True),), width, self.block)
        return tuple(lines)

    def _draw_head(self, pen: Pen, row: Node | None, top: float) -> None:
        page, bottom = self.setting.page, top + self._head_height
        dates = Words(self.setting.voice.text("steps.dates"), NAME, bold=True)
        pen.write(column_head(row), page.left, bottom - 9, dates)
        for panel in self.panels:
            self._draw_panel_head(pen, column_head(row), panel, top)
        pen.line((page.left, bottom - 1), (page.right, bottom - 1), 2)

    def _draw_panel_head(self, pen: Pen, node: Node | None, panel: _Panel, top: float) -> None:
        x, y = panel.left + _PAD, top + 2
        lines = self._head_lines(panel)
        slots = {slot for slot, _ in panel.pairs}
        if len(slots) == 1:
            draw_slot(pen, next(iter(slots)), (x + 13, y + 9), 11)
            y = draw_lines(pen, node, x + 32, y, lines[:1]) + 3
            lines = lines[1:]
        draw_change(pen, ChangeKind.CHANGE, (x + 8, y + 7), 7, panel.coming)
        y = draw_lines(pen, node, x + 22, y, lines[:1]) + 1
        draw_lines(pen, node, x, y, lines[1:])


def _way(stages: list[Stage], coming: bool) -> str:
    """Which words stand over a panel: new or old, and whether the dose goes its way all along."""
    doses = [stage.step.daily_dose for stage in stages if stage.step]
    goes = doses == sorted(doses, reverse=not coming) and len(set(doses)) > 1
    return f"cross.{'new' if coming else 'old'}{'' if goes else '.same'}"


class _PairRow:
    """One row of dates; neither medicine: one frame over the whole width."""

    def __init__(self, rows: PairRows, stage: PairStage) -> None:
        setting = rows.setting
        self._rows = rows
        self._stage = stage
        self._last = stage.end is None
        texts = date_lines(setting, stage_of(stage, coming=True))
        if self._last:
            texts = (setting.voice.text("dates.from.full", d=stage.start),)
        width = rows.dates - (12 if self._last else 4)
        self._dates = set_texts(texts, width, rows.block, bold=True)
        self._sides = tuple(_Side(rows, panel, stage) for panel in rows.panels)
        self._washout: tuple[Line, ...] = ()
        if stage.is_washout and stage.end is not None:
            words = Words(washout_words(setting, stage), NAME, bold=True)
            self._washout = set_lines((words,), setting.page.column - 20, rows.block)

    @property
    def height(self) -> float:
        if self._washout:
            return height_of(self._washout) + 14
        return max(height_of(self._dates) + 10, *(side.height + 6 for side in self._sides))

    def draw(self, pen: Pen, top: float) -> None:
        """Draws the row, its column lines and the line below it."""
        page, node, bottom = self._rows.setting.page, self._rows.table.add("TR"), top + self.height
        if self._washout:
            pen.frame((page.left, top), (page.column, self.height), 2, radius=0)
            draw_lines(pen, node.add("TD", span=3), page.left + 10, top + 6, self._washout)
            return
        inset = 5 if self._last else 0
        draw_lines(pen, node.add("TH", scope="Row"), page.left + inset, top + 5, self._dates)
        for panel, side in zip(self._rows.panels, self._sides, strict=True):
            side.draw(pen, node.add("TD"), (panel.left + _PAD, top + 3))
            pen.line((panel.left, top), (panel.left, bottom), 0.75)
        if self._last:
            pen.frame((page.left, top), (page.column, self.height), 2, radius=0)
        else:
            pen.line((page.left, bottom - 0.5), (page.right, bottom - 0.5), 1)


class _Side:
    """What is taken of one medicine in a row: one count large, or several as lines; boxes below."""

    def __init__(self, rows: PairRows, panel: _Panel, stage: PairStage) -> None:
        setting = rows.setting
        self._setting = setting
        self._panel = panel
        side = stage_of(stage, panel.coming)
        self._stops = side.step is None and side.end is None
        self._days: tuple[date, ...] = tick_days(side, setting.head.made_on) if side.step else ()
        self._count = self._one_count(side)
        pitch = min(25.5, (panel.width - 2 * _PAD - _BOX) / 6)
        self._boxes = DayBoxes(WEEK, pitch, _BOX_ROW, DayBox(_BOX))
        self._lines = self._words(rows, side)

    def _one_count(self, side: Stage) -> Decimal:
        """The one count that says it all: of the panel's one strength and one time; else 0."""
        if len(self._panel.pairs) != 1 or side.step is None or side.end is None:
            return Decimal(0)
        slot, strength = self._panel.pairs[0]
        return side.count(strength, slot)

    def _words(self, rows: PairRows, side: Stage) -> tuple[Line, ...]:
        setting, panel, voice = self._setting, self._panel, self._setting.voice
        width = panel.width - 2 * _PAD - (24 if self._stops else 0)
        if side.step is None:
            if self._stops:
                stop = Words(voice.text("cross.stop"), NAME, bold=True)
                more = Words(f" {voice.text('cross.stop.m', m=name_of(panel.medicine))}", NAME)
                return set_lines((stop, more), width, rows.block)
            text = none_words(setting, panel.medicine, side, coming=panel.coming)
            return set_lines((Words(text, BODY),), width, rows.block)
        if side.end is None:
            text = voice.text("cross.keep", dose=dose_of(setting, panel.medicine, side))
            return set_lines((Words(text, BODY, bold=True),), width, rows.block)
        if self._count:
            return ()
        parts = dose_parts(setting, panel.medicine, side)
        return set_texts(parts, width, rows.block, bold=True)

    @property
    def _text_height(self) -> float:
        return height_of(self._lines) + 3 if self._lines else self._cell.height + 2

    @property
    def _cell(self) -> CountCell:
        panel, room = self._panel, self._panel.width - 2 * _PAD
        return count_cell(self._setting, self._count, panel.medicine.form, room, (NAME, BODY))

    @property
    def height(self) -> float:
        return self._text_height + self._boxes.lines(self._days) * _BOX_ROW

    def draw(self, pen: Pen, node: Node, corner: tuple[float, float]) -> None:
        """Draws words or count, the tablets at the right, and the boxes."""
        x, y = corner
        if self._lines:
            if self._stops:
                draw_change(pen, ChangeKind.STOP, (x + 9, y + 11), 8)
            draw_lines(pen, node, x + (24 if self._stops else 0), y + 2, self._lines)
        else:
            self._draw_count(pen, node, corner)
        self._boxes.draw(pen, node, self._days, (x, y + self._text_height))

    def _draw_count(self, pen: Pen, node: Node, corner: tuple[float, float]) -> None:
        panel, room = self._panel, self._panel.width - 2 * _PAD
        cell = self._cell
        cell.draw(pen, node, corner)
        drawn = int(self._count // 1) + (1 if self._count % 1 else 0)
        if drawn * 18 + cell.width + 6 <= room:
            right = panel.left + panel.width - 4 - drawn * 18
            draw_tablets(pen, self._count, (right, corner[1] + 14), 6)
