"""Questions and answers in two columns, painted: many of them cost one widget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.layout.wrapping import lines_of
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type

GAP, BETWEEN, LEAST = 8, 4, 120
UP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class Pair:
    """One line: what is asked, and what was said."""

    left: str
    right: str
    left_tone: str = "muted"
    right_tone: str = "text"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A pair as it is broken now, and where it stands."""

    pair: Pair
    left: tuple[str, ...]
    right: tuple[str, ...]
    top: float


class Pairs(QWidget):
    """The left column is `width` wide, or half of a narrow place; both sides wrap. All is told to screen
    readers.
    """

    def __init__(self, theme: Theme, width: int, pairs: Sequence[Pair]) -> None:
        super().__init__()
        self._theme, self._left, self._pairs = theme, width, tuple(pairs)
        self._laid: dict[tuple[int, float], tuple[tuple[_Line, ...], int]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleDescription("\n".join(f"{pair.left}: {pair.right}" for pair in pairs))

    def sizeHint(self) -> QSize:
        width = 2 * self._theme.px(self._left)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(2 * LEAST + GAP), self._theme.px(BETWEEN))

    def heightForWidth(self, width: int) -> int:
        return self._lay(width)[1]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        second = self._first(self.width()) + self._theme.px(GAP)
        for line in self._lay(self.width())[0]:
            self._write(painter, QPointF(0, line.top), line.left, line.pair.left_tone, _weight(line.pair))
            self._write(painter, QPointF(second, line.top), line.right, line.pair.right_tone)

    def _write(
        self, painter: QPainter, at: QPointF, lines: tuple[str, ...], tone: str, weight: int = REGULAR
    ) -> None:
        painter.setFont(self._theme.font(Type.BODY, weight))
        painter.setPen(self._theme.colour(tone))
        painter.drawText(QRectF(at, self.rect().bottomRight().toPointF()), int(UP), "\n".join(lines))

    def _lay(self, width: int) -> tuple[tuple[_Line, ...], int]:
        """The lines in this width, and their height: asked often, worked out once for each text size."""
        key = (width, self._theme.factor)
        if key not in self._laid:
            lines = tuple(self._lines(width))
            end = lines[-1].top + self._height(lines[-1]) if lines else 0
            self._laid[key] = (lines, round(end))
        return self._laid[key]

    def _lines(self, width: int) -> Iterator[_Line]:
        first, top = self._first(width), 0.0
        for pair in self._pairs:
            left = lines_of(pair.left, self._theme.font(Type.BODY, _weight(pair)), first)
            rest = width - first - self._theme.px(GAP)
            line = _Line(pair, left, lines_of(pair.right, self._theme.font(), rest), top)
            yield line
            top += self._height(line) + self._theme.px(BETWEEN)

    def _first(self, width: int) -> int:
        return min(self._theme.px(self._left), (width - self._theme.px(GAP)) // 2)

    def _height(self, line: _Line) -> float:
        return max(len(line.left), len(line.right), 1) * self._theme.line_height()


def _weight(pair: Pair) -> int:
    return SEMIBOLD if pair.bold else REGULAR
