"""What can be seen of an open screen without knowing it: names, sizes, focus, buttons."""

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

from ui.kit.chip import Chip, DemoChip, Tag
from ui.kit.notice import NoticeBar
from ui.shell.command_palette import CommandPalette

FLOATING = (CommandPalette, NoticeBar)
"""They lie over the page as long as they are there."""
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
    shown = widget.currentText() if isinstance(widget, QComboBox) else shown
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName() or shown!r}".strip()


def nameless(root: QWidget) -> list[str]:
    """Widgets that take the focus and that a screen reader could not name."""
    return [
        f"{described(widget)} in {described(widget.parentWidget())} has no accessible name"
        for widget in visible(root)
        if takes_focus(widget) and not accessible_name(widget)
    ]


def takes_focus(widget: QWidget) -> bool:
    """Whether the Tab key stops at it."""
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def accessible_name(widget: QWidget) -> str:
    """The name that a screen reader says."""
    face = QAccessible.queryAccessibleInterface(widget)
    name = face.text(QAccessible.Text.Name)
    return name or (widget.tabText(widget.currentIndex()) if isinstance(widget, QTabBar) else "")


def clipped(root: QWidget) -> list[str]:
    """Labels, chips, buttons, boxes, tabs and heads of tables that are smaller than their words.

    Words may be cut where a tool tip says them whole.
    """
    return [text for widget in visible(root) for text in cut_words(widget)]


def cut_words(widget: QWidget) -> list[str]:
    """What is cut of one widget."""
    if isinstance(widget, QHeaderView):
        return cut_heads(widget)
    width, height = needed(widget)
    if (width <= widget.width() + SLACK and height <= widget.height() + SLACK) or widget.toolTip():
        return []
    return [f"{described(widget)} needs {width} x {height}, has {widget.width()} x {widget.height()}"]


def needed(widget: QWidget) -> tuple[int, int]:
    """Width and height that the words of a widget take; 0 x 0 where it has none."""
    if isinstance(widget, QLabel):
        return needed_by_label(widget) if widget.text() else (0, 0)
    if isinstance(widget, QComboBox):
        return needed_by_combo(widget)
    if isinstance(widget, Chip | DemoChip | Tag):
        return widget.sizeHint().width(), widget.sizeHint().height()
    if isinstance(widget, QAbstractButton) and not widget.text():
        return 0, 0
    if isinstance(widget, QAbstractButton | QTabBar):
        least = widget.minimumSizeHint()
        hint = least if least.isValid() else widget.sizeHint()
        return hint.width(), hint.height()
    return 0, 0


def needed_by_label(label: QLabel) -> tuple[int, int]:
    """One that wraps needs the width of its longest word, and the height for the width it has."""
    if not label.wordWrap():
        hint = label.sizeHint()
        return hint.width(), hint.height()
    # As Qt sees it, with the invisible places at which long words may break.
    words = re.split(r"[\s\u200b/-]", QLabel.text(label))
    widest = max(label.fontMetrics().horizontalAdvance(word) for word in words)
    return widest, label.heightForWidth(label.width())


def needed_by_combo(box: QComboBox) -> tuple[int, int]:
    """What is chosen, its icon and the arrow; entries that are not chosen are seen in the list."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    icon = box.iconSize().width() + 4 if not box.itemIcon(box.currentIndex()).isNull() else 0
    words = box.fontMetrics().horizontalAdvance(box.currentText()) + icon
    return box.width() + words - field.width(), box.fontMetrics().height()


def cut_heads(head: QHeaderView) -> list[str]:
    """Titles of columns that are wider than their column; a column without a title needs nothing."""
    model, metrics = head.model(), head.fontMetrics()
    titles = [str(model.headerData(number, head.orientation()) or "") for number in range(head.count())]
    return [
        f"the head {title!r} needs {metrics.horizontalAdvance(title)}, has {head.sectionSize(number)}"
        for number, title in enumerate(titles)
        if head.orientation() is Qt.Orientation.Horizontal
        and metrics.horizontalAdvance(title) > head.sectionSize(number)
    ]


def overlapping(root: QWidget) -> list[str]:
    """Widgets of one parent that lie over one another, where a layout should have kept them apart.

    Items of layouts are not asked for: what Python learns of them it may delete.
    """
    return [text for parent in visible(root) for text in covered_parts(parent)]


def covered_parts(parent: QWidget) -> list[str]:
    """Which parts of one widget lie over one another."""
    if parent.layout() is None or isinstance(parent.layout(), QStackedLayout):
        return []
    direct = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    parts = [
        one for one in direct if not one.isHidden() and not one.isWindow() and not isinstance(one, FLOATING)
    ]
    return [
        f"{described(one)} and {described(other)} overlap in {described(parent)}"
        for one, other in combinations(parts, 2)
        if deep(one.geometry() & other.geometry())
    ]


def deep(shared: QRect) -> bool:
    """Whether more is shared than an edge."""
    return shared.width() > SLACK and shared.height() > SLACK


def outside(root: QWidget) -> list[str]:
    """Widgets that stick out of what holds them, where nothing scrolls."""
    return [text for widget in visible(root) if widget is not root for text in outlying(widget)]


def outlying(widget: QWidget) -> list[str]:
    """Whether one widget sticks out."""
    parent = widget.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return []
    if parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(widget.geometry()):
        return []
    return [
        f"{described(widget)}, {_box(widget.geometry())}, sticks out of "
        f"{described(parent)}, {_box(parent.rect())}"
    ]


def badly_sized(root: QWidget) -> list[str]:
    """All three: what is cut, covered, or sticks out."""
    return [
        text
        for widget in visible(root)
        for text in (
            *cut_words(widget),
            *covered_parts(widget),
            *(outlying(widget) if widget is not root else ()),
        )
    ]


def _box(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}x{rect.height()}"


def buttons(root: QWidget) -> list[QAbstractButton]:
    """Buttons that can be pressed now."""
    return [widget for widget in visible(root) if isinstance(widget, QAbstractButton) and widget.isEnabled()]
