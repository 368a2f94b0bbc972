"""The room for pages of which one is seen, where the others cost nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ui.kit.layout.scroll import QuietArea
from ui.kit.tab_order import place_stops, stops_along

PageT = TypeVar("PageT", bound=QWidget, covariant=True)


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


class LaterPage(Generic[PageT]):
    """A page that is put together when it is wanted first, or in a turn of its own before; what is to be
    shown or connected earlier waits for it.
    """

    def __init__(self, put_together: Callable[[], PageT]) -> None:
        self._put_together = put_together
        self._page: PageT | None = None
        self._waiting: list[Callable[[PageT], object]] = []

    @property
    def page(self) -> PageT:
        """The page with everything that it was told."""
        return self._made()

    def make(self) -> None:
        """Put it together, if nobody wanted it yet."""
        self._made()

    def _made(self) -> PageT:
        if self._page is None:
            self._page = self._put_together()
            for show in self._waiting:
                show(self._page)
            self._waiting.clear()
        return self._page

    def tell(self, show: Callable[[PageT], object]) -> None:
        """Do this with the page, as soon as there is one."""
        if self._page is None:
            self._waiting.append(show)
        else:
            show(self._page)


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
