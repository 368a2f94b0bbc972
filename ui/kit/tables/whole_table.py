"""A table that is as high as its rows: the page around it scrolls, and not the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from ui.kit.tables.cells import Column
from ui.kit.tables.table import DataTable
from ui.kit.theme import Theme

R = TypeVar("R")


class WholeTable(DataTable[R]):
    """As high as its rows: the page scrolls, not the table; only what is too wide scrolls across."""

    def __init__(
        self, theme: Theme, name: str, columns: Sequence[Column[R]], key: Callable[[R], object]
    ) -> None:
        super().__init__(theme, name, columns, key)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        is_wide = self.horizontalHeader().length() > max(self.viewport().width(), 1)
        bar = self.horizontalScrollBar().sizeHint().height() if is_wide else 0
        return QSize(size.width(), size.height() + bar)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
