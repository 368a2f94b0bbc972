"""The way of the Tab key through a window: whom it passes, in which order, and whether it comes back."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.conventions.screen_watch import described, takes_focus

FORWARD, BACK = Qt.Key.Key_Tab, Qt.Key.Key_Backtab
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
SLACK = 4
"""Pixels by which neighbours may reach into each other's row or column."""


def tab_faults(window: QWidget) -> list[str]:
    """What is wrong with the way of the Tab key through this window or dialog."""
    expected = stops_of(window)
    if len(expected) < 2:
        return []
    window.activateWindow()
    QApplication.processEvents()
    first = topmost(expected)
    # A place may bring out others when the keyboard comes to it, as a selected row its acts.
    most = 2 * len(expected)
    there, back = walked(first, FORWARD, most), walked(first, BACK, most)
    # Of buttons that exclude one another only the one that had the keyboard is a stop now.
    expected = stops_of(window)
    faults = [f"never comes to {described(one)}" for one in expected if one not in there]
    faults += [f"comes to {described(one)}, which cannot be seen" for one in there if one not in expected]
    if not faults and len(there) != len(expected):
        faults.append(f"does not come back to {described(first)}")
    if not faults and back[1:] != there[:0:-1]:
        odd = next(one for one, other in zip(back[1:], there[:0:-1], strict=False) if one is not other)
        faults.append(f"takes another way back, at {described(odd)}")
    return faults or [f"jumps: {text}" for text in jumps(there, window)]


def stops_of(window: QWidget) -> list[QWidget]:
    """Where the Tab key must come: what can be seen or scrolled to, is enabled and takes the focus."""
    return [
        one
        for one in window.findChildren(QWidget)
        if one.window() is window and one.isVisible() and takes_focus(one) and one.focusProxy() is None
    ]


def topmost(stops: Sequence[QWidget]) -> QWidget:
    """Where reading begins. What scrolls begins at its own top, wherever it is scrolled to now."""
    window = stops[0].window()
    outer = {one: _area(one, window) or one for one in stops}
    first = _upper_left(list(outer.values()), window)
    return _upper_left([one for one in stops if outer[one] is first], window)


def _upper_left(widgets: Sequence[QWidget], window: QWidget) -> QWidget:
    """The first of the top row."""
    places = {one: one.mapTo(window, QPoint()) for one in widgets}
    top = min(place.y() for place in places.values())
    return min((one for one in widgets if places[one].y() <= top + SLACK), key=lambda one: places[one].x())


def walked(first: QWidget, key: Qt.Key, most: int) -> list[QWidget]:
    """Press the key from here until it comes to a place again."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    focused = QApplication.focusWidget()
    while focused is not None and focused not in seen and len(seen) <= most + 1:
        seen.append(focused)
        press = QKeyEvent(QKeyEvent.Type.KeyPress, key, SHIFT if key is BACK else NONE)
        QApplication.sendEvent(focused, press)
        focused = QApplication.focusWidget()
    if focused is not first:
        seen.append(focused or first)
    return seen


def jumps(stops: Sequence[QWidget], root: QWidget) -> list[str]:
    """Where the order leaves the reading order: rows from top to bottom, columns from left to right.

    What scrolls is one place from outside, and is read from its own top inside.
    """
    parts = [(area, list(group)) for area, group in groupby(stops, lambda one: _area(one, root))]
    areas = [area for area, _ in parts if area is not None]
    found = [f"comes back to {described(area)}" for area in areas if areas.count(area) > 1]
    boxes: list[tuple[QRect, str]] = []
    for area, group in parts:
        for one in group if area is None else (area,):
            boxes.append((_box(one, root, stops), described(one)))
        if area is not None and (content := area.widget()) is not None:
            found += jumps(group, content)
    return found or _unread(boxes)


def _area(stop: QWidget, root: QWidget) -> QScrollArea | None:
    """The outermost scroll area between the root and a stop."""
    outermost, part = None, stop.parentWidget() if stop is not root else None
    while part is not None and part is not root:
        outermost = part if isinstance(part, QScrollArea) else outermost
        part = part.parentWidget()
    return outermost


def _box(widget: QWidget, root: QWidget, stops: Sequence[QWidget]) -> QRect:
    """Its place; of a row with buttons of its own the left edge, for it comes before them."""
    holds = any(widget.isAncestorOf(one) for one in stops) and not isinstance(widget, QScrollArea)
    return QRect(widget.mapTo(root, QPoint()), QSize(1, widget.height()) if holds else widget.size())


def _unread(boxes: Sequence[tuple[QRect, str]]) -> list[str]:
    """Cut the order in two again and again, where all before lies above or left of all after."""
    if len(boxes) < 2:
        return []
    for cut in range(1, len(boxes)):
        before, after = [box for box, _ in boxes[:cut]], [box for box, _ in boxes[cut:]]
        above = max(box.bottom() for box in before) <= min(box.top() for box in after) + SLACK
        left = max(box.right() for box in before) <= min(box.left() for box in after) + SLACK
        if above or left:
            return [*_unread(boxes[:cut]), *_unread(boxes[cut:])]
    return [" > ".join(name for _, name in boxes)]
