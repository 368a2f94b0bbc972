"""The import as the shell opens it, with real widgets and real files."""

import gc
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.patient import Patient
from medmanager.domain.user import Role
from medmanager.exchange.fhir_reader import FhirReader
from medmanager.services.imports import Imports
from medmanager.services.session import Session
from tests.builders import a_session, keep
from tests.conventions.screen_watch import clipped, outside, overlapping
from tests.kit.fakes import NotedNavigate, fake_context
from tests.screens.on_display import PAGE, on_display
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme
from ui.screens.import_records import ImportScreen, build
from ui.screens.import_records.choice_view import Answer

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
    return on_display(qtbot, build(fake_context(services), theme), ImportScreen, PAGE)


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


def with_look_alike(theme: Theme, qtbot: QtBot) -> tuple[ImportScreen, Patient]:
    """The sample's patient is registered already; its file is chosen."""
    screen = opened(theme, qtbot)
    session = screen.context.services.session
    (records,) = FhirReader(session.new_id, session.now).read(GOOD, lambda done, of, text: None).patients
    resident = replace(records.patient, identities=(), phone="555-0100", version=1)
    keep(session, resident)
    screen.view.files_chosen.emit((GOOD,))
    return screen, resident


def focused() -> QWidget:
    """Where the keyboard is."""
    QApplication.processEvents()
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_that_a_look_alike_is_decided_about_by_keyboard_alone(theme: Theme, qtbot: QtBot) -> None:
    screen, resident = with_look_alike(theme, qtbot)
    assert not screen.view.take_button.isVisible()
    screen.widget.activateWindow()
    screen.view.table.setFocus()
    answers = screen.view.side.questions[0].answers
    assert [answer.isChecked() for answer in answers] == [False, False]
    for _ in range(6):
        if focused() in answers:
            break
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    chosen = focused()
    assert isinstance(chosen, Answer)
    assert (chosen.isChecked(), chosen.option.into) == (True, resident.id)
    assert "Add to ATENCIO, Alberto" in chosen.accessibleName()
    gc.collect()
    qtbot.keyClick(screen.view.take_button, Qt.Key.Key_Space)
    with screen.context.services.session.store.read() as work:
        assert [one.id for one in work.patients.all()] == [resident.id]
    assert "Was added to this chart" in words_of(screen)


def test_that_the_look_alikes_chart_can_be_opened_before_deciding(theme: Theme, qtbot: QtBot) -> None:
    screen, resident = with_look_alike(theme, qtbot)
    assert "555-0100" in words_of(screen).replace("\u200b", "")
    link = screen.view.side.questions[0].comparisons[0].open_link
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert isinstance(screen.context.navigate, NotedNavigate)
    assert [one[0] for one in screen.context.navigate.patients] == [resident.id]


def test_that_a_long_name_is_whole_in_the_tip_and_never_widens_the_side(theme: Theme, qtbot: QtBot) -> None:
    screen, resident = with_look_alike(theme, qtbot)
    long = replace(resident, address="x" * 200, given_name="Alberto" * 12)
    keep(screen.context.services.session, long)
    screen.view.files_chosen.emit((GOOD,))
    QApplication.processEvents()
    question = screen.view.side.questions[0]
    assert question.width() <= screen.view.side.width()
    assert "Alberto" * 12 in question.answers[1].toolTip()
    assert question.answers[1].text().startswith("Add to ATENCIO")


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


@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_that_a_small_window_shows_the_files_whole(theme: Theme, qtbot: QtBot, factor: float) -> None:
    theme.use(PaletteName.LIGHT, factor)
    screen = opened(theme, qtbot)
    screen.widget.resize(952, 540)
    screen.view.files_chosen.emit((GOOD,))
    for _ in range(3):
        # The area in the card asks for its height only when its width is known.
        QApplication.processEvents()
    assert [*clipped(screen.view), *overlapping(screen.view), *outside(screen.view)] == []
    assert screen.view.table.horizontalScrollBar().maximum() == 0
