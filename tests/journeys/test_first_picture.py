"""Starting: the first picture waits for nothing of the practice, and is complete a moment later."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from medmanager.bootstrap import practice_at
from medmanager.places import Place
from tests.stage import Stage
from ui.app import Application


@pytest.fixture
def opened(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[Path], Application]]:
    """Opens the application over a place; nothing is painted yet."""
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    settings = QSettings(str(tmp_path / "look.ini"), QSettings.Format.IniFormat)
    running: list[Application] = []

    def open_at(folder: Path) -> Application:
        running.append(Application(qapp, practice_at(Place(folder)), settings))
        running[-1].open()
        return running[-1]

    yield open_at
    for application in running:
        application.window.close()
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


@pytest.fixture
def application(opened: Callable[[Path], Application], practice: Path) -> Application:
    """The application over a practice, just opened."""
    return opened(practice)


def test_that_nothing_is_looked_for_before_the_first_picture_stands(
    qapp: QApplication, application: Application
) -> None:
    assert not application.door.is_busy()
    application.window.grab()
    qapp.sendPostedEvents(application)
    assert application.door.is_busy()


def test_that_who_can_sign_in_is_offered_and_the_password_has_the_keyboard(stage: Stage) -> None:
    view = stage.application.cover.view
    people = view.findChild(QComboBox)
    assert people is not None
    assert people.isEnabled()
    assert people.count() > 1
    focus = view.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Password"


def test_that_the_screens_are_loaded_while_nobody_is_in(
    qapp: QApplication, application: Application, qtbot: QtBot
) -> None:
    assert not application.ahead.is_done
    qtbot.waitUntil(lambda: application.ahead.is_done)
    assert not application.workspace


def test_that_the_screens_are_loaded_during_the_first_run_too(
    opened: Callable[[Path], Application], tmp_path: Path, qtbot: QtBot
) -> None:
    application = opened(tmp_path / "nothing here")
    qtbot.waitUntil(lambda: application.ahead.is_done)
    assert application.first_run
