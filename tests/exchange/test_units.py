"""Conversion of units, checked against values worked out by hand or printed in tables."""

from decimal import Decimal

import pytest

from medmanager.domain.history import UNIT, Measure
from medmanager.exchange.fhir_values import LeftOut
from medmanager.exchange.measures import BOUNDS, MEASURE_OF_LOINC
from medmanager.exchange.units import SCALES, kept_value

TABLE = [
    (Measure.WEIGHT, "75000", "g", "75"),
    (Measure.WEIGHT, "165", "[lb_av]", "74.843"),
    (Measure.WEIGHT, "67", "kg", "67"),
    (Measure.HEIGHT, "70", "[in_i]", "177.8"),
    (Measure.HEIGHT, "1.78", "m", "178"),
    (Measure.HEIGHT, "1780", "mm", "178"),
    (Measure.BMI, "24.9", "kg/m2", "24.9"),
    (Measure.WAIST, "35", "[in_i]", "88.9"),
    (Measure.SYSTOLIC, "16", "kPa", "120.01"),
    (Measure.DIASTOLIC, "80", "mm[Hg]", "80"),
    (Measure.PULSE, "72", "{beats}/min", "72"),
    (Measure.QTC, "0.44", "s", "440"),
    (Measure.LITHIUM, "0.85", "meq/L", "0.85"),
    (Measure.LITHIUM, "6.94", "mg/L", "1"),
    (Measure.VALPROATE, "500", "umol/L", "72.106"),
    (Measure.CARBAMAZEPINE, "40", "umol/L", "9.451"),
    (Measure.ANC, "1500", "/uL", "1.5"),
    (Measure.WBC, "6.2", "10*9/L", "6.2"),
    (Measure.GLUCOSE, "5.5", "mmol/L", "99.086"),
    (Measure.HBA1C, "53", "mmol/mol", "7"),
    (Measure.HBA1C, "48", "mmol/mol", "6.543"),
    (Measure.CHOLESTEROL, "5.2", "mmol/L", "201.058"),
    (Measure.TRIGLYCERIDES, "1.7", "mmol/L", "150.518"),
    (Measure.TSH, "2.5", "u[IU]/mL", "2.5"),
    (Measure.CREATININE, "88.4", "umol/L", "1"),
    (Measure.CALCIUM, "2.4", "mmol/L", "9.619"),
    (Measure.ALT, "0.5", "ukat/L", "30"),
    (Measure.PROLACTIN, "12", "ug/L", "12"),
    (Measure.PLATELETS, "250000", "/uL", "250"),
    (Measure.PHQ9, "14", "{score}", "14"),
]


@pytest.mark.parametrize(("measure", "value", "unit", "kept"), TABLE)
def test_that_a_value_is_converted(measure: Measure, value: str, unit: str, kept: str) -> None:
    converted = kept_value(measure, Decimal(value), unit)
    assert converted == Decimal(kept)
    assert str(converted) == kept, "no exponent and no trailing zeros"


@pytest.mark.parametrize("measure", list(Measure))
def test_that_every_measure_has_its_own_unit_bounds_and_code(measure: Measure) -> None:
    low, high = BOUNDS[measure]
    middle = Decimal(int(low + (high - low) / 10))
    assert SCALES[measure][UNIT[measure]] == (Decimal(1), Decimal(0))
    assert kept_value(measure, middle, UNIT[measure]) == middle
    assert measure in MEASURE_OF_LOINC.values()


@pytest.mark.parametrize(
    ("spelled", "kept"), [("lbs", "74.843"), ("LB", "74.843"), ("kg", "165"), ("pounds", "74.843")]
)
def test_that_a_unit_without_code_is_read_as_people_write_it(spelled: str, kept: str) -> None:
    assert kept_value(Measure.WEIGHT, Decimal(165), "", spelled) == Decimal(kept)


@pytest.mark.parametrize(
    ("measure", "value", "code", "spelled", "why"),
    [
        (Measure.WEIGHT, "70", "[stone_av]", "", "cannot be converted"),
        (Measure.WEIGHT, "70", "KG", "", "cannot be converted"),
        (Measure.WEIGHT, "70", "", "", "unit is missing"),
        (Measure.WEIGHT, "70", "kg", "lbs", "disagree"),
        (Measure.EGFR, "60", "mL/min", "", "cannot be converted"),
        (Measure.PROLACTIN, "300", "m[IU]/L", "", "cannot be converted"),
        (Measure.WEIGHT, "75000", "kg", "", "impossible"),
        (Measure.WEIGHT, "-70", "kg", "", "impossible"),
        (Measure.WEIGHT, "0", "kg", "", "impossible"),
        (Measure.HEIGHT, "5.9", "cm", "", "impossible"),
        (Measure.SODIUM, "1E+999999", "mmol/L", "", "impossible"),
        (Measure.SODIUM, "1E-999999", "mmol/L", "", "impossible"),
        (Measure.PHQ9, "28", "{score}", "", "impossible"),
        (Measure.PHQ9, "9.5", "{score}", "", "fraction"),
    ],
)
def test_that_a_doubtful_value_is_left(
    measure: Measure, value: str, code: str, spelled: str, why: str
) -> None:
    with pytest.raises(LeftOut, match=why):
        kept_value(measure, Decimal(value), code, spelled)


def test_that_a_score_needs_no_unit() -> None:
    assert kept_value(Measure.GAD7, Decimal(7), "") == 7


def test_that_a_reason_never_repeats_the_value() -> None:
    with pytest.raises(LeftOut) as caught:
        kept_value(Measure.WEIGHT, Decimal("98765.4321"), "kg", "kg")
    assert "987" not in caught.value.why
