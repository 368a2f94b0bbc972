"""The bench counts and judges rightly."""

from functools import partial

from tests.bench.measure import Times, timed, timed_in_turn
from tests.bench.table import Row, table


def test_that_the_bad_case_is_the_one_that_nineteen_of_twenty_keep() -> None:
    times = Times(tuple(float(number) for number in range(1, 101)))
    assert (times.usual, times.bad) == (50.5, 95)
    assert Times((3.0, 1.0)).bad == 3


def test_that_warming_up_is_not_timed() -> None:
    calls: list[int] = []
    assert len(timed(lambda: calls.append(1), repeats=3, warm_up=2).milliseconds) == 3
    assert len(calls) == 5


def test_that_series_are_timed_in_turn_and_the_first_round_is_not_counted() -> None:
    calls: list[str] = []
    works = [[partial(calls.append, name + number) for number in "12"] for name in "ab"]
    first, second = timed_in_turn(2, *works)
    assert calls == ["a1", "b1", "a2", "b2"] * 3
    assert len(first.milliseconds) == len(second.milliseconds) == 4


def test_that_a_row_over_its_budget_is_called_so() -> None:
    slow = Row("open a patient", Times((10.0, 200.0)), budget=150)
    assert slow.verdict == "OVER BUDGET"
    assert not slow.is_within_budget


def test_that_a_row_far_above_its_floor_is_called_so() -> None:
    row = Row("search", Times((9.0,)), budget=100, floor=Times((3.0,)), aim=2)
    assert (row.ratio, row.verdict) == (3, "above aim")


def test_that_the_table_aligns_its_numbers() -> None:
    lines = table([Row("a", Times((1.0,))), Row("long name", Times((100.0,)), budget=150)]).splitlines()
    assert [
        line.index(number) + len(number) for line, number in zip(lines[1:], ("1.0", "100"), strict=True)
    ] == [lines[0].index("usual ms") + len("usual ms")] * 2
