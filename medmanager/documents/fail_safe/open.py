"""What stands open: tests and warnings side by side, then what to ask at the visit."""

from collections.abc import Iterator, Sequence
from datetime import date

from medmanager.documents.fail_safe.table import SMALL
from medmanager.documents.parts.frame import TITLE_HEIGHT, draw_title
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_tick_box
from medmanager.documents.press.safe_words import safe
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import Line, draw_lines, height_of, set_lines
from medmanager.documents.words.phrases import Said
from medmanager.domain.paper.fail_safe_sheet import FailSafeSheet, FailSafeTest

_GAP = 18.0
_MOST_WARNINGS = 6
_MILD = "minor"
_MOST_UNCHECKED = 4
_MOST_QUESTIONS = 8
_DUE, _LAST = 84.0, 150.0
_TICK = 11.0


def open_strips(setting: Setting, sheet: FailSafeSheet) -> Iterator[Strip]:
    """The two columns as one strip, and the questions."""
    tests, warnings = _Tests(setting, sheet), _Warnings(setting, sheet)
    height = max(tests.height, warnings.height)

    def draw(pen: Pen, top: float) -> None:
        tests.draw(pen, top)
        warnings.draw(pen, top)

    yield Strip(tests.title, height, draw, space=7)
    yield from _questions(setting, sheet)


def _half(setting: Setting) -> float:
    return (setting.page.column - _GAP) / 2


class _Tests:
    """Open monitoring at the left: what, when, and the last value."""

    def __init__(self, setting: Setting, sheet: FailSafeSheet) -> None:
        self._setting, self._sheet = setting, sheet
        self.title = setting.voice.text("failsafe.tests")
        self._rows = [(test, self._cells(test)) for test in sheet.tests]

    @property
    def height(self) -> float:
        if not self._rows:
            return TITLE_HEIGHT + 16
        return TITLE_HEIGHT + 16 + sum(_tallest(cells) + 4 for _, cells in self._rows)

    def _cells(self, test: FailSafeTest) -> tuple[tuple[Line, ...], ...]:
        voice, bold = self._setting.voice, test.late
        due = voice.text("failsafe.due.short" if self._this_year(test.due) else "failsafe.due.on", d=test.due)
        last = voice.text("failsafe.last.none")
        if test.last_on is not None:
            key = "failsafe.last.short" if self._this_year(test.last_on) else "failsafe.last.on"
            last = voice.text(key, value=safe(test.last), d=test.last_on)
        late = f" {voice.text('failsafe.late')}" if test.late else ""
        half = _half(self._setting)
        return (
            set_lines((Words(safe(test.name), SMALL, bold=bold),), _DUE - 4, self.title),
            set_lines((Words(f"{due}{late}", SMALL, bold=bold),), _LAST - _DUE - 4, self.title),
            set_lines((Words(last, SMALL),), half - _LAST, self.title),
        )

    def _this_year(self, day: date) -> bool:
        return day.year == self._sheet.head.made_on.year

    def draw(self, pen: Pen, top: float) -> None:
        page, voice, half = self._setting.page, self._setting.voice, _half(self._setting)
        draw_title(pen, Said(self.title), (page.left, top), half)
        y = top + TITLE_HEIGHT
        if not self._rows:
            pen.write(pen.root.add("P"), page.left, y + 11, Words(voice.text("failsafe.tests.none"), SMALL))
            return
        table = pen.root.add("Table")
        self._draw_head(pen, table, y)
        y += 16
        for _, cells in self._rows:
            self._draw_row(pen, table.add("TR"), y, cells)
            y += _tallest(cells) + 4
            pen.line((page.left, y - 1), (page.left + half, y - 1), 0.5)

    def _draw_head(self, pen: Pen, table: Node, top: float) -> None:
        row, left = table.add("TR"), self._setting.page.left
        for x, key in ((0.0, "failsafe.test"), (_DUE, "failsafe.due"), (_LAST, "failsafe.last")):
            word = Words(self._setting.voice.text(key), SMALL, bold=True)
            pen.write(row.add("TH", scope="Column"), left + x, top + 11, word)

    def _draw_row(self, pen: Pen, row: Node, top: float, cells: Sequence[Sequence[Line]]) -> None:
        left = self._setting.page.left
        for x, lines, kind in zip((0.0, _DUE, _LAST), cells, ("TH", "TD", "TD"), strict=True):
            cell = row.add(kind, scope="Row") if kind == "TH" else row.add(kind)
            draw_lines(pen, cell, left + x, top + 1, lines)


