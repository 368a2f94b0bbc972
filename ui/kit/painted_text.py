"""Text in a layout that is no widget: rows of many short texts cost a fraction of rows of labels."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLayoutItem

from ui.kit.layout.wrapping import lines_of
from ui.kit.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
LEAST, UNBOUNDED = 120, 100_000


class PaintedText(QLayoutItem):
    """Put it into a layout and `paint` it in the widget of that layout, which also speaks for it.

    After `say`, and after the text size changed, the widget has to lay out and paint anew.
    """

    def __init__(self, theme: Theme, text: str, tone: str = "text", *, wraps: bool = False) -> None:
        super().__init__()
        self._theme, self._wraps = theme, wraps
        self._text, self._tone = text, tone
        self._rect = QRect()
        self._lines: dict[tuple[int, float], tuple[str, ...]] = {}

    def say(self, text: str, tone: str) -> None:
        """Other words."""
        self._text, self._tone = text, tone
        self._lines.clear()

    def text(self) -> str:
        """What is painted."""
        return self._text

    def paint(self, painter: QPainter, token: str = "") -> None:
        """Draw it where the layout put it; `token` is an ink for all tones, as of what is disabled."""
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.colour(token or self._tone))
        painter.drawText(self._rect, int(LEFT), "\n".join(self._broken(self._rect.width())))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.text_width(self._text), self._height(1))

    def minimumSize(self) -> QSize:
        if not self._wraps:
            return self.sizeHint()
        longest = max(self._text.split(), key=len, default="")
        width = self._theme.text_width(longest)
        return QSize(min(width, self._theme.px(LEAST)), self._height(1))

    def maximumSize(self) -> QSize:
        return QSize(UNBOUNDED, UNBOUNDED)

    def hasHeightForWidth(self) -> bool:
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        return self._height(len(self._broken(width)))

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def isEmpty(self) -> bool:
        return not self._text

    def geometry(self) -> QRect:
        return self._rect

    def setGeometry(self, rect: QRect) -> None:
        self._rect = rect

    def _broken(self, width: int) -> tuple[str, ...]:
        """The lines in this width; asked many times by a layout, worked out once for each text size."""
        if not self._wraps:
            return (self._text,)
        key = (width, self._theme.factor)
        if key not in self._lines:
            self._lines[key] = lines_of(self._text, self._theme.font(), width)
        return self._lines[key]

    def _height(self, lines: int) -> int:
        return round(lines * self._theme.line_height())
