"""Columns side by side, each with its own scrolling; under one another where large text leaves no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.layout.scroll import QuietArea
from ui.kit.theme import Theme

GAP, PEEK, LEAST = 12, 52, 200
ANY = 16_777_215


@dataclass(frozen=True, slots=True)
class Part:
    """One column: its width at 100 % (0 takes the rest), how much wider it grows for what cannot be narrower,
    its height when it stands above or below the others (one that scrolls by itself is as high as what it
    holds), and its width where there is much room (0: no other).
    """

    widget: QWidget
    width: int = 0
    grows: int = 0
    low: int = 320
    roomy: int = 0


class Stand(Enum):
    """All side by side; the last one below the others; all under one another."""

    BESIDE = auto()
    LAST_BELOW = auto()
    STACKED = auto()


class Columns(QWidget):
    """Side by side from `wide_from` px at 100 % text. From `middle_from` px on only the last part goes below,
    and in a narrower window all of them; then they share one scroll bar. There is much room from `roomy_from`
    px on.
    """

    def __init__(
        self,
        theme: Theme,
        parts: Sequence[Part],
        wide_from: int,
        roomy_from: int = 0,
        middle_from: int = 0,
    ) -> None:
        super().__init__()
        self._theme, self._parts = theme, tuple(parts)
        self._wide_from, self._roomy_from, self._middle_from = wide_from, roomy_from, middle_from
        self._stand: Stand | None = None
        self._fills, self._least_high = False, 0
        self._page = QWidget()
        self._page.setProperty("ground", "window")
        self._grid = QGridLayout(self._page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._holders = [_Holder(part.widget) for part in self._parts]
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
        return self._stand is Stand.BESIDE

    def show_part(self, number: int, *, shown: bool) -> None:
        """Whether a part is there; the others have its room otherwise."""
        self._holders[number].setVisible(shown)

    def fill_with_first(self, fills: bool) -> None:
        """Whether the first part has all the height that is seen, as a form that is being written; the parts
        below it are scrolled to.
        """
        if fills != self._fills:
            self._fills = fills
            self._area.verticalScrollBar().setValue(0)
            self.arrange()

    def set_least(self, height: int) -> None:
        """The least height in px, where it is not the usual one (0)."""
        if height != self._least_high:
            self._least_high = height
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        bar = self._area.verticalScrollBar().sizeHint().width()
        widest = max(part.widget.minimumSizeHint().width() for part in self._parts)
        high = self._least_high or self._theme.px(LEAST)
        return QSize(min(widest + bar, self._theme.px(self._wide_from)), high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @Slot()
    def arrange(self) -> None:
        """Choose columns or rows for the present width and text size."""
        self._place(self._fitting())
        self._grid.setSpacing(self._theme.px(GAP))
        # Side by side each column scrolls by itself: the page is as high as the window and no higher.
        self._page.setMaximumHeight(self.height() if self.is_wide() else ANY)
        roomy = self.width() >= self._theme.px(self._roomy_from)
        beside = self._beside()
        for number, (holder, part) in enumerate(zip(self._holders, self._parts, strict=True)):
            width = part.roomy if part.roomy and roomy else part.width
            fixed = number < beside and width
            holder.setMinimumWidth(self._theme.px(width) if fixed else 0)
            holder.setMaximumWidth(self._theme.px(width + part.grows) if fixed else ANY)
            filled = self._fills and (number < beside or not number)
            least = self._least(part, number < beside)
            holder.be_high(least, follows=number >= beside, most=self.height() if filled else 0)

    def _fitting(self) -> Stand:
        if self.width() >= self._theme.px(self._wide_from):
            return Stand.BESIDE
        in_part = self._middle_from and self.width() >= self._theme.px(self._middle_from)
        return Stand.LAST_BELOW if in_part else Stand.STACKED

    def _beside(self) -> int:
        """How many parts stand side by side."""
        return {Stand.BESIDE: len(self._parts), Stand.LAST_BELOW: len(self._parts) - 1}.get(
            self._stand or Stand.STACKED, 0
        )

    def _least(self, part: Part, beside: bool) -> int:
        """The least height of a part; where one stands below the others, its head peeps out under them."""
        if self.is_wide():
            return 0
        low = self._theme.px(part.low)
        return max(low, self.height() - self._theme.px(PEEK)) if beside else low

    def _place(self, stand: Stand) -> None:
        if stand is self._stand:
            return
        self._stand = stand
        beside = self._beside()
        for number, (holder, part) in enumerate(zip(self._holders, self._parts, strict=True)):
            self._grid.removeWidget(holder)
            if number < beside:
                self._grid.addWidget(holder, 0, number)
            else:
                self._grid.addWidget(holder, 1 + number - beside, 0, 1, max(1, beside))
            takes_rest = not part.width if number < beside else number == 0
            self._grid.setColumnStretch(number, 1 if takes_rest else 0)


class _Holder(QWidget):
    """A scroll area sets a least width of its own; the column around it is as wide as it is told.

    It asks for no more than its least: a column would change its width with the length of the words in it.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._least, self._follows = 0, False
        self._content = widget.widget() if isinstance(widget, QScrollArea) else None
        if self._content is not None:
            self._content.installEventFilter(self)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(widget)

    def be_high(self, least: int, *, follows: bool, most: int = 0) -> None:
        """Have a least height; or be as high as what scrolls in it, so that nothing has to scroll there; or
        be just so high (`most`).
        """
        self._least, self._follows = most or least, follows and self._content is not None and not most
        self.setMaximumHeight(most or ANY)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return False

    def _fit(self) -> None:
        least = self._content_height() if self._follows else self._least
        if least != self.minimumHeight():
            self.setMinimumHeight(least)

    def _content_height(self) -> int:
        assert self._content is not None, "follows one"
        if self._content.hasHeightForWidth():
            return self._content.heightForWidth(self.width())
        return self._content.sizeHint().height()
