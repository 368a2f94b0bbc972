"""The closed phrase table: every sentence of a sheet in the patient's language, with English beside it."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from string import Formatter
from typing import Any

from medmanager.documents.words.calendar_words import NO_BREAK, CalendarWords, clock, part_of_day
from medmanager.domain.paper.text_language import written_in
from medmanager.domain.patient import Language

ENGLISH = Language.ENGLISH
CALENDAR = "calendar.json"
_SENTENCE_END = re.compile(r"(?<=[.?!]) ")
_CALLED = re.compile(r" (?=(?:911|988)\b)")
"""Before a number to call: it stays on the line of its "call", lest it stand alone as a count."""
_BEGINS_WITH_DATE = re.compile(r"\{\w+:")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of the table. `record` rows also translate the same sentence typed into the record."""

    key: str
    words: Mapping[Language, str]
    reviewed: bool
    record: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in the sheet's language; `english` is its companion line, "" where the sheet is English."""

    text: str
    english: str = ""
    foreign: bool = False
    """True when the text is English on a sheet of another language, because nobody has translated it."""


class PhraseTable:
    """All phrases of all languages, read once. Holds no patient data and never changes."""

    def __init__(self, phrases: tuple[Phrase, ...], calendars: Mapping[Language, CalendarWords]) -> None:
        self.phrases = phrases
        self._by_key = {phrase.key: phrase for phrase in phrases}
        self._calendars = calendars
        self._exact = {phrase.words[ENGLISH].casefold(): phrase for phrase in phrases if phrase.record}
        self._patterns = tuple(
            (_pattern(phrase.words[ENGLISH]), phrase)
            for phrase in phrases
            if phrase.record and "{" in phrase.words[ENGLISH]
        )

    def voice(self, language: Language) -> "Voice":
        return Voice(self, language)

    def format(self, key: str, language: Language, values: Mapping[str, object]) -> str:
        """The phrase in that language with its values filled in; a missing key or value is our bug."""
        template = _CALLED.sub(NO_BREAK, self._by_key[key].words[language])
        if "{" not in template and "}" not in template:
            return template
        words = _Filler(self, language).vformat(template, (), values)
        return _capital(words) if _BEGINS_WITH_DATE.match(template) else words

    def has(self, key: str) -> bool:
        return key in self._by_key

    def calendar(self, language: Language) -> CalendarWords:
        return self._calendars[language]

    def translated(self, english: str, language: Language) -> str | None:
        """A sentence of the record in that language, None when the table does not have it."""
        phrase = self._exact.get(english.casefold())
        if phrase is not None:
            return phrase.words[language]
        for pattern, templated in self._patterns:
            if found := pattern.fullmatch(english):
                return templated.words[language].format(**found.groupdict())
        return self._by_sentences(english, language)

    def _by_sentences(self, english: str, language: Language) -> str | None:
        sentences = _SENTENCE_END.split(english)
        if len(sentences) < 2:
            return None
        translated = [self.translated(sentence, language) for sentence in sentences]
        return None if None in translated else " ".join(words for words in translated if words)


class Voice:
    """One language of the table, as a layout speaks it. Immutable."""

    def __init__(self, table: PhraseTable, language: Language) -> None:
        self._table = table
        self.language = language

    @property
    def bilingual(self) -> bool:
        return self.language is not ENGLISH

    @property
    def companion(self) -> "Voice":
        """The voice of the English line below."""
        return Voice(self._table, ENGLISH)

    def say(self, key: str, /, **values: object) -> Said:
        """A phrase of the table. Dates in `values` are written in each language's own words."""
        text = self._table.format(key, self.language, values)
        return Said(text, self._table.format(key, ENGLISH, values) if self.bilingual else "")

    def text(self, key: str, /, **values: object) -> str:
        return self._table.format(key, self.language, values)

    def knows(self, key: str) -> bool:
        """Whether the table has this phrase: for keys made from a code that newer files may bring."""
        return self._table.has(key)

    def english(self, key: str, /, **values: object) -> str:
        """The English companion of a phrase, "" where the sheet itself is English."""
        return self._table.format(key, ENGLISH, values) if self.bilingual else ""

    def own(self, words: str) -> Said:
        """A sentence of the record: translated if the table has it, else left English and marked so.

        What was written in the language of the sheet stands as it is, and has no English companion.
        """
        words = " ".join(words.split())
        if not self.bilingual or not words or written_in(words) is self.language:
            return Said(words)
        translated = self._table.translated(words, self.language)
        if translated is None:
            return Said(f"{words} {self.text('untranslated')}", words, foreign=True)
        return Said(translated, words)

    def day(self, day: date, style: str) -> str:
        """A date at the beginning of a line, with a capital."""
        return _capital(self._table.calendar(self.language).say(day, style))

    def said_day(self, day: date, style: str) -> Said:
        """A date for a phrase that would write it in another style."""
        english = self._table.calendar(ENGLISH).say(day, style) if self.bilingual else ""
        return Said(self._table.calendar(self.language).say(day, style), english)


class _Filler(Formatter):
    """Fills a phrase: dates by the calendar of the language, times by the time phrases, the rest as it is."""

    def __init__(self, table: PhraseTable, language: Language) -> None:
        self._table = table
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, time):
            return self._table.format(f"time.{part_of_day(value)}", self._language, {"clock": clock(value)})
        if isinstance(value, date):
            return self._table.calendar(self._language).say(value, format_spec)
        if isinstance(value, Said):
            return value.english if self._language is ENGLISH and value.english else value.text
        return str(value)


def read_phrases(folder: Path) -> PhraseTable:
    """The table from its folder: the calendar words, and the phrases of each kind of sheet in a file.

    A row without words for a language, or a key that stands in two files, is our bug and raises KeyError.
    """
    calendar = json.loads((folder / CALENDAR).read_text(encoding="utf-8"))["calendar"]
    phrases = tuple(_phrases_in(folder))
    twice = [key for key, times in Counter(phrase.key for phrase in phrases).items() if times > 1]
    if twice:
        raise KeyError(f"two phrases are called {', '.join(twice)}")
    calendars = {
        language: CalendarWords(
            tuple(words["weekdays"]),
            tuple(words["short_weekdays"]),
            tuple(words["months"]),
            tuple(words["short_months"]),
            words["styles"],
        )
        for language in Language
        if (words := calendar[language.value])
    }
    return PhraseTable(phrases, calendars)


def _phrases_in(folder: Path) -> Iterator[Phrase]:
    for file in sorted(folder.glob("*.json")):
        if file.name == CALENDAR:
            continue
        for row in json.loads(file.read_text(encoding="utf-8"))["phrases"]:
            yield Phrase(
                row["key"],
                {language: row[language.value] for language in Language},
                not any(f"{language.value}_review" in row for language in Language),
                row.get("record", False),
            )


def _pattern(template: str) -> re.Pattern[str]:
    literal = re.escape(template)
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", literal), re.IGNORECASE)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
