"""The windows of the application: all wear the style sheet, and no part of a screen is ever one."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QVBoxLayout, QWidget

from tests.stage import PROVIDER, Stage
from ui.kit.crash import WHAT, show_crash_dialog
from ui.shell.places import PLACES, TABS

FRONT_DESK = "castellano"
PATIENT = "Lindqvist"
OWN_WINDOWS = {Qt.WindowType.Dialog, Qt.WindowType.Popup, Qt.WindowType.ToolTip}


class WindowWatch(QObject):
    """Notes what is shown as a window of its own and is none: it would flash on the desktop."""

    def __init__(self, qt: QApplication) -> None:
        super().__init__()
        self.flashed: list[str] = []
        qt.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A part without a parent counts as a window: only what is meant to be one says so.
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            is_meant = watched.windowType() in OWN_WINDOWS or bool(watched.windowTitle())
            if not is_meant:
                self.flashed.append(f"{type(watched).__name__} {watched.accessibleName()!r}")
        return False


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[WindowWatch]:
    watch = WindowWatch(qapp)
    yield watch
    qapp.removeEventFilter(watch)


@pytest.fixture
def strangers(qapp: QApplication) -> list[QWidget]:
    """What other tests left behind."""
    return QApplication.topLevelWidgets()


def open_everything(stage: Stage, login: str) -> None:
    """Every place and every tab of one chart that this person may open, each for the first time."""
    stage.enter(login)
    may = stage.services.session.user.may
    for place in PLACES:
        if may(place.act):
            stage.workspace.go(place.key)
            stage.settle()
    patient = stage.services.patients.search(PATIENT)[0]
    for tab in TABS:
        if may(tab.act):
            stage.workspace.open_patient(patient.id, tab.key, None)
            stage.settle()
    stage.leave()


def undressed(others: list[QWidget]) -> list[str]:
    """Windows, open or waiting, that do not follow the style sheet; `others` are not looked at."""
    windows = (one for one in QApplication.topLevelWidgets() if one not in others)
    real = (one for one in windows if one.isVisible() or one.windowType() in OWN_WINDOWS)
    return [repr(one) for one in real if one.style().metaObject().className() != "QStyleSheetStyle"]


@pytest.mark.parametrize("login", [PROVIDER, FRONT_DESK])
def test_that_no_part_of_a_screen_is_shown_before_it_has_its_place(
    stage: Stage, watch: WindowWatch, login: str
) -> None:
    open_everything(stage, login)
    assert watch.flashed == []


def test_that_every_window_of_the_application_is_dressed(strangers: list[QWidget], stage: Stage) -> None:
    open_everything(stage, PROVIDER)
    assert undressed(strangers) == []


def test_that_the_crash_dialog_is_dressed_too(strangers: list[QWidget], stage: Stage) -> None:
    found: list[str] = []

    def look() -> None:
        asking = QApplication.activeModalWidget()
        assert isinstance(asking, QMessageBox)
        found.extend((asking.text(), *undressed(strangers)))
        asking.reject()

    QTimer.singleShot(0, look)
    show_crash_dialog("nothing of a patient")
    assert found == [WHAT]


def test_that_a_part_without_a_place_and_a_plain_dialog_are_seen(
    qapp: QApplication, strangers: list[QWidget], watch: WindowWatch
) -> None:
    qapp.setStyleSheet("")
    label = QLabel("nowhere yet")
    label.setVisible(True)
    dialog = QWidget(None, Qt.WindowType.Dialog)
    QVBoxLayout(dialog)
    assert watch.flashed == ["QLabel ''"]
    assert repr(dialog) in undressed(strangers)
