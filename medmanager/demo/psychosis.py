"""Stories of schizophrenia and related disorders. Synthetic; doses are usual ones, no advice."""

from datetime import timedelta

from medmanager.demo.labs import metabolic_labs
from medmanager.demo.medicines import CLOZAPINE, PALIPERIDONE
from medmanager.demo.story import Chart
from medmanager.demo.told import Course, Told, take
from medmanager.domain.history import Measure, TrialResponse
from medmanager.domain.ids import LineId
from medmanager.domain.patient import Sex
from medmanager.domain.plan.plan import FollowUp
from medmanager.domain.visit import Response, VisitKind

BETTER, SAME, WORSE = Response.BETTER, Response.SAME, Response.WORSE

# -- clozapine with its counts

BEGAN = 84
"""Weeks since the first tablet."""
_RISE = (
    (1, take("25", "0.5", 0, 0, "0.5")),
    (3, take("25", 1, 0, 0, 1)),
    (6, take("25", 1, 0, 0, 2)),
    (9, take("25", 1, 0, 0, 3)),
    (13, take("25", 2, 0, 0, 4)),
    (17, (*take("25", 2, 0, 0, 2), *take("100", 0, 0, 0, 1))),
    (24, (*take("25", 2), *take("100", 0, 0, 0, 2))),
    (31, take("100", 1, 0, 0, 2)),
)
"""From 25 to 300 mg in a month, never by more than 50 mg."""
_SOFTER: Course = (
    (
        83,
        Told(
            "Sleepy, no fever. Pulse goes up.",
            SAME,
            (("sleepiness", 5), ("drooling", 2), ("constipation", 1)),
            pulse=96,
            pressure=(112, 72),
        ),
    ),
    (
        82,
        Told(
            "Tired, otherwise the same.",
            SAME,
            (("sleepiness", 6), ("drooling", 3), ("constipation", 2)),
            pulse=100,
            pressure=(114, 74),
        ),
    ),
    (
        80,
        Told(
            "Voices at night only.",
            BETTER,
            (("sleepiness", 6), ("drooling", 5), ("constipation", 3)),
            gained="1.0",
            pulse=98,
        ),
    ),
    (
        76,
        Told(
            "Sits with the family at dinner.",
            BETTER,
            (("sleepiness", 6), ("drooling", 6), ("constipation", 4)),
            gained="1.8",
            pulse=98,
        ),
    ),
)
_BAKERY: Course = (
    (
        64,
        Told(
            "Two mornings a week in a bakery.",
            BETTER,
            (("drooling", 5), ("constipation", 3), ("sleepiness", 4)),
            gained="3.0",
            pulse=94,
        ),
    ),
    (
        52,
        Told(
            "Voices far away. Likes the bread.",
            BETTER,
            (("drooling", 4), ("constipation", 3), ("sleepiness", 4)),
            gained="3.9",
            pulse=92,
        ),
    ),
    (
        40,
        Told(
            "Three mornings now. Walks there.",
            SAME,
            (("drooling", 4), ("constipation", 2), ("sleepiness", 4)),
            gained="4.4",
            pulse=92,
        ),
    ),
    (
        30,
        Told(
            "Went to the movies with a cousin.",
            BETTER,
            (("drooling", 4), ("constipation", 2), ("sleepiness", 3)),
            gained="4.6",
            pulse=90,
        ),
    ),
    (
        20,
        Told(
            "A cold without fever; called at once, count was fine.",
            SAME,
            (("drooling", 4), ("constipation", 2)),
            gained="4.8",
            pulse=90,
        ),
    ),
)


