"""Qt writes down which folders a file dialog visited; of ours nothing is left."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDir, QEvent, QSettings
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ui.kit.dialogs.file_dialog import QT_KEEPS, FileDialog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Lindqvist, Maren"
    made.mkdir()
    return made


def noted() -> str:
    """Everything that Qt keeps of file dialogs."""
    kept = QSettings(QSettings.Scope.UserScope, QT_KEEPS)
    kept.sync()
    file = Path(kept.fileName())
    return " ".join(
        (str([kept.value(key) for key in kept.allKeys()]), file.read_text() if file.is_file() else "")
    )


def visited(dialog: QFileDialog, folder: Path) -> None:
    dialog.setDirectory(str(folder))
    dialog.open()
    dialog.setHistory([str(folder)])
    dialog.selectFile(str(folder / "plan.pdf"))
    dialog.accept()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_that_no_folder_is_noted_for_others_to_read(qtbot: QtBot, folder: Path) -> None:
    visited(QFileDialog(None, "Save", str(folder.parent)), folder)
    assert "Lindqvist" in noted(), "the check must be able to see a note"
    visited(FileDialog(None, "Save", str(folder.parent)), folder)
    assert "Lindqvist" not in noted()


def test_that_a_dialog_begins_at_home_and_never_in_the_folder_of_the_program(qtbot: QtBot) -> None:
    for asked in ("", "plan.pdf"):
        dialog = FileDialog(None, "Save the paper", asked)
        qtbot.addWidget(dialog)
        assert dialog.directory() == QDir.home()


def test_that_a_dialog_begins_where_it_is_told(qtbot: QtBot, folder: Path) -> None:
    dialog = FileDialog(None, "Choose the backup", str(folder))
    qtbot.addWidget(dialog)
    assert dialog.directory() == QDir(str(folder))
