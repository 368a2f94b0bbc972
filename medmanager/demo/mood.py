"""Stories of depression and bipolar disorder. Synthetic; doses are usual ones, no advice."""

from datetime import timedelta

from medmanager.demo.mood_medicines import (
    BUPROPION,
    ESCITALOPRAM,
    LAMOTRIGINE,
    LITHIUM,
    LURASIDONE,
    MIRTAZAPINE,
    QUETIAPINE,
    SERTRALINE,
    VENLAFAXINE,
)
from medmanager.demo.story import Chart, Told, take
from medmanager.domain.appointment import ReasonCode
from medmanager.domain.history import Measure, TrialResponse
from medmanager.domain.ids import LineId
from medmanager.domain.plan import FollowUp
from medmanager.domain.visit import Response, VisitKind


def lithium_with_levels(chart: Chart) -> None:
    """Bipolar I, steady on lithium; levels, thyroid and kidney on time, a tremor that comes with 1,200 mg."""
    chart.condition("Bipolar I disorder", "F31.9")
    chart.intake(
        "Two hospital stays for mania; wants to stay at work.", (("Sleeps little", 7), ("Racing thoughts", 6))
    )
    chart.earlier("valproate", "1500", 30, TrialResponse.PARTIAL, "weight gain")
    first = chart.visit(
        chart.ago(103),
        Told(
            "Just out of hospital. Sleeps 5 hours.",
            Response.SAME,
            phq9=9,
            weight_kg="78.2",
            pressure=(124, 78),
            pulse=76,
        ),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(LITHIUM, chart.ago(103), take("300", 1, 0, 0, 1))
    chart.monitor(line, ("lithium level", chart.ago(102), "one week after the start"))
    chart.sign(chart.ago(103), "start lithium", first)
    second = chart.visit(
        chart.ago(101),
        Told(
            "Calmer. Sleeps 6 hours.",
            Response.BETTER,
            (("tremor", 1), ("thirst", 3)),
            phq9=8,
            weight_kg="78.4",
        ),
    )
    chart.change(line, chart.ago(101, 1), take("300", 1, 0, 0, 2), "level 0.48, below the range we aim for")
    chart.sign(chart.ago(101), "level too low", second)
    _lithium_labs(chart)
    for number, week in enumerate((92, 80, 68, 56, 44)):
        chart.visit(
            chart.ago(week),
            Told(
                "Works full time. No highs, no lows.",
                Response.SAME,
                (("tremor", 2), ("thirst", 3)),
                phq9=5 - number // 2,
                missed=number % 2,
            ),
        )
    _a_tremor_with_more_lithium(chart, line)


def _lithium_labs(chart: Chart) -> None:
    for week, level in ((102, "0.48"), (100, "0.66"), (88, "0.70"), (75, "0.72"), (50, "0.69"), (24, "0.71")):
        chart.lab(chart.ago(week), Measure.LITHIUM, level)
    for week, tsh, creatinine in (
        (102, "1.9", "0.8"),
        (76, "2.4", "0.8"),
        (50, "2.8", "0.9"),
        (24, "3.1", "0.9"),
    ):
        chart.lab(chart.ago(week), Measure.TSH, tsh)
        chart.lab(chart.ago(week), Measure.CREATININE, creatinine)


def _a_tremor_with_more_lithium(chart: Chart, line: LineId) -> None:
    third = chart.visit(
        chart.ago(32),
        Told(
            "Four nights of little sleep after a flight.",
            Response.WORSE,
            (("tremor", 2), ("thirst", 3)),
            phq9=6,
        ),
    )
    chart.change(line, chart.ago(32, 1), take("300", 2, 0, 0, 2), "early signs of a high")
    chart.sign(chart.ago(32), "early signs of a high", third)
    chart.lab(chart.ago(31), Measure.LITHIUM, "0.92")
    fourth = chart.visit(
        chart.ago(28),
        Told(
            "Settled. Hands shake when pouring coffee.",
            Response.BETTER,
            (("tremor", 5), ("thirst", 4)),
            phq9=5,
            question="Will the shaking stop?",
        ),
    )
    chart.change(line, chart.ago(28, 1), take("300", 1, 0, 0, 2), "tremor at 1,200 mg, settled")
    chart.sign(chart.ago(28), "tremor", fourth)
    last = chart.visit(
        chart.ago(8),
        Told(
            "Well. The shaking is mild now.",
            Response.SAME,
            (("tremor", 2), ("thirst", 2)),
            phq9=4,
            weight_kg="81.0",
            missed=0,
        ),
    )
    chart.monitor(
        line,
        ("lithium level", chart.ago(-4), "every 6 months when steady"),
        ("TSH and kidney tests", chart.ago(-4), "every 6 months on lithium"),
    )
    chart.sign(chart.ago(8), "steady", last, FollowUp(chart.ago(-4), "three months after the last visit"))


def ssri_switch(chart: Chart) -> None:
    """Depression; sertraline did little at full dose, cross-tapered to venlafaxine in dated steps."""
    chart.condition("Major depressive disorder, recurrent", "F33.1")
    chart.intake(
        "Low since spring, off work for a month.", (("Low mood", 8), ("No energy", 7), ("Poor sleep", 6))
    )
    chart.earlier("citalopram", "40", 14, TrialResponse.NONE, "no effect")
    first = chart.visit(
        chart.ago(40), Told("Cries most days.", phq9=19, gad7=12, weight_kg="66.0"), VisitKind.NEW_PATIENT
    )
    line = chart.start(SERTRALINE, chart.ago(40), take("50", 1))
    chart.sign(chart.ago(40), "start sertraline", first)
    second = chart.visit(
        chart.ago(36),
        Told(
            "A little lighter. Nausea the first week.",
            Response.BETTER,
            (("nausea", 4), ("headache", 2)),
            phq9=17,
            gad7=11,
        ),
    )
    chart.change(line, chart.ago(36, 1), take("100", 1), "partial response at 4 weeks")
    chart.sign(chart.ago(36), "partial response", second)
    third = chart.visit(
        chart.ago(28),
        Told(
            "No further change.",
            Response.SAME,
            (("nausea", 1), ("sexual-function", 5)),
            phq9=16,
            gad7=9,
            question="How long until I feel like myself?",
        ),
    )
    chart.change(line, chart.ago(28, 1), take("100", 1, 0, 1), "no further response")
    chart.sign(chart.ago(28), "no further response", third)
    fourth = chart.visit(
        chart.ago(3),
        Told(
            "Still low after months at 200 mg.",
            Response.SAME,
            (("nausea", 0), ("sexual-function", 6), ("sweating", 2)),
            phq9=15,
            gad7=9,
            weight_kg="67.1",
        ),
    )
    chart.ladder(
        line,
        ((chart.ago(3, 3), take("100", 1)), (chart.ago(1), take("50", 1)), (chart.ago(-1), ())),
        "little effect in 25 weeks at 200 mg",
    )
    other = chart.start(VENLAFAXINE, chart.ago(3, 3), take("37.5", 1))
    chart.ladder(other, ((chart.ago(1), take("75", 1)), (chart.ago(-1), take("150", 1))), "cross-taper")
    chart.monitor(other, ("blood pressure", chart.ago(-1), "venlafaxine can raise it"))
    chart.sign(chart.ago(3), "switch to venlafaxine", fourth, FollowUp(chart.ago(0), "during the switch"))


def lamotrigine_titration(chart: Chart) -> None:
    """Bipolar II; lamotrigine rises by dated steps without valproate or inducers, beside lithium."""
    chart.condition("Bipolar II disorder", "F31.81")
    chart.allergy("penicillin", "hives")
    chart.intake("Low spells four times a year.", (("Low mood", 7), ("Irritable", 5)))
    first = chart.visit(
        chart.ago(13), Told("Low for six weeks.", phq9=19, gad7=14, weight_kg="70.0"), VisitKind.NEW_PATIENT
    )
    lithium = chart.start(LITHIUM, chart.ago(13), take("300", 1, 0, 0, 1))
    quetiapine = chart.start(QUETIAPINE, chart.ago(13), take("50", 0, 0, 0, 1))
    chart.sign(chart.ago(13), "start lithium and quetiapine", first)
    chart.lab(chart.ago(12), Measure.LITHIUM, "0.44")
    second = chart.visit(
        chart.ago(10),
        Told(
            "Sleeps better.",
            Response.BETTER,
            (("tremor", 2), ("sleepiness", 3)),
            phq9=17,
            gad7=13,
            weight_kg="70.3",
        ),
    )
    chart.change(lithium, chart.ago(10, 1), take("300", 1, 0, 0, 2), "level 0.44")
    chart.change(quetiapine, chart.ago(10, 1), take("100", 0, 0, 0, 1), "sleep still short")
    chart.sign(chart.ago(10), "levels and sleep", second)
    chart.lab(chart.ago(9), Measure.LITHIUM, "0.66")
    _lamotrigine_instead_of_quetiapine(chart, lithium, quetiapine)


def _lamotrigine_instead_of_quetiapine(chart: Chart, lithium: LineId, quetiapine: LineId) -> None:
    third = chart.visit(
        chart.ago(5),
        Told(
            "Less low, very sleepy until noon.",
            Response.BETTER,
            (("tremor", 4), ("sleepiness", 7), ("restlessness", 2)),
            phq9=14,
            gad7=11,
            weight_kg="71.5",
            question="Will the shaking stop?",
        ),
    )
    chart.change(quetiapine, chart.ago(5, 1), take("50", 0, 0, 0, 1), "sleepy until noon")
    chart.sign(chart.ago(5), "too sleepy", third)
    fourth = chart.visit(
        chart.ago(2),
        Told(
            "Brighter mornings. Mood still low.",
            Response.BETTER,
            (("tremor", 4), ("sleepiness", 4), ("restlessness", 2)),
            phq9=12,
            gad7=9,
        ),
    )
    start = chart.ago(2, 1)
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
    chart.stop(quetiapine, chart.ago(0, 1), "sleepiness outweighs the benefit")
    chart.monitor(lithium, ("lithium level", chart.ago(-1), "three months after the last one"))
    chart.sign(
        chart.ago(2), "start lamotrigine", fourth, FollowUp(chart.ago(-2), "before the step to 100 mg")
    )


def late_life_with_falls(chart: Chart) -> None:
    """Late-life depression: low sodium on an SSRI, falls, changed to mirtazapine in small steps."""
    chart.condition("Major depressive disorder, single episode", "F32.1")
    chart.condition("Falls", "R29.6", psychiatric=False)
    chart.outside("hydrochlorothiazide", "25 mg in the morning")
    chart.intake("Lives alone since her husband died.", (("Low mood", 6), ("No appetite", 5)))
    first = chart.visit(
        chart.ago(60),
        Told("Eats little, sleeps badly.", phq9=16, weight_kg="58.3", pressure=(132, 74)),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(ESCITALOPRAM, chart.ago(60), take("5", 1))
    chart.monitor(line, ("sodium", chart.ago(58), "older person on a thiazide"))
    chart.sign(chart.ago(60), "start escitalopram low", first)
    chart.lab(chart.ago(58), Measure.SODIUM, "131")
    second = chart.visit(
        chart.ago(57),
        Told("Two falls at night, dizzy.", Response.WORSE, (("dizziness", 6),), phq9=15, weight_kg="57.8"),
    )
    chart.stop(line, chart.ago(57, 1), "sodium 131 and two falls")
    other = chart.start(MIRTAZAPINE, chart.ago(56), take("15", 0, 0, 0, "0.5"))
    chart.sign(chart.ago(57), "low sodium and falls", second)
    chart.lab(chart.ago(54), Measure.SODIUM, "137")
    third = chart.visit(
        chart.ago(50),
        Told(
            "Eats and sleeps. No fall.",
            Response.BETTER,
            (("dizziness", 2), ("sleepiness", 4)),
            phq9=10,
            weight_kg="59.0",
        ),
    )
    chart.change(other, chart.ago(50, 1), take("15", 0, 0, 0, 1), "partial response, no falls")
    chart.sign(chart.ago(50), "partial response", third)
    for week, score in ((40, 8), (28, 6), (16, 5), (6, 5)):
        chart.visit(
            chart.ago(week),
            Told(
                "Daughter comes on Sundays.",
                Response.SAME,
                (("dizziness", 1), ("sleepiness", 3)),
                phq9=score,
                weight_kg="60.4",
            ),
        )


def perinatal_planning(chart: Chart) -> None:
    """Recurrent depression, planning a pregnancy: kept well on sertraline alone, quetiapine tapered off."""
    chart.condition("Major depressive disorder, recurrent, in remission", "F33.42")
    chart.intake("Hopes to become pregnant next year.", (("Worry about medicines", 5),))
    first = chart.visit(
        chart.ago(48), Told("Well for a year.", phq9=4, gad7=5, weight_kg="64.0"), VisitKind.NEW_PATIENT
    )
    chart.start(SERTRALINE, chart.ago(48), take("100", 1))
    other = chart.start(QUETIAPINE, chart.ago(48), take("25", 0, 0, 0, 2))
    chart.sign(chart.ago(48), "take over the treatment", first)
    second = chart.visit(
        chart.ago(24),
        Told(
            "Wants as few medicines as is safe.",
            Response.SAME,
            (("sleepiness", 4), ("weight-gain", 3)),
            phq9=4,
            gad7=4,
            question="Which one is safer for a baby?",
            answer="Talked over; leaflet given, partner came along.",
        ),
    )
    chart.ladder(
        other, ((chart.ago(24, 1), take("25", 0, 0, 0, 1)), (chart.ago(20), ())), "planning a pregnancy"
    )
    chart.sign(chart.ago(24), "planning a pregnancy", second)
    chart.visit(
        chart.ago(12), Told("Sleeps without it.", Response.BETTER, (("sleepiness", 0),), phq9=5, gad7=5)
    )
    chart.visit(
        chart.ago(3),
        Told(
            "Test was positive last week. Well.",
            Response.SAME,
            (("nausea", 4),),
            phq9=5,
            gad7=6,
            question="Should I see an obstetric psychiatrist?",
        ),
    )


def stopped_for_cost(chart: Chart) -> None:
    """Bipolar depression; lurasidone helped, was not refilled for its price, restarted as a generic."""
    chart.condition("Bipolar I disorder, depressed", "F31.30")
    chart.intake("Lost insurance twice.", (("Low mood", 7), ("Money worries", 8)))
    first = chart.visit(chart.ago(44), Told("Very low.", phq9=18, weight_kg="88.0"), VisitKind.NEW_PATIENT)
    line = chart.start(LURASIDONE, chart.ago(44), take("20", 0, 0, 1))
    chart.sign(chart.ago(44), "start lurasidone", first)
    second = chart.visit(
        chart.ago(39), Told("Much brighter.", Response.MUCH_BETTER, (("restlessness", 3),), phq9=9)
    )
    chart.change(line, chart.ago(39, 1), take("40", 0, 0, 1), "good response, room to go")
    chart.sign(chart.ago(39), "good response", second)
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
        ),
    )
    chart.change(line, chart.ago(20, 1), take("20", 0, 0, 1), "restart after a gap")
    chart.concern(line, cost="$290 a month; generic and assistance form sent")
    chart.sign(chart.ago(20), "restart after a gap", third)
    fourth = chart.visit(
        chart.ago(6),
        Told(
            "Generic costs $38. Better again.",
            Response.BETTER,
            (("restlessness", 3),),
            phq9=10,
            missed=1,
            cost="$38 a month, can pay",
            cost_monthly="38",
        ),
    )
    chart.change(line, chart.ago(6, 1), take("40", 0, 0, 1), "back to the dose that worked")
    chart.sign(
        chart.ago(6), "back to the dose that worked", fourth, FollowUp(chart.ago(-2), "after the restart")
    )


