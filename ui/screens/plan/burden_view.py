"""The burden strip under the plan: what adds up over the whole list, and how it moves."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.labels import Icon, IconText, Label, stile
from ui.kit.meter import Meter
from ui.kit.safety_burden import BurdenWords, not_counted
from ui.kit.safety_words import SafetyWords
from ui.kit.theme import SEMIBOLD, Theme, Type

SIDE, NARROW = 12, 880
NOT_SHOWN = "No burden is shown: it is not checked."
RUNS = "Burden: being checked…"
CELLS = 6


class BurdenCell(QWidget):
    """One load: its name, its bar, its level in words, and what it was."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title, self._meter = Label(size=Type.SMALL, tone="muted"), Meter(theme)
        self._icon = Icon(theme, "triangle-alert", "major", 14)
        self._level = Label(size=Type.SMALL, weight=SEMIBOLD)
        self._change = Label(size=Type.SMALL, tone="muted")
        words = QHBoxLayout()
        words.setSpacing(theme.px(4))
        for widget in (self._icon, self._level, self._change):
            words.addWidget(widget)
        words.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(SIDE), theme.px(6), theme.px(4), theme.px(6))
        column.setSpacing(theme.px(2))
        column.addWidget(self._title)
        column.addWidget(self._meter)
        column.addLayout(words)

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

    def set_low(self, low: bool) -> None:
        """Without what it was, where there is little room: the tip and the panel say it."""
        self._change.setVisible(not low and bool(self._change.text()))


class BurdenStrip(QFrame):
    """Six cells, or loudly why there are none. It follows the safety check and asks nothing itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("card", True)
        self.setAccessibleName("Burden of the whole list")
        self._said = IconText(theme, "info", RUNS, "muted", Type.SMALL)
        self._note = IconText(theme, "triangle-alert", "", "major", Type.SMALL)
        self._cells = [BurdenCell(theme) for _ in range(CELLS)]
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, cell in enumerate(self._cells):
            if number:
                row.addWidget(stile())
            row.addWidget(cell, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        side = theme.px(SIDE)
        for line in (self._said, self._note):
            line.label.wrapped()
            line.setContentsMargins(side, theme.px(4), side, theme.px(2))
            column.addWidget(line)
        column.addWidget(self._row)
        self.show_safety(SafetyWords(running=True))

    def show_safety(self, safety: SafetyWords) -> None:
        """Show what the check says; while it is made again the old levels stay."""
        if safety.running and safety.burden:
            return
        shown = bool(safety.burden)
        self._row.setVisible(shown)
        self._said.setVisible(not shown)
        loud = bool(safety.missing)
        self._said.show_text(
            "triangle-alert" if loud else "info", NOT_SHOWN if loud else RUNS, "major" if loud else "muted"
        )
        names = tuple(name for name in safety.to_vouch_for if shown)
        self._note.label.setText(not_counted(names))
        self._note.setVisible(bool(names))
        for cell, burden in zip(self._cells, safety.burden, strict=False):
            cell.show_burden(burden)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Leave out the comparison where six of them do not fit beside one another."""
        for cell in self._cells:
            cell.set_low(self.width() < self._theme.px(NARROW))

    def resizeEvent(self, event: object) -> None:
        self.fit()
