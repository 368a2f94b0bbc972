"""A calm table of records: `DataTable(theme, "Visits", columns)`, `show_rows(rows)`, signal
`activated_record`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy

from ui.kit.tables.cells import Column, Section
from ui.kit.tables.delegate import END, ROW, ROW_TWO, SIDE, TableDelegate, cell_width
from ui.kit.tables.rows_model import RowsModel
from ui.kit.tables.rows_table import RowsTable
from ui.kit.theme import Theme, Type

R = TypeVar("R")
HEAD, SECTION_ROW, LINE, SLACK = 28, 26, 18, 4


class DataTable(RowsTable, Generic[R]):
    """One row is selected at a time; Enter or a double click activates it.

    Columns are measured once for each set of rows and grow so that no dose, name or date is cut.
    Signals: `record_activated(record)`, `record_selected(record)`.
    """

    record_activated = Signal(object)
    record_selected = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Sequence[Column[R]],
        key: Callable[[R], object] = lambda row: row,
    ) -> None:
        super().__init__()
        self._theme, self._key = theme, key
        self.rows = RowsModel[R](columns, self)
        self._delegate = TableDelegate(theme, cast(Any, self.rows.columns), self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self._wholes: list[int] = []
        """The width of each column at which everything stands whole in one line."""
        self._raised: list[int] = []
        self._set_up()
        self.activated.connect(self._activate)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        theme.changed.connect(self.fit)

    def show_rows(self, rows: Sequence[R | Section]) -> None:
        """Show other rows; the same record stays selected when it is still there."""
        chosen = self.selected_record()
        self._raised = []
        self.rows.show(rows)
        self.clearSpans()
        for number in self.rows.section_rows():
            self.setSpan(number, 0, 1, len(self.rows.columns))
        self.fit()
        if chosen is not None:
            self.select_key(self._key(chosen))

    def selected_record(self) -> R | None:
        """The record of the selected row."""
        chosen = self.selectionModel().selectedRows()
        return self.rows.record(chosen[0].row()) if chosen else None

    def select_key(self, key: object) -> bool:
        """Select the row whose record has this key; False when there is none."""
        for number, row in enumerate(self.rows.rows()):
            if not isinstance(row, Section) and self._key(row) == key:
                self.selectRow(number)
                return True
        return False

    def step(self, step: int) -> None:
        """Select another row, as for arrows in a search box above."""
        count = self.rows.rowCount()
        start = self.currentIndex().row()
        target = start + step
        while 0 <= target < count and self.rows.record(target) is None:
            target += 1 if step > 0 else -1
        if 0 <= target < count:
            self.selectRow(target)

    @Slot()
    def fit(self) -> None:
        """Measure the columns and rows for the present text size."""
        tall = self.rows.has_second_lines()
        self.verticalHeader().setDefaultSectionSize(self._theme.px(ROW_TWO if tall else ROW))
        for number in self.rows.section_rows():
            self.setRowHeight(number, self._theme.px(SECTION_ROW))
        self.horizontalHeader().setMinimumHeight(self._theme.px(HEAD))
        self._wholes = [self._whole(number) for number in range(len(self.rows.columns))]
        self._spread()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = self.horizontalHeader().height() if not self.horizontalHeader().isHidden() else 0
        return QSize(self.horizontalHeader().length(), height + self.verticalHeader().length() + 1)

    def minimumSizeHint(self) -> QSize:
        rows = min(3, max(1, self.rows.rowCount()))
        return QSize(self._theme.px(160), self._theme.px(HEAD + rows * ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wholes:
            self._spread()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._activate(self.currentIndex())
            return
        super().keyPressEvent(event)

    def enter_rows(self) -> None:
        if self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())
        else:
            self.step(1)

    def _set_up(self) -> None:
        self.choose_rows(self._delegate)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        # Else the header widens narrow columns by itself, past the width that was measured.
        head.setMinimumSectionSize(1)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _width(self, number: int) -> int:
        """The least width at which nothing is cut that may not be."""
        column = self.rows.columns[number]
        return self._least(number) if column.cuts else self._whole(number)

    def _least(self, number: int) -> int:
        column = self.rows.columns[number]
        title = self._theme.text_width(column.title, Type.SMALL) + self._padding(number)
        return max(self._theme.px(column.width), title)

    def _whole(self, number: int) -> int:
        needed = max((cell_width(self._theme, cell) for cell in self.rows.cells(number)), default=0)
        return max(self._least(number), needed + self._padding(number) + SLACK)

    def _padding(self, number: int) -> int:
        last = len(self.rows.columns) - 1
        return self._theme.px(END if number == 0 else SIDE) + self._theme.px(END if number == last else SIDE)

    def _spread(self) -> None:
        """What is left goes to words that would be cut, then to names that would wrap, then to the column of
        the rest.
        """
        columns = self.rows.columns
        widths = list(self._wholes)
        for number, column in enumerate(columns):
            if column.cuts or column.most:
                widths[number] = min(widths[number], self._theme.px(column.most) or self._least(number))
        rest = max(0, self.viewport().width() - sum(widths))
        for number in sorted(range(len(widths)), key=lambda at: not columns[at].cuts):
            more = min(rest, max(0, self._wholes[number] - widths[number]))
            widths[number] += more
            rest -= more
        takers = [number for number, column in enumerate(columns) if column.takes_rest]
        widths[takers[0] if takers else len(widths) - 1] += rest
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width)
        self._raise_rows(widths)

    def _raise_rows(self, widths: list[int]) -> None:
        """A row is as high as the names that wrap in it."""
        usual, lines = self.verticalHeader().defaultSectionSize(), dict.fromkeys(self._raised, 1)
        for number, column in enumerate(self.rows.columns):
            if column.most and widths[number] < self._wholes[number]:
                for row, cell in self.rows.numbered(number):
                    lines[row] = max(
                        lines.get(row, 1), len(self._delegate.lines(cell, number, widths[number]))
                    )
        self._raised = [row for row, count in lines.items() if count > 1]
        for row, count in lines.items():
            self.setRowHeight(row, usual + self._theme.px(LINE) * (count - 1))

    @Slot(QModelIndex)
    def _activate(self, index: QModelIndex) -> None:
        record = self.rows.record(index.row())
        if record is not None:
            self.record_activated.emit(record)

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._delegate.current_row = current.row()
        self.viewport().update()
        record = self.rows.record(current.row())
        if record is not None:
            self.record_selected.emit(record)
