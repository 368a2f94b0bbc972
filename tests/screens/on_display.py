"""A screen on the display, as the window puts it there, with its answers."""

from typing import TypeVar

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.screen import Screen

TAB = (1294, 592)
"""Room for a tab of the patient window at 1366 x 768."""
PAGE = (1294, 692)
"""Room for a page beside the rail at 1366 x 768."""
S = TypeVar("S", bound=Screen)


def on_display(qtbot: QtBot, screen: Screen, kind: type[S], size: tuple[int, int] = TAB) -> S:
    """The screen, which is of that kind, in that many pixels."""
    assert isinstance(screen, kind)
    qtbot.addWidget(screen.widget)
    screen.widget.resize(*size)
    screen.widget.show()
    screen.shown()
    QApplication.processEvents()
    return screen
