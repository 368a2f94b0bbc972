"""Stories of worry, panic, trauma and drinking. Synthetic; doses are usual ones, no advice."""

from dataclasses import replace

from medmanager.demo.labs import liver
from medmanager.demo.medicines import DIAZEPAM, ESCITALOPRAM, LORAZEPAM, NALTREXONE, PRAZOSIN, SERTRALINE
from medmanager.demo.story import Chart
from medmanager.demo.told import Course, Told, take
from medmanager.domain.calendar.appointment import ReasonCode
from medmanager.domain.history import TrialResponse
from medmanager.domain.ids import LineId
from medmanager.domain.plan.dose import TabletCount
from medmanager.domain.plan.plan import FollowUp
from medmanager.domain.visit import Response, VisitKind

BETTER, SAME, WORSE = Response.BETTER, Response.SAME, Response.WORSE

# -- down from a benzodiazepine


def _diazepam(morning: int) -> tuple[TabletCount, ...]:
    """So many mg in the morning, of 5 and 2 mg tablets that break in two, and 10 mg at bedtime."""
    fives, rest = divmod(morning, 5)
    twos = take("2", f"{rest / 2:g}") if rest else ()
    return (*take("5", fives, 0, 0, 2), *twos)


_LAST_STEPS = (
    (-1, take("2", 0, 0, 0, "4.5")),
    (-4, (*take("5", 0, 0, 0, "0.5"), *take("2", 0, 0, 0, 3))),
    (-7, take("2", 0, 0, 0, 4)),
    (-10, (*take("5", 0, 0, 0, "0.5"), *take("5", 0, 0, 0, 1))),
)
"""9, 8.5, 8 and 7.5 mg at bedtime: 5 to 10 percent less each time."""


def benzodiazepine_taper(chart: Chart) -> None:
    """Years of lorazepam, changed to diazepam for small steps, going down slowly with a step back."""
    chart.condition("Generalized anxiety disorder", "F41.1")
    chart.earlier("buspirone", "30", 8, TrialResponse.NONE, "no effect")
    chart.intake(
        "Wants to be free of lorazepam.",
        (("Worry", 7), ("Fear of stopping", 8)),
        {
            "episodes": "yes",
            "episodes_words": "Worried all my life; tablets since a burglary six years ago.",
            "medicine_wishes": "Fears the bad nights when it goes down.",
            "alcohol": "never",
            "cannabis": "never",
            "family_conditions": "anxiety; alcohol or drug problems",
            "family_who": "Father.",
            "medicines_best": "lorazepam, in the beginning",
            "over_the_counter": "no",
        },
    )
    line = _worry_first(chart)
    other = _to_diazepam(chart, line)
    _a_step_too_many(chart, other)


