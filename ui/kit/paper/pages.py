"""The pages of a PDF as they print: the exact bytes, drawn by QtPdf, black on white in every theme."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from ui.kit.layout.scroll import ScrollArea
from ui.kit.theme import Theme

GAP, WIDEST = 16, 900
READ, WHOLE, ONE = "read", "whole", "one"


class PagesView(ScrollArea):
    """Pages as wide as the room allows, or whole pages side by side; drawn when they come into view."""

    def __init__(self, theme: Theme) -> None:
        self.strip = PageStrip(theme)
        super().__init__(self.strip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pages of the paper")

    def show_pdf(self, content: bytes) -> None:
        """Draw another paper, from its first page on."""
        self.strip.show_pdf(content)
        self.verticalScrollBar().setValue(0)
        pages = self.strip.count
        self.setAccessibleDescription(f"{pages} {'page' if pages == 1 else 'pages'}")

    def show_as(self, way: str) -> None:
        """READ (as wide as there is room), WHOLE (whole pages side by side) or ONE (a single page)."""
        self.strip.show_as(way)
        self.verticalScrollBar().setValue(0)

    def turn_to(self, page: int) -> None:
        """Show this page, counted from 0, where one is shown at a time."""
        self.strip.turn_to(page)
        self.verticalScrollBar().setValue(0)

    @property
    def count(self) -> int:
        return self.strip.count

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.fit(self.viewport().height())


class PageStrip(QWidget):
    """Paints white sheets on the ground of the card."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bytes = QByteArray()
        self._buffer = QBuffer(self)
        self._document = QPdfDocument(self)
        self._drawn: dict[tuple[int, int], QImage] = {}
        self._way = READ
        self._page = 0
        self._room = theme.px(600)
        """Height of what is seen at once."""

    @property
    def count(self) -> int:
        return self._document.pageCount()

    def show_pdf(self, content: bytes) -> None:
        """Load other bytes; the pages drawn so far are forgotten."""
        self._document.close()
        self._buffer.close()
        self._drawn.clear()
        self._bytes = QByteArray(content)
        self._buffer.setData(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._lay_out()

    def show_as(self, way: str) -> None:
        """Other sizes of the same pages."""
        self._way = way
        self._lay_out()

    def turn_to(self, page: int) -> None:
        """Another page, where one is shown at a time."""
        self._page = page
        self._lay_out()

    def fit(self, height: int) -> None:
        """So much is seen at once."""
        self._room = height
        self._lay_out()

    def places(self) -> tuple[QRectF, ...]:
        """Where each page that is shown stands at the present width."""
        gap, sizes = self._theme.px(GAP), [self._page_size(page) for page in self._shown()]
        if not sizes:
            return ()
        widest = max(size.width() for size in sizes)
        across = 1 if self._way != WHOLE else max(1, min(len(sizes), (self.width() - gap) // (widest + gap)))
        left = (self.width() - across * (widest + gap) + gap) / 2
        found, y = [], float(gap)
        for first in range(0, len(sizes), across):
            row = sizes[first : first + across]
            found += [
                QRectF(left + place * (widest + gap), y, size.width(), size.height())
                for place, size in enumerate(row)
            ]
            y += max(size.height() for size in row) + gap
        return tuple(found)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, place in zip(self._shown(), self.places(), strict=True):
            if place.intersects(QRectF(event.rect())):
                self._paint_page(painter, page, place)

    def _lay_out(self) -> None:
        places = self.places()
        height = places[-1].bottom() + self._theme.px(GAP) if places else 0
        self.setMinimumHeight(round(height))
        self.update()

    def _paint_page(self, painter: QPainter, page: int, place: QRectF) -> None:
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.drawImage(place, self._image(page, place.size().toSize()))
        painter.setPen(QPen(self._theme.colour("ctl"), 1))
        painter.drawRect(place)

    def _image(self, page: int, size: QSize) -> QImage:
        """The page drawn once for each width, at the dots of the screen."""
        ratio = self.devicePixelRatioF()
        key = (page, round(size.width() * ratio))
        if key not in self._drawn:
            drawn = self._document.render(page, size * ratio)
            drawn.setDevicePixelRatio(ratio)
            self._drawn[key] = drawn
        return self._drawn[key]

    def _shown(self) -> range:
        """The pages that are shown: one, or all."""
        if self._way != ONE or not self.count:
            return range(self.count)
        page = min(self._page, self.count - 1)
        return range(page, page + 1)

    def _page_size(self, page: int) -> QSize:
        points, gap = self._document.pagePointSize(page), self._theme.px(GAP)
        if points.width() <= 0 or points.height() <= 0:
            return QSize(gap, gap)
        shape = points.height() / points.width()
        width = min(self.width() - 2 * gap, self._theme.px(WIDEST))
        if self._way == WHOLE:
            width = min(width, round((self._room - 2 * gap) / shape))
        return QSize(width, round(width * shape))
