"""The QR code: dials the clinic and says nothing else."""

import re
from functools import lru_cache

import segno

from medmanager.documents.press.pen import Pen, Point
from medmanager.documents.press.structure import Node
from medmanager.domain.errors import Refused

QUIET = 4
"""Modules left white on every side (ISO/IEC 18004)."""


def tel(phone: str) -> str:
    """The number as a `tel:` address, E.164 for ten-digit numbers of the North American plan.

    Raises Refused where the text holds no number that a phone could dial.
    """
    digits = re.sub(r"\D", "", phone)
    if not 7 <= len(digits) <= 15:
        raise Refused(
            "The clinic's phone number needs 7 to 15 digits to be dialed. Correct it in Settings, Practice.",
            "phone",
        )
    if phone.strip().startswith("+") or (len(digits) == 11 and digits.startswith("1")):
        return f"tel:+{digits}"
    return f"tel:+1{digits}" if len(digits) == 10 else f"tel:{digits}"


@lru_cache(maxsize=8)
def modules(address: str) -> tuple[tuple[bool, ...], ...]:
    """Dark modules row by row, level M, without the quiet zone; worked out once for each clinic's number."""
    code = segno.make(address, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def draw_qr(pen: Pen, node: Node, address: str, corner: Point, side: float) -> None:
    """The code with its quiet zone inside a square of that side; dark runs are one box, so no seams print."""
    rows = modules(address)
    module = side / (len(rows) + 2 * QUIET)
    with pen.figure(node):
        for y, row in enumerate(rows):
            for start, length in _runs(row):
                left = corner[0] + (QUIET + start) * module
                pen.box((left, corner[1] + (QUIET + y) * module), (length * module, module * 1.01))


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((x, 1))
    return found
