"""A scene: something to be looked at, and how it is brought to the front."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.stage import Stage


@dataclass(frozen=True, slots=True)
class Scene:
    """`open` brings it to the front and gives what is to be looked at: the window, or a dialog over it."""

    name: str
    open: Callable[[Stage], QWidget]


def the_window(stage: Stage) -> QWidget:
    """The window once it has come to rest."""
    stage.settle()
    return stage.application.window


def the_dialog(stage: Stage) -> QWidget:
    """The dialog that lies on top."""
    stage.settle()
    dialogs = open_dialogs()
    assert dialogs, "no dialog was opened"
    return dialogs[-1]


def open_dialogs() -> list[QDialog]:
    """Every dialog that is shown, the one opened last at the end."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def strike(stage: Stage) -> None:
    """Clear the scene: say no to everything that asks, and put the palette away."""
    for dialog in open_dialogs():
        dialog.reject()
    if stage.application.workspace is not None:
        stage.workspace.frame.palette_box.hide()
    stage.settle()
