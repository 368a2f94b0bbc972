"""The status bar: where the records are, the backup's age, safety data, long work, practice and person."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.kit.theme import Theme, Type

HEIGHT, ICON, SIDE, GAP = 28, 14, 12, 6


@dataclass(frozen=True, slots=True)
class State:
    """One cell: words and icon, never colour alone. `key` says what a click opens."""

    key: str
    icon: str
    text: str
    tone: str = "muted"
    tip: str = ""


class _Cell(QAbstractButton):
    def __init__(self, theme: Theme, state: State) -> None:
        super().__init__()
        self._theme, self._state = theme, state
        self.setText(state.text)
        self.setAccessibleName(state.text)
        self.setToolTip(state.tip)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self._theme
        icon = theme.px(ICON + GAP) if self._state.icon else 0
        width = 2 * theme.px(SIDE) + icon + theme.text_width(self.text(), Type.SMALL)
        return QSize(width, theme.px(HEIGHT) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, state = self._theme, self._state
        if self.underMouse():
            painter.fillRect(self.rect(), theme.colour("raised"))
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), theme.colour("line"))
        left = theme.px(SIDE)
        if state.icon:
            side = theme.px(ICON)
            theme.paint_icon(
                painter, state.icon, QRectF(left, (self.height() - side) / 2, side, side), state.tone
            )
            left += theme.px(ICON + GAP)
        painter.setPen(theme.colour("muted" if state.tone == "ok" else state.tone))
        painter.setFont(theme.font(Type.SMALL))
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(theme.colour("focus"))
            for inset in (1, 2):
                painter.drawRect(self.rect().adjusted(inset, inset, -inset - 1, -inset - 1))


class StatusBar(QWidget):
    """The order of the cells never changes. Signals: `clicked(str)` with the key of the cell."""

    clicked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(HEIGHT))
        self._group = QButtonGroup(self)
        self._keys: list[str] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 1, 0, 0)
        self._row.setSpacing(0)
        self._group.idClicked.connect(self._cell_clicked)

    def show_states(self, left: tuple[State, ...], right: tuple[State, ...]) -> None:
        """Show these cells at the left and at the right end."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, QAbstractButton):
                self._group.removeButton(widget)
                widget.deleteLater()
        self._keys = [state.key for state in (*left, *right)]
        for number, state in enumerate(left):
            self._add(number, state)
        self._row.addStretch(1)
        for number, state in enumerate(right, len(left)):
            self._add(number, state)

    @property
    def cells(self) -> tuple[QAbstractButton, ...]:
        """From left to right."""
        return tuple(self._group.button(number) for number in range(len(self._keys)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("line"))

    def _add(self, number: int, state: State) -> None:
        cell = _Cell(self._theme, state)
        self._group.addButton(cell, number)
        self._row.addWidget(cell)

    @Slot(int)
    def _cell_clicked(self, number: int) -> None:
        self.clicked.emit(self._keys[number])
