"""Stories of schizophrenia and related disorders. Synthetic; doses are usual ones, no advice."""

from datetime import timedelta

from medmanager.demo.story import Chart, Drug, Told, take
from medmanager.domain.appointment import ReasonCode
from medmanager.domain.history import Measure, TrialResponse
from medmanager.domain.plan import FollowUp, Form
from medmanager.domain.visit import Response, VisitKind

CLOZAPINE = Drug(
    "clozapine",
    "Clozaril",
    "2626",
    "for voices",
    benefit="fewer voices",
    benefit_when="6 to 12 weeks",
    watch=("constipation", "drooling", "sleepiness"),
)
PALIPERIDONE = Drug(
    "paliperidone palmitate",
    "Invega Sustenna",
    "679314",
    "for strange thoughts",
    Form.INJECTION,
    "We give it here every 4 weeks.",
    "steady days",
    "1 to 2 months",
    ("weight-gain", "restlessness"),
)
RISPERIDONE = Drug(
    "risperidone",
    "Risperdal",
    "35636",
    "for voices",
    benefit="fewer voices",
    benefit_when="2 to 6 weeks",
    watch=("stiffness", "weight-gain"),
)
ARIPIPRAZOLE = Drug(
    "aripiprazole",
    "Abilify",
    "89013",
    "for voices",
    benefit="clearer thoughts",
    benefit_when="2 to 6 weeks",
    watch=("restlessness",),
)


def clozapine_with_counts(chart: Chart) -> None:
    """Voices in spite of two medicines; clozapine by small steps, neutrophil counts week by week."""
    chart.condition("Schizophrenia", "F20.9")
    chart.intake("Voices every day for nine years.", (("Voices", 8), ("Keeps to himself", 7)))
    chart.earlier("risperidone", "6", 20, TrialResponse.PARTIAL, "stiffness")
    chart.earlier("olanzapine", "20", 26, TrialResponse.NONE, "no effect")
    first = chart.visit(
        chart.ago(72),
        Told("Voices comment all day.", weight_kg="84.0", pressure=(118, 76), pulse=82),
        VisitKind.NEW_PATIENT,
    )
    begin = chart.ago(72, 1)
    line = chart.start(CLOZAPINE, begin, take("25", 0, 0, 0, "0.5"))
    rungs = (
        (2, take("25", 0, 0, 0, 1)),
        (4, take("25", 0, 0, 0, 2)),
        (8, take("25", 1, 0, 0, 3)),
        (14, take("100", 0, 0, 0, 2)),
        (28, take("100", 1, 0, 0, 2)),
    )
    chart.ladder(
        line, tuple((begin + timedelta(days=day), tablets) for day, tablets in rungs), "label titration"
    )
    chart.sign(chart.ago(72), "start clozapine", first)
    counts = ("4.1", "3.8", "3.9", "4.4", "3.6", "3.9", "4.0", "3.7", "4.2", "3.9", "3.5", "3.8", "4.1")
    for number, week in enumerate((72, 71, 70, 69, 68, 64, 60, 56, 52, 48, 40, 30, 20)):
        chart.lab(chart.ago(week), Measure.ANC, counts[number])
    second = chart.visit(
        chart.ago(60),
        Told(
            "Voices softer. Drools at night.",
            Response.BETTER,
            (("drooling", 6), ("constipation", 4), ("sleepiness", 6)),
            weight_kg="86.5",
            pulse=98,
        ),
    )
    chart.change(line, chart.ago(60, 1), take("100", 1, 0, 0, "2.5"), "partial response")
    chart.sign(chart.ago(60), "partial response", second)
    for week, voices in ((44, 5), (32, 4), (20, 4), (8, 4)):
        chart.visit(
            chart.ago(week),
            Told(
                "Works two mornings in a bakery.",
                Response.BETTER,
                (("drooling", voices), ("constipation", 3), ("sleepiness", 4)),
                weight_kg="88.9",
                pulse=92,
            ),
        )
    for week, count in ((16, "3.9"), (12, "4.0"), (8, "3.8"), (4, "4.1")):
        chart.lab(chart.ago(week), Measure.ANC, count)
    chart.monitor(
        line,
        ("neutrophil count (ANC)", chart.ago(0, 2), "monthly after the first year"),
        ("glucose and lipids", chart.ago(-6), "yearly"),
    )
    chart.sign(chart.ago(8), "steady", None, FollowUp(chart.ago(-4), "three months after the last visit"))


