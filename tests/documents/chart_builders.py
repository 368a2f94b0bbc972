"""Trend charts to draw: the invented patient of the plan, twelve weeks of ratings over her doses."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from medmanager.domain.paper.sheets import TrendSheet
from medmanager.domain.trend.trend import (
    DoseChange,
    DoseLane,
    Given,
    LaneStep,
    Panel,
    Point,
    Series,
    Shift,
    TrendChart,
)
from tests.documents.sheet_builders import head

FIRST = date(2026, 8, 31)
LAST = date(2026, 11, 23)


def weekly(key: str, label: str, *values: int) -> Series:
    points = tuple(Point(FIRST + timedelta(weeks=week), Decimal(value)) for week, value in enumerate(values))
    return Series(key, label, 1, points)


def lane(label: str, *steps: LaneStep, ends_on: date | None = None) -> DoseLane:
    return DoseLane(UUID(int=len(label)), label, 1, steps, ends_on)


def dose(
    start: date, end: date | None, amount: str, *, as_needed: bool = False, planned: bool = False
) -> LaneStep:
    return LaneStep(start, end, Decimal(amount), "mg", planned, as_needed=as_needed)


def mg(amount: str, *, as_needed: bool = False) -> Given:
    return Given(Decimal(amount), "mg", as_needed=as_needed)


def elena_chart() -> TrendChart:
    """Sleepy, shaky and restless over lithium, quetiapine, lamotrigine and propranolol."""
    series = (
        weekly("sleepiness", "Sleepy", 2, 2, 2, 2, 4, 4, 4, 7, 7, 6, 6, 6, 5),
        weekly("tremor", "Shaky", 3, 3, 3, 3, 3, 3, 3, 5, 5, 5, 3, 2, 2),
        weekly("restlessness", "Restless", 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1),
    )
    ticks = tuple(Decimal(tick) for tick in range(0, 11, 2))
    panel = Panel("effects", "Side effects", "0 to 10, at visits", Decimal(0), Decimal(10), ticks, series)
    lanes = (
        lane("lithium ER", dose(date(2026, 6, 1), None, "900")),
        lane(
            "quetiapine",
            dose(date(2026, 9, 21), date(2026, 10, 11), "25"),
            dose(date(2026, 10, 12), date(2026, 11, 22), "50"),
            ends_on=LAST,
        ),
        lane("lamotrigine", dose(date(2026, 11, 10), None, "25")),
        lane("propranolol", dose(date(2026, 11, 2), None, "10", as_needed=True)),
    )
    changes = (
        DoseChange(date(2026, 9, 21), 2, "quetiapine", Shift.STARTED, mg("25"), reason="could not sleep"),
        DoseChange(
            date(2026, 10, 12), 2, "quetiapine", Shift.DOSE, mg("50"), mg("25"), "still could not sleep"
        ),
        DoseChange(
            date(2026, 11, 2),
            4,
            "propranolol",
            Shift.STARTED,
            mg("10", as_needed=True),
            reason="shaky hands",
        ),
        DoseChange(date(2026, 11, 10), 3, "lamotrigine", Shift.STARTED, mg("25"), reason="mood swings"),
        DoseChange(LAST, 2, "quetiapine", Shift.STOPPED, reason="sleepy"),
        DoseChange(LAST, 5, "lurasidone", Shift.STARTED, mg("20"), reason="low mood"),
    )
    return TrendChart(FIRST, LAST, LAST, (panel,), lanes, (), changes, ())


def elena_trend(**changed: object) -> TrendSheet:
    return TrendSheet(head(**changed), elena_chart())
