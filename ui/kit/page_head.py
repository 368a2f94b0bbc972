"""The tool row of a page: title and muted words left, buttons right with the primary one last."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.kit.labels import Label
from ui.kit.theme import SEMIBOLD, Theme, Type

HEIGHT, IN_PATIENT, SIDE, GAP = 56, 48, 4, 12


class PageHead(QWidget):
    """56 px high, 48 px in a patient (`in_patient`); the words give way first when it is narrow."""

    def __init__(self, theme: Theme, title: str, words: str = "", *, in_patient: bool = False) -> None:
        super().__init__()
        self.title = Label(title, Type.TITLE, SEMIBOLD)
        self.words = Label(words, tone="muted").wrapped()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme, self._height = theme, IN_PATIENT if in_patient else HEIGHT
        theme.changed.connect(self.fit)
        self.fit()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(SIDE), 0, theme.px(SIDE), 0)
        self._row.setSpacing(theme.px(GAP))
        self._row.addWidget(self.title, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)

    def add(self, widget: QWidget) -> None:
        """Add a button or chip at the right end."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def fit(self) -> None:
        """Follow the text size."""
        self.setFixedHeight(self._theme.px(self._height))

    def say(self, words: str) -> None:
        """Change the words beside the title."""
        self.words.setText(words)
