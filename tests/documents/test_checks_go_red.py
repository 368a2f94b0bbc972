"""Each check of the paper is shown a planted fault and must name it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from io import BytesIO

import pikepdf
import pytest

from medmanager.documents.press import fonts, qr
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.structure import Identity, Node, with_structure
from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.paper.making import SheetSources, make_plan_sheet
from medmanager.domain.paper.sheets import PlanSheet, SheetAdvice, SheetMedicine
from medmanager.domain.patient import Language
from medmanager.domain.practice import SlotClock
from tests.builders import TODAY, a_patient, a_signed_plan, a_step, a_user, an_item, tablets
from tests.documents import checks
from tests.documents.any_record import Made
from tests.documents.paper_reader import Paper
from tests.documents.plan_told import assert_made, told_faults
from tests.documents.printed import CASES, RESOURCES, writer
from tests.documents.sheet_builders import elena, head, mg, ongoing

LETTER = (612.0, 792.0)


def _drawn(draw: Callable[[Pen], None], title: str = "A sheet") -> Paper:
    fonts.register_faces(RESOURCES / "fonts" / "noto")
    pen = Pen(LETTER, "en")
    draw(pen)
    return Paper(with_structure(pen.finish(), pen.root, Identity(title, "en", date(2026, 11, 23))))


def _text(text: str, size: float = 12, x: float = 72, y: float = 100) -> Callable[[Pen], None]:
    def draw(pen: Pen) -> None:
        pen.write(pen.root.add("P"), x, y, Words(text, size))

    return draw


def test_that_a_sound_page_has_no_faults() -> None:
    def draw(pen: Pen) -> None:
        pen.write(pen.root.add("H1"), 72, 100, Words("A title", 20))
        pen.write(pen.root.add("H2"), 72, 140, Words("A block", 14))

    paper = _drawn(draw)
    assert checks.structure_faults(paper) == []
    assert checks.font_faults(paper) == []
    assert checks.identity_faults(paper, LETTER, 1, "Elena") == []


def test_that_a_stray_helvetica_is_found() -> None:
    paper = CASES["en-Letter-plain"].paper
    with pikepdf.new() as pdf:
        pdf.pages.extend(paper.pdf.pages)
        plain = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica")
        )
        pdf.pages[0].Resources.Font["/F9"] = plain
        stray = _resaved(pdf)
    found = checks.font_faults(stray)
    assert "Helvetica is not a subset of Noto Sans" in found
    assert "Helvetica is not embedded" in found
    assert "Helvetica has no map to letters" in found


def _resaved(pdf: pikepdf.Pdf) -> Paper:
    target = BytesIO()
    pdf.save(target)
    return Paper(target.getvalue())


def test_that_a_name_in_the_title_or_a_page_too_many_is_found() -> None:
    paper = _drawn(_text("x"), title="Plan of Elena Rivera")
    assert "no title, or a name in it" in checks.identity_faults(paper, LETTER, 1, "Elena Rivera")
    assert "1 pages, at most 0" in checks.identity_faults(paper, LETTER, 0, "Nobody")
    assert checks.identity_faults(paper, (595.0, 842.0), 1, "Nobody") == ["page of (612.0, 792.0)"]


def test_that_a_badly_built_tree_is_found() -> None:
    def draw(pen: Pen) -> None:
        table = pen.root.add("Table")
        pen.write(table.add("TD"), 72, 100, Words("a cell without a row"))
        table.add("TR").add("TH")
        pen.root.add("Figure")
        pen.write(Node("P"), 72, 140, Words("lost"))

    found = checks.structure_faults(_drawn(draw))
    assert "0 main headings" in found
    assert "Table holds ['TD']" in found
    assert "a head cell without scope" in found
    assert "a figure without words" in found
    assert "text not in the tree: 1" in found


def test_that_a_heading_that_leaves_a_level_out_or_is_empty_is_found() -> None:
    def draw(pen: Pen) -> None:
        pen.root.add("H1")
        for y, kind in enumerate(("H2", "H1", "H3")):
            pen.write(pen.root.add(kind), 72, 100 + 30 * y, Words("A title", 14))

    found = checks.structure_faults(_drawn(draw))
    assert "a heading without words" in found
    assert "H3 after H1" in found
    assert "H1 after H2" not in found


def test_that_text_outside_of_marked_content_is_found() -> None:
    fonts.register_faces(RESOURCES / "fonts" / "noto")
    pen = Pen(LETTER, "en")
    pen._canvas.drawString(72, 72, "unmarked")  # noqa: SLF001 - the fault is planted behind the pen's back
    paper = Paper(with_structure(pen.finish(), pen.root, Identity("x", "en", date(2026, 11, 23))))
    with pytest.raises(AssertionError, match="outside of marked content"):
        assert paper.runs


def test_that_joined_words_are_found() -> None:
    fonts.register_faces(RESOURCES / "fonts" / "noto")
    pen = Pen(LETTER, "en")
    with pen.figure(pen.root.add("P")):
        pen._canvas.drawString(72, 72, "50 mg")  # noqa: SLF001 - the fault is planted behind the pen's back
    paper = Paper(with_structure(pen.finish(), pen.root, Identity("x", "en", date(2026, 11, 23))))
    assert checks.join_faults(paper) == ["“50 mg” joins what follows"]


def test_that_small_type_is_found() -> None:
    assert checks.size_faults(_drawn(_text("small", 11)), least=12, companion=10) == ["11.0 pt on page 1"]


def test_that_clipped_and_overlapping_text_is_found() -> None:
    assert checks.edge_faults(_drawn(_text("edge", x=10)))
    assert checks.edge_faults(_drawn(_text("a very long line " * 8)))

    def draw(pen: Pen) -> None:
        _text("one text")(pen)
        _text("another", y=104)(pen)

    assert checks.overlap_faults(_drawn(draw)) == ["two texts on one another on page 1 at 100"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5.0 mg", "trailing zero"),
        ("take .5 mg", "naked decimal"),
        ("10 U", "U or IU"),
        ("5 IU", "U or IU"),
        ("1 tablet qd", "Latin"),
        ("1 tablet q.d.", "Latin"),
        ("1 tablet PO", "Latin"),
        ("1 tablet bid", "Latin"),
        ("50 µg", "microgram sign or cc"),
        ("5 cc", "microgram sign or cc"),
        ("25mg", "digit touches unit"),
        ("1000 mg", "no comma from 1,000"),
        ("1+1 tablets", "sign between numbers"),
        ("rest & sleep", "sign between numbers"),
    ],
)
def test_that_error_prone_forms_are_found(text: str, name: str) -> None:
    assert any(fault.startswith(name) for fault in checks.form_faults(_drawn(_text(text))))


@pytest.mark.parametrize(
    "text",
    ["123-45-6789", "F31.81", "018f3a2b-77aa-7", "/home/me/plan.pdf", "She is non-compliant", "the secret"],
)
def test_that_what_may_not_go_home_is_found(text: str) -> None:
    assert checks.never_print_faults(_drawn(_text(text)), ["the secret"])


HARD = "Discontinuation of pharmacotherapy necessitates gradual titration under psychiatric supervision."
HARD_SPANISH = "La interrupción de la farmacoterapia requiere disminución bajo supervisión psiquiátrica."


@pytest.mark.parametrize(("text", "language"), [(HARD, Language.ENGLISH), (HARD_SPANISH, Language.SPANISH)])
def test_that_hard_words_are_found(text: str, language: Language) -> None:
    assert checks.reading_faults(_drawn(_text(text, x=20)), language, ())[0].startswith("grade")
    assert checks.reading_faults(_drawn(_text("Tome 1. No la deje.")), language, ()) == []


def test_that_sentences_that_are_long_on_the_whole_or_one_by_one_are_found() -> None:
    long = _text(" ".join(["go"] * 13) + ".", x=20)
    assert checks.reading_faults(_drawn(long), Language.ENGLISH, ()) == ["13.0 words a sentence"]
    endless = checks.reading_faults(
        _drawn(_text(" ".join(["go"] * 21) + ". Go.", x=20)), Language.ENGLISH, ()
    )
    assert endless == ["a sentence of 21 words"]


def test_that_english_beside_another_language_and_names_that_nobody_can_write_plainer_are_not_read() -> None:
    def draw(pen: Pen) -> None:
        pen.write(pen.root.add("P"), 20, 100, Words(HARD, language="en"))
        _text("Pharmacotherapy works.", y=140)(pen)

    assert checks.reading_faults(_drawn(draw), Language.SPANISH, ["Pharmacotherapy"]) == []


def test_that_gray_text_is_found() -> None:
    def draw(pen: Pen) -> None:
        pen._canvas.setFillGray(0.5)  # noqa: SLF001 - the fault is planted behind the pen's back
        _text("a gray line")(pen)

    assert checks.shade_faults(_drawn(draw)) == ["gray 0.5 on page 1"]
    assert checks.shade_faults(_drawn(_text("a black line"))) == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        (lambda plan: replace(plan, daily=plan.daily[1:]), "name"),
        (lambda plan: replace(plan, daily=(_with_doses(plan.daily[0], "2"), *plan.daily[1:])), "counts"),
        (lambda plan: replace(plan, daily=(_with_strength(plan.daily[0]), *plan.daily[1:])), "strength"),
        (lambda plan: replace(plan, daily=(replace(plan.daily[0], purpose="for sleep"),)), "purpose"),
        (lambda plan: replace(plan, daily=(replace(plan.daily[0], directions=("Chew it.",)),)), "directions"),
    ],
)
@pytest.mark.parametrize("large", [False, True])
def test_that_paper_of_another_plan_is_found(
    planted: Callable[[PlanSheet], PlanSheet], fault: str, large: bool
) -> None:
    sheet = elena(head=head(large_print=large), advice=SheetAdvice(), changes=(), trend=None)
    paper = Paper(writer().draw(planted(sheet)))
    assert any(one.startswith(fault) for one in told_faults(paper, sheet, sheet.daily[0]))


@pytest.mark.parametrize("large", [False, True])
def test_that_paper_that_tells_what_is_not_daily_as_daily_is_found(large: bool) -> None:
    weekly = (replace(one, start=TODAY, every_days=7) for one in ongoing(mg("300"), morning="1", bedtime="2"))
    plain = elena(head=head(large_print=large), advice=SheetAdvice(), changes=(), trend=None)
    sheet = replace(plain, daily=(replace(plain.daily[0], steps=tuple(weekly)), *plain.daily[1:]))
    of_weekly, of_daily = (Paper(writer().draw(one)) for one in (sheet, plain))
    assert told_faults(of_weekly, sheet, sheet.daily[0]) == []
    assert told_faults(of_daily, sheet, sheet.daily[0]) != []


def _with_doses(medicine: SheetMedicine, count: str) -> SheetMedicine:
    return replace(medicine, steps=ongoing(mg("300"), morning=count))


def _with_strength(medicine: SheetMedicine) -> SheetMedicine:
    return replace(medicine, steps=ongoing(mg("450"), morning="1", bedtime="2"))


def test_that_a_medicine_of_the_record_that_is_not_on_the_sheet_is_found() -> None:
    made = _made_of_record()
    assert_made(made, share=0)
    with pytest.raises((AssertionError, StopIteration)):
        assert_made(replace(made, sheet=replace(made.sheet, daily=made.sheet.daily[1:])), share=0)


def _made_of_record() -> Made:
    items = (an_item("sertraline"), an_item("lithium", a_step(TODAY, None, tablets("300"))))
    plan = a_signed_plan(a_patient(), a_user(), *items)
    sources = SheetSources(head(made_on=TODAY), plan, None, time(8), SlotClock(), AllergyKnowledge.NONE_KNOWN)
    return Made(sources, make_plan_sheet(sources))


def test_that_a_stopped_medicine_in_the_grid_is_found() -> None:
    def draw(pen: Pen) -> None:
        pen.write(pen.root.add("H2"), 72, 60, Words("Take every day", 14))
        _text("quetiapine 50 mg")(pen)

    found = checks.stopped_faults(_drawn(draw), "quetiapine", ["Do not take any more"])
    assert found == ["named under “Take every day”"]


def test_that_a_missing_footer_is_found() -> None:
    assert checks.footer_faults(_drawn(_text("Elena Rivera, page 1 of 1")), "Elena Rivera") == [
        "no footer on page 1"
    ]


def test_that_a_code_with_a_name_would_be_read() -> None:
    def draw(pen: Pen) -> None:
        qr.draw_qr(pen, pen.root.add("Figure", alt="a planted code"), "https://x.org/Elena", (72, 72), 98)

    assert checks.codes(_drawn(draw)) == ["https://x.org/Elena"]


def test_that_text_that_a_fax_would_lose_is_found() -> None:
    def draw(pen: Pen) -> None:
        pen._canvas.setFillGray(0.7)  # noqa: SLF001 - the fault is planted behind the pen's back
        _text("a gray companion line")(pen)

    assert checks.fax_faults(_drawn(draw)) == ["0% black on page 1 at 100"]
    assert checks.fax_faults(_drawn(_text("a black line"))) == []


def test_that_weak_text_is_found() -> None:
    def draw(pen: Pen) -> None:
        pen.box((60, 80), (200, 40), gray=0.3)
        _text("black on dark gray")(pen)

    assert checks.contrast_faults(_drawn(draw)) == ["weak text on page 1 at 100"]
