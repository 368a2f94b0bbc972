"""The pages of one's own account and of the practice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox

from medmanager.domain.calendar.week import Week, week_of
from medmanager.domain.practice import Practice
from medmanager.domain.user import User
from ui.kit.buttons import Button
from ui.kit.fields.edits import NumberEdit, NumberRule
from ui.kit.fields.form import Field
from ui.kit.fields.week_edit import WeekEdit
from ui.kit.labels import IconText, Label, rule
from ui.kit.theme import Theme, Type
from ui.screens.settings.page import SettingsPage

TOO_DETAILED = (
    "The opening hours of this practice have more parts than this page can show. They stay as they are."
)
QUICK = "quick"
"""Where a problem with quick unlock is shown."""


class AccountPage(SettingsPage):
    """One's own name and password. Signals: `password_requested(old, new, again)`, `quick_requested(on)`."""

    password_requested = Signal(str, str, str)
    quick_requested = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Your account")
        self._who = Label()
        self.form.add_row(self._who)
        self._old = self.secret_field("old", "&Present password")
        self._new = self.secret_field(
            "password", "&New password", "At least 10 characters; a few words are good."
        )
        self._again = self.secret_field("again", "New password &again")
        button = Button(theme, "&Change password")
        button.clicked.connect(self._send)
        self.foot.addWidget(button)
        self._quick = QCheckBox("Unlock with this computer's &keychain")
        self._quick.clicked.connect(self._send_quick)
        self._quick_problem = IconText(theme, "circle-alert", "", "contra")
        self._quick_problem.label.wrapped()
        self._quick_problem.hide()
        self._office = Label(size=Type.SMALL, tone="muted").wrapped()
        self._office_rule = rule()
        for widget in (rule(), self._quick, self._quick_problem, self._office_rule, self._office):
            self.content.addWidget(widget)
        self._again.returnPressed.connect(self._send)

    def show_quick(self, on: bool) -> None:
        """Whether the keychain can unlock now."""
        self._quick.setChecked(on)

    def show_problem(self, sentence: str, field: str) -> None:
        super().show_problem("" if field == QUICK else sentence, field)
        self._quick_problem.label.setText(sentence)
        self._quick_problem.setVisible(bool(sentence) and field == QUICK)

    def show_user(self, user: User) -> None:
        self._who.setText(f"{user.signature} · {str(user.role).capitalize()} · sign-in name {user.login}")

    def show_office(self, names: tuple[str, ...]) -> None:
        """Who looks after what this person may not open; nobody where she does so herself."""
        self._office.setText(f"People, practice and backups are looked after by {', '.join(names)}.")
        for part in (self._office_rule, self._office):
            part.setVisible(bool(names))

    @Slot()
    def _send(self) -> None:
        self.password_requested.emit(self._old.text(), self._new.text(), self._again.text())

    @Slot(bool)
    def _send_quick(self, on: bool) -> None:
        self.show_problem("", "")
        self.quick_requested.emit(on)


OTHERS = "Somebody else wrote “{}” here meanwhile. Save to put yours in its place."


def _values(practice: Practice) -> dict[str, str | int]:
    """What stands in the fields of a practice."""
    return {
        "name": practice.name,
        "phone": practice.phone,
        "after_hours_phone": practice.after_hours_phone,
        "address": practice.address,
        "lock_minutes": practice.lock_minutes,
    }


class PracticePage(SettingsPage):
    """Name, phones, address and policies. Signals: `save_requested(Practice)`."""

    save_requested = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Practice")
        self._practice: Practice | None = None
        self._name = self.text_field("name", "&Name")
        self._phone = self.text_field("phone", "&Phone by day", "Stands on every plan.")
        self._night = self.text_field("after_hours_phone", "Phone at &night")
        self._address = self.text_field("address", "&Address")
        rule = NumberRule("The lock time", Decimal(1), Decimal(30), unit="min")
        self._lock = NumberEdit(theme, rule)
        self.form.add(
            "lock_minutes", Field(theme, "&Lock after", self._lock, "Minutes without input, 1 to 30.")
        )
        self._edits = {
            "name": self._name,
            "phone": self._phone,
            "after_hours_phone": self._night,
            "address": self._address,
            "lock_minutes": self._lock,
        }
        button = Button(theme, "&Save practice", primary=True)
        button.clicked.connect(self._send)
        self.foot.addWidget(button)

    def show_practice(self, practice: Practice) -> None:
        """Show the practice; what was typed stays, and is marked where somebody else wrote too."""
        before = _values(self._practice) if self._practice else {}
        self._practice = practice
        self.show_problem("", "")
        for name, value in _values(practice).items():
            edit, shown = self._edits[name], before.get(name, "")
            if edit.text() in (str(shown), str(value)):
                edit.show_value(value)
            elif value != shown:
                self.form.fields[name].show_problem(OTHERS.format(value))

    @Slot()
    def _send(self) -> None:
        assert self._practice is not None, "the page is shown with its practice"
        if self.form.first_problem():
            return
        minutes = self._lock.value()
        if minutes is None:
            self.show_problem("Write a number from 1 to 30.", "lock_minutes")
            return
        self.save_requested.emit(
            replace(
                self._practice,
                name=self._name.text().strip(),
                phone=self._phone.text().strip(),
                after_hours_phone=self._night.text().strip(),
                address=self._address.text().strip(),
                lock_minutes=int(minutes),
            )
        )


class HoursPage(SettingsPage):
    """When the practice is open. Signals: `save_requested(Week)`."""

    save_requested = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Opening hours")
        self._edit = WeekEdit(theme)
        self._detailed = IconText(theme, "info", TOO_DETAILED, "info")
        self._detailed.label.wrapped()
        self.form.add_row(self._detailed)
        self.form.add_row(self._edit)
        self._save = Button(theme, "&Save hours", primary=True)
        self._save.clicked.connect(self._send)
        self.foot.addWidget(self._save)

    def show_practice(self, practice: Practice) -> None:
        week = week_of(practice.hours)
        self.show_problem("", "")
        self._detailed.setVisible(week is None)
        for widget in (self._edit, self._save):
            widget.setVisible(week is not None)
        self._edit.show_week(week or Week())

    @Slot()
    def _send(self) -> None:
        self.save_requested.emit(self._edit.week())
