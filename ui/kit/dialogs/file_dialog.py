"""The dialog that asks for a file or a folder, without the notes that Qt's own keeps of it."""

from __future__ import annotations

from PySide6.QtCore import QDir, QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

QT_KEEPS = "QtProject"
"""Under this name Qt writes down, readable for everybody, which folders were visited last."""


class FileDialog(QFileDialog):
    """A folder may bear a patient's name: when the dialog goes, the notes about folders go too."""

    def __init__(self, parent: QWidget | None, title: str, folder: str, kinds: str = "") -> None:
        # Without a folder Qt begins where the program was started, which may be its own.
        super().__init__(parent, title, QDir.home().absoluteFilePath(folder), kinds)
        self.destroyed.connect(forget_folders)


def forget_folders() -> None:
    """Take out what any file dialog of this user's Qt programs noted about folders."""
    kept = QSettings(QSettings.Scope.UserScope, QT_KEEPS)
    for note in ("history", "lastVisited", "shortcuts"):
        kept.remove(f"FileDialog/{note}")
    kept.sync()
