"""Typed vital signs: read strictly, kept in the units of the record, shown back as typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medmanager.domain.errors import Refused
from medmanager.domain.history import Measure
from medmanager.domain.visit import Vital
from medmanager.domain.vital_words import PULSE, QTC, WAIST, WEIGHT, read_pressure


def test_that_pounds_and_inches_are_kept_as_kilograms_and_centimeters() -> None:
    assert WEIGHT.read("156.5") == Vital(Measure.WEIGHT, Decimal("70.987"))
    assert WAIST.read("34.5 in") == Vital(Measure.WAIST, Decimal("87.63"))
    assert PULSE.read(" 84 /min ") == Vital(Measure.PULSE, Decimal(84))


@given(st.integers(50, 8000))
def test_that_a_weight_is_shown_back_as_it_was_typed(tenths: int) -> None:
    typed = f"{Decimal(tenths) / 10:f}"
    assert WEIGHT.shown(WEIGHT.read(typed.removesuffix(".0")).value) == typed.removesuffix(".0")


def test_that_blood_pressure_is_two_numbers() -> None:
    assert [vital.value for vital in read_pressure("118 / 76")] == [118, 76]
    for doubtful in ("118", "118/", "118-76", "118/76/60", "76/118", "90/90", "٢/٣", "1180/76", ""):
        with pytest.raises(Refused) as refusal:
            read_pressure(doubtful)
        assert "118/76" in refusal.value.sentence


@pytest.mark.parametrize(
    "typed", ["", "156,5", "156.55", "O56", "-156", "1e2", "１５６", "156 kg", "0", "1565", "3"]
)
def test_that_a_doubtful_or_impossible_weight_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        WEIGHT.read(typed)
    assert refusal.value.field == Measure.WEIGHT
    assert "lb" in refusal.value.sentence


def test_that_impossible_values_are_taken_for_slips() -> None:
    with pytest.raises(Refused, match="from 250 to 750 ms"):
        QTC.read("42")
    with pytest.raises(Refused, match="from 20 to 250 /min"):
        PULSE.read("840")
    with pytest.raises(Refused, match="whole number"):
        PULSE.read("84.5")
