"""How easily Spanish is read: Fernández Huerta (1959), with syllables counted from the spelling."""

import re

_BLANK = re.compile(r"\{[^}]*\}")
_NUMBER = re.compile(r"\d[\d,.\-]*")
_MUTE = re.compile(r"(?<=[qg])u(?=[eéií])|h")
_CONSONANT_Y = re.compile(r"y(?=[aeiouáéíóúü])")
_NUCLEUS = re.compile(r"[iuüy]?[aeoáéó][iuüy]?|[iuüy]?[íú]|[iuüy]+")
"""A strong vowel with the weak ones beside it; a weak vowel with an accent stands apart; weak ones alone."""


def sentences(text: str) -> list[str]:
    """The sentences of a text; a colon ends one too, as in English."""
    plain = _NUMBER.sub("diez", _BLANK.sub("diez", text))
    return [part.strip() for part in re.split(r"[.?!:;]+(?:\s|$)", plain) if re.search(r"[a-zñáéíóú]", part)]


def words(sentence: str) -> list[str]:
    """The words of a sentence."""
    return re.findall(r"[A-Za-zñÑáéíóúüÁÉÍÓÚ]+", sentence)


def syllables(word: str) -> int:
    """The syllables of one Spanish word."""
    plain = _CONSONANT_Y.sub("ll", _MUTE.sub("", word.lower()))
    return max(len(_NUCLEUS.findall(plain)), 1)


def ease(text: str) -> float:
    """206.84 - 60 x syllables a word - 1.02 x words a sentence; 70 to 80 is rather easy, 80 to 90 easy."""
    parts = [words(sentence) for sentence in sentences(text)]
    total = sum(len(part) for part in parts)
    if not total:
        return 100.0
    count = sum(syllables(word) for part in parts for word in part)
    return 206.84 - 60 * count / total - 1.02 * total / len(parts)
