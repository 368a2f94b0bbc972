"""The bases of the cards of the visit form that are typed in rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.kit.buttons import IconButton, LinkButton
from ui.kit.card import Card
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.labels import IconText, Label
from ui.kit.layout.layouts import empty
from ui.kit.tab_order import place_stops, stops_of
from ui.kit.theme import Theme, Type

R = TypeVar("R")


class RowsCard(Card):
    """The base of cards with rows of cells. Signals: `typed()`."""

    typed = Signal()

    def __init__(self, theme: Theme, title: str, prefix: str, note: str = "") -> None:
        super().__init__(theme, title, note=note)
        self._prefix = prefix
        self._cells: dict[str, CellEdit] = {}
        self.below: tuple[QWidget, ...] = ()
        """What takes the keyboard below the rows."""
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.px(6))
        self.grid.setVerticalSpacing(theme.px(4))
        self._problem = IconText(theme, "circle-alert", "", "contra", Type.SMALL)
        self._problem.label.wrapped()
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.px(6))
        self.column.addLayout(self.grid)
        self.column.addWidget(self._problem)
        self._problem.hide()
        self.add_padded(self.column)

    def show_problems(self, problems: dict[str, str]) -> None:
        """The problems of these rows, each in words below them."""
        mine = {name: text for name, text in problems.items() if name.startswith(f"{self._prefix}.")}
        for name, cell in self._cells.items():
            cell.show_problem(mine.get(f"{self._prefix}.{name}", ""))
        self._problem.label.setText("\n".join(dict.fromkeys(mine.values())))
        self._problem.setVisible(bool(mine))

    def cell(self, name: str, spoken: str, text: str, hint: str = "") -> CellEdit:
        """A new cell of this card, such as `2.reason` of its third row."""
        made = CellEdit(f"{self._prefix}.{name}", spoken, text, hint)
        made.typed.connect(self.typed)
        self._cells[name] = made
        return made

    def cell_of(self, number: int, part: str) -> CellEdit:
        """The cell of a row that is shown."""
        return self._cells[f"{number}.{part}"]

    def go_to_new(self, cell: CellEdit) -> None:
        """A cell made just now is shown by its layout later, but takes the keyboard only when it is seen."""
        cell.show()
        cell.setFocus(Qt.FocusReason.TabFocusReason)

    def place_rows(self) -> None:
        """Have the Tab key pass the rows before what stands below the card."""
        for one in self.below:
            # The last of the children: a card further down takes its place in the order after it.
            one.raise_()
        place_stops(self, (*stops_of(self.grid), *self.below))

    def clear_rows(self) -> None:
        """Forget all cells, then delete them."""
        self._cells = {}
        empty(self.grid)


class AddedRowsCard(RowsCard, Generic[R]):
    """The base of cards whose rows are added with a button and taken out one by one.

    Who derives from it names its rows, and says how one is built and read; each begins with its cell `text`.
    """

    empty: R
    row_name: str
    add_words: str

    def __init__(self, theme: Theme, title: str, prefix: str, note: str) -> None:
        super().__init__(theme, title, prefix, note)
        self._rows: tuple[R, ...] = ()
        self.add_button = LinkButton(theme, self.add_words, "plus")
        self.below = (self.add_button,)
        self.column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.grid.setColumnStretch(0, 1)
        self.add_button.clicked.connect(self._add_row)

    def make_row(self, number: int, row: R) -> tuple[QWidget, ...]:
        """The fields of a row, from left to right."""
        return ()

    def read_row(self, number: int, row: R) -> R:
        """A row as it is typed now; `row` as it was shown."""
        return row

    def told(self, row: R) -> str:
        """What stands below a row, "" for nothing."""
        return ""

    def show_fields(self, rows: tuple[R, ...]) -> None:
        """The rows; those that are shown already stay as they are."""
        if rows != self._rows:
            self.show_rows(rows)

    def rows(self) -> tuple[R, ...]:
        """Every row as it is typed now."""
        self._rows = tuple(self.read_row(number, row) for number, row in enumerate(self._rows))
        return self._rows

    def show_rows(self, rows: Sequence[R]) -> None:
        """Build the fields of these rows."""
        self.clear_rows()
        self._rows = tuple(rows)
        for number, row in enumerate(rows):
            gone = IconButton(self._theme, "x", f"Remove {self.row_name} {number + 1}")
            gone.clicked.connect(partial(self._remove, number))
            widgets = (*self.make_row(number, row), gone)
            for column, widget in enumerate(widgets):
                self.grid.addWidget(widget, 2 * number, column)
            if told := self.told(row):
                below = Label(told, Type.SMALL, tone="muted").wrapped()
                self.grid.addWidget(below, 2 * number + 1, 0, 1, len(widgets))
        self.place_rows()

    @Slot()
    def _add_row(self) -> None:
        self.show_rows((*self.rows(), self.empty))
        self.go_to_new(self.cell_of(len(self._rows) - 1, "text"))
        self.typed.emit()

    def _remove(self, number: int, _checked: bool = False) -> None:
        rows = self.rows()
        self.show_rows((*rows[:number], *rows[number + 1 :]))
        self.typed.emit()
