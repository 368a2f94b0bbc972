"""The pages of backup and audit, and of what this installation is."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDir, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from medmanager.domain.audit import AuditVerdict
from medmanager.domain.practice import DeskStatus
from ui.kit import words
from ui.kit.buttons import Button
from ui.kit.dialogs.dialog import Dialog
from ui.kit.dialogs.file_dialog import FileDialog
from ui.kit.labels import IconText, Label
from ui.kit.recovery_key import RecoveryKey, fits
from ui.kit.theme import Theme, Type
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.safety_page import EditionLines

ABOUT_BACKUPS = (
    "A backup is one encrypted file. Keep it on another disk. To put one in place, sign out and choose "
    "Restore a backup below the sign-in card."
)
LICENCES = (
    "MedManager is licensed under Apache-2.0. It uses Qt under LGPL-3.0, Inter and Noto Sans under "
    "the SIL Open Font License, and Lucide icons under ISC. This product uses publicly available data "
    "from the U.S. National Library of Medicine; NLM does not endorse it."
)


KEY_WIDTH = 480
NEW_KEY = (
    "Once a new key is made, the paper with the present one opens older backups only. Make one when the "
    "paper is lost, or when somebody knows it who should not."
)


class BackupPage(SettingsPage):
    """Backup and audit. Signals: `backup_requested()`, `place_chosen(str)`, `verify_requested()`,
    `key_requested()`.
    """

    backup_requested = Signal()
    place_chosen = Signal(str)
    verify_requested = Signal()
    key_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Backup")
        self._place = IconText(theme, "database", "")
        self._last = IconText(theme, "triangle-alert", "", "major")
        self._audit = IconText(theme, "shield", "The audit log was not checked since you signed in.", "muted")
        for row in (self._place, self._last, self._audit):
            row.label.wrapped()
            self.form.add_row(row)
        self.form.add_row(
            Label(
                ABOUT_BACKUPS,
                Type.SMALL,
                tone="muted",
            ).wrapped()
        )
        backup = Button(theme, "&Back up now…", "archive", primary=True)
        verify = Button(theme, "&Check the audit log", "shield-check")
        new_key = Button(theme, "New &recovery key…", "key-round")
        self._ask_key, self._key = NewKeyDialog(theme, self), KeyDialog(theme, self)
        backup.clicked.connect(self.backup_requested)
        verify.clicked.connect(self.verify_requested)
        new_key.clicked.connect(self._ask_key.begin)
        self._ask_key.confirmed.connect(self.key_requested)
        for button in (backup, verify, new_key):
            self.foot.addWidget(button)

    def ask_where(self, name: str) -> None:
        """Ask for the file to write, which is suggested by name."""
        dialog = FileDialog(self, "Write the backup to", QDir.homePath(), "Backups (*.mmbackup)")
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("mmbackup")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.place_chosen)
        dialog.open()

    def show_key(self, key: str, about: str) -> None:
        """The new recovery key, once."""
        self._ask_key.accept()
        self._key.begin(key, about)

    def show_problem(self, sentence: str, field: str) -> None:
        """In the open dialog where there is one."""
        if sentence and self._ask_key.isVisible():
            self._ask_key.set_busy(False)
            self._ask_key.show_problem(sentence)
            return
        super().show_problem(sentence, field)

    def show_status(self, status: DeskStatus, now: datetime) -> None:
        self._place.show_text("database", f"Records: {status.kind}, {status.place}", "text")
        if status.last_backup is None:
            self._last.show_text("triangle-alert", "No backup yet", "major")
        else:
            self._last.show_text(
                "circle-check", f"Last backup {words.ago(status.last_backup, now)}, verified", "ok"
            )

    def show_verdict(self, verdict: AuditVerdict) -> None:
        whole = verdict.broken_at is None
        icon, tone = ("shield-check", "ok") if whole else ("triangle-alert", "contra")
        self._audit.show_text(
            icon, f"{verdict.sentence} {words.counted(verdict.entries, 'entry', 'entries')}.", tone
        )


class NewKeyDialog(Dialog):
    """Asks before the paper that is there becomes worthless."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "New recovery key", "&Make a new key")
        self.body.addWidget(Label(NEW_KEY, tone="muted").wrapped())
        self.confirmed.connect(self._wait)

    @Slot()
    def begin(self) -> None:
        self.show_problem("")
        self.set_busy(False)
        self.open()

    @Slot()
    def _wait(self) -> None:
        self.set_busy(True)


class KeyDialog(Dialog):
    """The new key, until one group of it was typed from the paper: it is shown this once."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "The new recovery key", "&Done")
        self.cancel.hide()
        self._shown, self._key = RecoveryKey(theme), ""
        self._shown.setMinimumWidth(theme.px(KEY_WIDTH))
        self.body.addWidget(self._shown)
        self._shown.failed.connect(self.show_problem)
        self.confirmed.connect(self._finish)

    def begin(self, key: str, about: str) -> None:
        self._key = key
        self._shown.show_key(key, about)
        self._shown.field.show_problem("")
        self.show_problem("")
        self.open()
        self._shown.printing.setFocus()

    def reject(self) -> None:
        """Esc is not the end of it: without its paper the key is lost."""

    @Slot()
    def _finish(self) -> None:
        if fits(self._key, self._shown.group.text()):
            self._key = ""
            self._shown.forget()
            self.accept()
        else:
            self._shown.field.show_problem("That is not this group. Compare it with the key on your paper.")


class AboutPage(SettingsPage):
    """Version, safety data, licences."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "About MedManager")
        self.edition = EditionLines(theme, self)
        spanish = IconText(
            theme, "languages", "Spanish phrases need a certified translator's review.", "info"
        )
        spanish.label.wrapped()
        self.form.add_row(spanish)
        self.form.add_row(
            Label(
                LICENCES,
                Type.SMALL,
                tone="muted",
            ).wrapped()
        )
