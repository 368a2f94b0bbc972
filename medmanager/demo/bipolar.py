"""Stories of bipolar disorder. Synthetic; doses are usual ones, no advice."""

from datetime import timedelta

from medmanager.demo.labs import lithium_labs, metabolic_labs
from medmanager.demo.medicines import LAMOTRIGINE, LITHIUM, LURASIDONE, QUETIAPINE
from medmanager.demo.story import Chart
from medmanager.demo.told import Course, Told, take
from medmanager.domain.history import Measure, TrialResponse
from medmanager.domain.ids import LineId
from medmanager.domain.plan.plan import FollowUp
from medmanager.domain.visit import Response, VisitKind

BETTER, SAME, WORSE = Response.BETTER, Response.SAME, Response.WORSE

# -- steady on lithium

_FIRST_MONTHS: Course = (
    (
        96,
        Told(
            "Sleeps 7 hours. Back at work half days.",
            BETTER,
            (("tremor", 2), ("thirst", 3)),
            phq9=6,
            missed=0,
        ),
    ),
    (
        88,
        Told(
            "Full days again. Drinks a lot of water.",
            BETTER,
            (("tremor", 2), ("thirst", 4)),
            phq9=5,
            gained="0.8",
        ),
    ),
    (
        76,
        Told(
            "A week away, nothing upset the nights.", SAME, (("tremor", 2), ("thirst", 3)), phq9=5, missed=1
        ),
    ),
    (
        64,
        Told(
            "Stomach flu for two days; called, drank, left out two doses as agreed.",
            SAME,
            (("tremor", 1), ("thirst", 3), ("diarrhea", 0)),
            phq9=4,
            missed=0,
            assessment="Handled the sick-day rule well. Go on.",
        ),
    ),
    (
        52,
        Told(
            "A year out of hospital. No highs, no lows.",
            SAME,
            (("tremor", 2), ("thirst", 3)),
            phq9=4,
            gained="2.0",
            pressure=(126, 78),
            pulse=72,
        ),
    ),
    (44, Told("Busy at work, goes to bed at ten.", SAME, (("tremor", 2), ("thirst", 3)), phq9=3, missed=1)),
    (36, Told("Well. Plans a trip overseas.", SAME, (("tremor", 2), ("thirst", 3)), phq9=3, missed=0)),
)
_LEVELS = (
    *((102, "0.48"), (100, "0.66"), (88, "0.70"), (76, "0.72"), (64, "0.68"), (52, "0.69"), (40, "0.70")),
    *((31, "0.92"), (27, "0.71"), (20, "0.69"), (8, "0.70"), (-4, "0.71")),
)


def lithium_with_levels(chart: Chart) -> None:
    """Bipolar I, steady on lithium; levels, thyroid and kidney on time, a tremor that comes with 1,200 mg."""
    chart.size((74, 83), (164, 178))
    chart.condition("Bipolar I disorder", "F31.9")
    chart.earlier("valproate", "1500", 30, TrialResponse.PARTIAL, "weight gain")
    chart.intake(
        "Two hospital stays for mania; wants to stay at work.",
        (("Sleeps little", 7), ("Racing thoughts", 6)),
        {
            "high_times": "yes",
            "hospital": "yes",
            "hospital_words": "Twice for mania, the last one three weeks, until last week.",
            "episodes": "yes",
            "episodes_words": "Two highs and one long low in twelve years.",
            "referred_by": "Hospital discharge clinic",
            "sleep_hours": "5",
            "family_conditions": "bipolar disorder",
            "family_who": "Father.",
            "days": "Works full time, on leave now.",
            "lives_with": "partner",
            "support": "partner",
            "cannabis": "never",
            "ever_had": "none of these",
        },
    )
    # What has to be known before the first tablet; the heart too, at this age.
    lithium_labs(chart, 104, "0.8", "1.9", "9.4")
    chart.lab(chart.ago(104), Measure.QTC, "416")
    line = _two_weeks_to_the_right_level(chart)
    for week, level in _LEVELS:
        chart.lab(chart.ago(week), Measure.LITHIUM, level)
    for week, creatinine, tsh, calcium in (
        (76, "0.8", "2.4", "9.5"),
        (52, "0.9", "2.8", "9.5"),
        (27, "0.9", "3.1", "9.6"),
        (8, "0.9", "3.0", "9.5"),
    ):
        lithium_labs(chart, week, creatinine, tsh, calcium)
    chart.go_on(_FIRST_MONTHS)
    _a_tremor_with_more_lithium(chart, line)


