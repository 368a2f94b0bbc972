"""Plainer words for hard ones, and what the person who writes is told of her text."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from medmanager.domain.paper import reading_grade
from medmanager.domain.paper.text_language import written_in
from medmanager.domain.patient import Language

HARDEST = 6.0
"""School grade that words for patients should not pass (NIH and AMA advice on patient materials)."""
LONG_SENTENCE = 15
"""Words of a sentence from which it is worth splitting."""
FEWEST_WORDS = 4
"""Of fewer words a grade says nothing."""
_GRADES: Final = {Language.ENGLISH: reading_grade.grade, Language.SPANISH: reading_grade.spanish_grade}


@dataclass(frozen=True, slots=True)
class Plainer:
    """A hard word or phrase as it stands in a text at `start` to `end`, and the plainer one."""

    hard: str
    plain: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard a text is: `grade` None for too few words to say. `foreign` is the language in which it is
    written where that is not the one of the sheet.
    """

    grade: float | None
    longest: int
    plainer: tuple[Plainer, ...]
    foreign: Language | None = None

    @property
    def is_easy(self) -> bool:
        """Whether it is fine as it is."""
        return (self.grade is None or self.grade <= HARDEST) and not self.plainer and self.foreign is None


class PlainerWords:
    """The table, ready to look a text over. Immutable."""

    def __init__(self, pairs: dict[str, str]) -> None:
        self._pairs = {hard.casefold(): plain for hard, plain in pairs.items()}
        listed = "|".join(re.escape(hard) for hard in sorted(self._pairs, key=len, reverse=True))
        self._pattern = re.compile(rf"(?i)(?<!\w)(?:{listed})(?!\w)") if listed else None

    def __len__(self) -> int:
        return len(self._pairs)

    @property
    def pairs(self) -> dict[str, str]:
        """Plainer by hard word, in lower case."""
        return dict(self._pairs)

    def found_in(self, text: str) -> tuple[Plainer, ...]:
        """Hard words of the text in their order, each with the plainer one in the same case."""
        if self._pattern is None:
            return ()
        found = (match for match in self._pattern.finditer(text))
        return tuple(
            Plainer(match[0], _like(match[0], self._pairs[match[0].casefold()]), *match.span())
            for match in found
        )


def look_over(
    text: str, table: PlainerWords, names: Collection[str] = (), sheet: Language = Language.ENGLISH
) -> Reading:
    """What the writer is told of a text for a patient whose sheet is in that language.

    Drug names count as easy words. The grade is that of the language in which the text is written, of the
    sheet's where this cannot be told; the table is English, and suggests nothing for Spanish.
    """
    count = sum(len(reading_grade.words(one)) for one in reading_grade.sentences(text))
    told = written_in(text)
    language = told or sheet
    grade = max(0.0, _GRADES[language](text, names)) if count >= FEWEST_WORDS else None
    plainer = table.found_in(text) if language is Language.ENGLISH else ()
    return Reading(grade, reading_grade.longest(text), plainer, told if told is not sheet else None)


def read_plainer_words(path: Path) -> PlainerWords:
    """The table from its file. A word that stands in it twice is our bug and raises KeyError."""
    rows = json.loads(path.read_text(encoding="utf-8"))["words"]
    pairs: dict[str, str] = {}
    for row in rows:
        if row["hard"] in pairs:
            raise KeyError(f"the word {row['hard']} stands in the table twice")
        pairs[row["hard"]] = row["plain"]
    return PlainerWords(pairs)


def _like(hard: str, plain: str) -> str:
    """With a capital where the hard word has one."""
    return plain[:1].upper() + plain[1:] if hard[:1].isupper() else plain
