"""What is told about a GUI thread that was held."""

import time

import pytest
from PySide6.QtWidgets import QApplication

from tests.bench.heartbeat import Heartbeat, Hold
from tests.bench.showing import holding


def test_that_the_row_names_what_was_held_longest_and_how_much_of_it_was_work() -> None:
    found = [("Today", Hold(40, 30)), ("Plan", Hold(120, 35)), ("Visits", Hold(90, 80))]
    row = holding("opened first", found)
    assert row.action == "GUI thread held, opened first; longest: Plan, 120 ms, 35 of them at work"
    assert row.times.milliseconds == (40, 120, 90)
    assert not row.is_within_budget


def test_that_the_longest_hold_is_told_with_its_own_work(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, work = iter([0.0, 0.010, 0.150, 0.160]), iter([0.0, 0.009, 0.029, 0.030])
    monkeypatch.setattr(time, "perf_counter", clock.__next__)
    monkeypatch.setattr(time, "thread_time", work.__next__)
    beats = Heartbeat()
    beats.start()
    beats.beat()
    longest = beats.stop()
    assert (round(longest.milliseconds), round(longest.at_work)) == (140, 20)
