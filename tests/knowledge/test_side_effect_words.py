"""The side-effect checklist in both languages: easy tips, the words of the paper, codes that drugs use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from medmanager.documents.words.plain_words import objection
from medmanager.domain.knowledge.side_effect_list import read_side_effects
from medmanager.domain.paper import reading_grade
from medmanager.domain.patient import Language
from medmanager.domain.side_effects import SideEffect
from tests.documents.printed import writer
from tests.knowledge import reading_ease
from tests.knowledge.case_tables import base
from tests.knowledge.drug_tables import KNOWLEDGE

EFFECTS = read_side_effects(KNOWLEDGE / "side_effects.json")
HARDEST = 6.0
EASIEST_SPANISH = 70.0
ASKED_OF_EVERYBODY = {
    "suicidal-thoughts": "the illness causes them too: a boxed warning names them, an effect list must not",
    "elated": "a change into mania under any antidepressant or stimulant",
    "period-changes": "goes with breast-changes when prolactin is high",
    "bruising": "follows from the property bleeding, mostly of two drugs together",
}
"""Codes that no drug needs to name, and why the checklist asks them all the same."""


def wrong(look: Callable[[SideEffect], Iterable[object]]) -> Mapping[str, list[object]]:
    """What `look` finds in each effect, for those in which it finds something."""
    found = ((effect.code, list(look(effect))) for effect in EFFECTS)
    return {code: what for code, what in found if what}


def test_that_every_code_is_used_by_a_drug_or_asked_of_everybody() -> None:
    used = {code for drug in base().drugs.values() for code in drug.effects}
    assert {effect.code for effect in EFFECTS} - used - set(ASKED_OF_EVERYBODY) == set()
    assert set(ASKED_OF_EVERYBODY) <= {effect.code for effect in EFFECTS}


def test_that_a_tip_is_one_or_two_easy_sentences() -> None:
    def hard(effect: SideEffect) -> Iterable[object]:
        for text in (effect.tip, effect.tip_es):
            if not 1 <= text.count(".") <= 2 or not text.endswith("."):
                yield text
        if reading_grade.grade(effect.tip) > HARDEST:
            yield f"grade {reading_grade.grade(effect.tip):.1f}"
        if reading_ease.ease(effect.tip_es) < EASIEST_SPANISH:
            yield f"ease {reading_ease.ease(effect.tip_es):.0f}"

    assert wrong(hard) == {}


def test_that_spanish_is_asked_as_spanish() -> None:
    def foreign(effect: SideEffect) -> Iterable[object]:
        question = effect.question_es
        if not (question.startswith("¿") and question.endswith("?") and len(question.split()) <= 16):
            yield question
        if effect.name == effect.name_es:
            yield effect.name_es

    assert wrong(foreign) == {}


def test_that_no_forbidden_form_is_written() -> None:
    def forbidden(effect: SideEffect) -> Iterable[object]:
        texts = (effect.name, effect.question, effect.tip, effect.name_es, effect.question_es, effect.tip_es)
        return [text for text in texts if objection(text)]

    assert wrong(forbidden) == {}


def test_that_the_paper_and_the_checklist_name_an_effect_alike() -> None:
    voice = writer().phrases.voice(Language.SPANISH)

    def otherwise(effect: SideEffect) -> Iterable[object]:
        on_paper = voice.own(effect.name)
        return [] if on_paper.foreign or on_paper.text == effect.name_es else [on_paper.text]

    assert wrong(otherwise) == {}
