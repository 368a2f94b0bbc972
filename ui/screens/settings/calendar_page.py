"""The page of the calendar file: whose visits go to the calendar program, and what it is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox

from medmanager.domain.calendar.calendar_file import CalendarWish, file_name
from medmanager.domain.user import User
from ui.kit.buttons import Button
from ui.kit.dialogs.file_dialog import FileDialog
from ui.kit.fields.form import Field
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import Label
from ui.kit.theme import Theme, Type
from ui.screens.settings.page import SettingsPage

EVERYBODY = "Everybody"
ABOUT_FILE = (
    "A file for the calendar program on a phone or computer: when each visit of the coming year is, how long "
    "it takes, and where. It names no patient and no medicine."
)
ABOUT_KINDS = "Such as follow-up, new patient or injection. Without it, each entry says just “Visit”."
ABOUT_NEWER = (
    "The file does not follow the calendar by itself: save it again after changes. Canceled visits stay in "
    "it as canceled."
)


class CalendarFilePage(SettingsPage):
    """Signals: `save_requested(Path, CalendarWish)`."""

    save_requested = Signal(object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Calendar file")
        self._people: tuple[User, ...] = ()
        self._whose = PullDown()
        self.kinds = QCheckBox("Say what &kind of visit each one is")
        self.kinds.setChecked(True)
        self.form.add_row(Label(ABOUT_FILE, tone="muted").wrapped())
        self.form.add("whose", Field(theme, "&Whose visits", self._whose))
        self.form.add_row(self.kinds)
        for about in (ABOUT_KINDS, ABOUT_NEWER):
            self.form.add_row(Label(about, Type.SMALL, tone="muted").wrapped())
        button = Button(theme, "&Save calendar file…", "calendar", primary=True)
        button.clicked.connect(self._ask_where)
        self.foot.addWidget(button)

    def show_people(self, people: Sequence[User], me: User) -> None:
        """Those who see patients. At first one's own visits are chosen; later what was chosen stays."""
        before = self._person() if self._people else me
        chosen = before.id if before else None
        self._people = tuple(people)
        self._whose.clear()
        for name in (EVERYBODY, *(user.signature for user in self._people)):
            self._whose.addItem(name)
        ids = [user.id for user in self._people]
        self._whose.setCurrentIndex(ids.index(chosen) + 1 if chosen in ids else 0)

    def _person(self) -> User | None:
        row = self._whose.currentIndex()
        return self._people[row - 1] if row > 0 else None

    @Slot()
    def _ask_where(self) -> None:
        self.show_problem("", "")
        person = self._person()
        dialog = FileDialog(self, "Save the calendar file", QDir.homePath(), "Calendar files (*.ics)")
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(file_name(person.login if person else ""))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._send)
        dialog.open()

    @Slot(str)
    def _send(self, name: str) -> None:
        person = self._person()
        wish = CalendarWish(provider_id=person.id if person else None, tells_kind=self.kinds.isChecked())
        self.save_requested.emit(Path(name), wish)
