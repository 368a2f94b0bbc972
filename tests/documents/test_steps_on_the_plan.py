"""The dated steps at the back of the plan: whose steps they are on every page; heads within their page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from medmanager.domain.paper.sheets import SheetMedicine
from medmanager.domain.patient import Language
from medmanager.domain.plan.dose import Form, Slot
from medmanager.domain.practice import Paper as Size
from tests.documents.paper_reader import Paper
from tests.documents.printed import POINTS, writer
from tests.documents.sheet_builders import MADE, MANY, elena, head, mg, step
from tests.documents.sheet_checks import drawn, plain

DAY = timedelta(days=1)


def _climbing(weeks: int, *slots: str) -> SheetMedicine:
    """A medicine that changes each week, taken at these times of day."""
    steps = (
        step(MADE + 7 * n * DAY, MADE + (7 * n + 6) * DAY, mg("25"), **dict.fromkeys(slots, str(1 + n % 3)))
        for n in range(weeks)
    )
    return SheetMedicine("venlafaxine", "Effexor", Form.TABLET, "for worry", tuple(steps))


def _runs_of(paper: Paper, page: int, words: str) -> list[str]:
    return [run.text for run in paper.runs if run.page == page and words in run.text]


@pytest.mark.parametrize("slots", [("morning",), ("morning", "noon")], ids=["one time", "two times"])
def test_that_steps_that_go_on_over_a_page_name_their_medicine_again(slots: tuple[str, ...]) -> None:
    paper = drawn(elena(daily=(_climbing(18, *slots),)))
    with_steps = [page for page in range(1, len(paper.sizes)) if _runs_of(paper, page, "mg in one day")]
    assert len(with_steps) > 1
    for page in with_steps:
        assert _runs_of(paper, page, "venlafaxine (Effexor)")


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("language", list(Language))
def test_that_the_heads_of_all_four_times_of_day_keep_to_the_page(language: Language, size: Size) -> None:
    on_paper = head(language=language, paper=size)
    paper = drawn(replace(elena(daily=(_climbing(3, *Slot),)), head=on_paper))
    bedtime = writer().phrases.voice(language).text("slot.bedtime")
    ends = [run.box[2] for run in paper.runs if run.page == 1 and run.text.strip() == bedtime]
    assert ends
    assert max(ends) <= POINTS[size][0] - 36


@pytest.mark.parametrize("language", list(Language))
def test_that_no_month_of_a_step_stands_on_a_line_of_its_own(language: Language) -> None:
    paper = drawn(elena(daily=(_climbing(3, "morning", "noon"),), head=head(language=language)))
    lines = [run.text.strip().casefold() for run in paper.runs]
    assert not {"november", "noviembre", "december", "diciembre", "14, 2026"} & set(lines)


def test_that_the_last_date_of_steps_is_not_cut_between_month_and_day() -> None:
    rising = replace(_climbing(2, "morning", "noon"))
    last = step(MADE + 21 * DAY, None, mg("25"), morning="2", noon="2")
    paper = drawn(elena(daily=(replace(rising, steps=(*rising.steps, last)),)))
    told = [run.text.replace("\N{NO-BREAK SPACE}", " ").strip() for run in paper.runs]
    assert "December 14, 2026" in told


def test_that_a_direction_follows_the_brand_as_a_sentence_where_the_purpose_is_hidden() -> None:
    hidden = tuple(replace(medicine, purpose="") for medicine in MANY[:5])
    words = plain(drawn(elena(daily=hidden)))
    assert "Lithobid. Swallow it whole." in words


@pytest.mark.parametrize("language", list(Language))
def test_that_a_taper_at_two_times_of_day_leaves_room_for_the_advice_on_its_sheet(language: Language) -> None:
    starts = [MADE + 14 * n * DAY for n in range(4)]
    steps = (
        step(start, start + 13 * DAY if start < starts[-1] else None, mg("2"), morning=count, bedtime=count)
        for start, count in zip(starts, ("5", "4.5", "4", "1"), strict=True)
    )
    taper = SheetMedicine("diazepam", "Valium", Form.TABLET, "for worry", tuple(steps))
    usual = elena()
    advice = replace(usual.advice, feelings=usual.advice.feelings[:4], tests=())
    paper = drawn(replace(usual, daily=(taper,), as_needed=(), advice=advice, head=head(language=language)))
    assert len(paper.sizes) == 2
