"""Stories of anxiety, trauma, attention and drinking. Synthetic; doses are usual ones, no advice."""

from datetime import timedelta

from medmanager.demo.mood_medicines import ESCITALOPRAM, SERTRALINE
from medmanager.demo.story import Chart, Drug, Told, take
from medmanager.domain.appointment import ReasonCode
from medmanager.domain.history import TrialResponse
from medmanager.domain.plan import FollowUp, Form
from medmanager.domain.visit import Response, VisitKind

LORAZEPAM = Drug(
    "lorazepam",
    "Ativan",
    "6470",
    "for worry",
    benefit="calmer hours",
    benefit_when="the same day",
    watch=("sleepiness", "dizziness"),
)
METHYLPHENIDATE = Drug(
    "methylphenidate",
    "Concerta",
    "6901",
    "for focus",
    Form.ER_TABLET,
    "Swallow it whole.",
    "easier to stay on task",
    "the same day",
    ("appetite-down", "insomnia"),
)
PRAZOSIN = Drug(
    "prazosin",
    "Minipress",
    "8629",
    "for nightmares",
    Form.CAPSULE,
    "Get up slowly.",
    "fewer nightmares",
    "1 to 2 weeks",
    ("dizziness",),
)
NALTREXONE = Drug(
    "naltrexone",
    "Revia",
    "7243",
    "to drink less",
    benefit="less craving",
    benefit_when="1 to 2 weeks",
    watch=("nausea", "headache"),
)
ATOMOXETINE = Drug(
    "atomoxetine",
    "Strattera",
    "38400",
    "for focus",
    Form.CAPSULE,
    "",
    "better focus",
    "4 to 6 weeks",
    ("nausea", "dry-mouth"),
)


def benzodiazepine_taper(chart: Chart) -> None:
    """Years of lorazepam, now going down slowly with a pause and a step back, worry treated otherwise."""
    chart.condition("Generalized anxiety disorder", "F41.1")
    chart.intake("Wants to be free of lorazepam.", (("Worry", 7), ("Fear of stopping", 8)))
    chart.earlier("buspirone", "30", 8, TrialResponse.NONE, "no effect")
    first = chart.visit(
        chart.ago(36), Told("Takes it three times a day for six years.", gad7=15), VisitKind.NEW_PATIENT
    )
    line = chart.start(LORAZEPAM, chart.ago(36), take("0.5", 2, 0, 1, 2))
    chart.start(ESCITALOPRAM, chart.ago(36), take("10", 1))
    chart.sign(chart.ago(36), "take over, start escitalopram", first)
    second = chart.visit(
        chart.ago(28), Told("Less worry. Ready to go down.", Response.BETTER, (("sleepiness", 3),), gad7=9)
    )
    chart.ladder(
        line,
        (
            (chart.ago(27), take("0.5", 2, 0, "0.5", 2)),
            (chart.ago(24), take("0.5", "1.5", 0, "0.5", 2)),
            (chart.ago(20), take("0.5", 1, 0, "0.5", 2)),
        ),
        "slow taper, about 10 percent every 2 to 4 weeks",
    )
    chart.sign(chart.ago(28), "begin the taper", second)
    third = chart.visit(
        chart.ago(18),
        Told(
            "Shaky and sleepless since the last step.",
            Response.WORSE,
            (("insomnia", 7), ("restlessness", 5)),
            gad7=13,
            question="Can we go slower?",
            answer="Yes: one step back, then a pause.",
        ),
    )
    chart.change(line, chart.ago(18, 1), take("0.5", "1.5", 0, "0.5", 2), "step back and pause")
    chart.sign(chart.ago(18), "step back", third)
    fourth = chart.visit(
        chart.ago(10),
        Told("Settled. Wants to go on.", Response.BETTER, (("insomnia", 3), ("restlessness", 2)), gad7=8),
    )
    rungs = (
        (10, ("0.5", "1.5", 0, 0, 2)),
        (6, ("0.5", 1, 0, 0, 2)),
        (2, ("0.5", 1, 0, 0, "1.5")),
        (-2, ("0.5", 1, 0, 0, 1)),
        (-6, ("0.5", "0.5", 0, 0, 1)),
        (-10, ("0.5", 0, 0, 0, 1)),
    )
    steps = tuple((chart.ago(week, 1), take(*counts)) for week, counts in rungs)
    chart.ladder(line, (*steps, (chart.ago(-14, 1), ())), "slow taper")
    chart.sign(chart.ago(10), "go on with the taper", fourth, FollowUp(chart.ago(-2), "before the next step"))
    chart.visit(
        chart.ago(2),
        Told("Steps are bearable.", Response.SAME, (("insomnia", 3), ("restlessness", 1)), gad7=7),
    )


