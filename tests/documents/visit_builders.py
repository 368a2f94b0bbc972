"""Sheets about visits to draw: a summary and a card."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from medmanager.domain.history import Measure
from medmanager.domain.paper.sheets import SheetVisit
from medmanager.domain.paper.visit import AppointmentCard, MeasuredValue, RatedFeeling, VisitSummary
from medmanager.domain.visit import PatientQuestion, Response
from tests.documents.sheet_builders import CHANGES, MADE, head

NEXT = SheetVisit(date(2026, 12, 7), time(10, 30))


def a_card(visit: SheetVisit = NEXT, **changed: object) -> AppointmentCard:
    of = head(plan_number=None, replaces=None, **changed)
    return AppointmentCard(of, visit, 30, "Dana Whitfield, NP", first=True)


def a_summary(**changed: object) -> VisitSummary:
    sheet = VisitSummary(
        head(),
        MADE,
        Response.BETTER,
        (RatedFeeling("Sleepy", 5), RatedFeeling("Shaking hands", 2)),
        (
            MeasuredValue(Measure.WEIGHT, Decimal("82.5")),
            MeasuredValue(Measure.SYSTOLIC, Decimal(124), Decimal(82)),
        ),
        CHANGES,
        "You did well. Keep going.",
        (PatientQuestion("Can I drink coffee?", "Yes, 2 cups a day."), PatientQuestion("What does it cost?")),
        NEXT,
    )
    return replace(sheet, **changed)  # type: ignore[arg-type]  # field names are checked at run time
