"""How hard a text is to read: school grades for English and Spanish. Pure counting, no dictionary.

Sources:
English: Kincaid, Fishburne, Rogers, Chissom 1975, "Derivation of new readability formulas for Navy enlisted
personnel": grade = 0.39 words a sentence + 11.8 syllables a word - 15.59.
Spanish: Fernández Huerta 1959, "Medidas sencillas de lecturabilidad", in the reading of Law 2011 that counts
words a sentence: ease = 206.84 - 60 syllables a word - 1.02 words a sentence; its ease is put into school
grades by the bands printed with it. The Inflesz scale (Barrio-Cantalejo and others 2008, An Sist Sanit Navar
31:135) takes Szigriszt-Pazos 1993: 206.835 - 62.3 syllables a word - words a sentence; 55 and more is the
reading ease of the general public, 65 and more is quite easy.
Syllables are counted by groups of vowels, good enough for short words: a grade of a few words says little.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

NEUTRAL = "pill"
"""Stands for a name that no plainer word can replace."""
EASIEST = 0.0
_FIELD = re.compile(r"\{[^}]*\}")
_NUMBER = re.compile(r"[\d,.\-]*\d")
_SENTENCE_END = re.compile(r"[.?!:;]+(?:\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_KEEPS_ED = ("ted", "ded", "ses", "zes", "ches", "shes")
_SPANISH_NUCLEUS = re.compile(r"[iuü]?[aeoáéó][iuüy]?|[iuüíúy]+")
_SILENT_U = re.compile(r"([qg])u(?=[eiéí])")
_GRADES = ((90.0, 4.0), (80.0, 5.0), (70.0, 6.0), (60.0, 8.0), (50.0, 10.0), (30.0, 13.0))
"""Ease from which a text is of that school grade (Fernández Huerta's table, the upper end of each band)."""
_HARDEST_GRADE = 16.0


@dataclass(frozen=True, slots=True)
class Counted:
    """What a formula needs of a text."""

    words: int
    sentences: int
    syllables: int

    @property
    def words_a_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def syllables_a_word(self) -> float:
        return self.syllables / self.words if self.words else 0.0


def sentences(text: str) -> list[str]:
    """The sentences of a text; a colon or a new line ends one too. Numbers count as one short word."""
    plain = _FIELD.sub("ten", text)
    plain = _NUMBER.sub("ten", plain)
    return [part.strip() for part in _SENTENCE_END.split(plain) if _WORD.search(part)]


def words(sentence: str) -> list[str]:
    """The words of a sentence, in any alphabet."""
    return _WORD.findall(sentence)


def neutral(text: str, names: Iterable[str]) -> str:
    """The text with each of the names replaced by one neutral word: nobody can write a drug's name easier."""
    known = sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True)
    if not known:
        return text
    listed = "|".join(re.escape(name) for name in known)
    return re.sub(rf"(?i)(?<!\w)(?:{listed})(s?)(?!\w)", NEUTRAL, text)


def syllables(word: str) -> int:
    """Syllables of an English word, 1 at least."""
    plain = word.lower()
    count = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee")) and count > 1:
        count -= 1
    if plain.endswith(("ed", "es")) and count > 1 and not plain.endswith(_KEEPS_ED):
        count -= 1
    return max(count, 1)


def spanish_syllables(word: str) -> int:
    """Syllables of a Spanish word, 1 at least: two strong vowels, or a weak one with an accent, part."""
    plain = _SILENT_U.sub(r"\1", unicodedata.normalize("NFC", word.lower()))
    return max(len(_SPANISH_NUCLEUS.findall(plain)), 1)


def grade(text: str, names: Collection[str] = ()) -> float:
    """US school grade of an English text (Flesch-Kincaid), 0 for no words; `names` count as easy."""
    found = _counted(neutral(text, names), syllables)
    if not found.words:
        return EASIEST
    return 0.39 * found.words_a_sentence + 11.8 * found.syllables_a_word - 15.59


def spanish_ease(text: str, names: Collection[str] = ()) -> float:
    """Fernández Huerta: about 0 for the hardest to 100 for the easiest; 100 for no words."""
    found = _counted(neutral(text, names), spanish_syllables)
    if not found.words:
        return 100.0
    return 206.84 - 60.0 * found.syllables_a_word - 1.02 * found.words_a_sentence


def inflesz(text: str, names: Collection[str] = ()) -> float:
    """Szigriszt-Pazos on the Inflesz scale: 55 and more is for everybody, 65 and more is quite easy."""
    found = _counted(neutral(text, names), spanish_syllables)
    if not found.words:
        return 100.0
    return 206.835 - 62.3 * found.syllables_a_word - found.words_a_sentence


def spanish_grade(text: str, names: Collection[str] = ()) -> float:
    """School grade of a Spanish text by the bands of Fernández Huerta."""
    ease = spanish_ease(text, names)
    return next((grade for least, grade in _GRADES if ease >= least), _HARDEST_GRADE)


def mean_length(text: str) -> float:
    """Words a sentence."""
    found = [len(words(sentence)) for sentence in sentences(text)]
    return sum(found) / len(found) if found else 0.0


def longest(text: str) -> int:
    """Words of the longest sentence."""
    return max((len(words(sentence)) for sentence in sentences(text)), default=0)


def _counted(text: str, count: Callable[[str], int]) -> Counted:
    parts = [words(sentence) for sentence in sentences(text)]
    return Counted(
        sum(len(part) for part in parts), len(parts), sum(count(word) for part in parts for word in part)
    )
