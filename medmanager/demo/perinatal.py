"""A story of a wished-for pregnancy. Synthetic; doses are usual ones, no advice."""

from dataclasses import replace

from medmanager.demo.medicines import QUETIAPINE, SERTRALINE
from medmanager.demo.story import Chart
from medmanager.demo.told import Course, Told, take
from medmanager.domain.plan.plan import FollowUp
from medmanager.domain.visit import Response, VisitKind

BETTER, SAME = Response.BETTER, Response.SAME
_TEST, _WEEKS = 4, 40
"""When the test was positive, about four weeks into a pregnancy of forty."""

_WELL: Course = (
    (86, Told("Well. New flat, new commute.", SAME, (("sleepiness", 4),), phq9=4, gad7=5, missed=0)),
    (
        74,
        Told(
            "Busy before the wedding.",
            SAME,
            (("sleepiness", 4), ("weight-gain", 2)),
            phq9=5,
            gad7=6,
            gained="1.0",
        ),
    ),
    (62, Told("Quiet months.", SAME, (("sleepiness", 4), ("weight-gain", 3)), phq9=4, gad7=4, missed=0)),
    (
        51,
        Told(
            "Well. Asks about the year to come.",
            SAME,
            (("sleepiness", 4), ("weight-gain", 3)),
            phq9=4,
            gad7=5,
        ),
    ),
)
_WITHOUT_IT: Course = (
    (34, Told("Half the tablet is enough.", SAME, (("sleepiness", 2),), phq9=5, gad7=5, missed=0)),
    (28, Told("Sleeps without it.", BETTER, (("sleepiness", 0),), phq9=5, gad7=5, gained="0.4")),
    (16, Told("Takes folic acid, stopped the condoms.", SAME, (("nausea", 0),), phq9=4, gad7=5, missed=0)),
)
_PREGNANT: Course = (
    (
        -1,
        Told(
            "Nausea in the evening. Mood holds.", SAME, (("nausea", 4),), phq9=5, gad7=6, pressure=(112, 70)
        ),
    ),
    (-5, Told("First ultrasound was fine.", BETTER, (("nausea", 2),), phq9=4, gad7=5, pressure=(114, 70))),
    (-9, Told("")),
)


def perinatal_planning(chart: Chart) -> None:
    """Recurrent depression, planning a pregnancy: kept well on sertraline alone, quetiapine tapered off."""
    chart.size((63, 80), (166, 180))
    chart.condition("Major depressive disorder, recurrent, in remission", "F33.42")
    _hopes_for_a_baby(chart)
    first = chart.visit(
        chart.ago(98),
        Told(
            "Well for a year.",
            phq9=4,
            gad7=5,
            gained="0",
            pressure=(110, 70),
            assessment="In remission. Take over both.",
        ),
        VisitKind.NEW_PATIENT,
    )
    chart.start(SERTRALINE, chart.after(98, 0), take("100", 1))
    other = chart.start(replace(QUETIAPINE, purpose="for sleep"), chart.after(98, 0), take("25", 0, 0, 0, 2))
    chart.sign(chart.ago(98), "take over the treatment", first)
    chart.go_on(_WELL)
    second = chart.visit(
        chart.ago(40),
        Told(
            "Wants as few medicines as is safe.",
            SAME,
            (("sleepiness", 4), ("weight-gain", 3)),
            phq9=4,
            gad7=4,
            question="Which one is safer for a baby?",
            answer="Talked over; leaflet given, partner came along.",
            assessment="High risk of relapse without sertraline: it stays. Quetiapine for sleep goes first.",
        ),
    )
    chart.ladder(
        other, ((chart.after(40), take("25", 0, 0, 0, 1)), (chart.after(32, 0), ())), "planning a pregnancy"
    )
    chart.sign(chart.ago(40), "planning a pregnancy", second)
    chart.go_on(_WITHOUT_IT)
    _a_positive_test(chart)


def _hopes_for_a_baby(chart: Chart) -> None:
    chart.outside("folic acid", "400 mcg in the morning", "bought freely", since=chart.ago(16))
    chart.intake(
        "Hopes for a baby in the next two years.",
        (("Worry about medicines", 5),),
        {
            "episodes": "yes",
            "episodes_words": "Three lows; the last came back two months after stopping sertraline.",
            "pregnant": "pregnant",
            "due_date": (chart.ago(_TEST + 4 - _WEEKS)).isoformat(),
            "pregnancy_wish": "yes",
            "contraception": "none",
            "tobacco": "never",
            "cannabis": "never",
            "alcohol": "never",
            "lives_with": "husband",
            "support": "husband",
            "medicines_best": "sertraline",
            "over_the_counter": "yes",
            "ever_had": "none of these",
            "sleep_hours": "7",
        },
        updated=chart.ago(3),
    )


def _a_positive_test(chart: Chart) -> None:
    third = chart.visit(
        chart.ago(3),
        Told(
            "Test was positive last week. Well.",
            SAME,
            (("nausea", 4),),
            phq9=5,
            gad7=6,
            gained="0.8",
            pressure=(112, 70),
            missed=0,
            question="Should I see an obstetric psychiatrist?",
            assessment="Early pregnancy, well on sertraline 100 mg. Letter to the obstetrician.",
        ),
    )
    chart.condition("Pregnancy", "Z33.1", psychiatric=False, onset=chart.ago(3))
    chart.sign(
        chart.ago(3), "pregnant, nothing changes", third, FollowUp(chart.ago(-1), "monthly in pregnancy")
    )
    chart.go_on(_PREGNANT, why="monthly in pregnancy")
