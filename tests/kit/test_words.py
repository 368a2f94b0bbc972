"""Words for dates, doses, names and lateness, and what is read from what people type."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medmanager.domain.number_words import plain
from ui.kit import words
from ui.kit.fields import typed
from ui.kit.tallman import TALL_MAN, tall_man

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, 42, tzinfo=UTC)
CHICAGO = ZoneInfo("America/Chicago")


def test_that_the_year_is_said_when_it_is_not_this_year() -> None:
    assert words.day_name(date(2026, 11, 24), TODAY) == "Tue, Nov 24"
    assert words.day_name(date(2027, 1, 5), TODAY) == "Tue, Jan 5, 2027"
    assert words.short_day(date(2026, 8, 24), TODAY) == "Aug 24"
    assert words.full_day(TODAY) == "Mon, Nov 23, 2026"
    assert words.long_day(TODAY) == "Monday, November 23, 2026"
    assert words.dated(date(1984, 3, 14)) == "Mar 14, 1984"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 11, 23), date(2026, 11, 27), "Nov 23 to 27, 2026"),
        (date(2026, 8, 17), date(2026, 11, 30), "Aug 17 to Nov 30, 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "Dec 28, 2026 to Jan 3, 2027"),
    ],
)
def test_that_a_span_says_what_is_needed_once(first: date, last: date, text: str) -> None:
    assert words.day_span(first, last) == text


def test_that_an_instant_is_shown_in_the_zone_of_the_practice() -> None:
    assert words.time_of(NOW, CHICAGO) == "9:42"
    assert words.moment_of(NOW, TODAY, CHICAGO) == "Mon, Nov 23, 9:42"
    assert words.local_day(datetime(2026, 11, 24, 3, tzinfo=UTC), CHICAGO) == TODAY


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "just now"),
        (59, "just now"),
        (120, "2 min ago"),
        (6 * 3600, "6 h ago"),
        (86400, "1 day ago"),
        (3 * 86400, "3 days ago"),
    ],
)
def test_that_ages_of_events_are_rough(seconds: int, text: str) -> None:
    assert words.ago(NOW - timedelta(seconds=seconds), NOW) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 16), "7 days late"),
        (date(2026, 11, 22), "1 day late"),
        (TODAY, "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 25), "this week"),
        (date(2026, 11, 29), "this week"),
        (date(2026, 11, 30), "in 7 days"),
        (date(2026, 12, 28), "in 5 weeks"),
        (date(2027, 1, 25), "in 9 weeks"),
        (date(2027, 2, 22), "in 13 weeks"),
    ],
)
def test_that_lateness_is_relative_to_today(day: date, text: str) -> None:
    assert words.due(day, TODAY) == text


@pytest.mark.parametrize(
    ("born", "text"),
    [
        (date(1984, 3, 14), "42 years"),
        (date(1984, 11, 24), "41 years"),
        (date(1984, 11, 23), "42 years"),
        (date(2025, 9, 1), "14 months"),
        (date(2026, 11, 3), "20 days"),
    ],
)
def test_that_age_is_in_completed_units(born: date, text: str) -> None:
    assert words.age(born, TODAY) == text


def test_that_a_leap_day_child_is_older_on_the_first_of_march() -> None:
    assert words.years_old(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert words.years_old(date(2008, 2, 29), date(2026, 3, 1)) == 18


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("75", "75"),
        ("1000", "1,000"),
        ("0.50", "0.5"),
        ("112.5", "112.5"),
        ("1E+3", "1,000"),
        ("100", "100"),
        ("0", "0"),
        ("1.0", "1"),
    ],
)
def test_that_numbers_have_a_leading_zero_and_no_trailing_ones(value: str, text: str) -> None:
    assert words.number(Decimal(value)) == text


def test_that_a_number_cannot_be_parted_from_its_unit() -> None:
    assert words.amount(Decimal(1000), "mg") == "1,000\u00a0mg"
    assert words.tablets(Decimal("1.5"), Decimal(50), "mg") == "1½\u00a0×\u00a050\u00a0mg"
    assert words.tablet_count(Decimal("0.5")) == "½"
    assert words.tablet_count(Decimal("0.33")) == "0.33"


def test_that_changes_are_said_in_words_and_with_a_real_minus() -> None:
    assert words.change(Decimal(3), Decimal(5)) == "−2"
    assert words.change(Decimal(7), Decimal(3)) == "+4"
    assert words.better_or_worse(Decimal(9), Decimal(11)) == "better by 2"
    assert words.better_or_worse(Decimal(5), Decimal(5)) == "same"
    assert words.better_or_worse(Decimal(5), Decimal(4)) == "worse by 1"


def test_that_names_are_written_one_way() -> None:
    assert words.person("Lindqvist", "Maren") == "LINDQVIST, Maren"
    assert words.person("Mbeki-Sørensen", "Alexandra") == "MBEKI-SØRENSEN, Alexandra"
    assert words.short_person("Lindqvist", "Maren") == "Lindqvist M"
    assert words.initials("Lindqvist", "Maren") == "ML"


def test_that_counts_and_lists_read_as_english() -> None:
    assert words.counted(1, "day") == "1 day"
    assert words.counted(1200, "entry", "entries") == "1,200 entries"
    assert words.listing(("a", "b", "c")) == "a, b and c"
    assert words.listing(()) == ""
    assert words.minutes(90) == "1 h 30 min"


def test_that_look_alike_drugs_get_tall_letters_and_others_stay() -> None:
    assert tall_man("quetiapine 300 mg and Lamotrigine") == "QUEtiapine 300 mg and lamoTRIgine"
    assert tall_man("lithium carbonate ER, sertraline") == "lithium carbonate ER, sertraline"


def test_that_tall_letters_never_change_a_spelling() -> None:
    assert len({name.lower() for name in TALL_MAN}) == len(TALL_MAN)
    assert all(tall_man(name.lower()).lower() == name.lower() for name in TALL_MAN)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4w", date(2026, 12, 21)),
        ("+28d", date(2026, 12, 21)),
        ("-7d", date(2026, 11, 16)),
        ("2 weeks", date(2026, 12, 7)),
        ("3m", date(2027, 2, 23)),
        ("1y", date(2027, 11, 23)),
        ("4 semanas", date(2026, 12, 21)),
        ("today", TODAY),
        ("hoy", TODAY),
        ("tomorrow", date(2026, 11, 24)),
        ("mañana", date(2026, 11, 24)),
        ("tue", date(2026, 11, 24)),
        ("mon", date(2026, 11, 30)),
        ("miércoles", date(2026, 11, 25)),
        ("dec 7", date(2026, 12, 7)),
        ("Mon, Dec 7, 2026", date(2026, 12, 7)),
        ("7 dec", date(2026, 12, 7)),
        ("7 de dic de 2026", date(2026, 12, 7)),
        ("jan 5", date(2027, 1, 5)),
        ("nov 23", TODAY),
        ("feb 29", date(2028, 2, 29)),
        ("12/7/2026", date(2026, 12, 7)),
        ("12/7", date(2026, 12, 7)),
        ("1/5", date(2027, 1, 5)),
        ("12/7/26", date(2026, 12, 7)),
        ("2026-12-07", date(2026, 12, 7)),
    ],
)
def test_that_dates_are_read_as_they_are_typed(text: str, day: date) -> None:
    assert typed.read_date(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "13/40/2026", "2/30/2026", "4", "feb 30", "99999999d", "tu", "12//7", "mar", "monkey"),
        *(
            "before dec 7",
            "not dec 7",
            "decoy 7",
            "12.7",
            "7.12.2026",
            "1.5",
            "dec ٧",
            "１2/7",
            "1²/7",
            "½/7",
        ),
        *("12/7\u200b", "\u202e12/7", "dec 7\x00", "dec 1\u0338", "12/31/1899", "jan 1 9999", "9999y"),
    ],
)
def test_that_what_is_no_date_is_not_guessed(text: str) -> None:
    assert typed.read_date(text, TODAY) is None


def test_that_a_weekday_that_is_not_that_of_its_date_is_told() -> None:
    assert typed.read_date("Mon, Dec 8", TODAY) is None
    assert typed.date_problem("Mon, Dec 8", TODAY, "") == (
        "Dec 8, 2026 is a Tuesday. Write the day without its weekday, or check both."
    )
    assert "1900 to 2200" in typed.date_problem("1/1/9999", TODAY, "")
    assert typed.date_problem("soon", TODAY, "Write a day.") == "Write a day."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/14/84", date(1984, 3, 14)),
        ("mar 14 1984", date(1984, 3, 14)),
        ("11/24/26", date(1926, 11, 24)),
        ("nov 24", date(2025, 11, 24)),
        ("mon", TODAY),
    ],
)
def test_that_past_dates_look_back(text: str, day: date) -> None:
    assert typed.read_date(text, TODAY, past=True) == day


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("tue 2p", date(2026, 11, 24), time(14)),
        ("dec 7 14:30", date(2026, 12, 7), time(14, 30)),
        ("4w", date(2026, 12, 21), None),
        ("dec 7", date(2026, 12, 7), None),
        ("12/7/2026", date(2026, 12, 7), None),
        ("2:30pm", TODAY, time(14, 30)),
        ("tomorrow at 9am", date(2026, 11, 24), time(9)),
    ],
)
def test_that_a_time_may_follow_the_day(text: str, day: date, at: time | None) -> None:
    assert typed.read_moment(text, TODAY) == typed.TypedMoment(day, at)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9", time(9)),
        ("2", time(14)),
        ("2:05", time(2, 5)),
        ("12am", time(0)),
        ("12p", time(12)),
        ("25", None),
        ("9:75", None),
        ("13p", None),
    ],
)
def test_that_times_are_read(text: str, at: time | None) -> None:
    assert typed.read_time(text) == at


@pytest.mark.parametrize(
    ("text", "value"),
    [("75", "75"), ("1000", "1000"), ("0.5", "0.5"), (" 7.0 ", "7"), ("1234.5", "1234.5")],
)
def test_that_numbers_are_read(text: str, value: str) -> None:
    assert typed.read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "12a", "1,000", "1 2", ".5", "5.", "0,5", "+1", "05", "1e3", "--1", "NaN", "1.2.3", "¹", "٣"]
)
def test_that_ambiguous_numbers_are_refused(text: str) -> None:
    assert typed.read_number(text) is None


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_that_a_number_reads_back_as_it_was_written(value: Decimal) -> None:
    assert typed.read_number(plain(value)) == value


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_that_a_full_day_reads_back_as_it_was_written(day: date) -> None:
    assert typed.read_date(words.full_day(day), TODAY) == day


@given(st.text(max_size=12))
def test_that_no_typing_breaks_the_reader(text: str) -> None:
    assert typed.read_date(text, TODAY) is None or isinstance(typed.read_date(text, TODAY), date)
    assert typed.read_moment(text, TODAY) is None or typed.read_moment(text, TODAY) is not None
