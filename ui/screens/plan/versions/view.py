"""The dialogs on the versions of a plan: two side by side, and where the doses of a line came from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from medmanager.domain.ids import PlanId
from ui.kit.dialogs.dialog import Dialog
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import Icon, Label, rule
from ui.kit.layout.flow import Flow
from ui.kit.layout.layouts import empty
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type
from ui.screens.plan.versions.sheets import CompareRow, CompareSheet, HistoryRow

COMPARED, HISTORY = 760, 600


class CompareDialog(Dialog):
    """Two versions side by side. Signals: `chosen(object, object)`: ids of the older and the newer."""

    chosen = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "Compare two versions", "Close", "")
        self.cancel.hide()
        self.confirmed.connect(self.accept)
        self.set_length(COMPARED)
        self._older, self._newer = PullDown(), PullDown()
        self._older.setAccessibleName("Older version")
        self._newer.setAccessibleName("Newer version")
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnMinimumWidth(1, theme.px(130))
        for column, stretch in ((2, 1), (3, 1)):
            self._grid.setColumnStretch(column, stretch)
        head = Flow(theme.px(12))
        for widget in (self._older, Label("and", tone="muted"), self._newer):
            head.addWidget(widget)
        self.body.addLayout(head)
        self.body.addWidget(self._rows, 1)
        for box in (self._older, self._newer):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(self._choose)

    def show_sheet(self, sheet: CompareSheet) -> None:
        """Show two versions."""
        for box, chosen in ((self._older, sheet.older_id), (self._newer, sheet.newer_id)):
            _fill(box, sheet.versions, chosen)
        empty(self._grid)
        self._grid.addWidget(Label("Medicine", Type.SMALL, tone="muted"), 0, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(_made(self._older.currentText(), sheet.older_words), 0, 2)
        self._grid.addWidget(_made(self._newer.currentText(), sheet.newer_words), 0, 3)
        line = 1
        for row in sheet.rows:
            line = self._show_row(line, row)
        for number in range(self._grid.rowCount()):
            # A shorter comparison before this one left its room here.
            self._grid.setRowStretch(number, 0)
        self._grid.setRowStretch(line + 1, 1)

    def _show_row(self, line: int, row: CompareRow) -> int:
        """From that line of the grid on; gives the next free one."""
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(rule(), line, 0, 1, 4)
        icon = Icon(self.theme, row.icon, row.tone)
        icon.setFixedHeight(self.theme.px(20))
        self._grid.addWidget(icon, line + 1, 0, top)
        name = Label(row.name, weight=SEMIBOLD)
        name.setWordWrap(True)
        self._grid.addWidget(name, line + 1, 1, top)
        before = Label(row.before or "not on this plan", tone="text" if row.before else "muted")
        self._grid.addWidget(before.wrapped(), line + 1, 2, top)
        self._grid.addWidget(self._after(row), line + 1, 3, top)
        for number, detail in enumerate(row.details, start=line + 2):
            self._grid.addWidget(Label(detail.label, Type.SMALL, tone="muted").wrapped(), number, 1, top)
            self._grid.addWidget(Label(detail.before, Type.SMALL).wrapped(), number, 2, top)
            self._grid.addWidget(Label(detail.after, Type.SMALL, SEMIBOLD).wrapped(), number, 3, top)
        return line + 2 + len(row.details)

    def _after(self, row: CompareRow) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        text = row.after or "not on this plan"
        column.addWidget(Label(text, weight=SEMIBOLD if row.tone == "accent" else REGULAR).wrapped())
        if row.reason:
            column.addWidget(Label(row.reason, Type.SMALL, tone="muted").wrapped())
        return cell

    @Slot(int)
    def _choose(self, _: int) -> None:
        self.chosen.emit(self._older.currentData(), self._newer.currentData())


class HistoryDialog(Dialog):
    """Where each dose of a line came from, the latest first."""

    def __init__(self, theme: Theme, parent: QWidget, name: str, rows: Sequence[HistoryRow]) -> None:
        super().__init__(theme, parent, f"Doses of {name}", "Close", "")
        self.cancel.hide()
        self.confirmed.connect(self.accept)
        self.set_length(HISTORY)
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(2, 1)
        for number, row in enumerate(rows):
            self._show_row(grid, number, row)
        grid.setRowStretch(len(rows), 1)
        self.body.addWidget(content, 1)

    def _show_row(self, grid: QGridLayout, number: int, row: HistoryRow) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Label(row.since), number, 0, top)
        grid.addWidget(Label(row.dose, weight=SEMIBOLD), number, 1, top | Qt.AlignmentFlag.AlignRight)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            Label(row.reason or "no reason written", tone="text" if row.reason else "muted").wrapped()
        )
        column.addWidget(Label(row.version, Type.SMALL, tone="muted").wrapped())
        grid.addWidget(cell, number, 2, top)


def _made(version: str, made: str) -> QWidget:
    """A version over who made it, when and why."""
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Label(version, weight=SEMIBOLD).wrapped())
    if made:
        column.addWidget(Label(made, Type.SMALL, tone="muted").wrapped())
    column.addStretch(1)
    return cell


def _fill(box: QComboBox, versions: Sequence[tuple[PlanId, str]], chosen: PlanId) -> None:
    box.clear()
    for plan_id, text in versions:
        box.addItem(text, plan_id)
    box.setCurrentIndex(
        max(0, next((at for at, (plan_id, _) in enumerate(versions) if plan_id == chosen), 0))
    )
