"""Diary, leaflet and fail-safe sheet: the checks of print.md in both languages, sizes and papers."""

import json
from dataclasses import replace
from functools import cache
from hashlib import sha256

import pytest

from medmanager.documents.writer import PdfWriter
from medmanager.domain.diary.diary import NOT_ON_PAPER
from medmanager.domain.errors import Refused
from medmanager.domain.paper.diary import DiaryColumn, DiaryPage
from medmanager.domain.paper.leaflet import LeafletPart, LeafletSheet
from medmanager.domain.paper.reading_grade import grade
from medmanager.domain.paper.sheets import Sheet
from medmanager.domain.patient import Language
from medmanager.domain.plan.dose import Slot
from medmanager.domain.practice import Paper as Size
from medmanager.services.leaflets import cited
from tests.documents import checks
from tests.documents.diary_builders import elena_diary
from tests.documents.fail_safe_builders import martin, with_many, without_plan
from tests.documents.leaflet_builders import leaflets, topics
from tests.documents.paper_reader import Paper
from tests.documents.printed import POINTS, RESOURCES, writer
from tests.documents.sheet_builders import head
from tests.documents.sheet_checks import EVERY_WAY, drawn, faults, plain
from tests.shelf import the_base

EVERY_TIME = tuple(Slot)
SIDE_EFFECTS = json.loads((RESOURCES / "knowledge" / "side_effects.json").read_text(encoding="utf-8"))


def _cases() -> dict[str, tuple[Sheet, int]]:
    """Sheets by name, each with its most pages."""
    found: dict[str, tuple[Sheet, int]] = {}
    for language in Language:
        for size in Size:
            name = f"{language}-{size}"
            plain = head(language=language, paper=size)
            found[f"diary-{name}"] = elena_diary(head=plain), 1
            large = replace(plain, large_print=True)
            found[f"diary-{name}-large"] = elena_diary(head=large, slots=EVERY_TIME), 3
            staff = replace(plain, patient_name="Martin Okafor")
            found[f"fail-safe-{name}"] = martin(head=staff), 1
            found[f"leaflet-{name}"] = leaflets("lithium", language=language, paper=size), 2
        found[f"diary-{language}-four"] = elena_diary(head=head(language=language), slots=EVERY_TIME), 1
        found[f"leaflet-{language}-large"] = leaflets("sertraline", language=language, large_print=True), 4
    found["leaflet-two"] = leaflets("lithium", "quetiapine"), 4
    found["diary-no-effects"] = elena_diary(columns=(), slots=(), next_visit=None), 1
    found["fail-safe-no-plan"] = without_plan(), 1
    found["fail-safe-many"] = with_many(16), 2
    return found


CASES = _cases()
ALL = pytest.mark.parametrize("name", CASES)
DIARIES = pytest.mark.parametrize("name", [name for name in CASES if name.startswith("diary")])
STAFF = [name for name in CASES if name.startswith("fail-safe")]


@cache
def paper(name: str) -> Paper:
    return Paper(writer().draw(CASES[name][0]))


@ALL
def test_that_fonts_identity_and_structure_are_sound(name: str) -> None:
    sheet, most = CASES[name]
    assert checks.font_faults(paper(name)) == []
    size = POINTS[sheet.head.paper]
    assert checks.identity_faults(paper(name), size, most, sheet.head.patient_name) == []
    assert checks.structure_faults(paper(name)) == []
    assert checks.join_faults(paper(name)) == []
    assert str(paper(name).pdf.Root.Lang) == sheet.head.language


@ALL
def test_that_type_is_large_enough_whole_and_on_no_other_type(name: str) -> None:
    large = CASES[name][0].head.large_print
    least, companion = (18, 18) if large else (10, 10) if name in STAFF else (12, 10)
    assert checks.size_faults(paper(name), least=least, companion=companion) == []
    assert checks.edge_faults(paper(name)) == []
    assert checks.overlap_faults(paper(name)) == []


@ALL
def test_that_nothing_error_prone_or_private_is_on_paper_and_a_gray_scan_shows_all(name: str) -> None:
    assert checks.form_faults(paper(name)) == []
    assert checks.never_print_faults(paper(name)) == []
    if "A4" not in name:
        assert checks.contrast_faults(paper(name)) == []
    assert checks.footer_faults(paper(name), CASES[name][0].head.patient_name) == []


@ALL
def test_that_the_same_sheet_gives_the_same_bytes(name: str) -> None:
    again = PdfWriter(RESOURCES).draw(CASES[name][0])
    assert sha256(again).digest() == sha256(paper(name).content).digest()


