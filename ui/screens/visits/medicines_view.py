"""The card of the visit form on how each medicine went."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.visit import Response
from ui.kit.buttons import LinkButton
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import Label
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.visits.rows_view import RowsCard
from ui.screens.visits.visit_fields import ReviewFields
from ui.screens.visits.visit_page import MedicineBox

MISSED_WIDTH, RESPONSE_WIDTH = 64, 132


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
        response = PullDown()
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
        for column, widget in enumerate((_name_of(box), response, missed, reason, change)):
            self.grid.addWidget(widget, line, column)
        self._parts.append((response, missed, reason))

    def _change(self, box: MedicineBox, _checked: bool = False) -> None:
        self.change_wanted.emit(box.line_id)

    @Slot(int)
    def _chosen(self, _: int) -> None:
        self.typed.emit()


def _name_of(box: MedicineBox) -> QWidget:
    """The medicine with its dose, and below it what makes it hard to take."""
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    words = QHBoxLayout()
    name = Label(box.name, weight=SEMIBOLD)
    name.setWordWrap(True)
    words.addWidget(name, 1)
    words.addWidget(Label(box.dose, Type.SMALL, tone="muted"))
    column.addLayout(words)
    if box.hint:
        column.addWidget(Label(f"Hard to take: {box.hint}", Type.SMALL, tone="moderate").wrapped())
    return cell
