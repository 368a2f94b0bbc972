"""A calm scroll area: vertical only, without a frame, showing what has the focus."""

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Never narrower than what it holds: a vertical area cannot be scrolled sideways."""
        content = self.widget()
        if watched is content and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self.setMinimumWidth(
                content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
            )
        return super().eventFilter(watched, event)
