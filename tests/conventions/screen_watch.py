"""What can be seen of an open screen without knowing it: names, sizes, focus, buttons."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QTabBar,
    QWidget,
)

SLACK = 1
"""Pixels that rounding may take."""


def visible(root: QWidget) -> Iterator[QWidget]:
    """Every widget of the screen that a person can see."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisibleTo(root) and not widget.visibleRegion().isEmpty():
            yield widget


def described(widget: QWidget | None) -> str:
    """Enough to find the widget in its view."""
    if widget is None:
        return "nothing"
    shown = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName() or shown!r}".strip()


def nameless(root: QWidget) -> list[str]:
    """Widgets that take the focus and that a screen reader could not name."""
    return [
        f"{described(widget)} in {described(widget.parentWidget())} has no accessible name"
        for widget in visible(root)
        if takes_focus(widget) and not accessible_name(widget)
    ]


def takes_focus(widget: QWidget) -> bool:
    """Whether the Tab key stops at it. A mere scroll area scrolls by its content's keys."""
    if isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QAbstractItemView):
        return widget.isEnabled() and widget.inherits("QTextEdit") or widget.inherits("QPlainTextEdit")
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def accessible_name(widget: QWidget) -> str:
    """The name that a screen reader says."""
    face = QAccessible.queryAccessibleInterface(widget)
    name = face.text(QAccessible.Text.Name)
    return name or (widget.tabText(widget.currentIndex()) if isinstance(widget, QTabBar) else "")


def clipped(root: QWidget) -> list[str]:
    """Labels and buttons that are smaller than their words."""
    return [
        f"{described(widget)} needs {wanted[0]} x {wanted[1]}, has {widget.width()} x {widget.height()}"
        for widget in visible(root)
        if isinstance(widget, QLabel | QAbstractButton) and widget.text()
        for wanted in [needed(widget)]
        if wanted[0] > widget.width() + SLACK or wanted[1] > widget.height() + SLACK
    ]


def needed(widget: QLabel | QAbstractButton) -> tuple[int, int]:
    """Width and height that the words take; a label that wraps needs the height for the width it has."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return 0, widget.heightForWidth(widget.width())
    hint = widget.sizeHint()
    return hint.width(), hint.height()


def buttons(root: QWidget) -> list[QAbstractButton]:
    """Buttons that can be pressed now."""
    return [widget for widget in visible(root) if isinstance(widget, QAbstractButton) and widget.isEnabled()]
