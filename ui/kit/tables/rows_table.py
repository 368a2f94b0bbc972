"""The base of tables in which one whole row is selected, by mouse or by keyboard."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView


class FocusPainter(Protocol):
    """A delegate that draws a ring around the current row while its table has the keyboard."""

    is_focused: bool


class RowsTable(QTableView):
    """Says with `enter_rows` what is selected when the keyboard comes to it and nothing is."""

    _painter: FocusPainter

    def choose_rows(self, painter: FocusPainter) -> None:
        """Select one row at a time, write nothing, scroll smoothly, and let Tab go on to what is below.

        `painter` is told when the keyboard comes and goes.
        """
        self._painter = painter
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()

    def enter_rows(self) -> None:
        """Select the row where the keyboard was last, else the first."""
        if self.model().rowCount():
            self.selectRow(max(0, self.currentIndex().row()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._painter.is_focused = True
        if not self.selectionModel().hasSelection():
            self.enter_rows()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._painter.is_focused = False
        self.viewport().update()
