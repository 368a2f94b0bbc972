"""The closed phrase table: complete, flagged, of easy words, and never guessing."""

import json
import re
from datetime import date, time
from string import Formatter

import pytest

from medmanager.documents.words.phrases import CALENDAR, Phrase
from medmanager.documents.words.plain_words import objection
from medmanager.domain.paper.reading_grade import grade, sentences, words
from medmanager.domain.patient import Language
from tests.documents.printed import CASES, RESOURCES, writer

TABLE = writer().phrases
SPANISH = TABLE.voice(Language.SPANISH)
ENGLISH = TABLE.voice(Language.ENGLISH)
MOST_WORDS = 20
MEAN_WORDS = 12
HARDEST = 6.0
NAMES = ("lithium", "lamotrigine", "lurasidone", "quetiapine", "propranolol", "penicillin", "ibuprofen")
NO_SIMPLER_WORD = (
    "dissolving tablet",
    "medicine",
    "tablet",
    "capsule",
    "injection",
    "interpreter",
    "suicide",
)
"""Words a sheet cannot do without: they are counted like names of drugs, as one neutral word."""
CHECKLIST = "effect."
"""Names of the side-effect checklist: they must stand word for word, so they are not ours to reword."""


def _plain(text: str) -> str:
    for name in (*NAMES, *NO_SIMPLER_WORD):
        text = re.sub(rf"(?i)\b{name}(s?)\b", "pill", text)
    return text


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("phrase", TABLE.phrases, ids=lambda phrase: phrase.key)
def test_that_every_phrase_has_all_languages_with_the_same_blanks(phrase: Phrase) -> None:
    assert set(phrase.words) == set(Language)
    assert all(words.strip() for words in phrase.words.values())
    assert len({frozenset(_fields(words)) for words in phrase.words.values()}) == 1


def test_that_every_spanish_phrase_is_flagged_for_a_certified_translator() -> None:
    files = sorted(file for file in (RESOURCES / "phrases").glob("*.json") if file.name != CALENDAR)
    rows = [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))["phrases"]]
    assert {row["es_review"] for row in rows} == {"needs review by a certified translator"}
    assert not any(phrase.reviewed for phrase in TABLE.phrases)


def test_that_spanish_sheets_ask_for_a_text_to_988_in_the_same_whole_words() -> None:
    spoken = {phrase.words[Language.SPANISH] for phrase in TABLE.phrases}
    said = {words for words in spoken if re.search(r"\btexto\b", words)}
    assert said
    assert all("llame o mande un texto al 988" in one or "(voz o texto)" in one for one in said), said


def test_that_keys_are_unique_and_every_key_the_code_names_exists() -> None:
    keys = [phrase.key for phrase in TABLE.phrases]
    assert len(keys) == len(set(keys))
    code = "".join(path.read_text() for path in (RESOURCES.parent / "medmanager" / "documents").rglob("*.py"))
    named = set(re.findall(r"\.(?:say|text|english)\(\s*\"([a-z_.]+)\"", code))
    assert len(named) > 60
    assert named <= set(keys)


@pytest.mark.parametrize("phrase", TABLE.phrases, ids=lambda phrase: phrase.key)
def test_that_no_phrase_is_above_grade_six_or_long_or_error_prone(phrase: Phrase) -> None:
    english = phrase.words[Language.ENGLISH]
    filled = re.sub(r"\{[^}]*\}", "pill", english)
    assert all(len(words(sentence)) <= MOST_WORDS for sentence in sentences(english))
    assert objection(filled) == ""
    if len(words(english)) >= 5 and not phrase.key.startswith(CHECKLIST):
        assert grade(_plain(filled)) <= HARDEST


@pytest.mark.parametrize("name", ["en-Letter-plain", "en-Letter-large", "medicines-8"])
def test_that_a_whole_plan_reads_at_grade_six_in_short_sentences(name: str) -> None:
    paper = CASES[name].paper
    text = ". ".join(_plain(text) for _, text in paper.sections if text)
    found = [words(sentence) for sentence in sentences(text)]
    assert grade(text) <= HARDEST
    assert sum(len(one) for one in found) / len(found) <= MEAN_WORDS


def test_that_the_reading_grade_tells_easy_from_hard_words() -> None:
    hard = "Discontinuation of pharmacotherapy necessitates gradual titration under psychiatric supervision."
    assert grade("Take one pill at night. Call us if you feel ill.") < 3
    assert grade(hard) > 15


def test_that_sentences_of_the_record_are_translated_word_for_word_or_marked() -> None:
    assert SPANISH.own("for low mood").text == "para el ánimo bajo"
    assert SPANISH.own("Missed lithium for 3 days? Call us first.").text.startswith("¿Dejó lithium 3")
    assert SPANISH.own("Take with food. No alcohol.").text == "Tómela con comida. No tome alcohol."
    left = SPANISH.own("for her garden")
    assert left.text == "for her garden (en inglés)"
    assert left.foreign
    assert ENGLISH.own("for her garden").text == "for her garden"


def test_that_words_typed_in_the_language_of_the_sheet_are_not_called_english() -> None:
    typed = SPANISH.own("Llame a su hermana si se siente mal.")
    assert (typed.text, typed.english, typed.foreign) == ("Llame a su hermana si se siente mal.", "", False)
    assert "(en inglés)" in SPANISH.own("Call your sister if you feel ill.").text


def test_that_a_sentence_half_known_is_not_half_translated() -> None:
    assert SPANISH.own("Take with food. Sing while you do.").foreign


def test_that_dates_and_times_are_said_in_each_language() -> None:
    monday, late = date(2026, 12, 7), time(13, 5)
    said = ENGLISH.text("visit.when", d=monday, t=late)
    assert said == "Monday, December\N{NO-BREAK SPACE}7, 2026, 1:05 in the afternoon"
    assert SPANISH.text("visit.when", d=monday, t=late) == "Lunes 7 de diciembre de 2026, 1:05 de la tarde"
    assert ENGLISH.text("visit.when", d=monday, t=time(12)).endswith("12:00 at noon")
    assert SPANISH.text("visit.when", d=monday, t=time(0, 30)).endswith("12:30 de la noche")
    assert SPANISH.day(monday, "full") == "Lunes 7 de diciembre de 2026"


def test_that_a_companion_stands_only_beside_another_language() -> None:
    assert SPANISH.say("visit.title").english == "Next visit"
    assert ENGLISH.say("visit.title").english == ""
