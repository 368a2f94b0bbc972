"""What is taken too and stands on no plan of ours is seen beside the plan."""

from dataclasses import replace
from datetime import date

from medmanager.domain.history import MedicationStatement, TakingStatus
from tests.builders import keep, new_id
from tests.plan_services import Chart, chart_services
from ui.screens.plan.page_build import Looking, build_page


def test_that_what_is_taken_too_stands_beside_the_plan_with_its_dates_newest_first() -> None:
    chart = Chart(chart_services())
    of, now = chart.patient.id, TakingStatus.TAKING
    metformin = MedicationStatement(new_id(), of, "metformin", started=date(2019, 5, 6), status=now)
    warfarin = MedicationStatement(new_id(), of, "warfarin", started=date(2026, 1, 2), status=now)
    stopped = MedicationStatement(new_id(), of, "old one", status=TakingStatus.STOPPED)
    told = (replace(metformin, prescriber="Dr. Towne"), replace(warfarin, directions="5 mg"), stopped)
    keep(chart.services.session, *told)
    page = build_page(chart.services.plans.open(of), Looking())
    assert page is not None
    assert [(row.name, row.directions, row.source) for row in page.elsewhere] == [
        ("warfarin", "5 mg", "since Jan 2, prescription"),
        ("metFORMIN", "directions not known", "since May 6, 2019, by Dr. Towne"),
    ]
