"""The grid of dated steps in the line editor: rows of fields under their titles, built a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import words
from ui.kit.alike import alike
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.labels import Label
from ui.kit.layout.scroll import show_if_new
from ui.kit.tab_order import place_stops
from ui.kit.theme import Theme, Type
from ui.screens.plan.line.fields import RowFields, RowKind
from ui.screens.plan.line.grid_reading import RowReading
from ui.screens.plan.line.grid_row_view import BETWEEN, GridHead, GridRow
from ui.screens.plan.line.strength_reading import StrengthChoice
from ui.screens.plan.line.suggest_view import Suggestion, SuggestList

AT_ONCE = 4
"""Rows that are built in one turn of the event loop."""


class StepGrid(QWidget):
    """Of many rows the first are built now and the rest in turns of the event loop of their own, for as long
    as the grid is seen: a taper of sixty steps must not hold the window. Meanwhile the rest has its room, and
    says how many steps are still to come; whoever wants a field of them, or comes to their place with Tab,
    has them built first. The last rows are built from the end on when they are wanted, as by a new step.

    Signals: `typed()`, `left(str)`, `removed(int)` with the number of the row, `form_chosen(Form)` when a
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
        self._built: list[GridRow] = []
        self._foot: list[GridRow] = []
        """The last rows, for as long as others are missing above them."""
        self._readings: tuple[RowReading, ...] = ()
        self._problems: dict[int, dict[str, str]] = {}
        self._later = QTimer(self)
        self._later.timeout.connect(self._build_some)
        self._offered = SuggestList(theme, host)
        self._offered.picked.connect(self._picked)
        self._head, self._rest = GridHead(theme), Label(size=Type.SMALL, tone="muted")
        self._rest.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._rest.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._head)
        self._column.addWidget(self._rest)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._measure()
        theme.changed.connect(self._measure)

    @Slot()
    def _measure(self) -> None:
        self._column.setSpacing(self._theme.px(BETWEEN))
        self._head.measure()
        for row in (*self._built, *self._foot):
            row.measure()

    @property
    def is_whole(self) -> bool:
        """Whether every row is there."""
        return len(self._built) == len(self._rows)

    @property
    def has_keyboard(self) -> bool:
        """Whether one of its fields or buttons is written in or pressed now."""
        at = QApplication.focusWidget()
        return at is not None and self.isAncestorOf(at)

    def offer(self, choices: tuple[StrengthChoice, ...]) -> None:
        """The products that exist, offered while a strength is typed."""
        self._offered.offer(tuple(Suggestion(one.text, one.label, one) for one in choices))

    # ------------------------------------------------------------------------------------------ what is shown

    def show_rows(self, rows: tuple[RowFields, ...]) -> None:
        """Show these rows; those that stay as they are typed are left alone, also below one that goes."""
        above, below = alike(self.rows(), rows)
        if not self.is_whole:
            above, below = min(above, len(self._built)), min(below, len(self._foot))
        every = [*self._built, *self._foot]
        end = len(every) - below
        self._built, self._foot = every[:above], every[end:]
        self._take_out(every[above:end])
        self._rows, self._readings, self._problems = rows, (), {}
        self._column.insertWidget(1 + above, self._rest)
        self._build(min(AT_ONCE, self._missing))
        for number, row in self._numbered():
            row.set_number(number)
        self._go_on()

    def rows(self) -> tuple[RowFields, ...]:
        """The rows as they are typed now."""
        missing = self._rows[len(self._built) :][: self._missing]
        return (*(row.row() for row in self._built), *missing, *(row.row() for row in self._foot))

    def show_reading(self, readings: tuple[RowReading, ...], problems: dict[str, str]) -> None:
        """Sums and lengths of the rows, and the problems that may be told now."""
        self._readings, self._problems = readings, _by_row(problems)
        for number, row in self._numbered():
            row.show_read(*self._read(number))

    def field(self, name: str) -> CellEdit | None:
        """The field of that name, made now if it waits to be."""
        place = name.split(".")
        if place[0] != "row" or int(place[1]) >= len(self._rows):
            return None
        return self._row(int(place[1])).field(place[2])

    def make_end(self) -> None:
        """Build the last rows now, if they are missing."""
        if self._rows:
            self._row(len(self._rows) - 1)
            self._show_built()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - the signature of Qt
        if next and _has_keyboard(self._built[-1:]):
            self._build_some()
            self._show_built()
        elif not next and _has_keyboard(self._foot[:1]):
            self._build_up()
            self._show_built()
        return super().focusNextPrevChild(next)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()

    # ------------------------------------------------------------------------------------------ building

    @property
    def _missing(self) -> int:
        return len(self._rows) - len(self._built) - len(self._foot)

    def _numbered(self) -> Iterator[tuple[int, GridRow]]:
        yield from enumerate(self._built)
        yield from enumerate(self._foot, len(self._rows) - len(self._foot))

    def _row(self, number: int) -> GridRow:
        """The row of this number; what is missing is built down to it, or from the end if it is the last."""
        missing = number - len(self._built)
        if missing < 0:
            return self._built[number]
        if missing < self._missing:
            if number == len(self._rows) - 1:
                self._build_up()
            else:
                self._build(missing + 1)
                self._go_on()
            return self._row(number)
        return self._foot[missing - self._missing]

    @Slot()
    def _build_some(self) -> None:
        """Build the next rows."""
        self._build(min(AT_ONCE, self._missing))
        self._go_on()

    def _build(self, count: int) -> None:
        """Put so many rows in below those that are built."""
        first = len(self._built)
        made = [self._built_row(number) for number in range(first, first + count)]
        self._put_in(made, 1 + first)
        self._built += made

    def _build_up(self) -> None:
        """Build the last of the rows that are missing."""
        end = len(self._rows) - len(self._foot)
        made = [self._built_row(number) for number in range(end - min(AT_ONCE, self._missing), end)]
        self._put_in(made, 2 + len(self._built))
        self._foot[:0] = made
        self._go_on()

    def _put_in(self, made: list[GridRow], at: int) -> None:
        """Between what is built above and below: into the layout, and on the way of the Tab key."""
        for number, row in enumerate(made):
            self._column.insertWidget(at + number, row)
            if self._foot:
                row.stackUnder(self._foot[0])
        stops = [stop for row in made for stop in row.stops]
        if not self._built:
            place_stops(self, stops)
            return
        # From the last one on, while those before it still stand where they were made: from there Qt goes
        # back over all that the keyboard passes by. Else it is 0.2 ms a stop with five charts open.
        for stop in reversed(stops):
            place_stops(self._built[-1].stops[-1], (stop,))

    def _built_row(self, number: int) -> GridRow:
        row = GridRow(self._theme, number, self._rows[number], self._offered)
        row.typed.connect(self.typed)
        row.left.connect(self.left)
        row.remove_wanted.connect(self.removed)
        row.show_read(*self._read(number))
        return row

    def _show_built(self) -> None:
        """Now: Tab passes by what is not seen."""
        for row in (*self._built, *self._foot):
            show_if_new(row)

    def _take_out(self, gone: list[GridRow]) -> None:
        """Take rows out of the grid, which has forgotten them: one that loses the keyboard is still heard."""
        for row in gone:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _go_on(self) -> None:
        """Build on in the next turn, while something is missing and somebody looks on; keep its room free."""
        self._rest.setVisible(self._missing > 0)
        if not self._missing:
            self._later.stop()
            self._built, self._foot = [*self._built, *self._foot], []
            return
        missing = self._rows[len(self._built) :][: self._missing]
        steps = sum(row.kind is not RowKind.ALSO for row in missing)
        self._rest.setText(f"{words.counted(steps, 'more step')}…" if steps else "…")
        self._rest.setFixedHeight(
            len(missing) * (self._built[-1].sizeHint().height() + self._column.spacing())
        )
        if self.isVisible():
            self._later.start(0)

    def _read(self, number: int) -> tuple[RowReading, dict[str, str]]:
        found = self._readings[number] if number < len(self._readings) else RowReading()
        return found, self._problems.get(number, {})

    @Slot(object)
    def _picked(self, choice: StrengthChoice) -> None:
        self.form_chosen.emit(choice.form)


def _has_keyboard(rows: Iterable[GridRow]) -> bool:
    return any(stop.hasFocus() for row in rows for stop in row.stops)


def _by_row(problems: dict[str, str]) -> dict[int, dict[str, str]]:
    """Problems of "row.2.morning" by their row and part."""
    found: dict[int, dict[str, str]] = {}
    for name, sentence in problems.items():
        place = name.split(".")
        if place[0] == "row":
            found.setdefault(int(place[1]), {})[place[2]] = sentence
    return found
