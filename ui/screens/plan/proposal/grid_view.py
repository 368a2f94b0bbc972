"""The fields of the dialog that proposes steps, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.fields.form import Field
from ui.kit.theme import Theme

COLUMN, MOST_COLUMNS, GAP, BELOW = 190, 4, 12, 10


class FieldGrid(QWidget):
    """Fields in reading order, as many beside one another as there is room for; the last takes the rest."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: list[Field] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(GAP))
        self._grid.setVerticalSpacing(theme.px(BELOW))

    def show_fields(self, shown: Sequence[Field], known: Sequence[Field]) -> None:
        """Show these and hide the rest."""
        for widget in known:
            self._grid.removeWidget(widget)
            widget.setVisible(False)
        self._shown, self._columns = list(shown), 0
        self._arrange()
        for widget in shown:
            widget.setVisible(True)
        for earlier, later in zip(shown, shown[1:], strict=False):
            QWidget.setTabOrder(earlier.editor, later.editor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = min(MOST_COLUMNS, max(1, self.width() // self._theme.px(COLUMN)))
        if columns == self._columns:
            return
        self._columns = columns
        for widget in self._shown:
            self._grid.removeWidget(widget)
        for at, widget in enumerate(self._shown):
            row, column = divmod(at, columns)
            last = at == len(self._shown) - 1
            self._grid.addWidget(
                widget, row, column, 1, columns - column if last else 1, Qt.AlignmentFlag.AlignTop
            )
        for column in range(MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
