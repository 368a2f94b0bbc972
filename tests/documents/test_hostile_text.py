"""Hostile words in every text of every sheet: the paper is sound, or is refused in clear words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.paper.sheets import Sheet, SheetAdvice
from medmanager.domain.patient import Language
from medmanager.domain.visit import PatientQuestion
from tests.documents import checks
from tests.documents.chart_builders import elena_trend
from tests.documents.diary_builders import elena_diary
from tests.documents.fail_safe_builders import martin
from tests.documents.leaflet_builders import leaflets
from tests.documents.monitoring_builders import a_lithium_slip
from tests.documents.printed import writer
from tests.documents.sheet_builders import LITHIUM, elena, head
from tests.documents.sheet_checks import drawn, plain
from tests.documents.step_builders import cross, taper
from tests.documents.visit_builders import a_card, a_summary

SHEETS: Mapping[str, Callable[..., Sheet]] = {
    "plan": lambda **told: elena(head=head(**told)),
    "taper": taper,
    "cross-taper": cross,
    "slip": a_lithium_slip,
    "card": a_card,
    "summary": lambda **told: a_summary(head=head(**told)),
    "diary": lambda **told: elena_diary(head=head(**told)),
    "fail-safe": lambda **told: martin(head=head(**told)),
    "leaflet": lambda **told: leaflets("lithium", **told),
    "trend": lambda **told: elena_trend(**told),
}
HOSTILE = {
    "Arabic": "محمد للقلق",
    "Hebrew": "שרה לחרדה",
    "turned": "lithium \N{RIGHT-TO-LEFT OVERRIDE}gm 05",
    "emoji": "well done \N{GRINNING FACE}",
    "nothing": "half\N{NULL} a tablet",
    "many marks": "lo" + "\N{COMBINING ACUTE ACCENT}\N{COMBINING DIAERESIS}" * 9 + "ng",
    "lost": "Mu\N{REPLACEMENT CHARACTER}oz",
    "500 letters": ("for worry and low mood " * 22)[:500].strip(),
    "one word of 500": "abcde" * 100,
    "markup": "<b>2</b> {n} %s \\ \N{BULLET} \N{RIGHTWARDS ARROW}",
}
REFUSALS = (
    "cannot print the sign",
    "cannot be seen",
    "turns the direction",
    "was lost",
    "too many marks",
    "too long for the page",
    "does not fit on the page",
    "easily misread",
    "Print “",
)
"""One of these stands in each refusal: what is wrong, and so what to do."""
NO_INK = re.compile(r"[\x00-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffd]")
WRITTEN_FREELY = frozenset(
    ("patient_name", "name", "brand", "purpose", "directions", "what", "action", "substance", "reaction")
    + ("message", "text", "answer", "reason", "why", "missed_dose", "stopping", "tell_us", "ask_us")
    + ("prescriber", "with_whom", "label", "words", "title", "measure", "medicine", "warning_signs")
)


def _places(value: Any, at: str = "") -> Iterator[str]:
    """Names of the fields that hold free words, each once."""
    if isinstance(value, tuple):
        for one in value:
            yield from _places(one, at)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _places(getattr(value, field.name), field.name)
    elif type(value) is str and at in WRITTEN_FREELY:
        yield at


def _with(value: Any, field: str, words: str, at: str = "") -> Any:
    """The sheet with these words in every field of that name."""
    if isinstance(value, tuple):
        return tuple(_with(one, field, words, at) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        told = {one.name: _with(getattr(value, one.name), field, words, one.name) for one in fields(value)}
        return replace(value, **told)
    return words if type(value) is str and at == field else value


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("kind", SHEETS)
def test_that_hostile_words_in_any_field_leave_sound_paper_or_a_clear_refusal(kind: str, words: str) -> None:
    assert _faults(SHEETS[kind](), words) == []


@pytest.mark.parametrize("words", [HOSTILE["500 letters"], HOSTILE["one word of 500"]], ids=["words", "word"])
@pytest.mark.parametrize("kind", SHEETS)
def test_that_endless_words_leave_sound_paper_in_large_print_too(kind: str, words: str) -> None:
    assert _faults(SHEETS[kind](language=Language.SPANISH, large_print=True), words) == []


def _faults(sheet: Sheet, words: str) -> list[str]:
    """What is wrong where these words stand in one field after the other."""
    found = []
    for field in sorted(set(_places(sheet))):
        try:
            paper = drawn(_with(sheet, field, words))
        except Refused as refusal:
            if words[:12] in refusal.sentence or not any(one in refusal.sentence for one in REFUSALS):
                found.append(f"{field}: {refusal.sentence}")
            continue
        found += [*checks.edge_faults(paper), *checks.overlap_faults(paper)]
        found += [f"{field}: a sign without ink" for _ in NO_INK.findall(paper.text())]
    return found


def test_that_letters_typed_in_two_signs_are_one_and_invisible_signs_go() -> None:
    composed = elena(head=head(patient_name="Jose\N{COMBINING ACUTE ACCENT} Nu\N{ZERO WIDTH SPACE}n\u0303ez"))
    assert "José Nuñez" in plain(drawn(composed))


def test_that_a_purpose_with_a_decomposed_letter_is_still_translated() -> None:
    spaced = replace(LITHIUM, purpose="for\tmood \N{ZERO WIDTH SPACE}swings")
    sheet = elena(head=head(language=Language.SPANISH), daily=(spaced,), advice=SheetAdvice())
    assert "para los cambios de ánimo" in plain(drawn(sheet))


@pytest.mark.parametrize("language", list(Language))
def test_that_a_signed_question_in_letters_that_cannot_be_printed_says_so(language: Language) -> None:
    asked = (PatientQuestion("هل يسبب النعاس?", "Yes \N{GRINNING FACE}."),)
    text = plain(drawn(a_summary(head=head(language=language), questions=asked)))
    said = writer().phrases.voice(language).text("not_printed")
    assert text.count(said) == 2


def test_that_the_sheet_for_a_dark_computer_is_made_whatever_a_name_is_written_in() -> None:
    text = plain(drawn(martin(head=head(patient_name="محمد Okafor"))))
    assert "(letters that cannot be printed) Okafor" in text
