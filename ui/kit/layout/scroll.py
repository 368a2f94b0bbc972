"""A calm scroll area without a frame, showing what has the focus: vertical only unless asked otherwise."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


def bring_into_sight(widget: QWidget, margin: int = 0) -> None:
    """Scroll everything that it stands in so that it is seen; Qt does so only for what Tab comes to.

    What was made, shown or unfolded just now has no place yet: it is laid out first.
    """
    show_if_new(widget)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            _scroll_to(around, widget, margin)
        around = around.parentWidget()


def show_if_new(widget: QWidget) -> None:
    """Show what was put into a layout just now: Qt does so in its next turn, and until then it has no place
    and takes the keyboard only when it is seen, without what was selected in it.
    """
    around = widget.parentWidget()
    if around is not None and not widget.isWindow():
        show_if_new(around)
        # What is seen is not shown again: Qt would tell it to everything in it, once for each part around it.
        if not widget.isVisible() and not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            widget.show()


def _scroll_to(area: QScrollArea, widget: QWidget, margin: int) -> None:
    """All of it: Qt's own way is content with the cursor of a field."""
    content = area.widget()
    assert content is not None, "something stands in it"
    middle = widget.mapTo(content, widget.rect().center())
    area.ensureVisible(middle.x(), middle.y(), widget.width() // 2 + margin, widget.height() // 2 + margin)


class QuietArea(QScrollArea):
    """Leaves the keys to the page around it where there is nothing to scroll."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.verticalScrollBar().maximum() or self.horizontalScrollBar().maximum():
            super().keyPressEvent(event)
        else:
            event.ignore()


class ScrollArea(QuietArea):
    """Put widgets into `inner`; or give it a widget of your own. `ground` is the token behind it."""

    # Of the class: Qt still calls the filter while the interpreter takes the object apart.
    _goes_sideways = False

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
