"""The first working day of one patient, through the real widgets; the journey and the demo play it."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

from pypdf import PdfReader
from PySide6.QtCore import Qt

from medmanager.domain.trend.trend import TrendChart
from tests.hand import Hand
from tests.stage import PROVIDER, Stage

FILE = next((Path(__file__).parent / "data" / "fhir").rglob("Alberto_Atencio*.json"))

"""The file writes both with their brands, in a way in which the knowledge base knows neither."""


def nothing(done: str) -> None:
    """Nobody looks."""


class Day:
    """One patient's way through the practice, one method for each room. `look` is called when a room is done,
    with what was done there.
    """

    def __init__(self, stage: Stage, look: Callable[[str], None] = nothing) -> None:
        self.stage, self.hand, self._look = stage, Hand(stage), look
        stage.enter(PROVIDER)

    @property
    def patient_id(self) -> UUID:
        return self.stage.services.patients.search("atencio")[0].id

    def open(self, tab: str) -> None:
        self.stage.workspace.open_patient(self.patient_id, tab, None)
        self.stage.settle()

    def preview_the_file(self) -> None:
        self.hand.click("Patients")
        self.hand.click("Import records")
        screen = self.stage.workspace.screen("import_records")
        assert screen is not None
        self.hand.drop(screen.widget, FILE)
        assert self.hand.sees("ATENCIO, Alberto")
        assert not self.stage.services.patients.search("atencio"), "a preview stores nothing"

    def take_the_file(self) -> None:
        self.hand.click("Take 1 file")
        self.hand.click("Dismiss")

    def find_the_patient(self) -> None:
        self.hand.click("Patients")
        self.hand.write("Name, birth date or phone", "atencio")
        self.hand.press(Qt.Key.Key_Return)
        assert self.hand.sees("ATENCIO, Alberto")

    def do_the_intake(self) -> None:
        self.open("intake")
        self.hand.click("Begin intake")
        self.hand.write("What brings you here?", "Low for three months")
        self.hand.click("Save and go on")
        self.hand.write("Symptom or concern", "Low mood")
        self.hand.click("Add symptom")
        self.hand.click("Save and go on")
        for _ in range(4):
            self.hand.click("Skip for now")
        self.hand.click("No known allergies")
        self.hand.click("Save and go on")
        for _ in range(5):
            self.hand.click("Skip for now")
        self.hand.click("Complete intake")

    def write_and_sign_the_plan(self) -> None:
        self.open("plan")
        self.hand.click("Start a plan")
        self.hand.write("Add medicine", "sertr")
        self.hand.wait_for("sertraline")
        self.hand.press(Qt.Key.Key_Return)
        self.hand.write("What it is for, in plain words", "for low mood")
        self.hand.write("Step 1: strength", "50 mg")
        self.hand.write("Step 1: morning", "1")
        self.hand.click("Add to plan")
        self.hand.write("Day", "2w")
        self.hand.write("Why", "see how it works")
        self.hand.press(Qt.Key.Key_Tab)
        self.sign("1", "first plan")

    def sign(self, number: str, reason: str) -> None:
        self.hand.click("Sign plan…")
        self.hand.write("Why this version is made", reason)
        self.hand.click(f"Sign plan {number}")

    def come_back_after(self, days: int) -> None:
        """Another day: sign in again, as people do."""
        self.stage.application.lock()
        self.stage.settle()
        self.stage.leave()
        self.stage.clock.instant += timedelta(days=days)
        self.stage.enter(PROVIDER)

    def record_the_visit(self) -> None:
        self.open("visits")
        self.hand.click("Begin a visit")
        self.hand.write("Since last visit", "A little lighter, queasy in the morning.")
        self.hand.choose("How it goes since the last visit", "better")
        self.hand.answer("Nausea", "5")
        self.hand.click("Change dose")
        self.hand.write("Step 2: morning", "2")
        self.hand.write("Why the dose changes", "partial response")
        self.hand.click("Keep changes")
        self.hand.write("Day", "4w")
        self.hand.write("Why", "after the higher dose")
        self.hand.press(Qt.Key.Key_Tab)
        self.open("visits")
        self.hand.click("Sign visit…")

    def sign_the_visit(self) -> None:
        assert self.hand.sees("50 to 100 mg"), "the dialog says what becomes of the dose"
        assert self.hand.sees("partial response"), "and why"
        self.hand.click("Sign visit and plan")

    def book_the_proposal(self) -> None:
        self.hand.click("Calendar")
        assert self.hand.sees("after the higher dose"), "the calendar says why the visit is asked for"
        self.hand.click("Book: ATENCIO, Alberto")

    def see_the_chart(self) -> TrendChart:
        self.open("trends")
        assert self.hand.sees("Nausea")
        return self.stage.services.trends.page(self.patient_id).chart

    def print_the_plan(self, file: Path) -> str:
        """The words of the sheet, read from the file that was saved."""
        self.open("documents")
        self.hand.click("English")
        self.hand.click("Save as PDF…")
        self.hand.choose_file(file)
        pages = PdfReader(BytesIO(file.read_bytes())).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    def until_the_signed_visit(self) -> None:
        """From the file to the visit, with a look at each room."""
        for done, act in (
            ("preview of a file", self.preview_the_file),
            ("records taken", self.take_the_file),
            ("patient found", self.find_the_patient),
            ("intake", self.do_the_intake),
            ("plan signed", self.write_and_sign_the_plan),
        ):
            act()
            self._look(done)
        self.come_back_after(14)
        self.record_the_visit()
        self._look("visit before signing")
        self.sign_the_visit()
        self._look("visit signed")
