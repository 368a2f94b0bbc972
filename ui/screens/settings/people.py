"""The page of the people who may sign in, with its two dialogs."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from medmanager.domain.user import Role, User
from ui.kit.buttons import Button
from ui.kit.dialog import Dialog
from ui.kit.edits import TextEdit
from ui.kit.form import Field
from ui.kit.table import DataTable
from ui.kit.theme import Theme
from ui.screens.settings.model import COLUMNS
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.presenter import NewPerson

ROLES = tuple(Role)


class PeoplePage(SettingsPage):
    """Who may sign in. Signals: `add_requested(NewPerson)`, `save_requested(User)`, `remove_requested(User)`,
    `reset_requested(User, str)`.
    """

    add_requested = Signal(object)
    save_requested = Signal(object)
    remove_requested = Signal(object)
    reset_requested = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "People")
        self._table: DataTable[User] = DataTable(theme, "People of the practice", COLUMNS)
        self._table.setMinimumHeight(theme.px(260))
        self.content.insertWidget(0, self._table)
        self._dialog = PersonDialog(theme, self)
        self._password = PasswordDialog(theme, self)
        self._add = Button(theme, "&Add person…", "user-plus", primary=True)
        self._sign = Button(theme, "Allow or stop &signing")
        self._reset = Button(theme, "Set new &password…")
        self._remove = Button(theme, "&Remove", "user-x")
        for button in (self._add, self._sign, self._reset, self._remove):
            self.foot.addWidget(button)
        self.foot.addStretch(1)
        self._connect()

    def show_people(self, people: tuple[User, ...], me: User) -> None:
        """The list; nobody can remove herself."""
        self._me = me
        self._table.show_rows(people)

    def clear(self) -> None:
        super().clear()
        self._dialog.accept()
        self._password.accept()

    def show_problem(self, sentence: str, field: str) -> None:
        """In the open dialog where there is one."""
        for dialog in (self._dialog, self._password):
            if dialog.isVisible():
                dialog.set_busy(False)
                dialog.show_problem(sentence)
                return
        super().show_problem(sentence, field)

    def _connect(self) -> None:
        self._add.clicked.connect(self._dialog.begin)
        self._sign.clicked.connect(self._toggle_signing)
        self._reset.clicked.connect(self._open_reset)
        self._remove.clicked.connect(self._send_remove)
        self._dialog.confirmed.connect(self._send_new)
        self._password.confirmed.connect(self._send_reset)

    @Slot()
    def _send_new(self) -> None:
        self.add_requested.emit(self._dialog.person())

    @Slot()
    def _toggle_signing(self) -> None:
        user = self._table.selected_record()
        if user is None or user.role is not Role.NURSE_PRACTITIONER:
            self.show_problem("Choose a nurse practitioner in the list first.", "")
            return
        self.show_problem("", "")
        self.save_requested.emit(replace(user, may_sign=not user.may_sign))

    @Slot()
    def _send_remove(self) -> None:
        user = self._table.selected_record()
        if user is None:
            self.show_problem("Choose a person in the list first.", "")
            return
        self.show_problem("", "")
        self.remove_requested.emit(user)

    @Slot()
    def _open_reset(self) -> None:
        if self._table.selected_record() is None:
            self.show_problem("Choose a person in the list first.", "")
            return
        self._password.begin()

    @Slot()
    def _send_reset(self) -> None:
        user = self._table.selected_record()
        if user is not None:
            self.reset_requested.emit(user, self._password.text())


class PersonDialog(Dialog):
    """A new person."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "Add a person", "&Add person")
        self._name, self._credentials, self._login = TextEdit(theme), TextEdit(theme), TextEdit(theme)
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._role = QComboBox()
        for role in ROLES:
            self._role.addItem(str(role).capitalize(), role.value)
        for label, editor in (
            ("&Name", self._name),
            ("&Credentials", self._credentials),
            ("&Role", self._role),
            ("&Sign-in name", self._login),
            ("First &password", self._password),
        ):
            self.body.addWidget(Field(theme, label, editor))

    @Slot()
    def begin(self) -> None:
        """Open it empty."""
        for edit in (self._name, self._credentials, self._login, self._password):
            edit.clear()
        self.show_problem("")
        self.set_busy(False)
        self.open()
        self._name.setFocus()

    def person(self) -> NewPerson:
        return NewPerson(
            self._login.text(),
            self._name.text(),
            self._credentials.text(),
            ROLES[self._role.currentIndex()],
            self._password.text(),
        )


class PasswordDialog(Dialog):
    """A new password for somebody else."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "Set a new password", "&Set password")
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addWidget(Field(theme, "New &password", self._password, "At least 10 characters."))

    @Slot()
    def begin(self) -> None:
        self._password.clear()
        self.show_problem("")
        self.set_busy(False)
        self.open()
        self._password.setFocus()

    def text(self) -> str:
        return self._password.text()
