"""The pages that a plan names: they hold what they are named for, or the plan is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from medmanager.documents.plan import pages as plan_pages
from medmanager.documents.plan.front import PageNumbers
from medmanager.documents.press.flow import Column, Strip
from medmanager.documents.press.page import Setting
from medmanager.domain.errors import Refused
from medmanager.domain.paper.sheets import PlanSheet, SheetChange, SheetMedicine
from medmanager.domain.patient import Language
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import DoseStep, Form, Slot
from tests.documents.page_checks import steps_page_faults
from tests.documents.paper_reader import Paper
from tests.documents.printed import setting_of, writer
from tests.documents.sheet_builders import LAMOTRIGINE, MADE, MANY, head, mg, of_medicines, ongoing, step
from tests.documents.sheet_checks import drawn

DAY = timedelta(days=1)
PAUSED = replace(
    LAMOTRIGINE,
    steps=(DoseStep(MADE, MADE + 6 * DAY, ()), step(MADE + 7 * DAY, None, mg("25"), morning="2")),
)


def words_of(paper: Paper, page: int) -> str:
    return " ".join(paper.text(page).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("others", [0, 7])
def test_that_a_medicine_that_begins_again_after_a_pause_has_its_pause_and_its_dose_told(
    others: int, language: Language, large: bool
) -> None:
    of = head(language=language, large_print=large)
    sheet = of_medicines(0, daily=(PAUSED, *MANY[:others]), head=of)
    paper, voice = drawn(sheet), writer().phrases.voice(language)
    assert steps_page_faults(paper, sheet) == []
    steps = "".join(text for heading, text in paper.sections if heading.startswith("lamotrigine"))
    told = " ".join(steps.replace("\N{NO-BREAK SPACE}", " ").split())
    for said in (voice.text("steps.none"), voice.text("steps.in_one_day", dose="50 mg")):
        assert said in told


@pytest.mark.parametrize("language", list(Language))
def test_that_medicines_go_on_on_the_page_that_the_front_names_though_the_changes_fill_the_second(
    language: Language,
) -> None:
    names = [f"dextroamphetamine and amphetamine salts {letter}lang" for letter in "ABCDEFGHIJKL"]
    daily = tuple(
        SheetMedicine(name, "", Form.ER_TABLET, "for low mood", ongoing(mg("300"), morning="1"))
        for name in names
    )
    starts = tuple(
        SheetChange(ChangeKind.START, name, mg("300"), Form.ER_TABLET, MADE + place % 2 * DAY, Slot.MORNING)
        for place, name in enumerate(names)
    )
    sheet = of_medicines(0, daily=daily, changes=starts, head=head(language=language))
    paper, voice = drawn(sheet), writer().phrases.voice(language)
    first = next(
        page for page in range(1, len(paper.sizes)) if voice.text("grid.title") in words_of(paper, page)
    )
    assert first > 1
    shown = sum(name in words_of(paper, 0) for name in names)
    said = voice.text("grid.split.short", shown=shown, all=len(names), next=first + 1)
    assert said in words_of(paper, 0)


def _page_for(patch: pytest.MonkeyPatch, page_of: Callable[[str], int]) -> list[str]:
    """Has the steps of the only medicine stand on a page that depends on the one that is printed, and gives
    what was printed each time.
    """
    printed: list[str] = []

    def lay_out(setting: Setting, _: PlanSheet, numbers: PageNumbers, *, tell_us: bool) -> list[Column]:
        assert tell_us
        printed.append(numbers.of_steps[0])
        columns = [Column(setting.page.top, setting.page.height) for _ in range(page_of(printed[-1]))]
        columns[-1].put([Strip("steps", 10, lambda *_: None, mark="0")])
        return columns

    patch.setattr(plan_pages, "lay_out_large", lay_out)
    patch.setattr(plan_pages, "TWO_SHEETS", 12)
    return printed


OF_ONE = of_medicines(1, head=head(large_print=True))


def test_that_page_numbers_that_go_round_are_written_equally_wide_and_are_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed = _page_for(monkeypatch, lambda text: 9 if len(text) > 1 else 10)
    pages = plan_pages.lay_out_plan(setting_of(OF_ONE.head), OF_ONE)
    assert len(pages) == int(printed[-1]) == 9
    assert len(printed[-1]) == 2, "so wide as the number of two figures that moved it"


def test_that_a_plan_is_refused_rather_than_name_a_wrong_page(monkeypatch: pytest.MonkeyPatch) -> None:
    _page_for(monkeypatch, lambda text: 7 if int(text) == 8 else 8)
    with pytest.raises(Refused, match="page numbers would not be right"):
        plan_pages.lay_out_plan(setting_of(OF_ONE.head), OF_ONE)
