"""The first working day, through the real widgets: import, intake, plan, visit, booking, chart, paper."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from medmanager.domain.ids import PatientId
from medmanager.domain.trend import TrendChart
from tests.hand import Hand
from tests.stage import PROVIDER, Stage

pytestmark = pytest.mark.xdist_group("stage")

FILE = next((Path(__file__).parents[1] / "data" / "fhir").rglob("Alberto_Atencio*.json"))


class Day:
    """One patient's way through the practice, one method for each room."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.hand = stage, Hand(stage)
        stage.enter(PROVIDER)

    @property
    def patient_id(self) -> UUID:
        return self.stage.services.patients.search("atencio")[0].id

    def open(self, tab: str) -> None:
        self.stage.workspace.open_patient(self.patient_id, tab, None)
        self.stage.settle()

    def import_the_file(self) -> None:
        self.hand.click("Patients")
        self.hand.click("Import records")
        screen = self.stage.workspace.screen("import_records")
        assert screen is not None
        self.hand.drop(screen.widget, FILE)
        assert self.hand.sees("ATENCIO, Alberto")
        assert not self.stage.services.patients.search("atencio"), "a preview stores nothing"
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


@pytest.fixture
def day(stage: Stage) -> Day:
    """The day up to the signed visit."""
    day = Day(stage)
    day.import_the_file()
    day.find_the_patient()
    day.do_the_intake()
    day.write_and_sign_the_plan()
    day.come_back_after(14)
    day.record_the_visit()
    day.sign_the_visit()
    return day


def test_that_the_first_working_day_runs_from_a_file_to_a_printed_plan(day: Day, tmp_path: Path) -> None:
    services = day.stage.services
    plans = services.plans.versions(PatientId(day.patient_id))
    assert sorted(plan.number for plan in plans) == [1, 2]
    visit = services.visits.of_patient(PatientId(day.patient_id))[0]
    assert visit.severity("nausea") == 5
    assert visit.plan_id == max(plans, key=lambda plan: plan.number).id, "the visit knows its plan"

    day.book_the_proposal()
    board = services.calendar.board(date(2027, 1, 4))
    booked = [one for one in board.appointments if one.patient_id == day.patient_id]
    assert len(booked) == 1, "the proposed visit is in the calendar"

    chart = day.see_the_chart()
    severities = {series.label: series.points for panel in chart.panels for series in panel.series}
    assert [(point.on, point.value) for point in severities["Nausea"]] == [(date(2026, 12, 7), Decimal(5))]
    assert [(step.start, step.dose) for step in chart.lanes[0].steps] == [
        (date(2026, 11, 23), Decimal(50)),
        (date(2026, 12, 8), Decimal(100)),
    ]

    words = day.print_the_plan(tmp_path / "plan.pdf")
    for expected in (
        "Alberto Atencio",
        "Plan 2",
        "sertraline",
        "50 mg tablet",
        "for low mood",
        "January 4, 2027",
    ):
        assert expected in words, f"“{expected}” is missing on the sheet"
    assert "2 tablets from Tuesday, December 8" in words
    assert "DEMO" in words


def test_that_the_saved_sheet_is_the_one_on_file_and_prints_the_same_again(day: Day, tmp_path: Path) -> None:
    day.print_the_plan(tmp_path / "plan.pdf")
    printing = day.stage.services.printing
    filed = printing.shelf(day.patient_id).rows
    assert len(filed) == 1
    assert printing.reprint(filed[0].document.id) == (tmp_path / "plan.pdf").read_bytes()
