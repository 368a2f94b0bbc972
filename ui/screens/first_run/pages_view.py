"""The pages of the first run as they are seen, each with one form at its top."""

from __future__ import annotations

from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.buttons import LinkButton
from ui.kit.fields.edits import TextEdit
from ui.kit.fields.form import Field, Form
from ui.kit.fields.pull_down import PullDown
from ui.kit.fields.week_edit import WeekEdit
from ui.kit.labels import Label, rule
from ui.kit.recovery_key import RecoveryKey, fits
from ui.kit.theme import Theme, Type
from ui.screens.first_run.pages import sign_ins

INDENT = 26
ZONES = ("America/", "US/", "Pacific/")


class FirstRunPage(QWidget):
    """A page with one form at its top; `first` is where the keyboard begins, None leaves it on Next."""

    first: QWidget | None = None

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.form = Form(theme)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(12))
        self.column.addWidget(self.form)

    def text_field(self, name: str, label: str, note: str = "") -> TextEdit:
        """A plain text field of the form."""
        edit = TextEdit(self.theme)
        self.form.add(name, Field(self.theme, label, edit, note))
        return edit


class PlacePage(FirstRunPage):
    """This computer, or the practice's server; or a backup. Signals: `restore_requested()`."""

    restore_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.here = QRadioButton("On &this computer only")
        self.server = QRadioButton("On the practice's &PostgreSQL server")
        # Each has a place of its own, so only a group makes them exclude one another.
        self._choices = QButtonGroup(self)
        self._choices.addButton(self.here)
        self._choices.addButton(self.server)
        self.here.setChecked(True)
        self._add_choice(self.here, "One encrypted file. Right for one computer.")
        self._add_choice(
            self.server, "Right for more than one computer: everybody sees the same record at once."
        )
        self.url = self.text_field(
            "url",
            "Server &address",
            "postgresql://user@host/database, as whoever set the server up knows it.",
        )
        self.url.setEnabled(False)
        self.server.toggled.connect(self._choose)
        self.column.addStretch(1)
        self.column.addWidget(rule())
        self._restore = LinkButton(theme, "&Restore a practice from its backup…", "archive")
        self._restore.clicked.connect(self.restore_requested)
        self.column.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_choice(self, choice: QRadioButton, words: str) -> None:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        note = Label(words, Type.SMALL, tone="muted").wrapped()
        note.setContentsMargins(self.theme.px(INDENT), 0, 0, 0)
        column.addWidget(choice)
        column.addWidget(note)
        self.form.add_row(block)

    @Slot(bool)
    def _choose(self, on_server: bool) -> None:
        self.url.setEnabled(on_server)
        if on_server:
            self.url.setFocus()


class PracticePage(FirstRunPage):
    """Name, phones, address, time zone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.name = self.first = self.text_field("name", "Name of the &practice")
        self.phone = self.text_field("phone", "Phone by &day")
        self.night = self.text_field(
            "after_hours_phone", "Phone at n&ight", "Leave empty when nobody answers at night."
        )
        self.address = self.text_field("address", "&Address")
        self.zone = PullDown()
        self.zone.addItems(sorted(zone for zone in available_timezones() if zone.startswith(ZONES)))
        self.zone.setCurrentText("America/New_York")
        self.form.add("time_zone", Field(theme, "Time &zone", self.zone))
        self.column.addStretch(1)


class PersonPage(FirstRunPage):
    """The first person who signs in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.name = self.first = self.text_field(
            "display_name", "Your na&me", "As it stands under notes, for example Dr. Amara Osei."
        )
        self.credentials = self.text_field("credentials", "&Credentials", "For example MD, DO, PMHNP.")
        self.login = self.text_field("login", "&Sign-in name")
        self.password = self._password_field(
            "password", "&Password", "At least 10 characters; a few words are good."
        )
        self.again = self._password_field("again", "Password a&gain", "")
        self.provider = QCheckBox("I also &treat patients")
        self.provider.setChecked(True)
        self._sign_ins = Label(size=Type.SMALL, tone="muted").wrapped()
        self.form.add_row(self.provider)
        self.form.add_row(self._sign_ins)
        self.column.addStretch(1)
        self.provider.toggled.connect(self._say_sign_ins)
        self.login.textChanged.connect(self._say_sign_ins)
        self._say_sign_ins()

    @Slot()
    def _say_sign_ins(self) -> None:
        self._sign_ins.setText(sign_ins(self.login.text(), also_provider=self.provider.isChecked()))

    def _password_field(self, name: str, label: str, note: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(name, Field(self.theme, label, edit, note))
        return edit


class HoursPage(FirstRunPage):
    """One row for each weekday, and lunch."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.edit = WeekEdit(theme)
        self.column.addWidget(self.edit)
        self.column.addStretch(1)


class KeyPage(FirstRunPage):
    """The recovery key, shown once, and one group of it typed again."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.shown = RecoveryKey(theme)
        self.first = self.shown.printing
        self.form.fields["group"] = self.shown.field
        self.column.addWidget(self.shown)
        self.column.addStretch(1)
        self._key = ""

    def show_key(self, key: str, about: str) -> None:
        self._key = key
        self.shown.show_key(key, about)

    def is_on_paper(self) -> bool:
        """Whether the group was typed as it stands in the key."""
        return fits(self._key, self.shown.group.text())
