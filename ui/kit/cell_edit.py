"""One compact field of a form, known by its name."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit

from ui.kit.labels import restyle


class CellEdit(QLineEdit):
    """`name` is what problems and the presenter call it. What is too long is told by who reads it, not cut.

    Signals: `typed()` at each key, `left(str)` with the name when editing is finished.
    """

    typed = Signal()
    left = Signal(str)

    def __init__(self, name: str, spoken: str, text: str = "", hint: str = "") -> None:
        super().__init__(text)
        self.name = name
        self.setProperty("compact", True)
        self.setAccessibleName(spoken)
        self.setPlaceholderText(hint)
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self._finished)

    def show_problem(self, sentence: str) -> None:
        """Mark the field; the sentence stands below it, and here for screen readers and the tip."""
        if bool(self.property("problem")) != bool(sentence):
            self.setProperty("problem", bool(sentence))
            restyle(self)
        self.setAccessibleDescription(sentence)
        self.setToolTip(sentence)

    @Slot(str)
    def _edited(self, _: str) -> None:
        self.typed.emit()

    @Slot()
    def _finished(self) -> None:
        # A field that goes away loses the keyboard too; nobody left it then.
        if self.isVisible():
            self.left.emit(self.name)
