"""One row of the grid of dated steps: its fields with their sum, and the small line below them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from medmanager.domain.plan.dose import Slot as TimeOfDay
from ui.kit.buttons import IconButton
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.labels import IconText, Label
from ui.kit.plan_words import with_rhythm
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.line.fields import RowFields, RowKind
from ui.screens.plan.line.grid_reading import RowReading
from ui.screens.plan.line.suggest_view import SuggestList

HEADS = ("From", "Through", "Strength", "Morn", "Noon", "Eve", "Bed", "Every", "Each day")
WIDTHS = (104, 104, 74, 36, 36, 36, 36, 40)
BUTTON, FRAME = 28, 5
"""The button that takes a row out keeps its room where there is none: sums stay under one another."""
BESIDE, BETWEEN = 3, 2
"""Between the fields of a row, and between its two lines."""
LESS, LEAST = 5, 8
"""Fields stand close: so much of the usual room beside the text is left away, most of it around counts."""
COUNT_AT, EVERY_AT, SUM_AT, REMOVE_AT = 3, 7, 8, 9
LONG = {"start": "from", "every": "every how many days"}
DAILY = "day"
"""What stands in the empty field: every day."""
SLOTS = tuple(slot.value for slot in TimeOfDay)
NARROW = (*SLOTS, "every")
"""Fields so narrow that a problem below says which of them it is about."""
COLUMNS = ("start", "through", "strength", *NARROW)
"""The parts of a row as they stand, one in each column of WIDTHS."""


class GridHead(QWidget):
    """The titles, each over its column of the rows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        for column, head in enumerate(HEADS):
            self._grid.addWidget(Label(head, Type.SMALL, tone="muted"), 0, column, _head_alignment(column))
        self.measure()

    def measure(self) -> None:
        """Take the size of the text."""
        _measure(self._grid, self._theme)


class GridRow(QWidget):
    """Signals: `typed()`, `left(str)` with the name of the field, `remove_wanted(int)` with the number of the
    row.
    """

    typed = Signal()
    left = Signal(str)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, number: int, row: RowFields, offered: SuggestList) -> None:
        super().__init__()
        self._theme, self._row = theme, row
        self._found, self._problems = RowReading(), dict[str, str]()
        self._edits: dict[str, CellEdit] = {}
        self._button: IconButton | None = None
        self._sum = Label(weight=SEMIBOLD)
        self._below = RowWords(theme, row)
        self._grid = QGridLayout(self)
        for column, (part, text) in enumerate(_parts(row)):
            if part:
                self._add_field(part, text, column)
        if "strength" in self._edits:
            offered.serve(self._edits["strength"])
        self._build_end()
        self.set_number(number)
        self.measure()

    @property
    def stops(self) -> list[QWidget]:
        """Fields and button, in the order in which Tab comes to them."""
        return [*self._edits.values(), *([self._button] if self._button is not None else [])]

    def set_number(self, number: int) -> None:
        """Be the row of this number, counted from 0."""
        self._number = number
        for part, edit in self._edits.items():
            edit.name = f"row.{number}.{part}"
            edit.setAccessibleName(f"Step {number + 1}: {LONG.get(part, part)}")
        if self._button is not None:
            self._button.setAccessibleName(f"Remove step {number + 1}")
            self._button.setToolTip(f"Remove step {number + 1}")

    def measure(self) -> None:
        """Give everything the size of the text: a field that stays narrow shows "117 mg" as "7 mg"."""
        px = self._theme.px
        _measure(self._grid, self._theme, has_button=self._button is not None)
        for part, edit in self._edits.items():
            column = COLUMNS.index(part)
            edit.setFixedWidth(px(WIDTHS[column]))
            beside = -px(LEAST if column >= COUNT_AT else LESS)
            edit.setTextMargins(beside, 0, beside, 0)
            if column >= COUNT_AT:
                edit.setFont(self._theme.font(Type.BODY, SEMIBOLD))

    def field(self, part: str) -> CellEdit | None:
        """The field of this part."""
        return self._edits.get(part)

    def row(self) -> RowFields:
        """The row as it is typed now."""
        row = self._row

        def text(part: str, before: str) -> str:
            return self._edits[part].text() if part in self._edits else before

        counts = tuple(text(slot, before) for slot, before in zip(SLOTS, row.counts, strict=True))
        return RowFields(
            row.kind,
            text("start", row.start),
            text("through", row.through),
            text("strength", row.strength),
            (counts[0], counts[1], counts[2], counts[3]),
            row.locked,
            text("every", row.every),
        )

    def show_read(self, found: RowReading, problems: dict[str, str]) -> None:
        """What it comes to, and the problems of its parts that may be told now."""
        if not problems and (found, problems) == (self._found, self._problems):
            # Each key is read for all rows, and most of them stay as they are.
            return
        self._found, self._problems = found, problems
        self._sum.setText(found.each_day)
        for part, edit in self._edits.items():
            edit.show_problem(problems.get(part, ""))
        self._show_below()

    @Slot()
    def _show_below(self) -> None:
        """The problem of the field with the keyboard before that of any other."""
        at = self.window().focusWidget()
        here = (part for part, edit in self._edits.items() if edit is at and part in self._problems)
        self._below.show_words(self._found, self._problems, next(here, next(iter(self._problems), "")))

    def _add_field(self, part: str, text: str, column: int) -> None:
        edit = CellEdit("", "", text)
        edit.setReadOnly(self._row.locked and part != "through")
        if column >= COUNT_AT:
            edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if column == EVERY_AT:
            edit.setPlaceholderText(DAILY)
        edit.typed.connect(self.typed)
        edit.entered.connect(self._show_below)
        edit.left.connect(self.left)
        self._edits[part] = edit
        self._grid.addWidget(edit, 0, column)

    def _build_end(self) -> None:
        row = self._row
        if row.kind is RowKind.PAUSE:
            self._grid.addWidget(Label("Pause: nothing is taken", tone="muted"), 0, 2, 1, 5)
        self._sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._sum, 0, SUM_AT)
        if not row.locked:
            self._button = IconButton(self._theme, "x", "")
            self._button.clicked.connect(self._remove)
            self._grid.addWidget(self._button, 0, REMOVE_AT)
        self._grid.addWidget(self._below, 1, 0, 1, REMOVE_AT)

    @Slot()
    def _remove(self) -> None:
        self.remove_wanted.emit(self._number)


