"""Stories of depression. Synthetic; doses are usual ones, no advice."""

from medmanager.demo.medicines import BUPROPION, ESCITALOPRAM, MIRTAZAPINE, SERTRALINE, VENLAFAXINE
from medmanager.demo.story import Chart
from medmanager.demo.told import Course, Told, take
from medmanager.domain.history import Measure, TrialResponse
from medmanager.domain.ids import LineId
from medmanager.domain.patient import Sex
from medmanager.domain.plan.plan import FollowUp
from medmanager.domain.visit import Response, VisitKind

BETTER, SAME, WORSE = Response.BETTER, Response.SAME, Response.WORSE

# -- one SSRI for another medicine

_LIFTED: Course = (
    (
        78,
        Told(
            "Back at work half days.",
            BETTER,
            (("nausea", 0), ("sexual-function", 4)),
            phq9=9,
            gad7=7,
            missed=0,
        ),
    ),
    (
        66,
        Told(
            "Full days. Laughs with the children.",
            BETTER,
            (("sexual-function", 4),),
            phq9=7,
            gad7=6,
            gained="0.6",
        ),
    ),
    (
        54,
        Told(
            "Holds; runs twice a week.",
            SAME,
            (("sexual-function", 4), ("sweating", 2)),
            phq9=6,
            gad7=5,
            missed=1,
        ),
    ),
    (
        42,
        Told("A good half year.", SAME, (("sexual-function", 4), ("sweating", 2)), phq9=7, gad7=5, missed=0),
    ),
    (
        30,
        Told(
            "Tired in the evening, otherwise well.", SAME, (("sexual-function", 5),), phq9=8, gad7=6, missed=0
        ),
    ),
)
_LOW_AGAIN: Course = (
    (
        20,
        Told(
            "Wakes at four since the new shift plan.",
            WORSE,
            (("sexual-function", 5),),
            phq9=11,
            gad7=8,
            missed=0,
        ),
    ),
    (
        16,
        Told(
            "Low again, takes every tablet.",
            WORSE,
            (("sexual-function", 5), ("sweating", 2)),
            phq9=13,
            gad7=9,
            missed=0,
            assessment="The effect fades at 200 mg. Thyroid normal. Therapy weekly first, then a change.",
        ),
    ),
    (
        12,
        Told(
            "Began therapy, talks more.",
            SAME,
            (("sexual-function", 5), ("sweating", 2)),
            phq9=13,
            gad7=8,
            missed=1,
        ),
    ),
    (
        8,
        Told(
            "Likes the therapist. Still no drive.",
            SAME,
            (("sexual-function", 5), ("sweating", 2)),
            phq9=14,
            gad7=9,
        ),
    ),
)
_AFTER_THE_SWITCH: Course = (
    (
        -1,
        Told(
            "A little nausea, slept well.",
            SAME,
            (("nausea", 3), ("sweating", 3)),
            phq9=14,
            gad7=8,
            pressure=(122, 78),
        ),
    ),
    (
        -5,
        Told(
            "More drive.",
            BETTER,
            (("nausea", 1), ("sweating", 3)),
            phq9=11,
            gad7=7,
            pressure=(124, 80),
            missed=0,
        ),
    ),
    (-9, Told("")),
)


def ssri_switch(chart: Chart) -> None:
    """Depression; sertraline helped for a year and faded, cross-tapered to venlafaxine in dated steps."""
    chart.condition("Major depressive disorder, recurrent", "F33.1")
    chart.earlier("citalopram", "40", 14, TrialResponse.NONE, "no effect")
    chart.intake(
        "Low for three months, off work for one.",
        (("Low mood", 8), ("No energy", 7), ("Poor sleep", 6)),
        {
            "episodes": "yes",
            "sleep_hours": "5",
            "appetite": "less appetite or weight",
            "days": "Off work for a month.",
            "lives_with": "partner and two children",
            "family_conditions": "depression",
        },
    )
    line = _sertraline_rises(chart)
    chart.lab(chart.ago(18), Measure.TSH, "2.1")
    chart.go_on(_LIFTED)
    chart.go_on(_LOW_AGAIN)
    _cross_taper(chart, line)


