"""The dialogs of the people page: a new person, a new password, and taking sign-in away."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from medmanager.domain.user import Role, User
from ui.kit.dialogs.dialog import Dialog
from ui.kit.fields.edits import TextEdit
from ui.kit.fields.form import Field, Form
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import Label
from ui.kit.theme import Theme
from ui.screens.settings.presenter import NewPerson

ROLES = tuple(Role)
LONG_ENOUGH = "At least 10 characters; a few words are good."
IN_PERSON = "Choose a password and tell it in person, not by mail. It can be changed after signing in."


class PersonDialog(Dialog):
    """A new person."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "Add a person", "&Add person")
        self._name, self._credentials, self._login = TextEdit(theme), TextEdit(theme), TextEdit(theme)
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._role = PullDown()
        for role in ROLES:
            self._role.addItem(str(role).capitalize(), role.value)
        self._form = Form(theme)
        for name, label, editor, note in (
            ("display_name", "&Name", self._name, ""),
            ("credentials", "&Credentials", self._credentials, "For example MD, PMHNP, RN."),
            ("role", "&Role", self._role, ""),
            ("login", "&Sign-in name", self._login, "Letters, digits, dots or hyphens, such as a.osei."),
            ("password", "First &password", self._password, LONG_ENOUGH),
        ):
            self._form.add(name, Field(theme, label, editor, note))
        self.body.addWidget(self._form)
        self.confirmed.connect(self._form.clear_problems)

    @Slot()
    def begin(self) -> None:
        """Open it empty."""
        for edit in (self._name, self._credentials, self._login, self._password):
            edit.clear()
        self._form.clear_problems()
        self.show_problem("")
        self.set_busy(False)
        self.open()
        self._name.setFocus()

    def refuse(self, sentence: str, field: str) -> None:
        """Beside the field, where there is one."""
        beside = bool(field) and self._form.show_problem(field, sentence)
        self.show_problem("" if beside else sentence)

    def person(self) -> NewPerson:
        return NewPerson(
            self._login.text(),
            self._name.text(),
            self._credentials.text(),
            ROLES[self._role.currentIndex()],
            self._password.text(),
        )


class PasswordDialog(Dialog):
    """A new password for somebody else; for one who was removed it is the way back in. `user` is she."""

    user: User

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "Set a new password", "&Set password")
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addWidget(Label(IN_PERSON, tone="muted").wrapped())
        self.body.addWidget(Field(theme, "New &password", self._password, LONG_ENOUGH))

    def begin(self, user: User) -> None:
        """Open it empty for this person."""
        self.user = user
        name = user.display_name
        self.title.setText(f"New password for {name}" if user.active else f"Let {name} in again")
        self.primary.setText("&Set password" if user.active else "&Let in again")
        self._password.clear()
        self.show_problem("")
        self.set_busy(False)
        self.open()
        self._password.setFocus()

    def text(self) -> str:
        return self._password.text()


class RemoveDialog(Dialog):
    """Asks before somebody is shut out. `user` is she."""

    user: User

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "Take the sign-in away", "&Remove")
        self._words = Label().wrapped()
        self.body.addWidget(self._words)

    def begin(self, user: User) -> None:
        self.user = user
        self._words.setText(
            f"{user.display_name} will not be able to sign in any more. What was written under this name "
            "stays. You can let this person in again with a new password."
        )
        self.show_problem("")
        self.set_busy(False)
        self.open()
        self.primary.setFocus()