def adolescent_attention(chart: Chart) -> None:
    """A teenager with ADHD; height, weight and pulse followed, a lunch-time appetite that suffers."""
    chart.condition("Attention-deficit hyperactivity disorder, combined", "F90.2")
    chart.intake(
        "Teachers and mother describe it; came with his mother.", (("Cannot focus", 7), ("Acts at once", 6))
    )
    first = chart.visit(
        chart.ago(64),
        Told("Loses homework every week.", weight_kg="48.0", pressure=(108, 66), pulse=74),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(METHYLPHENIDATE, chart.ago(64), take("18", 1))
    chart.sign(chart.ago(64), "start methylphenidate", first)
    second = chart.visit(
        chart.ago(60),
        Told(
            "Better until two o'clock.",
            Response.BETTER,
            (("appetite-down", 5), ("insomnia", 2)),
            weight_kg="47.6",
            pressure=(110, 68),
            pulse=80,
        ),
    )
    chart.change(line, chart.ago(60, 1), take("36", 1), "wears off at two o'clock")
    chart.sign(chart.ago(60), "wears off early", second)
    for week, weight, pulse in (
        (48, "48.2", 82),
        (36, "49.5", 80),
        (24, "51.0", 84),
        (12, "52.6", 82),
        (2, "53.9", 84),
    ):
        chart.visit(
            chart.ago(week),
            Told(
                "Homework done most days.",
                Response.BETTER,
                (("appetite-down", 4), ("insomnia", 2)),
                weight_kg=weight,
                pressure=(112, 68),
                pulse=pulse,
            ),
        )
    chart.monitor(line, ("height, weight, blood pressure, pulse", chart.ago(-10), "every 3 months"))
    chart.sign(chart.ago(2), "steady", None, FollowUp(chart.ago(-10), "three months after the last visit"))


def trauma_with_nightmares(chart: Chart) -> None:
    """PTSD; sertraline and prazosin, raised with the blood pressure in view, beside trauma therapy."""
    chart.condition("Post-traumatic stress disorder", "F43.10")
    chart.intake("Crash on the highway two years ago.", (("Nightmares", 8), ("Avoids driving", 7)))
    first = chart.visit(
        chart.ago(34),
        Told("Nightmares five nights a week.", phq9=14, pressure=(128, 82), pulse=78),
        VisitKind.NEW_PATIENT,
    )
    chart.start(SERTRALINE, chart.ago(34), take("50", 1))
    line = chart.start(PRAZOSIN, chart.ago(34), take("1", 0, 0, 0, 1))
    chart.ladder(
        line, ((chart.ago(33), take("1", 0, 0, 0, 2)), (chart.ago(32), take("1", 0, 0, 0, 3))), "slow rise"
    )
    chart.sign(chart.ago(34), "start sertraline and prazosin", first)
    for week, score, dizzy in ((30, 12, 4), (24, 9, 2), (14, 8, 1), (5, 6, 1)):
        chart.visit(
            chart.ago(week),
            Told(
                "Nightmares once a week; drives to work.",
                Response.BETTER,
                (("dizziness", dizzy), ("nausea", 1)),
                phq9=score,
                pressure=(118, 76),
            ),
        )


def drinking_less(chart: Chart) -> None:
    """Alcohol use disorder; naltrexone, group work, one slip and back."""
    chart.condition("Alcohol use disorder, moderate", "F10.20")
    chart.intake("Drinks every evening since the divorce.", (("Craving", 7), ("Poor sleep", 6)))
    first = chart.visit(
        chart.ago(22), Told("Last drink four days ago.", phq9=11, gad7=10), VisitKind.NEW_PATIENT
    )
    line = chart.start(NALTREXONE, chart.ago(22), take("50", 1))
    chart.monitor(line, ("liver tests", chart.ago(-2), "six months on naltrexone"))
    chart.sign(chart.ago(22), "start naltrexone", first)
    chart.visit(
        chart.ago(18), Told("Group twice a week.", Response.BETTER, (("nausea", 4), ("headache", 2)), phq9=9)
    )
    chart.visit(
        chart.ago(12),
        Told(
            "Drank at a wedding, came back.",
            Response.SAME,
            (("nausea", 1),),
            phq9=8,
            missed=3,
            missed_reason="forgot",
        ),
    )
    chart.visit(
        chart.ago(4), Told("Five weeks without a drink.", Response.MUCH_BETTER, (("nausea", 0),), phq9=5)
    )


def adult_attention(chart: Chart) -> None:
    """ADHD found in adult life; atomoxetine because of a past stimulant problem."""
    chart.condition("Attention-deficit hyperactivity disorder, inattentive", "F90.0")
    chart.intake("Always late, third job in two years.", (("Cannot focus", 7),))
    first = chart.visit(
        chart.ago(18), Told("Wants a non-stimulant.", pressure=(122, 78), pulse=72), VisitKind.NEW_PATIENT
    )
    line = chart.start(ATOMOXETINE, chart.ago(18), take("40", 1))
    chart.change(line, chart.ago(18) + timedelta(days=7), take("80", 1), "usual step after the first days")
    chart.sign(chart.ago(18), "start atomoxetine", first)
    for week, nausea in ((13, 4), (8, 2), (1, 1)):
        chart.visit(
            chart.ago(week),
            Told(
                "On time at work since October.",
                Response.BETTER,
                (("nausea", nausea), ("dry-mouth", 3)),
                pressure=(126, 80),
                pulse=82,
            ),
        )


def panic_doing_well(chart: Chart) -> None:
    """Panic disorder, well on sertraline; a course that shows nothing but steadiness."""
    chart.condition("Panic disorder", "F41.0")
    chart.intake("Panic on trains.", (("Panic", 7), ("Avoids trains", 6)))
    first = chart.visit(chart.ago(56), Told("Panic three times a week.", gad7=14), VisitKind.NEW_PATIENT)
    line = chart.start(SERTRALINE, chart.ago(56), take("25", 1))
    chart.ladder(line, ((chart.ago(55), take("50", 1)),), "starts low in panic")
    chart.sign(chart.ago(56), "start sertraline", first)
    for week, score in ((51, 9), (44, 5), (32, 3), (20, 2), (8, 2)):
        chart.visit(
            chart.ago(week),
            Told(
                "Takes the train.",
                Response.BETTER,
                (("nausea", 1), ("sexual-function", 3)),
                gad7=score,
                missed=0,
            ),
        )


def new_patient(chart: Chart) -> None:
    """Booked for a first visit; nothing is known yet."""
    chart.book(chart.ago(-1), ReasonCode.NEW_PATIENT, minutes=60)
