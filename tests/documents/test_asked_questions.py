"""What the patient asked and worries about stands on the sheet, in each language and size of print."""

from dataclasses import replace

import pytest

from medmanager.domain.patient import Language
from tests.documents.paper_reader import Paper
from tests.documents.printed import writer
from tests.documents.sheet_builders import ADVICE, elena, head

ASKED = ("lithium: Will the shaking stop?", "lithium: The copay went up.")


@pytest.mark.parametrize("large", [False, True])
def test_that_the_sheet_prints_what_was_asked(large: bool) -> None:
    sheet = elena(head=head(large_print=large), advice=replace(ADVICE, ask_us=ASKED))
    words = " ".join(run.text for run in Paper(writer().draw(sheet)).runs)
    assert "Ask us about" in words
    assert "Will the shaking stop?" in words
    assert "The copay went up." in words


def test_that_a_sheet_without_questions_says_nothing_of_them() -> None:
    words = " ".join(run.text for run in Paper(writer().draw(elena())).runs)
    assert "Ask us about" not in words


def test_that_the_heading_is_there_in_spanish() -> None:
    sheet = elena(head=head(language=Language.SPANISH), advice=replace(ADVICE, ask_us=ASKED[:1]))
    assert "Pregúntenos sobre" in " ".join(run.text for run in Paper(writer().draw(sheet)).runs)
