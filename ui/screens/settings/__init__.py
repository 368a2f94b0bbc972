"""Settings: the account, the practice, its people, backup, and what this installation knows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot

from medmanager.domain.changes import Changes
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.settings.calendar_page import CalendarFilePage
from ui.screens.settings.calendar_presenter import CalendarFilePresenter
from ui.screens.settings.house_pages import BackupPage
from ui.screens.settings.own_pages import AccountPage
from ui.screens.settings.people import PeoplePage
from ui.screens.settings.presenter import SettingsPresenter
from ui.screens.settings.safety_page import SafetyPage
from ui.screens.settings.view import SettingsView


class SettingsScreen(Screen):
    """Owns the pages of the settings."""

    def __init__(self, context: Context, theme: Theme) -> None:
        self.view = SettingsView(theme)
        super().__init__(context, "Settings", self.view)
        self.presenter = SettingsPresenter(context, self.view)
        self._connect()
        # Of eight pages one is seen: the others are put together behind it.
        for later in self.view.pages:
            self.prepare(later.make)

    def refresh(self) -> None:
        self.presenter.load()
        self.view.calendar.tell(self._load_calendar_files)

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("user") or changes.touches("practice")

    def _connect(self) -> None:
        view, presenter = self.view, self.presenter
        view.account.tell(self._connect_account)
        view.practice.tell(lambda page: page.save_requested.connect(presenter.save_practice))
        view.hours.tell(lambda page: page.save_requested.connect(presenter.save_hours))
        view.people.tell(self._connect_people)
        view.safety.tell(self._connect_safety)
        view.calendar.tell(self._connect_calendar)
        view.backup.tell(self._connect_backup)

    def _connect_account(self, page: AccountPage) -> None:
        page.password_requested.connect(self.presenter.change_password)
        page.quick_requested.connect(self.presenter.set_quick_unlock)

    def _connect_people(self, page: PeoplePage) -> None:
        page.add_requested.connect(self.presenter.add_person)
        page.save_requested.connect(self.presenter.save_person)
        page.remove_requested.connect(self.presenter.remove_person)
        page.reset_requested.connect(self.presenter.reset_password)
        page.return_requested.connect(self.presenter.let_in_again)

    def _connect_safety(self, page: SafetyPage) -> None:
        page.owner_chosen.connect(self.presenter.name_safety_owner)
        page.levels_chosen.connect(self.presenter.set_alert_levels)
        page.review.export_wanted.connect(self.presenter.export_reasons)

    def _connect_calendar(self, page: CalendarFilePage) -> None:
        self.calendar_files = CalendarFilePresenter(self.context, page)
        page.save_requested.connect(self.calendar_files.save)

    def _connect_backup(self, page: BackupPage) -> None:
        page.backup_requested.connect(self._choose_backup)
        page.place_chosen.connect(self._back_up)
        page.verify_requested.connect(self.presenter.verify)
        page.key_requested.connect(self.presenter.make_recovery_key)

    def _load_calendar_files(self, _: CalendarFilePage) -> None:
        self.calendar_files.load()

    @Slot()
    def _choose_backup(self) -> None:
        self.view.backup.page.ask_where(self.presenter.suggested_backup())

    @Slot(str)
    def _back_up(self, name: str) -> None:
        self.presenter.back_up(Path(name))


def build(context: Context, theme: Theme) -> Screen:
    """The settings, wired."""
    return SettingsScreen(context, theme)
