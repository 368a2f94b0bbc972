"""Words that are offered for a line: paper can say each of them in Spanish, and no other is called so."""

import pytest

from medmanager.documents.words.phrases import read_phrases
from medmanager.domain.paper.ready_words import ReadyWords, read_ready_words
from medmanager.domain.patient import Language
from tests.shelf import KNOWLEDGE

FOLDER = KNOWLEDGE.parent / "phrases"
WORDS, TABLE = read_ready_words(FOLDER), read_phrases(FOLDER)


@pytest.mark.parametrize("words", [*WORDS.purposes, *WORDS.directions])
def test_that_what_is_offered_is_said_in_spanish(words: str) -> None:
    assert TABLE.translated(words, Language.SPANISH)
    assert WORDS.translated(words)


@pytest.mark.parametrize(
    "words",
    [
        "Hide it from the dog.",
        "Take with food. Hide it from the dog.",
        "Take with food. No alcohol.",
        "for fun",
    ],
)
def test_that_editor_and_paper_agree_on_what_is_translated(words: str) -> None:
    assert WORDS.translated(words) == (TABLE.translated(words, Language.SPANISH) is not None)


def test_that_what_is_typed_in_spanish_does_not_stay_english() -> None:
    ready = ReadyWords((), (), frozenset({"take with food."}))
    assert ready.untranslated("Take with food. Llame a su hermana si se siente mal.") == ""
    assert ready.untranslated("Take with food. Call your sister if you feel ill.").startswith("Call your")
