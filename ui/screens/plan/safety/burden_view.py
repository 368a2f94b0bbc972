"""The burden strip under the plan: what adds up over the whole list, and how it moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from ui.kit.labels import Icon, IconText, Label, rule, stile
from ui.kit.meter import Meter
from ui.kit.safety.burden import BurdenWords, not_counted
from ui.kit.safety.words import SafetyWords
from ui.kit.theme import SEMIBOLD, Theme, Type

SIDE, AROUND = 12, 17
NOT_SHOWN = "No burden is shown: it is not checked."
RUNS = "Burden: being checked…"
CELLS, FEW = 6, 3
"""Cells beside one another, and how many where large text leaves too little room for all."""


class BurdenCell(QWidget):
    """One load: its name, its bar, its level in words, and what it was."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title, self._meter = Label(size=Type.SMALL, tone="muted"), Meter(theme)
        self._icon = Icon(theme, "triangle-alert", "major", 14)
        self._level = Label(size=Type.SMALL, weight=SEMIBOLD)
        self._change = Label(size=Type.SMALL, tone="muted")
        words = QHBoxLayout()
        words.setSpacing(theme.px(4))
        for widget in (self._icon, self._level, self._change):
            words.addWidget(widget)
        words.addStretch(1)
        self._meter_at: tuple[int, int] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.px(SIDE), theme.px(5), theme.px(4), theme.px(5))
        self._grid.setVerticalSpacing(theme.px(2))
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(self._title, 0, 0)
        self._grid.addLayout(words, 2, 0, 1, 3)
        self.fit(0, beside=False)

    def show_burden(self, burden: BurdenWords) -> None:
        """Show a level; the tip says who gives what, and where that is written."""
        self._title.setText(burden.title)
        self._meter.show_level(burden.boxes, burden.tone, burden.spoken)
        self._icon.setVisible(bool(burden.icon))
        self._level.setText(burden.level)
        self._level.set_tone(burden.tone)
        self._change.setText(burden.change)
        self._change.set_tone("text" if burden.rises else "muted")
        self.setToolTip(burden.tip)
        self.setAccessibleName(burden.spoken)
        self.setAccessibleDescription(burden.tip)

    def needs(self, *, beside: bool) -> int:
        """The width for name and bar, beside or below one another."""
        parts = (self._title.sizeHint().width(), self._meter.sizeHint().width())
        level = self._level.sizeHint().width() + (
            0 if self._icon.isHidden() else self._icon.sizeHint().width()
        )
        return max(sum(parts) if beside else max(parts), level) + self._theme.px(AROUND)

    def fit(self, width: int, *, beside: bool) -> None:
        """The bar stands beside the name or below it; where it is narrow the tip says what it was."""
        inside = width - self._theme.px(AROUND)
        place = (0, 1) if beside else (1, 0)
        if place != self._meter_at:
            self._meter_at = place
            self._grid.addWidget(self._meter, *place)
        words = (self._level, self._change, *((self._icon,) if not self._icon.isHidden() else ()))
        wanted = sum(one.sizeHint().width() + self._theme.px(4) for one in words)
        self._change.setVisible(bool(self._change.text()) and wanted < inside)


class BurdenStrip(QFrame):
    """Six cells, or loudly why there are none. It follows the safety check and asks nothing itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._is_low = theme, False
        self.setProperty("card", True)
        self.setAccessibleName("Burden of the whole list")
        self._said = IconText(theme, "info", RUNS, "muted", Type.SMALL)
        self._note = IconText(theme, "triangle-alert", "", "major", Type.SMALL)
        self._cells = [BurdenCell(theme) for _ in range(CELLS)]
        side = theme.px(SIDE)
        self._stiles = [stile() for _ in self._cells]
        self._between = rule()
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for said in (self._said, self._note):
            said.label.wrapped()
            said.setContentsMargins(side, theme.px(4), theme.px(4), theme.px(4))
            row.addWidget(said, 1)
        row.addLayout(self._grid, CELLS)
        self._arrange(CELLS)
        self.show_safety(SafetyWords(running=True))

    def show_safety(self, safety: SafetyWords) -> None:
        """Show what the check says; while it is made again the old levels stay."""
        if safety.running and safety.burden:
            return
        shown, loud = bool(safety.burden), bool(safety.missing)
        self._said.setVisible(not shown)
        self._said.show_text(
            "triangle-alert" if loud else "info", NOT_SHOWN if loud else RUNS, "major" if loud else "muted"
        )
        names = safety.not_counted if shown else ()
        self._note.label.setText(not_counted(names))
        self._note.setToolTip("\n".join(safety.not_checked))
        self._note.setVisible(bool(names))
        for number, (cell, line) in enumerate(zip(self._cells, self._stiles, strict=True)):
            cell.setVisible(shown)
            line.setVisible(shown and (number % self._columns > 0 or bool(names)))
        for cell, burden in zip(self._cells, safety.burden, strict=False):
            cell.show_burden(burden)
        self._fit()

    def set_low(self, low: bool) -> None:
        """Whether the window is low."""
        self._is_low = low
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Two rows fit wherever the plan does; what was before then stands in the tips alone."""
        return QSize(FEW * self._most(beside=False), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def _fit(self) -> None:
        """All cells in the same way: beside one another they are compared."""
        note = self.width() // (CELLS + 1) if not self._note.isHidden() else 0
        room = self.width() - note
        self._arrange(FEW if room // CELLS < self._most(beside=False) else CELLS)
        each = room // self._columns
        beside = self._is_low and each > self._most(beside=True)
        for cell in self._cells:
            cell.fit(each, beside=beside)

    def _most(self, *, beside: bool) -> int:
        return max(cell.needs(beside=beside) for cell in self._cells)

    def _arrange(self, columns: int) -> None:
        """In one row, or in two with a line between them."""
        if columns == self._columns:
            return
        self._columns = columns
        for widget in (*self._stiles, *self._cells, self._between):
            self._grid.removeWidget(widget)
        for number, (cell, line) in enumerate(zip(self._cells, self._stiles, strict=True)):
            row, column = divmod(number, columns)
            self._grid.addWidget(line, 2 * row, 2 * column)
            self._grid.addWidget(cell, 2 * row, 2 * column + 1)
            line.setVisible(not self._cells[0].isHidden() and (column > 0 or not self._note.isHidden()))
        for column in range(CELLS):
            self._grid.setColumnStretch(2 * column + 1, 1 if column < columns else 0)
        if columns < CELLS:
            self._grid.addWidget(self._between, 1, 0, 1, 2 * columns)
        # Only once it has its place, else it would be a window of its own.
        self._between.setVisible(columns < CELLS)