def depression_with_therapy(chart: Chart) -> None:
    """Depression treated with bupropion beside weekly therapy; a plain, good course."""
    chart.condition("Major depressive disorder, single episode", "F32.1")
    chart.intake("Tired and flat; wants no weight gain.", (("No energy", 7), ("Low mood", 6)))
    first = chart.visit(
        chart.ago(30),
        Told("Sleeps 10 hours.", phq9=15, weight_kg="82.0", pressure=(126, 80)),
        VisitKind.NEW_PATIENT,
    )
    line = chart.start(BUPROPION, chart.ago(30), take("150", 1))
    chart.sign(chart.ago(30), "start bupropion", first)
    second = chart.visit(
        chart.ago(26),
        Told(
            "More awake; therapy weekly.",
            Response.BETTER,
            (("insomnia", 3), ("dry-mouth", 3)),
            phq9=11,
            pressure=(128, 80),
        ),
    )
    chart.change(line, chart.ago(26, 1), take("300", 1), "partial response")
    chart.sign(chart.ago(26), "partial response", second)
    for week, score in ((18, 7), (10, 5), (2, 4)):
        chart.visit(
            chart.ago(week),
            Told(
                "Back to running.",
                Response.BETTER,
                (("insomnia", 2), ("dry-mouth", 1)),
                phq9=score,
                pressure=(128, 82),
                missed=0,
            ),
        )
    chart.book(chart.ago(-6), ReasonCode.FOLLOW_UP)
