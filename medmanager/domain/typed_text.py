"""What people type: trimmed, in one Unicode form, and refused when too long or when it cannot be shown."""

import re
import unicodedata

from medmanager.domain.errors import Refused

LINE = 200
"""Most characters of a name or any other single line."""
PARAGRAPH = 20_000
"""Most characters of a free text."""
COUNTED = 30_000
"""A line on a screen holds no more than some 32,000 characters: of what was longer the count is not known."""

_TURNS_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Bidirectional controls: they make a name read differently from what is stored."""


def typed_line(text: str, field: str, what: str, limit: int = LINE) -> str:
    """One line as it is stored: NFC, runs of blanks made one. `what` names it, as in "The family name".

    Raises Refused beside `field` when it holds control characters or more than `limit` characters.
    """
    line = re.sub(" +", " ", _one_form(text).replace("\t", " ")).strip()
    return _shown(line, field, what, limit, "")


def typed_paragraph(text: str, field: str, what: str, limit: int = PARAGRAPH) -> str:
    """Free text as it is stored: NFC, line ends as "\\n", outer blanks gone; refused like `typed_line`."""
    lines = _one_form(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _shown(lines.strip(), field, what, limit, "\n")


def _one_form(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\u00a0", " "))


def _shown(text: str, field: str, what: str, limit: int, allowed: str) -> str:
    if any(_hidden(letter) for letter in text if letter not in allowed):
        raise Refused(f"{what} holds a character that cannot be shown. Delete it and type it again.", field)
    if len(text) > limit:
        much = str(len(text)) if len(text) <= COUNTED else f"more than {COUNTED:,}"
        raise Refused(f"{what} has {much} characters; up to {limit} fit. Shorten it.", field)
    return text


def _hidden(letter: str) -> bool:
    return letter in _TURNS_AROUND or unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}
