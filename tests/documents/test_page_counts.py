"""How many pages a sheet takes: what fits one sheet of paper stays on it, and each page says whose it is."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from medmanager.documents.plan.page_limits import lines_of, most_pages
from medmanager.domain.paper.sheets import PlanSheet, Sheet, SheetChange, SheetHead, SheetMedicine
from medmanager.domain.patient import Language
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import DoseStep, Form, Slot
from tests.documents import checks
from tests.documents.monitoring_builders import a_lithium_slip
from tests.documents.paper_reader import Paper
from tests.documents.printed import setting_of, writer
from tests.documents.sheet_builders import (
    ADVICE,
    LAMOTRIGINE,
    MADE,
    MANY,
    PROPRANOLOL,
    TREND,
    head,
    mg,
    of_medicines,
    step,
)
from tests.documents.sheet_checks import EVERY_WAY, drawn, faults, plain
from tests.documents.step_builders import cross, going_up, many_steps, taper

ENGLISH, SPANISH = Language.ENGLISH, Language.SPANISH
EVERY_HEAD = [head(language=language, paper=size, large_print=large) for language, size, large in EVERY_WAY]
ONE_PAGE = [one for one in EVERY_HEAD if not one.large_print]


LONG = (
    "Take it with a full meal and a whole glass of water, and stay upright.",
    "Do not drink grapefruit juice while you take this medicine, and no alcohol.",
)


def told(of: SheetHead) -> str:
    """Its name among the tests, the same in every process."""
    return f"{of.language}-{of.paper}-{'large' if of.large_print else 'regular'}"


def _starts(medicines: tuple[SheetMedicine, ...], later: int = 0) -> tuple[SheetChange, ...]:
    """That these start on the day, the last one so many days later."""
    on = [*[MADE] * (len(medicines) - 1), MADE + timedelta(days=later)]
    return tuple(
        SheetChange(ChangeKind.START, one.name, mg("25"), one.form, on=day, slot=Slot.MORNING)
        for one, day in zip(medicines, on, strict=True)
    )


def pages(sheet: Sheet) -> int:
    return len(drawn(sheet).sizes)


def typical(medicines: int, titrated: bool, **changed: object) -> PlanSheet:
    """Daily medicines, one as needed, all advice; one of them going up in steps where it is `titrated`."""
    daily = (LAMOTRIGINE, *MANY[: medicines - 1]) if titrated else MANY[:medicines]
    told = {"as_needed": (PROPRANOLOL,), "advice": ADVICE, "trend": TREND}
    return of_medicines(medicines, daily=daily, **told, head=head(**changed))


@pytest.mark.parametrize("of", EVERY_HEAD, ids=told)
def test_that_eight_daily_medicines_take_one_sheet_of_paper_and_two_in_large_print(of: SheetHead) -> None:
    sheet = replace(typical(8, titrated=False), head=of)
    assert pages(sheet) <= (4 if sheet.head.large_print else 2)


@pytest.mark.parametrize("of", EVERY_HEAD, ids=told)
@pytest.mark.parametrize("medicines", [7, 8])
def test_that_one_of_eight_medicines_may_go_up_in_steps_on_as_much_paper(
    medicines: int, of: SheetHead
) -> None:
    sheet = replace(typical(medicines, titrated=True), head=of)
    assert pages(sheet) <= (4 if of.large_print else 2)


@pytest.mark.parametrize("of", ONE_PAGE, ids=told)
def test_that_eight_steps_at_two_times_of_day_take_one_sheet_of_paper(of: SheetHead) -> None:
    sheet = replace(typical(1, titrated=True), daily=(going_up(7, 14, "morning", "bedtime"),), head=of)
    few = replace(ADVICE, feelings=(), tests=())
    assert pages(replace(sheet, as_needed=(), advice=few)) == 2


@pytest.mark.parametrize("of", [one for one in EVERY_HEAD if one.large_print], ids=told)
def test_that_twelve_medicines_take_two_sheets_in_large_print(of: SheetHead) -> None:
    assert pages(replace(typical(12, titrated=False), head=of)) == 4


@pytest.mark.parametrize("of", EVERY_HEAD, ids=told)
@pytest.mark.parametrize("slots", [("morning",), ("morning", "bedtime")], ids=" and ".join)
def test_that_no_titration_takes_more_pages_than_its_lines_may(slots: tuple[str, ...], of: SheetHead) -> None:
    setting, over = setting_of(of), 0
    for medicines, steps in product((1, 8), (2, 8)):
        daily = (going_up(steps, 7, *slots), *MANY[: medicines - 1])
        sheet = replace(typical(medicines, titrated=True), daily=daily, head=of)
        taken, lines = pages(sheet), lines_of(setting, sheet)
        assert taken <= most_pages(setting, sheet), (medicines, steps, lines)
        over += taken > (4 if of.large_print else 2)
    assert over, "the limit is one: a plan of many lines needs the further page"


@pytest.mark.parametrize("of", EVERY_HEAD, ids=told)
def test_that_a_plan_set_closer_stands_every_check(of: SheetHead) -> None:
    for medicines, slots in ((1, ("morning", "bedtime")), (8, ("morning",))):
        daily = (going_up(5, 14, *slots), *MANY[: medicines - 1])
        sheet = replace(typical(medicines, titrated=True), daily=daily, head=of)
        assert faults(sheet, most_pages(setting_of(of), sheet)) == []
        assert checks.fax_faults(drawn(sheet)) == []


def test_that_parts_of_tablets_are_counted_among_the_lines_of_large_print() -> None:
    def taken(*counts: str) -> tuple[DoseStep, ...]:
        return (
            step(MADE, None, mg("0.25"), **dict(zip(("morning", "noon", "evening"), counts, strict=True))),
        )

    dissolving = replace(MANY[0], form=Form.ODT, purpose="for low mood")
    daily = (
        replace(dissolving, name="lithium", directions=(), steps=taken("1.5", "0.25", "0.25")),
        replace(dissolving, name="bupropion", directions=LONG[:1], steps=taken("0.75", "0.75", "0.75")),
    )
    sheet = of_medicines(0, daily=daily, head=head(large_print=True))
    whole = tuple(replace(one, steps=taken("1", "1", "1")) for one in daily)
    of = setting_of(sheet.head)
    assert lines_of(of, sheet) == lines_of(of, replace(sheet, daily=whole)) + 6
    assert pages(sheet) <= most_pages(of, sheet)


def test_that_the_lines_of_a_plan_are_counted_as_anybody_would_count_them() -> None:
    of = setting_of(head())
    assert lines_of(of, of_medicines(2)) == 2 + 2, "each has a direction"
    assert lines_of(of, of_medicines(3)) == 3 + 2
    assert lines_of(of, of_medicines(9, as_needed=(PROPRANOLOL,))) == 9 + 3 + 3
    assert lines_of(of, of_medicines(0, daily=(going_up(3, 7, "morning"),))) == 1 + 1 + 5 + 3 + 1
    assert lines_of(of, of_medicines(0, daily=(going_up(3, 14, "morning"),))) == 1 + 1 + 5 + 6 + 1
    assert lines_of(of, of_medicines(0, daily=(going_up(3, 7, "morning", "noon"),))) == 1 + 1 + 5 + 6 + 2
    assert lines_of(setting_of(head(language=SPANISH)), of_medicines(3)) == 3 + 2 + 3
    large = setting_of(head(large_print=True))
    assert lines_of(large, of_medicines(2)) == 6 + 2, "two counts and one, and two directions"
    assert lines_of(large, of_medicines(0, daily=(going_up(3, 7, "morning"),))) == 2 + 3 + 8 + 4
    named = setting_of(head(large_print=True, patient_name="Bartholomew Featherstonehaugh"))
    assert lines_of(named, of_medicines(2)) == 8 + 6


@pytest.mark.parametrize("of", EVERY_HEAD, ids=told)
@pytest.mark.parametrize("medicines", [8, 12])
def test_that_long_directions_are_counted_among_the_lines_that_take_more_pages(
    medicines: int, of: SheetHead
) -> None:
    daily = tuple(replace(one, directions=LONG) for one in MANY[:medicines])
    sheet = replace(typical(medicines, titrated=False), daily=daily, head=of)
    assert pages(sheet) <= most_pages(setting_of(of), sheet)


@pytest.mark.parametrize("large", [False, True])
def test_that_advice_fills_the_white_of_the_front_only_where_that_saves_a_page(large: bool) -> None:
    first = (
        ("Only if you need it", "Allergies") if large else ("Tests due", "If you miss a dose", "Allergies")
    )
    filled = set()
    for steps in range(1, 13):
        sheet = replace(typical(1, titrated=True, large_print=large), daily=(going_up(steps, 7, "morning"),))
        front = drawn(sheet).text(0)
        filled |= {steps} if any(title in front for title in first) else set()
    assert filled
    assert 1 not in filled


@pytest.mark.parametrize("of", ONE_PAGE, ids=told)
def test_that_few_medicines_keep_what_is_taken_as_needed_and_the_next_visit_on_the_front(
    of: SheetHead,
) -> None:
    voice = writer().phrases.voice(of.language)
    sheet = replace(typical(5, titrated=True), daily=(going_up(3, 14, "morning"), *MANY[:4]), head=of)
    front = drawn(sheet).text(0)
    assert voice.text("needed.title") in front
    assert voice.text("visit.title") in front


@pytest.mark.parametrize("of", EVERY_HEAD, ids=told)
def test_that_a_first_plan_of_eight_medicines_that_start_on_one_day_takes_as_much_paper(
    of: SheetHead,
) -> None:
    paper = drawn(replace(typical(8, titrated=False), head=of, changes=_starts(MANY[:8])))
    assert len(paper.sizes) <= (4 if of.large_print else 2)
    voice = writer().phrases.voice(of.language)
    assert voice.text("change.all_new") in plain(paper)
    assert voice.text("change.start.day", d=MADE).replace("\N{NO-BREAK SPACE}", " ") in plain(paper)


@pytest.mark.parametrize(
    "changes",
    [
        _starts(MANY[:8], later=1),
        _starts(MANY[:7]),
        (*_starts(MANY[:7]), SheetChange(ChangeKind.CHANGE, MANY[7].name, mg("75"), on=MADE)),
    ],
    ids=["two days", "one is kept", "one is changed"],
)
def test_that_starts_are_told_one_by_one_where_not_all_medicines_start_on_one_day(
    changes: tuple[SheetChange, ...],
) -> None:
    words = plain(drawn(replace(typical(8, titrated=False), changes=changes)))
    assert "all daily medicines" not in words


def long_named(count: int) -> tuple[SheetMedicine, ...]:
    """So many medicines whose changes take two lines each."""
    first = "methylphenidate hydrochloride", "desvenlafaxine succinate hydrate", "lithium carbonate extended"
    return tuple(
        replace(MANY[0], name=f"{first[number % 3]} {letter}", form=Form.ER_TABLET)
        for number, letter in enumerate("abcdefghijklmnopqrstuvwxy"[:count])
    )


@pytest.mark.parametrize("of", ONE_PAGE, ids=told)
@pytest.mark.parametrize("medicines", [16, 25])
def test_that_changes_that_fill_more_than_a_page_go_on_on_the_next_under_their_title(
    medicines: int, of: SheetHead
) -> None:
    daily = long_named(medicines)
    sheet = replace(typical(1, titrated=False), daily=daily, changes=_starts(daily, later=1), head=of)
    assert faults(sheet, 8 if medicines > 20 else 5) == []
    paper = drawn(sheet)
    begun = [number for number in range(len(paper.sizes)) if plain_text(paper, number, of, "change.title")]
    assert begun[0] == 0, "the front says where they are told"
    assert begun == list(range(begun[-1] + 1))
    rows = [number for number in range(len(paper.sizes)) if plain_text(paper, number, of, "change.start")]
    assert rows == begun[1:], "no page of them is without the title"
    assert len(rows) > 1 or medicines < 20
    words = plain(paper)
    assert all(words.count(one.name) >= 2 for one in daily), "among the changes and in the grid"


@pytest.mark.parametrize("of", ONE_PAGE, ids=told)
@pytest.mark.parametrize("medicines", [8, 12, 18])
def test_that_a_change_of_a_long_name_is_counted_with_its_second_line(medicines: int, of: SheetHead) -> None:
    daily = tuple(replace(one, directions=()) for one in long_named(medicines))
    changes = _starts(daily, later=1)
    sheet = replace(typical(1, titrated=False), daily=daily, changes=changes, head=of)
    setting = setting_of(of)
    assert pages(sheet) <= most_pages(setting, sheet)
    short = replace(sheet, changes=tuple(replace(one, name="lithium") for one in changes))
    assert lines_of(setting, sheet) == lines_of(setting, short) + medicines


def plain_text(paper: Paper, number: int, of: SheetHead, key: str) -> bool:
    return writer().phrases.voice(of.language).text(key) in paper.text(number)


@pytest.mark.parametrize("of", ONE_PAGE, ids=told)
def test_that_a_taper_a_switch_and_the_lithium_slip_take_one_page_each(of: SheetHead) -> None:
    for sheet in (taper(), cross(), a_lithium_slip()):
        assert pages(replace(sheet, head=of)) == 1


@pytest.mark.parametrize("of", [one for one in EVERY_HEAD if one.large_print], ids=told)
def test_that_a_taper_of_five_steps_takes_three_pages_in_large_print(of: SheetHead) -> None:
    assert pages(replace(taper(), head=of)) == 3


@pytest.mark.parametrize("days", [1, 7])
@pytest.mark.parametrize("of", ONE_PAGE, ids=told)
def test_that_a_taper_of_sixty_steps_takes_four_pages_and_three_where_each_is_a_day(
    of: SheetHead, days: int
) -> None:
    assert pages(replace(taper(many_steps(60, days)), head=of)) <= (3 if days == 1 else 4)


@pytest.mark.parametrize("language", list(Language))
def test_that_a_taper_of_sixty_steps_can_be_printed_in_large_print(language: Language) -> None:
    assert pages(taper(many_steps(60), language=language, large_print=True)) <= 18


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("many", [8, 11, 12, 13])
def test_that_the_next_visit_of_a_switch_does_not_stand_alone_on_the_last_page_of_large_print(
    many: int, language: Language
) -> None:
    switch = cross(going_up(4, 7, "morning"), language=language, large_print=True)
    paper = drawn(replace(switch, warning_signs=("too restless to sit still",) * many))
    last, title = paper.text(len(paper.sizes) - 1), writer().phrases.voice(language).text("visit.title")
    before, visit, _ = last.partition(title)
    assert visit
    running = writer().phrases.voice(language).text("cross.title")
    assert len(before) > len(running) + 40, "something stands between the running title and the visit"


def test_that_the_trend_does_not_stand_alone_on_a_page() -> None:
    three = tuple(replace(LAMOTRIGINE, name=name) for name in ("lamotrigine", "topiramate", "quetiapine"))
    sheet = replace(typical(7, titrated=False), daily=(*three, *MANY[:4]))
    assert pages(sheet) == pages(replace(sheet, trend=None)) == 3


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("medicines", [4, 5])
def test_that_no_small_block_stands_alone_on_the_last_page_of_large_print(
    medicines: int, language: Language
) -> None:
    paper = drawn(typical(medicines, titrated=False, language=language, large_print=True))
    last = len(paper.sizes) - 1
    assert last == 3
    titles = [title for title in paper.tree.all("H2") if any(page == last for page, _ in title.marks())]
    assert len(titles) > 1


@pytest.mark.parametrize("language", list(Language))
def test_that_a_first_plan_of_twelve_new_medicines_shows_some_on_the_front_and_every_change_behind(
    language: Language,
) -> None:
    on_paper = head(language=language, patient_name="Bartholomew Featherstonehaugh-Cholmondeley")
    started = (*_starts(MANY, later=1), *_starts(MANY[:6]))
    sheet = replace(typical(12, titrated=False), head=on_paper, changes=started)
    paper = drawn(sheet)
    assert sum(one.name in paper.text(0) for one in MANY) >= 3
    many = writer().phrases.voice(language).text("change.many", n=2)
    assert many in plain(paper)
    assert all(paper.text(1).count(one.name) for one in MANY)
    assert faults(sheet, 6) == []


@pytest.mark.parametrize("large", [False, True])
def test_that_every_page_of_a_long_taper_names_medicine_and_plan(large: bool) -> None:
    paper = drawn(taper(many_steps(40), large_print=large))
    assert len(paper.sizes) > 1
    for page in range(len(paper.sizes)):
        assert "diazepam" in paper.text(page)
        assert "Plan 4" in paper.text(page).replace("\N{NO-BREAK SPACE}", " ")


def test_that_steps_that_go_on_over_a_page_name_their_medicine_again() -> None:
    paper = drawn(replace(typical(8, titrated=False, large_print=True), daily=(_climbing(), *MANY[:7])))
    with_steps = [page for page in range(len(paper.sizes)) if "Morning: " in paper.text(page)]
    assert len(with_steps) > 1
    assert all("lamotrigine" in paper.text(page) for page in with_steps)


def _climbing() -> SheetMedicine:
    weeks = [
        step(MADE + timedelta(weeks=n), MADE + timedelta(days=7 * n + 6), mg("25"), morning=str(n + 1))
        for n in range(9)
    ]
    return replace(LAMOTRIGINE, steps=tuple(weeks))


def test_that_the_large_slip_has_a_place_to_write_the_hour() -> None:
    words = plain(drawn(a_lithium_slip(large_print=True)))
    assert "Write the time here: :" in words


@pytest.mark.parametrize("of", ONE_PAGE, ids=told)
@pytest.mark.parametrize("medicines", [3, 25])
def test_that_changes_of_other_days_are_not_called_those_of_today(medicines: int, of: SheetHead) -> None:
    daily = long_named(medicines)
    sheet = replace(typical(1, titrated=False), daily=daily, changes=_starts(daily, later=1), head=of)
    voice = writer().phrases.voice(of.language)
    today, since = (voice.text(key) for key in ("change.title", "change.title.since"))
    assert today in plain(drawn(sheet))
    words = plain(drawn(replace(sheet, changed_today=False)))
    assert since in words
    assert today not in words
    assert not re.search(r"\b(?:today|hoy)\b", words.partition("Get help")[0], re.IGNORECASE)
