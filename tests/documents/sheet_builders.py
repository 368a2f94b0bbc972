"""Sheets to draw: one invented patient's plan, and the shapes a plan can take."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

from medmanager.domain.paper.sheets import (
    ClinicCard,
    PlanSheet,
    SheetAdvice,
    SheetAllergy,
    SheetAsNeeded,
    SheetChange,
    SheetFeeling,
    SheetHead,
    SheetMark,
    SheetMedicine,
    SheetRating,
    SheetStopped,
    SheetTest,
    SheetTrend,
    SheetVisit,
    Tag,
)
from medmanager.domain.patient import Language
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength, TabletCount
from medmanager.domain.practice import Paper

MADE = date(2026, 11, 23)
CLINIC = ClinicCard("Harbor Street Clinic", "503-555-0142", "12 Harbor Street", "503-555-0142")
SIGNS = (
    "a skin rash, or mouth sores",
    "shaking a lot, or hard to walk",
    "throwing up many times",
    "too restless to sit still",
)


def mg(amount: str) -> Strength:
    return Strength(Decimal(amount))


def tablets(strength: Strength, **counts: str) -> tuple[TabletCount, ...]:
    """`tablets(mg("300"), morning="1", bedtime="2")`."""
    return tuple(TabletCount(strength, Slot(slot), Decimal(count)) for slot, count in counts.items())


def step(start: date, end: date | None, strength: Strength, **counts: str) -> DoseStep:
    return DoseStep(start, end, tablets(strength, **counts))


def ongoing(strength: Strength, **counts: str) -> tuple[DoseStep, ...]:
    return (step(date(2026, 6, 1), None, strength, **counts),)


def head(**changed: object) -> SheetHead:
    plain = SheetHead(
        "Elena Rivera",
        date(1981, 3, 4),
        MADE,
        4,
        "Dana Whitfield, NP",
        CLINIC,
        marks=(SheetMark.DEMO,),
        replaces=date(2026, 11, 9),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]  # field names are checked at run time


LITHIUM = SheetMedicine(
    "lithium",
    "Lithobid",
    Form.ER_TABLET,
    "for mood swings",
    ongoing(mg("300"), morning="1", bedtime="2"),
    ("Swallow it whole.",),
)
LAMOTRIGINE = SheetMedicine(
    "lamotrigine",
    "Lamictal",
    Form.TABLET,
    "for mood swings",
    (
        step(date(2026, 11, 24), date(2026, 12, 7), mg("25"), morning="2"),
        step(date(2026, 12, 8), date(2026, 12, 14), mg("25"), morning="4"),
        step(date(2026, 12, 15), None, mg("100"), morning="2"),
    ),
    tag=Tag.RAISED,
)
LURASIDONE = SheetMedicine(
    "lurasidone",
    "Latuda",
    Form.TABLET,
    "for low mood",
    (step(MADE, None, mg("20"), evening="1"),),
    ("Take with a full meal.",),
    Tag.NEW,
)
PROPRANOLOL = SheetAsNeeded(
    "propranolol", "", Form.TABLET, AsNeeded("for shaky hands", mg("10"), Decimal(1), 6, Decimal(3))
)
CHANGES = (
    SheetChange(ChangeKind.START, "lurasidone", mg("20"), on=MADE, slot=Slot.EVENING, count=Decimal(1)),
    SheetChange(
        ChangeKind.CHANGE, "lamotrigine", mg("25"), on=date(2026, 11, 24), count=Decimal(2), rises=True
    ),
    SheetChange(ChangeKind.STOP, "quetiapine", mg("50"), on=MADE),
    SheetChange(ChangeKind.KEEP, "lithium"),
    SheetChange(ChangeKind.KEEP, "propranolol"),
)
ADVICE = SheetAdvice(
    feelings=(
        SheetFeeling("A skin rash", "Stop lamotrigine. Call us the same day."),
        SheetFeeling("Restless, cannot sit still", "Call us. We can lower the dose."),
        SheetFeeling("Sleepy or dizzy", "Get up slowly. Do not drive until it is gone."),
        SheetFeeling("Upset stomach", "Eat a full meal with lurasidone. No grapefruit."),
        SheetFeeling("Strong shaking, throwing up", "Call us right away. It may be too much lithium."),
    ),
    tests=(
        SheetTest(
            "Lithium level",
            date(2026, 11, 30),
            time(9, 0),
            ("Take your lithium after the test.", "See the blood test page."),
        ),
    ),
    missed_dose=(
        "Missed lamotrigine for 5 days? Call us first.",
        "Do not start again on your own.",
    ),
    stopping=("A skin rash is different: stop lamotrigine and call.",),
    tell_us=(
        "Tell us if you are pregnant or start or stop birth control pills.",
        "Ask before you take ibuprofen.",
        "Keep your salt and water the same each day.",
    ),
)
TREND = SheetTrend(
    "Sleepy in the day",
    tuple(
        SheetRating(date(2026, 10, 12) + timedelta(weeks=week), Decimal(value))
        for week, value in enumerate((4, 7, 7, 6, 6, 6, 5))
    ),
)


def elena(**changed: object) -> PlanSheet:
    """The plan of the drawings: one started, one rising in steps, one stopped, one kept, one as needed."""
    sheet = PlanSheet(
        head=head(),
        changes=CHANGES,
        daily=(LITHIUM, LAMOTRIGINE, LURASIDONE),
        as_needed=(PROPRANOLOL,),
        stopped=(SheetStopped("quetiapine", "Seroquel", mg("50"), Form.TABLET, MADE),),
        warning_signs=SIGNS,
        next_visit=SheetVisit(date(2026, 12, 7), time(10, 30)),
        allergies=(SheetAllergy("penicillin", "hives"),),
        advice=ADVICE,
        trend=TREND,
    )
    return replace(sheet, **changed)  # type: ignore[arg-type]  # field names are checked at run time


def spanish(**changed: object) -> PlanSheet:
    return elena(head=head(language=Language.SPANISH), **changed)


def large(**changed: object) -> PlanSheet:
    return elena(head=head(large_print=True), **changed)


def on_a4(**changed: object) -> PlanSheet:
    return elena(head=head(paper=Paper.A4), **changed)


MANY = (
    LITHIUM,
    LURASIDONE,
    SheetMedicine("sertraline", "Zoloft", Form.TABLET, "for worry", ongoing(mg("100"), morning="1.5")),
    SheetMedicine(
        "bupropion", "Wellbutrin", Form.ER_TABLET, "for low mood", ongoing(mg("150"), morning="1", noon="1")
    ),
    SheetMedicine("prazosin", "Minipress", Form.CAPSULE, "for nightmares", ongoing(mg("2"), bedtime="1")),
    SheetMedicine(
        "metformin",
        "Glucophage",
        Form.TABLET,
        "for blood sugar",
        ongoing(mg("500"), morning="1", evening="1"),
    ),
    SheetMedicine("lisinopril", "Zestril", Form.TABLET, "for blood pressure", ongoing(mg("10"), morning="1")),
    SheetMedicine(
        "levothyroxine",
        "Synthroid",
        Form.TABLET,
        "for the thyroid",
        ongoing(Strength(Decimal("75"), "mcg"), morning="1"),
        ("Take on an empty stomach.",),
    ),
    SheetMedicine(
        "benztropine",
        "Cogentin",
        Form.TABLET,
        "for stiff muscles",
        ongoing(mg("0.5"), morning="1", bedtime="1"),
    ),
    SheetMedicine(
        "gabapentin",
        "Neurontin",
        Form.CAPSULE,
        "for worry",
        ongoing(mg("300"), morning="1", noon="1", bedtime="2"),
    ),
    SheetMedicine("mirtazapine", "Remeron", Form.ODT, "for sleep", ongoing(mg("15"), bedtime="0.5")),
    SheetMedicine("clonazepam", "Klonopin", Form.TABLET, "for panic", ongoing(mg("0.5"), bedtime="1")),
)


def of_medicines(count: int, **changed: object) -> PlanSheet:
    """A plan of so many daily medicines, all kept."""
    daily = MANY[:count]
    kept = tuple(SheetChange(ChangeKind.KEEP, medicine.name) for medicine in daily)
    return elena(
        **{
            "daily": daily,
            "changes": kept,
            "as_needed": (),
            "stopped": (),
            "advice": SheetAdvice(),
            **changed,
        }
    )
