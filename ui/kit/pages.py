"""The room for pages of which one is seen, where the others cost nothing."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.kit.tab_order import place_stops, stops_in


class Pages(QStackedWidget):
    """Takes the room that it is given, and asks its pages for nothing.

    A plain stack asks every page for its size whenever anything in the front one changes: with five charts
    open that is some thousand widgets at each step of putting a page together.
    """

    def bring(self, page: QWidget) -> None:
        """Show a page. It is put in when it is shown first: what nobody looks at is never styled."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
            place_stops(page, stops_in(page))
        self.setCurrentWidget(page)

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def hasHeightForWidth(self) -> bool:
        return False
