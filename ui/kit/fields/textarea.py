"""Free text over several lines, saved while it is typed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from ui.kit.debounce import SAVE_MS, Debounce, Timer
from ui.kit.theme import Theme


class TextArea(QPlainTextEdit):
    """Grows with its text from `lines` up; Tab moves on.

    Signals: `typed(str)` with the whole text, at most 0.8 s after a key and when the focus leaves.
    """

    typed = Signal(str)

    def __init__(self, theme: Theme, name: str, lines: int = 3, timer: Timer | None = None) -> None:
        super().__init__()
        self._theme, self._lines = theme, lines
        self._debounce = Debounce(SAVE_MS, self, timer)
        self._debounce.fired.connect(self._tell)
        self._is_showing = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._resized)

    def show_text(self, text: str) -> None:
        """Show a text without a signal; the cursor stays when nothing is different."""
        if text != self.toPlainText():
            self._is_showing = True
            self.setPlainText(text)
            self._is_showing = False
            self._debounce.forget()

    def flush(self) -> None:
        """Tell at once what waits, as before a lock."""
        self._debounce.flush()

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).lineSpacing()
        rows = max(self._lines, int(self.document().size().height()))
        return QSize(
            self._theme.px(240), rows * line + self._theme.px(14) + 2 * int(self.document().documentMargin())
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._debounce.flush()

    @Slot()
    def _changed(self) -> None:
        if not self._is_showing:
            self._debounce.touch()

    @Slot()
    def _tell(self) -> None:
        self.typed.emit(self.toPlainText())

    @Slot()
    def _resized(self) -> None:
        self.updateGeometry()