def _two_weeks_to_the_right_level(chart: Chart) -> LineId:
    first = chart.visit(
        chart.ago(103),
        Told(
            "Just out of hospital. Sleeps 5 hours.",
            phq9=9,
            gained="0",
            pressure=(124, 78),
            pulse=76,
            risk="No thoughts of suicide. Partner keeps the bank card for now.",
            assessment="Bipolar I, last episode mania, settling. Lithium; labs of last week are normal.",
        ),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(LITHIUM, chart.after(103, 0), take("300", 1, 0, 0, 1))
    chart.monitor(line, ("lithium level", chart.ago(102), "one week after the start"))
    chart.sign(chart.ago(103), "start lithium", first)
    second = chart.visit(
        chart.ago(101),
        Told(
            "Calmer. Sleeps 6 hours.",
            BETTER,
            (("tremor", 1), ("thirst", 3)),
            phq9=8,
            gained="0.2",
            assessment="Level 0.48 after twelve hours, below 0.6 to 0.8.",
        ),
    )
    chart.change(line, chart.after(101), take("300", 1, 0, 0, 2), "level 0.48, below the range we aim for")
    chart.sign(chart.ago(101), "level too low", second)
    return line


def _a_tremor_with_more_lithium(chart: Chart, line: LineId) -> None:
    third = chart.visit(
        chart.ago(32),
        Told(
            "Four nights of little sleep after a flight.",
            WORSE,
            (("tremor", 2), ("thirst", 3), ("elated", 3)),
            phq9=6,
            assessment="Early signs of a high. More lithium for some weeks, level in a week.",
        ),
    )
    chart.change(line, chart.after(32), take("300", 2, 0, 0, 2), "early signs of a high")
    chart.sign(chart.ago(32), "early signs of a high", third)
    fourth = chart.visit(
        chart.ago(28),
        Told(
            "Settled. Hands shake when pouring coffee.",
            BETTER,
            (("tremor", 5), ("thirst", 4), ("elated", 0)),
            phq9=5,
            question="Will the shaking stop?",
            assessment="Settled for three weeks; level 0.92 with a tremor. Back to 900 mg.",
        ),
    )
    chart.change(line, chart.after(28), take("300", 1, 0, 0, 2), "tremor at 1,200 mg, settled")
    chart.sign(chart.ago(28), "tremor", fourth)
    chart.go_on(
        (
            (
                20,
                Told(
                    "Well. The shaking is mild now.",
                    BETTER,
                    (("tremor", 3), ("thirst", 3)),
                    phq9=4,
                    missed=0,
                    question="Will the shaking stop?",
                    answer="Most of it went with the lower dose; less coffee helps with the rest.",
                ),
            ),
        )
    )
    _steady_again(chart, line)


def _steady_again(chart: Chart, line: LineId) -> None:
    last = chart.visit(
        chart.ago(8),
        Told(
            "Well at work and at home.",
            SAME,
            (("tremor", 2), ("thirst", 2)),
            phq9=4,
            gained="2.8",
            pressure=(128, 80),
            missed=0,
        ),
    )
    chart.monitor(
        line,
        ("lithium level", chart.ago(-4), "every 3 months at this age"),
        ("TSH, kidney tests and calcium", chart.ago(-18), "every 6 months on lithium"),
    )
    chart.sign(chart.ago(8), "steady", last, FollowUp(chart.ago(-4), "three months after the last visit"))
    chart.go_on(
        (
            (-4, Told("Well. Labs done this week.", SAME, (("tremor", 2), ("thirst", 2)), phq9=3)),
            (-16, Told("")),
        )
    )


# -- lamotrigine by dated steps


def lamotrigine_titration(chart: Chart) -> None:
    """Bipolar II; lamotrigine rises by dated steps without valproate or inducers, beside lithium."""
    chart.size((70, 84), (168, 180))
    chart.condition("Bipolar II disorder", "F31.81")
    if chart.telling == 0:
        chart.allergy("penicillin", "hives")
    chart.earlier("fluoxetine", "20", 10, TrialResponse.WORSE, "irritable, slept four hours")
    chart.intake(
        "Low spells four times a year.",
        (("Low mood", 7), ("Irritable", 5)),
        {
            "high_times": "yes",
            "episodes": "yes",
            "episodes_words": "Four lows a year since college; in between some days of little sleep.",
            "sleep_hours": "6",
            "contraception": "copper IUD",
            "family_conditions": "bipolar disorder",
            "family_who": "An aunt.",
            "ever_had": "none of these",
            "medicines_never_again": "fluoxetine, it made everything faster",
        },
    )
    lithium_labs(chart, 13, "0.8", "1.8", "9.3")
    lithium, quetiapine = _lithium_and_sleep(chart)
    for week, level in ((12, "0.44"), (9, "0.66"), (-1, "0.68")):
        chart.lab(chart.ago(week), Measure.LITHIUM, level)
    _lamotrigine_instead_of_quetiapine(chart, lithium, quetiapine)


def _lithium_and_sleep(chart: Chart) -> tuple[LineId, LineId]:
    first = chart.visit(
        chart.ago(13),
        Told(
            "Low for six weeks.",
            phq9=19,
            gad7=14,
            gained="0",
            pressure=(118, 76),
            pulse=74,
            assessment="Bipolar II, depressed. Lithium, quetiapine for the nights; labs are normal.",
        ),
        VisitKind.NEW_PATIENT,
    )
    lithium = chart.start(LITHIUM, chart.after(13, 0), take("300", 1, 0, 0, 1))
    quetiapine = chart.start(QUETIAPINE, chart.after(13, 0), take("50", 0, 0, 0, 1))
    chart.sign(chart.ago(13), "start lithium and quetiapine", first)
    second = chart.visit(
        chart.ago(10),
        Told("Sleeps better.", BETTER, (("tremor", 2), ("sleepiness", 3)), phq9=17, gad7=13, gained="0.3"),
    )
    chart.change(lithium, chart.after(10), take("300", 1, 0, 0, 2), "level 0.44")
    chart.change(quetiapine, chart.after(10), take("100", 0, 0, 0, 1), "sleep still short")
    chart.sign(chart.ago(10), "levels and sleep", second)
    return lithium, quetiapine


def _lamotrigine_instead_of_quetiapine(chart: Chart, lithium: LineId, quetiapine: LineId) -> None:
    third = chart.visit(
        chart.ago(5),
        Told(
            "Less low, very sleepy until noon.",
            BETTER,
            (("tremor", 4), ("sleepiness", 7), ("restlessness", 2)),
            phq9=14,
            gad7=11,
            gained="1.5",
            question="Will the shaking stop?",
        ),
    )
    chart.change(quetiapine, chart.after(5), take("50", 0, 0, 0, 1), "sleepy until noon")
    chart.sign(chart.ago(5), "too sleepy", third)
    fourth = chart.visit(
        chart.ago(2),
        Told(
            "Brighter mornings. Mood still low.",
            BETTER,
            (("tremor", 4), ("sleepiness", 4), ("restlessness", 2)),
            phq9=12,
            gad7=9,
        ),
    )
    start = chart.after(2)
    lamotrigine = chart.start(LAMOTRIGINE, start, take("25", 1))
    chart.ladder(
        lamotrigine,
        (
            (start + timedelta(days=14), take("25", 2)),
            (start + timedelta(days=28), take("100", 1)),
            (start + timedelta(days=35), take("100", 2)),
        ),
        "label titration",
    )
    chart.stop(quetiapine, chart.after(0), "sleepiness outweighs the benefit")
    often = "every 3 months in the first year"
    chart.monitor(lithium, ("lithium level", chart.ago(-1), often), ("lithium level", chart.ago(-14), often))
    chart.sign(
        chart.ago(2), "start lamotrigine", fourth, FollowUp(chart.ago(-2), "before the step to 100 mg")
    )
    chart.go_on(_LAMOTRIGINE_LATER, why="before the step to 100 mg")


_LAMOTRIGINE_LATER: Course = (
    (
        -2,
        Told(
            "No rash. Awake in the morning.",
            BETTER,
            (("rash", 0), ("tremor", 3), ("sleepiness", 1)),
            phq9=10,
            gad7=8,
        ),
    ),
    (
        -5,
        Told(
            "At 200 mg for two weeks. Mood lifts.",
            BETTER,
            (("rash", 0), ("tremor", 3)),
            phq9=7,
            gad7=6,
            missed=0,
            gained="0.9",
        ),
    ),
    (-12, Told("")),
)

# -- a medicine that could not be paid for

_LURASIDONE_HELPS: Course = (
    (
        92,
        Told(
            "Sleeps after it; takes it with dinner.",
            BETTER,
            (("nausea", 3), ("restlessness", 2)),
            phq9=15,
            missed=0,
        ),
    ),
)
_WELL: Course = (
    (82, Told("Cooks again, sees friends.", BETTER, (("restlessness", 2),), phq9=7, gained="0.5", missed=0)),
    (70, Told("Found work in a library.", BETTER, (("restlessness", 2),), phq9=6, missed=0)),
    (58, Told("Steady, month after month.", SAME, (("restlessness", 1),), phq9=5, missed=1)),
    (
        46,
        Told(
            "Would rather not change anything.", SAME, (("restlessness", 1),), phq9=5, gained="0.9", missed=0
        ),
    ),
    (34, Told("Well; the contract ends next month.", SAME, (("restlessness", 1),), phq9=6, missed=0)),
)


def stopped_for_cost(chart: Chart) -> None:
    """Bipolar depression; lurasidone helped, was not refilled for its price, restarted as a generic."""
    chart.size((79, 91), (165, 179))
    chart.condition("Bipolar I disorder, depressed", "F31.30")
    chart.earlier("quetiapine", "300", 16, TrialResponse.PARTIAL, "gained 10 kg")
    chart.intake(
        "Low for three months; lost the insurance twice.",
        (("Low mood", 7), ("Money worries", 8)),
        {
            "high_times": "yes",
            "hospital": "yes",
            "hospital_words": "Once for mania, six years ago, two weeks.",
            "episodes": "yes",
            "family_conditions": "bipolar disorder",
            "family_who": "A brother.",
            "cost_worry": "yes",
            "cost_words": "Between two jobs nothing is paid for.",
            "cost_most": "40",
            "medicine_wishes": "One that does not bring the weight back.",
            "missed_doses": "once or twice a month",
        },
    )
    metabolic_labs(chart, 95, "5.5", 94, (48, 118, 130))
    line = _lurasidone_helps(chart)
    metabolic_labs(chart, 82, "5.5", 93, (49, 116, 126))
    metabolic_labs(chart, 46, "5.4", 92, (50, 114, 121))
    chart.go_on(_WELL)
    _stopped_and_begun_again(chart, line)


def _lurasidone_helps(chart: Chart) -> LineId:
    first = chart.visit(
        chart.ago(94),
        Told(
            "Very low, gets up at noon.",
            phq9=18,
            gained="0",
            pressure=(124, 80),
            harm=1,
            risk="Wishes to sleep and not wake up, no plan. Sister knows; call in one week.",
            assessment="Bipolar I, depressed. Lurasidone with a full meal; weight and labs known.",
        ),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(LURASIDONE, chart.after(94, 0), take("20", 0, 0, 1))
    chart.sign(chart.ago(94), "start lurasidone", first)
    chart.go_on(_LURASIDONE_HELPS)
    second = chart.visit(
        chart.ago(89), Told("Much brighter.", Response.MUCH_BETTER, (("restlessness", 3),), phq9=9, missed=0)
    )
    chart.change(line, chart.after(89), take("40", 0, 0, 1), "good response, room to go")
    chart.sign(chart.ago(89), "good response", second)
    return line


def _stopped_and_begun_again(chart: Chart, line: LineId) -> None:
    third = chart.visit(
        chart.ago(20),
        Told(
            "Has taken none for five weeks.",
            Response.MUCH_WORSE,
            (("restlessness", 0),),
            phq9=17,
            missed=7,
            missed_reason="cost",
            cost="$290 a month, could not pay",
            cost_monthly="290",
            assessment="Relapse after stopping for money. Start low again; generic and form today.",
        ),
    )
    chart.change(line, chart.after(20), take("20", 0, 0, 1), "restart after a gap")
    chart.concern(line, cost="$290 a month; generic and assistance form sent")
    chart.sign(chart.ago(20), "restart after a gap", third)
    fourth = chart.visit(
        chart.ago(18),
        Told(
            "Got the generic for $38. Sleeps again.",
            BETTER,
            (("restlessness", 1), ("nausea", 2)),
            phq9=14,
            missed=0,
            cost="$290 a month, could not pay",
            cost_settled=True,
        ),
    )
    chart.change(line, chart.after(18), take("40", 0, 0, 1), "back to the dose that worked")
    chart.concern(line, cost="$38 a month as a generic, can pay")
    chart.sign(chart.ago(18), "back to the dose that worked", fourth)
    chart.go_on(
        ((13, Told("Up before nine, looks for work.", BETTER, (("restlessness", 2),), phq9=10, missed=0)),)
    )
    last = chart.visit(
        chart.ago(6),
        Told(
            "New job, insured from next month.",
            BETTER,
            (("restlessness", 2),),
            phq9=7,
            gained="0.4",
            missed=0,
        ),
    )
    chart.concern(line)
    chart.monitor(line, ("glucose and lipids", chart.ago(-6), "yearly, and weight at each visit"))
    chart.sign(chart.ago(6), "steady again", last, FollowUp(chart.ago(-2), "two months after the last visit"))
    chart.go_on(
        ((-2, Told("Insured. No dose missed.", SAME, (("restlessness", 2),), phq9=6)), (-12, Told("")))
    )
