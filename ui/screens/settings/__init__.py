"""Settings: the account, the practice, its people, backup, and what this installation knows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot

from medmanager.domain.changes import Changes
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.settings.calendar_presenter import CalendarFilePresenter
from ui.screens.settings.presenter import SettingsPresenter
from ui.screens.settings.view import SettingsView


class SettingsScreen(Screen):
    """Owns the pages of the settings."""

    def __init__(self, context: Context, theme: Theme) -> None:
        self.view = SettingsView(theme)
        super().__init__(context, "Settings", self.view)
        self.presenter = SettingsPresenter(context, self.view)
        self.calendar_files = CalendarFilePresenter(context, self.view.calendar)
        self._connect()

    def refresh(self) -> None:
        self.presenter.load()
        self.calendar_files.load()

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("user") or changes.touches("practice")

    def _connect(self) -> None:
        view, presenter = self.view, self.presenter
        view.account.password_requested.connect(presenter.change_password)
        view.account.quick_requested.connect(presenter.set_quick_unlock)
        view.practice.save_requested.connect(presenter.save_practice)
        view.hours.save_requested.connect(presenter.save_hours)
        view.people.add_requested.connect(presenter.add_person)
        view.people.save_requested.connect(presenter.save_person)
        view.people.remove_requested.connect(presenter.remove_person)
        view.people.reset_requested.connect(presenter.reset_password)
        view.people.return_requested.connect(presenter.let_in_again)
        view.safety.owner_chosen.connect(presenter.name_safety_owner)
        view.safety.levels_chosen.connect(presenter.set_alert_levels)
        view.safety.review.export_wanted.connect(presenter.export_reasons)
        view.calendar.save_requested.connect(self.calendar_files.save)
        view.backup.backup_requested.connect(self._choose_backup)
        view.backup.place_chosen.connect(self._back_up)
        view.backup.verify_requested.connect(presenter.verify)
        view.backup.key_requested.connect(presenter.make_recovery_key)

    @Slot()
    def _choose_backup(self) -> None:
        self.view.backup.ask_where(self.presenter.suggested_backup())

    @Slot(str)
    def _back_up(self, name: str) -> None:
        self.presenter.back_up(Path(name))


def build(context: Context, theme: Theme) -> Screen:
    """The settings, wired."""
    return SettingsScreen(context, theme)
