"""Sizes that are fixed in the layout and still follow the text: `hold(theme, widget, Lengths(width=72))`."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ui.kit.theme import Theme


@dataclass(frozen=True, slots=True)
class Lengths:
    """In px of the 100 % layout; 0 leaves it free. `least` and `most` are widths, `low` a least height."""

    width: int = 0
    height: int = 0
    least: int = 0
    most: int = 0
    low: int = 0


class _Held(QObject):
    """Lives as long as its widget."""

    def __init__(self, theme: Theme, widget: QWidget, lengths: Lengths) -> None:
        super().__init__(widget)
        self._theme, self._widget, self._lengths = theme, widget, lengths
        theme.changed.connect(self.fit)
        self.fit()

    @Slot()
    def fit(self) -> None:
        px, widget, lengths = self._theme.px, self._widget, self._lengths
        for length, put in (
            (lengths.width, widget.setFixedWidth),
            (lengths.height, widget.setFixedHeight),
            (lengths.least, widget.setMinimumWidth),
            (lengths.most, widget.setMaximumWidth),
            (lengths.low, widget.setMinimumHeight),
        ):
            if length:
                put(px(length))


def hold(theme: Theme, widget: QWidget, lengths: Lengths) -> None:
    """Keep a widget at these lengths at every text size."""
    _Held(theme, widget, lengths)
