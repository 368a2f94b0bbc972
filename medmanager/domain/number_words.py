"""Numbers as people type them: read in one way only, or refused with what to write instead."""

import re
from decimal import Decimal

from medmanager.domain.errors import Refused

LONGEST = 12
"""Most characters of a number; anything longer is not one."""
LARGEST = Decimal(10_000)
"""Largest number before a unit; more is a slip, and a larger unit exists."""

NUMBER = re.compile(r"(0|[1-9][0-9]*)(?:\.([0-9]+))?")
"""Plain digits, perhaps with a point: the only way of writing a number that nobody reads as another."""


def parse_decimal(written: str, field: str, example: str) -> Decimal:
    """A number that nobody could take for another; else Refused beside `field`, with an example."""
    found = NUMBER.fullmatch(written) if len(written) <= LONGEST else None
    if found is None:
        raise Refused(_advice(written, example), field)
    decimals = found[2] or ""
    if decimals.endswith("0") and Decimal(written):
        shown = plain(Decimal(written))
        raise Refused(f"Write {shown}: a zero after the point has been read as ten times as much.", field)
    return Decimal(written)


def parse_amount(text: str, unit: str, field: str, most: Decimal = LARGEST) -> Decimal:
    """A number in a unit that is known before, above 0: "12.5", "12.5 mg". Raises Refused beside `field`."""
    written = text.strip(" ").removesuffix(unit).rstrip(" ")
    if not re.fullmatch(r"[0-9.,]{1,12}", written):
        raise Refused(f"Write one number in {unit}, in digits, for example 12.5.", field)
    amount = parse_decimal(written, field, "12.5")
    if amount == 0 or amount > most:
        raise Refused(f"Write a number of {unit} above 0, at most {most:,}. Check the number.", field)
    return amount


def parse_whole(text: str, field: str, what: str, low: int, high: int) -> int:
    """A whole number typed in plain digits, from `low` to `high`; `what` names it in the sentence."""
    written = text.strip(" ")
    if not re.fullmatch(r"0|[1-9][0-9]{0,5}", written) or not low <= int(written) <= high:
        raise Refused(f"{what} is a whole number from {low} to {high}. Write it in digits.", field)
    return int(written)


def plain(number: Decimal) -> str:
    """The number as it may stand beside a dose: no exponent, no trailing zero, a zero before the point."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def is_range(text: str) -> bool:
    """Whether two amounts seem to be meant: "25-50 mg", "1 to 2"."""
    return (
        re.search(r"[0-9½¼¾] ?(?:mg|mcg|g|mEq|units)? ?[-\u2010-\u2015~] ?[0-9½¼¾.]| to ", text) is not None
    )


def _advice(written: str, example: str) -> str:
    """What to write instead of something that is no number or could be two."""
    if not written or len(written) > LONGEST:
        return f"Write a number, for example {example}."
    if re.fullmatch(r"\.[0-9]+", written):
        return f"Write 0{written}: a point without a zero before it is overlooked."
    if "," in written:
        return "Write it without a comma: 1.5 with a point, or 1000."
    if is_range(written):
        return "Write one number, not a range. Two doses need two dated steps."
    if written[0] in "-\u2212+":
        return "Write a number above 0, without a sign before it."
    if re.fullmatch(r"0[0-9]+(\.[0-9]+)?", written):
        return f"Write {plain(Decimal(written))}, without a zero in front."
    if "/" in written:
        return "Write 1/2, 1/4 or 3/4, after a whole number with a blank between: 1 1/2."
    return f"Write digits 0 to 9, for example {example}. Letters and other signs are not a number."
