"""The cards of the visit form that hold free words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from medmanager.domain.visit import Response
from ui.kit.card import Card
from ui.kit.fields.pull_down import PullDown
from ui.kit.fields.textarea import TextArea
from ui.kit.labels import IconText, Label
from ui.kit.theme import Theme, Type


class TextCard(Card):
    """One free text. Signals: `typed()` at each key."""

    typed = Signal()

    def __init__(self, theme: Theme, title: str, lines: int = 3) -> None:
        super().__init__(theme, title)
        self.area = TextArea(theme, title, lines)
        self._problem = IconText(theme, "circle-alert", "", "contra", Type.SMALL)
        self._problem.label.wrapped()
        self._problem.hide()
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.px(6))
        self.column.addWidget(self.area)
        self.column.addWidget(self._problem)
        self.add_padded(self.column)
        self._is_showing = False
        self.area.textChanged.connect(self._changed)

    def show_text(self, text: str) -> None:
        """Show a text without a signal."""
        self._is_showing = True
        self.area.show_text(text)
        self._is_showing = False

    def show_problem(self, sentence: str) -> None:
        """Say below the text why it cannot be kept."""
        self.area.setAccessibleDescription(sentence)
        self._problem.label.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def text(self) -> str:
        """The text as it is typed now."""
        return self.area.toPlainText()

    def go(self) -> None:
        """Put the keyboard into the text."""
        self.area.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _changed(self) -> None:
        if not self._is_showing:
            self.typed.emit()


class SinceCard(TextCard):
    """What happened since the last visit, and how it goes in one word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Since last visit", 4)
        self._response = PullDown()
        self._response.setAccessibleName("How it goes since the last visit")
        self._response.setProperty("compact", True)
        for one in Response:
            self._response.addItem(one.value, one.value)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        label = Label("How it &goes", Type.SMALL)
        label.setBuddy(self._response)
        row.addWidget(label)
        row.addWidget(self._response, 1)
        self.column.addLayout(row)
        self._response.activated.connect(self._chosen)

    def show_response(self, response: str) -> None:
        """Show the word."""
        self._response.setCurrentIndex(self._response.findData(response))

    def response(self) -> str:
        """The word that is chosen."""
        return str(self._response.currentData())

    @Slot(int)
    def _chosen(self, _: int) -> None:
        self.typed.emit()
