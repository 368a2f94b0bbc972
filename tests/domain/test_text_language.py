"""In which language words for a patient are written is told where it can be, and else left open."""

import pytest

from medmanager.domain.paper.plainer_words import PlainerWords, look_over
from medmanager.domain.paper.text_language import written_in
from medmanager.domain.patient import Language

TABLE = PlainerWords({"discontinue": "stop"})
SPANISH = "Tome la pastilla con comida. Llame si se siente mal o muy cansada."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Take it with food and call us if you feel ill.", Language.ENGLISH),
        ("Do not drive at night", Language.ENGLISH),
        (SPANISH, Language.SPANISH),
        ("No tome alcohol con la medicina", Language.SPANISH),
        ("sertraline", None),
        ("rash", None),
        ("No alcohol.", None),
        ("Take the pill, tome la pastilla", None),
        ("", None),
    ],
)
def test_that_a_language_is_told_only_by_enough_small_words(text: str, language: Language | None) -> None:
    assert written_in(text) is language


def test_that_no_small_word_is_of_both_languages() -> None:
    english, spanish = "Take it with food and call us if you feel ill.", SPANISH
    assert written_in(f"{english} {spanish}") is None


def test_that_a_spanish_text_has_a_spanish_grade_and_no_english_suggestion() -> None:
    told = look_over(f"{SPANISH} Discontinue.", TABLE, sheet=Language.SPANISH)
    assert told.grade is not None
    assert told.grade <= 6
    assert (told.plainer, told.foreign) == ((), None)


def test_that_a_hard_spanish_text_is_above_the_limit() -> None:
    hard = (
        "Interrumpa inmediatamente la administración de la medicación antidepresiva y comuníquese "
        "urgentemente con el establecimiento especializado"
    )
    told = look_over(hard, TABLE, sheet=Language.SPANISH)
    assert told.grade is not None
    assert told.grade > 6


def test_that_words_in_another_language_than_the_sheet_are_named() -> None:
    english = "Take it with food and discontinue it if you feel ill."
    told = look_over(english, TABLE, sheet=Language.SPANISH)
    assert told.foreign is Language.ENGLISH
    assert [one.plain for one in told.plainer] == ["stop"]
    assert not told.is_easy
    assert look_over(SPANISH, TABLE).foreign is Language.SPANISH
    assert look_over("rash", TABLE, sheet=Language.SPANISH).foreign is None
