"""The import as the shell opens it, with real widgets and real files."""

import gc
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from medmanager.domain.user import Role
from medmanager.exchange.fhir_reader import FhirReader
from medmanager.services.imports import Imports
from medmanager.services.session import Session
from tests.builders import a_session
from tests.kit.fakes import NotedNavigate, fake_context
from ui.kit.theme import Theme
from ui.screens.import_records import ImportScreen, build

SAMPLES = Path(__file__).parents[1] / "data" / "fhir"
GOOD = next((SAMPLES / "synthea").glob("Alberto*.json"))
OLD = next((SAMPLES / "not-r4").glob("dstu2*.json"))


@dataclass(frozen=True)
class Services:
    session: Session
    imports: Imports


def opened(theme: Theme, qtbot: QtBot, role: Role = Role.PROVIDER) -> ImportScreen:
    session = a_session(role)
    services = Services(session, Imports(session, FhirReader(session.new_id, session.now)))
    screen = build(fake_context(services), theme)
    assert isinstance(screen, ImportScreen)
    qtbot.addWidget(screen.widget)
    screen.widget.resize(1294, 692)
    screen.widget.show()
    screen.shown()
    return screen


def words_of(screen: ImportScreen) -> str:
    QApplication.processEvents()
    shown = (label.text() for label in screen.view.side.findChildren(QLabel) if label.isVisible())
    return " | ".join(shown)


def test_that_files_are_dropped_looked_at_and_taken(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(theme, qtbot)
    assert screen.view.states.message.isVisible()
    content = QMimeData()
    content.setUrls(
        [QUrl.fromLocalFile(str(GOOD)), QUrl.fromLocalFile(str(OLD)), QUrl("https://x.org/a.json")]
    )
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    screen.view.dropEvent(QDropEvent(QPointF(9, 9), action, content, button, keys))
    assert [line.name for line in screen.view.table.rows.rows() if hasattr(line, "name")] == [
        GOOD.name,
        OLD.name,
    ]
    assert "ATENCIO, Alberto" in words_of(screen)
    qtbot.keyClick(screen.view.table, Qt.Key.Key_Down)
    assert "FHIR DSTU2" in words_of(screen)
    gc.collect()
    qtbot.mouseClick(screen.view.take_button, Qt.MouseButton.LeftButton)
    assert not screen.view.take_button.isVisible()
    qtbot.keyClick(screen.view.table, Qt.Key.Key_Up)
    qtbot.mouseClick(screen.view.side.open_button, Qt.MouseButton.LeftButton)
    assert isinstance(screen.context.navigate, NotedNavigate)
    assert len(screen.context.navigate.patients) == 1


def test_that_a_file_is_left_out_by_its_button(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(theme, qtbot)
    screen.view.files_chosen.emit((GOOD,))
    button = screen.view.side.act_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not screen.view.take_button.isVisible()
    assert button.text() == "Take this file"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert screen.view.take_button.isVisible()
    assert screen.view.take_button.text() == "&Take 1 file"


@pytest.mark.parametrize("by_menu", [False, True])
def test_that_the_file_dialog_opens_and_its_files_are_read(theme: Theme, qtbot: QtBot, by_menu: bool) -> None:
    screen = opened(theme, qtbot)
    if by_menu:
        screen.view.files_chosen.emit((OLD,))
        qtbot.mouseClick(screen.view.choose_button, Qt.MouseButton.LeftButton)
    else:
        screen.view.states.acted.emit()
    dialog = screen.view.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(GOOD)])
    dialog.reject()
    assert "ATENCIO, Alberto" in words_of(screen)


def test_that_an_error_offers_a_new_start(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(theme, qtbot)
    screen.view.show_failure("The files could not be read.", "Sign in first.")
    screen.view.states.acted.emit()
    assert "drop them here" in screen.view.states.message.accessibleName()


def test_that_a_role_without_the_right_gets_no_buttons(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(theme, qtbot, Role.FRONT_DESK)
    assert "does not import" in screen.view.states.message.accessibleName()
    assert not screen.view.choose_button.isVisible()
    assert not screen.view.take_button.isVisible()


def test_that_a_long_file_name_never_widens_the_side(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    screen = opened(theme, qtbot)
    path = tmp_path / f"{'x' * 200}.json"
    path.write_bytes(GOOD.read_bytes())
    screen.view.files_chosen.emit((path,))
    QApplication.processEvents()
    widest = max(label.width() for label in screen.view.side.findChildren(QLabel) if label.isVisible())
    assert widest <= screen.view.side.width()
