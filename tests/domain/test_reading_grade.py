"""How hard a text is, and the plainer words that are suggested for it."""

from pathlib import Path

import pytest

from medmanager.domain.paper import reading_grade
from medmanager.domain.paper.plainer_words import HARDEST, PlainerWords, look_over, read_plainer_words

TABLE = read_plainer_words(Path(__file__).parents[2] / "resources" / "words" / "plainer_words.json")
EASY = "Take one pill at night. Call us if you feel ill."
HARD = "Discontinuation of pharmacotherapy necessitates gradual titration under psychiatric supervision."
FACIL = "Tome una pastilla en la noche. Llame si se siente mal."
DIFICIL = "La interrupción de la farmacoterapia requiere una titulación gradual bajo supervisión."


def test_that_easy_and_hard_english_are_told_apart() -> None:
    assert reading_grade.grade(EASY) < 3
    assert reading_grade.grade(HARD) > 15
    assert reading_grade.grade("") == 0


def test_that_easy_and_hard_spanish_are_told_apart() -> None:
    assert reading_grade.spanish_ease(FACIL) > 90
    assert reading_grade.spanish_grade(FACIL) <= 6
    assert reading_grade.spanish_ease(DIFICIL) < 40
    assert reading_grade.spanish_grade(DIFICIL) > 12
    assert reading_grade.inflesz(FACIL) > 65 > 55 > reading_grade.inflesz(DIFICIL)
    assert reading_grade.spanish_ease("") == reading_grade.inflesz("") == 100


@pytest.mark.parametrize(
    ("word", "count"),
    [("pill", 1), ("tablet", 2), ("medicine", 3), ("take", 1), ("needed", 2), ("stopped", 1), ("table", 2)],
)
def test_that_english_syllables_are_counted(word: str, count: int) -> None:
    assert reading_grade.syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("noche", 2), ("tableta", 3), ("medicina", 4), ("día", 2), ("farmacia", 3), ("guerra", 2)),
        *(("que", 1), ("poeta", 3), ("suicidio", 3), ("litio", 2), ("hoy", 1), ("pingüino", 3), ("aún", 2)),
    ],
)
def test_that_spanish_syllables_are_counted(word: str, count: int) -> None:
    assert reading_grade.spanish_syllables(word) == count


def test_that_names_of_medicines_make_no_text_harder() -> None:
    text = "Stop lamotrigine and call us. Take lisdexamfetamine at 8."
    names = ("lamoTRIgine", "lisdexamfetamine")
    assert reading_grade.grade(text) > reading_grade.grade(text, names)
    assert reading_grade.grade(text, names) < 4


def test_that_a_name_inside_a_word_stays() -> None:
    assert reading_grade.neutral("lithium and dilithium", ("lithium",)) == "pill and dilithium"


def test_that_sentences_end_at_lines_too() -> None:
    assert reading_grade.sentences("a rash\nfever. Call: 911") == ["a rash", "fever", "Call", "ten"]
    assert reading_grade.longest("One two three. Four.") == 3
    assert reading_grade.mean_length("One two three. Four.") == 2


def test_that_the_writer_is_told_the_grade_and_the_plainer_words_in_order() -> None:
    found = look_over("Discontinue it. Adverse effects are rare but report them to us.", TABLE)
    assert [(one.hard, one.plain) for one in found.plainer] == [
        ("Discontinue", "Stop"),
        ("Adverse effects", "Side effects"),
    ]
    assert not found.is_easy
    assert look_over(EASY, TABLE).is_easy


def test_that_a_few_words_have_no_grade() -> None:
    assert look_over("Bring insurance information", TABLE).grade is None
    assert look_over("", TABLE).is_easy


def test_that_a_grade_is_never_below_zero() -> None:
    assert look_over("Go to bed at ten. Do not get up.", TABLE).grade == 0


def _hardest_word(text: str) -> int:
    return max(reading_grade.syllables(word) for word in reading_grade.words(text))


def test_that_every_suggestion_is_no_harder_than_what_it_replaces() -> None:
    assert len(TABLE) > 100
    for hard, plain in TABLE.pairs.items():
        assert _hardest_word(plain) <= max(2, _hardest_word(hard)), hard
        assert TABLE.found_in(plain) == (), plain


def test_that_an_empty_table_finds_nothing() -> None:
    assert PlainerWords({}).found_in("Discontinue it.") == ()


def test_that_the_limit_is_sixth_grade() -> None:
    assert HARDEST == 6
