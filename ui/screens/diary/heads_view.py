"""The heads of a diary's columns: they stay in sight while the rows go under them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from ui.kit.labels import Label, rule
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.diary.model import ColumnHead

UNDER = 3


class Heads(QWidget):
    """Stands in no layout: `place` puts every head over its column."""

    def __init__(self, theme: Theme, rows: QWidget) -> None:
        super().__init__(rows)
        self._theme = theme
        self._labels: list[Label] = []
        self._line = rule()
        self._line.setParent(self)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    @property
    def count(self) -> int:
        return len(self._labels)

    def show_heads(self, heads: Sequence[ColumnHead]) -> None:
        """Other columns."""
        for label in self._labels:
            label.deleteLater()
        self._labels = []
        for head in heads:
            label = Label(head.title, Type.SMALL, SEMIBOLD).wrapped()
            label.setParent(self)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            label.show()
            self._labels.append(label)

    def least_width(self, head: ColumnHead) -> int:
        """Of a column: no word of its head is broken."""
        return max(self._theme.text_width(word, Type.SMALL, SEMIBOLD) for word in head.title.split()) + 2

    def place(self, columns: Sequence[QRect], width: int) -> int:
        """Put each head over its column, all as high as the highest; gives that height."""
        pairs = list(zip(self._labels, columns, strict=True))
        high = max((label.heightForWidth(column.width()) for label, column in pairs), default=0)
        for label, column in pairs:
            label.setGeometry(column.x(), 0, column.width(), high)
        self._line.setGeometry(0, high + UNDER - 1, width, 1)
        self.resize(width, high + UNDER)
        self.raise_()
        return high
