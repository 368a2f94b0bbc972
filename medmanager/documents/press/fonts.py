"""The two faces of every sheet, and how wide their words are."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from medmanager.domain.errors import Refused

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
_FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}


_UNKNOWN = re.compile(r"\0(?: *\0)*")


def register_faces(folder: Path) -> None:
    """Makes both faces known to ReportLab, once in a process. The caller holds the building lock."""
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, file in _FILES.items():
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(folder / file), asciiReadable=False))


def face(bold: bool) -> str:
    return BOLD if bold else REGULAR


def width(text: str, size: float, bold: bool = False) -> float:
    """Width in points: the sum of what the font says of its signs, as the library adds them up."""
    return 0.001 * size * sum(map(_widths(face(bold)).__getitem__, text))


@lru_cache(maxsize=2)
def _widths(name: str) -> "_Widths":
    found = _face(name).face
    widths = _Widths({chr(code): float(wide) for code, wide in found.charWidths.items()})
    widths.other = float(found.defaultWidth)
    return widths


class _Widths(dict[str, float]):
    """Widths by sign in thousandths of the size."""

    other = 0.0
    """Width of a sign that the font does not have."""

    def __missing__(self, sign: str) -> float:
        return self.other


def _face(name: str) -> TTFont:
    font = pdfmetrics.getFont(name)
    assert isinstance(font, TTFont), "register_faces registers TrueType faces only"
    return font


def composed(text: str) -> str:
    """Letters with their accents as one sign each, as the font has them."""
    return unicodedata.normalize("NFC", text)


def refuse_unknown_signs(text: str) -> None:
    """Raises Refused when a sign is not in the font: an empty box on paper could hide a dose."""
    known = _face(REGULAR).face.charToGlyph
    for sign in text:
        if ord(sign) not in known:
            raise Refused(
                f"The sheet cannot print the sign “{sign}” (U+{ord(sign):04X}). "
                "Leave it out, or write that name or sentence in Latin letters."
            )


def with_known_signs(text: str, instead: str) -> str:
    """The text with these words instead of each run of signs that the font does not have.

    For words of the record that nobody can write anew, as those of a signed visit.
    """
    known = _face(REGULAR).face.charToGlyph
    marked = "".join(sign if ord(sign) in known else "\0" for sign in text)
    return _UNKNOWN.sub(instead, marked)
