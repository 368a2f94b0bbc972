"""Typed counts and strengths: one reading only, and every refusal says what to write."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medmanager.domain.errors import Refused
from medmanager.domain.number_words import parse_whole, plain
from medmanager.domain.plan.dose import Form, Strength
from medmanager.domain.plan.dosing_words import parse_count, parse_strength, strength_words

T = TypeVar("T")

ACCEPTED = [
    ("1", "1"),
    ("2", "2"),
    ("20", "20"),
    ("0.5", "0.5"),
    ("1.5", "1.5"),
    ("1.25", "1.25"),
    ("2.75", "2.75"),
    ("1/2", "0.5"),
    ("1/4", "0.25"),
    ("3/4", "0.75"),
    ("1 1/2", "1.5"),
    ("2 3/4", "2.75"),
    ("½", "0.5"),
    ("¼", "0.25"),
    ("1½", "1.5"),
    ("1 ½", "1.5"),
    (" 2 ", "2"),
]

REFUSED = [
    ("", "for example"),
    ("   ", "for example"),
    (".5", "Write 0.5"),
    ("5.", "for example"),
    ("5.0", "Write 5"),
    ("1.50", "Write 1.5"),
    ("05", "Write 5"),
    ("00.5", "Write 0.5"),
    ("1,5", "without a comma"),
    ("0,5", "without a comma"),
    ("1,000", "without a comma"),
    ("5-10", "not a range"),
    ("1–2", "not a range"),
    ("1 to 2", "not a range"),
    ("½-1", "not a range"),
    ("-1", "without a sign"),
    ("−1", "without a sign"),
    ("+1", "without a sign"),
    ("O.5", "Letters"),
    ("l", "Letters"),
    ("1e3", "Letters"),
    ("1E0", "Letters"),
    ("1_0", "Letters"),
    ("0x1", "Letters"),
    ("inf", "Letters"),
    ("nan", "Letters"),
    ("one", "Letters"),
    ("II", "Letters"),
    ("²", "Letters"),
    ("٣", "Letters"),
    ("３", "Letters"),
    ("１/２", "1 1/2"),
    ("1⁄2", "Letters"),
    ("💊", "Letters"),
    ("1\x00", "Letters"),
    ("\x001", "Letters"),
    ("1\n", "Letters"),
    ("1\u200b", "Letters"),
    ("\u202e12", "Letters"),
    ("1\u00a0½", "Letters"),
    ("11/2", "with a blank"),
    ("31/4", "with a blank"),
    ("2/4", "1/2, 1/4 or 3/4"),
    ("1/3", "1/2, 1/4 or 3/4"),
    ("5/2", "1/2, 1/4 or 3/4"),
    ("1/0", "1/2, 1/4 or 3/4"),
    ("1 / 2", "1/2, 1/4 or 3/4"),
    ("1.1/2", "1/2, 1/4 or 3/4"),
    ("0", "more than 0"),
    ("0.0", "more than 0"),
    ("0.3", "halves or quarters"),
    ("0.125", "halves or quarters"),
    ("21", "more than 20"),
    ("20.25", "more than 20"),
    ("20 1/2", "more than 20"),
    ("999999999999", "more than 20"),
    ("9" * 5000, "for example"),
]


@pytest.mark.parametrize(("typed", "count"), ACCEPTED)
def test_that_a_plain_count_is_read(typed: str, count: str) -> None:
    assert parse_count(typed) == Decimal(count)


@pytest.mark.parametrize(("typed", "says"), REFUSED)
def test_that_a_doubtful_count_is_refused_with_what_to_write(typed: str, says: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_count(typed, field="morning")
    assert says in refusal.value.sentence
    assert refusal.value.field == "morning"
    assert len(refusal.value.sentence) < 140


@pytest.mark.parametrize("form", [Form.CAPSULE, Form.ER_CAPSULE, Form.PATCH, Form.INJECTION, Form.SPRAY])
@pytest.mark.parametrize("typed", ["1/2", "0.5", "1½"])
def test_that_what_cannot_be_divided_is_counted_whole(form: Form, typed: str) -> None:
    with pytest.raises(Refused, match="not divided"):
        parse_count(typed, form)
    assert parse_count("2", form) == 2


def test_that_a_liquid_is_measured_to_hundredths() -> None:
    assert parse_count("2.5", Form.LIQUID) == Decimal("2.5")
    assert parse_count("0.35", Form.LIQUID) == Decimal("0.35")
    assert parse_count("30", Form.LIQUID) == 30
    for doubtful in ("0.125", "101"):
        with pytest.raises(Refused):
            parse_count(doubtful, Form.LIQUID)


@pytest.mark.parametrize(
    ("typed", "strength"),
    [
        ("25 mg", Strength(Decimal(25))),
        ("25mg", Strength(Decimal(25))),
        ("25 MG", Strength(Decimal(25))),
        ("0.5 mg", Strength(Decimal("0.5"))),
        ("37.5 mg", Strength(Decimal("37.5"))),
        ("300 mcg", Strength(Decimal(300), "mcg")),
        ("1000 mg", Strength(Decimal(1000))),
        ("8 mEq", Strength(Decimal(8), "mEq")),
        ("1000 units", Strength(Decimal(1000), "units")),
    ],
)
def test_that_a_strength_is_read_as_on_the_bottle(typed: str, strength: Strength) -> None:
    assert parse_strength(typed) == strength


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "as on the bottle"),
        ("25", "Write the unit too: 25 mg"),
        (".5 mg", "Write 0.5"),
        ("5.0 mg", "Write 5"),
        ("1,5 mg", "without a comma"),
        ("1,000 mg", "without a comma"),
        ("O.5 mg", "as on the bottle"),
        ("25 µg", "Write mcg"),
        ("25 ug", "Write mcg"),
        ("1000 IU", "Write units"),
        ("10 U", "Write units"),
        ("5 cc", "Write mL"),
        ("20 mg/mL", "on the bottle"),
        ("25 tablets", "on the bottle"),
        ("25-50 mg", "as on the bottle"),
        ("25 50 mg", "digits 0 to 9"),
        ("0 mg", "more than 0"),
        ("10001 mg", "more than 0"),
        ("1e3 mg", "as on the bottle"),
        ("٢٥ mg", "as on the bottle"),
        ("25 mg\x00", "as on the bottle"),
        ("25 mg; rm -rf", "as on the bottle"),
        ("9" * 5000 + " mg", "for example"),
    ],
)
def test_that_a_doubtful_strength_is_refused_with_what_to_write(typed: str, says: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_strength(typed)
    assert says in refusal.value.sentence
    assert refusal.value.field == "strength"


@pytest.mark.parametrize(
    ("typed", "per_ml"),
    [("20 mg/mL", "20"), ("20 mg/5 mL", "4"), ("20mg/5mL", "4"), ("2 mg/ml", "2"), ("5 mg/2 mL", "2.5")],
)
def test_that_a_liquid_is_kept_by_what_one_ml_holds(typed: str, per_ml: str) -> None:
    strength = parse_strength(typed, Form.LIQUID)
    assert strength == Strength(Decimal(per_ml))
    assert parse_strength(strength_words(strength, Form.LIQUID), Form.LIQUID) == strength


@pytest.mark.parametrize(
    "typed", ["20 mg", "20", "20 mg/0 mL", "10 mg/3 mL", "20 mg/mL/h", "20 mg per mL", ""]
)
def test_that_a_liquid_without_its_volume_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="mL"):
        parse_strength(typed, Form.LIQUID)


def test_that_a_whole_number_is_read_in_plain_digits_only() -> None:
    assert parse_whole("7", "days", "The number of days", 1, 365) == 7
    for doubtful in ("", "7.0", "07", "-7", "٧", "366", "0", "1e2", "7" * 5000):
        with pytest.raises(Refused, match="from 1 to 365"):
            parse_whole(doubtful, "days", "The number of days", 1, 365)


def test_that_numbers_are_written_without_exponent_or_trailing_zero() -> None:
    assert [plain(Decimal(text)) for text in ("1E+3", "5.0", "0.50", "100", "0")] == [
        "1000",
        "5",
        "0.5",
        "100",
        "0",
    ]
    for strength in (Strength(Decimal("0.5")), Strength(Decimal("1000.0")), Strength(Decimal(8), "mEq")):
        assert parse_strength(strength_words(strength)) == strength


def answer_of(parse: Callable[[str], T], typed: str) -> T | Refused:
    try:
        return parse(typed)
    except Refused as refusal:
        return refusal


# One reading only: what is accepted has one of four shapes, and each shape has one value.
SHAPES = (
    re.compile(r" *([1-9][0-9]?) *", re.ASCII),
    re.compile(r" *((?:0|[1-9][0-9]?)\.[0-9]*[1-9]) *", re.ASCII),
    re.compile(r" *(?:([1-9][0-9]?) )?([134])/([24]) *", re.ASCII),
    re.compile(r" *(?:([1-9][0-9]?) ?)?([½¼¾]) *"),
)
NEAR = st.text(st.sampled_from("0123456789.,/ -½¼¾OolI٣３²eE+\x00\u200b\u00a0💊–"), max_size=8)


def complaint(parse: Callable[[str], Decimal], typed: str) -> str:
    """What is wrong with how a reader takes a typed count; "" when it is read in one way or refused well."""
    count = answer_of(parse, typed)
    if isinstance(count, Refused):
        told = count.sentence.endswith(".") and re.search(r"Write|Check|Leave", count.sentence)
        return "" if told else "the refusal does not say what to write"
    if not any(shape.fullmatch(typed) for shape in SHAPES):
        return "something with two readings was accepted"
    if not 0 < count <= 20 or count % Decimal("0.25"):
        return "a count that cannot be measured out was accepted"
    return "" if parse(plain(count)) == count else "what is shown is not what was read"


@given(st.one_of(NEAR, st.text(max_size=12)))
@example("1\u2044 2")
@example("0.5\n")
def test_that_nothing_is_accepted_ambiguously(typed: str) -> None:
    assert complaint(parse_count, typed) == ""


@pytest.mark.parametrize("typed", ["1,5", ".5", "5.0", "٣", "1e1", "0.3", "21", "one", "1_0"])
def test_that_the_rule_sees_a_sloppy_reader(typed: str) -> None:
    def sloppy(text: str) -> Decimal:
        try:
            return Decimal(text.replace(",", "."))
        except InvalidOperation:
            raise Refused("Bad number.") from None

    assert complaint(sloppy, typed)


@given(st.integers(1, 80))
def test_that_every_quarter_up_to_twenty_is_read_back_as_written(quarters: int) -> None:
    count = Decimal(quarters) / 4
    assert parse_count(plain(count)) == count


@given(
    st.one_of(NEAR, st.text(max_size=12)), st.sampled_from(["mg", "mcg", "g", "units", "ug", "µg", "ml", ""])
)
def test_that_no_strength_is_accepted_ambiguously(number: str, unit: str) -> None:
    typed = f"{number} {unit}"
    strength = answer_of(parse_strength, typed)
    if isinstance(strength, Refused):
        assert "Write" in strength.sentence or "Check" in strength.sentence
        return
    assert re.fullmatch(r" *(0|[1-9][0-9]*)(\.[0-9]*[1-9])? *[A-Za-z/%0-9]+ *", typed, re.ASCII)
    assert parse_strength(f"{plain(strength.amount)} {strength.unit}") == strength
