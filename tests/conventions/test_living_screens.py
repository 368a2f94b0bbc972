"""Every screen of the running application survives a garbage collection and every button, and has names."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.conventions.project import report
from tests.conventions.screen_watch import buttons, clipped, described, nameless
from tests.stage import PROVIDER, Stage
from ui.kit.palettes import PaletteName
from ui.shell.places import PLACES, TABS

PATIENT = "Lindqvist"
SIZE = (1366, 768)
SCREENS = [f"place {place.key}" for place in PLACES] + [f"tab {tab.key}" for tab in TABS]


@pytest.fixture(scope="module")
def stage(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The demo practice with a provider signed in; dialogs that a button opens are closed at once."""
    stage = Stage(qapp, tmp_path_factory.mktemp("stage"))
    stage.show(PaletteName.LIGHT, *SIZE)
    stage.enter(PROVIDER)
    closing = QTimer()
    closing.timeout.connect(close_dialog)
    closing.start(20)
    yield stage
    closing.stop()
    stage.close()


def close_dialog() -> None:
    """Say no to whatever asks."""
    asking = QApplication.activeModalWidget()
    if isinstance(asking, QDialog):
        asking.reject()


def opened(stage: Stage, screen: str) -> QWidget:
    """Open a screen by its name in `SCREENS`; gives what it shows."""
    kind, key = screen.split()
    if kind == "place":
        stage.workspace.go(key)
    else:
        stage.workspace.open_patient(stage.services.patients.search(PATIENT)[0].id, key, None)
    stage.settle()
    assert stage.workspace.front is not None, "something is open"
    return stage.workspace.front.widget


@pytest.mark.parametrize("screen", SCREENS)
def test_that_every_focusable_widget_can_be_named(stage: Stage, screen: str) -> None:
    found = nameless(opened(stage, screen))
    assert not found, report(found)


def test_that_the_rail_says_where_one_is(stage: Stage) -> None:
    seen = {}
    for screen in SCREENS:
        opened(stage, "place today")
        opened(stage, screen)
        marked = [button.text() for button in stage.workspace.frame.rail.buttons if button.isChecked()]
        seen[screen] = ", ".join(marked)
    own = {f"place {place.key}": place.title for place in PLACES if place.number}
    assert seen == {screen: own.get(screen, "Patients") for screen in SCREENS}


@pytest.mark.parametrize("screen", SCREENS)
def test_that_its_buttons_work_after_a_garbage_collection(stage: Stage, screen: str) -> None:
    names = [described(button) for button in buttons(opened(stage, screen))]
    gc.collect()
    for number, name in enumerate(names):
        present = buttons(opened(stage, screen))
        if number < len(present) and described(present[number]) == name:
            present[number].click()
            stage.settle()
    assert not stage.crashes


def test_that_a_nameless_field_and_cut_words_are_seen(qtbot: QtBot) -> None:
    form = QWidget()
    column = QVBoxLayout(form)
    column.addWidget(QLineEdit())
    label = QLabel("far too many words for such a label")
    label.setFixedWidth(40)
    column.addWidget(label)
    column.addWidget(QPushButton("Fits"))
    qtbot.addWidget(form)
    form.show()
    assert [text.split()[0] for text in nameless(form)] == ["QLineEdit"]
    assert [text.split()[0] for text in clipped(form)] == ["QLabel"]
