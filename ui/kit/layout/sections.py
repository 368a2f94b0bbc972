"""A list of sections at the left of a long page: one is current, each has a state, as in a visit or an
intake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type

ROW, SIDE, ICON, GAP = 32, 12, 16, 8


class SectionState(Enum):
    """Icon and tone of a section."""

    PLAIN = ("", "text")
    OPEN = ("circle-minus", "muted")
    NOW = ("pencil", "accent")
    DONE = ("circle-check", "ok")
    DRAFT = ("pencil", "accent")
    SKIPPED = ("arrow-right", "muted")
    WARNING = ("diamond-alert", "moderate")


@dataclass(frozen=True, slots=True)
class SectionItem:
    """One section: key, name, state and the words at its right end."""

    key: str
    name: str
    state: SectionState = SectionState.OPEN
    words: str = ""


class SectionList(QWidget):
    """One stop in the tab order; up and down choose. Signals: `chosen(str)` with the key."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._name = theme, name
        self._items: tuple[SectionItem, ...] = ()
        self._current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_sections(self, items: Sequence[SectionItem], current: str) -> None:
        """Replace the list; `current` is the key of the open section."""
        self._items, self._current = tuple(items), current
        item = next((item for item in self._items if item.key == current), None)
        self.setAccessibleDescription(f"{item.name}, {item.words}" if item else "")
        self.updateGeometry()
        self.update()

    def current(self) -> str:
        """The key of the open section."""
        return self._current

    def sizeHint(self) -> QSize:
        font = self._theme.text_width
        widths = [font(item.name, Type.BODY, SEMIBOLD) + font(item.words, Type.SMALL) for item in self._items]
        room = self._theme.px(2 * SIDE + ICON + 2 * GAP)
        return QSize(max(widths, default=100) + room, len(self._items) * self._row())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            at = next((n for n, item in enumerate(self._items) if item.key == self._current), 0)
            self._choose(at + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._choose(int(event.position().y()) // self._row())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, item in enumerate(self._items):
            self._paint_row(painter, number, item)

    def _paint_row(self, painter: QPainter, number: int, item: SectionItem) -> None:
        from_top, height, side = number * self._row(), self._row(), self._theme.px(SIDE)
        is_current = item.key == self._current
        if is_current:
            painter.fillRect(0, from_top, self.width(), height, self._theme.colour("selection"))
        ink = "selText" if is_current else "text"
        contrast = is_current and self._theme.is_high_contrast()
        left = self._paint_state(painter, item.state, from_top, ink if contrast else "")
        painter.setFont(self._theme.font(weight=SEMIBOLD if is_current else REGULAR))
        painter.setPen(self._theme.colour(ink))
        row = QRectF(left, from_top, self.width(), height)
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, item.name)
        painter.setFont(self._theme.font(Type.SMALL, SEMIBOLD if is_current else REGULAR))
        painter.setPen(self._theme.colour(ink if contrast else "muted"))
        right = QRectF(0, from_top, self.width() - side, height)
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, item.words)
        if is_current and self.hasFocus():
            painter.setPen(QPen(self._theme.colour("selText" if contrast else "focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(1, from_top + 1, self.width() - 2, height - 2))

    def _paint_state(self, painter: QPainter, state: SectionState, from_top: int, one_ink: str) -> int:
        """Paint the icon of a state; where the name begins after it."""
        icon, tone = state.value
        side, square = self._theme.px(SIDE), self._theme.px(ICON)
        if not icon:
            return side
        top = from_top + (self._row() - square) / 2
        self._theme.paint_icon(painter, icon, QRectF(side, top, square, square), one_ink or tone)
        return side + square + self._theme.px(GAP)

    def _row(self) -> int:
        return self._theme.px(ROW)

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._items) and self._items[number].key != self._current:
            self.show_sections(self._items, self._items[number].key)
            self.chosen.emit(self._current)
