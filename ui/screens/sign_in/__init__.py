"""Sign-in and lock: the card before anything of the practice is shown."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal, Slot

from medmanager.domain.changes import Changes
from medmanager.domain.user import User
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.sign_in.dialogs import RecoveryDialog, RestoreDialog
from ui.screens.sign_in.presenter import SignInPresenter
from ui.screens.sign_in.view import SignInView


class SignInScreen(Screen):
    """Signals: `entered(User)` once the practice is open; `leaving()` before somebody is signed out."""

    entered = Signal(object)
    leaving = Signal()

    def __init__(self, context: Context, theme: Theme, hint: str = "") -> None:
        self.view = SignInView(theme)
        super().__init__(context, "Sign in", self.view)
        self.presenter = SignInPresenter(context, self.view, self._let_in, hint)
        self.view.sign_in_requested.connect(self.presenter.try_password)
        self.view.switch_requested.connect(self._switch)
        self.view.quick_requested.connect(self.presenter.unlock_quickly)
        self.recovery, self.restoring = RecoveryDialog(theme, self.view), RestoreDialog(theme, self.view)
        self.view.recovery_requested.connect(self._begin_recovery)
        self.view.restore_requested.connect(self.restoring.begin)
        self.recovery.recovery_given.connect(self._recover)
        self.restoring.restore_given.connect(self._restore)

    def concerns(self, changes: Changes) -> bool:
        return False

    def welcome(self, chosen: str = "") -> None:
        """Ask who is there."""
        self.presenter.welcome(chosen)

    def lock(self, at: datetime, why: str) -> None:
        """Ask for the password of the person who was working."""
        self.presenter.locked(at, why)

    @Slot()
    def _switch(self) -> None:
        self.leaving.emit()
        self.presenter.switch()

    @Slot()
    def _begin_recovery(self) -> None:
        self.presenter.people(self._open_recovery)

    def _open_recovery(self, people: tuple[tuple[str, str], ...]) -> None:
        self.recovery.begin(people, "")

    @Slot(str, str, str)
    def _recover(self, key: str, login: str, password: str) -> None:
        self.presenter.recover(self.recovery, key, login, password)

    @Slot(object, str, str)
    def _restore(self, source: Path, login: str, password: str) -> None:
        self.presenter.restore(self.restoring, (source, login, password))

    def _let_in(self, user: User) -> None:
        self.entered.emit(user)


def build(context: Context, theme: Theme) -> Screen:
    """The sign-in card without a hint."""
    return SignInScreen(context, theme)
