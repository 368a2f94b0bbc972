"""One compact field of a form, known by its name."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from ui.kit.labels import restyle


class CellEdit(QLineEdit):
    """`name` is what problems and the presenter call it. What is too long is told by who reads it, not cut;
    while nobody writes in it, it is seen from its beginning.

    Signals: `typed()` at each key, `entered(str)` with the name when the keyboard comes here, `left(str)`
    with the name when editing is finished.
    """

    typed = Signal()
    entered = Signal(str)
    left = Signal(str)

    def __init__(self, name: str, spoken: str, text: str = "", hint: str = "") -> None:
        super().__init__()
        self.name = name
        self.setText(text)
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

    def setText(self, text: str | None) -> None:
        super().setText(text)
        self._show_beginning()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.OtherFocusReason:
            # Led here, as after unlocking: one writes on behind what stands there.
            self.end(False)
        self.entered.emit(self.name)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
            self._show_beginning()

    def _show_beginning(self) -> None:
        if not self.hasFocus():
            self.home(False)

    @Slot(str)
    def _edited(self, _: str) -> None:
        self.typed.emit()

    @Slot()
    def _finished(self) -> None:
        # A field that goes away loses the keyboard too; nobody left it then.
        if self.isVisible():
            self.left.emit(self.name)