def injection_every_four_weeks(chart: Chart) -> None:
    """Relapsed whenever tablets were forgotten; a long-acting injection every 4 weeks since."""
    chart.condition("Schizoaffective disorder", "F25.9")
    chart.intake("Three hospital stays after stopping tablets.", (("Suspicious", 6), ("Forgets tablets", 8)))
    first = chart.visit(
        chart.ago(52),
        Told("Agrees to an injection.", weight_kg="91.0", pressure=(122, 80)),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(PALIPERIDONE, chart.ago(51), take("234", 1), every_days=28)
    chart.change(line, chart.ago(50), take("156", 1), "second loading dose, then every 4 weeks")
    chart.monitor(
        line, ("weight and waist", chart.ago(-4), "quarterly"), ("glucose and lipids", chart.ago(0), "yearly")
    )
    chart.sign(chart.ago(52), "start the injection", first)
    for number in range(12):
        week = 50 - 4 * number
        if week > 0:
            chart.visit(
                chart.ago(week),
                Told(
                    "Injection given, no trouble.",
                    Response.SAME,
                    (("weight-gain", min(5, 1 + number // 3)), ("restlessness", 2)),
                    weight_kg=f"{91 + number * 4 // 10}.{number % 10}",
                ),
                VisitKind.INJECTION,
            )
    chart.book(chart.ago(-2), ReasonCode.INJECTION, "injection every 4 weeks", 30)


def risperidone_to_aripiprazole(chart: Chart) -> None:
    """First episode; stiffness and missed periods on risperidone, changed step by step to aripiprazole."""
    chart.condition("Schizophreniform disorder", "F20.81")
    chart.allergy("sulfamethoxazole", "rash")
    chart.intake("Left college in spring.", (("Voices", 6), ("Cannot focus", 6)))
    first = chart.visit(
        chart.ago(26), Told("Hears her name called.", weight_kg="57.0"), VisitKind.NEW_PATIENT
    )
    line = chart.start(RISPERIDONE, chart.ago(26), take("1", 0, 0, 0, 2))
    chart.sign(chart.ago(26), "start risperidone", first)
    second = chart.visit(
        chart.ago(16),
        Told(
            "Voices gone. Stiff, periods stopped.",
            Response.BETTER,
            (("stiffness", 6), ("weight-gain", 4)),
            weight_kg="61.5",
        ),
    )
    chart.lab(chart.ago(16), Measure.PROLACTIN, "92")
    chart.ladder(
        line,
        (
            (chart.ago(15), take("0.5", 0, 0, 0, 3)),
            (chart.ago(13), take("0.5", 0, 0, 0, 2)),
            (chart.ago(11), take("0.5", 0, 0, 0, 1)),
            (chart.ago(9), ()),
        ),
        "stiffness, prolactin 92",
    )
    other = chart.start(ARIPIPRAZOLE, chart.ago(15), take("5", 1))
    chart.change(other, chart.ago(13), take("5", 2), "cross-taper")
    chart.sign(chart.ago(16), "switch to aripiprazole", second)
    chart.lab(chart.ago(6), Measure.PROLACTIN, "18")
    for week, stiff, restless in ((12, 4, 4), (8, 1, 4), (3, 0, 3)):
        chart.visit(
            chart.ago(week),
            Told(
                "Back in two classes.",
                Response.BETTER,
                (("stiffness", stiff), ("restlessness", restless)),
                weight_kg="59.0",
            ),
        )
