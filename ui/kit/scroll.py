"""A calm scroll area without a frame, showing what has the focus: vertical only unless asked otherwise."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class QuietArea(QScrollArea):
    """Leaves the keys to the page around it where there is nothing to scroll."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.verticalScrollBar().maximum() or self.horizontalScrollBar().maximum():
            super().keyPressEvent(event)
        else:
            event.ignore()


class ScrollArea(QuietArea):
    """Put widgets into `inner`; or give it a widget of your own. `ground` is the token behind it."""

    def __init__(self, widget: QWidget | None = None, ground: str = "window") -> None:
        super().__init__()
        self._goes_sideways = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = widget or QWidget()
        self.inner = QVBoxLayout()
        if widget is None:
            self.inner.setContentsMargins(0, 0, 0, 0)
            content.setLayout(self.inner)
        content.setProperty("ground", ground)
        # One of our own: asked for Qt's, PySide loads every kind of widget that it might be.
        viewport = QWidget()
        viewport.setProperty("ground", ground)
        self.setViewport(viewport)
        self.setWidget(content)
        content.installEventFilter(self)

    def let_scroll_sideways(self) -> None:
        """For a grid of boxes that cannot be made narrower: large text makes it wider than the window."""
        self._goes_sideways = True
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setMinimumWidth(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Never narrower than what it holds, where it cannot be scrolled sideways."""
        if self._goes_sideways:
            return super().eventFilter(watched, event)
        content = self.widget()
        if watched is content and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self.setMinimumWidth(
                content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
            )
        return super().eventFilter(watched, event)
