"""All that a typed number, amount or strength may mean to somebody, worked out sign by sign.

Written from the ISMP list of error-prone designations (2024), not from the readers, and sharing nothing with
them. A text with one meaning may be taken as that; one with none or with two has to be refused.
"""

from decimal import Decimal

DIGITS = "0123456789"
PARTS = {"½": "1/2", "¼": "1/4", "¾": "3/4"}
STRENGTH_UNITS = {
    **{
        name.lower(): name
        for name in ("mg", "mcg", "g", "mEq", "mmol", "units", "mg/24h", "mcg/h", "mg/9h", "%")
    },
    "unit": "units",
}


def number(text: str, *, dose: bool = True) -> set[Decimal]:
    """What digits and a point may mean; of a dose a zero at the end may hide the point."""
    if not text or set(text) - set(DIGITS + ".") or text.count(".") > 1 or text == ".":
        return set()
    whole, point, part = text.partition(".")
    meant = {Decimal(text)}
    if not whole or (point and not part):
        meant.add(Decimal((whole + part) or 0))  # the point is overlooked
    if len(whole) > 1 and whole[0] == "0":
        meant.add(Decimal(f"0.{whole[1:]}{part}"))  # a point was lost
    if dose and part.endswith("0"):
        meant.add(Decimal(whole + part))  # the point is overlooked
    return meant


def whole(text: str) -> set[int]:
    """Digits alone, no zero in front."""
    text = text.strip(" ")
    plain = bool(text) and not set(text) - set(DIGITS) and (text == "0" or text[0] != "0")
    return {int(text)} if plain and len(text) < 12 else set()


def amount(text: str, unit: str) -> set[Decimal]:
    """A dose in a unit that is known before, which may be written too."""
    text = text.strip(" ")
    return number(text[: -len(unit)].rstrip(" ") if text.endswith(unit) else text)


def count(text: str) -> set[Decimal]:
    """A number, a fraction, or both with a blank between; 11/2 is eleven halves or one and a half."""
    for sign, part in PARTS.items():
        if text.strip(" ").endswith(sign):
            before = text.strip(" ")[: -len(sign)].rstrip(" ")
            return {one + _part(part) for one in (whole(before) if before else {0})}
    words = text.strip(" ").split(" ")
    if "/" not in words[-1]:
        return number(words[0]) if len(words) == 1 else set()
    upper, lower = words[-1].split("/", 1)
    if len(words) > 2 or not whole(upper) or not whole(lower) or lower == "0":
        return set()
    if len(words) == 1 and len(upper) > 1:
        return {_part(words[0]), int(upper[:-1]) + _part(f"{upper[-1]}/{lower}")}
    return {_part(words[-1]) + one for one in (whole(words[0]) if len(words) == 2 else {0})}


def strength(text: str) -> set[tuple[Decimal, str]]:
    """A number and a unit that nobody has misread."""
    digits = len(text.strip(" ")) - len(text.strip(" ").lstrip(DIGITS + "."))
    unit = STRENGTH_UNITS.get(_unit_of(text.strip(" ")[digits:]))
    return {(one, unit) for one in number(text.strip(" ")[:digits])} if unit else set()


def liquid(text: str) -> set[tuple[Decimal, str]]:
    """The same in so many mL, as what one mL holds."""
    upper, slash, lower = text.strip(" ").rpartition("/")
    volume = lower.lstrip(" ")
    if not slash or volume[-2:] not in {"mL", "ml"}:
        return set()
    measure = whole(volume[:-2].rstrip(" ")) if volume[:-2].strip(" ") else {1}
    return {(one / each, unit) for one, unit in strength(upper.rstrip(" ")) for each in measure if each}


def pressure(text: str) -> set[tuple[Decimal, Decimal]]:
    """Two whole numbers with a slash between."""
    upper, slash, lower = text.strip(" ").partition("/")
    pairs = ((one, other) for one in whole(upper) for other in whole(lower))
    return {(Decimal(one), Decimal(other)) for one, other in pairs} if slash else set()


def money(text: str) -> set[Decimal]:
    """Dollars, or dollars and cents in two digits."""
    written = text.strip(" ").removeprefix("$").lstrip(" ")
    cents = written.partition(".")[2]
    return number(written, dose=False) if len(cents) in {0, 2} else set()


def strengths(text: str) -> set[tuple[Decimal, ...]]:
    """Doses with blanks between; a comma or a semicolon needs its blank, a unit belongs to its number."""
    words = text.replace(" mg", "mg").replace(";", " ").split(" ")
    found: list[Decimal] = []
    for word in words:
        meant = amount(word.removesuffix(","), "mg") if word else {None}
        if len(meant) != 1:
            return set()
        found += [one for one in meant if one is not None]
    return {tuple(found)} if found else set()


def _part(text: str) -> Decimal:
    upper, lower = text.split("/")
    return Decimal(upper) / Decimal(lower)


def _unit_of(text: str) -> str:
    return text.removeprefix(" ").lower() if text.isascii() else ""
