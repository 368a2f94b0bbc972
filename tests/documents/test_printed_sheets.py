"""Every printed sheet: both languages, both sizes of print and of paper, one to twelve medicines."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pdfplumber
import pytest

from medmanager.domain.paper.sheets import PlanSheet
from medmanager.domain.patient import Language
from medmanager.domain.plan.dose import DoseStep
from tests.documents import checks
from tests.documents.paper_reader import Paper
from tests.documents.printed import CASES, PLANS, POINTS, RESOURCES, Case, writer
from tests.documents.sheet_builders import LAMOTRIGINE, MADE, elena, mg, step, tablets

ALL = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
EVERY_PLAN = pytest.mark.parametrize("case", PLANS, ids=[case.name for case in PLANS])
_ELENA = [case for case in PLANS if "medicines" not in case.name]
ELENAS = pytest.mark.parametrize("case", _ELENA, ids=[case.name for case in _ELENA])


def _large(case: Case) -> bool:
    return case.head.large_print and isinstance(case.sheet, PlanSheet)


@ALL
def test_that_every_font_is_an_embedded_subset_of_noto_sans(case: Case) -> None:
    assert checks.font_faults(case.paper) == []


@ALL
def test_that_the_sheet_is_tagged_titled_without_a_name_and_not_too_long(case: Case) -> None:
    size = POINTS[case.head.paper]
    assert checks.identity_faults(case.paper, size, case.most_pages, case.head.patient_name) == []


@ALL
def test_that_the_structure_tree_holds_all_text_in_sound_tables_and_lists(case: Case) -> None:
    assert checks.structure_faults(case.paper) == []


@ALL
def test_that_words_at_soft_line_ends_do_not_join_when_read_aloud(case: Case) -> None:
    assert checks.join_faults(case.paper) == []


@ALL
def test_that_no_type_is_smaller_than_the_table_allows(case: Case) -> None:
    least, companion = (18, 18) if _large(case) else (12, 10)
    assert checks.size_faults(case.paper, least=least, companion=companion) == []


@ALL
def test_that_no_text_is_near_the_edge_or_on_other_text(case: Case) -> None:
    assert checks.edge_faults(case.paper) == []
    assert checks.overlap_faults(case.paper) == []


@ALL
def test_that_no_error_prone_form_is_on_paper(case: Case) -> None:
    assert checks.form_faults(case.paper) == []


@ELENAS
def test_that_a_stopped_medicine_is_named_only_where_it_is_stopped(case: Case) -> None:
    voice = writer().phrases.voice(case.head.language)
    headings = ["change.title", "stopped.title", "large.stop"]
    allowed = [voice.text(key) for key in headings]
    if voice.bilingual and not case.head.large_print:
        allowed += [f"{voice.text(key)} {voice.english(key)}" for key in headings]
        allowed.append(f"{voice.text('stopped.title')} {voice.english('stopped.title.short')}")
    assert "quetiapine" in case.paper.text()
    assert checks.stopped_faults(case.paper, "quetiapine", allowed) == []


@ALL
def test_that_the_document_names_its_language(case: Case) -> None:
    assert str(case.paper.pdf.Root.Lang) == case.head.language


@ELENAS
def test_that_nothing_is_left_untranslated(case: Case) -> None:
    assert "(en inglés)" not in case.paper.text()


@EVERY_PLAN
def test_that_the_code_dials_the_clinic_and_says_nothing_else(case: Case) -> None:
    assert checks.codes(case.paper) == ["tel:+15035550142"]


@ALL
def test_that_text_keeps_seven_to_one_in_a_gray_scan(case: Case) -> None:
    assert checks.contrast_faults(case.paper) == []


@ELENAS
def test_that_a_fax_in_black_and_white_keeps_every_word(case: Case) -> None:
    assert checks.fax_faults(case.paper) == []


@ALL
def test_that_nothing_of_the_never_print_list_goes_home(case: Case) -> None:
    assert checks.never_print_faults(case.paper) == []


@ALL
def test_that_every_page_carries_name_and_page_number(case: Case) -> None:
    assert checks.footer_faults(case.paper, case.head.patient_name) == []


@ALL
def test_that_the_same_sheet_gives_the_same_bytes(case: Case) -> None:
    sheet = case.sheet
    again = writer().draw(sheet)
    assert sha256(again).digest() == sha256(case.paper.content).digest()


def test_that_another_process_gives_the_same_bytes() -> None:
    code = (
        "import sys, hashlib; from tests.documents.printed import CASES;"
        "print(hashlib.sha256(CASES['en-Letter-plain'].paper.content).hexdigest())"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=RESOURCES.parent,
        env={"PYTHONHASHSEED": "77", "PYTHONPATH": str(RESOURCES.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == sha256(CASES["en-Letter-plain"].paper.content).hexdigest()


def test_that_the_reader_of_these_tests_sees_what_pdfplumber_sees() -> None:
    paper = CASES["es-Letter-plain"].paper
    with pdfplumber.open(BytesIO(paper.content)) as document:
        seen = ["".join(char["text"] for char in page.chars) for page in document.pages]
    assert seen == [paper.text(page) for page in range(len(seen))]


def test_that_the_writer_counts_pages() -> None:
    assert writer().pages(CASES["en-Letter-large"].paper.content) == 4


def test_that_english_and_spanish_front_pages_carry_the_same_counts() -> None:
    counts = []
    for language in Language:
        paper = CASES[f"{language}-Letter-plain"].paper
        rows = paper.tree.all("Table")[0].children("TR")
        counts.append(
            [[paper.text_of(cell)[:1] for cell in row.children("TD") if cell.span == 1] for row in rows]
        )
    assert counts[0] == counts[1]
    assert ["1", "", "", "2"] in counts[0]


def test_that_a_day_of_two_strengths_names_both_of_them_in_the_grid() -> None:
    tuesday = MADE + timedelta(days=1)
    both = DoseStep(tuesday, tuesday, (*tablets(mg("25"), morning="1"), *tablets(mg("50"), morning="1")))
    first = step(MADE, MADE, mg("25"), morning="1")
    paper = Paper(writer().draw(elena(daily=(replace(LAMOTRIGINE, steps=(first, both)),))))
    heads = [paper.text_of(head) for head in paper.tree.all("Table")[0].all("TH") if head.scope == "Row"]
    told = [" ".join(head.replace("\N{NO-BREAK SPACE}", " ").split()) for head in heads[-2:]]
    assert told == [f"Tuesday, November 24 only {amount} mg tablet" for amount in (50, 25)]
