"""A row with widgets at both ends; what does not fit beside the left ones flows into rows below them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QSpacerItem, QWidget

from ui.kit.labels import Label
from ui.kit.layout.flow import Flow
from ui.kit.theme import Theme

SIDE, GAP, BELOW = 4, 12, 8
LINES = 1.9
"""Lines that a label may take beside the right end, less what is lost where a line breaks."""


class TwoEnded(QWidget):
    """Add widgets to `left` and `right`; `height` is that of one row at 100 %."""

    def __init__(self, theme: Theme, height: int, gap: int = GAP) -> None:
        super().__init__()
        self._theme, self._height = theme, height
        self._wrapping: Label | None = None
        self._start, self._end = QWidget(), QWidget()
        self.left = QHBoxLayout(self._start)
        self.left.setContentsMargins(0, 0, 0, 0)
        self.left.setSpacing(theme.px(GAP))
        self.right = Flow(theme.px(gap), self._end)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(theme.px(SIDE), 0, theme.px(SIDE), 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._start)
        self._row.addSpacerItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))
        self._row.addWidget(self._end)
        for end in (self._start, self._end):
            end.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.arrange)
        self.arrange()

    def is_single(self) -> bool:
        """Whether everything stands in one row."""
        return self._row.direction() is QBoxLayout.Direction.LeftToRight

    def room(self) -> int:
        """The width that both ends share."""
        return self.width() - 2 * self._theme.px(SIDE)

    def minimumSizeHint(self) -> QSize:
        widest = max(end.minimumSizeHint().width() for end in (self._start, self._end))
        return QSize(widest + 2 * self._theme.px(SIDE), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def event(self, event: QEvent) -> bool:
        """Words within a widget of an end change its width only when they are laid out."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.arrange()
        return handled

    def let_wrap(self, label: Label) -> None:
        """This label of the left end breaks into two lines rather than send the right end below."""
        self._wrapping = label.wrapped()
        self.arrange()

    @Slot()
    def arrange(self) -> None:
        """Choose one row or more; call it after words were changed."""
        if self._wrapping is not None:
            self._fit_label(self._wrapping)
        room = self.room()
        wanted = self._start.sizeHint().width() + self._end.sizeHint().width() + self._theme.px(GAP)
        single = room <= 0 or wanted <= room
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if single else QBoxLayout.Direction.TopToBottom
        )
        policy = QSizePolicy.Policy.Maximum if single else QSizePolicy.Policy.Preferred
        self._end.setSizePolicy(policy, QSizePolicy.Policy.Preferred)
        first = self._theme.px(self._height)
        rest = self._end.sizeHint().height() if single else self.right.heightForWidth(room)
        side = self._theme.px(SIDE)
        self._row.setContentsMargins(side, 0, side, 0 if single else self._theme.px(BELOW))
        upper = first if single or self._start.sizeHint().width() else 0
        # Fixed heights: a box lets neither row grow, and centres what is lower than its row.
        self._start.setFixedHeight(upper)
        self._end.setFixedHeight(rest)
        self.setFixedHeight(first if single else upper + rest + self._theme.px(BELOW))

    def _fit_label(self, label: Label) -> None:
        """Let it have the room beside the right end in two lines, or else the room of the whole row."""
        gap, line = self._theme.px(GAP), label.fontMetrics().horizontalAdvance(label.text()) + 2
        alone = self.room() - self._beside(label)
        end = self.right.sizeHint().width()
        beside = alone - (end + gap if end else 0)
        label.setFixedWidth(max(0, min(line, beside if line <= beside * LINES else alone)))
        label.setVisible(bool(label.text()))

    def _beside(self, label: Label) -> int:
        """What the others of the left end take, with the gaps."""
        every = self._start.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        shown = [one.sizeHint().width() for one in every if one is not label and not one.isHidden()]
        return sum(shown) + len(shown) * self.left.spacing()