class RowWords(QWidget):
    """The small line under a row: its length and sum, or what is wrong with it."""

    def __init__(self, theme: Theme, row: RowFields) -> None:
        super().__init__()
        self._locked = row.locked
        self._words = Label(size=Type.SMALL, tone="muted").wrapped()
        self._theme = theme
        self._problem: IconText | None = None
        self._rhythm: Label | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(theme.px(6), 0, 0, theme.px(4))
        self._line.addWidget(self._words, 1)
        self.show_words(RowReading(), {}, "")

    def show_words(self, found: RowReading, problems: dict[str, str], first: str) -> None:
        """Show the problem of `first`, with all in the tip and for screen readers, or else length and sum."""
        problem = _headed(first, problems[first], NARROW) if problems else ""
        headed = (_headed(part, sentence, COLUMNS) for part, sentence in problems.items())
        every = "\n".join(headed) if len(problems) > 1 else ""
        self.setToolTip(every)
        self.setAccessibleDescription(every)
        parts = [
            found.days,
            with_rhythm(found.tablets, found.rhythm) if found.tablets else "",
            "runs as signed, only its end can be moved" if self._locked else "",
        ]
        self._words.setText(" · ".join(part for part in parts if part))
        self._words.setVisible(bool(self._words.text()) and not problem)
        self._show_rhythm(found.rhythm)
        self._show_warning(problem or found.hint, problem)

    def _show_rhythm(self, rhythm: str) -> None:
        """Below the sum, and no wider than the row: beside it the row had no room for it."""
        if self._rhythm is None and rhythm:
            self._rhythm = Label(size=Type.SMALL, weight=SEMIBOLD)
            self._line.addWidget(self._rhythm)
        if self._rhythm is not None:
            self._rhythm.setText(rhythm)
            self._rhythm.setVisible(bool(rhythm))

    def _show_warning(self, sentence: str, problem: str) -> None:
        """A problem, or else what is not known of the strength; made when there is one first."""
        if self._problem is None and sentence:
            self._problem = IconText(self._theme, "", "", "contra", Type.SMALL)
            self._problem.label.wrapped()
            self._line.insertWidget(1, self._problem, 2)
        if self._problem is not None:
            icon, tone = ("circle-alert", "contra") if problem else ("triangle-alert", "major")
            self._problem.show_text(icon, sentence, tone)
            self._problem.setVisible(bool(sentence))


def _headed(part: str, sentence: str, columns: tuple[str, ...]) -> str:
    """A problem with the field that it is about, where that is in one of these columns."""
    title = "From" if part == "start" else part.capitalize()
    return f"{title}: {sentence}" if part in columns else sentence


def _parts(row: RowFields) -> Iterator[tuple[str, str]]:
    """(part, text) of each column; "" where the row has no field."""
    dated = row.kind is not RowKind.ALSO
    dosed = row.kind is not RowKind.PAUSE
    yield ("start", row.start) if dated else ("", "")
    yield ("through", row.through) if dated else ("", "")
    yield ("strength", row.strength) if dosed else ("", "")
    for slot, count in zip(SLOTS, row.counts, strict=True):
        yield (slot, count) if dosed else ("", "")
    yield ("every", row.every) if dosed and dated else ("", "")


def _measure(grid: QGridLayout, theme: Theme, *, has_button: bool = False) -> None:
    """Columns of the same widths in every row, and under the titles."""
    grid.setContentsMargins(0, 0, 0 if has_button else theme.px(BUTTON) + FRAME + theme.px(BESIDE), 0)
    grid.setHorizontalSpacing(theme.px(BESIDE))
    grid.setVerticalSpacing(theme.px(BETWEEN))
    for column, width in enumerate(WIDTHS):
        title = theme.text_width(HEADS[column], Type.SMALL)
        grid.setColumnMinimumWidth(column, max(theme.px(width), title))
    grid.setColumnStretch(SUM_AT, 1)


def _head_alignment(column: int) -> Qt.AlignmentFlag:
    if COUNT_AT <= column < SUM_AT:
        return Qt.AlignmentFlag.AlignHCenter
    return Qt.AlignmentFlag.AlignRight if column == SUM_AT else Qt.AlignmentFlag.AlignLeft
