"""Rows of the right column: a score with its course, and a test that is due; lines between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.charts.sparkline import Sparkline
from ui.kit.labels import IconText, Label, rule
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.summary.measures import DueRow, ReadingRow

READING, READING_LOW, DUE, SIDE = 40, 36, 32, 12
LABEL, LABEL_MOST, VALUE, WORDS, DAY = 92, 116, 48, 92, 88
COURSE, COURSE_NARROW = 92, 56


class LinedRows(QWidget):
    """Replaceable rows of one height, with a line between two."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self._height = READING
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_row_height(self, height: int) -> None:
        """The height of rows that are shown from now on, at 100 %."""
        self._height = height
        for row in self.findChildren(QWidget, "row", Qt.FindChildOption.FindDirectChildrenOnly):
            row.setMinimumHeight(self.theme.px(height) - 1)

    def clear(self) -> None:
        """Take all rows out."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.setObjectName("")
                widget.deleteLater()

    def add_row(self, tip: str) -> QGridLayout:
        """A new row; gives its layout."""
        if self._column.count():
            self._column.addWidget(rule())
        row = QWidget()
        row.setObjectName("row")
        row.setToolTip(tip)
        row.setMinimumHeight(self.theme.px(self._height) - 1)
        grid = QGridLayout(row)
        grid.setContentsMargins(self.theme.px(SIDE), 2, self.theme.px(SIDE), 2)
        grid.setHorizontalSpacing(self.theme.px(8))
        self._column.addWidget(row)
        return grid


class ReadingRows(LinedRows):
    """Label, course, value, and direction in words."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._course = COURSE

    def set_narrow(self, is_narrow: bool) -> None:
        """Shorter courses where the column is narrow."""
        self._course = COURSE_NARROW if is_narrow else COURSE
        for course in self.findChildren(Sparkline):
            course.setFixedWidth(self.theme.px(self._course))

    def show_readings(self, readings: tuple[ReadingRow, ...]) -> None:
        """Replace the rows."""
        self.clear()
        widest = max((self.theme.text_width(reading.label) for reading in readings), default=0)
        for reading in readings:
            grid = self.add_row(reading.tip)
            label = Label(reading.label).wrapped()
            label.setFixedWidth(min(max(widest, self.theme.px(LABEL)), self.theme.px(LABEL_MOST)))
            course = Sparkline(self.theme)
            course.setFixedWidth(self.theme.px(self._course))
            course.show_values(reading.values, reading.tip)
            value = Label(reading.value, weight=SEMIBOLD)
            value.setMinimumWidth(self.theme.px(VALUE))
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, 0, 0)
            grid.addWidget(course, 0, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(value, 0, 2)
            grid.addWidget(self._direction(reading), 0, 3, Qt.AlignmentFlag.AlignRight)
            grid.setColumnStretch(1, 1)
            grid.setColumnMinimumWidth(3, self.theme.px(WORDS))

    def _direction(self, reading: ReadingRow) -> QWidget:
        if not reading.arrow:
            return Label(reading.direction, Type.SMALL, tone=reading.tone)
        return IconText(self.theme, reading.arrow, reading.direction, reading.tone, Type.SMALL)


class DueRows(LinedRows):
    """Day, test, and how late in words with an icon."""

    def show_due(self, rows: tuple[DueRow, ...]) -> None:
        """Replace the rows."""
        self.clear()
        width = max((self.theme.text_width(row.day) for row in rows), default=0)
        for row in rows:
            grid = self.add_row(row.tip)
            day = Label(row.day)
            day.setMinimumWidth(max(width, self.theme.px(DAY)))
            grid.addWidget(day, 0, 0)
            grid.addWidget(Label(row.what).wrapped(), 0, 1)
            grid.addWidget(IconText(self.theme, row.icon, row.lateness, row.tone), 0, 2)
            grid.setColumnStretch(1, 1)