def _tallest(cells: Sequence[Sequence[Line]]) -> float:
    return max(height_of(lines) for lines in cells)


class _Warnings:
    """Alerts that stand at the right, the gravest first; then what was not checked, and the data's age."""

    def __init__(self, setting: Setting, sheet: FailSafeSheet) -> None:
        self._setting = setting
        self.title = setting.voice.text("failsafe.warnings")
        self._parts = [set_lines(runs, _half(setting), self.title) for runs in _warning_runs(setting, sheet)]

    @property
    def height(self) -> float:
        return TITLE_HEIGHT + sum(height_of(part) + 5 for part in self._parts)

    def draw(self, pen: Pen, top: float) -> None:
        page, half = self._setting.page, _half(self._setting)
        left = page.right - half
        draw_title(pen, Said(self.title), (left, top), half)
        y = top + TITLE_HEIGHT
        for place, part in enumerate(self._parts):
            y = draw_lines(pen, pen.root.add("P"), left, y + 1, part) + 4
            if place < len(self._parts) - 1:
                pen.line((left, y - 2), (page.right, y - 2), 0.5)


def _warning_runs(setting: Setting, sheet: FailSafeSheet) -> Iterator[tuple[Words, ...]]:
    voice = setting.voice
    if sheet.printed.knowledge is None:
        yield (Words(voice.text("failsafe.not_checked.base"), SMALL, bold=True),)
        return
    graver = [one for one in sheet.warnings if one.severity != _MILD][:_MOST_WARNINGS]
    for one in graver:
        answer = safe(one.answer) or voice.text("failsafe.unanswered")
        yield Words(f"{safe(one.title)} ({one.severity}): ", SMALL, bold=True), Words(answer, SMALL)
    left = len(sheet.warnings) - len(graver)
    if left:
        yield (Words(voice.text("failsafe.more.one" if left == 1 else "failsafe.more", n=left), SMALL),)
    elif not graver:
        yield (Words(voice.text("failsafe.warnings.none"), SMALL),)
    yield _not_checked(setting, sheet)


def _not_checked(setting: Setting, sheet: FailSafeSheet) -> tuple[Words, ...]:
    voice = setting.voice
    named = [safe(one).rstrip(".") for one in sheet.not_checked[:_MOST_UNCHECKED]]
    more = len(sheet.not_checked) - len(named)
    if more:
        named.append(voice.text("failsafe.not_checked.more", n=more))
    told = "; ".join([*named, voice.text("failsafe.not_checked.all")])
    data = voice.text("failsafe.data", d=sheet.printed.knowledge)
    return (
        Words(f"{voice.text('failsafe.not_checked')} ", SMALL, bold=True),
        Words(f"{told} {data}", SMALL),
    )


def _questions(setting: Setting, sheet: FailSafeSheet) -> Iterator[Strip]:
    voice, page = setting.voice, setting.page
    title = voice.text("failsafe.ask")
    late = ", ".join(safe(test.name) for test in sheet.tests if test.late)
    asked = [voice.text("failsafe.ask.book", m=late)] if late else []
    for one in sheet.questions:
        what = f"{one.medicine}: {one.text}" if one.medicine else one.text
        asked.append(voice.text("failsafe.ask.patient", what=safe(what)))
    more = len(asked) - _MOST_QUESTIONS
    shown = asked[:_MOST_QUESTIONS]
    if more > 0:
        shown.append(voice.text("failsafe.not_checked.more", n=more))
    shown.append(voice.text("failsafe.ask.new"))

    def draw(pen: Pen, top: float) -> None:
        draw_title(pen, Said(title), (page.left, top), page.column)

    yield Strip(title, TITLE_HEIGHT + 1, draw, space=6, keep=True)
    for text in shown:
        yield _question(setting, title, text)


def _question(setting: Setting, title: str, text: str) -> Strip:
    page = setting.page
    lines = set_lines((Words(text, SMALL),), page.column - 20, title)

    def draw(pen: Pen, top: float) -> None:
        draw_tick_box(pen, (page.left, top + 1), _TICK)
        draw_lines(pen, pen.root.add("P"), page.left + 18, top, lines)

    return Strip(title, height_of(lines) + 3.5, draw)
