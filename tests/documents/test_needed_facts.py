"""The facts of an as-needed medicine and of a pause: on which days, and no count runs into another."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.paper.sheets import SheetAdvice, SheetAsNeeded, SheetChange, SheetInjection, Tag
from medmanager.domain.patient import Language
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import AsNeeded, Form, Slot
from medmanager.domain.practice import Paper as Size
from tests.documents import checks
from tests.documents.fail_safe_builders import MEDICINES, martin
from tests.documents.printed import POINTS, writer
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


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", list(Language))
def test_that_the_days_of_an_as_needed_dose_stand_beside_it(language: Language, large: bool) -> None:
    of = head(language=language, large_print=large)
    from_day, last = MADE + timedelta(days=9), MADE + timedelta(days=8)
    dated = (replace(PROPRANOLOL, last=last), replace(PROPRANOLOL, start=from_day))
    sheet = replace(elena(), head=of, changes=(), daily=(), stopped=(), as_needed=dated)
    voice = writer().phrases.voice(language)
    told = [voice.text("dates.until", d=last), voice.text("change.start.day", d=from_day)]
    told = [" ".join(words.split()) for words in told]
    paper = drawn(sheet)
    assert [words in " ".join(plain(paper).split()) for words in told] == [True, True]
    assert checks.overlap_faults(paper) == []


@pytest.mark.parametrize(
    ("language", "told"),
    [(Language.ENGLISH, "Next dose Dec 19, 2026."), (Language.SPANISH, "Próxima dosis 19 dic 2026.")],
)
def test_that_the_fail_safe_sheet_says_when_a_depot_is_due(language: Language, told: str) -> None:
    depot = replace(MEDICINES[0], form=Form.INJECTION, every_days=28, next_on=date(2026, 12, 19))
    sheet = martin(medicines=(depot,))
    assert told in plain(drawn(replace(sheet, head=replace(sheet.head, language=language))))


def test_that_the_fail_safe_sheet_says_when_an_as_needed_dose_begins_and_ends() -> None:
    sheet = martin()
    (needed,) = sheet.needed
    dated = replace(needed, start=MADE + timedelta(days=1), changes_on=MADE + timedelta(days=9))
    paper = plain(drawn(replace(sheet, needed=(dated,))))
    voice = writer().phrases.voice(Language.ENGLISH)
    for key, day in (("failsafe.starts", dated.start), ("failsafe.changes", dated.changes_on)):
        assert " ".join(voice.text(key, d=day).split()) in paper


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    ("language", "told"), [(Language.ENGLISH, "Take none from"), (Language.SPANISH, "No la tome desde el")]
)
def test_that_a_pause_is_told_as_one_and_as_no_new_dose(language: Language, told: str, large: bool) -> None:
    pause = SheetChange(ChangeKind.CHANGE, "lithium", on=MADE, paused=True)
    paper = plain(drawn(elena(head=head(language=language, large_print=large), changes=(pause,))))
    assert told in paper
    assert "New dose" not in paper
    assert "Nueva dosis" not in paper


FAR, PAST = MADE + timedelta(days=400), MADE - timedelta(days=260)
YEARS = pytest.mark.parametrize(
    ("language", "coming", "gone"),
    [
        (Language.ENGLISH, "December 28, 2027", "March 8, 2026"),
        (Language.SPANISH, "28 de diciembre de 2027", "8 de marzo de 2026"),
    ],
)


@YEARS
@pytest.mark.parametrize("large", [False, True])
def test_that_a_change_of_another_year_is_told_with_its_year(
    language: Language, coming: str, gone: str, large: bool
) -> None:
    """A month from now there is a December 28 too, and a March 8 is soon to come."""
    one = SheetChange(ChangeKind.CHANGE, "lithium", on=FAR, count=Decimal(1))
    far = (
        one,
        replace(one, kind=ChangeKind.START, slot=Slot.BEDTIME),
        replace(one, kind=ChangeKind.STOP),
        replace(one, paused=True),
        replace(one, stays=True),
        replace(one, count=None),
    )
    changes = (*far, replace(one, on=PAST, every_days=7))
    near = replace(one, on=MADE + timedelta(days=35))
    paper = plain(drawn(elena(head=head(language=language, large_print=large), changes=changes)))
    assert (paper.count(coming), paper.count(gone)) == (6, 1)
    paper = plain(drawn(elena(head=head(language=language, large_print=large), changes=(near,))))
    assert coming[:10] in paper
    assert coming.replace("2027", "2026") not in paper


@YEARS
@pytest.mark.parametrize("large", [False, True])
def test_that_the_last_day_of_an_as_needed_dose_in_another_year_is_told_with_its_year(
    language: Language, coming: str, gone: str, large: bool
) -> None:
    dated = (
        replace(PROPRANOLOL, last=FAR),
        replace(PROPRANOLOL, start=FAR),
        replace(PROPRANOLOL, start=FAR, last=FAR + timedelta(days=3)),
    )
    of = head(language=language, large_print=large)
    sheet = replace(elena(), head=of, changes=(), daily=(), stopped=(), as_needed=dated)
    assert plain(drawn(sheet)).count(coming) == 3


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.ENGLISH, "1 tablet every 7 days from Monday, November 23"),
        (Language.SPANISH, "1 tableta cada 7 días desde el lunes 23 de noviembre"),
    ],
)
def test_that_a_change_to_a_weekly_dose_says_how_often(language: Language, told: str, large: bool) -> None:
    weekly = SheetChange(ChangeKind.CHANGE, "fluoxetine", on=MADE, count=Decimal(1), every_days=7)
    assert told in plain(drawn(elena(head=head(language=language, large_print=large), changes=(weekly,))))
