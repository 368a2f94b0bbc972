"""The table of dated steps as Qt asks for it: rows of a line's head, its steps, and a closing note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medmanager.domain.ids import LineId
from ui.kit.plan_words import with_rhythm
from ui.screens.plan.page import COUNTS, DAYS, EACH_DAY, TITLES, WITH_RHYTHM, LineRow, NoteRow, Row, StepRow

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class StepsModel(QAbstractTableModel):
    """Takes the rows of a page and answers for them; it works nothing out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    def line_at(self, row: int) -> LineId | None:
        """The line that a row belongs to; None for the note."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return None if found is None or isinstance(found, NoteRow) else found.line_id

    def wide_rows(self) -> tuple[int, ...]:
        """The numbers of the rows that go across the table."""
        return tuple(number for number, row in enumerate(self._rows) if not isinstance(row, StepRow))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        return 0 if parent.isValid() else len(TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], NoteRow):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(section) | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return _text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, StepRow | LineRow):
            return row.tip or None
        return None


def alignment(column: int) -> Qt.AlignmentFlag:
    """Numbers right, counts per time of day centred, words left."""
    if column in COUNTS:
        return Qt.AlignmentFlag.AlignHCenter
    right = column in {DAYS, EACH_DAY}
    return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft


def _text(row: Row, column: int) -> str:
    if isinstance(row, StepRow):
        return with_rhythm(row.cells[column], row.rhythm) if column in WITH_RHYTHM else row.cells[column]
    if isinstance(row, LineRow):
        parts = (row.name, row.details, row.tag, row.problem)
        return ", ".join(part for part in parts if part) if column == 0 else ""
    return row.text if column == 0 else ""
