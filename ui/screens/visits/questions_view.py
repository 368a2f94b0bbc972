"""The cards of the visit form on what the patient asks and what it costs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.kit.theme import Theme
from ui.screens.visits.rows_view import AddedRowsCard
from ui.screens.visits.visit_fields import CostFields, QuestionFields

MONEY_WIDTH = 108


class QuestionsCard(AddedRowsCard[QuestionFields]):
    """What the patient asked; an empty answer goes on to the next visit and onto the sheet."""

    empty = QuestionFields()
    row_name, add_words = "question", "Add &question"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Questions", "question", "unanswered ones go on to the next visit")
        self._asked: dict[str, str] = {}
        self.grid.setColumnStretch(1, 1)

    def show_asked(self, asked: dict[str, str]) -> None:
        """When each carried question was asked, and about which medicine."""
        if asked != self._asked:
            self._asked = asked
            self.show_rows(self.rows())

    def go(self) -> None:
        """Put the keyboard into the first open answer, or offer the button."""
        answers = [self.cell_of(number, "answer") for number in range(len(self.rows()))]
        target = next((answer for answer in answers if not answer.text()), self.add_button)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def make_row(self, number: int, row: QuestionFields) -> tuple[QWidget, ...]:
        return (
            self.cell(f"{number}.text", f"Question {number + 1}", row.text, "What the patient asked"),
            self.cell(f"{number}.answer", f"Answer {number + 1}", row.answer, "Not answered yet"),
        )

    def read_row(self, number: int, row: QuestionFields) -> QuestionFields:
        return QuestionFields(self.cell_of(number, "text").text(), self.cell_of(number, "answer").text())

    def told(self, row: QuestionFields) -> str:
        return self._asked.get(row.text, "")


class CostsCard(AddedRowsCard[CostFields]):
    """Worries about money, per month where it is known."""

    empty = CostFields()
    row_name, add_words = "cost concern", "Add c&ost concern"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Cost", "cost", "kept until it is settled")
        self._settled: dict[int, QCheckBox] = {}
        self._names: dict[str, str] = {}

    def show_names(self, names: dict[str, str]) -> None:
        """The medicines that a cost may be about, by the id of their line."""
        if names != self._names:
            self._names = names
            self.show_rows(self.rows())

    def make_row(self, number: int, row: CostFields) -> tuple[QWidget, ...]:
        spoken = f"Cost concern {number + 1}"
        text = self.cell(f"{number}.text", spoken, row.text, "What worries the patient")
        monthly = self.cell(f"{number}.monthly", f"Dollars a month {number + 1}", row.monthly, "$ a month")
        monthly.setFixedWidth(self._theme.px(MONEY_WIDTH))
        settled = QCheckBox("settled")
        settled.setAccessibleName(f"{spoken} is settled")
        settled.setChecked(row.settled)
        settled.clicked.connect(self._tell)
        self._settled[number] = settled
        return text, monthly, settled

    def read_row(self, number: int, row: CostFields) -> CostFields:
        text, monthly = (self.cell_of(number, part).text() for part in ("text", "monthly"))
        return CostFields(text, monthly, self._settled[number].isChecked(), row.line_id)

    def told(self, row: CostFields) -> str:
        name = self._names.get(row.line_id)
        return f"About {name}" if name else ""

    @Slot()
    def _tell(self) -> None:
        self.typed.emit()
