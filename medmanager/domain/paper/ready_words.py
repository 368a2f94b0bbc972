"""Purposes and directions that stand in the phrase table, so that paper says them in Spanish too."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from medmanager.domain.paper.text_language import written_in
from medmanager.domain.patient import Language

PURPOSE, DIRECTION = "purpose.", "direction."
_SENTENCE_END = re.compile(r"(?<=[.?!]) ")


@dataclass(frozen=True, slots=True)
class ReadyWords:
    """Phrases to choose from, in English. `known` holds every sentence of the record with a translation."""

    purposes: tuple[str, ...]
    directions: tuple[str, ...]
    known: frozenset[str]

    def translated(self, text: str) -> bool:
        """Whether paper can say this in Spanish, sentence by sentence; nothing is nothing."""
        words = " ".join(text.split())
        return not words or all(sentence.casefold() in self.known for sentence in _SENTENCE_END.split(words))

    def untranslated(self, text: str) -> str:
        """The first sentence that stays English on Spanish paper; "" where all is known or Spanish."""
        words = " ".join(text.split())
        sentences = _SENTENCE_END.split(words) if words else []
        left = (one for one in sentences if one.casefold() not in self.known)
        return next((one for one in left if written_in(one) is not Language.SPANISH), "")


def read_ready_words(folder: Path) -> ReadyWords:
    """From the folder of phrases, whose rows marked `record` translate what is typed into the record."""
    rows = tuple(_rows(folder))
    return ReadyWords(
        tuple(words for key, words in rows if key.startswith(PURPOSE)),
        tuple(words for key, words in rows if key.startswith(DIRECTION)),
        frozenset(words.casefold() for _, words in rows if "{" not in words),
    )


def _rows(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.glob("*.json")):
        for row in json.loads(file.read_text(encoding="utf-8")).get("phrases", ()):
            if row.get("record"):
                yield row["key"], row["en"]
