"""Where the Tab key stops at parts that are made late: at their place, and not after everything else."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QStackedLayout, QWidget

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def place_stops(place: QWidget, stops: Iterable[QWidget]) -> None:
    """Let the Tab key come to `stops`, in their order, after what stands before them.

    Qt puts what is made late at the end of the window. `place` is the part of the window that holds the
    stops, or the stop that they follow.
    """
    before = place if _is_stop(place) else _stop_before(place)
    for stop in stops:
        if before is not None:
            QWidget.setTabOrder(before, stop)
        before = stop


def stops_in(part: QWidget) -> list[QWidget]:
    """Everything in a part at which the Tab key stops, in the order in which it was put there."""
    window = part.window()
    # The list of a combo box is a window of its own.
    return [one for one in part.findChildren(QWidget) if _is_stop(one) and one.window() is window]


def stops_along(part: QWidget) -> list[QWidget]:
    """The same in the order in which the Tab key comes to them now."""
    window, stops = part.window(), []
    one = part.nextInFocusChain()
    while one is not None and one is not part:
        if _is_stop(one) and one.window() is window and part.isAncestorOf(one):
            stops.append(one)
        one = one.nextInFocusChain()
    return stops


def stops_of(layout: QLayout) -> list[QWidget]:
    """The same for the cells of a layout, in its order."""
    part = layout.parentWidget()
    every = [] if part is None else part.findChildren(QWidget, options=_DIRECT)
    placed = [(layout.indexOf(one), one) for one in every if _is_stop(one)]
    return [one for at, one in sorted(placed, key=itemgetter(0)) if at >= 0]


def _stop_before(part: QWidget) -> QWidget | None:
    """The last stop of what was put into the window before this part, nearest first."""
    parent = part.parentWidget()
    if parent is None or part.isWindow():
        return None
    for sibling in reversed(_put_before(part, parent)):
        if not sibling.isWindow():
            stops = [*([sibling] if _is_stop(sibling) else []), *stops_in(sibling)]
            if stops:
                return stops[-1]
    return parent if _is_stop(parent) else _stop_before(parent)


def _put_before(part: QWidget, parent: QWidget) -> list[QWidget]:
    """Widgets that were put into the parent before this one.

    A stack raises the page that it shows to the end of the children: of its pages the own order counts.
    """
    layout = parent.layout()
    if isinstance(layout, QStackedLayout) and (at := layout.indexOf(part)) >= 0:
        return [page for page in map(layout.widget, range(at)) if page is not None]
    children = parent.children()
    return [one for one in children[: children.index(part)] if isinstance(one, QWidget)]


def _is_stop(widget: QWidget) -> bool:
    # Also what only takes a click now: of buttons that exclude one another each may be the stop in its turn.
    # By its value: the operators of the enumeration cost more than all else here.
    return widget.focusPolicy().value != Qt.FocusPolicy.NoFocus.value
