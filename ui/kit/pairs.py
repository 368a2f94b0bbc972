"""Questions and answers in two columns, painted: many of them cost one widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.kit.painted_text import PaintedText
from ui.kit.theme import REGULAR, SEMIBOLD, Theme

GAP, LINE = 8, 4


@dataclass(frozen=True, slots=True)
class Pair:
    """One line: what is asked, and what was said."""

    left: str
    right: str
    left_tone: str = "muted"
    right_tone: str = "text"
    bold: bool = False


class Pairs(QWidget):
    """The left column is `width` wide; both sides wrap. Screen readers are told all of it."""

    def __init__(self, theme: Theme, width: int, pairs: Sequence[Pair]) -> None:
        super().__init__()
        self._texts: list[PaintedText] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(GAP))
        grid.setVerticalSpacing(theme.px(LINE))
        grid.setColumnStretch(1, 1)
        for row, pair in enumerate(pairs):
            weight = SEMIBOLD if pair.bold else REGULAR
            left = PaintedText(theme, pair.left, pair.left_tone, weight, wraps=True)
            left.hold(theme.px(width))
            right = PaintedText(theme, pair.right, pair.right_tone, wraps=True)
            self._texts += [left, right]
            grid.addItem(left, row, 0)
            grid.addItem(right, row, 1)
        self.setAccessibleDescription("\n".join(f"{pair.left}: {pair.right}" for pair in pairs))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for text in self._texts:
            text.paint(painter, up=Qt.AlignmentFlag.AlignTop)
