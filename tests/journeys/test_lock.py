"""Sign in, lock, unlock, switch: nothing of a patient is seen meanwhile, and nothing typed is lost."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from medmanager.demo.team import PASSWORD
from tests.stage import PROVIDER, Stage

NAMES = ("LINDQVIST", "Lindqvist", "Maren", "penicillin", "lithium")


def seen() -> str:
    """Every word that is visible in any window of the application."""
    shown = (widget for widget in QApplication.allWidgets() if widget.isVisible())
    texts = (
        getattr(widget, part, None) for widget in shown for part in ("text", "toPlainText", "windowTitle")
    )
    return "\n".join(str(text()) for text in texts if callable(text))


def at_the_chart(stage: Stage) -> None:
    stage.enter(PROVIDER)
    patient = stage.services.patients.search("Lindqvist")[0]
    stage.workspace.open_patient(patient.id, "summary", None)
    stage.settle()


def password_field(stage: Stage) -> QLineEdit:
    fields = stage.application.cover.view.findChildren(QLineEdit)
    return next(field for field in fields if field.echoMode() is QLineEdit.EchoMode.Password)


def press(stage: Stage, qtbot: QtBot, text: str) -> None:
    """Type a password and Enter, as at the keyboard."""
    qtbot.keyClicks(password_field(stage), text)
    qtbot.keyClick(password_field(stage), Qt.Key.Key_Return)
    stage.settle()


def test_that_a_person_signs_in_by_keyboard_and_sees_her_day(stage: Stage, qtbot: QtBot) -> None:
    press(stage, qtbot, PASSWORD)
    assert stage.services.session.user.login == PROVIDER
    assert stage.workspace.front is stage.workspace.screen("today")


def test_that_a_wrong_password_is_said_and_can_be_typed_again(stage: Stage, qtbot: QtBot) -> None:
    press(stage, qtbot, "not the one")
    assert "not right" in seen()
    press(stage, qtbot, PASSWORD)
    assert stage.services.session.signed_in


def test_that_nothing_of_a_patient_is_seen_while_locked(stage: Stage, qtbot: QtBot) -> None:
    at_the_chart(stage)
    assert any(name in seen() for name in NAMES), "the check must be able to see a name"
    stage.application.lock()
    stage.settle()
    assert stage.services.session.locked
    assert not [name for name in NAMES if name in seen()]


def test_that_an_open_dialog_hides_with_the_lock_and_comes_back(stage: Stage, qtbot: QtBot) -> None:
    at_the_chart(stage)
    dialog = QDialog(stage.application.window)
    QVBoxLayout(dialog).addWidget(QLabel("Stop lithium for LINDQVIST, Maren"))
    dialog.open()
    stage.application.lock()
    stage.settle()
    assert not dialog.isVisible()
    assert not [name for name in NAMES if name in seen()]
    press(stage, qtbot, PASSWORD)
    assert dialog.isVisible()
    dialog.close()


def test_that_unlocking_goes_on_at_the_same_chart(stage: Stage, qtbot: QtBot) -> None:
    at_the_chart(stage)
    before = stage.workspace.front
    stage.application.lock()
    stage.settle()
    press(stage, qtbot, PASSWORD)
    assert stage.workspace.front is before
    assert any(name in seen() for name in NAMES)


def test_that_ten_minutes_without_input_lock_the_screen(stage: Stage) -> None:
    at_the_chart(stage)
    stage.clock.instant += timedelta(minutes=9)
    stage.application.idle.look()
    assert not stage.services.session.locked
    stage.clock.instant += timedelta(minutes=2)
    stage.application.idle.look()
    stage.settle()
    assert stage.services.session.locked
    assert "after 10 minutes without input" in seen()


def test_that_another_person_gets_her_own_workspace(stage: Stage) -> None:
    at_the_chart(stage)
    first = stage.workspace
    stage.application.lock()
    stage.settle()
    stage.leave()
    stage.enter("castellano")
    assert stage.workspace is not first
    assert not [name for name in ("lithium", "penicillin") if name in seen()]


def test_that_the_front_desk_gets_no_clinical_tab(stage: Stage) -> None:
    stage.enter("castellano")
    patient = stage.services.patients.search("Lindqvist")[0]
    stage.workspace.open_patient(patient.id, "plan", None)
    stage.settle()
    window = stage.workspace.patient_window(patient.id)
    assert window is not None
    assert window.open_tab == "documents"


def test_that_the_window_title_never_names_a_patient(stage: Stage) -> None:
    at_the_chart(stage)
    titles = [widget.windowTitle() for widget in QApplication.topLevelWidgets()]
    assert not [title for title in titles for name in NAMES if name in title]


def test_that_every_command_of_the_window_is_reachable_from_the_palette(stage: Stage) -> None:
    stage.enter(PROVIDER)
    frame = stage.workspace.frame
    frame.open_palette()
    stage.settle()
    rows = frame.palette_box.titles
    assert {action.text() for action in frame.actions()} <= set(rows)
