"""The head of the line editor: which medicine, what stands in the way, and the buttons that end it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import Button, IconButton
from ui.kit.labels import IconText, Label
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.line.head import LineHead

SIDE, GAP, LONG_NAME = 12, 8, 36


class LineHeadBar(QWidget):
    """The buttons are public; a problem takes the place of what is known of the medicine."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = Label(weight=SEMIBOLD)
        self._note = IconText(theme, "", "", "muted", Type.SMALL)
        self._note.label.wrapped()
        self._problem = IconText(theme, "circle-alert", "", "contra", Type.SMALL)
        self._problem.label.wrapped()
        self._problem.hide()
        self.pin = IconButton(theme, "pin", "Pin to the favourites, or let go")
        self.cancel = Button(theme, "Cance&l")
        self.save = Button(theme, "&Keep changes", primary=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(SIDE), theme.px(4), theme.px(SIDE), theme.px(4))
        row.setSpacing(theme.px(GAP))
        row.addWidget(self._title)
        row.addWidget(self._note, 1)
        row.addWidget(self._problem, 1)
        for button in (self.pin, self.cancel, self.save):
            row.addWidget(button)

    def show_head(self, head: LineHead) -> None:
        """Title and what is known of the medicine."""
        self._title.setWordWrap(len(head.title) > LONG_NAME)
        self._title.setText(head.title)
        self._note.show_text(head.note_icon, head.note, head.note_tone)
        self._note.icon.setVisible(bool(head.note_icon))
        self._note.setVisible(bool(head.note))
        self.save.setText("&Add to plan" if head.is_new else "&Keep changes")
        self.pin.setEnabled(bool(head.generic))

    def say(self, sentence: str) -> None:
        """What stands in the way; "" for nothing."""
        self._problem.label.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._note.setVisible(not sentence and bool(self._note.label.text()))
