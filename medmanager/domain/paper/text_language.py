"""In which language a few words for a patient are written, where that can be told at all."""

from typing import Final

from medmanager.domain.paper import reading_grade
from medmanager.domain.patient import Language

FEWEST: Final = 2
"""So many telling words of one language, and more than of the other, decide; fewer leave it open."""
_ENGLISH: Final = (
    *("the", "and", "you", "your", "if", "with", "of", "to", "for", "is", "are", "be", "it", "at", "when"),
    *("before", "after", "do", "not", "us", "by", "this", "that", "call", "take", "or", "on", "in"),
)
_SPANISH: Final = (
    *("el", "la", "los", "las", "y", "su", "sus", "si", "con", "de", "del", "para", "es", "son", "en", "al"),
    *("cuando", "antes", "después", "por", "este", "esta", "que", "un", "una", "usted", "lo", "se", "nos"),
    *("llame", "tome", "o"),
)
_TELLING: Final = {Language.ENGLISH: frozenset(_ENGLISH), Language.SPANISH: frozenset(_SPANISH)}
"""Small words of one language that are none of the other."""


def written_in(text: str) -> Language | None:
    """The language of a text; None for too few words, or for some of both."""
    words = [word.casefold() for part in reading_grade.sentences(text) for word in reading_grade.words(part)]
    found = {language: sum(word in telling for word in words) for language, telling in _TELLING.items()}
    best = max(found, key=lambda language: found[language])
    others = max(count for language, count in found.items() if language is not best)
    return best if found[best] >= FEWEST and found[best] > 2 * others else None
