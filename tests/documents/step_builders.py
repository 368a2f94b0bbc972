"""Sheets of dated steps to draw: the taper and the cross-taper of the drawings, and long ones."""

from dataclasses import replace
from datetime import date, timedelta

from medmanager.domain.paper.sheets import SheetFeeling, SheetMedicine
from medmanager.domain.paper.steps import CrossTaperSheet, DoseStepsSheet
from medmanager.domain.plan.dose import DoseStep, Form
from tests.documents.sheet_builders import LAMOTRIGINE, MADE, head, mg, step, tablets
from tests.documents.sheet_builders import elena as plan_of

FORTNIGHT, WEEK, DAY = timedelta(days=14), timedelta(days=7), timedelta(days=1)
FIRST = date(2026, 11, 30)


def _both(start: date, end: date, twenty: str, ten: str) -> DoseStep:
    counts = (
        *(tablets(mg("20"), morning=twenty) if twenty else ()),
        *(tablets(mg("10"), morning=ten) if ten else ()),
    )
    return DoseStep(start, end, counts)


PAROXETINE = SheetMedicine(
    "paroxetine",
    "Paxil",
    Form.TABLET,
    "for worry",
    (
        _both(date(2026, 6, 1), FIRST - DAY, "1", "1"),
        *(
            _both(FIRST + n * FORTNIGHT, FIRST + (n + 1) * FORTNIGHT - DAY, twenty, ten)
            for n, (twenty, ten) in enumerate((("1", "0.5"), ("1", ""), ("", "1.5"), ("", "1"), ("", "0.5")))
        ),
    ),
)


def _weeks(first: date, counts: str, strength: str) -> tuple[DoseStep, ...]:
    """A step a week at bedtime, a digit for each week's count."""
    return tuple(
        step(first + n * WEEK, first + (n + 1) * WEEK - DAY, mg(strength), bedtime=count)
        for n, count in enumerate(counts)
    )


TUESDAY = date(2026, 11, 24)
ARIPIPRAZOLE = SheetMedicine(
    "aripiprazole",
    "Abilify",
    Form.TABLET,
    "for voices or strange thoughts",
    (
        step(TUESDAY, TUESDAY + WEEK - DAY, mg("5"), morning="1"),
        step(TUESDAY + WEEK, None, mg("5"), morning="2"),
    ),
)
RISPERIDONE = SheetMedicine(
    "risperidone",
    "Risperdal",
    Form.TABLET,
    "for voices or strange thoughts",
    (
        step(date(2026, 6, 1), TUESDAY - DAY, mg("0.5"), bedtime="4"),
        *_weeks(TUESDAY, "44321", "0.5"),
    ),
)
WASHED_OUT = SheetMedicine(
    "fluoxetine",
    "Prozac",
    Form.CAPSULE,
    "for low mood",
    (step(date(2026, 6, 1), MADE, mg("20"), morning="1"),),
)
PHENELZINE = SheetMedicine(
    "phenelzine",
    "Nardil",
    Form.TABLET,
    "for low mood",
    (
        step(MADE + 36 * DAY, MADE + 42 * DAY, mg("15"), morning="1"),
        step(MADE + 43 * DAY, None, mg("15"), morning="1", evening="2"),
    ),
)


def many_steps(count: int, days: int = 7) -> SheetMedicine:
    """So many steps down by one tablet at a time, then up again, and in the end a stop."""
    steps = tuple(
        step(
            FIRST + n * days * DAY,
            FIRST + (n + 1) * days * DAY - DAY,
            mg("1"),
            morning=str(1 + n % 9),
        )
        for n in range(count)
    )
    return SheetMedicine("diazepam", "Valium", Form.TABLET, "for worry", steps)


def going_up(steps: int, days: int, *slots: str) -> SheetMedicine:
    """So many steps up of so many days each, taken at these times of day, and then one that goes on."""
    first = MADE + DAY
    dated = tuple(
        step(
            first + n * days * DAY,
            first + ((n + 1) * days - 1) * DAY,
            mg("25"),
            **dict.fromkeys(slots, str(n + 1)),
        )
        for n in range(steps)
    )
    last = step(first + steps * days * DAY, None, mg("100"), **dict.fromkeys(slots, "2"))
    return replace(LAMOTRIGINE, steps=(*dated, last))


FEELINGS = (SheetFeeling("Sleepy or dizzy", "Get up slowly. Do not drive until it is gone."),)


def taper(medicine: SheetMedicine = PAROXETINE, **changed: object) -> DoseStepsSheet:
    return DoseStepsSheet(head(**changed), medicine, FEELINGS, plan_of().next_visit)


def cross(
    coming: SheetMedicine = ARIPIPRAZOLE, leaving: SheetMedicine = RISPERIDONE, **changed: object
) -> CrossTaperSheet:
    return CrossTaperSheet(
        head(**changed), coming, leaving, plan_of().next_visit, ("too restless to sit still",)
    )
