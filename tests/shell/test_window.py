"""The window opens as it was left, and the first time where it is seen whole."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.shell.window import MainWindow


class Screen:
    """A screen of any size."""

    def __init__(self, *size: int) -> None:
        self._size = QSize(*size)

    def availableSize(self) -> QSize:
        return self._size


def opened(qtbot: QtBot, folder: Path, *size: int) -> MainWindow:
    class OnScreen(MainWindow):
        def screen(self) -> Any:
            return Screen(*size)

    window = OnScreen(QSettings(str(folder / "look.ini"), QSettings.Format.IniFormat), QWidget())
    qtbot.addWidget(window)
    window.open()
    return window


@pytest.mark.parametrize(
    ("size", "whole_screen"),
    [
        ((1920, 1040), False),
        ((1366, 768), True),
        ((1366, 728), True),
        ((1280, 800), True),
        ((800, 600), False),
    ],
)
def test_that_the_first_window_takes_the_whole_screen_where_it_would_not_fit(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int], whole_screen: bool
) -> None:
    assert opened(qtbot, tmp_path, *size).isMaximized() is whole_screen


def test_that_a_window_that_was_made_smaller_stays_so(qtbot: QtBot, tmp_path: Path) -> None:
    first = opened(qtbot, tmp_path, 1366, 728)
    first.showNormal()
    first.resize(1100, 700)
    first.close()
    assert not opened(qtbot, tmp_path, 1366, 728).isMaximized()
