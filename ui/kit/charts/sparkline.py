"""A sparkline: the course of a score in the height of a line of text, with a dot at its end."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import Theme

WIDTH, HEIGHT, DOT = 92, 24, 3.0


class Sparkline(QWidget):
    """Points are evenly spaced; None is a gap. `summary` says the same in words for screen readers and the
    tip.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._values: tuple[Decimal | None, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Sequence[Decimal | None], summary: str) -> None:
        """Show a course, oldest first."""
        self._values = tuple(values)
        self.setAccessibleName(summary)
        self.setToolTip(summary)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(WIDTH), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        points = self._points()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("text"), 1.5))
        for start, end in zip(points, points[1:], strict=False):
            if start is not None and end is not None:
                painter.drawLine(start, end)
        last = next((point for point in reversed(points) if point is not None), None)
        if last is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("text"))
            painter.drawEllipse(last, DOT, DOT)

    def _points(self) -> list[QPointF | None]:
        known = [value for value in self._values if value is not None]
        if not known:
            return []
        low, span = min(known), max(max(known) - min(known), Decimal(1))
        width, height = self.width() - 2 * DOT - 2, self.height() - 2 * DOT - 4
        step = width / max(1, len(self._values) - 1)
        return [
            None
            if value is None
            else QPointF(1 + DOT + at * step, self.height() - DOT - 2 - float((value - low) / span) * height)
            for at, value in enumerate(self._values)
        ]