def clozapine_with_counts(chart: Chart) -> None:
    """Voices in spite of two medicines; clozapine by small steps, counts weekly, then more rarely."""
    chart.size((70, 84), (165, 178))
    chart.condition("Schizophrenia", "F20.9")
    chart.earlier("risperidone", "6", 20, TrialResponse.PARTIAL, "stiffness")
    chart.earlier("olanzapine", "20", 26, TrialResponse.NONE, "no effect")
    chart.outside("polyethylene glycol", "17 g in the morning", since=chart.ago(80))
    chart.intake(
        "Voices every day for nine years.",
        (("Voices", 8), ("Keeps to himself", 7)),
        {
            "voices": "yes",
            "episodes": "yes",
            "episodes_words": "Never quite without voices for nine years.",
            "hospital": "yes",
            "hospital_words": "Four times, the longest two months.",
            "lives_with": "parents",
            "support": "mother",
            "days": "At home most days.",
            "tobacco": "every day",
            "family_conditions": "schizophrenia or psychosis",
            "family_who": "A great-uncle.",
            "ever_had": "none of these",
        },
    )
    _counts(chart)
    for week, a1c, glucose, lipids in (
        (85, "5.4", 92, (44, 112, 138)),
        (72, "5.5", 96, (42, 118, 156)),
        (46, "5.6", 99, (41, 121, 168)),
    ):
        metabolic_labs(chart, week, a1c, glucose, lipids)
    chart.lab(chart.ago(85), Measure.QTC, "412")
    chart.lab(chart.ago(76), Measure.QTC, "421")
    line = _by_small_steps(chart)
    chart.go_on(_SOFTER)
    _a_little_more(chart, line)


def _counts(chart: Chart) -> None:
    """Before the start, weekly for 26 weeks, every 2 weeks to a year, then every 4 weeks, as labeled."""
    weekly = range(BEGAN + 1, BEGAN - 26, -1)
    fortnightly = range(BEGAN - 26, BEGAN - 52, -2)
    monthly = range(BEGAN - 52, -12, -4)
    for week in (*weekly, *fortnightly, *monthly):
        tenths = chart.dice.between(34, 46)
        chart.lab(chart.ago(week), Measure.ANC, f"{tenths / 10:.1f}")
        chart.lab(chart.ago(week), Measure.WBC, f"{tenths / 10 + 2.4:.1f}")


def _by_small_steps(chart: Chart) -> LineId:
    first = chart.visit(
        chart.ago(BEGAN),
        Told(
            "Voices comment all day.",
            gained="0",
            pressure=(118, 76),
            pulse=82,
            risk="The voices command nothing. No thoughts of suicide.",
            assessment="No response to two medicines at full dose. Count, heart and sugar are fine.",
        ),
        VisitKind.NEW_PATIENT,
    )
    begin = chart.after(BEGAN)
    line = chart.start(CLOZAPINE, begin, take("25", 0, 0, 0, "0.5"))
    steps = tuple((begin + timedelta(days=day), tablets) for day, tablets in _RISE)
    chart.ladder(line, steps, "slow rise at home")
    chart.sign(chart.ago(BEGAN), "start clozapine", first)
    return line


def _a_little_more(chart: Chart, line: LineId) -> None:
    second = chart.visit(
        chart.ago(72),
        Told(
            "Voices softer. Drools at night.",
            BETTER,
            (("drooling", 6), ("constipation", 4), ("sleepiness", 6)),
            gained="2.5",
            pulse=98,
            question="Can the drooling get better?",
            answer="A towel, the head up, and the larger part at bedtime; else drops in the mouth.",
        ),
    )
    chart.change(line, chart.after(72), take("100", 1, 0, 0, "2.5"), "partial response")
    chart.sign(chart.ago(72), "partial response", second)
    chart.go_on(_BAKERY)
    last = chart.visit(
        chart.ago(8),
        Told(
            "Steady. Asks for more hours in the bakery.",
            SAME,
            (("drooling", 4), ("constipation", 2), ("sleepiness", 3)),
            gained="4.9",
            pressure=(122, 78),
            pulse=90,
            missed=0,
        ),
    )
    chart.monitor(
        line,
        ("neutrophil count (ANC)", chart.ago(-4), "every 4 weeks after the first year"),
        ("glucose and lipids", chart.ago(-6), "yearly"),
    )
    chart.sign(chart.ago(8), "steady", last, FollowUp(chart.ago(-4), "three months after the last visit"))
    chart.go_on(((-4, Told("")),), why="three months after the last visit")


