"""Two short questions: why a visit is canceled, and whether a refused time is wanted nevertheless."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button
from ui.kit.dialogs.dialog import Dialog
from ui.kit.fields.edits import TextEdit
from ui.kit.fields.form import Field
from ui.kit.labels import Label
from ui.kit.layout.flow import Flow
from ui.kit.theme import Theme

USUAL_REASONS = ("patient called", "ill", "clinic called", "weather", "booked by mistake")
WIDTH = 540


class CancelDialog(Dialog):
    """Asks why. Signals: `reason_given(str)`."""

    reason_given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(theme, parent, "Cancel appointment", "&Cancel appointment", "Keep it")
        self.set_length(WIDTH)
        self.who = Label().wrapped()
        self.reason = Field(theme, "&Reason", TextEdit(theme), "It stays visible in the calendar.")
        usual = Flow(theme.px(6))
        for words in USUAL_REASONS:
            usual.addWidget(self._usual(theme, words))
        self.body.addWidget(self.who)
        self.body.addWidget(self.reason)
        self.body.addLayout(usual)
        self.confirmed.connect(self._give)

    def ask(self, name: str) -> None:
        """Open it for somebody."""
        self.who.setText(name)
        self.reason.show_problem("")
        editor = self.reason.editor
        assert isinstance(editor, TextEdit), "built so"
        editor.show_value(None)
        self.open()
        editor.setFocus()

    def _usual(self, theme: Theme, words: str) -> Button:
        button = Button(theme, words, compact=True)
        button.setAccessibleName(f"Reason: {words}")
        button.clicked.connect(self._take_usual)
        return button

    @Slot()
    def _take_usual(self) -> None:
        sender, editor = self.sender(), self.reason.editor
        assert isinstance(sender, Button), "only buttons are connected here"
        assert isinstance(editor, TextEdit), "built so"
        editor.setText(sender.text())
        editor.show_problem("")
        editor.setFocus()

    @Slot()
    def _give(self) -> None:
        editor = self.reason.editor
        assert isinstance(editor, TextEdit), "built so"
        words = editor.text().strip()
        if not words:
            self.reason.show_problem("Write why the appointment is canceled.")
            editor.setFocus()
            return
        self.accept()
        self.reason_given.emit(words)


class OverruleDialog(Dialog):
    """Says what stands against a time. Signals: `overruled(str)` with the reason where one is needed."""

    overruled = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(theme, parent, "Is this meant?", "&Book it so", "Choose another time")
        self.set_length(WIDTH)
        self.sentence = Label().wrapped()
        self.reason = Field(theme, "Wh&y outside the hours", TextEdit(theme))
        self._needs_reason = False
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.reason)
        self.confirmed.connect(self._give)

    def ask(self, sentence: str, needs_reason: bool) -> None:
        """Open it with the sentence of the refusal."""
        self._needs_reason = needs_reason
        self.sentence.setText(sentence)
        self.reason.setVisible(needs_reason)
        self.reason.show_problem("")
        editor = self.reason.editor
        assert isinstance(editor, TextEdit), "built so"
        editor.show_value(None)
        self.open()
        (editor if needs_reason else self.cancel).setFocus()

    @Slot()
    def _give(self) -> None:
        editor = self.reason.editor
        assert isinstance(editor, TextEdit), "built so"
        words = editor.text().strip()
        if self._needs_reason and not words:
            self.reason.show_problem("Write why it takes place then.")
            editor.setFocus()
            return
        self.accept()
        self.overruled.emit(words if self._needs_reason else "")
