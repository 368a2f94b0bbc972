"""Meters: `Meter` of a few boxes (burden), `ScoreBar` of a sum score with its ticks."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import Theme, Type

BOX_WIDTH, BOX_HEIGHT, GAP = 16, 8, 2
BAR, TICKS_BELOW = 8, 18


class Meter(QWidget):
    """`filled` of `boxes` boxes in a tone; the word beside it is the caller's, the name says both."""

    def __init__(self, theme: Theme, boxes: int = 5) -> None:
        super().__init__()
        self._theme, self._boxes = theme, boxes
        self._filled, self._tone = 0, "text"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_level(self, filled: int, tone: str, name: str) -> None:
        """Show a level; `name` is what a screen reader says, as "QT: high, 4 of 5"."""
        self._filled, self._tone = filled, tone
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._boxes * self._theme.px(BOX_WIDTH + GAP), self._theme.px(BOX_HEIGHT) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(self._boxes):
            left = number * self._theme.px(BOX_WIDTH + GAP)
            rect = QRectF(left + 0.5, 1.5, self._theme.px(BOX_WIDTH) - 1, self._theme.px(BOX_HEIGHT) - 1)
            is_filled = number < self._filled
            painter.setPen(QPen(self._theme.colour(self._tone if is_filled else "ctl"), 1))
            painter.setBrush(self._theme.colour(self._tone) if is_filled else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, 1.5, 1.5)


class ScoreBar(QWidget):
    """A bar from `low` to `high` with ticks under it; without a value it is empty, which is not 0."""

    def __init__(self, theme: Theme, low: int, high: int, ticks: tuple[int, ...]) -> None:
        super().__init__()
        self._theme, self._low, self._high, self._ticks = theme, low, high, ticks
        self._value: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, value: int | None, name: str) -> None:
        """Show a sum score or none; `name` says it in words."""
        self._value = value
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(BAR + TICKS_BELOW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0.5, 0.5, self.width() - 1, self._theme.px(BAR) - 1)
        painter.setPen(QPen(self._theme.colour("ctl"), 1))
        painter.drawRoundedRect(bar, 2, 2)
        if self._value is not None:
            painter.fillRect(QRectF(1, 1, self._x(self._value), bar.height()), self._theme.colour("accent"))
        painter.setFont(self._theme.font(Type.SMALL))
        for tick in self._ticks:
            self._paint_tick(painter, tick)

    def _x(self, value: int) -> float:
        return (self.width() - 2) * (value - self._low) / (self._high - self._low)

    def _paint_tick(self, painter: QPainter, tick: int) -> None:
        at, width, top = self._x(tick), self._theme.text_width(str(tick), Type.SMALL), self._theme.px(BAR)
        if self._low < tick < self._high:
            painter.fillRect(QRectF(at, 0, 1.5, top), self._theme.colour("text"))
        left = min(max(0.0, at - width / 2), self.width() - width)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(
            QRectF(left, top, width, self._theme.px(TICKS_BELOW)), Qt.AlignmentFlag.AlignCenter, str(tick)
        )
