"""Stories of attention. Synthetic; doses are usual ones, no advice."""

from decimal import Decimal

from medmanager.demo.medicines import ATOMOXETINE, METHYLPHENIDATE
from medmanager.demo.story import Chart
from medmanager.demo.told import Course, Told, take
from medmanager.domain.patient import Sex
from medmanager.domain.plan.plan import FollowUp
from medmanager.domain.visit import Response, VisitKind

BETTER, SAME = Response.BETTER, Response.SAME
_ON_IT = (("appetite-down", 4), ("insomnia", 2))
_OFF_IT = (("appetite-down", 0), ("insomnia", 0))
_GIRLS = (Decimal("0.6"), Decimal("0.35"))
"""How much of a boy's growth in weight and height of these years a girl still has before her."""

Measured = tuple[str, str, str, tuple[int, int], int]
"""Words, kg gained and cm grown since the first visit, pressure and pulse."""

_SCHOOL_YEARS: tuple[tuple[int, Measured], ...] = (
    (84, ("Homework done most days.", "0.4", "1.5", (110, 68), 82)),
    (72, ("Eats a second dinner at nine.", "1.6", "2.8", (112, 68), 80)),
    (60, ("Six weeks of vacation without tablets, grew and ate.", "4.0", "4.5", (110, 66), 72)),
    (48, ("New teachers, new start; two good reports.", "4.3", "5.6", (112, 70), 82)),
    (36, ("Basketball on Tuesdays.", "5.2", "6.9", (112, 70), 80)),
    (24, ("Forgets the lunch box, not the homework.", "6.1", "7.8", (114, 70), 84)),
    (13, ("Vacation without tablets again.", "7.9", "8.9", (112, 68), 74)),
)
_NOW: Measured = ("Back in the routine; reads on the bus.", "8.2", "9.6", (114, 70), 84)


def _at_school(chart: Chart, measured: Measured) -> Told:
    """A visit with everything that is measured every three months on a stimulant."""
    words, gained, grown, pressure, pulse = measured
    by_kg, by_cm = _GIRLS if chart.person.sex is Sex.FEMALE else (Decimal(1), Decimal(1))
    return Told(
        words,
        BETTER,
        _OFF_IT if "acation" in words else _ON_IT,
        gained=f"{Decimal(gained) * by_kg:.1f}",
        grown=f"{Decimal(grown) * by_cm:.1f}",
        pressure=pressure,
        pulse=pulse,
        missed=None if "acation" in words else 0,
    )


def adolescent_attention(chart: Chart) -> None:
    """A teenager with ADHD; height, weight, pressure and pulse followed, an appetite that suffers."""
    chart.size((47, 45), (157, 155))
    chart.condition("Attention-deficit hyperactivity disorder, combined", "F90.2")
    chart.intake(
        f"Teachers and mother describe it; came with {chart.person.possessive} mother.",
        (("Cannot focus", 7), ("Acts at once", 6)),
        {
            "episodes": "yes",
            "episodes_words": "Since first grade.",
            "family_conditions": "ADHD",
            "family_who": "An uncle. Nobody with heart disease when young.",
        },
    )
    first = chart.visit(
        chart.ago(100),
        Told(
            "Loses homework every week.",
            gained="0",
            grown="0",
            pressure=(108, 66),
            pulse=74,
            assessment="ADHD, combined, at home and in school. No heart disease in the family.",
        ),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(METHYLPHENIDATE, chart.after(100, 0), take("18", 1))
    chart.sign(chart.ago(100), "start methylphenidate", first)
    second = chart.visit(
        chart.ago(96),
        Told(
            "Better until two o'clock.",
            BETTER,
            (("appetite-down", 5), ("insomnia", 2)),
            gained="-0.4",
            grown="0.3",
            pressure=(110, 68),
            pulse=80,
        ),
    )
    chart.change(line, chart.after(96), take("36", 1), "wears off at two o'clock")
    chart.sign(chart.ago(96), "wears off early", second)
    chart.go_on(tuple((week, _at_school(chart, measured)) for week, measured in _SCHOOL_YEARS))
    last = chart.visit(chart.ago(2), _at_school(chart, _NOW))
    chart.monitor(line, ("height, weight, blood pressure, pulse", chart.ago(-10), "every 3 months"))
    chart.sign(chart.ago(2), "steady", last, FollowUp(chart.ago(-10), "three months after the last visit"))
    chart.go_on(((-10, Told("")),), why="three months after the last visit")


_ON_TIME: Course = (
    (
        55,
        Told(
            "Queasy for two weeks; less in the head.",
            BETTER,
            (("nausea", 4), ("dry-mouth", 3)),
            pressure=(124, 78),
            pulse=80,
            missed=1,
        ),
    ),
    (
        48,
        Told(
            "Bills paid on time, for once.",
            BETTER,
            (("nausea", 2), ("dry-mouth", 3)),
            pressure=(126, 80),
            pulse=82,
            missed=0,
        ),
    ),
    (
        36,
        Told(
            "Passed the probation at work.",
            BETTER,
            (("nausea", 1), ("dry-mouth", 3)),
            pressure=(124, 80),
            pulse=80,
            missed=0,
        ),
    ),
    (
        24,
        Told(
            "Lists on the phone help as much.",
            SAME,
            (("nausea", 0), ("dry-mouth", 2)),
            pressure=(126, 80),
            pulse=82,
            missed=1,
        ),
    ),
    (
        13,
        Told(
            "Well. Took up drawing.",
            SAME,
            (("nausea", 0), ("dry-mouth", 2)),
            pressure=(124, 78),
            pulse=80,
            missed=0,
        ),
    ),
    (
        1,
        Told(
            "On time at work, month after month.",
            SAME,
            (("nausea", 0), ("dry-mouth", 2)),
            pressure=(126, 80),
            pulse=82,
            missed=0,
        ),
    ),
    (-11, Told("Well.", SAME, (("nausea", 0),), pressure=(124, 78), pulse=80)),
)


def adult_attention(chart: Chart) -> None:
    """ADHD found in adult life; atomoxetine because of a past stimulant problem."""
    chart.condition("Attention-deficit hyperactivity disorder, inattentive", "F90.0")
    chart.intake(
        "Always late, third job in a year.",
        (("Cannot focus", 7),),
        {
            "episodes": "yes",
            "episodes_words": "Since school; reports say dreamy.",
            "other_drugs": "yes",
            "other_drugs_words": "A friend's stimulants before exams, too many; none for a year.",
            "family_conditions": "ADHD",
            "family_who": "A brother.",
            "medicine_wishes": "No stimulant again.",
            "ever_had": "none of these",
        },
    )
    first = chart.visit(
        chart.ago(60),
        Told(
            "Wants a non-stimulant.",
            pressure=(122, 78),
            pulse=72,
            risk="No thoughts of suicide. Knows to call when they come, above all in the first weeks.",
            assessment="ADHD, inattentive. Atomoxetine after the misuse of stimulants; pressure and pulse.",
        ),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(ATOMOXETINE, chart.after(60, 0), take("40", 1))
    chart.change(line, chart.after(59, 0), take("80", 1), "usual step after the first days")
    chart.sign(chart.ago(60), "start atomoxetine", first)
    chart.go_on(_ON_TIME)
