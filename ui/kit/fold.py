"""A part of a form that folds: its head says what is in it while it is shut."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.labels import Label
from ui.kit.theme import Theme, Type


class Fold(QWidget):
    """Put widgets into `inner`. Signals: `turned()` when somebody folded or unfolded it."""

    turned = Signal()

    def __init__(self, theme: Theme, title: str, *, unfolded: bool = False) -> None:
        super().__init__()
        self._theme, self._title = theme, title
        self.button = LinkButton(theme, title, "chevron-right", big=True)
        self.button.setCheckable(True)
        self._summary = Label("", Type.SMALL, tone="muted").wrapped()
        self.body = QWidget()
        self.inner = QVBoxLayout(self.body)
        self.inner.setContentsMargins(theme.px(4), 0, 0, theme.px(4))
        self.inner.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.px(8))
        head.addWidget(self.button)
        head.addWidget(self._summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self.body)
        self.button.clicked.connect(self._turned)
        self.unfold(unfolded)

    @property
    def is_unfolded(self) -> bool:
        return self.button.isChecked()

    def unfold(self, on: bool = True) -> None:
        """Show or hide what is in it."""
        self.button.setChecked(on)
        self.button.setIcon(self._theme.icon("chevron-down" if on else "chevron-right", "accent"))
        self.button.setAccessibleDescription("unfolded" if on else "folded")
        self.body.setVisible(on)

    def summarise(self, words: str, tone: str = "muted") -> None:
        """What is in it, or that something in it needs somebody."""
        self._summary.set_tone(tone)
        self._summary.setText(words)

    @Slot(bool)
    def _turned(self, on: bool) -> None:
        self.unfold(on)
        self.turned.emit()
