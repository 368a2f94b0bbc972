"""The base of the cards of the visit form that are typed in rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.kit.card import Card
from ui.kit.cell_edit import CellEdit
from ui.kit.labels import IconText
from ui.kit.layouts import empty
from ui.kit.tab_order import place_stops, stops_of
from ui.kit.theme import Theme, Type


class RowsCard(Card):
    """The base of cards with rows of cells. Signals: `typed()`."""

    typed = Signal()

    def __init__(self, theme: Theme, title: str, prefix: str, note: str = "") -> None:
        super().__init__(theme, title, note=note)
        self._prefix = prefix
        self._cells: list[CellEdit] = []
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
        for cell in self._cells:
            cell.show_problem(mine.get(cell.name, ""))
        self._problem.label.setText("\n".join(dict.fromkeys(mine.values())))
        self._problem.setVisible(bool(mine))

    def cell(self, name: str, spoken: str, text: str, hint: str = "") -> CellEdit:
        """A new cell of this card."""
        made = CellEdit(f"{self._prefix}.{name}", spoken, text, hint)
        made.typed.connect(self.typed)
        self._cells.append(made)
        return made

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
        self._cells = []
        empty(self.grid)
