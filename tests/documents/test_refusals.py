"""What the writer refuses: words that are misread, blocks that do not fit, signs it cannot print."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from medmanager.documents.press import qr
from medmanager.documents.press.typesetting import lines_kept
from medmanager.documents.words.plain_words import objection
from medmanager.domain.errors import Refused
from medmanager.domain.paper.sheets import ClinicCard, PlanSheet, SheetAdvice, SheetAllergy, SheetMark
from medmanager.domain.patient import Language
from medmanager.domain.plan.dose import Form
from tests.documents import checks
from tests.documents.paper_reader import Paper
from tests.documents.printed import CASES, writer
from tests.documents.sheet_builders import (
    LAMOTRIGINE,
    LITHIUM,
    LURASIDONE,
    elena,
    head,
    mg,
    of_medicines,
    step,
)

LONG_WORDS = "amphetamine aspartate monohydrate and dextroamphetamine saccharate " * 7
LONG_WORD = "dextro" * 83


def test_that_a_name_of_500_letters_is_set_in_full_on_as_many_lines_as_it_needs() -> None:
    name = LONG_WORDS[:500].strip()
    paper = Paper(writer().draw(of_medicines(1, daily=(replace(LITHIUM, name=name, brand=""),))))
    assert name in " ".join(paper.text().split())
    assert checks.edge_faults(paper) == []
    assert checks.overlap_faults(paper) == []


def test_that_a_patient_with_a_name_of_120_letters_is_set_in_full() -> None:
    name = ("Maria Fernanda " * 8).strip()
    paper = Paper(writer().draw(of_medicines(1, head=head(patient_name=name))))
    assert name in " ".join(paper.text(0).split())
    assert checks.edge_faults(paper) == []
    assert checks.overlap_faults(paper) == []


def test_that_a_patient_with_a_name_of_500_letters_is_refused_by_the_block_that_does_not_fit() -> None:
    name = ("Maria Fernanda " * 34)[:500].strip()
    with pytest.raises(Refused) as refusal:
        writer().draw(elena(head=head(patient_name=name)))
    assert "does not fit on the page" in refusal.value.sentence
    assert "Maria" not in refusal.value.sentence


@pytest.mark.parametrize("large", [False, True])
def test_that_a_word_wider_than_its_column_is_refused_and_never_cut_or_shrunk(large: bool) -> None:
    sheet = elena(head=head(large_print=large), daily=(replace(LITHIUM, name=LONG_WORD),))
    with pytest.raises(Refused) as refusal:
        writer().draw(sheet)
    assert "too long for the page" in refusal.value.sentence
    assert LONG_WORD not in refusal.value.sentence


def test_that_a_plan_that_would_become_a_booklet_is_refused_by_name() -> None:
    days = [
        step(
            LAMOTRIGINE.steps[0].start.replace(day=1, month=1, year=2027 + n),
            None,
            mg("25"),
            morning=str(1 + n % 2),
        )
        for n in range(40)
    ]
    steps = tuple(
        replace(one, end=later.start.replace(year=later.start.year - 1, month=12, day=31))
        for one, later in zip(days, days[1:], strict=False)
    )
    sheet = elena(daily=tuple(replace(LAMOTRIGINE, steps=steps) for _ in range(3)))
    with pytest.raises(Refused, match="More about your plan"):
        writer().draw(sheet)


def test_that_words_that_are_misread_are_refused_with_what_to_write_instead() -> None:
    sheet = elena(daily=(replace(LITHIUM, directions=("1 tablet q.d.",)),))
    with pytest.raises(Refused) as refusal:
        writer().draw(sheet)
    assert "every day" in refusal.value.sentence
    assert "lithium" not in refusal.value.sentence


@pytest.mark.parametrize(
    "text", ["5.0 mg", "take .5", "10 IU", "bid", "prn", "25mg", "1000 mg", "F31.81", "5cc", "a & b"]
)
def test_that_each_forbidden_form_is_objected_to(text: str) -> None:
    assert objection(text) != ""


@pytest.mark.parametrize(
    "text",
    ["Take 2 tablets of 0.5 mg.", "Call 503-555-0142.", "since 2026", "1,000 mg", "Tell us about pop music."],
)
def test_that_plain_writing_is_not_objected_to(text: str) -> None:
    assert objection(text) == ""


def test_that_a_sign_without_a_letter_in_the_font_is_refused() -> None:
    with pytest.raises(Refused, match=r"U\+738B"):
        writer().draw(elena(head=head(patient_name="王 Wang")))


def test_that_a_phone_number_that_cannot_be_dialed_is_refused() -> None:
    with pytest.raises(Refused, match="7 to 15 digits"):
        writer().draw(elena(head=head(clinic=ClinicCard("Clinic", "call us"))))


@pytest.mark.parametrize(
    ("phone", "address"),
    [
        ("503-555-0142", "tel:+15035550142"),
        ("1 (503) 555-0142", "tel:+15035550142"),
        ("+34 600 000 000", "tel:+34600000000"),
        ("555-0142", "tel:5550142"),
    ],
)
def test_that_phone_numbers_become_addresses_to_dial(phone: str, address: str) -> None:
    assert qr.tel(phone) == address
    assert len(address) <= 60


def test_that_day_and_night_is_promised_only_where_the_same_number_answers() -> None:
    by_day = Paper(writer().draw(elena(head=head(clinic=ClinicCard("Clinic", "503-555-0142")))))
    assert "day or night" not in by_day.text()
    other = ClinicCard("Clinic", "503-555-0142", "", "503-555-0199")
    at_night = Paper(writer().draw(elena(head=head(clinic=other))))
    assert "503-555-0199" in at_night.text()
    assert "Your clinic, at night" in at_night.text()


@pytest.mark.parametrize("large", [False, True])
def test_that_drafts_conflicts_and_demos_say_so_on_every_page(large: bool) -> None:
    marks = (SheetMark.DEMO, SheetMark.DRAFT, SheetMark.CONFLICT)
    paper = Paper(writer().draw(elena(head=head(marks=marks[1:], large_print=large))))
    for page in range(len(paper.sizes)):
        assert "DRAFT: not signed, do not use" in paper.text(page)
        assert "Unresolved conflict" in paper.text(page)
    assert "DEMO" not in paper.text()


def test_that_not_asked_and_none_known_are_different_words() -> None:
    unasked = Paper(writer().draw(elena(allergies=None))).text()
    none = Paper(writer().draw(elena(allergies=()))).text()
    assert "Not asked yet" in unasked
    assert "None known" in none
    assert "None known" not in unasked


def test_that_a_text_the_table_does_not_know_is_marked_on_a_spanish_sheet() -> None:
    sheet = elena(
        head=head(language=Language.SPANISH), allergies=(SheetAllergy("cat hair"),), advice=SheetAdvice()
    )
    assert "cat hair (en inglés)" in Paper(writer().draw(sheet)).text()


def test_that_several_threads_draw_the_same_bytes_as_one() -> None:
    names = ["en-Letter-plain", "es-Letter-plain", "medicines-8"] * 3
    sheets = [CASES[name].sheet for name in names]
    plans = [sheet for sheet in sheets if isinstance(sheet, PlanSheet)]
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(writer().draw, plans))
    assert drawn == [CASES[name].paper.content for name in names]


def test_that_a_medicine_without_purpose_and_brand_still_stands_in_the_grid() -> None:
    bare = replace(LURASIDONE, purpose="", brand="", directions=(), form=Form.CAPSULE)
    paper = Paper(writer().draw(elena(daily=(bare,))))
    row = next(row for row in paper.tree.all("TR") if "lurasidone" in paper.text_of(row))
    assert paper.text_of(row).replace("\N{NO-BREAK SPACE}", " ") == "lurasidone 20 mg capsule New 1 capsule"


def test_that_no_word_of_a_sheet_is_kept_after_it_was_drawn_or_refused() -> None:
    name = "Bartholomew Unrepeatable"
    writer().draw(elena(head=head(patient_name=name)))
    before = lines_kept()
    with pytest.raises(Refused):
        writer().draw(elena(head=head(patient_name="M" * 500)))
    assert (before, lines_kept()) == (0, 0)
