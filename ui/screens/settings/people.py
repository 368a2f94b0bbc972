"""The page of the people who may sign in."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot

from medmanager.domain.user import Role, User
from ui.kit.buttons import Button
from ui.kit.dialogs.dialog import Dialog
from ui.kit.tables.whole_table import WholeTable
from ui.kit.theme import Theme
from ui.screens.settings.model import COLUMNS
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.people_dialogs import PasswordDialog, PersonDialog, RemoveDialog

CHOOSE = "Choose a person in the list first."
LET_IN, SET_PASSWORD = "Let in a&gain…", "Set new &password…"  # noqa: S105 - words on a button


def _login(user: User) -> object:
    return user.login


class PeoplePage(SettingsPage):
    """Who may sign in. Signals: `add_requested(NewPerson)`, `save_requested(User)`, `remove_requested(User)`,
    `reset_requested(User, str)`, `return_requested(User, str)` for somebody who was removed.
    """

    add_requested = Signal(object)
    save_requested = Signal(object)
    remove_requested = Signal(object)
    reset_requested = Signal(object, str)
    return_requested = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "People")
        self._table = WholeTable[User](theme, "People of the practice", COLUMNS, _login)
        self.content.insertWidget(0, self._table)
        self._person = PersonDialog(theme, self)
        self._password, self._removing = PasswordDialog(theme, self), RemoveDialog(theme, self)
        self._dialogs: tuple[Dialog, ...] = (self._person, self._password, self._removing)
        self._add = Button(theme, "&Add person…", "user-plus", primary=True)
        self._sign = Button(theme, "Allow or stop &signing")
        self._reset = Button(theme, SET_PASSWORD)
        self._remove = Button(theme, "&Remove…", "user-x")
        for button in (self._add, self._sign, self._reset, self._remove):
            self.foot.addWidget(button)
        self._connect()

    def show_people(self, people: tuple[User, ...], me: User) -> None:
        """The list; nobody can remove herself."""
        self._me = me
        self._table.show_rows(people)
        self._offer(self._table.selected_record())

    def clear(self) -> None:
        super().clear()
        for dialog in self._dialogs:
            dialog.accept()

    def show_problem(self, sentence: str, field: str) -> None:
        """In the open dialog where there is one."""
        for dialog in self._dialogs:
            if dialog.isVisible():
                dialog.set_busy(False)
                self._refuse(dialog, sentence, field)
                return
        super().show_problem(sentence, field)

    def _refuse(self, dialog: Dialog, sentence: str, field: str) -> None:
        if isinstance(dialog, PersonDialog):
            dialog.refuse(sentence, field)
        else:
            dialog.show_problem(sentence)

    def _connect(self) -> None:
        self._table.record_selected.connect(self._offer)
        self._add.clicked.connect(self._person.begin)
        self._sign.clicked.connect(self._toggle_signing)
        self._reset.clicked.connect(self._open_password)
        self._remove.clicked.connect(self._open_removing)
        self._person.confirmed.connect(self._send_new)
        self._password.confirmed.connect(self._send_password)
        self._removing.confirmed.connect(self._send_remove)

    @Slot(object)
    def _offer(self, user: User | None) -> None:
        """What can be done with this person."""
        inside = user is None or user.active
        self._reset.setText(SET_PASSWORD if inside else LET_IN)
        self._remove.setEnabled(inside)
        self._sign.setEnabled(user is None or (inside and user.role is Role.NURSE_PRACTITIONER))

    @Slot()
    def _send_new(self) -> None:
        self.add_requested.emit(self._person.person())

    @Slot()
    def _toggle_signing(self) -> None:
        user = self._table.selected_record()
        if user is None or user.role is not Role.NURSE_PRACTITIONER:
            self.show_problem("Choose a nurse practitioner in the list first.", "")
            return
        self.show_problem("", "")
        self.save_requested.emit(replace(user, may_sign=not user.may_sign))

    @Slot()
    def _open_removing(self) -> None:
        user = self._chosen()
        if user is not None:
            self._removing.begin(user)

    @Slot()
    def _open_password(self) -> None:
        user = self._chosen()
        if user is not None:
            self._password.begin(user)

    @Slot()
    def _send_remove(self) -> None:
        self.remove_requested.emit(self._removing.user)

    @Slot()
    def _send_password(self) -> None:
        user, password = self._password.user, self._password.text()
        (self.reset_requested if user.active else self.return_requested).emit(user, password)

    def _chosen(self) -> User | None:
        """The person in the list; says so where there is none."""
        user = self._table.selected_record()
        self.show_problem("" if user else CHOOSE, "")
        return user