# -- an injection every four weeks

SECOND = 98
"""Weeks since the second injection; one every four weeks since."""
_AT_THE_INJECTION = (
    "Injection given, no trouble.",
    "Arm sore for a day last time.",
    "Helps at the food bank on Fridays.",
    "Sister came along.",
    "No strange thoughts; sleeps well.",
    "Walks an hour each day against the weight.",
)


def injection_every_four_weeks(chart: Chart) -> None:
    """Relapsed whenever tablets were forgotten; a long-acting injection every 4 weeks since."""
    chart.size((82, 95), (163, 177))
    chart.condition("Schizoaffective disorder", "F25.9")
    chart.earlier("risperidone", "4", 40, TrialResponse.FULL, "tablets were forgotten")
    chart.intake(
        "Three hospital stays after stopping tablets.",
        (("Suspicious", 6), ("Forgets tablets", 8)),
        {
            "voices": "yes",
            "episodes": "yes",
            "episodes_words": "Three, each some months after stopping tablets.",
            "hospital": "yes",
            "hospital_words": "Three times, two to four weeks.",
            "referred_by": "Hospital discharge clinic",
            "missed_doses": "most days",
            "medicines_best": "risperidone",
            "support": "sister",
            "days": "At home most days.",
        },
    )
    for week, a1c, glucose, lipids in (
        (100, "5.5", 95, (46, 116, 142)),
        (88, "5.6", 97, (45, 118, 150)),
        (52, "5.7", 101, (44, 122, 161)),
        (-1, "5.7", 102, (44, 121, 166)),
    ):
        metabolic_labs(chart, week, a1c, glucose, lipids)
    chart.lab(chart.ago(88), Measure.PROLACTIN, "48" if chart.person.sex is Sex.FEMALE else "31")
    line = _two_loading_doses(chart)
    weeks = tuple(SECOND - 4 * number for number in range(1, 27))
    course = tuple((week, _injected(number)) for number, week in enumerate(weeks, 1))
    given = chart.go_on(course, VisitKind.INJECTION, "injection every 4 weeks")
    coming = next(chart.ago(week) for week in weeks if chart.ago(week) >= chart.today)
    chart.monitor(
        line,
        ("weight and waist", chart.ago(-4), "every 3 months"),
        ("glucose and lipids", chart.ago(-1), "yearly"),
    )
    follow_up = FollowUp(coming, "injection every 4 weeks", line_id=line)
    chart.sign(given[-1].at.date(), "goes on", given[-1], follow_up)


def _two_loading_doses(chart: Chart) -> LineId:
    first = chart.visit(
        chart.ago(SECOND + 2),
        Told(
            "Agrees to an injection.",
            gained="0",
            pressure=(122, 80),
            assessment="Took risperidone well by mouth. 234 mg, 156 mg a week later, then every 4 weeks.",
        ),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(PALIPERIDONE, chart.ago(SECOND + 1), take("234", 1), every_days=28)
    chart.change(line, chart.ago(SECOND), take("156", 1), "second loading dose, then every 4 weeks")
    chart.sign(chart.ago(SECOND + 2), "start the injection", first)
    for week, words in (
        (SECOND + 1, "First injection, into the shoulder."),
        (SECOND, "Second one. A little restless."),
    ):
        told = Told(words, SAME, (("restlessness", 2), ("weight-gain", 0)), gained="0.1")
        chart.visit(chart.ago(week), told, VisitKind.INJECTION)
    return line


def _injected(number: int) -> Told:
    return Told(
        _AT_THE_INJECTION[number % len(_AT_THE_INJECTION)],
        SAME,
        (("weight-gain", min(4, 1 + number // 4)), ("restlessness", 2 if number < 8 else 1)),
        gained=f"{min(number, 12) * 0.3 + number * 7 % 5 * 0.1:.1f}",
    )
