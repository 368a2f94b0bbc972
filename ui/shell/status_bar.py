"""The status bar: where the records are, the backup's age, safety data, long work, practice and person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.kit.layout.layouts import empty
from ui.kit.layout.lengths import Lengths, hold
from ui.kit.theme import Theme, Type

HEIGHT, ICON, SIDE, GAP = 28, 14, 12, 6


@dataclass(frozen=True, slots=True)
class State:
    """One cell: words and icon, never colour alone. `key` says what a click opens.

    `short` are the words where there is little room; a cell without them is left out first.
    """

    key: str
    icon: str
    text: str
    tone: str = "muted"
    tip: str = ""
    short: str = ""


class Room(Enum):
    """How much of it the window leaves to the bar."""

    PLENTY = auto()
    SOME = auto()
    LITTLE = auto()


class _Cell(QAbstractButton):
    def __init__(self, theme: Theme, state: State) -> None:
        super().__init__()
        self._theme, self._state = theme, state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(state)

    @property
    def key(self) -> str:
        return self._state.key

    def show_state(self, state: State) -> None:
        """Say something else; the focus stays."""
        self._state = state
        self.setAccessibleName(state.text)
        self.setText(state.text)
        self.setToolTip(state.tip)

    def fit(self, room: Room) -> None:
        """Say it in short, with the whole words in the tip; or leave it out."""
        state, is_short = self._state, room is Room.LITTLE
        self.setVisible(room is Room.PLENTY or bool(state.short))
        self.setText(state.short if is_short else state.text)
        self.setToolTip("\n".join(part for part in (state.text if is_short else "", state.tip) if part))
        self.updateGeometry()

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
        hold(theme, self, Lengths(height=HEIGHT))
        self._group = QButtonGroup(self)
        self._cells: tuple[_Cell, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 1, 0, 0)
        self._row.setSpacing(0)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._group.buttonClicked.connect(self._cell_clicked)
        theme.changed.connect(self.fit)

    def show_states(self, left: tuple[State, ...], right: tuple[State, ...]) -> None:
        """Show these cells at the left and at the right end."""
        states = (*left, *right)
        if [cell.key for cell in self._cells] != [state.key for state in states]:
            self._rebuild(left, right)
        for cell, state in zip(self._cells, states, strict=True):
            cell.show_state(state)
        self.fit()

    @property
    def cells(self) -> tuple[QAbstractButton, ...]:
        """From left to right."""
        return self._cells

    @Slot()
    def fit(self) -> None:
        """All cells where there is room for them, else those with short words, else these words."""
        for room in Room:
            for cell in self._cells:
                cell.fit(room)
            wanted = sum(cell.sizeHint().width() for cell in self._cells if not cell.isHidden())
            if not self.isVisible() or wanted <= self.width():
                return

    def minimumSizeHint(self) -> QSize:
        """The words follow the width, and not the other way round."""
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("line"))

    def _rebuild(self, left: tuple[State, ...], right: tuple[State, ...]) -> None:
        empty(self._row)
        self._cells = tuple(_Cell(self._theme, state) for state in (*left, *right))
        for cell in self._cells:
            self._group.addButton(cell)
            self._row.addWidget(cell)
        self._row.insertStretch(len(left), 1)

    @Slot(QAbstractButton)
    def _cell_clicked(self, cell: QAbstractButton) -> None:
        assert isinstance(cell, _Cell), "only cells are in the group"
        self.clicked.emit(cell.key)
