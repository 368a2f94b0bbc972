"""Conversion of UCUM units to the unit each measure is kept in. A unit that is not listed is not guessed."""

from decimal import ROUND_HALF_EVEN, Decimal

from medmanager.domain.history import UNIT, Measure
from medmanager.exchange.fhir_values import LeftOut
from medmanager.exchange.measures import BOUNDS, WHOLE

Scale = tuple[Decimal, Decimal]
"""(factor, offset): kept value = factor x written value + offset."""

FINEST = Decimal("0.001")
"""Kept values are rounded to this, half to even: no measure is read more finely."""


def _same(*units: str) -> dict[str, str]:
    return dict.fromkeys(units, "1")


_MASS = {"kg": "1", "g": "0.001", "[lb_av]": "0.45359237", "[oz_av]": "0.028349523125"}
_LENGTH = {"cm": "1", "m": "100", "mm": "0.1", "[in_i]": "2.54", "[in_us]": "2.54", "[ft_i]": "30.48"}
_PRESSURE = {"mm[Hg]": "1", "kPa": "7.50061683"}
_RATE = _same("/min", "{beats}/min", "{Beats}/min", "{beat}/min")
_SCORE = _same("{score}", "(score)", "1", "{points}", "{total}", "{#}")
_CELLS = {
    **_same("10*3/uL", "10*9/L", "10*3.uL-1", "10*3/mm3", "/nL", "{cells}.10*3/uL"),
    **dict.fromkeys(("/uL", "{cells}/uL", "/mm3", "10*6/L"), "0.001"),
    "/L": "0.000000001",
}
_LIPID = {"mg/dL": "1", "mg/L": "0.1", "g/L": "100"}
_CATALYTIC = {**_same("U/L", "[IU]/L", "[iU]/L", "mU/mL"), "ukat/L": "60"}
_ION = _same("mmol/L", "meq/L", "mol/m3")

# Molar masses in g/mol: glucose 180.156, cholesterol 386.65, triglycerides 885.4 (as triolein), creatinine
# 113.12, calcium 40.078, lithium 6.94, valproic acid 144.211, carbamazepine 236.269.
_TABLE: dict[Measure, dict[str, str]] = {
    Measure.WEIGHT: _MASS,
    Measure.HEIGHT: _LENGTH,
    Measure.BMI: {**_same("kg/m2", "kg.m-2"), "g/m2": "0.001"},
    Measure.WAIST: _LENGTH,
    Measure.SYSTOLIC: _PRESSURE,
    Measure.DIASTOLIC: _PRESSURE,
    Measure.PULSE: _RATE,
    Measure.QTC: {"ms": "1", "s": "1000"},
    Measure.PHQ9: _SCORE,
    Measure.GAD7: _SCORE,
    Measure.MMSE: _SCORE,
    Measure.LITHIUM: {**_ION, "umol/L": "0.001", "mg/L": "0.144092", "ug/mL": "0.144092"},
    Measure.VALPROATE: {**_same("ug/mL", "mg/L"), "umol/L": "0.144211", "mmol/L": "144.211"},
    Measure.CARBAMAZEPINE: {**_same("ug/mL", "mg/L"), "umol/L": "0.236269"},
    Measure.ANC: _CELLS,
    Measure.WBC: _CELLS,
    Measure.GLUCOSE: {**_LIPID, "mmol/L": "18.0156"},
    Measure.HBA1C: _same("%", "%{Hb}", "%{HemoglobinA1C}", "%{total}"),
    Measure.CHOLESTEROL: {**_LIPID, "mmol/L": "38.665"},
    Measure.LDL: {**_LIPID, "mmol/L": "38.665"},
    Measure.HDL: {**_LIPID, "mmol/L": "38.665"},
    Measure.TRIGLYCERIDES: {**_LIPID, "mmol/L": "88.54"},
    Measure.TSH: _same("m[IU]/L", "m[iU]/L", "u[IU]/mL", "u[iU]/mL", "mU/L", "uU/mL"),
    Measure.CREATININE: {"mg/dL": "1", "mg/L": "0.1", "umol/L": "0.011312", "mmol/L": "11.312"},
    Measure.EGFR: _same("mL/min/{1.73_m2}", "mL/min/1.73.m2", "mL/min/{1.73m2}", "mL/min/{1.73.m2}"),
    Measure.SODIUM: _ION,
    Measure.POTASSIUM: _ION,
    Measure.CALCIUM: {"mg/dL": "1", "mg/L": "0.1", "mmol/L": "4.0078", "meq/L": "2.0039"},
    Measure.ALT: _CATALYTIC,
    Measure.AST: _CATALYTIC,
    Measure.PROLACTIN: _same("ng/mL", "ug/L"),
    Measure.PLATELETS: _CELLS,
}

