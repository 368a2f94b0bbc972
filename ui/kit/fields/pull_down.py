"""A list that drops down, for every choice among a few: the wheel turns the page and never the choice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class PullDown(QComboBox):
    """Qt changes the choice under the mouse when a page is scrolled: a form, a direction, a role."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
