"""Fail-safe sheets to draw: an invented patient with much to tell, and one without a plan."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from medmanager.domain.calendar.appointment import AppointmentMode, ReasonCode
from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.paper.fail_safe_sheet import (
    FailSafeElsewhere,
    FailSafeMedicine,
    FailSafeNeeded,
    FailSafePrinted,
    FailSafeQuestion,
    FailSafeRow,
    FailSafeSheet,
    FailSafeStopped,
    FailSafeTest,
    FailSafeVisit,
    FailSafeWarning,
)
from medmanager.domain.plan.dose import AsNeeded, Form, Slot
from tests.documents.sheet_builders import head, mg

DAY = date(2026, 11, 24)
MARCH, JUNE, OCTOBER = date(2025, 3, 3), date(2026, 6, 8), date(2026, 10, 26)


def medicine(name: str, strength: str, since: date, why: str, **counts: str) -> FailSafeMedicine:
    """`medicine("lithium", "450", MARCH, "Mood.", morning="1")`."""
    taken = tuple((Slot(slot), Decimal(count)) for slot, count in counts.items())
    daily = sum((count for _, count in taken), Decimal(0)) * Decimal(strength)
    row = FailSafeRow(mg(strength), taken)
    return FailSafeMedicine(name, Form.TABLET, (row,), daily, "mg", since, why=why)


MEDICINES = (
    replace(medicine("lithium", "450", MARCH, "for mood", morning="1", bedtime="1"), form=Form.ER_TABLET),
    replace(medicine("QUEtiapine", "200", OCTOBER, "sleepy", bedtime="1"), before=Decimal(300)),
    medicine("lamoTRIgine", "100", JUNE, "for mood", morning="1", bedtime="1"),
)


def martin(**changed: object) -> FailSafeSheet:
    plain = FailSafeSheet(
        head(patient_name="Martin Okafor", birth_date=date(1968, 6, 9), plan_number=9),
        FailSafeVisit(
            DAY, time(9, 20), 30, ReasonCode.FOLLOW_UP, AppointmentMode.CLINIC, "Dana Whitfield, NP", 3, 11
        ),
        58,
        "503-555-0177",
        FailSafePrinted(time(16, 40), time(16, 38), date(2026, 10, 1), OCTOBER),
        has_plan=True,
        allergies=("carBAMazepine (rash, 2019)", "penicillin (hives, 1994)"),
        allergy_knowledge=AllergyKnowledge.LISTED,
        medicines=MEDICINES,
        needed=(
            FailSafeNeeded(
                "LORazepam", Form.TABLET, AsNeeded("for strong worry", mg("0.5"), Decimal(1), 8, Decimal(2))
            ),
        ),
        elsewhere=(
            FailSafeElsewhere("metFORMIN", "500 mg in the morning and evening", "Primary care"),
            FailSafeElsewhere("lisinopril", "10 mg in the morning", "Primary care"),
        ),
        stopped=(FailSafeStopped("sertraline", date(2026, 9, 14), "mood too high"),),
        tests=(
            FailSafeTest("Lithium level", date(2026, 11, 17), True, "0.7 mmol/L", date(2026, 8, 17)),
            FailSafeTest("Creatinine", date(2026, 11, 17), True, "1.1 mg/dL", date(2026, 8, 17)),
            FailSafeTest("TSH", date(2026, 11, 17), True),
            FailSafeTest("Weight", DAY, False, "96.4 kg", OCTOBER),
        ),
        warnings=(
            FailSafeWarning(
                "lithium with lisinopril",
                "major",
                "Kept on Oct 26: will be monitored: level was 0.7 on Aug 17.",
            ),
            FailSafeWarning("LORazepam with QUEtiapine", "moderate", ""),
            FailSafeWarning("lithium with QUEtiapine", "minor", ""),
        ),
        not_checked=("St. John's wort: not in the knowledge base",),
        questions=(FailSafeQuestion("what does it cost", "QUEtiapine"), FailSafeQuestion("Less sleepy?")),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]  # field names are checked at run time


def without_plan() -> FailSafeSheet:
    """A new patient: no plan, nothing asked yet."""
    return martin(
        head=head(patient_name="Martin Okafor", birth_date=date(1968, 6, 9), plan_number=None),
        printed=FailSafePrinted(time(16, 40), time(16, 38), date(2026, 10, 1), None),
        has_plan=False,
        allergies=(),
        allergy_knowledge=AllergyKnowledge.NOT_ASKED,
        medicines=(),
        needed=(),
        stopped=(),
        tests=(),
        warnings=(),
        not_checked=(),
        questions=(),
        phone="",
    )


def with_many(count: int) -> FailSafeSheet:
    """So many medicines: the sheet goes on on a second page."""
    return martin(
        medicines=tuple(replace(MEDICINES[n % 3], why="for mood and much more") for n in range(count))
    )
