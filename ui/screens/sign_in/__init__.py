"""Sign-in and lock: the card before anything of the practice is shown."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
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
    """Signals: `entered(User)` once the practice is open; `leaving()` when another person wants to come in;
    `restored()` when a backup is in place; `elsewhere()` when the practice is to be looked for in another
    place; `seen()` with the first picture of the card.
    """

    entered = Signal(object)
    leaving = Signal()
    restored = Signal()
    elsewhere = Signal()
    seen = Signal()

    def __init__(self, context: Context, theme: Theme, hint: str = "") -> None:
        self._theme, self.view = theme, SignInView(theme)
        super().__init__(context, "Sign in", self.view)
        self.presenter = SignInPresenter(context, self.view, self._let_in, hint)
        self.view.sign_in_requested.connect(self.presenter.try_password)
        self.view.seen.connect(self.seen)
        self.view.switch_requested.connect(self.leaving)
        self.view.quick_requested.connect(self.presenter.unlock_quickly)
        self.view.recovery_requested.connect(self._begin_recovery)
        self.view.restore_requested.connect(self._begin_restoring)
        self.view.elsewhere_requested.connect(self.elsewhere)

    @cached_property
    def recovery(self) -> RecoveryDialog:
        """Made when it is first asked for, as `restoring` is: the card does not wait for them."""
        dialog = RecoveryDialog(self._theme, self.view)
        dialog.recovery_given.connect(self._recover)
        return dialog

    @cached_property
    def restoring(self) -> RestoreDialog:
        dialog = RestoreDialog(self._theme, self.view)
        dialog.restore_given.connect(self._restore)
        return dialog

    def concerns(self, changes: Changes) -> bool:
        return False

    def look(self) -> None:
        """Before it is known who can come in."""
        self.presenter.look()

    def welcome(self, chosen: str = "") -> None:
        """Ask who is there."""
        self.presenter.welcome(chosen)

    def lock(self, at: datetime, why: str) -> None:
        """Ask for the password of the person who was working."""
        self.presenter.locked(at, why)

    def warn(self, sentence: str) -> None:
        """Say that what was typed before the lock is not kept after all."""
        self.presenter.warn(sentence)

    @Slot()
    def _begin_recovery(self) -> None:
        self.presenter.people(self._open_recovery)

    @Slot()
    def _begin_restoring(self) -> None:
        self.restoring.begin(replaces=True)

    def _open_recovery(self, people: tuple[tuple[str, str], ...]) -> None:
        self.recovery.begin(people, "")

    @Slot(str, str, str)
    def _recover(self, key: str, login: str, password: str) -> None:
        self.presenter.recover(self.recovery, key, login, password)

    @Slot(object, str, str)
    def _restore(self, source: Path, login: str, password: str) -> None:
        self.presenter.restore(self.restoring, (source, login, password), self._say_restored)

    def _say_restored(self) -> None:
        self.restored.emit()

    def _let_in(self, user: User) -> None:
        self.entered.emit(user)


def build(context: Context, theme: Theme) -> Screen:
    """The sign-in card without a hint."""
    return SignInScreen(context, theme)
