"""What belongs together on paper: a day and its month, a medicine and what is told of it, one language."""

from dataclasses import replace

import pytest

from medmanager.domain.patient import Language
from tests.documents.chart_builders import elena_trend
from tests.documents.leaflet_builders import leaflets
from tests.documents.monitoring_builders import a_lithium_slip
from tests.documents.paper_reader import Paper
from tests.documents.printed import writer
from tests.documents.sheet_checks import drawn
from tests.documents.step_builders import PHENELZINE, WASHED_OUT, cross, taper


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


@pytest.mark.parametrize("large", [False, True])
def test_that_each_sign_of_too_much_lithium_stands_by_itself(large: bool) -> None:
    lines = _lines(drawn(a_lithium_slip(large_print=large)))
    assert "throwing up many times" in lines
    assert "very confused: call 911" in lines


@pytest.mark.parametrize("large", [False, True])
def test_that_reasons_on_the_spanish_trend_are_said_to_be_english(large: bool) -> None:
    paper = drawn(elena_trend(language=Language.SPANISH, large_print=large))
    assert "Qué cambió y por qué (en inglés)" in " ".join(_lines(paper))
