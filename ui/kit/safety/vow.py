"""A sentence that somebody confirms with a tick: it wraps, and it is never ticked beforehand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.labels import IconText, Label
from ui.kit.theme import Theme, Type

NOT_CONFIRMED = "Tick this sentence to go on, or change the plan."


class _Sentence(Label):
    """Ticks when it is clicked, as the words of a tick box do."""

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class Vow(QWidget):
    """A tick box with its sentence. Signals: `changed(bool)`."""

    changed = Signal(bool)

    def __init__(self, theme: Theme, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence
        self.box = QCheckBox()
        self.box.setAccessibleName(sentence)
        self.box.toggled.connect(self.changed)
        self.box.toggled.connect(self._mended)
        words = _Sentence(sentence)
        words.wrapped()
        words.clicked.connect(self.box.click)
        self._problem = IconText(theme, "circle-alert", NOT_CONFIRMED, "contra", Type.SMALL)
        self._problem.label.wrapped()
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(row)
        column.addWidget(self._problem)

    @property
    def is_given(self) -> bool:
        return self.box.isChecked()

    @Slot(bool)
    def _mended(self, given: bool) -> None:
        if given:
            self._problem.hide()

    def show_problem(self, missing: bool) -> None:
        """Say that it is missing, and put the keyboard there."""
        self._problem.setVisible(missing)
        if missing:
            self.box.setFocus()