SCALES: dict[Measure, dict[str, Scale]] = {
    measure: {unit: (Decimal(factor), Decimal(0)) for unit, factor in units.items()}
    for measure, units in _TABLE.items()
}
# IFCC to NGSP: Hoelzel et al., Clin Chem 2004;50:166-74, the master equation.
SCALES[Measure.HBA1C]["mmol/mol"] = (Decimal("0.09148"), Decimal("2.152"))

# Units as people write them, where the code is missing. Only spellings with one meaning.
_SPELLED: dict[str, str] = {
    "kgs": "kg",
    "lb": "[lb_av]",
    "lbs": "[lb_av]",
    "pounds": "[lb_av]",
    "oz": "[oz_av]",
    "in": "[in_i]",
    "inch": "[in_i]",
    "inches": "[in_i]",
    "ft": "[ft_i]",
    "mmhg": "mm[Hg]",
    "mm hg": "mm[Hg]",
    "bpm": "/min",
    "beats/min": "/min",
    "beats/minute": "/min",
    "kg/m²": "kg/m2",
    "kg/m^2": "kg/m2",
    "msec": "ms",
    "score": "{score}",
    "points": "{score}",
    "(score)": "{score}",
    "mg/dl": "mg/dL",
    "mmol/l": "mmol/L",
    "umol/l": "umol/L",
    "µmol/l": "umol/L",
    "μmol/l": "umol/L",
    "meq/l": "meq/L",
    "mg/l": "mg/L",
    "ug/ml": "ug/mL",
    "mcg/ml": "ug/mL",
    "µg/ml": "ug/mL",
    "ng/ml": "ng/mL",
    "u/l": "U/L",
    "iu/l": "[IU]/L",
    "miu/l": "m[IU]/L",
    "uiu/ml": "u[IU]/mL",
    "µiu/ml": "u[IU]/mL",
    "k/ul": "10*3/uL",
    "k/µl": "10*3/uL",
    "10^3/ul": "10*3/uL",
    "x10e3/ul": "10*3/uL",
    "thousand/ul": "10*3/uL",
    "10^9/l": "10*9/L",
    "cells/ul": "/uL",
    "ml/min/1.73m2": "mL/min/{1.73_m2}",
    "ml/min/1.73 m2": "mL/min/{1.73_m2}",
    "ml/min/1.73m²": "mL/min/{1.73_m2}",
}


def kept_value(measure: Measure, value: Decimal, code: str, spelled: str = "") -> Decimal:
    """`value` in `UNIT[measure]`, rounded to 0.001.

    `code` is the UCUM code, `spelled` the unit as the sender writes it; either may be "". Raises LeftOut,
    without the value, when the unit is missing, unknown for this measure or said in two ways that differ,
    and when no living person could have the result.
    """
    factor, offset = _scale(measure, code, spelled)
    if not value.is_finite() or not -12 < value.adjusted() < 13:
        raise LeftOut("its value is impossible")
    return _possible(measure, _rounded(value * factor + offset))


def _scale(measure: Measure, code: str, spelled: str) -> Scale:
    known = SCALES[measure]
    by_spelling = known.get(_SPELLED.get(spelled.casefold(), spelled))
    if not code and not spelled:
        if measure in WHOLE:
            return known[UNIT[measure]]
        raise LeftOut("its unit is missing")
    by_code = known.get(code) if code else by_spelling
    if by_code is None:
        raise LeftOut("its unit cannot be converted")
    if by_spelling is not None and by_spelling != by_code:
        raise LeftOut("its unit and the code of its unit disagree")
    return by_code


def _rounded(value: Decimal) -> Decimal:
    """To the finest kept, without trailing zeros and without an exponent: equal values look equal."""
    plain = value.quantize(FINEST, ROUND_HALF_EVEN).normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def _possible(measure: Measure, value: Decimal) -> Decimal:
    low, high = BOUNDS[measure]
    if not low <= value <= high:
        raise LeftOut("its value is impossible")
    if measure in WHOLE and value != value.to_integral_value():
        raise LeftOut("its score has a fraction")
    return value
