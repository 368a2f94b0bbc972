"""The labelled range of a dose: above it and below it is told, and what is taken when needed is not below."""

from datetime import date
from decimal import Decimal

from medmanager.domain.knowledge.alerts import Alert, AlertKind
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.question import DailyDose, Listed, Question
from tests.knowledge.case_tables import base

DAY = date(2026, 11, 24)
LATER = date(2026, 12, 24)


def told(daily_mg: str, *doses: DailyDose) -> list[str]:
    """Titles about the range of lorazepam, 2 to 6 mg a day and at most 10."""
    listed = Listed("lorazepam", Decimal(daily_mg), DAY, form="tablet", doses=doses)
    found: tuple[Alert, ...] = check(base(), Question(DAY, (listed,))).alerts
    return [alert.title for alert in found if alert.kind is AlertKind.DOSE]


def dose(amount: str | None, needed: bool, start: date = DAY) -> DailyDose:
    return DailyDose(start, Decimal(amount) if amount is not None else None, as_needed=needed)


def test_that_the_most_of_a_day_when_needed_is_not_below_what_is_taken_each_day() -> None:
    assert told("1", dose("1", needed=True), dose("0", needed=False, start=LATER)) == []


def test_that_a_daily_dose_below_the_range_is_told_also_beside_one_when_needed() -> None:
    below = ["lorazepam: below the labelled range"]
    assert told("1") == below
    assert told("1", dose("1", needed=False)) == below
    assert told("1", dose("1", needed=True), dose("1", needed=False, start=LATER)) == below
    assert told("1", dose("1", needed=True), dose(None, needed=False, start=LATER)) == below


def test_that_more_than_the_maximum_is_told_when_needed_too() -> None:
    assert told("12", dose("12", needed=True)) == ["lorazepam: above the labelled maximum"]
