"""Any plan there may be, as a sheet: drawn at random, the same for the same seed."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from medmanager.domain.calendar.appointment import AppointmentMode
from medmanager.domain.paper.sheets import (
    PlanSheet,
    SheetAdvice,
    SheetAllergy,
    SheetAsNeeded,
    SheetChange,
    SheetInjection,
    SheetMark,
    SheetMedicine,
    SheetStopped,
    SheetVisit,
    Tag,
)
from medmanager.domain.patient import Language
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength, TabletCount
from medmanager.domain.practice import Paper as Size
from tests.documents.sheet_builders import ADVICE, MADE, SIGNS, TREND, elena, head

NAMES = (
    *("sertraline", "lithium", "bupropion", "mirtazapine", "aripiprazole", "lisdexamfetamine", "clonazepam"),
    *("desvenlafaxine", "dextroamphetamine and amphetamine", "olanzapine and samidorphan", "valproate"),
    *("methylphenidate", "trazodone", "buspirone", "propranolol", "hydroxyzine"),
)
STOPPED = ("quetiapine", "risperidone", "paroxetine")
PURPOSES = ("for low mood", "for worry", "for mood swings", "for sleep", "for voices or strange thoughts", "")
DIRECTIONS = ("Swallow it whole.", "Take with a full meal.", "No alcohol.", "Stay out of strong sun.")
AMOUNTS = ("0.25", "0.5", "1", "2.5", "12.5", "25", "100", "300", "1000")
COUNTS = ("0.25", "0.5", "0.75", "1", "1.5", "2", "2.5", "3", "4", "10")
PEOPLE = ("Elena Rivera", "Bartholomew Featherstonehaugh-Cholmondeley", "Ana Ñuñez", "Lý Thị Hồng")
ALLERGIES = (
    None,
    (),
    (SheetAllergy("penicillin", "hives"),),
    tuple(SheetAllergy(f"penicillin {number}", "hives") for number in range(6)),
)
INJECTION = SheetInjection("paliperidone", Strength(Decimal(156)), Decimal(1), MADE + timedelta(days=7))
VISITS = (
    SheetVisit(MADE + timedelta(days=14), time(10, 30)),
    SheetVisit(MADE + timedelta(days=1), time(0, 0), AppointmentMode.VIDEO),
)
FORMS = (Form.TABLET, Form.ER_TABLET, Form.ODT, Form.CAPSULE, Form.FILM)


DRAWN, MADE_OF_RECORD = 90, 60
"""How many sheets are drawn at random in each language, and how many are made of a plan of the record: three
hundred together.
"""


@st.composite
def _taken(draw: st.DrawFn, strength: Strength) -> tuple[TabletCount, ...]:
    """Tablets of a day, now and then of two strengths."""
    slots = draw(st.lists(st.sampled_from(list(Slot)), min_size=1, max_size=4, unique=True))
    taken = tuple(TabletCount(strength, slot, Decimal(draw(st.sampled_from(COUNTS)))) for slot in slots)
    if draw(st.integers(0, 4)):
        return taken
    other = Strength(strength.amount * 2)
    return (*taken, TabletCount(other, draw(st.sampled_from(slots)), Decimal(draw(st.sampled_from(COUNTS)))))


@st.composite
def steps_of(draw: st.DrawFn, dated: bool) -> tuple[DoseStep, ...]:
    strength = Strength(Decimal(draw(st.sampled_from(AMOUNTS))))
    if not dated:
        return (DoseStep(MADE - timedelta(days=30), None, draw(_taken(strength))),)
    start = MADE + timedelta(days=draw(st.integers(0, 3)))
    steps: list[DoseStep] = []
    for days in draw(st.lists(st.integers(1, 30), min_size=1, max_size=3)):
        if draw(st.booleans()):
            strength = Strength(Decimal(draw(st.sampled_from(AMOUNTS))))
        taken = () if draw(st.integers(0, 5)) == 0 else draw(_taken(strength))
        every = draw(st.sampled_from((1, 1, 1, 2, 7))) if taken else 1
        steps.append(DoseStep(start, start + timedelta(days=days - 1), taken, every_days=every))
        start += timedelta(days=days + draw(st.sampled_from((0, 0, 0, 2))))
    if draw(st.booleans()) or not any(step.tablets for step in steps):
        steps[-1] = replace(steps[-1], end=None, tablets=steps[-1].tablets or draw(_taken(strength)))
    return tuple(steps)


@st.composite
def _medicine(draw: st.DrawFn, name: str, dated: bool) -> SheetMedicine:
    return SheetMedicine(
        name,
        draw(st.sampled_from(("", "Brandname", "A Brand of Two Words"))),
        draw(st.sampled_from(FORMS)),
        draw(st.sampled_from(PURPOSES)),
        draw(steps_of(dated)),
        tuple(draw(st.lists(st.sampled_from(DIRECTIONS), max_size=2, unique=True))),
        draw(st.sampled_from((None, *Tag))),
    )


@st.composite
def plan_sheets(draw: st.DrawFn, language: Language) -> PlanSheet:
    """Plans in this language of none to twelve daily medicines, up to three of them with dated steps."""
    names = draw(st.permutations(NAMES))
    count = draw(st.integers(0, 12))
    dated = draw(st.integers(0, min(3, count)))
    daily = tuple(draw(_medicine(name, place < dated)) for place, name in enumerate(names[:count]))
    needed = tuple(
        SheetAsNeeded(
            name,
            draw(st.sampled_from(("", "Brandname"))),
            draw(st.sampled_from((Form.TABLET, Form.CAPSULE, Form.LIQUID))),
            AsNeeded(
                draw(st.sampled_from(("for worry", "for sleep", "for shaky hands"))),
                Strength(Decimal(draw(st.sampled_from(AMOUNTS)))),
                Decimal(draw(st.sampled_from(("1", "2")))),
                draw(st.integers(1, 24)),
                Decimal(draw(st.sampled_from(("2", "3", "4")))),
            ),
            draw(st.sampled_from((None, *Tag))),
        )
        for name in names[count : count + draw(st.integers(0, 2))]
    )
    gone = draw(st.lists(st.sampled_from(STOPPED), max_size=2, unique=True))
    stopped = tuple(SheetStopped(name, "", Strength(Decimal(50)), Form.TABLET, MADE) for name in gone)
    changes = tuple(SheetChange(ChangeKind.STOP, item.name, item.strength, on=MADE) for item in stopped)
    return elena(
        head=head(
            language=language,
            paper=draw(st.sampled_from(Size)),
            large_print=draw(st.booleans()),
            marks=tuple(draw(st.lists(st.sampled_from(SheetMark), unique=True))),
            patient_name=draw(st.sampled_from(PEOPLE)),
            replaces=draw(st.sampled_from((None, MADE - timedelta(days=14)))),
        ),
        changes=(*changes, *(SheetChange(ChangeKind.KEEP, medicine.name) for medicine in daily)),
        daily=daily,
        as_needed=needed,
        stopped=stopped,
        warning_signs=SIGNS[: draw(st.integers(0, 4))],
        advice=draw(st.sampled_from((ADVICE, replace(ADVICE, feelings=(), tests=()), _with_words()))),
        next_visit=draw(st.sampled_from((None, *VISITS))),
        injections=draw(st.sampled_from(((), (INJECTION,)))),
        allergies=draw(st.sampled_from(ALLERGIES)),
        trend=draw(st.sampled_from((None, TREND))),
    )


def _with_words() -> SheetAdvice:
    return replace(ADVICE, message=("You are doing well.", "Call us if you feel worse."))
