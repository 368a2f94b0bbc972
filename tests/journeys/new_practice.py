"""A practice that is just being made, by the hand of the person who makes it."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QComboBox

from tests.hand import Hand
from tests.stage import Stage
from ui.kit.recovery_key import ASKED_GROUP
from ui.screens.settings import SettingsScreen

PASSWORD = "four plain words here"
PRACTICE, NAME, LOGIN = "Lakeside Psychiatry", "Dr. Anna Koval", "koval"
OFFICE = f"{NAME} (administration)"
DESK, DESK_LOGIN, DESK_PASSWORD = "Bea Lind", "bea.lind", "a desk by the window"


@dataclass
class Newcomer:
    """Somebody who opens the application for the first time."""

    stage: Stage
    hand: Hand = field(init=False)
    key: str = ""

    def __post_init__(self) -> None:
        self.hand = Hand(self.stage)

    def make_practice(self) -> None:
        """Every page from the place to the recovery key, which is typed again."""
        self.hand.click("Next")
        self.tell_practice()
        self.tell_herself()
        self.hand.click("Make the practice")
        self.key = self.read_key()
        self.type_group(self.key)
        self.hand.click("Open MedManager")

    def tell_practice(self) -> None:
        self.hand.write("Name of the practice", PRACTICE)
        self.hand.click("Next")

    def tell_herself(self) -> None:
        self.hand.write("Your name", NAME)
        self.hand.write("Credentials", "MD")
        self.hand.write("Sign-in name", LOGIN)
        self.hand.write("Password", PASSWORD)
        self.hand.write("Password again", PASSWORD)
        self.hand.click("Next")

    def read_key(self) -> str:
        """The key as it stands on the screen, group by group."""
        groups = re.findall(r"^Group \d: (.+)$", self.hand.page(), re.MULTILINE)
        return "-".join(group.replace(" ", "") for group in groups)

    def type_group(self, key: str) -> None:
        self.hand.write(f"Type group {ASKED_GROUP} from your paper", key.split("-")[ASKED_GROUP - 1].lower())

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        self.hand.choose("User", name)
        self.hand.write("Password", password)
        self.hand.click("Sign in")

    def switch(self, name: str, password: str = PASSWORD) -> None:
        """Lock, and let another person in."""
        self.go_to_card()
        self.sign_in(name, password)

    def go_to_card(self) -> None:
        self.stage.application.lock()
        self.stage.settle()
        self.hand.click("Switch user")

    def offered(self) -> list[str]:
        """Whom the card offers."""
        people = self.stage.application.cover.view.findChild(QComboBox)
        assert people is not None, "the card offers nobody"
        return [people.itemText(row) for row in range(people.count())]

    def open_settings(self, section: str) -> None:
        self.hand.click("Settings")
        settings = self.stage.workspace.screen("settings")
        assert isinstance(settings, SettingsScreen)
        settings.view.open_section(section)
        self.stage.settle()

    def add_person(self, name: str, login: str, password: str, role: str) -> None:
        self.open_settings("people")
        self.hand.click("Add person…")
        self.hand.write("Name", name)
        self.hand.choose("Role", role)
        self.hand.write("Sign-in name", login)
        self.hand.write("First password", password)
        self.hand.click("Add person")

    def back_up(self, file: Path) -> None:
        self.open_settings("backup")
        self.hand.click("Back up now…")
        self.hand.choose_file(file)

    def restore(self, file: Path, login: str, password: str) -> None:
        """In the dialog that is open: choose the file, and say who restores."""
        self.hand.click("Choose…")
        self.hand.choose_file(file)
        assert str(file) in self.hand.page()
        self.hand.write("Sign-in name", login)
        self.hand.write("Password", password)
        self.hand.click("Restore")
