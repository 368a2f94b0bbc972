"""The room for pages of which one is seen, where the others cost nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ui.kit.scroll import QuietArea
from ui.kit.tab_order import place_stops, stops_along


class Pages(QStackedWidget):
    """Takes the room that it is given, and asks its pages for nothing.

    A plain stack asks every page for its size whenever anything in the front one changes: with five charts
    open that is some thousand widgets at each step of putting a page together.
    """

    def bring(self, page: QWidget) -> None:
        """Show a page. It is put in when it is shown first: what nobody looks at is never styled."""
        if self.indexOf(page) < 0:
            stops = stops_along(page)
            self.addWidget(page)
            place_stops(page, stops)
        self.setCurrentWidget(page)

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def hasHeightForWidth(self) -> bool:
        return False


class LowRoom(QuietArea):
    """Around pages in a room that may be too low for them: it scrolls then, and nothing is squeezed."""

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self._pages = pages
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setProperty("ground", "window")
        self.setWidget(pages)
        pages.installEventFilter(self)
        pages.currentChanged.connect(self.fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._pages and event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    @Slot()
    def fit(self) -> None:
        """As high as the room, or as the page in front must be."""
        front, room = self._pages.currentWidget(), self.viewport().size()
        least = front.minimumSizeHint().height() if front is not None else 0
        self._pages.resize(room.width(), max(room.height(), least))
