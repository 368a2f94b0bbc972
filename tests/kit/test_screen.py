"""Screens refresh when seen; the feed, the crash reporter and the idle watcher."""

import logging
import sys
import threading
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.changes import Change, Changes
from tests.kit.fakes import NotedNotices, SetClock, fake_context
from ui.kit.context import Context
from ui.kit.crash import CrashReporter
from ui.kit.feed import ChangeFeed
from ui.kit.idle import IdleWatcher
from ui.kit.screen import Screen
from ui.kit.tasks import BoundAsk, Door

PLAN_CHANGED = Changes((Change("plan", UUID(int=7)),))


class CountingScreen(Screen):
    """Counts how often it loads; only plans concern it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Plan", QWidget())
        self.loads = 0

    def refresh(self) -> None:
        self.loads += 1

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("plan")


@pytest.fixture
def screen(qtbot: QtBot) -> CountingScreen:
    return CountingScreen(fake_context(None))


def test_that_a_screen_loads_when_first_shown_and_only_then(screen: CountingScreen) -> None:
    assert screen.loads == 0
    screen.shown()
    screen.hidden()
    screen.shown()
    assert screen.loads == 1


def test_that_a_visible_screen_refreshes_at_once(screen: CountingScreen) -> None:
    screen.shown()
    screen.context.feed.publish(PLAN_CHANGED)
    assert screen.loads == 2


def test_that_a_hidden_screen_refreshes_once_when_shown_again(screen: CountingScreen) -> None:
    screen.shown()
    screen.hidden()
    screen.context.feed.publish(PLAN_CHANGED)
    screen.context.feed.publish(PLAN_CHANGED)
    assert screen.loads == 1
    screen.shown()
    assert screen.loads == 2


def test_that_changes_of_no_concern_refresh_nothing(screen: CountingScreen) -> None:
    screen.shown()
    screen.context.feed.publish(Changes((Change("message", UUID(int=1)),)))
    assert screen.loads == 1


@pytest.fixture
def door(qtbot: QtBot) -> Iterator[Door]:
    door = Door(ChangeFeed(), NotedNotices(), lambda error: None)
    yield door
    door.shut_down()


def asking(door: Door) -> CountingScreen:
    """A screen that asks a real door."""
    owner = QObject()
    context = replace(fake_context(None), ask=BoundAsk(door, owner), close=partial(door.close_owner, owner))
    return CountingScreen(context)


def test_that_a_part_is_put_together_before_what_is_asked_for_later(qtbot: QtBot, door: Door) -> None:
    screen, told = asking(door), list[str]()
    screen.prepare(partial(told.append, "part"))
    screen.context.ask(str, lambda _: told.append("answer"))
    assert told == []
    qtbot.waitUntil(lambda: not door.is_busy())
    assert told == ["part", "answer"]


def test_that_no_part_of_a_closed_screen_is_put_together(qtbot: QtBot, door: Door) -> None:
    screen, told = asking(door), list[str]()
    screen.prepare(partial(told.append, "part"))
    screen.close()
    qtbot.waitUntil(lambda: not door.is_busy())
    assert told == []


def test_that_a_closed_screen_hears_no_more(screen: CountingScreen) -> None:
    screen.shown()
    screen.close()
    screen.context.feed.publish(PLAN_CHANGED)
    assert screen.loads == 1


def test_that_a_handler_unsubscribed_by_an_earlier_one_is_not_called() -> None:
    feed, heard = ChangeFeed(), list[str]()
    feed.subscribe("first", lambda changes: feed.unsubscribe("second"))
    feed.subscribe("second", lambda changes: heard.append("second"))
    feed.publish(PLAN_CHANGED)
    assert heard == []


def test_that_an_empty_change_is_not_handed_out() -> None:
    feed, heard = ChangeFeed(), list[Changes]()
    feed.subscribe("all", heard.append)
    feed.publish(Changes())
    assert heard == []


def failing(name: str) -> BaseException:
    try:
        raise ValueError(f"no such patient {name}")
    except ValueError as error:
        return error


def test_that_a_crash_is_logged_rescues_drafts_and_shows_one_dialog(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    reporter = CrashReporter(lambda: told.append("rescued"), lambda text: told.append("dialog"))
    with caplog.at_level(logging.CRITICAL):
        reporter.report(failing("LINDQVIST"))
        assert told == [], "it may come out of a paint event, in which no dialog can run"
        QCoreApplication.processEvents()
    assert told == ["rescued", "dialog"]
    assert "LINDQVIST" not in caplog.text
    assert "ValueError" in caplog.text


def test_that_a_second_crash_during_the_dialog_opens_no_second_dialog(qtbot: QtBot) -> None:
    shown: list[str] = []

    def show(text: str) -> None:
        shown.append(text)
        reporter.report(KeyError("another"))
        QCoreApplication.processEvents()

    reporter = CrashReporter(lambda: None, show)
    reporter.report(failing("first"))
    QCoreApplication.processEvents()
    assert len(shown) == 1


class CrashRig:
    """A reporter with a clock of its own. `shown` are the texts of its dialogs."""

    def __init__(self) -> None:
        self.seconds, self.shown = 0.0, list[str]()
        self.reporter = CrashReporter(lambda: None, self.shown.append, lambda: self.seconds)

    def crash(self, after: float, error: BaseException) -> int:
        """How many dialogs there were once this error came, so many seconds later."""
        self.seconds += after
        self.reporter.report(error)
        QCoreApplication.processEvents()
        return len(self.shown)


def test_that_a_bug_that_comes_with_every_picture_is_shown_once(qtbot: QtBot) -> None:
    rig = CrashRig()
    assert [rig.crash(after, failing("again")) for after in (0, 0.1, 1.9, 1.9)] == [1, 1, 1, 1]
    assert rig.crash(0.1, KeyError("another")) == 2


def test_that_a_bug_on_the_heels_of_a_dialog_opens_no_second_one(qtbot: QtBot) -> None:
    rig = CrashRig()
    assert [rig.crash(after, KeyError(after)) for after in (0, 1.9, 2.1)] == [1, 1, 2]


def test_that_a_bug_is_shown_again_to_somebody_who_tries_again_but_not_for_ever(qtbot: QtBot) -> None:
    rig = CrashRig()
    assert [rig.crash(60, failing("again")) for _ in range(5)] == [1, 2, 3, 3, 3]


def test_that_a_bug_does_not_hold_on_to_what_it_had_in_its_hands(qtbot: QtBot) -> None:
    class Held:
        pass

    def fail() -> None:
        held = Held()
        kept.append(weakref.ref(held))
        raise ValueError

    kept: list[weakref.ref[Held]] = []
    try:
        fail()
    except ValueError as error:
        CrashReporter(lambda: None, list[str]().append).report(error)
        assert kept[0]() is None


def test_that_a_failing_rescue_does_not_hide_the_crash(qtbot: QtBot) -> None:
    shown: list[str] = []

    def rescue() -> None:
        raise OSError

    reporter = CrashReporter(rescue, shown.append)
    reporter.report(failing("first"))
    QCoreApplication.processEvents()
    assert len(shown) == 1
    assert "ValueError" in shown[0]


def test_that_errors_of_plain_threads_and_of_the_interpreter_reach_the_reporter(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    shown: list[str] = []
    reporter = CrashReporter(lambda: None, shown.append, count(0.0, 60.0).__next__)
    reporter.install()
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    QCoreApplication.processEvents()
    error = failing("x")
    sys.excepthook(type(error), error, None)
    QCoreApplication.processEvents()
    assert ["ZeroDivision" in text for text in shown] == [True, False]


def key_press() -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)


class IdleRig:
    def __init__(self) -> None:
        self.clock, self.reached = SetClock(), 0
        self.watcher = IdleWatcher(self.clock, timedelta(minutes=10))
        self.watcher.idle_reached.connect(self.note)
        self.watcher.restart()

    def note(self) -> None:
        self.reached += 1


def test_that_ten_minutes_without_input_are_reached_once(qtbot: QtBot) -> None:
    rig = IdleRig()
    rig.clock.advance(minutes=9, seconds=59)
    rig.watcher.look()
    assert rig.reached == 0
    rig.clock.advance(seconds=1)
    rig.watcher.look()
    rig.watcher.look()
    assert rig.reached == 1


def test_that_input_starts_the_time_again(qtbot: QtBot) -> None:
    rig = IdleRig()
    rig.clock.advance(minutes=9)
    assert rig.watcher.eventFilter(QObject(), key_press()) is False
    rig.clock.advance(minutes=9)
    rig.watcher.look()
    assert rig.reached == 0


def test_that_the_first_key_after_a_sleep_locks_and_is_swallowed(qtbot: QtBot) -> None:
    rig = IdleRig()
    rig.clock.advance(hours=3)
    assert rig.watcher.eventFilter(QObject(), key_press()) is True
    assert rig.reached == 1


def test_that_a_clock_set_back_does_not_keep_the_window_open(qtbot: QtBot) -> None:
    rig = IdleRig()
    rig.clock.advance(hours=-5)
    rig.watcher.look()
    rig.clock.advance(minutes=10)
    rig.watcher.look()
    assert rig.reached == 1


def test_that_a_key_in_a_watched_window_counts_as_input(qtbot: QtBot) -> None:
    clock = SetClock()
    watcher = IdleWatcher(clock, timedelta(minutes=10))
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    watcher.watch(window.windowHandle())
    watcher.restart()
    clock.advance(minutes=9)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert watcher.idle_for() == timedelta(0)


def test_that_a_window_that_is_not_watched_does_not_count(qtbot: QtBot) -> None:
    clock = SetClock()
    watcher = IdleWatcher(clock, timedelta(minutes=10))
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    watcher.watch(None)
    watcher.restart()
    clock.advance(minutes=9)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert watcher.idle_for() == timedelta(minutes=9)
