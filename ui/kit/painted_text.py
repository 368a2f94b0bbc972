"""Text in a layout that is no widget: rows of many short texts cost a fraction of rows of labels."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QLayoutItem

from ui.kit.theme import REGULAR, Theme, Type

WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
UNBOUNDED = 100_000


class PaintedText(QLayoutItem):
    """Put it into a layout and `paint` it in the widget of that layout, which also speaks for it.

    After `say`, and after the text size changed, the widget has to lay out and paint anew.
    """

    def __init__(self, theme: Theme, text: str, tone: str = "text", *, wraps: bool = False) -> None:
        super().__init__()
        self._theme, self._wraps = theme, wraps
        self._text, self._tone = text, tone
        self._rect = QRect()

    def say(self, text: str, tone: str) -> None:
        """Other words."""
        self._text, self._tone = text, tone

    def text(self) -> str:
        """What is painted."""
        return self._text

    def paint(self, painter: QPainter, token: str = "") -> None:
        """Draw it where the layout put it; `token` is an ink for all tones, as of what is disabled."""
        painter.setFont(self._theme.font(Type.BODY, REGULAR))
        painter.setPen(self._theme.colour(token or self._tone))
        painter.drawText(self._rect, int(WRAPPED if self._wraps else LINE), self._text)

    def sizeHint(self) -> QSize:
        return self._needed(UNBOUNDED, self._text)

    def minimumSize(self) -> QSize:
        if not self._wraps:
            return self.sizeHint()
        longest = max(self._text.split(), key=len, default="")
        return self._needed(UNBOUNDED, longest)

    def maximumSize(self) -> QSize:
        return QSize(UNBOUNDED, UNBOUNDED)

    def hasHeightForWidth(self) -> bool:
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        return self._needed(width, self._text).height()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def isEmpty(self) -> bool:
        return not self._text

    def geometry(self) -> QRect:
        return self._rect

    def setGeometry(self, rect: QRect) -> None:
        self._rect = rect

    def _needed(self, width: int, text: str) -> QSize:
        metrics = QFontMetricsF(self._theme.font(Type.BODY, REGULAR))
        room = QRectF(0, 0, width, UNBOUNDED)
        taken = metrics.boundingRect(room, int(WRAPPED if self._wraps else LINE), text)
        return QSize(int(taken.width()) + 1, int(taken.height()) + 1)
