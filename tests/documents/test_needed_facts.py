"""The facts of an as-needed medicine beside what is stopped: no count runs into another, however long."""

from dataclasses import replace
from decimal import Decimal

import pytest

from medmanager.domain.dose import AsNeeded, Form
from medmanager.domain.patient import Language
from medmanager.domain.practice import Paper as Size
from medmanager.domain.sheets import SheetAdvice, SheetAsNeeded, SheetInjection, Tag
from tests.documents import checks
from tests.documents.printed import POINTS
from tests.documents.sheet_builders import MADE, PROPRANOLOL, elena, head, mg
from tests.documents.sheet_checks import drawn, plain

PALIPERIDONE = SheetInjection("paliperidone", mg("156"), Decimal(1), MADE)
NEEDED = 322 / 540
"""The part of the column that is left of what is not taken any more."""


def _needed(form: Form, count: str, most: str) -> SheetAsNeeded:
    dose = AsNeeded("for worry", mg("2.5"), Decimal(count), 12, Decimal(most))
    return replace(PROPRANOLOL, form=form, dose=dose)


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("form", "count", "most"),
    [(Form.ODT, "1", "3"), (Form.ODT, "0.5", "1.5"), (Form.TABLET, "1.5", "4.5"), (Form.TABLET, "0.75", "3")],
)
def test_that_the_three_facts_stand_apart(
    language: Language, size: Size, form: Form, count: str, most: str
) -> None:
    sheet = elena(head=head(language=language, paper=size), daily=(), as_needed=(_needed(form, count, most),))
    paper = drawn(sheet)
    assert checks.overlap_faults(paper) == []
    assert checks.join_faults(paper) == []
    edge = 36 + round((POINTS[size][0] - 72) * NEEDED)
    title = next(
        run for run in paper.runs if run.text.strip() in ("Only if you need it", "Solo si la necesita")
    )
    facts = [run for run in paper.runs if run.page == 0 and 0 < run.y - title.y < 90 and run.box[0] < edge]
    assert len(facts) > 5
    assert max(run.box[2] for run in facts) <= edge


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(("language", "word"), [(Language.ENGLISH, "New"), (Language.SPANISH, "Nueva")])
def test_that_an_as_needed_medicine_bears_its_mark_where_it_is_new(
    language: Language, word: str, large: bool
) -> None:
    of = head(language=language, large_print=large)
    sheet = replace(elena(), head=of, changes=(), daily=(), stopped=())
    new = drawn(replace(sheet, as_needed=(replace(PROPRANOLOL, tag=Tag.NEW),)))
    assert word in plain(new).replace(".", "").split()
    assert word not in plain(drawn(sheet)).replace(".", "").split()
    assert checks.overlap_faults(new) == []


@pytest.mark.parametrize("large", [False, True])
def test_that_what_is_taken_only_if_needed_has_no_dose_to_miss(large: bool) -> None:
    as_needed = replace(elena(), daily=(), changes=(), advice=SheetAdvice(), head=head(large_print=large))
    words = plain(drawn(as_needed))
    assert "If you miss a dose" not in words
    assert "Do not stop on your own" not in words
    given = plain(drawn(replace(as_needed, injections=(PALIPERIDONE,))))
    assert "If you miss a dose" not in given
    assert "Do not stop on your own" in given
