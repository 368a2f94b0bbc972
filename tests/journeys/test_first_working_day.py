"""The first working day, through the real widgets: import, intake, plan, visit, booking, chart, paper."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from medmanager.domain.ids import PatientId
from tests.first_day import Day
from tests.stage import Stage


@pytest.fixture
def day(stage: Stage) -> Day:
    """The day up to the signed visit."""
    day = Day(stage)
    day.until_the_signed_visit()
    return day


def test_that_the_first_working_day_runs_from_a_file_to_a_printed_plan(day: Day, tmp_path: Path) -> None:
    services = day.stage.services
    plans = services.plans.versions(PatientId(day.patient_id))
    assert sorted(plan.number for plan in plans) == [1, 2]
    visit = services.visits.of_patient(PatientId(day.patient_id))[0]
    assert visit.severity("nausea") == 5
    assert visit.plan_id == max(plans, key=lambda plan: plan.number).id, "the visit knows its plan"

    day.book_the_proposal()
    board = services.calendar.board(date(2027, 1, 11))
    booked = [one for one in board.appointments if one.patient_id == day.patient_id]
    assert len(booked) == 1, "the proposed visit is in the calendar"

    chart = day.see_the_chart()
    severities = {series.label: series.points for panel in chart.panels for series in panel.series}
    assert [(point.on, point.value) for point in severities["Nausea"]] == [(date(2026, 12, 14), Decimal(5))]
    assert [(step.start, step.dose) for step in chart.lanes[0].steps] == [
        (date(2026, 11, 30), Decimal(50)),
        (date(2026, 12, 15), Decimal(100)),
    ]

    words = day.print_the_plan(tmp_path / "plan.pdf")
    for expected in (
        "Alberto Atencio",
        "Plan 2",
        "sertraline",
        "50 mg tablet",
        "for low mood",
        "January 11, 2027",
    ):
        assert expected in words, f"“{expected}” is missing on the sheet"
    assert "2 tablets from Tuesday, December 15" in words
    assert "DEMO" in words


def test_that_the_saved_sheet_is_the_one_on_file_and_prints_the_same_again(day: Day, tmp_path: Path) -> None:
    day.print_the_plan(tmp_path / "plan.pdf")
    printing = day.stage.services.printing
    filed = printing.shelf(day.patient_id).rows
    assert len(filed) == 1
    assert printing.reprint(filed[0].document.id) == (tmp_path / "plan.pdf").read_bytes()
