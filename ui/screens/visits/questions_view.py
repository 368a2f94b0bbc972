"""The cards of the visit form on what the patient asks and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox

from ui.kit.buttons import IconButton, LinkButton
from ui.kit.cell_edit import CellEdit
from ui.kit.labels import Label
from ui.kit.theme import Theme, Type
from ui.screens.visits.rows_view import RowsCard
from ui.screens.visits.visit_fields import CostFields, QuestionFields

MONEY_WIDTH = 108


class QuestionsCard(RowsCard):
    """What the patient asked; an empty answer goes on to the next visit and onto the sheet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Questions", "question", "unanswered ones go on to the next visit")
        self._rows: tuple[QuestionFields, ...] = ()
        self._parts: list[tuple[CellEdit, CellEdit]] = []
        self._asked: dict[str, str] = {}
        self._add = LinkButton(theme, "Add &question", "plus")
        self.below = (self._add,)
        self.column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        self._add.clicked.connect(self._add_row)

    def show_asked(self, asked: dict[str, str]) -> None:
        """When each carried question was asked, and about which medicine."""
        if asked != self._asked:
            self._asked = asked
            self._show(self.rows())

    def show_fields(self, rows: tuple[QuestionFields, ...]) -> None:
        """The questions."""
        if rows != self._rows:
            self._show(rows)

    def rows(self) -> tuple[QuestionFields, ...]:
        """Every row as it is typed now."""
        self._rows = tuple(QuestionFields(text.text(), answer.text()) for text, answer in self._parts)
        return self._rows

    def go(self) -> None:
        """Put the keyboard into the first open answer, or offer the button."""
        target = next((answer for _, answer in self._parts if not answer.text()), self._add)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, rows: Sequence[QuestionFields]) -> None:
        self.clear_rows()
        self._rows, self._parts = tuple(rows), []
        for number, row in enumerate(rows):
            text = self.cell(f"{number}.text", f"Question {number + 1}", row.text, "What the patient asked")
            answer = self.cell(f"{number}.answer", f"Answer {number + 1}", row.answer, "Not answered yet")
            gone = IconButton(self._theme, "x", f"Remove question {number + 1}")
            gone.clicked.connect(partial(self._remove, number))
            for column, widget in enumerate((text, answer, gone)):
                self.grid.addWidget(widget, 2 * number, column)
            if row.text in self._asked:
                told = Label(self._asked[row.text], Type.SMALL, tone="muted").wrapped()
                self.grid.addWidget(told, 2 * number + 1, 0, 1, 3)
            self._parts.append((text, answer))
        self.place_rows()

    @Slot()
    def _add_row(self) -> None:
        self._show((*self.rows(), QuestionFields()))
        self.go_to_new(self._parts[-1][0])
        self.typed.emit()

    def _remove(self, number: int, _checked: bool = False) -> None:
        rows = self.rows()
        self._show((*rows[:number], *rows[number + 1 :]))
        self.typed.emit()


class CostsCard(RowsCard):
    """Worries about money, per month where it is known."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Cost", "cost", "kept until it is settled")
        self._rows: tuple[CostFields, ...] = ()
        self._parts: list[tuple[CellEdit, CellEdit, QCheckBox]] = []
        self._add = LinkButton(theme, "Add c&ost concern", "plus")
        self.below = (self._add,)
        self.column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.grid.setColumnStretch(0, 1)
        self._add.clicked.connect(self._add_row)

    def show_fields(self, rows: tuple[CostFields, ...]) -> None:
        """The concerns."""
        if rows != self._rows:
            self._show(rows)

    def rows(self) -> tuple[CostFields, ...]:
        """Every row as it is typed now."""
        self._rows = tuple(
            CostFields(text.text(), monthly.text(), settled.isChecked())
            for text, monthly, settled in self._parts
        )
        return self._rows

    def _show(self, rows: Sequence[CostFields]) -> None:
        self.clear_rows()
        self._rows, self._parts = tuple(rows), []
        for number, row in enumerate(rows):
            text = self.cell(
                f"{number}.text", f"Cost concern {number + 1}", row.text, "What worries the patient"
            )
            monthly = self.cell(
                f"{number}.monthly", f"Dollars a month {number + 1}", row.monthly, "$ a month"
            )
            monthly.setFixedWidth(self._theme.px(MONEY_WIDTH))
            settled = QCheckBox("settled")
            settled.setAccessibleName(f"Cost concern {number + 1} is settled")
            settled.setChecked(row.settled)
            settled.clicked.connect(self._settled)
            gone = IconButton(self._theme, "x", f"Remove cost concern {number + 1}")
            gone.clicked.connect(partial(self._remove, number))
            for column, widget in enumerate((text, monthly, settled, gone)):
                self.grid.addWidget(widget, number, column)
            self._parts.append((text, monthly, settled))
        self.place_rows()

    @Slot()
    def _settled(self) -> None:
        self.typed.emit()

    @Slot()
    def _add_row(self) -> None:
        self._show((*self.rows(), CostFields()))
        self.go_to_new(self._parts[-1][0])
        self.typed.emit()

    def _remove(self, number: int, _checked: bool = False) -> None:
        rows = self.rows()
        self._show((*rows[:number], *rows[number + 1 :]))
        self.typed.emit()
