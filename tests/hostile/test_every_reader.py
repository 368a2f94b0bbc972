"""10,000 generated strings in every field for a number, a dose, a day or a time: one meaning, or advice."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial

import pytest

from medmanager.domain.errors import Refused
from tests.hostile.field import Field
from tests.hostile.other_fields import DIARY, INTAKE, JSON, KIT, VISITS
from tests.hostile.plan_fields import LINES, PROPOSALS
from tests.hostile.strings import strings

HOW_MANY, AT_LEAST = 10_000, 600
FIELDS = {**LINES, **PROPOSALS, **VISITS, **DIARY, **INTAKE, **KIT, **JSON}
ADVICE = re.compile(
    r"\b(Write|Type|Check|Give|Leave the|Add|is expected)\b|is a whole number from|nobody can|[0-9] to [0-9]"
)
LONGEST = 150
FEWEST = 2
Read = Callable[[str], object]


@cache
def typed(count: int) -> tuple[str, ...]:
    return strings(count)


@pytest.fixture(scope="module")
def texts(rig_scale: float) -> tuple[str, ...]:
    """Twelve of each family, in a full run all."""
    return typed(max(AT_LEAST, int(HOW_MANY * rig_scale)))


def complaints(field: Field, texts: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with how a field takes these strings: one entry for each."""
    return (f"{text[:60]!r}: {wrong}" for text in texts if (wrong := _complaint(field, text)))


def _complaint(field: Field, text: str) -> str:
    meant = set(field.mean(text.strip()))
    try:
        value = field.read(text)
    except Refused as refusal:
        told = refusal.sentence
        good = told.endswith(".") and len(told) <= LONGEST and ADVICE.search(told)
        return "" if good else f"the refusal does not say what to write: {told}"
    if value is None:
        return "what was written is dropped" if text.strip() else ""
    if len(meant) != 1:
        return f"taken as {value}, but it means {meant or 'nothing'}"
    return "" if value in meant else f"{value} is not what is written: {meant}"


@pytest.mark.rig
@pytest.mark.parametrize("name", FIELDS)
def test_that_nothing_with_two_meanings_is_taken_and_each_refusal_says_what_to_write(
    name: str, texts: tuple[str, ...]
) -> None:
    assert list(complaints(FIELDS[name], texts)) == []


@pytest.mark.parametrize("name", [name for name in FIELDS if name not in JSON])
def test_that_plain_ones_are_among_the_strings_so_that_something_is_read(name: str) -> None:
    assert sum(_is_taken(FIELDS[name], text) for text in typed(AT_LEAST)) >= FEWEST


def test_that_each_family_is_among_the_strings() -> None:
    assert set(typed(AT_LEAST)) < set(typed(HOW_MANY))
    assert len(set(typed(HOW_MANY))) == HOW_MANY
    for trap in (
        "0.5",
        ".5",
        "½",
        "٣",
        "\u202e",
        "\x00",
        "💊",
        "µg",
        "q.d.",
        "media",
        "e3",
        "\n",
        "\u200b",
        "-W48-",
    ):
        assert any(trap in text for text in typed(HOW_MANY))


def _is_taken(field: Field, text: str) -> bool:
    try:
        return field.read(text) is not None
    except Refused:
        return False


def _silent(read: Read, text: str) -> object:
    try:
        return read(text)
    except Refused:
        raise Refused("That is wrong.") from None


def _unicode_digits(read: Read, text: str) -> object:
    return int(text) if text.strip().isdecimal() and len(text) < LONGEST else read(text)


def _cleaned(read: Read, text: str) -> object:
    return read("".join(sign for sign in text if sign.isprintable()))


def _dotted(read: Read, text: str) -> object:
    return read(re.sub(r"^([0-9]{1,2})[.]([0-9]{1,2})$", r"\1/\2", text))


def _first_word(read: Read, text: str) -> object:
    return read(re.sub("^before ", "", text))


@pytest.mark.parametrize(
    ("name", "sloppy"),
    [
        ("tablets in the morning", lambda read, text: read(text.replace(",", "."))),
        ("tablets in the morning", lambda read, text: read(re.split("[-–~]", text)[0])),
        ("tablets in the morning", lambda read, text: read(f"0{text}" if text.startswith(".") else text)),
        ("mL", lambda read, text: read(text.removesuffix("0") if ".5" in text else text)),
        ("strength", lambda read, text: read(text.replace("µg", "mcg"))),
        ("strength", _cleaned),
        ("dose at the end", lambda read, text: read(text.replace(",", ""))),
        ("tablets at hand", lambda read, text: read(text.replace(",", " "))),
        ("percent of a step", lambda read, text: read(text.removesuffix("mg"))),
        ("days of a supply", _unicode_digits),
        ("refills", lambda read, text: read(text.split(".")[0])),
        ("as needed, hours between", lambda read, text: read(re.sub("[^0-9]", "", text))),
        ("as needed, most in a day", _silent),
        ("first day of a step", _dotted),
        ("first day of a step", _first_word),
        ("last day of a step", lambda read, text: read(text.removeprefix("+"))),
        ("weight", lambda read, text: read(text.replace("kg", ""))),
        ("mood", lambda read, text: read(text.lstrip("0") or text)),
        ("cost of a month", lambda read, text: read(text.removesuffix("/mo"))),
        ("time of a week", lambda read, text: read(text.replace(".", ":"))),
        ("check, dose", lambda read, text: text.isdecimal() or read(text)),
    ],
)
def test_that_a_planted_bug_in_a_reader_is_found(name: str, sloppy: Callable[[Read, str], object]) -> None:
    field = FIELDS[name]
    assert any(complaints(replace(field, read=partial(sloppy, field.read)), typed(HOW_MANY)))
