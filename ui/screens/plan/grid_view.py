"""The grid of dated steps in the line editor: fields for each strength, sum and problems below them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from medmanager.domain.dose import Slot as TimeOfDay
from ui.kit.buttons import IconButton
from ui.kit.cell_edit import CellEdit
from ui.kit.labels import IconText, Label
from ui.kit.tab_order import place_stops
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.grid_reading import RowReading
from ui.screens.plan.line_fields import RowFields, RowKind
from ui.screens.plan.strength_reading import StrengthChoice
from ui.screens.plan.suggest_view import Suggestion, SuggestList

HEADS = ("From", "Through", "Strength", "Morn", "Noon", "Eve", "Bed", "Every", "Each day", "")
WIDTHS = (104, 104, 74, 36, 36, 36, 36, 40)
LESS, LEAST = 5, 8
"""Fields stand close: so much of the usual room beside the text is left away, most of it around counts."""
COUNT_AT, EVERY_AT, SUM_AT, REMOVE_AT = 3, 7, 8, 9
LONG = {"start": "from", "every": "every how many days"}
DAILY = "day"
"""What stands in the empty field: every day."""
EVERY = " every "
"""What parts a dose from how often it is given."""
AT_ONCE = 4
"""Rows that are built in one turn of the event loop."""
SLOTS = tuple(slot.value for slot in TimeOfDay)
NARROW = (*SLOTS, "every")
"""Fields so narrow that a problem below says which of them it is about."""
COLUMNS = ("start", "through", "strength", *NARROW)
"""The parts of a row as they stand, one in each column of WIDTHS."""


class StepGrid(QWidget):
    """Signals: `typed()`, `left(str)`, `removed(int)` with the number of the row, `form_chosen(Form)` when a
    strength was picked that exists in this form.
    """

    typed = Signal()
    left = Signal(str)
    removed = Signal(int)
    form_chosen = Signal(object)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[RowFields, ...] = ()
        self._built = 0
        self._readings: tuple[RowReading, ...] = ()
        self._problems: dict[str, str] = {}
        self._widgets: dict[int, list[QWidget]] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._build_some)
        self._edits: dict[str, CellEdit] = {}
        self._sums: dict[int, Label] = {}
        self._below: dict[int, _Below] = {}
        self._offered = SuggestList(theme, host)
        self._offered.picked.connect(self._picked)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(SUM_AT, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for column, head in enumerate(HEADS):
            label = Label(head, Type.SMALL, tone="muted")
            self._grid.addWidget(label, 0, column, _head_alignment(column))
        self._measure()
        theme.changed.connect(self._measure)

    @Slot()
    def _measure(self) -> None:
        """Give everything the size of the text: a field that stays narrow shows "117 mg" as "7 mg"."""
        self._grid.setHorizontalSpacing(self._theme.px(3))
        self._grid.setVerticalSpacing(self._theme.px(2))
        for column, width in enumerate(WIDTHS):
            self._grid.setColumnMinimumWidth(column, self._theme.px(width))
        for edit in self._edits.values():
            self._fit(edit)

    def _fit(self, edit: CellEdit) -> None:
        column = COLUMNS.index(edit.name.rpartition(".")[2])
        edit.setFixedWidth(self._theme.px(WIDTHS[column]))
        beside = -self._theme.px(LEAST if column >= COUNT_AT else LESS)
        edit.setTextMargins(beside, 0, beside, 0)
        if column >= COUNT_AT:
            edit.setFont(self._theme.font(Type.BODY, SEMIBOLD))

    def offer(self, choices: tuple[StrengthChoice, ...]) -> None:
        """The products that exist, offered while a strength is typed."""
        self._offered.offer(tuple(Suggestion(one.text, one.label, one) for one in choices))

    def show_rows(self, rows: tuple[RowFields, ...]) -> None:
        """Build the fields for these rows; those that stay as they are typed are left alone.

        Of many rows the first are built now and the rest in turns of the event loop of their own: a titration
        of sixty steps must not hold the window.
        """
        keep = 0
        while keep < min(self._built, len(rows)) and self._typed(keep, self._rows[keep]) == rows[keep]:
            keep += 1
        self._forget_from(keep)
        self._rows = rows
        self._build_some()

    @Slot()
    def _build_some(self, through: int = 0) -> None:
        """Build the next rows, as far as `through` at least."""
        last = min(len(self._rows), max(self._built + AT_ONCE, through + 1))
        before = self._stops_of(self._built - 1)[-1:]
        fresh = range(self._built, last)
        for number in fresh:
            self._build_row(number, self._rows[number])
        self._built = last
        made = [stop for number in fresh for stop in self._stops_of(number)]
        place_stops(before[0] if before else self, made)
        self._show_rows_read(fresh)
        if self._built < len(self._rows):
            self._later.start()

    def _stops_of(self, number: int) -> list[QWidget]:
        """Fields and button of a row, in the order in which Tab comes to them."""
        row = self._widgets.get(number, ())
        return [widget for widget in row if isinstance(widget, CellEdit | IconButton)]

    def _edits_of(self, number: int) -> list[CellEdit]:
        start = f"row.{number}."
        return [edit for name, edit in self._edits.items() if name.startswith(start)]

    def _forget_from(self, number: int) -> None:
        """Take the rows from this one on out of the grid."""
        for gone in range(number, self._built):
            # First forgotten, then deleted: a field that loses the keyboard as it goes is still heard.
            for edit in self._edits_of(gone):
                del self._edits[edit.name]
            self._sums.pop(gone, None)
            self._below.pop(gone, None)
            for widget in self._widgets.pop(gone, ()):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._built = min(self._built, number)

    def rows(self) -> tuple[RowFields, ...]:
        """The rows as they are typed now."""
        return tuple(self._typed(number, row) for number, row in enumerate(self._rows))

    def show_reading(self, readings: tuple[RowReading, ...], problems: dict[str, str]) -> None:
        """Sums and lengths of the rows, and the problems that may be told now."""
        self._readings, self._problems = readings, problems
        self._show_rows_read(range(self._built))

    def _show_rows_read(self, numbers: range) -> None:
        for number in numbers:
            found = self._show_below(number)
            if number in self._sums:
                self._sums[number].setText(found.each_day.partition(EVERY)[0])
        for name, edit in self._edits.items():
            edit.show_problem(self._problems.get(name, ""))

    @Slot(str)
    def _entered(self, name: str) -> None:
        self._show_below(int(name.split(".")[1]))

    def _show_below(self, number: int) -> RowReading:
        """What stands below a row: the problem of the field with the keyboard before that of any other."""
        found = self._readings[number] if number < len(self._readings) else RowReading()
        mine = {name: text for name, text in self._problems.items() if name.startswith(f"row.{number}.")}
        at = self.window().focusWidget()
        first = at.name if isinstance(at, CellEdit) and at.name in mine else next(iter(mine), "")
        self._below[number].show_words(found, mine, first)
        return found

    def field(self, name: str) -> CellEdit | None:
        """The field of that name, made now if it waits to be."""
        place = name.split(".")
        if place[0] == "row" and self._built <= int(place[1]) < len(self._rows):
            self._build_some(int(place[1]))
        return self._edits.get(name)

    def _build_row(self, number: int, row: RowFields) -> None:
        line = 1 + 2 * number
        for column, (part, text) in enumerate(_parts(row)):
            if not part:
                continue
            spoken = f"Step {number + 1}: {LONG.get(part, part)}"
            edit = CellEdit(f"row.{number}.{part}", spoken, text)
            if part == "strength":
                self._offered.serve(edit)
            edit.setReadOnly(row.locked and part != "through")
            if column >= COUNT_AT:
                edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
            if column == EVERY_AT:
                edit.setPlaceholderText(DAILY)
            self._fit(edit)
            edit.typed.connect(self.typed)
            edit.entered.connect(self._entered)
            edit.left.connect(self.left)
            self._edits[edit.name] = edit
            self._put(number, edit, line, column)
        if row.kind is RowKind.PAUSE:
            pause = Label("Pause: nothing is taken", tone="muted")
            self._grid.addWidget(pause, line, 2, 1, 5)
            self._widgets.setdefault(number, []).append(pause)
        self._build_end(number, row, line)

    def _build_end(self, number: int, row: RowFields, line: int) -> None:
        if row.kind is not RowKind.ALSO:
            self._sums[number] = Label(weight=SEMIBOLD)
            self._sums[number].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._put(number, self._sums[number], line, SUM_AT)
        if not row.locked:
            button = IconButton(self._theme, "x", f"Remove step {number + 1}")
            button.clicked.connect(partial(self._remove, number))
            self._put(number, button, line, REMOVE_AT)
        self._below[number] = _Below(self._theme, row)
        self._grid.addWidget(self._below[number], line + 1, 0, 1, REMOVE_AT)
        self._widgets.setdefault(number, []).append(self._below[number])

    def _put(self, number: int, widget: QWidget, line: int, column: int) -> None:
        self._grid.addWidget(widget, line, column)
        self._widgets.setdefault(number, []).append(widget)

    @Slot(object)
    def _picked(self, choice: StrengthChoice) -> None:
        self.form_chosen.emit(choice.form)

    def _remove(self, number: int, _checked: bool = False) -> None:
        self.removed.emit(number)

    def _typed(self, number: int, row: RowFields) -> RowFields:
        def text(part: str, before: str) -> str:
            edit = self._edits.get(f"row.{number}.{part}")
            return edit.text() if edit else before

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


class _Below(QWidget):
    """The small line under a row: its length and sum, or what is wrong with it."""

    def __init__(self, theme: Theme, row: RowFields) -> None:
        super().__init__()
        self._locked = row.locked
        self._words = Label(size=Type.SMALL, tone="muted").wrapped()
        self._theme = theme
        self._problem: IconText | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(theme.px(6), 0, 0, theme.px(4))
        self._line.addWidget(self._words, 1)
        self._rhythm = Label(size=Type.SMALL, weight=SEMIBOLD)
        self._line.addWidget(self._rhythm)
        self.show_words(RowReading(), {}, "")

    def show_words(self, found: RowReading, problems: dict[str, str], first: str) -> None:
        """Show the problem of `first`, with all in the tip and for screen readers, or else length and sum."""
        problem = _headed(first, problems[first], NARROW) if problems else ""
        headed = (_headed(name, sentence, COLUMNS) for name, sentence in problems.items())
        every = "\n".join(headed) if len(problems) > 1 else ""
        self.setToolTip(every)
        self.setAccessibleDescription(every)
        parts = [
            found.days,
            found.tablets,
            "runs as signed, only its end can be moved" if self._locked else "",
        ]
        self._words.setText(" · ".join(part for part in parts if part))
        self._words.setVisible(bool(self._words.text()) and not problem)
        # Below the sum, and no wider than the row: beside it the row had no room for it.
        every_days = found.each_day.partition(EVERY)[2]
        self._rhythm.setText(f"{EVERY.strip()} {every_days}" if every_days else "")
        self._rhythm.setVisible(bool(every_days))
        self._show_warning(problem or found.hint, problem)

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


def _headed(name: str, sentence: str, columns: tuple[str, ...]) -> str:
    """A problem with the field that it is about, where that is in one of these columns."""
    part = name.rpartition(".")[2]
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


def _head_alignment(column: int) -> Qt.AlignmentFlag:
    if COUNT_AT <= column < SUM_AT:
        return Qt.AlignmentFlag.AlignHCenter
    return Qt.AlignmentFlag.AlignRight if column == SUM_AT else Qt.AlignmentFlag.AlignLeft
