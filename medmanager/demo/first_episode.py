"""The story of a first episode of psychosis. Synthetic; doses are usual ones, no advice."""

from medmanager.demo.labs import metabolic_labs
from medmanager.demo.medicines import ARIPIPRAZOLE, RISPERIDONE
from medmanager.demo.story import Chart
from medmanager.demo.told import Course, Told, take
from medmanager.domain.history import Measure
from medmanager.domain.ids import LineId
from medmanager.domain.patient import Sex
from medmanager.domain.visit import Response, VisitKind

BETTER, SAME, WORSE = Response.BETTER, Response.SAME, Response.WORSE

_IN_CLASS: Course = (
    (
        42,
        Told(
            "Looser. A little restless in the evening.",
            BETTER,
            (("stiffness", 4), ("restlessness", 4)),
            gained="3.6",
        ),
    ),
    (
        36,
        Told("Back in two classes.", BETTER, (("stiffness", 1), ("restlessness", 4)), gained="2.6", missed=0),
    ),
    (
        28,
        Told(
            "Finished both with good marks.",
            BETTER,
            (("stiffness", 0), ("restlessness", 3)),
            gained="2.2",
            missed=0,
        ),
    ),
    (
        18,
        Told("Full course load now.", SAME, (("stiffness", 0), ("restlessness", 2)), gained="2.0", missed=1),
    ),
)
_AT_WORK: Course = (
    (
        42,
        Told(
            "Looser. A little restless in the evening.",
            BETTER,
            (("stiffness", 4), ("restlessness", 4)),
            gained="3.6",
        ),
    ),
    (
        36,
        Told(
            "Back at work half days.", BETTER, (("stiffness", 1), ("restlessness", 4)), gained="2.6", missed=0
        ),
    ),
    (
        28,
        Told(
            "Full days. Told one colleague.",
            BETTER,
            (("stiffness", 0), ("restlessness", 3)),
            gained="2.2",
            missed=0,
        ),
    ),
    (
        18,
        Told("Well; learns Italian.", SAME, (("stiffness", 0), ("restlessness", 2)), gained="2.0", missed=1),
    ),
)
STUDENT = 30
"""Whoever is younger left college, whoever is older a job."""


def risperidone_to_aripiprazole(chart: Chart) -> None:
    """First episode; stiffness and a high prolactin on risperidone, changed step by step to aripiprazole."""
    chart.size((57, 73), (166, 179))
    is_student = chart.person.age < STUDENT
    chart.condition("Psychosis, first episode", "F29")
    chart.allergy("sulfamethoxazole", "rash")
    chart.intake(
        "Left college two months ago." if is_student else "Has stayed away from work for two months.",
        (("Voices", 6), ("Cannot focus", 6)),
        {
            "voices": "yes",
            "episodes": "no",
            "lives_with": "parents" if is_student else "partner",
            "support": "mother" if is_student else "partner",
            "days": "At home most days.",
            "cannabis": "stopped",
            "family_conditions": "schizophrenia or psychosis",
            "family_who": "A cousin.",
            "referred_by": "Emergency department",
            "other_drugs": "no",
        },
    )
    line = _risperidone_helps(chart)
    _stiff(chart, line)
    chart.go_on(_IN_CLASS if is_student else _AT_WORK)
    chart.go_on(
        (
            (
                8,
                Told(
                    "Asks how long it must be taken.",
                    SAME,
                    (("restlessness", 2),),
                    gained="1.8",
                    missed=0,
                    question="Can I stop after a year?",
                    answer="Not this year. After two good years slowly, with visits every two weeks.",
                ),
            ),
            (2, Told("Well. Takes it with breakfast.", SAME, (("restlessness", 1),), gained="1.7", missed=0)),
            (-7, Told("Well.", SAME, (("restlessness", 1),), gained="1.7")),
        )
    )


def _risperidone_helps(chart: Chart) -> LineId:
    metabolic_labs(chart, 61, "5.1", 86, (54, 98, 92))
    name = "her" if chart.person.sex is Sex.FEMALE else "his"
    first = chart.visit(
        chart.ago(60),
        Told(
            f"Hears {name} name called.",
            gained="0",
            pressure=(114, 72),
            pulse=78,
            risk="No thoughts of suicide; the voices command nothing.",
            assessment="First episode, no drugs now. Low dose, early visits, family invited.",
        ),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(RISPERIDONE, chart.after(60, 0), take("1", 0, 0, 0, 1))
    chart.change(line, chart.after(59, 0), take("1", 0, 0, 0, 2), "after the first week")
    chart.sign(chart.ago(60), "start risperidone", first)
    chart.go_on(
        (
            (
                58,
                Told(
                    "Sleeps. Voices are quieter.",
                    BETTER,
                    (("stiffness", 1), ("sleepiness", 4)),
                    gained="0.6",
                    missed=0,
                ),
            ),
            (
                55,
                Told(
                    "Voices on some days only.",
                    BETTER,
                    (("stiffness", 2), ("weight-gain", 2)),
                    gained="1.9",
                    missed=0,
                ),
            ),
            (
                50,
                Told(
                    "No voices for two weeks.",
                    Response.MUCH_BETTER,
                    (("stiffness", 4), ("weight-gain", 3)),
                    gained="3.4",
                ),
            ),
        )
    )
    return line


def _stiff(chart: Chart, line: LineId) -> None:
    is_female = chart.person.sex is Sex.FEMALE
    words = "Voices gone. Stiff, periods stopped." if is_female else "Voices gone. Stiff, no interest in sex."
    code = "period-changes" if is_female else "sexual-desire"
    second = chart.visit(
        chart.ago(46),
        Told(words, BETTER, (("stiffness", 6), ("weight-gain", 4), (code, 6)), gained="4.5"),
    )
    high, normal = ("92", "18") if is_female else ("54", "11")
    chart.lab(chart.ago(46), Measure.PROLACTIN, high)
    chart.ladder(
        line,
        (
            (chart.after(45, 0), take("0.5", 0, 0, 0, 3)),
            (chart.after(43, 0), take("0.5", 0, 0, 0, 2)),
            (chart.after(41, 0), take("0.5", 0, 0, 0, 1)),
            (chart.after(39, 0), ()),
        ),
        f"stiffness, prolactin {high}",
    )
    other = chart.start(ARIPIPRAZOLE, chart.after(45, 0), take("5", 1))
    chart.change(other, chart.after(43, 0), take("10", 1), "cross-taper")
    chart.sign(chart.ago(46), "switch to aripiprazole", second)
    chart.lab(chart.ago(34), Measure.PROLACTIN, normal)
    metabolic_labs(chart, 34, "5.2", 88, (52, 102, 101))
