"""A bug of our own at any place of the running application: one dialog, nothing lost, and work goes on."""

import logging
import sys
import threading
from typing import NoReturn

import pytest
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from medmanager.domain.ids import PatientId
from tests.hand import Hand
from tests.stage import PROVIDER, Stage
from ui.kit.crash import WHAT, show_crash_dialog
from ui.kit.theme import Theme
from ui.screens.visits import VisitsScreen
from ui.shell.patient_window import PatientWindow

NAME = "LINDQVIST, Maren, lithium"
PATIENCE_MS, MOMENT_MS = 5_000, 30


def bug(*_: object) -> NoReturn:
    patient = NAME
    raise ValueError(f"{patient} cannot be shown")


class Rig:
    """An application whose hooks are those of a real run, with a patient's visit being written."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.hand = stage, Hand(stage)
        stage.application.crash.install()
        stage.enter(PROVIDER)
        self.patient: PatientId = stage.services.patients.search("Lindqvist")[0].id
        self.go("visits")
        self.hand.click("New visit")
        self.hand.write("Since last visit", "Sleeps through the night")

    def go(self, tab: str) -> None:
        self.stage.workspace.open_patient(self.patient, tab, None)
        self.stage.settle()

    @property
    def visits(self) -> VisitsScreen:
        window = self.stage.workspace.front
        assert isinstance(window, PatientWindow)
        screen = window.screen_of("visits")
        assert isinstance(screen, VisitsScreen)
        return screen

    def run(self) -> None:
        """The event loop for a moment: what is out of date is painted."""
        loop = QEventLoop()
        QTimer.singleShot(MOMENT_MS, loop.quit)
        loop.exec()

    def dialogs(self) -> list[str]:
        """The details of the dialogs that came, once one did and everything is quiet again."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not self.stage.crashes or self.stage.application.door.is_busy():
            assert not deadline.hasExpired(), "no dialog came"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        for _ in range(5):
            QApplication.processEvents()
        told = list(self.stage.crashes)
        self.stage.crashes.clear()
        return told

    def check_alive(self) -> None:
        """What was typed is in the store, and the note can be signed."""
        kept = self.stage.services.visits.of_patient(self.patient)[0]
        assert kept.since_last == "Sleeps through the night"
        self.go("summary")
        self.go("visits")
        assert self.hand.sees("Sleeps through the night")
        self.hand.click("Sign visit…")
        assert self.hand.sees("A signed visit stays as it is")


@pytest.fixture
def rig(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Rig:
    """The interpreter's hooks are put back afterwards."""
    for module, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    return Rig(stage)


def test_that_a_bug_in_a_worker_is_told_once_and_work_goes_on(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as planted, caplog.at_level(logging.CRITICAL):
        planted.setattr(type(rig.stage.services.summary), "of", bug)
        rig.stage.workspace.open_patient(rig.patient, "summary", None)
        (told,) = rig.dialogs()
    assert "test_own_bugs.py" in told
    assert NAME not in told + caplog.text
    assert not [word for word in NAME.split(", ") if word in told + caplog.text]
    rig.go("visits")
    rig.check_alive()


def test_that_a_bug_in_a_presenter_is_told_once_and_work_goes_on(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as planted:
        planted.setattr(rig.visits.presenter, "_read", bug)
        rig.visits.view.typed.emit(rig.visits.view.pages.form.collect())
        (told,) = rig.dialogs()
    assert "presenter.py" in told
    rig.check_alive()


def test_that_a_bug_in_a_slot_of_a_view_is_told_once_and_work_goes_on(rig: Rig) -> None:
    QTimer.singleShot(0, bug)
    (told,) = rig.dialogs()
    assert "bug" in told
    rig.check_alive()


@pytest.mark.qt_log_ignore("Painter ended with")
def test_that_a_bug_in_painting_is_told_once_and_work_goes_on(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as planted:
        planted.setattr(Theme, "paint_icon", bug)
        for _ in range(3):
            rig.stage.application.window.update()
            rig.run()
        (told,) = rig.dialogs()
    assert "paintEvent" in told
    rig.stage.application.window.grab()
    rig.check_alive()


def test_that_the_dialog_shows_and_copies_places_only(rig: Rig) -> None:
    shown: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        shown.extend((box.text(), box.informativeText()))
        buttons = {button.text(): button for button in box.buttons()}
        QTimer.singleShot(0, buttons["&Go on"].click)
        buttons["&Copy details"].click()

    QTimer.singleShot(0, bug)
    (told,) = rig.dialogs()
    QTimer.singleShot(0, answer)
    show_crash_dialog(told)
    assert shown[0] == WHAT
    assert QApplication.clipboard().text() == told
    assert not [word for word in NAME.split(", ") if word in told + "".join(shown)]
    rig.check_alive()
