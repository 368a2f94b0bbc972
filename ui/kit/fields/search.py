"""A search box with its sign, a hint for the key that leads to it, and signals for the list below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from ui.kit.debounce import SEARCH_MS, Debounce, Timer
from ui.kit.theme import Theme, Type

MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class SearchBox(QLineEdit):
    """Signals: `searched(str)` shortly after typing; `moved(int)` for arrows, by how many rows; `taken()` for
    Enter.
    """

    searched = Signal(str)
    moved = Signal(int)
    taken = Signal()

    def __init__(self, theme: Theme, placeholder: str, hint: str = "", timer: Timer | None = None) -> None:
        super().__init__()
        self._theme, self._hint = theme, hint
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._debounce = Debounce(SEARCH_MS, self, timer)
        self._debounce.fired.connect(self._tell)
        self.textEdited.connect(self._edited)
        theme.changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in MOVES:
            self._debounce.flush()
            self.moved.emit(MOVES[Qt.Key(key)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._debounce.flush()
            self.taken.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._debounce.forget()
            self.searched.emit("")
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = self._theme.px(16)
        sign = QRectF(self._theme.px(11), (self.height() - side) / 2, side, side)
        self._theme.paint_icon(painter, "search", sign, "muted")
        if self._hint and not self.text():
            self._paint_hint(painter)

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = (
            self._theme.text_width(self._hint, Type.SMALL) + self._theme.px(10),
            self._theme.px(20),
        )
        right = self.width() - self._theme.px(7)
        place = QRectF(right - width + 0.5, (self.height() - height) / 2 + 0.5, width - 1, height - 1)
        painter.setPen(self._theme.colour("line"))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(place, 3, 3)
        painter.setPen(self._theme.colour("muted"))
        painter.setFont(self._theme.font(Type.SMALL))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._hint)

    @Slot()
    def _fit(self) -> None:
        hint = self._theme.text_width(self._hint, Type.SMALL) + self._theme.px(14) if self._hint else 0
        self.setTextMargins(self._theme.px(24), 0, hint, 0)

    @Slot()
    def _edited(self) -> None:
        self._debounce.touch()

    @Slot()
    def _tell(self) -> None:
        self.searched.emit(self.text())
