"""Slips for blood tests to draw."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from medmanager.domain.paper.monitoring import LithiumTiming, MonitoringSlip, SlipTest
from medmanager.domain.plan.dose import Form
from tests.documents.sheet_builders import head

DUE = date(2026, 11, 30)
TIMING = LithiumTiming(
    datetime.combine(DUE - timedelta(days=1), time(21)), Decimal(2), Decimal(1), Form.ER_TABLET
)


def a_lithium_slip(timing: LithiumTiming | None = TIMING, **changed: object) -> MonitoringSlip:
    measures = ("lithium level", "creatinine", "eGFR", "sodium", "calcium", "TSH")
    return MonitoringSlip(
        head(**changed), DUE, tuple(SlipTest(one, "lithium", DUE) for one in measures), timing
    )


def a_fasting_slip(**changed: object) -> MonitoringSlip:
    tests = (SlipTest("lipids", "quetiapine", DUE), SlipTest("HbA1c", "quetiapine", DUE))
    return MonitoringSlip(head(**changed), DUE, tests)
