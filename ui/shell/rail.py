"""The left rail: the places that this role may open, each an icon with its word."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.layout.lengths import Lengths, hold
from ui.kit.theme import MEDIUM, SEMIBOLD, Theme, Type

WIDTH, ENTRY, MARK, ICON = 72, 56, 3, 20


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One place as the rail shows it; `shortcut` is told in its tip."""

    key: str
    title: str
    icon: str
    shortcut: str = ""


class _Entry(QAbstractButton):
    """Icon over word; the open place stands on `surface` with an accent mark at its left."""

    def __init__(self, theme: Theme, entry: RailEntry) -> None:
        super().__init__()
        self._theme, self._icon = theme, entry.icon
        self.setText(entry.title)
        self.setAccessibleName(entry.title)
        self.setToolTip(f"{entry.title} ({entry.shortcut})" if entry.shortcut else entry.title)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(WIDTH), self._theme.px(ENTRY))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, on = self._theme, self.isChecked()
        tone = "accent" if on else "muted"
        if on:
            painter.fillRect(self.rect(), theme.colour("surface"))
            painter.fillRect(QRectF(0, 0, MARK, self.height()), theme.colour("accent"))
        elif self.underMouse():
            painter.fillRect(self.rect(), theme.colour("raised"))
        side = theme.px(ICON)
        theme.paint_icon(
            painter, self._icon, QRectF((self.width() - side) / 2, theme.px(8), side, side), tone
        )
        painter.setPen(theme.colour(tone))
        painter.setFont(theme.font(Type.SMALL, SEMIBOLD if on else MEDIUM))
        words = QRectF(0, theme.px(31), self.width(), theme.px(18))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setPen(theme.colour("focus"))
            for inset in (1, 2):
                painter.drawRect(self.rect().adjusted(inset, inset, -inset - 1, -inset - 1))


class Rail(QWidget):
    """Signals: `chosen(str)` with the key of the place."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("ground", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        hold(theme, self, Lengths(width=WIDTH))
        self._group = QButtonGroup(self)
        self._keys: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(8), 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._group.idClicked.connect(self._clicked)

    def show_entries(self, entries: tuple[RailEntry, ...]) -> None:
        """Show these places, in this order."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        self._keys = [entry.key for entry in entries]
        for number, entry in enumerate(entries):
            button = _Entry(self._theme, entry)
            self._group.addButton(button, number)
            self._column.insertWidget(number, button)

    @property
    def buttons(self) -> tuple[QAbstractButton, ...]:
        """From top to bottom."""
        return tuple(self._group.button(number) for number in range(len(self._keys)))

    def mark(self, key: str) -> None:
        """Show which place is open."""
        if key not in self._keys:
            return
        marked = self._group.button(self._keys.index(key))
        marked.setChecked(True)
        for button in self.buttons:
            # The Tab key comes to the open place; arrows go to the others from there.
            is_stop = button is marked
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    @Slot(int)
    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])
