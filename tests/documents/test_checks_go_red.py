"""Each check of the paper is shown a planted fault and must name it."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from medmanager.documents import fonts, qr
from medmanager.documents.pen import Pen, Words
from medmanager.documents.structure import Identity, Node, with_structure
from tests.documents import checks
from tests.documents.paper_reader import Paper
from tests.documents.printed import CASES, RESOURCES

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
