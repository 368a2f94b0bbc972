"""What belongs together on paper: a day and its month, a medicine and what is told of it, one language."""

from dataclasses import replace

import pytest

from medmanager.domain.patient import Language
from medmanager.domain.practice import Paper as Size
from medmanager.domain.visit import PatientQuestion
from tests.documents.chart_builders import elena_trend
from tests.documents.leaflet_builders import leaflets
from tests.documents.monitoring_builders import a_lithium_slip
from tests.documents.paper_reader import Paper
from tests.documents.printed import writer
from tests.documents.sheet_builders import head
from tests.documents.sheet_checks import drawn
from tests.documents.step_builders import PHENELZINE, WASHED_OUT, cross, taper
from tests.documents.visit_builders import a_card, a_summary


def _lines(paper: Paper) -> list[str]:
    return [run.text.replace("\N{NO-BREAK SPACE}", " ").strip() for run in paper.runs]


def test_that_a_day_stays_on_the_line_of_its_month() -> None:
    lines = _lines(drawn(cross(PHENELZINE, WASHED_OUT)))
    assert "28." not in lines
    assert not [line for line in lines if line.endswith((" December", " January", " November"))]


def test_that_a_leaflet_that_goes_on_over_a_page_names_its_medicine_again() -> None:
    paper = drawn(leaflets("lithium", "lamotrigine", language=Language.SPANISH))
    assert len(paper.sizes) > 1
    for page in range(1, len(paper.sizes)):
        first = min((run for run in paper.runs if run.page == page), key=lambda run: run.box[1])
        assert first.text.strip() in ("lithium", "lamotrigine")
        assert first.size > 12


def test_that_the_english_line_below_the_last_step_is_all_in_english() -> None:
    lasting = replace(PHENELZINE, form=WASHED_OUT.form)
    paper = Paper(writer().draw(taper(lasting, language=Language.SPANISH)))
    english = [span for span in paper.tree.all("Span") if span.language]
    words = " ".join(paper.text_of(span) for span in english)
    assert "keep taking 1 capsule" in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "cápsula" not in words
    assert "mañana" not in words


@pytest.mark.parametrize("language", list(Language))
def test_that_no_number_to_call_stands_alone_on_a_line(language: Language) -> None:
    for make in (a_card, taper):
        for paper_size in Size:
            lines = _lines(drawn(make(language=language, paper=paper_size, large_print=True)))
            assert not {"988.", "911."} & {line.split()[0] for line in lines if line}


@pytest.mark.parametrize("size", list(Size))
def test_that_a_question_stands_on_the_page_of_its_answer(size: Size) -> None:
    for many in range(4, 14):
        asked = tuple(PatientQuestion(f"Question {n}?", f"Answer {n}.") for n in range(many))
        paper = drawn(a_summary(head=head(large_print=True, paper=size), questions=asked))
        for n in range(many):
            page = next(page for page in range(len(paper.sizes)) if f"Question {n}?" in paper.text(page))
            assert f"Answer {n}." in paper.text(page)


def test_that_no_line_of_a_paragraph_stands_alone_on_a_page() -> None:
    paper = drawn(elena_trend(language=Language.SPANISH, paper=Size.A4, large_print=True))
    last = len(paper.sizes) - 1
    texts = [run.text.strip() for run in paper.runs if run.page == last and run.mark is not None]
    assert texts.index("Dosis en un día") == len([text for text in texts if "noviembre: " in text]) > 1


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("language", list(Language))
def test_that_a_leaflet_does_not_end_in_a_page_of_one_sentence(language: Language, size: Size) -> None:
    for name in ("lithium", "sertraline", "lamotrigine", "quetiapine"):
        for large in (False, True):
            paper = drawn(leaflets(name, language=language, paper=size, large_print=large))
            last = len(paper.sizes) - 1
            body = {run.y for run in paper.runs if run.page == last and run.mark is not None}
            assert len(body) > 3, name


def test_that_a_footer_takes_one_line_where_a_shorter_date_makes_it_fit() -> None:
    paper = drawn(taper(language=Language.SPANISH, paper=Size.A4))
    low = {round(run.y) for run in paper.runs if run.mark is None and run.y > 780 and "DEMO" not in run.text}
    assert len(low) == 1


@pytest.mark.parametrize("large", [False, True])
def test_that_each_sign_of_too_much_lithium_stands_by_itself(large: bool) -> None:
    lines = _lines(drawn(a_lithium_slip(large_print=large)))
    assert "throwing up many times" in lines
    assert "very confused: call 911" in lines
