"""The Qt item model of every table: takes a tuple, answers roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.kit.tables.cells import Align, Cell, Column, Section

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
}


class Role(IntEnum):
    """What painters ask beside the usual roles."""

    CELL = Qt.ItemDataRole.UserRole + 1
    SECTION = Qt.ItemDataRole.UserRole + 2
    RECORD = Qt.ItemDataRole.UserRole + 3


class RowsModel(QAbstractTableModel, Generic[R]):
    """Shows records in columns; cells are computed when the rows come, never while painting."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[R | Section, ...] = ()
        self._cells: tuple[tuple[Cell, ...], ...] = ()

    def show(self, rows: Sequence[R | Section]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._cells = tuple(self._cells_of(row) for row in self._rows)
        self.endResetModel()

    def rows(self) -> tuple[R | Section, ...]:
        """What is shown."""
        return self._rows

    def record(self, row: int) -> R | None:
        """The record in a row; None for a section or no such row."""
        if not 0 <= row < len(self._rows):
            return None
        found = self._rows[row]
        return None if isinstance(found, Section) else found

    def cells(self, column: int) -> tuple[Cell, ...]:
        """All cells of a column, for measuring."""
        return tuple(row[column] for row in self._cells if row)

    def numbered(self, column: int) -> Iterator[tuple[int, Cell]]:
        """Each cell of a column with the number of its row."""
        return ((number, row[column]) for number, row in enumerate(self._cells) if row)

    def section_rows(self) -> tuple[int, ...]:
        """The numbers of the rows that are sections."""
        return tuple(number for number, row in enumerate(self._rows) if isinstance(row, Section))

    def has_second_lines(self) -> bool:
        """Whether any cell has two lines."""
        return any(cell.second for row in self._cells for cell in row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], Section):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGNMENTS[self.columns[section].align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Role.RECORD:
            return row
        if isinstance(row, Section):
            return self._section_data(row, role)
        return self._cell_data(self._cells[index.row()][index.column()], role)

    def _section_data(self, row: Section, role: int) -> Any:
        if role == Role.SECTION:
            return row
        return row.text if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} else None

    def _cell_data(self, cell: Cell, role: int) -> Any:
        if role == Role.CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (cell.text, cell.second) if part)
        return cell.tip or None if role == Qt.ItemDataRole.ToolTipRole else None

    def _cells_of(self, row: R | Section) -> tuple[Cell, ...]:
        if isinstance(row, Section):
            return ()
        return tuple(column.cell(row) for column in self.columns)
