"""Cleans the words of a sheet before anything is drawn: signs that cannot be seen, and marks that pile up."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from medmanager.domain.errors import Refused

T = TypeVar("T")

_WITHOUT_INK = re.compile("[\N{SOFT HYPHEN}\u200b-\u200f\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}]")
"""Signs that say where a word may end or how letters join: they have no ink, and left out nothing changes."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of writing: what the screen shows is not what stands there."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LOST = re.compile("[\N{REPLACEMENT CHARACTER}\ufff0-\ufff8\ufffe\uffff\ud800-\udfff]")
_MOST_MARKS = 2
"""Marks on one letter that still can be told apart where no composed letter exists."""
_PARTS = {
    "patient_name": "The patient's name",
    "prescriber": "The prescriber's name",
    "purpose": "What a medicine is for",
    "directions": "The directions of a medicine",
    "message": "The message to the patient",
    "name": "A name",
    "brand": "A brand name",
    "substance": "The substance of an allergy",
    "reaction": "The reaction of an allergy",
}
"""Where the words stand, for the person who must write them anew; other fields are "a text of this sheet"."""


def cleaned(sheet: T) -> T:
    """The sheet with composed letters and without signs that have no ink; the same object where all is clean.

    Raises Refused, naming the part but not its words, for control signs, turned writing, letters that were
    lost, and more marks on a letter than can be read.
    """
    found: T = _cleaned(sheet, "")
    return found


def _cleaned(value: Any, part: str) -> Any:
    if type(value) is str:
        return value if value.isascii() and value.isprintable() else _text(value, part)
    if type(value) is tuple:
        parts = tuple(_cleaned(one, part) for one in value)
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if isinstance(value, Mapping):
        return {key: _cleaned(one, part) for key, one in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if (new := _cleaned(old, field.name)) is not old:
            changed[field.name] = new
    return replace(value, **changed) if changed else value


def _text(text: str, part: str) -> str:
    # Line ends, tabs and wide spaces are spaces on paper; they are no reason to refuse.
    text = unicodedata.normalize("NFC", _WITHOUT_INK.sub("", " ".join(text.split())))
    where = _PARTS.get(part, "A text of this sheet")
    if _CONTROL.search(text):
        raise Refused(f"{where} holds a sign that cannot be seen. Write it anew.", part)
    if _TURNS.search(text):
        raise Refused(
            f"{where} holds a sign that turns the direction of writing. Write it anew, from left to right.",
            part,
        )
    if _LOST.search(text):
        raise Refused(f"{where} holds a letter that was lost when it was copied. Write it anew.", part)
    if _most_marks(text) > _MOST_MARKS:
        raise Refused(f"{where} has too many marks on one letter to be read. Write it without them.", part)
    return text


def _most_marks(text: str) -> int:
    most = found = 0
    for sign in text:
        found = found + 1 if unicodedata.combining(sign) else 0
        most = max(most, found)
    return most
