"""10,000 generated strings in every field for a number: read in one way only, or refused with advice."""

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from medmanager.domain.dosing_words import parse_count, parse_strength, parse_whole
from medmanager.domain.errors import Refused
from medmanager.domain.plan import Form, Strength

HOW_MANY = 10_000
SEED = 20261123
NUMBERS = (
    *("1", "2", "5", "10", "25", "37.5", "0.5", "1.5", "100", "0", "7", "365", "11", "72", "1000", "0.25"),
    *(".5", "5.", "5.0", "05", "00", "1,5", "0,5", "1,000", "1.000", "1'000", "1 000", "1.000,5", "1,000.5"),
    *("1/2", "1 1/2", "11/2", "½", "1½", "3/4", "1/3", "2/4", "1/0", "1 / 2", "½ ½", "1⁄2", "１/２"),
    *("5-10", "1–2", "1 to 2", "5~10", "1 or 2", "1-", "-1", "−1", "+1", "±1", "--1", "<5", ">1", "~2"),
    *("O.5", "0.O", "l", "I", "1O", "S", "one", "two", "II", "half", "a half", "none", "x", "2x", "x2", "2×"),
    *("٣", "۳", "३", "３", "①", "²", "₂", "Ⅱ", "一", "٠٫٥", "٢٥", "2\u06605", "1\ufe0f\u20e3", "𝟐", "𝟏𝟎"),
    *("💊", "1💊", "🙂", "1\x00", "\x001", "1\n", "\t1", "1\u200b", "\u202e12", "\u206612\u2069", "1\u00a0"),
    *("1e3", "1E0", "0x1", "1_0", "inf", "nan", "NaN", "#1", "1%", "1;2", "1:2", "1=1", "$1", "(1)", '"1"'),
)
TAILS = (
    "",
    "",
    "",
    "",
    " ",
    "mg",
    " mg",
    " mg ",
    "mg/mL",
    " mg/5 mL",
    "mcg",
    " µg",
    "ug",
    " IU",
    " tablets",
    "x",
)
TAILS_TOO = (
    " daily",
    " h",
    " days",
    "d",
    "wk",
    "\u200f",
    "\u0301",
    "\u00a0mg",
    " мг",
    " ｍｇ",
    ".",
    ",",
    "+",
    " qd",
)
PIECES = "0123456789.,/ -½¼OoIlm g٣３²eE+\x00\u200b\u00a0💊–’"

COUNT = (r" *[1-9][0-9]? *", r" *(?:0|[1-9][0-9]?)\.[0-9]*[1-9] *", r" *(?:[1-9][0-9]? )?[134]/[24] *")
COUNT_SIGN = r" *(?:[1-9][0-9]? ?)?[½¼¾] *"
AMOUNT = r" *(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?"
UNIT = r" ?(?:mg|mcg|g|mEq|mmol|units?|mg/24h|mcg/h|mg/9h|%)"
VOLUME = r" ?(?:mg|mcg|g|mEq|mmol|units?) ?/ ?(?:[1-9][0-9]{0,2} ?)?mL"
WHOLE = r" *(?:0|[1-9][0-9]{0,5}) *"
SAYS_WHAT_TO_WRITE = re.compile(r"Write|Leave the time empty|Check the (number|count)")

Reader = Callable[[str], object]


def strings() -> Iterator[str]:
    """The same 10,000 each time: known traps with ends, joined traps, and noise of the same signs."""
    dice = random.Random(SEED)
    for _ in range(HOW_MANY):
        kind = dice.random()
        if kind < 0.6:
            yield dice.choice(("", "", " ")) + dice.choice(NUMBERS) + dice.choice((*TAILS, *TAILS_TOO))
        elif kind < 0.8:
            yield dice.choice(NUMBERS) + dice.choice(("", " ", "/", "-", ",", ".")) + dice.choice(NUMBERS)
        else:
            yield "".join(dice.choice(PIECES) for _ in range(dice.randint(0, 9)))


