"""Works a day at the demo practice with words that occur nowhere else, has things go wrong, and waits to die.

python -m tests.prove.planted_words FOLDER

Everything goes through the window. What the person asks for lies in a folder with the patient's name below
FOLDER, and a file from outside with the same words in FOLDER/outside. `secrets_in` finds the words.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import NoReturn

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402 - after the platform is chosen
from PySide6.QtWidgets import QApplication, QMessageBox  # noqa: E402 - after the platform is chosen

from medmanager import bugs  # noqa: E402 - after the platform is chosen
from medmanager.domain.ids import PatientId  # noqa: E402 - after the platform is chosen
from medmanager.domain.patient import Allergy  # noqa: E402 - after the platform is chosen
from tests.hand import Hand  # noqa: E402 - after the platform is chosen
from tests.stage import PROVIDER, Stage  # noqa: E402 - after the platform is chosen
from ui.kit.crash import show_crash_dialog  # noqa: E402 - after the platform is chosen
from ui.screens.settings import SettingsScreen  # noqa: E402 - after the platform is chosen
from ui.screens.settings.presenter import BACKUP  # noqa: E402 - after the platform is chosen

FAMILY, GIVEN, PHONE, ADDRESS = "Quetzalvine", "Zorblatt", "2125550186", "9 Snickersnee Row"
ALLERGY, REASON, MESSAGE = "Snärkberry", "for Jabberlow moods", "Galumphing is fine"
STORY, DESK, PENDING = "Vorpal nights again", "Frumious at the desk", "Mimsy since Tuesday"
WORDS = (
    *("quetzalvine", "zorblatt", "2125550186", "snickersnee", "snärkberry"),
    *("jabberlow", "galumphing", "vorpal", "frumious", "mimsy"),
)
ASKED = f"{FAMILY} papers"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
MANAGER, SECOND_MS = "whitaker", 1000


def secrets_in(content: bytes) -> set[str]:
    """Which of the planted words these bytes hold, in whatever case and encoding."""
    ways = {word: (word, word.upper(), word.title()) for word in WORDS}
    return {
        word
        for word, written in ways.items()
        if any(way.encode(encoding) in content for way in written for encoding in ENCODINGS)
    }


class PlantedDay:
    """One patient whose every word is planted, at one window."""

    def __init__(self, qt: QApplication, folder: Path) -> None:
        self.asked = folder / ASKED
        self.asked.mkdir(exist_ok=True)
        self.stage = Stage(qt, folder)
        self.hand = Hand(self.stage)
        self.stage.application.crash.install()

    @property
    def patient(self) -> PatientId:
        return self.stage.services.patients.search(FAMILY)[0].id

    def open(self, tab: str) -> None:
        self.stage.workspace.open_patient(self.patient, tab, None)
        self.stage.settle()

    def work(self) -> None:
        """Register, note an allergy, plan, sign, book, print."""
        self.stage.enter(PROVIDER)
        self.register()
        self.note_an_allergy()
        self.plan()
        self.visit()
        self.book()
        self.print_the_plan()

    def register(self) -> None:
        self.hand.click("Patients")
        self.hand.click("New patient")
        fields = ("Family name", FAMILY), ("Given name", GIVEN), ("Phone", PHONE), ("Address", ADDRESS)
        for field, text in (*fields, ("Birth date", "3/14/1984"), ("Note for the front desk", DESK)):
            self.hand.write(field, text)
        with full():
            self.hand.click("Register")
        self.hand.click("Register")

    def note_an_allergy(self) -> None:
        history = self.stage.services.history
        history.save_allergy(Allergy(history.new_id(), self.patient, ALLERGY, "hives"))

    def plan(self) -> None:
        self.open("plan")
        self.hand.click("Start a plan")
        self.hand.write("Message to the patient", MESSAGE)
        self.hand.write("Add medicine", "sertr")
        self.hand.wait_for("sertraline")
        self.hand.press(Qt.Key.Key_Return)
        self.hand.write("What it is for, in plain words", REASON)
        self.hand.write("Step 1: strength", "50 mg")
        self.hand.write("Step 1: morning", "1")
        with full():
            self.hand.click("Add to plan")
        self.hand.click("Add to plan")
        self.hand.click("Sign plan…")
        self.hand.write("Why this version is made", REASON)
        self.hand.click(f"I have checked {ALLERGY} myself.")
        self.hand.click("Sign plan 1")

    def visit(self) -> None:
        self.open("visits")
        self.hand.click("Begin a visit")
        self.hand.write("Since last visit", STORY)
        with full():
            self.open("summary")
        self.open("visits")
        self.hand.click("Sign visit…")
        self.hand.click("Sign visit")

    def book(self) -> None:
        self.hand.click("Calendar")
        self.hand.click("New appointment")
        self.hand.write("Patient", FAMILY)
        self.hand.wait_for(FAMILY.upper())
        self.hand.press(Qt.Key.Key_Return)
        self.hand.write("When", "feb 9 10:00")
        self.hand.click("Book")

    def print_the_plan(self) -> None:
        self.open("documents")
        self.hand.click("Save as PDF…")
        with full():
            self.hand.choose_file(self.asked / "plan.pdf")
        self.hand.click("Save as PDF…")
        self.hand.choose_file(self.asked / "plan.pdf")

    def take_a_broken_file(self, file: Path) -> None:
        self.hand.click("Patients")
        self.hand.click("Import records")
        screen = self.stage.workspace.screen("import_records")
        assert screen is not None
        self.hand.drop(screen.widget, file)

    def crash_in_worker_and_slot(self) -> list[str]:
        """Bugs with the planted words in their hands; gives the texts of the dialogs."""
        reporter, told = self.stage.application.crash, list[str]()
        reporter.reported.connect(told.append)
        patients = self.stage.services.patients
        with planted(patients, "search", bug), planted(self.stage, "settle", self._go_on):
            self.hand.click("Patients")
            self.hand.write("Name, birth date or phone", FAMILY[:4])
            QTimer.singleShot(0, bug_in_a_slot)
            while len(told) < 2:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 100)
        self.stage.crashes.clear()
        return told

    def copy_details(self, details: str) -> str:
        """What the real dialog shows and copies."""
        shown: list[str] = []
        QTimer.singleShot(0, lambda: answer(shown))
        show_crash_dialog(details)
        return "\n".join((*shown, QApplication.clipboard().text()))

    def back_up(self) -> None:
        self.stage.application.lock()
        self.stage.settle()
        self.stage.leave()
        self.stage.enter(MANAGER)
        self.hand.click("Settings")
        settings = self.stage.workspace.screen("settings")
        assert isinstance(settings, SettingsScreen)
        settings.view.open_section(BACKUP)
        self.hand.click("Back up now…")
        self.hand.choose_file(self.asked / "today.mmbackup")
        self.stage.application.lock()
        self.stage.settle()
        self.stage.leave()

    def close(self) -> None:
        """End as closing the window does."""
        self.stage.application.look.larger()
        self.stage.close()

    def type_and_wait(self) -> NoReturn:
        """Something is half written when the end comes, and a second has gone by."""
        self.stage.enter(PROVIDER)
        self.open("visits")
        self.hand.click("New visit")
        self.hand.write("Since last visit", PENDING)
        loop = QEventLoop()
        QTimer.singleShot(SECOND_MS, loop.quit)
        loop.exec()
        self.stage.settle()
        say("ready")
        while True:
            loop.exec()

    def _go_on(self) -> None:
        """`settle` without its assertion that nothing crashed."""
        self.stage.qt.processEvents()


def bug(*given: object) -> NoReturn:
    name = f"{FAMILY}, {GIVEN} {STORY}"
    raise ValueError(f"no such patient: {name}", given)


def bug_in_a_slot() -> None:
    bug(STORY)


@contextmanager
def planted(thing: object, name: str, other: Callable[..., object]) -> Iterator[None]:
    """Another function in the place of one for a while."""
    real = getattr(thing, name)
    setattr(thing, name, other)
    try:
        yield
    finally:
        setattr(thing, name, real)


@contextmanager
def full() -> Iterator[None]:
    """The disk takes nothing, where the system can be told so."""
    if sys.platform == "win32":
        yield
        return
    limits = import_module("resource")
    soft, hard = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, (soft, hard))


def answer(shown: list[str]) -> None:
    """Read the crash dialog, copy its details, and go on."""
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    shown += [box.text(), box.informativeText(), box.detailedText(), box.windowTitle()]
    buttons = {button.text(): button for button in box.buttons()}
    QTimer.singleShot(0, buttons["&Go on"].click)
    buttons["&Copy details"].click()


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(folder: Path) -> None:
    bugs.tell_places_only()
    bugs.keep_log(bugs.usual_folder())
    qt = QApplication(["planted"])
    day = PlantedDay(qt, folder)
    day.work()
    day.take_a_broken_file(next((folder / "outside").iterdir()))
    told = day.crash_in_worker_and_slot()
    say("\n".join((*told, day.copy_details(told[0]))))
    day.back_up()
    day.close()
    PlantedDay(qt, folder).type_and_wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
