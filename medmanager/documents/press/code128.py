"""Code 128 bars (ISO/IEC 15417), worked out by ReportLab and drawn with the pen, so that they are tagged."""

from dataclasses import dataclass

from reportlab.graphics.barcode.code128 import Code128

from medmanager.documents.press.pen import Pen, Point
from medmanager.documents.press.structure import Node

MODULE = 0.95
"""Points: a desk printer and a plain reader both manage it."""

HEIGHT = 24.0
QUIET = 10
"""Modules left white at both ends."""


@dataclass(frozen=True, slots=True)
class Bars:
    """The dark bars of a code, each with its first module and its number of modules."""

    dark: tuple[tuple[int, int], ...]
    modules: int

    @property
    def width(self) -> float:
        """Points with the white at both ends."""
        return (self.modules + 2 * QUIET) * MODULE


def bars_of(text: str) -> Bars:
    """The bars of a text of capital letters and digits."""
    code = Code128(text)
    code.validate()  # type: ignore[no-untyped-call]  # the library gives no types
    code.encode()  # type: ignore[no-untyped-call]  # as above
    code.decompose()  # type: ignore[no-untyped-call]  # as above
    dark, place = [], 0
    for sign in code.decomposed:
        wide = ord(sign.lower()) - ord("a") + 1
        if sign.isupper():
            dark.append((place, wide))
        place += wide
    return Bars(tuple(dark), place)


def draw_bars(pen: Pen, node: Node, bars: Bars, corner: Point, height: float = HEIGHT) -> None:
    """The bars inside their white; `node` is the figure whose words say what the code is."""
    left = corner[0] + QUIET * MODULE
    with pen.figure(node):
        for start, wide in bars.dark:
            pen.box((left + start * MODULE, corner[1]), (wide * MODULE, height))
