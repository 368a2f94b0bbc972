"""A medicine from elsewhere that the patient is asked to stop: its name alone, in every way of printing."""

import pytest

from medmanager.domain.paper.sheets import SheetStopped
from medmanager.domain.patient import Language
from medmanager.domain.plan.dose import Form
from tests.documents.paper_reader import Paper
from tests.documents.printed import writer
from tests.documents.sheet_builders import MADE, elena, head

ADVIL = SheetStopped("ibuprofen", "Advil", None, Form.TABLET, MADE)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("large", [False, True])
def test_that_it_is_named_without_tablets_that_nobody_knows(large: bool, language: Language) -> None:
    sheet = elena(head=head(large_print=large, language=language), stopped=(ADVIL,))
    words = " ".join(run.text for run in Paper(writer().draw(sheet)).runs)
    assert "ibuprofen" in words
    assert "None" not in words
