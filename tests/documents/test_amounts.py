"""Counts and strengths in words, as the error-prone lists want them."""

from decimal import Decimal

import pytest

from medmanager.documents.words.amounts import (
    big_count,
    count_words,
    display_name,
    dose_words,
    strength_words,
)
from medmanager.documents.words.calendar_words import number
from medmanager.domain.errors import Refused
from medmanager.domain.patient import Language
from medmanager.domain.plan.dose import Form, Strength
from tests.documents.printed import writer

ENGLISH = writer().phrases.voice(Language.ENGLISH)
SPANISH = writer().phrases.voice(Language.SPANISH)


@pytest.mark.parametrize(
    ("count", "form", "english", "spanish"),
    [
        ("1", Form.TABLET, "1 tablet", "1 tableta"),
        ("2", Form.ER_TABLET, "2 tablets", "2 tabletas"),
        ("0.5", Form.TABLET, "half a tablet", "media tableta"),
        ("1.5", Form.TABLET, "1 whole tablet and half a tablet", "1 tableta entera y media tableta"),
        ("2.5", Form.TABLET, "2 whole tablets and half a tablet", "2 tabletas enteras y media tableta"),
        ("0.25", Form.TABLET, "a quarter of a tablet", "un cuarto de tableta"),
        ("1.0", Form.CAPSULE, "1 capsule", "1 cápsula"),
        ("5", Form.LIQUID, "5 mL", "5 mL"),
        ("2.50", Form.LIQUID, "2.5 mL", "2.5 mL"),
        ("0.5", Form.PATCH, "half a patch", "medio parche"),
    ],
)
def test_that_counts_are_numerals_and_halves_are_words(
    count: str, form: Form, english: str, spanish: str
) -> None:
    assert count_words(Decimal(count), form, ENGLISH).text == english
    assert count_words(Decimal(count), form, SPANISH).text == spanish


def test_that_a_count_nobody_can_take_is_refused() -> None:
    with pytest.raises(Refused, match="whole and half tablets"):
        count_words(Decimal("0.3"), Form.TABLET, ENGLISH)


def test_that_the_large_part_of_a_half_is_a_word() -> None:
    half = big_count(Decimal("0.5"), Form.TABLET, ENGLISH)
    assert (half.big, half.rest, half.spelled) == ("half", "a tablet", True)
    more = big_count(Decimal("1.5"), Form.TABLET, ENGLISH)
    assert (more.big, more.rest, more.spelled) == ("1", "whole tablet and half a tablet", False)


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.LIQUID])
@pytest.mark.parametrize("quarters", [1, 2, 3, 4, 6, 8, 10, 40])
def test_that_the_large_part_of_a_count_never_says_more_than_is_taken(form: Form, quarters: int) -> None:
    count = Decimal(quarters) / 4
    for voice in (ENGLISH, SPANISH):
        big = big_count(count, form, voice).big
        assert not big.isdigit() or Decimal(big) <= count


@pytest.mark.parametrize(
    ("value", "text"), [("0.5", "0.5"), ("5.0", "5"), ("1000", "1,000"), ("1E+3", "1,000"), ("12.50", "12.5")]
)
def test_that_numbers_have_no_trailing_zero_and_a_comma_from_a_thousand(value: str, text: str) -> None:
    assert number(Decimal(value)) == text


def test_that_units_are_written_without_error_prone_signs() -> None:
    assert dose_words(Decimal("0.50"), "µg").replace("\N{NO-BREAK SPACE}", " ") == "0.5 mcg"
    assert dose_words(Decimal(10), "IU").replace("\N{NO-BREAK SPACE}", " ") == "10 units"
    assert dose_words(Decimal(20), "mg/mL").replace("\N{NO-BREAK SPACE}", " ") == "20 mg per mL"
    liquid = strength_words(Strength(Decimal(8)), Form.LIQUID, ENGLISH).text
    assert liquid.replace("\N{NO-BREAK SPACE}", " ") == "8 mg in 1 mL"


def test_that_extended_release_is_said_once() -> None:
    assert display_name("lithium", Form.ER_TABLET) == "lithium ER"
    assert display_name("bupropion XL", Form.ER_TABLET) == "bupropion XL"
    assert display_name("lithium", Form.TABLET) == "lithium"
