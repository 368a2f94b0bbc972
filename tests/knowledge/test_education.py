"""What patients read: a leaflet for every psychotropic, in easy words, the same in both languages."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from medmanager.documents.words.plain_words import objection
from medmanager.domain.knowledge.base import read_base
from medmanager.domain.knowledge.education import SECTIONS, Leaflet
from medmanager.domain.paper import reading_grade
from tests.knowledge import reading_ease
from tests.knowledge.case_tables import base
from tests.knowledge.drug_tables import KNOWLEDGE
from tests.knowledge.education_tables import (
    BOXES,
    EFFECTS,
    Part,
    fact,
    leaflets,
    parts,
    psychotropics,
    says,
    told,
)

HARDEST = 6.0
MEAN_WORDS = 12
MOST_WORDS = 20
EASIEST_SPANISH = 70.0
MOST_SENTENCES = 10
BLAME = r"complian|adheren|refus|fail(?:ed|ing) to|your fault|incumpl|su culpa|rehús"
LATIN = r"\b(?:e\.g|i\.e|etc|vs|via|per diem|ad lib|prn|bid|tid|qid)\b"
ENGLISH = r"(?i)\b(?:the|and|you|your|with|when|take|call|do not|doctor's|if|or)\b"
TU = r"(?i)\b(?:tú|tu|tus|contigo|toma tu|llámanos|tienes|puedes)\b"
NAMED = {
    "lithium": "lithium",
    "divalproex": "valproate",
    "doxepin low dose": "doxepin-low-dose",
    "doxepin": "tca",
    "olanzapine pamoate": "olanzapine-injection",
    "olanzapine-samidorphan": "olanzapine-samidorphan",
    "olanzapine": "olanzapine",
    "haloperidol decanoate": "antipsychotic-injection",
    "haloperidol": "first-generation-antipsychotic",
    "naltrexone extended-release injection": "naltrexone-injection",
    "buprenorphine-naloxone": "buprenorphine",
    "naloxone": "opioid-rescue",
    "dextromethorphan-bupropion": "dextromethorphan-bupropion",
    "selegiline transdermal": "selegiline-patch",
    "temazepam": "benzodiazepines-for-sleep",
    "lorazepam": "benzodiazepine",
    "sertraline": "ssri",
    "lisdexamfetamine": "stimulant",
}
"""Drugs that more than one leaflet would take, and the one they must get."""
TOPICS = {
    "myth-quick-fix", "myth-addictive", "myth-side-effects", "myth-feel-better-stop",
    "myth-natural-safe", "myth-more-is-better",
    "habit-stopping", "habit-missed-doses", "habit-alcohol-cannabis", "habit-driving",
    "habit-pregnancy", "habit-storage", "habit-disposal", "habit-side-effects", "habit-diary",
    "habit-therapy", "habit-tms", "habit-questions", "habit-cost", "habit-sleep", "habit-emergency",
}  # fmt: skip
NOT_TAKEN = ("opioid-rescue",)
"""Leaflets of what is used on somebody else, once: nobody stops or misses it."""


def wrong_parts(look: Callable[[Part], Iterable[object]]) -> Mapping[str, list[object]]:
    """What `look` finds in each section and topic, for those in which it finds something."""
    found = ((part.place, list(look(part))) for part in parts(base().education))
    return {place: wrong for place, wrong in found if wrong}


def wrong_leaflets(look: Callable[[str, Leaflet], Iterable[object]]) -> Mapping[str, list[object]]:
    """What `look` finds in the leaflet of each psychotropic."""
    found = ((key, list(look(key, leaflet))) for key, leaflet in leaflets().items())
    return {key: wrong for key, wrong in found if wrong}


def test_that_every_file_is_read() -> None:
    assert [problem for problem in base().problems if problem.startswith("education/")] == []


def test_that_every_psychotropic_has_a_leaflet() -> None:
    assert set(psychotropics()) - set(leaflets()) == set()


def test_that_no_drug_is_left_to_the_general_leaflet() -> None:
    assert [key for key, leaflet in leaflets().items() if leaflet.id == "any-psychotropic"] == []


@pytest.mark.parametrize(("drug", "leaflet"), NAMED.items())
def test_that_the_special_leaflet_stands_before_the_general_one(drug: str, leaflet: str) -> None:
    assert leaflets()[drug].id == leaflet


def test_that_ids_are_unique_and_the_topics_complete() -> None:
    ids = [one.id for one in base().education.leaflets]
    assert len(ids) == len(set(ids))
    assert {one.id for one in base().education.topics} == TOPICS


def test_that_a_section_is_a_few_sentences_as_many_in_spanish() -> None:
    def miscounted(part: Part) -> Iterable[object]:
        if len(part.en) != len(part.es) or not 1 <= len(part.en) <= MOST_SENTENCES:
            yield len(part.en), len(part.es)

    assert wrong_parts(miscounted) == {}


def test_that_a_leaflet_without_a_section_in_spanish_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, copy)
    file = copy / "education" / "10-lithium.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    del content["leaflets"][0]["es"]["missed"]
    file.write_text(json.dumps(content), encoding="utf-8")
    assert any("every leaflet has all sections" in problem for problem in read_base(copy).problems)


def test_that_english_is_read_at_grade_six_in_short_sentences() -> None:
    def hard(part: Part) -> Iterable[object]:
        text = " ".join(part.en)
        counts = [len(reading_grade.words(sentence)) for sentence in reading_grade.sentences(text)]
        if reading_grade.grade(text) > HARDEST:
            yield f"grade {reading_grade.grade(text):.1f}"
        if sum(counts) / len(counts) > MEAN_WORDS:
            yield f"{sum(counts) / len(counts):.1f} words a sentence"
        yield from (one for one in part.en if len(reading_grade.words(one)) > MOST_WORDS)

    assert wrong_parts(hard) == {}


def test_that_spanish_is_as_easily_read() -> None:
    def hard(part: Part) -> Iterable[object]:
        found = reading_ease.ease(" ".join(part.es))
        if found < EASIEST_SPANISH:
            yield f"ease {found:.0f}"

    assert wrong_parts(hard) == {}


def test_that_spanish_syllables_are_counted() -> None:
    known = {
        "medicina": 4, "ansiedad": 3, "día": 2, "ahora": 3, "quieto": 2, "pague": 2, "cigüeña": 3, "ley": 1,
        "huyó": 2, "náusea": 3, "leer": 2, "reír": 2, "convulsión": 3, "estreñimiento": 5, "muy": 1, "y": 1,
    }  # fmt: skip
    assert {word: reading_ease.syllables(word) for word in known} == known
    assert reading_ease.ease("Tome su medicina a la misma hora cada día.") > 80
    assert reading_ease.ease("La discontinuación farmacológica requiere supervisión especializada.") < 20


def test_that_no_forbidden_form_latin_or_blame_is_written() -> None:
    def forbidden(part: Part) -> Iterable[object]:
        for sentence in (*part.en, *part.es):
            plain = sentence.replace("{name}", "pill")
            if objection(plain) or says(BLAME, plain) or says(LATIN, plain):
                yield sentence

    assert wrong_parts(forbidden) == {}


def test_that_nothing_is_left_untranslated_and_nobody_is_called_tu() -> None:
    def foreign(part: Part) -> Iterable[object]:
        yield from (es for en, es in part.pairs if en == es)
        yield from (es for es in part.es if re.search(ENGLISH, es) or re.search(TU, es))

    assert wrong_parts(foreign) == {}


def test_that_one_english_sentence_has_one_translation() -> None:
    known: dict[str, set[str]] = {}
    for part in parts(base().education):
        for en, es in part.pairs:
            known.setdefault(en, set()).add(es)
    assert {en: es for en, es in known.items() if len(es) > 1} == {}


def test_that_a_leaflet_names_its_medicine_and_leaves_no_other_blank() -> None:
    def unnamed(_: str, leaflet: Leaflet) -> Iterable[object]:
        for language, sections in leaflet.sections.items():
            if "{name}" not in " ".join(sections["for"]):
                yield f"{language}: not named"
        for section, sentences in leaflet.told("en", "Zoloft").items():
            yield from (f"{section}: {one}" for one in sentences if re.search(r"[{}]", one))

    assert wrong_leaflets(unnamed) == {}


def test_that_the_blanks_are_the_same_in_both_languages() -> None:
    assert (
        wrong_parts(lambda part: [en for en, es in part.pairs if en.count("{name}") != es.count("{name}")])
        == {}
    )


def test_that_every_leaflet_cites_a_label_and_many_pages_were_read() -> None:
    def uncited(_: str, leaflet: Leaflet) -> Iterable[object]:
        if not any("prescribing information" in source.what for source in leaflet.evidence.sources):
            yield leaflet.evidence.text

    education = base().education
    cited = [one.evidence for one in education.leaflets] + [one.evidence for one in education.topics]
    assert wrong_leaflets(uncited) == {}
    assert len({source.key for evidence in cited for source in evidence.sources if source.read_on}) >= 25


def test_that_what_a_boxed_warning_says_is_told() -> None:
    def untold(key: str, leaflet: Leaflet) -> Iterable[object]:
        box = fact(psychotropics()[key], "boxed_warning")
        return [danger for danger, plain in BOXES if says(danger, box) and not says(plain, told(leaflet))]

    assert wrong_leaflets(untold) == {}


def test_that_the_first_effect_of_a_drug_is_among_the_common_ones() -> None:
    def untold(key: str, leaflet: Leaflet) -> Iterable[object]:
        first = psychotropics()[key].effects[0]
        return [] if says(EFFECTS[first], told(leaflet, "common")) else [first]

    assert wrong_leaflets(untold) == {}


def test_that_a_drug_never_to_be_stopped_suddenly_says_so() -> None:
    def unsaid(key: str, leaflet: Leaflet) -> Iterable[object]:
        stopping = fact(psychotropics()[key], "stopping")
        sudden = says(r"never stop suddenly|do not stop suddenly|never abruptly", stopping)
        warned = says(
            r"never stop suddenly|do not stop (suddenly|on your own)|do not skip", told(leaflet, "stopping")
        )
        return [stopping] if sudden and not warned else []

    assert wrong_leaflets(unsaid) == {}


def test_that_every_leaflet_names_988_and_never_two_doses_at_once() -> None:
    def silent(_: str, leaflet: Leaflet) -> Iterable[object]:
        if leaflet.id in NOT_TAKEN:
            return
        for language in ("en", "es"):
            if "988" not in " ".join(leaflet.sections[language]["call"]):
                yield f"{language}: 988"
        if not says(r"never|do not|skip|call us|cannot miss", told(leaflet, "missed")):
            yield "missed"

    assert wrong_leaflets(silent) == {}


def test_that_told_puts_the_name_in_place_in_the_order_of_the_sections() -> None:
    leaflet = leaflets()["sertraline"]
    shown = leaflet.told("es", "Zoloft")
    assert tuple(shown) == SECTIONS
    assert shown["for"][0].startswith("Zoloft ")
