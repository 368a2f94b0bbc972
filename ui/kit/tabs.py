"""The tabs of a record: 36 px high, the open one with a mark in the accent colour below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QTabBar

from ui.kit.theme import MEDIUM, SEMIBOLD, Theme, Type


class Tabs(QTabBar):
    """`Tabs(theme, "Parts of the record", (("summary", "Summary"), ...))`. Signals: `chosen(str)` with the
    key.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, tabs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._theme = theme
        self._keys = tuple(key for key, _ in tabs)
        self.setAccessibleName(name)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        for _, text in tabs:
            self.addTab(text)
        self.currentChanged.connect(self._changed)

    def choose(self, key: str) -> None:
        """Open a tab without a signal."""
        self.blockSignals(True)
        self.setCurrentIndex(self._keys.index(key))
        self.blockSignals(False)

    def value(self) -> str:
        """The key of the open tab."""
        return self._keys[self.currentIndex()]

    def tabSizeHint(self, index: int) -> QSize:
        """Qt measures all tabs in their usual weight, and then cuts the open one, which is heavier."""
        size, text = super().tabSizeHint(index), self.tabText(index).replace("&", "")
        heavier = self._theme.text_width(text, Type.BODY, SEMIBOLD) - self._theme.text_width(
            text, Type.BODY, MEDIUM
        )
        return QSize(size.width() + max(0, heavier) + 1, size.height())

    @Slot(int)
    def _changed(self, number: int) -> None:
        if 0 <= number < len(self._keys):
            self.chosen.emit(self._keys[number])
