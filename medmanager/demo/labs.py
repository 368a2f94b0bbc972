"""Laboratory values of a story, which fit each other and the person they belong to."""

from decimal import Decimal

from medmanager.demo.story import Chart
from medmanager.domain.history import Measure
from medmanager.domain.patient import Sex


def kidneys(chart: Chart, week: int, creatinine: str) -> None:
    """Creatinine in mg/dL and the filtration rate that follows from it, age and sex.

    CKD-EPI 2021 without race: Inker et al., N Engl J Med 2021;385:1737-49.
    """
    day = chart.ago(week)
    is_female = chart.person.sex is Sex.FEMALE
    kappa, alpha = (0.7, -0.241) if is_female else (0.9, -0.302)
    ratio = float(creatinine) / kappa
    rate = 142 * min(ratio, 1.0) ** alpha * max(ratio, 1.0) ** -1.2 * 0.9938 ** chart.patient.age_on(day)
    chart.lab(day, Measure.CREATININE, creatinine)
    chart.lab(day, Measure.EGFR, str(round(rate * (1.012 if is_female else 1.0))))


def lithium_labs(chart: Chart, week: int, creatinine: str, tsh: str, calcium: str) -> None:
    """What is looked at beside the level: kidneys, thyroid (mIU/L) and calcium (mg/dL)."""
    kidneys(chart, week, creatinine)
    chart.lab(chart.ago(week), Measure.TSH, _near(chart, tsh, 2))
    chart.lab(chart.ago(week), Measure.CALCIUM, _near(chart, calcium, 1))


def metabolic_labs(chart: Chart, week: int, a1c: str, glucose: int, lipids: tuple[int, int, int]) -> None:
    """Hemoglobin A1c (%), fasting glucose, and HDL, LDL and triglycerides (mg/dL).

    The total follows from the three, as laboratories calculate it (Friedewald).
    """
    hdl, ldl, triglycerides = (_near(chart, str(value), 6) for value in lipids)
    total = int(hdl) + int(ldl) + round(Decimal(triglycerides) / 5)
    for measure, value in (
        (Measure.HBA1C, _near(chart, a1c, 1)),
        (Measure.GLUCOSE, _near(chart, str(glucose), 3)),
        (Measure.HDL, hdl),
        (Measure.LDL, ldl),
        (Measure.TRIGLYCERIDES, triglycerides),
        (Measure.CHOLESTEROL, str(total)),
    ):
        chart.lab(chart.ago(week), measure, value)


def liver(chart: Chart, week: int, alt: str, ast: str) -> None:
    """ALT and AST in U/L."""
    chart.lab(chart.ago(week), Measure.ALT, alt)
    chart.lab(chart.ago(week), Measure.AST, ast)


def _near(chart: Chart, value: str, by: int) -> str:
    """The value of the first telling; in later ones one that is off by so many of its last digit at most."""
    if not chart.telling:
        return value
    last_digit = Decimal("0.1") if "." in value else Decimal(1)
    return str(Decimal(value) + chart.dice.between(-by, by) * last_digit)