ALL = tuple(strings())
FIELDS: dict[str, tuple[Reader, tuple[str, ...]]] = {
    "tablets at a time of day": (lambda text: parse_count(text), (*COUNT, COUNT_SIGN)),
    "capsules at a time of day": (lambda text: parse_count(text, Form.CAPSULE), COUNT[:1]),
    "mL at a time of day": (
        lambda text: parse_count(text, Form.LIQUID),
        (r" *[1-9][0-9]{0,2} *", r" *(?:0|[1-9][0-9]{0,2})\.[0-9]*[1-9] *", COUNT[2], COUNT_SIGN),
    ),
    "strength": (lambda text: parse_strength(text), (AMOUNT + UNIT + " *",)),
    "strength of a liquid": (lambda text: parse_strength(text, Form.LIQUID), (AMOUNT + VOLUME + " *",)),
    "hours between doses": (lambda text: parse_whole(text, "wait", "Hours between doses", 1, 72), (WHOLE,)),
    "days between injections": (lambda text: parse_whole(text, "every", "The days", 1, 365), (WHOLE,)),
    "days of a supply": (lambda text: parse_whole(text, "days", "The days", 1, 365), (WHOLE,)),
    "refills": (lambda text: parse_whole(text, "refills", "The refills", 0, 11), (WHOLE,)),
}
"""Each field with its reader and every shape that has one reading only."""


def complaints(read: Reader, shapes: tuple[str, ...]) -> list[str]:
    """What is wrong with how a reader takes these strings: one entry for each, shown without hidden signs."""
    allowed = [re.compile(shape, re.ASCII | re.IGNORECASE) for shape in shapes]
    return [f"{text!r}: {wrong}" for text in ALL if (wrong := _complaint(read, allowed, text))]


def _complaint(read: Reader, allowed: list[re.Pattern[str]], text: str) -> str:
    try:
        value = read(text)
    except Refused as refusal:
        told = refusal.sentence
        good = told.endswith(".") and len(told) < 140 and SAYS_WHAT_TO_WRITE.search(told)
        return "" if good else f"the refusal does not say what to write: {told}"
    if not any(shape.fullmatch(text) for shape in allowed):
        return f"something that has two readings was taken as {value}"
    return "" if _number(value) == _plainly(text) else f"{value} is not what is written"


def _number(value: object) -> Decimal:
    return value.amount if isinstance(value, Strength) else Decimal(str(value))


def _plainly(text: str) -> Decimal:
    """The number that stands there, read by another way than the readers': sign by sign."""
    for sign, plain in (("½", "1/2"), ("¼", "1/4"), ("¾", "3/4")):
        text = text.replace(sign, f" {plain}")
    volume = re.search(r"/ ?([0-9]+) ?mL", text, re.IGNORECASE)
    found = re.match(r" *([0-9.]+)?(?: *([134])/([24]))?", re.sub(r"^ *([134]/[24])", r"0 \1", text))
    assert found is not None, "begins with a number"
    part = Decimal(found[2]) / Decimal(found[3]) if found[2] else Decimal(0)
    return (Decimal(found[1] or 0) + part) / (Decimal(volume[1]) if volume else 1)


@pytest.mark.parametrize("field", FIELDS)
def test_that_no_string_is_taken_in_a_field_with_two_readings(field: str) -> None:
    assert complaints(*FIELDS[field]) == []


@pytest.mark.parametrize("field", FIELDS)
def test_that_plain_numbers_are_among_the_strings_so_that_something_is_read(field: str) -> None:
    read, taken = FIELDS[field][0], 0
    for text in ALL:
        try:
            read(text)
        except Refused:
            continue
        taken += 1
    assert 10 < taken < HOW_MANY // 2


def _with_comma(text: str) -> object:
    return parse_count(text.replace(",", "."))


def _any_digits(text: str) -> object:
    return int(text) if text.strip().isdecimal() else parse_whole(text, "days", "The days", 1, 365)


def _first_of_a_range(text: str) -> object:
    return parse_count(re.split("[-–~]", text)[0])


def _cleaned(text: str) -> object:
    return parse_strength("".join(letter for letter in text if letter.isprintable()))


def _point_without_zero(text: str) -> object:
    return parse_count(f"0{text}" if text.startswith(".") else text)


def _rounded(text: str) -> object:
    return int(text.split(".")[0]) if re.fullmatch("[0-9]+[.][0-9]+", text) else 0


def _silent(text: str) -> object:
    try:
        return parse_count(text)
    except Refused:
        raise Refused("That is wrong.") from None


@pytest.mark.parametrize(
    ("field", "sloppy"),
    [
        ("tablets at a time of day", _with_comma),
        ("tablets at a time of day", _first_of_a_range),
        ("tablets at a time of day", _point_without_zero),
        ("tablets at a time of day", _silent),
        ("days of a supply", _any_digits),
        ("strength", _cleaned),
        ("hours between doses", lambda text: int(re.sub("[^0-9]", "", text) or "1")),
        ("refills", _rounded),
    ],
)
def test_that_a_planted_bug_in_a_reader_is_found(field: str, sloppy: Reader) -> None:
    assert complaints(sloppy, FIELDS[field][1])
