"""Sizes that are fixed in the layout and still follow the text: `hold(theme, widget, width=72)`."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Slot
from PySide6.QtWidgets import QWidget

from ui.kit.theme import Theme


class _Held(QObject):
    """Lives as long as its widget."""

    def __init__(self, theme: Theme, widget: QWidget, size: QSize) -> None:
        super().__init__(widget)
        self._theme, self._widget, self._size = theme, widget, size
        theme.changed.connect(self.fit)
        self.fit()

    @Slot()
    def fit(self) -> None:
        if self._size.width():
            self._widget.setFixedWidth(self._theme.px(self._size.width()))
        if self._size.height():
            self._widget.setFixedHeight(self._theme.px(self._size.height()))


def hold(theme: Theme, widget: QWidget, *, width: int = 0, height: int = 0) -> None:
    """Fix width or height, in px of the 100 % layout, at every text size."""
    _Held(theme, widget, QSize(width, height))
