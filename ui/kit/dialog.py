"""The base of dialogs: title, body, a problem line, and buttons whose primary one names the act."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.labels import IconText, Label, rule
from ui.kit.theme import SEMIBOLD, Theme, Type

SIDE = 24


class Dialog(QDialog):
    """Put widgets into `body`; open it with `open()`, which blocks nothing. Esc cancels, Enter presses the
    primary.

    `confirmed()` is emitted when the primary button is pressed; the dialog stays open until `accept()`, so
    that a refusal can be shown in it with `show_problem`.
    """

    confirmed = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget | None, title: str, act: str, cancel: str = "Cancel"
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setProperty("ground", "surface")
        self.title = Label(title, Type.TITLE, SEMIBOLD)
        self.problem = IconText(theme, "circle-alert", "", "contra")
        self.problem.label.wrapped()
        self.problem.hide()
        self.primary = Button(theme, act, primary=True)
        self.primary.clicked.connect(self.confirm)
        self.cancel = Button(theme, cancel)
        self.cancel.clicked.connect(self.reject)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(12))
        self._build()

    def show_problem(self, problem: str) -> None:
        """Show why it was refused; empty takes it away."""
        self.problem.label.setText(problem)
        self.problem.setVisible(bool(problem))

    def add_button(self, button: QWidget) -> None:
        """Add another button left of Cancel."""
        self._buttons.insertWidget(0, button)

    def set_busy(self, busy: bool) -> None:
        """While the act is on its way it cannot be asked for again."""
        self.primary.setDisabled(busy)
        self.body.setEnabled(not busy)

    @Slot()
    def confirm(self) -> None:
        """As if the primary button had been pressed."""
        if self.primary.isEnabled():
            self.show_problem("")
            self.confirmed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            is_text = isinstance(focused, QPlainTextEdit)
            with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if with_control or not is_text:
                self._press(focused)
            return
        super().keyPressEvent(event)

    def _press(self, focused: QWidget | None) -> None:
        if isinstance(focused, Button):
            focused.click()
        else:
            self.confirm()

    def _build(self) -> None:
        side = self.theme.px(SIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(side, side, side, side)
        inner.setSpacing(self.theme.px(12))
        inner.addWidget(self.title)
        inner.addLayout(self.body, 1)
        inner.addWidget(self.problem)
        column.addLayout(inner, 1)
        column.addWidget(rule())
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(side, self.theme.px(12), side, self.theme.px(12))
        self._buttons.setSpacing(self.theme.px(8))
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.cancel)
        self._buttons.addWidget(self.primary)
        column.addLayout(self._buttons)
