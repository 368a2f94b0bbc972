"""Settings: the account, the practice, its people, backup, and what this installation knows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog

from medmanager.domain.changes import Changes
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.settings.presenter import SettingsPresenter
from ui.screens.settings.view import SettingsView


class SettingsScreen(Screen):
    """Owns the pages of the settings."""

    def __init__(self, context: Context, theme: Theme) -> None:
        self.view = SettingsView(theme)
        super().__init__(context, "Settings", self.view)
        self.presenter = SettingsPresenter(context, self.view)
        self._connect()

    def refresh(self) -> None:
        self.presenter.load()

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("user") or changes.touches("practice")

    def _connect(self) -> None:
        view, presenter = self.view, self.presenter
        view.account.password_requested.connect(presenter.change_password)
        view.account.quick_requested.connect(presenter.set_quick_unlock)
        view.practice.save_requested.connect(presenter.save_practice)
        view.people.add_requested.connect(presenter.add_person)
        view.people.save_requested.connect(presenter.save_person)
        view.people.remove_requested.connect(presenter.remove_person)
        view.people.reset_requested.connect(presenter.reset_password)
        view.backup.backup_requested.connect(self._choose_backup)
        view.backup.verify_requested.connect(presenter.verify)

    @Slot()
    def _choose_backup(self) -> None:
        suggested = self.presenter.suggested_backup()
        name, _ = QFileDialog.getSaveFileName(
            self.view, "Write the backup to", suggested, "Backups (*.mmbackup)"
        )
        if name:
            self.presenter.back_up(Path(name))


def build(context: Context, theme: Theme) -> Screen:
    """The settings, wired."""
    return SettingsScreen(context, theme)
