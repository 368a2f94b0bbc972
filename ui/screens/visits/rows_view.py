"""The cards of the visit form that are typed in rows: medicines, questions, cost; and the free texts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.visit import Response
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.card import Card
from ui.kit.cell_edit import CellEdit
from ui.kit.labels import IconText, Label
from ui.kit.layouts import empty
from ui.kit.tab_order import place_stops, stops_of
from ui.kit.textarea import TextArea
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.visits.visit_fields import CostFields, QuestionFields, ReviewFields
from ui.screens.visits.visit_page import MedicineBox

MISSED_WIDTH, RESPONSE_WIDTH, MONEY_WIDTH = 64, 132, 108
LONGEST = 500


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
        """The problems of these rows; the first in words below them."""
        mine = {name: text for name, text in problems.items() if name.startswith(f"{self._prefix}.")}
        for cell in self._cells:
            cell.show_problem(mine.get(cell.name, ""))
        first = next(iter(mine.values()), "")
        self._problem.label.setText(first)
        self._problem.setVisible(bool(first))

    def cell(self, name: str, spoken: str, text: str, hint: str = "") -> CellEdit:
        """A new cell of this card."""
        made = CellEdit(f"{self._prefix}.{name}", spoken, text, hint, LONGEST)
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


class MedicinesCard(RowsCard):
    """How each medicine went. Signals: `typed()`, `change_wanted(LineId)`."""

    change_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Medicines", "line", "missed doses in the last 7 days; empty is not asked")
        self._boxes: tuple[MedicineBox, ...] = ()
        self._rows: tuple[ReviewFields, ...] = ()
        self._parts: list[tuple[QComboBox, CellEdit, CellEdit]] = []
        for column, stretch in ((0, 3), (3, 2)):
            self.grid.setColumnStretch(column, stretch)

    def show_boxes(self, boxes: tuple[MedicineBox, ...]) -> None:
        """The medicines to review."""
        if boxes != self._boxes:
            self._boxes = boxes
            self._build_rows()

    def show_fields(self, rows: tuple[ReviewFields, ...]) -> None:
        """The answers; rows that stay where they are are not built anew."""
        if rows == self._rows:
            return
        before, self._rows = self._numbered(), rows
        if [number for number, _ in before] == [number for number, _ in self._numbered()]:
            self._fill()
        else:
            self._build_rows()

    def rows(self) -> tuple[ReviewFields, ...]:
        """Every row as it is answered now; medicines that are not shown any more keep theirs."""
        shown = {
            str(box.line_id): (str(response.currentData()), missed.text(), reason.text())
            for box, (response, missed, reason) in zip(self._boxes, self._parts, strict=False)
        }
        self._rows = tuple(
            ReviewFields(row.line_id, *shown[row.line_id]) if row.line_id in shown else row
            for row in self._rows
        )
        return self._rows

    def go(self) -> None:
        """Put the keyboard into the first row."""
        if self._parts:
            self._parts[0][0].setFocus(Qt.FocusReason.TabFocusReason)

    def _build_rows(self) -> None:
        self.clear_rows()
        self._parts = []
        if not self._boxes:
            self.grid.addWidget(Label("No medicine is on the signed plan.", tone="muted"), 0, 0)
            return
        for column, head in enumerate(("Medicine", "How it works", "Missed", "Why missed")):
            self.grid.addWidget(Label(head, Type.SMALL, tone="muted"), 0, column)
        for line, (box, (number, _)) in enumerate(zip(self._boxes, self._numbered(), strict=True), start=1):
            self._build_row(line, box, number)
        self._fill()
        self.place_rows()

    def _numbered(self) -> list[tuple[int, ReviewFields]]:
        """The answers of each medicine that is shown, and where they stand in the note."""
        answers = {row.line_id: (number, row) for number, row in enumerate(self._rows)}
        lines = enumerate(str(box.line_id) for box in self._boxes)
        return [answers.get(line_id, (number, ReviewFields(line_id))) for number, line_id in lines]

    def _fill(self) -> None:
        for (response, missed, reason), (_, row) in zip(self._parts, self._numbered(), strict=True):
            response.setCurrentIndex(response.findData(row.response))
            missed.setText(row.missed)
            reason.setText(row.reason)

    def _build_row(self, line: int, box: MedicineBox, number: int) -> None:
        name = QWidget()
        cell = QVBoxLayout(name)
        cell.setContentsMargins(0, 0, 0, 0)
        cell.setSpacing(0)
        words = QHBoxLayout()
        label = Label(box.name, weight=SEMIBOLD)
        label.setWordWrap(True)
        words.addWidget(label, 1)
        words.addWidget(Label(box.dose, Type.SMALL, tone="muted"))
        cell.addLayout(words)
        if box.hint:
            cell.addWidget(Label(f"Hard to take: {box.hint}", Type.SMALL, tone="moderate").wrapped())
        response = QComboBox()
        response.setProperty("compact", True)
        response.setAccessibleName(f"How {box.name} works")
        response.setMinimumWidth(self._theme.px(RESPONSE_WIDTH))
        for one in Response:
            response.addItem(one.value, one.value)
        response.activated.connect(self._chosen)
        missed = self.cell(f"{number}.missed", f"Missed doses of {box.name} in 7 days", "")
        missed.setFixedWidth(self._theme.px(MISSED_WIDTH))
        missed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        reason = self.cell(f"{number}.reason", f"Why doses of {box.name} were missed", "")
        change = LinkButton(self._theme, "Change dose")
        change.setAccessibleName(f"Change dose of {box.name}")
        change.clicked.connect(partial(self._change, box))
        for column, widget in enumerate((name, response, missed, reason, change)):
            self.grid.addWidget(widget, line, column)
        self._parts.append((response, missed, reason))

    def _change(self, box: MedicineBox, _checked: bool = False) -> None:
        self.change_wanted.emit(box.line_id)

    @Slot(int)
    def _chosen(self, _: int) -> None:
        self.typed.emit()


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


class TextCard(Card):
    """One free text. Signals: `typed()` at each key."""

    typed = Signal()

    def __init__(self, theme: Theme, title: str, lines: int = 3) -> None:
        super().__init__(theme, title)
        self.area = TextArea(theme, title, lines)
        self._problem = IconText(theme, "circle-alert", "", "contra", Type.SMALL)
        self._problem.label.wrapped()
        self._problem.hide()
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.px(6))
        self.column.addWidget(self.area)
        self.column.addWidget(self._problem)
        self.add_padded(self.column)
        self._is_showing = False
        self.area.textChanged.connect(self._changed)

    def show_text(self, text: str) -> None:
        """Show a text without a signal."""
        self._is_showing = True
        self.area.show_text(text)
        self._is_showing = False

    def show_problem(self, sentence: str) -> None:
        """Say below the text why it cannot be kept."""
        self._problem.label.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def text(self) -> str:
        """The text as it is typed now."""
        return self.area.toPlainText()

    def go(self) -> None:
        """Put the keyboard into the text."""
        self.area.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _changed(self) -> None:
        if not self._is_showing:
            self.typed.emit()


class SinceCard(TextCard):
    """What happened since the last visit, and how it goes in one word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Since last visit", 4)
        self._response = QComboBox()
        self._response.setAccessibleName("How it goes since the last visit")
        self._response.setProperty("compact", True)
        for one in Response:
            self._response.addItem(one.value, one.value)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        label = Label("How it &goes", Type.SMALL)
        label.setBuddy(self._response)
        row.addWidget(label)
        row.addWidget(self._response, 1)
        self.column.addLayout(row)
        self._response.activated.connect(self._chosen)

    def show_response(self, response: str) -> None:
        """Show the word."""
        self._response.setCurrentIndex(self._response.findData(response))

    def response(self) -> str:
        """The word that is chosen."""
        return str(self._response.currentData())

    @Slot(int)
    def _chosen(self, _: int) -> None:
        self.typed.emit()
