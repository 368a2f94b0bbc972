"""The table of dated steps, grouped by medicine; one line is selected at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent

from medmanager.domain.ids import LineId
from ui.kit.tables.rows_table import RowsTable
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type
from ui.screens.plan.model import StepsModel
from ui.screens.plan.page import COUNTS, DAYS, EACH_DAY, FROM, TABLETS, TITLES, PlanPage, Row, StepRow
from ui.screens.plan.steps.paint import HEAD, STEP_ROW, StepsDelegate, StepsHeader, lines_of, paddings

COUNT_WIDTH, DAYS_WIDTH, LEAST_TABLETS = 38, 38, 96
MOST_ROWS = 12
"""More rows are scrolled to: what can be done with a medicine stays near its first steps."""


class StepsTable(RowsTable):
    """Signals: `line_selected(object)`, line id or None; `line_opened(object)` on Enter or double click;
    `undo_wanted()`.
    """

    line_selected = Signal(object)
    line_opened = Signal(object)
    undo_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.steps = StepsModel(self)
        self._delegate = StepsDelegate(theme, self)
        self._needed: tuple[int, ...] = ()
        self.setModel(self.steps)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(StepsHeader(theme, self))
        self.setAccessibleName("Dated steps")
        self._set_up()
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._measure_again)

    def show_page(self, page: PlanPage) -> None:
        """Show the rows of a page."""
        self.show_rows(page.rows)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the same line stays selected when it is still there."""
        chosen = self.selected_line()
        self.steps.show_rows(rows)
        self._needed = ()
        self.clearSpans()
        for number in self.steps.wide_rows():
            self.setSpan(number, 0, 1, len(TITLES))
        for number, row in enumerate(rows):
            if isinstance(row, StepRow) and row.stop:
                # The day with its year may be wider than the column, and there is no last day beside it.
                self.setSpan(number, FROM, 1, 2)
        self.fit()
        self.updateGeometry()
        self.select_line(chosen)

    def selected_line(self) -> LineId | None:
        """The line of the selected row."""
        chosen = self.selectionModel().selectedRows()
        return self.steps.line_at(chosen[0].row()) if chosen else None

    def lines(self) -> frozenset[LineId]:
        """The lines that stand here."""
        rows = map(self.steps.line_at, range(self.steps.rowCount()))
        return frozenset(line_id for line_id in rows if line_id is not None)

    def select_line(self, line_id: LineId | None) -> None:
        """Select the head of a line; None takes the selection away."""
        rows = range(self.steps.rowCount())
        found = next((row for row in rows if line_id and self.steps.line_at(row) == line_id), None)
        if found is None:
            self.clearSelection()
            self._delegate.current_row = self.currentIndex().row()
            self.line_selected.emit(None)
        else:
            self.selectRow(found)

    @Slot()
    def _measure_again(self) -> None:
        self._needed = ()
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Measure columns and rows for the present width and text size."""
        widths = self._widths()
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        for number, row in enumerate(self.steps.rows()):
            self.setRowHeight(number, self._delegate.height(row, sum(widths), widths[TABLETS]))

    def sizeHint(self) -> QSize:
        most = self._theme.px(HEAD + MOST_ROWS * STEP_ROW)
        return QSize(self._theme.px(640), min(most, self.whole()))

    def whole(self) -> int:
        """The height of all rows."""
        return self._theme.px(HEAD) + self.verticalHeader().length() + 1

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(sum(self._least()) + bar, self._theme.px(HEAD + 3 * STEP_ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        # A shortcut of its own would be as good as that of the window, and Qt then obeys neither.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _undoes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _undoes(event):
            self.undo_wanted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _set_up(self) -> None:
        self.choose_rows(self._delegate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setMinimumSectionSize(8)

    def _least(self) -> tuple[int, ...]:
        """Widths that show every date and dose whole; the sums get the rest and wrap. Measured once for the
        rows: Qt asks again and again.
        """
        if not self._needed:
            self._needed = tuple(self._measured())
        return self._needed

    def _measured(self) -> list[int]:
        px = self._theme.px
        steps = [row for row in self.steps.rows() if isinstance(row, StepRow) and not row.stop]
        widths = []
        for column, title in enumerate(TITLES):
            weight = SEMIBOLD if column in COUNTS or column == EACH_DAY else REGULAR
            lines = (line for row in steps for line in lines_of(row, column))
            texts = (self._theme.text_width(line, Type.BODY, weight) for line in lines)
            needed = max((0, *texts)) if column != TABLETS else px(LEAST_TABLETS)
            sides = sum(paddings(self._theme, column))
            least = px(COUNT_WIDTH) if column in COUNTS else px(DAYS_WIDTH) if column == DAYS else 0
            widths.append(max(least, needed + sides, self._theme.text_width(title, Type.SMALL) + sides))
        return widths

    def _widths(self) -> list[int]:
        widths = list(self._least())
        widths[TABLETS] += max(0, self.viewport().width() - sum(widths))
        return widths

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        line_id = self.steps.line_at(index.row())
        if line_id is not None:
            self.line_opened.emit(line_id)

    @Slot(QItemSelection, QItemSelection)
    def _selection_changed(self, chosen: QItemSelection, let_go: QItemSelection) -> None:
        self._delegate.current_row = self.currentIndex().row()
        self.line_selected.emit(self.selected_line())


def _undoes(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo)
