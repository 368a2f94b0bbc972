"""The two faces of every sheet, and how wide their words are."""

import unicodedata
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from medmanager.domain.errors import Refused

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
_FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}


def register_faces(folder: Path) -> None:
    """Makes both faces known to ReportLab, once in a process. The caller holds the building lock."""
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, file in _FILES.items():
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(folder / file), asciiReadable=False))


def face(bold: bool) -> str:
    return BOLD if bold else REGULAR


def width(text: str, size: float, bold: bool = False) -> float:
    """Width in points."""
    return float(pdfmetrics.stringWidth(text, face(bold), size))


def composed(text: str) -> str:
    """Letters with their accents as one sign each, as the font has them."""
    return unicodedata.normalize("NFC", text)


def refuse_unknown_signs(text: str) -> None:
    """Raises Refused when a sign is not in the font: an empty box on paper could hide a dose."""
    font = pdfmetrics.getFont(REGULAR)
    assert isinstance(font, TTFont), "register_faces registers TrueType faces only"
    known = font.face.charToGlyph
    for sign in text:
        if ord(sign) not in known:
            raise Refused(
                f"The sheet has no letter for the sign U+{ord(sign):04X}. "
                "Write that name or sentence in Latin letters."
            )
