"""Garbage is collected on the GUI thread only, however busy the workers are."""

import gc
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from pytestqt.qtbot import QtBot

from ui.kit.collector import YOUNG, Collector


class Knot:
    """Part of a cycle; remembers the thread in which it was untied."""

    def __init__(self, untied: list[str]) -> None:
        self._itself = self
        self._untied = untied

    def __del__(self) -> None:
        self._untied.append(threading.current_thread().name)


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    collector = Collector()
    collector.start()
    yield collector
    collector.stop()


def tie_knots(untied: list[str]) -> None:
    """Make so many cycles that Python would collect in this thread by itself."""
    for _ in range(20_000):
        Knot(untied)


def in_a_worker(untied: list[str]) -> None:
    with ThreadPoolExecutor(1, thread_name_prefix="store") as pool:
        pool.submit(tie_knots, untied).result()


def test_that_python_alone_would_untie_in_the_worker() -> None:
    untied: list[str] = []
    gc.enable()
    in_a_worker(untied)
    assert any(name.startswith("store") for name in untied)


def test_that_with_the_collector_nothing_is_untied_in_a_worker(collector: Collector) -> None:
    untied: list[str] = []
    in_a_worker(untied)
    assert not untied
    collector.look()
    assert untied
    assert set(untied) == {threading.main_thread().name}


def test_that_little_garbage_is_left_for_later(collector: Collector) -> None:
    gc.collect()
    untied: list[str] = []
    for _ in range(YOUNG // 100):
        Knot(untied)
    collector.look()
    assert not untied


def test_that_python_collects_by_itself_again_afterwards(qtbot: QtBot) -> None:
    collector = Collector()
    collector.start()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
