"""The strip above something that is being written, when somebody else saved it meanwhile."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.labels import IconText
from ui.kit.theme import Theme

GAP = 12


class OvertakenNotice(QWidget):
    """Says who saved what, and offers the way on. `take_up_button` is public."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = IconText(theme, "git-merge", "", "info")
        self._words.label.wrapped()
        self.take_up_button = Button(theme, "&Take it up", compact=True)
        card = Card(theme)
        line = QHBoxLayout()
        line.addWidget(self._words, 1)
        line.addWidget(self.take_up_button)
        card.add_padded(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(GAP))
        column.addWidget(card)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_notice(self, sentence: str) -> None:
        """Show a sentence; "" hides it."""
        self._words.label.setText(sentence)
        self.setVisible(bool(sentence))
