"""Counts and strengths as people type them: read in one way only, or refused with what to write instead."""

import re
from decimal import Decimal
from typing import Final

from medmanager.domain.errors import Refused
from medmanager.domain.number_words import LARGEST, LONGEST, NUMBER, parse_decimal, plain
from medmanager.domain.plan.dose import Form, Strength

MOST_AT_ONCE = Decimal(20)
"""Most tablets at one time of day. House limit against slips of the keyboard, not a clinical rule."""
MOST_ML_AT_ONCE = Decimal(100)

NO_COUNT: Final = "A count is more than 0. Leave the time empty when nothing is taken."

_SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_FRACTIONS = {"1/2": Decimal("0.5"), "1/4": Decimal("0.25"), "3/4": Decimal("0.75")}
_PART = re.compile(r"(?:([1-9][0-9]?)( ?))?([½¼¾]|1/2|1/4|3/4)")
_STRENGTH = re.compile(r"([0-9., ]*[0-9]) ?([A-Za-z%][A-Za-z0-9/%]*)")
_PER_ML = re.compile(r"([0-9., ]*[0-9]) ?([A-Za-z]+) ?/ ?([1-9][0-9]{0,2})? ?m[lL]")

_WHOLE_ONLY = frozenset({Form.CAPSULE, Form.ER_CAPSULE, Form.SPRAY, Form.INJECTION, Form.PATCH})
_UNITS = {
    "mg": "mg",
    "mcg": "mcg",
    "g": "g",
    "meq": "mEq",
    "mmol": "mmol",
    "unit": "units",
    "units": "units",
    "mg/24h": "mg/24h",
    "mcg/h": "mcg/h",
    "mg/9h": "mg/9h",
    "%": "%",
}
_MISREAD = {
    "ug": "mcg",
    "mgs": "mg",
    "gm": "g",
    "gms": "g",
    "u": "units",
    "iu": "units",
    "cc": "mL",
    "milligram": "mg",
    "milligrams": "mg",
    "microgram": "mcg",
    "micrograms": "mcg",
}
"""Ways of writing a unit that have been misread: ISMP list of error-prone abbreviations (2024)."""


def parse_count(text: str, form: Form = Form.TABLET, field: str = "count") -> Decimal:
    """How many tablets (capsules, mL ...) at one time of day: above 0, quarters at the finest, mL to 0.01.

    Takes "2", "0.5", "1.5", "1/2", "1 1/2", "½", "1½". Everything that another reader could take for another
    number raises Refused beside `field`: no leading or trailing point or zero, no comma, no range, no other
    digits than 0-9 (ISMP list of error-prone dose designations, 2024).
    """
    written = text.strip(" ")
    part = _PART.fullmatch(written)
    count = _sum(part, field) if part else parse_decimal(written, field, "1/2")
    if count == 0:
        raise Refused(NO_COUNT, field)
    _check_size(count, form, field)
    return count


def parse_strength(text: str, form: Form = Form.TABLET, field: str = "strength") -> Strength:
    """What one tablet holds, as on the bottle: "25 mg", "0.5 mg", "300mcg"; of a liquid what one mL holds.

    A liquid is written "20 mg/mL" or "20 mg/5 mL" and kept per mL. Raises Refused beside `field` for a
    missing or error-prone unit and for a number that could be misread.
    """
    written = text.strip(" ")
    if form is Form.LIQUID:
        return _per_ml(written, field)
    found = _STRENGTH.fullmatch(written)
    if found is None:
        raise Refused(_strength_advice(written), field)
    return _strength(parse_decimal(found[1], field, "25 mg"), _unit(found[2], field), field)


def strength_words(strength: Strength, form: Form = Form.TABLET) -> str:
    """As it is typed into a field, so that `parse_strength` reads it back: "25 mg", "1000 mg", "20 mg/mL"."""
    per = "/mL" if form is Form.LIQUID else ""
    return f"{plain(strength.amount)} {strength.unit}{per}"


def _sum(part: re.Match[str], field: str) -> Decimal:
    whole, blank, fraction = part[1], part[2], part[3]
    if whole and fraction in _FRACTIONS and not blank:
        raise Refused(f"Write {whole} {fraction} with a blank between, or a decimal such as 1.5.", field)
    return Decimal(whole or 0) + (_SIGNS | _FRACTIONS)[fraction]


def _check_size(count: Decimal, form: Form, field: str) -> None:
    most = MOST_ML_AT_ONCE if form is Form.LIQUID else MOST_AT_ONCE
    if count > most:
        raise Refused(f"That is more than {most} at one time. Check the count.", field)
    if form in _WHOLE_ONLY and count != int(count):
        raise Refused(f"A {form} is not divided. Write a whole number such as 1.", field)
    if form is Form.LIQUID and count % Decimal("0.01"):
        raise Refused("This cannot be measured out. Write two decimals at most, such as 2.5.", field)
    if form is not Form.LIQUID and count % Decimal("0.25"):
        raise Refused("This cannot be measured out. Write halves or quarters: 0.5 or 1/4.", field)


def _per_ml(written: str, field: str) -> Strength:
    found = _PER_ML.fullmatch(written)
    if found is None:
        raise Refused("Write how much one mL holds, as on the bottle: 20 mg/mL or 20 mg/5 mL.", field)
    amount, volume = parse_decimal(found[1], field, "20 mg/mL"), Decimal(found[3] or 1)
    if (amount / volume) * volume != amount:
        raise Refused("This does not divide evenly. Write how much one mL holds: 4 mg/mL.", field)
    return _strength(amount / volume, _unit(found[2], field), field)


def _strength(amount: Decimal, unit: str, field: str) -> Strength:
    if amount == 0 or amount > LARGEST:
        raise Refused(f"A strength is more than 0 and at most {LARGEST:,} {unit}. Check the number.", field)
    return Strength(amount, unit)


def _unit(written: str, field: str) -> str:
    known = _UNITS.get(written.lower())
    if known is not None:
        return known
    better = _MISREAD.get(written.lower())
    if better is not None:
        raise Refused(f"Write {better}: this short form of the unit has been misread.", field)
    raise Refused("Write a unit that is on the bottle: mg, mcg, g, mEq or units.", field)


def _strength_advice(written: str) -> str:
    if not written:
        return "Write the strength as on the bottle, for example 25 mg."
    if NUMBER.fullmatch(written) and len(written) <= LONGEST:
        return f"Write the unit too: {written} mg, or mcg, g, units."
    if "\u00b5" in written or "\u03bc" in written:
        return "Write mcg: the Greek letter has been misread as m."
    return "Write one number and its unit as on the bottle, for example 25 mg."