def _worry_first(chart: Chart) -> LineId:
    first = chart.visit(
        chart.ago(60),
        Told(
            "Takes it twice a day for six years.",
            gad7=15,
            pressure=(128, 82),
            pulse=80,
            assessment="Worry, and a dependence from treatment. Worry first, then slowly down. No opioids.",
        ),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(LORAZEPAM, chart.after(60, 0), take("1", 1, 0, 0, 1))
    escitalopram = chart.start(replace(ESCITALOPRAM, purpose="for worry"), chart.after(60, 0), take("5", 1))
    chart.change(escitalopram, chart.after(59, 0), take("10", 1), "after the first week")
    chart.sign(chart.ago(60), "take over, start escitalopram", first)
    chart.go_on(
        (
            (
                56,
                Told(
                    "Nausea is over. Still wakes at five.",
                    SAME,
                    (("nausea", 2), ("sleepiness", 2)),
                    gad7=13,
                    missed=0,
                ),
            ),
            (50, Told("Less worry. Ready to go down soon.", BETTER, (("sleepiness", 3),), gad7=9, missed=0)),
        )
    )
    return line


def _to_diazepam(chart: Chart, line: LineId) -> LineId:
    second = chart.visit(
        chart.ago(46),
        Told(
            "Keen to begin.",
            BETTER,
            (("sleepiness", 3),),
            gad7=8,
            question="Why another tablet first?",
            answer="It lasts longer and comes in smaller pieces: 10 mg do what 1 mg of lorazepam does.",
            assessment="Change to diazepam in two steps, then 5 to 10 percent every two to four weeks.",
        ),
    )
    chart.ladder(line, ((chart.after(45, 0), take("1", 1)), (chart.after(43, 0), ())), "changed to diazepam")
    other = chart.start(DIAZEPAM, chart.after(45, 0), take("5", 0, 0, 0, 2))
    chart.change(other, chart.after(43, 0), _diazepam(10), "in place of the second lorazepam")
    rungs = ((40, 8), (37, 7), (34, 6), (32, 5))
    steps = tuple((chart.after(week, 0), _diazepam(morning)) for week, morning in rungs)
    chart.ladder(other, steps, "5 to 10 percent every 2 to 4 weeks")
    chart.sign(chart.ago(46), "change to diazepam, begin the taper", second)
    chart.go_on(
        (
            (
                39,
                Told(
                    "Sleepy the first week, then fine.",
                    SAME,
                    (("sleepiness", 4), ("withdrawal", 1)),
                    gad7=8,
                    missed=0,
                ),
            ),
        )
    )
    return other


def _a_step_too_many(chart: Chart, line: LineId) -> None:
    third = chart.visit(
        chart.ago(30),
        Told(
            "Shaky and sleepless since the last two steps.",
            WORSE,
            (("insomnia", 7), ("restlessness", 5), ("withdrawal", 6)),
            gad7=13,
            question="Can we go slower?",
            answer="Yes: one step back, then a pause.",
        ),
    )
    chart.change(line, chart.after(30), _diazepam(6), "step back and pause")
    chart.sign(chart.ago(30), "step back", third)
    chart.go_on(
        (
            (
                25,
                Told(
                    "Sleeps again. Wants to wait a little.",
                    BETTER,
                    (("insomnia", 3), ("withdrawal", 2)),
                    gad7=9,
                ),
            ),
        )
    )
    fourth = chart.visit(
        chart.ago(20),
        Told(
            "Settled. Wants to go on.",
            BETTER,
            (("insomnia", 2), ("restlessness", 1), ("withdrawal", 1)),
            gad7=7,
        ),
    )
    rungs = ((20, 5), (17, 4), (14, 3), (11, 2), (7, 1), (3, 0))
    steps = tuple((chart.after(week), _diazepam(morning)) for week, morning in rungs)
    last = tuple((chart.after(week), tablets) for week, tablets in _LAST_STEPS)
    chart.ladder(line, (*steps, *last), "5 to 10 percent every 3 to 4 weeks")
    chart.sign(chart.ago(20), "go on with the taper", fourth, FollowUp(chart.ago(-3), "between two steps"))
    chart.go_on(
        (
            (12, Told("Steps are bearable.", SAME, (("insomnia", 3), ("withdrawal", 2)), gad7=7, missed=0)),
            (
                4,
                Told(
                    "Bad nights after each step, good ones before the next.",
                    SAME,
                    (("insomnia", 3), ("withdrawal", 3)),
                    gad7=7,
                ),
            ),
            (-3, Told("Drives again without fear.", BETTER, (("insomnia", 2), ("withdrawal", 2)), gad7=6)),
            (-9, Told("")),
        ),
        why="between two steps",
    )


# -- panic, and well

_TRAINS: Course = (
    (
        95,
        Told(
            "One attack in two weeks. Nausea at first.",
            BETTER,
            (("nausea", 3), ("sexual-function", 1)),
            gad7=9,
            missed=0,
        ),
    ),
    (
        88,
        Told(
            "Took the train with a friend.", BETTER, (("nausea", 1), ("sexual-function", 3)), gad7=5, missed=0
        ),
    ),
    (76, Told("Takes the train alone.", BETTER, (("sexual-function", 3),), gad7=3, missed=1)),
    (64, Told("No attack for three months.", SAME, (("sexual-function", 3),), gad7=2, missed=0)),
    (
        52,
        Told(
            "One attack after the flu, did not turn back.", SAME, (("sexual-function", 3),), gad7=3, missed=0
        ),
    ),
    (40, Told("Flew to a wedding.", SAME, (("sexual-function", 2),), gad7=2, missed=0)),
    (
        28,
        Told(
            "Well. Thinks about stopping.",
            SAME,
            (("sexual-function", 2),),
            gad7=2,
            question="Do I need it for life?",
            answer="No. After two good years down by half, slowly, at a quiet time.",
        ),
    ),
    (18, Told("Well; a move comes first.", SAME, (("sexual-function", 2),), gad7=2, missed=0)),
    (8, Told("New commute, two trains each day.", SAME, (("sexual-function", 2),), gad7=2, missed=0)),
    (-6, Told("Well.", SAME, (("sexual-function", 2),), gad7=2)),
)


def panic_doing_well(chart: Chart) -> None:
    """Panic disorder, well on sertraline; a course that shows nothing but steadiness."""
    chart.condition("Panic disorder", "F41.0")
    chart.intake(
        "Panic on trains.",
        (("Panic", 7), ("Avoids trains", 6)),
        {
            "caffeine": "4",
            "last_check": "heart tracing in the emergency room, normal",
            "goals": "Take the train to work again.",
        },
    )
    first = chart.visit(
        chart.ago(100),
        Told(
            "Panic three times a week.",
            gad7=14,
            pressure=(124, 78),
            pulse=84,
            assessment="Panic with avoidance. Sertraline from 25 mg, exercises, less coffee.",
        ),
        VisitKind.NEW_PATIENT,
    )
    sertraline = replace(SERTRALINE, purpose="for panic", benefit="fewer attacks")
    line = chart.start(sertraline, chart.after(100, 0), take("25", 1))
    chart.ladder(line, ((chart.after(99, 0), take("50", 1)),), "starts low in panic")
    chart.sign(chart.ago(100), "start sertraline", first)
    chart.go_on(_TRAINS)


# -- trauma

_ROADS: Course = (
    (
        70,
        Told(
            "Two nights a week. Sat in the car in the yard.",
            BETTER,
            (("dizziness", 2), ("nausea", 1)),
            phq9=10,
            pressure=(118, 76),
        ),
    ),
    (62, Told("Nightmares once a week.", BETTER, (("dizziness", 1),), phq9=8, pressure=(120, 76), missed=0)),
    (
        50,
        Told(
            "Drives to the shop and back.", BETTER, (("dizziness", 1),), phq9=7, pressure=(118, 74), missed=1
        ),
    ),
    (38, Told("Finished the trauma therapy.", BETTER, (("dizziness", 0),), phq9=5, pressure=(120, 76))),
    (
        26,
        Told("Bad week around the day of the crash, then well.", SAME, (("dizziness", 1),), phq9=6, missed=0),
    ),
    (14, Told("Drives to work.", BETTER, (("dizziness", 0),), phq9=5, pressure=(118, 76), missed=0)),
    (5, Told("Took the highway once.", BETTER, (("dizziness", 1),), phq9=5, pressure=(120, 78))),
    (-7, Told("Well.", SAME, (("dizziness", 0),), phq9=4)),
)


def trauma_with_nightmares(chart: Chart) -> None:
    """PTSD; sertraline and prazosin, raised with the blood pressure in view, beside trauma therapy."""
    chart.condition("Post-traumatic stress disorder", "F43.10")
    chart.intake(
        "Crash on the highway two years ago.",
        (("Nightmares", 8), ("Avoids driving", 7)),
        {
            "trauma": "A crash; the other driver died.",
            "sleep_hours": "5",
            "adjuncts": "talking therapy",
            "adjuncts_words": "Trauma therapy, weekly since a month.",
            "ever_had": "none of these",
            "alcohol": "monthly or less",
            "episodes": "no",
        },
    )
    first = chart.visit(
        chart.ago(80),
        Told(
            "Nightmares five nights a week.",
            phq9=14,
            pressure=(128, 82),
            pulse=78,
            risk="No thoughts of suicide. Two friends know.",
            assessment="PTSD. Sertraline, and prazosin for the nights from 1 mg; pressure at each visit.",
        ),
        VisitKind.NEW_PATIENT,
    )
    sertraline = chart.start(
        replace(SERTRALINE, purpose="for fear and low mood"), chart.after(80, 0), take("50", 1)
    )
    line = chart.start(PRAZOSIN, chart.after(80, 0), take("1", 0, 0, 0, 1))
    chart.ladder(
        line,
        ((chart.after(80, 4), take("1", 0, 0, 0, 2)), (chart.after(79, 4), take("1", 0, 0, 0, 3))),
        "slow rise",
    )
    chart.sign(chart.ago(80), "start sertraline and prazosin", first)
    second = chart.visit(
        chart.ago(76),
        Told(
            "Three nights a week. Dizzy when getting up.",
            BETTER,
            (("dizziness", 4), ("nausea", 2)),
            phq9=12,
            pressure=(116, 74),
            missed=0,
            assessment="Pressure 116 sitting, 108 standing. Slowly to 5 mg at night; sertraline to 100 mg.",
        ),
    )
    chart.change(sertraline, chart.after(76), take("100", 1), "partial response")
    chart.ladder(
        line,
        ((chart.after(76), take("2", 0, 0, 0, 2)), (chart.after(75), take("5", 0, 0, 0, 1))),
        "nightmares go on",
    )
    chart.sign(chart.ago(76), "partial response", second)
    chart.go_on(_ROADS)


# -- drinking

_DRY: Course = (
    (
        48,
        Told(
            "Group twice a week. Two weeks of nausea.",
            BETTER,
            (("nausea", 4), ("headache", 2)),
            phq9=9,
            missed=0,
        ),
    ),
    (
        40,
        Told(
            "Ten weeks without a drink until a wedding, came back.",
            SAME,
            (("nausea", 1),),
            phq9=8,
            missed=3,
            missed_reason="forgot",
        ),
    ),
    (
        32,
        Told(
            "No drink since. Sleeps through.", BETTER, (("nausea", 0),), phq9=6, pressure=(132, 82), missed=0
        ),
    ),
    (22, Told("Sees the children every weekend.", Response.MUCH_BETTER, (("nausea", 0),), phq9=5, missed=0)),
    (12, Told("A week at the parents', no drink.", BETTER, (("nausea", 0),), phq9=5, missed=1)),
    (
        4,
        Told("Eight months without a drink.", BETTER, (("nausea", 0),), phq9=4, pressure=(128, 80), missed=0),
    ),
    (-4, Told("Well.", SAME, (("nausea", 0),), phq9=4)),
)


def drinking_less(chart: Chart) -> None:
    """Alcohol use disorder; naltrexone, group work, one slip and back."""
    chart.condition("Alcohol use disorder, moderate", "F10.20")
    chart.intake(
        "Drinks every evening since the divorce.",
        (("Craving", 7), ("Poor sleep", 6)),
        {
            "alcohol": "4 or more times a week",
            "alcohol_drinks": "7",
            "lives_with": "alone",
            "days": "Works full time.",
            "adjuncts": "group therapy",
            "adjuncts_words": "First meeting last week.",
            "family_conditions": "anxiety; alcohol or drug problems",
            "family_who": "Father.",
            "goals": "See the children on weekends.",
            "missed_doses": "never",
            "other_drugs": "no",
            "ever_had": "high blood pressure",
        },
    )
    for week, alt, ast in ((53, "58", "71"), (40, "41", "44"), (26, "29", "27"), (-2, "27", "25")):
        liver(chart, week, alt, ast)
    first = chart.visit(
        chart.ago(52),
        Told(
            "Last drink four days ago.",
            phq9=11,
            gad7=10,
            pressure=(142, 90),
            pulse=88,
            assessment="Alcohol use disorder. No withdrawal today, no opioids; ALT 58, AST 71. Naltrexone.",
        ),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(NALTREXONE, chart.after(52, 0), take("50", 1))
    chart.monitor(
        line,
        ("liver tests", chart.ago(26), "every 6 months on naltrexone"),
        ("liver tests", chart.ago(-2), "every 6 months on naltrexone"),
    )
    chart.sign(chart.ago(52), "start naltrexone", first)
    chart.go_on(_DRY)


def new_patient(chart: Chart) -> None:
    """Booked for a first visit; nothing is known yet."""
    chart.book(chart.ago(-1), ReasonCode.NEW_PATIENT, minutes=60)