@DIARIES
def test_that_the_bars_say_the_code_and_the_code_stands_in_words_on_each_page(name: str) -> None:
    sheet = CASES[name][0]
    assert isinstance(sheet, DiaryPage)
    found = paper(name)
    assert checks.codes(found) == [sheet.code.compact] * len(found.sizes)
    for page in range(len(found.sizes)):
        assert "  ".join(sheet.code.parts) in found.text(page)


@DIARIES
def test_that_a_diary_has_fourteen_days_and_nobody_is_asked_about_death_on_paper(name: str) -> None:
    tables = paper(name).tree.all("Table")
    rows = sum(len(table.children("TR")) for table in tables)
    heads = [cell for table in tables for cell in table.all("TH")]
    days = rows - 1 if len(tables) == 1 else sum(cell.scope == "Column" for cell in heads)
    assert days == 14


@pytest.mark.parametrize("language", list(Language))
def test_that_every_side_effect_has_a_head_that_fits_beside_four_times(language: Language) -> None:
    codes = [row["code"] for row in SIDE_EFFECTS["side_effects"] if row["code"] not in NOT_ON_PAPER]
    voice = writer().phrases.voice(language)
    assert all(voice.knows(f"diary.effect.{code.replace('-', '_')}") for code in codes)
    for three in _threes(codes):
        columns = tuple(DiaryColumn(code, code) for code in three)
        plain = elena_diary(head=head(language=language), columns=columns, slots=EVERY_TIME)
        writer().draw(plain)
        writer().draw(replace(plain, head=replace(plain.head, large_print=True)))


def _threes(codes: list[str]) -> list[list[str]]:
    return [codes[at : at + 3] for at in range(0, len(codes), 3)]


def test_that_allergies_stand_before_the_first_medicine_on_the_fail_safe_sheet() -> None:
    text = paper("fail-safe-en-Letter").text()
    assert text.index("penicillin") < text.index("lithium ER")
    assert "QUEtiapine" in text
    assert "3 of 11" in text
    assert "Not checked:" in text


def test_that_a_sheet_without_a_plan_says_so_and_that_nobody_asked_for_allergies() -> None:
    text = paper("fail-safe-no-plan").text()
    assert "There is no signed plan." in text
    assert "Not asked." in text


def test_that_a_leaflet_says_who_has_not_read_it_and_claims_to_be_no_guide() -> None:
    text = paper("leaflet-en-Letter").text()
    assert "Not checked by a pharmacist yet." in text
    assert "Lithobid" in text
    assert "Medication Guide" not in paper("leaflet-en-Letter").title
    assert grade(text.split("What it is for")[1].split("Not checked")[0].replace("lithium", "pill")) <= 6


@pytest.mark.parametrize("large", [False, True], ids=["regular", "large"])
@pytest.mark.parametrize("language", list(Language))
def test_that_every_topic_is_told_whole_on_a_page_or_two(language: Language, large: bool) -> None:
    for sheet in topics(language, large_print=large):
        found = drawn(sheet)
        text = plain(found)
        assert len(found.sizes) <= (2 if large else 1)
        assert all(sentence in text for sentence in (sheet.topics[0].title, *sheet.topics[0].sentences))
        assert writer().phrases.voice(language).text("leaflet.not_reviewed") in text


@pytest.mark.parametrize("way", range(len(EVERY_WAY)))
def test_that_topics_stand_every_check(way: int) -> None:
    language, size, large = EVERY_WAY[way]
    for sheet in topics(language, paper=size, large_print=large)[way :: len(EVERY_WAY)]:
        assert faults(sheet, 2 if large else 1) == []


@pytest.mark.parametrize("large", [False, True], ids=["regular", "large"])
@pytest.mark.parametrize("language", list(Language))
def test_that_the_leaflet_of_every_medicine_can_be_drawn(language: Language, large: bool) -> None:
    for leaflet in the_base().education.leaflets:
        part = LeafletPart("lithium", leaflet.told(language.value, "lithium"), cited(leaflet.evidence))
        sheet = LeafletSheet(head(language=language, large_print=large), (part,), the_base().edition.as_of)
        assert len(drawn(sheet).sizes) <= (4 if large else 2)


def test_that_a_name_that_cannot_be_set_is_refused_by_the_name_of_the_block() -> None:
    endless = elena_diary(head=head(patient_name="W" * 90))
    with pytest.raises(Refused, match="Your 14-day diary"):
        writer().draw(endless)
