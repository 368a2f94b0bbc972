"""The slip for a blood test: what is due together, when, how to come to it, and what the lab must know."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.paper.monitoring import SlipTest, lithium_timing, slip_groups
from medmanager.domain.patient import Language
from medmanager.domain.plan.dose import Slot, TabletCount
from medmanager.domain.plan.plan import MonitoringItem, PlanItem
from medmanager.domain.practice import Paper as Size
from medmanager.domain.practice import SlotClock
from tests.builders import an_item
from tests.documents.monitoring_builders import DUE, a_fasting_slip, a_lithium_slip
from tests.documents.sheet_builders import MADE, mg, step
from tests.documents.sheet_checks import EVERY_WAY, drawn, faults, plain

WAYS = pytest.mark.parametrize(("language", "size", "large"), EVERY_WAY)
DAY = timedelta(days=1)


@WAYS
def test_that_a_slip_stands_every_check(language: Language, size: Size, large: bool) -> None:
    assert faults(a_lithium_slip(language=language, paper=size, large_print=large), 3 if large else 2) == []
    assert faults(a_fasting_slip(language=language, paper=size, large_print=large), 2 if large else 1) == []


def test_that_the_lithium_slip_fits_one_english_page() -> None:
    assert len(drawn(a_lithium_slip()).sizes) == 1


def test_that_twelve_hours_lie_between_the_last_dose_and_the_test() -> None:
    text = plain(drawn(a_lithium_slip()))
    for words in (
        "Monday, November 30, 2026 9:00 in the morning",
        "Sunday, 9:00 at night Take your lithium: 2 tablets. Write the time here:",
        "Do not take lithium yet. You may eat and drink.",
        "12 hours Blood test",
        "Tests: lithium level (trough), creatinine, eGFR, sodium, calcium, TSH. No fasting.",
        "Do not use a lithium heparin tube.",
        "the level is 1.2 mmol per L or more",
    ):
        assert words in text


def test_that_without_an_evening_dose_no_hour_is_made_up() -> None:
    text = plain(drawn(a_lithium_slip(None)))
    assert "12 hours after your last lithium" in text
    assert "9:00" not in text


def test_that_the_lab_reads_english_on_a_spanish_slip() -> None:
    text = plain(drawn(a_lithium_slip(language=Language.SPANISH)))
    assert "Do not use a lithium heparin tube." in text
    assert "Todavía no tome lithium." in text
    assert "(en inglés)" not in text


def test_that_fasting_is_asked_for_where_a_test_needs_it() -> None:
    text = plain(drawn(a_fasting_slip()))
    assert "Do not eat for 8 hours before." in text
    assert "Fasting." in text
    assert "You may eat and drink." not in text


def test_that_a_code_keeps_its_capitals_wherever_it_stands() -> None:
    tests = (SlipTest("HbA1c", "quetiapine", DUE), SlipTest("lipids", "quetiapine", DUE))
    for ordered in (tests, tests[::-1]):
        text = plain(drawn(replace(a_fasting_slip(), tests=ordered)))
        assert "hbA1c" not in text
        assert text.count("HbA1c") == 2


def watched(*entries: MonitoringItem, generic: str = "lithium", **counts: str) -> PlanItem:
    steps = step(MADE - 60 * DAY, None, mg("300"), **(counts or {"bedtime": "2"}))
    return replace(an_item(generic, steps), monitoring=entries)


def test_that_tests_due_within_a_week_are_drawn_together_and_each_once() -> None:
    item = watched(
        MonitoringItem("lithium level", DUE, "why"),
        MonitoringItem("TSH", DUE + 7 * DAY, "why"),
        MonitoringItem("eGFR", DUE + 8 * DAY, "why"),
        MonitoringItem("weight", DUE, "why"),
        MonitoringItem("sodium", DUE, "why", done_on=MADE),
        MonitoringItem("calcium", MADE + 90 * DAY, "why"),
    )
    other = watched(MonitoringItem("tsh", DUE + DAY, "why"), generic="quetiapine")
    groups = slip_groups((item, other), MADE)
    assert [[test.measure for test in group] for group in groups] == [["lithium level", "tsh"], ["eGFR"]]


def test_that_what_is_late_goes_with_what_is_due_now() -> None:
    item = watched(MonitoringItem("lithium level", MADE - 9 * DAY, "why"), MonitoringItem("TSH", MADE, "why"))
    assert [len(group) for group in slip_groups((item,), MADE)] == [2]
    text = plain(drawn(replace(a_fasting_slip(), tests=slip_groups((item,), MADE)[0])))
    assert "This test is late. Go as soon as you can." in text


@pytest.mark.parametrize(
    ("counts", "hour", "taken", "after"),
    [
        ({"morning": "1", "bedtime": "2"}, 22, 2, 1),
        ({"evening": "3"}, 18, 3, None),
    ],
)
def test_that_the_hour_follows_from_the_last_dose_of_the_day_before(
    counts: dict[str, str], hour: int, taken: int, after: int | None
) -> None:
    timing = lithium_timing((watched(**counts),), DUE, SlotClock())
    assert timing is not None
    assert timing.last_dose == datetime.combine(DUE - DAY, time(hour))
    assert timing.test == timing.last_dose + timedelta(hours=12)
    assert timing.last_count == taken
    assert timing.next_count == after


def test_that_lithium_of_the_morning_alone_gives_no_hour() -> None:
    assert lithium_timing((watched(morning="3"),), DUE, SlotClock()) is None
    assert lithium_timing((watched(generic="sertraline"),), DUE, SlotClock()) is None
    ended = replace(watched(), steps=(step(date(2026, 1, 1), MADE, mg("300"), bedtime="1"),))
    assert lithium_timing((ended,), DUE, SlotClock()) is None


def test_that_lithium_on_two_lines_or_not_due_the_evening_before_gives_no_hour() -> None:
    item = watched()
    assert lithium_timing((item, watched(morning="1")), DUE, SlotClock()) is None
    every_other = replace(item.steps[0], start=DUE, every_days=2)
    assert lithium_timing((replace(item, steps=(every_other,)),), DUE + DAY, SlotClock()) is not None
    assert lithium_timing((replace(item, steps=(every_other,)),), DUE + 2 * DAY, SlotClock()) is None


def test_that_a_count_of_two_strengths_is_summed() -> None:
    tablets = (
        TabletCount(mg("300"), Slot.BEDTIME, Decimal(1)),
        TabletCount(mg("150"), Slot.BEDTIME, Decimal(1)),
    )
    item = watched()
    both = replace(item, steps=(replace(item.steps[0], tablets=tablets),))
    timing = lithium_timing((both,), DUE, SlotClock())
    assert timing is not None
    assert timing.last_count == 2
