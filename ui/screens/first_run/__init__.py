"""First run: five pages to a practice that one can sign in to."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from medmanager.domain.changes import Changes
from medmanager.domain.user import User
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.first_run.pages import Page
from ui.screens.first_run.presenter import FirstRunPresenter
from ui.screens.first_run.view import FirstRunView


class FirstRunScreen(Screen):
    """Signals: `finished(User)` who is signed in then; `practice_found()` when one is there already;
    `backup_wanted()` when the practice shall come back from a backup.
    """

    finished = Signal(object)
    practice_found = Signal()
    backup_wanted = Signal()

    def __init__(self, context: Context, theme: Theme) -> None:
        self.view = FirstRunView(theme)
        super().__init__(context, "First run", self.view)
        self.presenter = FirstRunPresenter(context, self.view, self)
        self.view.next_requested.connect(self._go_on)
        self.view.back_requested.connect(self._go_back)
        self.view.restore_requested.connect(self._restore)

    def refresh(self) -> None:
        self.presenter.begin()

    def concerns(self, changes: Changes) -> bool:
        return False

    def let_in(self, user: User) -> None:
        self.finished.emit(user)

    def say_found(self) -> None:
        self.practice_found.emit()

    def ask_backup(self) -> None:
        self.backup_wanted.emit()

    @Slot()
    def _go_on(self) -> None:
        self._take_over()
        if self.presenter.page is Page.KEY:
            self.presenter.finish(self.view.key.is_on_paper())
        else:
            person = self.view.person
            self.presenter.go_on(person.password.text(), person.again.text())

    @Slot()
    def _go_back(self) -> None:
        self._take_over()
        self.presenter.go_back()

    @Slot()
    def _restore(self) -> None:
        self._take_over()
        self.presenter.restore()

    def _take_over(self) -> None:
        view = self.view
        self.presenter.type_in(
            on_server=view.place.server.isChecked(),
            url=view.place.url.text(),
            name=view.practice.name.text(),
            phone=view.practice.phone.text(),
            after_hours_phone=view.practice.night.text(),
            address=view.practice.address.text(),
            time_zone=view.practice.zone.currentText(),
            display_name=view.person.name.text(),
            credentials=view.person.credentials.text(),
            login=view.person.login.text(),
            also_provider=view.person.provider.isChecked(),
            week=view.hours.edit.week(),
        )


def build(context: Context, theme: Theme) -> Screen:
    """The first run, for a place without a practice."""
    return FirstRunScreen(context, theme)
