"""The pages of backup and audit, and of what this installation is."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal

from medmanager.domain.audit import AuditVerdict
from medmanager.domain.practice import DeskStatus
from ui.kit import words
from ui.kit.buttons import Button
from ui.kit.labels import IconText, Label
from ui.kit.theme import Theme, Type
from ui.screens.settings.page import SettingsPage

NOT_CHECKED = (
    "This version holds no interaction data. Doses, interactions and allergies are not checked by the "
    "program: no alert does not mean safe."
)
ABOUT_BACKUPS = (
    "A backup is one encrypted file. Keep it on another disk. To put one in place, sign out and choose "
    "Restore a backup below the sign-in card."
)
LICENCES = (
    "MedManager is licensed under Apache-2.0. It uses Qt under LGPL-3.0, Inter and Noto Sans under "
    "the SIL Open Font License, and Lucide icons under ISC. This product uses publicly available data "
    "from the U.S. National Library of Medicine; NLM does not endorse it."
)


class BackupPage(SettingsPage):
    """Backup and audit. Signals: `backup_requested()`, `verify_requested()`."""

    backup_requested = Signal()
    verify_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Backup")
        self._place = IconText(theme, "database", "")
        self._last = IconText(theme, "triangle-alert", "", "major")
        self._audit = IconText(theme, "shield", "The audit log was not checked since you signed in.", "muted")
        for row in (self._place, self._last, self._audit):
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
        backup.clicked.connect(self.backup_requested)
        verify.clicked.connect(self.verify_requested)
        for button in (backup, verify):
            self.foot.addWidget(button)
        self.foot.addStretch(1)

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


class AboutPage(SettingsPage):
    """Version, safety data, licences."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "About MedManager")
        for line in (
            IconText(theme, "triangle-alert", NOT_CHECKED, "major"),
            IconText(
                theme, "info", "The drug list is a starting sheet. No pharmacist has reviewed it yet.", "info"
            ),
            IconText(theme, "languages", "Spanish phrases need a certified translator's review.", "info"),
        ):
            line.label.wrapped()
            self.form.add_row(line)
        self.form.add_row(
            Label(
                LICENCES,
                Type.SMALL,
                tone="muted",
            ).wrapped()
        )
