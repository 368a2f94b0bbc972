"""Columns side by side, each with its own scrolling; under one another where large text leaves no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from ui.kit.scroll import QuietArea
from ui.kit.theme import Theme

GAP = 12
ANY = 16_777_215


@dataclass(frozen=True, slots=True)
class Part:
    """One column: its width at 100 % (0 takes the rest), how much wider it grows for what cannot be narrower,
    its height when it stands above or below the others, and its width where there is much room (0: no other).
    """

    widget: QWidget
    width: int = 0
    grows: int = 0
    low: int = 320
    roomy: int = 0


class Columns(QWidget):
    """Side by side from `wide_from` px at 100 % text; in a narrower window the parts share one scroll bar.
    There is much room from `roomy_from` px on.
    """

    def __init__(self, theme: Theme, parts: Sequence[Part], wide_from: int, roomy_from: int = 0) -> None:
        super().__init__()
        self._theme, self._parts = theme, tuple(parts)
        self._wide_from, self._roomy_from = wide_from, roomy_from
        self._page = QWidget()
        self._page.setProperty("ground", "window")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._page)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(GAP))
        self._holders = [_Holder(part.widget) for part in self._parts]
        for holder, part in zip(self._holders, self._parts, strict=True):
            self._row.addWidget(holder, 0 if part.width else 1)
        self._area = QuietArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setProperty("ground", "window")
        self._area.setWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        theme.changed.connect(self.arrange)
        self.arrange()

    def is_wide(self) -> bool:
        """Whether the parts stand side by side."""
        return self._row.direction() is QBoxLayout.Direction.LeftToRight

    def show_part(self, number: int, *, shown: bool) -> None:
        """Whether a part is there; the others have its room otherwise."""
        self._holders[number].setVisible(shown)

    def minimumSizeHint(self) -> QSize:
        bar = self._area.verticalScrollBar().sizeHint().width()
        widest = max(part.widget.minimumSizeHint().width() for part in self._parts)
        return QSize(min(widest + bar, self._theme.px(self._wide_from)), self._theme.px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @Slot()
    def arrange(self) -> None:
        """Choose columns or rows for the present width and text size."""
        wide = self.width() >= self._theme.px(self._wide_from)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if wide else down)
        self._row.setSpacing(self._theme.px(GAP))
        # Side by side each column scrolls by itself: the page is as high as the window and no higher.
        self._page.setMaximumHeight(self.height() if wide else ANY)
        roomy = self.width() >= self._theme.px(self._roomy_from)
        for holder, part in zip(self._holders, self._parts, strict=True):
            width = part.roomy if part.roomy and roomy else part.width
            fixed = wide and part.width
            holder.setMinimumWidth(self._theme.px(width) if fixed else 0)
            holder.setMaximumWidth(self._theme.px(width + part.grows) if fixed else ANY)
            holder.setMinimumHeight(0 if wide else self._theme.px(part.low))


class _Holder(QWidget):
    """A scroll area sets a least width of its own; the column around it is as wide as it is told.

    It asks for no more than its least: a column would change its width with the length of the words in it.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(widget)

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())
