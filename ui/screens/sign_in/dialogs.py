"""The two other ways in: the printed recovery key, and a backup put in place of a lost database."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.kit.buttons import Button
from ui.kit.dialogs.dialog import Dialog
from ui.kit.dialogs.file_dialog import FileDialog
from ui.kit.fields.form import Field
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import Label
from ui.kit.theme import Theme

ABOUT_KEY = (
    "The recovery key stands on the paper that was printed when the practice was set up. With it you set a "
    "new password."
)
ABOUT_RESTORE = (
    "The backup takes the place of the present database, which is kept aside. Write the sign-in name and the "
    "password of an administrator, as they were when the backup was made."
)
ABOUT_COMING_BACK = (
    "The practice comes back as it was when the backup was made. Write a sign-in name and a password that "
    "were valid then."
)
WIDTH = 508


class RecoveryDialog(Dialog):
    """Signals: `recovery_given(key, login, password)`."""

    recovery_given = Signal(str, str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "Use the recovery key", "&Set password and sign in")
        self._key, self._new, self._again = QLineEdit(), _secret(), _secret()
        self._people = PullDown()
        about = Label(ABOUT_KEY, tone="muted").wrapped()
        self.set_length(WIDTH)
        self.body.addWidget(about)
        for label, editor in (
            ("&Recovery key, all 8 groups", self._key),
            ("&User", self._people),
            ("New &password", self._new),
            ("Password a&gain", self._again),
        ):
            self.body.addWidget(Field(theme, label, editor))
        self.confirmed.connect(self._send)

    def begin(self, people: tuple[tuple[str, str], ...], chosen: str) -> None:
        """Open it empty for these people."""
        self._people.clear()
        for login, name in people:
            self._people.addItem(name, login)
        self._people.setCurrentIndex(max(0, self._people.findData(chosen)))
        for edit in (self._key, self._new, self._again):
            edit.clear()
        self.set_busy(False)
        self.show_problem("")
        self.open()
        self._key.setFocus()

    @Slot()
    def _send(self) -> None:
        if self._new.text() != self._again.text():
            self.show_problem("The two passwords differ. Type the second one again.")
            return
        self.set_busy(True)
        self.recovery_given.emit(self._key.text(), str(self._people.currentData() or ""), self._new.text())


class RestoreDialog(Dialog):
    """Signals: `restore_given(Path, login, password)`."""

    restore_given = Signal(object, str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "Restore a backup", "&Restore")
        self._file, self._login, self._password = QLineEdit(), QLineEdit(), _secret()
        self._about = Label(tone="muted").wrapped()
        self.set_length(WIDTH)
        self.body.addWidget(self._about)
        choose = Button(theme, "&Choose…", "folder")
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(Field(theme, "&Backup file", self._file), 1)
        row.addWidget(choose, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.body.addWidget(Field(theme, "Sign-in &name", self._login))
        self.body.addWidget(Field(theme, "&Password", self._password))
        self.confirmed.connect(self._send)

    def begin(self, *, replaces: bool) -> None:
        """Open it; `replaces`: whether a practice is there, whose place the backup would take."""
        self._about.setText(ABOUT_RESTORE if replaces else ABOUT_COMING_BACK)
        self._password.clear()
        self.set_busy(False)
        self.show_problem("")
        self.open()
        self._file.setFocus()

    @Slot()
    def _choose(self) -> None:
        dialog = FileDialog(self, "Choose the backup", QDir.homePath(), "Backups (*.mmbackup)")
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    @Slot(str)
    def _take(self, name: str) -> None:
        self._file.setText(name)
        self._login.setFocus()

    @Slot()
    def _send(self) -> None:
        if not (self._file.text().strip() and self._login.text().strip() and self._password.text()):
            self.show_problem("Choose the backup file, and write the sign-in name and the password.")
            return
        self.set_busy(True)
        self.restore_given.emit(
            Path(self._file.text().strip()), self._login.text().strip(), self._password.text()
        )


def _secret() -> QLineEdit:
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    return edit