def _sertraline_rises(chart: Chart) -> LineId:
    first = chart.visit(
        chart.ago(98),
        Told(
            "Cries most days.",
            phq9=19,
            gad7=12,
            gained="0",
            pressure=(116, 74),
            assessment="Depression, moderate to severe, no signs of a bipolar course. Sertraline.",
        ),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(SERTRALINE, chart.after(98, 0), take("50", 1))
    chart.sign(chart.ago(98), "start sertraline", first)
    for week, told, tablets, why in (
        (
            94,
            Told(
                "A little lighter. Nausea the first week.",
                BETTER,
                (("nausea", 4), ("headache", 2)),
                phq9=17,
                gad7=11,
            ),
            take("100", 1),
            "partial response at 4 weeks",
        ),
        (
            90,
            Told(
                "Gets up without an alarm.", BETTER, (("nausea", 1), ("sexual-function", 4)), phq9=14, gad7=9
            ),
            take("50", 3),
            "partial response at 8 weeks",
        ),
        (
            85,
            Told(
                "No further change.",
                SAME,
                (("nausea", 0), ("sexual-function", 5)),
                phq9=13,
                gad7=9,
                question="How long until I feel like myself?",
                answer="The last step often needs six to eight weeks at the full dose.",
            ),
            take("100", 2),
            "no further response",
        ),
    ):
        visit = chart.visit(chart.ago(week), told)
        chart.change(line, chart.after(week), tablets, why)
        chart.sign(chart.ago(week), why, visit)
    return line


def _cross_taper(chart: Chart, line: LineId) -> None:
    last = chart.visit(
        chart.ago(3),
        Told(
            "Therapy every week, still low.",
            SAME,
            (("nausea", 0), ("sexual-function", 6), ("sweating", 2)),
            phq9=15,
            gad7=9,
            gained="1.1",
            pressure=(118, 76),
            assessment="Fading at 200 mg in spite of therapy. Cross-taper to venlafaxine.",
        ),
    )
    chart.ladder(
        line,
        ((chart.after(3, 3), take("100", 1)), (chart.after(1, 3), take("50", 1)), (chart.after(-1, 3), ())),
        "effect lost at 200 mg",
    )
    other = chart.start(VENLAFAXINE, chart.after(3, 3), take("37.5", 1))
    chart.ladder(
        other, ((chart.after(1, 3), take("75", 1)), (chart.after(-1, 3), take("150", 1))), "cross-taper"
    )
    chart.monitor(other, ("blood pressure", chart.ago(-1), "venlafaxine can raise it"))
    chart.sign(chart.ago(3), "switch to venlafaxine", last, FollowUp(chart.ago(-1), "during the switch"))
    chart.go_on(_AFTER_THE_SWITCH, why="during the switch")


# -- late in life

_STEADY_AT_15: Course = (
    (
        80,
        Told(
            "Sleeps through. Eats breakfast again.",
            BETTER,
            (("dizziness", 1), ("sleepiness", 3)),
            phq9=8,
            gained="1.6",
        ),
    ),
    (
        68,
        Told(
            "Reads the paper; no fall since.",
            BETTER,
            (("dizziness", 1), ("sleepiness", 3), ("falls", 0)),
            phq9=6,
            gained="2.0",
        ),
    ),
    (56, Told("Goes to the market by bus.", SAME, (("dizziness", 1), ("sleepiness", 2)), phq9=5, missed=0)),
    (
        44,
        Told(
            "Family comes on Sundays.",
            SAME,
            (("dizziness", 1), ("sleepiness", 2)),
            phq9=5,
            gained="2.3",
            pressure=(134, 76),
        ),
    ),
    (
        32,
        Told(
            "A cold, over now. Uses the cane outdoors.",
            SAME,
            (("dizziness", 2), ("falls", 0)),
            phq9=6,
            missed=0,
        ),
    ),
    (20, Told("Well. Would like to stay on it.", SAME, (("dizziness", 1), ("sleepiness", 2)), phq9=5)),
    (
        6,
        Told(
            "Well; plays cards with two neighbors.",
            SAME,
            (("dizziness", 1), ("sleepiness", 2), ("falls", 0)),
            phq9=4,
            gained="2.5",
            pressure=(132, 74),
        ),
    ),
    (-6, Told("Well.", SAME, (("dizziness", 1), ("sleepiness", 2)), phq9=4)),
)
_SODIUM = ((101, "138"), (98, "131"), (94, "137"), (44, "138"))


def late_life_with_falls(chart: Chart) -> None:
    """Late-life depression: low sodium on an SSRI, falls, changed to mirtazapine in small steps."""
    chart.size((58, 69), (159, 172))
    chart.condition("Major depressive disorder, single episode", "F32.1")
    chart.condition("Hypertension", "I10", psychiatric=False)
    chart.condition("Repeated falls", "R29.6", psychiatric=False, onset=chart.ago(98))
    chart.outside("hydrochlorothiazide", "25 mg in the morning", stopped=(chart.ago(96), "low sodium"))
    chart.outside("amlodipine", "5 mg in the morning", since=chart.ago(96))
    spouse = "wife" if chart.person.sex is Sex.MALE else "husband"
    chart.intake(
        f"Lives alone since {chart.person.possessive} {spouse} died last year.",
        (("Low mood", 6), ("No appetite", 5)),
        {
            "episodes": "no",
            "sleep_hours": "5",
            "appetite": "less appetite or weight",
            "lives_with": "alone",
            "support": "daughter",
            "alcohol": "never",
        },
    )
    for week, sodium in _SODIUM:
        chart.lab(chart.ago(week), Measure.SODIUM, sodium)
    chart.lab(chart.ago(101), Measure.QTC, "428")
    chart.lab(chart.ago(68), Measure.MMSE, "28")
    _from_escitalopram_to_mirtazapine(chart)
    chart.go_on(_STEADY_AT_15)


def _from_escitalopram_to_mirtazapine(chart: Chart) -> None:
    first = chart.visit(
        chart.ago(100),
        Told(
            "Eats little, sleeps badly.",
            phq9=16,
            gained="0",
            pressure=(132, 74),
            assessment="Depression after a loss. Escitalopram 5 mg; sodium in two weeks.",
        ),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(ESCITALOPRAM, chart.after(100, 0), take("5", 1))
    chart.monitor(line, ("sodium", chart.ago(98), "older person on a thiazide"))
    chart.sign(chart.ago(100), "start escitalopram low", first)
    second = chart.visit(
        chart.ago(97),
        Told(
            "Two falls at night, dizzy.",
            WORSE,
            (("dizziness", 6), ("falls", 4)),
            phq9=15,
            gained="-0.5",
            pressure=(118, 66),
            assessment="Sodium 131. Escitalopram stops; called primary care about the thiazide.",
        ),
    )
    chart.stop(line, chart.after(97), "sodium 131 and two falls")
    other = chart.start(MIRTAZAPINE, chart.after(96, 0), take("7.5", 0, 0, 0, 1))
    chart.sign(chart.ago(97), "low sodium and falls", second)
    third = chart.visit(
        chart.ago(90),
        Told(
            "Eats and sleeps. No fall.",
            BETTER,
            (("dizziness", 2), ("sleepiness", 4), ("falls", 0)),
            phq9=10,
            gained="0.7",
        ),
    )
    chart.change(other, chart.after(90), take("15", 0, 0, 0, 1), "partial response, no falls")
    chart.sign(chart.ago(90), "partial response", third)


# -- therapy beside it

_RUNNING: Course = (
    (
        68,
        Told(
            "Runs again on Saturdays.",
            BETTER,
            (("insomnia", 2), ("dry-mouth", 2)),
            phq9=7,
            pressure=(128, 80),
            missed=0,
        ),
    ),
    (
        60,
        Told(
            "Therapy turned to the marriage.",
            BETTER,
            (("insomnia", 2), ("dry-mouth", 1)),
            phq9=5,
            pressure=(126, 80),
        ),
    ),
    (
        48,
        Told(
            "Sleeps 7 hours. Lost the belly.",
            SAME,
            (("insomnia", 1), ("dry-mouth", 1)),
            phq9=4,
            gained="-2.5",
            missed=1,
        ),
    ),
    (
        36,
        Told(
            "Therapy every second week now.",
            SAME,
            (("insomnia", 1), ("dry-mouth", 1)),
            phq9=4,
            pressure=(128, 82),
        ),
    ),
    (
        24,
        Told(
            "Half a year without a low day.",
            SAME,
            (("insomnia", 1), ("dry-mouth", 1)),
            phq9=3,
            missed=0,
            question="When can I stop?",
            answer="After another half year, in one step down and with a visit two weeks later.",
        ),
    ),
    (
        12,
        Told(
            "Busy and well.", SAME, (("insomnia", 1), ("dry-mouth", 1)), phq9=4, pressure=(128, 80), missed=0
        ),
    ),
    (
        2,
        Told(
            "Finished therapy with a good feeling.",
            SAME,
            (("insomnia", 1), ("dry-mouth", 1)),
            phq9=3,
            gained="-3.0",
        ),
    ),
    (-10, Told("Well.", SAME, (("insomnia", 1),), phq9=3)),
)


def depression_with_therapy(chart: Chart) -> None:
    """Depression treated with bupropion beside weekly therapy; a plain, good course."""
    chart.size((74, 86), (167, 181))
    chart.condition("Major depressive disorder, single episode", "F32.1")
    chart.intake(
        "Tired and flat; wants no weight gain.",
        (("No energy", 7), ("Low mood", 6)),
        {
            "episodes": "no",
            "sleep_hours": "10",
            "adjuncts": "talking therapy",
            "adjuncts_words": "Weekly since a month.",
            "medicine_wishes": "Wants no weight gain.",
            "alcohol": "monthly or less",
            "ever_had": "none of these",
        },
    )
    first = chart.visit(
        chart.ago(80),
        Told(
            "Sleeps 10 hours.",
            phq9=15,
            gained="0",
            pressure=(126, 80),
            pulse=70,
            assessment="First episode. No seizure, no eating disorder. Bupropion beside therapy.",
        ),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(BUPROPION, chart.after(80, 0), take("150", 1))
    chart.sign(chart.ago(80), "start bupropion", first)
    second = chart.visit(
        chart.ago(76),
        Told(
            "More awake.", BETTER, (("insomnia", 3), ("dry-mouth", 3)), phq9=11, pressure=(128, 80), missed=0
        ),
    )
    chart.change(line, chart.after(76), take("300", 1), "partial response")
    chart.sign(chart.ago(76), "partial response", second)
    chart.go_on(_RUNNING)
